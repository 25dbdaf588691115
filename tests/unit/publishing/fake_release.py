"""An invented release with every status, in both languages; run it to write it to a folder.

python tests/unit/publishing/fake_release.py OUT_FOLDER [--no-companies]
"""

from __future__ import annotations

import dataclasses
import hashlib
import struct
import sys
import zlib
from pathlib import Path

from report_mining.records import (
    Actor,
    Box,
    ChangePoint,
    Company,
    CompanyYear,
    CoveragePoint,
    Crop,
    DocumentType,
    Endorsement,
    Finding,
    IdentityClues,
    IndicatorDefinition,
    IndicatorValue,
    IntervalMethod,
    Judgement,
    MatchBasis,
    NationalPoint,
    PairedChange,
    PanelPoint,
    Release,
    ReportEndorsement,
    ReportMatch,
    ReportStatus,
    ReviewItem,
    RunFacts,
    Scope,
    ScoredReport,
    SectorPoint,
    Series,
    SeriesBreak,
    Strictness,
    ValueStatus,
)
from report_mining.taxonomies.codes import Framework, Lookalike, Stance

sys.path.insert(0, str(Path(__file__).parent))
from fake_conduct import with_conduct

INSTRUMENT = "rules-1.0+test"
RUN = RunFacts(
    started_at="2026-01-15T09:30:00+00:00",
    seconds=412.5,
    instrument_version=INSTRUMENT,
    codebook_version="2026.1",
    reader_version="reader-1",
    package_version="0.1.0",
    vintage="2026-01-15",
    reports_found=12,
    reports_new=12,
    reports_reused=0,
    has_ocr=False,
)
COMPANIES = (
    Company("NL001", "Waterlelie Zuivel N.V.", sector="food"),
    Company("NL002", "Koperdraad Industries B.V.", sector="metal and electronics"),
    Company("NL003", "Zeegras Textiel Groep", sector="textile and clothing"),
    Company("NL004", "Bakstheen & Zonen", sector="construction"),
    Company("NL005", "Noorderlicht Energie Coöperatie U.A.", sector="energy"),
    Company("NL006", "Polderbank Holding", sector="finance"),
    Company("NL007", "Vlasland Logistics International Holding and Participations N.V."),
    Company("NL008", "Duinroos Bloemen", sector="food"),
)
YES, NO = ValueStatus.OBSERVED, ValueStatus.NOT_FOUND


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def finding(
    report: str, page: int, quote: str, mention: str, stance: Stance, **changes: object
) -> Finding:
    base = Finding(
        finding_id=sha(f"{report}{page}{quote}{changes.get('code', '')}")[:24],
        report_id=sha(report),
        code=Framework.OECD_MNE,
        stance=stance,
        score=0.94,
        actor=Actor.SELF,
        own_assertion=None,
        lookalike=None,
        scope=Scope.WHOLE,
        rule="R5-strong",
        page_number=page,
        page_label=str(page - 2) if page > 2 else None,
        locator=None,
        language="nl" if " wij " in f" {quote.lower()} " or " de " in quote else "en",
        section_path=("Sustainability", "Human rights"),
        quote=quote,
        mention=mention,
        char_start=120,
        char_end=120 + len(quote),
        boxes=(Box(72.0, 400.25, 520.5, 412.0), Box(72.0, 386.0, 300.0, 398.0)),
        passage_id=sha(quote)[:16],
    )
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def report(name: str, findings: tuple[Finding, ...] = (), **changes: object) -> ScoredReport:
    base = ScoredReport(
        report_id=sha(name),
        file_name=name,
        path=f"/somewhere/reports/{name}",
        status=ReportStatus.SCORED,
        reason=None,
        detail=None,
        pages=148,
        pages_scored=148,
        pages_not_looked=(),
        pages_ocr=0,
        languages=(("en", 812), ("nl", 6)),
        passages=818,
        findings=findings,
        clues=IdentityClues((), (), "", "", "", 2023, "text: boekjaar 2023"),
        instrument_version=INSTRUMENT,
        reader_version="reader-1",
        seconds=2.1,
    )
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def judgement(
    value: int | None,
    status: ValueStatus,
    why: str,
    ids: tuple[str, ...] = (),
    p: float | None = None,
) -> Judgement:
    return Judgement(value, status, ids, p, why)


def endorsement(
    framework: Framework,
    stance: Stance | None,
    strict: Judgement,
    standard: Judgement,
    lenient: Judgement,
) -> Endorsement:
    return Endorsement(framework, stance, standard.status, strict, standard, lenient)


