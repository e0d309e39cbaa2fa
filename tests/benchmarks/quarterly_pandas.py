"""The commitment table of a quarter by pandas, as a good analyst would write it."""

import json
import sys
from pathlib import Path

import pandas as pd

DATA = Path(__file__).resolve().parents[2] / "osce_tracker" / "data" / "finland-2025"
OPEN = {"not-assessed", "planned", "in-progress", "blocked"}
SECTIONS = ["politico-military", "economic-environmental", "human", "cross-dimensional"]


def bounds(text):
    """Return first and last day of a period as facts write it."""
    if pd.isna(text):
        return pd.NaT, pd.NaT
    first, _, last = text.partition("/")
    if "-H" in first:
        half = pd.Timestamp(f"{first[:4]}-{'01' if first[-1] == '1' else '07'}-01")
        return half, half + pd.DateOffset(months=6, days=-1)
    freq = {4: "Y", 10: "D"}.get(len(first), "Q" if "Q" in first else "M")
    start = pd.Period(first.replace("-Q", "Q"), freq)
    end = pd.Period(last, freq) if last else start
    return start.start_time.normalize(), end.end_time.normalize()


def span(frame, column):
    days = pd.DataFrame([bounds(text) for text in frame[column]], index=frame.index)
    return frame.assign(**{f"{column}_first": days[0], f"{column}_last": days[1]})


def load(path):
    records = json.loads(path.read_text(encoding="utf-8"))
    c = pd.json_normalize(records)
    u = pd.json_normalize(records, "updates", ["id"])
    c["section"] = [d[0] if len(d) == 1 else "cross-dimensional" for d in c["dimensions"]]
    c["urls"] = [[s["url"] for s in r["sources"]] for r in records]
    u["urls"] = [[s["url"] for s in sources] for sources in u["sources"]]
    u = span(u, "date").sort_values(["date_last"], kind="stable")
    return span(span(c, "made_on"), "due"), u


def quarter(c, u, period):
    q = pd.Period(period.replace("-Q", "Q"), "Q")
    first, last = q.start_time, q.end_time.normalize()
    known = u[u["date_last"] <= last]
    before, inside = known[known["date_last"] < first], known[known["date_first"] >= first]
    table = c.set_index("id")
    table["at start"] = before.groupby("id")["status"].last()
    table["at end"] = known.groupby("id")["status"].last()
    table[["at start", "at end"]] = table[["at start", "at end"]].fillna("not-assessed")
    news = inside.groupby("id").agg(date=("date", "last"), text=("summary", "last"), n=("date", "size"))
    more = news["n"].map(lambda n: f" (latest of {n} updates)" if n > 1 else "")
    table["what happened"] = news["date"] + ": " + news["text"] + more
    done = known[known["status"] == "fulfilled"].groupby("id")["date_first"].first()
    late = table.index.map(done) > table["due_last"]
    fulfilled = table["at end"] == "fulfilled"
    table["timing"] = "not due"
    table.loc[~fulfilled & (table["due_last"] < last), "timing"] = "overdue"
    table.loc[fulfilled, "timing"] = "on time"
    table.loc[fulfilled & late, "timing"] = "late"
    table.loc[table["due_last"].isna(), "timing"] = "no deadline"
    pages = pd.concat([c[["id", "urls"]], known[["id", "urls"]]]).explode("urls")
    table["sources"] = pages.groupby("id")["urls"].nunique()
    acted = known.groupby("id")["date_last"].first().reindex(table.index)
    made = table["made_on_last"].mask(acted < table["made_on_last"], acted)
    was_open = (made <= last) & table["at start"].isin(OPEN)
    made_inside = (table["made_on_first"] >= first) & (table["made_on_last"] <= last)
    return table[was_open | made_inside | table["what happened"].notna()].reset_index()


if __name__ == "__main__":
    columns = ["id", "title", "lever", "due", "at start", "at end", "timing", "what happened", "sources"]
    table = quarter(*load(DATA / "commitments.json"), sys.argv[1])
    for section in SECTIONS:
        part = table.loc[table["section"] == section, columns].fillna("-")
        print(
            f"{section}\n{part.to_markdown(index=False, maxcolwidths=[None, 24] + [None] * 5 + [30, None])}"
        )
        print(part["at end"].value_counts().to_dict(), "\n")
