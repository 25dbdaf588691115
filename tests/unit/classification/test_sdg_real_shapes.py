"""Shapes of SDG mentions that were found by reading real reports, on invented texts."""

from __future__ import annotations

import pytest

from report_mining.classification.sdg_mentions import (
    MentionRole,
    SdgMentionReader,
    load_sdg_mention_reader,
)
from report_mining.records import BlockKind, TextInContext


@pytest.fixture(scope="module")
def reader() -> SdgMentionReader:
    return load_sdg_mention_reader()


def named(reader: SdgMentionReader, context: TextInContext) -> list[str]:
    return [str(m.target or m.goal) for m in reader.read(context)]


def row(text: str, *columns: str) -> TextInContext:
    return TextInContext(text, "en", kind=BlockKind.TABLE_ROW, column_headers=columns)


def test_the_heading_of_a_column_governs_the_codes_under_it(reader: SdgMentionReader) -> None:
    found = row("Fair pay | x | 8.5, 10.1", "Topic", "Own", "SDG sub-goal")
    assert named(reader, found) == ["8.5", "10.1"]
    assert named(reader, row("Fair pay | x | 8.5, 10.1", "Topic", "Own", "Section")) == []


def test_one_number_that_is_rarely_an_own_goal_decides_for_its_list(
    reader: SdgMentionReader,
) -> None:
    assert named(reader, TextInContext("The range serves goals 3, 4 and 9.")) == ["3", "4", "9"]
    assert named(reader, row("GRI 418: Mills | 2016 | Principle 5 Goal 2, 5")) == ["2", "5"]
    assert named(reader, TextInContext("Goal 2: open three shops.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "What matters to a\ngoal 1. The reach of the shop",
        "11.3 | SDG index ........... 93",
        "Labour Practices and Decent Work beside the SDGs",
    ],
)
def test_what_only_looks_like_a_goal_is_none(reader: SdgMentionReader, text: str) -> None:
    assert named(reader, TextInContext(text, "en")) == []


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("10. Reduced inequalities", ["10"]),
        ("the goals of the UN, among them no. 13 (climate action)", ["13"]),
        ("Salient issue: forced eviction; SDG target affected: 1.4.", ["1.4"]),
        ("Under target 8.8 we follow one figure.", ["8.8"]),
    ],
)
def test_names_and_codes_beside_their_number_or_label(
    reader: SdgMentionReader, text: str, goals: list[str]
) -> None:
    assert named(reader, TextInContext(text)) == goals


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Windmolen Nederland wil bijdragen aan SDG 7.", MentionRole.CONTRIBUTION),
        (
            "A strong control system will help to serve SDG 16 of the UN SDGs.",
            MentionRole.CONTRIBUTION,
        ),
        ("The government wants more for SDG 5.", MentionRole.THIRD_PARTY),
        ("Veel landen werken aan SDG 5.", MentionRole.THIRD_PARTY),
    ],
)
def test_a_third_party_acts_itself(reader: SdgMentionReader, text: str, role: MentionRole) -> None:
    assert {m.role for m in reader.read(TextInContext(text))} == {role}
