"""Adds up where the names of companies stand in a report: what each weighs, and how it is displayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from report_mining.records import IdentityClues
from report_mining.register.clues import COVER_CHARACTERS, PAGE_BREAK
from report_mining.register.name_context import is_in_report_name, is_report_word
from report_mining.register.name_index import NameIndex
from report_mining.register.name_strangers import names_stranger
from report_mining.register.name_tokens import Token
from report_mining.register.name_words import CONNECTIVES, HONORIFICS, JOINT_WORDS, PREPOSITIONS
from report_mining.register.names import Occurrence, item_before, places_of


@dataclass(frozen=True, slots=True)
class Scale:
    """What a name weighs in one place: the first time, every further time, and at most."""

    first: float
    further: float
    most: float
    is_display: bool  # a place where a report says whose it is


_TITLE = Scale(2.0, 0.0, 2.0, is_display=True)
COVER = Scale(3.0, 0.5, 4.0, is_display=True)
_RUNNING = Scale(3.0, 0.5, 4.0, is_display=True)
OPENING = Scale(1.0, 0.4, 2.0, is_display=False)  # a first page that is no cover but full of text
_FRONT = Scale(0.4, 0.4, 2.0, is_display=False)
_ONE_PLACE = 3.4  # weight of a name in one display place and at most once in the text
# From this share of a company's weight its name is mostly part of the name of something else.
_OTHER_ENTITY_SHARE = 0.5
_OTHER_ENTITY_SHARE_IN_PROSE = 0.35


def read_places(clues: IdentityClues) -> tuple[tuple[str, Scale], ...]:
    """Return the texts in which names count, each with what a name weighs there."""
    first, _, rest = clues.front_text.partition(PAGE_BREAK)
    is_cover = len(first) <= COVER_CHARACTERS
    return (
        (clues.title, _TITLE),
        (first[:COVER_CHARACTERS], COVER if is_cover else OPENING),
        (clues.name_counts_text.replace("\n", "\n\n"), _RUNNING),  # each line on its own
        (first[COVER_CHARACTERS:] + PAGE_BREAK + rest, _FRONT),
    )


def is_on_own_line(tokens: Sequence[Token], name: Occurrence) -> bool:
    """Whether a name stands in a line that is no sentence: "X Annual Report 2022"."""
    starts = (at for at in range(name.first, 0, -1) if tokens[at].is_after_newline)
    ends = (at for at in range(name.last + 1, len(tokens)) if tokens[at].is_after_newline)
    line = tokens[next(starts, 0) : next(ends, len(tokens))]
    small = PREPOSITIONS | HONORIFICS | CONNECTIVES
    return not any(t.text.islower() and t.key not in small and not is_report_word(t) for t in line)


class Ledger:
    """Adds up, per company, what its names weigh over all places."""

    def __init__(self) -> None:
        self.weights: dict[str, float] = defaultdict(float)
        self.as_other_entity: dict[str, float] = defaultdict(float)
        self.qualities: dict[str, float] = defaultdict(float)
        self.displayed: set[str] = set()  # where a report says whose it is
        self.opening: set[str] = set()  # on the first page
        self.full: set[str] = set()  # displayed with more than one bare word
        self.display_places: dict[str, int] = defaultdict(int)
        self.in_role: set[str] = set()  # displayed as partner, owner or maker
        self.joint: set[str] = set()  # displayed in one list with another company
        self.longest: dict[str, int] = defaultdict(int)  # words of the longest form displayed
        self.foreign_form: set[str] = set()  # displayed with a legal form that is not its own
        self.own_form: set[str] = set()  # displayed with its own
        self.in_phrase: set[str] = set()  # on a cover or in headers only as a word of a longer name
        self.cut: set[str] = set()  # displayed without the second half of its name
        self.uncut: set[str] = set()  # displayed, or named in the name of a report, with it
        self.has_stranger = False  # somebody is displayed as a company or body who is not listed

    def add(self, tokens: Sequence[Token], occurrences: Sequence[Occurrence], scale: Scale) -> None:
        """Add what the names in one place weigh; in a role a name weighs as in running text."""
        phrased = {o.company_id for o in occurrences if o.is_in_phrase}
        occurrences = [o for o in occurrences if not o.is_in_phrase]
        if scale in (COVER, _RUNNING):
            self.in_phrase |= phrased - {o.company_id for o in occurrences}
        if scale.is_display:
            self.has_stranger = self.has_stranger or names_stranger(tokens, places_of(occurrences))
            in_role = [o for o in occurrences if o.is_role]
            self.in_role.update(o.company_id for o in in_role if not o.is_at_service)
            self._weigh(in_role, _FRONT)
            occurrences = [o for o in occurrences if not o.is_role]
            self._note_display(tokens, [o for o in occurrences if not o.is_other_entity])
        else:
            own = (o for o in occurrences if not o.is_other_entity)
            in_name = [o for o in own if is_in_report_name(tokens, o.first, o.last)]
            self.displayed.update(o.company_id for o in in_name if is_on_own_line(tokens, o))
            self.uncut.update(o.company_id for o in in_name if not o.is_cut)
        if scale is OPENING:
            self.opening.update(o.company_id for o in occurrences if not o.is_other_entity)
        self._weigh(occurrences, scale)

    def _note_display(self, tokens: Sequence[Token], own: Sequence[Occurrence]) -> None:
        """Remember who is displayed, how fully, and together with whom."""
        self.displayed.update(o.company_id for o in own)
        self.full.update(o.company_id for o in own if o.is_full)
        for company_id in {o.company_id for o in own}:
            self.display_places[company_id] += 1
        for o in own:
            (self.cut if o.is_cut else self.uncut).add(o.company_id)
            self.longest[o.company_id] = max(self.longest[o.company_id], o.last - o.first + 1)
            if o.form:
                (self.foreign_form if o.is_foreign_form else self.own_form).add(o.company_id)
        is_joint = any(token.key in JOINT_WORDS for token in tokens)
        for at, occurrence in enumerate(own):
            before = item_before(tokens, occurrence, own[:at])
            if before is not None and before.company_id != occurrence.company_id:
                between = tokens[before.last : occurrence.first]
                is_linked = any(token.key == "&" for token in between)
                is_report = is_in_report_name(tokens, before.first, occurrence.last)
                if (is_linked and is_report) or is_joint:
                    self.joint.update((before.company_id, occurrence.company_id))
        if is_joint and len({o.company_id for o in own}) > 1:
            self.joint.update(o.company_id for o in own)

    def _weigh(self, occurrences: Sequence[Occurrence], scale: Scale) -> None:
        for is_other, weights in ((False, self.weights), (True, self.as_other_entity)):
            by_company: dict[str, list[float]] = defaultdict(list)
            for occurrence in occurrences:
                if occurrence.is_other_entity is is_other:
                    by_company[occurrence.company_id].append(occurrence.quality)
            for company_id, found in by_company.items():
                weight = min(scale.most, scale.first + scale.further * (len(found) - 1))
                weights[company_id] += max(found) * weight
                if not is_other:
                    self.qualities[company_id] = max(self.qualities[company_id], *found)

    def is_bare_in_one_place(self, company_id: str) -> bool:
        """Whether a name is one bare word in a single display place, as a theme may be."""
        is_single = self.display_places[company_id] <= 1 and company_id not in self.full
        return is_single and self.weights[company_id] <= _ONE_PLACE

    def forget_slogans(self, index: NameIndex) -> None:
        """Leave out bare words in one place where somebody else is displayed in several."""
        better = {i for i in self.displayed if self.display_places[i] > 1}
        for company_id in list(self.weights):
            if self.is_bare_in_one_place(company_id) and any(
                not index.is_part_of(company_id, other) and other != company_id for other in better
            ):
                del self.weights[company_id]

    def is_mostly_another(self, company_id: str) -> bool:
        """Whether the name is mostly part of the name of a fund, subsidiary or other entity."""
        is_shown = company_id in self.displayed
        share = _OTHER_ENTITY_SHARE if is_shown else _OTHER_ENTITY_SHARE_IN_PROSE
        return self.as_other_entity[company_id] >= share * self.weights[company_id]
