"""A number that a report prints in several places is the same in all of them, whatever the format.

Reports of the bundled data are written, read back by other libraries, and counted again from their rows.
"""

import csv
import io
import json
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import html5lib
import pytest
from openpyxl import load_workbook

import osce_tracker as ot
from osce_tracker.design import LOOKS
from osce_tracker.text import capitalised, whole_days

DAYS = ("2024-12-31", "2025-03-31", "2025-06-30", "2025-12-31", "2026-06-30")
PERIODS = ("2024-Q4", "2025-Q1", "2025-Q3", "2025-Q4", "2025-07", "2025-H1", "2025", "2026-Q1")
ONLY = (
    {"dimension": "human"},
    {"lever": ["consensus", "states"]},
    {"made_by": "chair"},
    {"only_changed": True},
)
SUPPORT = (
    *({"about": about, "by": by} for about in ("chairmanship", "agenda") for by in ("stance", "quarter")),
    {"by": "dimension"},
    {"dimension": "human"},
    {"stance": ["critical", "opposes"]},
    {"group": "EU"},
    {"period": "2025-Q4"},
    {"on": "2024-12-31"},
    {"on": "2020-01-01"},
)
#: What makes the reports of one kind, each with another day or filter.
MAKERS = {
    "quarterly": lambda t: [
        *(ot.quarterly(t, period) for period in PERIODS),
        *(ot.quarterly(t, "2025-Q3", **only) for only in ONLY),
        ot.quarterly(t.as_of("2025-06-30"), "2025-Q2"),
    ],
    "scorecard": lambda t: [
        *(ot.scorecard(t, day) for day in DAYS),
        ot.scorecard(t, "2025-12-31", independent_only=True),
        ot.scorecard(t.as_of("2025-09-30"), "2025-12-31"),
    ],
    "support": lambda t: [ot.support(t, **options) for options in SUPPORT],
    "pledges": lambda t: [
        ot.pledges(t),
        ot.pledges(t, state=["KZ", "FI", "US"]),
        ot.pledges(t, period="2025-Q4"),
        ot.pledges(t, period="2025"),
    ],
    "attention": lambda t: [
        *(make(t, day) for make in (ot.overdue, ot.stale, ot.blocked) for day in DAYS),
        ot.stale(t, "2025-12-31", 0),
    ],
    "brief": lambda t: [*(ot.brief(t, period) for period in PERIODS)],
    "agenda": lambda t: [
        *(ot.agenda(t, period, series=True) for period in PERIODS),
        ot.agenda(t, "2025", dimension="human"),
        ot.agenda(t, "2025", "Permanent Council"),
        ot.agenda(t, "1999"),
    ],
    "month": lambda t: [ot.month(t, f"2025-{n:02}", series=n % 2 == 0) for n in range(1, 13)],
    "changes": lambda t: [
        ot.changes(t, earlier, later) for earlier, later in zip(DAYS, (*DAYS[1:], "2026-07-01"), strict=True)
    ],
    "profile": lambda t: [ot.profile(t, state) for state in ("FI", "KZ", "RU", "VA", "JP", "US")],
    "thread": lambda t: [
        ot.thread(t, f"FI25-{end}") for end in ("HD-03", "EE-01", "XD-01", "XD-09", "XD-15", "XD-32")
    ],
    "handover": lambda t: [ot.handover(t, chair) for chair in ("MT-2024", "FI-2025", "CH-2026")],
    "agreement": lambda _: [ot.agreement(ot.load(name)) for name in ("malta-2024", "finland-2025", "all")],
    "whats_new": lambda t: [ot.whats_new(t, "2026-11-23"), ot.whats_new(ot.load("all"), "2026-11-22")],
    "table": lambda t: [
        *map(ot.table, t.collections),
        *(ot.table(t.commitments, day) for day in DAYS),
        ot.table(t.statements.where(stance="critical")),
        ot.table(t.events.where(body="HCNM")),
    ],
}
KINDS = pytest.mark.parametrize("kind", MAKERS)
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
#: The statuses of a promise that was settled before a period.
CLOSED = ("fulfilled", "partly-fulfilled", "not-fulfilled", "superseded", "withdrawn")
SPOKEN = {word: number for number, word in enumerate(WORDS)} | {"none": 0, "once": 1, "twice": 2}
#: A number in digits or words.
N = rf"\b(\d+|{'|'.join(SPOKEN)})"


def number(pattern, text):
    """Return the number of which a text speaks with certain words, 0 if it doesn't."""
    found = re.search(pattern, text, re.IGNORECASE)
    return 0 if found is None else SPOKEN.get(found[1].lower()) if found[1].isalpha() else int(found[1])


