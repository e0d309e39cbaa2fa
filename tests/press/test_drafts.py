"""Drafts: what a data set has already, the file that a person confirms, the page, and the commands."""

import io
import json
import sys

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.cli.main import main
from osce_tracker.press.article import DraftField
from osce_tracker.press.drafts import read_drafts, to_draft_file
from osce_tracker.press.page import to_page
from osce_tracker.press.report import article_report
from tests.cli import said

NORWAY = (
    "OSLO, 3 May 2024 - Foreign Minister of Norway Ine Dahl said that she supports Malta's OSCE chair in the "
    "human dimension, during a meeting with her staff."
)
URL = "https://example.org/norway"


@pytest.fixture(name="article")
def _article():
    return ot.read_article(NORWAY, url=URL, publisher="NTB", published="2024-05-03")


@pytest.fixture(name="document")
def _document(article):
    return json.loads(to_draft_file(article))


def confirmed(document, **changes):
    """Return a file of one draft that a person has checked."""
    draft = document["drafts"][0]
    draft |= {"confirmed": True, "statement": draft["statement"] | {"summary": "Backs the Chair."} | changes}
    return document


def read(document, tmp_path, into=None):
    """Return the statements of a file of drafts."""
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return read_drafts(path, into or ot.Tracker())


def problems(document, tmp_path, into=None):
    """Return code and place of every problem of a file of drafts."""
    with pytest.raises(ot.DataError) as error:
        read(document, tmp_path, into)
    return [(problem.code, problem.path) for problem in error.value.problems]


def test_confirmed_draft_is_a_statement(document, tmp_path):
    """A confirmed draft asks only for what the article can't say: a summary in our own words."""
    assert ["summary"] == document["drafts"][0]["missing"]
    (statement,) = read(confirmed(document), tmp_path)
    assert ("no-2024-05-dahl", "NO", "2024-05-03", "supports") == (
        statement.id,
        statement.state,
        str(statement.date),
        str(statement.stance),
    )
    assert ("Ine Dahl", "Foreign Minister of Norway") == (statement.speaker.name, statement.speaker.role)
    (source,) = statement.sources
    assert (URL, "NTB", "2024-05-03") == (source.url, source.publisher, str(source.published))


def test_nothing_enters_unconfirmed(document, tmp_path):
    """A draft that nobody has confirmed is refused, and what it lacks is listed with it."""
    expected = [("unconfirmed", "$.drafts[0].confirmed"), ("missing-key", "$.drafts[0].statement.summary")]
    assert expected == problems(document, tmp_path)
    document["drafts"][0]["confirmed"] = "yes"
    assert expected == problems(document, tmp_path)


def test_draft_is_validated_like_any_record(document, tmp_path):
    """A value that a statement can't have is refused with its place, and all such values together."""
    wrong = confirmed(document, state="Norway", stance="loves", dimensions=[], extra=1)
    assert [
        ("unknown-key", "$.drafts[0].statement.extra"),
        ("missing-key", "$.drafts[0].statement.dimensions"),
        ("bad-value", "$.drafts[0].statement.state"),
        ("unknown-word", "$.drafts[0].statement.stance"),
    ] == problems(wrong, tmp_path)


def test_draft_replaces_no_statement(document, tmp_path):
    """A draft whose id a statement has, in the set or in the file, is refused."""
    known = ot.Tracker(statements=read(confirmed(document), tmp_path))
    expected = ("repeated-id", "$.drafts[0].statement.id")
    assert [expected] == problems(document, tmp_path, known)
    document["drafts"] *= 2
    assert [("repeated-id", "$.drafts[1].statement.id")] == problems(document, tmp_path)


@pytest.mark.parametrize("document", [[], {}, {"drafts": []}, {"drafts": {}}, 1])
def test_file_without_drafts(document, tmp_path):
    """A file that holds no drafts says what would."""
    assert [("no-drafts", "$.drafts")] == problems(document, tmp_path)


