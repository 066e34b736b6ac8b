"""Plans written side by side are those written one after another, and what fails in one of them is told."""

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from planpress.check import check
from planpress.frame import SLOTS, Frame, slot
from planpress.look import Colours
from planpress.model import Site
from planpress.pages import View
from planpress.plan_site import Around
from planpress.together import Ahead, Job, write_all
from tiny import contents, tiny

FRAME = "".join(f"<{name}>{slot(name)}</{name}>" for name in SLOTS)
AROUND = Around("https://plans.example.org/", "", "glossary/", dict.fromkeys((1, 2, 3), FRAME), Colours())


def jobs_of(project: Path, folder: Path) -> tuple[Site, list[Job]]:
    site = check(project / "data").site_or_raise()
    return site, [Job(View.of(plan), project / plan.path, folder / plan.id) for plan in site.plans]


def written(project: Path, folder: Path, processes: int) -> dict[str, str]:
    site, jobs = jobs_of(project, folder)
    found = write_all(jobs, site, AROUND, processes)
    assert [one.pages[0] for one in found] == [f"{plan.id}/" for plan in site.plans]
    return contents(folder)


def test_several_processes_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    for number in range(4):
        (project / "data/plan").rename(project / f"data/plan-{number}")
        tiny_again = tmp_path / f"again-{number}"
        tiny(tiny_again)
        (tiny_again / "data/plan").rename(project / "data/plan")
    alone = written(project, tmp_path / "alone", 1)
    assert len(alone) > 100
    assert written(project, tmp_path / "together", 3) == alone


def test_downloads_that_another_process_makes_are_the_same(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    alone = written(project, tmp_path / "alone", 1)
    folder = tmp_path / "ahead"
    site, jobs = jobs_of(project, folder)
    begun = Ahead(jobs, site, AROUND.base, AROUND.colours)
    begun.begin()
    assert not folder.exists(), "nothing is written before the site's folder was emptied"
    begun.write()
    assert write_all(jobs, site, AROUND, begun=begun)[0].downloads
    begun.stop()
    assert contents(folder) == alone


def test_a_build_that_ends_early_ends_the_other_process(tmp_path: Path) -> None:
    site, jobs = jobs_of(tiny(tmp_path / "project"), tmp_path / "site")
    begun = Ahead(jobs, site, "", AROUND.colours)
    begun.stop()
    begun.begin()
    begun.stop()
    assert multiprocessing.active_children() == []


def test_a_process_that_the_system_ends_is_told(tmp_path: Path) -> None:
    site, jobs = jobs_of(tiny(tmp_path / "project"), tmp_path / "site")
    begun = Ahead(jobs, site, "", AROUND.colours)
    begun.begin()
    for process in multiprocessing.active_children():
        process.kill()
    with pytest.raises(OSError, match="the system ended a process that wrote plans, perhaps for want of memory"):
        begun.written(0)
    begun.stop()


def test_what_fails_in_one_process_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    site, jobs = jobs_of(tiny(tmp_path / "project"), tmp_path)
    jobs = [replace(job, folder=tmp_path / "taken") for job in jobs]
    for processes in (1, 2):
        with pytest.raises(OSError):
            write_all(jobs, site, AROUND, processes)
    begun = Ahead(jobs, site, "", AROUND.colours)
    begun.begin()
    begun.write()
    with pytest.raises(OSError):
        begun.written(0)
    begun.stop()


def test_a_frame_holds_every_slot_once_filled() -> None:
    values = {name: f"the {name}" for name in SLOTS}
    assert Frame(FRAME).fill(values) == "".join(f"<{name}>the {name}</{name}>" for name in SLOTS)
    assert Frame(slot("title")).fill(values | {"title": slot("plan")}) == slot("plan")
    with pytest.raises(ValueError, match="no slot is called other"):
        slot("other")
