"""Runs a program that ends when the process that asked for it ends, even by ``kill -9``.

A script: ``python tied_process.py PARENT PROGRAM [ARGUMENT ...]``. On Linux the kernel ends the program;
on other systems it only ends when it is told to.
"""

from __future__ import annotations

import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # prctl(2); it stays set when the process becomes another program


def end_with(parent: int) -> None:
    """Have this process killed when ``parent``, which started it, has gone."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it went before the kernel was asked
        sys.exit(1)


def main() -> None:
    """Become the program of the command line."""
    end_with(int(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])  # the caller's own command, no shell


if __name__ == "__main__":
    main()
