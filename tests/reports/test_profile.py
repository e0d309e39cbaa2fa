"""One State on one page, against plain loops over the records, and in made cases."""

import datetime as dt
import re

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.compare import compare
from osce_tracker.errors import UnknownStateError
from osce_tracker.model.chairs import ChairInOffice, Chairmanship, Chairmanships
from osce_tracker.model.commitments import Maker, StatusUpdate
from osce_tracker.model.states import Group, Membership, State, StateName, StateRegistry
from tests.analysis.test_positions import BUNDLED, FINLAND, Oracle, a_tracker, on_the_chair, whole
from tests.strategies import NASTY, a_commitment, a_statement, an_event

DAY = "2030-12-31"
#: Whose words the rows of the positions are, on other Chairs and on one's own.
OTHER_ROWS = [
    "its own, on the Chair",
    "a group's, on the Chair",
    "its own, on the OSCE",
    "a group's, on the OSCE",
]
OWN_ROWS = [
    "its own, on its own Chairpersonship",
    "a group's, on its own Chairpersonship",
    "its own, on the OSCE, in the data on its own Chairpersonship",
    "a group's, on the OSCE, in the data on its own Chairpersonship",
]
KEYS = ["positions", "statements", "objections", "commitments", "events", "membership", "chairs"]


def table_of(report, key):
    """Return a table of a report."""
    (table,) = [table for table in report.tables if table.key == key]
    return table


def ids_of(report, key):
    """Return the ids of the rows of a table."""
    return [row["id"] for row in table_of(report, key).records()]


def profile(tracker, state):
    """Return the page of a State on a day after all records that are made up here."""
    return ot.profile(tracker, state, on=DAY)


def group_of(report, key):
    """Return the ids and the note of a group of statements."""
    found = [(g.note, rows) for g, rows in table_of(report, "statements").sections() if g and g.key == key]
    ((note, rows),) = found or [("", ())]
    return [row[-1] for row in rows], note


def fields_of(report):
    """Return the fields of a membership table."""
    return {row["field"]: row["value"] for row in table_of(report, "membership").records()}


def an_update(blocked_by=(), **fields):
    """Return an update of a commitment, objected to by some States."""
    plain = {"date": "2030-03-01", "status": "blocked", "summary": "No consensus."}
    return StatusUpdate(**{**plain, "blocked_by": blocked_by, **fields})


def one_state(**fields):
    """Return a registry of a single State without a seat, and a group that it left."""
    plain = {
        "code": "LI",
        "alpha3": "LIE",
        "kind": "participating",
        "names": [StateName(name="Oz", until="2029"), StateName(name="Ozland", since="2030")],
        "joined": "1973-06-25",
        "french_name": "Oz",
    }
    times = [
        Membership(state="LI", until="2001"),
        Membership(state="LI", since="2005"),
        Membership(state="FI"),
    ]
    return StateRegistry(
        [State(**{**plain, **fields})], [Group(code="G", name="Gang", kind="region", members=times)]
    )


@settings(max_examples=20)
@given(whole, st.sampled_from(["FI", "KZ", "UA", "VA", "MN", "TR", "AF", "SUHH"]))
def test_statements_are_those_of_plain_loops(tracker, code):
    """Own statements and those that count for the State, on both subjects, stand in time order."""
    known = [s for s in tracker.statements if s.state != "XX"]
    tracker = a_tracker(*known, states=tracker.states, edition=tracker.edition)
    found = Oracle([s for s in known if s.date.last <= dt.date(2030, 12, 31)]).for_state(code)
    expected = [s.id for s, own in found if own], [s.id for s, own in found if not own]
    report, end = profile(tracker, code), "-chair" if tracker.edition and code == "FI" else ""
    assert expected == (group_of(report, f"own{end}")[0], group_of(report, f"through{end}")[0])


