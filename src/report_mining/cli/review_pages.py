"""The pages of the review application: what is answered to each request of a reviewer."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from report_mining.cli.review_forms import read_answer
from report_mining.cli.review_guard import FILE_POLICY, SessionKeys
from report_mining.cli.review_views import (
    PAGE_SIZE,
    Filters,
    chosen_questions,
    decision_rows,
    headline_figures,
    progress_of,
    read_filters,
    shown_text,
    view_question,
)
from report_mining.cli.review_wording import KINDS, review_word
from report_mining.errors import ReportMiningError
from report_mining.pipeline.review_answers import (
    Answer,
    DecisionRefusedError,
    checked_reviewer,
)
from report_mining.pipeline.review_effects import Change
from report_mining.pipeline.reviewing import ReviewDesk
from report_mining.publishing.headline import percent
from report_mining.publishing.wording import Wording, word
from report_mining.records.review import ReviewQuestion
from report_mining.taxonomies.codes import Stance

if TYPE_CHECKING:
    import jinja2
    from starlette.requests import Request
    from starlette.responses import Response

LANGUAGES = ("en", "nl")
_LANGUAGE_COOKIE = "report_mining_language"
_KEPT_CHANGES = 200  # decisions whose effect on the figures can still be shown
_PDF_MARK = b"%PDF-"


class ReviewPages:
    """The pages over one desk, for one reviewer."""

    def __init__(self, desk: ReviewDesk, reviewer: str, keys: SessionKeys, language: str) -> None:
        self.desk = desk
        self.reviewer = checked_reviewer(reviewer)
        self.keys = keys
        self.language = language
        self._changes: dict[str, Change] = {}
        self._lock = threading.Lock()

    def home(self, request: Request) -> Response:
        """Let the browser in when it brings the key, then show the first open question."""
        from starlette.responses import RedirectResponse

        self.desk.refresh()
        filters = read_filters(request.query_params)
        waiting = chosen_questions(self.desk, filters, self.reviewer)
        place = f"/items/{waiting[0].item_id}" if waiting else "/items"
        response = RedirectResponse(_address(place, filters), 303)
        if "key" in request.query_params:
            self.keys.set_cookie(response)
        return self._remember_language(request, response)

    def items(self, request: Request) -> Response:
        """List the questions that the filters let through."""
        self.desk.refresh()
        filters = read_filters(request.query_params)
        chosen = chosen_questions(self.desk, filters, self.reviewer)
        page = _page_number(request.query_params.get("page", ""), len(chosen))
        shown = chosen[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        return self._render(
            request,
            "review_items.html.j2",
            filters=filters,
            rows=[(q, self.desk.effect_of(q)) for q in shown],
            count=len(chosen),
            page=page,
            pages=max(1, -(-len(chosen) // PAGE_SIZE)),
        )

    def item(self, request: Request, item_id: str) -> Response:
        """Show one question with its evidence and the form to decide it."""
        self.desk.refresh()
        question = self.desk.question(item_id)
        if question is None:
            return self._lost(request)
        return self._item_page(request, question, read_filters(request.query_params))

    def _item_page(
        self,
        request: Request,
        question: ReviewQuestion,
        filters: Filters,
        refused: str | None = None,
        given: Answer | None = None,
    ) -> Response:
        chosen = chosen_questions(self.desk, filters, self.reviewer)
        ids = [q.item_id for q in chosen]
        place = ids.index(question.item_id) if question.item_id in ids else None
        figures = self.desk.figures(question.reporting_year)
        return self._render(
            request,
            "review_item.html.j2",
            status=200 if refused is None else 422,
            view=view_question(self.desk, question, self.reviewer),
            filters=filters,
            place=place,
            count=len(ids),
            previous=ids[place - 1] if place else None,
            following=_following(ids, place),
            figures=headline_figures(figures, figures),
            refused=refused,
            given=given,
            stances=tuple(Stance),
        )

    def decide(self, request: Request, item_id: str, form: dict[str, str]) -> Response:
        """Keep a decision and go to the next question, which shows what became of the figure."""
        from starlette.responses import RedirectResponse

        filters = read_filters(form)
        before = [q.item_id for q in chosen_questions(self.desk, filters, self.reviewer)]
        question = self.desk.question(item_id)
        if question is None:
            return self._lost(request)
        try:
            answer = read_answer(form)
        except DecisionRefusedError as error:
            return self._item_page(request, question, filters, error.code)
        try:
            change = self.desk.decide(item_id, answer, self.reviewer)
        except DecisionRefusedError as error:
            again = self.desk.question(item_id) or question
            return self._item_page(request, again, filters, error.code, answer)
        self._keep(change)
        target = self._next_item(before, item_id, filters)
        place = f"/items/{target}" if target else "/items"
        return RedirectResponse(_address(place, filters, change.decision.decision_id), 303)

    def _next_item(self, before: list[str], item_id: str, filters: Filters) -> str | None:
        """Return what comes after a decided question: the next of the list as it was."""
        place = before.index(item_id) if item_id in before else -1
        left = {q.item_id for q in chosen_questions(self.desk, filters, self.reviewer)} - {item_id}
        later = (i for i in (*before[place + 1 :], *before[: max(place, 0)]) if i in left)
        return next(later, None)

    def decisions(self, request: Request, refused: str | None = None) -> Response:
        """Show every decision with who, when and why, and how far reviewers agree."""
        self.desk.refresh()
        return self._render(
            request,
            "review_decisions.html.j2",
            status=200 if refused is None else 422,
            rows=decision_rows(self.desk, self.reviewer),
            agreement=self.desk.agreement(),
            refused=refused,
        )

    def undo(self, request: Request, decision_id: str) -> Response:
        """Take a decision back."""
        from starlette.responses import RedirectResponse

        try:
            change = self.desk.withdraw(decision_id, self.reviewer)
        except DecisionRefusedError as error:
            return self.decisions(request, error.code)
        self._keep(change)
        item, done = change.decision.item_id, change.decision.decision_id
        return RedirectResponse(_address(f"/items/{item}", Filters(), done), 303)

    def report(self, report_id: str) -> Response:
        """Send the file of a report: a PDF to look at, anything else to keep, never as a page."""
        from starlette.responses import FileResponse, PlainTextResponse

        path = self.desk.report_path(report_id)
        if path is None or not path.is_file():
            return PlainTextResponse(
                "The file is not where it was when it was read. / "
                "Het bestand staat niet meer waar het stond toen het gelezen werd.\n",
                404,
            )
        with path.open("rb") as stream:
            is_pdf = _PDF_MARK in stream.read(1024)
        return FileResponse(
            path,
            media_type="application/pdf" if is_pdf else "application/octet-stream",
            filename=path.name,
            content_disposition_type="inline" if is_pdf else "attachment",
            headers={"Content-Security-Policy": FILE_POLICY},
        )

    def crop(self, name: str) -> Response:
        """Send the picture of a piece of evidence."""
        from starlette.responses import FileResponse, PlainTextResponse

        stem = name.removesuffix(".png")
        path = self.desk.out / "crops" / name
        if not (stem.isalnum() and stem.isascii() and name.endswith(".png") and path.is_file()):
            return PlainTextResponse("no such picture\n", 404)
        return FileResponse(path, media_type="image/png")

    def error(self, request: Request, error: ReportMiningError) -> Response:
        """Say what went wrong, on a page."""
        return self._render(request, "review_error.html.j2", status=500, message=str(error))

    def _lost(self, request: Request) -> Response:
        said = review_word("refusal", "unknown")
        text = said.nl if self._language_of(request) == "nl" else said.en
        return self._render(request, "review_error.html.j2", status=404, message=text)

    def _keep(self, change: Change) -> None:
        with self._lock:
            while len(self._changes) >= _KEPT_CHANGES:
                self._changes.pop(next(iter(self._changes)))
            self._changes[change.decision.decision_id] = change

    def _render(
        self, request: Request, name: str, *, status: int = 200, **context: Any
    ) -> Response:
        from starlette.responses import HTMLResponse

        language = self._language_of(request)
        change = self._changes.get(request.query_params.get("done", ""))
        html = _environment().get_template(name).render(
            lang=language,
            other_lang="en" if language == "nl" else "nl",
            here=request.url.path,
            here_query=_without(request, "lang", "done"),
            reviewer=self.reviewer,
            csrf=self.keys.csrf_token,
            progress=progress_of(self.desk, self.reviewer),
            years=sorted({q.reporting_year for q in self.desk.questions}),
            kinds=tuple(KINDS),
            run=self.desk.record.run,
            thresholds=self.desk.record.thresholds,
            change=change,
            changed=() if change is None else headline_figures(change.before, change.after),
            file_name=self.desk.file_name,
            **context,
        )  # fmt: skip
        return self._remember_language(request, HTMLResponse(html, status))

    def _language_of(self, request: Request) -> str:
        for given in (request.query_params.get("lang"), request.cookies.get(_LANGUAGE_COOKIE)):
            if given in LANGUAGES:
                return str(given)
        return self.language

    def _remember_language(self, request: Request, response: Response) -> Response:
        given = request.query_params.get("lang")
        if given in LANGUAGES:
            response.set_cookie(_LANGUAGE_COOKIE, str(given), httponly=True, samesite="strict")
        return response


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("report_mining.cli", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown_text,
    )
    environment.globals.update(Wording=Wording, word=word, review_word=review_word, percent=percent)
    return environment


def _address(path: str, filters: Filters, done: str | None = None) -> str:
    query = "&".join(
        part for part in (filters.query, urlencode({"done": done}) if done else "") if part
    )
    return f"{path}?{query}" if query else path


def _without(request: Request, *names: str) -> str:
    return urlencode([(k, v) for k, v in request.query_params.multi_items() if k not in names])


def _following(ids: list[str], place: int | None) -> str | None:
    after = 0 if place is None else place + 1
    return ids[after] if after < len(ids) else None


def _page_number(text: str, count: int) -> int:
    last = max(1, -(-count // PAGE_SIZE))
    return min(last, max(1, int(text))) if text.isdecimal() and len(text) < 8 else 1
