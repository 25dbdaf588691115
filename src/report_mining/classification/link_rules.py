"""Which sentences and tables link responsible conduct to the SDGs, by rule (DOMAIN 4.3)."""

from __future__ import annotations

from dataclasses import dataclass

from report_mining.classification.link_evidence import LinkEvidence
from report_mining.classification.link_lexicon import STRONG, WEAK
from report_mining.classification.link_tables import TableEvidence

NO_LINK, SAME_PASSAGE, GOAL_LEVEL, TARGET_LEVEL, MEASURED = 0, 2, 3, 4, 5
INDEX = "index_row"  # the rule of rows and blocks that only file a topic under a goal
_POINTS_BACK = frozenset({"contribute", "map", "basis", "harm", "measure"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of one sentence or table."""

    is_link: bool
    rule: str


def judge_sentence(found: LinkEvidence) -> Verdict:
    """Return whether a sentence that names an SDG ties it to responsible conduct.

    What speaks against a link goes first: a false link costs more than a missed one.
    """
    refusal = refusal_of(found)
    if refusal is not None:
        return Verdict(is_link=False, rule=refusal)
    if "harm" in found.relation_kinds and _has_conduct(found):
        return Verdict(is_link=True, rule="harm")
    if is_labelled_risk(found):
        return Verdict(is_link=True, rule="label")
    if found.is_in_brackets:
        return Verdict(is_link=True, rule="brackets")
    if found.is_rbc_here and found.relation_kinds and not _is_side_by_side(found):
        return Verdict(is_link=True, rule="clause")
    if _points_back(found):
        return Verdict(is_link=True, rule="adjoining")
    return Verdict(is_link=False, rule="side_by_side")


def refusal_of(found: LinkEvidence) -> str | None:
    """Return why a sentence can make no link, whatever else it says."""
    if not (found.relation_kinds or found.is_in_brackets or _labels_risk(found)):
        return "no_relation"
    if found.is_general:
        return "no_goal"
    if "index_block" in found.contexts:
        return INDEX
    if not (_has_conduct(found) or _measures_people(found)):
        return "no_conduct"
    says_own = "own" in found.contexts
    if "third_party" in found.contexts or ("third_party" in found.contexts_before and not says_own):
        return "third_party"
    if "wish" in found.contexts:
        return "wish"
    return None


def _has_conduct(found: LinkEvidence) -> bool:
    kinds = found.anywhere
    weak = kinds & {*WEAK}
    is_near = bool(found.targets) and (len(weak) > 1 or bool(weak and "harm" in kinds))
    return bool(kinds & {*STRONG}) or is_conduct(kinds) or is_near


def _labels_risk(found: LinkEvidence) -> bool:
    """Return whether a sentence sets a target beside a risk as its label ("Risk: ... Target: 1.4")."""
    if is_labelled_risk(found):
        return True
    names_risk = bool(found.here & {"salient", "right"}) or {"topic", "harm"} <= found.here
    is_list = found.contexts & {"parallel", "listing", "index"}
    return bool(found.targets) and names_risk and not is_list


def is_labelled_risk(found: LinkEvidence) -> bool:
    """Return whether a salient risk and its target stand as labels with what they name."""
    return found.is_label and bool(found.targets) and "salient" in found.here | found.before


def _measures_people(found: LinkEvidence) -> bool:
    """Return whether a figure on people or nature stands for a target."""
    is_affected = "affected" in found.anywhere
    return bool(found.targets) and is_affected and "measure" in found.relation_kinds


def is_conduct(kinds: frozenset[str]) -> bool:
    """Return whether weak elements make up an element of responsible conduct together."""
    weak = kinds & {*WEAK}
    has_harm = "harm" in kinds and bool(kinds & {"topic", "check"})
    return len(weak) > 1 and (has_harm or {"chain", "check"} <= kinds)


def _is_side_by_side(found: LinkEvidence) -> bool:
    """Return whether the goal is only set beside the element, as a focus or in a list."""
    return bool(found.contexts & {"parallel", "listing"}) and found.relation_kinds <= {"contribute"}


def _points_back(found: LinkEvidence) -> bool:
    """Return whether the sentence takes up what those before it say of responsible conduct."""
    is_carried = "anaphor" in found.contexts and "parallel" not in found.contexts
    has_element = bool(found.before & {*STRONG}) or is_conduct(found.before | found.here)
    return is_carried and has_element and bool(found.relation_kinds & _POINTS_BACK)


def judge_table(found: TableEvidence) -> Verdict:
    """Return whether the columns of a table encode a link."""
    if not found.has_goals:
        return Verdict(is_link=False, rule="table_without_goals")
    if found.is_index:
        return Verdict(is_link=False, rule=INDEX)
    if found.names_risks and found.risks:
        return Verdict(is_link=True, rule="table_risks")
    if found.names_topics and found.harms:
        return Verdict(is_link=True, rule="table_topics")
    return Verdict(is_link=False, rule="table")
