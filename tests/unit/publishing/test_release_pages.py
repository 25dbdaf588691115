"""What a reader sees on the dashboard, and that every link of it works from a folder."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urldefrag

import pytest

from report_mining.publishing import write_release
from report_mining.records import IntervalMethod, Strictness


class Links(HTMLParser):
    """Collects links, ids and visible text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            if name == "id" and value:
                self.ids.add(value)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def parse(path: Path) -> Links:
    page = Links()
    page.feed(path.read_text("utf-8"))
    return page


def text_of(path: Path) -> str:
    return re.sub(r"\s+", " ", " ".join(parse(path).text))


def page_of(released: Path, name: str) -> Path:
    return next(
        p for p in (released / "companies").iterdir() if f"<h1><bdi>{name}" in p.read_text("utf-8")
    )


@pytest.fixture(scope="module")
def without_list(fake: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("without_list")
    write_release(fake.WITHOUT_COMPANIES, fake.crops_of(fake.RELEASE), out, fake.DEFINITIONS)
    return out


@pytest.mark.parametrize("which", ["released", "without_list"])
def test_every_link_leads_to_a_file_in_the_folder(
    which: str, request: pytest.FixtureRequest
) -> None:
    out: Path = request.getfixturevalue(which)
    pages = {path.resolve(): parse(path) for path in out.rglob("*.html")}
    for path, page in pages.items():
        for link in page.links:
            assert not re.match(r"(?:[a-z]+:|//|/)", link), f"{path.name} links to {link}"
            target, fragment = urldefrag(link)
            plain = unquote(target.partition("?")[0])
            file = (path.parent / plain).resolve() if plain else path
            assert file.is_file(), f"{path.name} links to {link}"
            if fragment:
                assert fragment in pages[file].ids, f"{path.name} links to {link}"


def test_nothing_is_fetched_from_a_network(released: Path) -> None:
    for path in released.rglob("*.html"):  # report text may name an address; nothing points to one
        assert not [link for link in parse(path).links if re.match(r"[a-z]+:|//", link)]
    for path in (released / "assets").iterdir():
        assert not re.search(r"@import|url\(|fetch\(|https?:", path.read_text("utf-8")), path.name


def test_the_headline_is_the_best_covered_recent_year(released: Path) -> None:
    text = text_of(released / "index.html")
    assert "Over 2023, 2 of the 3 companies with a verdict" in text  # 2024 has only one verdict
    assert "at least 25% and at most 87.5%" in text
    assert "minstens 25% en hoogstens 87,5%" in text
    assert "66.7%" in text
    assert "66,7%" in text


def test_strict_and_the_wider_construct_stand_beside_the_headline(released: Path) -> None:
    text = text_of(released / "index.html")
    assert "OECD Guidelines and/or UN Guiding Principles" in text
    assert re.search(r"Strict .{0,20}: 1 of", text)


def test_the_chart_is_drawn_for_wide_and_narrow_screens(released: Path) -> None:
    html = (released / "index.html").read_text("utf-8")
    assert html.count("<svg") == 2


def test_could_not_look_is_never_shown_as_not_found(released: Path) -> None:
    html = (released / "index.html").read_text("utf-8")
    row = next(r for r in html.split("<tr ") if "Bakstheen" in r and 'data-verdict="' in r)
    assert 'data-verdict="could_not_look"' in row
    assert "not_endorsed" not in row
    text = text_of(released / "index.html")
    assert "150: language not covered" in text
    assert "21: an image without readable text" in text


def test_a_company_page_shows_the_decision_its_quote_and_its_place(
    fake: ModuleType, released: Path
) -> None:
    path = page_of(released, "Waterlelie")
    text, html = text_of(path), path.read_text("utf-8")
    assert "one own statement scores 0.94, at or above 0.90" in text
    assert "<mark>OECD Guidelines for Multinational Enterprises</mark>" in html
    assert "<mark>UN Guiding Principles</mark>" in html
    assert html.count("We endorse the ") == 1  # one card for both families of the sentence
    assert re.search(r"PDF page .{0,15}42 ", text)
    assert "Sustainability > Human rights" in text
    assert "annual/waterlelie-2023.pdf" in text
    assert html.index("We endorse the") < html.index("Transfer prices follow")  # deciding first


def test_pictures_of_findings_are_shown_and_orphans_are_left_out(
    fake: ModuleType, released: Path, tmp_path: Path
) -> None:
    crops = fake.crops_of(fake.RELEASE)
    orphan = dataclasses.replace(next(iter(crops.values())), finding_id="gone")
    write_release(fake.RELEASE, {**crops, "gone": orphan}, tmp_path, ())
    assert len(list((tmp_path / "crops").iterdir())) == len(crops)
    assert '<img src="../crops/' in page_of(released, "Waterlelie").read_text("utf-8")


def test_both_statements_of_a_conflict_are_marked_as_deciding(released: Path) -> None:
    html = page_of(released, "Polderbank").read_text("utf-8")
    assert html.count('<li class="card deciding') == 2
    assert "page 8 endorses, page 91 denies" in html


def test_review_near_misses_and_failures_are_listed(released: Path) -> None:
    text = text_of(released / "index.html")
    assert "contradictory statements: page 8 endorses, page 91 denies" in text
    assert "the file opens only with a password" in text
    near = text[text.index("a list for outreach") : text.index("What did not count, and why")]
    assert "Zeegras Textiel Groep" in near
    assert "Polderbank" not in near


def test_without_a_company_list_the_page_says_there_is_no_national_figure(
    without_list: Path,
) -> None:
    text = text_of(without_list / "index.html")
    assert "There is no national figure." in text
    assert "No company list was given" in text
    words = (without_list / "assets" / "behaviour.js").read_text("utf-8")
    assert "Er is geen landelijk cijfer." in words
    assert "waterlelie-2023.pdf" in text
    page = next(
        p
        for p in (without_list / "companies").iterdir()
        if "We endorse the" in p.read_text("utf-8")
    )
    assert "one own statement scores 0.94" in text_of(page)


def test_a_list_without_readable_reports_says_so(fake: ModuleType, tmp_path: Path) -> None:
    empty = dataclasses.replace(
        fake.RELEASE, reports=(), matches=(), company_years=(), national=(), review=()
    )
    write_release(empty, {}, tmp_path, ())
    assert "No company on the list has a verdict yet" in text_of(tmp_path / "index.html")


def test_warnings_are_on_every_page(released: Path) -> None:
    for path in released.rglob("*.html"):
        text = text_of(path)
        assert "Endorsement is a statement, not observance" in text
        assert "Onderschrijven is een uitspraak, geen naleving" in text
        assert "our own operationalisation" in text


def test_sectors_and_changes_are_shown_with_their_limits(released: Path) -> None:
    said = text_of(released / "index.html")
    assert "Change on the same companies" in said
    assert "2022–2023" in said
    assert "−25.0" in said
    assert "new name and text of the Guidelines (June 2023)" in said
    assert "By sector" in said
    assert "too few" in said


def test_a_corrected_share_is_said_with_its_interval_and_bounds(
    fake: ModuleType, tmp_path: Path
) -> None:
    known = {
        "share_corrected": 0.471, "ci_low": 0.424, "ci_high": 0.517, "bound_low": 0.31, "bound_high": 0.7,
        "sensitivity": 0.9, "reviews_per_point": 7, "gold_per_point": 120, "specificity": 0.95, "ci_method": IntervalMethod.ROGAN_GLADEN_CENSUS,
    }  # fmt: skip
    points = tuple(
        dataclasses.replace(p, **known) if p.strictness is Strictness.STANDARD else p
        for p in fake.NATIONAL
    )
    write_release(dataclasses.replace(fake.RELEASE, national=points), {}, tmp_path, ())
    said = text_of(tmp_path / "index.html")
    assert "Corrected for that, the share is 47.1% (95% interval 42.4% to 51.7%)" in said
    assert "Daarvoor gecorrigeerd is het aandeel 47,1% (95%-interval 42,4% tot 51,7%)" in said
    assert "it lies with the same certainty between 31% and 70% of all companies" in said
    assert "Every 7 decisions of the review queue bring the two bounds a point closer" in said
    assert "Another 120 companies judged by people" in said
