"""The scorecard against a recount in plain loops, on the bundled tracker and on generated ones.

``_Recount`` is DESIGN section 4 ("Status", "Timing", "Rates") written down again without the library's
own counting.
"""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
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


def _share(part, whole):
    return f"{part} of {whole} ({100 * part / whole:.0f}%)" if whole >= 5 else f"{part} of {whole}"


def _own(source):
    return source.publisher_type in ("chair", "osce")


class _Recount:
    """What plain loops say of the commitments of a tracker on a day."""

    def __init__(self, tracker, day, *, independent_only=False):
        self.day = dt.date.fromisoformat(str(day))
        self.made, self.history = [], {}
        for commitment in tracker.commitments:
            past = [update for update in commitment.updates if update.date.last <= self.day]
            if commitment.made_on.last > self.day and not past:
                continue
            if independent_only:
                past = [u for u in past if not all(_own(source) for source in u.sources)]
            past.sort(key=lambda update: update.date.last)
            self.made.append(commitment)
            self.history[commitment.id] = past

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
        if status == "fulfilled":
            late = (self.run(commitment)[0].date.first - due.last).days
            return ("late", late) if late > 0 else ("on-time", None)
        over = (self.day - due.last).days
        return ("overdue", over) if over > 0 else ("not-due", None)

    def rates(self, chosen):
        counts = dict.fromkeys(STATUSES, 0)
        for commitment in chosen:
            counts[self.status(commitment)] += 1
        everything = sum(counts.values()) - counts["superseded"] - counts["withdrawn"]
        unknown, fulfilled = counts["not-assessed"], counts["fulfilled"]
        assessed = everything - unknown
        return (
            everything,
            _share(fulfilled, assessed),
            _share(counts["partly-fulfilled"], assessed),
            _share(assessed, everything),
            f"{_share(fulfilled, everything)} to {_share(fulfilled + unknown, everything)}",
        )


def _section(commitment):
    return commitment.dimensions[0] if len(commitment.dimensions) == 1 else "cross-dimensional"


def _tables(report):
    return {table.key: table for table in report.tables}


def _expected_rates(told, words, of):
    rows = [(word.label, *told.rates([c for c in told.made if of(c) == word])) for word in words]
    return [*rows, ("All", *told.rates(told.made))]


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
    assert expected == list(tables["counts"].rows)
    for key, words, of in [
        ("section", ot.Section, _section),
        ("lever", ot.Lever, lambda c: c.lever),
        ("kind", ot.Kind, lambda c: c.kind),
        ("maker", ot.MakerType, lambda c: c.made_by.type),
    ]:
        assert _expected_rates(told, words, of) == list(tables[key].rows)
    parts = {word: [c for c in told.made if c.basis == word] for word in ("stated", "inferred", "deed")}
    bases = [
        ("All", *told.rates(told.made)),
        ("Worded beforehand alone", *told.rates(parts["stated"])),
        ("inferred", *told.rates(parts["inferred"])),
        ("deed", *told.rates(parts["deed"])),
    ]
    assert bases == list(tables["basis"].rows)
    assert _expected_evidence(told) == [row[1] for row in tables["evidence"].rows]
    timings = [told.timing(c)[0] for c in told.made]
    words = ("no-deadline", "not-due", "on-time", "late", "overdue")
    assert [(w, _share(timings.count(w), len(timings))) for w in words] == list(tables["timing"].rows)
    late = [
        (c.id, c.title, c.lever, c.due, *told.timing(c)) for c in told.made if told.timing(c)[1] is not None
    ]
    assert late == list(tables["late"].rows)


def _expected_evidence(told):
    confirmed = own = bare = 0
    for commitment in told.made:
        run = told.run(commitment)
        found = [source for update in run for source in update.sources]
        if run and not found:
            bare += 1
        elif run and any(not _own(source) for source in found):
            confirmed += 1
        elif run:
            own += 1
    return [_share(count, confirmed + own + bare) for count in (confirmed, own, bare)]


