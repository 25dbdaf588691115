"""The review application decides for its own browser only, and shows report text as text."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from types import ModuleType

import pytest
from starlette.testclient import TestClient

from report_mining.cli.review import loopback_address
from report_mining.cli.review_app import create_app
from report_mining.errors import UsageError
from report_mining.review.decisions import DecisionLog
from report_mining.taxonomies.codes import Stance

KEY = "key-of-this-test"
HERE = "http://127.0.0.1"


@dataclasses.dataclass
class Visit:
    """A browser that was let in."""

    client: TestClient
    csrf: str

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def find(self, company: str, kind: str = "all") -> str:
        listed = self.page(f"/items?kind={kind}&company={company}")
        found = re.findall(r'href="(/items/[0-9a-f]+)', listed)
        assert found, listed
        return str(found[0])

    def post(self, path: str, **fields: str) -> str:
        answer = self.client.post(path, data={"csrf": self.csrf, **self._hash(path), **fields})
        assert answer.status_code == 200, answer.text
        return answer.text

    def _hash(self, path: str) -> dict[str, str]:
        if not path.startswith("/items/"):
            return {}
        found = re.search(r'name="evidence_hash" value="([0-9a-f]+)"', self.page(path))
        assert found is not None
        return {"evidence_hash": found[1]}


def visit(out: Path, reviewer: str = "reviewer 1") -> Visit:
    app = create_app(out, reviewer, key=KEY)
    client = TestClient(app, base_url=HERE, headers={"Origin": HERE})
    assert client.get(f"/?key={KEY}").status_code == 200
    return Visit(client, app.state.keys.csrf_token)


def endorsed(page: str) -> int:
    found = re.search(
        r'data-series="oecd_only" data-strictness="standard" data-endorsed="(\d+)"', page
    )
    assert found is not None
    return int(found[1])


def test_the_first_open_question_is_shown_with_its_effect(run_folder: Path) -> None:
    page = visit(run_folder).page("/")
    assert "Boomgaard Voeding" in page
    assert "Counts for 1 of 6" in page
    assert "What stands before." in page
    assert "What follows." in page
    assert re.search(r'<img src="/crops/[0-9a-f]+\.png"', page)
    assert "0 of 4 questions decided" in page


def test_a_decision_changes_the_figure_on_the_next_page_at_once(run_folder: Path) -> None:
    browser = visit(run_folder)
    item = browser.find("Alderwerk")
    assert endorsed(browser.page(item)) == 2
    page = browser.post(item, verdict="accept")
    assert endorsed(page) == 3
    assert re.search(r"2 → <strong>3</strong></span> of 6", page)
    assert "1 of 4 questions decided" in page
    decided = DecisionLog(run_folder).read()
    assert [(d.reviewer, d.verdict.value, d.stance) for d in decided] == [
        ("reviewer 1", "accept", Stance.ENDORSE)
    ]


def test_undo_puts_the_figure_back_and_is_a_line_of_its_own(run_folder: Path) -> None:
    browser = visit(run_folder)
    item = browser.find("Citrien")
    page = browser.post(item, verdict="correct", stance="REFERENCE", reason="only a list of names")
    assert "2 → <strong>1</strong>" in page
    decision_id = DecisionLog(run_folder).read()[0].decision_id
    assert "only a list of names" in browser.page("/decisions")
    assert endorsed(browser.post(f"/decisions/{decision_id}/undo")) == 2
    assert len(DecisionLog(run_folder).read()) == 2


def test_a_refused_decision_says_why_and_keeps_what_was_typed(run_folder: Path) -> None:
    browser = visit(run_folder)
    item = browser.find("Boomgaard")
    fields = {"csrf": browser.csrf, "verdict": "correct", "stance": "", "reason": "my words"}
    answer = browser.client.post(item, data=fields | browser._hash(item))
    assert answer.status_code == 422
    assert "Choose the stance" in answer.text
    assert 'value="my words"' in answer.text
    answer = browser.client.post(f"{item}?lang=nl", data=fields | {"evidence_hash": "0"})
    assert "Het bewijs is veranderd" in answer.text
    assert DecisionLog(run_folder).read() == ()


def test_a_second_reviewer_decides_blind_and_then_sees_the_first(run_folder: Path) -> None:
    first = visit(run_folder)
    item = first.find("Citrien")
    first.post(item, verdict="correct", stance="ASPIRE", reason="it is an aim")
    second = visit(run_folder, "reviewer 2")
    assert "1 other reviewer decided" in second.page(item)
    assert "it is an aim" not in second.page(item) + second.page("/decisions")
    assert item in second.page("/items?kind=second")
    second.post(item, verdict="accept")
    assert "it is an aim" in second.page(item)
    assert "0 of 1 questions with the same answer" in second.page("/decisions")
    assert endorsed(second.page(item)) == 1  # they differ, so C has no value


def test_filters_narrow_the_list_and_stay_on_the_way(run_folder: Path) -> None:
    browser = visit(run_folder)
    assert browser.page("/items").count('<td class="lead">') == 4
    conflicts = browser.page("/items?kind=conflict&year=2023&company=boom")
    assert conflicts.count('<td class="lead">') == 1
    assert "?kind=conflict&amp;year=2023&amp;company=boom" in conflicts
    assert browser.page("/items?year=1999").count('<td class="lead">') == 0
    assert browser.page("/items?kind=nonsense&year=x").count('<td class="lead">') == 4


def test_every_page_speaks_dutch_and_remembers_it(run_folder: Path) -> None:
    browser = visit(run_folder)
    assert "Onderschrijft <bdi>Boomgaard Voeding</bdi> de OESO-richtlijnen" in browser.page(
        "/?lang=nl"
    )
    for path, words in (
        ("/items", "Vragen"),
        ("/decisions", "Beslissingen"),
        ("/", "Uw beslissing"),
    ):
        page = browser.page(path)
        assert '<html lang="nl">' in page
        assert words in page
    assert '<html lang="en">' in browser.page("/items?lang=en")


def test_text_of_reports_is_shown_and_never_run(invented: ModuleType, run_folder: Path) -> None:
    long = invented.finding("D", Stance.REFERENCE, 0.8, invented.LONG_LINE + "OECD Guidelines")
    invented.build_run(run_folder, {"D": (long,)})
    browser = visit(run_folder)
    page = browser.page(browser.find("Eikenhof"))
    assert "<script>document" not in page
    assert "&lt;script&gt;document.title=" in page
    assert "=HYPERLINK(" in page
    assert not set("\u202e\u202c\u0000") & set(page)
    assert "\ufffdevil\ufffd \ufffd We support" in page
    shortened = browser.page(browser.find("Dijkzicht"))
    assert len(shortened) < 60_000
    assert "Shortened here by" in shortened


@pytest.mark.parametrize("typed", ["<img src=x onerror=alert(1)>", "\u202etxt", "x\u0000y"])
def test_what_a_reviewer_types_is_text_too(run_folder: Path, typed: str) -> None:
    browser = visit(run_folder)
    browser.post(browser.find("Alderwerk"), verdict="correct", stance="ASPIRE", reason=typed)
    page = browser.page("/decisions")
    assert "<img src=x" not in page
    assert not set("\u202e\u0000") & set(page)
    assert DecisionLog(run_folder).read()[0].reason == typed


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Content-Length": "70000"}, 413),
        ({"Content-Type": "text/plain"}, 403),
    ],
    ids=str,
)
def test_posts_from_elsewhere_are_refused(
    run_folder: Path, headers: dict[str, str], status: int
) -> None:
    browser = visit(run_folder)
    item = browser.find("Alderwerk")
    fields = {"csrf": browser.csrf, "verdict": "accept"} | browser._hash(item)
    assert browser.client.post(item, data=fields, headers=headers).status_code == status
    assert DecisionLog(run_folder).read() == ()


def test_a_post_without_the_token_or_any_origin_is_refused(run_folder: Path) -> None:
    browser = visit(run_folder)
    item = browser.find("Alderwerk")
    fields = {"verdict": "accept", "evidence_hash": ""} | browser._hash(item)
    assert browser.client.post(item, data=fields).status_code == 403
    assert browser.client.post(item, data=fields | {"csrf": "0" * 64}).status_code == 403
    del browser.client.headers["Origin"]
    fields["csrf"] = browser.csrf
    assert browser.client.post(item, data=fields).status_code == 403
    assert browser.client.delete(item).status_code == 405
    same = {"Sec-Fetch-Site": "same-origin"}
    assert browser.client.post(item, data=fields, headers=same).status_code == 200


@pytest.mark.parametrize("path", ["/", "/items", "/decisions", "/?key=wrong", "/assets/review.js"])
def test_nobody_gets_in_without_the_key(run_folder: Path, path: str) -> None:
    stranger = TestClient(create_app(run_folder, "reviewer 1", key=KEY), base_url=HERE)
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "Boomgaard" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1@evil.example", "10.0.0.1", "", "[::2]"]
)
def test_other_host_names_are_refused(run_folder: Path, host: str) -> None:
    browser = visit(run_folder)
    assert browser.client.get("/items", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8000", "[::1]:80", "127.0.0.1"])
def test_names_of_this_machine_are_answered(run_folder: Path, host: str) -> None:
    browser = visit(run_folder)
    cookie = "; ".join(f"{k}={v}" for k, v in browser.client.cookies.items())
    headers = {"Host": host, "Cookie": cookie}
    assert browser.client.get("/items", headers=headers).status_code == 200


def test_every_answer_forbids_scripts_of_others_frames_and_caching(run_folder: Path) -> None:
    browser = visit(run_folder)
    for path in (
        "/items",
        "/decisions",
        "/assets/review.js",
        "/items/unknown",
        browser.find("Alderwerk"),
    ):
        headers = browser.client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
    assert browser.client.get("/items/unknown").status_code == 404


def test_the_session_cookie_stays_here(run_folder: Path) -> None:
    app = create_app(run_folder, "reviewer 1", key=KEY)
    answer = TestClient(app, base_url=HERE).get(f"/?key={KEY}", follow_redirects=False)
    assert answer.status_code == 303
    assert KEY not in answer.headers["location"]
    assert {"httponly", "samesite=strict"} <= set(answer.headers["set-cookie"].lower().split("; "))


def test_a_report_opens_as_pdf_and_anything_else_is_only_kept(
    run_folder: Path, invented: ModuleType
) -> None:
    browser = visit(run_folder)
    known = invented.sha("report A")
    answer = browser.client.get(f"/reports/{known}")
    assert answer.headers["content-type"] == "application/pdf"
    assert browser.client.get("/reports/unknown").status_code == 404
    assert browser.client.get("/reports/..%2f..%2fetc%2fpasswd").status_code == 404
    assert browser.client.get("/crops/..%2freview%2frun.json").status_code == 404
    assert browser.client.get("/assets/review_pages.py").status_code == 404


def test_a_web_page_among_the_reports_is_never_shown_as_a_page(
    tmp_path: Path, invented: ModuleType
) -> None:
    out = invented.build_run(tmp_path / "out")
    (tmp_path / "report-A.pdf").write_text("<html><script>alert(1)</script></html>")
    answer = visit(out).client.get(f"/reports/{invented.sha('report A')}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.10", "example.org", "127.0.0.2", ""])
def test_the_command_refuses_to_serve_others(host: str) -> None:
    with pytest.raises(UsageError, match="this machine only"):
        loopback_address(host)


def test_the_command_serves_this_machine() -> None:
    hosts = ("127.0.0.1", "localhost", "::1", "[::1]")
    assert [loopback_address(h) for h in hosts] == ["127.0.0.1", "127.0.0.1", "::1", "::1"]
