"""The example of a web service, asked over HTTP: a real server on the loopback, and an independent client.

``python -m tests.test_service`` renews the answers that stand beside the example.
"""

import json
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import html5lib
import httpx
import icalendar
import pytest

import osce_tracker as ot
from osce_tracker.calendars.write import render_calendar
from tests.test_examples import EXAMPLES

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
#: A place of each kind that the service answers.
PLACES = ("/calendar.ics", "/table/2025-Q3", "/profile/KZ", "/records/FI25-HD-03")
OUTPUT = EXAMPLES / "output" / "service.txt"
#: What is asked for in the output beside the example, with the headers of the request.
ASKED = [
    ("/table/2025-Q3?dimension=human&as_of=2025-10-15", {}),
    ("/table/2025-Q3", {"Accept": "text/html"}),
    ("/index.html", {}),
    ("/records/fi25-hd-03", {}),
    ("/profile/Kazakhstan?format=json", {}),
    ("/profile/Khazakhstan", {}),
    ("/calendar.ics", {}),
    ("/calendar.ics", {"If-None-Match": "{etag}"}),
]


@contextmanager
def running():
    """Start the example on a free port, give a client of it, and stop it."""
    command = [sys.executable, str(EXAMPLES / "service.py"), "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        try:
            told = ""
            for line in process.stderr:
                told += line
                found = re.search(r"running on (http://127\.0\.0\.1:\d+)", line)
                if found:
                    break
            else:
                pytest.fail(f"the service did not start:\n{told}")
            # What it goes on to say is read, or it would wait for a reader once the pipe is full.
            threading.Thread(target=process.stderr.read, daemon=True).start()
            with httpx.Client(base_url=found[1], timeout=60) as client:
                yield client
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="module")
def service():
    """Give a client of the running example."""
    with running() as client:
        yield client


def transcript(client):
    """Return what is asked and answered: status, headers that matter, and the beginning of the content."""
    lines, etag = [], ""
    for place, headers in ASKED:
        sent = {name: value.format(etag=etag) for name, value in headers.items()}
        answer = client.get(place, headers=sent)
        etag = answer.headers.get("etag", "")
        lines += [f"GET {place}", *(f"{name}: {value}" for name, value in sent.items()), ""]
        lines += [f"{answer.status_code} {answer.reason_phrase}"]
        # The tag of a file goes by the time at which it was written.
        names = ["content-type", *([] if place == "/index.html" else ["etag"])]
        lines += [f"{k}: {answer.headers[k]}" for k in names if k in answer.headers]
        shown = [line.rstrip()[:100] for line in answer.text.splitlines() if line.strip()]
        lines += ["", *shown[:5], *(["..."] if len(shown) > 5 else []), "", "-" * 40]
    return "\n".join(lines) + "\n"


def test_answers_stand_beside_the_example(service):
    """What the example answers is what its output says."""
    assert OUTPUT.read_text(encoding="utf-8") == transcript(service)


def test_table_as_json_is_the_report(service, tracker):
    """A program gets the table as the report gives it."""
    answer = service.get("/table/2025-Q3", params={"dimension": "human"})
    report = ot.quarterly(tracker, "2025-Q3", dimension="human")
    assert (200, "application/json") == (answer.status_code, answer.headers["content-type"])
    assert json.loads(report.render("json")) == answer.json()


def test_table_as_of_a_day(service, tracker):
    """A view as of a day is asked for by its day."""
    answer = service.get("/table/2025-Q2", params={"as_of": "2025-06-30"})
    assert json.loads(ot.quarterly(tracker.as_of("2025-06-30"), "2025-Q2").render("json")) == answer.json()
    assert service.get("/table/2025-Q2").json() != answer.json()


def test_table_as_a_page(service, tracker):
    """A browser, or who asks for it, gets a page with each commitment of the table."""
    answer = service.get("/table/2025-Q3", headers=BROWSER)
    assert answer.content == service.get("/table/2025-Q3", params={"format": "html"}).content
    assert (200, "text/html; charset=utf-8") == (answer.status_code, answer.headers["content-type"])
    page = html5lib.parse(answer.content, namespaceHTMLElements=False)
    cells = {"".join(cell.itertext()) for cell in page.iter("td")} | {
        "".join(cell.itertext()) for cell in page.iter("th")
    }
    ids = {row[0] for table in ot.quarterly(tracker, "2025-Q3").tables for row in table.rows}
    assert (61, set()) == (len(ids), ids - cells)


def test_format_that_is_asked_for_comes_before_what_a_browser_takes(service):
    """A browser that asks for JSON gets it."""
    answer = service.get("/profile/KZ", params={"format": "json"}, headers=BROWSER)
    assert "application/json" == answer.headers["content-type"]


def test_profile_of_a_state(service, tracker):
    """A State is found by its names and codes."""
    profile = json.loads(ot.profile(tracker, "KZ").render("json"))
    for name in ("KZ", "kaz", "Republic of Kazakhstan"):
        assert profile == service.get(f"/profile/{name}").json(), name


