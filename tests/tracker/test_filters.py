"""Questions to collections: each filter against an answer worked out by hand, and how filters combine."""

import datetime as dt
from pickle import dumps, loads
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import PeriodError, UnknownStateError, UsageError, WordError
from osce_tracker.model.statuses import Status
from osce_tracker.tracker.events import Events
from osce_tracker.tracker.filters import words
from osce_tracker.tracker.statements import Statements
from tests.refusals import accepted
from tests.strategies import a_commitment, a_series, a_statement, an_event

Q3 = ot.Period("2025-Q3")
CLOSE = ot.Period("2025-12-31").last


def status_by_hand(commitment, day):
    """Return the status on a day by its definition: the latest of those that have happened."""
    happened = [update for update in commitment.updates if update.date.last <= day]
    if not happened:
        return "not-assessed"
    latest = max(update.date.last for update in happened)
    return [update.status for update in happened if update.date.last == latest][-1]


def dates(commitment):
    """Return every period of a commitment that may be asked for."""
    found = [commitment.made_on, commitment.due, *(update.date for update in commitment.updates)]
    return [period for period in found if period is not None]


#: Of each kind: filters, and whether a record belongs to the answer, in words of the data alone.
BY_HAND = [
    ("commitments", {}, lambda _: True),
    ("commitments", {"dimension": "human"}, lambda c: "human" in c.dimensions),
    ("commitments", {"dimension": "third dimension"}, lambda c: "human" in c.dimensions),
    (
        "commitments",
        {"dimension": ["PM", "economic-environmental"]},
        lambda c: bool({"politico-military", "economic-environmental"} & set(c.dimensions)),
    ),
    ("commitments", {"lever": "consensus"}, lambda c: c.lever == "consensus"),
    ("commitments", {"lever": ["Chair alone", "states"]}, lambda c: c.lever in ("chair", "states")),
    ("commitments", {"kind": "output"}, lambda c: c.kind == "output"),
    ("commitments", {"kind": ["stance", "decision"]}, lambda c: c.kind in ("stance", "decision")),
    ("commitments", {"basis": "stated"}, lambda c: c.basis == "stated"),
    ("commitments", {"basis": ["deed", "inferred"]}, lambda c: c.basis in ("deed", "inferred")),
    ("commitments", {"made_by": "chair"}, lambda c: c.made_by.type == "chair"),
    (
        "commitments",
        {"made_by": ["group", "One State"]},
        lambda c: c.made_by.type in ("group", "state"),
    ),
    (
        "commitments",
        {"made_by": "participating-states"},
        lambda c: c.made_by.type == "participating-states",
    ),
    ("commitments", {"made_by": "osce secretariat"}, lambda c: c.made_by.name == "OSCE Secretariat"),
    (
        "commitments",
        {"made_by": ["OSCE Secretariat", "institution"]},
        lambda c: c.made_by.type == "institution",
    ),
    ("commitments", {"made_by": "Finland"}, lambda c: "FI" in c.made_by.states),
    ("commitments", {"made_by": ["NO", "Great Britain"]}, lambda c: {"NO", "GB"} & {*c.made_by.states}),
    ("commitments", {"made_by": "Kyrgyzstan"}, lambda _: False),
    ("commitments", {"theme": "ukraine"}, lambda c: "ukraine" in c.themes),
    ("commitments", {"theme": ["BUDGET", "youth"]}, lambda c: bool({"budget", "youth"} & set(c.themes))),
    (
        "commitments",
        {"state": "Norway"},
        lambda c: "NO" in c.made_by.states or c.made_by.type == "participating-states",
    ),
    ("commitments", {"state": "KAZ"}, lambda c: c.made_by.type == "participating-states"),
    ("commitments", {"state": "Japan"}, lambda c: "JP" in c.made_by.states),
    ("commitments", {"state": "USSR"}, lambda _: False),
    (
        "commitments",
        {"state": ["JP", "Thailand"]},
        lambda c: bool({"JP", "TH"} & set(c.made_by.states)),
    ),
    (
        "commitments",
        {"state": ["JP", "FI"]},
        lambda c: bool({"JP", "FI"} & set(c.made_by.states)) or c.made_by.type == "participating-states",
    ),
    ("commitments", {"period": "2025-Q3"}, lambda c: any(Q3.contains(day) for day in dates(c))),
    ("commitments", {"period": Q3}, lambda c: any(Q3.contains(day) for day in dates(c))),
    (
        "commitments",
        {"period": CLOSE},
        lambda c: any(day.first == day.last == CLOSE for day in dates(c)),
    ),
    (
        "commitments",
        {"status": "fulfilled", "on": "2025-09-30"},
        lambda c: status_by_hand(c, ot.Period("2025-09-30").last) == "fulfilled",
    ),
    (
        "commitments",
        {"status": "not assessed", "on": "2025-03-31"},
        lambda c: status_by_hand(c, ot.Period("2025-03-31").last) == "not-assessed",
    ),
    (
        "commitments",
        {"status": ["blocked", "not-fulfilled"], "on": CLOSE},
        lambda c: status_by_hand(c, CLOSE) in ("blocked", "not-fulfilled"),
    ),
    (
        "commitments",
        {"status": "partly-fulfilled"},
        lambda c: status_by_hand(c, ot.Period("9999").last) == "partly-fulfilled",
    ),
    (
        "commitments",
        {"lever": "consensus", "status": "not-fulfilled", "on": "2025-12-31"},
        lambda c: c.lever == "consensus" and status_by_hand(c, CLOSE) == "not-fulfilled",
    ),
    ("events", {}, lambda _: True),
    ("events", {"dimension": "PMD"}, lambda e: "politico-military" in e.dimensions),
    ("events", {"body": "odihr"}, lambda e: e.body == "ODIHR"),
    (
        "events",
        {"body": ["Secretariat", "Ministerial Council"]},
        lambda e: e.body in ("Secretariat", "Ministerial Council"),
    ),
    ("events", {"kind": "visit"}, lambda e: e.kind == "visit"),
    ("events", {"kind": ["Hand-over", "launch"]}, lambda e: e.kind in ("handover", "launch")),
    ("events", {"status": "cancelled"}, lambda e: e.status == "cancelled"),
    ("events", {"status": ["announced", "postponed"]}, lambda e: e.status in ("announced", "postponed")),
    ("events", {"state": "Türkiye"}, lambda e: e.country == "TR"),
    ("events", {"state": ["Turkey", "MDA"]}, lambda e: e.country in ("TR", "MD")),
    (
        "events",
        {"period": "2025-07"},
        lambda e: (
            str(e.when.first) < "2025-08"
            and str(e.when.last) > "2025-06-30"
            and (e.to_the_day or e.when.kind == "month")
        ),
    ),
    ("statements", {}, lambda _: True),
    ("statements", {"dimension": "second"}, lambda s: "economic-environmental" in s.dimensions),
    ("statements", {"state": "Kazakhstan"}, lambda s: s.state == "KZ"),
    ("statements", {"state": "Switzerland"}, lambda s: s.state == "CH" or "CH" in s.states),
    (
        "statements",
        {"state": ["Iceland", "AND"]},
        lambda s: s.state in ("IS", "AD") or bool({"IS", "AD"} & set(s.states)),
    ),
    ("statements", {"group": "EU"}, lambda s: s.group == "European Union"),
    ("statements", {"group": "the european union"}, lambda s: s.group == "European Union"),
    ("statements", {"group": "EU Member States"}, lambda s: s.group == "European Union"),
    ("statements", {"group": "North Atlantic Treaty Organization"}, lambda s: s.group == "NATO"),
    ("statements", {"group": "nb8"}, lambda s: s.group == "Nordic-Baltic Eight"),
    ("statements", {"group": "Visegrad Four"}, lambda _: False),
    ("statements", {"group": "HELSINKI+50 fund donors"}, lambda s: s.group == "Helsinki+50 Fund donors"),
    (
        "statements",
        {"group": ["EU", "OSCE Troika"]},
        lambda s: s.group in ("European Union", "OSCE Troika"),
    ),
    ("statements", {"stance": "critical"}, lambda s: s.stance == "critical"),
    ("statements", {"stance": ["opposes", "neutral"]}, lambda s: s.stance in ("opposes", "neutral")),
    ("statements", {"form": "joined"}, lambda s: s.form == "joined"),
    ("statements", {"form": ["funded", "hosted"]}, lambda s: s.form in ("funded", "hosted")),
    ("statements", {"about": "chairmanship"}, lambda s: s.about == "chairmanship"),
    ("statements", {"about": "Chair"}, lambda s: s.about == "chairmanship"),
    ("statements", {"about": ["agenda", "chairmanship"]}, lambda _: True),
    ("statements", {"forum": "visit"}, lambda s: s.forum == "visit"),
    (
        "statements",
        {"forum": ["permanent council", "letter"]},
        lambda s: s.forum in ("Permanent Council", "letter"),
    ),
    ("statements", {"theme": "budget"}, lambda s: "budget" in s.themes),
    (
        "statements",
        {"theme": ["Partners", "children"]},
        lambda s: bool({"partners", "children"} & set(s.themes)),
    ),
    ("statements", {"period": "2025-H1"}, lambda s: ot.Period("2025-H1").contains(s.date)),
    (
        "statements",
        {"state": "Kazakhstan", "about": "chairmanship"},
        lambda s: s.state == "KZ" and s.about == "chairmanship",
    ),
]


