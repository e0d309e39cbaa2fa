"""The first findings in an article of any language: the Chair, States and dates, with their places."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import attrs

from osce_tracker.analysis.grouped import grouped
from osce_tracker.dataset.bundled import states
from osce_tracker.press.article import Article, Certainty, Draft, DraftField, Passage
from osce_tracker.press.chair import OSCE, Found, Holder, Place, chair_places, chairs_found, holders_in
from osce_tracker.press.dates import Dated, dates_in
from osce_tracker.press.names import Named, names_in
from osce_tracker.press.text import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from osce_tracker.model.periods import Period
    from osce_tracker.press.text import Text

SURE, LIKELY, UNSURE = Certainty.SURE, Certainty.LIKELY, Certainty.UNSURE
#: How many characters at the start may hold the date of an article.
_TOP: Final = 200
#: How many hold the dateline.
_HEADING: Final = 400
_PAGE_DATE: Final = pattern(r"\b(?:date|published|posted)\W*$")


@attrs.define(eq=False)
class Reading:
    """The reading of one article.

    Attributes:
        text: its text.
        language: its language.
        known: further details from outside.
    """

    text: Text
    language: str
    known: dict[str, Any]
    places: tuple[Place, ...] = attrs.field(init=False)
    #: How often the text names the chair of something else.
    others: int = attrs.field(init=False)
    named: tuple[Named, ...] = attrs.field(init=False)
    named_groups: tuple[Named, ...] = attrs.field(init=False)
    #: The Chairpersons-in-Office that it names in full.
    holders: list[Holder] = attrs.field(init=False)
    dates: tuple[Dated, ...] = attrs.field(init=False)
    found: list[Found] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the facts that any language gives."""
        found = names_in(self.text, self.language)
        self.named = tuple(one for one in found if one.kind != "group")
        self.named_groups = tuple(one for one in found if one.kind == "group")
        self.holders = holders_in(self.text)
        self.dates = dates_in(self.text)
        self.places, self.others = chair_places(self.text, self.language, self.holders)
        # In a text from their year, Chairpersons-in-Office may appear without their title.
        self.places = self.places or tuple(
            Place(*span, self.text.sentence_at(span[0]), certain=False)
            for minister, span in self.holders
            if minister.year == self.year
        )
        self.found = chairs_found(self.text, self.places, self.named, self.holders, self.year)

    def result(self, reason: str, drafts: Iterable[Draft] = (), notes: tuple[str, ...] = ()) -> Article:
        """Return the result. Without a draft it isn't a statement.

        Args:
            reason: why it is a statement or not.
            drafts: the drafts.
            notes: what was not read.
        """
        found = tuple(drafts)
        return Article(
            is_statement=bool(found), reason=reason, drafts=found, notes=notes, language=self.language,
            **self.known,
        )  # fmt: skip

    @property
    def published(self) -> Period | None:
        """The date of publication, if known."""
        published: Period | None = self.known["published"]
        return published

    @cached_property
    def year(self) -> int | None:
        """The year of the article: of its publication, of a date at the top, or of the latest full date."""
        published = self.published
        if published is not None:
            return published.first.year
        years = [one.year for one in self.dates if one.year is not None]
        return years[0] if self.is_dated else max(years, default=None)

    @cached_property
    def is_dated(self) -> bool:
        """Whether the year of the article is known from outside, or from a date at the top."""
        full = next((one for one in self.dates if one.year is not None), None)
        return self.published is not None or (full is not None and full.start < _TOP)

    @cached_property
    def year_of_days(self) -> int | None:
        """The year for days without one.

        The year of publication or of the heading, or else that of the Chair. A full date further down can
        be years older: "signed on 1 August 1975".
        """
        term = self.found[0].year if self.found else None
        return term if term is not None and not self.is_dated else self.year

    def field(
        self, value: object, reason: str, *places: tuple[int, int], certainty: Certainty = LIKELY
    ) -> DraftField:
        """Return the reading of a field.

        Args:
            value: the value.
            reason: the reason.
            *places: the places in the plain text.
            certainty: its certainty.
        """
        given = [self.text.place(*place) for place in places]
        passages = tuple(Passage(start=one, end=end, text=self.text.given[one:end]) for one, end in given)
        return DraftField(value=value, confidence=certainty, reason=reason, passages=passages)

    @cached_property
    def chair_state(self) -> str | None:
        """The State of the Chairpersonship that the article is about."""
        return self.found[0].state if self.found else None

    @cached_property
    def in_chair(self) -> frozenset[int]:
        """The sentences on the Chair."""
        return frozenset(place.sentence for place in self.places)

    @cached_property
    def in_osce(self) -> frozenset[int]:
        """The sentences that name the OSCE."""
        return frozenset(self.text.sentence_at(match.start()) for match in OSCE.finditer(self.text.plain))

    @cached_property
    def named_in(self) -> dict[int, list[Named]]:
        """The States that each sentence names."""
        return grouped((self.text.sentence_at(one.start), one) for one in self.named)

    @cached_property
    def dateline(self) -> Named | None:
        """The capital in the dateline: "ANKARA - Foreign Ministry Spokesperson Keçeli said".

        Everyone goes to Vienna.
        """
        capitals = (one for one in self.named if one.kind == "capital" and one.code != "AT")
        is_line = (one for one in capitals if self.text.plain[one.start : one.end].isupper())
        return next((one for one in is_line if one.start < _HEADING), None)

    def chair(self) -> DraftField:
        """Return the Chairpersonship that the article is about."""
        if not self.found:
            return DraftField(reason="No Chairpersonship is named.")
        best = self.found[0]
        value = best.state if best.year is None else f"{best.state}-{best.year}"
        second = self.found[1].weight if len(self.found) > 1 else 0.0
        is_sure = self.language == "en" and best.weight >= 4 and best.weight >= 2.5 * second
        reason = f"{states().name(best.state)} is named next to the word for the Chair."
        if best.minister is not None:
            reason = f"{best.minister.name} was Chairperson-in-Office in {best.minister.year}."
        certainty = SURE if is_sure else LIKELY if best.weight >= 2 else UNSURE
        return self.field(value, reason, *list(dict.fromkeys(best.places))[:3], certainty=certainty)

    def undated(self) -> DraftField:
        """Return the date of a statement without one in the text: the date of publication, if given."""
        if self.published is None:
            return DraftField(reason="The text has no date of the statement.")
        reason = "It is the given date of publication."
        return self.field(str(self.published), reason, certainty=UNSURE)

    def dated(self, one: Dated, certainty: Certainty, reason: str) -> DraftField:
        """Return a date of the text as a field.

        Args:
            one: the date with its place.
            certainty: its certainty.
            reason: the reason.
        """
        if one.period() is None:
            return DraftField(reason="The date in the text is not in the calendar.")
        return self.field(one.period(), reason, (one.start, one.end), certainty=certainty)

    @cached_property
    def stamp(self) -> Dated | None:
        """The date of the page itself: "date 2023-11-13" at the top."""
        full = (
            one for one in self.dates if one.day is not None and one.year is not None and one.start < _TOP
        )
        plain = self.text.plain
        return next(
            (one for one in full if _PAGE_DATE.search(plain[max(0, one.start - 12) : one.start])), None
        )

    @cached_property
    def days(self) -> list[Dated]:
        """The days that the text names, without that of the page."""
        return [one for one in self.dates if one.day is not None and one is not self.stamp]
