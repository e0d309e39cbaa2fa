"""The website in a real browser: search, filters, date control, keyboard, screens, dark, print, no script."""

import json
from itertools import islice

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.model.statuses import Status
from osce_tracker.site import commitments, record
from osce_tracker.site.export import files, write_folder
from osce_tracker.site.page import Site
from tests.site.test_record import as_known, month_ends
from tests.test_browser import (
    CONTRAST,
    SCHEMES,
    TABBABLE,
    browser,
    emulated,
    needs_chromium,
    printed,
    requests,
    tabbed,
    without_scripts,
)

pytestmark = [needs_chromium, pytest.mark.usefixtures("few_downloads")]

#: A page of each kind.
PAGES = (
    "index.html",
    "chairs/FI-2025.html",
    "commitments/index.html",
    "commitments/FI25-HD-03.html",
    "states/index.html",
    "states/KZ.html",
    "calendar/index.html",
    "calendar/2025-12.html",
    "statements/index.html",
    "scorecard.html",
    "handover.html",
    "downloads.html",
    "about.html",
    "search.html",
)


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory):
    """Write the website of all bundled data."""
    folder = tmp_path_factory.mktemp("site")
    write_folder(files(Site(ot.load("all"))), folder)
    return folder


@pytest.fixture(name="driver", scope="module")
def _driver(tmp_path_factory):
    with browser(tmp_path_factory.mktemp("profile"), "--window-size=1300,1000") as driver:
        yield driver


def visit(driver, folder, path):
    """Open a page, even if only its anchor differs from the page before."""
    path, hash_, anchor = path.partition("#")
    driver.get("about:blank")
    driver.get(f"{(folder / path).as_uri()}{hash_}{anchor}")


def css(driver, selector):
    """Return the first element that fits."""
    return driver.find_element("css selector", selector)


def texts(driver, selector):
    """Return the texts of all elements that fit and can be seen."""
    return driver.execute_script(
        "return Array.from(document.querySelectorAll(arguments[0])).filter(e => e.checkVisibility())"
        ".map(e => e.textContent.trim())",
        selector,
    )


@pytest.mark.parametrize("path", PAGES)
def test_pages_ask_for_nothing_elsewhere_and_fit_any_screen(driver, folder, path):
    """A page from disk works under its policy without a message, and loads nothing from elsewhere.

    From 360 to 1,920 pixels it is no wider than the screen, and light and dark texts can be read.
    """
    driver.get_log("performance")
    visit(driver, folder, path)
    asked = [url for url in requests(driver) if url != "about:blank"]
    assert (folder / path).as_uri() in asked
    assert [] == [url for url in asked if not url.startswith(folder.as_uri())]
    assert [] == driver.get_log("browser")
    widths = {}
    for width in (360, 390, 768, 1024, 1280, 1920):
        with emulated(driver, width=width, mobile=width < 1000):
            widths[width] = driver.execute_script("return document.documentElement.scrollWidth - innerWidth")
    assert {} == {width: over for width, over in widths.items() if over > 0}
    for scheme in SCHEMES:
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        assert driver.execute_script(CONTRAST) >= 4.5, scheme
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_what_was_cancelled_is_not_struck_through(driver, folder):
    """Struck through, a title such as "No decision on the Chair" would say the opposite."""
    visit(driver, folder, "calendar/2025-12.html")
    entry = css(driver, ".ev.off a")
    assert "No decision on the Chair for 2027" == entry.text
    assert "none" == entry.value_of_css_property("text-decoration-line")


def test_paper_lies_on_its_side_for_many_columns_and_keeps_maps_together(driver, folder):
    """The list of commitments is as wide as its columns need; each map is on the page of its heading."""
    for path, is_wide in (("commitments/index.html", True), ("states/index.html", False)):
        visit(driver, folder, path)
        pages = printed(driver, "1-3").pages
        assert is_wide == (pages[0].mediabox.width > pages[0].mediabox.height)
    texts = [page.extract_text() for page in pages]
    for name, text in zip(("Switzerland 2026", "Finland 2025", "Malta 2024"), texts, strict=True):
        assert name in text
        assert "MN" in text.partition(name)[2]


