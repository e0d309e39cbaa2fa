"""Made-up commitments in the form of the bundled ones, the same ones each time."""

import random
from datetime import date, timedelta

TEXT = (
    "the delegation welcomed support for consensus on a just peace and called for dialogue among "
    "participating States in all three dimensions with respect for the Helsinki principles"
)
WORDS = TEXT.split()
DIMENSIONS = ["politico-military", "economic-environmental", "human"]
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


def commitments(count, updates=5):
    """Return commitments with some updates each, as dicts."""
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