@pytest.mark.parametrize("draft", [None, 1, {}, {"confirmed": True, "statement": []}])
def test_draft_of_another_form(draft, tmp_path):
    """A draft that has no statement is refused with its place."""
    assert [("wrong-type", "$.drafts[0]")] == problems({"drafts": [draft]}, tmp_path)


def test_draft_of_a_group():
    """The draft of a group has no speaker, no State, and an id of what is known."""
    article = ot.read_article("The European Union said that it supports the OSCE chair of Malta in 2024.")
    (draft,) = json.loads(to_draft_file(article))["drafts"]
    statement = draft["statement"]
    assert (None, "EU", None, "eu-2024") == tuple(
        statement[key] for key in ("state", "group", "speaker", "id")
    )
    assert [] == statement["sources"]


def test_id_has_letters_of_every_keyboard():
    """The suggested id is plain even if the name isn't, and there is one if nothing is known."""
    (draft,) = ot.read_article("Foreign Minister of Norway Åse Žižek said the OSCE chair has support.").drafts
    article = ot.read_article("")
    named = attrs.evolve(article, drafts=[draft])
    nothing = attrs.evolve(article, drafts=[attrs.evolve(draft, **dict.fromkeys(draft.fields, DraftField()))])
    ids = [json.loads(to_draft_file(one))["drafts"][0]["statement"]["id"] for one in (named, nothing)]
    assert ["no-zizek", "xx"] == ids


def test_duplicates(document, article, tmp_path):
    """Statements with the same address count, and those of a State on the same Chair within a week."""
    (same,) = read(confirmed(document), tmp_path)
    elsewhere = {"id": "b", "sources": []}
    cases = {
        "address": attrs.evolve(same, id="a", state="SE", sources=same.sources),
        "same": attrs.evolve(same, **elsewhere, chairs=["MT-2024"]),
        "nobody": attrs.evolve(same, **elsewhere, speaker=None),
        "other speaker": attrs.evolve(same, **elsewhere, speaker=ot.Person(name="Kari Berg")),
        "week later": attrs.evolve(same, **elsewhere, date="2024-05-10"),
        "eight days later": attrs.evolve(same, **elsewhere, date="2024-05-11"),
        "week earlier": attrs.evolve(same, **elsewhere, date="2024-04-26"),
        "eight days earlier": attrs.evolve(same, **elsewhere, date="2024-04-25"),
        "other Chair": attrs.evolve(same, **elsewhere, chairs=["FI-2025"]),
        "other State": attrs.evolve(same, **elsewhere, state="SE"),
    }
    found = {name for name, one in cases.items() if article.duplicates(ot.Tracker(statements=[one]))}
    assert {"address", "same", "nobody", "week later", "week earlier"} == found
    undated = ot.read_article("Foreign Minister of Norway Ine Dahl said she supports Malta's OSCE chair.")
    cases["years later"] = attrs.evolve(same, **elsewhere, date="2030-05-03")
    found = {name for name, one in cases.items() if undated.duplicates(ot.Tracker(statements=[one]))}
    assert set(cases) - {"address", "nobody", "other speaker", "other Chair", "other State"} == found


def test_article_is_compared_with_all_bundled_sets(tmp_path, capfdbinary):
    """Without --data a statement of the set of any Chair is found, also if the article has no day."""
    told = "Ambassador of Malta"
    one = next(s for s in ot.load("malta-2024").statements if s.id not in ot.load().statements and s.sources)
    (tmp_path / "a.txt").write_text(told)
    out = said(capfdbinary, "read", str(tmp_path / "a.txt"), "--url", one.sources[0].url)[1]
    assert f"Perhaps on record: {one.id}" in out


def test_report_names_what_is_on_record(document, article, tmp_path):
    """The report begins with the finding, lists the fields, and names statements that may be the same."""
    known = read(confirmed(document), tmp_path)
    text = article_report(article, known).render("plain")
    assert "Norway on Malta 2024: supports." in text
    assert "Perhaps on record: no-2024-05-dahl, 3 May 2024, supports." in text


def test_page_highlights_the_passages(article):
    """The page has the whole text, with a mark around each passage and the names of its fields."""
    page = to_page(article)
    assert "<sup>Stance</sup></mark>" in page
    assert "NTB, 3 May 2024, https://example.org/norway" in page
    assert "<script" not in page


