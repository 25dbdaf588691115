"""Salient issues that a passage names: what goes wrong, with the country and commodity beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from report_mining.classification.checked_artefacts import CheckedArtefact, read_yaml
from report_mining.classification.sdg_terms import TermFinder, TermMatch
from report_mining.classification.sentences import sentence_spans
from report_mining.errors import ArtefactError
from report_mining.records.due_diligence import NamedIssue

ISSUES_FILE = "issues.yaml"
_ANY_LANGUAGE = "en"  # names of places and goods hardly inflect; its endings are "s" and "es"


@dataclass(frozen=True, slots=True)
class IssueLists:
    """Finders of rights, countries and commodities, in both languages at once."""

    rights: TermFinder[str]
    countries: TermFinder[str]
    commodities: TermFinder[str]


def load_issue_lists(artefact: CheckedArtefact) -> IssueLists:
    """Return the lists of an artefact.

    Raises:
        ArtefactError: the file is missing or something in it is.
    """
    path = artefact.path(ISSUES_FILE)
    row = read_yaml(path)
    rights = row.get("rights")
    if not isinstance(rights, Mapping):
        raise ArtefactError(f"{path}: rights is {rights!r}, expected a list of terms per right")
    return IssueLists(
        rights=TermFinder(
            [(str(term), str(right)) for right, terms in rights.items() for term in terms],
            _ANY_LANGUAGE,
        ),
        countries=_named(row.get("countries"), f"{path}: countries"),
        commodities=_named(row.get("commodities"), f"{path}: commodities"),
    )


def find_issues(text: str, lists: IssueLists) -> tuple[NamedIssue, ...]:
    """Return the issues of a passage, each once, with what stands nearest in its sentence."""
    found: dict[tuple[str, str | None, str | None], NamedIssue] = {}
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        rights = _longest(lists.rights.find(sentence))
        if not rights:
            continue
        countries = [
            m for m in _longest(lists.countries.find(sentence)) if sentence[m.start].isupper()
        ]
        commodities = _longest(lists.commodities.find(sentence))
        for match in rights:
            issue = _issue(sentence, start, match, countries, commodities)
            found.setdefault((issue.name.lower(), issue.country, issue.commodity), issue)
    return tuple(found.values())


def _issue(
    sentence: str,
    offset: int,
    match: TermMatch[str],
    countries: Sequence[TermMatch[str]],
    commodities: Sequence[TermMatch[str]],
) -> NamedIssue:
    commodity = _nearest(sentence, match, commodities)
    return NamedIssue(
        name=sentence[match.start : match.end],
        country=_nearest(sentence, match, countries),
        commodity=None if commodity is None else commodity.lower(),
        right=match.value,
        start=offset + match.start,
        end=offset + match.end,
    )


def _nearest(sentence: str, match: TermMatch[str], others: Sequence[TermMatch[str]]) -> str | None:
    apart = [o for o in others if o.end <= match.start or o.start >= match.end]
    if not apart:
        return None
    best = min(apart, key=lambda o: _distance(match, o))
    return sentence[best.start : best.end]


def _distance(match: TermMatch[str], other: TermMatch[str]) -> tuple[int, bool]:
    """Return how far two matches are apart; what follows is nearer: "forced labour in X"."""
    is_behind = other.start >= match.end
    return (other.start - match.end if is_behind else match.start - other.end), not is_behind


def _longest(matches: Sequence[TermMatch[str]]) -> list[TermMatch[str]]:
    """Return the matches without those inside a longer one."""
    kept: list[TermMatch[str]] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start)):
        if not any(k.start < match.end and match.start < k.end for k in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: m.start)


def _named(rows: object, place: str) -> TermFinder[str]:
    """Return a finder of names; the value is the first name of each row."""
    if not isinstance(rows, list):
        raise ArtefactError(f"{place} is {rows!r}, expected a list of lists of names")
    return TermFinder(
        [(str(name).lower(), str(names[0])) for names in rows for name in names], _ANY_LANGUAGE
    )
