"""Reports as Excel workbooks (openpyxl): a cover, a sheet for each table, and one with all sources."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from importlib import import_module
from math import ceil
from typing import Any, Final

import attrs

from osce_tracker import design
from osce_tracker.design import INK, LINK, LOOKS, RULE, SHADE, SOFT
from osce_tracker.files import extra, office_file
from osce_tracker.formats import cells
from osce_tracker.formats.cells import IDS, cell_text, is_address, look_of, source_line
from osce_tracker.formats.report import Column, Report, Table, Value, cell_data, prepared
from osce_tracker.model.dimensions import Section
from osce_tracker.model.periods import Period
from osce_tracker.model.shares import Share
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.text import capitalised, one_line, plain

#: Limits of the format (ECMA-376; Excel's own specification), beyond which Excel offers to repair a file.
LONGEST_TEXT: Final = 32_767
_LONGEST_NAME: Final = 31
_LONGEST_HEADING: Final = 255
_MOST_LINKS: Final = 60_000
_LONGEST_HEADER: Final = 100
#: The name of the first sheet.
COVER: Final = "Cover"
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
#: A text that Excel reads as a character code; an underscore is escaped in the same way.
_CODED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
#: The remains of such a code after a cut, or of the code for an unprintable character.
_PART_OF_CODE: Final = re.compile(r"(?:(?:_x005F)?_(?:x[0-9A-F]{0,4})?|<(?:U\+?[0-9A-F]*)?)$")
#: The pieces of a text between possible line ends.
_PIECE: Final = re.compile(r"[^ /-]*(?:[ /-]|$)")
_WIDE: Final = re.compile("[A-Z0-9]")
#: A text that starts like this would become a formula if typed in.
_FORMULA: Final = ("=", "+", "-", "@")
#: The maximum widths of columns, in characters: for some keys, for all others, for ids and for
#: long texts.
_WIDEST: Final = {"commitment": 44, "happened": 60, "url": 60, **dict.fromkeys(IDS, 20)}
_WIDEST_OTHER: Final = 36
_WIDEST_DETAIL: Final = 45
#: The width of days, which Excel shows whole or not at all, and of similar texts; of groups; of publishers.
_SHORT_WIDTH: Final = 19
_GROUP_WIDTH: Final = 22
_SOURCE_WIDTH: Final = 26
_NARROWEST: Final = 8
#: Texts up to this length, such as a status, stay on one line.
_SHORT_TEXT: Final = 13
#: The columns of numbers of the cover.
_COUNTS: Final = (2, 3, 4)
#: Widths of the cover: labels, three columns of numbers, and notes; texts span all but the last.
_COVER_WIDTHS: Final = (62, 9, 7, 8, 35)
#: How much wider bold letters are, and capitals and digits.
BOLD: Final = 1.12
_WIDER: Final = 1.2
#: The widths of sheets that fit a page of A4 or A3 in landscape, in type of at least 7.5 points;
#: the paper codes.
_ON_A4: Final = 188
_ON_A3: Final = 272
#: How far columns may shrink below the width of their texts to share a page.
_NARROWER: Final = 1.4
#: Lines on a page of A4. A sheet that needs this many times its A3 lines there takes less paper on A3.
_PAGE_LINES: Final = 45
_TALLER: Final = 4 / 3
#: A wider column is hard to read.
_WIDEST_ON_A3: Final = 80
_A4: Final = 9
_A3: Final = 8
#: The margins of a printed page at the sides, above and below, in inches.
_MARGIN: Final = 0.4
_HEIGHT_MARGIN: Final = 0.75
#: The indent of texts after a number or a coloured cell, and its width in characters.
_INDENT: Final = 1
_PADDING: Final = 2
_LINE_HEIGHT: Final = 13
#: The space between rows, and in heads for the filter button.
_ROOM: Final = 3
_HEAD_ROOM: Final = 8
_TALLEST: Final = 400
#: The characters of a text that fit the width of one digit of the same font.
_PER_DIGIT: Final = 1.1
#: As in Word documents; every system has it, or one with letters of the same width.
FONT: Final = "Arial"
POINTS: Final = 10
#: The keys of the address and the day of a page.
_PAGE: Final = ("url", "published")
#: The text for sources without a date.
_UNDATED: Final = "No date"
_DAY: Final = "d mmmm yyyy"
_LINKED: Final = {"color": LINK[1:], "u": "single"}
#: The cell styles, which an office can change in one place: number format, side and font.
_STYLES: Final[dict[str, tuple[str, str, dict[str, Any]]]] = {
    "OSCE head": ("General", "left", {"b": True}),
    "OSCE number head": ("General", "right", {"b": True}),
    "OSCE text": ("General", "left", {}),
    "OSCE cell": ("General", "left", {}),
    "OSCE strong": ("General", "left", {"b": True}),
    "OSCE number": ("General", "right", {}),
    "OSCE decimal": ("0.000", "right", {}),
    "OSCE share": ("0%", "right", {}),
    "OSCE day": (_DAY, "left", {}),
    "OSCE link": ("General", "left", _LINKED),
    "OSCE linked day": (_DAY, "left", _LINKED),
    "OSCE detail": ("General", "left", {"color": SOFT[1:]}),
    "OSCE note": ("General", "left", {"color": SOFT[1:]}),
    "OSCE finding": ("General", "left", {"b": True, "sz": design.POINTS["finding"]}),
    "OSCE heading": ("General", "left", {"b": True, "sz": design.POINTS["heading-1"]}),
}
#: The styles of numbers. LibreOffice moves wrapped numbers to the edge, where they touch the next column.
_NUMBERS: Final = ("OSCE number", "OSCE decimal", "OSCE share")
#: The styles of texts on the cover without a line below.
_BARE: Final = ("OSCE text", "OSCE finding", "OSCE heading", "OSCE note")
_EMPTY_CELLS: Final = (
    "In the sheets an empty cell means that there is nothing to say; a count of none is 0. Columns for "
    "formulas, such as the first and the last day of a period, are folded at the right: click the plus sign."
)


def to_xlsx(report: Report, sources: str = "latest") -> bytes:
    """Return a report as an Excel workbook.

    Args:
        report: the report.
        sources: ``none`` to leave out the sources.

    Returns:
        The bytes of the file, the same for the same report. A cover has the finding, the key figures and
        links to the other sheets. Each table is a sheet of all its rows, with the group as a column; the last
        sheet has every source of every row. Days are dates, with the first and the last day of a longer
        period; counts are numbers, and a share takes three columns. No text is a formula, however
        it starts.

    Raises:
        UsageError: if ``sources`` is another word.
        MissingExtraError: if the extra ``excel`` is not installed.
    """
    report = prepared(report, sources)
    book = new_book()
    add_report(book, attrs.evolve(report, tables=(*report.tables, *_source_table(report))))
    return office_file(book)


def new_book() -> Any:
    """Return a workbook of openpyxl without sheets, with columns measured in our font.

    Raises:
        MissingExtraError: if the extra ``excel`` is not installed.
    """
    with extra("excel", "Excel workbooks (.xlsx)"):
        from openpyxl import Workbook
        from openpyxl.styles import Font
        from openpyxl.utils.indexed_list import IndexedList

    book: Any = Workbook()
    book.remove(book.active)
    font: Any = Font(name=FONT, sz=POINTS)
    # openpyxl has no public way to set this.
    book._fonts = IndexedList([font])  # noqa: SLF001
    book._named_styles["Normal"].font = font  # noqa: SLF001
    return book


def add_report(
    book: Any, report: Report, titles: Mapping[str, str] | None = None, *, is_data: bool = False
) -> None:
    """Add a cover in front of the sheets of a workbook, and a sheet for each table of a report after them.

    Args:
        book: the workbook of openpyxl. The cover also links to its existing sheets.
        report: the report.
        titles: titles for these sheets on the cover, by name; by default their names.
        is_data: true for tables of a data set, whose headings and words follow its data dictionary.
    """
    _add_styles(book)
    titles = titles or {}
    own = [
        (str(sheet.title), titles.get(sheet.title, str(sheet.title)), int(sheet.max_row) - 1)
        for sheet in book.worksheets
    ]
    # Excel reserves this name.
    taken = {"history", *(name.casefold() for name, *_ in own)}
    cover = book.create_sheet(_name(COVER, taken), 0)
    parts: list[tuple[str, Table]] = []
    for number, table in enumerate(report.tables, 1):
        if not table.rows:
            parts.append(("", table))
            continue
        name = _name(sheet_name(table.key), taken)
        parts.append((name, table))
        sheet = book.create_sheet(name)
        _fill(sheet, table, number, is_data=is_data)
        set_page(sheet)
    _Cover(cover, report).fill(own, parts)
    set_page(cover)
    cover.page_setup.orientation = "portrait"
    cover.print_title_rows = cover.print_title_cols = None
    title = one_line(report.title)
    title = title if len(title) <= _LONGEST_HEADER else f"{title[:_LONGEST_HEADER]}..."
    for sheet in book.worksheets:
        # An ampersand starts a code in the header.
        sheet.oddHeader.left.text = title.replace("&", "&&") or None
    book.active = 0
    book.properties.title = plain(report.title)
    book.properties.creator = "osce_tracker"


def sheet_name(key: str) -> str:
    """Return the sheet name for a table, before any number that makes it unique.

    Args:
        key: the key of the table.

    >>> sheet_name("record_sources"), sheet_name("commitments")
    ('Record sources', 'Commitments')
    """
    name = key.replace("_", " ")
    return name[:1].upper() + name[1:]


def set_page(sheet: Any) -> None:
    """Set up a sheet for printing: landscape, with its name, page and number of pages.

    A wide sheet prints on A3, as nobody could read it on A4; a wider one prints on several pages side by
    side, each with the first column.

    Args:
        sheet: the sheet of openpyxl, with its column widths set.
    """
    widths = [column.width for column in sheet.column_dimensions.values() if not column.hidden]
    first, others = widths[0], sum(widths[1:])
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A3 if first + others > _ON_A4 else _A4
    # The last column of a page may leave no room for another.
    pages = ceil(others / (_ON_A3 - first - _WIDEST_OTHER)) if first + others > _ON_A3 else 1
    sheet.page_setup.fitToWidth = pages
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    sheet.page_margins.top = sheet.page_margins.bottom = _HEIGHT_MARGIN
    sheet.page_margins.header = sheet.page_margins.footer = _MARGIN
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.right.text = "&A"
    sheet.oddFooter.right.text = "Page &P of &N"


def _name(title: str, taken: set[str]) -> str:
    """Return a unique name for a sheet that Excel accepts."""
    words = _FORBIDDEN.sub(" ", one_line(title)).strip("' ")
    return _unique(_cut(words, _LONGEST_NAME).strip("' ") or "Table", taken, _LONGEST_NAME)


def _unique(base: str, taken: set[str], most: int) -> str:
    """Reserve and return a name, numbered if it is taken in any case."""
    name, count = base, 2
    while name.casefold() in taken:
        tail = f" ({count})"
        name, count = _cut(base, most - len(tail)) + tail, count + 1
    taken.add(name.casefold())
    return name


def _units(text: str) -> int:
    """Return the length of a text as Excel counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    """Return as much of a text as fits into a number of UTF-16 units, without splitting a character."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def coded(text: str) -> str:
    r"""Return a text as the XML of a cell holds it, so that Excel shows that text.

    Args:
        text: any text.

    >>> coded("_x0041_"), coded("a\x07b")
    ('_x005F_x0041_', 'a<U+0007>b')
    """
    return _CODED.sub("_x005F_", plain(text))


def _add_styles(book: Any) -> None:
    """Give a workbook our styles: setting fonts and lines cell by cell would take several times as long."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    thin, thick = Side("thin", color=RULE[1:]), Side("medium", color=INK[1:])
    for name, (number_format, side, font) in _STYLES.items():
        style: Any = NamedStyle(name)
        whole: dict[str, Any] = {"name": FONT, "sz": POINTS, "color": INK[1:]} | font
        style.font = Font(**whole)
        style.number_format = number_format
        # LibreOffice drops the indent of some numbers.
        indent = 0 if side == "right" or name in _BARE else _INDENT
        if name == "OSCE detail":
            indent = 2 * _INDENT
        style.alignment = Alignment(
            wrap_text=name not in _NUMBERS, vertical="top", horizontal=side, indent=indent
        )
        if name.endswith("head"):
            style.fill, style.border = PatternFill("solid", fgColor=SHADE[1:]), Border(bottom=thick)
        elif name not in _BARE:
            style.border = Border(bottom=thin)
        book.add_named_style(style)


