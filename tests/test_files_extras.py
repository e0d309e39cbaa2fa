"""What is told when the library of an extra is not installed."""

import sys

import pytest

import osce_tracker as ot
from osce_tracker.files import extra

REPORT = ot.Report(
    title="R", tables=(ot.Table(title="T", key="t", columns=(ot.Column("id", "Id"),), rows=(("A",),)),)
)
MISSING = [("html", "jinja2", "html"), ("xlsx", "openpyxl", "excel"), ("docx", "docx", "word")]


@pytest.fixture(autouse=True)
def _no_template():
    """Forget the template of pages, which is read once."""
    from osce_tracker.formats import page

    page._template.cache_clear()


def test_missing_library_is_our_error():
    """A library that is not there is an error that names extra, purpose and remedy, and keeps its cause."""
    with pytest.raises(ot.MissingExtraError) as caught, extra("word", "Word documents (.docx)"):
        raise ModuleNotFoundError("No module named 'docx'")
    assert (
        'Word documents (.docx) need another library; to install it: pip install "osce-tracker[word]"'
    ) == str(caught.value)
    assert isinstance(caught.value.__cause__, ModuleNotFoundError)


def test_other_errors_pass():
    """Only imports that fail are about extras."""
    with pytest.raises(KeyError), extra("word", "Word documents (.docx)"):
        raise KeyError("x")


def test_nothing_missing_is_no_error():
    """Where the library is there, nothing happens."""
    with extra("word", "Word documents (.docx)"):
        import docx
    assert docx.Document


@pytest.mark.parametrize(("name", "module", "named"), MISSING)
def test_format_without_its_extra_says_the_line(monkeypatch, name, module, named):
    """A format whose library is missing says the line that installs it."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ot.MissingExtraError) as caught:
        REPORT.to_bytes(name)
    assert named == caught.value.extra
    assert f'pip install "osce-tracker[{named}]"' in str(caught.value)


@pytest.mark.parametrize(("name", "module", "named"), MISSING)
def test_nothing_is_saved_without_the_extra(monkeypatch, tmp_path, name, module, named):
    """Where the library is missing an old file stays as it was."""
    monkeypatch.setitem(sys.modules, module, None)
    path = tmp_path / f"report.{name}"
    path.write_bytes(b"old")
    with pytest.raises(ot.MissingExtraError, match=named):
        REPORT.save(path)
    assert ([path], b"old") == (list(tmp_path.iterdir()), path.read_bytes())


@pytest.mark.parametrize("name", ["plain", "html", "latex", "csv", "tsv", "json"])
def test_text_needs_no_extra(monkeypatch, name):
    """What is rendered as text needs no library of an extra, HTML as a fragment included."""
    for module in ("jinja2", "openpyxl", "docx", "matplotlib", "icalendar"):
        monkeypatch.setitem(sys.modules, module, None)
    assert "A" in REPORT.render(name)
