"""The scorecard against a recount in plain loops, on the bundled tracker and on generated ones.

``_Recount`` is the manual's definitions of status, timing and rates, written down again without the
library's own counting.
"""

import datetime as dt
import json
import re

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import PeriodError, WordError
from osce_tracker.model.commitments import Kind, MakerType
from osce_tracker.model.dimensions import Section
from osce_tracker.model.statuses import Scale
from osce_tracker.reports.wording import CONTESTED_NOTE
from tests import strategies
from tests.tracker.test_as_of import _promise, _source, _update

DAYS = ["2024-12-05", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31", "2026-06-30"]
STATUSES = (
    "not-assessed",
    "planned",
    "in-progress",
    "blocked",
    "fulfilled",
    "partly-fulfilled",
    "not-fulfilled",
    "superseded",
    "withdrawn",
)
TIMINGS = ("no-deadline", "not-due", "due", "overdue", "on-time", "late", "not-known", "in-part", "missed")
#: The crosswalk, typed in again: marks lowest first, then the mark of each status that has one.
SCALES = {
    "ogp": (
        ["not started", "limited", "substantial", "complete"],
        {
            "planned": "not started",
            "in-progress": "limited",
            "blocked": "limited",
            "not-fulfilled": "limited",
            "partly-fulfilled": "substantial",
            "fulfilled": "complete",
        },
    ),
    "g20": (
        ["-1", "0", "1"],
        {
            "not-fulfilled": "-1",
            "planned": "0",
            "in-progress": "0",
            "blocked": "0",
            "partly-fulfilled": "0",
            "fulfilled": "1",
        },
    ),
    "upr": (
        ["not implemented", "partially implemented", "fully implemented"],
        {
            "not-fulfilled": "not implemented",
            "planned": "not implemented",
            "blocked": "not implemented",
            "in-progress": "partially implemented",
            "partly-fulfilled": "partially implemented",
            "fulfilled": "fully implemented",
        },
    ),
}
SCALES["odihr"] = SCALES["upr"]


def _own(source):
    return source.publisher_type in ("chair", "osce")


def _confirms(source):
    return not _own(source) and source.publisher_type != "unknown"


class _Recount:
    """What plain loops count of the commitments of a tracker on a day."""

    def __init__(self, tracker, day, *, independent_only=False):
        self.day = dt.date.fromisoformat(str(day))
        self.made, self.history = [], {}
        for commitment in tracker.commitments:
            past = [update for update in commitment.updates if update.date.last <= self.day]
            if commitment.made_on.last > self.day and not past:
                continue
            if independent_only:
                past = [u for u in past if any(map(_confirms, u.sources))]
            past.sort(key=lambda update: update.date.last)
            self.made.append(commitment)
            self.history[commitment.id] = past

        self.tracker = tracker

    def chair_order(self, term):
        """Return where a Chairpersonship comes: in time, and then those of which no term is known."""
        return (self.tracker.chairs[term].since, "") if term in self.tracker.chairs else (dt.date.max, term)

    def chair_name(self, term):
        if term not in self.tracker.chairs:
            return term
        found = self.tracker.chairs[term]
        return f"{self.tracker.states.name(found.state, found.since)} {found.since.year}"

    def status(self, commitment):
        past = self.history[commitment.id]
        return str(past[-1].status) if past else "not-assessed"

    def run(self, commitment):
        """Return the updates at the end that say fulfilled one after the other."""
        run = []
        for update in reversed(self.history[commitment.id]):
            if update.status != "fulfilled":
                break
            run.insert(0, update)
        return run

    def timing(self, commitment):
        """Return the timing and the days after the deadline."""
        status, due = self.status(commitment), commitment.due
        if due is None or status in ("superseded", "withdrawn"):
            return "no-deadline", None
        closed = {"partly-fulfilled": "in-part", "not-fulfilled": "missed"}
        if status in closed:
            return closed[status], None
        if status == "fulfilled":
            done = self.run(commitment)[0].date
            late = (done.first - due.last).days
            return ("late", late) if late > 0 else ("on-time" if done.last <= due.last else "not-known", None)
        over = (self.day - due.last).days
        if over > 0 and status == "not-assessed":
            return "not-known", None
        return ("overdue", over) if over > 0 else ("due" if over == 0 else "not-due", None)

    def rates(self, chosen):
        counts = dict.fromkeys(STATUSES, 0)
        for commitment in chosen:
            counts[self.status(commitment)] += 1
        everything = sum(counts.values()) - counts["superseded"] - counts["withdrawn"]
        unknown, fulfilled = counts["not-assessed"], counts["fulfilled"]
        assessed = everything - unknown
        return {
            "fulfilled": ot.Share(fulfilled, assessed) if assessed else None,
            "partly": counts["partly-fulfilled"] if assessed else None,
            "unassessed": unknown if everything else None,
        }, (f"from {fulfilled} to {fulfilled + unknown} of {everything}" if unknown else None)


def _section(commitment):
    return commitment.dimensions[0] if len(commitment.dimensions) == 1 else "cross-dimensional"


def _tables(report):
    return {table.key: table for table in report.tables}


def _stated(chosen):
    return [c for c in chosen if c.made_by.type == "chair" and c.basis == "stated"]


def _expected_rates(told):
    """Return the rows of each group of the table of rates; groups without a commitment are left out."""
    terms = sorted({term for c in told.made for term in c.chairs}, key=told.chair_order)
    groups = {
        "all": [("Total", told.made)] if told.made else [],
        "chair": [(told.chair_name(term), [c for c in told.made if term in c.chairs]) for term in terms]
        if len(terms) > 1
        else [],
        "dimension": _by(told, {word: word.label for word in Section}, _section),
        "lever": _by(told, {word: word.label for word in ot.Lever}, lambda c: c.lever),
        "kind": _by(told, {word: word.label for word in Kind}, lambda c: c.kind),
        "basis": _by(
            told, {"stated": "Stated", "inferred": "Inferred", "deed": "Seen when done"}, lambda c: c.basis
        ),
        "maker": _by(told, {word: word.label for word in MakerType}, lambda c: c.made_by.type),
    }
    whose = "Chairs' stated" if len(terms) > 1 else "Chair's stated"
    return {key: [_expected_rate(told, whose, *row) for row in rows] for key, rows in groups.items() if rows}


def _expected_rate(told, whose, label, chosen):
    (stated, own), (every, whole) = told.rates(_stated(chosen)), told.rates(chosen)
    spans = [
        text.replace(" of ", f" of {who} ") for who, text in ((f"the {whose}", own), ("all", whole)) if text
    ]
    return {
        "of": label,
        **{f"stated_{key}": value for key, value in stated.items()},
        **{f"all_{key}": value for key, value in every.items()},
        "range": f"range {'; '.join(spans)}" if spans else None,
    }


def _by(told, labels, of):
    """Return the commitments of each word that has any, by its label with a capital."""
    groups = [
        (label[0].upper() + label[1:], [c for c in told.made if of(c) == word])
        for word, label in labels.items()
    ]
    return [(label, own) for label, own in groups if own]


def _groups(table):
    """Return the rows of each group of a table, as dicts."""
    rows = list(table.records())
    found = {}
    for group in table.groups:
        found[group.key], rows = rows[: group.size], rows[group.size :]
    assert [] == rows
    return found


def _counted(report):
    """Return the counts of each group of the table of counts, by what is counted."""
    tables = _tables(report)
    found = _groups(tables["counts"]) if "counts" in tables else {}
    return {key: {row["what"]: (row["stated"], row["all"]) for row in rows} for key, rows in found.items()}


def _expected_counts(told, words, of):
    """Return how often each word is said of the Chair's stated promises and of all, without zeros."""
    own, every = ([of(c) for c in chosen] for chosen in (_stated(told.made), told.made))
    return {word: (own.count(word), every.count(word)) for word in words if word in every}


def _agrees(report, told):
    """Assert that every table of a scorecard is what the recount says."""
    tables = _tables(report)
    assert _expected_rates(told) == (_groups(tables["rates"]) if "rates" in tables else {})
    counted = _counted(report)
    assert (len(_stated(told.made)), len(told.made)) == counted.get("all", {}).get("total", (0, 0))
    assert _expected_counts(told, STATUSES, told.status) == counted.get("status", {})
    timing = _expected_counts(told, TIMINGS, lambda c: told.timing(c)[0])
    assert timing == counted.get("timing", {})
    own, every = _expected_evidence(told, _stated(told.made)), _expected_evidence(told, told.made)
    found = [pair for pair in zip(own, every, strict=True) if pair[1]]
    assert found == list(counted.get("evidence", {}).values())
    kept_not = ("late", "overdue", "missed")
    late = {c.id: (c.title, c.due, *told.timing(c)) for c in told.made if told.timing(c)[0] in kept_not}
    rows = list(tables["late"].records()) if "late" in tables else []
    assert late == {
        row["id"]: tuple(row[key] for key in ("commitment", "due", "timing", "days")) for row in rows
    }
    assert len(late) == len(rows)
    none = any(note.startswith("No commitment was late, missed or overdue") for note in report.notes)
    assert none == (not late and bool(told.made))
    assert all(table.rows for table in report.tables)


def _expected_evidence(told, chosen):
    confirmed = own = bare = 0
    for commitment in chosen:
        run = told.run(commitment)
        found = [source for update in run for source in update.sources]
        if run and not any(_own(source) or _confirms(source) for source in found):
            bare += 1
        elif run and any(map(_confirms, found)):
            confirmed += 1
        elif run:
            own += 1
    return confirmed, own, bare


def test_bundled_data_agree_with_the_recount(tracker):
    """On the bundled tracker every table is what plain loops count."""
    for day in DAYS:
        for independent_only in [False, True]:
            report = ot.scorecard(tracker, day, independent_only=independent_only)
            _agrees(report, _Recount(tracker, day, independent_only=independent_only))


@settings(max_examples=15)
@given(strategies.trackers, strategies.days, st.booleans())
def test_any_data_agree_with_the_recount(tracker, day, independent_only):
    """Whatever the records, every table is what plain loops count."""
    report = ot.scorecard(tracker, day, independent_only=independent_only)
    _agrees(report, _Recount(tracker, day, independent_only=independent_only))


def test_every_status_has_its_mark():
    """Each status has the mark of the crosswalk, or none."""
    for scale, (marks, crosswalk) in SCALES.items():
        for status in ot.Status:
            mark = status.to(scale)
            assert crosswalk.get(status) == (None if mark is None else str(mark)), scale
        assert marks == [str(mark) for mark in Scale(scale).marks], scale


def test_other_scales_agree_with_the_recount(tracker):
    """The group of another scale counts each mark, then those without one, and a note says what is lost."""
    for day in ["2025-06-30", "2025-12-31"]:
        for scale, (marks, crosswalk) in SCALES.items():
            told = _Recount(tracker, day)
            report = ot.scorecard(tracker, day, scale=scale)
            mark_of = {c: crosswalk.get(told.status(c), "no place on the scale") for c in told.made}
            expected = _expected_counts(told, [*marks, "no place on the scale"], mark_of.get)
            assert expected == _counted(report)["scale"], (day, scale)
            notes = [note for note in _tables(report)["counts"].notes if not note.startswith("Own word")]
            assert notes[0] == f"What the scale loses: {Scale(scale).definition}", (day, scale)
            assert len(notes) == (3 if scale == "g20" else 1), (day, scale)


def _means(tracker, day="2025-12-31"):
    notes = _tables(ot.scorecard(tracker, day, scale=Scale.G20))["counts"].notes
    return tuple(note for note in notes if note.startswith("Mean score"))


def test_both_means_of_the_g20_scale(tracker):
    """One mean leaves unknown ones out, the other takes them as -1; dropped ones are in neither."""
    told = _Recount(tracker, "2025-12-31")
    statuses = [told.status(c) for c in told.made]
    scores = [int(SCALES["g20"][1][status]) for status in statuses if status in SCALES["g20"][1]]
    worst = scores + [-1] * statuses.count("not-assessed")
    expected = (
        f"Mean score without those not assessed: {sum(scores) / len(scores):+.2f} of {len(scores)}.",
        f"Mean score with those not assessed as -1: {sum(worst) / len(worst):+.2f} of {len(worst)}.",
    )
    assert expected == _means(tracker)


def _promises(*words):
    """Return a tracker of promises with these statuses; ``not-assessed`` ones have no update."""
    updates = [[] if word == "not-assessed" else [_update("2025-03-01", word)] for word in words]
    return ot.Tracker(commitments=[_promise(*u, id=f"XX25-HD-{n:02}") for n, u in enumerate(updates)])


def test_means_by_hand():
    """A mean of nothing is none; the others are over those that count."""
    for words, expected in [
        (["withdrawn"], ["none of 0", "none of 0"]),
        (["not-assessed"], ["none of 0", "-1.00 of 1"]),
        (["fulfilled", "not-assessed"], ["+1.00 of 1", "+0.00 of 2"]),
        (["fulfilled", "not-fulfilled", "planned", "superseded"], ["+0.00 of 3", "+0.00 of 3"]),
    ]:
        assert expected == [note.split(": ")[1].rstrip(".") for note in _means(_promises(*words))], (
            words,
            expected,
        )


def _rate(tracker, **options):
    """Return the rates of all commitments as text, without those of the Chair's stated promises."""
    row = next(_tables(ot.scorecard(tracker, "2025-12-31", **options))["rates"].records())
    assert "Total" == row["of"]
    return [None if row[key] is None else str(row[key]) for key in ("all_fulfilled", "all_partly", "range")]


def test_rates_by_hand():
    """Partly fulfilled is not fulfilled, dropped ones leave, and a range needs an unknown."""
    for words, expected in [
        (["withdrawn"], [None, None, None]),
        (
            ["not-assessed"],
            [None, None, "range from 0 to 1 of the Chair's stated 1; from 0 to 1 of all 1"],
        ),
        (
            ["fulfilled", "partly-fulfilled", "not-assessed", "not-assessed", "withdrawn"],
            ["1 of 2", "1", "range from 1 to 3 of the Chair's stated 4; from 1 to 3 of all 4"],
        ),
        (
            ["fulfilled", "fulfilled", "blocked", "planned", "not-fulfilled", "superseded"],
            ["2 of 5", "0", None],
        ),
    ]:
        assert expected == _rate(_promises(*words)), (words, expected)


def test_headline():
    """The headline is about the promises that the Chair stated in advance, otherwise about all."""
    for words, made_by, headline in [
        ([], "chair", "No commitment had been made by 31 December 2025."),
        (["not-assessed"], "chair", "Nothing is known yet of the one commitment made by 31 December 2025."),
        (["planned", "planned"], "state", "None of two assessed commitments were fulfilled."),
        (
            ["fulfilled", "fulfilled", "not-fulfilled"],
            "state",
            "Two of three assessed commitments were fulfilled; one failed.",
        ),
        (
            ["fulfilled", "partly-fulfilled"],
            "state",
            "One of two assessed commitments was fulfilled and one in part.",
        ),
        (["planned", "planned"], "chair", "The Chair kept none of the two promises it stated in advance."),
        (
            ["fulfilled", "not-fulfilled", "not-assessed"],
            "chair",
            "The Chair kept one of two assessed promises stated in advance; one failed.",
        ),
        (
            ["fulfilled", "not-fulfilled", *["partly-fulfilled"] * 12],
            "chair",
            "The Chair kept one of the 14 promises it stated in advance and 12 in part; one failed.",
        ),
    ]:
        maker = ot.Maker(type=made_by, name="M")
        made = [attrs.evolve(c, made_by=maker) for c in _promises(*words).commitments]
        assert headline == ot.scorecard(ot.Tracker(commitments=made), "2025-12-31").headline, (
            words,
            made_by,
            headline,
        )


def test_what_is_not_assessed_is_not_overdue():
    """From the day after its deadline the timing of a promise without news is not known."""
    for words, due, timing, late in [
        ("not-assessed", "2025-12-30", "not-known", []),
        ("not-assessed", "2025-12-31", "due", []),
        ("not-assessed", "2026-01-01", "not-due", []),
        ("planned", "2025-12-30", "overdue", [("overdue", 1)]),
        ("planned", "2025-12-31", "due", []),
    ]:
        made = [attrs.evolve(c, due=due) for c in _promises(words).commitments]
        report = ot.scorecard(ot.Tracker(commitments=made), "2025-12-31")
        rows = _tables(report)["late"].records() if late else ()
        assert [timing] == list(_counted(report)["timing"]), (words, due)
        assert late == [(row["timing"], row["days"]) for row in rows], (words, due)


def test_figures_are_those_of_the_tables(tracker):
    """The key figures are of the Chair's stated promises, then of all; what is of nothing is left out."""
    report = ot.scorecard(tracker, "2025-12-31")
    row, counted = next(_tables(report)["rates"].records()), _counted(report)
    own, every = row["stated_fulfilled"], row["all_fulfilled"]
    word = counted["evidence"]["only the Chair's or the OSCE's own word"][1]
    assert [
        ("kept", own),
        ("partly", ot.Share(row["stated_partly"], own.whole)),
        ("failed", ot.Share(counted["status"]["not-fulfilled"][0], own.whole)),
        ("all", every),
        ("all-failed", ot.Share(counted["status"]["not-fulfilled"][1], every.whole)),
        ("own-word", ot.Share(word, every.part)),
    ] == [(figure.key, figure.value) for figure in report.figures]
    states = [
        attrs.evolve(c, made_by=ot.Maker(type="state", name="M")) for c in _promises("planned").commitments
    ]
    others = ot.scorecard(ot.Tracker(commitments=states), "2025-12-31")
    assert ["all", "all-failed"] == [figure.key for figure in others.figures]


def test_figures_say_what_they_count_without_their_notes(tracker):
    """Three figures had one note, and only a note told promises from all commitments."""
    figures = ot.scorecard(tracker, "2025-12-31").figures
    assert [
        "stated promises kept",
        "stated promises kept in part",
        "stated promises failed",
        "commitments fulfilled",
        "commitments failed",
        "fulfilled on the Chair's or the OSCE's own word only",
    ] == [figure.label for figure in figures]
    notes = [figure.note for figure in figures if figure.note]
    assert len(notes) == len(set(notes))


def test_kinds_are_explained_below_the_rates(tracker):
    """Stance, output and inferred are words of the codebook, so the table says what each of them means."""
    (note,) = _tables(ot.scorecard(tracker, "2025-12-31"))["rates"].notes
    assert note.startswith(
        "Stance: to hold a position. Activity: to hold an event, a visit, a talk. Output: "
    )
    assert note.endswith("Seen when done: first reported when it was already done.")
    stances = ot.Tracker(commitments=tracker.commitments.where(kind="stance", basis="stated"))
    (short,) = _tables(ot.scorecard(stances, "2025-12-31"))["rates"].notes
    assert "Stance: to hold a position. Stated: a promise stated in advance." == short


def test_empty_tracker_has_nothing_but_the_headline():
    """A scorecard of nothing has no table, no figure and no note."""
    report = ot.scorecard(ot.Tracker(), "2025-12-31", scale="g20")
    assert () == report.tables == report.figures == report.notes
    assert report.subtitle == ""


def test_json_has_numbers_for_every_rate(tracker):
    """A program that reads the JSON file gets counts and not texts."""
    tables = json.loads(ot.scorecard(tracker, "2025-12-31").render("json"))["tables"]
    (rates,) = [table for table in tables if table["key"] == "rates"]
    for row in rates["rows"]:
        for whose in ("stated", "all"):
            share, *numbers = (row[f"{whose}_{key}"] for key in ("fulfilled", "partly", "unassessed"))
            assert share is None or 0 <= share["part"] <= share["whole"]
            assert all(isinstance(one, int | None) for one in numbers)


def test_independent_only_leaves_own_word_out():
    """Updates that rest on the Chair's or the OSCE's own word don't count, and the subtitle says so."""
    own = _update("2025-03-01", "planned", _source("2025-03-02", publisher_type="media"))
    other = _update("2025-06-01", "fulfilled", _source("2025-06-02", publisher_type="chair"))
    tracker = ot.Tracker(commitments=[_promise(own, other)])
    assert "1 of 1" == _rate(tracker)[0]
    assert ["0 of 1", "0", None] == _rate(tracker, independent_only=True)
    assert "" == ot.scorecard(tracker, "2025-12-31").subtitle
    report = ot.scorecard(tracker, "2025-12-31", independent_only=True)
    assert ("only updates with an independent source", ()) == (report.subtitle, report.charts)
    assert tracker.commitments[0].updates == (own, other)


def test_several_chairs_have_a_total_and_rates_of_their_own():
    """A record counts once in the total and once under each of its Chairs, and the headline says so."""
    everything = ot.load("all")
    shared = attrs.evolve(everything.commitments["FI25-HD-03"], chairs=("FI-2025", "CH-2026", "XX-2030"))
    joined = everything.with_records(shared)
    report = ot.scorecard(joined, "2026-06-08")
    rates = _groups(_tables(report)["rates"])
    own = rates["chair"]
    assert ["Malta 2024", "Finland 2025", "Switzerland 2026", "XX-2030"] == [row["of"] for row in own]

    def count(row):
        return row["all_fulfilled"].whole + row["all_unassessed"]

    assert count(rates["all"][0]) + 2 == sum(map(count, own))
    assert "Chairs' stated: fulfilled" == _tables(report)["rates"].columns[1].title
    assert re.match(r"The four Chairs kept .* stated in advance", report.headline)
    (running,) = [note for note in report.notes if note.startswith("Not over yet")]
    assert "8 June 2026: the term of Switzerland 2026." in running
    assert not any(note.startswith("Not over yet") for note in ot.scorecard(joined, "2026-12-31").notes)
    one = ot.scorecard(joined, "2025-12-31", chair="FI-2025")
    assert "chair" not in [group.key for group in _tables(one)["rates"].groups]
    assert "Chairpersonship: Finland 2025" in one.subtitle
    assert ot.scorecard(ot.load(), "2025-12-31").headline == one.headline


def test_verdicts_on_which_readings_differ_are_counted(tracker):
    """A group counts them by status, with a note, and is there only if there are any."""
    differing = tracker.so_on("2025-12-31").commitments.where(contested=True)
    report = ot.scorecard(tracker)
    found = {word: every for word, (_, every) in _counted(report)["readings"].items()}
    assert {word: n for word in STATUSES if (n := len(differing.where(status=word)))} == found
    assert len(differing) == sum(found.values())
    assert CONTESTED_NOTE == report.notes[-1]
    quiet = ot.scorecard(ot.Tracker(commitments=tracker.commitments), "2025-12-31")
    assert "readings" not in _counted(quiet)
    assert CONTESTED_NOTE not in quiet.notes


def test_view_is_named(tracker):
    """A scorecard of a view says in the subtitle as of when the record is shown."""
    report = ot.scorecard(tracker.as_of("2025-06-30"), dt.date(2025, 6, 30))
    assert report.title == "Scorecard, 30 June 2025"
    assert report.subtitle.endswith("as known on 30 June 2025")
    assert (tracker.edition, dt.date(2025, 6, 30)) == (report.edition, report.known_by)
    assert "That is not failure." in report.notes[1]
    late = ot.scorecard(tracker, "2026-06-30").lead
    assert late.endswith("The record goes up to 15 March 2026: later facts may be missing.")


@pytest.mark.parametrize(
    ("error", "options"),
    [
        (PeriodError, {"on": "2025-13-01"}),
        (PeriodError, {"on": "2025-Q4"}),
        (WordError, {"on": "2025-12-31", "scale": "g7"}),
        (WordError, {"chair": "FI-2024"}),
    ],
)
def test_unknown_arguments(tracker, error, options):
    """An impossible day or an unknown scale is an error."""
    with pytest.raises(error):
        ot.scorecard(tracker, **options)


def test_status_has_no_mark_on_an_unknown_scale():
    """A status has no mark on a scale that does not exist."""
    with pytest.raises(WordError):
        ot.Status.FULFILLED.to("g7")
