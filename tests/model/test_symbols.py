"""Symbols of OSCE documents: the grammar of the reference file, and spellings of people."""

import copy
import pickle

import pytest
from hypothesis import given

from osce_tracker.errors import SymbolError
from osce_tracker.model.bundled_json import read_bundled
from osce_tracker.model.symbols import DocumentSymbol
from tests import strategies
from tests.cases import each

GRAMMAR = read_bundled("reference", "symbols.json")
VALID = GRAMMAR["examples"]["valid"]


@each("example", VALID)
def test_valid_example(example):
    """Every sourced example parses into the parts that the reference file gives, and prints again."""
    symbol = DocumentSymbol(example["symbol"])
    parsed = example["parsed"]
    year = None
    if "year" in parsed:
        year = int(parsed["year"]) + (1900 if int(parsed["year"]) >= 73 else 2000)
    expected = {
        "pattern": example["pattern"],
        "body": parsed["body"],
        "type": parsed["type"],
        "meeting": int(parsed["meeting"]) if "meeting" in parsed else None,
        "number": int(parsed["number"]) if "number" in parsed else None,
        "year": year,
        "suffixes": tuple(parsed.get("suffixes", "").split("/")[1:]),
        "restricted": "distribution" in parsed,
    }
    assert expected == {name: getattr(symbol, name) for name in expected}
    assert example["symbol"] == str(symbol)
    assert symbol.body_name
    assert symbol.type_name


@each("example", GRAMMAR["examples"]["invalid"])
def test_invalid_example(example):
    """Every counter-example is refused, with what was given and the accepted forms."""
    with pytest.raises(SymbolError, match="Use a form such as") as caught:
        DocumentSymbol(example["text"])
    assert example["text"] == caught.value.value


@each(
    ("written", "exact"),
    [
        ("mc.dec/1/24", "MC.DEC/1/24"),
        (" MC (5). Dec/1", "MC(5).DEC/1"),
        ("pc.jour/1505/CORR. 1", "PC.JOUR/1505/Corr.1"),
        ("MC.DEL/45/04/REV.1/add.2", "MC.DEL/45/04/Rev.1/Add.2"),
        ("pc.del/1378/18 osce+", "PC.DEL/1378/18 OSCE+"),
    ],
)
def test_spellings_of_people(written, exact):
    """Other spellings come into the exact form."""
    assert exact == str(DocumentSymbol(DocumentSymbol.normalise(written)))


@each(
    ("text", "reason"),
    [
        ("mc.dec/1/24", "write it as MC.DEC/1/24"),
        ("MC.DEC/1/2024", "years have two digits"),
        ("nonsense", "is expected"),
        (5, "it must be text"),
        ("x" * 5000, "5,000 characters"),
    ],
)
def test_message_diagnoses(text, reason):
    """The message says which way the text is wrong."""
    with pytest.raises(SymbolError, match=reason):
        DocumentSymbol(text)


def test_restriction_is_no_part_of_the_identity():
    """With and without OSCE+ it is the same document; another suffix is another."""
    plain, marked = DocumentSymbol("PC.DEL/1378/18"), DocumentSymbol("PC.DEL/1378/18 OSCE+")
    assert (True, 1) == (plain == marked, len({plain, marked}))
    assert plain != DocumentSymbol("PC.DEL/1378/18/Rev.1")
    assert plain != "PC.DEL/1378/18"


def test_asterisk_is_read_and_dropped():
    """An asterisk is no part of the symbol."""
    assert "MC.DEC/1/24" == str(DocumentSymbol("MC.DEC/1/24*"))


@each(("text", "year"), [("SUM.DOC/1/73", 1973), ("SUM.DOC/1/72", 2072), ("SUM.DOC/1/00", 2000)])
def test_century_turns_with_the_helsinki_process(text, year):
    """Two-digit years from 73 are of the last century."""
    assert year == DocumentSymbol(text).year


def test_unknown_letters_have_no_name():
    """The form is right, the body and the type are not known."""
    symbol = DocumentSymbol("XX.YY/1")
    assert (None, None) == (symbol.body_name, symbol.type_name)


@given(strategies.symbols())
def test_text_round_trip(symbol):
    """The text of a symbol gives an equal symbol, and so do copies."""
    copies = (DocumentSymbol(str(symbol)), DocumentSymbol(symbol), copy.deepcopy(symbol))
    pickled = pickle.loads(pickle.dumps(symbol))  # noqa: S301 (our own)
    assert [symbol] * 4 == [*copies, pickled]
    assert 1 == len({symbol, *copies})


def test_only_text_is_brought_into_exact_form():
    """Another value is our error, as in the constructor."""
    for value in (5, None, b"MC.DEC/1/25", []):
        with pytest.raises(SymbolError, match="it must be text"):
            DocumentSymbol.normalise(value)


def test_symbol_is_shown_as_it_is_written():
    """At the prompt a symbol shows its text."""
    assert "DocumentSymbol('PC.DEC/1525')" == repr(DocumentSymbol("PC.DEC/1525"))
