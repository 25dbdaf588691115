"""The forms of the review application: what a browser sends, read with care."""

from __future__ import annotations

from urllib.parse import parse_qs

from report_mining.pipeline.review_answers import Answer, DecisionRefusedError
from report_mining.records.review import ReviewVerdict
from report_mining.taxonomies.codes import Stance

_MAX_FIELDS = 50


def read_form(body: bytes) -> dict[str, str]:
    """Return the fields of a form, the last value of each; none of a form that is too large."""
    try:
        fields = parse_qs(
            body.decode("utf-8"),
            keep_blank_values=True,
            errors="replace",
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError:
        return {}
    return {name: values[-1] for name, values in fields.items()}


def read_answer(form: dict[str, str]) -> Answer:
    """Return the answer that a form gives.

    Raises:
        DecisionRefusedError: no verdict was chosen, or a code is not one of ours.
    """
    try:
        verdict = ReviewVerdict(form.get("verdict", ""))
        stance = Stance(form["stance"]) if form.get("stance") else None
    except ValueError as error:
        raise DecisionRefusedError("verdict", "choose accept, correct or unsure") from error
    is_correction = verdict is ReviewVerdict.CORRECT
    own = {"yes": True, "no": False}.get(form.get("own_assertion", ""))
    return Answer(
        verdict=verdict,
        stance=stance if is_correction else None,
        own_assertion=own if is_correction and stance is Stance.REGULATORY else None,
        finding_id=form.get("finding_id") or None,
        looked_everywhere=form.get("looked_everywhere") == "yes",
        reason=form.get("reason", ""),
        evidence_hash=form.get("evidence_hash", ""),
    )