def counts(text):
    """Return the counts of a list such as "2 blocked, 1 partly fulfilled." by the words as JSON has them."""
    found = re.findall(r"(\d+) ([a-z][a-z -]*?)(?: only)?(?=[,;.]|$)", text)
    return Counter({label.replace(" ", "-"): int(count) for count, label in found})


def read(made):
    """Return a report as a reader of its JSON has it, its tables, figures and charts by key."""
    whole = json.loads(made.to_bytes("json"))
    whole["finding"] = f"{whole['headline']} {whole['lead']}".strip()
    for part in ("tables", "figures", "charts"):
        whole[part] = {each["key"]: each for each in whole[part]}
    return whole


def shares(whole):
    """Return the figures of a report as pairs of part and whole, or as numbers."""
    values = {key: figure["value"] for key, figure in whole["figures"].items()}
    return {key: tuple(v.values()) if isinstance(v, dict) else v for key, v in values.items()}


def rows(whole, key, group=None):
    """Return the rows of a table, or of one of its groups."""
    return [row for row in whole["tables"][key]["rows"] if group in (None, row.get("group"))]


def note(whole, start):
    """Return the one note that begins so, or nothing."""
    return next((text for text in whole["notes"] if text.startswith(start)), "")


# Every format.


def _cells(columns, row, name, whole):
    """Yield the numbers of a row of CSV or Excel: one for a number, two for a share.

    ``name`` is what calls a column, its key or its title, and ``whole`` what the column of the whole adds.
    """
    for column in columns:
        if column["kind"] in ("number", "share"):
            own = capitalised(column[name]) if name == "title" else column[name]
            titles = [own, f"{own}{whole}"][: 1 + (column["kind"] == "share")]
            found = (None if row[title] in ("", None) else str(row[title]) for title in titles)
            yield tuple(cell and (float if "." in cell else int)(cell) for cell in found)


def _numbers(table, row):
    for column in table["columns"]:
        value = row[column["key"]]
        if column["kind"] == "share":
            yield (None, None) if value is None else (value["part"], value["whole"])
        elif column["kind"] == "number":
            yield (value,)


def _words(value):
    """Return a figure as people read it."""
    if not isinstance(value, dict):
        return str(value)
    part, whole = value["part"], value["whole"]
    if whole < 20:
        return f"{part} of {whole}"
    rounded = int(Decimal(100 * part / whole).quantize(Decimal(1), ROUND_HALF_UP))
    # Only all is 100, and only none is 0.
    percent = rounded if part in (0, whole) else min(max(rounded, 1), 99)
    return f"{part} of {whole} ({percent}%)"


def _check_formats(made, whole):
    book = load_workbook(io.BytesIO(made.to_bytes("xlsx")))
    front = [tuple(value for value in line if value is not None) for line in book.worksheets[0].values]
    # A table without rows has no sheet, and the last sheet has the sources, if there are any.
    tables = [table for table in whole["tables"].values() if table["rows"]]
    assert len(tables) <= len(book.worksheets) - 1 <= len(tables) + 1
    for table, sheet in zip(tables, book.worksheets[1:], strict=False):
        here = [[*_numbers(table, row)] for row in table["rows"]]
        columns = table["columns"]
        text = made.render("csv", table=table["key"])
        lines = list(csv.DictReader(io.StringIO(text, newline="")))
        assert here == [[*_cells(columns, line, "key", "_of")] for line in lines]
        heads, *values = sheet.values
        excel = [dict(zip(heads, line, strict=True)) for line in values]
        assert here == [[*_cells(columns, line, "title", " of")] for line in excel]
        titles = {group["key"]: group["title"] for group in table["groups"]}
        if titles:
            listed = [titles[row["group"]] for row in table["rows"]]
            sizes = Counter({group["title"]: group["size"] for group in table["groups"]})
            assert sizes == Counter(listed)
            assert listed == [line["group"] for line in lines] == [line[1] for line in values]
        assert (table["title"], len(here), sheet.title) in front
    figures = whole["figures"].values()
    page = html5lib.parseFragment(made.render("html"), namespaceHTMLElements=False)
    assert [whole_days(made.headline)] == ["".join(head.itertext()) for head in page.iter("h1")]
    shown = page.findall(".//dl[@class='figures']/div")
    for figure, div in zip(figures, shown, strict=True):
        # A status has its symbol before its number.
        look = LOOKS.get(figure["word"])
        symbol = f"{look.symbol}\N{NO-BREAK SPACE}" if look else ""
        assert f"{symbol}{_words(figure['value'])}" == "".join(div.find("dd").itertext())
        numbers = [*figure["value"].values()] if isinstance(figure["value"], dict) else [figure["value"]]
        found = [
            line for line in front if line and str(line[0]).casefold().endswith(figure["label"].casefold())
        ]
        assert numbers in [[*line[1 : 1 + len(numbers)]] for line in found]
    text = " ".join(made.render("plain").split())
    for words in (made.headline, *(_words(figure["value"]) for figure in figures)):
        assert words in text


