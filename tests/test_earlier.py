"""A build takes over what has not changed from the site that is there: it must be that of a build which begins afresh."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from planpress import earlier
from planpress.digests import digest
from planpress.earlier import Earlier, Part, taken_over
from planpress.pages.data import Download, Group
from planpress.plan_site import Written
from test_rebuilds import CHANGES, made_by_each_build, plans_of, reword
from tiny import contents

PART = Part(
    "from",
    "holds",
    Written(("plan/",), (Download("plan/a.csv", "A", "text/csv", "All.", Group.TABLE, 1),), frozenset("b")),
)


class Builds:
    """Builds of one site, one after the other, and the plans that the last one made."""

    def __init__(self, project: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project, self.site, self.made = project, site, made_by_each_build(monkeypatch)

    def build(self) -> dict[str, str]:
        """Builds as `planpress build` does; the hash of every file."""
        config = load_config(str(self.project / "mkdocs.yml"), site_dir=str(self.site))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
        return contents(self.site)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of four plans, of which the second follows the first, and nothing known of any site."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return plans_of(tmp_path / "project", "later", "other", "third")


def rename_site(project: Path, random: Random) -> None:
    """Gives the theme another line at the foot of every page."""
    (project / "mkdocs.yml").write_text((project / "mkdocs.yml").read_text() + "copyright: Written by hand\n")


@pytest.mark.parametrize("seed", [int(os.environ.get("SEED", "1"))])
def test_after_any_changes_the_site_is_that_of_a_fresh_build(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    random = Random(seed)
    again = Builds(project, tmp_path / "again", monkeypatch)
    again.build()
    changes = random.sample([*CHANGES, rename_site], len(CHANGES) + 1)
    for number, change in enumerate(changes):
        change(project, random)
        site = again.build()
        fresh = Builds(project, tmp_path / f"fresh-{number}", monkeypatch).build()
        names = site.keys() | fresh.keys()
        assert [name for name in sorted(names) if site.get(name) != fresh.get(name)] == [], change


def test_only_what_a_change_touches_is_made_again(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    builds = Builds(project, tmp_path / "site", monkeypatch)
    builds.build()
    assert builds.made == ["later", "other", "plan", "third"]
    builds.build()
    assert builds.made == []
    assert "4 of 4 plans are as they were and are taken over" in caplog.text
    report = project / "data/other/reports/2025-01-15.yml"
    report.write_text(report.read_text().replace("title: ", "title: New "))
    builds.build()
    assert builds.made == ["other"]
    assert "3 of 4 plans are as they were and are taken over" in caplog.text
    reword(project, Random(3))
    builds.build()
    assert builds.made == ["later", "plan"], "the plan that follows tells the title of the one before"
    monkeypatch.setenv("PLANPRESS_AS_AT", "2025-02-01")
    builds.build()
    assert builds.made == ["later", "other", "plan", "third"]
    shutil.rmtree(project / "data/third")
    builds.build()
    assert builds.made == ["later", "other", "plan"], "fewer than four are not looked up"
    assert not (builds.site / "third").exists()


def spoil(site: Path) -> None:
    page = site / "other/index.html"
    page.write_bytes(page.read_bytes().replace(b"<h1", b"<h2", 1))


def lose(site: Path) -> None:
    (site / "other/data/plan.json").unlink()


def add(site: Path) -> None:
    (site / "other/more.html").write_text("<script>alert(1)</script>")


def link(site: Path) -> None:
    (site / "other/more").symlink_to("/etc/passwd")


def remove(site: Path) -> None:
    shutil.rmtree(site / "other")


@pytest.mark.parametrize("damage", [spoil, lose, add, link, remove])
def test_what_was_changed_by_hand_is_made_anew(
    damage: Callable[[Path], None],
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    builds = Builds(project, tmp_path / "site", monkeypatch)
    before = builds.build()
    damage(builds.site)
    assert builds.build() == before
    assert builds.made == ["other"]
    assert "site/other/ is not as it was published: the plan is made anew" in caplog.text


def test_a_damaged_note_is_thrown_away(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    builds = Builds(project, tmp_path / "site", monkeypatch)
    before = builds.build()
    [note] = (tmp_path / "caches/planpress").iterdir()
    text = note.read_bytes()
    shapes = (b"[]", b"{}", text.partition(b"\n")[2].partition(b'"parts"')[0] + b'"parts": {"other": {}}}')
    sealed = [hashlib.sha256(shape).hexdigest().encode() + b"\n" + shape for shape in shapes]
    for damaged in (b"", b"\xff\xfe", text[: len(text) // 2], text.replace(b"other/", b"othes/", 1), *sealed):
        note.write_bytes(damaged)
        caplog.clear()
        assert builds.build() == before
        assert builds.made == ["later", "other", "plan", "third"]
        assert "What was noted of site/ is damaged: every plan is made anew" in caplog.text
    builds.build()
    assert builds.made == [], "it was noted anew"


def test_a_note_of_another_version_is_thrown_away(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    builds = Builds(project, tmp_path / "site", monkeypatch)
    before = builds.build()
    package = tmp_path / "more/another-1.0.dist-info"
    package.mkdir(parents=True)
    monkeypatch.syspath_prepend(package.parent)
    assert builds.build() == before
    assert builds.made == ["later", "other", "plan", "third"]
    assert "site/ was made with another version of planpress, of Python or of what they use" in caplog.text
    builds.build()
    assert builds.made == []
    package.rename(package.with_name("another-1.1.dist-info"))
    builds.build()
    assert builds.made == ["later", "other", "plan", "third"]


def test_every_file_of_the_package_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "planpress"
    (package / "templates/__pycache__").mkdir(parents=True)
    (package / "templates/page.html").write_text("one")
    monkeypatch.setattr(earlier, "PACKAGE", package)
    before = earlier.tools()
    (package / "templates/__pycache__/page.pyc").write_text("compiled")
    assert earlier.tools() == before
    (package / "templates/page.html").write_text("two")
    assert earlier.tools() != before


@pytest.mark.parametrize("wanting", ["a folder", "a home", "a file"])
def test_without_a_place_for_notes_every_build_makes_all(
    wanting: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = Builds(project, tmp_path / "site", monkeypatch)
    if wanting == "a folder":
        (tmp_path / "caches").write_text("a file where a folder should be")
    elif wanting == "a home":
        monkeypatch.delenv("XDG_CACHE_HOME")
        monkeypatch.delenv("HOME")
        monkeypatch.setattr(os, "getuid", lambda: 54321)
    else:
        builds.build()
        [note] = (tmp_path / "caches/planpress").iterdir()
        note.unlink()
        os.mkfifo(note) if os.name == "posix" else note.mkdir()
    assert builds.build() == contents(builds.site)
    assert builds.made == ["later", "other", "plan", "third"]
    if wanting != "a file":
        builds.build()
        assert builds.made == ["later", "other", "plan", "third"]


def test_where_the_data_lie_is_shown(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Builds(project, tmp_path / "site", monkeypatch).build()
    (project / "data").rename(project / "figures")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("  - planpress\n", "  - planpress: {data_dir: figures}\n"))
    again = Builds(project, tmp_path / "site", monkeypatch).build()
    assert again == Builds(project, tmp_path / "fresh", monkeypatch).build()


def test_what_is_done_to_the_new_site_leaves_the_one_that_is_there(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = Builds(project, tmp_path / "site", monkeypatch)
    builds.build()
    (builds.site / "other/index.html").chmod(0o600)
    files = {path: path.stat().st_ino for path in builds.site.rglob("*.html")}
    builds.build()
    assert builds.made == []
    assert {path for path, number in files.items() if path.stat().st_ino == number} == set()
    assert (builds.site / "other/index.html").stat().st_mode == (builds.site / "index.html").stat().st_mode


def test_planpress_that_changes_while_a_site_is_built_is_seen(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site").mkdir()
    known = Earlier(tmp_path / "site", project / "data")
    (tmp_path / "more/another-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "more")
    known.note({"plan": PART})
    assert Earlier(tmp_path / "site", project / "data").part("plan", "from") is None


def test_what_changes_while_a_site_is_built_is_not_noted(project: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    known = Earlier(tmp_path / "site", project / "data")
    known.note({"plan": PART})
    again = Earlier(tmp_path / "site", project / "data")
    assert again.part("plan", "from") == PART
    assert again.part("plan", "of something else") is None
    assert again.part("other", "from") is None
    assert Earlier(tmp_path / "no site", project / "data").part("plan", "from") is None
    (project / "data/glossary.yml").write_text("- term: panel\n  means: A group that decides.\n")
    again.note({"other": PART})
    assert Earlier(tmp_path / "site", project / "data").part("other", "from") is None


def test_a_folder_with_anything_but_files_is_never_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    (folder / "in").mkdir(parents=True)
    (folder / "in/a").write_text("a")
    held = digest(folder)
    assert digest(folder) == held
    assert taken_over(folder, held, tmp_path / "site/one")
    assert contents(tmp_path / "site/one") == contents(folder)
    assert not taken_over(folder, held[::-1], tmp_path / "site/two")
    assert not (tmp_path / "site/two").exists()
    (folder / "b").symlink_to("in/a")
    assert digest(folder) != digest(folder)
    (folder / "b").unlink()
    os.mkfifo(folder / "c")
    assert digest(folder) != digest(folder)
    assert digest(tmp_path / "nothing") != digest(tmp_path / "nothing")
