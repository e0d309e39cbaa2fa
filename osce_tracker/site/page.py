"""The base of every page of the website: its address, its links and its frame."""

import json
import pkgutil
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from posixpath import dirname, relpath
from typing import TYPE_CHECKING, Any, Final

import attrs

from osce_tracker.analysis.thread import in_time
from osce_tracker.design import symbols
from osce_tracker.formats.cells import cell_text, look_of
from osce_tracker.formats.html import Writer, note_html
from osce_tracker.formats.report import Value
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.events import Event, Series
from osce_tracker.model.sources import Source
from osce_tracker.model.statements import SupportStatement
from osce_tracker.model.states import State
from osce_tracker.reports.fields import name_of
from osce_tracker.reports.wording import chair_name, joined, newest_first, sentence, the
from osce_tracker.site.addresses import in_pages, names
from osce_tracker.site.months import paths
from osce_tracker.text import capitalised, html
from osce_tracker.tracker.caption import ReportingDay, data_note, data_title, edition_name, reporting_day
from osce_tracker.tracker.tracker import AnyRecord, Tracker

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


#: The pages that every page links to, in order.
SECTIONS: Final = (
    ("Home", "index.html"),
    ("Commitments", "commitments/index.html"),
    ("States", "states/index.html"),
    ("Calendar", "calendar/index.html"),
    ("Statements", "statements/index.html"),
    ("Scorecard", "scorecard.html"),
    ("Handover", "handover.html"),
    ("Downloads", "downloads.html"),
    ("About", "about.html"),
    ("Search", "search.html"),
)
#: The number of statements on a page.
STATEMENTS: Final = 100


@attrs.frozen
class File:
    """A file of the website.

    Args:
        path: its path in the folder of the website, with ``/`` between its parts.
        content: its content.
    """

    path: str
    content: bytes


@attrs.frozen(kw_only=True)
class Chair:
    """A Chairpersonship on the website.

    Args:
        id: its id, such as ``FI-2025``; empty if the records name none.
        name: its readable name, such as "Finland 2025".
        who: its State, for the middle of a sentence; "the Chair" if it isn't known.
        tracker: its records.
        about: the day that its pages are about.
        path: its home page.
        file: the common part of its other pages' names, such as ``FI-2025``.
    """

    id: str
    name: str
    who: str
    tracker: Tracker
    about: ReportingDay
    path: str
    file: str


