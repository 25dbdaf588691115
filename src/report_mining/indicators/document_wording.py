"""Sentences in English and Dutch about documents, rows of years, and decisions of reviewers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from report_mining.indicators.wording import stance_name
from report_mining.records import DocumentType
from report_mining.records.review import HumanStance
from report_mining.records.wording import Wording
from report_mining.taxonomies.codes import Stance

_TYPES = {
    None: Wording("type unknown", "soort onbekend"),
    DocumentType.ANNUAL_REPORT: Wording("annual report", "jaarverslag"),
    DocumentType.SUSTAINABILITY_REPORT: Wording("sustainability report", "duurzaamheidsverslag"),
    DocumentType.POLICY: Wording("policy", "beleid"),
    DocumentType.CODE_OF_CONDUCT: Wording("code of conduct", "gedragscode"),
    DocumentType.SUPPLIER_CODE: Wording("supplier code", "leverancierscode"),
    DocumentType.WEBSITE: Wording("website", "website"),
    DocumentType.OTHER: Wording("other", "ander"),
}


def documents_in_words(
    kinds: Iterable[tuple[DocumentType | None, int]], told_elsewhere: int
) -> Wording:
    """Say how many documents of which type there are, and how many repeat another."""
    named = sorted((_TYPES[kind].en, _TYPES[kind].nl, count) for kind, count in kinds)
    total = sum(count for _, _, count in named)
    listed = ", ".join(f"{count} {name}" for name, _, count in named)
    genoemd = ", ".join(f"{count} {naam}" for _, naam, count in named)
    note = f" {told_elsewhere} of them repeat or translate another." if told_elsewhere else ""
    noot = f" {told_elsewhere} daarvan herhalen of vertalen een ander." if told_elsewhere else ""
    return Wording(
        f"{total} {'document' if total == 1 else 'documents'}: {listed}.{note}",
        f"{total} {'document' if total == 1 else 'documenten'}: {genoemd}.{noot}",
    )


def usable_pages(usable: int, pages: int, closed: int, documents: int) -> Wording:
    """Say how many pages have text, and how many documents could not be opened."""
    note = f" {closed} of {documents} documents could not be opened." if closed else ""
    noot = f" {closed} van {documents} documenten konden niet worden geopend." if closed else ""
    return Wording(
        f"{usable} of {pages} pages have text that could be used.{note}",
        f"{usable} van {pages} pagina’s hebben tekst die te gebruiken was.{noot}",
    )


def row_of_years(count: int, before: int, *, is_measured: bool, is_known: bool) -> Wording:
    """Say for how many years in a row a company endorses.

    Args:
        count: Years in the row, 0 for none.
        before: The year before the row.
        is_measured: Whether that year was measured.
        is_known: Whether it has a value.
    """
    if count == 0:
        return Wording(
            "The Guidelines are not endorsed in this year, so no row of years ends here.",
            "De richtlijnen worden dit jaar niet onderschreven, dus eindigt hier geen reeks jaren.",
        )
    years = "1 year" if count == 1 else f"{count} years in a row"
    jaren = "1 jaar" if count == 1 else f"{count} jaar op rij"
    end = Wording(f"not in {before}.", f"niet in {before}.")
    if not is_measured:
        end = Wording(
            f"{before} was not measured, so it may be more.",
            f"{before} is niet gemeten, dus het kunnen er meer zijn.",
        )
    elif not is_known:
        end = Wording(
            f"for {before} nothing can be said, so it may be more.",
            f"over {before} valt niets te zeggen, dus het kunnen er meer zijn.",
        )
    return Wording(
        f"{years}, first in {before + 1}; {end.en}",
        f"{jaren}, voor het eerst in {before + 1}; {end.nl}",
    )


def reviewers_differ(stances: Sequence[HumanStance]) -> Wording:
    """Say that reviewers gave different answers."""
    said = human_stances(stances)
    return Wording(
        f"{len(stances)} reviewers differ ({said.en}): a person must settle it.",
        f"{len(stances)} beoordelaars verschillen ({said.nl}): een mens moet het beslissen.",
    )


def read_but_not_everywhere(stances: Sequence[HumanStance]) -> Wording:
    """Say that a person found no endorsement where not every page could be read."""
    said = human_stances(stances)
    return Wording(
        f"Read by a person as {said.en}, which is no endorsement; but not every page could be read, "
        "so this is not a no.",
        f"Door een mens gelezen als {said.nl}, en dat is geen onderschrijving; maar niet elke pagina "
        "was te lezen, dus dit is geen nee.",
    )


def decided_by(stances: Sequence[HumanStance]) -> Wording:
    """Say who decided, when, and what."""
    said = human_stances(stances)
    latest = max(human.decided_on for human in stances)
    people = "a person" if len(stances) == 1 else f"{len(stances)} people"
    mensen = "een mens" if len(stances) == 1 else f"{len(stances)} mensen"
    return Wording(
        f"Decided by {people} on {latest}: {said.en}.",
        f"Beslist door {mensen} op {latest}: {said.nl}.",
    )


def human_stances(stances: Sequence[HumanStance]) -> Wording:
    """Return the different stances that reviewers gave."""
    labels = list(dict.fromkeys(_label(human) for human in stances))
    return Wording(
        " and ".join(label.en for label in labels), " en ".join(label.nl for label in labels)
    )


def _label(human: HumanStance) -> Wording:
    if human.stance is None:
        return Wording("no stance", "geen houding")
    name = stance_name(human.stance)
    if human.stance is not Stance.REGULATORY:
        return name
    return Wording(
        f"{name.en} {'with' if human.own_assertion else 'without'} own assertion",
        f"{name.nl} {'met' if human.own_assertion else 'zonder'} eigen bewering",
    )
