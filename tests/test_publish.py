"""Builds that cannot hurt: whatever happens to one, the site's folder is wholly the old site or wholly the new one."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from planpress.publish import Publishing, exchanged, uninterrupted
from tiny import PLANPRESS, QUIET, SETTINGS, contents, tiny, title

MKDOCS = [sys.executable, "-m", "mkdocs", "build"]
KILLS = int(os.environ.get("KILLS", "4"))
"""How many builds are killed; `make kills` kills more."""


SETTINGS_REFUSED = {
    "extra: {date: 2026-13-40}\n": "Error: month must be in 1..12; `mkdocs build` shows where (ValueError)",
    "theme: {name: material, custom_dir: own}\n": "WARNING -  planpress: the pages have no content security policy; let the "
    'templates in overrides/ begin with {% extends "planpress.html" %}',
    "theme: {name: mkdocs}\n": "ERROR   -  mkdocs.yml: planpress needs the theme Material; write `theme: {name: material}`",
    "plugins: [planpress]\n": "WARNING -  planpress: index.md: `plan_list()` is shown as it is typed; write `- macros` in "
    "mkdocs.yml, under `plugins:`",
}
"""What is added to mkdocs.yml, and what is said of it."""


IN_THE_WAY = {
    "docs/404.html": "docs/404.html:1: every build makes this itself; write it as docs/404.md",
    "docs/sitemap.xml": "docs/sitemap.xml:1: every build makes this itself; give it another name, or remove it",
    "docs/search": "docs/search:1: every build makes this itself; give it another name, or remove it",
    "docs/search/site.json": "docs/search/site.json:1: every build makes this itself; give it another name, or remove it",
    "docs/search/site-texts.json": "docs/search/site-texts.json:1: every build makes this itself; give it another name, or "
    "remove it",
    "docs/Plan/index.md": "docs/Plan/index.md:1: docs/Plan/index.md would lie among the pages of the plan `plan`; "
    "move docs/Plan/index.md, or give data/plan another name",
}
"""Files of the site's own that would take the place of one that is made, or give way to it, and what is said of them."""


