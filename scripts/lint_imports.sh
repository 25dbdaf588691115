#!/usr/bin/env bash
# Checks the direction of imports. import-linter follows folders, and flows/ and models/ lie outside src/:
# so it looks at a copy in which they lie where an installed package has them.
set -euo pipefail
cd "$(dirname "$0")/.."
merged=$(mktemp -d)
trap 'rm -rf "$merged"' EXIT
cp -r src/report_mining "$merged/report_mining"
cp -r flows "$merged/report_mining/flows"
cp -r models "$merged/report_mining/models"
PYTHONPATH="$merged" .venv/bin/lint-imports --no-cache "$@"
