"""States and groups: names and membership as of a day, and how they are looked up."""

import copy
import pickle

import pytest

import osce_tracker as ot
from osce_tracker.errors import RecordError, UnknownStateError
from osce_tracker.model.states import Group, Membership, StateKind, StateName, StateRegistry
from tests.cases import each

STATES = ot.states()


def test_there_are_57_and_the_others():
    """57 participating States, 11 Partners, 4 former States, 17 groups."""
    counts = (len(STATES.participating), len(STATES.partners), len(STATES), len(STATES.groups))
    assert (57, 11, 72, 17) == counts


def test_they_sit_in_french_alphabetical_order():
    """Participating States come first, as at the table; the United States sits under Amérique."""
    assert list(range(1, 58)) == [state.french_order for state in STATES.participating]
    assert ["AL", "DE", "US", "AD"] == [state.code for state in STATES][:4]
    kinds = [state.kind for state in STATES]
    assert kinds == sorted(kinds, key=list(StateKind).index)


@each("state", STATES)
def test_each_state_is_found(state):
    """Both codes, every alias and the latest name find the State, whatever the case."""
    for text in (state.code, state.alpha3, state.code.lower()):
        assert state is STATES.find(text)
    for alias in state.aliases:
        assert state is STATES.find(alias.upper())
    # The seat of the Soviet Union goes on as Russia's: its name prefers the seat.
    expected = "RU" if state.code == "SUHH" else state.code
    assert expected == STATES.find(f"the {state.name}").code


@each(
    ("name", "on", "code"),
    [
        ("Turkey", None, "TR"),
        ("Turkey", "2025-01-01", "TR"),
        ("Türkiye", "2000-01-01", "TR"),
        ("Federal Republic of Yugoslavia", "2001-01-01", "RS"),
        ("Serbia and Montenegro", None, "RS"),
        ("Yugoslavia", None, "YUCS"),
        ("Union of Soviet Socialist Republics", "1980-01-01", "RU"),
        ("Union of Soviet Socialist Republics", "2000-01-01", "SUHH"),
        ("Soviet Union", None, "SUHH"),
        ("  united   kingdom ", None, "GB"),
        ("Tu\u0308rkiye", None, "TR"),
    ],
)
def test_names_as_of_a_day(name, on, code):
    """A name finds the State that had it then, else any that ever had it, else an alias."""
    assert code == STATES.find(name, on).code


@each(
    ("code", "day", "name"),
    [
        ("TR", "2022-05-31", "Turkey"),
        ("TR", "2022-06-29", "Turkey"),
        ("TR", "2022-06-30", "Türkiye"),
        ("MK", "2018-12-31", "the former Yugoslav Republic of Macedonia"),
        ("MK", "2019-03-01", "North Macedonia"),
        ("RS", "2003-02-03", "Federal Republic of Yugoslavia"),
        ("RS", "2003-02-04", "Serbia and Montenegro"),
        ("RS", "2006-06-03", "Serbia"),
        ("DE", "1990-10-02", "Federal Republic of Germany"),
        ("DE", "1990-10-03", "Germany"),
        ("FI", "1900-01-01", "Finland"),
    ],
)
def test_name_on_a_day(code, day, name):
    """A vague change of name counts from its last day; before the first name the first is given."""
    assert (name, name) == (STATES[code].name_on(day), STATES.name(code, day))


def test_name_before_the_first_dated_one():
    """When every name begins later, the first stands."""
    names = [StateName(name="New", since="2000"), StateName(name="Newer", since="2010")]
    state = ot.State(
        code="XX", alpha3="XXX", kind="former", names=names, joined="2000", french_name="Nouveau"
    )
    assert ["New", "New", "Newer"] == [state.name_on(d) for d in ("1990-01-01", "2005-01-01", "2020-01-01")]


@each("word", ["Vienna", "Helsinki", "Macedonia", "America", "the hague"])
def test_ambiguous_word_is_never_resolved(word):
    """A word that also names an OSCE seat or document is refused, with the code to write."""
    with pytest.raises(UnknownStateError, match=r"can mean .* write [A-Z]{2}"):
        STATES.find(word)


@each("word", ["Berlin", "the Kremlin", "Albanian"])
def test_capital_for_government_is_no_name(word):
    """Words of news for a government or a people are no names, and the message says whose they are."""
    with pytest.raises(UnknownStateError, match="is not the name of a State"):
        STATES.find(word)


@each("value", [None, 5])
def test_other_type_is_no_name(value):
    """What is no text is no name."""
    with pytest.raises(UnknownStateError, match="is not text"):
        STATES.find(value)
    with pytest.raises(UnknownStateError, match="is not text"):
        STATES.find_group(value)


def test_code_that_does_not_exist():
    """Asking by code is strict, and says so for values of other types as well."""
    for code in ("XX", "Finland", None):
        with pytest.raises(UnknownStateError, match="is not the code"):
            STATES[code]
    for name, code in (("Finland", "FI"), ("Khazakhstan", "KZ"), ("kaz", "KZ")):
        with pytest.raises(UnknownStateError, match=rf"is not the code of a State\. Did you mean {code}\?"):
            STATES[name]
    assert ["Finland", "XX"] == [STATES.name("FI"), STATES.name("XX")]
    assert ("FI" in STATES, "XX" in STATES) == (True, False)