@pytest.mark.parametrize("independent_only", [False, True])
@pytest.mark.parametrize("day", DAYS)
def test_bundled_data_agree_with_the_recount(tracker, day, independent_only):
    """On the bundled tracker every table is what plain loops count."""
    report = ot.scorecard(tracker, day, independent_only=independent_only)
    _agrees(report, _Recount(tracker, day, independent_only=independent_only))


@settings(max_examples=15)
@given(strategies.trackers, strategies.days, st.booleans())
def test_any_data_agree_with_the_recount(tracker, day, independent_only):
    """Whatever the records, every table is what plain loops count."""
    report = ot.scorecard(tracker, day, independent_only=independent_only)
    _agrees(report, _Recount(tracker, day, independent_only=independent_only))


@pytest.mark.parametrize("scale", SCALES)
def test_every_status_has_its_mark(scale):
    """Each status has the mark of the crosswalk, or none."""
    marks, crosswalk = SCALES[scale]
    for status in ot.Status:
        mark = status.to(scale)
        assert crosswalk.get(status) == (None if mark is None else str(mark))
    assert marks == [str(mark) for mark in ot.Scale(scale).marks]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("day", ["2025-06-30", "2025-12-31"])
def test_other_scales_agree_with_the_recount(tracker, day, scale):
    """The table of another scale counts each mark, then those without one, and says what is lost."""
    told, (marks, crosswalk) = _Recount(tracker, day), SCALES[scale]
    table = _tables(ot.scorecard(tracker, day, scale=scale))["scale"]
    found = [crosswalk.get(told.status(c)) for c in told.made]
    expected = [(mark, _share(found.count(mark), len(found))) for mark in marks]
    expected.append(("no place on the scale", _share(found.count(None), len(found))))
    assert expected == list(table.rows)
    assert table.notes[0] == f"What is lost: {ot.Scale(scale).definition}"
    assert len(table.notes) == (3 if scale == "g20" else 1)


def _means(tracker, day="2025-12-31"):
    return _tables(ot.scorecard(tracker, day, scale=ot.Scale.G20))["scale"].notes[1:]


def test_both_means_of_the_g20_scale(tracker):
    """One mean leaves unknown ones out, the other takes them as -1; dropped ones are in neither."""
    told = _Recount(tracker, "2025-12-31")
    statuses = [told.status(c) for c in told.made]
    scores = [int(SCALES["g20"][1][status]) for status in statuses if status in SCALES["g20"][1]]
    worst = scores + [-1] * statuses.count("not-assessed")
    expected = (
        f"Mean score, not assessed ones left out: {sum(scores) / len(scores):+.2f} of {len(scores)}.",
        f"Mean score, not assessed ones as -1: {sum(worst) / len(worst):+.2f} of {len(worst)}.",
    )
    assert expected == _means(tracker)


def _promises(*words):
    """Return a tracker of promises with these statuses; ``not-assessed`` ones have no update."""
    updates = [[] if word == "not-assessed" else [_update("2025-03-01", word)] for word in words]
    return ot.Tracker(commitments=[_promise(*u, id=f"XX25-HD-{n:02}") for n, u in enumerate(updates)])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ["none of 0", "none of 0"]),
        (["withdrawn"], ["none of 0", "none of 0"]),
        (["not-assessed"], ["none of 0", "-1.00 of 1"]),
        (["fulfilled", "not-assessed"], ["+1.00 of 1", "+0.00 of 2"]),
        (["fulfilled", "not-fulfilled", "planned", "superseded"], ["+0.00 of 3", "+0.00 of 3"]),
    ],
)
def test_means_by_hand(words, expected):
    """A mean of nothing is none; the others are over those that count."""
    assert expected == [note.split(": ")[1].rstrip(".") for note in _means(_promises(*words))]


