"""Sets the title of a report apart from the name before it: "X Volkshuisvestelijk Jaarverslag 2022"."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from report_mining.register.name_context import is_report_word
from report_mining.register.name_tokens import Token
from report_mining.register.name_words import PREPOSITIONS

_OPENING_LINES = 2  # of a cover, in which the name of its maker may stand


def opening_names(
    cover: Sequence[Token], listed: Container[int] = ()
) -> tuple[tuple[str, ...], ...]:
    """Return the first lines of a cover that are in capitals and no title, by their words."""
    titles = title_lines(cover, listed)
    lines = [line for line in _lines(cover) if all(t.text[0].isupper() for _, t in line)]
    words = (tuple(token.key for _, token in line) for line in lines[:_OPENING_LINES])
    return tuple(line for line in words if line not in titles)


def title_lines(cover: Sequence[Token], listed: Container[int] = ()) -> tuple[tuple[str, ...], ...]:
    """Return the lines of a cover that are the title of a report, by their words without years.

    A title stands on a line of its own, below another one, says what kind of report it is, and holds
    no name of a company.

    Args:
        cover: The words of the cover.
        listed: The places of words that are part of a listed name.
    """
    found = []
    for number, line in enumerate(_lines(cover)):
        words = tuple(token.key for _, token in line if _is_telling(token))
        is_name = any(at in listed for at, _ in line)
        if number and words and not is_name and any(is_report_word(t) for _, t in line):
            found.append(words)
    return tuple(dict.fromkeys(found))


def set_titles_apart(
    tokens: Sequence[Token], titles: Sequence[tuple[str, ...]]
) -> tuple[Token, ...]:
    """Return the words with a break before every title, so that no name goes on with it."""
    return tuple(
        replace(token, is_after_break=True, is_after_newline=True)
        if any(_stands_at(tokens, at, title) for title in titles)
        else token
        for at, token in enumerate(tokens)
    )


def _stands_at(tokens: Sequence[Token], at: int, title: tuple[str, ...]) -> bool:
    """Whether a title stands here, years and small words within it left aside."""
    if tokens[at].key != title[0]:
        return False
    words = (token.key for token in tokens[at:] if _is_telling(token))
    return all(next(words, None) == word for word in title)


def _is_telling(token: Token) -> bool:
    return not token.key.isdigit() and token.key not in PREPOSITIONS


def _lines(tokens: Sequence[Token]) -> Iterator[list[tuple[int, Token]]]:
    """Yield the words of every line, each with its place."""
    line: list[tuple[int, Token]] = []
    for at, token in enumerate(tokens):
        if token.is_after_newline and line:
            yield line
            line = []
        line.append((at, token))
    if line:
        yield line
