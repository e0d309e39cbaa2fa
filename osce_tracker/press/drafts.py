"""Drafts in a file: written for a person to check, and read back as statements once confirmed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from osce_tracker.errors import DataError, Problem
from osce_tracker.files import checked_path, read_file
from osce_tracker.model.plain import build, fields_of, parse, plain, to_json
from osce_tracker.model.sources import draft_source
from osce_tracker.model.statements import SupportStatement
from osce_tracker.press.report import shortened
from osce_tracker.text import folded

if TYPE_CHECKING:
    from os import PathLike

    from osce_tracker.press.article import Article, Draft
    from osce_tracker.tracker.tracker import Tracker

#: Larger files hold no drafts.
_LARGEST: Final = 16 * 1024 * 1024
_HOW: Final = (
    "Check each statement against the passages in its evidence, correct it, and fill in what is missing. "
    "Then set confirmed to true, and run: osce-tracker import THIS-FILE --into YOUR-SET. "
    "Delete the drafts that you don't want."
)
_CONFIRM: Final = (
    "Nobody has confirmed this draft. Check it against its evidence, then set confirmed to true, "
    "or delete the draft."
)


def to_draft_file(article: Article) -> bytes:
    """Return the drafts of an article as a JSON file for a person to check and correct.

    Args:
        article: the article.

    >>> import json
    >>> import osce_tracker as ot
    >>> article = ot.read_article("Minister of Norway Ine Dahl said that she supports Malta's OSCE chair.")
    >>> (draft,) = json.loads(to_draft_file(article))["drafts"]
    >>> draft["confirmed"], draft["statement"]["state"], draft["missing"]
    (False, 'NO', ['date', 'forum', 'dimensions', 'summary', 'reported_by'])
    """
    about = article.to_dict()
    del about["drafts"]
    drafts = [_plain(article, draft) for draft in article.drafts]
    return to_json({"how_to": _HOW, "article": about, "drafts": drafts})


def _plain(article: Article, draft: Draft) -> dict[str, Any]:
    statement = _statement(article, draft)
    required = (name for name, field in fields_of(SupportStatement).items() if field.required)
    return {
        "confirmed": False,
        "missing": [name for name in required if statement[name] in (None, [])],
        "statement": statement,
        "evidence": draft.to_dict(),
    }


def _statement(article: Article, draft: Draft) -> dict[str, Any]:
    """Return a statement with the fields of the draft, and ``None`` for missing ones."""
    values = {name: plain(field.value) for name, field in draft.fields.items()}
    speaker = {"name": values["speaker"], "role": values["role"], "country": None}
    known = {
        "publisher": article.publisher,
        "title": shortened(article.title),
        "published": article.published,
        "language": article.language,
    }
    about = {name: value for name, value in known.items() if value}
    wanted = [name for name in fields_of(SupportStatement) if name not in ("entered", "chairs")]
    return {
        **{name: values.get(name) for name in wanted},
        "id": _suggest_id(draft),
        "states": [],
        "speaker": speaker if values["speaker"] else None,
        "form": "statement",
        "about": "agenda" if values["chair"] is None else "chairmanship",
        "dimensions": list(values["dimensions"] or ()),
        "themes": [],
        "reported_by": article.publisher,
        "language": article.language,
        "sources": [draft_source(article.url, **about).to_dict()] if article.url else [],
        "confidence": "medium",
    }


def _suggest_id(draft: Draft) -> str:
    """Return an id such as ``kz-2024-06-vassilenko``."""
    who = draft.state.value or draft.group.value or "xx"
    when = draft.date.value or str(draft.chair.value or "").rpartition("-")[2]
    name = str(draft.speaker.value or "").split()[-1:]
    text = folded("-".join(str(part) for part in (who, str(when)[:7], *name) if part))
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:100] or "draft"


def read_drafts(path: str | PathLike[str], into: Tracker) -> tuple[SupportStatement, ...]:
    """Return the statements of a file of drafts that a person has checked and confirmed.

    Args:
        path: the file, as ``osce-tracker read ARTICLE -o draft.json`` writes it.
        into: the data set to add them to.

    Raises:
        DataError: if the file can't be read, a draft isn't confirmed, lacks a field or has an invalid
            value, or the set has a statement with the same id. It lists every problem.
        OSError: if the file can't be read.
    """
    file = Path(checked_path(path)).name
    document = parse(read_file(path, _LARGEST), file)
    drafts: object = cast("dict[str, object]", document).get("drafts") if isinstance(document, dict) else None
    if not isinstance(drafts, list) or not drafts:
        message = (
            "There are no drafts in the file. Give a file that 'osce-tracker read ARTICLE -o FILE' wrote."
        )
        raise DataError([Problem(file=file, path="$.drafts", code="no-drafts", message=message)])
    problems: list[Problem] = []

    def note(code: str, path: str, message: str, record: str | None = None) -> None:
        problems.append(Problem(file=file, record=record, path=path, code=code, message=message))

    found: dict[str, SupportStatement] = {}
    for number, draft in enumerate(cast("list[object]", drafts)):
        place = f"$.drafts[{number}]"
        values: dict[str, object] = cast("dict[str, object]", draft) if isinstance(draft, dict) else {}
        given = values.get("statement")
        if not isinstance(given, dict):
            note("wrong-type", place, "A draft is an object with the keys confirmed and statement.")
            continue
        if values.get("confirmed") is not True:
            note("unconfirmed", f"{place}.confirmed", _CONFIRM)
        # Null and empty lists count as missing, so that every missing field gives the same message.
        full = {key: one for key, one in cast("dict[str, object]", given).items() if one not in (None, [])}
        statement = build(SupportStatement, full, problems, file=file, path=f"{place}.statement")
        if statement is None:
            continue
        if statement.id in into.statements or statement.id in found:
            message = "There is a statement of this id already. Give the draft another id, or delete it."
            note("repeated-id", f"{place}.statement.id", message, statement.id)
        found[statement.id] = statement
    if problems:
        raise DataError(problems)
    return tuple(found.values())
