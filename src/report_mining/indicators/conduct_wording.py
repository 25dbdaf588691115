"""Sentences in English and Dutch about due diligence, themes, SDGs, links and partners."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from report_mining.records.wording import Wording

NOTHING = Wording("", "")  # where there is no evidence, and another sentence says so
SPECIFICITIES = (
    Wording("nothing", "niets"),
    Wording("a general claim", "een algemene bewering"),
    Wording("a specific process", "een concreet proces"),
    Wording("a process with an outcome", "een proces met een uitkomst"),
)
NO_STEP = Wording("None of the six steps was found.", "Geen van de zes stappen is gevonden.")
NO_RISK_FOR_PEOPLE = Wording(
    "No risk for people or environment is named.", "Geen risico voor mens of milieu is genoemd."
)
NO_TIER = Wording(
    "No tier of the value chain is described.", "Geen schakel van de waardeketen is beschreven."
)
NO_THEME = Wording(
    "None of the seven priority themes was found.",
    "Geen van de zeven prioritaire thema’s is gevonden.",
)
NO_UNION_RIGHTS = Wording(
    "Freedom of association and collective bargaining are named nowhere.",
    "Vrijheid van vereniging en collectief onderhandelen worden nergens genoemd.",
)
NO_PROFILE = Wording(
    "There is no risk profile for this sector, so this is not computed.",
    "Voor deze sector is er geen risicoprofiel, dus dit is niet berekend.",
)
NO_CHAPTER = Wording(
    "No chapter of the Guidelines has text with substance.",
    "Geen hoofdstuk van de richtlijnen heeft tekst met inhoud.",
)
NO_KPI = Wording(
    "No figure is tied to a goal or target.", "Geen cijfer is aan een doel of subdoel verbonden."
)
NO_GOAL = Wording("No goal is claimed.", "Geen doel wordt geclaimd.")
RISK_MAY_BE_MISSED = Wording(
    "Not every page could be read, so a risk behind a goal may have been missed.",
    "Niet elke pagina was te lezen, dus een risico achter een doel kan gemist zijn.",
)
NO_SUSTAINABILITY = Wording(
    "No sustainability information was found.", "Geen informatie over duurzaamheid is gevonden."
)
NOT_BOTH = Wording(
    "Risk management and SDGs do not both occur.", "Risicobeheer en SDG’s komen niet allebei voor."
)
NO_RISK = Wording("No risk is named.", "Geen risico is genoemd.")
NO_MEASURED_LINK = Wording("No linked risk is measured.", "Geen verbonden risico wordt gemeten.")
NO_TRADE_OFF = Wording(
    "No trade-off between goals is named.", "Geen afruil tussen doelen is genoemd."
)
NO_APPROACH = Wording(
    "No passage ties a risk, an action and a target together.",
    "Geen passage verbindt een risico, een actie en een subdoel.",
)
NO_COVENANT = Wording("No covenant that it takes part in.", "Geen convenant waaraan het deelneemt.")
NO_PARTNER = Wording("No partner is named.", "Geen partner is genoemd.")
NO_FRAMEWORK = Wording("No other framework is named.", "Geen ander kader is genoemd.")
TAKES_PART_IN = Wording("Takes part in", "Neemt deel aan")
WORKS_WITH = Wording("Works with", "Werkt samen met")
NAMES = Wording("Names", "Noemt")
CLAIMED = Wording("claimed as priority or contribution", "geclaimd als prioriteit of bijdrage")
AS_TARGETS = Wording("named as targets", "genoemd als subdoel")
WITH_NEGATIVE_EFFECT = Wording("named with a negative effect", "genoemd met een negatief effect")
_FLAGS = MappingProxyType(
    {
        None: Wording("cannot be said", "niet te zeggen"),
        True: Wording("yes", "ja"),
        False: Wording("no", "nee"),
    }
)


def may_be_more(found: Wording) -> Wording:
    """Add that not every page could be looked at."""
    return Wording(
        f"{found.en[:-1]}; not every page could be looked at, so it may be more.",
        f"{found.nl[:-1]}; niet elke pagina was te bekijken, dus het kan meer zijn.",
    )


def no_zero(nothing: Wording) -> Wording:
    """Add that nothing was found only in what could be read."""
    return Wording(
        f"{nothing.en[:-1]} in what could be read, but not every page could be read, so this is no "
        "zero.",
        f"{nothing.nl[:-1]} in wat te lezen was, maar niet elke pagina was te lezen, dus dit is geen "
        "nul.",
    )


def step(code: str, level: int, place: Wording, passages: int) -> Wording:
    """Say how specifically a step is described."""
    said = SPECIFICITIES[level]
    return Wording(
        f"Step {code}: {said.en} {place.en}; {passages} passages speak of it.",
        f"Stap {code}: {said.nl} {place.nl}; {passages} passages gaan erover.",
    )


def no_step(code: str) -> Wording:
    """Say that a step was not found."""
    return Wording(f"Step {code} was not found.", f"Stap {code} is niet gevonden.")


def risks_named(count: int, place: Wording) -> Wording:
    """Say how many risks are named."""
    return Wording(
        f"{count} risks are named, the first {place.en}.",
        f"{count} risico’s zijn genoemd, het eerste {place.nl}.",
    )


def steps_with_substance(codes: Sequence[str]) -> Wording:
    """Say which of the six steps have substance."""
    listed = ", ".join(codes)
    return Wording(
        f"With substance: {listed or 'none'} of the steps 1 to 6.",
        f"Met inhoud: {listed or 'geen'} van de stappen 1 tot en met 6.",
    )


def deepest_tier(place: Wording) -> Wording:
    """Say where the deepest tier is described."""
    return Wording(
        f"The deepest tier is described {place.en}.",
        f"De diepste schakel is beschreven {place.nl}.",
    )


def themes(codes: Sequence[str]) -> Wording:
    """Say which themes go beyond a mention."""
    listed = ", ".join(codes)
    return Wording(
        f"{len(codes)} of 7 themes as a risk, action or result: {listed or 'none'}.",
        f"{len(codes)} van 7 thema’s als risico, actie of resultaat: {listed or 'geen'}.",
    )


def union_rights(place: Wording, *, is_in_chain: bool) -> Wording:
    """Say where union rights are named, and whether for the chain."""
    reach = "in the value chain" if is_in_chain else "nowhere clearly in the value chain"
    bereik = "in de waardeketen" if is_in_chain else "nergens duidelijk in de waardeketen"
    return Wording(f"Union rights {place.en}; {reach}.", f"Vakbondsrechten {place.nl}; {bereik}.")


def sector_risks(addressed: Sequence[str], total: int) -> Wording:
    """Say which risks of the sector are addressed."""
    if not addressed:
        return Wording(
            f"None of the {total} risks of the sector is addressed.",
            f"Geen van de {total} risico’s van de sector is behandeld.",
        )
    listed = ", ".join(addressed)
    return Wording(
        f"{len(addressed)} of {total} risks of the sector: {listed}.",
        f"{len(addressed)} van {total} risico’s van de sector: {listed}.",
    )


def chapters(codes: Sequence[str]) -> Wording:
    """Say which chapters have substance."""
    listed = ", ".join(codes)
    return Wording(f"Chapters with substance: {listed}.", f"Hoofdstukken met inhoud: {listed}.")


def some_are(count: int, what: Wording, place: Wording) -> Wording:
    """Say how many goals or targets have a role."""
    return Wording(
        f"{count} are {what.en}, the first {place.en}.",
        f"{count} zijn {what.nl}, het eerste {place.nl}.",
    )


def none_is(what: Wording) -> Wording:
    """Say that no goal or target has a role."""
    return Wording(f"None is {what.en}.", f"Geen is {what.nl}.")


def kpis(count: int) -> Wording:
    """Say how many figures measure an effect."""
    return Wording(
        f"{count} figures measure an effect tied to a goal or target.",
        f"{count} cijfers meten een effect dat aan een doel of subdoel is verbonden.",
    )


def bare_goals(bare: int, claimed: int) -> Wording:
    """Say how many claimed goals have nothing behind them."""
    return Wording(
        f"{bare} of {claimed} claimed goals have no risk or negative effect behind them.",
        f"{bare} van {claimed} geclaimde doelen hebben geen risico of negatief effect achter zich.",
    )


def sustainability(place: Wording) -> Wording:
    """Say where there is information on sustainability."""
    return Wording(
        f"Sustainability information {place.en}.", f"Informatie over duurzaamheid {place.nl}."
    )


def reporting_target(place: Wording) -> Wording:
    """Say where target 12.6 is named."""
    return Wording(f"Target 12.6 is named {place.en}.", f"Subdoel 12.6 is genoemd {place.nl}.")


def highest_link(level: int, place: Wording) -> Wording:
    """Say where the highest link stands."""
    return Wording(
        f"The highest level, L{level}, stands {place.en}.",
        f"Het hoogste niveau, L{level}, staat {place.nl}.",
    )


def named_apart(place: Wording) -> Wording:
    """Say that risk management and SDGs stand apart."""
    return Wording(
        f"Risk management and SDGs are named apart; an SDG {place.en}.",
        f"Risicobeheer en SDG’s zijn los van elkaar genoemd; een SDG {place.nl}.",
    )


def tied_risks(tied: int, named: int) -> Wording:
    """Say how many named risks are tied to an SDG."""
    return Wording(
        f"{tied} of {named} named risks are tied to an SDG.",
        f"{tied} van {named} genoemde risico’s zijn aan een SDG verbonden.",
    )


def type_flags(
    endorses: bool | None, acts: bool | None, claims: bool | None, level: int
) -> Wording:
    """Say what a company type follows from."""
    one, two, three = (_FLAGS[flag] for flag in (endorses, acts, claims))
    return Wording(
        f"Endorses {one.en}, due diligence {two.en}, own SDG claim {three.en}; highest link L{level}.",
        f"Onderschrijft {one.nl}, due diligence {two.nl}, eigen SDG-claim {three.nl}; hoogste "
        f"koppeling L{level}.",
    )


def measured_links(count: int) -> Wording:
    """Say how many passages measure a linked risk."""
    return Wording(
        f"{count} passages measure a linked risk.", f"{count} passages meten een verbonden risico."
    )


def trade_off(place: Wording) -> Wording:
    """Say where a trade-off is named."""
    return Wording(f"A trade-off is named {place.en}.", f"Een afruil is genoemd {place.nl}.")


def approach(names: Sequence[str], place: Wording) -> Wording:
    """Say which approach is shown, and where."""
    return Wording(
        f"Approach {' and '.join(names)} {place.en}.", f"Aanpak {' en '.join(names)} {place.nl}."
    )


def listed_parties(verb: Wording, codes: Sequence[str], place: Wording | None) -> Wording:
    """Say which parties are named, and where the first one is."""
    listed = ", ".join(codes)
    if place is None:
        return Wording(f"{verb.en} {listed}.", f"{verb.nl} {listed}.")
    return Wording(
        f"{verb.en} {listed}, the first {place.en}.", f"{verb.nl} {listed}, de eerste {place.nl}."
    )
