"""Who backs what, against an oracle of plain loops, and on days around changes of membership.

``Oracle`` writes the rules of positions down again, without the library's counting.
"""

import datetime as dt
import pickle
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Barrier

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.meetings import meetings
from osce_tracker.analysis.positions import Position, spoken_for
from osce_tracker.errors import PeriodError, UnknownStateError, UsageError, WordError
from osce_tracker.model.chairs import Chairmanship, Chairmanships
from osce_tracker.model.editions import Edition
from osce_tracker.model.states import Group, Membership, StateRegistry
from tests import strategies
from tests.strategies import a_statement

BUNDLED = ot.states()
#: Groups that change while the generated statements are made.
CHANGING = (
    Group(
        code="MOVING",
        name="Moving Five",
        kind="region",
        speaks_for_members=True,
        members=[
            Membership(state="FI", until="2025-03-31"),
            Membership(state="KZ", since="2025-04-01"),
            Membership(state="UA", since="2025-05", until="2025-11"),
            Membership(state="VA"),
            Membership(state="MN", since="2024-06-15"),
            Membership(state="AF", until="2025"),
        ],
    ),
    Group(code="MUTE", name="Mute", kind="region", members=[Membership(state="SE")]),
)
REGISTRY = StateRegistry(BUNDLED, (*BUNDLED.groups, *CHANGING))
FINLAND = Edition(name="f", title="F", version="1", compiled="2026-01-31", chair="FI-2025")


class Oracle:
    """The positions in some statements, found by loops."""

    def __init__(self, statements, registry=REGISTRY):
        """Take the statements and the States."""
        self.statements = list(statements)
        self.registry = registry

    def through(self, said):
        """Return the States that others spoke for in a statement."""
        found = set(said.states)
        if said.group is not None:
            found |= members_all_along(self.registry, said.group, said.date)
        found.discard(said.state)
        return found

    def for_state(self, code):
        """Return the statements that count for a State, each with whether it is its own, in time order."""
        found = []
        for said in self.statements:
            if said.state == code:
                found.append((said, True))
            elif code in self.through(said):
                found.append((said, False))
        return sorted(found, key=lambda f: (f[0].date.first, f[0].date.last, f[0].id))

    def codes(self):
        """Return every code for which a statement counts."""
        return {code for said in self.statements for code in (said.state, *self.through(said)) if code}


def members_all_along(registry, name, when):
    """Return the States for which a group spoke on every single day of a period."""
    return _members(id(registry), name, when, registry)


@cache
def _members(_, name, when, registry):
    def plain(text):
        return " ".join(text.casefold().split()).removeprefix("the ").replace("-", " ")

    for group in sorted(registry.groups, key=lambda g: g.code):
        if plain(name) in map(plain, (group.code, group.name, *group.aliases)):
            break
    else:
        return set()
    if not group.speaks_for_members:
        return set()
    days = [when.first + dt.timedelta(n) for n in range((when.last - when.first).days + 1)]
    found = set()
    for code in {member.state for member in group.members}:
        times = [(m.since, m.until) for m in group.members if m.state == code]
        if all(
            any((a is None or a.last <= day) and (b is None or day <= b.last) for a, b in times)
            for day in days
        ):
            found.add(code)
    return found


def made_by(said, who, states, record_date):
    """Return a statement made by another, joined by others, on another day, on the Chair of its set."""
    return attrs.evolve(said, state=who[0], group=who[1], states=states, date=record_date, chairs=())


_CODES = st.sampled_from(["FI", "KZ", "UA", "VA", "MN", "TR", "AF", "SUHH", "XX"])
_NAMES = st.sampled_from(
    [
        "European Union",
        "EU",
        "the nb8",
        "NATO",
        "OSCE Troika",
        "Moving Five",
        "MOVING",
        "moving",
        "Mute",
        "x|y",
    ]
)
#: Statements by members, strangers and groups of all sorts.
made = st.builds(
    made_by,
    strategies.statements,
    st.one_of(st.tuples(_CODES, st.none()), st.tuples(st.none(), _NAMES)),
    st.lists(_CODES, unique=True, max_size=3).map(tuple),
    strategies.periods,
)
many = st.lists(made, unique_by=lambda said: said.id, max_size=8)
whole = st.builds(
    lambda said, edition: ot.Tracker(statements=said, states=REGISTRY, chairs=ot.chairs(), edition=edition),
    many,
    st.sampled_from([None, FINLAND]),
)


