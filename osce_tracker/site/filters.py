"""What the filters of the list of commitments look in if it fills several pages."""

from collections.abc import Iterator

from osce_tracker.model.commitments import Lever
from osce_tracker.model.dimensions import Section
from osce_tracker.site.commitments import ROWS
from osce_tracker.site.page import File, Site, data_file
from osce_tracker.text import one_line


def files(site: Site) -> Iterator[File]:
    """Yield what each commitment is filtered by, with the name of its page; nothing if one page holds all.

    Args:
        site: the website.
    """
    if len(site.tracker.commitments) <= ROWS:
        return
    levers, dimensions = list(Lever), list(Section)
    yield data_file(
        "assets/commitments.js",
        "commitments",
        {
            "menus": {
                "lever": [[str(word), word.label] for word in levers],
                "dimension": [[str(word), word.label] for word in dimensions],
            },
            "rows": [
                [
                    site.page_name(one),
                    one_line(one.title),
                    levers.index(one.lever),
                    dimensions.index(one.section),
                ]
                for one in site.tracker.commitments
            ],
        },
    )
