"""``report-mining review``: decide what waits for a person, or exchange decisions with other tools."""

from __future__ import annotations

import ipaddress
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from report_mining.errors import EXIT_DONE, UsageError

_HOST_NAMES = {"localhost": "127.0.0.1"}
_BACKLOG = 128


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What a person asked for."""

    out: Path  # the output folder of a run
    reviewer: str
    host: str = "127.0.0.1"
    port: int = 0  # 0: any that is free
    language: str = "en"
    opens_browser: bool = False


def run_review(options: ReviewOptions) -> int:
    """Serve the review application until it is stopped with Ctrl-C.

    Raises:
        UsageError: the host is not this machine, or the port is taken.
        InputError: there is nothing to review in the folder.
    """
    address = loopback_address(options.host)
    from report_mining.cli.review_app import create_app

    print(f"Reading the last run in {options.out} ...", file=sys.stderr, flush=True)
    app = create_app(options.out, options.reviewer, language=options.language)
    with _listen(address, options.port) as listener:
        shown = f"[{address}]" if ":" in address else address
        url = f"http://{shown}:{listener.getsockname()[1]}/?key={app.state.keys.key}"
        print(f"Review {options.out} as {options.reviewer}: open {url}")
        print("Only this machine can reach it. Every decision is kept at once; stop with Ctrl-C.")
        sys.stdout.flush()
        if options.opens_browser:
            import webbrowser

            webbrowser.open(url)
        try:
            _serve(app, listener)
        except KeyboardInterrupt:
            print("Stopped; every decision is kept.")
    return EXIT_DONE


def loopback_address(host: str) -> str:
    """Return the loopback address that a host names.

    Raises:
        UsageError: it names anything else; the application has no passwords and no encryption.
    """
    name = _HOST_NAMES.get(host.lower(), host.strip("[]"))
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        address = None
    if address is None or str(address) not in {"127.0.0.1", "::1"}:
        raise UsageError(
            f"--host {host}: the review application is for this machine only; expected 127.0.0.1 or "
            "::1. To review from elsewhere, use a tunnel such as ssh -L"
        )
    return str(address)


def _listen(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise UsageError(
            f"--port {port} on {address} cannot be used ({error.strerror or error}); choose another, "
            "or leave it out for any that is free"
        ) from error
    return listener


def _serve(app: object, listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="off",
        proxy_headers=False,
    )
    uvicorn.Server(config).run(sockets=[listener])


def login_name() -> str:
    """Return the name under which the person is logged in; "reviewer" where there is none."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "reviewer"
