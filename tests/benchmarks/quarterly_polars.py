"""The commitment table of a quarter by polars, as a good analyst would write it."""

import json
import sys
from datetime import date, timedelta
from pathlib import Path

import polars as pl

DATA = Path(__file__).resolve().parents[2] / "osce_tracker" / "data" / "finland-2025"
OPEN = ["not-assessed", "planned", "in-progress", "blocked"]
SECTIONS = ["politico-military", "economic-environmental", "human", "cross-dimensional"]


def bounds(text):
    """Return first and last day of a period as facts write it."""
    if text is None:
        return None, None
    first, _, last = text.partition("/")
    if len(first) == 10:
        return date.fromisoformat(first), date.fromisoformat(last or first)
    year, rest = int(first[:4]), first[5:]
    start, months = {"": (1, 12), "H1": (1, 6), "H2": (7, 6)}.get(rest) or (
        (int(rest[1]) * 3 - 2, 3) if rest.startswith("Q") else (int(rest), 1)
    )
    end = start + months
    return date(year, start, 1), date(year + end // 13, (end - 1) % 12 + 1, 1) - timedelta(days=1)


def load(path):
    c, u = [], []
    for r in json.loads(path.read_text(encoding="utf-8")):
        (made, made_end), (_, due_end) = bounds(r["made_on"]), bounds(r["due"])
        d = r["dimensions"]
        row = {key: r[key] for key in ("id", "title", "lever", "due")}
        row |= {"section": d[0] if len(d) == 1 else "cross-dimensional", "made": made}
        c.append(row | {"made_end": made_end, "due_end": due_end, "urls": [s["url"] for s in r["sources"]]})
        for x in r["updates"]:
            first, last = bounds(x["date"])
            row = {"id": r["id"], "first": first, "last": last, "date": x["date"]}
            row |= {"status": x["status"], "summary": x["summary"]}
            u.append(row | {"urls": [s["url"] for s in x["sources"]]})
    return pl.DataFrame(c), pl.DataFrame(u).sort("last", maintain_order=True)


def quarter(c, u, period):
    first, last = bounds(period)
    by = {"on": "id", "how": "left"}
    known = u.filter(pl.col("last") <= last)
    done = pl.col("first").filter(pl.col("status") == "fulfilled").first()
    ends = known.group_by("id").agg(
        pl.col("status").last().alias("at end"), done.alias("done"), pl.col("last").min().alias("acted")
    )
    starts = (
        known.filter(pl.col("last") < first).group_by("id").agg(pl.col("status").last().alias("at start"))
    )
    more = pl.when(pl.len() > 1).then(pl.format(" (latest of {} updates)", pl.len())).otherwise(pl.lit(""))
    news = (
        known.filter(pl.col("first") >= first)
        .group_by("id")
        .agg(
            pl.format("{}: {}{}", pl.col("date").last(), pl.col("summary").last(), more).alias(
                "what happened"
            )
        )
    )
    pages = pl.concat([c.select("id", "urls"), known.select("id", "urls")]).explode("urls")
    pages = pages.group_by("id").agg(pl.col("urls").drop_nulls().n_unique().alias("sources"))
    table = c.join(ends, **by).join(starts, **by).join(news, **by).join(pages, **by)
    fulfilled = pl.col("at end") == "fulfilled"
    timing = (
        pl.when(pl.col("due_end").is_null()).then(pl.lit("no deadline"))
        .when(fulfilled & (pl.col("done") > pl.col("due_end"))).then(pl.lit("late"))
        .when(fulfilled).then(pl.lit("on time"))
        .when(pl.col("due_end") < last).then(pl.lit("overdue"))
        .otherwise(pl.lit("not due"))
    )  # fmt: skip
    table = table.with_columns(
        pl.col("at start", "at end").fill_null("not-assessed"),
        pl.min_horizontal("made_end", "acted").alias("since"),
    ).with_columns(timing.alias("timing"))
    return table.filter(
        ((pl.col("since") <= last) & pl.col("at start").is_in(OPEN))
        | ((pl.col("made") >= first) & (pl.col("made_end") <= last))
        | pl.col("what happened").is_not_null()
    )


if __name__ == "__main__":
    columns = ["id", "title", "lever", "due", "at start", "at end", "timing", "what happened", "sources"]
    table = quarter(*load(DATA / "commitments.json"), sys.argv[1])
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=160, fmt_str_lengths=400):
        for section in SECTIONS:
            part = table.filter(pl.col("section") == section).sort("id")
            print(section, part.select(columns), part["at end"].value_counts().rows(), sep="\n")
