"""Adapter to Chromium: a picture of a small document, taken without a network."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

from report_mining.records import Box, Crop

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_SIZE_PX = (1000, 1400)
_MARGIN_PX = 24
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
]
_NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND"


def find_browser() -> str | None:
    """Return the path of an installed Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def photograph(finding_id: str, document: str, browser: str, timeout_s: float) -> Crop | None:
    """Return the picture of an HTML document, its white edges cut off; None where there is none."""
    with tempfile.TemporaryDirectory(prefix="report-mining-") as folder:
        page, picture = Path(folder, "page.html"), Path(folder, "page.png")
        page.write_text(document, "utf-8", "replace")
        command = [
            browser,
            *_FLAGS,
            _NO_NETWORK,
            f"--user-data-dir={folder}/profile",
            f"--window-size={_SIZE_PX[0]},{_SIZE_PX[1]}",
            f"--screenshot={picture}",
            page.as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=timeout_s, check=True)
            return _trim(finding_id, picture.read_bytes())
        except (subprocess.SubprocessError, OSError):
            return None


def _trim(finding_id: str, png: bytes) -> Crop | None:
    from PIL import Image, ImageChops

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    ground = Image.new("RGB", picture.size, (255, 255, 255))
    inked = ImageChops.difference(picture, ground).getbbox()
    if inked is None:
        return None
    left, top, right, bottom = inked
    area = (
        max(0, left - _MARGIN_PX),
        max(0, top - _MARGIN_PX),
        min(picture.width, right + _MARGIN_PX),
        min(picture.height, bottom + _MARGIN_PX),
    )
    cut = picture.crop(area)
    buffer = io.BytesIO()
    cut.quantize(128).save(buffer, "PNG", optimize=True)
    region = Box(0.0, 0.0, float(cut.width), float(cut.height))
    return Crop(finding_id, buffer.getvalue(), cut.width, cut.height, region)
