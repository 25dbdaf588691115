"""Who the subject of a stance verb is, as far as patterns show it."""

from __future__ import annotations

from collections.abc import Iterable

from report_mining.classification.cues import Cue, CueKind, Sentence
from report_mining.records import Actor

SUBJECT_ACTORS = {
    CueKind.SUBJECT_SELF: Actor.SELF,
    CueKind.SUBJECT_DOC: Actor.SELF,
    CueKind.SUBJECT_SUPPLIER: Actor.SUPPLIER,
    CueKind.SUBJECT_INVESTEE: Actor.INVESTEE,
    CueKind.SUBJECT_GOVERNMENT: Actor.GOVERNMENT,
    CueKind.SUBJECT_NGO: Actor.NGO,
    CueKind.SUBJECT_RATER: Actor.OTHER,
    CueKind.SUBJECT_ASSOCIATION: Actor.ASSOCIATION,
    CueKind.SUBJECT_PARENT: Actor.PARENT,
    CueKind.SUBJECT_LAW: Actor.OTHER,
    CueKind.SUBJECT_STANDARD: Actor.OTHER,
}
OBLIGED = (CueKind.SUBJECT_SUPPLIER, CueKind.SUBJECT_INVESTEE)
OTHERS = (
    CueKind.SUBJECT_GOVERNMENT,
    CueKind.SUBJECT_NGO,
    CueKind.SUBJECT_RATER,
    CueKind.SUBJECT_ASSOCIATION,
    CueKind.SUBJECT_PARENT,
)
# Before "company" these make it any company, not this one.
_GENERIC = frozenset(
    """
    any iedere an no een geen each elke a elk every ieder such
    """.split()  # noqa: SIM905 - a list of words, one a line, is no easier to read
)
# Sentence openers and pronouns that begin with a capital but name nobody.
_OPENERS = frozenset(
    """
    the a an this that these those it they he she we our i in at on for from by with as to of
    and or but all both each every also such there here when where while after before since
    although though if under within across throughout during following based besides further
    furthermore moreover additionally therefore thus hence consequently accordingly today
    currently finally however de het een dit dat deze die er hij zij ze wij we onze ons ik in
    op bij voor van met als om te aan uit door naar onder over na tot en of maar ook hierbij
    hiermee hierin daarbij daarmee daarom daarnaast daarin daartoe daartegen verder voorts
    tevens zo zoals sinds tijdens volgens conform bovendien zodoende dus inmiddels jaarlijks
    momenteel tegelijk samen alle alles beide elk elke iedere ieder waar wanneer indien hoewel
    omdat doordat terwijl
    """.split()  # noqa: SIM905 - a list of words, one a line, is no easier to read
)
_BETWEEN_NAME_AND_VERB = frozenset(
    """
    has have is are also fully formally hereby therefore strictly publicly always and again
    openly explicitly unreservedly , heeft hebben is zijn wordt zich ook daarom volledig
    formeel , n.v. b.v. plc ltd inc. inc sa se ag nv bv zich ertoe verbonden verplicht
    """.split()  # noqa: SIM905 - a list of words, one a line, is no easier to read
)
_ARTICLES = frozenset({"de", "het", "the"})
_RELATIVE = frozenset({"which", "who", "whose", "die", "dat", "waarin", "waarmee", "wie"})
_RELATIVE_TO = frozenset({"waar", "waarvan", "waarbij", "waarin", "waarmee", "which", "that", "of"})

_DESCRIBES = frozenset({"that", "who", "which", "wishing", "seeking", "wanting", "die", "dat"})
_BELONGS = frozenset({"to", "of", "under", "van", "bij", "aan", "onder"})
_HEAD_OPENS = 3  # an indefinite subject stands at the beginning of its sentence


def subject_of(
    sentence: Sentence, anchor: int, clause: tuple[int, int], language: str, governor: Cue | None
) -> Cue | None:
    """Return the subject of the verb that begins at token ``anchor``."""
    aside = _asides(sentence, anchor)
    subjects = [
        s
        for s in sentence.of(*SUBJECT_ACTORS)
        if not aside.intersection(range(s.start, s.end))
        and not is_generic(sentence, s)
        and not _is_in_name(sentence, s)
    ]
    start, end = clause
    inverted = _inverted(subjects, governor, language)
    if inverted is not None:
        return inverted
    whoever = next((s for s in subjects if _is_whoever(sentence, s) and s.start < anchor), None)
    if whoever is not None and anchor <= whoever.end:
        return whoever
    left = [s for s in subjects if s.end <= anchor + (1 if governor else 0) and s.start >= start]
    if governor is not None and governor.kind is CueKind.METHOD:
        # "we assessed 120 suppliers against": the suppliers are the object.
        left = [s for s in left if s.kind is CueKind.SUBJECT_SELF] or left
    if left:
        nearest = _head(sentence, max(left, key=_place), subjects)
        return _coordinated(sentence, nearest, subjects)
    far_left = [s for s in subjects if s.end <= anchor and s.kind is not CueKind.SUBJECT_LAW]
    if far_left:
        return _coordinated(sentence, max(far_left, key=_place), subjects)
    right = [
        s
        for s in subjects
        if anchor <= s.start < end and s.kind in (CueKind.SUBJECT_SELF, CueKind.SUBJECT_DOC)
    ]
    return min(right, key=lambda s: s.start) if right else None


# A named fund speaks for itself, not for the company that manages it.
FUNDS = frozenset({"fund", "fonds", "subfund", "sub-fund", "deelfonds", "etf", "portfolio"})


