"""The news article with which this library began: read by rules, completed and confirmed by hand.

    python examples/seed_article.py

``read_article`` finds who said what to whom, on which Chair and with what stance, with the passages. The day
comes from a second outlet, and the summary is in our own words. It prints ``output/seed_article.txt``.
"""

import osce_tracker as ot

#: The sentences of the article that bear on the OSCE, with one that doesn't.
TEXT = """\
Kazakhstan is interested in further deepening cooperation with Finland and wishes Suomi success in
chairing the Organization for Security and Co-operation in Europe (OSCE) in 2025. This was noted during
the meeting of Deputy Minister of Foreign Affairs of Kazakhstan Roman Vassilenko with Ambassador of the
Republic of Finland to Kazakhstan Soili Mäkeläinen-Buhanist, Kazinform News Agency cites the press
service of the Kazakh MFA.

Considering further development of partnership in the economic sphere, the diplomats welcomed the
results of the 13th meeting of the bilateral Intergovernmental Commission on Trade and Economic
Cooperation held in Astana on April 11, 2024, said the press service.

Readiness was expressed by the Kazakh side to support Finland’s efforts to enhance the Organization’s
potential in all three dimensions – politico-military, economic and environmental, and human ones.
"""
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
article = ot.read_article(TEXT, url=kazinform.url, publisher=kazinform.publisher)
(draft,) = article.drafts
met = draft.counterpart.value
statement = ot.SupportStatement(
    id="kz-2024-06-vassilenko-makelainen",
    state=draft.state.value,
    date="2024-06-01",
    speaker=ot.Person(name=draft.speaker.value, role=draft.role.value),
    counterpart=ot.Person(name=met.name, role="Ambassador of Finland to Kazakhstan", country=met.country),
    occasion=(
        "Meeting with the Finnish ambassador on bilateral ties, the OSCE agenda and Finland's 2025 priorities"
    ),
    forum=draft.forum.value,
    form="statement",
    stance=draft.stance.value,
    about="chairmanship",
    dimensions=draft.dimensions.value,
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
    reported_by=kazinform.publisher,
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
    """Print what was read, the State's profile, and the matrix of its region by dimension."""
    for name, field in draft.fields.items():
        passages = "; ".join(" ".join(passage.text.split()) for passage in field.passages)
        print(f"{name}: {field.value or 'not found'} ({field.confidence}) <- {passages or field.reason}")
    print()
    print(ot.profile(tracker, "Kazakhstan"))
    print(ot.support(tracker, by="dimension", group="Central Asia"))


if __name__ == "__main__":
    main()