def test_bundled_profile_is_that_of_plain_loops(tracker):
    """The page of a State has the chairs, objections and events that loops find."""
    for code in ["KZ", "FI", "RU", "SE", "JP", "SUHH"]:
        blocked = sorted(
            (update.date.last, c.id)
            for c in tracker.commitments
            for update in c.updates
            if code in update.blocked_by
            and update.date.last <= dt.date(2025, 12, 31)
            and update.obstacle != "dependency"
        )
        # The notes of visits to several States have their codes.
        hosted = [
            event
            for event in tracker.events
            if event.country == code or re.search(rf"countries: [^.]*\b{code}\b", event.note or "")
        ]
        report = ot.profile(tracker, code)
        assert (
            KEYS,
            [term.id for term in tracker.chairs if term.state == code],
            [c for _, c in blocked],
            [e.id for e in hosted if str(e.when.last) < "2026" or e.status == "announced"],
        ) == (
            [table.key for table in report.tables],
            *(ids_of(report, key) for key in ("chairs", "objections", "events")),
        ), code


def test_every_state_has_a_page(tracker):
    """All States of the registry can be shown, under their names of the day of the data."""
    expected = [state.name_on("2025-12-31") for state in tracker.states]
    assert expected == [ot.profile(tracker, state.code).title for state in tracker.states]


def test_unknown_state_is_a_clear_error():
    """A State that does not exist is refused; the nearest is named."""
    with pytest.raises(UnknownStateError, match="Kazakhstan"):
        profile(a_tracker(), "Khazakhstan")


def _finding(report):
    """Return the headline with the lead that goes on with it."""
    return f"{report.headline} {report.lead}".strip()


def _clauses(report):
    """Return the finding with a bar between its clauses, which stand in the headline as there is room."""
    return re.sub(r"(?:; |\. )(\w)", lambda found: f"|{found[1].lower()}", _finding(report))


def test_silence_is_no_position():
    """A State without a statement is said to have none."""
    report = ot.profile(a_tracker(a_statement(state="KZ")), "KZ")
    expected = "No statement by Kazakhstan on the Chair was found; silence is not a position."
    assert expected == report.headline


def test_headline_is_the_finding():
    """The headline counts own and others' statements and gives the latest stance with its date."""
    for said, finding in [
        (
            [{"state": "SE", "stance": "critical"}],
            (
                "One statement by Sweden itself on the Chair was found, which is critical. "
                "It dates from 15 January 2030."
            ),
        ),
        (
            [{"state": "SE"}, {"state": "SE"}, {"group": "EU", "date": "2030-01-15/2030-01-16"}],
            (
                "Two statements by Sweden itself on the Chair were found; the latest supports it. "
                "The latest dates from 15 January 2030. The latest on its behalf (EU, 15–16 January 2030) "
                "supports the Chair."
            ),
        ),
        (
            [{"group": "EU", "stance": "welcomes"}] * 3,
            (
                "No statement by Sweden itself on the Chair was found. The latest on its behalf (EU, "
                "15 January 2030) welcomes the Chair."
            ),
        ),
        (
            [{"state": "SE", "stance": "opposes"}],
            (
                "One statement by Sweden itself on the Chair was found, which opposes it. "
                "It dates from 15 January 2030."
            ),
        ),
    ]:
        statements = [on_the_chair(f"s-{n}", **fields) for n, fields in enumerate(said)]
        assert finding == _finding(ot.profile(a_tracker(*statements), "SE")), (said, finding)


def test_headline_of_several_chairs_names_them():
    """In joined sets the headline names the Chairs that are counted, and on which one a statement is."""
    counted = "Malta 2024 and Finland 2025"
    day = {"date": "2025-05-01"}
    others = [on_the_chair(f"o-{c}", state="KZ", chairs=[c], **day) for c in ("MT-2024", "FI-2025")]
    silent = f"No statement by Norway on {counted} was found|silence is not a position."
    assert silent == _clauses(ot.profile(a_tracker(*others), "NO"))
    for fields, verdict in [
        ({"chairs": ["FI-2025"]}, "supports Finland 2025"),
        ({"chairs": ["FI-2025"], "stance": "opposes"}, "opposes Finland 2025"),
        ({"chairs": ["MT-2024", "FI-2025"], "stance": "conditional"}, f"is conditional on {counted}"),
        # Which Chair it is on may not be known.
        ({"stance": "welcomes"}, "welcomes the Chair"),
        ({"stance": "neutral"}, "is neutral on the Chair"),
    ]:
        on = "Finland 2025" if fields.get("chairs") == ["FI-2025"] else counted
        spoke = f"One statement by Norway itself on {on} was found"
        expected = f"{spoke}|it dates from 1 May 2025 and {verdict}."
        tracker = a_tracker(*others, on_the_chair(state="NO", **day, **fields))
        assert expected == _clauses(ot.profile(tracker, "NO")), fields