class _Writer:
    """Writes values into the cells of a sheet."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self._links = 0
        self._styles: dict[str, Any] = {}

    def _cell(self, line: int, place: int, style: str) -> Any:
        """Return a cell with a style; openpyxl goes through all styles for every name."""
        cell = self.sheet.cell(line, place)
        if style in self._styles:
            cell._style = copy(self._styles[style])  # noqa: SLF001 (as openpyxl copies cells)
        else:
            cell.style = style
            self._styles[style] = copy(cell._style)  # noqa: SLF001 (as above)
        return cell

    def write(self, line: int, place: int, value: Value, style: str = "OSCE cell", link: str = "") -> None:
        """Write a value into a cell, as a number or a day if it is one.

        Args:
            line: the number of the row.
            place: the number of the column.
            value: the value, but not sources.
            style: the style of the cell, if the value doesn't need one of its own.
            link: the link of the cell, if any.
        """
        day = value.first if isinstance(value, Period) and value.kind == "day" else value
        if isinstance(value, int | float):
            decimal = style if style == "OSCE share" else "OSCE decimal"
            name = decimal if isinstance(value, float) else "OSCE number"
            self._cell(line, place, name).value = value
            return
        if value is None or value == "":
            self._cell(line, place, style)
            return
        is_link = self._links < _MOST_LINKS and is_address(link)
        # Excel has no day before 1900, and miscounts the first two months of that year.
        if isinstance(day, date) and day.year > 1900:
            cell = self._cell(line, place, "OSCE linked day" if is_link else "OSCE day")
            cell.value = day
        else:
            cell = self._cell(line, place, "OSCE link" if is_link else style)
            put_text(cell, _display_text(value))
        if is_link:
            self._links += 1
            cell.hyperlink = link


def _display_text(value: Value) -> str:
    """Return a value as its cell shows it, or a text of about that length."""
    return cell_text(value) if isinstance(value, float | Vocabulary) else cell_data(value)


@attrs.frozen
class _Part:
    """A column of a sheet.

    Attributes:
        title: its heading.
        values: the values of its cells.
        widest: its maximum width, in characters.
        style: the style of its cells.
        links: the links of its cells, or empty texts; by default the cells that are addresses.
        is_technical: true if it is only for formulas and programs.
    """

    title: str
    values: Sequence[Value]
    widest: int = _WIDEST_OTHER
    style: str = "OSCE cell"
    links: Sequence[str] = ()
    is_technical: bool = False

    @property
    def texts(self) -> list[str]:
        """The values as the cells show them."""
        return [*map(_display_text, self.values)]

    @property
    def least(self) -> int:
        """The width that it needs: for its longest word, or for a day or a link, which never wrap."""
        if self.links or any(isinstance(value, date | Period) for value in self.values):
            return _SHORT_WIDTH
        pieces = (
            piece for text in self.texts for piece in ([text] if len(text) <= _SHORT_TEXT else text.split())
        )
        longest = max(pieces, key=_length, default="")
        return min(self.widest, column_width(self.title, [longest], _SHORT_WIDTH))


def _fill(sheet: Any, table: Table, number: int, *, is_data: bool) -> None:
    """Write a table into a sheet."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table as ExcelTable
    from openpyxl.worksheet.table import TableStyleInfo

    parts = sorted(_parts(table, is_data=is_data), key=lambda part: part.is_technical)
    titles = [part.title for part in parts]
    heads, writer = _heads(titles if is_data else map(capitalised, titles)), _Writer(sheet)
    lines = [1] * (len(table.rows) + 1)
    for n, (part, title, width) in enumerate(zip(parts, heads, _widths(parts), strict=True), 1):
        letter, texts = get_column_letter(n), part.texts
        sheet.column_dimensions[letter].width = width
        lines[0] = max(lines[0], lines_of(title, width / BOLD))
        is_number = part.values and all(type(value) in (int, float, type(None)) for value in part.values)
        writer.write(1, n, title, "OSCE number head" if is_number else "OSCE head")
        room = width / BOLD if n == 1 else width
        links = part.links or [text if is_address(text) else "" for text in texts]
        for line, (value, text, link) in enumerate(zip(part.values, texts, links, strict=True), 2):
            writer.write(line, n, value, "OSCE strong" if n == 1 else part.style, link)
            # LibreOffice doesn't wrap a link.
            lines[line - 1] = max(lines[line - 1], 1 if link else lines_of(text, room))
        _colour(sheet, f"{letter}2:{letter}{len(lines)}", part.values)
    for line, most in enumerate(lines, 1):
        set_height(sheet, line, most)
    folded = [get_column_letter(n) for n, part in enumerate(parts, 1) if part.is_technical]
    if folded:
        sheet.column_dimensions.group(folded[0], folded[-1], hidden=True)
        sheet.sheet_properties.outlinePr.summaryRight = False
    # Freeze panes and the filter.
    sheet.freeze_panes = "B2"
    area = ExcelTable(displayName=f"Table{number}", ref=f"A1:{get_column_letter(len(heads))}{len(lines)}")
    area.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(area)