@KINDS
def test_formats_agree_on_every_number(tracker, kind):
    """CSV, Excel, JSON, HTML and text have the same figures, numbers and shares, rows and groups."""
    # Formats don't know what a report is about: every sixth one has tables of each shape.
    for made in MAKERS[kind](tracker)[::6]:
        _check_formats(made, read(made))


# Every report.


NOUN = r"commitments?(?: touching the [a-z -]+ dimension)?"


def _check_moves(headline, moved, count):
    """Check a headline on what moved against the statuses after, and the number of all promises."""
    found = {
        "fulfilled": number(rf"{N} (?:{NOUN} )?(?:(?:was|were) )?fulfilled(?! in part)", headline),
        "partly-fulfilled": number(rf"{N} (?:{NOUN} )?(?:(?:(?:was|were) )?fulfilled )?in part", headline),
        "not-fulfilled": number(rf"{N} (?:{NOUN} )?failed", headline),
        "blocked": number(rf"{N} ended blocked", headline),
    }
    # What didn't fit follows in the lead, where the blocked ones are named.
    assert found == {word: moved[word] for word in found} | ({} if found["blocked"] else {"blocked": 0})
    if "changed status in" in headline:
        assert moved.total() == number(rf"{N} {NOUN} changed status", headline)
    if "No outcome was known" in headline:
        assert (0, count) == (moved.total(), number(rf"{N} {NOUN} open", headline))


def _check_statuses(line, statuses, noun="commitment"):
    """Check a line such as "2 commitments; 1 blocked, 1 planned." against statuses."""
    total, _, parts = line.partition("; ")
    assert len(statuses) == number(rf"{N} {noun}", total)
    assert Counter(statuses) == counts(parts)


def _check_flow(chart, moved):
    """Check a flow and its words against what moved to each status, and return the number of its promises."""
    said, became = {}, Counter()
    for before, after, count in chart["rows"]:
        fresh = before == "not made yet"
        start = "not-assessed" if fresh else before
        became[after] += count if start != after else 0
        name = (
            "first on record"
            if before == "not made yet"
            else "already closed"
            if before in CLOSED
            else before
        )
        said.setdefault(name.replace("-", " "), Counter())[after] += count
    # A vague update gives the status at the end, though nobody knows if that was reached in the period.
    assert moved <= became
    title = chart["title"]
    assert chart["text"].startswith(f"{title}: ")
    listed = chart["text"].removeprefix(f"{title}: ")
    parts = (re.match(r"of those (\D+?) (\d.*)", part) for part in listed.rstrip(".").split("; "))
    assert said == {part[1]: counts(part[2]) for part in parts}
    if " in progress on " in title:
        became = title.rpartition(": ")[2].replace(" and ", ", ")
        became = counts(became.replace("in part", "partly fulfilled").replace("failed", "not fulfilled"))
        assert became == {word: n for word, n in said["in progress"].items() if word in CLOSED}
        assert said["in progress"].total() == number(r"Of the (\d+)", title)
    return sum(row[2] for row in chart["rows"])


