"""Which formats there are, and how a report gets into a file."""

from pathlib import Path

import pytest

from osce_tracker.api import export
from osce_tracker.errors import FormatError, RecordError, UsageError
from osce_tracker.formats import csv, docx, html, json, latex, markdown, page, pdf, plain_text, xlsx
from osce_tracker.formats.registry import FORMATS, SUFFIXES, Format, format_named, format_of
from tests.formats.reports import full

REPORT = full()
WRITERS = {
    "plain": plain_text.to_plain,
    "markdown": markdown.to_markdown,
    "html": html.to_html,
    "latex": latex.to_latex,
    "csv": csv.to_csv,
    "tsv": csv.to_tsv,
    "json": json.to_json,
}
#: What makes a whole file, if that is another text or binary.
FILES = {
    "html": page.to_page,
    "latex": latex.to_document,
    "xlsx": xlsx.to_xlsx,
    "docx": docx.to_docx,
    "pdf": pdf.to_pdf,
}
OWN = Format(name="own", suffix=".own", text=lambda report: report.title)


def _whole(name):
    """Return what a file of a format should hold."""
    content = (FILES.get(name) or WRITERS[name])(REPORT)
    return content if isinstance(content, bytes) else content.encode()


def test_every_format_has_a_suffix_of_its_own():
    """Names and suffixes are one to one, and every named format has a writer."""
    assert {*WRITERS, *FILES} == set(SUFFIXES) == set(FORMATS)
    assert len(set(SUFFIXES.values())) == len(SUFFIXES)


def test_file_is_a_whole_document(tmp_path):
    """A file holds a whole document, in UTF-8 if it is text, in the format that its suffix names."""
    for name, suffix in SUFFIXES.items():
        path = tmp_path / name / f"report{suffix.upper()}"
        path.parent.mkdir()
        export(REPORT, path)
        assert _whole(name) == REPORT.to_bytes(name) == path.read_bytes(), name
        assert [path] == list(path.parent.iterdir())
        assert (FORMATS[name], FORMATS[name]) == (format_named(name), format_of(path))
    for name, writer in WRITERS.items():
        assert writer(REPORT) == REPORT.render(name)


def test_format_without_a_suffix(tmp_path):
    """A format that is given needs no suffix; options go to the writer."""
    export(REPORT, tmp_path / "a", format="html")
    export(REPORT, str(tmp_path / "b"), format="tsv", bom=True)
    assert page.to_page(REPORT).encode() == (tmp_path / "a").read_bytes()
    assert csv.to_tsv(REPORT, bom=True).encode() == (tmp_path / "b").read_bytes()


def test_suffix_is_a_name_of_its_format():
    """A format can be called by its name or by the suffix of its files, in any case of letters."""
    for name, known in FORMATS.items():
        for spelt in (name, name.upper(), known.suffix[1:], known.suffix, known.suffix.upper()):
            assert known is format_named(spelt)
    for name in ("htm", "word", "..md", " md", "", None):
        with pytest.raises(FormatError, match="Unknown format"):
            format_named(name)


def test_suffix_without_a_format_lists_those_that_exist(tmp_path):
    """A file whose suffix names no format is an error that lists those that do, and nothing is written."""
    for path in ("a.odt", "a", ".md", "a.md.", "folder.md/q3"):
        with pytest.raises(FormatError) as caught:
            export(REPORT, Path(tmp_path, path))
        assert tuple(SUFFIXES.values()) == caught.value.accepted
        assert [] == list(tmp_path.iterdir())


def test_unknown_format_lists_those_that_exist():
    """A format that doesn't exist is an error that lists those that do, the nearest first."""
    for name in ("odt", "", "page", "..md", "\x1b[31m", None, 1, ["csv"]):
        with pytest.raises(FormatError) as caught:
            REPORT.to_bytes(name)
        assert (name, tuple(FORMATS)) == (caught.value.name, caught.value.accepted)
        assert "\x1b" not in str(caught.value)
    with pytest.raises(FormatError, match="Did you mean markdown"):
        REPORT.render("markdwn")


def test_binary_format_is_no_text():
    """A binary format can't be rendered; the error names what to use, and the formats of text."""
    for name in ("xlsx", "docx", "pdf"):
        with pytest.raises(FormatError, match="to_bytes") as caught:
            REPORT.render(name)
        assert tuple(WRITERS) == caught.value.accepted


def test_unknown_option_lists_those_that_exist(tmp_path):
    """An option that a format doesn't have is an error that lists those it has; nothing is written."""
    for name, option, known in (
        ("plain", "bom", "Its options: width, sources."),
        ("csv", "width", "Its options: bom, sources, table."),
        ("docx", "width", "Its options: template, sources."),
        ("json", "indent", "Its options: sources."),
    ):
        with pytest.raises(UsageError) as caught:
            export(REPORT, tmp_path / "a", format=name, **{option: 1})
        assert f"The format {name} has no option '{option}'. {known}" == str(caught.value)
        assert [] == list(tmp_path.iterdir())


def test_format_of_your_own_goes_wherever_a_name_goes(tmp_path):
    """A ``Format`` is used as it is: for text, for a file, with its options."""
    loud = Format(name="loud", suffix=".loud", text=lambda r, mark="!": r.title + mark, options=["mark"])
    binary = Format(name="bin", suffix=".bin", file=lambda _report: b"\x00")
    assert ("Report", b"Report", "Report?") == (
        REPORT.render(OWN),
        REPORT.to_bytes(OWN),
        REPORT.render(loud, mark="?"),
    )
    export(REPORT, tmp_path / "a", format=binary)
    assert b"\x00" == (tmp_path / "a").read_bytes()
    with pytest.raises(FormatError, match="to_bytes"):
        REPORT.render(binary)


def test_format_that_could_not_be_used_is_an_error():
    """A format needs a name, a suffix and a function; the error names the field."""
    for field, value in (
        ("name", "No name"),
        ("name", 7),
        ("suffix", "own"),
        ("suffix", ".OWN"),
        ("suffix", None),
        ("text", "text"),
        ("file", 7),
        ("text", None),
    ):
        with pytest.raises(RecordError) as caught:
            Format(**{"name": "own", "suffix": ".own", "text": str, field: value})
        assert field == caught.value.field


def test_format_that_returns_something_else_is_an_error():
    """What is neither text nor bytes is an error that names the format and what it returned."""
    for content in (None, 7, ["text"]):
        strange = Format(name="strange", suffix=".x", text=lambda _report, content=content: content)
        for ask in (REPORT.render, REPORT.to_bytes):
            with pytest.raises(FormatError, match=f"strange.*{type(content).__name__}"):
                ask(strange)
    half = Format(name="half", suffix=".x", text=lambda _report: "a\ud800")
    for ask in (REPORT.render, REPORT.to_bytes):
        with pytest.raises(FormatError, match="'half' returned half of a surrogate pair"):
            ask(half)