def test_shares_stay_on_one_line(driver, folder):
    """A share such as "93 of 205 (45%)" is not broken."""
    visit(driver, folder, "scorecard.html")
    assert "nowrap" == css(driver, "tbody td.number").value_of_css_property("white-space")


def wait(driver, ready="document.querySelector('#page-results:not([aria-busy])') !== null"):
    """Wait until the texts of the search are loaded, or until something else is so."""
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(driver, 20).until(lambda page: page.execute_script(f"return {ready}"))


def found(driver, folder, words):
    """Return the titles that a search finds, on the page that is open if it is the search."""
    from urllib.parse import quote

    address = (folder / "search.html").as_uri()
    if driver.current_url.partition("#")[0] != address:
        driver.get(address)
        wait(driver)
    # What an earlier search chose from the menu would narrow this one.
    driver.execute_script("document.getElementById('page-kind').value = ''")
    driver.get(f"{address}#{quote(words)}")
    wait(driver, f"document.getElementById('page-find').value === {json.dumps(words)}")
    while (more := css(driver, "#page-more")).is_displayed():
        more.click()
    return texts(driver, ".results a")


def test_search_finds_what_has_all_words(driver, folder):
    """The best match is first, the words found are marked, and the number found is said."""
    titles = found(driver, folder, "deported Ukrainian children")
    assert "Help bring deported Ukrainian children home" == titles[0]
    assert f"{len(titles)} found" == css(driver, "#page-count").text
    assert {"deported", "Ukrainian", "children"} <= set(texts(driver, ".results li:first-child mark"))
    link = css(driver, ".results a").get_attribute("href")
    assert (folder / "commitments/FI25-HD-03.html").as_uri() == link


#: Words, and other ways to write them.
SAME = {
    "TURKIYE": "Türkiye",
    "Turkey": "Türkiye",
    "Russia budget": "russian federation BUDGET",
    "cooperation": "co-operation",
    "the Chair's envoy": "chair envoy",
}


def test_accents_case_hyphens_and_names_of_states_do_not_matter(driver, folder):
    """Other ways to write the same words find the same."""
    for words, same in SAME.items():
        titles = found(driver, folder, words)
        assert titles, words
        assert sorted(titles) == sorted(found(driver, folder, same)), words


def test_the_page_finds_what_the_library_finds(driver, folder):
    """Whatever the search of the library finds is found in the browser too."""
    tracker = ot.load("all")
    site = Site(tracker)
    for words in ("Russia budget", "Turkey", "Moscow Mechanism", '"climate security" study'):
        found(driver, folder, words)
        links = driver.execute_script(
            "return Array.from(document.querySelectorAll('.results a')).map(e => e.href)"
        )
        expected = {f"{folder.as_uri()}/{site.address(match.record)}" for match in tracker.search(words)}
        assert expected, words
        assert set() == expected - {*links}, words


def test_a_phrase_is_found_as_it_is(driver, folder):
    """Words in quotation marks stand next to each other in what is found."""
    loose = found(driver, folder, "future Europe security")
    strict = found(driver, folder, '"security of the future"')
    assert set(strict) < set(found(driver, folder, "security future"))
    assert loose


def test_words_that_are_misspelt_find_similar_ones(driver, folder):
    """If nothing has the words, those spelt nearly the same are looked for, and that is said."""
    assert "Help bring deported Ukrainian children home" in found(driver, folder, "Ukranian childern")
    assert css(driver, "#page-count").text.endswith(" found with words spelt nearly the same")
    assert [] == found(driver, folder, "xylophone qqqqqq")
    assert "Nothing found. Check the spelling, or use fewer words." == css(driver, "#page-count").text


def test_a_kind_narrows_what_is_found(driver, folder):
    """The menu says how many of each kind were found, and shows one kind alone."""
    from selenium.webdriver.support.ui import Select

    every = found(driver, folder, "Kazakhstan")
    menu = Select(css(driver, "#page-kind"))
    counts = [int(option.text.rpartition("(")[2].rstrip(")")) for option in menu.options]
    assert [len(every), len(every)] == [counts[0], sum(counts[1:])]
    menu.select_by_value("state")
    assert "Kazakhstan" == texts(driver, ".results a")[0]
    assert counts[2] == len(texts(driver, ".results a"))


