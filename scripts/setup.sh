#!/usr/bin/env bash
# Makes .venv with exactly the locked packages and this package in editable form. Safe to run again.
# Needs Python 3.11 or later with venv. torch comes first and through pip, so that a CPU build is taken where one is offered.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=.venv/.setup-done
wanted=$(cat requirements.lock pyproject.toml scripts/setup.sh | sha256sum | cut -c1-64)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then exit 0; fi

python=${PYTHON:-}
for candidate in python3.11 python3.12 python3.13 python3; do
  [ -n "$python" ] && break
  if "$candidate" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$candidate; fi
done
if [ -z "$python" ]; then
  echo "setup: no Python 3.11 or later with venv was found; install one (on Debian or Ubuntu:" >&2
  echo "       apt-get install python3 python3-venv) or name it: make PYTHON=/path/to/python3.11 test" >&2
  exit 3
fi

echo "setup: making .venv with $("$python" --version) (some minutes the first time)"
[ -x .venv/bin/python ] || "$python" -m venv .venv
pip() { .venv/bin/python -m pip --disable-pip-version-check -qq "$@"; }
pip install torch==2.13.0
pip install --no-deps --require-hashes --requirement requirements.lock
pip install --no-deps --no-build-isolation --editable .
.venv/bin/python -m pip --disable-pip-version-check check >/dev/null || {
  echo "setup: the installed packages do not fit together:" >&2
  .venv/bin/python -m pip --disable-pip-version-check check >&2
  exit 4
}
echo "$wanted" > "$stamp"
