"""A web service: the website, the JSON of any record, tables and States, a calendar to subscribe to.

    pip install fastapi uvicorn ".[all]"
    python examples/service.py [PORT]

The first address is the website. At the next three a browser gets pages, a program JSON (errors are JSON for
both); calendar programs subscribe to the last. ``output/service.txt`` shows what is answered.

    http://127.0.0.1:8000/
    http://127.0.0.1:8000/records/FI25-HD-03
    http://127.0.0.1:8000/table/2025-Q3?dimension=human&as_of=2025-10-15
    http://127.0.0.1:8000/profile/Kazakhstan?format=json
    http://127.0.0.1:8000/calendar.ics
"""

import json
import sys
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

import uvicorn
from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

import osce_tracker as ot
from osce_tracker.calendars.write import render_calendar
from osce_tracker.errors import UnknownRecordError, UnknownStateError

#: Read once; a tracker never changes, so any number of requests may read it at the same time.
TRACKER = ot.load()
#: The website in a folder, which goes when the service ends.
SITE = TemporaryDirectory()
ot.export_site(TRACKER, SITE.name)
TYPES = {"json": "application/json", "html": "text/html; charset=utf-8"}
AsOf = Annotated[str | None, Query(alias="as_of", description="a day such as 2025-10-15")]
Shape = Annotated[Literal["json", "html"] | None, Query(alias="format")]

app = FastAPI(title="osce_tracker", version=ot.__version__, docs_url=None, redoc_url=None)


@app.exception_handler(ot.TrackerError)
def refuse(_: Request, error: Exception) -> Response:
    """Say what was wrong with the request: the library's messages name what is accepted."""
    unknown = isinstance(error, UnknownRecordError | UnknownStateError)
    return JSONResponse({"error": str(error)}, status_code=404 if unknown else 422)


def answer(request: Request, tracker: ot.Tracker, content: bytes, media_type: str) -> Response:
    """Return content with an ETag, or only that the client has it already (RFC 9110, section 13.1.2)."""
    etag = f'"{ot.__version__}-{tracker.digest[:16]}-{media_type.partition(";")[0]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept"}
    had = {tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")}
    if had & {etag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


def shown(request: Request, tracker: ot.Tracker, report: ot.Report, shape: str | None) -> Response:
    """Return a report as a page where a browser asks, as JSON otherwise, or as ``format`` says."""
    chosen = shape or ("html" if "text/html" in request.headers.get("Accept", "") else "json")
    return answer(request, tracker, report.to_bytes(chosen), TYPES[chosen])


@app.api_route("/table/{period}", methods=["GET", "HEAD"])
def table(
    request: Request, period: str, dimension: str | None = None, day: AsOf = None, shape: Shape = None
) -> Response:
    """Return the commitment table of a period."""
    tracker = TRACKER if day is None else TRACKER.as_of(day)
    return shown(request, tracker, ot.quarterly(tracker, period, dimension=dimension), shape)


@app.api_route("/profile/{name}", methods=["GET", "HEAD"])
def profile(request: Request, name: str, day: AsOf = None, shape: Shape = None) -> Response:
    """Return a State on one page, by its name or code."""
    tracker = TRACKER if day is None else TRACKER.as_of(day)
    return shown(request, tracker, ot.profile(tracker, name), shape)


@app.api_route("/records/{name}", methods=["GET", "HEAD"])
def record(request: Request, name: str, day: AsOf = None) -> Response:
    """Return a commitment, event, series or statement as data files have it, by its id."""
    tracker = TRACKER if day is None else TRACKER.as_of(day)
    return answer(request, tracker, json.dumps(tracker.find(name).to_dict()).encode(), TYPES["json"])


@app.api_route("/calendar.ics", methods=["GET", "HEAD"])
def calendar(request: Request) -> Response:
    """Return the calendar of the Chairpersonship for calendar programs (RFC 5545)."""
    return answer(request, TRACKER, render_calendar(TRACKER).encode(), "text/calendar; charset=utf-8")


# Last, since it answers whatever is left.
app.mount("/", StaticFiles(directory=SITE.name, html=True))

if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
