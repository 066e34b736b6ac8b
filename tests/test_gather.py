"""`planpress gather`: published plan.json files as one page and a few tables; a bad source harms nothing but itself."""

import http.server
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from planpress.exports import files
from planpress.gathering.reading import LARGEST, Unusable, gathered
from planpress.load import load
from planpress.pages import View
from tiny import PLANPRESS, QUIET

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]
HOSTILE = "\u202e</td><script>alert(1)</script> {{ 7 * 7 }} {% raw %}\n\n# [x](javascript:alert(1)) =cmd|' /C calc'!A0"


@pytest.fixture(scope="module")
def plan() -> dict[str, Any]:
    """A small plan as it is published."""
    site, problems = load(ROOT / "tests/problems/_base")
    assert not problems
    made = files(View.of(site.plans[0]), site, "https://one.example.org/")
    found: dict[str, Any] = json.loads(next(one.content for one in made if one.path.endswith("/plan.json")))
    return found


@pytest.fixture
def serve() -> Iterator[Callable[[dict[str, bytes | Answer]], str]]:
    """Serves some contents, or answers, by path on this machine; gives back the address."""
    running: list[tuple[http.server.ThreadingHTTPServer, threading.Thread]] = []

    def start(contents: dict[str, bytes | Answer]) -> str:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = contents.get(self.path)
                if callable(found):
                    found(self)
                    return
                self.send_response(404 if found is None else 200)
                self.end_headers()
                self.wfile.write(found or b"")

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


