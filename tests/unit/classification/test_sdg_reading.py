"""The SDG reader: all goals, no target without its goal, long texts in pieces."""

import pytest

from report_mining.classification.sdg_features import pieces
from report_mining.classification.sdg_reading import SdgReader, load_sdg_reader
from report_mining.records import TextInContext

WATER = (
    "Wij zuiveren ons afvalwater en halveerden het waterverbruik in gebieden met waterschaarste."
)
FINANCE = "The auditor issued an unqualified opinion on the consolidated financial statements."


@pytest.fixture(scope="module")
def reader() -> SdgReader:
    return load_sdg_reader()


def test_every_goal_has_a_score_and_the_topic_wins(reader: SdgReader) -> None:
    water, finance = reader.read_many(
        [TextInContext(WATER, "nl"), TextInContext(FINANCE, "en")], ["6.3", None]
    )

    assert [goal.goal for goal in water.goals] == list(range(1, 18))
    assert max(water.goals, key=lambda goal: goal.score).goal == 6
    assert [goal.goal for goal in water.goals if goal.selected] == [6]
    assert not any(goal.selected for goal in finance.goals)
    assert water.candidate is not None
    assert water.candidate.target == "6.3"
    assert finance.candidate is None


def test_no_target_is_selected_whose_goal_is_refused(reader: SdgReader) -> None:
    for found in reader.read_many([TextInContext(WATER), TextInContext(FINANCE)]):
        goals = {goal.goal: goal for goal in found.goals}
        assert len(found.targets) == 10
        for target in found.targets:
            owner = goals[int(target.target.partition(".")[0])]
            assert target.score <= owner.score + 1e-6
            assert owner.selected or not target.selected


def test_a_text_is_scored_the_same_in_any_company(reader: SdgReader) -> None:
    alone = reader.read_many([TextInContext(WATER, "nl")])[0]
    among = reader.read_many([TextInContext(FINANCE, "en"), TextInContext(WATER, "nl")])[1]

    assert alone == among


def test_a_strange_candidate_is_refused(reader: SdgReader) -> None:
    with pytest.raises(ValueError, match=r"'8\.99' is no SDG target"):
        reader.read_many([TextInContext(WATER)], ["8.99"])


def test_long_texts_are_cut_at_sentences_and_lose_no_word() -> None:
    text = " ".join(f"Sentence number {number} says little." for number in range(80))

    parts = pieces(text)

    assert " ".join(parts).split() == text.split()
    assert all(len(part.split()) <= 110 for part in parts)
    assert all(part.endswith(".") for part in parts)