def test_every_record_as_json(service, tracker):
    """A record of any kind is found by its id, in any case, as data files have it."""
    for collection in tracker.collections:
        found = collection.records[0]
        answer = service.get(f"/records/{found.id.upper()}")
        assert (200, "application/json") == (answer.status_code, answer.headers["content-type"])
        assert found.to_dict() == answer.json()
    view = service.get("/records/FI25-HD-03", params={"as_of": "2025-06-30"}).json()
    assert tracker.as_of("2025-06-30").find("FI25-HD-03").to_dict() == view


@pytest.mark.usefixtures("few_downloads")
def test_website_is_served(service, tracker, tmp_path):
    """The first address is the website, whose files are those that are written to disk."""
    ot.export_site(tracker, tmp_path)
    for name in ("index.html", "assets/site.css", "states/PL.html", "calendar/osce.ics"):
        answer = service.get(f"/{name}")
        assert (200, (tmp_path / name).read_bytes()) == (answer.status_code, answer.content), name
    assert service.get("/").content == service.get("/index.html").content
    for path in ("/missing.html", "/../service.py", "/%2e%2e/service.py"):
        assert 404 == service.get(path).status_code, path


def test_calendar_is_one_that_calendar_programs_read(service, tracker):
    """A calendar program gets every event with its day, under the type of calendars."""
    answer = service.get("/calendar.ics")
    assert "text/calendar; charset=utf-8" == answer.headers["content-type"]
    calendar = icalendar.Calendar.from_ical(answer.content)
    assert render_calendar(tracker).encode() == answer.content
    assert len(calendar.walk("VEVENT")) > 100


def test_tag_of_the_calendar_is_that_of_data_and_library(service, tracker):
    """The ETag has the version of the library and the digest of the data, and so outlives a restart."""
    answer = service.get("/calendar.ics")
    assert f'"{ot.__version__}-{tracker.digest[:16]}-text/calendar"' == answer.headers["etag"]
    assert "no-cache" == answer.headers["cache-control"]


def test_what_the_client_has_is_not_sent_again(service):
    """Who has the present state gets 304 without a body; a tag is compared as RFC 9110 says, weakly."""
    for place in PLACES:
        tag = service.get(place).headers["etag"]
        for known in ("{}", "W/{}", '"other", {}', '"a",W/{}', "*"):
            again = service.get(place, headers={"If-None-Match": known.format(tag)})
            assert (304, b"", tag) == (again.status_code, again.content, again.headers["etag"]), (
                place,
                known,
            )


def test_other_tag_gets_the_whole(service):
    """Who has an older state gets the present one."""
    first = service.get("/calendar.ics")
    again = service.get("/calendar.ics", headers={"If-None-Match": '"0.0.1-0123"'})
    assert (200, first.content) == (again.status_code, again.content)


def test_page_and_json_have_tags_of_their_own(service):
    """A cache that keeps both by one address never gives one for the other."""
    page, plain = service.get("/table/2025-Q3", headers=BROWSER), service.get("/table/2025-Q3")
    tags = {page.headers["etag"], plain.headers["etag"]}
    tags.add(service.get("/table/2025-Q3", params={"as_of": "2025-09-30"}).headers["etag"])
    assert (3, ["Accept", "Accept"]) == (len(tags), [page.headers["vary"], plain.headers["vary"]])


def test_state_is_told_without_the_whole_being_sent(service):
    """A calendar program, or any other, may look whether there is news without taking the whole."""
    for place in PLACES:
        looked, whole = service.head(place), service.get(place)
        assert (200, b"") == (looked.status_code, looked.content), place
        for name in ("etag", "content-length", "content-type"):
            assert whole.headers[name] == looked.headers[name], (place, name)


def test_what_cannot_be_answered_is_told(service):
    """A request that cannot be answered gets a status of 4xx and says what is accepted."""
    for place, status, said in (
        ("/profile/Khazakhstan", 404, "Did you mean Kazakhstan"),
        ("/table/2025-Q9", 422, "as a period. Use a form such as 2025"),
        ("/table/2025-Q3?dimension=humn", 422, "human"),
        ("/table/2025-Q3?as_of=2025-02-30", 422, "2025-02-30"),
        ("/table/2025-Q3?as_of=", 422, "day"),
        ("/table/2025-Q3?format=docx", 422, "json"),
        ("/profile/%00", 404, "is not in the list of States"),
        ("/records/FI25-HD-3", 404, "FI25-HD-03"),
    ):
        answer = service.get(place)
        assert status == answer.status_code, place
        assert said in answer.text, place


def test_nothing_is_fetched_from_elsewhere(service):
    """The service has no pages of its own that load scripts from other hosts."""
    assert [404, 404] == [service.get(place).status_code for place in ("/docs", "/redoc")]


def test_many_requests_at_once_get_the_same(service):
    """Sixteen clients that ask at once get what one gets."""
    places = ["/table/2025-Q1", "/profile/NO", "/calendar.ics", "/table/2025-Q4?as_of=2025-11-30"] * 6
    with ThreadPoolExecutor(16) as pool:
        contents = list(pool.map(lambda place: service.get(place).content, places))
    alone = {place: service.get(place).content for place in set(places)}
    assert [alone[place] for place in places] == contents


if __name__ == "__main__":
    with running() as asked:
        OUTPUT.write_text(transcript(asked), encoding="utf-8")