def gather(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PLANPRESS, "gather", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def as_bytes(plan: dict[str, Any], **changed: Any) -> bytes:
    return json.dumps(plan | changed).encode()


def hostile(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan with a late action in which, as in other texts, stands what no page may run."""
    written = plan["written"] | {"title": HOSTILE, "organisation": "Bad Council"}
    action = plan["actions"][0]
    now = action["now"] | {"wording": HOSTILE, "lead": [HOSTILE], "late": True, "late_since": "2025-01-01"}
    actions = [action | {"address": "javascript:alert(1)", "now": now}]
    return plan | {"address": "javascript:alert(1)", "written": written, "actions": actions}


def test_plans_are_gathered_from_addresses_and_files(
    plan: dict[str, Any], serve: Callable[..., str], tmp_path: Path
) -> None:
    other = plan | {
        "written": plan["written"] | {"organisation": "Another Council", "fictional": True},
        "address": "../",
    }
    base = serve({"/plan/data/plan.json": as_bytes(other)})
    (tmp_path / "plan.json").write_bytes(as_bytes(plan))
    address = f"{base}/plan/data/plan.json"
    done = gather(tmp_path, "plan.json", address, "--out", "docs/plans")
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "docs/plans: 2 plans gathered.\n")
    out = tmp_path / "docs/plans"
    assert sorted(file.name for file in out.iterdir()) == [
        "gathered.json", "index.md", "kpis.csv", "late.csv", "late.md", "plans.csv",
    ]  # fmt: skip
    rows = (out / "plans.csv").read_text().splitlines()
    assert rows[0] == (
        "organisation,title,plan,fictional,as_at,actions,complete,on_track,at_risk,off_track,paused,not_started,no_status,"
        "late,kpis,kpis_met,kpis_close,kpis_off_target,address,licence,attribution,source"
    )
    assert [row.split(",")[0] for row in rows[1:]] == ["Another Council", plan["written"]["organisation"]]
    assert f"{base}/plan/,Open Government Licence v3.0" in rows[1]
    assert "https://one.example.org/plan/,Open Government Licence v3.0" in rows[2]
    page = (out / "index.md").read_text()
    assert f'<a href="{base}/plan/">' in page and '<a href="https://one.example.org/plan/">' in page
    assert page.count("This is a fictional plan.") == 1
    told = json.loads((out / "gathered.json").read_text())
    assert (told["format"], len(told["plans"]), told["missing"]) == ("planpress gathered 1", 2, [])

    before = {file.name: file.read_bytes() for file in out.iterdir()}
    assert gather(tmp_path, address, "plan.json", "--out", "docs/plans").returncode == 0
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before, "the order of the sources shows"


def test_a_bad_source_is_named_and_the_others_are_gathered(
    plan: dict[str, Any], serve: Callable[..., str], tmp_path: Path
) -> None:
    base = serve(
        {
            "/good": as_bytes(plan),
            "/again": as_bytes(plan),
            "/page": b"<!doctype html><p>No plan here.</p>",
            "/deep": b"[" * 200_000,
            "/new": as_bytes(plan, format="planpress plan 2"),
            "/list": b"[1]",
            "/wrong": as_bytes(plan, actions="none", as_at="yesterday"),
        }
    )
    named = [f"{base}/{name}" for name in ("good", "again", "page", "deep", "new", "list", "wrong", "gone")]
    done = gather(tmp_path, *named, "nothing.json", "ftp://example.org/plan.json", "--out", "out")
    no_json = "is no JSON file; give the address of a plan.json, such as https://…/data/plan.json"
    form = "where a plan.json that can be read has `planpress plan 1`; bring it or this program up to date"
    wrong = [
        (f"{base}/again", f"holds the same plan as {base}/good; give one of the two"),
        (f"{base}/page", no_json),
        (f"{base}/deep", no_json),
        (f"{base}/new", f"names `planpress plan 2`, {form}"),
        (f"{base}/list", f"names no format, {form}"),
        (
            f"{base}/wrong",
            "does not hold what a plan.json holds: `as_at`: is not a day such as 2026-10-14 and 1 more; build that site again",
        ),
        (f"{base}/gone", "the site answered 404 (Not Found); check the address"),
        ("nothing.json", "cannot be read (No such file or directory); check the path"),
        (
            "ftp://example.org/plan.json",
            "is neither a file nor a web address; give a path, or an address that begins with https://",
        ),
    ]
    assert done.stderr.splitlines() == [f"{source}: {reason}" for source, reason in wrong]
    assert (done.returncode, done.stdout) == (0, "out: 1 plan gathered, 9 sources left out.\n")
    told = json.loads((tmp_path / "out/gathered.json").read_text())
    assert told["missing"] == [{"source": source, "reason": reason} for source, reason in wrong]
    assert "## Plans that are not here" in (tmp_path / "out/index.md").read_text()


def test_nothing_is_written_when_no_source_can_be_read(tmp_path: Path) -> None:
    done = gather(tmp_path, "nothing.json", "--out", "out")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "nothing.json: cannot be read (No such file or directory); check the path\n"
        "Error: no source could be read; nothing was written\n"
    )
    assert not (tmp_path / "out").exists()


def moved(address: str) -> Answer:
    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", address)
        request.end_headers()

    return answer


def drip(request: http.server.BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    for _ in range(40):
        request.wfile.write(b" ")
        time.sleep(0.05)


def large(request: http.server.BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    part = b" " * 1_000_000
    for _ in range(LARGEST // len(part) + 1):
        request.wfile.write(part)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/silent", "the site did not answer within 0.3 seconds; try again later"),
        ("/drip", "took longer than 0.5 seconds; try again later"),
        ("/large", "is larger than 20 MB; check that it is a plan.json"),
        (
            "/file",
            "the site answered 302 (Found - Redirection to url 'file:///etc/passwd' is not allowed); check the address",
        ),
        ("/ftp", "leads on to `ftp://example.org/x`, which is not safe to follow; give the address it should be"),
    ],
)
def test_a_source_is_neither_waited_for_nor_followed_without_end(
    path: str, reason: str, serve: Callable[..., str]
) -> None:
    base = serve(
        {
            "/silent": lambda request: time.sleep(0.6),
            "/drip": drip,
            "/large": large,
            "/file": moved("file:///etc/passwd"),
            "/ftp": moved("ftp://example.org/x"),
        }
    )
    with pytest.raises(Unusable) as error:
        gathered(f"{base}{path}", silence=0.3, patience=0.5)
    assert str(error.value) == reason


def test_a_redirect_to_another_web_address_is_followed(plan: dict[str, Any], serve: Callable[..., str]) -> None:
    there = serve({"/plan.json": as_bytes(plan)})
    here = serve({"/old.json": moved(f"{there}/plan.json")})
    assert gathered(f"{here}/old.json").found.id == plan["id"]


def test_what_a_plan_says_is_shown_and_never_run(plan: dict[str, Any], tmp_path: Path) -> None:
    """The pages are built by MkDocs with macros, strictly, as a site would have them."""
    (tmp_path / "plan.json").write_bytes(as_bytes(hostile(plan)))
    assert gather(tmp_path, "plan.json", "--out", "docs/plans").returncode == 0
    (tmp_path / "docs/index.md").write_text("# Home\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: All\ntheme: {name: material, font: false}\nplugins: [search, {macros: {on_error_fail: true}}]\n"
        "nav: [index.md, plans/index.md, plans/late.md]\n"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    built = subprocess.run(command, cwd=tmp_path, env=QUIET, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    shown = (
        "&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt; &#123;&#123; 7 * 7 &#125;&#125; &#123;% raw %&#125; "
        "# [x](javascript:alert(1)) =cmd|&#39; /C calc&#39;!A0"
    )
    for page in ("plans/index.html", "plans/late/index.html"):
        text = (tmp_path / "site" / page).read_text()
        assert shown in text, page
        assert "<script>alert" not in text and 'href="javascript' not in text, page
    assert ",'=cmd" not in (tmp_path / "docs/plans/late.csv").read_text(), "only what begins a cell is a formula"