def test_names_with_an_article_have_it_in_the_headline():
    """A headline begins with the article in capitals, and has it in small letters inside."""
    silent = ot.profile(a_tracker(on_the_chair(state="KZ")), "RU")
    assert silent.headline.startswith("No statement by the Russian Federation on the Chair was found")
    spoke = ot.profile(a_tracker(on_the_chair(state="VA")), "VA")
    assert spoke.headline.startswith("One statement by the Holy See itself on the Chair was found")
    assert "Holy See" == spoke.title


def test_key_figures_are_singular_for_one():
    """A figure of one has its noun in the singular, all others have it in the plural."""
    promise = a_commitment("A", updates=[an_update(["NO"])])
    statements = [on_the_chair("a", state="NO"), a_statement("b", state="NO", commits_to="Money.")]
    tracker = a_tracker(*statements, commitments=[promise], events=[an_event(country="NO")])
    assert [
        ("own statement on the Chair", 1),
        ("own statement on the OSCE or its agenda", 1),
        ("own pledge", 1),
        ("commitment to which sources name it as objecting", 1),
        ("event there", 1),
    ] == [(figure.label, figure.value) for figure in profile(tracker, "NO").figures]
    assert [
        ("own statements on the Chair", 0),
        ("own statements on the OSCE or its agenda", 0),
        ("own pledges", 0),
        ("commitments to which sources name it as objecting", 0),
        ("events there", 0),
    ] == [(figure.label, figure.value) for figure in profile(tracker, "SE").figures]
    words = ("cancelled", "postponed", "held")
    off = [an_event(f"e-{n}", country="NO", status=word) for n, word in enumerate(words)]
    last = list(profile(a_tracker(*statements, events=off), "NO").figures)[-1]
    assert ("events there", 3, "2 of them cancelled or postponed") == (last.label, last.value, last.note)


def test_later_statements_are_counted_below_the_table(tracker):
    """A list of all statements may have more than were made by the reporting day."""
    notes = {day: ot.profile(tracker, "Russia", on=day).tables[1].notes for day in (None, "2026-03-15")}
    assert "Not in this table: 1 that it made or joined after 31 December 2025." in notes[None]
    assert 1 == len(notes["2026-03-15"])


def test_key_figures_count_each_kind_of_act(tracker):
    """The figures are the counts of statements, pledges, objections and events."""
    (found,) = compare(tracker, "KZ")
    position = found.position
    figures = [(figure.value, figure.note) for figure in ot.profile(tracker, "KZ").figures]
    by = "by 31 December 2025, and"
    pledged = sum(said.commits_to is not None for said in position.through_on_all)
    assert [
        (
            len(position.own),
            f"{by} {len(position.through)} by groups on its behalf",
        ),
        (
            len(position.own_agenda),
            f"{by} {len(position.through_agenda)} by groups on its behalf",
        ),
        (len(found.pledges), f"and {pledged} by groups on its behalf"),
        (len(found.objections), ""),
        (len(found.hosted), ""),
    ] == figures


def test_title_is_the_name_of_the_day():
    """The page is headed by the name as of the day of the data."""
    for edition, day, title in [
        (None, "2020-01-01", "Turkey"),
        (FINLAND, "2020-01-01", "Turkey"),
        (FINLAND, None, "Türkiye"),
    ]:
        tracker = a_tracker(edition=edition)
        assert title == ot.profile(tracker if day is None else tracker.as_of(day), "TUR").title, (
            edition,
            day,
            title,
        )


def test_subtitle_tells_the_data_the_day_and_the_kind():
    """The data set, the day with its reason, and what the State is stand below the heading."""
    for edition, on, subtitle in (
        (None, "2030-01-01", "participating State; on 1 January 2030"),
        (FINLAND, None, "F; on 31 December 2025, the last day of the term; participating State"),
    ):
        assert subtitle == ot.profile(a_tracker(edition=edition), "TR", on).subtitle


