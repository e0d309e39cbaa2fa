"""The support matrix as a report, against plain loops over the statements, and what its notes say."""

import datetime as dt
import json
import runpy
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import attrs
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import PeriodError, UnknownStateError, UsageError, WordError
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period
from osce_tracker.model.shares import Share
from osce_tracker.model.statements import Stance
from osce_tracker.model.states import Group, Membership, StateRegistry
from osce_tracker.reports.wording import newest_first
from tests import strategies
from tests.analysis.test_positions import (
    BUNDLED,
    FINLAND,
    REGISTRY,
    Oracle,
    a_tracker,
    in_english,
    on_the_chair,
    whole,
)

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "examples" / "seed_article.py"
#: The table of the 57 in French alphabetical order, typed in again for its first and last seats.
FIRST_SEATS = ["AL", "DE", "US", "AD", "AM"]
DAY = "2025-12-31"
STANCES = ["supports", "welcomes", "conditional", "neutral", "critical", "opposes"]
DIMENSIONS = ["politico-military", "economic-environmental", "human"]


def sections_of(report, place=0):
    """Return the rows of each group of a table as dicts, by key: of the latest stances or of the counts."""
    states = report.tables[place]
    names = [column.key for column in states.columns]
    sections = {group.key: rows for group, rows in states.sections() if group is not None}
    return {key: [dict(zip(names, row, strict=True)) for row in rows] for key, rows in sections.items()}


def rows_of(report, key="states"):
    """Return the rows of a group of States by code."""
    return {row["code"]: row for row in sections_of(report).get(key, [])}


def counts_of(report, code, whose="own"):
    """Return the row of counts of a State: of its own words, or of those of groups."""
    rows = [row for rows in sections_of(report, 1).values() for row in rows]
    return next((row for row in rows if (row["code"], row["whose"]) == (code, whose)), None)


def keys_of(report):
    """Return the keys of the groups of States."""
    return list(sections_of(report))


def note_with(report, text):
    """Return the notes of a report, and of its tables, that hold a text."""
    notes = (*report.notes, *(note for table in report.tables for note in table.notes))
    return [note for note in notes if text in note]