def test_filter_gives_what_a_hand_would_pick(tracker):
    """A filter gives just the records that fit, in their order."""
    for kind, filters, belongs in BY_HAND:
        collection = getattr(tracker, kind)
        picked = tuple(record.id for record in collection if belongs(record))
        assert picked == collection.where(**filters).ids, (kind, filters, belongs)


def test_filter_gives_as_many_as_were_counted(tracker):
    """Some answers were counted in the files with other tools."""
    for kind, filters, count in [
        ("commitments", {"state": "Kazakhstan"}, 4),
        ("commitments", {"made_by": "chair"}, 62),
        ("events", {"status": "cancelled"}, 6),
        ("statements", {"group": "EU"}, 9),
        ("statements", {"state": "Kazakhstan"}, 4),
        ("statements", {"form": "objected"}, 1),
    ]:
        assert count == len(getattr(tracker, kind).where(**filters)), (kind, filters, count)


def test_answer_is_a_collection_that_may_be_asked_again(tracker):
    """An answer is a collection of the same kind, and the question leaves the asked one as it was."""
    before = tracker.commitments.ids
    found = tracker.commitments.where(lever="chair")
    assert type(tracker.commitments) is type(found)
    assert before == tracker.commitments.ids
    assert found.where(kind="output") == tracker.commitments.where(lever="chair", kind="output")


