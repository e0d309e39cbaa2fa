"""Pages in a real browser: headless Chromium, where Debian's packages chromium and chromium-driver are."""

import json
import shutil
from contextlib import contextmanager

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.reports.lists import themes

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None or DRIVER is None,
    reason="needs Debian's packages chromium and chromium-driver, as .ci/run installs them",
)
#: Without these Chromium asks its maker's hosts by itself.
QUIET = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update --disable-dev-shm-usage"
)

#: Rows of a table that stand for a record, without headings of groups and long texts.
ROWS = "tbody tr:not(.group):not(.detail)"


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
    """Return the report of the page: a brief behind a table with numbers."""
    brief = ot.brief(tracker, "2025-Q4")
    return attrs.evolve(brief, tables=(*themes(tracker).tables, *brief.tables))


@pytest.fixture(name="page", scope="module")
def _page(tmp_path_factory, tracker):
    """Give a browser that shows a brief."""
    folder = tmp_path_factory.mktemp("browser")
    ot.export(shown(tracker), folder / "brief.html")
    with browser(folder / "profile", "--window-size=1300,1000") as driver:
        driver.get((folder / "brief.html").as_uri())
        yield driver


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
    assert 1 == page.execute_script("return document.querySelectorAll('figure svg').length")


def column(page, place):
    """Return the texts of a column of the first table."""
    return page.execute_script(
        f"return Array.from(document.querySelector('table').querySelectorAll('{ROWS}'))"
        ".map(row => row.cells[arguments[0]].textContent)",
        place,
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


def test_details_stay_with_their_row(page, tmp_path, tracker):
    """A long text moves with the row that it belongs to."""
    ot.export(ot.quarterly(tracker, "2025-Q3"), tmp_path / "quarterly.html")
    start = page.current_url
    page.get((tmp_path / "quarterly.html").as_uri())
    pairs = (
        "return Array.from(document.querySelectorAll('tr.detail'))"
        ".map(row => row.previousElementSibling.cells[0].textContent + row.textContent)"
    )
    before = page.execute_script(pairs)
    page.find_elements("css selector", "table thead button")[3].click()
    after = page.execute_script(pairs)
    page.get(start)
    assert before != after
    assert sorted(before) == sorted(after)


def test_filter_hides_other_rows(page):
    """The filter leaves the rows that have all its words, and says how many."""
    field = page.find_element("css selector", "input[type=search]")
    field.send_keys("PEACE women")
    found = page.execute_script(
        f"return Array.from(document.querySelector('table').querySelectorAll('{ROWS}'))"
        ".filter(row => !row.hidden).map(row => row.cells[0].textContent)"
    )
    (theme,) = found
    assert "women-peace-security" == theme
    assert "1 of 49 rows" == page.find_element("css selector", ".count").text
    field.clear()
    field.send_keys(" ")
    assert "49 rows" == page.find_element("css selector", ".count").text


def test_keyboard_reaches_links_filters_and_headings(page):
    """The tab key goes to the skip link first, then through links, filters and headings."""
    from selenium.webdriver.common.keys import Keys

    page.refresh()
    page.find_element("css selector", "body").send_keys(Keys.TAB)
    first = page.switch_to.active_element
    focused = [f"{first.tag_name} {first.get_attribute('class')}"]
    for _ in range(10):
        page.switch_to.active_element.send_keys(Keys.TAB)
        focused.append(page.switch_to.active_element.tag_name)
    assert "a skip" == focused[0]
    assert {"a", "input", "div", "button"} <= set(focused[1:])


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
for (const node of document.querySelectorAll('h1,h2,p,a,th,td,dt,dd,label,figcaption,li,footer,button')) {
  if (!node.textContent.trim() || node.closest('svg') || !node.offsetParent) continue;
  const a = light(parse(getComputedStyle(node).color)), b = light(behind(node));
  worst = Math.min(worst, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
}
return worst;
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_that_of_wcag_aa(page, scheme):
    """Every text has a contrast of at least 4.5 to what is behind it (WCAG 2.2, 1.4.3), light and dark."""
    page.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    assert page.execute_script(CONTRAST) >= 4.5


def test_phone_has_no_sideways_scrolling(page):
    """On a narrow screen the page is no wider than the screen."""
    size = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        width = page.execute_script("return document.documentElement.scrollWidth")
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert 390 == width


def test_page_can_be_read_without_its_script(tmp_path, tracker):
    """Without scripts all rows are there, and no control that would do nothing."""
    ot.export(ot.brief(tracker, "2025-Q4"), tmp_path / "brief.html")
    with browser(tmp_path / "profile", "--blink-settings=scriptEnabled=false") as driver:
        driver.get((tmp_path / "brief.html").as_uri())
        assert [] == [e for e in driver.find_elements("css selector", ".tools") if e.is_displayed()]
        assert [] == driver.find_elements("css selector", "thead button")
        assert 7 == len(driver.find_elements("css selector", f"section:first-of-type {ROWS}"))


def test_hostile_texts_run_nothing(tmp_path):
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
    with browser(tmp_path / "profile") as driver:
        driver.get((tmp_path / "x.html").as_uri())
        assert "run" != driver.title
        assert [driver.current_url] == requests(driver)
        found = driver.execute_script(
            "return Array.from(document.querySelectorAll('td')).map(e => e.textContent)"
        )
        assert set(texts) <= set(found)
