"""What readings of passages add up to: steps, themes, SDGs, links, company types, partners."""

from __future__ import annotations

from typing import Any

import pytest

from report_mining.indicators.conduct import conduct_of, conduct_values, without_profile
from report_mining.indicators.conduct_links import both, company_type, either
from report_mining.indicators.conduct_rules import load_sector_profiles, profile_of
from report_mining.indicators.conduct_series import conduct_series
from report_mining.records import (
    AspectKind,
    ChainDepth,
    Company,
    CompanyType,
    CompanyYear,
    Conduct,
    DueDiligencePrediction,
    Endorsement,
    Judgement,
    LinkDirection,
    LinkPrediction,
    MeasuredKpi,
    NamedIssue,
    NamedParty,
    OwnSdgClaim,
    PartyKind,
    PassageReading,
    ReportStatus,
    ScoredReport,
    StepReading,
    ValueStatus,
)
from report_mining.taxonomies.codes import Framework

TEXT = "Een zin over de keten van onze nieuwe dienst."


def reading(
    page: int = 1,
    steps: tuple[tuple[str, int, float], ...] = (),
    level: int = 0,
    mentions: tuple[OwnSdgClaim, ...] = (),
    report_id: str = "a",
    link: dict[str, Any] | None = None,
    parties: tuple[NamedParty, ...] = (),
    **found: Any,
) -> PassageReading:
    empty: dict[str, Any] = {
        "themes": (),
        "oecd_chapters": ("IV",) if steps else (),
        "ungp": (),
        "ilo_rights": (),
        "chain_depth": None,
        "issues": (),
        "false_friend": None,
    }
    described = tuple(StepReading(code, spec, score, 0, 9) for code, spec, score in steps)
    nothing: dict[str, Any] = {
        "score": 0.9,
        "direction": LinkDirection.DO_NO_HARM if level > 2 else None,
        "goals": (8,) if level > 2 else (),
        "targets": ("8.7",) if level > 3 else (),
        "rbc_span": None,
        "sdg_span": None,
        "relation_span": None,
        "kpi": None,
        "has_trade_off": False,
        "rule": "test",
    }
    return PassageReading(
        reading_id=f"{report_id}-{page}-{described}-{level}-{mentions}-{found}",
        report_id=report_id,
        passage_id="p",
        page_number=page,
        page_label=None,
        locator=None,
        language="nl",
        section_path=(),
        quote=TEXT,
        char_start=0,
        char_end=len(TEXT),
        boxes=(),
        due_diligence=DueDiligencePrediction(steps=described, **{**empty, **found}),
        link=LinkPrediction(level, **{**nothing, **(link or {})}),
        sdg_mentions=mentions,
        sdg_goals=(),
        parties=parties,
    )


def report(*readings: PassageReading, unread: int = 0, report_id: str = "a") -> ScoredReport:
    return ScoredReport(
        report_id=report_id,
        file_name=f"{report_id}.pdf",
        path="",
        status=ReportStatus.PARTIAL if unread else ReportStatus.SCORED,
        reason=None,
        detail=None,
        pages=10,
        pages_scored=10 - unread,
        pages_not_looked=(("image_without_text", unread),) if unread else (),
        pages_ocr=0,
        languages=(),
        passages=0,
        findings=(),
        clues=None,
        instrument_version="i",
        reader_version="r",
        seconds=0.0,
        readings=readings,
    )


def endorsed(value: int | None = 0) -> tuple[Endorsement, Endorsement]:
    status = ValueStatus.COULD_NOT_LOOK if value is None else ValueStatus.OBSERVED
    judged = Judgement(value, status, ("f1",) if value else (), None, "why")
    no = Judgement(0, ValueStatus.NOT_FOUND, (), None, "why")
    return (
        Endorsement(Framework.OECD_MNE, None, status, judged, judged, judged),
        Endorsement(Framework.UNGP, None, ValueStatus.NOT_FOUND, no, no, no),
    )


def conduct(*readings: PassageReading, unread: int = 0, value: int | None = 0) -> Conduct:
    return conduct_of([report(*readings, unread=unread)], endorsed(value))


def shown(found: Conduct, indicator_id: str) -> tuple[object, ValueStatus]:
    measure = found.measure(indicator_id)
    return measure.value, measure.status


def claim(goal: int, role: str = "contribution", form: str = "number") -> OwnSdgClaim:
    return OwnSdgClaim(goal, None, role, form, 0, 5)


OBSERVED, NOT_FOUND = ValueStatus.OBSERVED, ValueStatus.NOT_FOUND
BLIND, NOT_APPLICABLE = ValueStatus.COULD_NOT_LOOK, ValueStatus.NOT_APPLICABLE