def a_tracker(*statements, **fields):
    """Return a tracker of statements that knows the bundled States and terms."""
    return ot.Tracker(statements=statements, **{"states": ot.states(), "chairs": ot.chairs(), **fields})


def on_the_chair(record_id="s-1", **fields):
    """Return a statement on the Chairpersonship."""
    return a_statement(record_id, **{"about": "chairmanship", **fields})


def through_of(*statements):
    """Return the codes of the participating States that have a position through others."""
    return {p.state for p in ot.positions(a_tracker(*statements)).states if p.through}


@given(whole, st.sampled_from(["chairmanship", "agenda"]), st.none() | strategies.days)
def test_positions_are_those_of_plain_loops(tracker, about, on):
    """Own statements and those through others, on the subject and the agenda, are those of loops."""
    on = on or dt.date(2025, 12, 31)
    chosen = [s for s in tracker.statements if s.date.last <= on]
    positions = ot.positions(tracker, about, on)
    expected, actual = {}, {}
    for state in REGISTRY:
        parts = []
        for subject in (about, "agenda"):
            found = Oracle([s for s in chosen if s.about == subject]).for_state(state.code)
            parts += [[s for s, itself in found if itself], [s for s, itself in found if not itself]]
        own, through, *_ = parts
        standing = "own" if own else "through-group" if through else "none"
        expected[state.code] = (
            *map(tuple, parts),
            own[-1] if own else None,
            own[-1].stance if own else None,
            through[-1] if through else None,
            through[-1].stance if through else None,
            {stance: sum(s.stance == stance for s in own) for stance in ot.Stance},
            {stance: sum(s.stance == stance for s in through) for stance in ot.Stance},
            any(s.stance == "supports" for s in own),
            any(s.stance == "supports" for s in through),
            standing,
        )
        position = positions[state.code]
        actual[state.code] = (
            *(position.own, position.through, position.own_agenda, position.through_agenda),
            *(position.own_latest, position.own_stance, position.through_latest, position.through_stance),
            *(position.own_counts, position.through_counts),
            *(position.own_supported, position.through_supported, position.standing),
        )
    assert expected == actual


@given(whole, strategies.days)
def test_no_statement_is_lost(tracker, on):
    """Every statement about the Chair counts for a State, or is unplaced."""
    chosen = [s for s in tracker.statements if s.about == "chairmanship" and s.date.last <= on]
    oracle = Oracle(chosen)
    nowhere = [s.id for s in chosen if s.state is None and not oracle.through(s)]
    positions = ot.positions(tracker, on=on)
    placed = (*positions.states, *positions.chairs, *positions.partners, *positions.others)
    shown = {s.id for p in placed for s in (*p.own, *p.through)}
    shown |= {s.id for s in positions.unplaced}
    assert (sorted(nowhere), {s.id for s in chosen}) == (sorted(s.id for s in positions.unplaced), shown)


def in_english(codes, on="2030-12-31"):
    """Return codes of States in the order of their English names, without accents and articles."""

    def key(code):
        return BUNDLED[code].name_on(on).replace("ü", "u").removeprefix("the ").casefold()

    return sorted(codes, key=key)


@given(whole)
def test_positions_hold_each_state_in_one_place(tracker):
    """The Chair's own State, Partners and former States stand apart from the others; 57 in all."""
    positions = ot.positions(tracker, on="2030-12-31")
    own = ["FI"] if tracker.edition else []
    seats = in_english(s.code for s in BUNDLED if s.kind == "participating")
    said = [s for s in tracker.statements if s.date.last <= dt.date(2030, 12, 31)]
    codes = Oracle([s for s in said if s.about in ("chairmanship", "agenda")]).codes()
    assert (
        [code for code in seats if code not in own],
        own,
        11,
        {"SUHH", "XX"} & codes,
        seats,
        57,
    ) == (
        [p.state for p in positions.states],
        [p.state for p in positions.chairs],
        len(positions.partners),
        {p.state for p in positions.others},
        [p.state for p in positions],
        len(positions),
    )