class Recount:
    """What a matrix must show, from loops."""

    def __init__(self, tracker, asked):
        """Take the tracker and what is asked for."""
        self.tracker = tracker
        self.asked = asked
        self.period = asked.get("period")
        self.on = asked.get("on")
        default = dt.date(2025, 12, 31) if tracker.edition else tracker.last_known
        self.when = self.on or (self.period.last if self.period else default)
        if self.when is None:
            reject()
        self.day = min(self.when, self.period.last) if self.period else self.when
        self.members = None
        if "group" in asked:
            self.members = set(tracker.states.find_group(asked["group"]).members_on(self.day))
        self.oracle = Oracle((), tracker.states)
        self.chosen = list(filter(self.fits, tracker.statements))
        self.oracle.statements = self.chosen

    def fits(self, said):
        """Tell whether a statement is asked for."""
        asked = self.asked
        counts_for = self.oracle.through(said) | ({said.state} if said.state else set())
        return (
            said.about == asked["about"]
            and self.is_chosen(said)
            and (self.members is None or bool(self.members & counts_for))
        )

    def is_chosen(self, said):
        """Tell whether a statement is asked for, whatever it is about and whoever made it."""
        asked = self.asked
        return (
            said.date.last <= self.when
            and ("stance" not in asked or said.stance == asked["stance"])
            and ("dimension" not in asked or asked["dimension"] in said.dimensions)
            and (
                self.period is None
                or (self.period.first <= said.date.first and said.date.last <= self.period.last)
            )
        )

    def counts(self, said):
        """Return the columns that count, for some statements."""
        if self.asked["by"] == "stance":
            return {stance: sum(s.stance == stance for s in said) for stance in STANCES}
        if self.asked["by"] == "dimension":
            found = {word: sum(word in s.dimensions for s in said) for word in DIMENSIONS}
            return found | {"all-three": sum(len(s.dimensions) == 3 for s in said)}
        shown = self.shown()
        found = dict.fromkeys(["before", *(str(q) for q in shown), "after", "vague"], 0)
        for s in said:
            quarter = Period.quarter_of(s.date.first)
            if not quarter.contains(s.date):
                found["vague"] += 1
            elif quarter < shown[0]:
                found["before"] += 1
            elif quarter > shown[-1]:
                found["after"] += 1
            else:
                found[str(quarter)] += 1
        return found

    def shown(self):
        """Return the quarters that have a column."""
        if self.period:
            first, last = self.period.first, self.period.last
        elif self.tracker.edition:
            first = last = Period("2025")
            first, last = first.first, last.last
        else:
            first, last = Period(self.day.year).first, Period(self.day.year).last
        quarters = [Period.quarter_of(first)]
        while quarters[-1].last < last:
            quarters.append(quarters[-1].next())
        return quarters

    def name(self, code):
        """Return the name of a State on the day."""
        return self.tracker.states[code].name_on(self.day) if code in self.tracker.states else code

    def words(self, code):
        """Return what a State said itself and what others said for it, in order of their first days."""
        found = self.oracle.for_state(code)
        return [s for s, itself in found if itself], [s for s, itself in found if not itself]

    def row(self, code):
        """Return the latest stances of a State."""
        row = {"code": code, "state": self.name(code)}
        for whose, said in zip(("own", "group"), self.words(code), strict=True):
            last = said[-1] if said else None
            row |= {
                f"{whose}_stance": last and last.stance,
                f"{whose}_date": last and last.date,
                f"{whose}_sources": last and newest_first(last.sources),
            }
        states = self.tracker.states
        row["group_name"] = last and (last.group or states.name(last.state, last.date.last))
        if self.asked["about"] == "chairmanship":
            own, groups = self.on_agenda(code)
            row |= {"own_agenda": own, "group_agenda": groups}
        return row

    def on_agenda(self, code):
        """Return how many statements on the agenda a State made itself and others made for it."""
        agenda = Oracle([], self.tracker.states)
        agenda.statements = [s for s in self.tracker.statements if s.about == "agenda" and self.is_chosen(s)]
        found = [itself for _, itself in agenda.for_state(code)]
        return sum(found), len(found) - sum(found)

    def counted(self, code):
        """Return the rows of counts of a State."""
        rows = []
        for whose, said in zip(("own", "through-group"), self.words(code), strict=True):
            if said:
                ever = any(s.stance == "supports" for s in said)
                row = {"code": code, "state": self.name(code), "whose": whose, "statements": len(said)}
                rows.append(row | self.counts(said) | {"supported": "yes" if ever else "no"})
        return rows

    def codes(self, *kinds):
        """Return the codes of the States of some kinds that are shown, in the order that is asked for."""
        states = [s for s in self.tracker.states if s.kind in kinds and s.code != self.tracker.chair]
        if self.members is not None:
            states = [s for s in states if s.code in self.members]
        codes = [s.code for s in states]
        return codes if self.asked.get("order") == "french" else in_english(codes, self.day)


def is_part(asked):
    """Tell whether only some statements count, so that others may have been made."""
    return bool(
        {"stance", "dimension", "period"} & {name for name, value in asked.items() if value is not None}
    )


asked_for = st.fixed_dictionaries(
    {
        "about": st.sampled_from(["chairmanship", "agenda"]),
        "by": st.sampled_from(["stance", "dimension", "quarter"]),
    },
    optional={
        "group": st.sampled_from(["EU", "Moving Five", "Central Asia", "NATO", "Mute", "V4"]),
        "stance": st.sampled_from(STANCES),
        "dimension": st.sampled_from(DIMENSIONS),
        "period": strategies.periods,
        "on": strategies.days,
        "order": st.sampled_from(["french", "english"]),
    },
)


@given(whole, asked_for)
def test_rows_are_those_of_plain_loops(tracker, asked):
    """Each State stands in its place with the stances and counts of loops; a part has no rows of dashes."""
    recount, report = Recount(tracker, asked), ot.support(tracker, **asked)
    seats = recount.codes("participating")
    partners = recount.codes("partner-asian", "partner-mediterranean")
    everyone = {s.code for s in BUNDLED if s.kind != "former"}
    chosen = [s for s in tracker.statements if s.about in ("agenda", asked["about"]) and recount.is_chosen(s)]
    found = Oracle(chosen, tracker.states).codes() - everyone
    others = sorted(found, key=recount.name)
    if recount.members is not None:
        others = [code for code in others if code in recount.members]
    chair = [tracker.chair] if tracker.chair and recount.members is None else []
    if tracker.chair and recount.members is not None and tracker.chair in recount.members:
        chair = [tracker.chair]
    codes = {"states": seats, "chair": chair, "partners": partners, "others": others}
    latest = {
        key: [
            recount.row(code)
            for code in some
            if not is_part(asked) or any(recount.words(code)) or any(recount.on_agenda(code))
        ]
        for key, some in codes.items()
    }
    counted = {key: [row for code in some for row in recount.counted(code)] for key, some in codes.items()}
    if is_part(asked):
        # What only some statements show is not called the latest stance.
        new = {"own_stance": "own_selected", "group_stance": "group_selected"}
        latest = {
            key: [{new.get(name, name): value for name, value in row.items()} for row in some]
            for key, some in latest.items()
        }
        # It doesn't deny what others than the selected statements say.
        seen = {name for some in counted.values() for row in some for name, count in row.items() if count}
        left_out = {"supported", *map(str, ot.Stance)} - (seen - {"supported"})
        counted = {
            key: [{name: value for name, value in row.items() if name not in left_out} for row in some]
            for key, some in counted.items()
        }
    for place, expected in enumerate((latest, counted)):
        assert {key: rows for key, rows in expected.items() if rows} == sections_of(report, place)


