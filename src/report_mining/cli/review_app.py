"""The review application: questions, evidence and decisions in a browser on this machine only."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from report_mining.cli.review_forms import read_form
from report_mining.cli.review_guard import MAX_BODY_BYTES, Guard, SessionKeys
from report_mining.cli.review_pages import ReviewPages
from report_mining.cli.review_wording import review_word
from report_mining.errors import ReportMiningError, StorageError
from report_mining.pipeline.reviewing import ReviewDesk

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

_ASSETS = {"review.css": "text/css", "review.js": "text/javascript", "review.svg": "image/svg+xml"}


def create_app(
    out: Path, reviewer: str, *, key: str | None = None, language: str = "en"
) -> FastAPI:
    """Return the application over the last run into ``out``; ``app.state.keys`` holds its secrets.

    Raises:
        InputError: ``out`` holds no run to review, or the reviewer has no usable name.
        StorageError: something in ``out`` cannot be read.
    """
    from fastapi import FastAPI
    from starlette.middleware import Middleware

    keys = SessionKeys(key)
    pages = ReviewPages(ReviewDesk(out), reviewer, keys, language)
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[Middleware(Guard, keys=keys)],
    )
    app.state.keys = keys
    _add_pages(app, pages)
    _add_posts(app, pages, keys)
    return app


def _add_pages(app: FastAPI, pages: ReviewPages) -> None:
    from starlette.responses import PlainTextResponse, Response
    from starlette.routing import Route

    def asset(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _ASSETS:
            return PlainTextResponse("no such file\n", 404)
        return Response(_asset(name), media_type=_ASSETS[name])

    def item(request: Request) -> Response:
        return pages.item(request, request.path_params["item_id"])

    def report(request: Request) -> Response:
        return pages.report(request.path_params["report_id"])

    def crop(request: Request) -> Response:
        return pages.crop(request.path_params["name"])

    def decisions(request: Request) -> Response:
        return pages.decisions(request)

    app.router.routes.extend(
        [
            Route("/", pages.home),
            Route("/items", pages.items),
            Route("/items/{item_id}", item),
            Route("/decisions", decisions),
            Route("/reports/{report_id}", report),
            Route("/crops/{name}", crop),
            Route("/assets/{name}", asset),
        ]
    )


def _add_posts(app: FastAPI, pages: ReviewPages, keys: SessionKeys) -> None:
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    async def form_of(request: Request) -> dict[str, str] | None:
        """Return the fields of one of our own forms, None for anything else."""
        body = await request.body()
        kind = request.headers.get("content-type", "").partition(";")[0]
        if kind != "application/x-www-form-urlencoded" or len(body) > MAX_BODY_BYTES:
            return None
        form = read_form(body)
        return form if keys.is_token(form.get("csrf")) else None

    def refuse() -> Response:
        said = review_word("refusal", "form")
        return PlainTextResponse(f"{said.en}\n{said.nl}\n", 403)

    async def decide(request: Request) -> Response:
        form = await form_of(request)
        if form is None:
            return refuse()
        return await run_in_threadpool(pages.decide, request, request.path_params["item_id"], form)

    async def undo(request: Request) -> Response:
        form = await form_of(request)
        if form is None:
            return refuse()
        return await run_in_threadpool(pages.undo, request, request.path_params["decision_id"])

    async def failed(request: Request, error: Exception) -> Response:
        assert isinstance(error, ReportMiningError)
        return await run_in_threadpool(pages.error, request, error)

    app.add_exception_handler(StorageError, failed)
    app.router.routes.extend(
        [
            Route("/items/{item_id}", decide, methods=["POST"]),
            Route("/decisions/{decision_id}/undo", undo, methods=["POST"]),
        ]
    )


@cache
def _asset(name: str) -> bytes:
    return resources.files("report_mining.cli").joinpath("templates", name).read_bytes()
