"""How soon a change of one file shows in the site that `make serve` serves on this machine."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 60
"""Seconds after which we no longer wait."""


def served(folder: Path, change: Callable[[], tuple[str, str]]) -> float:
    """Serves a site, changes it and waits; returns the seconds until the changed page has the new words.

    `change` makes the change and returns the page's address and its new words. Raises TimeoutError when nothing comes.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port, "", "<")
        # The watcher of files begins when the server does.
        time.sleep(2)
        start = time.perf_counter()
        _wait(port, *change())
        return time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(port: int, address: str, words: str) -> None:
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", f"/{address}")
            if words in connection.getresponse().read().decode("utf-8", "replace"):
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.02)
    raise TimeoutError(f"/{address} did not show `{words}` within {PATIENCE} s")
