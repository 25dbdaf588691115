"""How the figures must not be read, printed in every output (DOMAIN 3.1, 3.2, 7.6)."""

from __future__ import annotations

from report_mining.publishing.wording import Wording

GENERAL_WARNINGS: tuple[Wording, ...] = (
    Wording(
        "Endorsement is a statement, not observance: a company that endorses may still fall short, "
        "and one that does not may do much.",
        "Onderschrijven is een uitspraak, geen naleving: een bedrijf dat onderschrijft kan "
        "tekortschieten, en een bedrijf dat dat niet doet kan veel doen.",
    ),
    Wording(
        "The definitions are our own operationalisation: the codebook of the ministry's earlier "
        "monitoring was not available, so compare with its figures with care.",
        "De definities zijn onze eigen operationalisering: het codeboek van de eerdere monitoring "
        "van het ministerie was niet beschikbaar, dus vergelijk met die cijfers met zorg.",
    ),
    Wording(
        "The policy figures of 30% (2017) and 35% (2019) measure different things: the first the OECD "
        "Guidelines, the second the OECD Guidelines and/or the UN Guiding Principles. Compare like "
        "with like.",
        "De beleidscijfers van 30% (2017) en 35% (2019) meten iets verschillends: het eerste de "
        "OESO-richtlijnen, het tweede de OESO-richtlijnen en/of de UN Guiding Principles. Vergelijk "
        "gelijk met gelijk.",
    ),
    Wording(
        "“Not found” means that every page was looked at. “Could not look” and "
        "“no report” say nothing about the company and are never counted as a no.",
        "“Niet gevonden” betekent dat elke pagina is bekeken. “Niet kunnen "
        "kijken” en “geen verslag” zeggen niets over het bedrijf en tellen nooit "
        "als nee.",
    ),
    Wording(
        "A machine made these decisions. A wrong “does not endorse” harms a company: check "
        "the quote, use the review queue and offer a right of reply before publishing names.",
        "Deze oordelen zijn door een machine gemaakt. Een onterecht “onderschrijft niet” "
        "schaadt een bedrijf: controleer het citaat, gebruik de lijst met te beoordelen gevallen en "
        "bied wederhoor voordat u namen publiceert.",
    ),
    Wording(
        "Statements on websites, in policies or for subsidies count only when those documents were in "
        "the reports folder.",
        "Uitspraken op websites, in beleid of voor subsidies tellen alleen mee als die documenten in "
        "de verslagenmap zaten.",
    ),
)