def test_chairs_own_words_stand_apart(tracker):
    """The Chair's own State has its words as Chair apart; in joined sets also those on other Chairs."""
    report = ot.profile(tracker, "Finland")
    # Fifteen statements are Finland's own; one of them is on the OSCE or its agenda.
    own = [s for s in tracker.statements if s.state == "FI"]
    on_chair = [s for s in own if s.about == "chairmanship"]
    assert (15, 14) == (len(own), len(on_chair))
    assert "Finland is the Chair's own State." == report.headline
    assert "Its 14 statements on its own Chairpersonship stand apart." == report.lead
    assert ("own statements on its own Chairpersonship", 14) == (
        report.figures[0].label,
        report.figures[0].value,
    )
    assert OWN_ROWS == [row["words"] for row in table_of(report, "positions").records()]
    by_then = [s for s in tracker.statements if s.date.last <= dt.date(2025, 12, 31)]
    others = Oracle(by_then).for_state("FI")
    through = [s.about for s, own in others if not own]
    assert [14, through.count("chairmanship"), 1, through.count("agenda")] == [
        row["statements"] for row in table_of(report, "positions").records()
    ]
    assert [
        "Its own statements, in the data on its own Chairpersonship",
        "Statements on its behalf, in the data on its own Chairpersonship",
    ] == [group.title for group, _ in table_of(report, "statements").sections() if group]
    said = [
        on_the_chair("a", state="FI", chairs=["MT-2024"], date="2024-05-01", stance="welcomes"),
        on_the_chair("b", state="FI", chairs=["FI-2025"], date="2025-05-01"),
    ]
    joined = ot.profile(a_tracker(*said), "FI")
    assert (
        "One statement by Finland itself on the Chairpersonships of others was found. "
        "It dates from 1 May 2024 and welcomes Malta 2024."
    ) == _finding(joined)
    rows = [row["words"] for row in table_of(joined, "positions").records()]
    assert [*OTHER_ROWS, *OWN_ROWS] == rows
    figures = {figure.key: (figure.label, figure.value) for figure in joined.figures}
    assert ("own statement on its own Chairpersonship", 1) == figures["as-chair"]
    assert ("own statement on the Chair", 1) == figures["own-chair"]
    assert (["a"], ["b"]) == (group_of(joined, "own")[0], group_of(joined, "own-chair")[0])
    rows = [*table_of(joined, "statements").records()]
    assert ["Malta 2024", "Finland 2025"] == [row["chairs"] for row in rows]


def test_poland_and_the_european_union_stand_apart(tracker):
    """The page of Poland has its own neutral words and, apart from them, those of the European Union."""
    report = ot.profile(tracker, "Poland")
    assert (
        "One statement by Poland itself on the Chair was found, which is neutral. "
        "It dates from 30 September 2024. "
        "Its latest on the OSCE or its agenda is of 4 December 2025. "
        "The latest on its behalf (European Union, 4 December 2025) welcomes the Chair."
    ) == _finding(report)
    rows = [(row["stance"], row["statements"]) for row in table_of(report, "positions").records()]
    assert [("neutral", 1), ("welcomes", 7), ("supports", 1), ("supports", 6)] == rows


def test_membership_tells_names_and_groups_with_their_times():
    """Names and groups stand with their times; a State that came back to a group has two lines."""
    fields = fields_of(profile(a_tracker(states=one_state()), "LI"))
    assert (
        "LI, LIE",
        "Oz (until 2029)\nOzland (since 2030)",
        "Gang (until 2001)\nGang (since 2005)",
        None,
    ) == (
        fields["code"],
        fields["names"],
        fields.get("groups"),
        fields.get("seat in French order"),
    )


def test_membership_tells_the_seat():
    """The place at the table stands with the French name; what is not known is left empty."""
    fields = fields_of(profile(a_tracker(), "DE"))
    assert ("2 (Allemagne)", None) == (fields["seat in French order"], fields.get("left"))


@pytest.mark.parametrize(("until", "text"), [(None, ""), ("2001-02", ", until February 2001")])
def test_membership_tells_both_ends(until, text):
    """A membership with a beginning and an end shows both; one without either shows none."""
    times = [Membership(state="TR", since="1999", until=until)]
    states = StateRegistry(BUNDLED, [Group(code="G", name="Gang", kind="region", members=times)])
    assert f"Gang (since 1999{text})" == fields_of(profile(a_tracker(states=states), "TR"))["groups"]


def test_state_in_no_group_has_none():
    """A State that belongs to no group has nothing there."""
    states = StateRegistry(BUNDLED)
    fields = fields_of(profile(a_tracker(states=states), "KZ"))
    assert (None, "Astana") == (fields.get("groups"), fields["capital"])


