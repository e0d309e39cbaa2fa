"""Reports as PDF files (typst): tagged, with bookmarks, links and page numbers."""

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import attrs

from osce_tracker.design import COLOURS, LOOKS, POINTS
from osce_tracker.errors import MissingExtraError
from osce_tracker.files import extra
from osce_tracker.formats import cells
from osce_tracker.formats.cells import IDS, Parts, cell_text, is_dated, is_empty, look_of, shared_cell
from osce_tracker.formats.report import Column, KeyFigure, Report, Table, Value, prepared
from osce_tracker.model.periods import Period
from osce_tracker.model.sources import Source
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.plot.chart import Chart, on_paper
from osce_tracker.plot.raster import font_folder
from osce_tracker.text import capitalised, one_line, plain, whole_days

#: A piece of text with its look, and a cell as lines of pieces.
Piece = dict[str, Any]
Lines = list[list[Piece]]

_FOLDER: Final = Path(__file__).parent / "templates"
#: A table with more columns than this takes the full page width.
_MOST_NARROW: Final = 5
#: The line width of a table, in letters of its size, in portrait and in landscape.
_ROOM: Final = (110, 170)
#: The number of letters that a line of a name should hold.
_READABLE: Final = 26
#: A longer id has no column.
_LONGEST_ID: Final = 12
#: A table that needs a larger part of the page than this takes all of it.
_FULL: Final = 0.75
#: The longest word that widens a column, and the longest that never breaks.
_WIDEST: Final = 24
_LONGEST: Final = 30
#: A row with more lines than this may continue on the next page; a longer heading doesn't repeat on each.
_MOST_LINES: Final = 14
#: The widths of a page in pixels, 96 to the inch, in portrait and in landscape.
_PIXELS: Final = (657, 986)
#: The heights of a picture: above the tables, below them, and between short lists on one page, where the
#: tallest that fits is used.
_HIGH: Final = 260
_BELOW: Final = 480
_LOW: Final = (300, 250, 200, 170, 145)
#: The longest text in the foot of a page.
_FOOT: Final = 110
#: The width of a symbol and the edge of a chip, in letters.
_SIGN: Final = "\u00a0\u00a0\u00a0\u00a0"
#: The space between the long texts of a row.
_GAP: Final = "\u2003"
#: Keys whose values aren't text.
_DATA: Final = ("url", "image", "look", "looks", "colours", "points", "day")
#: Code points that a font may use for its own signs.
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_WORD: Final = re.compile(rf"(?<!\S)(?!https?://)[^\s-]{{{_LONGEST + 1},}}")
_UNSHOWN: Final = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
#: Where a date may break: next to the dash between two days, and before a remark.
_IN_DATE: Final = re.compile(r"(?<! –) (?![–(])")


def to_pdf(report: Report, sources: str = "latest") -> bytes:
    """Return a report as a PDF.

    The file is tagged for screen readers (PDF/UA-1, ISO 14289-1).

    Args:
        report: the report.
        sources: which sources of each row are named: ``none``, ``latest`` or ``all``.

    Returns:
        The bytes of the file, the same for the same report.

    Raises:
        MissingExtraError: if the extra ``pdf`` is not installed.
        UsageError: if ``sources`` is another word.

    >>> import osce_tracker as ot
    >>> to_pdf(ot.overdue(ot.load(), "2025-12-31"))[:5]
    b'%PDF-'
    """
    report = prepared(report, sources)
    pictures = (*report.charts, *report.charts_below)
    with extra("pdf,plot" if pictures else "pdf", "PDF files (.pdf)"):
        import typst
    content = _Writer(report, sources).content()
    # The charts use a font that typst lacks.
    drawn = any(chart["image"] for chart in (*content["charts"], *content["charts_below"]))
    lacking = set(_PRIVATE.findall(json.dumps(content, ensure_ascii=False)))
    while True:
        try:
            return typst.compile(
                _FOLDER / "report.typ",
                root=_FOLDER,
                format="pdf",
                ignore_system_fonts=True,
                font_paths=[font_folder()] if drawn else [],
                sys_inputs={"report": json.dumps(_printable(content, lacking), ensure_ascii=False)},
                pdf_standards=["ua-1"],
                timestamp=0,
            )
        except typst.TypstError as error:
            # The standard requires a glyph for every character, so the error lists those without one.
            found = _characters(error.diagnostic) - lacking
            if not found:
                raise
            lacking |= found


