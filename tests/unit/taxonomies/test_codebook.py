"""The codebook that we ship holds what the domain reference says it must hold."""

from __future__ import annotations

import csv
import dataclasses
import os
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from report_mining.taxonomies import codebook_version, load_all, load_taxonomy
from report_mining.taxonomies.categories import (
    Counting,
    IloRight,
    NameKind,
    Taxonomies,
    Taxonomy,
    UngpPart,
)
from report_mining.taxonomies.codes import (
    DueDiligenceStep,
    Framework,
    Lookalike,
    SdgTarget,
    Stance,
    Theme,
)

SHARED = Path(
    os.environ.get("REPORT_MINING_SHARED", Path(__file__).resolve().parents[4] / "shared")
)
TARGETS_PER_GOAL = (7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19)  # DOMAIN 6
RELEVANT_PER_GOAL = (5, 7, 9, 5, 7, 8, 5, 9, 7, 8, 7, 8, 4, 6, 10, 9, 10)


@pytest.fixture(scope="module")
def codebook() -> Taxonomies:
    return load_all()


def all_taxonomies(codebook: Taxonomies) -> list[Taxonomy]:
    return [getattr(codebook, field.name) for field in dataclasses.fields(codebook)]


def texts_of(value: object) -> Iterator[str]:
    """Every text anywhere inside a record."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, str):
        yield value


def test_there_are_169_targets_and_the_right_number_per_goal(codebook: Taxonomies) -> None:
    assert len(codebook.sdg_targets) == 169
    counts = Counter(int(t.goal.value) for t in codebook.sdg_targets)
    assert tuple(counts[g] for g in range(1, 18)) == TARGETS_PER_GOAL
    assert tuple(g.target_count for g in codebook.sdg_goals) == TARGETS_PER_GOAL


def test_124_targets_are_relevant_to_business(codebook: Taxonomies) -> None:
    counts = Counter(int(t.goal.value) for t in codebook.sdg_targets if t.is_business_relevant)
    assert tuple(counts[g] for g in range(1, 18)) == RELEVANT_PER_GOAL
    assert sum(RELEVANT_PER_GOAL) == 124


def test_numbers_that_yaml_would_shorten_are_kept_apart(codebook: Taxonomies) -> None:
    assert codebook.sdg_targets["8.1"].label_en != codebook.sdg_targets["8.10"].label_en
    assert SdgTarget("17.10") in codebook.sdg_targets
    assert SdgTarget("8.11") not in codebook.sdg_targets


def test_sizes(codebook: Taxonomies) -> None:
    sizes = {taxonomy.name: len(taxonomy) for taxonomy in all_taxonomies(codebook)}
    assert sizes == {
        "frameworks": 8,
        "lookalikes": 6,
        "stances": 10,
        "oecd_chapters": 11,
        "due_diligence_steps": 7,
        "ungp_principles": 14,
        "ilo_instruments": 11,
        "themes": 7,
        "sdg_goals": 17,
        "sdg_targets": 169,
        "sdg_topics": 37,
    }


def test_every_code_of_a_closed_set_has_a_category(codebook: Taxonomies) -> None:
    assert {c.code for c in codebook.frameworks} == set(Framework)
    assert {c.code for c in codebook.lookalikes} == set(Lookalike)
    assert {c.code for c in codebook.stances} == set(Stance)


def test_every_text_is_there_in_both_languages_and_none_is_copied(codebook: Taxonomies) -> None:
    for taxonomy in all_taxonomies(codebook):
        english = {c.description_en for c in taxonomy}
        dutch = {c.description_nl for c in taxonomy}
        assert not english & dutch, taxonomy.name
        assert len(english) == len(dutch) == len(taxonomy), taxonomy.name
        for category in taxonomy:
            both = (category.label_en, category.label_nl)
            assert all(both), category.code
            assert min(len(category.description_en), len(category.description_nl)) > 12


def test_languages_are_not_swapped(codebook: Taxonomies) -> None:
    """Function words that only one of the two languages has tell which one a text is."""
    dutch_words = {"de", "het", "een", "van", "en", "voor", "met", "niet", "zijn", "worden", "of"}
    english_words = {"the", "and", "of", "for", "with", "their", "that", "to", "not", "are"}
    for taxonomy in all_taxonomies(codebook):
        for category in taxonomy:
            english = set(category.description_en.lower().replace(",", " ").split())
            dutch = set(category.description_nl.lower().replace(",", " ").split())
            assert len(english & english_words) >= len(english & (dutch_words - {"of"}))
            assert len(dutch & dutch_words) >= len(dutch & (english_words - {"of"}))
            assert not dutch & {"the", "and", "their"}, category.code
            assert not english & {"het", "een", "voor"}, category.code


def test_labels_within_a_taxonomy_tell_codes_apart(codebook: Taxonomies) -> None:
    for taxonomy in all_taxonomies(codebook):
        for language in ("en", "nl"):
            labels = Counter(c.label(language) for c in taxonomy)
            assert max(labels.values()) == 1, (taxonomy.name, labels.most_common(1))


def test_what_counts_as_endorsement(codebook: Taxonomies) -> None:
    def counting(strictness: str, how: Counting) -> set[Stance]:
        return {s.code for s in codebook.stances if getattr(s, strictness) is how}

    assert counting("strict", Counting.ALWAYS) == {Stance.ENDORSE}
    assert counting("standard", Counting.ALWAYS) == {Stance.ENDORSE, Stance.ANCHOR}
    assert counting("lenient", Counting.ALWAYS) == {Stance.ENDORSE, Stance.ANCHOR, Stance.APPLY}
    assert counting("lenient", Counting.OWN_ASSERTION) == {Stance.REGULATORY}
    assert not counting("strict", Counting.OWN_ASSERTION)
    assert not counting("standard", Counting.OWN_ASSERTION)


def test_there_are_120_names_and_each_trap_says_what_it_is(codebook: Taxonomies) -> None:
    names = [name for framework in codebook.frameworks for name in framework.names]
    assert len(names) == 120
    traps = [name for name in names if name.kind is NameKind.TRAP]
    assert len(traps) == 11
    assert {name.lookalike for name in traps} == set(Lookalike)
    assert all(name.lookalike is None for name in names if name.kind is not NameKind.TRAP)


def test_both_titles_of_the_guidelines_are_known(codebook: Taxonomies) -> None:
    old, new = codebook.frameworks[Framework.OECD_MNE].documents
    assert (old.year, old.replaced_year, new.year, new.replaced_year) == (2011, 2023, 2023, None)
    assert new.title_en == f"{old.title_en} on Responsible Business Conduct"
    sectors = [d for d in codebook.frameworks["OECD_DDG"].documents if d.sector]
    assert len(sectors) >= 9


def test_chapters_changed_their_titles_in_2023_where_the_domain_says(codebook: Taxonomies) -> None:
    changed = {c.code.value for c in codebook.oecd_chapters if c.title_2011_en != c.title_2023_en}
    assert changed == {"VII", "IX"}
    assert all(c.label_en == c.title_2023_en for c in codebook.oecd_chapters)


def test_steps_and_principles(codebook: Taxonomies) -> None:
    assert [str(s.code) for s in codebook.due_diligence_steps] == list("123456X")
    assert DueDiligenceStep("X") in codebook.due_diligence_steps
    parts = Counter(p.part for p in codebook.ungp_principles)
    assert parts == {
        UngpPart.FOUNDATION: 5,
        UngpPart.POLICY_COMMITMENT: 1,
        UngpPart.DUE_DILIGENCE: 5,
        UngpPart.REMEDIATION: 1,
        UngpPart.CONTEXT: 2,
    }


def test_ilo_has_ten_conventions_and_a_protocol_for_five_rights(codebook: Taxonomies) -> None:
    codes = [str(i.code) for i in codebook.ilo_instruments]
    assert (sum(c.startswith("C") for c in codes), codes.count("P29")) == (10, 1)
    rights = Counter(i.right for i in codebook.ilo_instruments)
    assert rights == {right: 3 if right is IloRight.FORCED_LABOUR else 2 for right in IloRight}
    added = {str(i.code) for i in codebook.ilo_instruments if i.fundamental_since_year == 2022}
    assert added == {"C155", "C187"}
    assert all(i.adopted_year <= i.fundamental_since_year for i in codebook.ilo_instruments)


def test_themes_point_at_the_goals_that_policy_names(codebook: Taxonomies) -> None:
    goals = {t.code.value: tuple(map(str, t.goals)) for t in codebook.themes}
    assert goals == {
        "child_labour": ("8",),
        "womens_rights": ("5",),
        "living_wage": ("1", "8"),
        "decent_work": ("8",),
        "sustainable_production": ("12",),
        "land_rights": ("1", "8"),
        "deforestation": ("15",),
    }
    assert SdgTarget("8.7") in codebook.themes[Theme("child_labour")].targets


def test_topics_hold_86_links_and_the_odd_ones_are_kept(codebook: Taxonomies) -> None:
    links = [link for topic in codebook.sdg_topics for link in topic.links]
    assert len(links) == 86
    assert sum(link.goal is None for link in links) == 2  # competition, animal welfare
    goal_only = [link for link in links if link.target is None and link.goal is not None]
    assert [str(link.goal) for link in goal_only] == ["8"]  # land rights: no target under goal 8
    for link in links:
        assert link.target is None or link.target.goal == link.goal


def test_no_text_carries_marks_of_its_making(codebook: Taxonomies) -> None:
    for taxonomy in all_taxonomies(codebook):
        for text in texts_of(taxonomy.categories):
            assert "[BG]" not in text
            assert "S0:" not in text
            assert text == text.strip()
            assert "  " not in text


def test_the_version_is_stable_and_sees_every_change(codebook: Taxonomies) -> None:
    version = codebook_version(codebook)
    edition, digits = version.split("-")
    assert edition == "2026.1"
    assert len(digits) == 8
    assert int(digits, 16) >= 0
    assert codebook_version(load_all()) == version
    stances = codebook.stances
    first = dataclasses.replace(stances.categories[0], label_nl="Iets anders")
    changed = Taxonomy(
        stances.name,
        stances.version,
        stances.source,
        stances.retrieved_on,
        stances.system,
        (first, *stances.categories[1:]),
    )
    assert codebook_version(dataclasses.replace(codebook, stances=changed)) != version


def test_the_version_does_not_depend_on_the_process(codebook: Taxonomies) -> None:
    program = "from report_mining.taxonomies import *; print(codebook_version(load_all()))"
    found = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == codebook_version(codebook)


def test_the_codebook_can_travel_to_another_process(codebook: Taxonomies) -> None:
    assert pickle.loads(pickle.dumps(codebook)) == codebook


def test_an_unknown_code_is_named_with_what_there_is(codebook: Taxonomies) -> None:
    with pytest.raises(KeyError, match="'12' is not in oecd_chapters; it has I, II"):
        codebook.oecd_chapters["12"]


def test_importing_the_codes_does_not_load_yaml() -> None:
    program = "import report_mining.records, sys; print('yaml' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "False"


def rows(name: str) -> list[dict[str, str]]:
    path = SHARED / "domain" / name
    if not path.exists():
        pytest.skip(f"{path} is not there; set REPORT_MINING_SHARED to the shared folder")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.shared
def test_names_are_those_of_the_domain_list(codebook: Taxonomies) -> None:
    expected = {
        (r["framework"], r["lang"], r["surface_form"], r["kind"], r["ambiguous"] == "yes")
        for r in rows("framework_surface_forms.csv")
    }
    found = {
        (f.code.value, n.language, n.text, n.kind.value, n.is_ambiguous)
        for f in codebook.frameworks
        for n in f.names
    }
    assert found == expected
    assert len(expected) == 120


@pytest.mark.shared
def test_targets_are_those_of_the_domain_list(codebook: Taxonomies) -> None:
    expected = [
        (r["code"], r["goal"], r["en"], r["nl"], r["business_relevant"] == "yes")
        for r in rows("sdg_targets.csv")
    ]
    assert expected == [
        (
            t.code.value,
            t.goal.value,
            t.description_en,
            t.description_nl,
            t.is_business_relevant,
        )
        for t in codebook.sdg_targets
    ]


@pytest.mark.shared
def test_links_are_those_of_the_domain_list(codebook: Taxonomies) -> None:
    expected = [
        (r["topic_id"], r["sdg_target"], int(r["strength"]), r["source"], r["verified"])
        for r in rows("imvo_sdg_mapping.csv")
    ]
    assert expected == [
        (
            topic.code.value,
            str(link.target or link.goal or "-"),
            link.strength,
            link.source.value,
            link.verified.value,
        )
        for topic in codebook.sdg_topics
        for link in topic.links
    ]


def test_one_taxonomy_alone_is_the_same_as_in_the_codebook(codebook: Taxonomies) -> None:
    for taxonomy in all_taxonomies(codebook):
        assert load_taxonomy(taxonomy.name) == taxonomy
