"""Jobs that misbehave, importable by worker processes through PYTHONPATH."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from report_mining.errors import ArtefactError


@dataclass(frozen=True)
class Echo:
    text: str

    def run(self, models: Path | None) -> str:
        print("a library prints to standard output")
        return f"{self.text}|{models}"


@dataclass(frozen=True)
class Crash:
    def run(self, models: Path | None) -> str:
        os.kill(os.getpid(), signal.SIGSEGV)
        return "unreachable"


@dataclass(frozen=True)
class Hang:
    def run(self, models: Path | None) -> str:
        time.sleep(600)
        return "unreachable"


@dataclass(frozen=True)
class Bomb:
    def run(self, models: Path | None) -> str:
        return "x" * (64 * 1024**3)


@dataclass(frozen=True)
class Bug:
    def run(self, models: Path | None) -> str:
        raise ZeroDivisionError("a mistake of ours")


@dataclass(frozen=True)
class WrongModel:
    def run(self, models: Path | None) -> str:
        raise ArtefactError("stance/rules-1: weights do not match")


@dataclass(frozen=True)
class Slow:
    seconds: float

    def run(self, models: Path | None) -> str:
        time.sleep(self.seconds)
        return "awake"
