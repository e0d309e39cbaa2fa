"""Hypothesis strategies for every record: any value that the classes accept, hostile texts included."""

import datetime as dt
import string

import attrs
from hypothesis import strategies as st

from osce_tracker.model.chairs import ChairInOffice, Chairmanship
from osce_tracker.model.commitments import (
    Basis,
    Commitment,
    Kind,
    Lever,
    Maker,
    MakerType,
    Obstacle,
    StatusUpdate,
)
from osce_tracker.model.corrections import Correction
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.editions import Edition
from osce_tracker.model.events import (
    Event,
    EventFormat,
    EventKind,
    EventStatus,
    KnownMeeting,
    Person,
    Recess,
    Series,
)
from osce_tracker.model.periods import Period
from osce_tracker.model.readings import ReadField, Reading
from osce_tracker.model.sources import Confidence, PublisherType, Source
from osce_tracker.model.statements import About, Form, Forum, Stance, SupportStatement
from osce_tracker.model.states import Group, GroupKind, Membership, State, StateKind, StateName
from osce_tracker.model.statuses import Status
from osce_tracker.model.symbols import DocumentSymbol, grammar
from osce_tracker.text import trimmed
from osce_tracker.tracker.kinds import KINDS
from osce_tracker.tracker.reviews import places
from osce_tracker.tracker.tracker import Tracker

#: What breaks tables, files and terminals when it is not escaped.
NASTY = (
    "a|b\n<script>alert(1)</script>",
    "=1+1",
    "50 % of $x_1$ & \\alpha{}~^",
    "\x1b[31mred\x00",
    "\u202eright-to-left\u202c",
    "Қазақстан, საქართველო, Հայաստան",
    "quote \" and ' and `code`",
    "*bold* _under_ [link](javascript:x)",
    "A\u030a decomposed",
    "--double-- ''single'' ,,low",
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(NASTY)
filled = texts.map(lambda text: text if trimmed(text) else "x")
optional_texts = st.none() | texts
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,12}", fullmatch=True)
#: Days around 2025, where the meanings of periods meet.
days = st.dates(dt.date(2024, 6, 1), dt.date(2026, 6, 30))
optional_days = st.none() | days
chair_lists = st.lists(ids, max_size=2, unique=True).map(tuple)


@st.composite
def period_texts(draw: st.DrawFn) -> str:
    """Draw the text of a period in any of the accepted forms."""
    first = draw(days)
    form = draw(st.sampled_from(["day", "month", "quarter", "half", "year", "span"]))
    if form == "span":
        last = first + dt.timedelta(days=draw(st.integers(0, 200)))
        return f"{first}/{last}"
    return {
        "day": f"{first}",
        "month": f"{first:%Y-%m}",
        "quarter": f"{first.year}-Q{(first.month + 2) // 3}",
        "half": f"{first.year}-H{(first.month + 5) // 6}",
        "year": f"{first.year}",
    }[form]


periods = period_texts().map(Period)
optional_periods = st.none() | periods
codes = st.sampled_from(["FI", "KZ", "CH", "MT", "UA", "US", "VA", "SUHH"])
code_lists = st.lists(codes, unique=True, max_size=4).map(tuple)
optional_codes = st.none() | codes
dimension_lists = st.sets(st.sampled_from(Dimension), min_size=1).map(
    lambda chosen: tuple(word for word in Dimension if word in chosen)
)
themes = st.lists(st.sampled_from(["ukraine", "youth", "budget", "x|y"]), unique=True).map(tuple)
urls = st.sampled_from(["https://osce.org/1", "https://example.org/a?b=c|d", "http://x.fi/ä"])
suffixes = st.lists(st.sampled_from(["Corr.1", "Add.2", "Rev.3"]), max_size=2)