def _rate(tracker, **options):
    return _tables(ot.scorecard(tracker, "2025-12-31", **options))["section"].rows[-1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ("All", 0, "0 of 0", "0 of 0", "0 of 0", "0 of 0 to 0 of 0")),
        (
            ["fulfilled", "partly-fulfilled", "not-assessed", "not-assessed", "withdrawn"],
            ("All", 4, "1 of 2", "1 of 2", "2 of 4", "1 of 4 to 3 of 4"),
        ),
        (
            ["fulfilled", "fulfilled", "blocked", "planned", "not-fulfilled", "superseded"],
            ("All", 5, "2 of 5 (40%)", "0 of 5 (0%)", "5 of 5 (100%)", "2 of 5 (40%) to 2 of 5 (40%)"),
        ),
    ],
)
def test_rates_by_hand(words, expected):
    """Partly fulfilled is not fulfilled, dropped ones leave, and below five counts stand alone."""
    assert expected == _rate(_promises(*words))


def test_empty_tracker_has_no_percentage():
    """A scorecard of nothing counts zeros and names no share in percent."""
    report = ot.scorecard(ot.Tracker(), "2025-12-31", scale="ogp")
    assert "%" not in str(report)
    assert ("all", 0, 0, 0, 0, 0) == _tables(report)["counts"].rows[-1]
    assert () == _tables(report)["late"].rows
    assert report.subtitle == ""


def test_independent_only_sets_own_word_aside():
    """Updates told only by the Chair or the OSCE do not count, and the subtitle says so."""
    own = _update("2025-03-01", "planned", _source("2025-03-02", publisher_type="media"))
    other = _update("2025-06-01", "fulfilled", _source("2025-06-02", publisher_type="chair"))
    tracker = ot.Tracker(commitments=[_promise(own, other)])
    assert "1 of 1" == _rate(tracker)[2]
    assert ("0 of 1", "1 of 1") == _rate(tracker, independent_only=True)[2:5:2]
    assert "" == ot.scorecard(tracker, "2025-12-31").subtitle
    assert (
        "only updates with an independent source"
        == ot.scorecard(tracker, "2025-12-31", independent_only=True).subtitle
    )
    assert tracker.commitments[0].updates == (own, other)


@pytest.mark.parametrize(
    ("sources", "row"),
    [
        ([], 2),
        ([[_source()]], 1),
        ([[_source(publisher_type="ngo"), _source()]], 0),
        ([[_source(publisher_type="ngo")], [_source()]], 0),
        ([[], []], 2),
    ],
)
def test_evidence_by_hand(sources, row):
    """A verdict is confirmed when any update of its run has an independent source."""
    runs = [_update(f"2025-03-0{n}", "fulfilled", *own) for n, own in enumerate(sources or [[]], 1)]
    earlier = _update("2025-02-01", "blocked", _source(publisher_type="media"))
    tracker = ot.Tracker(commitments=[_promise(earlier, *runs)])
    found = [how for _, how in _tables(ot.scorecard(tracker, "2025-12-31"))["evidence"].rows]
    assert [f"{int(place == row)} of 1" for place in range(3)] == found


def test_view_is_named(tracker):
    """A scorecard of a view says in subtitle and notes as of when the record stands."""
    report = ot.scorecard(tracker.as_of("2025-06-30"), dt.date(2025, 6, 30))
    assert report.title == "Scorecard, 2025-06-30"
    assert report.subtitle.endswith("as the public record stood on 2025-06-30")
    assert "as the public record stood on 2025-06-30" in report.notes[-1]
    assert "Not assessed is not failed." in report.notes[0]


@pytest.mark.parametrize(
    ("error", "options"),
    [
        (ot.PeriodError, {"on": "2025-13-01"}),
        (ot.PeriodError, {"on": "2025-Q4"}),
        (ot.WordError, {"on": "2025-12-31", "scale": "g7"}),
    ],
)
def test_what_does_not_exist_is_refused(tracker, error, options):
    """An impossible day or an unknown scale is an error."""
    with pytest.raises(error):
        ot.scorecard(tracker, **options)


def test_scale_is_refused_for_a_status_too():
    """A status has no mark on a scale that does not exist."""
    with pytest.raises(ot.WordError):
        ot.Status.FULFILLED.to("g7")
