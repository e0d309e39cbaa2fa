"""Records out of JSON and into JSON: nothing is lost, and the fast way and the patient way agree."""

import copy
import gc
import json
import re

import attrs
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.dataset import decode as records
from osce_tracker.dataset.decode import KINDS, decode, decode_checked, encode, encode_plain, to_plain
from osce_tracker.dataset.faults import Reader
from tests.strategies import (
    RECORDS,
    a_commitment,
    a_series,
    a_statement,
    an_event,
    commitments,
    events,
    series,
    statements,
)

SOURCE = ot.Source(url="https://osce.org/1", title="Page", publisher="OSCE", publisher_type="osce")
UPDATE = ot.StatusUpdate(
    date="2030-02", status="blocked", summary="Stuck.", blocked_by=["FI"], sources=[SOURCE]
)
#: A record with others inside it, and its plain form.
PROMISE = a_commitment(updates=[UPDATE], sources=[SOURCE], document="MC.DEC/1/25", due="2030-Q2")
PLAIN = to_plain(PROMISE)
EVERY_RECORD = pytest.mark.parametrize("name", RECORDS)
#: What may stand where something else is expected.
STRANGE = [
    *(None, True, False, 0, 1, -1, 10**30, 1.0, 2.5, 1e300, "", " ", "x", "human", "FI", "2025", [], {}),
    *([None], ["human"], ["human", "human"], ["human", "politico-military"], [[]], [{}], {"id": "x"}),
    *("2025-01-01/2025-01-01", "2025-02-30", "2025-W10", "now", "12:30", "24:00", "Europe/Wien", "true"),
    *("third dimension", "Partly Fulfilled", "not-assessed", "MC.DEC/01/25", "mc.dec/1/25", "FREQ=", "a b"),
    *("A\u030a", "e\u0301\n", "\u212b", ":x", '" :', "http://x.fi/ä", "en\n", "fi\u0301"),
]


def read_patiently(data, cls):
    """Return the records that the patient way makes of a text, and the problems it finds."""
    problems = []
    reader = Reader("x.json", problems)
    document = reader.document(data)
    found = document if isinstance(document, list) else []
    return [reader.record(value, cls, f"$[{n}]") for n, value in enumerate(found)], problems


def places(value):
    """Return every place of a document: the container and the key or position."""
    found = []
    if isinstance(value, dict):
        found = [(value, key) for key in value]
    elif isinstance(value, list):
        found = [(value, n) for n in range(len(value))]
    return [*found, *(place for container, key in found for place in places(container[key]))]


