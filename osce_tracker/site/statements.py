"""Statements of States and groups, newest first."""

from collections.abc import Iterator
from typing import Final

from osce_tracker.model.statements import About
from osce_tracker.reports import wording
from osce_tracker.site.addresses import in_pages, number_of
from osce_tracker.site.page import STATEMENTS, File, Site

PATH: Final = "statements/index.html"


def files(site: Site) -> Iterator[File]:
    """Yield the pages.

    Args:
        site: the website.
    """
    said = site.statements
    pages = in_pages(PATH, said, STATEMENTS)
    on_chair = sum(one.about is About.CHAIRMANSHIP for one in said)
    groups = sum(one.state is None for one in said)
    total = wording.number(len(said), "statement")
    title = f"{on_chair} of {total} {wording.are(on_chair)} about the Chair"
    title = title if said else "No statement is on record"
    for place, (page, part) in enumerate(pages):
        yield site.render(
            "statements.html",
            page,
            title=f"{title}{number_of(pages, place)}",
            heading=title,
            groups=f"{wording.in_words(groups, 'statement')} {wording.were(groups)} made by groups.",
            statements=part,
            pages=[path for path, _ in pages],
        )