WATERLELIE = "annual/waterlelie-2023.pdf"
F_ENDORSE = finding(
    WATERLELIE,
    42,
    "We endorse the OECD Guidelines for Multinational Enterprises and the UN Guiding Principles, "
    "and we expect every subsidiary to do the same.",
    "OECD Guidelines for Multinational Enterprises",
    Stance.ENDORSE,
)
F_ENDORSE_UNGP = dataclasses.replace(
    F_ENDORSE, finding_id="f-ungp", code=Framework.UNGP, mention="UN Guiding Principles", score=0.91
)
F_SDG = finding(
    WATERLELIE,
    12,
    "Our dairies contribute to SDG 12.",
    "SDG 12",
    Stance.REFERENCE,
    code=Framework.SDG,
)
F_TAX = finding(
    WATERLELIE,
    118,
    "Transfer prices follow the OECD guidelines on the arm's length principle.",
    "OECD guidelines",
    Stance.NOT_FRAMEWORK,
    lookalike=Lookalike.TAX,
    rule="R0-tax",
)
F_ANCHOR = finding(
    "koperdraad-2023.pdf",
    17,
    "Ons mensenrechtenbeleid is gebaseerd op de OESO-richtlijnen voor multinationale ondernemingen.",
    "OESO-richtlijnen voor multinationale ondernemingen",
    Stance.ANCHOR,
    rule="R7-anchor",
    score=0.88,
)
F_ASPIRE = finding(
    "zeegras-jaarverslag-2023.pdf",
    33,
    "Wij streven ernaar om waar mogelijk in de geest van de OESO-richtlijnen te werken.",
    "OESO-richtlijnen",
    Stance.ASPIRE,
    rule="R5-weak",
    score=0.83,
)
F_YES = finding(
    "polderbank-2023.pdf",
    8,
    "Polderbank onderschrijft de OESO-richtlijnen.",
    "OESO-richtlijnen",
    Stance.ENDORSE,
)
F_NEGATED = finding(
    "polderbank-2023.pdf",
    91,
    "Although we value the OECD Guidelines, we have not adopted them for our clients in the sector.",
    "OECD Guidelines",
    Stance.NEGATED,
    rule="R3-negation",
)
F_SINGLE = finding(
    "duinroos-2023.pdf",
    5,
    "Duinroos volgt de OESO-richtlijnen.",
    "OESO-richtlijnen",
    Stance.ENDORSE,
    score=0.62,
)
F_2022 = finding(
    "annual/waterlelie-2022.pdf",
    40,
    "We support the OECD Guidelines.",
    "OECD Guidelines",
    Stance.ASPIRE,
    score=0.8,
)
REPORTS = (
    report(WATERLELIE, (F_TAX, F_ENDORSE, F_ENDORSE_UNGP, F_SDG), pages=1204, pages_scored=1204),
    report("annual/waterlelie-2022.pdf", (F_2022,), pages=131, pages_scored=131),
    report("koperdraad-2023.pdf", (F_ANCHOR,), languages=(("nl", 640),)),
    report("zeegras-jaarverslag-2023.pdf", (F_ASPIRE,)),
    report(
        "bakstheen-2023.pdf",
        status=ReportStatus.PARTIAL,
        detail="12 pages are images without text; install Tesseract to read them",
        pages_scored=60,
        pages=74,
        pages_not_looked=(("image_without_text", 12), ("language_not_covered", 2)),
        pages_ocr=3,
    ),
    report("polderbank-2023.pdf", (F_YES, F_NEGATED)),
    report(
        "vlasland-2023.pdf",
        status=ReportStatus.FAILED,
        reason="password_needed",
        detail="the file opens only with a password; ask the company for an open copy",
        pages=0,
        pages_scored=0,
        languages=(),
    ),
    report("duinroos-2023.pdf", (F_SINGLE,)),
    report(
        "scan.pdf",
        status=ReportStatus.NO_TEXT,
        detail="all 9 pages are images without text",
        pages=9,
        pages_scored=0,
        pages_not_looked=(("image_without_text", 9),),
        languages=(),
    ),
    report(
        "rapporto-2023.pdf",
        status=ReportStatus.NOT_COVERED,
        languages=(("it", 300),),
        pages_scored=0,
        pages_not_looked=(("language_not_covered", 148),),
    ),
    report(
        "broken.pdf",
        report_id="",
        status=ReportStatus.FAILED,
        reason="unreadable",
        detail="the file could not be opened; check its permissions",
        pages=0,
        pages_scored=0,
        languages=(),
    ),
)