def test_states_stand_in_english_or_french_order():
    """Germany is Allemagne, so it sits second; another order is refused."""
    tracker = a_tracker()
    for order, first in (("english", ["AL", "AD", "AM", "AT"]), ("french", ["AL", "DE", "US", "AD"])):
        positions = ot.positions(tracker, on="2025-12-31", order=order)
        assert (first, first) == ([p.state for p in positions][:4], [p.state for p in positions.states][:4])
    with pytest.raises(UsageError, match=r"order can't be 'frensh'. Use english or french"):
        ot.positions(tracker, on="2025-12-31", order="frensh")


def test_group_never_speaks_as_the_state():
    """The latest word of a group leaves a State's own stance as it is."""
    own = on_the_chair("a", state="PL", stance="neutral", date="2024-09-30")
    groups = on_the_chair("b", group="EU", stance="welcomes", date="2025-12-04")
    position = ot.positions(a_tracker(own, groups))["Poland"]
    assert ("neutral", own, "welcomes", groups, "own") == (
        position.own_stance,
        position.own_latest,
        position.through_stance,
        position.through_latest,
        position.standing,
    )


def test_vague_statement_never_outranks_a_later_day():
    """What is dated only 2025 may be of January, so that of 5 December is the latest."""
    said = [on_the_chair("a", date="2025-12-05"), on_the_chair("b", date="2025")]
    assert "a" == ot.positions(a_tracker(*said))["FI"].own_latest.id


def test_statements_count_up_to_the_reporting_day():
    """Without a day the term ends the count; a later day takes in what came after."""
    said = [
        on_the_chair("a", state="RU", date="2025-12-05"),
        on_the_chair("b", state="RU", date="2026-01-15"),
    ]
    tracker = a_tracker(*said, edition=FINLAND)
    latest = [ot.positions(tracker, on=on)["RU"].own_latest.id for on in (None, "2026-01-31")]
    assert ["a", "b"] == latest
    with pytest.raises(UsageError, match="no dated fact"):
        ot.positions(a_tracker())


def test_each_chair_stands_apart_in_joined_sets():
    """What a State says on another's Chair is its position; what it says on its own stands apart."""
    said = [
        on_the_chair("a", state="FI", chairs=["MT-2024"], date="2024-05-01", stance="welcomes"),
        on_the_chair("b", state="FI", chairs=["FI-2025"], date="2025-05-01"),
        on_the_chair("c", state="MT", chairs=["MT-2024"], date="2024-06-01"),
        on_the_chair("d", group="EU", chairs=["FI-2025"], date="2025-06-01", stance="critical"),
        on_the_chair("e", group="EU", chairs=["FI-2025", "CH-2026"], date="2025-07-01", stance="neutral"),
        on_the_chair("f", state="CH", chairs=["CH-2026"], date="2025-08-01"),
    ]
    tracker = a_tracker(*said)

    def ids(positions):
        return {p.state: "".join(s.id for s in (*p.own, *p.through)) for p in positions}

    joined = ot.positions(tracker)
    everyone, chairs = ids(joined.states), ids(joined.chairs)
    assert ("a", "de", "", {"FI": "bde", "MT": "c", "CH": "f"}) == (
        everyone["FI"],
        everyone["MT"],
        everyone["CH"],
        chairs,
    )
    assert (57, "a") == (len(joined.states), joined["Finland"].own_latest.id)
    swiss = ot.positions(a_tracker(*said, edition=attrs.evolve(FINLAND, chair=None)), chair="CH-2026")
    assert ({"CH": "f"}, "e") == (ids(swiss.chairs), ids(swiss.states)["FI"])
    with pytest.raises(WordError, match=r"CH-2026, FI-2025, MT-2024. Did you mean FI-2025"):
        ot.positions(tracker, chair="FI-205")


def test_bundled_positions_are_told_apart():
    """Eight members of the EU that spoke themselves have a stance of their own."""
    found = ot.positions(ot.load())
    assert ("neutral", "2024-09-30", "welcomes", "2025-12-04") == (
        found["Poland"].own_stance,
        str(found["Poland"].own_latest.date),
        found["Poland"].through_stance,
        str(found["Poland"].through_latest.date),
    )
    assert "ru-2025-12-lukashevich-mc" == found["Russia"].own_latest.id
    assert [(2, 2), (1, 1)] == [
        (len(found[code].own_agenda), len(found[code].through_agenda)) for code in ("US", "HU")
    ]


