"""Drafts in a file: written for a person to check, and read back as statements once they are confirmed."""

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
from osce_tracker.press.text import folded

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
    """Return the drafts of an article as a JSON file that a person checks and corrects.

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
    """Return a statement with what the draft has, and ``None`` for what it hasn't."""
    values = {name: plain(field.value) for name, field in draft.fields.items()}
    speaker = None
    if values["speaker"] is not None:
        speaker = {"name": values["speaker"], "role": values["role"], "country": None}
    sources: list[Any] = []
    if article.url is not None:
        known = {
            "publisher": article.publisher,
            "title": shortened(article.title),
            "published": article.published,
        }
        source = draft_source(
            article.url,
            **{name: value for name, value in known.items() if value},
            **({"language": article.language} if article.language else {}),
        )
        sources = [source.to_dict()]
    wanted = fields_of(SupportStatement)
    read = {name: value for name, value in values.items() if name in wanted}
    return {
        **dict.fromkeys(name for name in wanted if name not in ("entered", "chairs")),
        **read,
        "id": _suggested(draft),
        "states": [],
        "speaker": speaker,
        "form": "statement",
        "about": "agenda" if values["chair"] is None else "chairmanship",
        "dimensions": list(values["dimensions"] or ()),
        "themes": [],
        "reported_by": article.publisher,
        "language": article.language,
        "sources": sources,
        "confidence": "medium",
    }


def _suggested(draft: Draft) -> str:
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
        into: the data set that takes them.

    Raises:
        DataError: if the file can't be read, a draft isn't confirmed, lacks what a statement needs or has a
            value that it can't have, or the set has a statement of the same id. It lists every problem.
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
    found: list[SupportStatement] = []
    for number, draft in enumerate(cast("list[object]", drafts)):
        statement = _checked(draft, file, f"$.drafts[{number}]", problems)
        if statement is None:
            continue
        if statement.id in into.statements or statement.id in (one.id for one in found):
            message = "There is a statement of this id already. Give the draft another id, or delete it."
            problems.append(
                Problem(
                    file=file,
                    record=statement.id,
                    path=f"$.drafts[{number}].statement.id",
                    code="repeated-id",
                    message=message,
                )
            )
        found.append(statement)
    if problems:
        raise DataError(problems)
    return tuple(found)


def _checked(draft: object, file: str, path: str, problems: list[Problem]) -> SupportStatement | None:
    """Return the statement of a draft, or ``None`` after adding every problem to a list."""
    values: dict[str, object] = cast("dict[str, object]", draft) if isinstance(draft, dict) else {}
    statement = values.get("statement")
    if not isinstance(statement, dict):
        message = "A draft is an object with the keys confirmed and statement."
        problems.append(Problem(file=file, path=path, code="wrong-type", message=message))
        return None
    if values.get("confirmed") is not True:
        problems.append(Problem(file=file, path=f"{path}.confirmed", code="unconfirmed", message=_CONFIRM))
    # What is null, or an empty list, is missing. So all that a statement needs is asked for in one way.
    given = {
        key: value for key, value in cast("dict[str, object]", statement).items() if value not in (None, [])
    }
    return build(SupportStatement, given, problems, file=file, path=f"{path}.statement")