def match(file: str, company_id: str | None, year: int | None, **changes: object) -> ReportMatch:
    base = ReportMatch(
        report_id="" if file == "broken.pdf" else sha(file),
        file=file,
        company_id=company_id,
        reporting_year=year,
        document_type=DocumentType.ANNUAL_REPORT,
        basis=MatchBasis.MANIFEST if company_id else MatchBasis.NONE,
        score=1.0 if company_id else 0.0,
        year_basis="manifest",
        is_inferred=False,
    )
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


MATCHES = (
    match(WATERLELIE, "NL001", 2023),
    match("annual/waterlelie-2022.pdf", "NL001", 2022),
    match(
        "koperdraad-2023.pdf",
        "NL002",
        2023,
        basis=MatchBasis.NAME,
        score=0.97,
        is_inferred=True,
        year_basis="text: boekjaar 2023",
        note="name found 41 times in running headers",
    ),
    match("zeegras-jaarverslag-2023.pdf", "NL003", 2023),
    match("bakstheen-2023.pdf", "NL004", 2023),
    match("polderbank-2023.pdf", "NL006", 2023),
    match("vlasland-2023.pdf", "NL007", 2023),
    match("duinroos-2023.pdf", "NL008", 2023),
    match("scan.pdf", None, None, note="no text to find a name in; add the file to the manifest"),
    match(
        "rapporto-2023.pdf", None, 2023, note="no company of the list is named", is_inferred=True
    ),
    match("broken.pdf", None, None, note="the file could not be opened"),
)


def values(
    company_id: str, year: int, oecd: Endorsement | None, ungp: Endorsement | None, near: int = 0
) -> tuple[IndicatorValue, ...]:
    def of(indicator_id: str, j: Judgement | None) -> IndicatorValue:
        if j is None:
            return IndicatorValue(
                company_id,
                year,
                indicator_id,
                None,
                ValueStatus.NO_DOCUMENT,
                None,
                None,
                "no report of this year",
            )
        first = j.finding_ids[0] if j.finding_ids else None
        return IndicatorValue(
            company_id, year, indicator_id, j.value, j.status, j.probability, first, j.why
        )

    either = oecd.standard if oecd else None
    if ungp and ungp.standard.value == 1 and (either is None or either.value != 1):
        either = ungp.standard
    rows = [
        of("END-01", oecd.strict if oecd else None),
        of("END-02", either),
        of("END-03", oecd.standard if oecd else None),
        of("END-04", oecd.lenient if oecd else None),
    ]
    if oecd:
        first = oecd.lenient.finding_ids[0] if oecd.lenient.finding_ids else None
        rows.append(
            IndicatorValue(
                company_id,
                year,
                "END-05",
                oecd.stance.value if oecd.stance else None,
                oecd.stance_status,
                0.9,
                first,
                "strongest own statement",
            )
        )
        rows.append(
            IndicatorValue(
                company_id, year, "END-08", float(near), YES if near else NO, None, first, "near"
            )
        )
        rows.append(
            IndicatorValue(company_id, year, "COV-02", 0.8125, YES, None, None, "share of pages")
        )
    return tuple(rows)


NOTHING = judgement(0, NO, "every page was looked at; no sentence names it")


def company_year(
    company_id: str,
    year: int,
    oecd: Endorsement | None,
    ungp: Endorsement | None = None,
    files: tuple[str, ...] = (),
    near: int = 0,
) -> CompanyYear:
    none_found = endorsement(Framework.UNGP, None, NOTHING, NOTHING, NOTHING)
    second = ungp or (none_found if oecd else None)
    return CompanyYear(
        company_id,
        year,
        tuple(map(sha, files)),
        oecd,
        second,
        values(company_id, year, oecd, second, near),
    )


def all_levels(framework: Framework, stance: Stance | None, j: Judgement) -> Endorsement:
    return endorsement(framework, stance, j, j, j)