@attrs.frozen(eq=False, slots=False)
class Site:
    """A website about a tracker.

    Args:
        tracker: the tracker.
    """

    tracker: Tracker

    @cached_property
    def about(self) -> ReportingDay:
        """The day for pages about the whole tracker."""
        return reporting_day(self.tracker)

    @cached_property
    def chairs(self) -> tuple[Chair, ...]:
        """The Chairpersonships in time order; one without a name if no record names any.

        The home page of the website belongs to the last one that had begun.
        """
        tracker = self.tracker
        every = {term for collection in tracker.collections for one in collection for term in one.chairs}
        terms = [*in_time(tracker, every)] or [""]
        begun = [t for t in terms if t not in tracker.chairs or tracker.chairs[t].since <= self.about.day]
        files = names(terms)
        return tuple(
            Chair(
                id=term,
                name=chair_name(tracker, term) if term else data_title(tracker),
                who=_who(tracker, term),
                tracker=(own := tracker if len(terms) == 1 else _of_chair(tracker, term)),
                about=reporting_day(own),
                path="index.html" if term == (begun or terms)[-1] else f"chairs/{files[term]}.html",
                file=files[term],
            )
            for term in terms
        )

    def chair_of(self, record: AnyRecord) -> Chair:
        """Return the last Chairpersonship that a record belongs to.

        Args:
            record: the record.
        """
        return next((one for one in reversed(self.chairs) if one.id in record.chairs), self.chairs[-1])

    @cached_property
    def _commitments(self) -> dict[str, str]:
        return names(self.tracker.commitments.ids)

    @cached_property
    def _others(self) -> dict[str, str]:
        """The anchors of events, series and statements, by id."""
        tracker = self.tracker
        return names(dict.fromkeys((*tracker.events.ids, *tracker.series.ids, *tracker.statements.ids)))

    @cached_property
    def statements(self) -> tuple[SupportStatement, ...]:
        """The statements in the order of their pages: newest first."""
        in_order = sorted(self.tracker.statements, key=lambda one: one.id)
        return tuple(sorted(in_order, key=lambda one: one.date.first, reverse=True))

    @cached_property
    def _pages(self) -> dict[type[AnyRecord], dict[str, str]]:
        """The pages that show events, series and statements, by id."""
        parts = in_pages("statements/index.html", self.statements, STATEMENTS)
        return {
            Event: paths(self.tracker.events),
            Series: dict.fromkeys(self.tracker.series.ids, "calendar/index.html"),
            SupportStatement: {one.id: page for page, part in parts for one in part},
        }

    def page_name(self, commitment: Commitment) -> str:
        """Return the name of a commitment's page, without folder and suffix.

        Args:
            commitment: the commitment.
        """
        return self._commitments[commitment.id]

    def anchor(self, record: AnyRecord) -> str:
        """Return the id of the element that shows a record on a page with others.

        Args:
            record: an event, a series or a statement.
        """
        return f"record-{self._others[record.id]}"

    def address(self, target: AnyRecord | State | str) -> str:
        """Return the address of a record or State, from the top of the website.

        Args:
            target: a record or State; the path of a page stays unchanged.
        """
        if isinstance(target, str):
            return target
        if isinstance(target, State):
            return f"states/{target.code}.html"
        if isinstance(target, Commitment):
            return f"commitments/{self.page_name(target)}.html"
        return f"{self._pages[type(target)][target.id]}#{self.anchor(target)}"

    def href(self, path: str, target: AnyRecord | State | str) -> str:
        """Return a relative link.

        Args:
            path: the page with the link.
            target: a record or State, or the path of a page from the top of the website, with an optional
                anchor.
        """
        to, hash_, anchor = self.address(target).partition("#")
        if to in (path, "") and hash_:
            return f"#{anchor}"
        return f"{relpath(to, dirname(path) or '.')}{hash_}{anchor}"

    @cached_property
    def _targets(self) -> dict[str, AnyRecord | State]:
        """The States by code and the records by id; of equal ids the first counts."""
        every = [*reversed(self.tracker.collections)]
        records = {record.id: record for collection in every for record in collection}
        return {**{state.code: state for state in self.tracker.states}, **records}

    def link(self, path: str, record_id: str) -> str | None:
        """Return a relative link to a record or State, or ``None`` if it doesn't exist.

        Args:
            path: the page with the link.
            record_id: the id of the record, or the code of the State.
        """
        target = self._targets.get(record_id)
        return None if target is None else self.href(path, target)

    @cached_property
    def environment(self) -> "Environment":
        """The templates."""
        from jinja2 import Environment, FunctionLoader, StrictUndefined

        def escaped(value: object) -> object:
            # One escaping for all formats: it shows invisible characters, such as marks that reverse a text.
            return value if hasattr(value, "__html__") else markup(html(str(value)))

        made = Environment(
            loader=FunctionLoader(lambda name: read_site(f"templates/{name}")),
            autoescape=True,
            finalize=escaped,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        writer = Writer(page=True)

        def sources(found: Iterable[Source]) -> "Markup":
            latest = newest_first(found)
            return markup(writer.source_list(latest, "Source: ") if latest else "")

        def chip(value: Value, *, dashed: bool = False) -> "Markup":
            # The old value may not be a word that a chip could show.
            shown = html(cell_text(value)) if look_of(value) is None else writer.chip(value, dashed=dashed)
            return markup(shown)

        def chairs_of(said: SupportStatement) -> str:
            # Name it only if there are several to tell apart.
            several = said.chairs if len(self.chairs) > 1 else ()
            return joined([chair_name(self.tracker, term) for term in several])

        def speaker(said: SupportStatement) -> str:
            return name_of(said, self.tracker.states) or ""

        def symbol(value: Value) -> str:
            return markup(writer.symbol(value))

        # Jinja2's own types know only its built-in filters.
        filters: dict[str, Any] = made.filters
        names: dict[str, Any] = made.globals
        filters |= {"capital": capitalised, "sentence": sentence}
        names |= {"chip": chip, "source_list": sources, "text": cell_text, "readable": readable_day}
        names |= {"chairs_of": chairs_of, "speaker": speaker, "symbol": symbol}
        return made

    @cached_property
    def _frame(self) -> dict[str, Any]:
        edition = self.tracker.edition
        return {
            "symbols": markup(symbols()),
            "sections": SECTIONS,
            "data_note": markup(note_html(data_note(edition, self.tracker.known_by))),
            "citation": "" if edition is None else f"osce_tracker, {edition_name(edition)}",
            "site": self,
        }

    def render(self, template: str, path: str, **values: Any) -> File:
        """Return a page.

        Args:
            template: the name of its template, which extends ``base.html``.
            path: the path of the page.
            **values: values for the template: ``title`` (its finding) and ``description`` unless it sets
                them, and ``section``, the address of its page in ``SECTIONS`` if it is
                neither one itself nor in its folder. Values are escaped unless they are ``Markup``.
        """
        # A page in the folder of a section belongs to it.
        start = f"{dirname(path)}/index.html"
        section = start if start in dict(SECTIONS).values() else path
        given = {"section": section, "path": path, "href": partial(self.href, path), **self._frame, **values}
        return File(path, self.environment.get_template(template).render(given).encode())


def _who(tracker: Tracker, term: str) -> str:
    """Return the name of a Chair for findings."""
    if term not in tracker.chairs or (state := tracker.chairs[term].state) is None:
        return "the Chair"
    return the(tracker.states.name(state, tracker.chairs[term].since))


def _of_chair(tracker: Tracker, term: str) -> Tracker:
    """Return the records of one Chairpersonship, under its name instead of the common title."""
    own = tracker.of_chairs(term)
    if own.edition is None:
        return own
    return attrs.evolve(own, edition=attrs.evolve(own.edition, title=chair_name(tracker, term)))


def markup(text: str) -> "Markup":
    """Return HTML escaped by our own writers, for a template to show unchanged.

    Args:
        text: the HTML.
    """
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 (escaped)


def data_file(path: str, name: str, value: Mapping[str, object]) -> File:
    r"""Return a script that gives a value to pages' scripts. A page on disk can't load any other data.

    Args:
        path: the path of the script.
        name: the name of the value: ``siteData.name`` in a script.
        value: the value, in JSON types.

    >>> data_file("assets/x.js", "x", {"a": "\\u2028</script>"}).content.decode()
    '(window.siteData=window.siteData||{}).x={"a":"\\\\u2028</script>"};\n'
    """
    # Everything except ASCII is escaped, so that servers can't send it in the wrong encoding.
    text = json.dumps(value, separators=(",", ":"))
    return File(path, f"(window.siteData=window.siteData||{{}}).{name}={text};\n".encode("ascii"))


def read_site(name: str) -> str:
    """Return the text of a file of this package, from a folder or a ZIP archive.

    Args:
        name: its name, such as ``"assets/site.css"``.
    """
    return (pkgutil.get_data("osce_tracker.site", name) or b"").decode()
