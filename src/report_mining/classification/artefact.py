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
    read_yaml,
    require_equal,
)
from report_mining.classification.stance_classifier import StanceClassifier
from report_mining.errors import ArtefactError
from report_mining.records import DecisionThresholds
from report_mining.taxonomies.codes import Framework, Stance

STANCE_TASK = "stance"
NAMES_FILE = "names.yaml"


@dataclass(frozen=True, slots=True)
class StanceManifest:
    """What ``manifest.json`` of a stance artefact says."""

    version: str
    thresholds: DecisionThresholds
    rule_scores: Mapping[str, float]  # rule -> prior confidence, set by hand
    penalties: Mapping[str, float]  # what makes a mention doubtful -> factor, 0 to 1
    silent_rules: frozenset[str]  # where they apply, the classifier decides


@dataclass(frozen=True, slots=True)
class StanceArtefact:
    """A checked stance artefact."""

    manifest: StanceManifest
    names: Mapping[str, object]
    lexicons: Mapping[str, Mapping[str, object]]  # language -> cues
    classifier: StanceClassifier | None  # None: the rules alone


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
    return StanceArtefact(
        manifest=_parse_manifest(artefact),
        names=read_yaml(artefact.path(NAMES_FILE)),
        lexicons={
            name.removeprefix("lexicon_").removesuffix(".yaml"): read_yaml(artefact.path(name))
            for name in mapping_of(artefact, "files")
            if name.startswith("lexicon_")
        },
        classifier=StanceClassifier(artefact, models_dir) if has_classifier else None,
    )


def _parse_manifest(artefact: CheckedArtefact) -> StanceManifest:
    """Return the figures of the manifest."""
    thresholds = _shares(artefact, "thresholds")
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
        silent_rules=_silent_rules(artefact),
    )


def _silent_rules(artefact: CheckedArtefact) -> frozenset[str]:
    told = artefact.manifest.get("silent_rules") or []
    if not isinstance(told, list):
        raise ArtefactError(
            f"{artefact.folder.name}: {MANIFEST_NAME}: silent_rules is {told!r}, expected a list"
        )
    return frozenset(map(str, told))


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
