"""Does a stance mean what the codebook says? The cases are in cases/stance_*.yaml."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from report_mining.classification import StanceReader, load_stance_reader
from report_mining.records import BlockKind, StanceMention, TextInContext

CASES = Path(__file__).parent / "cases"
FIELDS = {"stance", "strength", "why", "text", "framework", "section", "before", "after", "high", "lead_in", "kind", "own_assertion", "lookalike"}  # fmt: skip
STRENGTHS = ("strong", "medium", "weak")
# How many medium cases may fail; lower it when a rule gets better. They came when rules and classifier
# began to decide together (2 and 4), and with classifier-3 (2 more in English): better on report passages,
# worse on these single sentences. The card of the model names the kinds.
MEDIUM_FAILURES_ALLOWED = {"en": 4, "nl": 4}
# Sentences that the rules were not made for; the floor leaves room, the figure is in the card.
HELD_OUT_FLOOR = 0.9


@lru_cache(maxsize=1)
def reader() -> StanceReader:
    return load_stance_reader()


def cases(language: str, name: str = "stance") -> list[dict[str, object]]:
    return yaml.safe_load((CASES / f"{name}_{language}.yaml").read_text(encoding="utf-8"))["cases"]


def of_strength(*strengths: str) -> list[tuple[str, dict[str, object]]]:
    return [(lang, c) for lang in ("en", "nl") for c in cases(lang) if c["strength"] in strengths]


def read(language: str, case: dict[str, object]) -> list[StanceMention]:
    context = TextInContext(
        text=str(case["text"]),
        language=language,
        section=tuple(case.get("section", ())),
        before=str(case.get("before", "")),
        after=str(case.get("after", "")),
        kind=BlockKind(case.get("kind", "paragraph")),
        lead_in=str(case.get("lead_in", "")),
    )
    family = case.get("framework", "OECD_MNE")
    return [m for m in reader().read(context) if m.framework == family]


def failure(language: str, case: dict[str, object]) -> str | None:
    mentions = read(language, case)
    if not mentions:
        return f"not found: {case['text']}"
    found = mentions[-1]
    wanted = {key: case[key] for key in ("stance", "own_assertion", "lookalike") if key in case}
    got = {key: getattr(found, key) for key in wanted}
    if case.get("high") and found.score < reader().thresholds.t_high:
        return f"{case['why']}: scores {found.score}: {case['text']}"
    return None if got == wanted else f"{case['why']}: {got} by {found.rule}: {case['text']}"


@pytest.mark.parametrize(
    ("language", "case"),
    of_strength("strong"),
    ids=lambda v: v if isinstance(v, str) else f"{v['stance']}-{v['why']}",
)
def test_a_strong_case_is_read_as_the_codebook_says(language: str, case: dict[str, object]) -> None:
    assert failure(language, case) is None


@pytest.mark.parametrize("language", ["en", "nl"])
def test_medium_cases_do_not_get_worse(language: str) -> None:
    failures = [failure(lang, case) for lang, case in of_strength("medium") if lang == language]
    found = [f for f in failures if f]
    assert len(found) <= MEDIUM_FAILURES_ALLOWED[language], "\n".join(found)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_cases_cover_every_stance_and_say_why(language: str) -> None:
    rows = cases(language)
    stances = Counter(str(row["stance"]) for row in rows)
    assert len(stances) == 10
    assert len(rows) >= 120
    assert all(set(row) <= FIELDS and row["why"] and row["strength"] in STRENGTHS for row in rows)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_held_out_sentences_are_read_well(language: str) -> None:
    rows = cases(language, "stance_heldout")
    failures = [f for f in (failure(language, case) for case in rows) if f]
    assert 1 - len(failures) / len(rows) >= HELD_OUT_FLOOR, "\n".join(failures)
