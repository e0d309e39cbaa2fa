"""States side by side, against loops over the records."""

import datetime as dt

import pytest

import osce_tracker as ot
from osce_tracker.analysis import compare as analysis
from osce_tracker.errors import UsageError
from osce_tracker.model.chairs import Chairmanship, Chairmanships
from tests.strategies import a_commitment, a_statement

STATES = ot.states()


def _source(url, published="2030"):
    return ot.Source(
        url=f"https://osce.org/{url}", title=url, publisher="OSCE", publisher_type="osce", published=published
    )


def _said(record_id, **fields):
    return a_statement(record_id, **{"about": "chairmanship", "summary": f"{record_id}.", **fields})


def _tracker(*statements, commitments=(), **fields):
    return ot.Tracker(statements=statements, commitments=commitments, states=STATES, **fields)


def _rows(report):
    """Return what each State has in the rows of each part of the table."""
    (table,) = report.tables
    names = {column.key: column.title for column in table.columns}
    found = {}
    for group, rows in table.sections():
        cells = [dict(zip(names, row, strict=True)) for row in rows]
        # Each text begins with the name of its State.
        words = [(names[key], text) for row in cells for key, text in row.items() if isinstance(text, str)]
        assert all(text.startswith(f"{name}, ") for name, text in words), words
        found[group.key] = [
            {
                key: text.removeprefix(f"{names[key]}, ") if isinstance(text, str) else text
                for key, text in row.items()
            }
            for row in cells
        ]
    return found


def test_own_words_stand_side_by_side():
    """Newest first, by the first possible day; each cell has the date, the stance and the sources."""
    new, old = _source("new", "2030-03-01"), _source("old", "2030-02-01")
    report = ot.compare(
        _tracker(
            _said("a", state="HU", date="2030-02-03", stance="critical", sources=[old, new]),
            _said("b", state="HU", date="2030"),
            _said("c", state="EE", date="2030-02-01", stance="welcomes"),
            _said("d", state="EE", date="2030-02-02", about="agenda", stance="opposes"),
            _said("late", state="EE", date="2031-01-01"),
            _said("other", state="NO"),
        ),
        "Hungary",
        "EE",
        on="2030-12-31",
    )
    rows = _rows(report)
    assert {
        "own": [
            ("3 February 2030, critical: a.", "1 February 2030, welcomes: c."),
            ("2030, supports: b.", None),
        ],
        "own-agenda": [(None, "2 February 2030, opposes: d.")],
    } == {key: [(row["HU"], row["EE"]) for row in found] for key, found in rows.items()}
    assert ((new, old), ()) == (rows["own"][0]["HU_sources"], rows["own"][0]["EE_sources"])
    assert "Their own words on the Chair: Hungary 2, Estonia 1." in str(report)
    assert "Two statements by Hungary itself and two by Estonia were found." == report.headline
    assert report.lead == (
        "By Hungary itself: two on the Chair (latest: critical). By Estonia itself: one on the Chair "
        "(welcomes) and one on the OSCE or its agenda (opposes)."
    )
    assert "Hungary and Estonia side by side" == report.title
    assert "on 31 December 2030" in report.subtitle
    missing = next(note for note in report.notes if note.startswith("None found"))
    assert (
        "None found up to 31 December 2030: named as objecting; pledges; signed with others, or "
        "alone; groups on their behalf, on the Chair; groups on their behalf, on the OSCE or its agenda."
        == missing
    )


def test_words_of_a_group_are_in_one_row_and_nobodys_own():
    """One statement for several States is one row; it says who spoke, and doesn't count as their own."""
    report = ot.compare(
        _tracker(
            _said("eu", group="European Union", date="2030-01-01"),
            _said("joint", state="NO", states=["EE"], date="2030-01-02", about="agenda"),
        ),
        *("HU", "EE", "NO"),
        on="2030-12-31",
    )
    group = "1 January 2030, European Union, supports: eu."
    assert {
        "group": [(group, group, None)],
        "group-agenda": [(None, "2 January 2030, Norway, supports: joint.", None)],
        "own-agenda": [(None, None, "2 January 2030, supports: joint.")],
    } == {key: [(row["HU"], row["EE"], row["NO"]) for row in found] for key, found in _rows(report).items()}
    expected = "One statement by Norway itself, none by Hungary and none by Estonia were found."
    assert expected == report.headline
    assert report.lead == (
        "By Hungary itself: none found. By Estonia itself: none found. By Norway itself: one on the OSCE or "
        "its agenda (supports), none on the Chair."
    )
    assert [(0, "and 1 by groups on its behalf, 0 objections, 0 pledges, 0 signatures")] == [
        (figure.value, figure.note) for figure in report.figures if figure.key == "own-HU"
    ]


def test_objections_pledges_and_signatures():
    """What a State blocked, pledged and signed, alone or with another, stands in parts of its own."""
    page = _source("page")
    promises = [
        a_commitment(
            "P-1",
            title="Hold a seminar",
            made_on="2030-01-01",
            made_by=ot.Maker(type="group", name="Two", states=["HU", "EE"]),
            sources=[page],
            updates=[
                ot.StatusUpdate(
                    date="2030-02-02",
                    status="blocked",
                    summary="No consensus.",
                    blocked_by=["RU"],
                    sources=[page],
                )
            ],
        ),
        a_commitment(
            "P-2",
            title="Alone",
            made_on="2030-01-02",
            made_by=ot.Maker(type="state", name="Estonia", states=["EE"]),
        ),
    ]
    report = ot.compare(
        _tracker(
            _said("no", state="HU", form="objected", stance="opposes", date="2030-03-01"),
            _said("gives", state="EE", commits_to="Money", date="2030-03-02"),
            commitments=promises,
        ),
        *("RU", "HU", "EE"),
        on="2030-12-31",
    )
    rows = _rows(report)
    cells = {key: [(row["RU"], row["HU"], row["EE"]) for row in found] for key, found in rows.items()}
    signed = "1 January 2030, blocked: Hold a seminar (Two)"
    assert {
        "objections": [
            ("2 February 2030, blocked: Hold a seminar. No consensus.", None, None),
        ],
        "pledges": [(None, None, "2 March 2030, supports: Money")],
        "signed": [(None, None, "2 January 2030, not assessed: Alone (Estonia)"), (None, signed, signed)],
    } == {key: cells[key] for key in ("objections", "pledges", "signed")}
    assert [(page,), (page,)] == [rows["objections"][0]["RU_sources"], rows["signed"][1]["EE_sources"]]
    assert report.lead == (
        "By the Russian Federation itself: none found; sources name it as objecting to one commitment. By "
        "Hungary itself: one on the Chair (opposes). By Estonia itself: one on the Chair (supports)."
    )