@given(whole, asked_for)
def test_totals_and_coverage_agree_with_the_rows(tracker, asked):
    """The totals are the sums over the rows, and the figures and notes count States as the rows do."""
    recount, report = Recount(tracker, asked), ot.support(tracker, **asked)
    rows = recount.codes("participating")
    rests_on = [s for s in recount.chosen if tracker.chair is None or s.state != tracker.chair]
    own, groups = ([recount.words(code)[place] for code in rows] for place in (0, 1))
    expected = [
        {
            "stance": stance,
            "own_latest": sum(said[-1].stance == stance for said in own if said),
            "own_ever": sum(any(s.stance == stance for s in said) for said in own),
            "group_latest": sum(said[-1].stance == stance for said in groups if said),
            "group_ever": sum(any(s.stance == stance for s in said) for said in groups),
            "own_statements": sum(s.stance == stance for s in rests_on if s.state),
            "group_statements": sum(s.stance == stance for s in rests_on if not s.state),
        }
        for stance in STANCES
    ]
    if is_part(asked):
        # The latest statement of a State may be another one, and other stances weren't asked for.
        taken = [row for row in expected if row["own_statements"] or row["group_statements"]]
        expected = [{key: n for key, n in row.items() if "latest" not in key} for row in taken]
    names = {"own": [], "group": [], "none": []}
    for code, itself, others in zip(rows, own, groups, strict=True):
        names["own" if itself else "group" if others else "none"].append(recount.name(code))
    supported = sum(any(s.stance == "supports" for s in said) for said in own)
    spoke = {word: len(states) for word, states in names.items()} | {"supported": supported}
    if is_part(asked):
        # They may have made other statements, also in support.
        del spoke["none"], spoke["supported"]
    figures = [Share(count, len(rows)) for count in spoke.values()]
    notes = [f"Only through a group: {', '.join(names['group'])}."] if names["group"] else []
    subject = "the Chair" if asked["about"] == "chairmanship" else "the OSCE and its agenda"
    silence = "Silence is not support: a State of which no statement was found has a dash."
    silent = f" No statement on {subject}: {', '.join(names['none'])}." if names["none"] else ""
    notes += [] if is_part(asked) else [f"{silence}{silent}"]
    assert (expected, figures, notes) == (
        list(report.tables[2].records()),
        [figure.value for figure in report.figures],
        [*note_with(report, "Only through"), *note_with(report, "Silence")],
    )


@given(whole, asked_for)
def test_columns_add_up_to_all(tracker, asked):
    """By stance and by quarter each statement of a State is in exactly one column."""
    asked = asked | {"by": "quarter" if asked["by"] == "dimension" else asked["by"]}
    Recount(tracker, asked)
    for rows in sections_of(ot.support(tracker, **asked), 1).values():
        for row in rows:
            parts = [row[key] for key in row if key in (*STANCES, "before", "after", "vague") or "-Q" in key]
            assert row["statements"] == sum(parts) > 0


def test_counts_say_how_many_states_they_leave_out(tracker):
    """A State without a statement on the subject has a row among the positions, but not among the counts."""
    for asked in ({}, {"about": "agenda"}, {"group": "Central Asia"}, {"group": "V4"}):
        latest, counts, _ = ot.support(tracker, **asked).tables
        listed, counted = ({row["code"] for row in table.records()} for table in (latest, counts))
        silent = len(listed - counted)
        subject = "the OSCE and its agenda" if "about" in asked else "the Chair"
        states = f"{silent} State{'' if silent == 1 else 's'}"
        note = f"Left out: {states} of which no statement on {subject} was found, listed above."
        assert (counted <= listed, (note,) if silent else ()) == (True, counts.notes), asked