def is_generic(sentence: Sentence, cue: Cue) -> bool:
    """Return whether "company" here is any company, as a law has it, and not the own one."""
    if cue.kind is not CueKind.SUBJECT_SELF:
        return False
    before = sentence.words[cue.start - 1].lower() if cue.start else ""
    return before in _GENERIC or sentence.words[cue.start].lower() in _GENERIC


def _is_in_name(sentence: Sentence, cue: Cue) -> bool:
    """Return whether a country is part of a company's name: "Havermeer Nederland onderschrijft"."""
    if cue.kind is not CueKind.SUBJECT_GOVERNMENT or cue.end - cue.start != 1 or not cue.start:
        return False
    word, before = sentence.words[cue.start], sentence.words[cue.start - 1]
    return word[:1].isupper() and before[:1].isupper() and before.lower() not in _OPENERS


def name_as_subject(
    sentence: Sentence, governor: Cue, mention: int, language: str
) -> tuple[str, ...]:
    """Return the words of the capitalised name that stands as subject right beside a verb."""
    words = sentence.words
    place = min(_chain_start(sentence, governor), mention) - 1
    if place >= 0 and words[place].lower() in _ARTICLES and place == mention - 1:
        place -= 1
    while place > 0 and words[place].lower() in _BETWEEN_NAME_AND_VERB:
        place -= 1
    last = place
    while place >= 0 and _is_name_word(words[place]):
        place -= 1
    if place < last:
        is_fund = place >= 0 and words[place].lower() in FUNDS
        return words[place + 1 - is_fund : last + 1]
    behind = governor.start + 1
    if language == "nl" and behind < len(words) and behind != mention:
        first = behind
        while behind < min(len(words), mention) and _is_name_word(words[behind]):
            behind += 1
        return words[first:behind]
    return ()


def _chain_start(sentence: Sentence, governor: Cue) -> int:
    """Return where the verbs begin of which the governor is the last: "commits to upholding"."""
    start = governor.start
    for verb in reversed(sentence.of(CueKind.STRONG)):
        if verb.start < start and 0 <= start - verb.end <= 1:
            start = verb.start
    return start


def _is_name_word(word: str) -> bool:
    """Return whether a word can be part of a company's name."""
    return (word[:1].isupper() or word == "&") and word.lower() not in _OPENERS


def _asides(sentence: Sentence, anchor: int) -> set[int]:
    """Return the tokens of relative clauses between commas that end before ``anchor``."""
    aside: set[int] = set()
    words = [word.lower() for word in sentence.words]
    for other in sentence.of(*OTHERS):
        after = words[other.end : other.end + 4]
        if after[:1] and after[0] in _RELATIVE_TO and {"wij", "we", "ons"} & set(after[1:]):
            aside.update(range(other.end, max(other.end, anchor - 1)))
    for i, word in enumerate(words[: max(0, anchor)]):
        if word in _RELATIVE and i and words[i - 1] == ",":
            closing = next((j for j in range(i, anchor) if words[j] == ","), None)
            if closing is not None:
                aside.update(range(i, closing))
    return aside


def _is_whoever(sentence: Sentence, cue: Cue) -> bool:
    """Return whether a clause is the subject: "wie zaken met ons doet, houdt zich aan X"."""
    return cue.kind in OBLIGED and cue.start == 0 and sentence.words[cue.end - 1] == ","


def _head(sentence: Sentence, subject: Cue, subjects: Iterable[Cue]) -> Cue:
    """Return the indefinite others whose description ends in ``subject``.

    "Companies that borrow from us", "signatories to our code": the companies and the signatories
    are the subject, not we or the code.
    """
    words = [word.lower() for word in sentence.words]
    for head in subjects:
        if head.kind not in OBLIGED or head.start > _HEAD_OPENS:
            continue
        opens_document = (
            subject.start <= head.start <= subject.start + 1
        )  # "the signatories of ..."
        if head.end > subject.start and not opens_document:
            continue
        described = set(words[head.end - 1 : head.end + 1])
        closed = "," in words[head.end : subject.start]
        if not closed and (
            described & _DESCRIBES or (subject.kind is CueKind.SUBJECT_DOC and described & _BELONGS)
        ):
            return head
    return subject


def _place(cue: Cue) -> tuple[int, int]:
    """Order subjects by nearness to the verb, the longer one first."""
    return cue.end, cue.end - cue.start


def _inverted(subjects: Iterable[Cue], governor: Cue | None, language: str) -> Cue | None:
    """Return the subject right behind the finite verb, as Dutch main clauses have it."""
    if language != "nl" or governor is None:
        return None
    behind = [s for s in subjects if governor.start < s.start <= governor.start + 2]
    own = [s for s in behind if s.kind is CueKind.SUBJECT_SELF]
    return own[0] if own else None


def _coordinated(sentence: Sentence, subject: Cue, subjects: list[Cue]) -> Cue:
    """Return the company itself when it is one half of "our suppliers and we"."""
    if subject.kind not in OBLIGED:
        return subject
    for other in subjects:
        is_joined = (
            0 < abs(other.start - subject.end) <= 1 or 0 < abs(subject.start - other.end) <= 1
        )
        between = sentence.words[min(subject.end, other.end) : max(subject.start, other.start)]
        if other.kind is CueKind.SUBJECT_SELF and is_joined and {"en", "and"} & set(between):
            return other
    return subject