@st.composite
def symbols(draw: st.DrawFn) -> DocumentSymbol:
    """Draw a document symbol of the standard or the journal form."""
    body = draw(st.sampled_from([b for b in grammar()["bodies"] if b != "PC.SHDM"]))
    kind = draw(st.sampled_from(list(grammar()["types"])))
    number = draw(st.integers(1, 9999))
    tail = draw(suffixes)
    if kind == "JOUR":
        return DocumentSymbol("/".join([f"{body}.JOUR", str(number), *tail]))
    year = draw(st.none() | st.integers(0, 99))
    parts = [f"{body}.{kind}", str(number), *([] if year is None else [f"{year:02}"]), *tail]
    return DocumentSymbol("/".join(parts))


sources = st.builds(
    Source,
    url=urls,
    title=filled,
    publisher=filled,
    via=optional_texts,
    publisher_type=st.sampled_from(PublisherType),
    published=optional_periods,
    language=st.sampled_from(["en", "fi", "ru"]),
    primary=st.booleans(),
)
source_lists = st.lists(sources, max_size=2).map(tuple)
updates = st.builds(
    StatusUpdate,
    date=periods,
    status=st.sampled_from([word for word in Status if word is not Status.NOT_ASSESSED]),
    summary=filled,
    obstacle=st.none() | st.sampled_from(Obstacle),
    blocked_by=code_lists,
    sources=source_lists,
    entered=optional_days,
)
makers = st.builds(Maker, type=st.sampled_from(MakerType), name=filled, states=code_lists)
commitments = st.builds(
    Commitment,
    id=ids,
    title=filled,
    text=filled,
    made_by=makers,
    dimensions=dimension_lists,
    themes=themes,
    kind=st.sampled_from(Kind),
    lever=st.sampled_from(Lever),
    basis=st.sampled_from(Basis),
    made_on=periods,
    made_at=optional_texts,
    document=st.none() | symbols(),
    due=optional_periods,
    criterion=optional_texts,
    updates=st.lists(updates, max_size=4).map(tuple),
    events=st.just(()),
    continues=st.none() | ids,
    sources=source_lists,
    confidence=st.sampled_from(Confidence),
    note=optional_texts,
    entered=optional_days,
    chairs=chair_lists,
)
persons = st.builds(Person, name=filled, role=optional_texts, country=optional_codes)
clock = st.sampled_from([(None, None), (None, "Europe/Vienna"), ("09:30", "Europe/Helsinki")])
_events = st.builds(
    Event,
    id=ids,
    title=filled,
    body=filled,
    kind=st.sampled_from(EventKind),
    dimensions=dimension_lists,
    when=periods,
    day_unknown=st.booleans(),
    city=optional_texts,
    country=optional_codes,
    venue=optional_texts,
    format=st.none() | st.sampled_from(EventFormat),
    status=st.sampled_from(EventStatus),
    participants=st.lists(persons, max_size=2).map(tuple),
    summary=optional_texts,
    outcome=optional_texts,
    documents=st.lists(symbols(), max_size=2).map(tuple),
    sources=source_lists,
    confidence=st.sampled_from(Confidence),
    note=optional_texts,
    entered=optional_days,
    chairs=chair_lists,
)


def _timed(event: Event, time: tuple[str | None, str | None]) -> Event:
    return attrs.evolve(event, start_time=time[0], timezone=time[1])


