"""The result of reading a press article: whether it is a statement, and a draft of each position in it."""

from collections.abc import Iterable
from typing import Any, Final

import attrs
from attrs import field
from attrs.converters import optional

from osce_tracker.errors import quoted
from osce_tracker.model import validation as to
from osce_tracker.model.periods import Period
from osce_tracker.model.plain import to_dict
from osce_tracker.model.statements import SupportStatement
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.text import folded
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.tracker import Tracker

#: The most days between a statement and the date of its article.
_TOLERANCE: Final = 7


class Certainty(Vocabulary):
    """How certain the reading of a field is.

    >>> Certainty.SURE.definition
    'The text says so in words that leave no other reading.'
    """

    SURE = ("sure", "The text says so in words that leave no other reading.")
    LIKELY = ("likely", "The text points to it.")
    UNSURE = ("unsure", "A guess, or nothing was found.")


@attrs.frozen(kw_only=True)
class Passage:
    """A place in the text of an article.

    >>> Passage(start=0, end=7, text="Finland")
    Passage(start=0, end=7, text='Finland')
    """

    start: int
    end: int
    text: str


@attrs.frozen(kw_only=True)
class DraftField:
    """The reading of one field: a value, its certainty, the reason, and the passages behind it.

    Attributes:
        value: a code, a word, a date as data files write it, a tuple of dimensions or a ``Person``; ``None``
            if nothing was found.
        confidence: sure, likely or unsure.
        reason: the reason, in one sentence.
        passages: the passages.
    """

    value: Any = None
    confidence: Certainty = Certainty.UNSURE
    reason: str = ""
    passages: tuple[Passage, ...] = ()


@attrs.frozen(kw_only=True)
class Draft:
    """One position that an article reports, field by field.

    >>> import osce_tracker as ot
    >>> article = ot.read_article("Minister of Norway Ine Dahl said that she supports Malta's OSCE chair.")
    >>> (draft,) = article.drafts
    >>> draft.state.value, draft.speaker.value, draft.chair.value, draft.stance.value, draft.missing
    ('NO', 'Ine Dahl', 'MT-2024', 'supports', ('date', 'dimensions', 'forum'))
    """

    state: DraftField
    group: DraftField
    speaker: DraftField
    role: DraftField
    counterpart: DraftField
    date: DraftField
    chair: DraftField
    dimensions: DraftField
    stance: DraftField
    forum: DraftField
    attributed_to: DraftField

    @property
    def fields(self) -> dict[str, DraftField]:
        """The fields by name."""
        return {name: getattr(self, name) for name in FIELDS}

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that a statement needs but the article doesn't give."""
        missing = [name for name in ("date", "dimensions", "stance", "forum") if not self.fields[name].value]
        who = () if self.state.value or self.group.value else ("state",)
        return (*who, *missing)

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain dicts, lists and texts."""
        return to_dict(self)


#: The fields of a draft, in display order.
FIELDS: Final = tuple(one.name for one in attrs.fields(Draft))


def _drafts(values: Iterable[Draft]) -> tuple[Draft, ...]:
    return to.instances(Draft, values)


def _given(value: str) -> str:
    """Return a text unchanged: passages are places in it."""
    if not isinstance(value, str):
        raise ValueError(f"must be text, not {quoted(value)}")  # noqa: TRY004 (a wrong value like any other)
    return value


@attrs.frozen(kw_only=True, field_transformer=to.name_errors)
class Article:
    """The result of reading a press article.

    Attributes:
        is_statement: whether a State or a group takes a position on an OSCE Chairpersonship, or on the OSCE
            under one.
        reason: the reason, in one sentence.
        title: the first line.
        url: its address, if known.
        publisher: its publisher, if known.
        published: its date of publication, if known.
        language: the code of its language, or ``None``.
        notes: what was not read, and why.
        drafts: one draft per position; nothing in them has been confirmed by a person.
        text: the original text.

    >>> import osce_tracker as ot
    >>> article = ot.read_article("Students sat the OSCE, an objective structured clinical examination.")
    >>> article.is_statement, article.reason
    (False, 'OSCE stands for something else here: "sat the OSCE".')
    """

    is_statement: bool = field(converter=to.true_or_false)
    reason: str = field(converter=to.filled_text)
    title: str = field(default="", converter=to.text)
    url: str | None = field(default=None, converter=optional(to.address))
    publisher: str | None = field(default=None, converter=optional(to.filled_text))
    published: Period | None = field(default=None, converter=optional(Period))
    language: str | None = field(default=None, converter=optional(to.language_code))
    notes: tuple[str, ...] = field(default=(), converter=to.texts)
    drafts: tuple[Draft, ...] = field(default=(), converter=_drafts)
    text: str = field(default="", converter=_given, repr=False)

    @checked
    def duplicates(self, tracker: Tracker) -> tuple[SupportStatement, ...]:
        """Return the statements of a data set that the article may report.

        Args:
            tracker: the data set.

        Returns:
            Statements with the same source address, and those of the same State or group on the same Chair
            within a week, unless their speaker is another person. If the article has no date, the speaker
            must be the same.

        >>> import osce_tracker as ot
        >>> article = ot.read_article("...", url=ot.load().statements[0].sources[0].url)
        >>> ot.load().statements[0] in article.duplicates(ot.load())
        True
        """
        address = None if self.url is None else _address(self.url)
        return tuple(
            one
            for one in tracker.statements
            if (address is not None and any(_address(source.url) == address for source in one.sources))
            or any(_is_same(draft, one) for draft in self.drafts)
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the article as plain dicts, lists and texts, without its own text."""
        found = to_dict(self)
        del found["text"]
        return found


def _address(url: str) -> str:
    """Return the part that two addresses of one page share."""
    return url.partition("://")[2].removeprefix("www.").partition("#")[0].rstrip("/").casefold()


def _is_same(draft: Draft, statement: SupportStatement) -> bool:
    """Return True if a statement can be the position of a draft."""
    spoke = statement.state or statement.group
    if spoke not in (draft.state.value, draft.group.value):
        return False
    chair = draft.chair.value
    if statement.chairs and isinstance(chair, str) and chair not in statement.chairs:
        return False
    name, date = draft.speaker.value, draft.date.value
    if isinstance(date, str):
        when, said = Period(date), statement.date
        if max((when.first - said.last).days, (said.first - when.last).days) > _TOLERANCE:
            return False
    if statement.speaker is None or not isinstance(name, str):
        return isinstance(date, str)
    return folded(name.split()[-1]) == folded(statement.speaker.name.split()[-1])
