"""Write the page on the columns of exported tables, as the classes of the records have them."""

from pathlib import Path

import osce_tracker
from osce_tracker.databases.tables import tables_of
from osce_tracker.tracker.tracker import Tracker

PAGE = Path(osce_tracker.__file__).parent / "data" / "columns.md"


def dictionary() -> str:
    """Return the meaning of every column of the tables, as a page in Markdown."""
    lines = [
        "# Columns of the tables",
        "",
        "These are the tables of `osce-tracker export` as SQLite, Parquet and Arrow. `to_frame()` and",
        "`to_rows()` of a collection have the columns of its table, with each list as one text separated by",
        "semicolons; those of `tracker.updates` have the columns of updates. `source_rows()` of a collection",
        "has those of record_sources and of sources. A word is a text from a closed list, a list is several",
        "texts; a period is its text, its first and its last day. Names of States are today's.",
    ]
    for table in tables_of(Tracker()).values():
        if table.name == "data_dictionary":
            continue
        key = ", ".join(f"`{name}`" for name in table.key)
        lines += ["", f"## {table.name}", "", f"Each row is {table.meaning}. Key: {key}."]
        lines += [f"`{column}` names a row of {other}." for column, other in table.foreign.items()]
        lines += ["", "| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{c.name}` | {c.type} | {c.meaning} |" for c in table.columns]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(dictionary(), encoding="utf-8")
