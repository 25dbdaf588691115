"""Words for what somebody is to a company: its manager, bank, accountant, owner, or customer."""

from __future__ import annotations

import re

# Before a name, these say what it is to the company whose report it is: "Beheerder: X", "Partners: X".
ROLE_LABELS = frozenset(
    """
    beheerder vermogensbeheerder fondsbeheerder manager administrateur administrator uitvoerder
    uitvoeringsorganisatie pensioenuitvoerder bewaarder bewaarinstelling depositary depositaris
    custodian trustee agent arranger verifier accountant accountants auditor auditors actuaris actuary
    adviseur adviseurs adviser advisers advisor advisors bank huisbank bankier banks banken notaris
    bestuurder aandeelhouder aandeelhouders shareholder shareholders eigenaar owner owners partner
    partners vennoot vennoten werkgever werkgevers employer employers leden members klanten customers
    huurder huurders tenant tenants verhuurder landlord sponsor sponsors hoofdsponsor opdrachtgever
    opdrachtgevers verzekeraar insurer leverancier leveranciers supplier suppliers drukker drukwerk
    fotografie vormgeving ontwerp design photography printing
    """.split()  # noqa: SIM905 - a list of words, one a line, is no easier to read
)

# A report calls somebody by one of these without a name; a company of that name is called so with its form.
ROLE_NOUNS = ROLE_LABELS | frozenset(
    """
    vennootschap maatschappij onderneming organisatie stichting vereniging fonds cooperatie groep
    directie bestuur company fund group foundation issuer management
    """.split()  # noqa: SIM905
)

# In the sentence that names somebody, these say that it is at work for the company or deals with it.
_AT_WORK = re.compile(
    r"(?:pensioen)?uitvoer(?:der|ing|t|d)\w*|uitbested\w*|outsourced|administrat(?:eur|or|ie|ion)\w*"
    r"|(?:vermogens|fonds|gevolmachtigd)?beheerders?|beheer|beheerd|managed|(?:fund |asset )?managers?"
    r"|bewaar(?:der|instelling)|depositar(?:y|is)|custodians?|trustees?|agents?|arrangers?|arranged"
    r"|verifiers?|verified|(?:huis)?bank(?:en|ier|iers)?|banks?|bankers?|lenders?|financiers?"
    r"|facilit(?:y|ies)|faciliteit(?:en)?|lening(?:en)?|loans?|krediet(?:en)?|accountants?|auditors?"
    r"|audited|gecontroleerd|actuaris|actuary|notaris|advi[sc](?:eur|er|or|ors|eurs|ers)"
    r"|(?:zorg)?verzekeraars?|verzekerd|insurers?|insured|leveranciers?|suppliers?|klant(?:en)?|clients?"
    r"|customers?|afnemers?|(?:ver)?huurders?|tenants?|landlords?|lessors?|aannemers?|contractors?"
    r"|hu(?:ren|urt|urden)|gehuurd|rents?|rented|leases?|leased|concurrent(?:en)?|competitors?"
    r"|opdrachtgevers?|werkgevers?|employers?|sponsors?",
    re.IGNORECASE,
)


def is_at_work(word: str) -> bool:
    """Whether a word says that who is named with it serves the company, or is its customer."""
    return _AT_WORK.fullmatch(word) is not None
