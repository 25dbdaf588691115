"""The headline figure and its bounds, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass

from report_mining.publishing.wording import Wording
from report_mining.records import NationalPoint, Release, Series, Strictness

MIN_COVERAGE_RATIO = 0.5  # of the best-covered year; a year with few reports is no headline
NO_COMPANY_LIST = Wording(
    "No company list was given, so there is no national figure: a share needs to know who was meant "
    "to be counted. Every report was scored by itself. Give a list with --companies to get the figure.",
    "Er is geen bedrijvenlijst gegeven, dus er is geen landelijk cijfer: voor een aandeel moet bekend "
    "zijn wie er meetelt. Elk verslag is op zichzelf beoordeeld. Geef een lijst met --companies voor "
    "het cijfer.",
)
NOTHING_COVERED = Wording(
    "No company on the list has a verdict yet, so there is no figure: no report could be read in "
    "full, or what was found waits for a person.",
    "Geen enkel bedrijf op de lijst heeft al een oordeel, dus er is geen cijfer: geen verslag kon "
    "volledig worden gelezen, of wat is gevonden wacht op een mens.",
)


@dataclass(frozen=True, slots=True)
class Headline:
    """The points that the first screen shows, all of one reporting year."""

    reporting_year: int
    standard: NationalPoint  # END-03, OECD Guidelines only
    strict: NationalPoint | None  # END-01
    lenient: NationalPoint | None  # END-04
    either: NationalPoint | None  # END-02, OECD Guidelines and/or UNGPs


def headline_of(release: Release) -> Headline | None:
    """Return the headline, or None when no year has a company with a verdict.

    The year is the latest in which at least half as many companies have a verdict as in the
    best-covered year.
    """
    points = {(p.reporting_year, p.series, p.strictness): p for p in release.national}
    standard = [
        p
        for p in release.national
        if p.series is Series.OECD_ONLY and p.strictness is Strictness.STANDARD and p.n_covered
    ]
    if not standard:
        return None
    enough = MIN_COVERAGE_RATIO * max(p.n_covered for p in standard)
    chosen = max((p for p in standard if p.n_covered >= enough), key=lambda p: p.reporting_year)
    year = chosen.reporting_year
    return Headline(
        reporting_year=year,
        standard=chosen,
        strict=points.get((year, Series.OECD_ONLY, Strictness.STRICT)),
        lenient=points.get((year, Series.OECD_ONLY, Strictness.LENIENT)),
        either=points.get((year, Series.OECD_OR_UNGP, Strictness.STANDARD)),
    )


def percent(share: float | None, language: str) -> str:
    """Return a share as a percentage of one decimal at most, in the manner of the language."""
    if share is None:
        return "n/a" if language == "en" else "n.v.t."
    text = f"{100 * share:.1f}".removesuffix(".0")
    return f"{text}%" if language == "en" else f"{text.replace('.', ',')}%"


def points_of(change: float | None, language: str) -> str:
    """Return a change of a share in signed percentage points of one decimal."""
    if change is None:
        return "n/a" if language == "en" else "n.v.t."
    text = f"{100 * change:+.1f}".replace("-", "\u2212")
    return text if language == "en" else text.replace(".", ",")


def decimal(number: float) -> Wording:
    """Return a number of three decimals at most, in the manner of each language."""
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return Wording(text, text.replace(".", ","))


def known_rates(release: Release) -> tuple[NationalPoint, ...]:
    """Return one point of each figure, for the error rates of its decision; they hold for all years."""
    newest = {(p.series, p.strictness): p for p in release.national}
    return tuple(newest[key] for key in sorted(newest))


def headline_wordings(release: Release) -> tuple[Wording, ...]:
    """Return the headline as sentences in both languages, or why there is none."""
    headline = headline_of(release)
    if headline is None:
        return (NOTHING_COVERED if release.companies else NO_COMPANY_LIST,)
    return (
        _observed(headline.standard),
        _bounds(headline.standard),
        *corrected_wordings(headline.standard),
        *effort_wordings(headline.standard),
        *_beside(headline),
    )


def _observed(point: NationalPoint) -> Wording:
    year, n, of = point.reporting_year, point.n_endorsed, point.n_covered
    share_en, share_nl = percent(point.share_observed, "en"), percent(point.share_observed, "nl")
    return Wording(
        f"Over {year}, {n} of the {of} companies with a verdict explicitly endorse the OECD "
        f"Guidelines: {share_en}.",
        f"Over {year} onderschrijven {n} van de {of} bedrijven met een oordeel de OESO-richtlijnen "
        f"expliciet: {share_nl}.",
    )


def _bounds(point: NationalPoint) -> Wording:
    open_count = point.n_population - point.n_covered
    low_en, high_en = percent(point.share_lower, "en"), percent(point.share_upper, "en")
    low_nl, high_nl = percent(point.share_lower, "nl"), percent(point.share_upper, "nl")
    return Wording(
        f"Of all {point.n_population} companies on the list it is at least {low_en} and at most "
        f"{high_en}, errors of the machine aside: on {open_count} nothing can be said yet ({point.n_missing} without a report that "
        f"could be read in full, {point.n_review} in review).",
        f"Van alle {point.n_population} bedrijven op de lijst is het minstens {low_nl} en hoogstens "
        f"{high_nl}, fouten van de machine daargelaten: over {open_count} valt nog niets te zeggen ({point.n_missing} zonder een verslag "
        f"dat volledig kon worden gelezen, {point.n_review} te beoordelen).",
    )


def corrected_wordings(point: NationalPoint) -> tuple[Wording, ...]:
    """Return the corrected share and the widened bounds as a sentence, where there are any."""
    if point.share_corrected is None:
        return ()
    shares = (
        point.share_corrected,
        point.ci_low,
        point.ci_high,
        point.bound_low,
        point.bound_high,
        point.sensitivity,
        point.specificity,
    )
    en, nl = ([percent(s, language) for s in shares] for language in ("en", "nl"))
    return (
        Wording(
            f"The machine finds {en[5]} of the companies that endorse and rightly leaves {en[6]} of the "
            f"others alone. Corrected for that, the share is {en[0]} (95% interval {en[1]} to {en[2]}) if "
            "the companies without a verdict resemble the others; whatever those do, it lies with the "
            f"same certainty between {en[3]} and {en[4]} of all companies.",
            f"De machine vindt {nl[5]} van de bedrijven die onderschrijven en laat {nl[6]} van de andere "
            f"terecht met rust. Daarvoor gecorrigeerd is het aandeel {nl[0]} (95%-interval {nl[1]} tot "
            f"{nl[2]}) als de bedrijven zonder oordeel op de andere lijken; wat die ook doen, het ligt "
            f"met dezelfde zekerheid tussen {nl[3]} en {nl[4]} van alle bedrijven.",
        ),
    )


def effort_wordings(point: NationalPoint) -> tuple[Wording, ...]:
    """Return how much work of people would sharpen the figure by a point, where that is known."""
    said: list[Wording] = []
    if point.reviews_per_point is not None and point.reviews_per_point > 1:
        said.append(
            Wording(
                f"Every {point.reviews_per_point} decisions of the review queue bring the two bounds "
                "a point closer.",
                f"Elke {point.reviews_per_point} beslissingen uit de lijst met te beoordelen gevallen "
                "brengen de twee grenzen een punt dichter bij elkaar.",
            )
        )
    if point.gold_per_point is not None:
        said.append(
            Wording(
                f"Another {point.gold_per_point} companies judged by people would make the interval a "
                "point narrower.",
                f"Nog eens {point.gold_per_point} bedrijven, door mensen beoordeeld, maken het interval "
                "een punt smaller.",
            )
        )
    return tuple(said)


def _beside(headline: Headline) -> tuple[Wording, ...]:
    wordings: list[Wording] = []
    if headline.strict:
        en, nl = (percent(headline.strict.share_observed, language) for language in ("en", "nl"))
        wordings.append(
            Wording(
                f"Strict (own statement only): {en}.", f"Strikt (alleen een eigen uitspraak): {nl}."
            )
        )
    if headline.either:
        en, nl = (percent(headline.either.share_observed, language) for language in ("en", "nl"))
        wordings.append(
            Wording(
                f"OECD Guidelines and/or UN Guiding Principles: {en}.",
                f"OESO-richtlijnen en/of UN Guiding Principles: {nl}.",
            )
        )
    return tuple(wordings)
