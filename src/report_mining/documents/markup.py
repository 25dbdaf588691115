"""Parses HTML and XHTML of unknown origin: encoding, broken markup, entities; never the network."""

from __future__ import annotations

import codecs
import re
from html.entities import html5
from typing import Any

from report_mining.documents.unreadable import UnreadableFileError
from report_mining.records import FailureReason

_SNIFF_BYTES = 4096
_LOOKS_LIKE_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_LOOKS_LIKE_XML = re.compile(r"^\s*<\?xml|<html\s[^>]*xmlns\s*=", re.IGNORECASE)
_DECLARED = re.compile(
    rb"""(?:<\?xml[^>]*?encoding\s*=|<meta[^>]*?charset\s*=)\s*["']?\s*([A-Za-z0-9._:-]+)""",
    re.IGNORECASE,
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_NAMED_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_XML_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso8859-1"})
_HUGE_CHARACTERS = 256 * 1024**2  # beyond this, libxml2's own limits on one text stay


def is_markup(content: bytes) -> bool:
    """Whether ``content`` begins as an HTML or XHTML document."""
    head = content[:_SNIFF_BYTES]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.replace(b"\x00", b"")
    return _LOOKS_LIKE_MARKUP.search(head) is not None


def decode_markup(content: bytes) -> str:
    """Return the text of a document by its byte order mark, its declaration, or its bytes.

    Old Western encodings are read as Windows-1252, as browsers do.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    for encoding in (_declared_encoding(content), "utf-8"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "replace")


def _declared_encoding(content: bytes) -> str:
    match = _DECLARED.search(content[:_SNIFF_BYTES])
    if match is None:
        return "utf-8"
    name = match.group(1).decode("ascii").casefold()
    if name in _LATIN:
        return "cp1252"
    try:
        b"a".decode(name)  # refuses names that Python knows, but that are no encoding of text
    except (LookupError, UnicodeError):
        return "utf-8"
    # A declaration that could be read as ASCII is no UTF-16, whatever it says.
    return "utf-8" if name.startswith(("utf-16", "utf-32", "ucs-")) else name


def parse_markup(content: bytes) -> Any:
    """Return the root element of a document, well-formed or not.

    Well-formed XHTML is parsed as XML, everything else as browsers' "tag soup". Entities that a
    document declares itself stay unresolved nodes, so neither entity bombs nor files come in.

    Raises:
        UnreadableFileError: There is no element in it.
    """
    text = decode_markup(content)
    if _LOOKS_LIKE_XML.search(text[:_SNIFF_BYTES]):
        root = _parse_xml(text)
        if root is not None:
            return root
    root = _parse_html(text)
    if root is None:
        detail = (
            "the HTML holds no element that can be read; download it again or convert it to PDF"
        )
        raise UnreadableFileError(FailureReason.DAMAGED, detail)
    return root


def _parse_xml(text: str) -> Any:
    from lxml import etree

    source = _XML_DECLARATION.sub("", text, count=1)
    source = _NAMED_ENTITY.sub(_numeric, source)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=_may_be_huge(text),
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _may_be_huge(text: str) -> bool:
    """Whether libxml2's limits may be lifted, for reports with large pictures inside.

    Not where a document declares entities: they are resolved inside attributes in any case.
    """
    return len(text) < _HUGE_CHARACTERS and "<!ENTITY" not in text


def _numeric(match: re.Match[str]) -> str:
    """Return a named character of HTML as numbers, for XML that does not declare it."""
    name = match.group(1)
    if name in _XML_ENTITIES or name not in html5:
        return match.group()
    return "".join(f"&#{ord(character)};" for character in html5[name])


def _parse_html(text: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8",
        recover=True,
        no_network=True,
        huge_tree=_may_be_huge(text),
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
