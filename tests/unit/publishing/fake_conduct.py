"""Readings for the invented release: steps, themes, risks, goals, links and partners."""

from __future__ import annotations

import dataclasses
import hashlib

from report_mining.indicators.conduct import conduct_of, conduct_values, missing_conduct_values
from report_mining.indicators.conduct_series import conduct_series
from report_mining.records import (
    Box,
    ChainDepth,
    CompanyYear,
    DueDiligencePrediction,
    LinkDirection,
    LinkPrediction,
    MeasuredKpi,
    NamedIssue,
    NamedParty,
    OwnSdgClaim,
    PartyKind,
    PassageReading,
    Release,
    StepReading,
)

NO_LINK = LinkPrediction(0, 0.1, None, (), (), None, None, None, None, False, "none")
NOTHING = DueDiligencePrediction((), (), (), (), (), None, (), None)
RISK = (
    "Each year we map child labour in cocoa from Ghana, our most salient risk, down to the farm, "
    "and tie it to target 8.7. Farms with a repaired case rose from 41 to 62% in 2023."
)
FIX = "Samen met de vakbond herstelden wij achterstallig loon voor 327 naaisters in Mymensingh."
POLICY = (
    "Onze leveranciers tekenen ieder jaar de inkoopcode; inkopers volgen daarover een training."
)
CLAIM = "Our packaging line contributes to SDG 12."
HOSTILE = '=HYPERLINK("http://nowhere.invalid","x") <script>alert(8.7)</script> supports SDG 8.'


def reading(
    report_id: str,
    page: int,
    quote: str,
    found: DueDiligencePrediction = NOTHING,
    link: LinkPrediction = NO_LINK,
    mentions: tuple[OwnSdgClaim, ...] = (),
    parties: tuple[NamedParty, ...] = (),
) -> PassageReading:
    return PassageReading(
        reading_id=hashlib.sha256(f"{report_id}{page}{quote}".encode()).hexdigest()[:24],
        report_id=report_id,
        passage_id=f"p{page}",
        page_number=page,
        page_label=None,
        locator=None,
        language="nl" if " de " in quote else "en",
        section_path=("Chain", "Risks"),
        quote=quote,
        char_start=30,
        char_end=30 + len(quote),
        boxes=(Box(72.0, 300.0, 510.0, 312.0),),
        due_diligence=found,
        link=link,
        sdg_mentions=mentions,
        sdg_goals=(),
        parties=parties,
    )


def _place(quote: str, words: str) -> tuple[int, int]:
    start = quote.index(words)
    return start, start + len(words)


def _steps(quote: str, *steps: tuple[str, int]) -> tuple[StepReading, ...]:
    return tuple(StepReading(code, spec, 0.91, 0, len(quote)) for code, spec in steps)


def dairy_readings(report_id: str) -> tuple[PassageReading, ...]:
    """A company that ties a named risk to a target and measures it."""
    risk = DueDiligencePrediction(
        steps=_steps(RISK, ("2", 3), ("4", 3)),
        themes=("child_labour",),
        oecd_chapters=("IV", "V"),
        ungp=("18",),
        ilo_rights=("child_labour",),
        chain_depth=ChainDepth.RAW_MATERIAL,
        issues=(
            NamedIssue(
                "child labour", "GH", "cocoa", "child_labour", *_place(RISK, "child labour")
            ),
        ),
        false_friend=None,
    )
    link = LinkPrediction(
        level=5,
        score=0.9,
        direction=LinkDirection.DO_NO_HARM,
        goals=(8,),
        targets=("8.7",),
        rbc_span=_place(RISK, "child labour"),
        sdg_span=_place(RISK, "target 8.7"),
        relation_span=_place(RISK, "tie it to"),
        kpi=MeasuredKpi("rose from 41 to 62%", 62.0, "%", 2023, False),
        has_trade_off=False,
        rule="relation",
    )
    policy = dataclasses.replace(
        NOTHING, steps=_steps(POLICY, ("1", 2)), themes=("decent_work",), oecd_chapters=("II",)
    )
    target = OwnSdgClaim(8, "8.7", "risk", "number", *_place(RISK, "target 8.7"))
    claim = OwnSdgClaim(12, None, "contribution", "number", *_place(CLAIM, "SDG 12"))
    partner = NamedParty(PartyKind.COVENANT, "food", "", True, 0, 7)
    hostile = OwnSdgClaim(8, None, "contribution", "number", *_place(HOSTILE, "SDG 8"))
    return (
        reading(report_id, 30, RISK, risk, link, (target,)),
        reading(report_id, 31, POLICY, policy, parties=(partner,)),
        reading(report_id, 12, CLAIM, mentions=(claim,)),
        reading(report_id, 77, HOSTILE, mentions=(hostile,)),
    )


def textile_readings(report_id: str) -> tuple[PassageReading, ...]:
    """A company that repairs harm and never names a goal."""
    fix = dataclasses.replace(
        NOTHING,
        steps=_steps(FIX, ("3", 2), ("6", 3), ("X", 2)),
        themes=("living_wage",),
        oecd_chapters=("V",),
        ilo_rights=("freedom_of_association",),
        chain_depth=ChainDepth.TIER1,
    )
    return (reading(report_id, 9, FIX, fix),)


def with_conduct(release: Release, dairy: str, textile: str) -> Release:
    """Return ``release`` with readings in two reports, and with what they add up to everywhere."""
    made = {dairy: dairy_readings, textile: textile_readings}
    reports = tuple(
        dataclasses.replace(r, readings=made[r.report_id](r.report_id))
        if r.report_id in made
        else r
        for r in release.reports
    )
    by_id = {r.report_id: r for r in reports if r.report_id}
    companies = {c.company_id: c for c in release.companies}

    def measured(year: CompanyYear) -> CompanyYear:
        documents = [by_id[i] for i in year.report_ids if i in by_id]
        if not documents or year.oecd is None or year.ungp is None:
            values = missing_conduct_values(year.company_id, year.reporting_year)
            return dataclasses.replace(year, values=(*year.values, *values))
        found = conduct_of(documents, (year.oecd, year.ungp), companies[year.company_id])
        values = conduct_values(year.company_id, year.reporting_year, found)
        return dataclasses.replace(year, values=(*year.values, *values), conduct=found)

    years = tuple(measured(year) for year in release.company_years)
    return dataclasses.replace(
        release,
        reports=reports,
        company_years=years,
        report_endorsements=tuple(
            dataclasses.replace(e, conduct=conduct_of([by_id[e.report_id]], (e.oecd, e.ungp)))
            for e in release.report_endorsements
        ),
        conduct=conduct_series(years, release.companies),
    )
