"""Words for what somebody is to a company: its manager, bank, accountant, owner, or customer."""

from __future__ import annotations

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

# Who serves one company or deals with it, as "onze bank is X" says.
ROLE_OF_ONE = frozenset(
    """
    bank huisbank bankier lender financier agent arranger verifier trustee custodian depositary
    bewaarder bewaarinstelling administrateur administrator uitvoerder pensioenuitvoerder
    uitvoeringsorganisatie beheerder vermogensbeheerder fondsbeheerder manager accountant auditor
    actuaris actuary adviseur adviser advisor verzekeraar zorgverzekeraar insurer leverancier supplier
    klant client customer afnemer huurder tenant verhuurder landlord lessor aannemer contractor
    concurrent competitor opdrachtgever sponsor hoofdsponsor
    """.split()  # noqa: SIM905
)
