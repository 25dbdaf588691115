"""The active due diligence reader, and the columns and heads of its model."""

from __future__ import annotations

import json
import shutil
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from report_mining.classification import DueDiligenceReader, load_due_diligence_reader
from report_mining.classification.checked_artefacts import packaged_models, write_manifest
from report_mining.classification.due_diligence_features import make_vocabulary, terms
from report_mining.classification.due_diligence_model import probabilities, shares
from report_mining.classification.due_diligence_training import choose_threshold, folds
from report_mining.errors import ArtefactError
from report_mining.records import TextInContext


@lru_cache(maxsize=1)
def reader() -> DueDiligenceReader:
    return load_due_diligence_reader()


@pytest.mark.parametrize(
    ("language", "text", "step"),
    [
        ("en", "All suppliers have to sign our supplier code of conduct on human rights.", "1"),
        (
            "nl",
            "Wij brengen elk jaar de mensenrechtenrisico's bij onze leveranciers in kaart.",
            "2",
        ),
        ("en", "Workers of suppliers can file complaints with our grievance mechanism.", "6"),
    ],
)
def test_plain_passages_show_their_step(language: str, text: str, step: str) -> None:
    assert step in [s.step for s in reader().read(TextInContext(text, language)).steps]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Interest rate risk on loans of the company is hedged, and covenants were met."),
        ("nl", "Het valutarisico op inkopen bij leveranciers is afgedekt met termijncontracten."),
        ("en", "Customers rated our service 8.4; complaints about delivery of products fell."),
    ],
)
def test_what_is_about_money_or_service_shows_none(language: str, text: str) -> None:
    assert reader().read(TextInContext(text, language)).steps == ()


@pytest.mark.parametrize(
    "text",
    [
        "De ploegbaas betaalde 31 inleners hun ingehouden reisgeld terug.",
        "Pickers who had paid a broker got their fees back before the season ended.",
    ],
)
def test_dry_words_pass_the_gate_and_finance_does_not(text: str) -> None:
    assert reader().has_candidate(text)
    assert not reader().has_candidate("The bond of 500 million matures in 2031 and was repaid.")
    assert not reader().has_candidate("GRI 414-1 Supplier social assessment | page 71")


def copied(models: Path) -> tuple[Path, dict[str, object], list[str]]:
    """Copy the active model and its encoder; return its folder, its manifest and its files."""
    source = packaged_models()
    shutil.copytree(source / "due-diligence", models / "due-diligence")
    shutil.copytree(source / "encoder" / "conduct-2", models / "encoder" / "conduct-2")
    (models / "ACTIVE.yaml").write_text("due-diligence: linear-6\n")
    folder = models / "due-diligence" / "linear-6"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return folder, manifest, list(manifest.pop("files"))


def test_a_model_without_a_gate_is_refused(tmp_path: Path) -> None:
    folder, manifest, files = copied(tmp_path)
    del manifest["gate_limit"]
    write_manifest(folder, manifest, files)
    with pytest.raises(ArtefactError, match=r"gate_limit is None, .* train it anew"):
        load_due_diligence_reader(tmp_path).has_candidate("Human rights of workers.")


def test_a_model_with_fewer_heads_than_labels_is_refused(tmp_path: Path) -> None:
    folder, manifest, files = copied(tmp_path)
    with np.load(folder / "weights.npz") as stored:
        numbers = dict(stored)
    numbers["heads"] = numbers["heads"][7:]  # as until linear-5, where the steps stood apart
    np.savez_compressed(folder / "weights.npz", **numbers)
    write_manifest(folder, manifest, files)
    with pytest.raises(
        ArtefactError, match=r"heads for \d+ labels, expected one each; train it anew"
    ):
        load_due_diligence_reader(tmp_path).has_candidate("Human rights of workers.")


def test_together_is_as_one_by_one_and_spans_point_at_the_text() -> None:
    texts = [
        "We assess human rights risks at suppliers. Revenue rose.",
        "Contents",
        "Kinderarbeid bij leveranciers pakken wij aan met een verbeterplan.",
    ]
    contexts = [TextInContext(text) for text in texts]
    together = reader().read_many(contexts)
    for context, found in zip(contexts, together, strict=True):
        alone = reader().read(context)
        assert [s.step for s in alone.steps] == [s.step for s in found.steps]
        assert all(0 <= s.start < s.end <= len(context.text) for s in found.steps)
        assert all(0 <= s.score <= 1 and 1 <= s.specificity <= 3 for s in found.steps)


def test_a_model_of_another_encoder_is_refused(tmp_path: Path) -> None:
    folder, manifest, files = copied(tmp_path)
    write_manifest(folder, manifest | {"encoder": "encoder/other-9"}, files)
    with pytest.raises(ArtefactError, match="other-9"):
        load_due_diligence_reader(tmp_path).read(TextInContext("Human rights of workers.", "en"))


def test_a_changed_weight_file_is_refused(tmp_path: Path) -> None:
    shutil.copytree(packaged_models() / "due-diligence", tmp_path / "due-diligence")
    (tmp_path / "ACTIVE.yaml").write_text("due-diligence: linear-6\n")
    with (tmp_path / "due-diligence" / "linear-6" / "weights.npz").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ArtefactError, match="sha256"):
        load_due_diligence_reader(tmp_path)


def test_words_of_one_company_only_are_no_column() -> None:
    texts = ["rare word", "rare word", "rare word", "shared term", "shared term", "shared term"]
    companies = ["a", "a", "a", "a", "b", "c"]
    vocabulary = make_vocabulary(texts, companies)
    assert set(vocabulary.places) == {"shared", "term", "shared term"}
    assert np.linalg.norm(vocabulary.row("shared other")) == pytest.approx(5.0)
    assert not vocabulary.row("nothing known").any()


def test_where_a_row_is_not_zero_is_told_with_its_values() -> None:
    texts = ["fair wages", "fair wages", "fair price"]
    vocabulary = make_vocabulary(texts, ["a", "b", "c"])
    row = vocabulary.row("Fair fair wages, unknown")
    places, values = vocabulary.found("Fair fair wages, unknown")
    assert np.flatnonzero(row).tolist() == sorted(places)
    assert np.allclose(row[places], values)
    assert vocabulary.found("unknown")[0] == []


def test_pairs_of_words_are_terms() -> None:
    assert terms("Child labour, 2023") == ["child", "labour", "child labour"]


def test_shares_sum_to_one_and_probabilities_stand_alone() -> None:
    heads = np.array([[1.0, 0.0], [0.0, 0.0], [-1.0, 0.0]], np.float32)
    row = np.array([2.0], np.float32)
    assert float(shares(heads, row).sum()) == pytest.approx(1.0)
    assert probabilities(heads, row)[1] == pytest.approx(0.5)


def test_a_company_is_never_on_both_sides_of_a_fold() -> None:
    companies = [f"c{number % 9}" for number in range(60)]
    outside_all: list[int] = []
    for inside, outside in folds(companies):
        assert not {companies[i] for i in inside} & {companies[i] for i in outside}
        outside_all += outside
    assert sorted(outside_all) == list(range(60))


def test_few_positives_draw_a_threshold_to_the_common_one() -> None:
    scores = np.array([0.58, 0.1, 0.1, 0.1], np.float32)
    truth = np.array([True, False, False, False])
    many = np.tile(scores, 200), np.tile(truth, 200)
    few_limit, many_limit = choose_threshold(scores, truth), choose_threshold(*many)
    assert abs(few_limit - 0.3) < abs(many_limit - 0.3)