#: What each filter may be asked for; ``status`` also with a day.
CHOICES = {
    "commitments": {
        "dimension": ["human", "PM", "economic-environmental"],
        "status": [
            "fulfilled",
            "blocked",
            "not-assessed",
            "in-progress",
            "not-fulfilled",
            "partly-fulfilled",
        ],
        "lever": ["chair", "structures", "consensus", "states", "external"],
        "kind": ["stance", "activity", "output", "decision", "outcome"],
        "basis": ["stated", "inferred", "deed"],
        "made_by": ["chair", "group", "OSCE Secretariat", "participating-states", "Finland"],
        "theme": ["ukraine", "budget", "youth", "human-rights"],
        "state": ["FI", "Norway", "Kazakhstan", "Japan", "SUHH"],
        "period": ["2025-Q1", "2025-Q3", "2025", "2025-12"],
        "text": ["ukraine", "women", "fund", "zzz"],
    },
    "events": {
        "dimension": ["human", "PM", "economic-environmental"],
        "body": ["ODIHR", "Permanent Council", "Chairpersonship"],
        "kind": ["visit", "conference", "council meeting"],
        "status": ["held", "announced", "cancelled"],
        "theme": ["ukraine", "budget", "Cyber"],
        "state": ["AT", "Finland", "Moldova"],
        "period": ["2025-Q1", "2025-H2", "2025", "2025-07"],
        "text": ["helsinki", "vienna", "zzz"],
    },
    "series": {
        "dimension": ["human", "PM", "economic-environmental"],
        "body": ["Permanent Council", "Ministerial Council"],
        "text": ["weekly", "council", "zzz"],
    },
    "statements": {
        "dimension": ["human", "PM", "economic-environmental"],
        "state": ["FI", "Norway", "KZ", "CH"],
        "group": ["EU", "NATO", "OSCE Troika", "V4"],
        "stance": ["supports", "welcomes", "critical"],
        "form": ["statement", "joined", "hosted"],
        "about": ["chairmanship", "agenda"],
        "forum": ["visit", "Permanent Council", "Ministerial Council"],
        "theme": ["ukraine", "budget", "partners"],
        "period": ["2025-Q1", "2025-H2", "2025"],
        "text": ["ukraine", "helsinki", "zzz"],
    },
}
NOT_LISTS = {"period"}
EVERY_KIND = pytest.mark.parametrize("kind", CHOICES)


def choices(kind):
    """Return a strategy for filters of a kind, each with one value or several."""

    def value(name, known):
        one = st.sampled_from(known)
        return one if name in NOT_LISTS else one | st.lists(one, min_size=1, max_size=3)

    return st.fixed_dictionaries({}, optional={n: value(n, known) for n, known in CHOICES[kind].items()})


@EVERY_KIND
@given(data=st.data())
def test_filters_together_are_filters_one_after_another(kind, data, tracker):
    """Several filters give what is left after asking one after the other, in any order."""
    collection = getattr(tracker, kind)
    chosen = data.draw(choices(kind))
    day = data.draw(st.sampled_from([None, "2025-06-30", "2025-12-31"]))
    dated = {"on": day} if day is not None and "status" in chosen and kind == "commitments" else {}
    left = collection
    for name in data.draw(st.permutations(sorted(chosen))):
        left = left.where(**{name: chosen[name]}, **(dated if name == "status" else {}))
    assert left.ids == collection.where(**chosen, **dated).ids


@EVERY_KIND
@given(data=st.data())
def test_several_values_mean_any_of_them(kind, data, tracker):
    """Several values of one filter give the records of each, and no others."""
    collection = getattr(tracker, kind)
    name = data.draw(st.sampled_from([name for name in CHOICES[kind] if name not in NOT_LISTS]))
    values = data.draw(st.lists(st.sampled_from(CHOICES[kind][name]), min_size=1, max_size=4))
    single = {record_id for value in values for record_id in collection.where(**{name: value}).ids}
    assert single == set(collection.where(**{name: values}).ids)


@EVERY_KIND
def test_no_values_are_rejected(kind, tracker):
    """A list without values is neither no filter nor a filter that nothing fits."""
    collection = getattr(tracker, kind)
    for name in CHOICES[kind].keys() - NOT_LISTS:
        for empty in ([], ()):
            with pytest.raises(UsageError, match="has no value to filter by"):
                collection.where(**{name: empty})