def _check_quarterly(whole):
    every = rows(whole, "commitments")
    ends = Counter(row["status_end"] for row in every)
    # A promise that had not been made has no status at the start, and moves with its first verdict.
    moved = Counter(
        row["status_end"]
        for row in every
        if row["status_end"] != ("not-assessed" if row["status_start"] is None else row["status_start"])
    )
    vague = number(rf"{N}(?: more)? may have changed status", whole["finding"])
    dated = Counter({key: one["value"] for key, one in whole["figures"].items() if key != "not-assessed"})
    assert dated <= moved
    assert vague >= moved.total() - dated.total() - sum(moved[word] for word in moved if word not in dated)
    _check_moves(whole["finding"].partition(" may have ")[0], dated, len(every))
    # The figures count what the picture counts, also what is not in the table.
    made = whole["tables"]["commitments"]["totals"][-1]["value"]
    picture = Counter()
    for _, after, count in whole["charts"]["flow"]["rows"] if made else ():
        picture[after] += count
    for key, figure in whole["figures"].items():
        if key == "not-assessed":
            assert {"part": picture[key], "whole": made} == figure["value"]
        else:
            assert figure["note"].startswith(f"{picture[key]} of all {made} on "), key
    for group in whole["tables"]["commitments"]["groups"]:
        _check_statuses(group["note"], [r["status_end"] for r in rows(whole, "commitments", group["key"])])
    shown, *left_out, everything = whole["tables"]["commitments"]["totals"]
    assert len(every) == shown["value"]
    assert ends == counts(shown["note"])
    assert made == everything["value"] == len(every) + sum(total["value"] for total in left_out)
    if made:
        known = made - picture["not-assessed"]
        assert re.match(rf"Assessed: {known} of {made}\b", note(whole, "Assessed"))
    flow, *lanes = whole["charts"].values()
    assert ("flow", made) == (flow["key"], _check_flow(flow, moved))
    # The lanes below the table are those of what moved, each with its last status last.
    shown, size = Counter(), 0
    for chart in lanes:
        assert chart["key"].startswith("lanes")
        last = {row[0]: row[-1] for row in chart["rows"]}
        # The title counts all that the picture shows.
        what = chart["text"].removeprefix(f"{chart['title']}: ")
        named = counts(chart["title"].rpartition(": ")[2])
        others = named.pop("others", 0) + named.pop("other", 0)
        assert named.items() <= Counter(last.values()).items()
        assert named.total() + others == len(last)
        if len(lanes) == 1:
            assert len(last) == number(rf"{N} commitment", what)
        else:
            place = rf"^Commitments {size + 1} to {size + len(last)} of {moved.total()}\b"
            assert re.match(place, chart["title"])
        shown += Counter(last.values())
        size += len(last)
        assert last.items() <= {row["id"]: row["status_end"] for row in every}.items()
    assert (moved, moved.total()) == (shown, size)


def _check_scorecard(whole):
    found, headline = shares(whole), whole["headline"]
    (total,), rates = rows(whole, "rates", "all"), whole["tables"]["rates"]
    counted = {}
    for row in rows(whole, "counts"):
        counted.setdefault(row["group"], {})[row["what"]] = (row["stated"], row["all"])
    (made,) = counted["all"].values()
    status = {word: counted["status"].get(word, (0, 0)) for word in map(str, ot.Status)}
    for place, whose in enumerate(("stated", "all")):
        for key in ("status", "timing"):
            assert made[place] == sum(pair[place] for pair in counted[key].values())
        fulfilled, partly, failed, unknown = (
            status[word][place] for word in ("fulfilled", "partly-fulfilled", "not-fulfilled", "not-assessed")
        )
        assert fulfilled == sum(pair[place] for pair in counted.get("evidence", {}).values())
        for word, (stated, every) in counted.get("readings", {}).items():
            assert stated <= every
            assert (stated, every)[place] <= status[word][place]
        assessed = made[place] - unknown - status["superseded"][place] - status["withdrawn"][place]
        if assessed:
            assert {"part": fulfilled, "whole": assessed} == total[f"{whose}_fulfilled"]
            assert (partly, unknown) == (total[f"{whose}_partly"], total[f"{whose}_unassessed"])
            keys = {"stated": ("kept", "partly", "failed"), "all": ("all",)}[whose]
            assert [(n, assessed) for n in (fulfilled, partly, failed)][: len(keys)] == [
                found[k] for k in keys
            ]
        if unknown:
            who = "the Chair's stated" if whose == "stated" else "all"
            expected = f"from {fulfilled} to {fulfilled + unknown} of {who} {assessed + unknown}"
            assert expected in total["range"]
        for group in rates["groups"]:
            own = rows(whole, "rates", group["key"])
            shared = [row[f"{whose}_fulfilled"] for row in own if row[f"{whose}_fulfilled"] is not None]
            assert (fulfilled, assessed) == tuple(sum(one[k] for one in shared) for k in ("part", "whole"))
            assert partly == sum(row[f"{whose}_partly"] or 0 for row in own)
            assert unknown == sum(row[f"{whose}_unassessed"] or 0 for row in own)
    if "own-word" in found:
        assert found["own-word"][1] == status["fulfilled"][1]
    if "Chair kept" in headline:
        assert found["kept"] == (number(rf"kept {N}", headline), number(rf"of (?:the )?{N}", headline))
        assert found["partly"][0] == number(rf"and {N} in part", headline)
        assert not found["failed"][0] or found["failed"][0] == number(rf"{N} failed", whole["finding"])
    elif "known yet" in headline:
        assert made[1] == status["not-assessed"][1] == number(rf"of the {N}", headline)
    assert re.match(
        rf"Assessed: {made[1] - status['not-assessed'][1]} of {made[1]}\b", note(whole, "Assessed")
    )
    late = Counter(row["timing"] for row in rows(whole, "late")) if "late" in whole["tables"] else Counter()
    assert late == {
        word: pair[1] for word, pair in counted["timing"].items() if word in ("late", "missed", "overdue")
    }
    for chart in whole["charts"].values():
        assert made[1] == sum(sum(row[1:]) for row in chart["rows"])
        assert made[1] == sum(map(int, re.findall(r"(\d+) commitment", chart["text"])))
        for word, (_, every) in status.items():
            found_in_text = re.findall(rf" (\d+) {word.replace('-', ' ')}(?=[,;.])", chart["text"])
            assert every == sum(map(int, found_in_text))
        assert len(rows(whole, "rates", "lever")) == sum(any(row[1:]) for row in chart["rows"])