@given(whole, asked_for)
def test_same_question_has_the_same_answer(tracker, asked):
    """A second call gives an equal report, and so does an equal tracker that was never asked."""
    fresh = ot.Tracker(
        statements=tracker.statements, states=REGISTRY, chairs=ot.chairs(), edition=tracker.edition
    )
    Recount(tracker, asked)
    first = ot.support(tracker, **asked)
    assert (first, first) == (ot.support(tracker, **asked), ot.support(fresh, **asked))


@given(whole, asked_for)
def test_notes_tell_what_the_matrix_rests_on(tracker, asked):
    """The notes count the statements, those that count for no State, and those of the Chair."""
    recount, report = Recount(tracker, asked), ot.support(tracker, **asked)
    of_chair = sum(s.state == "FI" for s in recount.chosen) if tracker.chair else 0
    rest = len(recount.chosen) - of_chair
    unplaced = sum(s.state is None and not recount.oracle.through(s) for s in recount.chosen)
    plural = "" if of_chair == 1 else "s"
    apart = [f"leave out what it says as Chair, {of_chair} statement{plural}."] if of_chair else []
    none = f", {unplaced} of them by organizations or groups that speak for no State" if unplaced else ""
    (number,) = note_with(report, "Number of")
    assert number.startswith(f"Number of statements: {rest}{none}.")
    assert apart == [note.partition("totals ")[2] for note in note_with(report, "says as Chair, ")]


def test_bundled_matrix_is_that_of_plain_loops(tracker):
    """The matrix of the bundled data has the rows that loops find."""
    for about, by in (("chairmanship", "stance"), ("agenda", "dimension"), ("chairmanship", "quarter")):
        recount = Recount(tracker, {"about": about, "by": by})
        report = ot.support(tracker, about, by)
        codes = recount.codes("participating")
        assert [recount.row(code) for code in codes] == sections_of(report)["states"], (about, by)
        counted = [row for code in codes for row in recount.counted(code)]
        assert counted == sections_of(report, 1)["states"], (about, by)


def test_bundled_totals_are_those_of_the_file(tracker):
    """The numbers of the bundled matrix are recounted from the file itself, without any of the classes."""
    data = Path(ot.__file__).parent / "data"
    said = json.loads((data / "finland-2025" / "statements.json").read_bytes())
    states = json.loads((data / "reference" / "states.json").read_bytes())
    seats = {s["code"] for s in states if s["kind"] == "participating"} - {"FI"}
    said = [s for s in said if s["about"] == "chairmanship" and s["date"][:4] < "2026"]
    expected = {
        stance: sum(s["stance"] == stance and s.get("state") != "FI" for s in said) for stance in STANCES
    }
    own = {s.get("state") for s in said} & seats
    report = ot.support(tracker)
    rows, totals = rows_of(report), report.tables[2].records()
    of_chair = sum(s.get("state") == "FI" for s in said)
    assert (expected, own, 56, f"leave out what it says as Chair, {of_chair} statements.") == (
        {row["stance"]: row["own_statements"] + row["group_statements"] for row in totals},
        {code for code, row in rows.items() if row["own_stance"]},
        len(rows),
        note_with(report, "says as Chair, ")[0].partition("totals ")[2],
    )


def test_all_states_appear_without_any_statement():
    """All 57 and the Partners appear; where nothing was said there is no stance, and no agenda."""
    report = ot.support(a_tracker(), on=DAY)
    silent = [row[1:-1] for row in report.tables[0].rows]
    assert (57, 11, {None, 0}, ["states", "partners"]) == (
        len(rows_of(report)),
        len(rows_of(report, "partners")),
        {value for row in silent for value in row},
        keys_of(report),
    )


def test_dash_is_shown_for_silence():
    """A State without a statement shows dashes in print: never noughts."""
    printed = ot.support(a_tracker(), group="Central Asia", on=DAY).render("plain")
    (line,) = [
        line for line in printed.splitlines() if line.startswith("Kazakhstan ") and line.endswith("KZ")
    ]
    assert ["Kazakhstan", *["–"] * 9, "KZ"] == line.split()


def test_data_have_a_nought_where_nothing_was_said_on_the_agenda():
    """In CSV an empty count would mean that nobody counted."""
    csv = ot.support(a_tracker(), group="Central Asia", on=DAY).to_bytes("csv").decode()
    heads, *lines = (line.split(",") for line in csv.splitlines())
    assert {("0", "0")} == {
        tuple(line[heads.index(key)] for key in ("own_agenda", "group_agenda")) for line in lines
    }


def test_heads_of_counts_name_the_osce():
    """A reader who sees only the table would take "the agenda" for that of a meeting."""
    columns = {column.key: column.title for column in ot.support(a_tracker(), on=DAY).tables[0].columns}
    assert "own on the OSCE" == columns["own_agenda"]
    assert "group's on the OSCE" == columns["group_agenda"]


