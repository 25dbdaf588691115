"""Words around company names: legal forms, honorifics, funds and subsidiaries, report words."""

from __future__ import annotations

from types import MappingProxyType

# Legal forms as they end a name, without dots and in lower case.
LEGAL_FORMS = frozenset(
    [
        "nv",
        "bv",
        "plc",
        "ag",
        "se",
        "inc",
        "ltd",
        "limited",
        "llc",
        "llp",
        "lp",
        "gmbh",
        "kgaa",
        "kg",
        "sa",
        "sas",
        "sarl",
        "spa",
        "srl",
        "ab",
        "asa",
        "as",
        "oy",
        "oyj",
        "aps",
        "corp",
        "corporation",
        "incorporated",
        "co",
        "company",
        "cv",
        "vof",
        "ua",
        "ba",
        "wa",
        "pte",
        "bhd",
        "sdn",
        "pty",
        "nvsa",
        "sca",
        "scrl",
        "cvba",
        "bvba",
        "ohg",
        "mbh",
    ]
)

CONNECTIVES = frozenset({"&", "and", "en", "und", "et"})

# Words before a name that its report may leave out.
HONORIFICS = frozenset(["koninklijke", "royal", "cooperatie", "cooperatieve", "the", "de", "het"])

# Words after a name that its report may leave out.
GROUP_WORDS = frozenset(["group", "groep", "gruppe", "holding", "holdings"])

# A name after one of these belongs to a fund or association, not to the company.
FUND_WORDS_BEFORE = frozenset(
    [
        "stichting",
        "pensioenfonds",
        "fonds",
        "foundation",
        "vereniging",
        "pensionfund",
        "personeelsvereniging",
        "ondernemingsraad",
        "administratiekantoor",
        "vrienden",
        "combinatie",
    ]
)

# So does a name behind a word that ends in one of these: "Volkstuinvereniging X".
FUND_ENDINGS = ("vereniging", "stichting", "fonds")

# Bodies that stand before or behind a name of their own: "Gemeente X", "X Foundation".
BODIES_BEFORE = frozenset(
    ["gemeente", "provincie", "waterschap", "ministerie", "universiteit", "stichting", "vereniging"]
)
BODIES_AFTER = frozenset(["foundation", "association", "university", "council"])

# What somebody did for a report or a fund without owning it: "verified by X", "beheerd door X".
SERVICE_WORDS = frozenset(
    [
        *(
            "verified",
            "audited",
            "assured",
            "prepared",
            "printed",
            "designed",
            "written",
            "arranged",
        ),
        *(
            "managed",
            "reviewed",
            "geverifieerd",
            "gecontroleerd",
            "opgesteld",
            "gedrukt",
            "ontworpen",
        ),
        *("vormgegeven", "geschreven", "beoordeeld", "beheerd"),
    ]
)

# Words for one trade, by which a name is shortened: "X Verzekeringen" for "Verzekeringsmaatschappij X".
SAME_TRADES = (
    frozenset({"verzekering", "verzekeringen", "verzekeringsmaatschappij", "verzekeringsmij"}),
)

# Behind a name on a cover, also in small letters, these make it that of a firm of somebody else.
SHOP_WORDS = frozenset(
    """
    verhuur advies coaching makelaardij makelaars onderhoud schoonmaak catering webshop winkel museum
    theater cafe training trainingen evenementen timmerwerken schilderwerken hoveniers
    """.split()  # noqa: SIM905
)

# Short words that stand before a name without being part of it: "Our X", "Dit X"; not "Jan X".
SHORT_WORDS = frozenset(
    """
    our ons wij we uw you dit dat die wat wie hoe als ook zo nu is at as new all why how its hun haar
    ceo cfo agm ar fy sdg sri co2 eu nr no vol feb mrt mar apr mei may jun jul aug sep okt oct nov dec
    """.split()  # noqa: SIM905
)

# Legal forms that are no other word: whoever carries one is a company.
CERTAIN_LEGAL_FORMS = frozenset(
    [
        "nv",
        "bv",
        "plc",
        "gmbh",
        "ag",
        "ltd",
        "limited",
        "inc",
        "llc",
        "llp",
        "cv",
        "vof",
        "aps",
        "oyj",
    ]
)

# Forms between which a company changes without becoming another.
CONVERTIBLE_FORMS = frozenset(["nv", "bv"])

# The country of the list, as names of companies write it.
HOME_COUNTRY = frozenset(["nederland", "netherlands"])

# Shortened words of names, with what they stand for.
ABBREVIATIONS = MappingProxyType(
    {"gebr": "gebroeders", "kon": "koninklijke", "mij": "maatschappij", "intl": "international"}
)
# Of these, words of their own in Dutch ("could", "me") unless they have a capital.
COMMON_ABBREVIATIONS = frozenset({"kon", "mij"})

# Small words behind which a name stands in a role: "partner van X", "prepared by X".
PREPOSITIONS = frozenset(
    [
        "van",
        "of",
        "by",
        "for",
        "over",
        "aan",
        "bij",
        "to",
        "met",
        "from",
        "voor",
        "door",
        "tot",
        "with",
        "about",
        "on",
        "op",
        "naar",
        "in",
    ]
)