UNKNOWN = [
    ("commitments", {"dimension": "humn"}, WordError, ["Unknown dimension 'humn'", "mean human?"]),
    ("commitments", {"dimension": ["human", "x"]}, WordError, ["Unknown dimension 'x'"]),
    ("commitments", {"status": "fulfiled"}, WordError, ["Unknown status", "Did you mean fulfilled"]),
    ("commitments", {"lever": "consens"}, WordError, ["Unknown lever", "Did you mean consensus?"]),
    ("commitments", {"kind": "activty"}, WordError, ["Unknown kind", "Did you mean activity?"]),
    ("commitments", {"basis": "statd"}, WordError, ["Unknown basis", "Did you mean stated?"]),
    ("commitments", {"made_by": "chiar"}, WordError, ["Unknown maker 'chiar'", "Did you mean chair"]),
    ("commitments", {"made_by": "OSCE Secretaria"}, WordError, ["Did you mean OSCE Secretariat"]),
    (
        "commitments",
        {"made_by": "Valtonen"},
        WordError,
        ["Use chair, ", "the name of a State", "For Elina Valtonen as Chairperson-in-Office use chair."],
    ),
    ("commitments", {"made_by": "elina valtonen"}, WordError, ["Chairperson-in-Office use chair."]),
    ("commitments", {"made_by": "Lavrov"}, WordError, ["For Sergey Lavrov use Russian Federation."]),
    ("commitments", {"state": "Valtonen"}, UnknownStateError, ["For Elina Valtonen use Finland."]),
    ("statements", {"state": "Cassis"}, UnknownStateError, ["For Ignazio Cassis use Switzerland."]),
    ("events", {"state": "Kallas"}, UnknownStateError, ["is not in the list of States"]),
    ("events", {"text": ""}, UsageError, ["Give at least one word", "leave text out"]),
    ("commitments", {"made_by": " "}, WordError, ["Unknown maker ' '. Use chair"]),
    ("commitments", {"theme": "ukrane"}, WordError, ["Unknown theme 'ukrane'", "Did you mean ukraine"]),
    ("commitments", {"theme": ["ukraine", "zzz"]}, WordError, ["Unknown theme 'zzz'"]),
    (
        "commitments",
        {"state": "Finlnd"},
        UnknownStateError,
        ["is not in the list of States. Did you mean Finland"],
    ),
    ("commitments", {"state": "Vienna"}, UnknownStateError, ["can mean Austria", "write AT"]),
    ("commitments", {"period": "2025-Q5"}, PeriodError, ["Can't read '2025-Q5' as a period", "2025-Q3"]),
    ("commitments", {"status": "blocked", "on": "2025"}, PeriodError, ["'2025'"]),
    (
        "commitments",
        {"on": "2025-12-31"},
        UsageError,
        ["status= and contested=", "Give one of them as well."],
    ),
    ("commitments", {"chair": "FI-2024"}, WordError, ["Unknown Chairpersonship 'FI-2024'", "mean FI-2025?"]),
    ("commitments", {"contested": "yes"}, UsageError, ["contested must be True or False, not 'yes'"]),
    ("events", {"dimension": "humn"}, WordError, ["Did you mean human?"]),
    ("events", {"theme": "cybr"}, WordError, ["Unknown theme 'cybr'", "Did you mean cyber"]),
    ("series", {"body": "Permanent Counsil"}, WordError, ["Unknown body", "Did you mean Permanent Council"]),
    ("series", {"dimension": "humn"}, WordError, ["Did you mean human?"]),
    ("events", {"body": "ODIRH"}, WordError, ["Unknown body 'ODIRH'", "Did you mean ODIHR"]),
    ("events", {"kind": "vist"}, WordError, ["Unknown event kind", "Did you mean visit?"]),
    ("events", {"status": "heldd"}, WordError, ["Unknown event status", "Did you mean held?"]),
    ("events", {"state": "Finlnd"}, UnknownStateError, ["Did you mean Finland"]),
    ("events", {"chair": "Finland"}, WordError, ["Unknown Chairpersonship", "Use one of: FI-2025."]),
    ("statements", {"chair": ["FI-2025", "XX-1"]}, WordError, ["Unknown Chairpersonship 'XX-1'"]),
    ("events", {"period": "now"}, PeriodError, ["Can't read 'now' as a period"]),
    ("statements", {"dimension": "humn"}, WordError, ["Did you mean human?"]),
    ("statements", {"state": "Norvay"}, UnknownStateError, ["Did you mean Norway"]),
    (
        "statements",
        {"group": "Europan Union"},
        UnknownStateError,
        ["is not a group", "mean European Union"],
    ),
    ("statements", {"group": ["EU", "zzz"]}, UnknownStateError, ["'zzz' is not a group"]),
    ("statements", {"stance": "suports"}, WordError, ["Did you mean supports?"]),
    ("statements", {"form": "statemnt"}, WordError, ["Did you mean statement?"]),
    ("statements", {"about": "agend"}, WordError, ["Did you mean agenda?"]),
    ("statements", {"forum": "Permanent Concil"}, WordError, ["Did you mean Permanent Council"]),
    ("statements", {"theme": "budgt"}, WordError, ["Unknown theme", "Did you mean budget"]),
    ("statements", {"period": "12:30"}, PeriodError, ["Can't read '12:30' as a period"]),
]


