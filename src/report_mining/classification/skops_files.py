"""Reading and writing scikit-learn objects with skops, which runs no code from the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from report_mining.errors import ArtefactError

# Types beyond the ones skops trusts by itself that our own models hold.
_TRUSTED = ("numpy.dtype",)


def load_skops(path: Path) -> Any:
    """Return the object in ``path``.

    Raises:
        ArtefactError: the file holds types that a model of ours does not have, or is damaged.
    """
    import zipfile

    from skops.io import get_untrusted_types, load

    try:
        unknown = set(get_untrusted_types(file=path)) - set(_TRUSTED)
        if unknown:
            raise ArtefactError(
                f"{path}: holds {', '.join(sorted(unknown))}, which no model of ours does; "
                "do not use this file"
            )
        return load(path, trusted=list(_TRUSTED))
    except (OSError, zipfile.BadZipFile) as error:
        raise ArtefactError(f"{path}: cannot be read ({error}); restore it") from error


def save_skops(fitted: object, path: Path) -> None:
    """Write a fitted object; the same object gives the same bytes on every run."""
    from skops.io import dump

    dump(fitted, path)
