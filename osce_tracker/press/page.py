"""An article as an HTML page, with the passages behind each field highlighted."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from osce_tracker.design import css
from osce_tracker.press.report import article_report, label, written
from osce_tracker.text import html, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.press.article import Article, DraftField

#: The look of the page. Field names follow each mark, so that reading it doesn't depend on colour.
_STYLE: Final = """
body { font: 1.0625rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto;
  max-width: 75rem; padding: 2rem 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; max-width: 44rem; text-wrap: balance; }
h2 { font-size: 1.25rem; margin: 0 0 .5rem; }
dl + h2 { margin-top: 2.5rem; }
.kicker, .note { color: var(--ink-2); font-size: .9375rem; margin: 0 0 .5rem; max-width: 44rem; }
main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 3rem; align-items: start; }
article { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 44rem; }
mark { background: var(--shade); color: inherit; padding: .1em 0; border-bottom: 2px solid var(--ink-2); }
mark.sure { border-bottom: 3px solid var(--fulfilled-line); }
mark.unsure { border-bottom-style: dashed; }
mark sup { font-size: .6875rem; font-weight: 600; line-height: 1; color: var(--ink-2); margin-left: .2em; }
dl { margin: 0; font-size: .9375rem; }
dl div { border-top: 1px solid var(--rule); padding: .5rem 0; }
dt { color: var(--ink-2); }
dd { margin: 0; }
dd b { overflow-wrap: anywhere; }
dd small { color: var(--ink-2); display: block; font-size: .8125rem; }
@media (max-width: 52rem) { main { display: block; } }
@media print { main { display: block; } }
"""
#: The page loads nothing and runs nothing.
_POLICY: Final = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)
_LABELS: Final = {"sure": "Sure", "likely": "Likely", "unsure": "Unsure"}


def to_page(article: Article) -> str:
    """Return a page with the text and its passages, and the fields of each draft next to it.

    Args:
        article: the article.

    Returns:
        The page. It loads nothing and has no script.

    >>> import osce_tracker as ot
    >>> article = ot.read_article("Minister of Norway Ine Dahl said that she supports Malta's OSCE chair.")
    >>> "<mark" in to_page(article)
    True
    """
    report = article_report(article)
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en-GB">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            _POLICY,
            f"<title>{html(report.title)}</title>",
            f"<style>\n{css()}{_STYLE}</style>",
            "</head>",
            "<body>",
            f'<p class="kicker">{html(_kicker(article))}</p>',
            f"<h1>{html(report.headline)}</h1>",
            *(f'<p class="note">{html(note)}</p>' for note in report.notes),
            "<main>",
            f'<article lang="{article.language or "und"}">{"".join(_mark_passages(article))}</article>',
            f"<aside>{''.join(_drafts(article))}</aside>",
            "</main>",
            "</body>",
            "</html>",
            "",
        )
    )


def _kicker(article: Article) -> str:
    published = None if article.published is None else article.published.readable
    known = [article.publisher, published, article.url]
    return ", ".join(part for part in known if part) or "A press article"


def _mark_passages(article: Article) -> Iterator[str]:
    """Yield the text with a mark around each passage, naming the fields behind it."""
    fields = [(name, field) for draft in article.drafts for name, field in draft.fields.items()]
    edges: dict[int, None] = {0: None, len(article.text): None}
    spans = [(one.start, one.end, name, field) for name, field in fields for one in field.passages]
    for start, end, _, _ in spans:
        edges |= {start: None, end: None}
    places = sorted(edges)
    opening: dict[int, list[tuple[str, DraftField]]] = {place: [] for place in places}
    for start, end, name, field in spans:
        for place in places:
            if start <= place < end:
                opening[place].append((name, field))
    for start, end in pairwise(places):
        text = html(article.text[start:end]).replace("<br>", "\n")
        here = opening[start]
        if not here:
            yield text
            continue
        names = ", ".join(dict.fromkeys(label(name) for name, _ in here))
        best = min((field.confidence for _, field in here), key=list(_LABELS).index)
        # The names follow the end of the last field.
        closes = any(one_end == end for _, one_end, _, _ in spans)
        note = f"<sup>{html(names)}</sup>" if closes else ""
        yield f'<mark class="{best}" title="{html(names)}">{text}{note}</mark>'


def _drafts(article: Article) -> Iterator[str]:
    for number, draft in enumerate(article.drafts, 1):
        yield f"<h2>{'The draft' if len(article.drafts) == 1 else f'Draft {number}'}</h2><dl>"
        for name, field in draft.fields.items():
            value = one_line(written(field, name))
            shown = f"<b>{html(value)}</b> ({_LABELS[field.confidence].lower()})" if value else "Not found"
            yield f"<div><dt>{label(name)}</dt><dd>{shown}<small>{html(field.reason)}</small></dd></div>"
        yield "</dl>"