class _Writer:
    """Turns one report into the data for the template."""

    def __init__(self, report: Report, sources: str) -> None:
        self.report = report
        self.every = sources == "all"
        self.references = cells.References(sources)
        self.lists = cells.is_sheet(report)
        self.landscape = cells.is_landscape(report)
        self.room = _ROOM[self.landscape]

    def content(self) -> dict[str, Any]:
        """Return all data for the template."""
        report, edition = self.report, self.report.edition
        # The standard requires a title.
        heading = one_line(report.heading) or "Report"
        lines = list(map(plain, cells.edition_lines(report)))
        highest = cells.HIGHEST[self.landscape]
        blocks = [
            [self.listed(one) for one in block] if len(block) > 1 else [self.table(*block)]
            for block in cells.blocks(report.tables)
        ]
        return {
            "title": heading,
            "day": None if edition is None else [*edition.compiled.timetuple()[:3]],
            "landscape": self.landscape,
            "lists": self.lists,
            "colours": {name: light for name, (light, _) in COLOURS.items()},
            "points": POINTS,
            "looks": {word: attrs.asdict(look) for word, look in LOOKS.items()},
            "foot": [
                cells.cut(text, _FOOT) for text in (one_line(report.title) or heading, report.data_note)
            ],
            "kicker": one_line(report.kicker),
            "heading": heading,
            "lead": plain(report.lead),
            "figures": [_figure(figure) for figure in report.figures],
            "charts": [
                self.chart(chart, _LOW) if self.lists else self.chart(chart, (_HIGH,), highest)
                for chart in report.charts
            ],
            "charts_below": [self.chart(chart, (_BELOW,)) for chart in report.charts_below],
            "blocks": blocks,
            "notes": [list(map(plain, cells.note_parts(note))) for note in report.notes],
            # The tables have numbered them by now.
            "sources": [self.source(n, source) for n, source in enumerate(self.references.named, 1)],
            "edition": [" ".join(lines)] if self.lists else lines,
        }

    def chart(self, chart: Chart, heights: Sequence[int], highest: int = 0) -> dict[str, Any]:
        """Return a chart as pictures of several heights, with its title, subtitle and text alternative."""
        title = one_line(chart.title)
        try:
            drawn = [on_paper(chart, "svg", (_PIXELS[self.landscape], height), highest) for height in heights]
        except MissingExtraError as error:
            return {"title": f"{title}: left out. {error.message}", "note": "", "alt": "", "image": []}
        return {
            "title": title,
            "note": "" if self.lists else one_line(drawn[0][1]),
            "alt": one_line(chart.text) or title or "Chart",
            "image": [picture.decode() for picture, *_ in drawn],
        }

    def source(self, number: int, source: Source) -> dict[str, Any]:
        """Return a source for the list at the end; a one-page report has no room for addresses."""
        return {
            "number": str(number),
            "text": plain(cells.short_source(source) if self.lists else cells.source_text(source)),
            "url": source.url if cells.is_address(source.url) else None,
            "address": "" if self.lists else plain(source.url),
        }

    def table(self, table: Table) -> dict[str, Any]:
        """Return a table with its widths, its headings and its rows in groups."""
        places = _places(table)
        details = [n for n in table.places if n not in places]
        columns = [table.columns[n] for n in places]
        heads = [capitalised(one_line(column.title)) for column in columns]
        rows = [self.row(table, row, places, details) for row in table.rows]
        widths = self.widths(columns, heads, rows)
        for row in rows:
            below = sum(1 + len(_text(line)) // self.room + _text(line).count("\n") for line in row["below"])
            row["breakable"] = self.height(row["cells"], widths) + below > _MOST_LINES
        left = iter(rows)
        # Group headings are larger and bold.
        across = max((int(1.3 * len(group.title) + len(group.note)) + 4 for group in table.groups), default=0)
        # Columns that don't need the page stay close together.
        narrow = len(places) <= _MOST_NARROW and max(sum(widths), across) <= self.room * _FULL
        full = not narrow or any(column.width for column in columns) or any(row["below"] for row in rows)
        if not full:
            widths[-1] += max(0, across - sum(widths))
        return {
            "title": one_line(table.title),
            "widths": widths,
            "full": full,
            "aligns": [column.align for column in columns],
            "heads": heads,
            "facts": cells.is_facts(table),
            "headed": self.height([[[{"text": head}]] for head in heads], widths) <= _MOST_LINES,
            "sections": [
                {
                    "group": group and {"title": one_line(group.title), "note": one_line(group.note)},
                    "headed": group is None or len(group.title) + len(group.note) <= self.room * 4,
                    "rows": [next(left) for _ in members],
                }
                for group, members in table.sections()
                if members
            ],
            "totals": [_total(total) for total in table.totals],
            "notes": list(map(plain, table.notes)),
        }

    def row(
        self, table: Table, row: tuple[Value, ...], places: Sequence[int], details: Sequence[int]
    ) -> dict[str, Any]:
        lines = [self.cell(table.columns[n], shared_cell(table, row, n)) for n in places]
        named = places.index(cells.name_place(table, places))
        for piece in (piece for line in lines[named] for piece in line):
            piece["bold"] = True
        below: list[Piece] = []
        for n in details:
            value = shared_cell(table, row, n)
            if n in table.row_places and not is_empty(row[n]):
                lines[named].append([{"text": plain(cell_text(row[n])), "small": True, "soft": True}])
            elif not is_empty(value):
                below += [{"text": _GAP}] if below else []
                if len(table.detail_places) > 1:
                    label = capitalised(one_line(table.columns[n].title))
                    below.append({"text": f"{label}: ".replace(" ", "\u00a0"), "soft": True})
                first, *others = self.cell(table.columns[n], value)
                below += first
                for line in others:
                    below += [{"text": "\n"}, *line]
        if below and all(table.columns[n].align == "right" for n in places[1:]):
            # There is no room for words below numbers.
            lines[0].append([{**piece, "small": True} for piece in below])
            below = []
        return {"cells": lines, "below": [below] if below else []}

    def listed(self, table: Table) -> dict[str, Any]:
        """Return a small table as a list: each row with its name, followed by everything else."""
        name, *_ = cells.item_places(table)
        rows: list[dict[str, Any]] = []
        for row in table.rows:
            first, *more = self.cell(table.columns[name], shared_cell(table, row, name))
            lines: Lines = [[{**piece, "bold": True} for piece in first], *more]
            look: str | None = None
            for before, column, value in cells.item_rest(table, row):
                if before == "\n":
                    lines.append([])
                else:
                    lines[-1].append({"text": before})
                for number, line in enumerate(self.cell(column, value)):
                    lines[-1] += [{"text": "; ", "soft": True}] if number else []
                    for piece in line:
                        # The symbol comes before the name, the word after it.
                        look = piece.pop("look", look)
                        lines[-1].append({**piece, "soft": True})
            rows.append({"look": look, "lines": lines, "breakable": False})
        return {"title": one_line(table.title), "rows": rows, "notes": list(map(plain, table.notes))}

    def cell(self, column: Column, value: Value | Parts) -> Lines:
        """Return a cell as lines of pieces."""
        if not isinstance(value, Parts):
            return self.value(column, value)
        lines: Lines = []
        for number, part in enumerate(value.values):
            if number == 0 and is_dated(value):
                lines = [[{"text": f"{_date(part)}: ", "bold": True}]]
            elif isinstance(part, tuple):
                lines.append([{**piece, "small": True} for piece in self.sources(part)])
            elif part is value.main:
                first, *others = self.value(column, part)
                lines = [*lines[:-1], [*(lines[-1] if lines else []), *first], *others]
            else:
                lines += [[{**piece, "small": True} for piece in line] for line in self.value(column, part)]
        return lines

    def value(self, column: Column, value: Value) -> Lines:
        """Return one value as lines of pieces."""
        if isinstance(value, tuple) and value:
            return [self.numbers(value)]
        if isinstance(value, date | Period):
            return [[{"text": _date(value)}]]
        text = plain(cell_text(value))
        if isinstance(value, Vocabulary):
            piece: Piece = {"text": text}
            if look_of(value) is not None:
                # A chip never breaks.
                piece = {"text": piece["text"].replace(" ", "\u00a0"), "look": value.value}
                piece["soft" if column.later else "chip"] = True
                if column.by_group:
                    piece["group"] = True
            return [[piece]]
        if column.later:
            return [[{"text": text, "soft": True}]]
        if cells.is_address(text):
            return [[{"text": text, "url": text}]]
        if _is_id(column):
            whole = {"whole": True} if len(text) <= _LONGEST else {}
            return [[{"text": text, "small": True, "soft": True, **whole}]]
        return [[{"text": line}] for line in text.split("\n")]

    def numbers(self, sources: tuple[Source, ...]) -> list[Piece]:
        """Return the source numbers of a row, which link to the list at the end."""
        return [{"text": f"[{n}]", "ref": str(n)} for n in self.references.numbers(sources)]

    def sources(self, sources: tuple[Source, ...]) -> list[Piece]:
        """Return the sources in a cell of several values: the latest by name, and their numbers."""
        latest = plain(cells.source_line(sources[0]))
        before = cells.counted(sources, every=self.every) or "Source: "
        text = "Sources: " if self.every and len(sources) > 1 else f"{before}{latest} "
        return [{"text": text, "soft": True}, *self.numbers(sources)]

    def widths(
        self, columns: Sequence[Column], heads: Sequence[str], rows: Sequence[dict[str, Any]]
    ) -> list[float]:
        """Return the share of the page for each column: as set, or from its words and its texts."""
        by_column = [
            [head, *("\n".join(map(_text, row["cells"][place])) for row in rows)]
            for place, head in enumerate(heads)
        ]
        least = [
            2 + max(_longest(texts), _least(texts) if column.align == "right" else 0)
            for column, texts in zip(columns, by_column, strict=True)
        ]
        most = [max(len(line) for text in texts for line in text.split("\n")) + 2 for texts in by_column]
        # The first column is bold.
        most[0] += most[0] // 10
        if all(column.width for column in columns):
            # No column can use more than its longest line.
            shares = [column.width * self.room / 100 for column in columns]
            needs = [need - 1 if _is_id(column) else 0 for need, column in zip(least, columns, strict=True)]
            return [min(max(pair), cap) for *pair, cap in zip(shares, needs, most, strict=True)]
        if any(row["below"] for row in rows):
            # Long texts go below the other columns.
            most[0] = min(most[0], _READABLE)
        # Long texts get more, but not all.
        wants = [max(sum(map(len, texts)) / len(texts), 1) ** 0.5 for texts in by_column]
        return cells.shared(self.room, least, wants, most)

    def height(self, cells: Sequence[Lines], widths: Sequence[float]) -> int:
        """Return the approximate number of lines in the tallest of some cells."""
        rooms = [max(1.0, self.room * width / sum(widths)) for width in widths]
        return max(
            sum(1 + int(len(_text(line)) / room) for line in lines)
            for lines, room in zip(cells, rooms, strict=True)
        )


def _places(table: Table) -> list[int]:
    """Return the places of the columns side by side: those of the row, and others with a width."""
    places = cells.wide_places(table)
    # A long id goes below the name of its row.
    return [n for n in places if not _is_long_id(table, n)] or list(places)


def _is_long_id(table: Table, place: int) -> bool:
    return _is_id(table.columns[place]) and any(
        len(cell_text(row[place])) > _LONGEST_ID and row[place] != row[0] for row in table.rows
    )


def _is_id(column: Column) -> bool:
    return column.key in IDS


def _longest(texts: Sequence[str]) -> int:
    """Return the length of the longest word, up to the most that a column is widened for."""
    return min(_WIDEST, max(len(word) for text in texts for word in re.split("[ \n]", text)))


def _least(texts: Sequence[str]) -> int:
    """Return the width that keeps numbers on one line and their heading on three."""
    head, *values = texts
    return max(min(len(head) // 3 + 2, _WIDEST), *map(len, values), 0)


def _text(line: list[Piece]) -> str:
    return "".join(f"{piece['text']}{_SIGN if 'chip' in piece else ''}" for piece in line)


def _figure(figure: KeyFigure) -> dict[str, Any]:
    """Return a key figure. For a share, the part is the number, with the whole in small type next to it."""
    value, _, rest = cell_text(figure.value).partition(" ")
    return {
        "value": value,
        "rest": rest,
        "label": one_line(figure.label),
        "note": one_line(figure.note),
        "look": None if figure.word is None else figure.word.value,
    }


def _total(total: KeyFigure) -> dict[str, str]:
    return {
        "label": capitalised(one_line(total.label)),
        "value": cell_text(total.value),
        "note": f"({one_line(total.note)})" if total.note else "",
    }


def _date(value: Value) -> str:
    """Return a date that breaks only between its parts."""
    return _IN_DATE.sub("\u00a0", cell_text(value))


def _characters(diagnostic: str) -> set[str]:
    """Return the characters that typst has no font for."""
    texts = "".join(_UNSHOWN.findall(diagnostic))
    texts = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), texts)
    return {character for character in texts if not character.isascii()}


def _printable(content: dict[str, Any], lacking: set[str]) -> dict[str, Any]:
    """Return content with codes for characters that no font has, and with breakable long words."""
    codes = {ord(one): f"<U+{ord(one):04X}>" for one in lacking}

    def printable(value: Any) -> Any:
        match value:
            case str():
                text = whole_days(value.translate(codes) if codes else value)
                return text if len(text) <= _LONGEST else _WORD.sub(_break_word, text)
            case {**fields}:
                return {name: one if name in _DATA else printable(one) for name, one in fields.items()}
            case [*items]:
                return list(map(printable, items))
            case _:
                return value

    whole: dict[str, Any] = printable(content)
    if codes:
        example = codes[min(codes)]
        said = f"Characters that the fonts of this file lack are shown as codes, such as {example}."
        whole["notes"].append(["", said])
    return whole


def _break_word(word: re.Match[str]) -> str:
    """Return a long word with zero-width spaces where a line may end."""
    return "\u200b".join(word[0][n : n + 10] for n in range(0, len(word[0]), 10))
