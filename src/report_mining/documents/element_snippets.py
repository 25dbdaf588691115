"""Cuts the element that a finding points at out of an (X)HTML document, safe to be rendered alone."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from report_mining.documents.archives import open_archive
from report_mining.documents.element_kinds import HIDDEN_TAGS, tag_name
from report_mining.documents.markup import is_markup, parse_markup
from report_mining.documents.unreadable import UnreadableFileError
from report_mining.records import Finding

_LOCATOR = re.compile(r"(?:(?P<member>.+?) )??(?:page \d+ )?(?P<path>/.+)")
_STEP = re.compile(r"(.+)\[(\d+)\]")
_SQUEEZED = re.compile(r"[\s\u00ad]+")
_CSS_REFERENCE = re.compile(r"@import[^;]*;?|url\(\s*['\"]?(?!data:(?:image|font))[^)]*\)", re.I)
_DROPPED_TAGS = frozenset(
    [
        "script",
        "iframe",
        "frame",
        "object",
        "embed",
        "link",
        "base",
        "meta",
        "form",
        "input",
        "button",
        "video",
        "audio",
        "source",
        "applet",
        "noscript",
        "template",
        "svg:script",
        "svg:use",
        "svg:image",
        "svg:foreignobject",
    ]
)
_ADDRESSES = frozenset("href src srcset poster background action data xlink:href".split())  # noqa: SIM905
_MAX_STYLE_CHARS = 2_000_000
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
_MARK = "outline: 3px solid #d67800; background-color: #fff3b0"


def cut_snippets(path: Path, findings: Sequence[Finding]) -> dict[str, str]:
    """Return a document of its own for the element of each finding that has no page, by finding id.

    Scripts and references to anything outside are taken out. Findings whose element is not found
    again, and files that are no (X)HTML, have none.
    """
    wanted = [f for f in findings if f.page_number is None and f.locator]
    try:
        roots = _Roots(path) if wanted else None
        found = ((f.finding_id, _snippet(roots, f)) for f in wanted)
        return {finding_id: text for finding_id, text in found if text}
    except (UnreadableFileError, OSError):
        return {}


class _Roots:
    """The parsed documents of a file, each parsed once."""

    def __init__(self, path: Path) -> None:
        content = path.read_bytes()
        self._content = content
        self._archive = open_archive(content) if content.startswith(b"PK") else None
        self._parsed: dict[str, Any] = {}

    def get(self, member: str) -> Any:
        """Return the root of a member ("" for a file that is no archive), or None."""
        if member not in self._parsed:
            content = self._archive.read(member) if self._archive else self._content
            self._parsed[member] = parse_markup(content) if is_markup(content) else None
        return self._parsed[member]


def _snippet(roots: _Roots | None, finding: Finding) -> str:
    match = _LOCATOR.fullmatch(finding.locator or "")
    if match is None or roots is None:
        return ""
    root = roots.get(match["member"] or "")
    element = None if root is None else _find(root, match["path"], finding.quote)
    return "" if element is None else _document(root, element)


def _find(root: Any, path: str, quote: str) -> Any:
    """Return the element at ``path`` that holds the quote, or the innermost one that does."""
    wanted = _squeeze(quote)
    element = _at(root, path)
    if element is not None and wanted in _squeeze("".join(element.itertext())):
        return element
    if wanted not in _squeeze("".join(root.itertext())):
        return None
    inner: Any = root
    while inner is not None:
        element = inner
        inner = next(
            (c for c in _children(inner) if wanted in _squeeze("".join(c.itertext()))), None
        )
    return element


def _squeeze(text: str) -> str:
    return _SQUEEZED.sub("", text)


def _children(element: Any) -> Iterator[Any]:
    return (c for c in element if isinstance(c.tag, str) and tag_name(c.tag) not in HIDDEN_TAGS)


def _at(root: Any, path: str) -> Any:
    """Return the element that the steps of a path lead to, or None."""
    steps = path.strip("/").split("/")
    element = root if steps[0] == tag_name(root.tag) else None
    for step in steps[1:]:
        match = _STEP.fullmatch(step)
        tag, number = (match[1], int(match[2])) if match else (step, 1)
        if element is None:
            return None
        same = [c for c in _children(element) if tag_name(c.tag) == tag]
        element = same[number - 1] if number <= len(same) else None
    return element


def _document(root: Any, element: Any) -> str:
    """Return a document with the element, marked, inside bare copies of what it stands in."""
    from lxml import etree

    inner = copy.deepcopy(element)
    inner.tail = None
    _clean(inner)
    inner.set("style", f"{inner.get('style') or ''}; {_MARK}")
    for outer in element.iterancestors():
        if tag_name(outer.tag) in ("html", "body"):
            break
        shell = etree.Element(outer.tag, nsmap=outer.nsmap)
        for name in ("class", "id", "style", "dir", "lang"):
            if outer.get(name):
                shell.set(name, _harmless(outer.get(name)))
        shell.append(inner)
        inner = shell
    body = etree.tostring(inner, encoding="unicode", method="html")
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<style>{_styles(root)}</style></head><body>{body}</body></html>"
    )


def _clean(element: Any) -> None:
    """Take out of a copied element what runs or points outside."""
    for part in list(element.iter()):
        if not isinstance(part.tag, str) or tag_name(part.tag) in _DROPPED_TAGS:
            if part.getparent() is not None:
                _drop(part)
            continue
        for name, value in list(part.attrib.items()):
            plain = name.rsplit("}", 1)[-1].casefold()
            if plain.startswith("on") or (
                plain in _ADDRESSES and not value.strip().startswith(("#", "data:image/"))
            ):
                del part.attrib[name]
            elif plain == "style":
                part.set(name, _harmless(value))


def _drop(part: Any) -> None:
    """Remove an element and keep the text behind it."""
    parent, tail = part.getparent(), part.tail or ""
    before = part.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    part.tail = None
    parent.remove(part)


def _styles(root: Any) -> str:
    texts = ("".join(e.itertext()) for e in root.iter("{*}style"))
    return _harmless("\n".join(texts)[:_MAX_STYLE_CHARS]).replace("</", "<\\/")


def _harmless(css: str) -> str:
    return _CSS_REFERENCE.sub("", css)
