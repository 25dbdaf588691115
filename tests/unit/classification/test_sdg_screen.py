"""Does the screen imitate the full reader, and is its artefact refused where it does not fit?"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from report_mining.classification.checked_artefacts import packaged_models
from report_mining.classification.sdg_lexicon import SdgLexicon, load_sdg_lexicon
from report_mining.classification.sdg_screen import SdgScreen, load_sdg_screen, terms
from report_mining.classification.sdg_screen_training import (
    ScreenRow,
    choose_screen_thresholds,
    cross_fitted,
    fit_screen,
    measure_screen,
    row_of_goals,
    row_of_scores,
)
from report_mining.errors import ArtefactError
from report_mining.records import TextInContext

ABOUT = {
    "nl": ("De zonnepanelen op het dak van hal {} leveren stroom.", "De post in noot {} daalde."),
    "en": ("Solar panels on the roof of hall {} supply power.", "The item in note {} decreased."),
}


def rows() -> list[ScreenRow]:
    found = []
    for language, (about, silent) in ABOUT.items():
        for number in range(40):
            document = f"{language}{number % 8}"
            yes = [0.9 if goal == 7 else 0.01 for goal in range(1, 18)]
            no = [0.01] * 17
            texts = about.format(number), silent.format(number)
            for text, scores in zip(texts, (yes, no), strict=True):
                found.append(
                    row_of_scores(document, language, text, scores, is_selected=max(scores) > 0.5)
                )
    return found


@pytest.fixture(scope="module")
def lexicon() -> SdgLexicon:
    return load_sdg_lexicon()


def test_what_the_full_reader_selects_passes_and_the_rest_does_not(lexicon: SdgLexicon) -> None:
    known = rows()
    thresholds = choose_screen_thresholds(known, cross_fitted(known, lexicon))
    screen = SdgScreen(fit_screen(known, lexicon), thresholds, lexicon)
    passed = screen.passes([TextInContext(row.text, row.language) for row in known])
    for measured in measure_screen(known, passed).values():
        assert measured.as_record() == {
            "passages": 80, "selected": 40, "passed": 40, "recall": 1.0, "share_passed": 0.5,
        }  # fmt: skip


def test_annotated_texts_teach_and_choose_no_threshold() -> None:
    own = row_of_goals("molen-bv", "nl", "De molen maalt.", frozenset({7}))
    assert own.log_odds[6] > 0 > own.log_odds[7]
    with pytest.raises(ValueError, match="no selected passage of a report in nl"):
        choose_screen_thresholds([own], np.zeros(1, np.float32))


def test_terms_are_words_pairs_beginnings_and_length() -> None:
    assert terms("Zonne\u00adpanelen in 2023") == [
        "zonnepanelen", "in", "0", "zonnepanelen in", "in 0", "zonnep*", "#0",
    ]  # fmt: skip


def test_the_shipped_screen_lets_plain_cases_pass_and_holds_back_figures() -> None:
    screen = load_sdg_screen()
    texts = [
        TextInContext("Our wind farm cut CO2 emissions and supplies renewable energy.", "en"),
        TextInContext("Meer vrouwen in leidinggevende functies: 41 procent.", "nl"),
        TextInContext("Total | 1,204 | 1,198", "en"),
    ]
    assert screen.passes(texts) == [True, True, False]
    assert screen.passes([]) == []


def test_a_screen_of_another_reader_is_refused(tmp_path: Path) -> None:
    models = packaged_models()
    (tmp_path / "sdg-goals").symlink_to(models / "sdg-goals")
    (tmp_path / "ACTIVE.yaml").write_bytes((models / "ACTIVE.yaml").read_bytes())
    folder = tmp_path / "sdg-screen" / "ngram-5"
    shutil.copytree(models / "sdg-screen" / "ngram-5", folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"imitates": "sdg-goals/old"}))
    with pytest.raises(ArtefactError, match="imitates sdg-goals/old"):
        load_sdg_screen(tmp_path)