@EVERY_KIND
def test_unknown_values_fail_with_near_misses(kind, tracker):
    """A value that does not exist fails instead of giving nothing, and the message names what is near."""
    found = []
    for own, filters, error, said in UNKNOWN:
        message = None
        if own == kind:
            try:
                getattr(tracker, kind).where(**filters)
            except error as caught:
                message = str(caught)
            found += [] if message and all(part in message for part in said) else [(filters, message)]
    assert [] == found


def test_unknown_theme_carries_the_themes_of_the_data(tracker):
    """The error about an open word lists those that the data set uses, in their order."""
    with pytest.raises(WordError) as caught:
        tracker.commitments.where(theme="ukrane")
    used = {theme for commitment in tracker.commitments for theme in commitment.themes}
    assert tuple(sorted(used)) == caught.value.accepted


def test_unknown_maker_carries_types_and_names():
    """The error about a maker lists the types of makers and the makers of the data set."""
    promises = [a_commitment(n, made_by=ot.Maker(type="chair", name=n)) for n in ("Alphabet", "Zeta")]
    with pytest.raises(WordError) as caught:
        ot.Tracker(commitments=promises).commitments.where(made_by="Nobody")
    types = ("chair", "participating-states", "institution", "state", "group")
    assert ((*types, "Zeta", "Alphabet"), "Nobody") == (caught.value.accepted, caught.value.value)


def test_open_words_give_nothing_on_an_empty_tracker():
    """Where there are no records there are no open words to compare with, and nothing is found."""
    for kind, filters in [
        ("commitments", {"theme": "ukraine"}),
        ("commitments", {"theme": ["a", "b"]}),
        ("commitments", {"made_by": "chair"}),
        ("events", {"body": "ODIHR"}),
        ("events", {"theme": "ukraine"}),
        ("series", {"body": "ODIHR", "text": "x"}),
        ("statements", {"theme": "ukraine"}),
        ("statements", {"group": "EU"}),
        ("statements", {"state": "Finland", "text": "x"}),
    ]:
        empty = ot.Tracker(states=ot.states())
        assert 0 == len(getattr(empty, kind).where(**filters)), (kind, filters)


def test_open_words_are_those_of_the_whole_data_set(tracker):
    """An answer that happens to have no such theme, body, maker or group gives nothing; it is no error."""
    assert 0 == len(tracker.commitments[:0].where(theme="ukraine", made_by="OSCE Secretariat"))
    assert 0 == len(tracker.events.where(body="ODIHR").where(body="Secretariat", theme="ukraine"))
    assert 0 == len(tracker.statements.where(state="KZ").where(theme="children", group="OSCE Troika"))


def test_open_words_in_another_case_are_the_same():
    """Case does not matter for a theme, in the data neither: all spellings of it are found."""
    for filters, ids in [
        ({"theme": "Youth"}, ("A", "B")),
        ({"theme": "youth"}, ("A", "B")),
        ({"theme": "YOUTH"}, ("A", "B")),
        ({"theme": "media"}, ("C",)),
    ]:
        promises = [
            a_commitment("A", themes=["Youth"]),
            a_commitment("B", themes=["youth"]),
            a_commitment("C", themes=["media"]),
        ]
        assert ids == ot.Tracker(commitments=promises).commitments.where(**filters).ids, (filters, ids)


def test_bodies_in_another_case_are_the_same():
    """Case does not matter for a body, in the data neither."""
    for body in ["ODIHR", "Odihr", "odihr"]:
        held = [an_event("a", body="ODIHR"), an_event("b", body="Odihr"), an_event("c", body="FSC")]
        assert ("a", "b") == ot.Tracker(events=held).events.where(body=body).ids, body


def _made(record_id, kind, name):
    return a_commitment(record_id, made_by=ot.Maker(type=kind, name=name))


MAKERS = ot.Tracker(
    commitments=[
        _made("A", "participating-states", "Participating States"),
        _made("B", "participating-states", "The 57"),
        _made("C", "state", "Chair"),
        _made("D", "chair", "Finland"),
        _made("E", "group", "the-57"),
    ]
)


def test_makers_by_type_or_name():
    """A maker type means all makers of the type, even where one of them has its words for a name."""
    for made_by, ids in [
        ("participating-states", ("A", "B")),
        ("all participating States", ("A", "B")),
        ("the 57", ("B", "E")),
        ("THE-57", ("B", "E")),
        # A word that is both takes in both.
        ("chair", ("C", "D")),
        ("Finland", ("D",)),
        (["Finland", "group"], ("D", "E")),
    ]:
        assert ids == MAKERS.commitments.where(made_by=made_by).ids, (made_by, ids)


GROUPS = ot.Tracker(
    statements=[
        a_statement("a", group="EU"),
        a_statement("b", group="European Union"),
        a_statement("c", group="european communities"),
        a_statement("d", group="Friends of the Chair"),
        a_statement("e"),
    ],
    states=ot.states(),
)


