"""`mkdocs serve` makes only what changed again: its site must be, byte for byte, that of a build which begins afresh."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from bench.serving import served
from planpress import whole_site
from planpress.together import Job
from tiny import contents, tiny, title

BASE = "plan"
WORDS = ["Visits", "Homes", "Schools", "Panels", "Letters", "Reviews"]


def made_by_each_build(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The plans that the last build made, from now on."""
    made = [""]
    real = whole_site.write_all

    def noting(jobs: list[Job], *more: object, **named: object) -> object:
        made[:] = [job.view.plan.id for job in jobs]
        return real(jobs, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(whole_site, "write_all", noting)
    return made


def plans_of(folder: Path, *names: str) -> Path:
    """A site of one plan and some copies, of which the one called `later` follows it."""
    made = tiny(folder)
    for name in names:
        shutil.copytree(made / "data" / BASE, made / "data" / name)
    plan = made / "data/later/plan.yml"
    plan.write_text(plan.read_text() + f"follows: {BASE}\n")
    return made


class Serving:
    """The builds of one `mkdocs serve`, and the folders of the plans that its last build made."""

    def __init__(self, project: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project, self.site, self.made = project, site, made_by_each_build(monkeypatch)
        # MkDocs keeps its plugins here from build to build.
        self.plugins: dict[str, Any] = {}

    def build(self) -> dict[str, str]:
        """Builds as `mkdocs serve` does after each change; the hash of every file."""
        MkDocsConfig.plugins.plugin_cache = self.plugins
        begins = not self.plugins
        self.config = load_config(str(self.project / "mkdocs.yml"), site_dir=str(self.site))
        if begins:
            self.config.plugins.on_startup(command="serve", dirty=False)
        build(self.config, serve_url="http://127.0.0.1:8000/")
        return contents(self.site)

    def end(self) -> None:
        self.config.plugins.on_shutdown()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site of three plans, of which the second follows the first."""
    return plans_of(tmp_path / "project", "later", "other")


def rename(project: Path, random: Random) -> None:
    """Gives a report another title."""
    file = random.choice(sorted(project.glob("data/*/reports/*.yml")))
    lines = file.read_text().splitlines()
    words = f"title: {random.choice(WORDS)} {random.randrange(1000)}"
    file.write_text("\n".join(words if line.startswith("title:") else line for line in lines) + "\n")


def reword(project: Path, random: Random) -> None:
    """Gives a plan another title, which plans that follow it tell too."""
    file = project / "data" / BASE / "plan.yml"
    lines = file.read_text().splitlines()
    words = f"title: {random.choice(WORDS)} {random.randrange(1000)}"
    file.write_text("\n".join(words if line.startswith("title:") else line for line in lines) + "\n")


def add_report(project: Path, random: Random) -> None:
    plan = random.choice(sorted((project / "data").glob("*/plan.yml"))).parent
    day = f"202{random.randrange(6, 9)}-0{random.randrange(1, 9)}-15"
    (plan / f"reports/{day}.yml").write_text(f"date: {day}\ntitle: {random.choice(WORDS)}\n")


def remove_report(project: Path, random: Random) -> None:
    files = sorted(project.glob("data/*/reports/202[6-9]*.yml"))
    if files:
        random.choice(files).unlink()


def add_plan(project: Path, random: Random) -> None:
    shutil.copytree(project / "data/other", project / f"data/more-{random.randrange(3)}", dirs_exist_ok=True)


def remove_plan(project: Path, random: Random) -> None:
    for folder in sorted((project / "data").glob("more-*"))[:1]:
        shutil.rmtree(folder)


def move_plan(project: Path, random: Random) -> None:
    for folder in sorted((project / "data").glob("more-*"))[:1]:
        folder.rename(folder.with_name(f"moved-{random.randrange(1000)}"))


def explain(project: Path, random: Random) -> None:
    """Explains a word, which pages of every plan may link to."""
    (project / "docs/glossary.md").write_text("# Words\n\n{{ glossary() }}\n")
    (project / "data/glossary.yml").write_text(f"- term: social worker\n  means: {random.choice(WORDS)}\n")


def write_page(project: Path, random: Random) -> None:
    """Writes a page with an element that no other page has: the style sheet, to which all pages link, gets another name."""
    text = f"# {random.choice(WORDS)} {random.randrange(1000)}\n\n<b class='md-icon'>*</b>\n"
    (project / "docs/more.md").write_text(text)


def name_site(project: Path, random: Random) -> None:
    file = project / "mkdocs.yml"
    lines = file.read_text().splitlines()
    name = f"site_name: {random.choice(WORDS)}"
    file.write_text("\n".join(name if line.startswith("site_name:") else line for line in lines) + "\n")


CHANGES: list[Callable[[Path, Random], None]] = [
    rename, reword, add_report, remove_report, add_plan, remove_plan, move_plan, explain, write_page, name_site,
]  # fmt: skip


@pytest.mark.parametrize("seed", [int(os.environ.get("SEED", "1"))])
def test_after_any_changes_the_site_is_that_of_a_fresh_build(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    random = Random(seed)
    serving = Serving(project, tmp_path / "served", monkeypatch)
    serving.build()
    changes = random.sample(CHANGES, len(CHANGES))
    for some in zip(changes[::2], changes[1::2], strict=True):
        for change in some:
            change(project, random)
        served = serving.build()
        afresh = Serving(project, tmp_path / "fresh", monkeypatch)
        fresh = afresh.build()
        afresh.end()
        names = served.keys() | fresh.keys()
        assert [name for name in sorted(names) if served.get(name) != fresh.get(name)] == [], some
    serving.end()


def test_only_what_a_change_touches_is_made_again(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = Serving(project, tmp_path / "served", monkeypatch)
    serving.build()
    assert serving.made == ["later", "other", "plan"]
    serving.build()
    assert serving.made == []
    report = project / "data/other/reports/2025-01-15.yml"
    report.write_text(report.read_text().replace("title: ", "title: New "))
    serving.build()
    assert serving.made == ["other"]
    reword(project, Random(3))
    serving.build()
    assert serving.made == ["later", "plan"]
    (project / "data/glossary.yml").write_text("- term: panel\n  means: A group that decides.\n")
    serving.build()
    assert serving.made == ["later", "other", "plan"]
    serving.end()


def test_after_a_broken_file_the_next_build_is_right(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    serving = Serving(project, tmp_path / "served", monkeypatch)
    before = serving.build()
    report = project / "data/other/reports/2025-01-15.yml"
    text = report.read_text()
    report.write_text(text + "titel: x\n")
    with pytest.raises(Abort):
        serving.build()
    assert "data/other/reports/2025-01-15.yml:12: `titel` is no field of a report" in caplog.text
    report.write_text(text)
    assert serving.build() == before
    assert serving.made == []
    serving.end()


@pytest.mark.parametrize("what", ["a report", "a page", "the settings"])
def test_a_saved_change_shows_while_the_site_is_served(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tiny(tmp_path / "project")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))

    def change() -> tuple[str, str]:
        if what == "a report":
            title(project, "Better homes")
        elif what == "a page":
            (project / "docs/index.md").write_text("# Better homes\n")
        else:
            settings = project / "mkdocs.yml"
            settings.write_text(settings.read_text().replace("site_name: Plans", "site_name: Better homes"))
        return "plan/progress/2025-01-15/" if what == "a report" else "", "Better homes"

    assert served(project, change) < 30
    assert list((tmp_path / "temporary").iterdir()) == [], "it was told to end, and takes away what it kept"