def test_positions_are_found_by_code_and_name():
    """``in`` takes codes; brackets take codes and names; a State without a place has an empty position."""
    said = on_the_chair(state="KZ")
    positions = ot.positions(a_tracker(said))
    assert (True, False, False, (said,), Position(state="SUHH")) == (
        "KZ" in positions,
        "SUHH" in positions,
        "Kazakhstan" in positions,
        positions["kazakhstan"].own,
        positions["Soviet Union"],
    )


def test_positions_of_an_unknown_state_are_an_error():
    """Asking for a State that does not exist names what exists."""
    with pytest.raises(UnknownStateError, match="Kazakhstan"):
        ot.positions(a_tracker(), on="2025-12-31")["Khazakhstan"]
    for wrong in ([], {}, None, 7, slice(1)):
        assert wrong not in ot.positions(a_tracker(), on="2025-12-31")
        with pytest.raises(UnknownStateError):
            ot.positions(a_tracker(), on="2025-12-31")[wrong]


def test_positions_remember_what_was_asked():
    """The subject and the day are kept with the answer."""
    positions = ot.positions(a_tracker(), "agenda", "2025-06-30")
    assert ("agenda", dt.date(2025, 6, 30)) == (positions.about, positions.on)


def test_positions_about_nothing_known_are_an_error():
    """An unknown subject is refused."""
    with pytest.raises(WordError, match="chairmanship"):
        ot.positions(a_tracker(), "weather")


@pytest.mark.parametrize("on", ["2025", "soon"])
def test_positions_on_no_day_are_an_error(on):
    """A year and a word are no days."""
    with pytest.raises(PeriodError):
        ot.positions(a_tracker(), on=on)


def test_day_itself_counts():
    """What was said on the day is in; what lasts until the day after is not."""
    said = on_the_chair("a", date="2025-06-30"), on_the_chair("b", date="2025-06-30/2025-07-01")
    assert ["a"] == [s.id for s in ot.positions(a_tracker(*said), on="2025-06-30")["FI"].own]


@pytest.mark.parametrize(("day", "counts"), [("2020-01-31", True), ("2020-02-01", False)])
def test_united_kingdom_left_the_european_union(day, counts):
    """A statement of the EU counts for the UK on its last day as a member, and not on the next."""
    found = through_of(on_the_chair(group="European Union", date=day))
    assert (counts, 27 + counts) == ("GB" in found, len(found))


def test_vague_statement_of_the_european_union():
    """A vague date counts for States that were members all along only."""
    for date, counts in [("2020-01", True), ("2020", False), ("2020-Q1", False)]:
        assert counts == ("GB" in through_of(on_the_chair(group="EU", date=date))), (date, counts)


@pytest.mark.parametrize(("date", "counts"), [("2013-06-30/2013-07-01", False), ("2013-07-01", True)])
def test_croatia_joined_the_european_union(date, counts):
    """A date that begins before a State joined does not count for it."""
    assert counts == ("HR" in through_of(on_the_chair(group="EU", date=date)))


def test_member_that_left_and_came_back_was_not_one_all_along():
    """A vague statement does not count for a State that was away in the middle of its date."""
    times = [
        Membership(state="SE", until="2030-03-31"),
        Membership(state="SE", since="2030-07-01"),
        Membership(state="NO"),
    ]
    group = Group(code="G", name="G", kind="region", speaks_for_members=True, members=times)
    said = on_the_chair(group="G", date="2030")
    assert {"NO"} == spoken_for(said, StateRegistry(BUNDLED, [group]))


@pytest.mark.parametrize(("day", "counts"), [("2024-03-06", False), ("2024-03-07", True)])
def test_sweden_joined_nato(day, counts):
    """Sweden is a member of NATO since 7 March 2024."""
    assert counts == ("SE" in BUNDLED.find_group("NATO").members_on(day))


@pytest.mark.parametrize(("states", "found"), [((), set()), (("SE", "NO"), {"SE", "NO"})])
def test_nato_speaks_for_listed_states_only(states, found):
    """NATO does not speak for its members: only States that a source lists count."""
    assert found == through_of(on_the_chair(group="NATO", states=states, date="2025-03-07"))


