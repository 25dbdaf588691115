"""Reads every passage of a report for due diligence, themes, SDGs, links and partners."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from report_mining.classification.partnerships import PartnershipReader
from report_mining.classification.sdg_mentions import SdgMentionReader
from report_mining.records import (
    DueDiligencePrediction,
    LinkPrediction,
    NamedParty,
    OwnSdgClaim,
    Passage,
    PassageReading,
    TextInContext,
)
from report_mining.records.aspects import LOWEST_LINK

NO_LINK = LinkPrediction(0, 0.0, None, (), (), None, None, None, None, False, "no-candidate")


class DueDiligenceReader(Protocol):
    """Says what a text shows of due diligence."""

    @property
    def version(self) -> str:
        """Task and version of the artefact."""

    def read_many(self, contexts: Sequence[TextInContext]) -> tuple[DueDiligencePrediction, ...]:
        """Return steps, themes, chapters, principles, rights, depth and named issues of each text."""


class LinkReader(Protocol):
    """Says how a text ties responsible business conduct to the SDGs."""

    @property
    def version(self) -> str:
        """Task and version of the artefact."""

    def has_candidate(self, text: str) -> bool:
        """Return whether ``read`` can find a link; cheap."""

    def read(self, context: TextInContext) -> LinkPrediction:
        """Return the level of the link, with its arguments."""


@dataclass(frozen=True, slots=True)
class PassageReaders:
    """The readers that every passage meets, each behind its own cheap screen."""

    due_diligence: DueDiligenceReader
    linkage: LinkReader
    sdg_mentions: SdgMentionReader
    partnerships: PartnershipReader

    @property
    def version(self) -> str:
        """The versions of the readers, for the version of the instrument."""
        versions = (self.due_diligence.version, self.linkage.version, self.partnerships.version)
        return "_".join(version.replace("/", "-") for version in versions)

    def read_many(
        self, report_id: str, passages: Sequence[Passage], contexts: Sequence[TextInContext]
    ) -> Iterator[PassageReading]:
        """Yield what each passage says, in order; nothing where it says nothing that is counted.

        All passages of a report come at once, so that the encoder behind the due diligence reader
        sees texts of like length together.
        """
        found = self.due_diligence.read_many(contexts)
        for passage, context, steps in zip(passages, contexts, found, strict=True):
            reading = self._read(report_id, passage, context, steps)
            if reading is not None:
                yield reading

    def _read(
        self,
        report_id: str,
        passage: Passage,
        context: TextInContext,
        found: DueDiligencePrediction,
    ) -> PassageReading | None:
        text = passage.text
        claims = self._claims(context)
        # A link needs a goal or target that the passage, or what governs it, names.
        link = self.linkage.read(context) if self.linkage.has_candidate(text) else NO_LINK
        parties = self.partnerships.find(text) if self.partnerships.may_contain(text) else ()
        is_telling = bool(found.steps or found.themes or found.issues or claims or parties)
        if not is_telling and link.level < LOWEST_LINK:
            return None
        return make_reading(report_id, passage, found, link, claims, parties)

    def _claims(self, context: TextInContext) -> tuple[OwnSdgClaim, ...]:
        return tuple(
            OwnSdgClaim(
                goal=int(mention.goal.value),
                target=mention.target.value if mention.target else None,
                role=mention.role.value,
                form=mention.form.value,
                start=mention.start,
                end=mention.end,
            )
            for mention in self.sdg_mentions.read(context)
        )


def make_reading(
    report_id: str,
    passage: Passage,
    found: DueDiligencePrediction,
    link: LinkPrediction,
    claims: tuple[OwnSdgClaim, ...],
    parties: tuple[NamedParty, ...] = (),
) -> PassageReading:
    """Return the reading of one passage, with its place on the page."""
    key = f"reading|{report_id}|{passage.passage_id}"
    return PassageReading(
        reading_id=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24],
        report_id=report_id,
        passage_id=passage.passage_id,
        page_number=passage.page_number,
        page_label=passage.page_label,
        locator=passage.locator,
        language=passage.language,
        section_path=passage.section_path,
        quote=passage.text,
        char_start=passage.char_start,
        char_end=passage.char_end,
        boxes=passage.boxes,
        due_diligence=found,
        link=link,
        sdg_mentions=claims,
        sdg_goals=(),
        parties=parties,
    )
