"""The same commitment is found in every format that is read, with the place where it stands."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from report_mining.pipeline.instrument import Instrument, load_instrument
from report_mining.pipeline.scoring import score_report
from report_mining.taxonomies.codes import Framework, Stance

BEFORE = (
    "In dit hoofdstuk vertellen wij hoe wij met onze leveranciers werken aan een eerlijke keten."
)
ENDORSE = "Wij onderschrijven de OESO-richtlijnen voor multinationale ondernemingen."
XHTML = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"'
    ' xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><head><title>Verslag</title></head><body>'
    f"<h1>Beleid</h1><p>{BEFORE}</p><p><ix:nonNumeric>{ENDORSE}</ix:nonNumeric></p></body></html>"
)


def write_xhtml(path: Path) -> str:
    path.write_text(XHTML, encoding="utf-8")
    return "/html/body/p["


def write_package(path: Path) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/META-INF/reportPackage.json", "{}")
        archive.writestr("a/reports/verslag.xhtml", XHTML)
    return "a/reports/verslag.xhtml /html/body/p["


def write_docx(path: Path) -> str:
    import docx

    document = docx.Document()
    for text in (BEFORE, ENDORSE):
        document.add_paragraph(text)
    document.save(str(path))
    return "paragraph "


def write_text(path: Path) -> str:
    half = ENDORSE.index("richt") + len("richt")
    path.write_text(f"{BEFORE}\n\n{ENDORSE[:half]}-\n{ENDORSE[half:]}\n", encoding="utf-8")
    return ""


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return load_instrument()


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.xhtml", write_xhtml),
        ("a.xbri", write_package),
        ("a.docx", write_docx),
        ("a.txt", write_text),
    ],
)
def test_commitment_is_found_with_its_place(
    tmp_path: Path, instrument: Instrument, name: str, write: Callable[[Path], str]
) -> None:
    path = tmp_path / name
    place = write(path)
    (finding,) = score_report(path, instrument).findings
    assert (finding.code, finding.stance) == (Framework.OECD_MNE, Stance.ENDORSE)
    assert finding.quote == ENDORSE
    assert finding.boxes == ()
    assert (finding.locator or "").startswith(place)
    assert (finding.page_number is None) == bool(place)
