"""Who may talk to the review application: this machine, this session, pages of its own."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})
MAX_BODY_BYTES = 64 * 1024
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::[0-9]{1,5})?", re.IGNORECASE)
_SAFE_METHODS = frozenset({"GET", "HEAD"})
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: browsers then send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# A browser shows a PDF with a viewer of its own, which a stricter policy would stop.
FILE_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class SessionKeys:
    """The secrets of one run of the application: the key in its address and the token in its forms."""

    def __init__(self, key: str | None = None) -> None:
        self.key = key or secrets.token_urlsafe(24)
        digest = hashlib.sha256(self.key.encode()).hexdigest()
        # Cookies do not know ports: two applications on one machine need two names.
        self.cookie_name = f"report_mining_review_{digest[:8]}"
        self.csrf_token = hmac.new(self.key.encode(), b"form", hashlib.sha256).hexdigest()

    def is_key(self, given: str | None) -> bool:
        """Whether this is the key from the address that was printed."""
        return given is not None and hmac.compare_digest(given.encode(), self.key.encode())

    def is_token(self, given: str | None) -> bool:
        """Whether this is the token of our own forms."""
        return given is not None and hmac.compare_digest(given.encode(), self.csrf_token.encode())

    def set_cookie(self, response: Response) -> None:
        """Let this browser in until it is closed; scripts and other sites cannot use the cookie."""
        response.set_cookie(self.cookie_name, self.key, httponly=True, samesite="strict", path="/")


class Guard:
    """ASGI middleware that answers only requests made here, by a browser that was let in.

    Refused: another Host than loopback (DNS rebinding), posts from elsewhere (``Origin``,
    ``Sec-Fetch-Site``), everything without the session's cookie, large bodies and websockets.
    """

    def __init__(self, app: ASGIApp, keys: SessionKeys, door: str = "/") -> None:
        self.app = app
        self.keys = keys
        self.door = door  # the one path that takes the key instead of the cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it in plain text."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        from starlette.requests import Request
        from starlette.responses import PlainTextResponse

        refusal = self._refusal(Request(scope))
        sending = _with_headers(send)
        if refusal is None:
            await self.app(scope, receive, sending)
            return
        status, why = refusal
        await PlainTextResponse(f"report-mining review: {why}\n", status)(scope, receive, sending)

    def _refusal(self, request: Request) -> tuple[int, str] | None:
        host = request.headers.getlist("host")
        if len(host) != 1 or not is_loopback(host[0]):
            return 421, "this host name is not answered; open the address shown in the terminal"
        if request.method not in _SAFE_METHODS:
            if request.method != "POST":
                return 405, "only GET and POST are answered"
            if not _is_same_origin(request, host[0]):
                return 403, "this request comes from another site and is refused"
            length = request.headers.get("content-length", "")
            if not length.isdigit() or int(length) > MAX_BODY_BYTES:
                return 413, f"expected a form of at most {MAX_BODY_BYTES} bytes with its length"
        if not self._is_let_in(request):
            return 403, "not let in; open the whole address shown in the terminal, with its key"
        return None

    def _is_let_in(self, request: Request) -> bool:
        if self.keys.is_key(request.cookies.get(self.keys.cookie_name)):
            return True
        is_door = request.method == "GET" and request.url.path == self.door
        return is_door and self.keys.is_key(request.query_params.get("key"))


def is_loopback(host: str) -> bool:
    """Whether a Host header names this machine and nothing else."""
    found = _HOST.fullmatch(host)
    return found is not None and found["name"].strip("[]").lower() in LOOPBACK_HOSTS


def _is_same_origin(request: Request, host: str) -> bool:
    origin = request.headers.getlist("origin")
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    if not origin:
        return site == "same-origin"
    return origin == [f"http://{host}"]


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = list(message.get("headers", ()))
            names = {name.lower() for name, _ in given}
            given.extend(_missing(names))
            message = {**message, "headers": given}
        await send(message)

    return sending


def _missing(names: Iterable[bytes]) -> list[tuple[bytes, bytes]]:
    wanted = {**_HEADERS, "Content-Security-Policy": PAGE_POLICY}
    pairs = ((name.lower().encode(), value.encode()) for name, value in wanted.items())
    present = frozenset(names)
    return [(name, value) for name, value in pairs if name not in present]