# Words that make a report one of all companies that are displayed on it.
JOINT_WORDS = frozenset(
    ["gezamenlijk", "gezamenlijke", "joint", "combined", "gecombineerd", "gecombineerde"]
)

# A name behind one of these is one that the company had before.
FORMER_WORDS = frozenset(
    ["voorheen", "formerly", "voormalig", "voormalige", "former", "previously", "vroeger", "eerder"]
)

# Words for people and organs of a company, which follow its name without changing it.
OFFICE_WORDS = frozenset(
    [
        "ceo",
        "cfo",
        "board",
        "management",
        "directie",
        "raad",
        "supplier",
        "suppliers",
        "leverancierscode",
        "stewardship",
        "modern",
        "climate",
        "klimaat",
        "at",
        "code",
    ]
)

# Countries and regions that a fund, a subsidiary or a branch has in its name.
_BRANCH_REGIONS = frozenset(
    """
    nederland netherlands holland belgium belgie belgique deutschland germany uk usa us europe europa
    asia africa america americas france italia espana polska china india japan brasil
    """.split()  # noqa: SIM905 - a list of words, one a line, is no easier to read
)

# A name that goes on with one of these is a fund, a subsidiary or a branch.
ENTITY_WORDS = frozenset(
    [
        "fund",
        "funds",
        "fonds",
        "pensioenfonds",
        "pension",
        "pensions",
        "pensioen",
        "pensioenen",
        "foundation",
        "trust",
        "reit",
        "reits",
        "asset",
        "investment",
        "investments",
        "insurance",
        "verzekering",
        "verzekeringen",
        "levensverzekering",
        "schadeverzekering",
        *_BRANCH_REGIONS,
        "capital",
        "ventures",
        "leasing",
        "lease",
        "finance",
        "financiering",
        "treasury",
        "hypotheken",
        "mortgage",
        "mortgages",
        "clearing",
        "properties",
        "property",
        "logistics",
        "realty",
        "bewaarder",
        "bewaarinstelling",
        "obligatie",
        "aandelen",
        "etf",
        "ucits",
        "sicav",
        "securities",
    ]
)

# In brackets, too, these make a name that of a branch.
REGIONS = _BRANCH_REGIONS | {
    *("luxembourg", "ireland", "switzerland", "schweiz", "austria", "suisse"),
}

# Words that lead up to a name without being part of it: "About Philips", "Onze Jumbo".
LEADING_WORDS = frozenset(
    [
        "about",
        "from",
        "with",
        "within",
        "inside",
        "over",
        "voor",
        "naar",
        "door",
        "onze",
        "your",
        "this",
        "dear",
        "copyright",
        "company",
        "bedrijf",
        "verslag",
        "message",
        "board",
        "directie",
        "director",
        "bestuur",
        "koninklijke",
        "koninklijk",
    ]
)

# Words that follow a name in the title of its own report.
REPORT_WORDS = frozenset(
    [
        "annual",
        "report",
        "reports",
        "review",
        "sustainability",
        "csr",
        "esg",
        "corporate",
        "responsibility",
        "social",
        "environmental",
        "impact",
        "integrated",
        "financial",
        "statements",
        "accounts",
        "jaarverslag",
        "jaarverslagen",
        "jaarrapport",
        "jaarrekening",
        "bestuursverslag",
        "verslag",
        "duurzaamheidsverslag",
        "duurzaamheid",
        "geintegreerd",
        "maatschappelijk",
        "mvo",
        "imvo",
        "progress",
        "update",
        "performance",
        "governance",
        "human",
        "rights",
        "policy",
        "beleid",
        "code",
        "conduct",
        "gedragscode",
        "index",
        "gri",
        "summary",
        "jaarstukken",
        "jaarcijfers",
        "kerncijfers",
        "factsheet",
        "factbook",
        "disclosure",
        "disclosures",
        "statement",
        "green",
        "bond",
        "bonds",
        "tax",
        "transparency",
        "pillar",
        "climate",
    ]
) - {"integrated"}  # "X Integrated Commercial Trust" goes on as a name

# Words before one of these: "X Universal Registration Document", but not "X Universal N.V.".
REPORT_ADJECTIVES = frozenset(
    """
    integrated universal registration financieel financiele sociaal sociale maatschappelijke publiek
    publieke non interim quarterly statutory management directors
    """.split()  # noqa: SIM905
)

# Other words that a file name may hold behind a company name.
FILE_NAME_WORDS = REPORT_WORDS | frozenset(
    [
        "integrated",
        "final",
        "definitief",
        "def",
        "en",
        "eng",
        "english",
        "nl",
        "ned",
        "dutch",
        "nederlands",
        "version",
        "versie",
        "web",
        "print",
        "online",
        "lr",
        "hr",
        "pdf",
        "spreads",
        "pages",
        "fy",
        "year",
        "jaar",
        "ar",
        "sr",
        "of",
        "over",
        "van",
        "for",
        "the",
        "and",
        "zero",
        "net",
        "&",
        "v",
        "website",
    ]
)

# Words of which one stands in the name of every report.
REPORT_NOUNS = frozenset(
    [
        "report",
        "review",
        "accounts",
        "jaarverslag",
        "jaarrapport",
        "jaarrekening",
        "bestuursverslag",
        "verslag",
        "duurzaamheidsverslag",
        "reports",
        "reviews",
        "jaarverslagen",
    ]
)
