#!/usr/bin/env bash
# Writes requirements.lock anew: exact versions with hashes of everything that `make setup` installs, but torch.
# torch is pinned in scripts/setup.sh and left out here: its CPU build has another hash on every platform.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install --quiet uv
torch_free=()
for name in torch triton cuda-bindings cuda-pathfinder cuda-toolkit nvidia-cublas nvidia-cuda-cupti nvidia-cuda-nvrtc \
  nvidia-cuda-runtime nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-curand nvidia-cusolver nvidia-cusparse \
  nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx; do
  torch_free+=(--no-emit-package "$name")
done
constraint=()
[ -n "${LOCK_CONSTRAINT:-}" ] && constraint=(--constraint "$LOCK_CONSTRAINT")
.venv/bin/uv pip compile pyproject.toml --extra dev --generate-hashes --no-header --no-annotate --emit-build-options \
  "${torch_free[@]}" "${constraint[@]}" --python-version 3.11 --quiet --output-file requirements.lock
echo "requirements.lock: $(grep -c '^[a-z].*==' requirements.lock) packages"