def _parts(table: Table, *, is_data: bool) -> Iterator[_Part]:
    """Yield the columns of a sheet: the name first, long texts and sources late, and the id at the end."""
    name = cells.name_place(table, table.row_places)
    sources = [column.key for column in table.columns if column.kind == "sources"]
    # Several columns of sources stay next to their subject.
    details = {column.key for column in table.columns if column.detail or [column.key] == sources}
    titles = [group.title for group in table.groups for _ in range(group.size)]
    is_dimension = {group.key for group in table.groups} <= {section.value for section in Section}
    groups = [_Part("dimension" if is_dimension else "group", titles, _GROUP_WIDTH)] if titles else []
    is_named = all(row[name] is not None for row in table.rows)

    def rank(place: int) -> int:
        column = table.columns[place]
        if place == name:
            return 0
        return 3 if column.key in IDS else 2 if details & {column.key, column.part_of} else 1

    if not is_named:
        yield from groups
    for n, place in enumerate(sorted(range(len(table.columns)), key=rank)):
        column, values = table.columns[place], [row[place] for row in table.rows]
        own, *others = _split(column, values if is_data else [cells.begun(column, value) for value in values])
        yield attrs.evolve(own, links=_links(table, column.key))
        yield from others
        for at, earlier in enumerate(table.columns):
            if earlier.later == column.key:
                same = (row[at] == value for row, value in zip(table.rows, values, strict=True))
                yield _Part("changed", ["No" if one else "Yes" for one in same])
        if n == 0 and is_named:
            yield from groups