def test_chairs_held_have_their_ministers():
    """A term stands with those who were in the chair; without any it stands alone."""
    minister = ChairInOffice(name="Ann", since="2030-01-01", until="2030-06-30")
    other = ChairInOffice(name="Bob", since="2030-07-01", until="2030-12-31")
    terms = Chairmanships(
        [
            Chairmanship(
                id="A", state="KZ", since="2030-01-01", until="2030-12-31", chairs_in_office=[minister, other]
            ),
            Chairmanship(id="B", state="KZ", since="2031-01-01", until="2031-12-31"),
            Chairmanship(id="C", state=None, since="2032-01-01", until="2032-12-31"),
        ]
    )
    table = table_of(profile(a_tracker(chairs=terms), "KZ"), "chairs")
    assert ([("A", "Ann, Bob"), ("B", None)], ()) == ([(row[-1], row[0]) for row in table.rows], table.notes)


def test_state_that_never_chaired_is_told():
    """Where a State never chaired a note says so."""
    assert ("None found up to 31 December 2030.",) == table_of(profile(a_tracker(), "TJ"), "chairs").notes


def test_statement_shows_who_spoke_to_whom():
    """A row has the speaker and the counterpart with their posts, where these are known."""
    said = on_the_chair(
        state="KZ",
        speaker=ot.Person(name="Ann", role="Minister"),
        counterpart=ot.Person(name="Bob"),
        dimensions=["politico-military", "economic-environmental", "human"],
    )
    (row,) = table_of(ot.profile(a_tracker(said), "KZ"), "statements").records()
    assert ("Ann, Minister", "Bob", "all three") == (row["speaker"], row["counterpart"], row["dimension"])


def test_statement_of_a_group_shows_the_group():
    """A statement of a group stands with its name; its speaker does not hide it."""
    said = on_the_chair(group="EU", speaker=ot.Person(name="Ann"))
    (row,) = table_of(ot.profile(a_tracker(said), "SE"), "statements").records()
    assert "EU" == row["speaker"]


@pytest.mark.parametrize("speaker", [None, ot.Person(name="Ann")])
def test_statement_of_another_state_shows_that_state(speaker):
    """A statement that another State made, and this one joined, tells which State made it."""
    said = on_the_chair(state="NO", states=["KZ"], speaker=speaker)
    (row,) = table_of(ot.profile(a_tracker(said), "KZ"), "statements").records()
    assert "Norway" in (row["speaker"] or "")


def test_statement_of_an_unknown_state_that_this_one_joined_is_shown():
    """A code that the registry does not have breaks no page of another State."""
    said = on_the_chair(state="XX", states=["KZ"])
    assert ["s-1"] == ids_of(ot.profile(a_tracker(said), "KZ"), "statements")


def test_objections_stand_in_time_order():
    """Each update that the State blocked has a row, by date."""
    tracker = ot.Tracker(
        commitments=[
            a_commitment("A", updates=[an_update(["RU"], date="2030-05-01"), an_update(["BY"])]),
            a_commitment("B", updates=[an_update(["RU", "BY"])]),
        ],
        states=ot.states(),
    )
    table = table_of(ot.profile(tracker, "Russia"), "objections")
    assert (["B", "A"], ()) == ([r[-1] for r in table.rows], table.notes)


def test_commitments_tell_how_a_state_is_named():
    """A commitment that the State made or blocked, or that names it as a whole word, has a row."""
    for fields, relation in [
        ({"made_by": Maker(type="group", name="Two", states=["KZ", "NO"])}, "made the commitment"),
        ({"updates": [an_update(["KZ"])]}, "objected"),
        ({"title": "Visit Kazakhstan"}, "is named"),
        ({"text": "Hold the Kazakh seminar."}, "is named"),
        ({"criterion": "Kazakhstan hosts it."}, "is named"),
        ({"title": "Visit Kazakhstan", "updates": [an_update(["KZ"])]}, "objected, is named"),
        ({"title": "Visit Kazakhstania"}, None),
        ({"title": "Work with Central Asian States"}, "its region is named"),
        ({"title": "Visit Kazakhstan in Central Asia"}, "is named, its region is named"),
        ({"title": "Visit the South Caucasus"}, None),
        ({"title": "Work with the CSTO"}, None),
        ({"updates": [an_update(["NO"])]}, None),
    ]:
        tracker = ot.Tracker(commitments=[a_commitment("A", **fields)], states=ot.states())
        table = table_of(ot.profile(tracker, "KZ"), "commitments")
        rows = list(table.records())
        assert ("Commitments that concern it", "its part") == (table.title, table.columns[1].title)
        assert ([relation] if relation else []) == [row["relation"] for row in rows], (fields, relation)


