"""Pages in a real browser: headless Chromium, where Debian's packages chromium and chromium-driver are."""

import base64
import json
import shutil
from contextlib import contextmanager
from io import BytesIO

import attrs
import pypdf
import pytest

import osce_tracker as ot
from osce_tracker.reports.lists import themes
from tests import hostile

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None or DRIVER is None,
    reason="needs Debian's packages chromium and chromium-driver, as .ci/run installs them",
)
pytestmark = needs_chromium
#: Without these Chromium asks its maker's hosts by itself.
QUIET = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update --disable-dev-shm-usage"
)

#: Rows of a table that stand for a record, without headings of groups and long texts.
ROWS = "tbody tr:not(.group):not(.detail)"
#: The names of colour schemes, as style sheets know them.
SCHEMES = ("light", "dark")


@contextmanager
def browser(folder, *options):
    """Give a browser with a profile of its own that notes every message and request of a page."""
    from selenium import webdriver

    chosen = webdriver.ChromeOptions()
    chosen.binary_location = CHROMIUM
    for option in (*QUIET.split(), f"--user-data-dir={folder}", *options):
        chosen.add_argument(option)
    chosen.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=chosen, service=webdriver.ChromeService(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


def shown(tracker):
    """Return the report of the page: a quarter behind a table with numbers."""
    quarter = ot.quarterly(tracker, "2025-Q3")
    return attrs.evolve(quarter, tables=(*themes(tracker).tables, *quarter.tables))


@pytest.fixture(name="page", scope="module")
def _page(tmp_path_factory, tracker):
    """Give a browser that shows the tables of a quarter."""
    folder = tmp_path_factory.mktemp("browser")
    ot.export(shown(tracker), folder / "quarter.html")
    with browser(folder / "profile", "--window-size=1300,1000") as driver:
        driver.get((folder / "quarter.html").as_uri())
        yield driver


@contextmanager
def emulated(driver, **metrics):
    """Give a browser a screen of some size, and its own again."""
    size = {"width": 1300, "height": 800, "deviceScaleFactor": 1, "mobile": False} | metrics
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        yield
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@contextmanager
def without_scripts(driver):
    """Give a browser that runs no script of the pages that it opens."""
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        yield
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def printed(driver, sheets=""):
    """Return a page, or some of its sheets, as it is printed, as pypdf reads it."""
    asked = {"preferCSSPageSize": True, "pageRanges": sheets}
    answer = driver.execute_cdp_cmd("Page.printToPDF", asked)
    return pypdf.PdfReader(BytesIO(base64.b64decode(answer["data"])))


@pytest.fixture(name="paper", scope="module")
def _paper(page):
    """Give the texts of the sheets on which a wide page is printed. Reading them back takes seconds."""
    with emulated(page, width=1280):
        page.refresh()
        texts = [sheet.extract_text() for sheet in printed(page).pages]
    page.refresh()
    return texts


def requests(driver):
    """Return the addresses that a page asked for; the browser's own new tab is none."""
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    sent = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [url for url in sent if not url.startswith(("data:", "chrome"))]


def test_page_asks_for_nothing_and_has_no_error(page):
    """The page asks for itself alone, and the browser has nothing to complain of."""
    asked = requests(page)
    assert [page.current_url] == asked
    assert [] == page.get_log("browser")


def test_rows_are_those_of_the_report(page, tracker):
    """Each table has as many rows as the report."""
    report = shown(tracker)
    expected = [len(table.rows) for table in report.tables if table.rows]
    found = page.execute_script(
        f"return Array.from(document.querySelectorAll('table')).map(t => t.querySelectorAll('{ROWS}').length)"
    )
    assert expected == found
    charts = len(report.charts) + len(report.charts_below)
    assert charts > 1
    assert [charts, 2 * charts] == [
        page.execute_script(f"return document.querySelectorAll('{selector}').length")
        for selector in ("figure", "figure svg")
    ]


#: The pictures that can be seen, with the class of their parents.
SEEN = (
    "return Array.from(document.querySelectorAll('figure svg')).filter(e => e.checkVisibility())"
    ".map(e => [e.parentElement.className, Math.round(e.getBoundingClientRect().width)])"
)


@pytest.mark.parametrize(("width", "name"), [(390, "narrow"), (832, "narrow"), (833, "wide"), (1280, "wide")])
def test_each_chart_is_seen_once_as_the_screen_needs_it(page, tracker, width, name):
    """Up to 52rem the narrow picture of each chart is shown, then the wide one; a press opens its words."""
    report = shown(tracker)
    with emulated(page, width=width):
        page.refresh()
        seen = page.execute_script(SEEN)
        assert [name] * len((*report.charts, *report.charts_below)) == [parent for parent, _ in seen]
        assert all(min(width, 512) * 0.8 < wide <= width for _, wide in seen)
        words = page.find_element("css selector", "figcaption p")
        assert not words.is_displayed()
        page.find_element("css selector", "figcaption summary").click()
        assert (True, report.charts[0].text) == (words.is_displayed(), words.text)
    page.refresh()


def test_paper_has_the_wide_pictures_without_their_captions(page, paper, tracker):
    """A printed page has each chart once, and neither its words nor the link to its data."""
    report = shown(tracker)
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    seen = [name for name, _ in page.execute_script(SEEN)]
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert ["wide"] * len((*report.charts, *report.charts_below)) == seen
    text = "".join(paper)
    assert ("Data (CSV)" in text, "This picture in words" in text) == (False, False)


def test_paper_has_the_number_of_sources_in_the_line_of_the_latest(page):
    """On paper the list of sources can't be opened, so that its heading takes no line of its own."""
    script = (
        "return Array.from(document.querySelectorAll('details.src:not([open]) + .src')).map(e =>"
        "Math.round(e.getBoundingClientRect().top - e.previousSibling.getBoundingClientRect().top))"
    )
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    between = page.execute_script(script)
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert len(between) > 20
    assert {0} == set(between)


def column(page, place, table=0, group=0):
    """Return the texts of a column of a table, in one of its groups."""
    return page.execute_script(
        "return Array.from(document.querySelectorAll('table')[arguments[1]].tBodies[arguments[2]]"
        ".querySelectorAll('tr:not(.group):not(.detail)')).map(row => row.cells[arguments[0]].textContent)",
        place,
        table,
        group,
    )


def test_columns_sort_up_and_down(page):
    """A heading sorts its column as numbers, and the other way when it is pressed again."""
    head = page.find_elements("css selector", "table thead button")[1]
    before = column(page, 1)
    head.click()
    assert sorted(before, key=int) == column(page, 1)
    assert "ascending" == page.execute_script(
        "return document.querySelectorAll('table thead th')[1].getAttribute('aria-sort')"
    )
    head.click()
    assert sorted(before, key=int, reverse=True) == column(page, 1)


def test_statuses_days_and_shares_sort_by_meaning(tracker, tmp_path, page):
    """Statuses go from stuck to settled, days by the calendar, shares by ratio, each inside its group."""
    from osce_tracker.design import READING

    heads = page.find_elements("css selector", "table")[1].find_elements("css selector", "thead button")
    heads[2].click()
    for group in range(4):
        words = [word.lower().replace(" ", "-") for word in column(page, 2, 1, group)]
        found = [next(n for n, word in enumerate(READING) if text.startswith(word)) for text in words]
        assert sorted(found) == found
    heads[5].click()
    days = page.execute_script(
        "return Array.from(document.querySelectorAll('table')[1].tBodies[3].rows).slice(1)"
        ".map(row => row.cells[5].getAttribute('data-sort'))"
    )
    known = [day for day in days if day is not None]
    assert sorted(known) + [None] * (len(days) - len(known)) == days
    start = page.current_url
    ot.export(ot.scorecard(tracker), tmp_path / "scorecard.html")
    page.get((tmp_path / "scorecard.html").as_uri())
    page.find_elements("css selector", "table thead button")[1].click()
    ratios = [eval(text.split(" (")[0].replace(" of ", "/")) for text in column(page, 1, 0, 1)]  # noqa: S307
    page.get(start)
    assert len(set(ratios)) > 2
    assert sorted(ratios) == ratios


def test_details_stay_with_their_row(page, tmp_path, tracker):
    """A long text moves with the row that it belongs to."""
    ot.export(ot.blocked(tracker), tmp_path / "blocked.html")
    start = page.current_url
    page.get((tmp_path / "blocked.html").as_uri())
    pairs = (
        "return Array.from(document.querySelectorAll('tr.detail'))"
        ".map(row => row.previousElementSibling.cells[0].textContent + row.textContent)"
    )
    before = page.execute_script(pairs)
    page.find_elements("css selector", "table thead button")[5].click()
    after = page.execute_script(pairs)
    page.get(start)
    assert before != after
    assert sorted(before) == sorted(after)


def visible(page, table):
    """Return the first cells of the rows of a table that the filter leaves."""
    return page.execute_script(
        f"return Array.from(document.querySelectorAll('table')[arguments[0]].querySelectorAll('{ROWS}'))"
        ".filter(row => row.offsetParent).map(row => row.cells[0].textContent)",
        table,
    )


def test_one_bar_filters_the_whole_page(page, tracker):
    """Words, status, who delivers, dimension and change narrow all tables together; one button undoes it."""
    from selenium.webdriver.support.ui import Select

    (quarter,) = ot.quarterly(tracker, "2025-Q3").tables
    rows = list(quarter.records())
    count = page.find_element("css selector", ".count output")
    clear = page.find_element("css selector", ".count button")
    assert f"{49 + len(rows)} rows" == count.text
    assert not clear.is_displayed()
    field = page.find_element("css selector", "input[type=search]")
    field.send_keys("PEACE women")
    assert ["women-peace-security"] == visible(page, 0)
    assert 0 < len(visible(page, 1)) < len(rows)
    field.clear()
    status, lever, dimension = map(Select, page.find_elements("css selector", ".tools select"))
    status.select_by_value("fulfilled")
    lever.select_by_value("chair")
    expected = {r["commitment"] for r in rows if r["status_end"] == "fulfilled" and r["lever"] == "chair"}
    assert expected == set(visible(page, 1))
    lever.select_by_value("")
    status.select_by_value("")
    dimension.select_by_value("human")
    (human,) = [group for group in quarter.groups if group.key == "human"]
    assert human.size == len(visible(page, 1))
    dimension.select_by_value("")
    page.find_element("css selector", ".tools input[type=checkbox]").click()
    expected = {r["commitment"] for r in rows if r["status_end"] != r["status_start"]}
    assert expected == set(visible(page, 1))
    label = page.find_element("css selector", ".tools .check").text
    assert f"Changed status or first on record ({len(expected)})" == label
    field.send_keys("no such word")
    assert "No row matches." == count.text
    assert [] == [each for each in page.find_elements("css selector", "tr.group") if each.is_displayed()]
    clear.click()
    assert f"{49 + len(rows)} rows" == count.text
    assert page.switch_to.active_element == field


def test_head_stays_in_sight_and_repeats_on_paper(page, paper):
    """The head of a table sticks to the top of the screen, and stands on each printed page."""
    page.execute_script("document.querySelectorAll('table')[1].tBodies[2].scrollIntoView()")
    top = page.execute_script(
        "return document.querySelectorAll('table')[1].tHead.rows[0].cells[0].getBoundingClientRect().top"
    )
    page.execute_script("window.scrollTo(0, 0)")
    assert 0 == round(top)
    # The notes after the table name records too.
    end = next(n for n, text in enumerate(paper) if "In this table:" in text)
    long = [text for text in paper[: end + 1] if text.count("FI25-") > 3]
    assert len(long) > 4
    assert [] == [text for text in long if "Who delivers" not in text]
    assert 1 == sum(text.count("In this table:") for text in paper)


def test_page_is_printed_with_its_long_texts(page, paper):
    """Paper has what a narrow screen folds, up to the last line of the page, and no tools."""
    script = (
        "return Array.from(document.querySelectorAll('tbody tr:last-child > th, footer p:first-child'))"
        ".map(e => e.textContent)"
    )
    ends = ["".join(text.split()) for text in page.execute_script(script)]
    with emulated(page, width=390):
        page.refresh()
        narrow = "".join(sheet.extract_text() for sheet in printed(page).pages)
    for text in (narrow, "".join(paper)):
        assert "At the closing session Estonia reported" in text
        assert "Find in these tables" not in text
        whole = "".join(text.split()).casefold()
        assert [] == [end for end in ends if end.casefold() not in whole]
    page.refresh()


#: Puts room of some height before the notes of a page.
ROOM = """
const notes = document.querySelector('main > section:last-child'), room = document.createElement('div');
room.className = 'room';
notes.before(room);
"""


def test_no_sheet_has_only_the_last_lines(page, tmp_path, tracker):
    """Wherever the notes come to stand on a sheet, those before the edition go with it to the next.

    Chromium looks for an earlier place to break only among siblings, so that on paper the notes and the foot
    must be some.
    """
    ot.export(ot.month(tracker, "2025-12"), tmp_path / "month.html")
    page.get((tmp_path / "month.html").as_uri())
    note = "Regular meetings of a series are left out, unless they are events of their own."
    counts, last = set(), []
    with emulated(page, width=1280):
        page.execute_script(ROOM)
        for height in range(0, 270, 9):
            page.execute_script(f"document.querySelector('.room').style.height = '{height}mm'")
            sheets = printed(page).pages
            counts.add(len(sheets))
            last.append("".join(sheets[-1].extract_text().split()))
    page.back()
    assert len(counts) > 1
    assert [] == [text for text in last if "".join(note.split()) not in text]


#: The dates that are broken inside a word: more than one line for text without blanks.
BROKEN_DATES = """
return [...document.querySelectorAll('td[data-label*="ate"], td[data-label="When"]')].filter(cell => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const word of node.data.matchAll(/[A-Za-z0-9]+/g)) {
      range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
      if (range.getClientRects().length > 1) return true;
    }
  return false;
}).map(cell => cell.textContent);
"""


def test_dates_are_broken_only_between_words(page, tmp_path, tracker):
    """However many columns a table has, each is as wide as its longest word."""
    start = page.current_url
    ot.export(ot.support(tracker), tmp_path / "support.html")
    page.get((tmp_path / "support.html").as_uri())
    with emulated(page, width=1280):
        assert [] == page.execute_script(BROKEN_DATES)
    page.get(start)


@pytest.mark.parametrize("quarter", ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"])
def test_brief_is_one_printed_page(page, tmp_path, tracker, quarter):
    """A brief fits one upright page, leaves 15 mm for wider fonts above its margin, and can be read."""
    start = page.current_url
    ot.export(ot.brief(tracker, quarter), tmp_path / "brief.html")
    page.get((tmp_path / "brief.html").as_uri())
    pages = printed(page).pages
    # The page is that of all tests, whatever comes of this one.
    page.get(start)
    (sheet,) = pages
    assert [595, 842] == [round(float(side)) for side in sheet.mediabox[2:]]
    heights, sizes = [], []

    def note(text, matrix, place, _, size):
        if text.strip():
            heights.append(matrix[5] + place[5] * matrix[3])
            sizes.append(abs(matrix[3] * place[3]) * size)

    sheet.extract_text(visitor_text=note)
    assert min(heights) >= (8 + 15) / 25.4 * 72
    # In points, in the picture as well.
    assert min(sizes) >= 6.95


TABBABLE = "a[href],button,input,select,summary,[tabindex]"
#: Notes what the focus comes to: its name, its tag, if all of its width is in sight, and its outline.
STOPS = """
window.stops = [];
document.addEventListener('focusin', event => {
  const e = event.target, b = e.getBoundingClientRect();
  stops.push([e.id || e.className || e.tagName, e.tagName, b.width > 1 && b.height > 1 && b.left >= 0
    && b.right <= innerWidth, getComputedStyle(e).outlineStyle]);
});
"""


def tabbed(driver):
    """Return the first stops of the tab key on a page."""
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    driver.execute_script(STOPS)
    ActionChains(driver).send_keys(Keys.TAB * 60).perform()
    stops = driver.execute_script("return stops")
    assert 60 == len(stops)
    return stops


@pytest.mark.parametrize("width", [390, 1300])
def test_keyboard_reaches_what_can_be_seen_and_nothing_else(page, width):
    """The tab key goes from the link to the content through all that can be used; no stop is out of sight."""
    with emulated(page, width=width):
        page.refresh()
        expected = page.execute_script(
            f"return Array.from(document.querySelectorAll('{TABBABLE}'))"
            ".filter(e => e.checkVisibility() && e.tabIndex >= 0).length"
        )
        stops = tabbed(page)
    assert "skip" == stops[0][0]
    unseen = [stop for stop in stops[1:] if not stop[2] or stop[3] == "none"]
    seen = [tag for _, tag, *_ in stops]
    assert [] == unseen
    assert {"SUMMARY", "INPUT", "SELECT", "A"} <= set(seen)
    assert (width > 1000) is ("BUTTON" in seen)
    assert expected > 60


CONTRAST = """
const linear = c => { c /= 255; return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4); };
const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
const parse = text => text.match(/[0-9.]+/g).map(Number);
const behind = node => {
  for (let n = node; n; n = n.parentElement) {
    const c = parse(getComputedStyle(n).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c.slice(0, 3);
  }
  return [255, 255, 255];
};
let worst = 21;
for (const node of document.querySelectorAll('h1,h2,p,a,b,th,td,dt,dd,label,li,summary,span,button')) {
  if (!node.textContent.trim() || node.closest('svg') || !node.offsetParent) continue;
  const a = light(parse(getComputedStyle(node).color)), b = light(behind(node));
  worst = Math.min(worst, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
}
return worst;
"""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_contrast_is_that_of_wcag_aa(page, scheme):
    """Every text has a contrast of at least 4.5 to what is behind it (WCAG 2.2, 1.4.3), light and dark."""
    page.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    assert page.execute_script(CONTRAST) >= 4.5


@pytest.mark.parametrize(
    "name", ["quarterly", "brief", "scorecard", "profile", "support", "month", "handover", "hostile"]
)
def test_no_screen_scrolls_sideways(page, tmp_path, tracker, name):
    """From 360 pixels on no page is wider than the screen."""
    made = {
        "quarterly": lambda: ot.quarterly(tracker, "2025-Q3"),
        "brief": lambda: ot.brief(tracker, "2025-Q4"),
        "scorecard": lambda: ot.scorecard(tracker),
        "profile": lambda: ot.profile(tracker, "KZ"),
        "support": lambda: ot.support(tracker),
        "month": lambda: ot.month(tracker, "2025-12"),
        "hostile": lambda: hostile.report("w" * 10_000, 3),
        "handover": lambda: ot.handover(ot.load("all"), "FI-2025"),
    }[name]()
    start = page.current_url
    ot.export(made, tmp_path / "x.html")
    page.get((tmp_path / "x.html").as_uri())
    widths = []
    for width in (360, 820, 1030, 1280):
        with emulated(page, width=width, mobile=width < 1000):
            widths.append(page.execute_script("return document.documentElement.scrollWidth - innerWidth"))
    page.get(start)
    assert max(widths) <= 0


def test_cards_fold_long_texts(page):
    """On a small screen what happened is folded, and opens by a press; on a wide one it is open."""
    script = "return Array.from(document.querySelectorAll('.fold')).filter(f => f.open).length"
    total = page.execute_script("return document.querySelectorAll('.fold').length")
    assert total == page.execute_script(script)
    with emulated(page, width=390):
        page.refresh()
        assert 0 == page.execute_script(script)
        page.find_element("css selector", ".fold summary").click()
        assert 1 == page.execute_script(script)
    page.refresh()
    assert total == page.execute_script(script)


def test_sources_open_below_their_row(page):
    """A press on the number of sources opens the list of links in the row."""
    details = page.find_element("css selector", "details.src")
    link = details.find_element("css selector", "li a")
    assert not link.is_displayed()
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", details)
    details.find_element("css selector", "summary").click()
    assert link.is_displayed()


def test_records_can_be_linked_to(page):
    """An address that ends in the id of a record leads to its row, below the head of the table."""
    start = page.current_url
    page.get(f"{start}#FI25-HD-03")
    top = page.execute_script("return document.getElementById('FI25-HD-03').getBoundingClientRect().top")
    page.get(start)
    assert 40 < top < 200


@pytest.mark.parametrize("scheme", SCHEMES)
def test_colours_are_those_of_the_scheme(page, scheme):
    """Paper, chips and bars change with the scheme of the reader."""
    from osce_tracker.design import COLOURS, LOOKS

    page.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    found = page.execute_script(
        "const colour = (selector, name) => getComputedStyle(document.querySelector(selector))[name];"
        "return [colour('html', 'backgroundColor'), colour('.chip.w-fulfilled', 'backgroundColor'),"
        "colour('.bar .w-fulfilled', 'fill')]"
    )
    look, place = LOOKS["fulfilled"], SCHEMES.index(scheme)
    fill = (look.fill, look.dark_fill)[place]
    expected = [COLOURS["paper"][place], fill, fill]
    assert [tuple(bytes.fromhex(colour[1:])) for colour in expected] == [
        tuple(int(part) for part in colour[4:-1].split(",")) for colour in found
    ]


def test_page_can_be_read_without_its_script(page):
    """Without scripts all rows and long texts are there, and no control that would do nothing."""
    with without_scripts(page), emulated(page, width=500):
        page.refresh()
        assert [] == [e for e in page.find_elements("css selector", ".tools") if e.is_displayed()]
        assert [] == page.find_elements("css selector", "thead button")
        folds = page.find_elements("css selector", ".fold > div")
        assert 61 == len(folds)
        assert all(fold.is_displayed() for fold in folds[:5])
    page.refresh()


def test_hostile_texts_run_nothing(page, tmp_path):
    """What would be a script elsewhere is a text: nothing runs, nothing is asked for."""
    from osce_tracker.formats.report import Column, Report, Table

    texts = (
        "<script>document.title='run'</script>",
        "<img src=x onerror=document.title='run'>",
        "</title></style></script><svg onload=document.title='run'>",
        "javascript:document.title='run'",
        "https://example.org/\"onmouseover=\"document.title='run'",
        "{{ 7 * 7 }}{% raw %}",
    )
    columns = (Column("a", texts[0]), Column("b", texts[1]), Column("c", texts[2], detail=True))
    rows = tuple((text, text, text) for text in texts)
    table = Table(title=texts[2], key="t", columns=columns, rows=rows, notes=texts)
    report = Report(title=texts[2], subtitle=texts[1], tables=(table,), notes=texts)
    ot.export(report, tmp_path / "x.html")
    start = page.current_url
    # Up to here the browser has noted the requests of other tests.
    requests(page)
    page.get((tmp_path / "x.html").as_uri())
    title, address, asked = page.title, page.current_url, requests(page)
    found = page.execute_script("return Array.from(document.querySelectorAll('td')).map(e => e.textContent)")
    page.get(start)
    assert "run" != title
    assert [address] == asked
    assert set(texts) <= set(found)
