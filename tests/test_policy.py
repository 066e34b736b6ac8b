"""The security policy: no kind of page meets it, and it does refuse what it should."""

import functools
import http.server
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from conftest import build
from planpress.cli import main
from planpress.hosting import host_files
from planpress.policy import FIRST, content_policy, mended, refused
from test_accessible import KINDS, PLAN
from tiny import SETTINGS, tiny

REPORTER = """
window.refusals = [];
addEventListener("securitypolicyviolation", function (event) {
  window.refusals.push(event.effectiveDirective + " " + (event.blockedURI || "inline") + " " + event.sample);
});
"""
PANELS = (f"{PLAN}data/embed/kpis/1c.html", f"{PLAN}data/embed/themes/1.html")


@dataclass
class Server:
    """A server that sends what `_headers` says, and keeps the reports that browsers send."""

    address: str
    other: str
    """The same under a name that browsers take for another site."""
    reports: list[str] = field(default_factory=list)


def said(rules: str, path: str) -> dict[str, str]:
    """The headers that `_headers` gives an address; what several rules say is joined, as hosts do."""
    found: dict[str, str] = {}
    for block in rules.strip().split("\n\n"):
        pattern, *lines = block.split("\n")
        expression = re.sub(r":\w+", "[^/]+", pattern).replace("*", ".*")
        if re.fullmatch(expression, path):
            for line in lines:
                name, _, value = line.strip().partition(": ")
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[Server]:
    rules = (site / "_headers").read_text(encoding="utf-8")
    kept = Server("", "")

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in said(rules, self.path.partition("?")[0]).items():
                self.send_header(name, value + "; report-uri /report" if "Policy" in name and ";" in value else value)
            super().end_headers()

        def do_POST(self) -> None:
            kept.reports.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    kept.address, kept.other = (f"http://{host}:{server.server_port}/" for host in ("127.0.0.1", "localhost"))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield kept
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    context.add_init_script(REPORTER)
    made = context.new_page()
    yield made
    context.close()


def test_no_kind_of_page_meets_the_policy_or_asks_another_host(page: Page, served: Server) -> None:
    served.reports.clear()
    errors: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: errors.append(f"{message.text} {message.location['url']}"))
    page.on("request", lambda request: asked.append(request.url))
    met: dict[str, list[str]] = {}
    for path in (*KINDS, *PANELS, f"{PLAN}data/badge.svg"):
        page.goto(served.address + path)
        page.emulate_media(media="print")
        page.emulate_media(media="screen", color_scheme="dark")
        page.emulate_media(color_scheme="light")
        if found := page.evaluate("window.refusals"):
            met[path] = found
    elsewhere = [url for url in asked if not url.startswith((served.address, "data:"))]
    # Browsers look for an icon of a file that names none.
    errors = [error for error in errors if not error.endswith("/favicon.ico")]
    assert (met, errors, elsewhere, served.reports) == ({}, [], [], [])


def test_all_that_script_does_fits_the_policy(page: Page, served: Server) -> None:
    served.reports.clear()
    page.goto(f"{served.address}{PLAN}actions/")
    page.get_by_label("Words or number").fill("care")
    page.get_by_role("columnheader").get_by_role("button").first.click()
    page.get_by_title("Change to dark colours").click()
    page.set_viewport_size({"width": 400, "height": 800})
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("textbox", name="Search").press_sequentially("care")
    expect(page.locator(".md-search-result__link").first).to_be_visible(timeout=15000)
    assert (page.evaluate("window.refusals"), served.reports) == ([], [])