YES_ONE = judgement(
    1, YES, "one own statement scores 0.94, at or above 0.90", (F_ENDORSE.finding_id,), 0.94
)
YES_UNGP = judgement(
    1, YES, "one own statement scores 0.91, at or above 0.90", (F_ENDORSE_UNGP.finding_id,), 0.91
)
ANCHORED = judgement(
    1, YES, "its own policy is based on the framework", (F_ANCHOR.finding_id,), 0.88
)
HEDGED = judgement(
    0, YES, "only hedged statements: it aims and does not endorse", (F_ASPIRE.finding_id,), 0.83
)
BLIND = judgement(
    None, ValueStatus.COULD_NOT_LOOK, "nothing found, but 14 of 74 pages could not be read"
)
CONFLICT = judgement(
    None,
    ValueStatus.CONFLICT,
    "page 8 endorses, page 91 denies",
    (F_YES.finding_id, F_NEGATED.finding_id),
    0.94,
)
ALONE = judgement(
    None,
    ValueStatus.NEEDS_REVIEW,
    "a single statement scores 0.62, between 0.50 and 0.90",
    (F_SINGLE.finding_id,),
    0.62,
)
OECD = Framework.OECD_MNE
YEARS = (
    company_year(
        "NL001",
        2023,
        all_levels(OECD, Stance.ENDORSE, YES_ONE),
        all_levels(Framework.UNGP, Stance.ENDORSE, YES_UNGP),
        (WATERLELIE,),
    ),
    company_year(
        "NL001",
        2022,
        all_levels(
            OECD,
            Stance.ASPIRE,
            judgement(0, YES, "only hedged statements", (F_2022.finding_id,), 0.8),
        ),
        files=("annual/waterlelie-2022.pdf",),
        near=1,
    ),
    company_year(
        "NL002",
        2023,
        endorsement(OECD, Stance.ANCHOR, NOTHING, ANCHORED, ANCHORED),
        files=("koperdraad-2023.pdf",),
    ),
    company_year(
        "NL003",
        2023,
        all_levels(OECD, Stance.ASPIRE, HEDGED),
        files=("zeegras-jaarverslag-2023.pdf",),
        near=1,
    ),
    company_year("NL004", 2023, all_levels(OECD, None, BLIND), files=("bakstheen-2023.pdf",)),
    company_year("NL005", 2023, None),
    company_year(
        "NL006", 2023, all_levels(OECD, Stance.ENDORSE, CONFLICT), files=("polderbank-2023.pdf",)
    ),
    company_year("NL007", 2023, None, files=("vlasland-2023.pdf",)),
    company_year(
        "NL008", 2023, all_levels(OECD, Stance.ENDORSE, ALONE), files=("duinroos-2023.pdf",)
    ),
    *(company_year(c.company_id, 2022, None) for c in COMPANIES[1:]),
)


def point(
    year: int, series: Series, strictness: Strictness, endorsed: int, covered: int, review: int
) -> NationalPoint:
    population = len(COMPANIES)
    path = 0.3 + 0.1 * (year - 2017) if 2017 <= year <= 2023 else None
    return NationalPoint(
        reporting_year=year,
        series=series,
        strictness=strictness,
        n_population=population,
        n_covered=covered,
        n_endorsed=endorsed,
        n_review=review,
        n_missing=population - covered - review,
        share_lower=endorsed / population,
        share_observed=endorsed / covered if covered else None,
        share_upper=(endorsed + population - covered) / population,
        path_share=path,
        gap_companies=max(0, 8 - endorsed),
    )


