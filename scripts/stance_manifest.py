"""Bring manifest.json of the active stance artefact up to date: checksums, and the scores below.

After a change to names or lexicons the classifier should be trained anew (`train stance`).
"""

from __future__ import annotations

import json

from report_mining.classification.artefact import STANCE_TASK
from report_mining.classification.checked_artefacts import (
    MANIFEST_NAME,
    packaged_models,
    read_yaml,
    write_manifest,
)
from report_mining.taxonomies.codes import Framework, Stance

# Priors set by hand: how often a rule of this shape is right, in the judgement of its author.
# They are not calibrated; calibration comes with the trained model. Where no rule applies, REFERENCE
# was right in 15% of 181 mentions of our own calibration companies.
RULE_SCORES = {
    "R0-lookalike": 0.95,
    "R0-nothing-said": 0.2,
    "R1-datapoint-row": 0.92,
    "R1-index-row": 0.85,
    "R1-footnote": 0.7,
    "R1-definition": 0.85,
    "R1-pointer": 0.75,
    "R2-open-question": 0.8,
    "R2-third-party": 0.8,
    "R2-complaint": 0.8,
    "R2-obliged-subject": 0.85,
    "R2-violators": 0.8,
    "R2-accusation": 0.8,
    "R3-denial": 0.85,
    "R3-concession": 0.8,
    "R3-contrary-to": 0.6,
    "R3-answer-no": 0.85,
    "R3-denied-statement": 0.85,
    "R3-undecided": 0.85,
    "R3-own-breach": 0.8,
    "R4-datapoint": 0.92,
    "R4-own-assertion": 0.8,
    "R4-describes-law": 0.85,
    "R4-incident-count": 0.75,
    "R5-answer-yes": 0.85,
    "R5-frame-for-us": 0.85,
    "R5-strong-self": 0.9,
    "R5-strong-named": 0.85,
    "R5-strong-no-subject": 0.7,
    "R5-self-aligned": 0.7,
    "R5-commitment-in-line": 0.82,
    "R5-policy-states-commitment": 0.82,
    "R5-one-chapter": 0.8,
    "R5-one-site": 0.75,
    "R5-weak-verb": 0.85,
    "R5-weak-taken-up": 0.82,
    "R5-hedge": 0.8,
    "R5-strong-named-unknown-name": 0.7,
    "R5-weak-taken-up-unknown-name": 0.7,
    "R4-own-assertion-unknown-name": 0.7,
    "R5-undecided": 0.8,
    "R5-intention": 0.8,
    "R6-parent-covers-us": 0.7,
    "R7-anchor": 0.88,
    "R7-anchor-unclear-subject": 0.65,
    "R7-basis-of-policy": 0.85,
    "R7-policy-strong-verb": 0.82,
    "R7-other-standard": 0.75,
    "R8-policy-in-line": 0.82,
    "R8-in-line-bare": 0.5,
    "R8-activity-in-line": 0.75,
    "R8-intention-in-line": 0.75,
    "R8-expectation": 0.85,
    "R8-method": 0.8,
    "R9-guidance-capped": 0.7,
    "R10-own-heading": 0.72,
    "R10-reference-heading": 0.8,
    "R10-supplier-code": 0.75,
}
PENALTIES = {
    "ambiguous_name": 0.8,
    "short_form": 0.8,
    "far_attachment": 0.85,
    "no_subject": 0.85,
}


def main() -> None:
    """Write the manifest; checksums may be stale, so the artefact is not opened."""
    models = packaged_models()
    folder = models / STANCE_TASK / str(read_yaml(models / "ACTIVE.yaml")[STANCE_TASK])
    stored = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
    files = sorted(stored.pop("files"))
    fields = stored | {
        "labels": [stance.value for stance in Stance],
        "frameworks": [framework.value for framework in Framework],
        "rule_scores": RULE_SCORES,
        "penalties": PENALTIES,
    }
    write_manifest(folder, fields, files)


if __name__ == "__main__":
    main()
