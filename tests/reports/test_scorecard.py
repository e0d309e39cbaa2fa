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
SECTIONS = ("politico-military", "economic-environmental", "human", "cross-dimensional")
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
            "rated": everything,
            "fulfilled": ot.Share(fulfilled, assessed),
            "partly": ot.Share(counts["partly-fulfilled"], assessed),
            "coverage": ot.Share(assessed, everything),
            "least": ot.Share(fulfilled, everything) if unknown else None,
            "most": ot.Share(fulfilled + unknown, everything) if unknown else None,
        }


def _section(commitment):
    return commitment.dimensions[0] if len(commitment.dimensions) == 1 else "cross-dimensional"


def _tables(report):
    return {table.key: table for table in report.tables}


def _expected_rates(told):
    """Return the rows of each group of the table of rates; groups without a commitment are left out."""

    def stated(chosen):
        return [c for c in chosen if c.made_by.type == "chair" and c.basis == "stated"]

    terms = {term for c in told.made for term in c.chairs}
    many = "s" if len(terms) > 1 else ""
    groups = {
        "basis": [
            (f"Stated in advance by the Chair{many}", stated(told.made)),
            ("All", told.made),
            *_by(
                told,
                {"stated": "Stated", "inferred": "Inferred", "deed": "Seen when done"},
                lambda c: c.basis,
            ),
        ],
        "chair": [
            (f"{told.chair_name(term)}, {what}", own)
            for term in sorted(terms, key=told.chair_order) * bool(many)
            for every in [[c for c in told.made if term in c.chairs]]
            for what, own in (("stated in advance", stated(every)), ("all", every))
        ],
        "dimension": _by(told, {word: word.label for word in Section}, _section),
        "lever": _by(told, {word: word.label for word in ot.Lever}, lambda c: c.lever),
        "kind": _by(told, {word: word.label for word in Kind}, lambda c: c.kind),
        "maker": _by(told, {word: word.label for word in MakerType}, lambda c: c.made_by.type),
    }
    return {
        key: [{"of": label, **told.rates(own)} for label, own in rows] for key, rows in groups.items() if rows
    }


def _by(told, labels, of):
    groups = [(label, [c for c in told.made if of(c) == word]) for word, label in labels.items()]
    return [(label, own) for label, own in groups if own]


def _agrees(report, told):
    """Assert that every table of a scorecard is what the recount says."""
    tables = _tables(report)
    expected = []
    for status in STATUSES:
        of_it = [c for c in told.made if told.status(c) == status]
        by_section = [len([c for c in of_it if _section(c) == section]) for section in SECTIONS]
        assert len(of_it) == sum(by_section)
        expected.append((status, *by_section, len(of_it)))
    by_section = [len([c for c in told.made if _section(c) == section]) for section in SECTIONS]
    expected.append(("all", *by_section, len(told.made)))
    assert expected == [row[:6] for row in tables["counts"].rows]
    keys = [column.key for column in tables["rates"].columns]
    found = {
        group.key: [dict(zip(keys, row, strict=True)) for row in own]
        for group, own in tables["rates"].sections()
    }
    assert _expected_rates(told) == found
    assert _expected_evidence(told) == [row[1] for row in tables["evidence"].rows]
    timings = [told.timing(c)[0] for c in told.made]
    words = ("no-deadline", "not-due", "due", "overdue", "on-time", "late", "not-known", "in-part", "missed")
    assert [(w, ot.Share(timings.count(w), len(timings))) for w in words] == list(tables["timing"].rows)
    kept_not = ("late", "overdue", "missed")
    late = {c.id: (c.title, c.due, *told.timing(c)) for c in told.made if told.timing(c)[0] in kept_not}
    rows = list(tables["late"].records())
    assert late == {
        row["id"]: tuple(row[key] for key in ("commitment", "due", "timing", "days")) for row in rows
    }
    assert len(late) == len(rows)