def test_page_of_hostile_text():
    """Markup in the article is shown as text and does nothing; so are characters that nobody sees."""
    text = f"<img src=x onerror=alert(1)>\u202e\x1b {NORWAY}\r\n</article><script>alert(1)</script>"
    page = to_page(ot.read_article(text, publisher="<b>NTB</b>"))
    assert "<img" not in page
    assert "<script" not in page
    assert "<b>NTB" not in page
    assert "\u202e" not in page
    assert 1 == page.count("</article>")


def test_page_of_several_drafts():
    """Each draft has its own heading, and a text that is no statement has none."""
    text = (
        "Foreign Minister of Norway Ine Dahl said that she supports Malta's OSCE chair. Foreign Minister of "
        "Serbia Petar Ilic said that he condemned the biased OSCE chair of Malta."
    )
    article = ot.read_article(text)
    assert ["NO", "RS"] == [draft.state.value for draft in article.drafts]
    page = to_page(article)
    assert "<h2>Draft 1</h2>" in page
    assert "<h2>Draft 2</h2>" in page
    assert "2 drafts" in article_report(article).headline
    assert "<h2>" not in to_page(ot.read_article("Nothing."))


def test_commands(tmp_path, monkeypatch, capfdbinary):
    """The command reads an article, writes the page and the drafts, and a confirmed file is imported."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(NORWAY, encoding="utf-8")
    code, out, _ = said(capfdbinary, "read", "article.txt")
    assert 0 == code
    assert "Norway on Malta 2024: supports." in out
    assert (0, "draft.html: written\n", "") == said(capfdbinary, "read", "article.txt", "-o", "draft.html")
    given = ("--url", URL, "--publisher", "NTB", "--published", "3 May 2024")
    assert 0 == said(capfdbinary, "read", "article.txt", *given, "-o", "draft.json")[0]
    code, out, err = said(capfdbinary, "import", "draft.json", "--into", "mine")
    assert 1 == code
    assert "unconfirmed" in out
    assert "nothing was imported, because of these problems:" in err
    assert not (tmp_path / "mine").exists()
    document = confirmed(json.loads((tmp_path / "draft.json").read_text(encoding="utf-8")))
    (tmp_path / "draft.json").write_text(json.dumps(document), encoding="utf-8")
    assert (0, "mine: 1 record imported\n", "") == said(capfdbinary, "import", "draft.json", "--into", "mine")
    assert ("no-2024-05-dahl",) == ot.load("mine").statements.ids


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none.txt",), "none.txt: No such file or directory"),
        (("article.txt", "-o", "draft.docx"), "Use one of: .html, .json"),
        (("article.txt", "-o", "draft"), "Use one of: .html, .json"),
        (("article.txt", "-o", "there.html"), "there.html exists. Use --force to replace it."),
        (("binary.txt",), "binary.txt: Not UTF-8 at line 2. Save the article as a text file in UTF-8."),
        (("large.txt",), "large.txt: it is larger than 1 MB"),
        (("article.txt", "--published", "x"), "period"),
    ],
)
def test_command_refuses(arguments, message, tmp_path, monkeypatch, capfdbinary):
    """What can't be read or written is refused in one line, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(NORWAY, encoding="utf-8")
    (tmp_path / "there.html").write_text("mine", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(b"OSCE\n\xff\xfe\x00")
    (tmp_path / "large.txt").write_bytes(b"OSCE chair" * 1_000_000)
    code, out, err = said(capfdbinary, "read", *arguments)
    assert (2, "") == (code, out)
    assert message in err
    assert "mine" == (tmp_path / "there.html").read_text(encoding="utf-8")
    assert {"article.txt", "there.html", "binary.txt", "large.txt"} == {
        one.name for one in tmp_path.iterdir()
    }


def test_command_reads_standard_input(monkeypatch, capsys):
    """A dash reads the article from standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NORWAY.encode())))
    assert 0 == main(["read", "-"])
    assert "Norway on Malta 2024: supports." in capsys.readouterr().out