def _check_support(whole):
    headline = whole["finding"]
    seats = rows(whole, "states", "states")
    # A State without a statement has a dash.
    own_stance, group_stance = (
        next(key for key in (f"{whose}_stance", f"{whose}_selected") if key in {k for r in seats for k in r})
        if seats
        else ""
        for whose in ("own", "group")
    )
    own = Counter(row[own_stance] for row in seats if row[own_stance])
    groups = Counter(row[group_stance] for row in seats if row[group_stance])
    only = Counter(row[group_stance] for row in seats if row[group_stance] and not row[own_stance])
    found = {"own": own.total(), "through-group": only.total()}
    found["none"] = len(seats) - sum(found.values())
    counted = [row for row in rows(whole, "counts", "states") if row["statements"]]
    supported = sum(row.get("supported") == "yes" and row["whose"] == "own" for row in counted)
    figures = found | {"supported": supported}
    # Where only some statements count, nobody is said to be silent.
    is_part = bool(seats) and "none" not in shares(whole)
    full = ("none", "supported")
    told = {key: count for key, count in figures.items() if key not in full or not is_part}
    assert told == {key: part for key, (part, _) in shares(whole).items()}
    # Those without such a statement have no row then.
    (of,) = {of for _, of in shares(whole).values()}
    assert len(seats) == of or (is_part and len(seats) < of)
    if is_part and seats:
        assert found["own"] == number(rf"(?:found for |^){N} of", headline)
        assert found["through-group"] == number(rf"(?:made one|did) for {N}", headline)
    elif "wn statements on " in headline:
        assert len(seats) == number(rf"of {N} (?:participating )?State", headline)
        assert found == {
            "own": number(rf"found for {N} of", headline),
            "through-group": number(rf"spoke for {N}", headline),
            "none": number(rf"found for {N}(?! of)\b(?! of)", headline),
        }
        assert supported == number(rf"{N} (?:supported it|in support)", headline)
    totals = {row["stance"]: row for row in rows(whole, "totals")}
    if not is_part:
        assert own == +Counter({word: row["own_latest"] for word, row in totals.items()})
        assert groups == +Counter({word: row["group_latest"] for word, row in totals.items()})
    for word, row in totals.items():
        if counted and word in counted[0]:
            for key, whose in (("own_ever", "own"), ("group_ever", "through-group")):
                assert row[key] == sum(one[word] > 0 for one in counted if one["whose"] == whose)
    assert number(r"Number of statements: (\d+)", note(whole, "Number")) == sum(
        row["own_statements"] + row["group_statements"] for row in totals.values()
    )
    for chart in whole["charts"].values():
        # Each State has the latest of its own words, or else of a group.
        assert {
            (row["code"], row["state"], "own", row[own_stance], row["own_date"])
            if row[own_stance]
            else (row["code"], row["state"], "through-group", row[group_stance], row["group_date"])
            if row[group_stance]
            else (row["code"], row["state"], "none", None, None)
            for row in seats
        } == set(map(tuple, chart["rows"]))
        assert found == {whose: sum(row[2] == whose for row in chart["rows"]) for whose in found}
        parts = chart["text"].partition(": ")[2].rstrip(".").split("; ")
        said = {title: counts(listed) for title, _, listed in (part.rpartition(": ") for part in parts)}
        silent = said.pop("", None)
        assert found["none"] == number(rf"for {N} no statement", chart["text"])
        assert bool(found["none"]) == (silent is not None)
        assert {"in their own words": own, "only through a group": only} == {
            "in their own words": Counter(),
            "only through a group": Counter(),
        } | said


