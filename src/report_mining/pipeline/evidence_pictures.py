"""Pictures of the evidence of all reports: rendered once, kept in the store, read one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from report_mining.documents.browser_pictures import find_browser
from report_mining.documents.rendering import is_pdf
from report_mining.pipeline.element_evidence import photograph_elements
from report_mining.pipeline.fetching import is_remote, local_copy
from report_mining.pipeline.instrument import Versions
from report_mining.pipeline.jobs import RenderCrops
from report_mining.pipeline.workers import WorkerFailure, WorkerPool
from report_mining.records import Crop, Evidence, Finding, ScoredReport
from report_mining.storage import PictureStore, picture_name

CROP_TIMEOUT_S = 120.0
# Goes up when pictures of the same finding come out differently; those of before are made anew.
RENDERER_VERSION = "c1"


@dataclass(frozen=True, slots=True)
class WantedPictures:
    """The findings of one report that deserve a picture, and where its pictures are kept."""

    address: str  # where the report is
    name: str  # of the file in the picture store
    findings: tuple[Evidence, ...]


class EvidencePictures(Mapping[str, Crop]):
    """Pictures by finding id; holds those of one report at a time.

    Ask in the order of the reports: each change of report opens a file.
    """

    def __init__(self, store: PictureStore, wanted: Iterable[WantedPictures]) -> None:
        self._store = store
        self._name_of = {f.finding_id: w.name for w in wanted for f in w.findings}
        self._open_name = ""
        self._open: Mapping[str, Crop] = {}

    def _pictures(self, finding_id: str) -> Mapping[str, Crop]:
        name = self._name_of.get(finding_id)
        if name is None:
            return {}
        if name != self._open_name:
            self._open_name, self._open = name, self._store.read(name) or {}
        return self._open

    def __getitem__(self, finding_id: str) -> Crop:
        """Return the picture of a finding."""
        return self._pictures(finding_id)[finding_id]

    def __contains__(self, finding_id: object) -> bool:
        """Return whether there is a picture of a finding."""
        return isinstance(finding_id, str) and finding_id in self._pictures(finding_id)

    def __iter__(self) -> Iterator[str]:
        """Yield the findings that have a picture, in the order of the reports."""
        return (finding_id for finding_id in self._name_of if finding_id in self)

    def __len__(self) -> int:
        """Return how many pictures there are."""
        return sum(1 for _ in self)


def keep_pictures(
    reports: Iterable[ScoredReport],
    evidence_of: Callable[[ScoredReport], tuple[Evidence, ...]],
    store: PictureStore,
    pool: WorkerPool,
    versions: Versions,
    *,
    renders_again: bool = False,
) -> EvidencePictures:
    """Render the pictures that the store does not hold yet, and return all of them.

    A file that cannot be rendered costs its pictures only: quote and page stay. It is tried
    again in the next run.

    Raises:
        StorageError: The store cannot be written.
    """
    wanted = [w for w in _wanted(reports, evidence_of, versions) if w.findings]
    held = frozenset() if renders_again else store.names()
    missing = [one for one in wanted if one.name not in held and _can_be_pictured(one)]
    with ThreadPoolExecutor(pool.size) as threads:
        for _ in threads.map(lambda one: _render(one, store, pool), missing):
            continue
    return EvidencePictures(store, wanted)


def _wanted(
    reports: Iterable[ScoredReport],
    evidence_of: Callable[[ScoredReport], tuple[Evidence, ...]],
    versions: Versions,
) -> Iterator[WantedPictures]:
    has_browser = find_browser() is not None
    renderer = RENDERER_VERSION + ("b" if has_browser else "")
    for scored in reports:
        name = picture_name(scored.report_id, versions.reader, versions.instrument, renderer)
        yield WantedPictures(scored.path, name, evidence_of(scored))


def _can_be_pictured(wanted: WantedPictures) -> bool:
    """Return whether it is worth a worker's time; a file on this machine is quickly looked at."""
    has_elements = any(one.page_number is None for one in wanted.findings)
    return has_elements or is_remote(wanted.address) or is_pdf(Path(wanted.address))


def _named(wanted: WantedPictures) -> list[Finding]:
    """Return the findings; readings of files without pages get no picture."""
    return [one for one in wanted.findings if isinstance(one, Finding)]


def _render(wanted: WantedPictures, store: PictureStore, pool: WorkerPool) -> None:
    try:
        with local_copy(wanted.address) as path:
            crops = dict(photograph_elements(path, _named(wanted), pool))
            answer = pool.run(RenderCrops(path, wanted.findings), CROP_TIMEOUT_S)
    except OSError:
        return  # the remote file is not within reach now
    if not isinstance(answer, WorkerFailure):
        store.write(wanted.name, (crops | answer).values())