def test_states_sit_in_french_order():
    """Albania (Albanie) and Germany (Allemagne) sit first, and the Chair's own State apart."""
    report = ot.support(a_tracker(edition=FINLAND), order="french")
    assert (FIRST_SEATS, ["FI"]) == (list(rows_of(report))[:5], list(rows_of(report, "chair")))


def test_states_stand_in_english_order():
    """Unless asked otherwise the States stand by their English names of the day, Türkiye among the Tu."""
    for on, name, after in (("2020-01-01", "Turkey", "Tajikistan"), (DAY, "Türkiye", "Tajikistan")):
        names = [row["state"] for row in rows_of(ot.support(a_tracker(), on=on)).values()]
        assert (after, name, "Turkmenistan") == tuple(names[names.index(name) - 1 :][:3])


def test_names_are_those_of_the_day():
    """States are named as of the day that is asked for, in rows and in notes."""
    for on, code, name in [
        ("2022-05-31", "TR", "Turkey"),
        ("2022-06-30", "TR", "Türkiye"),
        ("2019-01-31", "MK", "the former Yugoslav Republic of Macedonia"),
        ("2019-02-28", "MK", "North Macedonia"),
        ("2024-12-31", "CZ", "Czech Republic"),
    ]:
        report = ot.support(a_tracker(), on=on)
        listed = (
            note_with(report, "No statement on the Chair: ")[0]
            .removeprefix("No statement on the Chair: ")
            .rstrip(".")
            .split(", ")
        )
        assert (name, True) == (rows_of(report)[code]["state"], name in listed), (on, code, name)


def test_names_are_those_of_the_end_of_the_period():
    """A period names the States as of its last day, unless an earlier day is asked for."""
    tracker = a_tracker(on_the_chair("a", state="TR", date="2022-01-01"))
    first, second = ot.support(tracker, period="2022"), ot.support(tracker, period="2022", on="2022-01-01")
    assert ("Türkiye", "Turkey") == (rows_of(first)["TR"]["state"], rows_of(second)["TR"]["state"])


def test_names_are_those_of_the_view():
    """A view of an earlier day names the States as of that day."""
    view = a_tracker(edition=FINLAND).as_of("2020-01-01")
    assert "Turkey" == rows_of(ot.support(view))["TR"]["state"]


@pytest.mark.parametrize(("on", "inside"), [("2020-01-31", True), ("2020-02-01", False)])
def test_group_has_the_members_of_the_day(on, inside):
    """The rows of a group are its members on the day that is asked for."""
    rows = rows_of(ot.support(a_tracker(), group="European Union", on=on))
    assert (inside, 27 + inside) == ("GB" in rows, len(rows))


@pytest.mark.parametrize(("on", "inside"), [("2024-03-06", False), ("2024-03-07", True)])
def test_sweden_is_in_the_rows_of_nato(on, inside):
    """Sweden stands among the members of NATO since 7 March 2024."""
    assert inside == ("SE" in rows_of(ot.support(a_tracker(), group="NATO", on=on)))


def test_statement_counts_for_members_of_its_own_day():
    """The United Kingdom keeps what the EU said for it while it was a member."""
    tracker = a_tracker(
        on_the_chair("a", group="EU", date="2020-01-31"), on_the_chair("b", group="EU", date="2020-02-01")
    )
    report = ot.support(tracker)
    assert (1, 2) == tuple(counts_of(report, code, "through-group")["statements"] for code in ("GB", "SE"))


def test_group_of_partners_has_a_table_of_theirs():
    """Partners that belong to the group are shown; without any their table is left out."""
    registry = StateRegistry(
        BUNDLED, [Group(code="P", name="P", kind="region", members=[Membership(state="AF")])]
    )
    report = ot.support(a_tracker(states=registry), group="P", on=DAY)
    assert (["partners"], ["AF"], {}) == (
        keys_of(report),
        list(rows_of(report, "partners")),
        rows_of(report),
    )


@pytest.mark.parametrize(
    ("group", "keys"),
    [("Central Asia", ["states"]), ("NB8", ["states", "chair"])],
)
def test_chair_is_shown_with_its_groups(group, keys):
    """The Chair's own State is shown for groups that it belongs to."""
    assert keys == keys_of(ot.support(a_tracker(edition=FINLAND), group=group))


def test_unknown_state_is_shown_by_its_code():
    """A statement by a code that the registry does not have has its row."""
    report = ot.support(a_tracker(on_the_chair(state="XX")))
    found = rows_of(report, "others")["XX"]["state"], counts_of(report, "XX")["statements"]
    assert ("XX", 1) == found


