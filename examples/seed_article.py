"""The news article with which this library began, entered by hand.

    python examples/seed_article.py

It becomes one statement: who said it to whom, on whose word it is known, where it is written.
It prints ``output/seed_article.txt``.
"""

import osce_tracker as ot

kazinform = ot.Source(
    url="https://en.inform.kz/news/kazakhstan-finland-ready-to-further-strengthening-bilateral-and-multilateral-cooperation-9eb110/",
    title="Kazakh deputy minister and Finnish ambassador on bilateral ties and the OSCE",
    publisher="Kazinform",
    publisher_type="media",
    published=None,  # the page shows no date; the day below is that of another outlet
)
europe_today = ot.Source(
    url="https://theeuropetoday.com/2024/06/01/kazakhstan-aims-to-deepen-cooperation-with-finland-supports-finlands-upcoming-osce-chairmanship",
    title="Kazakhstan and Finland's coming OSCE chair",
    publisher="The Europe Today",
    publisher_type="media",
    published="2024-06-01",
)
statement = ot.SupportStatement(
    id="kz-2024-06-vassilenko-makelainen",
    state="KZ",
    date="2024-06-01",
    speaker=ot.Person(name="Roman Vassilenko", role="Deputy Minister of Foreign Affairs of Kazakhstan"),
    counterpart=ot.Person(
        name="Soili Mäkeläinen-Buhanist", role="Ambassador of Finland to Kazakhstan", country="FI"
    ),
    occasion=(
        "Meeting with the Finnish ambassador on bilateral ties, the OSCE agenda and Finland's 2025 priorities"
    ),
    forum="bilateral meeting",
    form="statement",
    stance="supports",
    about="chairmanship",
    dimensions=["politico-military", "economic-environmental", "human"],
    themes=[
        "helsinki-plus-50",
        "reform-and-resilience",
        "bilateral-relations",
        "trade-and-investment",
        "education-and-culture",
    ],
    summary=(
        "Vassilenko wished Finland success as 2025 chair and was ready to back its efforts to raise "
        "the OSCE's potential in all three dimensions. They discussed the OSCE agenda and Finland's "
        "priorities for the Final Act's 50th anniversary year, and called the OSCE indispensable "
        "against regional and global challenges. Bilaterally: political, economic and cultural ties, "
        "top-level dialogue, a Tokayev-Stubb call, Minister Tavio's visit, the 13th intergovernmental "
        "trade commission (Astana, 11 April 2024)."
    ),
    commits_to=(
        "Readiness to back Finland's work on raising the OSCE's potential in the politico-military, "
        "the economic and environmental and the human dimension; intention to take the Kazakh-Finnish "
        "partnership further"
    ),
    reported_by="Kazinform",
    attributed_to="press service of the Ministry of Foreign Affairs of Kazakhstan",
    sources=[kazinform, europe_today],
    note=(
        "Seed article. The Kazinform page shows no date; the date is that of the second outlet. "
        "Neither the day nor the place of the meeting is stated (Astana is named only for the trade "
        "commission)."
    ),
)
tracker = ot.Tracker(states=ot.states(), chairs=ot.chairs()).with_records(statement)


def main() -> None:
    """Print the State's profile, and the matrix of its region by dimension."""
    print(ot.profile(tracker, "Kazakhstan"))
    print(ot.support(tracker, by="dimension", group="Central Asia"))


if __name__ == "__main__":
    main()
