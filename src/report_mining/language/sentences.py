"""Where sentences begin and end in Dutch and English report text."""

from __future__ import annotations

import re

from report_mining.language.abbreviations import (
    BEFORE_NUMBER,
    MAYBE_FINAL,
    NEVER_FINAL,
    OPENERS,
)

# A full stop that may end a sentence (with glued footnote digits and closing marks), or a break
# that always does: an empty line, or a new line that starts with a bullet.
_CANDIDATE = re.compile(
    r"""(?P<hard>\s*\n[ \t]*\n\s*|\n(?=[ \t]*[•●▪■◦‣►✓✔➢–]\s))
      | (?P<stop>[.!?…]+)(?P<tail>(?<=[^\W\d]{2}\.)\d{1,2}(?=\s)|)(?P<close>["'”’)\]»]*)
        (?P<gap>\s+)(?=["'“‘(\[«]*(?P<next>[^\W_]|[•●▪■–]))""",
    re.VERBOSE,
)
# In every candidate there is one of these; most headings and cells have none.
_BREAK = re.compile(r"""[.!?…"'”’)\]»]\s|\.\d{1,2}\s|\n""")
_LAST_TOKEN = re.compile(r"[^\s(\[\"'“‘«/]*$")
_NEXT_WORD = re.compile(r"[\"'“‘(\[«]*([^\W_]+(?:'[^\W_]+)?)")
_DUTCH_CLITIC = re.compile(r"['’][stn]\s")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NUMBER_NEXT = re.compile(r"\d|[IVX]+\b")
_TOKEN_WINDOW = 40  # characters looked back for the token before a full stop


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences of ``text``, in order, half-open and without outer space.

    Every character that is not white space lies in exactly one span.
    """
    spans: list[tuple[int, int]] = []
    if not _BREAK.search(text):
        _append_trimmed(spans, text, 0, len(text))
        return tuple(spans)
    start = 0
    for match in _CANDIDATE.finditer(text):
        if match["hard"] is not None:
            end, resume = match.start(), match.end()
        elif _ends_sentence(text, match, start):
            end, resume = match.start("gap"), match.end("gap")
        else:
            continue
        _append_trimmed(spans, text, start, end)
        start = resume
    _append_trimmed(spans, text, start, len(text))
    return tuple(spans)


def _append_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    if stripped:
        spans.append((start + left, start + left + len(stripped)))


def _ends_sentence(text: str, match: re.Match[str], sentence_start: int) -> bool:
    """Whether the full stop at ``match`` ends the sentence that began at ``sentence_start``."""
    following = match["next"]
    gap_end = match.end("gap")
    if following.islower() and not _DUTCH_CLITIC.match(text, gap_end):
        return False
    if match["stop"] != "." or match["tail"]:
        return True
    stop = match.start("stop")
    window = text[max(sentence_start, stop - _TOKEN_WINDOW) : stop]
    token_match = _LAST_TOKEN.search(window)
    token = token_match.group() if token_match else ""
    if not token:
        return bool(window.strip())
    if token.casefold() in BEFORE_NUMBER:
        return not _NUMBER_NEXT.match(text, gap_end)
    if token.isdigit() or (len(token) == 1 and token.isalpha()):
        return _ends_after_short_token(text, token, window, gap_end)
    return _ends_after_word(text, token.casefold(), gap_end)


def _ends_after_short_token(text: str, token: str, window: str, gap_end: int) -> bool:
    """Whether "1." or "J." ends a sentence: not as a list number, and an initial only before an opener."""
    is_first = not window[: len(window) - len(token)].strip(" \t(•–-")
    if is_first:
        return False
    if token.isdigit() or token.islower():
        return True
    return _opens_sentence(text, gap_end) and token not in "AI"


def _ends_after_word(text: str, token: str, gap_end: int) -> bool:
    if token in NEVER_FINAL:
        return False
    if token in MAYBE_FINAL or _INITIALS.fullmatch(token):
        return _opens_sentence(text, gap_end)
    return True


def _opens_sentence(text: str, start: int) -> bool:
    word = _NEXT_WORD.match(text, start)
    return word is not None and word.group(1).casefold() in OPENERS
