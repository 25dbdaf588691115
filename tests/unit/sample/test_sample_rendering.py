"""The sample renders to the same bytes, and its lists and truth agree with the files."""

from __future__ import annotations

import csv
import math
import unicodedata
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
import yaml

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "data" / "sample"
REPORTS = SAMPLE / "reports"
STRICTNESS = {"strict": "END-01", "standard": "END-03", "lenient": "END-04"}
# Companies that endorse the UN Guiding Principles at each strictness, read from the texts by a person.
UNGP_ENDORSERS = {
    "strict": {"C01", "C10"},
    "standard": {"C01", "C10"},
    "lenient": {"C01", "C07", "C10"},
}


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    return yaml.safe_load((SAMPLE / "truth.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def sample(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    pytest.importorskip("reportlab", reason="rendering the sample needs the dev extra (reportlab)")
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    from sample import files, lines, texts

    files.register_fonts()
    return {"files": files, "lines": lines, "texts": texts}


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def page_texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def squeezed(text: str) -> str:
    """Return letters and digits only, so that line breaks and hyphens do not matter."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


@pytest.mark.parametrize(
    "name",
    [
        "korrelmolen-jaarverslag-2022",  # a spread
        "spinhoek-jaarverslag-2022",  # an embedded font
        "wexmoor-annual-report-2022",  # a scan
        "grauwerd-jaarverslag-2022",  # encrypted
    ],
)
def test_rendering_twice_gives_the_same_bytes(sample: dict[str, ModuleType], name: str) -> None:
    source = sample["texts"].read_source(SAMPLE / "texts" / f"{name}.md")
    assert sample["files"].render(source) == sample["files"].render(source)


def test_the_committed_reports_hold_the_committed_texts(sample: dict[str, ModuleType]) -> None:
    for path in sorted((SAMPLE / "texts").glob("*.md")):
        source = sample["texts"].read_source(path)
        rendered = sample["files"].render(source)
        committed = (REPORTS / f"{path.stem}.pdf").read_bytes()
        if source.look.fate == "whole":
            # Texts, not bytes: another build of zlib may compress differently.
            assert page_texts(committed) == page_texts(rendered), path.stem
        else:
            assert abs(len(committed) - len(rendered)) < 200, path.stem


def test_every_report_has_a_text_and_a_truth(truth: dict[str, Any]) -> None:
    files = {path.name for path in REPORTS.iterdir()}
    assert files == {f"{path.stem}.pdf" for path in (SAMPLE / "texts").glob("*.md")}
    assert files == set(truth["files"])
    assert {row["file"] for row in rows("manifest.csv")} < files
    assert sum(path.stat().st_size for path in REPORTS.iterdir()) < 3_000_000


def test_the_truth_names_the_pages_that_the_files_have(truth: dict[str, Any]) -> None:
    for name, expected in truth["files"].items():
        content = (REPORTS / name).read_bytes()
        if not content.startswith(b"%PDF") or expected["with_ocr"]["status"] == "failed":
            with pytest.raises(pypdfium2.PdfiumError):
                pypdfium2.PdfDocument(content)
            continue
        assert len(page_texts(content)) == expected["pages"], name


def test_a_mention_stands_on_its_page_unless_only_ocr_can_read_it(truth: dict[str, Any]) -> None:
    for name, expected in truth["files"].items():
        if not expected["mentions"]:
            continue
        texts = page_texts((REPORTS / name).read_bytes())
        for mention in expected["mentions"]:
            page = squeezed(texts[mention["page"] - 1])
            is_there = squeezed(mention["text"]) in page
            # pdfium writes U+FFFE for a soft hyphen and glues raised digits to their word
            assert is_there != mention.get("ocr", False), (name, mention["text"])


def test_the_manifest_agrees_with_the_truth(truth: dict[str, Any]) -> None:
    given = {row["file"]: row for row in rows("manifest.csv")}
    for name, expected in truth["files"].items():
        company = expected["company"]
        assert (name in given) == (company["basis"] == "manifest"), name
        if name in given:
            assert given[name]["company_id"] == company["company_id"]
            assert int(given[name]["reporting_year"]) == company["reporting_year"]


def test_lei_and_kvk_numbers_have_the_right_form() -> None:
    companies = rows("companies.csv")
    kvks = [row["kvk"] for row in companies]
    assert all(len(kvk) == 8 and kvk.isdigit() for kvk in kvks)
    assert len(set(kvks)) == len(kvks) == 22
    leis = [row["lei"] for row in companies if row["lei"]]
    assert len(leis) == 4
    for lei in leis:
        assert int("".join(str(int(c, 36)) for c in lei)) % 97 == 1, lei


@pytest.mark.parametrize("machine", ["with_ocr", "without_ocr"])
def test_company_years_follow_from_the_files(truth: dict[str, Any], machine: str) -> None:
    """A company-year with one document says what that document says."""
    by_key: dict[tuple[str, int], list[str]] = {}
    for name, expected in truth["files"].items():
        company = expected["company"]
        if company["company_id"] and company["reporting_year"]:
            key = (company["company_id"], company["reporting_year"])
            by_key.setdefault(key, []).append(name)
    told = truth["company_years"][machine]
    assert {(c, y) for y, members in told.items() for c in members} == set(by_key)
    for (company_id, year), names in by_key.items():
        if len(names) > 1:
            continue
        decided = truth["files"][names[0]][machine]["endorsement"]["OECD_MNE"]
        for strictness, indicator in STRICTNESS.items():
            assert told[year][company_id][indicator][0] == decided[strictness], names[0]


@pytest.mark.parametrize("machine", ["with_ocr", "without_ocr"])
def test_the_national_rows_count_the_company_years(truth: dict[str, Any], machine: str) -> None:
    for point in truth["national"][machine]:
        year, strictness = point["reporting_year"], point["strictness"]
        population = sum(
            (not row["valid_from"] or int(row["valid_from"]) <= year)
            and (not row["valid_to"] or year <= int(row["valid_to"]))
            for row in rows("companies.csv")
        )
        members = truth["company_years"][machine][year]
        values = {c: told[STRICTNESS[strictness]] for c, told in members.items()}
        endorsed = {c for c, (value, _) in values.items() if value == 1}
        if point["series"] == "oecd_or_ungp" and year == 2022:
            endorsed |= UNGP_ENDORSERS[strictness]
        covered = sum(value is not None for value, _ in values.values())
        assert point["n_population"] == population
        assert point["n_endorsed"] == len(endorsed)
        assert point["n_covered"] == covered
        assert point["n_review"] == sum(status == "conflict" for _, status in values.values())
        assert point["n_covered"] + point["n_review"] + point["n_missing"] == population
        assert point["share_lower"] == pytest.approx(len(endorsed) / population, abs=1e-6)
        assert point["share_observed"] == pytest.approx(len(endorsed) / covered, abs=1e-6)
        upper = (len(endorsed) + population - covered) / population
        assert point["share_upper"] == pytest.approx(upper, abs=1e-6)
        assert point["gap_companies"] == max(0, math.ceil(population * 9 / 10) - len(endorsed))


def test_a_line_ends_inside_a_word_where_the_text_says_so(sample: dict[str, ModuleType]) -> None:
    lines = sample["lines"]
    broken = lines.break_lines(
        "Wij houden ons aan de OESO-richt{!}lijnen.",
        lines.Face("Helvetica", 10),
        400,
        lines.Breaking(hyphen="\u00ad"),
    )
    assert broken == ["Wij houden ons aan de OESO-richt\u00ad", "lijnen."]


def test_front_matter_that_nobody_knows_is_refused(
    sample: dict[str, ModuleType], tmp_path: Path
) -> None:
    path = tmp_path / "odd.md"
    path.write_text(
        "---\ntitle: A\nauthor: B\ncolour: red\n---\n=== one\nText.\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"odd\.md: unknown front matter \['colour'\]"):
        sample["texts"].read_source(path)
