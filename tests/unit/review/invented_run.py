"""An output folder as a run leaves it, with invented companies in every state of review.

python tests/unit/review/invented_run.py OUT_FOLDER
"""

from __future__ import annotations

import hashlib
import struct
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

from report_mining.pipeline.human_decisions import Population
from report_mining.pipeline.run_record import write_run_record
from report_mining.publishing.evidence import crop_href
from report_mining.records import (
    Actor,
    Box,
    Company,
    DecisionThresholds,
    DocumentType,
    Finding,
    MatchBasis,
    Passage,
    ReportMatch,
    ReportStatus,
    RunFacts,
    Scope,
    ScoredReport,
)
from report_mining.storage import Store
from report_mining.taxonomies.codes import Framework, Stance

YEAR = 2023
INSTRUMENT, READER = "test-instrument", "test-reader"
LIMITS = DecisionThresholds(t_high=0.9, t_low=0.5)
HOSTILE = (
    "<script>document.title='owned'</script> =HYPERLINK(\"https://example.org\") "
    "\u202eevil\u202c \u0000 We support the OECD Guidelines <b onclick=alert(1)>"
)
LONG_LINE = "lang " * 200_000  # a line of 1 MB
RUN = RunFacts(
    started_at="2026-01-15T09:30:00+00:00",
    seconds=1.0,
    instrument_version=INSTRUMENT,
    codebook_version="test-codebook",
    reader_version=READER,
    package_version="0.1.0",
    vintage="2026-01-15",
    reports_found=6,
    reports_new=6,
    reports_reused=0,
    has_ocr=False,
)
COMPANIES = (
    Company("A", "Alderwerk Machines", sector="metal"),
    Company("B", "Boomgaard Voeding", sector="food"),
    Company("C", "Citrien Kleding", sector="textile"),
    Company("D", "Dijkzicht Bouw", sector="construction"),
    Company("E", "Eikenhof Handel", sector="trade"),
    Company("F", "Fazantwerf", sector="metal"),
)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def finding(
    company: str,
    stance: Stance,
    score: float,
    quote: str,
    framework: Framework = Framework.OECD_MNE,
    page: int = 12,
) -> Finding:
    report_id = sha(f"report {company}")
    return Finding(
        finding_id=sha(f"{company}{stance}{quote}{framework}{page}")[:24],
        report_id=report_id,
        code=framework,
        stance=stance,
        score=score,
        actor=Actor.SELF,
        own_assertion=None,
        lookalike=None,
        scope=Scope.WHOLE,
        rule="test",
        page_number=page,
        page_label=str(page),
        locator=None,
        language="en",
        section_path=("Policy", "Chain"),
        quote=quote,
        mention="OECD Guidelines" if framework is Framework.OECD_MNE else "UN Guiding Principles",
        char_start=0,
        char_end=len(quote),
        boxes=(Box(50, 500, 400, 512),),
        passage_id=sha(quote)[:24],
    )


def findings_by_company() -> dict[str, tuple[Finding, ...]]:
    return {
        "A": (finding("A", Stance.ENDORSE, 0.7, "Alderwerk works along the OECD Guidelines."),),
        "B": (
            finding("B", Stance.ENDORSE, 0.95, "Boomgaard endorses the OECD Guidelines."),
            finding("B", Stance.NEGATED, 0.9, "Boomgaard has no policy on the OECD Guidelines.", page=40),
        ),
        "C": (finding("C", Stance.ENDORSE, 0.97, "Citrien endorses the OECD Guidelines."),),
        "D": (finding("D", Stance.REFERENCE, 0.8, "Dijkzicht mentions the OECD Guidelines once."),),
        "E": (
            finding("E", Stance.ANCHOR, 0.6, HOSTILE),
            finding("E", Stance.REFERENCE, 0.8, "Eikenhof names the OECD Guidelines.", page=13),
        ),
        "F": (finding("F", Stance.ENDORSE, 0.96, "Fazantwerf endorses the OECD Guidelines."),),
    }  # fmt: skip


def passages_of(findings: Sequence[Finding]) -> tuple[Passage, ...]:
    passages = []
    for found in findings:
        for place, text in (
            ("before", "What stands before."),
            ("", found.quote),
            ("after", "What follows."),
        ):
            passages.append(
                Passage(
                    passage_id=found.passage_id + place,
                    report_id=found.report_id,
                    page_number=found.page_number,
                    page_label=found.page_label,
                    locator=None,
                    language="en",
                    section_path=found.section_path,
                    text=text,
                    char_start=0,
                    char_end=len(text),
                    boxes=(),
                )
            )  # fmt: skip
    return tuple(passages)


def scored(company: str, findings: tuple[Finding, ...], out: Path) -> ScoredReport:
    is_partial = company == "D"
    path = out.parent / f"report-{company}.pdf"
    path.write_bytes(b"%PDF-1.4\n% invented\n")
    return ScoredReport(
        report_id=sha(f"report {company}"),
        file_name=path.name,
        path=str(path),
        status=ReportStatus.PARTIAL if is_partial else ReportStatus.SCORED,
        reason=None,
        detail="1 of 50 pages was not looked at" if is_partial else None,
        pages=50,
        pages_scored=49 if is_partial else 50,
        pages_not_looked=(("image_without_text", 1),) if is_partial else (),
        pages_ocr=0,
        languages=(("en", 3),),
        passages=3 * len(findings),
        findings=findings,
        clues=None,
        instrument_version=INSTRUMENT,
        reader_version=READER,
        seconds=0.1,
    )


def match(company: str) -> ReportMatch:
    is_doubtful = company == "F"
    return ReportMatch(
        report_id=sha(f"report {company}"),
        file=f"report-{company}.pdf",
        company_id=company,
        reporting_year=YEAR,
        document_type=DocumentType.ANNUAL_REPORT,
        basis=MatchBasis.NAME if is_doubtful else MatchBasis.MANIFEST,
        score=0.5 if is_doubtful else 1.0,
        year_basis="text" if is_doubtful else "manifest",
        is_inferred=is_doubtful,
    )


def picture() -> bytes:
    """Return a grey PNG of 300 by 80 pixels."""
    width, height = 300, 80
    rows = b"".join(b"\x00" + b"\xdd" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def population(
    out: Path, changed: dict[str, tuple[Finding, ...]] | None = None
) -> tuple[Population, dict[str, tuple[Finding, ...]]]:
    findings = findings_by_company() | (changed or {})
    reports = [scored(company, found, out) for company, found in findings.items()]
    made = Population(
        COMPANIES,
        tuple(match(c.company_id) for c in COMPANIES),
        {r.report_id: r for r in reports},
        LIMITS,
    )
    return made, findings


def build_run(out: Path, changed: dict[str, tuple[Finding, ...]] | None = None) -> Path:
    """Write the folder of a finished run; ``changed`` replaces the findings of some companies."""
    out.mkdir(parents=True, exist_ok=True)
    made, findings = population(out, changed)
    store = Store(out / "store")
    for report in made.reports.values():
        store.write(report, passages_of(report.findings))
    write_run_record(out, made, RUN)
    (out / "crops").mkdir(exist_ok=True)
    for found in (f for several in findings.values() for f in several):
        (out / crop_href(found.finding_id)).write_bytes(picture())
    return out


if __name__ == "__main__":
    print(build_run(Path(sys.argv[1])))
