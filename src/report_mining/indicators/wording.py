"""The one sentence that says why a company-year has its value."""

from __future__ import annotations

from collections.abc import Sequence

from report_mining.indicators.evidence import effective_stance
from report_mining.records import Actor, DecisionThresholds, Finding, Strictness
from report_mining.taxonomies.codes import Framework, Stance

NAMES = {
    Framework.OECD_MNE: "the OECD Guidelines",
    Framework.UNGP: "the UN Guiding Principles",
}
_COUNTED = {
    Strictness.STRICT: "ENDORSE",
    Strictness.STANDARD: "ENDORSE or ANCHOR",
    Strictness.LENIENT: "ENDORSE, ANCHOR, APPLY or own REGULATORY",
}


def framework_name(framework: Framework) -> str:
    """Return how a sentence names the framework."""
    return NAMES.get(framework, framework.value)


def where(finding: Finding) -> str:
    """Return the place of a finding in words."""
    if finding.page_number is not None:
        return f"on page {finding.page_number}"
    return f"at {finding.locator}" if finding.locator else "in a text without pages"


def strong_hit(finding: Finding, score: float, limits: DecisionThresholds) -> str:
    """Say that one strong statement decided, rule (a)."""
    return (
        f"{finding.stance} {where(finding)} with score {score:.2f}: one statement at or "
        f"above {limits.t_high:.2f} is enough (rule a)."
    )


def pair_hit(first: Finding, second: Finding, limits: DecisionThresholds) -> str:
    """Say that two independent statements decided, rule (b)."""
    return (
        f"{first.stance} {where(first)} and {second.stance} {where(second)}, different pages and "
        f"wording, both at or above {limits.t_low:.2f} (rule b)."
    )


def single_hit(finding: Finding, score: float, limits: DecisionThresholds) -> str:
    """Say that a person must look, because one doubtful statement is not enough."""
    return (
        f"{finding.stance} {where(finding)} with score {score:.2f}: below "
        f"{limits.t_high:.2f} and without a second statement on another page in other words, "
        "so a person must decide."
    )


def clash(positive: Finding, denial: Finding) -> str:
    """Say that statements contradict each other."""
    return (
        f"{positive.stance} {where(positive)} contradicts NEGATED {where(denial)}: "
        "a person must decide."
    )


def denied(denial: Finding, framework: Framework) -> str:
    """Say that the company itself denies it."""
    return (
        f"NEGATED {where(denial)} with score {denial.score:.2f}: the company says that it does not "
        f"commit to {framework_name(framework)}, and nothing contradicts that."
    )


def not_endorsed(mentions: Sequence[Finding], framework: Framework, strictness: Strictness) -> str:
    """Say that every page was read and the framework is named without being endorsed."""
    first = mentions[0]
    times = "once" if len(mentions) == 1 else f"{len(mentions)} times"
    return (
        f"Every page was read; {framework_name(framework)} occur {times}, never as an own "
        f"{_COUNTED[strictness]} that is certain enough; nearest is {effective_stance(first)} "
        f"{where(first)}."
    )


def nothing_found(framework: Framework) -> str:
    """Say that every page was read and the framework is not named."""
    return f"Every page was read and {framework_name(framework)} are named nowhere."


def could_not_look(mention_count: int, framework: Framework) -> str:
    """Say that pages were not read, so that nothing may be concluded."""
    found = (
        f"{framework_name(framework)} were not found"
        if mention_count == 0
        else f"no certain endorsement of {framework_name(framework)} was found"
    )
    sentence = (
        f"{found} in what could be read, but not every page could be read, so this is not a no."
    )
    return sentence[0].upper() + sentence[1:]


def with_parent_note(sentence: str, mentions: Sequence[Finding]) -> str:
    """Add that a parent's statement was left out, where there is one (R6)."""
    positive = {Stance.ENDORSE, Stance.ANCHOR, Stance.APPLY}
    parents = [m for m in mentions if m.actor is Actor.PARENT and m.stance in positive]
    if not parents:
        return sentence
    return (
        f"{sentence[:-1]}; the parent company's statement {where(parents[0])} was left out, because "
        "it is not known to cover this company."
    )