def _check_pledges(whole):
    every, headline = rows(whole, "pledges"), whole["headline"]
    groups = {group["key"]: group["size"] for group in whole["tables"]["pledges"]["groups"]}
    assert groups == shares(whole)
    assert len(every) == sum(groups.values()) == number(rf"{N} pledge", headline)
    for noun, keys in (("State", ("states", "chair", "others")), ("group", ("groups",))):
        # A name may be followed by those who joined in.
        makers = {row["who"].partition(" (")[0] for row in every if row["group"] in keys}
        assert len(makers) == number(rf"{N} {noun}", headline)


def _check_attention(whole):
    statuses = [row["status"] for row in rows(whole, "commitments")]
    if "blocked" in whole["title"].lower():
        by_status, open_ = Counter(statuses), ("planned", "in-progress")
        parts = {
            "blocked": number(rf"{N} commitments? (?:was|were) blocked", whole["finding"]),
            "held up": number(rf"{N}(?: more)? (?:was|were) held up", whole["finding"]),
            "closed": number(rf"{N} more had been closed with an obstacle", whole["finding"]),
        }
        assert by_status["blocked"] == parts["blocked"]
        assert sum(by_status[word] for word in open_) == parts["held up"]
        assert len(statuses) == sum(parts.values())
    else:
        # If none is overdue, the headline begins with those that missed the deadline.
        overdue = (
            0
            if " missed the deadline" in whole["headline"]
            else number(rf"{N} commitment", whole["headline"])
        )
        assert len(statuses) == overdue
    # A day on which the data are silent has a note of its own before.
    lines = [text for text in whole["notes"] if re.match(r"\d+ commitments?\b", text)]
    assert len(lines) == bool(statuses)
    for line in lines:
        _check_statuses(line, statuses)
    for group in whole["tables"]["commitments"]["groups"]:
        own = [row["status"] for row in rows(whole, "commitments", group["key"])]
        if group["note"]:
            assert len(own) == number(rf"{N} commitment", group["note"])


def _check_brief(whole):
    figures = {key: figure["value"] for key, figure in whole["figures"].items()}
    moved = Counter(
        {word: figures[word] for word in ("fulfilled", "partly-fulfilled", "not-fulfilled", "blocked")}
    )
    headline = whole["headline"]
    assert ["flow"] == [*whole["charts"]]
    made = _check_flow(whole["charts"]["flow"], moved)
    if "changed status" not in headline:
        _check_moves(whole["finding"].partition(" may have ")[0], moved, made)
    assert made == number(r"Assessed: \d+ of (\d+)", note(whole, "Assessed"))
    # Each list and the line on how many it leaves out are all that moved there.
    tables = whole["tables"]
    for key, words in (("fulfilled", moved["fulfilled"]), ("stuck", None)):
        every = rows(whole, key) if key in tables else []
        more = number(rf"And {N} more", "".join(tables[key]["notes"])) if key in tables else 0
        assert words is None or len(every) + more == words


def _check_events(whole, inside):
    """Check the headline of an agenda or month against its events."""
    statuses, headline = Counter(row["status"] for row in inside), whole["headline"]
    assert statuses.total() == number(rf"{N} event", headline)
    if len(statuses) == 1:
        (word,) = statuses
        assert headline.endswith(f"{word.replace('-', ' ')}.")
    else:
        assert statuses == counts(headline.partition(": ")[2])


def _check_agenda(whole):
    groups = {group["key"]: group for group in whole["tables"]["meetings"]["groups"]}
    regular = {key: group["size"] for key, group in groups.items() if key not in ("dated", "undated")}
    expected = len(rows(whole, "expected")) if "expected" in whole["tables"] else 0
    inside = [*rows(whole, "meetings", "dated"), *rows(whole, "meetings", "undated")]
    _check_events(whole, inside)
    assert +Counter({**regular, "expected": expected}) == {
        key: value for key, value in shares(whole).items() if value and key != "deadlines"
    }


def _check_month(whole):
    _check_agenda(whole)
    if "deadlines" in whole["tables"]:
        due = len(rows(whole, "deadlines"))
        assert due == shares(whole)["deadlines"]
        # The picture names those of a known day, and counts the others.
        assert due >= sum(row[4] == "deadline" for row in whole["charts"]["calendar"]["rows"])


