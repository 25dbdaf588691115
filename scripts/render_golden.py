"""Draws golden pages to look at: ``render_golden.py NAME OUT.pdf``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from golden.drawing import draw_pdf
from golden.pages import load_page

PAGES = Path(__file__).parents[1] / "tests" / "golden" / "pages"


def main() -> int:
    """Write the PDF of one golden page; the page itself is the second of three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="a page of tests/golden/pages, without extension")
    parser.add_argument("out", type=Path, help="the PDF to write")
    args = parser.parse_args()
    args.out.write_bytes(draw_pdf(load_page(PAGES / f"{args.name}.yaml")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