def test_search_needs_no_mouse(driver, folder):
    """From the home page: words, Enter, the arrow keys through what was found, Enter."""
    from selenium.webdriver.common.keys import Keys

    visit(driver, folder, "index.html")
    css(driver, "#page-find").send_keys("Ukrainian children home", Keys.ENTER)
    assert driver.current_url == f"{(folder / 'search.html').as_uri()}#Ukrainian%20children%20home"
    wait(driver)
    field = driver.switch_to.active_element
    assert "Ukrainian children home" == field.get_attribute("value")
    field.send_keys(Keys.DOWN)
    first = driver.switch_to.active_element.text
    driver.switch_to.active_element.send_keys(Keys.DOWN)
    assert texts(driver, ".results a")[1] == driver.switch_to.active_element.text
    driver.switch_to.active_element.send_keys(Keys.UP)
    assert first == driver.switch_to.active_element.text
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert first == css(driver, "h1").text


def move(driver, moment):
    """Set the date control."""
    driver.execute_script(
        "const slider = document.getElementById('page-day'); slider.value = arguments[0];"
        "slider.dispatchEvent(new Event('input'));",
        moment,
    )


#: The word of each square or row that can be seen, by the name of the page of its commitment.
SHOWN = """
const items = document.querySelectorAll('.squares li, table.records tbody tr:not(.group)');
return Object.fromEntries(Array.from(items).filter(item => item.checkVisibility()).map(item => [
  item.querySelector('a').pathname.split('/').pop().replace('.html', ''),
  (item.querySelector('.chip') || item).className.match(/w-([a-z-]+)/)[1]]));
"""


def test_squares_are_those_of_as_of_at_every_month_end(driver, folder):
    """At the end of each month the page shows the statuses and counts of the view of that day."""
    tracker = ot.load()
    found = record.moments(tracker, "2025-12-31")
    visit(driver, folder, "chairs/FI-2025.html")
    for day in month_ends(found[0].day, found[-1].day):
        move(driver, max(n for n, moment in enumerate(found) if moment.day <= day))
        expected = as_known(tracker, day)
        assert expected == driver.execute_script(SHOWN), day
        counts = dict(zip(texts(driver, ".legend span"), texts(driver, ".legend b"), strict=True))
        assert {
            status.label: str(number)
            for status in Status
            if (number := list(expected.values()).count(status))
        } == counts
    assert "31 December 2025" == css(driver, ".known output").text


def test_a_day_changes_the_finding_and_what_is_said_of_each_square(driver, folder):
    """The finding of the day is that of the summary of its view; a square says the status it had."""
    tracker = ot.load()
    visit(driver, folder, "chairs/FI-2025.html")
    labels = [moment.label for moment in record.moments(tracker, "2025-12-31")]
    move(driver, labels.index("30 June 2025"))
    finding = ot.summary(tracker.as_of("2025-06-30"), "2025-06-30").headline
    assert finding.replace("The Chair", "Finland") == css(driver, ".known [role=status]").text
    assert css(driver, "#page-squares-title").text.endswith(" by 30 June 2025")
    title = css(driver, ".squares a[href$='FI25-HD-03.html']").get_attribute("title")
    before = tracker.commitments["FI25-HD-03"].status_on("2025-06-30").label
    assert f"Help bring deported Ukrainian children home: {before}" == title
    assert "30 June 2025" == css(driver, "#page-day").get_attribute("aria-valuetext")


def test_the_date_control_needs_no_mouse(driver, folder):
    """The arrow keys and two buttons go from one day to the next."""
    from selenium.webdriver.common.keys import Keys

    visit(driver, folder, "chairs/FI-2025.html")
    labels = [moment.label for moment in record.moments(ot.load(), "2025-12-31")]
    css(driver, "#page-day").send_keys(Keys.LEFT)
    assert labels[-2] == css(driver, ".known output").text
    css(driver, "[data-step='-1']").send_keys(Keys.ENTER)
    assert labels[-3] == css(driver, ".known output").text
    css(driver, "[data-step='1']").send_keys(Keys.SPACE)
    css(driver, "#page-day").send_keys(Keys.HOME)
    assert labels[0] == css(driver, ".known output").text