def _check_changes(whole):
    headline, found = whole["headline"], shares(whole)
    groups = (
        Counter(row["group"] for row in rows(whole, "commitments"))
        if "commitments" in whole["tables"]
        else {}
    )
    assert groups.get("first", 0) == number(rf"{N} (?:commitments? )?(?:is|are) first on record", headline)
    assert groups.get("moved", 0) == number(rf"{N} commitments? changed status", headline)
    for row in rows(whole, "commitments", "moved") if "moved" in groups else ():
        assert row["before"] != row["after"]
    news = [
        row["after"] for key in ("moved", "first") if key in groups for row in rows(whole, "commitments", key)
    ]
    others = found.pop("others", 0)
    assert found == {word: news.count(word) for word in found}
    assert others == sum(len(table["rows"]) for table in whole["tables"].values()) - len(news)
    said = whole["figures"]["others"]["note"] if others else ""
    sizes = {key: len(table["rows"]) for key, table in whole["tables"].items()}
    sizes["update"] = groups.get("updates", 0)
    for key in ("update", "events", "statements", "corrections", "additions"):
        assert sizes.get(key, 0) == number(rf"{N} (?:other )?{key.removesuffix('s')}", said), key


def _check_profile(whole):
    found, headline = shares(whole), whole["finding"]
    said = Counter((row["group"], row["about"]) for row in rows(whole, "statements"))
    groups = Counter(row["group"] for row in rows(whole, "statements"))
    for about, key in (("chairmanship", "own-chair"), ("agenda", "own-agenda")):
        # The Chair's own State has one figure of what it said on its own Chairpersonship.
        assert said["own", about] == found.get(key, 0)
        spoken = whole["figures"][key]["note"] if key in found else ""
        assert said["through", about] == number(rf"and {N} by groups", spoken)
    assert said["own-chair", "chairmanship"] == found.get("as-chair", 0)
    spoken = number(rf"its {N} statements? on its own Chairpersonship", headline)
    assert spoken == (found["as-chair"] if "own-chair" not in found and "as-chair" in found else 0)
    assert said["own", "chairmanship"] == number(rf"{N} statements? by .*? itself on ", headline)
    for row in rows(whole, "positions"):
        stances = sum(row[stance.value] or 0 for stance in ot.Stance)
        assert stances == (row["statements"] or 0), row["whose"]
    # What was said after the day may be counted below.
    line = whole["tables"]["statements"]["notes"][0]
    own, through = (sum(groups[key] for key in (word, f"{word}-chair")) for word in ("own", "through"))
    assert (own, through) == (number(rf"{N} own", line), number(rf"{N} on its", line))
    assert len(rows(whole, "objections")) == found["objections"]
    assert len(rows(whole, "events")) == found["events"]
    for key in ("objections", "commitments", "events"):
        none = [line for line in whole["tables"][key]["notes"] if line.startswith("None found up to ")]
        assert bool(none) == (not rows(whole, key))


def _check_thread(whole):
    every, headline = rows(whole, "thread"), whole["finding"]
    if len(every) == 1:
        label = every[0]["status"].replace("-", " ")
        assert headline == f"No other Chair's commitment continues it; it is {label}."
        return
    assert len(every) == number(rf"{N} commitment", headline)
    # Promises of one Chair with the same status are counted together, in the order of the rows.
    # If the headline has room only for the last Chair, the earlier ones follow in the lead.
    first, now, last = headline.partition("; most recently ")
    told = re.split("[.;] [Bb]efore that, ", last)[::-1] if now else [first.partition(": ")[2]]
    parts = [part for some in told for part in re.split(", | and ", some.removesuffix("."))]
    found = Counter(f"{row['ended'].replace('-', ' ')} under {row['chair']}" for row in every)
    numbers = (*WORDS, *map(str, range(10, 100)))
    assert parts == [f"{numbers[n]} {said}" if n > 1 else said for said, n in found.items()]


def _check_handover(whole):
    figures = shares(whole)
    for key, words in (
        ("taken", rf"took over {N}"),
        ("passed", rf"passed on {N}"),
        ("left", rf"(?:left|had) {N}"),
    ):
        own = rows(whole, key) if key in whole["tables"] else []
        # A promise that was divided into several was passed on once.
        count = len(own) if key == "left" else len({row["continues"] for row in own})
        assert count == figures.get(key, 0) == number(words, whole["finding"]), key
    if "taken" in figures:
        taken = rows(whole, "taken")
        kept = sum(row["became"] == "fulfilled" for row in taken)
        assert (kept, len(taken)) == figures["kept"]
        assert len(taken) == (number(rf"which became {N}", whole["headline"]) or figures["taken"])
        said = number(rf"and {N} of them", whole["headline"])
        assert kept == said or (len(taken) == 1 and kept == ("not fulfilled" not in whole["headline"]))
    became = len(rows(whole, "passed")) if "passed" in whole["tables"] else 0
    divided = note(whole, f"The {figures.get('passed')} commitments that were passed on became ")
    assert bool(divided) == (became != figures.get("passed", 0))
    assert became == (number(r"became (\d+):", divided) or figures.get("passed", 0))


