"""The one sentence, in English and Dutch, that says why a company-year has its value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from report_mining.indicators.evidence import effective_stance
from report_mining.records import Actor, DecisionThresholds, Finding, Strictness
from report_mining.records.wording import Wording
from report_mining.taxonomies import load_taxonomy
from report_mining.taxonomies.codes import Framework, Stance

NAMES = {
    Framework.OECD_MNE: Wording("the OECD Guidelines", "de OESO-richtlijnen"),
    Framework.UNGP: Wording("the UN Guiding Principles", "de UN Guiding Principles"),
}
_COUNTED = {
    Strictness.STRICT: (Stance.ENDORSE,),
    Strictness.STANDARD: (Stance.ENDORSE, Stance.ANCHOR),
    Strictness.LENIENT: (Stance.ENDORSE, Stance.ANCHOR, Stance.APPLY, Stance.REGULATORY),
}


def framework_name(framework: Framework) -> Wording:
    """Return how a sentence names the framework."""
    return NAMES.get(framework, Wording(framework.value, framework.value))


@cache
def stance_name(stance: Stance) -> Wording:
    """Return how a sentence names a stance: its label with its code."""
    category = load_taxonomy("stances")[stance]
    return Wording(
        f"“{category.label('en')}” ({stance.value})", f"“{category.label('nl')}” ({stance.value})"
    )


def place_in_words(page_number: int | None, locator: str | None) -> Wording:
    """Return the place of a piece of evidence."""
    if page_number is not None:
        return Wording(f"on page {page_number}", f"op pagina {page_number}")
    if locator:
        return Wording(f"at {locator}", f"bij {locator}")
    return Wording("in a text without pages", "in een tekst zonder pagina’s")


def where(finding: Finding) -> Wording:
    """Return the place of a finding in words."""
    return place_in_words(finding.page_number, finding.locator)


def decimal_comma(number: float) -> str:
    """Return a score as Dutch writes it."""
    return f"{number:.2f}".replace(".", ",")


def _said(finding: Finding, stance: Stance | None = None) -> Wording:
    """Return the stance of a finding with its place."""
    name, place = stance_name(stance or finding.stance), where(finding)
    return Wording(f"{name.en} {place.en}", f"{name.nl} {place.nl}")


def strong_hit(finding: Finding, score: float, limits: DecisionThresholds) -> Wording:
    """Say that one strong statement decided, rule (a)."""
    said = _said(finding)
    return Wording(
        f"{said.en} with score {score:.2f}: one statement at or above {limits.t_high:.2f} is enough "
        "(rule a).",
        f"{said.nl} met score {decimal_comma(score)}: één uitspraak vanaf "
        f"{decimal_comma(limits.t_high)} volstaat (regel a).",
    )


def pair_hit(first: Finding, second: Finding, limits: DecisionThresholds) -> Wording:
    """Say that two independent statements decided, rule (b)."""
    one, two = _said(first), _said(second)
    return Wording(
        f"{one.en} and {two.en}, different pages and wording, both at or above "
        f"{limits.t_low:.2f} (rule b).",
        f"{one.nl} en {two.nl}, andere pagina en andere woorden, beide vanaf "
        f"{decimal_comma(limits.t_low)} (regel b).",
    )


def single_hit(finding: Finding, score: float, limits: DecisionThresholds) -> Wording:
    """Say that a person must look, because one doubtful statement is not enough."""
    said = _said(finding)
    return Wording(
        f"{said.en} with score {score:.2f}: below {limits.t_high:.2f} and without a second statement "
        "on another page in other words, so a person must decide.",
        f"{said.nl} met score {decimal_comma(score)}: onder {decimal_comma(limits.t_high)} en zonder "
        "tweede uitspraak op een andere pagina in andere woorden, dus beslist een mens.",
    )


def clash(positive: Finding, denial: Finding) -> Wording:
    """Say that statements contradict each other."""
    one, two = _said(positive), _said(denial, Stance.NEGATED)
    return Wording(
        f"{one.en} contradicts {two.en}: a person must decide.",
        f"{one.nl} spreekt {two.nl} tegen: een mens moet beslissen.",
    )


def denied(denial: Finding, framework: Framework) -> Wording:
    """Say that the company itself denies it."""
    said, name = _said(denial, Stance.NEGATED), framework_name(framework)
    return Wording(
        f"{said.en} with score {denial.score:.2f}: the company says that it does not commit to "
        f"{name.en}, and nothing contradicts that.",
        f"{said.nl} met score {decimal_comma(denial.score)}: het bedrijf zegt dat het zich niet aan "
        f"{name.nl} verbindt, en niets spreekt dat tegen.",
    )


def not_endorsed(
    mentions: Sequence[Finding], framework: Framework, strictness: Strictness
) -> Wording:
    """Say that every page was read and the framework is named without being endorsed."""
    name, nearest = framework_name(framework), _said(mentions[0], effective_stance(mentions[0]))
    times = "once" if len(mentions) == 1 else f"{len(mentions)} times"
    keer = "één keer" if len(mentions) == 1 else f"{len(mentions)} keer"
    counted = [stance_name(stance) for stance in _COUNTED[strictness]]
    return Wording(
        f"Every page was read; {name.en} occur {times}, never as an own "
        f"{' or '.join(one.en for one in counted)} that is certain enough; nearest is {nearest.en}.",
        f"Elke pagina is gelezen; {name.nl} komen {keer} voor, nooit als eigen "
        f"{' of '.join(one.nl for one in counted)} die zeker genoeg is; het dichtst erbij is "
        f"{nearest.nl}.",
    )


def nothing_found(framework: Framework) -> Wording:
    """Say that every page was read and the framework is not named."""
    name = framework_name(framework)
    return Wording(
        f"Every page was read and {name.en} are named nowhere.",
        f"Elke pagina is gelezen en {name.nl} worden nergens genoemd.",
    )


def could_not_look(mention_count: int, framework: Framework) -> Wording:
    """Say that pages were not read, so that nothing may be concluded."""
    name = framework_name(framework)
    found = f"{_capital(name.en)} were not found in what could be read"
    gevonden = f"{_capital(name.nl)} zijn niet gevonden in wat te lezen was"
    if mention_count:
        found = f"No certain endorsement of {name.en} was found in what could be read"
        gevonden = f"Geen zekere onderschrijving van {name.nl} is gevonden in wat te lezen was"
    return Wording(
        f"{found}, but not every page could be read, so this is not a no.",
        f"{gevonden}, maar niet elke pagina was te lezen, dus dit is geen nee.",
    )


def with_parent_note(sentence: Wording, mentions: Sequence[Finding]) -> Wording:
    """Add that a parent's statement was left out, where there is one (R6)."""
    positive = {Stance.ENDORSE, Stance.ANCHOR, Stance.APPLY}
    parents = [m for m in mentions if m.actor is Actor.PARENT and m.stance in positive]
    if not parents:
        return sentence
    place = where(parents[0])
    return Wording(
        f"{sentence.en[:-1]}; the parent company's statement {place.en} was left out, because it is "
        "not known to cover this company.",
        f"{sentence.nl[:-1]}; de uitspraak van het moederbedrijf {place.nl} telt niet mee, omdat niet "
        "bekend is dat die ook voor dit bedrijf geldt.",
    )