def _links(table: Table, key: str) -> list[str]:
    """Return the links of a column if addresses are next to days: the day links to the address.

    LibreOffice doesn't wrap a link, and would cut the address.
    """
    keys = [column.key for column in table.columns]
    if key not in _PAGE or not set(_PAGE) <= set(keys):
        return []
    pages = [(row[keys.index("url")], row[keys.index("published")]) for row in table.rows]
    return [str(url) if (day is None) == (key == "url") else "" for url, day in pages]


def _split(column: Column, values: Sequence[Value]) -> Iterator[_Part]:
    """Yield the sheet columns of a column: shares, sources and longer periods take several."""
    title = column.title
    if column.kind == "share":
        shares = [value if isinstance(value, Share) else None for value in values]
        yield _Part(title, [share and share.part for share in shares])
        yield _Part(f"{title} of", [share and share.whole for share in shares])
        yield _Part(f"{title} share", [share and share.ratio for share in shares], style="OSCE share")
    elif column.kind == "sources":
        plural = title if "sources" in title else title.replace("source", "sources")
        latest = f"latest {plural.replace('sources', 'source')}"
        pages = [value if isinstance(value, tuple) else () for value in values]
        # The day is the link, as LibreOffice doesn't wrap a link and would cut a longer text.
        texts = [source_line(attrs.evolve(each[0], published=None)) if each else None for each in pages]
        yield _Part(latest, texts, _SOURCE_WIDTH)
        days = [(each[0].published or _UNDATED) if each else None for each in pages]
        links = [each[0].url if each else "" for each in pages]
        yield _Part(f"{latest}: published", _days(days), _SHORT_WIDTH, links=links)
        yield _Part(f"number of {plural}", [*map(len, pages)], is_technical=True)
    elif column.kind == "date":
        yield _Part(title, _days(values), _SHORT_WIDTH)
        periods = [Period(value) if isinstance(value, date | Period) else None for value in values]
        if any(when and when.kind != "day" for when in periods):
            for name in ("first", "last"):
                days = [when and getattr(when, name) for when in periods]
                yield _Part(f"{title}: {name} day", days, is_technical=True)
    else:
        other = _WIDEST_DETAIL if column.detail else _WIDEST_OTHER
        yield _Part(title, values, _WIDEST.get(column.key, other))


