"""A taxonomy file with defects is refused with all of them at once, each with its place."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from report_mining.errors import TaxonomyError
from report_mining.taxonomies import load_all, load_taxonomy
from report_mining.taxonomies.categories import Taxonomy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files that a test may spoil."""
    source = resources.files("report_mining.taxonomies") / "data"
    copy = tmp_path / "data"
    with resources.as_file(source) as path:
        shutil.copytree(path, copy)
    return copy


def spoil(folder: Path, file_name: str, *changes: tuple[str, str]) -> None:
    """Replace the first occurrence of each text, which must be there."""
    path = folder / file_name
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def defects_of(load: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(TaxonomyError) as caught:
        load()
    for defect in caught.value.defects:
        assert defect in str(caught.value)
    return caught.value.defects


def only_defect(folder: Path, name: str) -> str:
    (defect,) = defects_of(lambda: load_taxonomy(name, folder))
    return defect


def test_the_copy_itself_is_sound(folder: Path) -> None:
    assert load_all(folder) == load_all()


def test_all_defects_of_one_file_are_reported_together(folder: Path) -> None:
    spoil(
        folder,
        "stances_2026.yaml",
        ("label: {en: Endorses, nl: Onderschrijft}", "label: {en: Endorses}"),
        ("code: ANCHOR", "code: ANKER"),
        ("standard: always", "standard: sometimes"),
        (
            "label: {en: Applies it, nl: Past het toe}",
            "label: {en: '', nl: Past het toe}\n    colour: red",
        ),
        ("code: ASPIRE", "code: REQUIRE"),
        ('version: "2026.1"', "version: 2026.1"),
        ("retrieved_on: 2026-11-22", "retrieved_on: in November"),
        ("system: stance", "system: framework"),
    )
    defects = defects_of(lambda: load_taxonomy("stances", folder))
    for where, what in [
        (
            r"line \d+, categories 1 \('ENDORSE'\), label, nl",
            "is missing; expected a non-empty text",
        ),
        (r"line \d+, categories 2 \('ANKER'\), code", "is 'ANKER'; expected one of ENDORSE"),
        (
            r"line \d+, categories 1 \('ENDORSE'\), counts, standard",
            "is 'sometimes'; expected one of",
        ),
        (r"line \d+, categories 3 \('APPLY'\), label, en", "is ''; expected a non-empty text"),
        (r"line \d+, categories 3 \('APPLY'\), colour", "is not a known key; expected only code"),
        ("categories", "code 'REQUIRE' is there twice"),
        ("categories", "code 'ASPIRE' is missing"),
        ("categories", "code 'ANCHOR' is missing"),
        ("line 5, version", "is 2026.1; expected a non-empty text; put it in quotes"),
        ("line 7, retrieved_on", "is 'in November'; expected a date"),
        ("line 8, system", "is 'framework'; expected 'stance'"),
    ]:
        pattern = f"{where}: {re.escape(what)}"
        assert any(re.match(pattern, defect) for defect in defects), (pattern, defects)
    assert len(defects) == 12  # and 'ANKER' is not in this taxonomy


def test_line_numbers_point_at_the_key_or_where_it_should_be(folder: Path) -> None:
    spoil(
        folder,
        "sdg_goals_2015.yaml",
        ("target_count: 13", "target_count: many"),
        ("label: {en: No poverty, nl: Geen armoede}", ""),
    )
    lines = (folder / "sdg_goals_2015.yaml").read_text(encoding="utf-8").splitlines()
    missing, wrong = defects_of(lambda: load_taxonomy("sdg_goals", folder))
    assert lines[int(missing.split(",")[0].removeprefix("line ")) - 1] == '  - code: "1"'
    assert lines[int(wrong.split(",")[0].removeprefix("line ")) - 1] == "    target_count: many"


@pytest.mark.parametrize(
    ("file_name", "old", "new", "message"),
    [
        ("sdg_targets_2015.yaml", '"8.10"', "8.10", "put the code in quotes"),
        ("sdg_targets_2015.yaml", '"8.7"', '"8.11"', "'8.7' is missing"),
        ("sdg_targets_2015.yaml", '"8.7"', '"8.e"', "not a sdg-target code"),
        ("sdg_targets_2015.yaml", "business_relevant: true", "business_relevant: 1", "expected true or false"),
        ("sdg_goals_2015.yaml", "target_count: 19", "target_count: 18", "17, target_count: is 18; expected 19"),
        ("sdg_goals_2015.yaml", "target_count: 19", "target_count: -1", "a whole number from 1 to 30"),
        ("oecd_chapters_2023.yaml", "code: IV", "code: IIII", "not a oecd-chapter code"),
        ("oecd_chapters_2023.yaml", "en: [voluntary, ", "en: [voluntary, voluntary, ", "'voluntary' twice"),
        ("oecd_chapters_2023.yaml", "en: [voluntary, ", "en: ['', ", "expected non-empty texts"),
        ("due_diligence_steps_2018.yaml", "not_sufficient: {en: a slogan about values, nl: een leus over waarden}", "", "not_sufficient: is missing"),
        ("due_diligence_steps_2018.yaml", "nl: een leus over waarden", "nl: a slogan about values", "the same text in English and Dutch"),
        ("ungp_principles_2011.yaml", "part: foundation", "part: basement", "expected one of foundation"),
        ("ilo_instruments_2022.yaml", "adopted_year: 1948", "adopted_year: 48", "from 1900 to 2100"),
        ("themes_2020.yaml", 'goals: ["8"]', "goals: [8]", "put the code in quotes"),
        ("themes_2020.yaml", 'goals: ["8"]', 'goals: "8"', "expected a list"),
        ("themes_2020.yaml", 'targets: ["8.7", ', 'targets: ["8.7", "8.7", ', "'8.7' twice"),
        ("lookalikes_2026.yaml", "code: tax", "code: taxes", "code 'tax' is missing"),
        ("frameworks_2026.yaml", "lookalike: tax, ", "", "for names of kind trap"),
        ("frameworks_2026.yaml", "kind: full", "kind: official", "expected one of full, short"),
        ("frameworks_2026.yaml", "language: en", "language: fr", "expected 'en' or 'nl'"),
        ("frameworks_2026.yaml", '"OECD RBC Guidelines"', '"MNE Guidelines"', "'MNE Guidelines' (en) is there twice"),
        ("sdg_topics_2026.yaml", "strength: 3,", "strength: 4,", "from 0 to 3"),
        ("sdg_topics_2026.yaml", "strength: 3,", "strength: 0,", "must be 0 without target and goal"),
        ("sdg_topics_2026.yaml", 'target: "8.7"', 'target: "16.2"', "16.2 is linked twice"),
        ("stances_2026.yaml", "strict: never, standard: always", "strict: always, standard: never", "ANCHOR, counts: a stricter rule"),
    ],
)  # fmt: skip
def test_each_kind_of_defect_is_seen(
    folder: Path, file_name: str, old: str, new: str, message: str
) -> None:
    spoil(folder, file_name, (old, new))
    name = file_name.rsplit("_", 1)[0]
    defects = defects_of(lambda: load_taxonomy(name, folder))
    assert any(message in defect for defect in defects), defects


def test_a_key_written_twice_is_seen(folder: Path) -> None:
    spoil(
        folder, "stances_2026.yaml", ("label: {en: E", "label: {en: D, nl: O}\n    label: {en: E")
    )
    assert only_defect(folder, "stances").endswith("label: is written twice; keep one")


def test_a_missing_name_changes_the_count(folder: Path) -> None:
    path = folder / "frameworks_2026.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if '"OECD RBC G' not in line), encoding="utf-8")
    assert "there are 119 in all; expected 120" in only_defect(folder, "frameworks")


def test_a_missing_category_changes_the_count(folder: Path) -> None:
    path = folder / "sdg_targets_2015.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index('  - code: "8.7"')
    path.write_text(text[:start] + text[text.index('  - code: "8.8"') :], encoding="utf-8")
    defects = defects_of(lambda: load_taxonomy("sdg_targets", folder))
    assert "categories: code '8.7' is missing" in defects
    assert "categories: there are 168; expected 169" in defects


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds a NoneType; expected a mapping"),
        (b"- a\n- b\n", "holds a list; expected a mapping"),
        (b"name: [stances\n", "is not YAML: line 2"),
        (b"name: !!python/object/apply:os.getcwd []\n", "is not YAML: line 1"),
        (b"name: &a [*a]\n", "recursive"),
        (b"name: \xff\n", "is not UTF-8"),
        (b"categories: {}\n", "expected a list"),
        (b"categories: [1, ENDORSE]\n", "item 1 is 1; expected a mapping"),
        (b"name: {}\nversion: []\ncategories:\n  - code: [x]\n    label: []\n", "expected a mapping"),
    ],
)  # fmt: skip
def test_a_file_of_another_shape_is_refused(folder: Path, content: bytes, message: str) -> None:
    (folder / "stances_2026.yaml").write_bytes(content)
    defects = defects_of(lambda: load_taxonomy("stances", folder))
    assert any(message in defect for defect in defects), defects