def test_groups_by_any_of_their_names():
    """A group is found by code, name or alias, under whichever of them its statements are filed."""
    for group, ids in [
        ("EU27", ("a", "b", "c")),
        ("the EU", ("a", "b", "c")),
        ("EU", ("a", "b", "c")),
        ("European Union", ("a", "b", "c")),
        ("friends of the chair", ("d",)),
        (["NATO", "Friends of the Chair"], ("d",)),
        ("NATO", ()),
    ]:
        assert ids == GROUPS.statements.where(group=group).ids, (group, ids)


def test_ad_hoc_group_without_states():
    """A group that only the data set names is found where no States are known, and others are not."""
    alone = ot.Tracker(statements=[a_statement("d", group="Friends"), a_statement("e")])
    assert ("d",) == alone.statements.where(group="FRIENDS").ids
    with pytest.raises(UnknownStateError, match="'EU' is not a group of States"):
        alone.statements.where(group="EU")


def test_decisions_of_all_are_signed_by_each_of_the_57():
    """What all participating States decide is signed by each, by no Partner and no former State."""
    for state, found in [
        ("FI", True),
        ("Kazakhstan", True),
        ("Holy See", True),
        ("Japan", False),
        ("Egypt", False),
        ("SUHH", False),
        (["Japan", "Malta"], True),
        (["Japan", "SUHH"], False),
    ]:
        decision = _made("A", "participating-states", "All 57")
        tracker = ot.Tracker(commitments=[decision], states=ot.states())
        assert found == bool(len(tracker.commitments.where(state=state))), (state, found)


def test_only_participating_states_sign_without_being_listed(tracker):
    """A maker of another type is asked for by its list of States alone."""
    listed = a_commitment("A", made_by=ot.Maker(type="group", name="Two", states=["NO", "JP"]))
    unlisted = a_commitment("B", made_by=ot.Maker(type="group", name="Some"))
    some = ot.Tracker(commitments=[listed, unlisted], states=tracker.states)
    answers = [some.commitments.where(state=name).ids for name in ("Norway", "Japan", "Finland")]
    assert [("A",), ("A",), ()] == answers


def test_commitments_of_a_period():
    """A commitment belongs to a period when it was made, is due or was updated wholly inside."""
    for fields, period, inside in [
        ({"made_on": "2025-07-01"}, "2025-Q3", True),
        ({"made_on": "2025-09-30"}, "2025-Q3", True),
        ({"made_on": "2025-Q3"}, "2025-Q3", True),
        ({"made_on": "2025-06-30"}, "2025-Q3", False),
        ({"made_on": "2025-10-01"}, "2025-Q3", False),
        ({"made_on": "2025-06-30/2025-07-01"}, "2025-Q3", False),
        ({"made_on": "2025"}, "2025-Q3", False),
        ({"made_on": "2024", "due": "2025-08"}, "2025-Q3", True),
        ({"made_on": "2024", "due": "2025-H2"}, "2025-Q3", False),
        ({"made_on": "2024", "updates": ["2025-05-01", "2025-08-01"]}, "2025-Q3", True),
        ({"made_on": "2024", "updates": ["2025-05-01", "2025-10-01"]}, "2025-Q3", False),
    ]:
        updates = [
            ot.StatusUpdate(date=day, status="in-progress", summary="x") for day in fields.get("updates", ())
        ]
        promise = a_commitment(**{**fields, "updates": updates})
        assert inside == bool(len(ot.Tracker(commitments=[promise]).commitments.where(period=period))), (
            fields,
            period,
            inside,
        )


def test_events_and_statements_of_a_period():
    """A statement belongs to a period when it lies wholly inside, an event also when one of its days does."""
    for when, inside, touches in [
        ("2025-07", True, True),
        ("2025-07-01/2025-07-31", True, True),
        ("2025-07-31", True, True),
        ("2025-07-31/2025-08-01", False, True),
        ("2025-06-30/2025-07-01", False, True),
        ("2025-Q3", False, False),
        ("2025-08-01", False, False),
    ]:
        tracker = ot.Tracker(events=[an_event(when=when)], statements=[a_statement(date=when)])
        found = len(tracker.statements.where(period="2025-07")), len(tracker.events.where(period="2025-07"))
        assert (inside, touches) == tuple(map(bool, found)), when
    # Of a span in which an event took place on one day, nobody knows which.
    vague = ot.Tracker(events=[an_event(when="2025-07-31/2025-08-01", day_unknown=True)]).events
    assert (0, 1) == (len(vague.where(period="2025-07")), len(vague.partly_inside("2025-07")))


def _update(date, status):
    return ot.StatusUpdate(date=date, status=status, summary="x")


STORY = a_commitment(
    updates=[
        _update("2030-03-01", "blocked"),
        _update("2030-02", "in-progress"),
        _update("2030-03-01", "fulfilled"),
    ]
)


def test_status_with_and_without_a_day():
    """With a day its status counts, without one the latest: whatever has another status is left out."""
    for on, status in [
        ("2030-02-27", "not-assessed"),
        ("2030-02-28", "in-progress"),
        ("2030-03-01", "fulfilled"),
        (None, "fulfilled"),
    ]:
        collection = ot.Tracker(commitments=[STORY]).commitments
        found = {word: len(collection.where(status=word, on=on)) for word in Status}
        assert {word: int(word == status) for word in Status} == found, (on, status)