def _expected_evidence(told):
    confirmed = own = bare = 0
    for commitment in told.made:
        run = told.run(commitment)
        found = [source for update in run for source in update.sources]
        if run and not any(_own(source) or _confirms(source) for source in found):
            bare += 1
        elif run and any(map(_confirms, found)):
            confirmed += 1
        elif run:
            own += 1
    return [ot.Share(count, confirmed + own + bare) for count in (confirmed, own, bare)]


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
    """The table of another scale counts each mark, then those without one, and says what is lost."""
    for day in ["2025-06-30", "2025-12-31"]:
        for scale, (marks, crosswalk) in SCALES.items():
            told = _Recount(tracker, day)
            table = _tables(ot.scorecard(tracker, day, scale=scale))["scale"]
            found = [crosswalk.get(told.status(c)) for c in told.made]
            expected = [(mark, ot.Share(found.count(mark), len(found))) for mark in marks]
            expected.append(("no place on the scale", ot.Share(found.count(None), len(found))))
            assert expected == list(table.rows), (day, scale)
            assert table.notes[0] == f"What is lost: {Scale(scale).definition}", (day, scale)
            assert len(table.notes) == (3 if scale == "g20" else 1), (day, scale)


def _means(tracker, day="2025-12-31"):
    return _tables(ot.scorecard(tracker, day, scale=Scale.G20))["scale"].notes[1:]


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
        ([], ["none of 0", "none of 0"]),
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
    """Return the rates of all commitments."""
    table = _tables(ot.scorecard(tracker, "2025-12-31", **options))["rates"]
    (row,) = [row for row in table.records() if row["of"] == "All"]
    return {key: None if value is None else str(value) for key, value in row.items()}


def test_rates_by_hand():
    """Partly fulfilled is not fulfilled, dropped ones leave, and a range needs an unknown."""
    for words, expected in [
        ([], ["0", "0 of 0", "0 of 0", "0 of 0", None, None]),
        (
            ["fulfilled", "partly-fulfilled", "not-assessed", "not-assessed", "withdrawn"],
            ["4", "1 of 2", "1 of 2", "2 of 4", "1 of 4", "3 of 4"],
        ),
        (
            ["fulfilled", "fulfilled", "blocked", "planned", "not-fulfilled", "superseded"],
            ["5", "2 of 5", "0 of 5", "5 of 5", None, None],
        ),
    ]:
        assert expected == list(_rate(_promises(*words)).values())[1:], (words, expected)


