"""Servers that mean harm: they can neither lead planpress elsewhere, nor keep it waiting, nor make it say what is not."""

import http.server
import json
import time
from collections.abc import Callable
from contextlib import suppress
from email.message import Message
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import Request

import pytest

from planpress.chain import NotAHistory, read, written
from planpress.gathering.reading import Unusable, gathered
from planpress.web import LedAstray, TooSlow, _Redirects, inside, within
from test_gather import as_bytes, gather, moved, plan, serve
from test_verify import data, loaded, publish, said

__all__ = ["data", "plan", "serve"]  # Fixtures are found by their names.
PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fe80::1", "::ffff:10.0.0.1"],
)
def test_what_only_its_own_network_can_reach(host: str) -> None:
    assert inside(host)
    assert not inside(PUBLIC)


@pytest.mark.parametrize(
    ("start", "to"),
    [
        (f"https://{PUBLIC}/", f"http://{PUBLIC}/plan.json"),
        (f"https://{PUBLIC}/", "ftp://example.org/plan.json"),
        (f"https://{PUBLIC}/", "https://127.0.0.1/plan.json"),
        (f"http://{PUBLIC}/", "http://169.254.169.254/latest/meta-data/"),
        (f"http://{PUBLIC}/", "http://[::1]:8080/shutdown"),
        (f"http://{PUBLIC}/", "//10.0.0.1/"),
    ],
)
def test_what_no_redirect_may_lead_to(start: str, to: str) -> None:
    with pytest.raises(LedAstray):
        _Redirects().redirect_request(Request(start), BytesIO(), 302, "Found", Message(), to)


def test_a_redirect_on_the_same_host_or_to_the_public_is_followed() -> None:
    for start, to in (
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/x"),
        (f"http://{PUBLIC}/", f"https://{PUBLIC}/x"),
        ("http://127.0.0.1/", f"http://{PUBLIC}/x"),
    ):
        found = _Redirects().redirect_request(Request(start), BytesIO(), 302, "Found", Message(), to)
        assert found and found.full_url == to


def test_a_redirect_to_this_machine_under_another_name_is_refused(serve: Callable[..., str]) -> None:
    there = serve({"/plan.json": b"{}"}).replace("127.0.0.1", "localhost")
    here = serve({"/old.json": moved(f"{there}/plan.json")})
    with pytest.raises(Unusable) as error:
        gathered(f"{here}/old.json")
    assert str(error.value) == (
        f"leads on to `{there}/plan.json`, which is not safe to follow; give the address it should be"
    )


def endless(request: http.server.BaseHTTPRequestHandler, start: bytes) -> None:
    with suppress(OSError):  # Nobody listens any more.
        request.wfile.write(start)
        for _ in range(60):
            time.sleep(0.05)
            request.wfile.write(b"a")


def slow(request: http.server.BaseHTTPRequestHandler) -> None:
    """Sends its headers a letter at a time, as long as anybody listens."""
    endless(request, b"HTTP/1.1 200 OK\r\nX-Slow: ")


def pieces(request: http.server.BaseHTTPRequestHandler) -> None:
    """Announces a piece whose length never ends."""
    endless(request, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;")


@pytest.mark.parametrize("answer", [slow, pieces])
def test_headers_that_never_end_are_not_waited_for(answer: Any, serve: Callable[..., str]) -> None:
    before = time.monotonic()
    with pytest.raises(Unusable) as error:
        gathered(serve({"/plan.json": answer}) + "/plan.json", silence=2, patience=0.3)
    assert str(error.value) == "took longer than 0.3 seconds; try again later"
    assert time.monotonic() - before < 2.5


def test_work_gives_its_value_or_its_error() -> None:
    assert within(5, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0)
    with pytest.raises(TooSlow):
        within(0.01, lambda: time.sleep(0.2))


def test_what_is_gathered_tells_nothing_of_the_machine(plan: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(as_bytes(plan))
    done = gather(tmp_path, str(tmp_path / "plan.json"), str(tmp_path / "gone.json"), "--out", "out")
    assert done.returncode == 0
    told = b"".join(file.read_bytes() for file in (tmp_path / "out").iterdir())
    assert str(tmp_path).encode() not in told and b"gone.json" in told
    done = gather(tmp_path, "https://jo:secret@example.org/plan.json", "--out", "out")
    wanted = "Error: an address holds a name or password, and would be published with it; take it out\n"
    assert (done.returncode, done.stderr) == (1, wanted)


def test_a_history_cannot_make_verify_ask_without_end(data: Path) -> None:
    good = json.loads(written(loaded(data)))
    many = {
        "reports": good["reports"][:1] * 1001,
        "other_files": {f"themes/{number}.yml": "0" * 64 for number in range(1001)},
        "accepted": {str(number): "so" for number in range(1001)},
    }
    for field, value in many.items():
        with pytest.raises(NotAHistory, match=field):
            read(json.dumps(good | {field: value}).encode())


@pytest.mark.parametrize(
    "name", ["2025-01-15-\\ud800.yml", "2025-01-15-\\u0000.yml", "2025-01-15-%2e%2e.yml", "2025-01-15-?x#y.yml"]
)
def test_a_report_of_any_name_is_told_and_nothing_fails(name: str, data: Path, tmp_path: Path) -> None:
    site = publish(data, tmp_path / "site")
    file = site / "plan/data/history.json"
    file.write_text(file.read_text().replace('"2025-01-15.yml"', f'"{name}"'))
    code, lines = said(str(site))
    assert code in (1, 2)
    assert lines[-1] == "Something was altered." or lines[-1].startswith("Error: ")


def test_what_a_history_says_cannot_steer_the_terminal(data: Path, tmp_path: Path) -> None:
    site = publish(data, tmp_path / "site")
    file = site / "plan/data/history.json"
    text = file.read_text().replace('"2025-01-15.yml"', '"2025-01-15-\\u001b[2J\\u202e\\nok.yml"')
    file.write_text(text)
    code, lines = said(str(site))
    assert code == 1
    assert [line for line in lines if not line.isprintable()] == []