def _days(values: Sequence[Value]) -> list[Value]:
    """Return days unchanged, or as texts if any of them is a longer period."""
    if not any(isinstance(value, Period) and value.kind != "day" for value in values):
        return [*values]
    # With ordinary spaces, so that you can search for a date as you type it.
    return [None if value is None else cell_text(value).replace("\xa0", " ") for value in values]


def _widths(parts: Sequence[_Part]) -> list[int]:
    """Return the widths of columns: as their texts need, or less if they can then share a page."""
    shown = [part for part in parts if not part.is_technical]
    wants = [max(part.least, column_width(part.title, part.texts, part.widest)) for part in shown]
    least = [part.least for part in shown]
    room = _ON_A4 if sum(wants) < _ON_A4 * _NARROWER else _ON_A3
    if sum(least) <= room < sum(wants) < room * _NARROWER:
        narrow = [*map(int, cells.shared(room, least, wants, wants))]
        longest = [max(part.least, column_width(part.title, part.texts, _WIDEST_ON_A3)) for part in shown]
        wide = [*map(int, cells.shared(_ON_A3, least, wants, longest))]
        # Long texts in narrow columns would take more paper than on a larger page.
        few = max(_PAGE_LINES, _TALLER * _lines(shown, wide))
        wants = narrow if room == _ON_A3 or _lines(shown, narrow) <= few else wide
    return [*wants, *[_SHORT_WIDTH] * (len(parts) - len(shown))]