NATIONAL = tuple(
    point(year, series, strictness, endorsed, covered, review)
    for year, covered, review, counts in (
        (2021, 4, 1, {Strictness.STRICT: 0, Strictness.STANDARD: 1, Strictness.LENIENT: 2}),
        (2022, 4, 0, {Strictness.STRICT: 1, Strictness.STANDARD: 1, Strictness.LENIENT: 2}),
        (2023, 3, 2, {Strictness.STRICT: 1, Strictness.STANDARD: 2, Strictness.LENIENT: 2}),
        (2024, 1, 0, {Strictness.STRICT: 1, Strictness.STANDARD: 1, Strictness.LENIENT: 1}),
    )
    for series, extra in ((Series.OECD_ONLY, 0), (Series.OECD_OR_UNGP, 1))
    for strictness, counted in counts.items()
    for endorsed in (min(covered, counted + extra),)
)
REVIEW = (
    ReviewItem(
        "NL006",
        "Polderbank Holding",
        2023,
        "END-03",
        "contradictory statements: page 8 endorses, page 91 denies",
        (F_YES.finding_id, F_NEGATED.finding_id),
    ),
    ReviewItem(
        "NL008",
        "Duinroos Bloemen",
        2023,
        "END-03",
        "a single statement below the threshold",
        (F_SINGLE.finding_id,),
    ),
)
DEFINITIONS = (
    IndicatorDefinition(
        "END-01",
        "OECD endorsement, strict",
        "OESO-onderschrijving, strikt",
        "1 if any ENDORSE on OECD_MNE with actor self or group",
        "0/1",
        "company-years with a verdict",
        "A statement, not observance.",
        "Een uitspraak, geen naleving.",
    ),
    IndicatorDefinition(
        "END-03",
        "OECD endorsement, standard",
        "OESO-onderschrijving, standaard",
        "ENDORSE or ANCHOR on OECD_MNE",
        "0/1",
        "company-years with a verdict",
        "A statement, not observance.",
        "Een uitspraak, geen naleving.",
    ),
)
FPC, FEW = IntervalMethod.WILSON_FPC, IntervalMethod.SUPPRESSED
COVERAGE = (CoveragePoint(2022, 7, 4), CoveragePoint(2023, 7, 5))
SECTORS = tuple(
    SectorPoint(2023, "food", series, strictness, 14, 12, 6, 6 / 14, 0.5, 8 / 14, 0.4, 0.6, FPC)
    for series in Series
    for strictness in Strictness
) + tuple(
    SectorPoint(2023, "", series, strictness, 4, 3, None, None, None, None, None, None, FEW)
    for series in Series
    for strictness in Strictness
)
CHANGES = tuple(
    ChangePoint(
        2022,
        2023,
        series,
        strictness,
        PairedChange(4, 1, 2, -0.25, 0.4, -1.0, 0.53),
        0.5,
        0.25,
        (SeriesBreak.NAME_2023,),
    )
    for series in Series
    for strictness in Strictness
)
PANEL = (PanelPoint(2023, Series.OECD_ONLY, Strictness.STANDARD, 4, 1, 0.25),)
PUBLISHED = tuple(
    dataclasses.replace(
        p, vintage=vintage, instrument_version="stance rules-1", codebook_version="1"
    )
    for vintage in ("2025-01-20", RUN.vintage)
    for p in NATIONAL
)
BARE = Release(
    RUN,
    COMPANIES,
    REPORTS,
    MATCHES,
    YEARS,
    NATIONAL,
    REVIEW,
    coverage=COVERAGE,
    sectors=SECTORS,
    changes=CHANGES,
    panel=PANEL,
    published=PUBLISHED,
    report_endorsements=tuple(
        ReportEndorsement(y.report_ids[0], y.oecd, y.ungp) for y in YEARS if y.oecd and y.ungp
    ),
)
DAIRY, TEXTILE = sha(WATERLELIE), sha("zeegras-jaarverslag-2023.pdf")
RELEASE = with_conduct(BARE, DAIRY, TEXTILE)
WITHOUT_COMPANIES = dataclasses.replace(
    RELEASE,
    conduct=(),
    companies=(),
    company_years=(),
    national=(),
    review=(),
    coverage=(),
    sectors=(),
    changes=(),
    panel=(),
    published=(),
    matches=tuple(dataclasses.replace(m, company_id=None, basis=MatchBasis.NONE) for m in MATCHES),
    report_endorsements=tuple(
        e for e in RELEASE.report_endorsements if e.report_id in (DAIRY, sha("polderbank-2023.pdf"))
    ),
)


def png(width: int, height: int) -> bytes:
    """Return a picture that looks like lines of text with one line marked."""

    def pixel_row(y: int) -> bytes:
        is_ink = (y // 9) % 2 == 1 and y % 9 < 5
        is_marked = height // 2 - 20 < y < height // 2 + 8
        shade = (
            bytes((70, 70, 70))
            if is_ink
            else bytes((255, 240, 170) if is_marked else (255, 255, 255))
        )
        blank = bytes((255, 255, 255))
        return b"\x00" + b"".join(
            shade if 30 < x < width - 30 and (not is_ink or (x * 7 + y) % 11) else blank
            for x in range(width)
        )

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(pixel_row(y) for y in range(height)))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def crops_of(release: Release) -> dict[str, Crop]:
    picture = png(640, 220)
    region = Box(60.0, 360.0, 540.0, 440.0)
    primary = [f for f in release.findings() if f.code in (Framework.OECD_MNE, Framework.UNGP)]
    ids = [f.finding_id for f in primary] + [r.reading_id for r in release.readings()]
    return {i: Crop(i, picture, 640, 220, region) for i in ids}


if __name__ == "__main__":
    from report_mining.publishing import write_release

    chosen = WITHOUT_COMPANIES if "--no-companies" in sys.argv else RELEASE
    print(write_release(chosen, crops_of(chosen), Path(sys.argv[1]), DEFINITIONS))