def test_the_policy_refuses_what_is_put_in(page: Page, served: Server) -> None:
    page.goto(served.address)
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend",
                '<p style="color: red" onclick="window.ran = true" id="put">x</p><img src="https://example.org/a.png" alt="">');
            document.getElementById("put").click();
        }"""
    )
    page.wait_for_function("window.refusals.length >= 8")
    refusals = {one.split()[0] for one in page.evaluate("window.refusals")}
    assert refusals == {"script-src-elem", "style-src-attr", "script-src-attr", "img-src"}
    assert page.evaluate("window.ran") is None


def test_the_policy_holds_without_headers(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    assert page.evaluate("[window.ran, window.refusals.length]") == [None, 1]
    assert page.content().index("Content-Security-Policy") < page.content().index("<title>")


@pytest.mark.parametrize(
    ("path", "shown"), [(PANELS[0], True), (PANELS[1], True), (PLAN, False), ("", False), ("about/", False)]
)
def test_another_site_may_frame_a_panel_and_no_page(page: Page, served: Server, path: str, shown: bool) -> None:
    page.goto(f"{served.other}assets/planpress.css")
    wanted = served.address + path if shown else "chrome-error://chromewebdata/"
    with page.expect_event("framenavigated", lambda frame: frame.parent_frame is not None and frame.url == wanted):
        page.set_content(f'<iframe src="{served.address}{path}"></iframe>')


def test_every_page_holds_what_the_policy_wants(site: Path) -> None:
    """All pages, read as text: no style or script but those that the policy knows, and each link out with `rel`."""
    wrong: list[str] = []
    known = (f"<script>{FIRST}</script>", '<script type="application/ld+json">', '<script src="')
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        where = file.relative_to(site).as_posix()
        if "/data/embed/" in where:
            continue
        if text.count(' http-equiv="Content-') != 1 or content_policy() not in text.partition("<meta charset")[0]:
            wrong.append(f"{where}: the policy is not first")
        scripts = sum(text.count(script) for script in known)
        if text.count("<script") != scripts or re.search(r"<style|<iframe|<[^>]+\s(?:style|on\w+)=", text):
            wrong.append(f"{where}: has a style or script in it")
        wrong += [
            f"{where}: {link}" for link in re.findall(r'<a [^>]*href="https?:[^>]*>', text) if "noopener" not in link
        ]
    assert wrong == []


def test_only_files_with_a_hash_in_their_name_are_kept_for_good(site: Path) -> None:
    names = [file.name for file in (site / "assets/stylesheets").rglob("*") if file.is_file()]
    assert [name for name in names if not re.search(r"\.[0-9a-f]{8}\.min\.css(\.map)?$", name)] == []
    assert names


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/", {"Content-Security-Policy", "X-Content-Type-Options"}),
        ("/plan/progress/2026-01-01/", {"Content-Security-Policy"}),
        ("/plan/data/embed/kpis/1.html", {"Content-Security-Policy", "Access-Control-Allow-Origin"}),
        ("/plan/data/plan.ics", {"Access-Control-Allow-Origin"}),
        ("/plan/source/plan.yml", {"Access-Control-Allow-Origin"}),
        ("/assets/stylesheets/main.57a0d79d.min.css", {"Cache-Control"}),
        ("/assets/planpress.css", set()),
    ],
)
def test_the_headers_of_an_address(path: str, wanted: set[str]) -> None:
    always = {"Cross-Origin-Opener-Policy", "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options"}
    found = said(dict(host_files(["plan"]))["_headers"], path)
    assert set(found) == wanted | always
    assert not any(", default-src" in value for value in found.values()), "two policies, both of which would hold"


def test_each_host_is_told_the_same(site: Path) -> None:
    """Azure, Apache and nginx name the same policies; the site holds what `host_files` writes."""
    plans = sorted(file.parent.name for file in site.glob("*/data"))
    files = dict(host_files(plans))
    assert {name: (site / name).read_text(encoding="utf-8") for name in (".htaccess", "_headers")} == {
        name: text for name, text in files.items() if name != "staticwebapp.config.json"
    }
    azure = json.loads((site / "staticwebapp.config.json").read_text(encoding="utf-8"))
    routes = {route["route"]: route["headers"] for route in azure["routes"]}
    own = f"{content_policy()}; frame-ancestors 'none'"
    panel = routes[f"/{PLAN}data/embed/*"]["Content-Security-Policy"]
    assert azure["globalHeaders"]["Content-Security-Policy"] == own
    assert panel.endswith("frame-ancestors *")
    done = CliRunner().invoke(main, ["nginx"])
    for text in (files[".htaccess"], files["_headers"], done.output):
        assert own in text
        assert panel in text
        assert text.count("Access-Control-Allow-Origin") >= 1


def test_hand_written_pages_are_mended() -> None:
    assert mended(
        '<td style="text-align: right;">1</td><a href="https://example.org/">x</a><a href="../">y</a>'
        '<a rel="license" href="https://example.org/">z</a>'
    ) == (
        '<td class="pp-right">1</td><a rel="noopener" href="https://example.org/">x</a><a href="../">y</a>'
        '<a rel="license" href="https://example.org/">z</a>'
    )


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<p style="color: red">x</p>', '`style="color: red"`'),
        ('<button onclick="x()">x</button>', "`onclick` of `<button>`"),
        ("<style>p {}</style>", "a `<style>`"),
        ("<script>alert(1)</script>", "a script in the page"),
        (f"<script>{FIRST} </script>", "a script in the page"),
        ('<script src="https://example.org/a.js"></script>', "`https://example.org/a.js`"),
        ('<link rel="stylesheet" href="//example.org/a.css">', "`//example.org/a.css`"),
        ('<img src="http://example.org/a.png" alt="">', "`http://example.org/a.png`"),
        ('<form action="https://example.org/"></form>', "`https://example.org/`"),
        ('<iframe src="../"></iframe>', "`<iframe>`"),
        ('<base href="/x/">', "`<base>`"),
    ],
)
def test_what_the_policy_refuses_is_told(html: str, wanted: str) -> None:
    (message,) = refused(html)
    what, _, hint = message.partition(" does nothing in a reader's browser: the site's security policy refuses it; ")
    assert (what, bool(hint)) == (wanted, True)


@pytest.mark.parametrize(
    "html",
    [
        f"<script>{FIRST}</script>",
        '<script type="application/ld+json">{}</script>',
        '<script src="../assets/a.js"></script>',
        '<link rel="canonical" href="https://plans.example.org/">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""><a href="https://example.org/">x</a>',
    ],
)
def test_what_the_policy_allows_is_not_told(html: str) -> None:
    assert list(refused(html)) == []


def test_a_build_names_the_page_that_the_policy_would_refuse(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    (folder / "docs/table.md").write_text("| a |\n| -: |\n| 1 |\n")
    (folder / "docs/button.md").write_text('<button onclick="x()">x</button>\n')
    (folder / "mkdocs.yml").write_text(SETTINGS + "extra_css: [https://example.org/a.css]\n")
    done = build(folder, folder / "site")
    told = {line.partition(": ")[2].partition(" does nothing")[0] for line in done.stderr.splitlines()}
    assert done.returncode == 1
    assert {line for line in told if "`" in line} == {
        "button.md: `onclick` of `<button>`",
        "button.md: `https://example.org/a.css`",
        "index.md: `https://example.org/a.css`",
        "table.md: `https://example.org/a.css`",
    }