def _lines(parts: Sequence[_Part], widths: Sequence[int]) -> int:
    """Return the number of lines in all rows of a sheet, with columns of some widths."""
    columns = (
        [lines_of(text, width) for text in part.texts] for part, width in zip(parts, widths, strict=True)
    )
    return sum(map(max, zip(*columns, strict=True)))


def column_width(title: str, texts: Sequence[str], widest: int) -> int:
    """Return the width of a column: enough for its words, and more for longer texts.

    Args:
        title: the heading, which can wrap.
        texts: the cells.
        widest: its maximum width.

    >>> column_width("deadline", ["31 December 2025", "2025"], 40)
    18
    """
    word = max((ceil(_length(word)) for word in {word for text in texts for word in text.split()}), default=0)
    head = ceil(max(map(len, title.split()), default=0) * BOLD)
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    typical = sorted(map(len, texts))[len(texts) * 9 // 10] if len(texts) > 10 else longest
    return max(_NARROWEST, min(max(word, head, min(typical, longest)) + _PADDING, widest))


def _heads(titles: Iterable[str]) -> list[str]:
    """Return the headings, made unique, as Excel requires for a table."""
    taken: set[str] = set()
    return [_unique(one_line(title)[:200] or "column", taken, _LONGEST_HEADING) for title in titles]


def put_text(cell: Any, text: str) -> None:
    """Write a text into a cell as a text, never as a formula or number.

    Args:
        cell: the cell of openpyxl.
        text: any text; if Excel can't hold it, it is cut, with a note of its length.
    """
    value = coded(text)
    if _units(value) > LONGEST_TEXT:
        mark = f"... (cut: {len(plain(text)):,} characters)"
        value = _PART_OF_CODE.sub("", _cut(value, LONGEST_TEXT - len(mark))) + mark
    cell.value = value
    cell.data_type = "s"
    if value.startswith(_FORMULA):
        cell.quotePrefix = True


def set_height(sheet: Any, line: int, lines: float) -> None:
    """Set the height of a row: programs that don't measure wrapped text would show only its first line.

    Args:
        sheet: the sheet of openpyxl.
        line: the number of the row.
        lines: the number of lines of text.
    """
    room = _HEAD_ROOM if line == 1 else _ROOM
    sheet.row_dimensions[line].height = min(lines * _LINE_HEIGHT + room, _TALLEST)


def lines_of(text: str, width: float) -> int:
    """Return the number of lines that a text takes in a column, or a few more.

    Args:
        text: the text of a cell.
        width: the width of the column, in characters.

    >>> lines_of("one two three", 9)
    2
    """
    room = (width - _PADDING) * _PER_DIGIT
    if len(text) * _WIDER <= room and "\n" not in text:
        return 1
    count = 0
    for line in text.split("\n"):
        count, left = count + 1, room
        for piece in _PIECE.findall(line):
            length = _length(piece) - piece.endswith(" ")
            if length > left:
                # A longer piece breaks.
                count, left = count + (left < room) + int(length // room), room
            left -= (length if length < room else length % room) + piece.endswith(" ")
    return count


def _length(word: str) -> float:
    """Return the length of a word in lower-case letters: ids, addresses and days have many wider signs."""
    return len(word) + len(_WIDE.findall(word)) * (_WIDER - 1)


def _colour(sheet: Any, area: str, values: Sequence[Value]) -> None:
    """Colour the statuses and stances in a column by their words, so that you can filter by colour."""
    kinds = dict.fromkeys(type(value) for value in values if look_of(value))
    if not kinds:
        return
    from openpyxl.styles import Font, PatternFill

    # This module has no types.
    rules: Any = import_module("openpyxl.formatting.rule")
    for kind in kinds:
        words: Any = kind
        for word in words:
            look = LOOKS[word.value]
            font, fill = Font(color=look.ink[1:]), PatternFill("solid", bgColor=look.fill[1:])
            is_word = rules.CellIsRule("equal", [f'"{cell_text(word)}"'], font=font, fill=fill)
            sheet.conditional_formatting.add(area, is_word)


def _source_table(report: Report) -> tuple[Table, ...]:
    """Return the table of all sources of all rows, if there are any."""
    rows: list[tuple[Value, ...]] = []
    for table in report.tables:
        keys = [column.key for column in table.columns]
        naming = cells.name_place(table, table.row_places)
        id_place = next((keys.index(key) for key in IDS if key in keys), None)
        for row in table.rows:
            named = next((row[n] for n in (naming, *table.row_places) if row[n] is not None), None)
            title = cell_text(named).replace("\xa0", " ")
            own_id = None if id_place is None else row[id_place]
            for column, value in zip(table.columns, row, strict=True):
                for one in value if isinstance(value, tuple) else ():
                    page = (one.publisher, one.title, one.published or _UNDATED, one.language, one.url)
                    rows.append((title, sheet_name(table.key), column.title, *page, own_id))
    names = ("record", "sheet", "which", "publisher", "title", "published", "language", "url", "id")
    heads = ("row", "sheet", "column", "publisher", "title", "published", "language", "address", "id")
    kinds = {"published": "date"}
    columns = [Column(name, head, kinds.get(name, "text")) for name, head in zip(names, heads, strict=True)]
    if all(row[-1] is None for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return (Table(key="sources", title="Sources of the rows", columns=columns, rows=rows),) if rows else ()


class _Cover(_Writer):
    """Writes the first sheet: the finding, the key figures as numbers, the contents and the notes."""

    def __init__(self, sheet: Any, report: Report) -> None:
        super().__init__(sheet)
        self.report = report
        self._line = 0

    def fill(self, own: Sequence[tuple[str, str, int]], parts: Sequence[tuple[str, Table]]) -> None:
        """Write the sheet.

        Args:
            own: the names, titles and numbers of rows of sheets that aren't tables of the report.
            parts: the names of the other sheets, with their tables; a table without rows has no sheet.
        """
        from openpyxl.utils import get_column_letter

        for n, width in enumerate(_COVER_WIDTHS, 1):
            self.sheet.column_dimensions[get_column_letter(n)].width = width
        report = self.report
        self._say("OSCE note", report.kicker)
        self._say("OSCE finding", report.heading)
        self._say("OSCE text", report.lead)
        if report.figures:
            self._head("Key figures", "What is counted", "Number", "Of", "Share", "Note")
        for figure in report.figures:
            self._count(f"{cells.mark_of(figure)}{capitalised(figure.label)}", figure.value, figure.note)
        if own or parts:
            self._head("Contents", "Table", "Rows", "", "", "Sheet")
        for name, title, size in own:
            self._refer(name, title, size)
        for name, table in parts:
            if name:
                self._refer(name, table.title, len(table.rows))
            else:
                self._row([one_line(table.title), 0])
            for total in table.totals:
                self._count(capitalised(total.label), total.value, total.note, "OSCE detail")
            self._say("OSCE detail", *table.notes)
        self._head("What to bear in mind")
        self._say("OSCE text", *report.notes, _EMPTY_CELLS)
        self._head("Edition")
        self._say("OSCE text", *cells.edition_lines(report))

    def _head(self, title: str, *heads: str) -> None:
        """Write the heading of a section after an empty row, and the headings of its columns."""
        self._line += 1
        self._say("OSCE heading", title)
        if heads:
            self._row([*heads], "OSCE head")

    def _say(self, style: str, *texts: str) -> None:
        """Write texts, each in its own row."""
        for text in filter(None, texts):
            self._row([text], style)
            self.sheet.merge_cells(f"A{self._line}:D{self._line}")

    def _count(self, label: str, value: int | Share, note: str, style: str = "OSCE cell") -> None:
        counts: list[Value] = [value, None, None]
        if isinstance(value, Share):
            counts = [value.part, value.whole, value.ratio]
        self._row([label, *counts, capitalised(note) or None], style)

    def _refer(self, sheet: str, title: str, size: int) -> None:
        """Write a link to another sheet."""
        from openpyxl.worksheet.hyperlink import Hyperlink

        self._row([None, size, None, None, sheet])
        cell = self._cell(self._line, 1, "OSCE link")
        put_text(cell, one_line(title) or sheet)
        name = sheet.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")

    def _row(self, values: Sequence[Value], style: str = "OSCE cell") -> None:
        self._line += 1
        font = _STYLES[style][2]
        size = font.get("sz", POINTS) / POINTS
        widths = [*_COVER_WIDTHS] if values[1:] else [sum(_COVER_WIDTHS[:-1])]
        lines = 1
        for n, value in enumerate(values, 1):
            usual = "OSCE number head" if style == "OSCE head" and n in _COUNTS else style
            own = "OSCE share" if isinstance(value, float) else usual
            self.write(self._line, n, value, own)
            room = widths[n - 1] / size / (BOLD if "b" in font else 1) + _PADDING * (style in _BARE)
            lines = max(lines, lines_of(_display_text(value), room))
        set_height(self.sheet, self._line, lines * size)
