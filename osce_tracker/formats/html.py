"""Reports as an HTML fragment for a page, an e-mail or a notebook."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from osce_tracker.design import INK, LOOKS, PAPER, READING, RULE
from osce_tracker.formats import cells
from osce_tracker.formats.cells import IDS, Parts, cell_text, is_dated, is_empty, look_of, shared_cell
from osce_tracker.formats.report import Column, KeyFigure, Report, RowGroup, Table, Value, prepared
from osce_tracker.model.commitments import Lever
from osce_tracker.model.dimensions import Section
from osce_tracker.model.periods import Period
from osce_tracker.model.shares import Share
from osce_tracker.model.sources import Source
from osce_tracker.model.statuses import Status, Timing
from osce_tracker.text import capitalised, html, html_words, one_line, running_html

#: The longest id that must stay on one line, and the longest word that needs no break.
_LONGEST_ID: Final = 14
_LONG_WORD: Final = re.compile(r"\S{24}")
_NO_ANCHOR: Final = re.compile(r"[^A-Za-z0-9_.-]+")
#: The prefix of a page's own ids, also put in front of any record's id that starts with it.
OWN: Final = "page-"
_NOT_OWN: Final = "record-"
_LONGEST_NAME: Final = 60
#: The groups that you can filter a page by, with their labels.
SECTIONS: Final = {str(section): section.label for section in Section}
_LATE: Final = frozenset({Timing.LATE, Timing.MISSED, Timing.OVERDUE})
#: The look of a fragment, which has no style sheet. Only chips set text colours, so that it stays readable
#: on dark paper too.
_STYLES: Final = {
    "table": "border-collapse: collapse; margin: 8px 0 16px",
    "head": f"vertical-align: bottom; padding: 4px 14px 4px 0; border-bottom: 2px solid {INK}",
    "group": f"padding: 20px 14px 6px 0; border-bottom: 1px solid {INK}",
    "cell": f"vertical-align: top; padding: 8px 14px 8px 0; border-bottom: 1px solid {RULE}",
    # A row with long texts below it.
    "above": "vertical-align: top; padding: 8px 14px 0 0",
}


def to_html(report: Report, sources: str = "latest") -> str:
    """Return a report as an HTML fragment: one ``section`` for a page, without charts.

    Args:
        report: the report.
        sources: which sources of each row are named: ``none``, ``latest`` or ``all``.

    Returns:
        The fragment. Its few styles are inline, and it is readable without them.

    Raises:
        UsageError: if ``sources`` is another word.
    """
    report = prepared(report, sources)
    return "\n".join(_parts(report, Writer(sources))) + "\n"


def _parts(report: Report, writer: "Writer") -> Iterator[str]:
    yield '<section class="osce-report">'
    if report.kicker:
        yield f"<p>{html_words(report.kicker)}</p>"
    yield f"<h1>{html_words(report.heading)}</h1>"
    if report.lead:
        yield f"<p>{running_html(report.lead)}</p>"
    if report.figures:
        yield writer.figures(report.figures)
    yield from (f"<p>{html_words(cells.chart_text(chart))}</p>" for chart in report.charts)
    for table in report.tables:
        yield f"<h2>{html_words(table.title)}</h2>"
        if table.rows:
            yield writer.table(table)
        yield from (f"<p>{line}</p>" for line in below(table))
    if report.notes:
        yield "<ul>"
        yield from (f"<li>{note_html(note)}</li>" for note in report.notes)
        yield "</ul>"
    yield from (f"<p>{html_words(line)}</p>" for line in cells.edition_lines(report))
    yield "</section>"


def below(table: Table) -> list[str]:
    """Return the lines below a table; without rows they include its totals.

    Args:
        table: the table.
    """
    totals = () if table.rows else table.totals
    return [*(html_words(cells.total_text(total)) for total in totals), *map(running_html, table.notes)]


def note_html(note: str) -> str:
    """Return a note as HTML: bold up to its first colon if that comes early.

    Args:
        note: the note.

    >>> note_html("Own word: sources of the Chair."), note_html("A note.")
    ('<b>Own word:</b> sources of the Chair.', 'A note.')
    """
    start, rest = cells.note_parts(note)
    return f"<b>{running_html(start)}</b>{running_html(rest)}" if start else running_html(note)


def file_name(text: str) -> str:
    """Return a text as a file name.

    Args:
        text: any text.

    >>> file_name("Commitments, Q3 2025"), file_name("\u2026")
    ('commitments-q3-2025', 'osce')
    """
    return _NO_ANCHOR.sub("-", text).strip("-.").lower()[:_LONGEST_NAME] or "osce"


def line_html(text: str) -> str:
    """Return a text on one line, as content or inside a quoted attribute.

    Args:
        text: any text.
    """
    return html_words(one_line(text))


@attrs.frozen
class Plan:
    """The layout of a table.

    Args:
        table: the table.
        labels: the headings of its columns as HTML.
        row: the places of the columns that form the row; in a page they include long texts with a set width.
        below: the places of the other long texts, which go below their row.
        head: the place of the column that heads each row: the first that isn't a number.
        status: the place of the status that counts (the last, or the last of a pair), or ``None``.
        lever: the place of who delivers, or ``None``.
        has_tools: True if readers can sort and filter it: if it has enough rows and isn't a list of facts.
    """

    table: Table
    labels: list[str]
    row: tuple[int, ...]
    below: tuple[int, ...]
    head: int
    status: int | None
    lever: int | None
    has_tools: bool

    def by_key(self, row: tuple[Value, ...]) -> dict[str, Value]:
        """Return the values of a row by the keys of the columns."""
        return dict(zip((column.key for column in self.table.columns), row, strict=True))

    def is_changed(self, row: tuple[Value, ...]) -> bool:
        """Return True if the status that counts differs from the one before, or is the first."""
        if self.status is None:
            return False
        key = self.table.columns[self.status].key
        pairs = zip(self.table.columns, row, strict=True)
        return any(column.later == key and value != row[self.status] for column, value in pairs)


def plan(table: Table, *, page: bool = True) -> Plan:
    """Return the layout of a table.

    Args:
        table: the table.
        page: False for a fragment, which is too narrow for long texts in a row.
    """
    columns, places = table.columns, cells.wide_places(table) if page else table.row_places
    head = cells.name_place(table, places)
    kinds = {n: {type(row[n]) for row in table.rows} - {type(None)} for n in range(len(columns)) if n != head}
    statuses = [n for n, found in kinds.items() if found == {Status}]
    later = {column.later for column in columns if column.later}
    paired = [n for n in statuses if columns[n].key in later]
    return Plan(
        table=table,
        labels=[line_html(capitalised(column.title)) for column in columns],
        row=places,
        below=tuple(n for n in table.places if n not in places),
        head=head,
        # The status at the end of a period; otherwise the first, which belongs to the row itself.
        status=max(paired) if paired else min(statuses, default=None),
        lever=next((n for n, found in kinds.items() if found == {Lever}), None),
        has_tools=len(table.rows) >= cells.FEWEST and not cells.is_facts(table),
    )


@attrs.frozen
class _Row:
    """A row: its values, the id of its element, and whether long texts follow below."""

    values: tuple[Value, ...]
    anchor: str
    has_more: bool


def _order(value: Value) -> str | None:
    """Return the sort key of a value if it isn't its text."""
    if isinstance(value, Period):
        return f"{value.first.isoformat()} {value.last.isoformat()}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Share):
        return "" if value.ratio is None else f"{value.ratio:.6f}"
    return None if look_of(value) is None else f"{READING.index(str(value)):02}"


