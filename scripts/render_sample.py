"""Renders data/sample/texts/*.md to data/sample/reports/*.pdf; ``--check`` only compares."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from sample.files import register_fonts, render
from sample.texts import read_source

SAMPLE = Path(__file__).parents[1] / "data" / "sample"


def main() -> int:
    """Render every text, or with ``--check`` say which reports are out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail when stale")
    parser.add_argument("names", nargs="*", help="only these reports, without extension")
    args = parser.parse_args()
    register_fonts()
    stale = 0
    for path in sorted((SAMPLE / "texts").glob("*.md")):
        if args.names and path.stem not in args.names:
            continue
        content = render(read_source(path))
        target = SAMPLE / "reports" / f"{path.stem}.pdf"
        is_same = target.exists() and target.read_bytes() == content
        if not is_same:
            stale += 1
            print(
                f"{target.name}: {'differs' if args.check else 'written'}, {len(content):,} bytes"
            )
            if not args.check:
                target.write_bytes(content)
    return 1 if args.check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