def test_former_state_is_shown_apart():
    """A State that no longer exists has a row among the others, and no note on membership."""
    report = ot.support(a_tracker(on_the_chair(state="SUHH", date="1990-05-05")))
    assert (["SUHH"], []) == (list(rows_of(report, "others")), note_with(report, "membership"))


def test_statement_before_membership_counts():
    """A statement made before the State joined counts."""
    report = ot.support(a_tracker(on_the_chair("mn-1", state="MN", date="2010-01-01")))
    assert 1 == counts_of(report, "MN")["statements"]


def test_notes_on_a_group_name_its_members_only():
    """A note on statements outside membership does not name States that the report does not show."""
    said = on_the_chair(group="Friends", states=["KZ", "MN"], date="2010-01-01")
    assert [] == note_with(ot.support(a_tracker(said), group="Central Asia"), "Mongolia")


def test_group_without_the_chair_does_not_mention_it():
    """If the Chair's own State is not a member, nothing is left out, and no note says so."""
    assert [] == note_with(ot.support(a_tracker(edition=FINLAND), group="Central Asia"), "Chair's own State")


def test_headline_is_the_finding():
    """The headline counts the States that spoke, were spoken for, and were silent."""
    for said, group, finding in [
        (
            [on_the_chair("a", state="KZ"), on_the_chair("b", group="Friends", states=["UZ"])],
            "Central Asia",
            (
                "Own statements on the Chair were found for one of five States. One supported it at least "
                "once. A group spoke for one other and no statement on the Chair was found for three."
            ),
        ),
        ([], "Central Asia", "Five participating States, and no statement on the Chair was found."),
        ([on_the_chair("a", state="KZ")], "P", "No participating State is in this table."),
        (
            [on_the_chair("a", group="V4", states=["CZ", "HU", "PL", "SK"])],
            "V4",
            "Own statements on the Chair were found for none of four States; a group spoke for four.",
        ),
    ]:
        partners = Group(code="P", name="P", kind="region", members=[Membership(state="AF")])
        registry = StateRegistry(BUNDLED, [*BUNDLED.groups, partners])
        report = ot.support(a_tracker(*said, states=registry), group=group, on="2030-12-31")
        assert finding == f"{report.headline} {report.lead}".strip(), (said, group)


def test_notes_explain_the_columns():
    """What a reader has to know of the columns stands below them."""
    for by, text in [("dimension", "several dimensions"), ("quarter", "Vague"), ("stance", "Silence")]:
        assert 1 == len(note_with(ot.support(a_tracker(), by=by, on=DAY), text)), (by, text)


def test_no_note_on_states_left_out_where_none_is():
    """If every State made such a statement, none is left out; a note counts those that are."""
    said = on_the_chair("a", group="V4", states=["CZ", "HU", "PL", "SK"], stance="supports")
    for stance, count in (("supports", 0), ("opposes", 1)):
        report = ot.support(a_tracker(said), group="V4", stance=stance)
        assert count == len(note_with(report, "No such statement: Participating States 4 of 4"))
        assert [] == note_with(report, "Silence")


def test_long_period_shows_twelve_quarters():
    """At most twelve quarters have a column; what is later is counted as after."""
    said = on_the_chair("a", date="2022-12-31"), on_the_chair("b", date="2023-01-01")
    report = ot.support(a_tracker(*said), by="quarter", period="2020-01-01/2030-12-31")
    row = counts_of(report, "FI")
    assert (12, 1, 1) == (sum("-Q" in key for key in row), row["2022-Q4"], row["after"])


def test_quarters_are_those_of_the_chair():
    """Without a period the quarters are those of the Chair's term."""
    tracker = a_tracker(on_the_chair(state="SE", date="2025-01-01"), edition=FINLAND)
    keys = list(counts_of(ot.support(tracker, by="quarter"), "SE"))
    assert ["before", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "after", "vague"] == keys[2:9]


@pytest.mark.parametrize("edition", [None, attrs.evolve(FINLAND, chair="SE-2099")], ids=["none", "later"])
def test_quarters_without_a_term_are_those_of_the_latest_statement(edition):
    """Where no term is known the year of the latest statement is shown."""
    tracker = a_tracker(on_the_chair(date="2031-02-03"), edition=edition)
    report = ot.support(tracker, by="quarter", on="2031-12-31")
    assert 1 == counts_of(report, "FI")["2031-Q1"]