def _link(source: Source, text: str) -> str:
    title = line_html(cells.source_text(source))
    return f'<a href="{html(source.url)}" rel="noopener noreferrer" title="{title}">{html_words(text)}</a>'


@attrs.define
class Writer:
    """Writes the parts of reports as HTML, for a page with a style sheet or as a fragment.

    Args:
        sources: which sources of each row are named: ``latest`` or ``all``.
        page: True for a page, which has the symbols, the style sheet and the script.
        link: returns the address of the page for the content of a cell, or ``None`` without one. It takes
            the key of the column and the row by its keys. Without it the heading of a row links to the row.
    """

    sources: str = "latest"
    page: bool = False
    link: Callable[[str, Mapping[str, Value]], str | None] | None = None
    _anchors: set[str] = attrs.field(factory=set[str], init=False)

    def figures(self, figures: Sequence[KeyFigure]) -> str:
        """Return key figures as a list of terms and values.

        Args:
            figures: the figures.
        """
        return f'<dl class="figures">{"".join(map(self._figure, figures))}</dl>'

    def _figure(self, figure: KeyFigure) -> str:
        number, _, rest = cell_text(figure.value).partition(" ")
        whole = f"{number} <small>{rest}</small>" if rest else number
        has_look = look_of(figure.word) is not None
        symbol = self.symbol(figure.word) if has_look else ""
        word = _class(f"w-{figure.word}" if has_look else "")
        # Notebook styles set each value next to its term: a second value, or a term of several lines, would
        # push into the next figure.
        apart = "" if self.page else ' style="overflow:hidden"'
        note = f"<br><span>{html_words(figure.note)}</span>" if figure.note else ""
        label = html_words(capitalised(figure.label))
        return f"<div{apart}><dt>{label}{note}</dt><dd{word}>{symbol}{whole}</dd></div>"

    def table(self, table: Table, anchor: str = "", *, is_list: bool = False) -> str:
        """Return a table with one ``tbody`` per group and its totals as ``tfoot``.

        Args:
            table: the table.
            anchor: id of its heading, in a page.
            is_list: True to show the rows of a short table as a list.
        """
        return "\n".join(self._table(table, anchor, is_list=is_list))

    def _table(self, table: Table, anchor: str, *, is_list: bool) -> Iterator[str]:
        layout = plan(table, page=self.page)
        labels = layout.labels
        yield f"<table{self._table_attributes(layout, anchor, is_list=is_list)}>"
        if self.page and any(column.width for column in table.columns):
            widths = (table.columns[n].width for n in layout.row)
            columns = (f"<col{_class(f'w{width}' if width else '')}>" for width in widths)
            yield f"<colgroup>{''.join(columns)}</colgroup>"
        looks = {n: self._look("head", _number(table.columns[n]), _long(labels[n])) for n in layout.row}
        heads = (f'<th scope="col"{looks[n]}>{labels[n]}</th>' for n in layout.row)
        yield f"<thead><tr>{''.join(heads)}</tr></thead>"
        span, status = len(layout.row), layout.status
        for group, rows in table.sections():
            is_choice = self.page and layout.has_tools and group is not None and group.key in SECTIONS
            yield f'<tbody data-dimension="{group.key}">' if group and is_choice else "<tbody>"
            if group is not None:
                yield self._group(group, span, [] if status is None else [row[status] for row in rows])
            for values in rows:
                details = self._details(layout, values)
                row = _Row(values, self._anchor(table, values) if self.page else "", bool(details))
                content = "".join(self._cell(layout, row, n) for n in layout.row)
                yield f"<tr{self._row_attributes(layout, row)}>{content}</tr>"
                if details:
                    yield f'<tr class="detail"><td colspan="{span}"{self._look("cell")}>{details}</td></tr>'
            yield "</tbody>"
        if table.totals:
            yield f"<tfoot>{''.join(self._total(total, span) for total in table.totals)}</tfoot>"
        yield "</table>"

    def _table_attributes(self, layout: Plan, anchor: str, *, is_list: bool) -> str:
        if not self.page:
            return self._look("table")
        table, is_facts = layout.table, cells.is_facts(layout.table)
        dates = sum(column.kind == "date" and not column.part_of for column in table.columns)
        names = {
            "list": is_list,
            "bare": is_facts or (is_list and dates <= 1),
            "records": layout.has_tools,
            "facts": is_facts,
        }
        label = f' aria-labelledby="{anchor}"' if anchor else ""
        return _class(*(name for name, is_so in names.items() if is_so)) + label

    def _look(self, part: str, *names: str) -> str:
        """Return the class of an element in a page; otherwise also its style."""
        if self.page:
            return _class(*names)
        side = "" if part == "table" else f"text-align: {'right' if 'number' in names else 'left'}; "
        return f'{_class(*names)} style="{side}{_STYLES[part]}"'

    def _group(self, group: RowGroup, span: int, statuses: list[Value]) -> str:
        note = f" <span>{running_html(group.note)}</span>" if group.note else ""
        bar = _bar(statuses) if self.page else ""
        style = self._look("group")
        heading = f'<th scope="rowgroup" colspan="{span}"{style}>{html_words(group.title)}{note}{bar}</th>'
        return f'<tr class="group">{heading}</tr>'

    def _total(self, total: KeyFigure, span: int) -> str:
        name = line_html(cells.total_text(attrs.evolve(total, note="")))
        note, look = html_words(total.note), self._look("cell")
        if span == 1 or not note:
            across = f' colspan="{span}"' if span > 1 else ""
            return f'<tr><th scope="row"{across}{look}>{name}{f" ({note})" if note else ""}</th></tr>'
        return f'<tr><th scope="row"{look}>{name}</th><td colspan="{span - 1}"{look}>{note}</td></tr>'

    def _anchor(self, table: Table, row: tuple[Value, ...]) -> str:
        """Return an id for a row that no other element of the page has, or an empty text."""
        name = _NO_ANCHOR.sub("-", _id_of(table, row)).strip("-")
        if not name:
            return ""
        name = f"{_NOT_OWN}{name}" if name.startswith(OWN) else name
        anchor, count = name, 2
        while anchor in self._anchors:
            anchor, count = f"{name}-{count}", count + 1
        self._anchors.add(anchor)
        return anchor

    def _row_attributes(self, layout: Plan, row: _Row) -> str:
        attributes = [f' id="{row.anchor}"' if row.anchor else "", _class("more" if row.has_more else "")]
        if self.page and layout.has_tools:
            pairs = (("status", layout.status), ("lever", layout.lever))
            attributes += [
                f' data-{name}="{row.values[n]}"' for name, n in pairs if n is not None and row.values[n]
            ]
            attributes += [" data-changed"] if layout.is_changed(row.values) else []
        return "".join(attributes)

    def _cell(self, layout: Plan, row: _Row, place: int) -> str:
        column, value = layout.table.columns[place], shared_cell(layout.table, row.values, place)
        tag, scope = ("th", ' scope="row"') if place == layout.head else ("td", "")
        main = row.values[place]
        is_id = isinstance(main, str) and _is_id(column, main)
        names = [
            _number(column),
            "id" if is_id else "",
            _long(main),
            "date" if column.kind == "date" else "",
            "none" if is_empty(value) or value is Timing.NO_DEADLINE else "",
            "now" if place == layout.status else "",
            "before" if column.later else "",
        ]
        order = _order(value.values[0] if isinstance(value, Parts) and is_dated(value) else main)
        sort = "" if order is None else f' data-sort="{order}"'
        part = "above" if row.has_more else "cell"
        address = f"#{row.anchor}" if row.anchor and scope else None
        if self.link is not None:
            address = self.link(column.key, layout.by_key(row.values)) or address
        content = self._content(column, value, address)
        if self.page and column.detail and not is_empty(value):
            more = ", sources" if isinstance(value, Parts) and isinstance(value.values[-1], tuple) else ""
            content = _fold(f"{column.title}{more}", content)
        if self.page and place == layout.head and not row.has_more:
            # Without long texts, an id needs no row of its own.
            ids = [row.values[n] for n in layout.below if not is_empty(row.values[n])]
            content += "".join(f'<div class="part id long">{html_words(cell_text(one))}</div>' for one in ids)
        label = layout.labels[place]
        return f'<{tag}{scope}{self._look(part, *names)} data-label="{label}"{sort}>{content}</{tag}>'

    def _details(self, layout: Plan, row: tuple[Value, ...]) -> str:
        """Return the long texts of a row as a list of terms; nothing if a page would show only an id."""
        items, titles = "", list[str]()
        for n in layout.below:
            column, value = layout.table.columns[n], shared_cell(layout.table, row, n)
            if not is_empty(value):
                titles += [] if column.key in IDS else [column.title]
                start = f"<div{_class('id' if column.key in IDS else '')}><dt>{layout.labels[n]}:</dt>"
                items += f"{start} <dd>{self._content(column, value)}</dd></div>"
        if not items or (self.page and not titles):
            return ""
        content = f"<dl>{items}</dl>"
        return _fold(", ".join(titles), content) if self.page and titles else content

    def _content(self, column: Column, value: Value | Parts, address: str | None = None) -> str:
        """Return the content of a cell, with its first text linked to an address, if any."""
        values = list(value.values) if isinstance(value, Parts) else [value]
        texts = [self._value(column, one, is_part=isinstance(value, Parts)) for one in values]
        is_name = (
            isinstance(values[0], str) and look_of(values[0]) is None and not cells.is_address(values[0])
        )
        if address is not None and is_name:
            texts[0] = f'<a href="{html(address)}">{texts[0]}</a>'
        if isinstance(value, Parts) and is_dated(value):
            texts[:2] = [f"<b>{texts[0]}.</b> {texts[1]}"]
        return texts[0] + "".join(f'<div class="part">{text}</div>' for text in texts[1:])

    def _value(self, column: Column, value: Value, *, is_part: bool = False) -> str:
        if isinstance(value, tuple) and value:
            return self.source_list(value, "Source: " if is_part else "")
        if column.later:
            symbol = "" if look_of(value) is None else self.symbol(value)
            look = f" w-{value}" if symbol else ""
            return f'<span class="was{look}">{symbol}<span>{cell_text(value)}</span></span>'
        if look_of(value) is not None:
            return self.chip(value, dashed=column.by_group)
        if isinstance(value, str) and cells.is_address(value):
            return f'<a href="{html(value)}" rel="noopener noreferrer">{html_words(value)}</a>'
        # An id in its own column already fits one line.
        text = (html_words if column.key in IDS else running_html)(cell_text(value))
        return f"<b>{text}</b>" if value in _LATE else text

    def chip(self, value: Value, *, dashed: bool = False) -> str:
        """Return a status or stance as a chip: its symbol and word on its colour.

        Args:
            value: the status or stance.
            dashed: True for a group's words on behalf of others.
        """
        look = LOOKS[str(value)]
        name = "chip dashed" if look.dashed or dashed else "chip"
        fill, ink = (PAPER, INK) if dashed else (look.fill, look.ink)
        style = (
            f"background: {fill}; color: {ink}; padding: 1px 8px; border-radius: 10px; "
            f"border: 1px {'dashed' if look.dashed or dashed else 'solid'} {look.line}; white-space: nowrap"
        )
        own = "" if self.page else f' style="{style}"'
        content = f"{self.symbol(value)}<span>{cell_text(value)}</span>"
        return f'<span class="{name} w-{value}"{own}>{content}</span>'

    def symbol(self, value: Value) -> str:
        """Return the bare symbol of a status or stance.

        Args:
            value: the status or stance.
        """
        if not self.page:
            return f"{LOOKS[str(value)].symbol}\N{NO-BREAK SPACE}"
        return f'<svg class="sym" aria-hidden="true"><use href="#{OWN}{value}"/></svg>'

    def source_list(self, sources: tuple[Source, ...], prefix: str = "") -> str:
        """Return the latest source with the list of all, or all.

        Args:
            sources: the sources, newest first; at least one.
            prefix: the text before a single one.
        """
        latest = _link(sources[0], sources[0].publisher) + html_words(cells.about_source(sources[0]))
        if len(sources) == 1:
            return f'<div class="src">{prefix}{latest}</div>'
        items = "".join(f"<li>{_link(source, cells.source_text(source))}</li>" for source in sources)
        is_open = " open" if self.sources == "all" else ""
        summary = f"<summary>{len(sources)} sources</summary>"
        every = f'<details class="src"{is_open}>{summary}<ul>{items}</ul></details>'
        return every if is_open else f'{every}<div class="src">Latest: {latest}</div>'


