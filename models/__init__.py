"""The shipped artefacts (one folder per task and version) and ``ACTIVE.yaml``."""
