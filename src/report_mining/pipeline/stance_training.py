"""Training the stance classifier from the annotations, and writing its artefact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from report_mining.annotation import StanceItem
from report_mining.classification import StanceReader
from report_mining.classification.deciding import MentionDraft
from report_mining.classification.encoding import Encoder
from report_mining.classification.stance_training import TrainingRow

_ENCODED_AT_ONCE = 64  # windows, so that progress can be shown


@dataclass(frozen=True, slots=True)
class Missed:
    """Labelled mentions that the name finder did not find."""

    count: int
    of: int


def training_rows(
    items: Sequence[StanceItem], reader: StanceReader, encoder: Encoder
) -> tuple[list[TrainingRow], Missed]:
    """Return a row per labelled mention that the reader finds, and how many it missed."""
    drafted = list(_drafted(items, reader))
    labelled = sum(len(item.mentions) for item in items)
    vectors = [
        vector
        for start in range(0, len(drafted), _ENCODED_AT_ONCE)
        for vector in encoder.encode(
            [draft.window for _, _, draft in drafted[start : start + _ENCODED_AT_ONCE]]
        )
    ]
    rows = [
        TrainingRow(
            company=item.company,
            language=item.context.language or "",
            vector=vector,
            features=draft.features,
            stance=item.mentions[place].stance.value,
            asserts=item.mentions[place].own_assertion,
            rules_say=draft.verdict.stance.value,
            rule=draft.verdict.rule,
        )
        for (item, place, draft), vector in zip(drafted, vectors, strict=True)
    ]
    return rows, Missed(labelled - len(rows), labelled)


def _drafted(
    items: Iterable[StanceItem], reader: StanceReader
) -> Iterator[tuple[StanceItem, int, MentionDraft]]:
    """Yield every labelled mention with the draft that overlaps it, of the same family."""
    for item in items:
        drafts = reader.draft(item.context)
        for place, mention in enumerate(item.mentions):
            over = [
                draft
                for draft in drafts
                if draft.place[0] < mention.end and mention.start < draft.place[1]
            ]
            same = [draft for draft in over if draft.name.framework is mention.framework]
            if same:
                yield item, place, same[0]
