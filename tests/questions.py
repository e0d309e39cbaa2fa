"""Questions of every kind, each as a function of a tracker that gives a text; for tests of embedding."""

import osce_tracker as ot
from osce_tracker.calendars.write import render_calendar

EARLIER, LATER = "2025-06-30", "2025-12-31"
QUESTIONS = {
    **{
        f"quarterly {quarter}": lambda t, quarter=quarter: ot.quarterly(t, quarter).render("markdown")
        for quarter in ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
    },
    "as of": lambda t: str(ot.quarterly(t.as_of("2025-09-30"), "2025-Q3")),
    "changes": lambda t: str(ot.changes(t.as_of(EARLIER), t.as_of(LATER))),
    "scorecard": lambda t: ot.scorecard(t, LATER).render("latex"),
    "overdue": lambda t: ot.overdue(t, LATER).render("csv"),
    "brief": lambda t: ot.brief(t, "2025-Q4").render("html"),
    "agenda": lambda t: str(ot.agenda(t, "2025-07", zone="Europe/Vienna")),
    "month": lambda t: str(ot.month(t, "2025-12", series=True)),
    "support": lambda t: ot.support(t).render("json"),
    "support by quarter": lambda t: str(ot.support(t, by="quarter")),
    "profile": lambda t: str(ot.profile(t, "Kazakhstan")),
    "thread": lambda t: str(ot.thread(t, "FI25-XD-09")),
    "handover": lambda t: ot.handover(t, "FI-2025").render("json"),
    "agreement": lambda t: ot.agreement(t).render("csv"),
    "what is new": lambda t: ot.whats_new(t, "2026-11-23").render("markdown"),
    "calendar": lambda t: render_calendar(t, period="2025-07", series=True, due=True),
    "check": lambda t: "\n".join(map(str, ot.check(t))),
    "digest": lambda t: t.digest,
    "find": lambda t: repr(t.find("fi25-hd-03")),
    "rows": lambda t: repr(t.statements.to_rows()[:20]),
    "where": lambda t: repr(t.commitments.where(lever="consensus", status="blocked", on=LATER).ids),
    "positions": lambda t: repr([position.own_stance for position in ot.positions(t, on=EARLIER)]),
    "page": lambda t: ot.brief(t, "2025-Q3").to_bytes("html").decode(),
}


def questions(tracker):
    """Return the answer to each question."""
    return {name: ask(tracker) for name, ask in QUESTIONS.items()}