events = st.builds(_timed, _events, clock)
recesses = st.builds(
    lambda since, length, reason: Recess(since=since, until=since + dt.timedelta(days=length), reason=reason),
    days,
    st.integers(0, 30),
    texts,
)
meetings = st.builds(
    KnownMeeting, number=st.integers(1, 2000), date=periods, event_id=st.none(), source_url=urls
)
series = st.builds(
    Series,
    id=ids,
    title=filled,
    body=filled,
    dimensions=dimension_lists,
    rrule=st.sampled_from(["FREQ=WEEKLY;BYDAY=TH", "FREQ=YEARLY;BYMONTH=12;BYDAY=1TH"]),
    dtstart=st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
    until=st.none() | st.dates(dt.date(2025, 1, 1), dt.date(2026, 6, 30)),
    city=optional_texts,
    country=optional_codes,
    venue=optional_texts,
    exceptions=st.lists(recesses, max_size=2).map(tuple),
    known_meetings=st.lists(meetings, max_size=3).map(tuple),
    sources=source_lists,
    confidence=st.sampled_from(Confidence),
    note=optional_texts,
    chairs=chair_lists,
)
speakers = st.one_of(st.tuples(codes, st.none()), st.tuples(st.none(), filled))
statements = st.builds(
    lambda who, **fields: SupportStatement(state=who[0], group=who[1], **fields),
    speakers,
    id=ids,
    states=code_lists,
    date=periods,
    speaker=st.none() | persons,
    counterpart=st.none() | persons,
    occasion=optional_texts,
    forum=st.sampled_from(Forum),
    form=st.sampled_from(Form),
    stance=st.sampled_from(Stance),
    about=st.sampled_from(About),
    dimensions=dimension_lists,
    themes=themes,
    summary=filled,
    commits_to=optional_texts,
    reported_by=filled,
    attributed_to=optional_texts,
    language=st.sampled_from(["en", "kk"]),
    sources=source_lists,
    confidence=st.sampled_from(Confidence),
    note=optional_texts,
    entered=optional_days,
    chairs=chair_lists,
)
editions = st.builds(
    Edition,
    name=texts,
    title=texts,
    version=texts,
    compiled=days,
    known_until=optional_days,
    chair=st.none() | ids,
    changed=st.booleans(),
)
optional_words = st.none() | filled
readings = st.builds(
    Reading,
    record=ids,
    field=st.sampled_from(ReadField),
    update=optional_periods,
    number=st.integers(1, 3),
    first=optional_words,
    second=optional_words,
    settled=optional_words,
    chairs=chair_lists,
)
corrections = st.builds(
    Correction,
    kind=st.sampled_from(list(KINDS)),
    record=ids,
    field=filled,
    update=optional_periods,
    number=st.integers(1, 3),
    old=optional_words,
    new=optional_words,
    day=days,
    why=filled,
)
#: Two dates in order, either of which may be missing.
spans = st.tuples(optional_periods, optional_periods).map(
    lambda pair: pair if None in pair else tuple(sorted(pair, key=lambda period: period.last))
)
state_names = st.builds(
    lambda span, **fields: StateName(since=span[0], until=span[1], **fields), spans, name=filled
)
states = st.builds(
    lambda span, **fields: State(joined=span[0], left=span[1], **fields),
    spans.filter(lambda span: span[0] is not None),
    code=codes,
    alpha3=st.text(string.ascii_uppercase, min_size=3, max_size=3),
    kind=st.sampled_from(StateKind),
    names=st.lists(state_names, min_size=1, max_size=3).map(tuple),
    capital=optional_texts,
    aliases=st.lists(texts, max_size=2).map(tuple),
    french_name=texts,
    french_order=st.none() | st.integers(1, 57),
    sources=source_lists,
)
memberships = st.builds(
    lambda span, **fields: Membership(since=span[0], until=span[1], **fields), spans, state=codes
)
groups = st.builds(
    Group,
    code=ids,
    name=filled,
    kind=st.sampled_from(GroupKind),
    speaks_for_members=st.booleans(),
    members=st.lists(memberships, max_size=4).map(tuple),
    sources=source_lists,
)
chairs_in_office = st.builds(
    lambda since, length, **fields: ChairInOffice(
        since=since, until=since + dt.timedelta(days=length), **fields
    ),
    days,
    st.integers(0, 400),
    name=texts,
)
chairmanships = st.builds(
    lambda since, length, **fields: Chairmanship(
        since=since, until=since + dt.timedelta(days=length), **fields
    ),
    days,
    st.integers(0, 400),
    id=ids,
    state=optional_codes,
    chairs_in_office=st.lists(chairs_in_office, max_size=2).map(tuple),
    sources=source_lists,
)