def test_an_absent_file_is_named(folder: Path) -> None:
    (folder / "themes_2020.yaml").unlink()
    with pytest.raises(TaxonomyError, match=r"themes_2020.yaml: 1 defect.*\n.*cannot be read"):
        load_taxonomy("themes", folder)


def test_an_unknown_taxonomy_is_named_with_those_there_are() -> None:
    with pytest.raises(TaxonomyError, match=r"expected one of frameworks, lookalikes, stances"):
        load_taxonomy("gri")


def test_defects_of_several_files_are_reported_together(folder: Path) -> None:
    spoil(folder, "stances_2026.yaml", ("code: ANCHOR", "code: ANKER"))
    spoil(folder, "sdg_goals_2015.yaml", ("target_count: 19", "target_count: 20"))
    (folder / "themes_2020.yaml").unlink()
    files = {defect.split(":")[0] for defect in defects_of(lambda: load_all(folder))}
    assert files == {"stances_2026.yaml", "sdg_goals_2015.yaml", "themes_2020.yaml"}


def test_codes_that_point_into_another_file_must_exist_there(folder: Path) -> None:
    spoil(folder, "themes_2020.yaml", ('"8.7"', '"8.11"'))
    spoil(folder, "sdg_topics_2026.yaml", ('"8.7"', '"8.12"'))
    spoil(folder, "lookalikes_2026.yaml", ("- OECD Pillar Two", "- OECD Pillar One"))
    assert defects_of(lambda: load_all(folder)) == (
        "themes, child_labour, targets: '8.11' is not an SDG target",
        "sdg_topics, T01, links: '8.12' is not an SDG target",
        "frameworks, OECD_MNE, names: 'OECD Pillar Two' is not among the example names of lookalike tax",
    )


def test_layout_and_comments_do_not_change_what_is_loaded(folder: Path) -> None:
    path = folder / "stances_2026.yaml"
    path.write_text("# a remark\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    stances: Taxonomy = load_taxonomy("stances", folder)
    assert stances == load_taxonomy("stances")


def test_loading_everything_is_fast() -> None:
    best = min(_seconds_of(load_all) for _ in range(3))
    assert best < 0.3


def _seconds_of(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