def test_an_empty_report_is_nothing_only_when_every_page_was_looked_at() -> None:
    assert shown(conduct(), "DD-02") == (0.0, NOT_FOUND)
    assert shown(conduct(), "LNK-01") == (0.0, NOT_FOUND)
    assert shown(conduct(), "LNK-03") == ("T4", NOT_FOUND)
    blind = conduct(unread=1)
    empty = {m.indicator_id: m.value for m in blind.measures if m.value is not None}
    assert empty == {"LNK-03": "UNKNOWN", "LNK-03-STRICT": "UNKNOWN"}
    for measure in blind.measures:
        assert measure.status in (BLIND, NOT_APPLICABLE), measure


def test_a_high_specificity_needs_a_sure_passage_or_two_pages() -> None:
    sure = conduct(reading(3, steps=(("2", 3, 0.85),)))
    assert shown(sure, "DD-02") == (3.0, OBSERVED)
    alone = conduct(reading(3, steps=(("2", 3, 0.6),)))
    assert shown(alone, "DD-02") == (1.0, OBSERVED)
    same_page = conduct(reading(3, steps=(("2", 3, 0.6),)), reading(3, steps=(("2", 3, 0.61),)))
    assert shown(same_page, "DD-02") == (1.0, OBSERVED)
    two = conduct(reading(3, steps=(("2", 3, 0.6),)), reading(4, steps=(("2", 2, 0.6),)))
    assert shown(two, "DD-02") == (2.0, OBSERVED)
    weak = conduct(reading(3, steps=(("2", 3, 0.5),)), reading(4, steps=(("2", 2, 0.5),)))
    assert shown(weak, "DD-02") == (1.0, OBSERVED)


def test_substance_needs_something_at_stake_for_people_or_environment() -> None:
    lease = conduct(reading(3, steps=(("3", 3, 0.95),), oecd_chapters=("III", "V")))
    assert shown(lease, "DD-03") == (1.0, OBSERVED)
    chain = reading(3, steps=(("3", 3, 0.95),), oecd_chapters=(), chain_depth=ChainDepth.TIER1)
    assert shown(conduct(chain), "DD-03") == (3.0, OBSERVED)
    right = reading(3, steps=(("3", 3, 0.95),), oecd_chapters=(), ilo_rights=("forced_labour",))
    assert shown(conduct(right), "DD-03") == (3.0, OBSERVED)


def test_the_total_counts_the_six_steps_and_not_the_stakeholders() -> None:
    found = conduct(
        reading(1, steps=(("1", 2, 0.9), ("3", 3, 0.9))), reading(2, steps=(("X", 3, 0.9),))
    )
    assert shown(found, "DD-08") == (2.0, OBSERVED)
    assert found.measure("DD-08-MEAN").value == pytest.approx(5 / 6, abs=1e-4)
    assert shown(found, "DD-07") == (3.0, OBSERVED)
    assert found.measure("DD-03").reading_ids == (found.measure("DD-01").reading_ids)


def test_documents_of_a_year_add_up_and_two_reports_are_two_places() -> None:
    first = reading(5, steps=(("4", 2, 0.6),))
    second = reading(5, steps=(("4", 2, 0.6),), report_id="b")
    both_reports = [report(first), report(second, report_id="b")]
    assert conduct_of(both_reports, endorsed()).measure("DD-04").value == 2.0


def test_what_carries_a_level_comes_before_what_is_less_sure() -> None:
    doubtful, sure = reading(2, steps=(("6", 3, 0.45),)), reading(9, steps=(("6", 2, 0.9),))
    assert conduct(doubtful, sure).measure("DD-06").reading_ids[0] == sure.reading_id


def test_the_best_passage_comes_first_and_unread_pages_are_told() -> None:
    weak, strong = reading(9, steps=(("6", 1, 0.9),)), reading(2, steps=(("6", 3, 0.9),))
    measure = conduct(weak, strong, unread=2).measure("DD-06")
    assert measure.reading_ids == (strong.reading_id, weak.reading_id)
    assert "may be more" in measure.why


@pytest.mark.parametrize(
    ("imvo", "sdg", "level", "expected"),
    [
        (True, False, 0, CompanyType.IMVO_ONLY),
        (False, True, 2, CompanyType.SDG_ONLY),
        (True, True, 2, CompanyType.PARALLEL),
        (True, True, 3, CompanyType.INTEGRATED),
        (False, False, 0, CompanyType.NEITHER),
        (None, True, 0, CompanyType.UNKNOWN),
        (True, None, 0, CompanyType.UNKNOWN),
    ],
)
def test_company_types(imvo: bool | None, sdg: bool | None, level: int, expected: str) -> None:
    assert company_type(imvo, sdg, level) is expected


def test_flags_that_are_not_known_stay_so() -> None:
    assert (either(None, True), either(None, False)) == (True, None)
    assert (both(None, False), both(None, True)) == (False, None)


