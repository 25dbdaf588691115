"""Which words speak of which goal, and which only look as if they did."""

from __future__ import annotations

from functools import lru_cache

import pytest

from report_mining.classification.checked_artefacts import packaged_models, read_yaml
from report_mining.classification.sdg_lexicon import SdgLexicon, load_sdg_lexicon, scores
from report_mining.classification.sdg_mentions import RULES_FOLDER
from report_mining.errors import ArtefactError
from report_mining.taxonomies.codes import SdgGoal, SdgTarget
from report_mining.taxonomies.shapes import expected_targets


@lru_cache(maxsize=1)
def lexicon() -> SdgLexicon:
    return load_sdg_lexicon()


def targets(text: str, language: str) -> set[str]:
    return {str(hit.target or hit.goal) for hit in lexicon().read(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "target"),
    [
        ("nl", "Het afvalwaterlozingsbesluit", "6.3"),
        ("nl", "Tegen kinderarbeid in de keten", "8.7"),
        ("nl", "Onze veiligheidsincidenten daalden", "8.8"),
        ("nl", "energie-efficiëntie", "7.3"),
        ("nl", "De loonkloof tussen mannen en vrouwen", "5.1"),
        ("nl", "ont-\nbossing", "15.2"),
        ("en", "Child labour was found.", "8.7"),
        ("en", "Lost-time injuries fell.", "8.8"),
        ("en", "FOOD WASTE was halved", "12.3"),
        ("en", "deforesta-\ntion", "15.2"),
        ("en", "bribes and corruption", "16.5"),
    ],
)
def test_compounds_inflections_and_broken_words_are_found(
    language: str, text: str, target: str
) -> None:
    assert target in targets(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "an energetic year"),
        ("en", "human capital and capital gains"),
        ("en", "a safety margin"),
        ("en", "financial growth"),
        ("en", "a water-tight agreement"),
        ("en", "the investment climate"),
        ("nl", "een waterdichte redenering"),
        ("nl", "het investeringsklimaat"),
        ("nl", "een veiligheidsmarge"),
        ("nl", "financiële groei"),
        ("nl", "een energiek team"),
    ],
)
def test_false_friends_are_blocked(language: str, text: str) -> None:
    assert targets(text, language) == set()


def test_the_scores_saturate_and_repetition_adds_nothing() -> None:
    once = scores(lexicon().read("child labour", "en"))
    twice = scores(lexicon().read("child labour; child labour", "en"))
    assert once == twice
    assert 0.6 < once.targets[SdgTarget("8.7")] < 0.7
    more = scores(lexicon().read("child labour and forced labour", "en"))
    assert once.goals[SdgGoal("8")] < more.goals[SdgGoal("8")] < 1


def test_a_gap_does_not_cross_a_sentence() -> None:
    one = SdgLexicon(
        {"en": {"language": "en", "blockers": [], "terms": {"6.4": {3: ["save *2 water"]}}}}
    )
    assert one.read("We save a lot. Water is wet.", "en") == ()
    assert [h.term for h in one.read("We save some water.", "en")] == ["save *2 water"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_target_has_a_term(language: str) -> None:
    document = read_yaml(packaged_models() / RULES_FOLDER / f"lexicon_{language}.yaml")
    terms = document["terms"]
    assert isinstance(terms, dict)
    assert set(expected_targets()) <= set(terms)


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ({"8.11": {3: ["x word"]}}, "no SDG goal or target"),
        ({"8.7": {4: ["word"]}}, "weight 4"),
        ({"8.7": {3: "word"}}, "expected a list"),
        ({"8.7": {3: ["*2 word"]}}, "gap"),
        ({"8.7": {3: ["~"]}}, "is no word"),
    ],
)
def test_a_bad_lexicon_is_refused(terms: object, message: str) -> None:
    with pytest.raises(ArtefactError, match=message):
        SdgLexicon({"en": {"language": "en", "blockers": [], "terms": terms}})


def test_another_language_yields_nothing() -> None:
    assert lexicon().read("travail des enfants", "fr") == ()