def test_filters_take_several_values():
    """Several stances or dimensions mean any of them; words are parsed as people write them."""
    said = [
        on_the_chair("a", stance="supports"),
        on_the_chair("b", stance="critical", dimensions=["politico-military"]),
        on_the_chair("c", stance="opposes"),
    ]
    tracker = a_tracker(*said)
    reports = [
        ot.support(tracker, stance=["supports", "critical"]),
        ot.support(tracker, dimension="third dimension"),
    ]
    assert [2, 2] == [counts_of(report, "FI")["statements"] for report in reports]
    with pytest.raises(UsageError, match="has no value to filter by"):
        ot.support(tracker, stance=[], on=DAY)


def test_states_without_such_a_statement_are_counted_not_listed():
    """A State that spoke, but not critically, is not among those without a statement."""
    report = ot.support(
        a_tracker(on_the_chair("a", state="NO"), on_the_chair("b", state="PL", stance="critical")),
        stance="critical",
    )
    assert ["PL"] == [row["code"] for row in report.tables[0].records()]
    count = "Participating States 56 of 57, Partners for Co-operation 11 of 11."
    expected = f"No such statement: {count} Their rows are left out; they may have made other statements."
    assert [expected] == note_with(report, "statement: ")
    # The Chair's own State is neither.
    finland = ot.support(
        a_tracker(on_the_chair(state="PL", stance="critical", date="2025-06-01"), edition=FINLAND),
        stance="critical",
    )
    assert "States 55 of 56, The Chair's own State 1 of 1, Partners" in note_with(finland, "such")[0]


def test_subtitle_tells_what_was_asked():
    """Every filter stands in the subtitle."""
    report = ot.support(
        a_tracker(edition=FINLAND),
        "agenda",
        "dimension",
        group="nb8",
        stance="supports",
        dimension="human",
        period="2025-Q3",
        on="2025-08-01",
    )
    asked = (
        "group: Nordic-Baltic Eight; stance: supports; dimension: human; period: Q3 2025; by 1 August 2025"
    )
    assert (f"F; {asked}", "Statements on the OSCE and its agenda, State by State, by dimension") == (
        report.subtitle,
        report.title,
    )


@pytest.mark.parametrize(
    ("wrong", "error", "says"),
    [
        ({"by": "stanc"}, UsageError, r"by can't be 'stanc'\. Use stance, .*\. Did you mean stance\?"),
        ({"by": None}, UsageError, "by can't be None"),
        ({"by": ["stance"]}, UsageError, "by can't be"),
        ({"order": "frensh"}, UsageError, "order can't be 'frensh'. .* Did you mean french"),
        ({"order": 1}, UsageError, "order can't be 1. Use english"),
        ({"group": "Centrl Asia"}, UnknownStateError, "Did you mean Central Asia"),
        ({"group": 5}, ot.TrackerError, "5"),
        ({"group": ["EU", "NB8"]}, ot.TrackerError, "NB8"),
        ({"stance": "suports"}, WordError, "supports"),
        ({"dimension": "fourth"}, WordError, "fourth"),
        ({"about": "weather"}, WordError, "weather"),
        ({"chair": "FI-205"}, WordError, "FI-205"),
        ({"period": "2025-Q5"}, PeriodError, "2025-Q5"),
        ({"on": "2025"}, PeriodError, "2025"),
    ],
)
def test_wrong_questions_are_clear_errors(wrong, error, says):
    """What cannot be answered is refused, and says what is accepted."""
    with pytest.raises(error, match=says):
        ot.support(a_tracker(edition=FINLAND), **wrong)


def test_hostile_group_name_breaks_no_format():
    """A group of the moment with a name that breaks tables can be shown in every format."""
    said = on_the_chair(group=strategies.NASTY[0], states=["KZ"])
    report = ot.support(a_tracker(said))
    assert 6 == sum(bool(report.render(f)) for f in ("plain", "markdown", "html", "latex", "csv", "tsv"))


def test_report_is_equal_from_two_threads():
    """Two threads that ask for the matrix at once get one equal report."""
    tracker, gate = ot.load(), Barrier(2)

    def ask(_):
        gate.wait(60)
        return ot.support(tracker, by="quarter", period="2025")

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(ask, range(2))
    assert first == second


def test_seed_article_is_the_bundled_statement(tracker):
    """The article entered by hand is the statement that the bundled data have."""
    made = runpy.run_path(str(ARTICLE))
    bundled = tracker.statements["kz-2024-06-vassilenko-makelainen"]
    assert made["statement"] == attrs.evolve(bundled, entered=None)