def test_short_names_are_not_searched_for():
    """A name of three letters is not looked for in texts, where it may be part of other words."""
    states = one_state(names=[StateName(name="Oz")])
    tracker = ot.Tracker(commitments=[a_commitment("A", title="Oz")], states=states)
    assert [] == ids_of(ot.profile(tracker, "LI"), "commitments")


def test_names_are_searched_for_as_they_are_written():
    """Signs in a name that mean something in patterns mean themselves."""
    states = one_state(names=[StateName(name="A.*b c")])
    commitments = [a_commitment("A", title="An Anything b c"), a_commitment("B", title="To A.*b c soon")]
    assert ["B"] == ids_of(
        ot.profile(ot.Tracker(commitments=commitments, states=states), "LI"), "commitments"
    )


@pytest.mark.parametrize(
    ("code", "notes"),
    [
        (
            "KZ",
            (
                "None found up to 15 January 2030.",
                "Not in this table: 1 made by all participating States together.",
            ),
        ),
        ("JP", ("None found up to 15 January 2030.",)),
    ],
)
def test_joint_commitments_are_counted_beside(code, notes):
    """What all participating States promised together is counted for them, and not for Partners."""
    makers = [Maker(type="participating-states", name="All"), Maker(type="chair", name="The Chair")]
    commitments = [a_commitment(f"C{n}", made_by=maker) for n, maker in enumerate(makers)]
    tracker = ot.Tracker(commitments=commitments, states=ot.states())
    assert notes == table_of(ot.profile(tracker, code), "commitments").notes


def test_events_are_those_in_the_state():
    """Events stand with their place, the State named as of the day; events elsewhere do not."""
    events = [
        an_event("A", country="TR", city="Ankara", when="2020-05-01"),
        an_event("B", country="KZ"),
        an_event("C"),
    ]
    table = table_of(ot.profile(ot.Tracker(events=events, states=ot.states()), "TR"), "events")
    assert ([("A", "Ankara, Turkey")], ()) == ([(r[-1], r[3]) for r in table.rows], table.notes)


def test_tracker_without_a_registry_has_no_pages():
    """Without States there is nobody to show."""
    with pytest.raises(UnknownStateError):
        profile(ot.Tracker(), "KZ")


def test_hostile_texts_do_not_change_the_page():
    """Whatever a statement says, the page has its row as it is."""
    for nasty in NASTY:
        said = attrs.evolve(on_the_chair(state="KZ"), summary=nasty)
        (row,) = table_of(ot.profile(a_tracker(said), "KZ"), "statements").records()
        assert said.summary == row["summary"], nasty


def test_page_is_equal_when_asked_again(tracker):
    """A second call gives an equal report."""
    assert ot.profile(tracker, "KZ") == ot.profile(tracker, "KAZ")


def test_group_that_was_seen_on_no_page_is_told(tracker):
    """Among the groups of a State those that are general knowledge are marked, and no others."""
    (groups,) = (
        row["value"] for row in ot.profile(tracker, "AM").tables[5].records() if row["field"] == "groups"
    )
    marked = [line.partition(" (general")[0] for line in groups.splitlines() if "not seen on a page" in line]
    assert ["South Caucasus"] == marked


def test_membership_and_chairs_name_their_sources(tracker):
    """What a State is has its sources, its groups have those of the groups, and a term its own."""
    report = ot.profile(tracker, "Kazakhstan")
    of = {row["field"]: row["sources"] for row in table_of(report, "membership").records()}
    groups = [one for one in tracker.states.groups if any(own.state == "KZ" for own in one.members)]
    assert (tracker.states["KZ"].sources, {page for one in groups for page in one.sources}) == (
        of["joined"],
        set(of["groups"]),
    )
    (term,) = table_of(report, "chairs").records()
    assert term["sources"] == tracker.chairs["KZ-2010"].sources != ()