def test_the_list_goes_back_to_a_day_and_filters_it(driver, folder):
    """In the list the filters go by the statuses of the chosen day, and later news is out of sight."""
    from selenium.webdriver.support.ui import Select

    site = Site(ot.load("all"))
    own = [(chair, record.moments(chair.tracker, chair.about.day)) for chair in site.chairs]
    found = record.together(site, own)
    place = max(n for n, moment in enumerate(found) if moment.day.isoformat() <= "2025-06-30")
    visit(driver, folder, "commitments/index.html")
    assert len(site.tracker.commitments) == len(driver.execute_script(SHOWN))
    assert "5–6\u00a0November 2024." in texts(driver, "td b")
    move(driver, place)
    # What Malta promised stays as it was on the last day of its term.
    expected = as_known(ot.load("malta-2024"), "2024-12-31")
    for name in ("finland-2025", "switzerland-2026"):
        expected |= as_known(ot.load(name), "2025-06-30")
    assert expected == driver.execute_script(SHOWN)
    status, lever = (Select(css(driver, f"select[data-by={by}]")) for by in ("status", "lever"))
    kept = {name for name, word in expected.items() if word == "fulfilled"}
    assert f"Fulfilled ({len(kept)})" in [option.text for option in status.options]
    status.select_by_value("fulfilled")
    assert kept == set(driver.execute_script(SHOWN))
    lever.select_by_value("chair")
    alone = {name for name in kept if site.tracker.commitments[name].lever == "chair"}
    assert alone == set(driver.execute_script(SHOWN))
    assert f"{len(alone)} of {len(expected)} rows" == css(driver, ".count output").text
    Select(css(driver, "select[data-by=dimension]")).select_by_value("human")
    human = {name for name in alone if site.tracker.commitments[name].section == "human"}
    assert human < alone
    assert human == set(driver.execute_script(SHOWN))
    happened = driver.find_elements("css selector", "td[data-label='What happened'] b")
    assert happened
    assert [] == [one for one in happened if one.is_displayed()]
    css(driver, ".count button").click()
    assert expected == driver.execute_script(SHOWN)


def test_filters_look_through_all_pages_of_a_long_list(driver, tmp_path):
    """With more commitments than a page holds, what fits is listed from all pages, with its status."""
    from selenium.webdriver.support.ui import Select

    bundled = ot.load()
    promises = [
        attrs.evolve(one, id=f"{one.id}:{n}", title=f"{one.title} ({n})", continues=None)
        for n in range(3)
        for one in bundled.commitments
    ]
    site = Site(attrs.evolve(bundled, commitments=promises, readings=(), corrections=()))
    # The first two files are the style sheet and the script.
    made = [*islice(files(site), 2), *(f for one in (commitments, record) for f in one.files(site))]
    write_folder(made, tmp_path / "site")
    visit(driver, tmp_path / "site", "commitments/index.html")
    assert 250 == len(driver.execute_script(SHOWN))
    status = Select(css(driver, "select[data-by=status]"))
    status.select_by_value("not-fulfilled")
    failed = {one.title for one in promises if one.status_on("2025-12-31") == "not-fulfilled"}
    assert failed == set(texts(driver, ".results a"))
    assert {"not fulfilled"} == set(texts(driver, ".results .chip"))
    assert f"{len(failed)} of {len(promises)} on all pages" == css(driver, ".count output").text
    assert [] == [one for one in driver.find_elements("css selector", "table") if one.is_displayed()]
    dimension = Select(css(driver, "select[data-by=dimension]"))
    dimension.select_by_value("human")
    human = {one.title for one in promises if one.title in failed and one.section == "human"}
    assert human < failed
    assert human == set(texts(driver, ".results a"))
    dimension.select_by_value("")
    move(driver, 0)
    assert [] == texts(driver, ".results a")
    css(driver, ".count button").click()
    move(driver, 10_000)
    css(driver, ".tools input").send_keys("minsk process structures (2)")
    (link,) = driver.find_elements("css selector", ".results a")
    link.click()
    assert "Close the Minsk Process and related structures (2)" == css(driver, "h1").text