def test_two_objections_of_one_day_are_two_rows():
    """Two updates of one day on which a State objected are kept apart; those of one update share a row."""
    updates = [
        ot.StatusUpdate(date="2030-02-02", status="blocked", summary=text, blocked_by=["RU", *more])
        for text, more in (("First.", []), ("Second.", ["BY"]))
    ]
    tracker = _tracker(commitments=[a_commitment("P-1", title="Hold a seminar", updates=updates)])
    rows = _rows(ot.compare(tracker, "RU", "BY", on="2030-12-31"))["objections"]
    begins = "2 February 2030, blocked: Hold a seminar."
    assert [(f"{begins} Second.", f"{begins} Second."), (f"{begins} First.", None)] == [
        (row["RU"], row["BY"]) for row in rows
    ]


def test_the_state_in_the_chair_stands_apart():
    """Its words as Chair are no words on the Chair, and its promises as Chair are not in the table."""
    term = Chairmanship(id="FI-2030", state="FI", since="2030-01-01", until="2030-12-31")
    mine = {"chairs": ["FI-2030"]}
    report = ot.compare(
        _tracker(
            _said("fi", state="FI", **mine),
            _said("fi-2", state="FI", about="agenda", date="2030-01-16", stance="neutral", **mine),
            _said("eu", group="European Union", **mine),
            commitments=[
                a_commitment("P", made_by=ot.Maker(type="chair", name="Chair", states=["FI"]), **mine)
            ],
            chairs=Chairmanships([term]),
        ),
        *("FI", "NO"),
        on=dt.date(2030, 12, 31),
    )
    rows = {key: [(row["FI"], row["NO"]) for row in found] for key, found in _rows(report).items()}
    assert {
        "own-chair": [
            ("16 January 2030, neutral: fi-2.", None),
            ("15 January 2030, supports: fi.", None),
        ],
        "group-chair": [("15 January 2030, European Union, supports: eu.", None)],
    } == rows
    assert "By Finland itself: two as Chair (latest: neutral). By Norway itself: none found." == report.lead
    assert "Not in this table: 1 commitment that Finland made as Chair." in report.notes


def test_two_to_five_different_states():
    """One State, six, and one that is given twice are refused; so is what is no State."""
    tracker = ot.load()
    for states, message in [
        ((), "Give two to five States to compare, not no"),
        (("HU",), "Give two to five States to compare, not one."),
        (("HU", "EE", "NO", "RU", "FI", "SE"), "not six."),
        (("HU", "EE", "Hungary"), "Hungary is given twice."),
        (("EU", "HU"), "'EU' is a group of States."),
        (("Estnia", "HU"), "Did you mean Estonia?"),
    ]:
        with pytest.raises(ot.TrackerError) as caught:
            ot.compare(tracker, *states)
        assert message in str(caught.value)
    with pytest.raises(UsageError, match="tracker must be a Tracker"):
        ot.compare("HU", "EE")
    with pytest.raises(UsageError, match=r"not 'HU'\. The tracker goes first\."):
        ot.compare("HU", tracker)


def test_bundled_states_keep_everything(tracker):
    """Each statement, objection and signature that the analysis finds is in one cell of its State."""
    states = ("Hungary", "Estonia", "Russia", "Norway", "Finland")
    for day in (None, "2025-06-30"):
        report = ot.compare(tracker, *states, on=day)
        rows = _rows(report)
        for found in analysis.compare(tracker, *states, on=day):
            code, chair = found.state.code, found.as_chair
            counts = {key: sum(row[code] is not None for row in own) for key, own in rows.items()}
            objected = sum(said.form == "objected" for said in found.own)
            expected = {
                "own": len(found.position.own),
                "own-agenda": len(found.position.own_agenda),
                "own-chair": len(chair.own_on_all) if chair else 0,
                "group": len(found.position.through),
                "group-agenda": len(found.position.through_agenda),
                "group-chair": len(chair.through_on_all) if chair else 0,
                "objections": len(found.objections) + objected,
                "pledges": len(found.pledges),
                "signed": sum(one.made_by.type != "chair" for one in found.signed),
            }
            assert {key: n for key, n in expected.items() if key in counts or n} == counts


def test_commitments_without_listed_makers_are_named(tracker):
    """That a State isn't among the makers of these says nothing: no source lists them."""
    said = (
        "Not counted for any State, since no source we found lists who made them: Keep supporting Ukraine "
        "and seek a just and lasting peace; Work for the return of Ukrainian children to their families."
    )
    (table,) = (one for one in ot.profile(tracker, "Estonia").tables if one.key == "commitments")
    assert said in ot.compare(tracker, "Hungary", "Estonia").notes
    assert said in table.notes
    assert said not in ot.compare(tracker, "Hungary", "Estonia", on="2025-01-31").notes