def test_headline():
    """The headline is about the promises that the Chair stated in advance, otherwise about all."""
    for words, made_by, headline in [
        ([], "chair", "No commitment had been made by 31 December 2025."),
        (["not-assessed"], "chair", "Nothing is known yet of the one promise made by 31 December 2025."),
        (["planned", "planned"], "state", "None of two assessed promises were kept."),
        (
            ["fulfilled", "fulfilled", "not-fulfilled"],
            "state",
            "Two of three assessed promises were kept; one failed.",
        ),
        (["planned", "planned"], "chair", "The Chair kept none of the two promises it stated in advance."),
        (
            ["fulfilled", "not-fulfilled", "not-assessed"],
            "chair",
            "The Chair kept one of the two assessed promises it stated in advance; one failed.",
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
        tables = _tables(ot.scorecard(ot.Tracker(commitments=made), "2025-12-31"))
        counted = {row["timing"]: row["share"].part for row in tables["timing"].records()}
        assert [timing] == [word for word, count in counted.items() if count], (words, due)
        assert late == [(row["timing"], row["days"]) for row in tables["late"].records()], (words, due)


def test_figures_are_those_of_the_rates(tracker):
    """The key figures are rates of the Chair's stated promises and of all."""
    report = ot.scorecard(tracker, "2025-12-31")
    rows = {row["of"]: row for row in _tables(report)["rates"].records()}
    own, every = rows["Stated in advance by the Chair"], rows["All"]
    figures = {figure.key: figure.value for figure in report.figures}
    failed = figures.pop("failed")
    assert {
        "kept": own["fulfilled"],
        "partly": own["partly"],
        "all": every["fulfilled"],
        "assessed": every["coverage"],
    } == figures
    count = len(tracker.so_on("2025-12-31").commitments.where(status="not-fulfilled"))
    assert ot.Share(count, every["fulfilled"].whole) == failed


def test_empty_tracker_has_no_percentage():
    """A scorecard of nothing counts zeros and names no percentage."""
    report = ot.scorecard(ot.Tracker(), "2025-12-31", scale="ogp")
    assert "%" not in str(report)
    assert ("all", 0, 0, 0, 0, 0) == _tables(report)["counts"].rows[-1]
    assert () == _tables(report)["late"].rows
    assert report.subtitle == ""


def test_json_has_numbers_for_every_rate(tracker):
    """A program that reads the JSON file gets counts and not texts."""
    tables = json.loads(ot.scorecard(tracker, "2025-12-31").render("json"))["tables"]
    (rates,) = [table for table in tables if table["key"] == "rates"]
    for row in rates["rows"]:
        assert 5 == sum(isinstance(value, dict | type(None)) for value in row.values() if value != row["of"])
        assert isinstance(row["rated"], int)
        assert row["fulfilled"]["part"] <= row["fulfilled"]["whole"] <= row["rated"]


def test_independent_only_leaves_own_word_out():
    """Updates that rest on the Chair's or the OSCE's own word don't count, and the subtitle says so."""
    own = _update("2025-03-01", "planned", _source("2025-03-02", publisher_type="media"))
    other = _update("2025-06-01", "fulfilled", _source("2025-06-02", publisher_type="chair"))
    tracker = ot.Tracker(commitments=[_promise(own, other)])
    assert "1 of 1" == _rate(tracker)["fulfilled"]
    confirmed = _rate(tracker, independent_only=True)
    assert ("0 of 1", "1 of 1") == (confirmed["fulfilled"], confirmed["coverage"])
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
    rates = _tables(report)["rates"]
    own = {group.key: rows for group, rows in rates.sections()}["chair"]
    assert ["Malta 2024, all", "Finland 2025, all", "Switzerland 2026, all", "XX-2030, all"] == [
        row[0] for row in own if row[0].endswith(", all")
    ]
    total = next(row for row in rates.rows if row[0] == "All")[1]
    assert total + 2 == sum(row[1] for row in own if row[0].endswith(", all"))
    assert re.match(r"The four Chairs kept .* they stated in advance", report.headline)
    (running,) = [note for note in report.notes if note.startswith("Not over yet")]
    assert "8 June 2026: the term of Switzerland 2026." in running
    assert not any(note.startswith("Not over yet") for note in ot.scorecard(joined, "2026-12-31").notes)
    one = ot.scorecard(joined, "2025-12-31", chair="FI-2025")
    assert "chair" not in [group.key for group in _tables(one)["rates"].groups]
    assert "Chairpersonship: Finland 2025" in one.subtitle
    assert ot.scorecard(ot.load(), "2025-12-31").headline == one.headline


def test_verdicts_on_which_readings_differ_are_counted(tracker):
    """A column counts them by status, with a note, and is there only if there are any."""
    differing = tracker.so_on("2025-12-31").commitments.where(contested=True)
    report = ot.scorecard(tracker)
    counts = _tables(report)["counts"]
    assert [len(differing.where(status=word)) for word in STATUSES[1:]] == [
        row["readings"] for row in counts.records()
    ][1:-1]
    assert (len(differing), "readings") == (counts.rows[-1][-1], counts.columns[-1].key)
    assert CONTESTED_NOTE == report.notes[-1]
    quiet = ot.scorecard(ot.Tracker(commitments=tracker.commitments), "2025-12-31")
    assert "all" == _tables(quiet)["counts"].columns[-1].key
    assert CONTESTED_NOTE not in quiet.notes


def test_view_is_named(tracker):
    """A scorecard of a view says in the subtitle as of when the record is shown."""
    report = ot.scorecard(tracker.as_of("2025-06-30"), dt.date(2025, 6, 30))
    assert report.title == "Scorecard, 30 June 2025"
    assert report.subtitle.endswith("as known on 30 June 2025")
    assert (tracker.edition, dt.date(2025, 6, 30)) == (report.edition, report.known_by)
    assert "That is not failure." in report.notes[0]
    late = ot.scorecard(tracker, "2026-06-30").notes[0]
    assert late == "The record is known up to 15 March 2026: what came after is not in the data."


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