def no_document(year: int) -> Wording:
    """Say that there is nothing to judge."""
    return Wording(
        f"No document of {year} was found, so nothing can be said.",
        f"Geen document over {year} is gevonden, dus valt er niets te zeggen.",
    )


def no_near_miss(lenient: Wording) -> Wording:
    """Say that it is more than a near-miss."""
    return Wording(f"No near-miss: {lenient.en}", f"Niet alleen bijna: {lenient.nl}")


def near_miss(stance: Stance, lenient: Wording) -> Wording:
    """Say that the company aims or asks without endorsing."""
    name = stance_name(stance)
    return Wording(
        f"The strongest stance is {name.en}: {lenient.en}",
        f"De sterkste houding is {name.nl}: {lenient.nl}",
    )


def is_named(framework: Framework) -> Wording:
    """Say that the framework is named, so that the company is not silent."""
    name = framework_name(framework)
    return Wording(f"A document names {name.en}.", f"Een document noemt {name.nl}.")


PERSON_DECIDED = Wording("A person decided.", "Een mens heeft beslist.")
RESTS_ON_NOTHING_FOUND = Wording(
    "The label rests on what was not found; see the error rates of the method.",
    "Het oordeel rust op wat niet is gevonden; zie de foutkansen van de methode.",
)
NOTHING_TO_PLACE = Wording(
    "No document names the OECD Guidelines, so there is no statement to place.",
    "Geen document noemt de OESO-richtlijnen, dus is er geen uitspraak om te plaatsen.",
)
NO_PLACEABLE_FINDING = Wording(
    "The stance rests on no finding that can be placed.",
    "De houding rust op geen vindplaats die te plaatsen is.",
)


def deciding_place(finding: Finding, stance: Stance | None) -> Wording:
    """Say which statement decides the stance."""
    place = where(finding)
    name = Wording("none", "geen") if stance is None else stance_name(stance)
    return Wording(
        f"The statement {place.en} decides the stance {name.en}.",
        f"De uitspraak {place.nl} bepaalt de houding {name.nl}.",
    )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