def test_open_words_are_compared_in_one_normal_form():
    """A decomposed letter in an open word or a name is the same letter, as in texts and names of States."""
    for kind, record, filters in [
        ("commitments", a_commitment(themes=["médias"]), {"theme": "médias"}),
        ("commitments", a_commitment(made_by=ot.Maker(type="state", name="Türkiye")), {"made_by": "Türkiye"}),
        ("events", an_event(body="Comité"), {"body": "Comité"}),
        ("statements", a_statement(group="Amis de la Présidence"), {"group": "Amis de la Présidence"}),
    ]:
        collection = getattr(ot.Tracker(**{kind: [record]}), kind)
        decomposed = {name: normalize("NFD", value) for name, value in filters.items()}
        assert [1, 1] == [len(collection.where(**filters)), len(collection.where(**decomposed))], (
            kind,
            record,
            filters,
        )


def test_events_have_the_themes_of_their_commitments():
    """An event is found by a theme of any commitment that it bears on; a view shows only what it knows."""
    promises = [
        a_commitment("A", themes=["Youth"], events=["one", "gone"]),
        a_commitment("B", themes=["media"], events=["one", "two"]),
        a_commitment("C", themes=["water"]),
    ]
    held = [an_event(name) for name in ("one", "two", "none")]
    tracker = ot.Tracker(commitments=promises, events=held)
    for theme, ids in [
        ("youth", ("one",)),
        ("media", ("one", "two")),
        ("water", ()),
        (["youth", "water"], ("one",)),
    ]:
        assert ids == tracker.events.where(theme=theme).ids, theme
    assert {"one": {"Youth", "media"}, "two": {"media"}, "none": set()} == tracker.events.themes
    with pytest.raises(WordError, match=r"Unknown theme 'medai'.* Did you mean media\?"):
        tracker.events.where(theme="medai")
    # Other events of the same tracker, and the same after pickling.
    more = tracker.with_records(an_event("gone"))
    assert (
        ("gone", "one")
        == more.events.where(theme="youth").ids
        == loads(dumps(more)).events.where(theme="youth").ids  # noqa: S301 (our own)
    )
    assert 0 == len(tracker.as_of("1999-01-01").events.where(theme="youth"))


def test_events_of_no_tracker_have_no_themes():
    """Without commitments nobody knows the themes of events, so the question is refused."""
    pickled = dumps(ot.Tracker(events=[an_event()]).events)
    for events in (Events([an_event()]), loads(pickled)):  # noqa: S301 (our own)
        with pytest.raises(UsageError, match=r"belong to no tracker. Ask tracker.events"):
            events.where(theme="youth")


def test_values_may_come_one_by_one(tracker):
    """An iterator of values, which can be read only once, does what a list of them does."""
    for collection, filters in (
        (tracker.commitments, {"theme": "media-freedom", "made_by": "chair", "chair": "FI-2025"}),
        (tracker.commitments, {"state": "FI", "status": "fulfilled", "text": "Ukraine"}),
        (tracker.events, {"body": "Permanent Council", "theme": "media-freedom", "state": "AT"}),
        (tracker.series, {"body": "Permanent Council"}),
        (tracker.statements, {"theme": "media-freedom", "group": "European Union", "stance": "supports"}),
    ):
        for name, value in filters.items():
            expected = collection.where(**{name: value}).ids
            assert expected == collection.where(**{name: (v for v in [value])}).ids, name
    of_members = tracker.statements.where(group="NATO", members=True)
    assert of_members == tracker.statements.where(group=iter(["NATO"]), members=True)


def test_view_suggests_only_what_it_shows():
    """The error for an unknown word lists those of the view; words of later records are still accepted."""
    maker = ot.Maker(type="group", name="Friends of water")
    early = a_commitment("A", themes=["youth"], made_on="2030-01", chairs=["XX-2030"])
    late = a_commitment("B", themes=["water"], made_on="2030-06", chairs=["XX-2031"], made_by=maker)
    events = [an_event("early", when="2030-01-02"), an_event("late", when="2030-06", body="FSC")]
    view = ot.Tracker(commitments=[early, late], events=events).as_of("2030-02-01")
    for collection, name, unknown, known, later in (
        (view.commitments, "theme", "yuoth", "youth", "water"),
        (view.commitments[:0], "theme", "yuoth", "youth", "water"),
        (view.commitments, "chair", "YY-2030", "XX-2030", "XX-2031"),
        (view.commitments, "made_by", "chairs", "chair", "Friends of water"),
        (view.events, "theme", "yuoth", "youth", "water"),
        (view.events, "body", "ODHIR", "ODIHR", "FSC"),
    ):
        with pytest.raises(WordError) as caught:
            collection.where(**{name: unknown})
        assert (True, False) == (known in caught.value.accepted, later in caught.value.accepted), name
        assert 0 == len(collection.where(**{name: later}))


