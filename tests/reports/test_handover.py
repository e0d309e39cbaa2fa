"""What a Chair took over, passed on and left open, as a report."""

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.analysis.handover import handover
from osce_tracker.errors import WordError
from osce_tracker.reports.wording import CONTESTED_NOTE
from tests.cases import each
from tests.strategies import a_commitment


def tables_of(report):
    """Return the rows of each table by its key."""
    return {table.key: list(table.records()) for table in report.tables}


def test_handover_of_the_bundled_sets(tracker):
    """The report has what the analysis of all sets finds, with titles, statuses and sources."""
    report, found = ot.handover(tracker, "FI-2025"), handover(ot.load("all"), "FI-2025")
    tables = tables_of(report)
    assert ["taken", "passed", "left"] == list(tables)
    for key, links in (("taken", found.taken), ("passed", found.passed)):
        expected = {
            (one.later.id, one.earlier.title, one.reached, one.later.title, one.became) for one in links
        }
        keys = ("id", "earlier", "reached", "later", "became")
        assert expected == {tuple(row[key] for key in keys) for row in tables[key]}
        assert all(row["sources"] for row in tables[key])
    assert {one.id for one in found.left} == {row["id"] for row in tables["left"]}
    figures = {figure.key: figure.value for figure in report.figures}
    kept = sum(one.became == "fulfilled" for one in found.taken)
    assert {"taken": 35, "kept": ot.Share(kept, 37), "passed": 19, "left": len(found.left)} == figures
    assert "left open or not fulfilled, and not taken up" == report.figures[-1].label
    assert report.headline == (
        f"Finland 2025 took over 35 commitments, which became 37, and {kept} of them were fulfilled."
    )
    assert report.lead == (
        f"It passed on 19 and left {len(found.left)} open or not fulfilled that nobody took up."
    )
    # What is the same in all rows is said once, and the Chair's own promises don't repeat who made them.
    assert [
        "What Finland 2025 took over from Malta 2024",
        "What Finland 2025 passed on to Switzerland 2026",
    ] == [table.title for table in report.tables[:2]]
    assert not {"from", "to"} & {key for table in tables.values() for key in table[0]}
    promises = ot.load("all").commitments
    for row in (row for table in tables.values() for row in table):
        maker = promises[row["id"]].made_by
        assert row["made_by"] == (None if maker.type == "chair" else maker.name)
    marks = {row["readings"] for table in tables.values() for row in table}
    both = "readings differ on the earlier and later one"
    assert {"readings differ", "readings differ on the later one", both} <= marks
    assert CONTESTED_NOTE == report.notes[-1]


def test_heads_say_which_of_two_commitments_a_status_is_of(tracker):
    """Notes say of which day the statuses are, and whose commitments have no maker."""
    report = ot.handover(tracker, "FI-2025")
    for table in report.tables[:2]:
        assert ["earlier commitment", "earlier status", "later commitment", "later status"] == [
            column.title
            for column in table.columns
            if column.key in ("earlier", "reached", "later", "became")
        ]
    said = "Statuses are those at the end of each Chair's term. Who made a commitment is named where it"
    assert f"{said} was not the Chair." in report.notes


def test_first_source_is_of_the_news_that_is_shown(tracker):
    """Where the news of a row has a source, the first that is named is one of its sources."""
    promises, wrong = ot.load("all").commitments, []
    ends = {"MT-2024": "2024-12-31", "FI-2025": "2025-12-31", "CH-2026": "2026-12-31"}
    for row in (row for rows in tables_of(ot.handover(tracker, "FI-2025")).values() for row in rows):
        promise = promises[row["id"]]
        news = promise.update_on(max(ends[chair] for chair in promise.chairs))
        if news is not None and news.sources and row["sources"][0] not in news.sources:
            wrong.append(row["id"])
    assert [] == wrong


def test_first_and_last_chair(tracker):
    """The first Chair took over nothing that the data have; the term of the last one isn't over."""
    first, last = ot.handover(tracker, "Malta 2024"), ot.handover(tracker, "CH-2026")
    assert ["passed", "left"] == list(tables_of(first))
    assert "The data have no Chair before Malta 2024." == first.notes[0]
    assert ["taken", "left"] == list(tables_of(last))
    assert "Open or not fulfilled on 8 June 2026" == last.tables[-1].title
    assert "open or not fulfilled" == last.figures[-1].label
    assert (
        "Switzerland 2026 took over 19 commitments, and one of them has so far been fulfilled."
        == last.headline
    )
    assert "It had 34 open or not fulfilled on 8 June 2026." == last.lead
    assert "The data have no Chair after Switzerland 2026." == last.notes[0]
    assert "8 June 2026, the day up to which the record is known" in last.notes[3]