def test_group_of_the_moment_speaks_for_listed_states():
    """A group that the registry does not have counts for the States that a source lists."""
    assert {"SE", "AM"} == through_of(on_the_chair(group="Friends of x|y", states=["SE", "AM"]))


def test_member_that_is_listed_counts_once():
    """A State that is a member and listed as well has one statement, not two."""
    said = on_the_chair(group="EU", states=["SE", "NO"], date="2025-01-01")
    assert ((said,), 28) == (ot.positions(a_tracker(said))["SE"].through, len(through_of(said)))


def test_speaker_that_lists_itself_counts_once():
    """A State that made a statement and is listed in it has its own statement only."""
    said = on_the_chair(state="SE", states=["SE", "NO"])
    positions = ot.positions(a_tracker(said))
    assert ((said,), (), (said,)) == (positions["SE"].own, positions["SE"].through, positions["NO"].through)


def test_organization_is_unplaced():
    """A statement of an organization counts for no State, and is kept."""
    said = on_the_chair(group="United Nations")
    positions = ot.positions(a_tracker(said))
    assert ((said,), set()) == (positions.unplaced, through_of(said))


def test_unknown_state_is_among_the_others():
    """A code that the registry doesn't have has its own position, whoever else joined the statement."""
    said = on_the_chair(state="XX", states=["NO"])
    positions = ot.positions(a_tracker(said))
    (unknown,) = positions.others
    assert (Position(state="XX", own=(said,)), unknown, True, (said,), ()) == (
        unknown,
        positions["XX"],
        "XX" in positions,
        positions["NO"].through,
        positions.unplaced,
    )


def test_statement_before_membership_is_kept():
    """A statement that a State made before it joined counts for it."""
    said = on_the_chair(state="MN", date="2010-01-01")
    assert (said,) == ot.positions(a_tracker(said))["Mongolia"].own


def test_empty_tracker_has_no_positions():
    """Without a registry there are no States to report on."""
    positions = ot.positions(ot.Tracker(), on="2025-12-31")
    assert (0, (), (), ()) == (len(positions), positions.states, positions.partners, positions.chairs)


def test_chair_of_an_empty_registry_is_still_apart():
    """A Chair that the registry does not know has its own place, and is not iterated over."""
    terms = Chairmanships([Chairmanship(id="FI-2025", state="FI", since="2025-01-01", until="2025-12-31")])
    said = on_the_chair()
    tracker = ot.Tracker(statements=[said], edition=FINLAND, chairs=terms)
    positions = ot.positions(tracker, on="2030-12-31")
    assert ((said,), [], ()) == (positions.chairs[0].own, list(positions), positions.others)


def test_chair_is_named_by_the_edition():
    """The terms tell the Chair's State; for a later term its id does, when it begins with a code."""
    for named, chair in [
        ("FI-2025", "FI"),
        ("CH-2026", "CH"),
        ("2027", None),
        ("SE-2099", "SE"),
        ("SE", "SE"),
        ("XX-2030", None),
        (None, None),
    ]:
        assert chair == a_tracker(edition=attrs.evolve(FINLAND, chair=named)).chair, (named, chair)


def test_chair_of_a_term_is_that_of_the_terms():
    """The State of a known term counts, whatever its id looks like."""
    terms = Chairmanships([Chairmanship(id="SE-2030", state="NO", since="2030-01-01", until="2030-12-31")])
    tracker = a_tracker(edition=attrs.evolve(FINLAND, chair="SE-2030"), chairs=terms)
    assert ("NO", terms) == (tracker.chair, tracker.chairs)


def test_tracker_without_edition_has_no_chair():
    """Without an edition nobody is the Chair, and without terms there are none."""
    assert (None, Chairmanships(())) == (ot.Tracker().chair, ot.Tracker().chairs)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: pickle.loads(pickle.dumps(t)),  # noqa: S301 (our own bytes)
        lambda t: t.with_records(a_statement("new")),
        lambda t: t.as_of("2025-06-30"),
        lambda t: t.so_on("2025-06-30"),
        lambda t: t.as_of("2025-06-30").with_records(),
        lambda t: pickle.loads(pickle.dumps(t.as_of("2025-06-30"))),  # noqa: S301 (our own bytes)
    ],
    ids=["pickle", "with_records", "as_of", "so_on", "as_of+with", "as_of+pickle"],
)
def test_terms_are_kept(tracker, change):
    """Copies, views and enlarged trackers know the same terms, Chair and States."""
    assert (tracker.chairs, "FI", tracker.states) == (
        change(tracker).chairs,
        change(tracker).chair,
        change(tracker).states,
    )