def texts_in(value):
    """Return every text of a document."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in inner for text in texts_in(item)]


@st.composite
def mutated(draw, plain):
    """Draw a document that differs from a right one in one place or two."""
    document = [copy.deepcopy(plain)]
    for _ in range(draw(st.integers(1, 2))):
        found = places(document)
        if not found:
            break
        container, key = draw(st.sampled_from(found))
        act = draw(st.sampled_from(["drop", "add", "strange", "misspell", "null", "repeat"]))
        if act == "drop":
            del container[key]
        elif act == "add" and isinstance(container, dict):
            container[draw(st.sampled_from(["x", "id", f"{key}s", str(key).upper()]))] = draw(
                st.sampled_from(STRANGE)
            )
        elif act == "misspell" and isinstance(container[key], str):
            container[key] = draw(
                st.sampled_from([container[key] + "x", container[key][:-1], container[key].upper()])
            )
        elif act == "repeat" and isinstance(container[key], list):
            container[key] = container[key] * 2
        elif act == "null":
            container[key] = None
        else:
            container[key] = copy.deepcopy(draw(st.sampled_from(STRANGE)))
    return document


@EVERY_RECORD
@settings(max_examples=25)
@given(data=st.data())
def test_every_record_comes_back_out_of_json(name, data):
    """Whatever a record holds, its JSON gives the equal record, in the fast way and in the patient way."""
    record = data.draw(RECORDS[name])
    cls = type(record)
    text = encode([record])
    assert [record] == decode(text, cls)
    assert ([record], []) == read_patiently(text, cls)
    assert decode_checked(text, cls) in ([record], None)
    assert text == encode(decode(text, cls))


@EVERY_RECORD
@settings(max_examples=25)
@given(data=st.data())
def test_json_holds_every_field_in_order_and_nothing_else(name, data):
    """The plain form of a record has every field, in the order of the class, and values of JSON only."""
    record = data.draw(RECORDS[name])
    plain = to_plain(record)
    assert [field.name for field in attrs.fields(type(record))] == list(plain)
    values = [container[key] for container, key in places(plain)]
    assert {type(value) for value in values} <= {str, int, bool, list, dict, type(None)}
    assert plain == json.loads(encode([record]))[0]


@EVERY_RECORD
@settings(max_examples=40)
@given(data=st.data(), ascii_only=st.booleans())
def test_the_two_ways_of_reading_agree(name, data, ascii_only):
    """The fast way gives records only where the patient one finds no problem, and then the same.

    A document in its canonical form that the patient way accepts must not be left to it.
    """
    record = data.draw(RECORDS[name])
    cls = type(record)
    document = data.draw(st.just([to_plain(record)]) | mutated(to_plain(record)))
    text = json.dumps(document, ensure_ascii=ascii_only).encode()
    fast, (slow, problems) = decode_checked(text, cls), read_patiently(text, cls)
    if fast is not None:
        assert ([], slow) == (problems, fast)
        assert [repr(item) for item in slow] == [repr(item) for item in fast]
    # A text that begins like the end of a key is counted as one: it is left to the patient way.
    looks_like_key = any(re.search(r'(?:^|") *:', item) for item in texts_in(document))
    if not problems and to_plain(tuple(slow)) == document and not looks_like_key:
        assert slow == fast
    assert bool(problems) == (None in slow)


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
def test_every_strange_value_is_judged_alike(strange):
    """In each place of each kind of record a strange value is judged alike by both ways."""
    meeting = ot.KnownMeeting(number=1, date="2030-01-03", event_id="e", source_url="https://osce.org/1")
    person = ot.Person(name="A", role="x", country="FI")
    pause = ot.Recess(since="2030-07-01", until="2030-08-01", reason="summer")
    for whole in (
        PROMISE,
        an_event(
            participants=[person], documents=["MC.DEC/1/25"], start_time="09:30", timezone="Europe/Vienna"
        ),
        a_series(known_meetings=[meeting], exceptions=[pause], until="2031-01-01", city="Vienna"),
        a_statement(speaker=person, states=["SE"], themes=["x"]),
    ):
        plain = [to_plain(whole)]
        for n in range(len(places(plain))):
            document = copy.deepcopy(plain)
            container, key = places(document)[n]
            container[key] = strange
            text = json.dumps(document, ensure_ascii=False).encode()
            fast, (slow, problems) = decode_checked(text, type(whole)), read_patiently(text, type(whole))
            assert fast is None or (fast == slow and not problems), (key, problems)
            same = not problems and to_plain(tuple(slow)) == document
            assert not same or fast == slow or strange in (":x", '" :'), key


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20)
@given(data=st.data())
def test_many_records_are_read_as_an_array_or_line_by_line(kind, data):
    """An array of records and a line for each give the same records, in their order."""
    strategy = {"commitments": commitments, "events": events, "series": series, "statements": statements}
    some = data.draw(st.lists(strategy[kind], max_size=3))
    cls = records.record_type(kind)
    line_by_line = b"".join(msgspec.json.encode(to_plain(record)) + b"\n" for record in some)
    assert some == decode(encode(some), cls) == decode(line_by_line, cls, lines=True)
    assert decode_checked(line_by_line, cls, lines=True) in (some, None)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("commitments", "Commitment"),
        ("events", "Event"),
        ("series", "Series"),
        ("statements", "SupportStatement"),
    ],
)
def test_each_kind_has_its_class(kind, name):
    """A kind of records names its class."""
    assert (name, True) == (records.record_type(kind).__name__, kind in KINDS)


def test_canonical_json():
    """Canonical JSON has an indent of 2, no escapes but needed ones, and a line end at its end."""
    person = ot.Person(name='Ä "quoted"\n', country="FI")
    expected = '[\n  {\n    "name": "Ä \\"quoted\\"\\n",\n    "role": null,\n    "country": "FI"\n  }\n]\n'
    assert expected.encode() == encode([person])
    assert b"[]\n" == encode([])
    assert b'{\n  "b": 1,\n  "a": [\n    true\n  ]\n}\n' == encode_plain({"b": 1, "a": [True]})


def test_plain_form():
    """Words, periods, days and symbols become plain texts, tuples lists, and records dicts."""
    plain = to_plain(PROMISE)
    assert ["activity", "2030-01-15", "2030-Q2", "MC.DEC/1/25", ["human"], []] == [
        plain[key] for key in ("kind", "made_on", "due", "document", "dimensions", "themes")
    ]
    assert {str} == {type(plain["kind"]), type(plain["dimensions"][0]), type(plain["made_on"])}
    assert {"type": "chair", "name": "The Chair", "states": []} == plain["made_by"]
    assert "https://osce.org/1" == plain["updates"][0]["sources"][0]["url"]
    assert ["2030-07-01", "2030-08-01"] == [
        to_plain(ot.Recess(since="2030-07-01", until="2030-08-01", reason="x"))[key]
        for key in ("since", "until")
    ]


def _text(*changes, of=PLAIN):
    """Return a text with one record, in which parts of the JSON have been replaced."""
    text = json.dumps([of], ensure_ascii=False)
    for old, new in changes:
        assert 0 < text.count(old), old
        text = text.replace(old, new, 1)
    return text.encode()


def test_sound_text_is_read_fast():
    """A text in which all is as it must be gives its records, whatever blanks and escapes it has."""
    for text in (
        _text(),
        encode([PROMISE]),
        json.dumps([PLAIN]).encode(),
        _text(('"title":', '"title" :'), ('"due":', '"due"\t\r\n :')),
        _text(('"title":', '"t\\u0069tle":')),
        _text((": ", " : ")),
    ):
        assert [PROMISE] == decode_checked(text, ot.Commitment)


@pytest.mark.parametrize(
    "title",
    [":x", ' " : x', '":', "http://x", "a: b", "\\u00e5", "\\", "Ångström", 'a\\": b', "\n\t:"],
)
def test_no_text_is_lost_that_looks_like_json(title):
    """A text that looks like a key, an escape or a line end is read as it is, in one way or the other."""
    promise = a_commitment(title=title)
    text = encode([promise])
    assert decode_checked(text, ot.Commitment) in ([promise], None)
    assert ([promise], []) == read_patiently(text, ot.Commitment)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(_text(('"title":', '"titel":')), id="misspelt key"),
        pytest.param(_text(('"title":', '"extra": 1, "title":')), id="unknown key"),
        pytest.param(_text(('"type":', '"extra": null, "type":')), id="unknown key inside"),
        pytest.param(_text(('"url":', '"extra": null, "url":')), id="unknown key deep inside"),
        pytest.param(_text(('"note": null', '"note": null, "note": null')), id="key twice"),
        pytest.param(_text(('"note": null', '"note": null, "note" : null')), id="key twice, blank"),
        pytest.param(_text(('"note": null', '"note": null, "note"\t: null')), id="key twice, tab"),
        pytest.param(_text(('"note": null', '"note": null, "note"\n: null')), id="key twice, line end"),
        pytest.param(_text(('"note": null', '"note": null, "note"\r: null')), id="key twice, return"),
        pytest.param(_text(('"note": null', '"note": null, "note"\n\n  : null')), id="key twice, blanks"),
        pytest.param(_text(('"note": null', '"note": null, "n\\u006fte": null')), id="key twice, escaped"),
        pytest.param(_text(('"type":', '"name": "A", "type":')), id="key twice inside"),
        pytest.param(_text(('"made_by":', '"made_by": {}, "made_by":')), id="object twice"),
        pytest.param(_text(('"updates":', '"updates": [], "updates":')), id="list twice"),
        pytest.param(_text(('"note": null', '"note": 1')), id="number for text"),
        pytest.param(_text(('"made_on": "2030-01-15"', '"made_on": 2030')), id="number for period"),
        pytest.param(_text(('"MC.DEC/1/25"', "1")), id="number for symbol"),
        pytest.param(_text(('"made_on": "2030-01-15"', '"made_on": "2030-13"')), id="no period"),
        pytest.param(_text(('"MC.DEC/1/25"', '"MC.DEC/1/2025"')), id="no symbol"),
        pytest.param(_text(('"kind": "activity"', '"kind": "activty"')), id="no word"),
        pytest.param(_text(('["human"]', "[]")), id="no dimension"),
        pytest.param(_text(('["human"]', '["human", "human"]')), id="dimension twice"),
        pytest.param(_text(('"Hold a seminar"', '" "')), id="blank title"),
        pytest.param(_text(('"The Chair"', '""')), id="blank name inside"),
        pytest.param(_text(('"status": "blocked"', '"status": "not-assessed"')), id="status never stored"),
        pytest.param(_text(('"https://osce.org/1"', '"osce.org/1"')), id="no address"),
        pytest.param(_text(('["FI"]', '["FI", "FI"]')), id="code twice"),
        pytest.param(_text(('"Hold a seminar"', '"A\u030a"')), id="decomposed"),
        pytest.param(_text(('"Hold a seminar"', '"A\\u030a"')), id="decomposed by escape"),
        pytest.param(_text(('"Hold a seminar"', '"\\u212b"')), id="singleton by escape"),
        pytest.param(_text(('"Hold a seminar"', '"\\ud800"')), id="half a surrogate"),
        pytest.param(_text((', "note": null', "")), id="key with default left out"),
        pytest.param(_text()[:-1], id="cut off"),
        pytest.param(_text() + b"]", id="too long"),
        pytest.param(_text()[1:-1], id="no array"),
        pytest.param(b"", id="empty"),
        pytest.param(b"null", id="null"),
        pytest.param(b"[null]", id="null inside"),
        pytest.param(b"[NaN]", id="no number"),
        pytest.param(_text().replace(b"Hold", b"H\xe5ld"), id="Latin-1"),
        pytest.param(_text().decode().encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xef\xbb\xbf" + _text(), id="byte order mark"),
        pytest.param(b"[" * 100_000, id="nested"),
        pytest.param(_text(('"note": null', f'"note": {"[" * 100_000}')), id="nested inside"),
        pytest.param(_text(('"note": null', f'"x": {"[" * 5_000}{"]" * 5_000}')), id="nested, unknown"),
    ],
)
def test_what_has_a_fault_is_left_to_the_patient_way(text):
    """Whatever is not as it must be gives no records: nothing is passed over in silence."""
    assert None is decode_checked(text, ot.Commitment)


def test_lines_may_be_blank_and_end_as_on_windows():
    """Between the lines with records there may be empty ones."""
    one, two = (msgspec.json.encode(to_plain(a_commitment(name))) for name in ("A", "B"))
    for text in (
        one + b"\n" + two,
        one + b"\n\n \n" + two + b"\n\n",
        one + b"\r\n" + two + b"\r\n",
    ):
        found = decode_checked(text, ot.Commitment, lines=True)
        assert ["A", "B"] == [record.id for record in found]
    assert [] == decode_checked(b"\n \n", ot.Commitment, lines=True)


@pytest.mark.parametrize("text", [b"[]", b"1", b"{", b'{"id": "A"}', b'{"id": "A"}\n\n{', b"\x0b"])
def test_lines_with_a_fault_are_left_to_the_patient_way(text):
    """A line that is no record gives no records at all."""
    assert None is decode_checked(text, ot.Commitment, lines=True)


def test_trusted_data_are_not_checked_again():
    """``decode`` trusts: it takes no notice of unknown keys, and runs no checks."""
    text = _text(('"title": "Hold a seminar"', '"titel": 1, "title": " "'))
    assert " " == decode(text, ot.Commitment)[0].title


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_text(('"made_on": "2030-01-15"', '"made_on": 2030')), "Expected `str`, got `int`"),
        (_text(('"MC.DEC/1/25"', "[]")), "Expected `str`, got `list`"),
        (_text(('"made_on": "2030-01-15"', '"made_on": "2030-13"')), "2030-13"),
        (b"[", "truncated"),
    ],
)
def test_trusted_data_with_a_fault_fail_inside_the_package(text, said):
    """``decode`` stops at the first fault, with the error of msgspec: callers are inside the package."""
    with pytest.raises(msgspec.MsgspecError, match=re.escape(said)):
        decode(text, ot.Commitment)


def test_periods_are_shared():
    """Equal dates of a file are one object: a large set has a few hundred of them."""
    first, second = decode(encode([a_commitment("A"), a_commitment("B")]), ot.Commitment)
    assert first.made_on is second.made_on


@pytest.fixture(name="collector")
def _collector():
    """Restore the garbage collector after a test that switches it."""
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


@pytest.mark.usefixtures("collector")
@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize("text", [encode([PROMISE]), b"[", b"[" * 100_000, _text(('["human"]', "[]"))])
def test_collector_is_left_as_it_was(on, text):
    """Reading pauses the garbage collector, and leaves it on or off as it was, whatever happens."""
    (gc.enable if on else gc.disable)()
    decode_checked(text, ot.Commitment)
    assert on == gc.isenabled()
    with records.paused_collector(), records.paused_collector():
        pass
    assert on == gc.isenabled()


def _fail():
    assert not gc.isenabled()
    raise ZeroDivisionError


@pytest.mark.usefixtures("collector")
@pytest.mark.parametrize("on", [True, False])
def test_collector_is_left_as_it_was_after_an_error(on):
    """An error inside the pause does not leave the garbage collector off."""
    (gc.enable if on else gc.disable)()
    with pytest.raises(ZeroDivisionError), records.paused_collector():
        _fail()
    assert on == gc.isenabled()


@pytest.mark.usefixtures("collector")
def test_collector_is_paused_while_reading(monkeypatch):
    """While records are made the garbage collector does not run."""
    seen = []
    gc.enable()
    checks = records._check
    monkeypatch.setattr(records, "_check", lambda *args: seen.append(gc.isenabled()) or checks(*args))
    assert [PROMISE] == decode_checked(encode([PROMISE]), ot.Commitment)
    assert {False} == set(seen)
