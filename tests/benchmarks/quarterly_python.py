"""The commitment table of a quarter by Python alone, as a good analyst would write it."""

import json

from quarterly_polars import OPEN, bounds


def load(path):
    records = json.loads(path.read_text(encoding="utf-8"))
    for record in records:
        record["made"], record["due_days"] = bounds(record["made_on"]), bounds(record["due"])
        for update in record["updates"]:
            update["first"], update["last"] = bounds(update["date"])
        record["updates"].sort(key=lambda update: update["last"])
    return records


def quarter(records, period):
    first, last = bounds(period)
    table = []
    for record in records:
        known = [update for update in record["updates"] if update["last"] <= last]
        before = [update for update in known if update["last"] < first]
        inside = [update for update in known if update["first"] >= first]
        start = before[-1]["status"] if before else "not-assessed"
        end = known[-1]["status"] if known else "not-assessed"
        begun, made = record["made"]
        since = min(made, known[0]["last"]) if known else made
        if not (inside or (since <= last and start in OPEN) or (begun >= first and made <= last)):
            continue
        done = next((update["first"] for update in known if update["status"] == "fulfilled"), None)
        due = record["due_days"][1]
        if due is None:
            timing = "no deadline"
        elif end == "fulfilled":
            timing = "late" if done > due else "on time"
        else:
            timing = "overdue" if due < last else "not due"
        more = f" (latest of {len(inside)} updates)" if len(inside) > 1 else ""
        news = f"{inside[-1]['date']}: {inside[-1]['summary']}{more}" if inside else None
        pages = {source["url"] for part in (record, *known) for source in part["sources"]}
        dimensions = record["dimensions"]
        section = dimensions[0] if len(dimensions) == 1 else "cross-dimensional"
        row = {key: record[key] for key in ("id", "title", "lever", "due")}
        row |= {"section": section, "at start": start, "at end": end, "timing": timing}
        table.append(row | {"what happened": news, "sources": len(pages)})
    return table
