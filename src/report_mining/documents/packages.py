"""ESEF and XBRL report packages: the reports inside, in order, each with its name in the locator."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from report_mining.documents.archives import Archive
from report_mining.documents.flow import FlowDocument
from report_mining.documents.html_text import read_html
from report_mining.documents.markup import is_markup
from report_mining.documents.unreadable import UnreadableFileError
from report_mining.records import FailureReason

_REPORT_ENDINGS = (".xhtml", ".html", ".htm")
_NO_REPORTS = ("META-INF", "__MACOSX")  # folders
_MAX_STYLE_BYTES = 8 * 1024**2
_SHOWN_KINDS = 6


def read_package(archive: Archive) -> list[FlowDocument]:
    """Return the documents of a package in the order of their names.

    They are the (X)HTML files under a folder ``reports``, as the report package standard lays
    down; where there is no such folder, all that lie nearest to the top.

    Raises:
        UnreadableFileError: There is no report in it.
    """
    names = find_report_names(archive.names)
    documents = [_read_member(archive, name) for name in names]
    found = [document for document in documents if document is not None]
    if not found:
        raise UnreadableFileError(FailureReason.NOT_A_REPORT_FORMAT, _say_what_it_holds(archive))
    return found


def find_report_names(names: Iterable[str]) -> list[str]:
    """Return which members of an archive are its reports, by their names."""
    candidates = [name for name in names if _is_candidate(name)]
    in_reports = [name for name in candidates if "reports" in _folders(name)]
    if in_reports:
        return in_reports
    depth = min((len(_folders(name)) for name in candidates), default=0)
    return [name for name in candidates if len(_folders(name)) == depth]


def _is_candidate(name: str) -> bool:
    is_hidden = posixpath.basename(name).startswith(".")
    is_apart = any(folder in _NO_REPORTS for folder in _folders(name))
    return name.casefold().endswith(_REPORT_ENDINGS) and not is_hidden and not is_apart


def _folders(name: str) -> list[str]:
    return name.replace("\\", "/").split("/")[:-1]


def _read_member(archive: Archive, name: str) -> FlowDocument | None:
    content = archive.read(name)
    if not is_markup(content):
        return None
    document = read_html(content, lambda address: _linked_style(archive, name, address))
    prefixed = [replace(b, locator=f"{name} {b.locator}") for b in document.blocks]
    return FlowDocument(prefixed, document.dropped, document.title)


def _linked_style(archive: Archive, name: str, address: str) -> str:
    """Return the text of a style sheet of the package, "" for all others."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    folder = posixpath.dirname(name)
    target = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    if target not in archive.names:
        return ""
    return archive.read(target)[:_MAX_STYLE_BYTES].decode("utf-8", "replace")


def _say_what_it_holds(archive: Archive) -> str:
    endings = Counter(_ending(name) for name in archive.names)
    shown = ", ".join(f"{count} {ending}" for ending, count in endings.most_common(_SHOWN_KINDS))
    return (
        f"the ZIP archive holds no (X)HTML report, but {shown or 'nothing'}; expected a report "
        "package with reports/*.xhtml; unpack it and hand in the reports themselves"
    )


def _ending(name: str) -> str:
    return posixpath.splitext(name)[1].casefold() or "without an ending"


def kind_of_office_archive(names: Sequence[str]) -> str:
    """Return what an archive of an office program holds, "" where it is none."""
    for folder, kind in (("xl/", "a spreadsheet"), ("ppt/", "a presentation")):
        if any(name.startswith(folder) for name in names):
            return kind
    return "an OpenDocument or EPUB file" if "mimetype" in names else ""
