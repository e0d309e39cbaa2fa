"""Search: the words of all records of a tracker, in an index that is built on first use.

The index is a table of SQLite's full-text search FTS5 in memory. Its tokenizers fold case and accents
(``unicode61``) and reduce English words to their stems (``porter``).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, takewhile
from operator import itemgetter
from threading import RLock
from typing import Any, Final, cast
from unicodedata import normalize
from weakref import finalize

import attrs

from osce_tracker.errors import UsageError, nearest, quoted
from osce_tracker.model.chairs import Chairmanships
from osce_tracker.model.commitments import Commitment, MakerType
from osce_tracker.model.states import StateRegistry
from osce_tracker.text import UNSEEN, folded

#: Longer searches are refused.
LONGEST: Final = 1_000
MOST_WORDS: Final = 32
#: The columns of the index: the introduction of a passage from it, the weight of a word in it, and its
#: rank if several texts have as many of the words. The title already appears next to the passage.
_COLUMNS: Final = {
    "title": ("", 10.0, 3),
    "text": ("", 4.0, 8),
    "updates": ("", 2.0, 7),
    "themes": ("Themes: ", 4.0, 2),
    "people": ("", 3.0, 5),
    "states": ("States: ", 3.0, 1),
    "places": ("", 2.0, 4),
    "notes": ("Note: ", 1.0, 6),
    "id": ("Id: ", 5.0, 0),
    # The same texts in plain letters, with compounds as one word.
    "plain": ("", 0.5, -1),
}
#: Columns where a word tells what became of a promise, or our remarks, rather than the promise itself.
_LATER: Final = frozenset({"updates", "notes"})
#: Noncharacters that mark the words found (Unicode, section 23.7: for use inside a program).
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARKED: Final = re.compile(f"{_OPEN}(.*?){_CLOSE}")
_MARKS: Final = str.maketrans("", "", _OPEN + _CLOSE)
#: SQLite's output for each column: its text with marks around the words found.
_MARKED_TEXTS: Final = ", ".join(
    f"highlight(records, {n}, '{_OPEN}', '{_CLOSE}')" for n in range(len(_COLUMNS))
)
#: The approximate length of a passage, and of the part before the first word found.
_PASSAGE: Final = 200
_BEFORE: Final = 60
#: Words that don't tell what a text is about. In capitals they are abbreviations.
SMALL: Final = frozenset(
    re.findall(
        "[a-z]+",
        "a an and are as at be been by did do does for from had has have how in is it its of on or that the "
        "their these they this to us was were what when where which who whose with",
    )
)
#: A phrase in quotation marks of any kind, or a word.
_QUOTES: Final = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"'))
_PARTS: Final = re.compile(r'"([^"]*)"|([^\s"]+)')
_POSSESSIVE: Final = re.compile(r"['\u2019]s?$")
_HYPHENS: Final = re.compile(r"(?<=\w)[-\u2010\u2011](?=\w)")
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
#: How similar a word must be for a suggestion, and the most suggestions.
_SIMILAR: Final = 0.82
_SUGGESTED: Final = 3


@attrs.frozen(kw_only=True)
class Match:
    """A record that contains all the words of a search.

    >>> import osce_tracker as ot
    >>> match = ot.load().search("Ukrainian children")[1]
    >>> match.kind, match.record.id, match.passage
    ('commitment', 'PS25-09', 'Work for the return of Ukrainian children to their families.')
    """

    kind: str = attrs.field(metadata={"meaning": "kind of the record: commitment, event, series, statement"})
    record: Any = attrs.field(metadata={"meaning": "the record"})
    passage: str = attrs.field(metadata={"meaning": "the part of its texts with most of the words"})
    score: float = attrs.field(
        metadata={"meaning": "how well it matches (Okapi BM25): higher is better, within one search"}
    )


@attrs.define(eq=False)
class Index:
    """The words of the records in some collections. Many threads may search it at once.

    Args:
        collections: the collections by the noun of their records, such as ``commitment``.
        states: the States and groups. All names and adjectives of one mean the same in a search.
        chairs: the terms in the chair: a promise of the Chair is also one of its Chairperson-in-Office.
    """

    collections: Mapping[str, Iterable[Any]]
    states: StateRegistry
    chairs: Chairmanships
    _lock: RLock = attrs.field(init=False, factory=RLock)
    #: A connection of sqlite3. Most programs never search, so don't load it for them.
    _table: Any = attrs.field(init=False, default=None)

    @cached_property
    def _records(self) -> tuple[tuple[str, Any], ...]:
        return tuple((noun, record) for noun, records in self.collections.items() for record in records)

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The words for a State or group, by each of them in plain letters. A word for two is left out."""
        meanings: list[tuple[str, ...]]
        meanings = [(group.name, group.code, *group.aliases) for group in self.states.groups]
        for state in self.states:
            # "Serbia and Montenegro" more often means today's two States than a former name of one.
            names = (name.name for name in state.names if " and " not in name.name)
            meanings.append((*names, state.name, *state.aliases, *state.demonyms))
        found = [{_main_words(name): name for name in words} for words in meanings]
        counts = Counter(chain.from_iterable(found))
        return {
            form: tuple(name for own, name in forms.items() if own not in SMALL)
            for forms in found
            for form in forms
            if counts[form] == 1
        }

    @cached_property
    def _vocabulary(self) -> tuple[str, ...]:
        """All words of the records, as they are written."""
        texts = (
            text
            for _, record in self._records
            for text in chain(*texts_of(record, self.states, self.chairs).values())
        )
        return tuple(dict.fromkeys(word for text in texts for word in _WORD.findall(text)))

    def search(self, words: str, limit: int | None = None) -> tuple[Match, ...]:
        """Return the records that contain all the given words, the best match first.

        Args:
            words: the words; a phrase in quotation marks must match exactly.
            limit: the largest number of matches; by default there is no limit.

        Raises:
            UsageError: if there are no words or too many, or the limit isn't a number from 1.
        """
        if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 1):
            raise UsageError(f"limit must be a whole number from 1 on, not {quoted(limit)}.")
        weights = ", ".join(str(weight) for _, weight, _ in _COLUMNS.values())
        found = self._ask(f"rowid, -bm25(records, {weights}), {_MARKED_TEXTS}", self._query(words))
        # Rounded, so that equal matches stay in the order of the records on every machine.
        ranked: list[tuple[float, int, list[str]]]
        ranked = sorted((-float(f"{score:.9g}"), row, cells) for row, score, *cells in found)
        return tuple(
            Match(
                kind=self._records[row][0],
                record=self._records[row][1],
                passage=self._passage(cells),
                score=-score,
            )
            for score, row, cells in ranked[:limit]
        )

    def ids(self, noun: str, words: str) -> frozenset[str]:
        """Return the ids of the records of one kind that contain all the given words.

        Args:
            noun: the kind, such as ``commitment``.
            words: the words, as for ``search``.

        Raises:
            UsageError: if there are no words or too many.
        """
        found = (self._records[row] for row in self._rows(self._query(words)))
        return frozenset(record.id for kind, record in found if kind == noun)

    def counts(self, words: str) -> dict[str, int]:
        """Return how many records contain each word or phrase.

        Args:
            words: the words, as for ``search``.

        Raises:
            UsageError: if there are no words or too many.
        """
        return {part: len(self._rows(_any_of(forms))) for part, forms in self._parts(words)}

    def kinds(self, words: str) -> Counter[str]:
        """Return how many records of each kind contain all the given words, by the noun of the kind.

        Args:
            words: the words, as for ``search``.

        Raises:
            UsageError: if there are no words or too many.
        """
        return Counter(self._records[row][0] for row in self._rows(self._query(words)))

    def aside(self, noun: str, ids: Collection[str], words: str) -> dict[str, int]:
        """Return how many of some records have a word only in their updates or notes, or in names there.

        Args:
            noun: the kind of the records, such as ``commitment``.
            ids: the ids of the records.
            words: the words, as for ``search``.

        Returns:
            The number of records by word or phrase.

        Raises:
            UsageError: if there are no words or too many.
        """
        rows = {n for n, (kind, record) in enumerate(self._records) if kind == noun and record.id in ids}
        found = dict[str, int]()
        for part, forms in self._parts(words):
            marked = self._ask(f"rowid, {_MARKED_TEXTS}", _any_of(forms))
            columns = [{name for name, *_ in self._places(cells)} for row, *cells in marked if row in rows]
            found[part] = sum(bool(own & _LATER) and own <= {*_LATER, "states"} for own in columns)
        return found

    def similar(self, words: str) -> dict[str, tuple[str, ...]]:
        """Return words of the records that are spelt almost like those that no record has.

        Args:
            words: the words, as for ``search``.

        Returns:
            The similar words, by the word that was not found. Words without any are left out.

        Raises:
            UsageError: if there are no words or too many.

        >>> import osce_tracker as ot
        >>> ot.load().index.similar("Ukranian childern")
        {'Ukranian': ('Ukrainian',), 'childern': ('children',)}
        """
        missing = [part for part, count in self.counts(words).items() if not count and " " not in part]
        near = {part: nearest(part, self._vocabulary, _SUGGESTED, _SIMILAR) for part in missing}
        return {part: found for part, found in near.items() if found}

    def _query(self, words: str) -> str:
        """Return an FTS5 query (https://sqlite.org/fts5.html, section 3) that is always well formed."""
        return " AND ".join(f"({_any_of(forms)})" for _, forms in self._parts(words))

    def _parts(self, words: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return each word or phrase of a search with the forms that mean the same."""
        if not isinstance(words, str):
            raise UsageError(f"The words to search for must be text, not {quoted(words)}.")
        if len(words) > LONGEST:
            raise UsageError(f"Search for at most {LONGEST:,} characters, not {len(words):,}.")
        text = normalize("NFC", UNSEEN.sub(" ", words).translate(_MARKS)).translate(_QUOTES)
        parts = [(phrase.strip(), _POSSESSIVE.sub("", word)) for phrase, word in _PARTS.findall(text)]
        parts = [pair for pair in parts if any(map(str.isalnum, "".join(pair)))]
        if not parts:
            raise UsageError(
                f"There are no words in {quoted(words)}. Give at least one word. "
                "To filter by no words, leave text out."
            )
        if len(parts) > MOST_WORDS:
            raise UsageError(f"Search for at most {MOST_WORDS} words, not {len(parts)}.")
        telling = [pair for pair in parts if pair[0] or pair[1] not in SMALL]
        return list(self._forms(telling or parts))

    def _forms(self, parts: list[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
        place = 0
        while place < len(parts):
            # The name of a State has several words: "Russian Federation".
            run = [word for _, word in takewhile(itemgetter(1), parts[place:])]
            size, names = self._leading_state(run)
            name = " ".join(run[:size]) or parts[place][0]
            yield name, (name, plain_letters(name), *names)
            place += size

    def _leading_state(self, run: list[str]) -> tuple[int, tuple[str, ...]]:
        """Return how many of the first words name a State, and its names; or one word and no names."""
        for size in range(len(run), 0, -1):
            form = _main_words(" ".join(run[:size]))
            if names := self.names.get(form) or self.names.get(form.removesuffix("s")):
                return size, names
        return 1, ()

    def _passage(self, cells: list[str]) -> str:
        """Return the text of a record with most of the words, shortened around the first of them."""
        best, rank = "", (0, 0)
        for name, own, marked in self._places(cells):
            opening, _, place = _COLUMNS[name]
            new = (self._found_in(marked), place)
            if new > rank:
                best, rank = opening + _shorten(own, marked.find(_OPEN)), new
        return best

    def _places(self, cells: list[str]) -> Iterator[tuple[str, str, str]]:
        """Yield each text with words that were found: its column, the text, and the text with marks."""
        plain = iter(cells[-1].split("\n"))
        for name, cell in zip(_COLUMNS, cells[:-1], strict=False):
            for text in cell.split("\n"):
                own = text.translate(_MARKS)
                twin = next(plain) if _has_plain_form(own) else ""
                marked = max(text, twin, key=self._found_in)
                if _OPEN in marked:
                    yield name, own, marked

    def _found_in(self, marked: str) -> int:
        """Return how many of the words were found in a text. Words for one State count as one."""
        found = (_main_words(word) for word in _MARKED.findall(marked))
        return len({self.names.get(word, word) for word in found})

    def _rows(self, query: str) -> list[int]:
        return [row for (row,) in self._ask("rowid", query)]

    def _ask(self, columns: str, query: str) -> list[Any]:
        """Return columns of the records that match a query."""
        # Not every SQLite is built for several threads, and a query takes a millisecond.
        with self._lock:
            if self._table is None:
                self._table = self._built()
                # From Python 3.13 on, an unclosed connection causes a warning.
                finalize(self, self._table.close)
            question = f"SELECT {columns} FROM records WHERE records MATCH ?"  # noqa: S608 (columns of our own)
            found: list[Any] = self._table.execute(question, [query]).fetchall()
            return found

    def _built(self) -> Any:
        import sqlite3

        columns = ", ".join(_COLUMNS)
        table = sqlite3.connect(":memory:", check_same_thread=False)
        try:
            table.execute(
                f"CREATE VIRTUAL TABLE records USING fts5({columns}, tokenize = 'porter unicode61')"
            )
        except sqlite3.OperationalError as error:
            raise UsageError(
                f"Search needs SQLite with FTS5, which this Python doesn't have: {error}."
            ) from None
        places = ", ".join("?" * (len(_COLUMNS) + 1))
        rows = ((n, *_cells(record, self.states, self.chairs)) for n, (_, record) in enumerate(self._records))
        table.executemany(f"INSERT INTO records(rowid, {columns}) VALUES ({places})", rows)  # noqa: S608
        return table


def plain_letters(text: str) -> str:
    """Return a text in lower case, without accents, and with compounds in one word.

    Args:
        text: any text.

    >>> plain_letters("Co-operation in \u0141\u00f3d\u017a")
    'cooperation in lodz'
    """
    return _HYPHENS.sub("", folded(text))


def _main_words(text: str) -> str:
    """Return a name in plain letters without small words, unless it has no others."""
    words = plain_letters(text).split()
    return " ".join([word for word in words if word not in SMALL] or words)


def _any_of(forms: Iterable[str]) -> str:
    """Return a query for any of some phrases. Quotation marks disable operators."""
    # A repeated form would weigh twice.
    distinct = {form.casefold(): form.replace('"', " ") for form in forms}
    return " OR ".join(f'"{form}"' for form in distinct.values())


def texts_of(record: Any, states: StateRegistry, chairs: Chairmanships) -> dict[str, list[str]]:
    """Return the searchable texts of a record, each on one line.

    Args:
        record: a record of any kind.
        states: the registry for names.
        chairs: the terms in the chair.

    Returns:
        The texts by type: ``title``, ``text``, ``updates``, ``themes``, ``people``, ``states``,
        ``places``, ``notes`` and ``id``. Source texts that go beyond the record are left out.
    """
    updates = getattr(record, "updates", ())
    maker = getattr(record, "made_by", None)
    single = [getattr(record, name, None) for name in ("speaker", "counterpart")]
    people: list[Any] = [*filter(None, single), *getattr(record, "participants", ())]
    codes: tuple[str | None, ...] = (
        *(getattr(record, name, None) for name in ("state", "country")),
        *(person.country for person in people),
        *getattr(record, "states", ()),
        *(() if maker is None else maker.states),
        *chain.from_iterable(update.blocked_by for update in updates),
    )
    documents = (*getattr(record, "documents", ()), getattr(record, "document", None))
    texts = {
        "title": _fields(record, "title"),
        "text": _fields(record, "text criterion summary outcome commits_to occasion made_at"),
        "updates": [update.summary for update in updates],
        "themes": [", ".join(getattr(record, "themes", ()))],
        "people": [
            *(() if maker is None else [maker.name]),
            *_in_the_chair(record, chairs),
            *_fields(record, "group"),
            *(", ".join(filter(None, (person.name, person.role))) for person in people),
        ],
        "states": [", ".join(states.name(code) for code in dict.fromkeys(codes) if code and code in states)],
        "places": [
            *_fields(record, "body city venue"),
            *(str(document) for document in documents if document is not None),
        ],
        "notes": [*_fields(record, "note"), *(recess.reason for recess in getattr(record, "exceptions", ()))],
        "id": [record.id],
    }
    return {
        name: [" ".join(UNSEEN.sub(" ", text).translate(_MARKS).split()) for text in found]
        for name, found in texts.items()
    }


def _in_the_chair(record: Any, chairs: Chairmanships) -> Iterator[str]:
    """Yield the Chairperson-in-Office when the Chair made a promise, or the first or last one of its term."""
    if isinstance(record, Commitment) and record.made_by.type is MakerType.CHAIR:
        terms = [chairs[term] for term in record.chairs if term in chairs]
        made = record.made_on.last
        ministers = (term.chair_in_office_on(min(max(made, term.since), term.until)) for term in terms)
        yield from (f"Chairperson-in-Office: {minister.name}" for minister in ministers if minister)


def _fields(record: Any, names: str) -> list[str]:
    values = (getattr(record, name, None) for name in names.split())
    return [cast("str", value) for value in values if value]


def _cells(record: Any, states: StateRegistry, chairs: Chairmanships) -> Iterator[str]:
    texts = texts_of(record, states, chairs)
    yield from ("\n".join(found) for found in texts.values())
    yield "\n".join(plain_letters(text) for text in chain(*texts.values()) if _has_plain_form(text))


def _has_plain_form(text: str) -> bool:
    return not text.isascii() or _HYPHENS.search(text) is not None


def _shorten(text: str, place: int) -> str:
    """Return the part of a text around a place, in whole words."""
    if len(text) <= _PASSAGE:
        return text
    start = text.rfind(" ", 0, max(0, min(place - _BEFORE, len(text) - _PASSAGE))) + 1
    end = text.find(" ", start + _PASSAGE)
    end = len(text) if end < 0 else end
    more, rest = "\u2026 " * (start > 0), " \u2026" * (end < len(text))
    return f"{more}{text[start:end]}{rest}"