def test_view_has_positions_of_its_day(tracker):
    """A view tells the positions from what was known then."""
    seen = [s for s in tracker.statements if s.known <= dt.date(2024, 12, 31)]
    expected = [s.id for s, _ in Oracle([s for s in seen if s.about == "chairmanship"]).for_state("KZ")]
    actual = [s.id for s in ot.positions(tracker.as_of("2024-12-31"))["KZ"].own]
    assert expected == actual


def test_positions_of_the_bundled_data_are_those_of_plain_loops(tracker):
    """The bundled statements are told State by State as loops find them."""
    chosen = [s for s in tracker.statements if s.about == "chairmanship" and str(s.date.last) < "2026"]
    oracle, found = Oracle(chosen, tracker.states), ot.positions(tracker)
    for state in tracker.states:
        expected = oracle.for_state(state.code)
        position = found[state.code]
        assert [s for s, own in expected if own] == list(position.own), state.code
        assert [s for s, own in expected if not own] == list(position.through), state.code


def test_positions_are_equal_from_two_threads():
    """Two threads that ask at once get one equal answer."""
    tracker, gate = ot.load(), Barrier(2)

    def ask(_):
        gate.wait(60)
        return ot.positions(tracker)

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(ask, range(2))
    assert first == second


def test_positions_show_themselves_in_a_line(tracker):
    """In a prompt positions and meetings are a line each, however much they hold."""
    positions = ot.positions(tracker, on="2025-12-31")
    (meeting,) = meetings(tracker, "2025-03-13")
    expected = [
        "<Positions on the chairmanship: 57 States>",
        "<Position KZ: welcomes itself, nothing through others; 4 own, 0 through others>",
        "<Position TJ: nothing itself, nothing through others; 0 own, 0 through others>",
        "<Occurrence series-permanent-council 2025-03-13: seen>",
    ]
    shown = [positions, positions["Kazakhstan"], positions["TJ"], meeting]
    assert expected == list(map(repr, shown))


@given(whole, strategies.days)
def test_rows_by_quarter_count_every_statement(tracker, on):
    """Own words and those of groups are counted apart by State and quarter, and nothing is lost."""
    found = ot.positions(tracker, on=on)
    rows = found.to_rows()
    parts = {
        "states": found.states,
        "chair": found.chairs,
        "partners": found.partners,
        "others": found.others,
    }
    for section, positions in parts.items():
        for position in positions:
            own = [r for r in rows if (r["section"], r["state"]) == (section, position.state)]
            assert (len(position.own), len(position.through)) == (
                sum(r["own_statements"] for r in own),
                sum(r["group_statements"] for r in own),
            )
            for row in own:
                for words, stance in ((position.own, "own"), (position.through, "group")):
                    inside = [
                        said
                        for said in words
                        if row["quarter"]
                        == (str(ot.Period.quarter_of(said.date.first)) if _in_a_quarter(said) else None)
                    ]
                    assert row[f"{stance}_statements"] == len(inside)
                    assert row[f"{stance}_stance"] == (str(inside[-1].stance) if inside else None)
    # Every State has a row for each quarter, so that a pivot has no holes.
    quarters = {row["quarter"] for row in rows} - {None}
    assert len([row for row in rows if row["quarter"]]) == len(quarters) * sum(map(len, parts.values()))


def _in_a_quarter(said):
    return ot.Period.quarter_of(said.date.first) == ot.Period.quarter_of(said.date.last)


def test_rows_say_who_spoke_for_a_state():
    """The group, or the State that made a statement which another joined."""
    tracker = a_tracker(on_the_chair("joint", state="SE", states=["NO"], date="2030-01-15"))
    row = next(row for row in ot.positions(tracker, on="2030-12-31").to_rows() if row["state"] == "NO")
    assert ("Norway", "2030-Q1", None, 0, "Sweden", 1) == tuple(
        row[key]
        for key in ("state_name", "quarter", "own_stance", "own_statements", "group", "group_statements")
    )
