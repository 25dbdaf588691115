"""A vector depends on its text only, and an artefact that was touched is refused."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from report_mining.classification.checked_artefacts import open_artefact, packaged_models
from report_mining.classification.encoding import OnnxEncoder, load_encoder
from report_mining.errors import ArtefactError

TEXTS = [
    "Wij zuiveren ons afvalwater voordat het de rivier in gaat.",
    "Zonnepanelen.",
    "Every apprentice spends two days a week at school, paid by us, and most of them stay. " * 6,
    "We treat our waste water before it enters the river.",
]


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    loaded = load_encoder()
    assert isinstance(loaded, OnnxEncoder)
    return loaded


def test_a_vector_is_the_same_alone_in_a_batch_and_in_any_order(encoder: OnnxEncoder) -> None:
    together = encoder.encode(TEXTS)
    backwards = encoder.encode(TEXTS[::-1])[::-1]
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])

    assert np.abs(together - alone).max() < 1e-5
    assert np.abs(together - backwards).max() < 1e-5


def test_vectors_have_length_one_and_translations_lie_together(encoder: OnnxEncoder) -> None:
    vectors = encoder.encode(TEXTS)

    assert vectors.shape == (4, encoder.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[3] > vectors[0] @ vectors[1]
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_a_changed_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "e5"
    shutil.copytree(packaged_models() / "encoder" / "multi-2", folder)
    (folder / "tokenizer.json").write_text("{}")

    with pytest.raises(ArtefactError, match=r"tokenizer\.json has sha256 .* the manifest says"):
        open_artefact(folder)


def test_a_missing_folder_says_which_file(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match=r"manifest\.json"):
        open_artefact(tmp_path)