def run(folder: Path, command: list[str], limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a build; `limit` is the largest file that it may write, in bytes."""

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        command, cwd=folder, env=QUIET, capture_output=True, text=True, check=False, preexec_fn=limited
    )


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def leftovers(folder: Path) -> list[str]:
    """What a build has made beside the project's sources."""
    return [name for name in names(folder) if name not in ("data", "docs", "mkdocs.yml", "own")]


def put(folder: Path, **files: str) -> Path:
    """Makes a folder that looks like a site."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.html").write_text(text)
    return folder


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tiny(tmp_path_factory.mktemp("once"))
    # So many plans are written side by side, by several processes.
    for number in range(2, 6):
        shutil.copytree(folder / "data/plan", folder / f"data/plan-{number}")
    done = run(folder, [*PLANPRESS, "build"])
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def built(once: Path, tmp_path: Path) -> Path:
    """The small project, built."""
    return Path(shutil.copytree(once, tmp_path, dirs_exist_ok=True))


def test_a_build_that_fails_leaves_the_old_site(built: Path) -> None:
    before = contents(built / "site")
    plan, page = built / "data/plan/plan.yml", built / "docs/index.md"
    good = {file: file.read_text() for file in (plan, page)}

    def ends(command: list[str], wanted: str, limit: int | None = None) -> None:
        done = run(built, command, limit)
        said = (done.stdout + done.stderr).splitlines()
        assert (done.returncode, [line for line in said if line == wanted]) == (1, [wanted])
        assert not [line for line in said if "Traceback" in line]
        assert (contents(built / "site") == before, leftovers(built)) == (True, ["site"])

    kept = "Nothing was published: site/ is as it was."
    plan.write_text(good[plan] + "nonsense: yes\n")
    ends([*PLANPRESS, "build"], kept)
    plan.write_text(good[plan])
    # MkDocs stops for this one after it has written every page.
    page.write_text(good[page] + "\n[A page](that-is-not-there.md)\n")
    ends([*PLANPRESS, "build"], kept)
    page.write_text(good[page])
    put(built / "own", main='{% extends "base.html" %}')
    settings = built / "mkdocs.yml"
    for more, wanted in SETTINGS_REFUSED.items():
        settings.write_text(SETTINGS + more)
        ends([*PLANPRESS, "build"], wanted)
    settings.write_text(SETTINGS)
    for day, wanted in {
        "20261120": "as_at: `20261120` is not a day; write it as 2026-10-14",
        "1900-01-01": "as_at: `1900-01-01` is too far away; write a year from 1950 to 2150",
    }.items():
        ends([*PLANPRESS, "build", "--as-at", day], f"ERROR   -  {wanted}")
    full = "Error: the disk is full, or a file would be larger than allowed; nothing was published"
    ends(MKDOCS, full, limit=20_000)
    ends([*MKDOCS, "--dirty"], "Error: planpress builds whole sites only; leave out --dirty")


def test_the_new_site_takes_the_place_of_the_old_one_with_hidden_files_kept(tmp_path: Path) -> None:
    site = put(tmp_path / "site", index="old", gone="old")
    (site / ".git").mkdir()
    (site / ".git/HEAD").write_text("ref")
    (site / ".nojekyll").write_text("")
    one = Publishing(site)
    put(one.made, index="new")
    one.publish()
    one.close()
    assert {file.relative_to(site).as_posix() for file in site.rglob("*")} == {
        ".git", ".git/HEAD", ".nojekyll", "index.html",
    }  # fmt: skip
    assert ((site / "index.html").read_text(), names(tmp_path)) == ("new", ["site"])


def test_a_link_to_the_site_stays_one(tmp_path: Path) -> None:
    real = put(tmp_path / "disk/site", index="old")
    (tmp_path / "site").symlink_to(real)
    one = Publishing(tmp_path / "site")
    put(one.made, index="new")
    one.publish()
    one.close()
    assert ((tmp_path / "site").readlink(), (real / "index.html").read_text()) == (real, "new")


def test_two_folders_change_places_in_one_step(tmp_path: Path) -> None:
    put(tmp_path / "a", index="a")
    assert exchanged(tmp_path / "a", tmp_path / "none") is False
    put(tmp_path / "b", index="b")
    assert exchanged(tmp_path / "a", tmp_path / "b") is True
    assert (tmp_path / "a/index.html").read_text() == "b"


def test_what_a_build_killed_between_two_steps_left_is_put_back(tmp_path: Path) -> None:
    # As on a system where two folders cannot change places in one step.
    put(tmp_path / ".site-new/old", index="old")
    put(tmp_path / ".site-new/site", index="new")
    one = Publishing(tmp_path / "site")
    assert ((tmp_path / "site/index.html").read_text(), one.made.exists()) == ("old", False)
    one.close()
    assert names(tmp_path) == ["site"]


def test_a_folder_of_something_else_is_not_replaced(tmp_path: Path) -> None:
    put(tmp_path / "data").joinpath("plan.yml").write_text("title: Plan\n")
    (tmp_path / "file").write_text("")
    with pytest.raises(click.ClickException) as refused:
        Publishing(tmp_path / "data")
    assert refused.value.message == (
        "the folder data holds files, but no website, and building would remove them; name another folder to publish into"
    )
    with pytest.raises(click.ClickException) as refused:
        Publishing(tmp_path / "file")
    assert refused.value.message == "file is a file; name a folder to publish into"
    assert names(tmp_path) == ["data", "file"]


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    tiny(tmp_path)
    first = Publishing(tmp_path / "site")
    second = subprocess.Popen(
        [*PLANPRESS, "build"], cwd=tmp_path, env=QUIET, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert second.stderr
    told = next(line for line in second.stderr if "waiting" in line)
    put(first.made, index="first")
    first.publish()
    assert (tmp_path / "site/index.html").read_text() == "first"
    first.close()
    second.stderr.read()
    assert (told, second.wait()) == ("INFO    -  Another build of site is running: waiting for its end\n", 0)
    assert leftovers(tmp_path) == ["site"]
    assert "<h1" in (tmp_path / "site/index.html").read_text()
    second.stderr.close()


def killed(command: list[str], folder: Path, after: float) -> bool:
    """Starts a command in a process group of its own and kills the group after some seconds. Whether it still ran."""
    process = subprocess.Popen(
        command, cwd=folder, env=QUIET, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(after)
    running = process.poll() is None
    if running:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return running


def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(built: Path) -> None:
    chance = random.Random(20251115)
    commands = [[*PLANPRESS, "build"], MKDOCS]
    whole, lasts = [], []
    for words, command in zip(("One", "Other"), commands, strict=True):
        title(built, words)
        started = time.monotonic()
        assert run(built, command).returncode == 0
        lasts.append(time.monotonic() - started)
        whole.append(contents(built / "site"))
    one, other = whole
    assert one != other
    number = 0
    for turn in range(KILLS):
        # Always the site that is not there now.
        title(built, "Other" if contents(built / "site") == one else "One")
        number += killed(commands[turn % 2], built, chance.uniform(0, lasts[turn % 2]))
        assert contents(built / "site") in whole
        if turn % 4 == 3:
            done = run(built, MKDOCS)
            assert (done.returncode, leftovers(built)) == (0, ["site"]), done.stderr
            assert contents(built / "site") in whole
    print(f"{number} of {KILLS} builds were killed while they ran")
    assert number


def test_the_processes_of_a_killed_build_do_not_outlive_it(built: Path) -> None:
    before = contents(built / "site")
    process = subprocess.Popen(MKDOCS, cwd=built, env=QUIET, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list(built.glob(".site-new/site/plan*")):
        assert process.poll() is None
        time.sleep(0.001)
    process.kill()
    process.wait()
    assert contents(built / "site") == before
    done = subprocess.run(MKDOCS, cwd=built, env=QUIET, capture_output=True, check=False, timeout=60)
    assert (done.returncode, contents(built / "site") == before, leftovers(built)) == (0, True, ["site"])


SWAPS = """
import sys
from pathlib import Path
from planpress.publish import Publishing

folder = Path(sys.argv[1])
for turn in range(100_000):
    one = Publishing(folder / "site")
    one.made.mkdir()
    for name in ("index", "a", "b", "c"):
        (one.made / f"{name}.html").write_text(str(turn))
    one.publish()
    one.close()
"""


def swapping(folder: Path, after: float, chance: random.Random) -> tuple[list[str], int]:
    """Publishes small sites one after the other until it is killed. What was wrong with the site meanwhile and after,
    and how often it was looked at."""
    process = subprocess.Popen([sys.executable, "-c", SWAPS, str(folder)], start_new_session=True)
    wrong, looks = [], 0
    while not (folder / "site/index.html").exists():
        time.sleep(0.005)
    ends = time.monotonic() + chance.uniform(0, after)
    while time.monotonic() < ends:
        looks += 1
        wrong += [] if (folder / "site/index.html").exists() else ["missing"]
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    texts = {file.name: file.read_text() for file in (folder / "site").iterdir()}
    if sorted(texts) != ["a.html", "b.html", "c.html", "index.html"] or len(set(texts.values())) != 1:
        wrong.append(str(texts))
    return wrong, looks


def test_the_site_is_never_missing_and_whole_after_kills_while_sites_change_places(tmp_path: Path) -> None:
    chance = random.Random(20251115)
    found = [swapping(tmp_path, 0.1, chance) for _ in range(2 * KILLS)]
    assert [wrong for wrong, _ in found if wrong] == []
    assert sum(looks for _, looks in found) > 1000
    one = Publishing(tmp_path / "site")
    one.close()
    assert names(tmp_path) == ["site"]


@pytest.mark.parametrize("name", [".site-new", ".site-new/site", ".site-new/old", ".site-new/lock"])
def test_a_link_in_place_of_a_builds_own_folders_is_not_followed(name: str, tmp_path: Path) -> None:
    put(tmp_path / "theirs/site", index="theirs")
    link = tmp_path / "project" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / ("theirs" if name == ".site-new" else "theirs/site"))
    with pytest.raises(click.ClickException) as refused:
        Publishing(tmp_path / "project/site")
    assert refused.value.message == f"{link.name} beside the site is a link; remove it, since builds use this name"
    assert contents(tmp_path / "theirs") == contents(put(tmp_path / "same/site", index="theirs").parent)


def test_once_the_site_is_published_ctrl_c_is_not_heard() -> None:
    with uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)


def interrupted(folder: Path) -> tuple[bool, list[str]]:
    """What a build says that meets Ctrl-C while it writes pages, and whether the site is as it was."""
    before = contents(folder / "site")
    build = subprocess.Popen(
        [*PLANPRESS, "build"], cwd=folder, env=QUIET, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True,
    )  # fmt: skip
    while build.poll() is None and not (folder / ".site-new/site").exists():
        time.sleep(0.001)
    os.killpg(build.pid, signal.SIGINT)
    said = build.communicate()[0].splitlines()
    return contents(folder / "site") == before, said


@pytest.mark.parametrize("plans", ["one", "data"])
def test_ctrl_c_is_told_in_words(plans: str, built: Path) -> None:
    shutil.copytree(built / "data/plan", built / "one/plan")
    (built / "mkdocs.yml").write_text(SETTINGS.replace("- planpress\n", f"- planpress: {{data_dir: {plans}}}\n"))
    # On a busy machine a build may have ended before it meets Ctrl-C: then another is tried.
    tries = (interrupted(built) for _ in range(5))
    same, said = next(one for one in tries if "Nothing was published: site/ is as it was." in one[1])
    assert (same, said[-2:]) == (True, ["Aborted!", "Nothing was published: site/ is as it was."])
    assert not [line for line in said if "Traceback" in line]
    assert not (built / ".site-new").exists()


@pytest.mark.parametrize("path", IN_THE_WAY)
def test_a_file_in_the_way_of_what_is_made_stops_the_build(path: str, tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project")
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_text("# Mine\n")
    done = run(folder, [*PLANPRESS, "build"])
    assert done.returncode == 1
    assert f"ERROR   -  {IN_THE_WAY[path]}\n" in done.stderr
    assert leftovers(folder) == []