def test_rows_name_the_chair_if_there_are_several():
    """If two Chairs took up what one passed on, the heading names both and each row its own."""
    swiss = ot.load("switzerland-2026")
    one = next(promise for promise in swiss.commitments if promise.continues is None)
    skipping = attrs.evolve(one, continues="MT24-XD-07")
    others = [promise for promise in swiss.commitments if promise.id != one.id]
    (table, *_) = ot.handover(attrs.evolve(swiss, commitments=[*others, skipping]), "MT-2024").tables
    assert "What Malta 2024 passed on to Finland 2025 and Switzerland 2026" == table.title
    by_id = {row["id"]: row["chair"] for row in table.records()}
    assert ("Switzerland 2026", "Finland 2025") == (by_id[one.id], by_id["FI25-XD-09"])


def test_promises_that_became_several_count_once(tracker):
    """What was passed on counts earlier promises, the table has a row for each later one, a note says so."""
    report, found = ot.handover(tracker, "MT-2024"), handover(ot.load("all"), "MT-2024")
    earlier = {link.earlier.id for link in found.passed}
    assert (35, 37) == (len(earlier), len(found.passed))
    assert earlier == {row["continues"] for row in tables_of(report)["passed"]}
    assert 37 == len(tables_of(report)["passed"])
    assert 35 == next(figure.value for figure in report.figures if figure.key == "passed")
    assert report.headline == (
        f"Malta 2024 passed on 35 commitments and left {len(found.left)} open or not fulfilled that nobody "
        "took up."
    )
    note = "The 35 commitments that were passed on became 37: a later Chair may divide one into several."
    assert note == report.notes[1]
    # Where each became one there is nothing to explain.
    assert not any("became" in note for note in ot.handover(tracker, "FI-2025").notes)


@each(
    ("chair", "count", "words"),
    [
        ("MT-2024", 2, "Two commitments that nobody took up were not assessed at the end of the term"),
        ("FI-2025", 7, "Seven commitments that nobody took up were not assessed at the end of the term"),
        ("CH-2026", 14, "14 commitments that nobody took up were not assessed on 8 June 2026"),
    ],
)
def test_promises_of_which_nothing_is_known_are_counted(tracker, chair, count, words):
    """A note counts what was not assessed and not taken up; a term that isn't over has no end to name."""
    whole = ot.load("all")
    continued = {
        one.continues for one in whole.commitments if one.continues is not None and chair not in one.chairs
    }
    last = "2026-06-08" if chair == "CH-2026" else whole.chairs[chair].until
    unknown = {
        one.id
        for one in whole.commitments
        if chair in one.chairs and one.id not in continued and one.status_on(last) == "not-assessed"
    }
    report = ot.handover(tracker, chair)
    assert count == len(unknown)
    assert f"{words}, so no source says whether they were left open." in report.notes
    assert not unknown & {row["id"] for row in tables_of(report)["left"]}


def test_view(tracker):
    """A view shows only what was known by its day, with the statuses of that day."""
    report = ot.handover(tracker.as_of("2025-06-30"), "FI-2025")
    view = ot.load("all").as_of("2025-06-30")
    for key, rows in tables_of(report).items():
        assert {row["id"] for row in rows} <= set(view.commitments.ids), key
    assert "Open or not fulfilled on 30 June 2025" == report.tables[-1].title
    assert {view.commitments[row["id"]].status_on("2025-06-30") for row in tables_of(report)["left"]} == {
        row["ended"] for row in tables_of(report)["left"]
    }


def test_own_data():
    """A Chair of an own set takes over from the bundled ones; one that has nothing says so."""
    edition = ot.Edition(name="own", title="My set", version="1", compiled="2027-03-01", chair="CY-2027")
    mine = a_commitment("CY27-1", made_on="2027-01", continues="CH26-XD-11")
    own = {"edition": edition, "states": ot.states(), "chairs": ot.chairs()}
    report = ot.handover(ot.Tracker(commitments=[mine], **own), "CY-2027")
    assert "CY-2027 took over one commitment, which was not fulfilled." == report.headline
    assert "My set" in report.subtitle
    # Whether its own promise was kept is not known either: nobody took it up.
    one = (
        "One commitment that nobody took up was not assessed at the end of the term, so no source says "
        "whether it was left open."
    )
    assert one in report.notes
    alone = ot.handover(ot.Tracker(commitments=[a_commitment("CY27-1")], **own), "CY-2027")
    assert "CY-2027 took over no commitment, passed none on and left none open." == alone.headline
    assert () == alone.tables == alone.figures
    assert one in alone.notes
    known = a_commitment(
        "CY27-1", updates=[ot.StatusUpdate(date="2027-01", status="fulfilled", summary="Done.")]
    )
    done = ot.handover(ot.Tracker(commitments=[known], **own), "CY-2027")
    assert not any("not assessed" in note for note in done.notes)


def test_unknown_chair(tracker):
    """A Chair that isn't in the data is an error that names those that are."""
    with pytest.raises(WordError, match="Use one of: MT-2024, FI-2025, CH-2026"):
        ot.handover(tracker, "DE-2016")