def _check_agreement(whole):
    figures, (agree, total, differ) = shares(whole), re.findall(r"\d+", whole["headline"])
    assert (int(total), (int(agree), int(total)), int(differ)) == (
        figures["readings"],
        figures["agreeing"],
        figures["differing"],
    )
    disagreements = rows(whole, "disagreements")
    assert int(differ) == len(disagreements)
    assert int(total) - int(agree) == int(differ)
    for row in rows(whole, "fields"):
        assert row["readings"] == row["agreeing"]["whole"]
    if not whole["tables"]["fields"]["groups"]:
        by_field = Counter(row["field"] for row in disagreements)
        for row in rows(whole, "fields"):
            assert by_field[row["field"]] == row["readings"] - row["agreeing"]["part"]
        assert int(total) == sum(row["readings"] for row in rows(whole, "fields"))


def _check_whats_new(whole):
    figures = shares(whole)
    assert {key: len(rows(whole, key)) for key in whole["tables"]} == figures
    headline = f"{whole['headline']} {whole['lead']}"
    new = {k: n for k, n in figures.items() if k not in ("verdicts", "stances", "others")}
    assert figures.get("verdicts", 0) == number(rf"{N} status(?:es)? (?:on|was)", headline)
    corrected = {row["id"] for row in rows(whole, "verdicts")} if "verdicts" in whole["tables"] else set()
    assert len(corrected) == number(rf"statuses on {N} commitment", headline)
    assert sum(new.values()) == number(rf"{N} \w+ (?:is|are) new", headline)
    corrections = number(rf"{N} correction", whole["figures"]["others"]["note"])
    assert len(rows(whole, "others")) <= corrections
    assert corrections == sum(len(re.split(", | and ", row["fields"])) for row in rows(whole, "others"))


_ABOUT = {
    "On the Chair": ("chairmanship", False),
    "By its own State": ("chairmanship", True),
    "On the OSCE or its agenda": ("agenda", False),
}


def _check_table(whole):
    ((key, table),) = whole["tables"].items()
    every, (total, _, parts) = rows(whole, key), whole["finding"].partition(": ")
    assert len(every) == number(N, total)
    by_about = dict(re.findall(rf"({'|'.join(_ABOUT)}): (.*?)\.", parts))
    for subject, said in by_about.items():
        about, is_chairs = _ABOUT[subject]
        own = [
            row["stance"]
            for row in every
            if row["about"] == about and is_chairs == (about == "chairmanship" and row["who"] == "Finland")
        ]
        text = f"{subject[0].lower()}{subject[1:]}"
        assert (Counter(own), len(own)) == (counts(said), number(rf"{N} {text}", parts))
    words = Counter(row.get("status") or row.get("stance") for row in every)
    # What the Chair had stated is part of these counts.
    parts, *stated = re.split(r"[.;] (?=\w+ of the \w+ (?:is a|are) promise)", parts)
    assert parts == "" or by_about or words == counts(parts)
    assert all(counts(said) <= words for said in stated)
    for group in table["groups"]:
        assert group["size"] == number(rf"{N} commitment", group["note"])


@KINDS
def test_numbers_in_words_and_figures_are_those_of_the_rows(tracker, kind):
    """Headline, figures, notes, groups and charts count what the rows of the tables hold."""
    check = globals()[f"_check_{kind}"]
    for made in MAKERS[kind](tracker):
        check(read(made))


def test_reports_on_the_same_day_agree(tracker):
    """A brief, a scorecard and the lists of what needs attention say what the others say."""
    for period in ("2025-Q1", "2025-Q3", "2025-Q4"):
        day = ot.Period(period).last
        brief, card = read(ot.brief(tracker, period)), read(ot.scorecard(tracker, day))
        assert shares(brief).get("kept") == shares(card).get("kept")
        late = Counter(row["timing"] for row in rows(card, "late")) if "late" in card["tables"] else Counter()
        assert late["overdue"] == len(rows(read(ot.overdue(tracker, day)), "commitments"))
        table = read(ot.table(tracker.so_on(day).commitments, day))
        assert Counter(row["status"] for row in rows(table, "commitments")) == Counter(
            {row["what"]: row["all"] for row in rows(card, "counts", "status")}
        )
