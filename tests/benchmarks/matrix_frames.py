"""The support matrix as an analyst makes it with pandas or polars: frames of text columns, no classes.

Both give what ``ot.support`` counts: for each State its statements by stance, own and through groups by the
membership of the day, the first and latest date and the latest stance.
"""

COLUMNS = ["id", "about", "state", "group", "states", "stance", "dimensions", "date"]


def rows(statements):
    """Return statements as rows of texts."""
    return [
        (
            s.id,
            str(s.about),
            s.state,
            s.group,
            ";".join(s.states) or None,
            str(s.stance),
            ";".join(s.dimensions),
            str(s.date),
        )
        for s in statements
    ]


def members(registry):
    """Return who was a member of which speaking group from when to when."""
    return [
        (
            name,
            m.state,
            str(m.since.last) if m.since else "0001-01-01",
            str(m.until.last) if m.until else "9999-12-31",
        )
        for group in registry.groups
        if group.speaks_for_members
        for name in (group.name,)
        for m in group.members
    ]


def pandas_load(statements, registry):
    """Return the frames of pandas."""
    import pandas as pd

    frame = pd.DataFrame(rows(statements), columns=COLUMNS)
    return frame, pd.DataFrame(members(registry), columns=["group", "member", "since", "until"])


def pandas_matrix(frame, memberships, dimension=None):
    """Return counts, first and latest date and latest stance by State."""
    import pandas as pd

    chosen = frame[frame["about"] == "chairmanship"]
    if dimension is not None:
        chosen = chosen[chosen["dimensions"].str.contains(dimension, regex=False)]
    columns = ["id", "code", "stance", "date", "own"]
    own = chosen[chosen["state"].notna()].rename(columns={"state": "code"}).assign(own=True)[columns]
    spoken = chosen[chosen["group"].notna()].merge(memberships, on="group")
    spoken = spoken[(spoken["since"] <= spoken["date"]) & (spoken["date"] <= spoken["until"])]
    spoken = spoken.rename(columns={"member": "code"}).assign(own=False)[columns]
    listed = chosen[chosen["states"].notna()]
    listed = listed.assign(code=listed["states"].str.split(";"), own=False).explode("code")[columns]
    through = pd.concat([spoken, listed]).drop_duplicates(["id", "code"])
    whole = pd.concat([own, through])
    counts = whole.groupby(["code", "stance"]).size().unstack(fill_value=0)
    dates = whole.groupby("code")["date"].agg(["min", "max"])
    kinds = whole.groupby(["code", "own"]).size().unstack(fill_value=0)
    latest = whole.sort_values(["date", "own", "id"]).drop_duplicates("code", keep="last")
    return counts, dates, kinds, latest.set_index("code")["stance"]


def polars_load(statements, registry):
    """Return the frames of polars."""
    import polars as pl

    frame = pl.DataFrame(rows(statements), schema=COLUMNS, orient="row", infer_schema_length=None)
    return frame, pl.DataFrame(members(registry), schema=["group", "member", "since", "until"], orient="row")


def polars_matrix(frame, memberships, dimension=None):
    """Return counts, first and latest date and latest stance by State."""
    import polars as pl

    chosen = frame.lazy().filter(pl.col("about") == "chairmanship")
    if dimension is not None:
        chosen = chosen.filter(pl.col("dimensions").str.contains(dimension, literal=True))
    columns = ["id", "code", "stance", "date", "own"]
    own = chosen.filter(pl.col("state").is_not_null()).with_columns(code="state", own=True).select(columns)
    spoken = (
        chosen.join(memberships.lazy(), on="group")
        .filter((pl.col("since") <= pl.col("date")) & (pl.col("date") <= pl.col("until")))
        .with_columns(code="member", own=False)
        .select(columns)
    )
    listed = (
        chosen.filter(pl.col("states").is_not_null())
        .with_columns(code=pl.col("states").str.split(";"), own=False)
        .explode("code")
        .select(columns)
    )
    through = pl.concat([spoken, listed]).unique(["id", "code"])
    whole = pl.concat([own, through])
    counts = whole.group_by("code", "stance").len()
    latest = whole.group_by("code").agg(
        pl.col("date").min().alias("first"),
        pl.col("date").max().alias("last"),
        pl.col("own").sum(),
        pl.len(),
        pl.col("stance").sort_by("date", "own", "id").last(),
    )
    return pl.collect_all([counts, latest])
