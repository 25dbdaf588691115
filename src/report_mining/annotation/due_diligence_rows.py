"""The lines of our due diligence files: labels of one passage, by whichever annotator."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from report_mining.records.due_diligence import ChainDepth, LinkDirection

Goal = Annotated[int, Field(strict=True, ge=1, le=17)]
Step = Literal["1", "2", "3", "4", "5", "6", "X"]
Theme = Literal[
    "child_labour",
    "womens_rights",
    "living_wage",
    "decent_work",
    "sustainable_production",
    "land_rights",
    "deforestation",
]
IloRight = Literal[
    "freedom_of_association",
    "collective_bargaining",
    "forced_labour",
    "child_labour",
    "discrimination",
    "safety_health",
]
Chapter = Literal["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"]
Principle = Literal[
    "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24"
]
FalseFriend = Literal[
    "financial_risk",
    "kyc",
    "m_and_a",
    "legal_due_diligence",
    "credit_covenant",
    "salient_accounts",
    "internal_whistleblower",
    "hr_turnover",
    "customer_satisfaction_dialogue",
    "sdg_contribution_only",
    "sdg_icon_page",
    "third_party_link",
    "other",
]
Role = Literal["priority", "contribution", "risk", "reference", "third_party", "own_goal"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StepRow(_Strict):
    """A step with how specifically the passage describes it."""

    step: Step
    specificity: Literal[1, 2, 3]


class IssueRow(_Strict):
    """A named harm or risk to people or nature."""

    name: str
    country: str | None
    commodity: str | None
    right: str | None


class SdgRow(_Strict):
    """A goal or target that the passage names."""

    goal: Goal
    target: str | None
    role: Role


class KpiRow(_Strict):
    """A measured outcome; only at level 5."""

    name: str
    value: float | str | None
    unit: str | None
    year: int | str | None


class LinkRow(_Strict):
    """How the passage ties responsible conduct to the SDGs."""

    level: Literal[0, 2, 3, 4, 5]
    direction: LinkDirection | None
    goals: tuple[Goal, ...]
    targets: tuple[str, ...]
    kpi: KpiRow | None


class DueDiligenceLabelsRow(_Strict):
    """What an annotator says of one passage."""

    steps: tuple[StepRow, ...]
    themes: tuple[Theme, ...]
    oecd_chapters: tuple[Chapter, ...]
    ungp: tuple[Principle, ...]
    ilo_rights: tuple[IloRight, ...]
    chain_depth: ChainDepth | None
    issues: tuple[IssueRow, ...]
    sdg: tuple[SdgRow, ...]
    link: LinkRow
    tradeoff: bool
    false_friend: FalseFriend | None

    @model_validator(mode="after")
    def _labels_stand_once(self) -> Self:
        steps = [row.step for row in self.steps]
        for labels in (steps, self.themes, self.oecd_chapters, self.ungp, self.ilo_rights):
            if len(set(labels)) < len(labels):
                raise ValueError(f"a label stands twice: {', '.join(labels)}")
        return self


class DueDiligenceItemRow(DueDiligenceLabelsRow):
    """One line of a batch file."""

    company: str
    sector: str
    language: Literal["nl", "en"]
    document: str
    style: str = Field(alias="register")
    section: str | None
    text: str = Field(min_length=1)
    pair: str | None
    noise: str | None


class SecondDueDiligenceRow(DueDiligenceLabelsRow):
    """What the second annotator said of one passage."""

    id: str


class SilentRow(_Strict):
    """A passage of a real report, without labels."""

    document: str
    language: Literal["nl", "en"]
    section: tuple[str, ...]
    text: str = Field(min_length=1)


class ReportPassageRow(SilentRow):
    """A passage of a real report with the steps that it shows; other labels were not given."""

    steps: tuple[StepRow, ...]
    weight: float = Field(default=1.0, gt=0)  # how much it counts beside an own passage
    sets_limits: bool = True  # whether thresholds rest on it; not for another kind of document


class BlindRow(_Strict):
    """What a second annotator is shown: the passage, and nothing of the first labels."""

    id: str
    language: Literal["nl", "en"]
    section: str | None
    text: str
