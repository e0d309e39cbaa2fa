"""Made-up records in the form of the bundled ones, any number of them, the same ones each time."""

import random
from datetime import date, timedelta

import attrs

from osce_tracker.model.statements import About

TEXT = (
    "the delegation welcomed support for consensus on a just peace and called for dialogue among "
    "participating States in all three dimensions with respect for the Helsinki principles"
)
WORDS = TEXT.split()
STATES = ["AL", "DE", "US", "AD", "AM", "AT", "AZ", "BY", "BE", "CA", "DK", "EE", "FI", "FR", "GB", "KZ"]
DIMENSIONS = ["politico-military", "economic-environmental", "human"]
FORUMS = ["Permanent Council", "Ministerial Council", "bilateral meeting", "visit", "press release"]
STATUSES = ["planned", "in-progress", "blocked", "fulfilled", "partly-fulfilled", "not-fulfilled"]


def _sentence(pick, length):
    return " ".join(pick.choices(WORDS, k=length)).capitalize() + "."


def _day(pick):
    return (date(2024, 1, 1) + timedelta(days=pick.randrange(900))).isoformat()


def _source(pick, pages):
    page = pick.randrange(pages)
    return {
        "url": f"https://example.org/news/{page}",
        "title": f"Report number {page} on the OSCE",
        "publisher": f"Agency {page % 40}",
        "via": None,
        "publisher_type": ["media", "state", "osce", "chair", "ngo"][page % 5],
        "published": (date(2024, 1, 1) + timedelta(days=page % 900)).isoformat(),
        "language": "en",
        "primary": page % 2 == 0,
    }


def statements(count):
    """Return statements as plain dicts."""
    return list(each_statement(count))


def each_statement(count):
    """Yield statements as plain dicts, so that a million never stand in memory at once."""
    pick = random.Random(1)
    for n in range(count):
        yield {
            "id": f"st-{n:07}",
            "state": pick.choice(STATES),
            "group": None,
            "states": [],
            "date": _day(pick),
            "speaker": {"name": f"Speaker {n % 500}", "role": "Ambassador", "country": None},
            "counterpart": None,
            "occasion": _sentence(pick, 5),
            "forum": pick.choice(FORUMS),
            "form": "statement",
            "stance": pick.choice(["supports", "welcomes", "neutral", "critical"]),
            "about": pick.choice(["chairmanship", "agenda"]),
            "dimensions": DIMENSIONS[: pick.randrange(1, 4)],
            "themes": pick.sample(["ukraine", "youth", "budget", "reform"], 2),
            "summary": _sentence(pick, 25),
            "commits_to": None,
            "reported_by": f"Agency {n % 40}",
            "attributed_to": None,
            "language": "en",
            "sources": [_source(pick, count) for _ in range(pick.randrange(1, 3))],
            "confidence": "high",
            "note": None,
        }


def commitments(count, updates=5):
    """Return commitments of some updates each as plain dicts."""
    pick = random.Random(2)
    return [
        {
            "id": f"XX25-{n:06}",
            "title": _sentence(pick, 7),
            "text": _sentence(pick, 15),
            "made_by": {"type": "chair", "name": "Finland (2025 OSCE Chairpersonship)", "states": ["FI"]},
            "dimensions": DIMENSIONS[: pick.randrange(1, 4)],
            "themes": ["ukraine"],
            "kind": "activity",
            "lever": pick.choice(["chair", "structures", "consensus", "states", "external"]),
            "basis": "stated",
            "made_on": f"2025-{pick.randrange(1, 13):02}-15",
            "made_at": None,
            "document": None,
            "due": pick.choice([None, "2025-06-30", "2025-12"]),
            "criterion": None,
            "updates": sorted(
                (
                    {
                        "date": _day(pick),
                        "status": pick.choice(STATUSES),
                        "summary": _sentence(pick, 18),
                        "obstacle": None,
                        "blocked_by": [],
                        "sources": [_source(pick, count)],
                    }
                    for _ in range(updates)
                ),
                key=lambda update: update["date"],
            ),
            "events": [],
            "continues": None,
            "sources": [_source(pick, count)],
            "confidence": "high",
            "note": None,
        }
        for n in range(count)
    ]


def statement_records(count):
    """Return so many statements as records, of all States and of groups, with little text."""
    import osce_tracker as ot

    pick = random.Random(3)
    codes = [state.code for state in ot.states().participating]
    days = [ot.Period(date(2022, 1, 1) + timedelta(days=n)) for n in range(1_400)]
    stances, abouts = list(ot.Stance), list(About)
    touched = [tuple(list(ot.Dimension)[:n]) for n in (1, 2, 3)]
    base = {"forum": "Permanent Council", "form": "statement", "stance": "supports", "about": "agenda"}
    base |= {"dimensions": ["human"], "summary": "Backs it.", "reported_by": "OSCE", "date": "2025-01-01"}
    state = ot.SupportStatement(id="x", state="FI", **base)
    group = ot.SupportStatement(id="x", group="European Union", **base)
    for n in range(count):
        values = {
            "id": f"st-{n:07}",
            "date": pick.choice(days),
            "stance": pick.choice(stances),
            "about": pick.choice(abouts),
            "dimensions": pick.choice(touched),
        }
        kind = pick.random()
        if kind < 0.9:
            yield attrs.evolve(state, state=pick.choice(codes), **values)
        elif kind < 0.97:
            yield attrs.evolve(group, group=pick.choice(["European Union", "Nordic-Baltic Eight"]), **values)
        else:
            listed = tuple(sorted(pick.sample(codes, 6)))
            yield attrs.evolve(group, group="Joint statement", states=listed, **values)


def commitment_records(count, updates=2):
    """Yield so many commitments as records, of some updates each, that share their pages and texts."""
    import osce_tracker as ot

    pick = random.Random(4)
    pages = [(ot.Source(**_source(pick, 900)),) for _ in range(900)]
    texts = [_sentence(pick, 18) for _ in range(100)]
    days = [ot.Period(date(2024, 1, 1) + timedelta(days=n)) for n in range(900)]
    made = [ot.Period(f"2025-{month:02}-15") for month in range(1, 13)]
    due = [None, ot.Period("2025-06-30"), ot.Period("2025-12")]
    levers, statuses = list(ot.Lever), [word for word in ot.Status if word is not ot.Status.NOT_ASSESSED]
    touched = [tuple(list(ot.Dimension)[:n]) for n in (1, 2, 3)]
    base = ot.Commitment(
        id="x",
        title="Back it",
        text="Back it.",
        made_by=ot.Maker(type="chair", name="Finland", states=["FI"]),
        dimensions=["human"],
        kind="activity",
        lever="chair",
        made_on="2025",
    )
    update = ot.StatusUpdate(date="2025", status="planned", summary="Begun.")

    def one(day):
        values = {"status": pick.choice(statuses), "summary": pick.choice(texts)}
        return attrs.evolve(update, date=day, sources=pick.choice(pages), **values)

    for n in range(count):
        yield attrs.evolve(
            base,
            id=f"XX25-{n:07}",
            dimensions=pick.choice(touched),
            lever=pick.choice(levers),
            made_on=pick.choice(made),
            due=pick.choice(due),
            updates=tuple(map(one, sorted(pick.sample(days, updates)))),
            sources=pick.choice(pages),
        )