def test_seed_article_prints_profile_and_matrix():
    """The example prints the profile of Kazakhstan and the matrix of Central Asia."""
    done = subprocess.run(
        [sys.executable, "-I", str(ARTICLE)], capture_output=True, check=True, encoding="utf-8", timeout=120
    )
    parts = ("Kazakhstan", "Chairs held", "KZ-2010", "group: Central Asia", "human", "Turkmenistan")
    assert (dict.fromkeys(parts, True), "") == ({part: part in done.stdout for part in parts}, done.stderr)


def test_words_of_the_oracle_are_those_of_the_vocabulary():
    """The columns that are typed in again above are the words that exist."""
    assert (STANCES, DIMENSIONS) == ([str(w.value) for w in Stance], [str(w.value) for w in Dimension])


def test_group_that_was_seen_on_no_page_is_told(tracker):
    """Where the members of a group are general knowledge, the table says so."""
    for group, told in [("South Caucasus", True), ("Nordic-Baltic Eight", False), (None, False)]:
        notes = ot.support(tracker, group=group).notes
        expected = "The members of South Caucasus are general knowledge, not seen on a page."
        assert told == (expected in notes), (group, told)


def test_joined_sets_name_the_chair_of_each_statement():
    """With several Chairpersonships each latest stance stands with the one it is on; one can be chosen."""
    joined = ot.load("all")
    report = ot.support(joined)
    poland = rows_of(report)["PL"]
    assert ("critical", "Malta 2024", "supports", "Switzerland 2026") == tuple(
        poland[key] for key in ("own_stance", "own_chair", "group_stance", "group_chair")
    )
    assert 1 == len(note_with(report, "may be on any of these Chairpersonships"))
    assert (57, ["FI", "MT", "CH"]) == (len(rows_of(report)), list(rows_of(report, "chair")))
    malta = ot.support(joined, chair="MT-2024")
    assert ot.support(ot.load("malta-2024")).tables == malta.tables
    assert "on 31 December 2024, the last day of the term; Chairpersonship: Malta 2024" in malta.subtitle


def test_period_says_what_it_leaves_out():
    """Statements on the subject that overlap the period without lying inside it are counted."""
    tracker = ot.load()
    found = tracker.statements.where(about="chairmanship").partly_inside("2025-12-05")
    report = ot.support(tracker, period="2025-12-05")
    assert report.notes[-1].startswith(
        "Left out: three statements that overlap 5 December 2025 without lying"
    )
    assert 3 == len(found)
    assert not [note for note in ot.support(tracker, period="2025").notes if note.startswith("Left out")]


def test_selected_statements_deny_nothing(tracker):
    """Kazakhstan has supported the Chair: a table of what welcomes the Chair doesn't say that it hasn't."""
    every, chosen = (ot.support(tracker, **asked).tables[1] for asked in ({}, {"stance": "welcomes"}))
    (row,) = (row for row in every.records() if (row["code"], row["whose"]) == ("KZ", "own"))
    assert (row["supports"] > 0, row["supported"]) == (True, "yes")
    assert not {"supports", "supported"} & {column.key for column in chosen.columns}
    assert chosen.title.endswith(", in this selection")


def test_statements_that_a_stance_leaves_out_are_counted():
    """Who asks for critics sees that others oppose, and who asks for supporters that there are critics."""
    words = ("critical", "opposes", "supports")
    tracker = a_tracker(
        *(on_the_chair(f"s-{n}", state="KZ", stance=word, date="2025-06-01") for n, word in enumerate(words)),
        edition=FINLAND,
    )
    for stance, others, headline, named in (
        (
            "critical",
            "1 supports, 1 opposes",
            "One of 56 States criticised the Chair in its own words; one opposed it (one did both).",
            "Kazakhstan opposed the Chair.",
        ),
        (
            "supports",
            "1 critical, 1 opposes",
            "One of 56 States supported the Chair in its own words; one criticised and one opposed it.",
            "Kazakhstan criticised the Chair, and Kazakhstan opposed it.",
        ),
        (
            ["supports", "critical"],
            "1 opposes",
            "Own statements on the Chair were found for one of 56 States (stance: supports, critical).",
            "Kazakhstan opposed the Chair.",
        ),
        (
            "conditional",
            "1 supports, 1 critical, 1 opposes",
            "None of 56 States set conditions for the Chair in their own words.",
            "Kazakhstan criticised the Chair, and Kazakhstan opposed it.",
        ),
    ):
        report = ot.support(tracker, stance=stance)
        assert headline == report.headline
        assert f"{named} Statements of other stances are left out: {others}." in report.lead, stance
    assert "left out" not in ot.support(tracker, stance=list(words)).lead
    assert "left out" not in ot.support(tracker, stance="critical", group="EU").lead