def _class(*names: str) -> str:
    chosen = " ".join(filter(None, names))
    return f' class="{chosen}"' if chosen else ""


def _id_of(table: Table, row: tuple[Value, ...]) -> str:
    """Return the id of the record that a row is about, or an empty text."""
    found = next((row[n] for n, column in enumerate(table.columns) if column.key in IDS), None)
    return found if isinstance(found, str) else ""


def _number(column: Column) -> str:
    return "number" if column.align == "right" else ""


def _long(value: Value) -> str:
    """Return the class of a cell with words that must break."""
    texts = [cells.source_text(one) for one in value] if isinstance(value, tuple) else [value]
    return "long" if any(isinstance(text, str) and _LONG_WORD.search(text) for text in texts) else ""


def _is_id(column: Column, text: str) -> bool:
    is_short = len(text) <= _LONGEST_ID and text.isascii() and " " not in text
    return column.key in IDS or (is_short and any(map(str.isdigit, text)))


def _fold(title: str, content: str) -> str:
    name = line_html(capitalised(title).strip(", ")) or "More"
    return f'<details class="fold" open><summary>{name}</summary><div>{content}</div></details>'


def _bar(statuses: list[Value]) -> str:
    """Return a bar with parts in proportion to the statuses, in reading order."""
    counts = {word: statuses.count(word) for word in READING if word in statuses}
    total, start = sum(counts.values()), 0
    parts: list[str] = []
    for word, count in counts.items():
        x, width = (f"{100 * number / total:.2f}%" for number in (start, count))
        parts.append(f'<rect class="w-{word}" x="{x}" width="{width}" height="8"/>')
        start += count
    return f'<svg class="bar" aria-hidden="true">{"".join(parts)}</svg>' if parts else ""