def test_series_are_filtered():
    """Series are found by dimension, body, text and Chair."""
    series = [
        a_series("b", body="X", dimensions=["human"], title="Weekly meeting"),
        a_series("a", body="Y", title="Z"),
    ]
    tracker = ot.Tracker(series=series)
    for filters, ids in [
        ({}, ("a", "b")),
        ({"body": "x"}, ("b",)),
        ({"body": ["x", "Y"]}, ("a", "b")),
        ({"text": "meetings"}, ("b",)),
        ({"dimension": "human", "text": "weekly", "body": "X"}, ("b",)),
    ]:
        assert ids == tracker.series.where(**filters).ids, filters


def test_nothing_asked_is_no_condition():
    """No value is no condition."""
    assert words(Status, None) is None
    assert {Status.BLOCKED} == words(Status, "Blocked")


UPCOMING = [
    an_event("a", when="2030-05-01"),
    an_event("b", when="2030-05-02"),
    an_event("c", when="2030-05-31/2030-06-02"),
    an_event("d", when="2030-06"),
    an_event("e", when="2030-05-20", status="cancelled"),
    an_event("f", when="2030-05-20", status="postponed"),
    an_event("g", when="2030-05"),
]


def test_upcoming_events():
    """What begins on the day or later is to come, unless it was called off."""
    for within, expected in [
        (None, ("b", "c", "d")),
        (0, ("b",)),
        (28, ("b",)),
        (29, ("b", "c")),
        # Of a month nobody knows the day: it is near only if its last day is.
        (30, ("b", "c")),
        (58, ("b", "c")),
        (59, ("b", "c", "d")),
        (10**9, ("b", "c", "d")),
    ]:
        assert expected == Events(UPCOMING).upcoming("2030-05-02", within).ids, (within, expected)


def test_upcoming_events_come_in_the_order_in_which_they_begin():
    """Some time in February is not before its first dated meeting, nor is 2030."""
    days = ("2030", "2030-02", "2030-02-10", "2030-02-28", "2030-01-30/2030-03-02", "2030-03-01", "2030-Q1")
    found = Events(an_event(f"E-{n}", when=day) for n, day in enumerate(days)).upcoming("2030-01-01")
    order = ["2030-01-30/2030-03-02", "2030-02-10", "2030-02-28", "2030-02", "2030-03-01", "2030-Q1", "2030"]
    assert order == [str(event.when) for event in found]


def test_time_ahead_is_a_number_of_days():
    """What is no time ahead is refused."""
    wrong = [-1, dt.timedelta(days=1), True, "1 month", 1.5]
    assert [] == accepted(UsageError, lambda within: Events(UPCOMING).upcoming("2030-05-02", within), wrong)


def test_events_during_a_period():
    """During a period is what shares a day with it, and of what has no day what lies wholly inside."""
    assert ("a", "g", "b", "e", "f", "c") == Events(UPCOMING).where(period="2030-05").ids
    assert ("c",) == Events(UPCOMING).where(period="2030-06-01").ids


def test_statements_of_the_members_of_a_group():
    """The group's own statements, and those of States while they were members, or that they joined."""
    states = ot.states()
    statements = Statements(
        [
            a_statement("by-the-group", group="European Union", date="2025-01-01"),
            a_statement("by-a-member", state="HU", date="2025-01-02"),
            a_statement("joined", state="NO", states=["EE"], date="2025-01-03"),
            a_statement("by-another", state="NO", date="2025-01-04"),
            a_statement("while-a-member", state="GB", date="2019-01-01"),
            a_statement("no-longer", state="GB", date="2021-01-01"),
            a_statement("not-throughout", state="GB", date="2020", summary="x"),
            a_statement("by-another-group", group="NATO", date="2025-01-05"),
        ],
        states,
    )
    assert ("by-the-group",) == statements.where(group="EU").ids
    found = ("while-a-member", "by-the-group", "by-a-member", "joined")
    assert found == statements.where(group="EU", members=True).ids
    assert {*found, "by-another", "by-another-group", "no-longer", "not-throughout"} == set(
        statements.where(group=["EU", "NATO"], members=True).ids
    )
    for wrong in ({"members": True}, {"group": "EU", "members": 1}):
        with pytest.raises(UsageError, match="members"):
            statements.where(**wrong)


def test_a_group_of_the_moment_has_no_known_members():
    """A group known only by the name in a statement can't be asked for its members."""
    statements = Statements([a_statement("a", group="Friends of X")], ot.states())
    assert ("a",) == statements.where(group="Friends of X").ids
    with pytest.raises(UnknownStateError, match="'Friends of X' is not a group"):
        statements.where(group="Friends of X", members=True)


@pytest.mark.parametrize("kind", ["commitments", "events", "statements"])
@given(data=st.data())
def test_records_partly_inside_a_period(kind, data, tracker):
    """What overlaps a period is either inside it, or partly inside: no record is lost between the two."""
    collection = getattr(tracker, kind)
    period = ot.Period(data.draw(st.sampled_from(["2025", "2025-Q3", "2025-12", "2025-12-04", "2031"])))
    dates_of = {
        "commitments": dates,
        "events": lambda event: [event.when],
        "statements": lambda statement: [statement.date],
    }[kind]
    inside, partly = (
        {*part.ids} for part in (collection.where(period=period), collection.partly_inside(period))
    )
    assert {r.id for r in collection if any(map(period.overlaps, dates_of(r)))} == inside | partly
    assert not inside & partly