@pytest.mark.parametrize("width", [390, 1300])
def test_keyboard_reaches_what_can_be_seen_and_nothing_else(driver, folder, width):
    """The tab key goes from the link to the content through all that can be used, in sight and outlined."""
    with emulated(driver, width=width):
        visit(driver, folder, "index.html")
        expected = driver.execute_script(
            f"return Array.from(document.querySelectorAll('{TABBABLE}'))"
            ".filter(e => e.checkVisibility() && e.tabIndex >= 0).length"
        )
        assert expected > 60
        stops = tabbed(driver)
    names = [name for name, *_ in stops]
    wrong = [name for name, _, is_seen, outline in stops if not is_seen or outline == "none"]
    assert [] == wrong
    assert "skip" == names[0]
    assert {"page-find", "page-day"} <= set(names)


def test_paper_has_the_page_without_what_only_works_on_a_screen(driver, folder):
    """A printed page has no search, control, menu or link to other sections."""
    visit(driver, folder, "chairs/FI-2025.html")
    text = "".join(sheet.extract_text() for sheet in printed(driver).pages)
    assert "One square per commitment" in text
    for words in ("The record as it could be known", "Search commitments", "Earlier", "Handover"):
        assert words not in text


def test_pages_can_be_read_without_scripts(driver, folder):
    """Without scripts all rows, squares and counts are there, and no control that would do nothing."""
    with without_scripts(driver):
        visit(driver, folder, "chairs/FI-2025.html")
        assert 98 == len(driver.find_elements("css selector", ".squares li"))
        hidden = driver.find_elements("css selector", ".js-only, .tools")
        assert hidden
        assert [] == [one for one in hidden if one.is_displayed()]
        visit(driver, folder, "commitments/index.html")
        rows = driver.find_elements("css selector", "tbody tr:not(.group)")
        assert 227 == len(rows)
        assert [] == [one for one in driver.find_elements("css selector", ".js-only") if one.is_displayed()]
        visit(driver, folder, "search.html")
        assert css(driver, "noscript p").text.startswith("The search needs JavaScript.")
        links = [one.get_attribute("href") for one in driver.find_elements("css selector", "noscript a")]
        assert [f"{folder.as_uri()}/{name}/index.html" for name in
                ("commitments", "states", "statements", "calendar")] == links  # fmt: skip


def test_hostile_texts_run_nothing(driver, tmp_path):
    """What would be a script elsewhere is a text on every page, in the search, the filters and the feed."""
    text = "</script></title><img src=x onerror=document.title='run'><script>document.title='run'</script>"
    bundled = ot.load()
    promises = [
        attrs.evolve(one, title=f"{text} {n}", text=text, themes=(text,), note=text)
        for n, one in enumerate(bundled.commitments[:12])
    ]
    said = [attrs.evolve(one, summary=text, speaker=None, note=text) for one in bundled.statements[:3]]
    events = [attrs.evolve(one, title=text, summary=text, city=text) for one in bundled.events[:3]]
    tracker = attrs.evolve(
        bundled, commitments=promises, statements=said, events=events, readings=(), corrections=()
    )
    write_folder(files(Site(tracker)), tmp_path / "site")
    driver.get_log("performance")
    pages = ("index.html", "commitments/index.html", "statements/index.html", "search.html#onerror")
    for path in (*pages, f"commitments/{promises[0].id}.html"):
        visit(driver, tmp_path / "site", path)
        assert "run" != driver.title
    visit(driver, tmp_path / "site", "search.html#onerror")
    wait(driver)
    assert text in texts(driver, ".results a")[0]
    asked = [url for url in requests(driver) if url != "about:blank"]
    assert [] == [url for url in asked if not url.startswith((tmp_path / "site").as_uri())]
    assert [] == [url for url in asked if url.endswith("/x")]
