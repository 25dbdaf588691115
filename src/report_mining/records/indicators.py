"""Company-year values, the decision behind them, and the national series."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from report_mining.records.register import DocumentType
from report_mining.records.wording import Wording
from report_mining.taxonomies.codes import Framework, Stance

if TYPE_CHECKING:
    from report_mining.records.conduct import Conduct  # which needs ValueStatus


class ValueStatus(StrEnum):
    """What a value means (DOMAIN 5.10); only the first two and the last carry a value."""

    OBSERVED = "observed"
    NOT_FOUND = "not_found"
    COULD_NOT_LOOK = "could_not_look"
    NO_DOCUMENT = "no_document"
    NOT_APPLICABLE = "not_applicable"
    CONFLICT = "conflict"
    NEEDS_REVIEW = "needs_review"
    HUMAN_CONFIRMED = "human_confirmed"


class Strictness(StrEnum):
    """Which stances count as endorsement."""

    STRICT = "strict"  # ENDORSE
    STANDARD = "standard"  # ENDORSE or ANCHOR; the headline
    LENIENT = "lenient"  # ... or APPLY, or REGULATORY with own assertion


class Series(StrEnum):
    """Which construct a national figure measures."""

    OECD_ONLY = "oecd_only"
    OECD_OR_UNGP = "oecd_or_ungp"


class IntervalMethod(StrEnum):
    """How an interval was made, or why there is none (DOMAIN 5.6)."""

    NOT_COMPUTED = "not_computed"
    WILSON = "wilson"  # a sample of a large population
    WILSON_FPC = "wilson_fpc"  # a sample of a population that is not much larger
    CENSUS = "census"  # everybody has a value: no sampling error, and nothing else is known
    ROGAN_GLADEN_CENSUS = "rogan_gladen_census"  # classifier error, everybody has a value
    ROGAN_GLADEN_MISSING_AT_RANDOM = (
        "rogan_gladen_missing_at_random"  # ... and the others are alike
    )
    NOTHING_COVERED = "nothing_covered"
    ERROR_RATES_UNKNOWN = "error_rates_unknown"
    ERROR_RATES_TOO_LOW = "error_rates_too_low"  # sensitivity + specificity below 1.3
    SUPPRESSED = "suppressed"  # fewer than ten companies with a value


@dataclass(frozen=True, slots=True)
class DecisionThresholds:
    """Scores from which a stance counts at company level (DOMAIN 5.10)."""

    t_high: float  # one qualifying instance at this score is enough
    t_low: float  # two on different pages with different text at this score are enough


@dataclass(frozen=True, slots=True)
class Judgement:
    """One yes/no question about a company-year: value, status, and what it rests on."""

    value: int | None  # 1, 0, or None when it cannot be said
    status: ValueStatus
    finding_ids: tuple[str, ...]  # evidence, strongest first
    probability: float | None
    why: str  # one sentence
    why_nl: str = ""  # the same in Dutch

    @property
    def told(self) -> Wording:
        """The sentence in both languages; English alone where no Dutch was made."""
        return Wording(self.why, self.why_nl or self.why)


@dataclass(frozen=True, slots=True)
class Endorsement:
    """The decision on one framework family over the findings of one company-year or report."""

    framework: Framework
    stance: Stance | None  # the strongest stance; None when nothing was found
    stance_status: ValueStatus
    strict: Judgement
    standard: Judgement
    lenient: Judgement

    def judgement(self, strictness: Strictness) -> Judgement:
        """Return the judgement of one strictness."""
        return {
            Strictness.STRICT: self.strict,
            Strictness.STANDARD: self.standard,
            Strictness.LENIENT: self.lenient,
        }[strictness]


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """One row of ``company_indicators``: a value, its status and its best piece of evidence."""

    company_id: str
    reporting_year: int
    indicator_id: str
    value: float | str | None
    status: ValueStatus
    probability: float | None
    finding_id: str | None  # the finding that carries page and quote
    why: str
    reading_ids: tuple[
        str, ...
    ] = ()  # readings that carry them, the best first (DD, THM, SDG, ...)
    why_nl: str = ""  # ``why`` in Dutch


@dataclass(frozen=True, slots=True)
class CompanyYear:
    """What is known of one company in one year."""

    company_id: str
    reporting_year: int
    report_ids: tuple[str, ...]
    oecd: Endorsement | None  # None without documents
    ungp: Endorsement | None
    values: tuple[IndicatorValue, ...]
    conduct: Conduct | None = None  # None without documents


@dataclass(frozen=True, slots=True)
class NationalPoint:
    """One row of ``national_series``; shares are fractions from 0 to 1."""

    reporting_year: int
    series: Series
    strictness: Strictness
    n_population: int
    n_covered: int  # companies with a value of 0 or 1
    n_endorsed: int
    n_review: int  # needs_review or conflict: missing until a person decides
    n_missing: int  # no document, or could not look
    share_lower: float | None  # missing counted as not endorsed
    share_observed: float | None  # over the companies with a value
    share_upper: float | None  # missing counted as endorsed
    path_share: float | None  # the path from 30% (2017) to 90% (2023); None before 2017
    gap_companies: int  # companies still needed for 90% of the population
    ci_low: float | None = None
    ci_high: float | None = None
    ci_method: IntervalMethod = IntervalMethod.NOT_COMPUTED
    share_corrected: float | None = None  # the observed share, freed of the classifier's errors
    sensitivity: float | None = None  # of the company-year decision, where measured
    specificity: float | None = None
    bound_low: float | None = None  # share_lower, freed of the errors and moved out by their spread
    bound_high: float | None = None  # share_upper, likewise
    vintage: str = ""  # day of the run that counted the point, ISO 8601; "" before publishing
    instrument_version: str = ""
    codebook_version: str = ""
    reviews_per_point: int | None = None  # queued decisions that bring the bounds 1 point closer
    gold_per_point: int | None = None  # gold companies that make the interval 1 point narrower


@dataclass(frozen=True, slots=True)
class IndicatorDefinition:
    """What an indicator measures and how its figure may be used, in both languages."""

    indicator_id: str  # such as "END-03"
    name_en: str
    name_nl: str
    formula: str
    unit: str
    denominator: str
    warning_en: str  # how the figure must not be read
    warning_nl: str


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    """COV-03 of one year: companies with at least one document that could be read."""

    reporting_year: int
    n_population: int
    n_usable: int
    n_by_type: tuple[tuple[DocumentType, int], ...] = ()  # COV-04: companies with a usable one

    def share_of(self, document_type: DocumentType) -> float | None:
        """Return COV-04 of one type of document, 0 to 1; None for an empty population."""
        found = dict(self.n_by_type).get(document_type, 0)
        return found / self.n_population if self.n_population else None

    @property
    def share(self) -> float | None:
        """The covered share, 0 to 1; None for an empty population."""
        return self.n_usable / self.n_population if self.n_population else None
