"""The history of a published plan: what `planpress verify` says of a site that is as it was, and of one that is not."""

import hashlib
import http.server
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import pytest
from click.testing import CliRunner

from conftest import Silent
from planpress.chain import History, NotAHistory, history, read, written
from planpress.cli import main
from planpress.load import load
from test_problems import CASES

REPORTS = {
    "2025-04-15.yml": "date: 2025-04-15\ntitle: Second report\nactions:\n  1.1.1: {status: complete}\n",
    "2025-07-15.yml": "date: 2025-07-15\ntitle: Third report\nsummary: All went well.\n",
}
AGREES = (
    "The site agrees with its own list. Only an earlier copy can tell whether the list was rewritten: keep "
    "data/history.json, and give it later as --earlier."
)
KEPT = "Nothing that the earlier copy vouches for was altered without saying so."
ALTERED = "Something was altered."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a plan of three reports."""
    shutil.copytree(CASES / "_base", tmp_path / "data")
    for name, text in REPORTS.items():
        (tmp_path / "data/plan/reports" / name).write_text(text)
    return tmp_path / "data"


def loaded(data: Path) -> History:
    site, problems = load(data)
    assert problems == []
    return history(site.plans[0])


def publish(data: Path, site: Path) -> Path:
    """Lays out what `planpress verify` asks of a site, as a build does."""
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(data / "plan", site / "plan/source")
    (site / "plan/data").mkdir()
    (site / "plan/data/history.json").write_bytes(written(loaded(data)))
    (site / "data.jsonld").write_text('{"dcat:dataset": [{"dct:identifier": "plan"}]}')
    return site


def said(*words: str) -> tuple[int, list[str]]:
    """The exit code and the lines of `planpress verify`."""
    done = CliRunner().invoke(main, ["verify", *words])
    lines = done.output.splitlines()
    return done.exit_code, [line for line in lines if not line.startswith("plan: 3 reports, from 15 January 2025 to ")]


def test_a_fingerprint_is_made_as_the_file_says(data: Path) -> None:
    found = json.loads(written(loaded(data)))
    before = "plan"
    for link in found["reports"]:
        file = hashlib.sha256((data / "plan/reports" / link["file"]).read_bytes()).hexdigest()
        assert link["sha256"] == file
        before = hashlib.sha256(f"{before}\n{link['date']}\n{link['file']}\n{file}\n".encode()).hexdigest()
        assert link["fingerprint"] == before
    assert [link["file"] for link in found["reports"]] == ["2025-01-15.yml", *REPORTS]
    assert sorted(found["other_files"]) == ["governance.yml", "kpis.yml", "plan.yml", "themes/1.yml"]
    assert read(written(loaded(data))) == loaded(data)


def test_a_site_as_it_was(data: Path, tmp_path: Path) -> None:
    site = publish(data, tmp_path / "site")
    newest = loaded(data).reports[-1].fingerprint
    line = f"plan: 3 reports, from 15 January 2025 to 15 July 2025; newest fingerprint {newest[:4]} {newest[4:8]} "
    done = CliRunner().invoke(main, ["verify", str(site)])
    assert done.output.startswith(line)
    for given in (site, site / "plan", site / "plan/data/history.json"):
        assert said(str(given)) == (0, [AGREES])
    alone = tmp_path / "copy.json"
    shutil.copy(site / "plan/data/history.json", alone)
    note = "  The plan's files are not beside the list, so only the list itself was checked."
    assert said(str(alone)) == (0, [note, AGREES])
    assert said(str(site), "--earlier", str(alone)) == (0, [KEPT])


def put(name: str, text: str) -> Callable[[Path], None]:
    return lambda reports: (reports / name).write_text(text) and None


def removed(name: str) -> Callable[[Path], None]:
    return lambda reports: (reports / name).unlink()


def moved(old: str, new: str, text: str) -> Callable[[Path], None]:
    def both(reports: Path) -> None:
        removed(old)(reports)
        put(new, text)(reports)

    return both


SECOND = REPORTS["2025-04-15.yml"]
OTHER = SECOND.replace("complete", "on-track")
ACCEPT = "- {check: report-removed, refs: 2025-04-15, reason: It named a child.}\n"


def accepted(reports: Path) -> None:
    removed("2025-04-15.yml")(reports)
    (reports.parent / "accept.yml").write_text(ACCEPT)


def another_promise(reports: Path) -> None:
    plan = reports.parent / "plan.yml"
    plan.write_text(f"{plan.read_text()}# More.\n")


BETWEEN = "was put in between reports that were already published"
SINCE = {
    "added": (
        put("2025-10-15.yml", "date: 2025-10-15\ntitle: Fourth report\nsummary: More.\n"),
        ["  Added since: 2025-10-15.", KEPT],
    ),
    "altered": (
        put("2025-04-15.yml", OTHER),
        ["  WRONG: Report 2025-04-15 was changed, and no reason is given.", ALTERED],
    ),
    "a comment added": (
        put("2025-04-15.yml", f"# As reported.\n{SECOND}"),
        ["  WRONG: Report 2025-04-15 was changed, and no reason is given.", ALTERED],
    ),
    "amended": (
        put("2025-04-15.yml", f"{OTHER}amended: The status was typed wrongly.\n"),
        ["  Report 2025-04-15 was changed; the reason given: “The status was typed wrongly.”.", KEPT],
    ),
    "removed": (
        removed("2025-04-15.yml"),
        ["  WRONG: Report 2025-04-15 was removed, and no reason is given.", ALTERED],
    ),
    "removed with a reason": (
        accepted,
        [
            "  Report 2025-04-15 was removed; the reason given: “It named a child.”.",
            "  Changed since, as the plan's own files may be: accept.yml.",
            KEPT,
        ],
    ),
    "put in between": (
        put("2025-02-15.yml", "date: 2025-02-15\ntitle: A report\nsummary: Before.\n"),
        [f"  WRONG: Report 2025-02-15 {BETWEEN}, and no reason is given.", ALTERED],
    ),
    "put in between with a reason": (
        put("2025-02-15.yml", "date: 2025-02-15\ntitle: A report\nsummary: Before.\namended: Found in the minutes.\n"),
        [f"  Report 2025-02-15 {BETWEEN}; the reason given: “Found in the minutes.”.", KEPT],
    ),
    "given another date": (
        moved("2025-04-15.yml", "2025-04-01.yml", SECOND.replace("04-15", "04-01")),
        [
            "  WRONG: Report 2025-04-15 was removed, and no reason is given.",
            f"  WRONG: Report 2025-04-01 {BETWEEN}, and no reason is given.",
            ALTERED,
        ],
    ),
    "given another name": (
        moved("2025-04-15.yml", "2025-04-15-health.yml", SECOND),
        ["  Report 2025-04-15 has another name now: 2025-04-15-health.yml.", KEPT],
    ),
    "another promise": (
        another_promise,
        ["  Changed since, as the plan's own files may be: plan.yml.", KEPT],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SINCE)
def test_what_became_of_an_earlier_copy(case: str, data: Path, tmp_path: Path) -> None:
    change, lines = SINCE[case]
    (tmp_path / "old.json").write_bytes(written(loaded(data)))
    change(data / "plan/reports")
    code, found = said(str(publish(data, tmp_path / "site")), "--earlier", str(tmp_path / "old.json"))
    assert (code, [line for line in found if not line.startswith("plan: ")]) == (int(ALTERED in lines), lines)


def test_an_amendment_says_why_once(data: Path, tmp_path: Path) -> None:
    report, old = data / "plan/reports/2025-04-15.yml", tmp_path / "old.json"
    report.write_text(f"{OTHER}amended: The status was typed wrongly.\n")
    old.write_bytes(written(loaded(data)))
    report.write_text(f"{SECOND}amended: The status was typed wrongly.\n")
    site = publish(data, tmp_path / "site")
    lines = ["  WRONG: Report 2025-04-15 was changed, and no reason is given.", ALTERED]
    assert said(str(site), "--earlier", str(old)) == (1, lines)


def test_a_fingerprint_that_was_written_down(data: Path, tmp_path: Path) -> None:
    kept = loaded(data).reports[1].fingerprint[:16]
    spaced = " ".join(kept[at : at + 4] for at in range(0, 16, 4))
    site = publish(data, tmp_path / "site")
    line = (
        "  The fingerprint you kept is that of report 2025-04-15: nothing up to it was altered; 1 report added since."
    )
    assert said(str(site), "--earlier", spaced) == (0, [line, KEPT])
    (data / "plan/reports/2025-04-15.yml").write_text(f"{OTHER}amended: It was typed wrongly.\n")
    assert said(str(publish(data, tmp_path / "site")), "--earlier", kept) == (
        1,
        [
            "  WRONG: The fingerprint you kept is not in this history: something was altered after you noted it.",
            "  Report 2025-04-15 says that it was changed: “It was typed wrongly.”.",
            "  A fingerprint cannot tell whether more was changed than that: compare with a copy of history.json.",
            ALTERED,
        ],
    )


def rewrite(site: Path, old: str, new: str) -> None:
    file = site / "plan/data/history.json"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_a_site_that_does_not_agree_with_its_list(data: Path, tmp_path: Path) -> None:
    site = publish(data, tmp_path / "site")
    source = site / "plan/source"
    (source / "reports/2025-01-15.yml").unlink()
    (source / "reports/2025-04-15.yml").write_text(OTHER)
    (source / "kpis.yml").unlink()
    (source / "themes/1.yml").write_text("")
    assert said(str(site)) == (
        1,
        [
            "  WRONG: Report 2025-01-15: its file is no longer on the site.",
            "  WRONG: Report 2025-04-15: its file on the site is another one than in the list.",
            "  WRONG: kpis.yml is in the list, but not on the site.",
            "  WRONG: themes/1.yml on the site is another file than the one in the list.",
            ALTERED,
        ],
    )


def test_a_list_that_was_changed_by_hand(data: Path, tmp_path: Path) -> None:
    site = publish(data, tmp_path / "site")
    rewrite(site, '"date": "2025-04-15"', '"date": "2025-04-14"')
    rewrite(site, '"file": "2025-07-15.yml"', '"amended": "A reason.", "file": "2025-07-15.yml"')
    assert said(str(site)) == (
        1,
        [
            "  WRONG: Report 2025-04-15: its fingerprint does not follow from what stands before it in the list.",
            "  WRONG: Report 2025-04-15: the list gives it another date than its file (2025-04-15).",
            "  WRONG: Report 2025-07-15: the list gives another reason for its change than its file.",
            ALTERED,
        ],
    )
    good = publish(data, tmp_path / "good")
    assert said(str(good), "--earlier", str(site)) == (
        2, ["Error: the earlier copy of plan was altered itself, so that nothing can be compared with it"],
    )  # fmt: skip


def test_a_plan_that_is_gone(data: Path, tmp_path: Path) -> None:
    old = publish(data, tmp_path / "old")
    (data / "plan").rename(data / "new")
    new = tmp_path / "new.json"
    new.write_bytes(written(loaded(data)))
    code, lines = said(str(new), "--earlier", str(old))
    assert (code, lines[-3:]) == (1, ["plan", "  WRONG: the plan of the earlier copy is not here.", ALTERED])


DAMAGED = {
    "": "Invalid JSON: EOF while parsing a value at line 1 column 0",
    "[]": "Input should be an object",
    "[" * 5000: "Invalid JSON: recursion limit exceeded at line 1 column 202",
    '{"format": "other"}': "format: Input should be 'planpress history 1'",
}


@pytest.mark.parametrize("text", DAMAGED, ids=["empty", "a list", "deep", "another format"])
def test_damaged_histories(text: str) -> None:
    with pytest.raises(NotAHistory) as error:
        read(text.encode())
    assert str(error.value) == DAMAGED[text]


def test_a_list_cannot_name_files_elsewhere(data: Path) -> None:
    good = json.loads(written(loaded(data)))
    for wrong in ("../2025-04-15.yml", "2025-04-15/../../x.yml", "/etc/passwd"):
        for made in (
            good | {"other_files": {wrong: "0" * 64}},
            good | {"reports": [good["reports"][0] | {"file": wrong}]},
        ):
            with pytest.raises(NotAHistory):
                read(json.dumps(made).encode())


class Server(Silent):
    """Serves a folder, and some addresses that answer badly."""

    def do_GET(self) -> None:
        if self.path.startswith("/to-file/"):
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        elif self.path.startswith("/broken/"):
            self.send_error(500)
        elif self.path.startswith("/short/"):
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"{")
        elif self.path.startswith("/large/"):
            self.send_response(200)
            self.end_headers()
            for _ in range(11):
                self.wfile.write(b" " * 1_000_000)
        else:
            super().do_GET()


@pytest.fixture
def web(data: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a site on this machine."""
    folder = publish(data, tmp_path / "site")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_site_on_the_web(web: str, data: Path, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_bytes(written(loaded(data)))
    for given in (web, f"{web}/", f"{web}/plan", f"{web}/plan/", f"{web}/plan/data/history.json?now#top"):
        assert said(given) == (0, [AGREES])
    assert said(f"{web}/plan/", "--earlier", str(tmp_path / "old.json")) == (0, [KEPT])
    assert said(f"{web}/plan/", "--earlier", f"{web}/plan/") == (0, [KEPT])
    (tmp_path / "site/plan/source/reports/2025-07-15.yml").unlink()
    assert said(web) == (1, ["  WRONG: Report 2025-07-15: its file is no longer on the site.", ALTERED])


def test_what_cannot_be_reached(web: str, data: Path, tmp_path: Path) -> None:
    (tmp_path / "large.json").write_bytes(b" " * 10_000_001)
    rewrite(tmp_path / "site", "{", "{{")
    hint = "give the address of a plan's first page, or of its data/history.json"
    neither = "is neither a plan of a planpress site nor such a site"
    cases = {
        f"{web}/source/": f"{web}/source/ {neither}; {hint}",
        str(data): f"{data} {neither}; {hint}",
        str(tmp_path / "none.json"): f"there is no file {tmp_path / 'none.json'}",
        str(tmp_path / "large.json"): f"{tmp_path / 'large.json'} is larger than 10 MB",
        f"{web}/plan/": f"{web}/plan/data/history.json is no history of a plan, or is damaged "
        "(Invalid JSON: key must be a string at line 1 column 2)",
        f"{web}/broken/": f"{web}/broken/data/history.json answered with 500 Internal Server Error",
        f"{web}/short/": f"{web}/short/data/history.json broke off before its end; try again",
        f"{web}/large/": f"{web}/large/data/history.json is larger than 10 MB",
        f"{web}/to-file/": f"{web}/to-file/data/history.json answered with 302 Found - Redirection to url "
        "'file:///etc/passwd' is not allowed",
        "ftp://example.org/": "ftp://example.org/ is no address of a website; it begins with https:// or http://",
        "file:///etc/passwd": "file:///etc/passwd is no address of a website; it begins with https:// or http://",
    }
    found = {given: said(given) for given in cases}
    assert found == {given: (2, [f"Error: {line}"]) for given, line in cases.items()}


def test_the_whole_site_agrees_with_its_lists(site: Path) -> None:
    done = CliRunner().invoke(main, ["verify", str(site)])
    assert (done.exit_code, done.output.count("newest fingerprint"), "WRONG" in done.output) == (0, 6, False)


def test_each_page_of_a_plan_names_its_newest_report_its_day_and_its_source(site: Path) -> None:
    pages = [page for page in (site / "example-2025-27").rglob("index.html") if "embed" not in page.parts]
    assert len(pages) > 50
    for page in pages:
        foot = page.read_text(encoding="utf-8").partition('<footer class="pp-foot">')[2].partition("</footer>")[0]
        address = page.parent.relative_to(site).as_posix() + "/"
        links = {
            text: urljoin(f"/{address}", to) for to, text in re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', foot)
        }
        source = next(text for text in links if text.startswith("data/example-2025-27/"))
        assert '<time datetime="2026-10-14">14 October 2026</time>' in foot, address
        assert links == {
            "Quarter 2 report, July to September 2026": "/example-2025-27/progress/2026-10-14/",
            "published paper": "https://example.org/papers/improvement-board-2026-10-14.pdf",
            source: source.replace("data/example-2025-27/", "/example-2025-27/source/"),
        }, address