@each(
    ("group", "state", "last", "first_without"),
    [("EU", "GB", "2020-01-31", "2020-02-01")],
)
def test_membership_ends_after_its_last_day(group, state, last, first_without):
    """A State is a member through the last day of its membership."""
    found = STATES.find_group(group)
    assert (True, False) == (state in found.members_on(last), state in found.members_on(first_without))


@each(
    ("group", "state", "before", "first"),
    [("NATO", "SE", "2024-03-06", "2024-03-07"), ("EU", "HR", "2013-06-30", "2013-07-01")],
)
def test_membership_begins_on_its_first_day(group, state, before, first):
    """A State is a member from the first day of its membership."""
    found = STATES.find_group(group)
    assert (False, True) == (state in found.members_on(before), state in found.members_on(first))


def test_member_that_left_and_came_back():
    """Two memberships of one State count once a day, with the gap between."""
    both = [Membership(state="GR", until="1969"), Membership(state="GR", since="1974")]
    group = Group(code="G", name="Group", kind="organization", members=both)
    found = [group.members_on(day) for day in ("1960-01-01", "1970-06-01", "1980-01-01")]
    assert [("GR",), (), ("GR",)] == found


@each(
    ("text", "code"),
    [
        ("NB8", "NB8"),
        ("NB-8", "NB8"),
        ("Nordic-Baltic 8 [1]", "NB8"),
        ("EU-27", "EU"),
        ("EU (27)", "EU"),
        ("European Union (EU)", "EU"),
        ("the E.U.", "EU"),
        ("V 4", "V4"),
        ("Visegrad 4 (V4)", "V4"),
        ("North Atlantic Treaty Organisation (NATO)", "NATO"),
        ("Baltic 3", "BALTIC"),
        ("South-Caucasus", "SOUTH-CAUCASUS"),
        ("the European Union", "EU"),
        ("Central Asia", "CENTRAL-ASIA"),
        ("central-asia", "CENTRAL-ASIA"),
        ("V4", "V4"),
        ("visegrad group", "V4"),
        ("Visegrad countries", "V4"),
        ("the 27 EU Member States", "EU"),
        ("European Union (27 Member States)", "EU"),
        ("NATO 32", "NATO"),
        ("three Baltic States", "BALTIC"),
        ("Union européenne", "EU"),
        ("OTAN", "NATO"),
        ("СНГ", "CIS"),
    ],
)
def test_groups_are_found(text, code):
    """Code, name and alias find a group."""
    assert code == STATES.find_group(text).code


def test_unknown_group_names_the_nearest():
    """An unknown group is an error with the nearest."""
    for text in (
        "G7",
        "EU 28",
        "WB6",
        "27",
        "Member States",
        "27 States",
        "EU 27 27",
        "candidate",
        "ex-CIS",
        "former CIS",
    ):
        with pytest.raises(UnknownStateError, match=r"is not a group of States"):
            STATES.find_group(text)
    with pytest.raises(UnknownStateError, match="Did you mean NB8"):
        STATES.find_group("NB9")


def test_two_groups_are_not_one():
    """A text that names two groups is neither of them."""
    for text in ("EU / NATO", "EU (NATO)", "European Union, NB8"):
        with pytest.raises(UnknownStateError, match="is not a group of States"):
            STATES.find_group(text)


@each(
    ("code", "day", "member"),
    [
        ("FI", "1973-06-24", False),
        ("FI", "1973-06-25", True),
        ("DDDE", "1990-10-02", True),
        ("DDDE", "1990-10-03", False),
    ],
)
def test_taking_part_as_of_a_day(code, day, member):
    """A State takes part from the day it joined through the day it left."""
    assert member is STATES[code].member_on(day)


def test_name_like_no_other_is_told_what_is_accepted():
    """A name that no State's is near gets an example of a name and a code; an empty registry has none."""
    with pytest.raises(UnknownStateError) as caught:
        ot.states().find("zzz")
    first = next(iter(ot.states()))
    assert (
        f"'zzz' is not in the list of States. Use a name or code, such as {first.name} or {first.code}."
        == str(caught.value)
    )
    with pytest.raises(UnknownStateError) as caught:
        StateRegistry(()).find("zzz")
    assert "'zzz' is not in the list of States." == str(caught.value)


@each("name", ["EU", "the European Union", "NB8", "Central Asia"])
def test_name_of_a_group_is_no_state(name):
    """Who asks for a group where one State is wanted is told so, and not what sounds alike."""
    with pytest.raises(UnknownStateError) as caught:
        ot.states().find(name)
    assert f"'{name}' is a group of States. Give one State." == str(caught.value)


def test_copies_are_equal():
    """Pickled and copied registries are equal and hash alike; another registry is another."""
    again = pickle.loads(pickle.dumps(STATES))  # noqa: S301 (our own)
    assert STATES == again == copy.copy(STATES)
    assert hash(STATES) == hash(again)
    assert STATES != StateRegistry(())
    assert STATES != "states"


def test_state_without_a_name_is_refused():
    """A State needs a name, which messages and tables call it by."""
    with pytest.raises(RecordError, match="XX: names: at least one name is needed"):
        ot.State(code="XX", alpha3="XXX", kind="former", names=(), joined="2000", french_name="X")


def test_codes_are_unique():
    """Two States or two groups with one code can't be told apart."""
    with pytest.raises(RecordError, match="states: two States have the code FI"):
        StateRegistry([STATES["FI"], STATES["FI"]])
    with pytest.raises(RecordError, match="groups: two groups have the code EU"):
        StateRegistry([], [STATES.find_group("EU")] * 2)