DD = reading(1, steps=(("1", 2, 0.9), ("2", 2, 0.9)))
CLAIM = reading(2, mentions=(claim(8),))


def test_broad_and_strict_types_differ_where_only_one_flag_holds() -> None:
    acts = conduct(DD, CLAIM)
    assert shown(acts, "LNK-03") == ("T3p", OBSERVED)
    assert shown(acts, "LNK-03-STRICT") == ("T2", OBSERVED)
    says = conduct(value=1)
    assert shown(says, "LNK-03") == ("T1", OBSERVED)
    assert says.measure("LNK-03").finding_ids == ("f1",)
    assert shown(says, "LNK-03-STRICT") == ("T4", OBSERVED)


def test_a_link_makes_two_parallel_frameworks_integrated() -> None:
    assert shown(conduct(DD, CLAIM, reading(3, level=3)), "LNK-03") == ("T3i", OBSERVED)


def test_icons_and_names_of_others_are_no_own_claim() -> None:
    icons = reading(2, mentions=(claim(8, form="icon"),))
    others = reading(3, mentions=(claim(12, role="third_party"),))
    assert shown(conduct(DD, icons, others), "LNK-03") == ("T1", OBSERVED)
    assert shown(conduct(DD, icons, others, unread=1), "LNK-03") == ("UNKNOWN", BLIND)


def test_link_levels_without_a_common_passage() -> None:
    assert shown(conduct(DD, CLAIM), "LNK-01") == (1.0, OBSERVED)
    assert shown(conduct(CLAIM), "LNK-01") == (0.0, NOT_FOUND)
    assert shown(conduct(DD, CLAIM, reading(5, level=2)), "LNK-01") == (2.0, OBSERVED)


CHILD = NamedIssue("kinderarbeid", "GH", "cacao", "child_labour", 0, 5)
FOREST = NamedIssue("ontbossing", None, "soja", "deforestation", 0, 5)


def test_linked_risks_are_a_share_of_the_distinct_named_risks() -> None:
    found = conduct(
        reading(1, level=4, issues=(CHILD,)),
        reading(2, issues=(CHILD,)),
        reading(3, issues=(FOREST,)),
    )
    assert shown(found, "LNK-02") == (0.5, OBSERVED)
    assert shown(conduct(), "LNK-02") == (None, NOT_APPLICABLE)
    assert found.measure("DD-02-ISSUES").value == "child_labour (cacao, GH);deforestation (soja)"


def test_approaches_ask_for_everything_in_one_passage() -> None:
    a = reading(1, steps=(("3", 2, 0.9),), level=4, issues=(CHILD,))
    plus = reading(2, steps=(("2", 2, 0.9),), level=3, link={"direction": LinkDirection.DO_GOOD})
    assert conduct(a).measure("LNK-06").value == "A"
    assert conduct(plus).measure("LNK-06").value == "A+"
    assert conduct(a, plus).measure("LNK-06").value == "A and A+"
    assert conduct(reading(1, level=4)).measure("LNK-06").value == "none"


def test_measured_links_and_trade_offs() -> None:
    kpi = MeasuredKpi("daalde naar 4%", 4.0, "%", 2023, False)
    found = conduct(reading(1, level=5, link={"kpi": kpi, "has_trade_off": True}))
    assert [found.measure(i).value for i in ("SDG-04", "LNK-04", "LNK-05")] == [1.0, 1.0, 1.0]


def test_sets_of_goals_and_targets_are_in_the_order_of_numbers() -> None:
    found = conduct(
        reading(1, mentions=(claim(12), claim(8, role="priority"), claim(13, role="risk"))),
        reading(2, mentions=(OwnSdgClaim(8, "8.10", "reference", "code", 0, 4),)),
        reading(3, mentions=(OwnSdgClaim(8, "8.7", "reference", "code", 0, 4),)),
        reading(4, mentions=(OwnSdgClaim(12, "12.6", "third_party", "code", 0, 4),)),
    )
    assert found.measure("SDG-01").value == "8;12"
    assert found.measure("SDG-02").value == "8.7;8.10"
    assert found.measure("SDG-03").value == "13"
    assert found.measure("SDG-06").value == "named"


def test_cherry_picking_stays_out_of_the_values_of_a_company() -> None:
    found = conduct(CLAIM, reading(3, mentions=(claim(13),)), reading(4, level=3))
    assert found.measure("SDG-05").value == 0.5
    ids = [v.indicator_id for v in conduct_values("c", 2023, found)]
    assert "SDG-05" not in ids
    assert "SDG-04" in ids
    assert shown(conduct(CLAIM, unread=1), "SDG-05") == (None, BLIND)


