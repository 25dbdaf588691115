"""The stance artefact: names and cues of the rules, their scores, thresholds and the classifier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from report_mining.classification.checked_artefacts import (
    MANIFEST_NAME,
    CheckedArtefact,
    mapping_of,
    open_active,
    open_artefact,
    read_yaml,
    require_equal,
    text_of,
)
from report_mining.classification.deciding import Caution, Pooling
from report_mining.classification.stance_classifier import StanceClassifier
from report_mining.classification.untangling import UNTANGLING_TASK, Untangler, load_untangler
from report_mining.errors import ArtefactError
from report_mining.records import DecisionThresholds
from report_mining.taxonomies.codes import Framework, Stance

STANCE_TASK = "stance"
NAMES_FILE = "names.yaml"
_JUST_BELOW = 0.01  # t_high


@dataclass(frozen=True, slots=True)
class StanceManifest:
    """What ``manifest.json`` of a stance artefact says."""

    version: str
    thresholds: DecisionThresholds
    rule_scores: Mapping[str, float]  # rule -> prior confidence, set by hand
    penalties: Mapping[str, float]  # what makes a mention doubtful -> factor, 0 to 1
    pooling: Pooling  # of rules and classifier; not used without a classifier
    caution: Caution  # likewise


@dataclass(frozen=True, slots=True)
class StanceArtefact:
    """A checked stance artefact."""

    manifest: StanceManifest
    names: Mapping[str, object]
    lexicons: Mapping[str, Mapping[str, object]]  # language -> cues
    classifier: StanceClassifier | None  # None: the rules alone
    untangler: Untangler | None = None  # None: texts are judged as they were extracted


def load_stance_artefact(models_dir: Path) -> StanceArtefact:
    """Return the active stance artefact under ``models_dir``.

    Raises:
        ArtefactError: a file is missing, has another checksum than the manifest says, or the
            labels and taxonomies are not the ones of this program.
    """
    artefact = open_active(models_dir, STANCE_TASK)
    require_equal(artefact, "labels", [stance.value for stance in Stance])
    require_equal(artefact, "frameworks", [framework.value for framework in Framework])
    has_classifier = artefact.manifest.get("encoder") is not None
    has_untangler = artefact.manifest.get(UNTANGLING_TASK) is not None
    return StanceArtefact(
        manifest=_parse_manifest(artefact),
        names=read_yaml(artefact.path(NAMES_FILE)),
        lexicons={
            name.removeprefix("lexicon_").removesuffix(".yaml"): read_yaml(artefact.path(name))
            for name in mapping_of(artefact, "files")
            if name.startswith("lexicon_")
        },
        classifier=StanceClassifier(artefact, models_dir) if has_classifier else None,
        untangler=_untangler_of(artefact, models_dir) if has_untangler else None,
    )


def _untangler_of(artefact: CheckedArtefact, models_dir: Path) -> Untangler:
    version = text_of(artefact, UNTANGLING_TASK)
    return load_untangler(open_artefact(models_dir / UNTANGLING_TASK / version))


def _parse_manifest(artefact: CheckedArtefact) -> StanceManifest:
    """Return the figures of the manifest."""
    thresholds = _shares(artefact, "thresholds")
    precision = _shares(artefact, "rule_precision")
    unknown = sorted(set(_shares(artefact, "rule_scores")) - set(precision))
    if unknown:
        raise ArtefactError(
            f"{artefact.folder.name}: {MANIFEST_NAME}: rule_precision lacks {', '.join(unknown)}; "
            "train the classifier anew (`report-mining train stance`)"
        )
    if set(thresholds) != {"t_high", "t_low"} or thresholds["t_low"] > thresholds["t_high"]:
        raise ArtefactError(
            f"{artefact.folder.name}: {MANIFEST_NAME}: thresholds are {thresholds}, "
            "expected t_low <= t_high"
        )
    return StanceManifest(
        version=artefact.version,
        thresholds=DecisionThresholds(thresholds["t_high"], thresholds["t_low"]),
        rule_scores=_shares(artefact, "rule_scores"),
        penalties=_shares(artefact, "penalties"),
        pooling=Pooling(
            precision=precision,
            weight=_number(artefact, "pooling", "rules"),
            sharpness=_number(artefact, "pooling", "sharpness"),
        ),
        caution=Caution(
            most_alone=round(thresholds["t_high"] - _JUST_BELOW, 4),
            least_doubted=thresholds["t_low"],
        ),
    )


def _number(artefact: CheckedArtefact, key: str, name: str) -> float:
    found = mapping_of(artefact, key).get(name)
    if not isinstance(found, int | float):
        raise ArtefactError(
            f"{artefact.folder.name}: {MANIFEST_NAME}: {key}.{name} is {found!r}, expected a number"
        )
    return float(found)


def _shares(artefact: CheckedArtefact, key: str) -> dict[str, float]:
    """Return a mapping of names to numbers from 0 to 1."""
    shares: dict[str, float] = {}
    for name, value in mapping_of(artefact, key).items():
        if not isinstance(value, int | float) or not 0 <= value <= 1:
            raise ArtefactError(
                f"{artefact.folder.name}: {MANIFEST_NAME}: {key}.{name} is {value!r}, "
                "expected 0 to 1"
            )
        shares[name] = float(value)
    return shares
