"""Does the reader refuse a wrong artefact, and score doubt lower?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from report_mining.classification import load_stance_reader
from report_mining.classification.checked_artefacts import packaged_models
from report_mining.classification.sentences import sentence_spans
from report_mining.errors import ArtefactError
from report_mining.records import Actor, TextInContext
from report_mining.taxonomies.codes import Stance


def copied_models(tmp_path: Path) -> Path:
    shutil.copytree(packaged_models(), tmp_path / "models")
    return tmp_path / "models"


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    models = copied_models(tmp_path)
    with (models / "stance" / "classifier-3" / "names.yaml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    with pytest.raises(ArtefactError, match=r"names.yaml has sha256 .* the manifest says"):
        load_stance_reader(models)


def test_other_labels_are_refused(tmp_path: Path) -> None:
    models = copied_models(tmp_path)
    manifest = models / "stance" / "classifier-3" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"ENDORSE"', '"APPROVE"'))
    with pytest.raises(ArtefactError, match="labels"):
        load_stance_reader(models)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="cannot be read"):
        load_stance_reader(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "We endorse the OECD Guidelines for Multinational Enterprises.",
        "Our Code of Conduct is based on the OECD Guidelines for Multinational Enterprises.",
        "Wij onderschrijven de OESO-richtlijnen voor multinationale ondernemingen.",
        "Ons mensenrechtenbeleid is gebaseerd op de UN Guiding Principles.",
    ],
)
def test_a_prototype_reaches_the_high_threshold(text: str) -> None:
    reader = load_stance_reader()
    (mention,) = reader.read(TextInContext(text))
    assert mention.score >= reader.thresholds.t_high
    assert mention.actor is Actor.SELF


def test_a_short_name_reaches_the_threshold_where_nothing_points_elsewhere() -> None:
    reader = load_stance_reader()
    (mention,) = reader.read(TextInContext("Wij onderschrijven de OESO-richtlijnen."))
    assert mention.score >= reader.thresholds.t_high


@pytest.mark.parametrize("place", ["before", "after", "section"])
def test_a_short_name_near_privacy_talk_goes_to_review(place: str) -> None:
    reader = load_stance_reader()
    talk = "Personal data are kept safe, as our privacy statement says."
    around = {place: (talk,) if place == "section" else talk}
    (mention,) = reader.read(TextInContext("We comply with the OECD guidelines.", **around))
    assert mention.stance is Stance.ENDORSE
    assert reader.thresholds.t_low <= mention.score < reader.thresholds.t_high


def test_two_instances_in_one_sentence_may_differ() -> None:
    text = (
        "We endorse the OECD Guidelines for Multinational Enterprises, and we expect suppliers "
        "to comply with the UN Guiding Principles."
    )
    stances = [m.stance for m in load_stance_reader().read(TextInContext(text))]
    assert stances == [Stance.ENDORSE, Stance.REQUIRE]


def test_a_list_stays_with_its_lead_in_and_an_answer_with_its_question() -> None:
    assert len(sentence_spans("We endorse: \u2022 the UNGPs \u2022 ISO 26000")) == 1
    assert len(sentence_spans("Do you endorse it? Yes. We do more.")) == 2


def test_a_sentence_cut_between_passages_is_judged_whole_in_both() -> None:
    first = "Wij committeren ons aan de OESO-richtlijnen voor multinationale ondernemingen en de UN"
    second = "Guiding Principles on Business and Human Rights, in elk land waar wij werken."
    reader = load_stance_reader()
    (one,) = reader.read(TextInContext(first, language="nl", after=second))
    (two,) = reader.read(TextInContext(second, language="nl", before=first))
    assert (one.stance, two.stance) == (Stance.ENDORSE, Stance.ENDORSE)
    assert (two.sentence_start, two.sentence_end) == (0, len(second))


def test_a_whole_sentence_takes_no_endorsement_that_counts_from_its_neighbours() -> None:
    text = "The OECD Guidelines for Multinational Enterprises date from 1976."
    reader = load_stance_reader()
    (mention,) = reader.read(TextInContext(text, before="We endorse these: "))
    assert mention.standard_score is not None
    assert mention.standard_score < reader.thresholds.t_low


def test_a_name_that_runs_over_a_sentence_end_is_read() -> None:
    text = "We follow the principles of the U. N. Global Compact. We follow the U.N. Guiding Principles."
    assert load_stance_reader().read(TextInContext(text))