def test_themes_go_from_mention_to_result() -> None:
    def level(*readings: PassageReading) -> str:
        values = str(conduct(*readings).measure("THM-01-LEVELS").value).split(";")
        return dict(v.split("=") for v in values)["child_labour"]

    theme = ("child_labour",)
    assert level() == "none"
    assert level(reading(1, themes=theme)) == "mention"
    assert level(reading(1, themes=theme, issues=(CHILD,))) == "risk"
    assert level(reading(1, themes=theme, steps=(("3", 2, 0.9),))) == "action"
    assert level(reading(1, themes=theme, steps=(("3", 3, 0.9),))) == "result"
    assert level(reading(1, themes=theme), reading(2, steps=(("3", 3, 0.9),))) == "mention"


def test_union_rights_chain_depth_and_chapters() -> None:
    found = conduct(
        reading(
            4,
            steps=(("3", 2, 0.9),),
            ilo_rights=("freedom_of_association",),
            chain_depth=ChainDepth.TIER2,
            oecd_chapters=("V", "IV"),
        ),
        reading(5, steps=(("1", 1, 0.9),), chain_depth=ChainDepth.OWN, oecd_chapters=("VI",)),
    )
    assert found.measure("THM-02").value == "action"
    assert "in the value chain" in found.measure("THM-02").why
    assert found.measure("DD-09").value == "tier2"
    assert found.measure("THM-04").value == 2.0


def test_sector_fit_needs_a_profile() -> None:
    food = Company("C1", "Korenbloem", sbi="10.61")
    found = conduct_of(
        [report(reading(1, themes=("child_labour",), issues=(CHILD,)))], endorsed(), food
    )
    assert found.measure("THM-03").value == 0.25
    assert shown(conduct(), "THM-03") == (None, NOT_APPLICABLE)
    assert profile_of(Company("C2", "Groothandel", sbi="46.41")) is None
    named = profile_of(Company("C3", "Naad", sector="Textile and clothing"))
    assert named is not None
    assert named.code == "textile"


def test_without_its_profile_a_company_shows_what_its_only_report_shows() -> None:
    food = Company("C1", "Korenbloem", sbi="10.61")
    reports = [report(reading(1, themes=("child_labour",), issues=(CHILD,)))]
    of_company = conduct_of(reports, endorsed(), food)
    assert without_profile(of_company) == conduct_of(reports, endorsed()) != of_company


def test_divisions_of_the_sectors_do_not_overlap() -> None:
    divisions = [d for p in load_sector_profiles() for d in p.divisions]
    assert len(divisions) == len(set(divisions))


def test_parties_are_typed_and_covenants_count_only_with_participation() -> None:
    def party(kind: PartyKind, code: str, group: str = "", *, is_own: bool = True) -> NamedParty:
        return NamedParty(kind, code, group, is_own, 0, 3)

    found = conduct(
        reading(1, parties=(party(PartyKind.COVENANT, "food"),)),
        reading(2, parties=(party(PartyKind.COVENANT, "textile", is_own=False),)),
        reading(3, parties=(party(PartyKind.PARTNER, "union", "union"),)),
        reading(4, parties=(party(PartyKind.FRAMEWORK, "iso26000", is_own=False),)),
    )
    values = [found.measure(i).value for i in ("PAR-01", "PAR-02", "PAR-03")]
    assert values == ["food", "union", "iso26000"]
    assert {a.code for a in found.of_kind(AspectKind.PARTY)} == {
        "food",
        "textile",
        "union",
        "iso26000",
    }


def company_year(number: int, *readings: PassageReading) -> CompanyYear:
    found = conduct(*readings)
    return CompanyYear(f"c{number}", 2023, ("a",), None, None, (), conduct=found)


def test_sectors_show_shares_and_means_only_from_ten_companies() -> None:
    companies = [Company(f"c{n}", f"B{n}", sector="food" if n < 11 else "metal") for n in range(14)]
    years = [company_year(n, DD, CLAIM) if n < 4 else company_year(n) for n in range(12)]
    years += [CompanyYear(f"c{n}", 2023, (), None, None, ()) for n in (12, 13)]
    points = {(p.sector, p.indicator_id, p.category): p for p in conduct_series(years, companies)}
    food = points["food", "LNK-03", "T3p"]
    assert (food.n_population, food.n_covered, food.count, food.is_suppressed) == (11, 11, 4, False)
    assert food.value == pytest.approx(4 / 11, abs=1e-6)
    metal = points["metal", "LNK-03", "T4"]
    assert (metal.n_population, metal.n_covered, metal.count, metal.value) == (3, 1, None, None)
    assert points["*", "DD-08", "mean"].value == pytest.approx(8 / 12)
    assert points["food", "SDG-05", "mean"].is_suppressed  # four companies claim a goal
