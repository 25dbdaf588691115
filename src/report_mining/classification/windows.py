"""The window of words that the encoder sees of one framework mention, with the name marked."""

from __future__ import annotations

from report_mining.records import TextInContext

WORDS_AHEAD = 70  # most words taken from before the name
WORDS_BEHIND = 45
OPENING_MARK, CLOSING_MARK = "«", "»"  # around the name that is judged


def marked_window(context: TextInContext, start: int, end: int) -> str:
    """Return the heading and the words around ``context.text[start:end]``, the name between marks.

    Neighbouring text and the lead-in of a list item are part of the window; what lies further away
    is left out.
    """
    text = context.text
    ahead = " ".join((context.lead_in, context.before, text[:start])).split()
    behind = (text[end:] + " " + context.after).split()
    opening = " " if start == 0 or text[start - 1].isspace() else ""
    closing = " " if end == len(text) or text[end].isspace() else ""
    heading = " / ".join(context.section)
    return "".join(
        (
            f"{heading} | " if heading else "",
            " ".join(ahead[-WORDS_AHEAD:]),
            opening,
            f"{OPENING_MARK} {text[start:end]} {CLOSING_MARK}",
            closing,
            " ".join(behind[:WORDS_BEHIND]),
        )
    ).strip()
