"""Reads the part of CSS that says what is shown, how large, how bold, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR = re.compile(r"(?P<tag>[a-zA-Z][\w-]*)?(?P<name>[.#][\w-]+)?")
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(pt|px|em|rem|mm|cm|in|pc|%|)", re.IGNORECASE)
_SCALE = re.compile(r"(?:matrix|scale)\(\s*(-?\d*\.?\d+)")
_POINTS = {"pt": 1.0, "px": 0.75, "": 0.75, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pc": 12}
ROOT_SIZE_PT = 12.0
_WEIGHTS = {"bold": 700, "bolder": 700, "normal": 400, "lighter": 300}
_SIZES = {"x-small": 7.5, "small": 10.0, "medium": 12.0, "large": 13.5, "x-large": 18.0}
_MAX_DEPTH = 4  # of blocks such as @media within each other


@dataclass(frozen=True, slots=True)
class Declared:
    """What a rule or a ``style`` attribute says; "" where it says nothing."""

    display: str = ""
    visibility: str = ""
    font_size: str = ""
    font_weight: str = ""
    position: str = ""
    left: str = ""
    top: str = ""
    bottom: str = ""
    width: str = ""
    height: str = ""
    transform: str = ""

    def over(self, lower: Declared) -> Declared:
        """Return these declarations with those of ``lower`` where these say nothing."""
        return Declared(*(getattr(self, n) or getattr(lower, n) for n in _NAMES))

    @property
    def is_hidden(self) -> bool:
        """Whether nothing of the element is shown."""
        return self.display == "none" or self.visibility in ("hidden", "collapse")

    @property
    def scale(self) -> float:
        """How much the element's text is scaled by a transformation."""
        match = _SCALE.match(self.transform)
        return abs(float(match.group(1))) or 1.0 if match else 1.0


_NAMES = tuple(f.name for f in fields(Declared))
_PROPERTIES = {name.replace("_", "-"): name for name in _NAMES}
_NOTHING = Declared()


def parse_declarations(text: str) -> Declared:
    """Return what a ``style`` attribute or the inside of a rule says."""
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        key = _PROPERTIES.get(name.strip().casefold())
        if colon and key is not None:
            found[key] = value.replace("!important", "").strip().casefold()
    return Declared(**found) if found else _NOTHING


def length_pt(value: str, size_pt: float) -> float | None:
    """Return a CSS length in points, or None; ``size_pt`` is the font size that ``em`` means."""
    match = _LENGTH.fullmatch(value)
    if match is None:
        return None
    number, unit = float(match.group(1)), match.group(2).casefold()
    if unit == "em":
        return number * size_pt
    if unit == "%":
        return number * size_pt / 100
    if unit == "rem":
        return number * ROOT_SIZE_PT
    return number * _POINTS[unit]


def font_size_pt(value: str, parent_pt: float) -> float:
    """Return the font size that ``value`` stands for inside text of ``parent_pt``."""
    if not value:
        return parent_pt
    size = length_pt(value, parent_pt)
    return _SIZES.get(value, parent_pt) if size is None else size


def font_weight(value: str, parent: int) -> int:
    """Return the font weight that ``value`` stands for; 400 is regular."""
    if value.isdigit():
        return min(int(value[:4]), 1000)
    return _WEIGHTS.get(value, parent)


@dataclass(slots=True)
class StyleSheet:
    """The rules of a document with one tag, class or id as selector; other rules are not read."""

    rules: dict[tuple[str, str], tuple[int, Declared]] = field(default_factory=dict)
    _known: dict[tuple[str, str, str, str], Declared] = field(default_factory=dict)
    _inline: dict[str, Declared] = field(default_factory=dict)

    def add(self, css: str) -> None:
        """Read the rules of one style sheet."""
        for selectors, body in _rules(_COMMENT.sub("", css), 0):
            declared = parse_declarations(body)
            if declared is _NOTHING:
                continue
            for selector in selectors.split(","):
                match = _SELECTOR.fullmatch(selector.strip())
                if match and match.group():
                    self._add_rule((match["tag"] or "").casefold(), match["name"] or "", declared)

    def _add_rule(self, tag: str, name: str, declared: Declared) -> None:
        previous = self.rules.get((tag, name))
        merged = declared.over(previous[1]) if previous else declared
        self.rules[tag, name] = (len(self.rules), merged)

    def style_of(self, tag: str, classes: str, element_id: str, inline: str) -> Declared:
        """Return what is declared for an element; its own ``style`` wins, then its id, its class."""
        key = (tag, classes, element_id if ("", "#" + element_id) in self.rules else "", inline)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._merge(*key)
        return known

    def _merge(self, tag: str, classes: str, element_id: str, inline: str) -> Declared:
        names = ["." + name for name in classes.split()]
        by_class = [self.rules.get((t, n)) for t in ("", tag) for n in names]
        ordered = [rule for _, rule in sorted((r for r in by_class if r), key=lambda r: r[0])]
        result = self.rules.get((tag, ""), (0, _NOTHING))[1]
        for declared in ordered:
            result = declared.over(result)
        if element_id:
            result = self.rules["", "#" + element_id][1].over(result)
        if inline:
            result = self._parse_inline(inline).over(result)
        return result

    def _parse_inline(self, inline: str) -> Declared:
        found = self._inline.get(inline)
        if found is None:
            found = self._inline[inline] = parse_declarations(inline)
        return found


def _rules(css: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield selectors and bodies; rules for print only, fonts and the like are passed over."""
    position = 0
    while (opening := css.find("{", position)) >= 0:
        prelude = css[position:opening].rpartition(";")[2].strip()
        closing = _closing(css, opening) if prelude.startswith("@") else css.find("}", opening)
        if closing < 0:
            return
        body = css[opening + 1 : closing]
        position = closing + 1
        if not prelude.startswith("@"):
            yield prelude, body
        elif depth < _MAX_DEPTH and _is_for_screen(prelude):
            yield from _rules(body, depth + 1)


def _is_for_screen(prelude: str) -> bool:
    name = prelude.casefold()
    if name.startswith("@supports"):
        return True
    is_narrow = "max-width" in name
    return name.startswith("@media") and not is_narrow and ("print" not in name or "screen" in name)


def _closing(css: str, opening: int) -> int:
    """Return where the block that opens at ``opening`` closes, or -1."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(css, opening):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return -1