#: Every record with the name that tests show.
RECORDS = {
    "source": sources,
    "update": updates,
    "maker": makers,
    "commitment": commitments,
    "person": persons,
    "event": events,
    "recess": recesses,
    "meeting": meetings,
    "series": series,
    "statement": statements,
    "edition": editions,
    "reading": readings,
    "correction": corrections,
    "state-name": state_names,
    "state": states,
    "membership": memberships,
    "group": groups,
    "chair-in-office": chairs_in_office,
    "chairmanship": chairmanships,
}


def _by_id(record: object) -> str:
    return record.id  # type: ignore[attr-defined]  # every record of a tracker has one


def _reviewed(tracker: Tracker, second: str | None) -> Tracker:
    """Return a tracker with two readings and a correction of each last update."""
    closing = [(c.id, list(places(c.updates))[-1]) for c in tracker.commitments if c.updates]
    readings, corrections = [], []
    for record, (update, (date, number)) in closing:
        place = {"record": record, "update": date, "number": number}
        readings += [
            Reading(**place, field=field, first=word, second=second, settled=word)
            for field, word in (("status", str(update.status)), ("obstacle", None))
        ]
        known = {"kind": "commitments", "field": "status", "old": second, "new": str(update.status)}
        corrections.append(Correction(**place, **known, day="2026-11-29", why="Read again."))
    return attrs.evolve(tracker, readings=readings, corrections=corrections)


trackers = st.builds(
    _reviewed,
    st.builds(
        Tracker,
        commitments=st.lists(commitments, unique_by=_by_id, max_size=4),
        events=st.lists(events, unique_by=_by_id, max_size=3),
        series=st.lists(series, unique_by=_by_id, max_size=2),
        statements=st.lists(statements, unique_by=_by_id, max_size=4),
        edition=st.none() | editions,
    ),
    st.sampled_from(["fulfilled", "blocked", None]),
)

#: With half surrogates, which no file can hold as they are.
hostile_texts = st.text(st.characters(), max_size=12) | texts

# Plain records, for tests in which one field matters and the others do not.


def a_commitment(record_id: str = "XX30-HD-01", **fields: object) -> Commitment:
    """Return a commitment with nothing but what every commitment has, and these fields."""
    plain = {
        "title": "Hold a seminar",
        "text": "Hold a seminar in spring.",
        "made_by": Maker(type="chair", name="The Chair"),
        "dimensions": ["human"],
        "kind": "activity",
        "lever": "chair",
        "made_on": "2030-01-15",
    }
    return Commitment(id=record_id, **{**plain, **fields})


def an_event(record_id: str = "seminar-2030", **fields: object) -> Event:
    """Return an event with nothing but what every event has, and these fields."""
    plain = {
        "title": "Seminar",
        "body": "ODIHR",
        "kind": "conference",
        "dimensions": ["human"],
        "when": "2030-05-02",
        "status": "held",
    }
    return Event(id=record_id, **{**plain, **fields})


def a_series(record_id: str = "weekly", **fields: object) -> Series:
    """Return a series with nothing but what every series has, and these fields."""
    plain = {
        "title": "Weekly meeting",
        "body": "Permanent Council",
        "dimensions": ["human"],
        "rrule": "FREQ=WEEKLY;BYDAY=TH",
        "dtstart": "2030-01-03",
    }
    return Series(id=record_id, **{**plain, **fields})


def a_statement(record_id: str = "fi-2030-01", **fields: object) -> SupportStatement:
    """Return a statement with nothing but what every statement has, and these fields."""
    plain = {
        "state": None if "group" in fields else "FI",
        "date": "2030-01-15",
        "forum": "Permanent Council",
        "form": "statement",
        "stance": "supports",
        "about": "agenda",
        "dimensions": ["human"],
        "summary": "Backs the seminar.",
        "reported_by": "OSCE",
    }
    return SupportStatement(id=record_id, **{**plain, **fields})
