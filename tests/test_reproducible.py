"""The same data give the same bytes, and nothing of the machine that built a site is in it."""

import os
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from conftest import ROOT
from tiny import PLANPRESS, QUIET, SETTINGS, contents

CANARY = "kestrel-9f21"
NO_NETWORK = """\
import os
import sys

ASKS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.sendto")
sys.addaudithook(lambda event, arguments: os._exit(97) if event in ASKS else None)
"""
"""Python runs a module of this name first: whoever asks for the network then ends the build."""


def sources(folder: Path) -> Path:
    """Writes a project with a whole plan into a folder."""
    for path in ("data/example-2025-27", "data/glossary.yml", "data/accessibility.yml"):
        to = folder / path
        to.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if to.suffix == "" else shutil.copy)(ROOT / path, to)
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Home\n\n{{ plan_list() }}\n")
    (folder / "docs/glossary.md").write_text("# Words\n\n{{ glossary() }}\n")
    (folder / "mkdocs.yml").write_text(SETTINGS)
    return folder


def build(
    folder: Path, site: Path, environment: dict[str, str], command: list[str], one_processor: bool = False
) -> None:
    def surroundings() -> None:
        if one_processor:
            os.umask(0o077)
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    command = [*command, *PLANPRESS, "build", "--site", str(site)]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, preexec_fn=surroundings
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("first")
    build(sources(folder / "plans"), folder / "site", QUIET, [])
    return contents(folder / "site")


def test_another_machine_folder_locale_time_zone_and_user(first: dict[str, str], tmp_path: Path) -> None:
    folder = sources(tmp_path / f"{CANARY} a folder é")
    blocked = tmp_path / f"{CANARY}-blocked"
    blocked.mkdir()
    (blocked / "sitecustomize.py").write_text(NO_NETWORK)
    before = contents(folder)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode & ~0o222)
    names = ("USER", "LOGNAME", "HOSTNAME", "EMAIL", "GIT_AUTHOR_NAME", "CI_JOB_TOKEN", "PLANPRESS_CANARY")
    environment = {name: f"{CANARY}-{name}" for name in names} | {
        "PATH": f"/{CANARY}/bin:{os.environ['PATH']}", "PYTHONPATH": str(blocked), "HOME": str(tmp_path / CANARY),
        "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "86400",
        "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    # Even the administrator may not write there then.
    read_only = ["setpriv", "--bounding-set", "-dac_override"] if os.geteuid() == 0 else []
    ask = [sys.executable, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"]
    assert subprocess.run(ask, env=environment, check=False).returncode == 97
    touch = subprocess.run([*read_only, "touch", str(folder / "new")], capture_output=True, check=False)
    build(folder, tmp_path / CANARY / "site", environment, read_only, one_processor=True)
    assert (touch.returncode, contents(folder)) == (1, before)
    found = contents(tmp_path / CANARY / "site")
    assert [name for name in {*first, *found} if first.get(name) != found.get(name)] == []
    for file in (tmp_path / CANARY / "site").rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            data += zlib.decompress(data, wbits=31) if file.suffix == ".gz" else b""
            for secret in (CANARY, str(tmp_path), str(ROOT), sys.prefix):
                assert secret.encode() not in data, f"{file.name} holds {secret}"


def test_another_day(first: dict[str, str], tmp_path: Path) -> None:
    build(sources(tmp_path / "plans"), tmp_path / "site", QUIET | {"TZ": "UTC"}, ["faketime", "2031-02-03 04:05:06"])
    found = contents(tmp_path / "site")
    assert [name for name in {*first, *found} if first.get(name) != found.get(name)] == []
