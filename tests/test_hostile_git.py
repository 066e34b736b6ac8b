"""A repository that somebody sent: neither its settings, its attributes nor its names of files do any harm."""

import subprocess
from pathlib import Path

import pytest

from planpress.git import Unreadable, revision
from test_history_against import commit, git, repo

__all__ = ["repo"]  # A fixture is found by its name.
HELD = "(^|[ {])ref: *1[.]1[.]1([ ,}#]|$)"


def test_no_setting_of_a_repository_runs_a_program(repo: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\ncat\n")
    program.chmod(0o755)
    (repo / "data/.gitattributes").write_text("*.yml diff=theirs filter=theirs\n")
    commit(repo)
    signed = git(repo, "cat-file", "commit", "HEAD").replace("\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n\n", 1)
    made = subprocess.run(
        ["git", "-C", str(repo), "hash-object", "-t", "commit", "-w", "--stdin"],
        input=signed, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    git(repo, "update-ref", "HEAD", made)
    for name in (
        "diff.theirs.textconv", "diff.theirs.command", "diff.external", "filter.theirs.smudge", "filter.theirs.clean",
        "core.fsmonitor", "core.pager", "gpg.program", "core.sshCommand",
    ):  # fmt: skip
        git(repo, "config", name, str(program))
    git(repo, "config", "log.showSignature", "true")
    with revision(repo / "data", "HEAD") as earlier:
        assert earlier.once_held("plan", HELD)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("attributes", ["* binary\n", "* -diff\n", "* -text -diff -merge\n"])
def test_attributes_do_not_hide_what_was_removed(attributes: str, repo: Path) -> None:
    text = (repo / "data/plan/themes/1.yml").read_text()
    (repo / "data/plan/themes/1.yml").write_text(text.replace("1.1.1", "1.1.9"))
    commit(repo)
    (repo / ".gitattributes").write_text(attributes)
    with revision(repo / "data", "HEAD") as earlier:
        assert earlier.once_held("plan/themes", HELD)


def names(repo: Path, *entries: tuple[str, bytes]) -> str:
    """A commit whose data folder holds entries of these modes and names, which no `git add` would take."""

    def tree(inner: list[tuple[str, bytes, str]]) -> str:
        data = b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(held) for mode, name, held in inner)
        return written("tree", data)

    def written(kind: str, data: bytes) -> str:
        command = ["git", "-C", str(repo), "hash-object", "-t", kind, "-w", "--literally", "--stdin"]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode().strip()

    blob = written("blob", b"title: Elsewhere\n")
    held = {"40000": tree([("100644", b"x.yml", blob)])}
    data = tree([(mode, name, held.get(mode, blob)) for mode, name in entries])
    return git(repo, "commit-tree", tree([("40000", b"data", data)]), "-m", "Names").strip()


@pytest.mark.parametrize(
    "entry",
    [
        ("40000", b".."), ("100644", b"../../outside.yml"), ("100644", b"/outside.yml"), ("100644", b"..\\outside.yml"),
        ("120000", b"link.yml"), ("160000", b"submodule"),
    ],
)  # fmt: skip
def test_files_outside_and_links_are_left_out(entry: tuple[str, bytes], repo: Path) -> None:
    with revision(repo / "data", names(repo, entry, ("100644", b"a.yml"))) as earlier:
        assert [file.relative_to(earlier.folder).as_posix() for file in earlier.folder.rglob("*")] == ["a.yml"]


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([("100644", b"n" * 300)], "File name too long"),
        ([("100644", b".")], "Is a directory"),
        ([("100644", b"a"), ("40000", b"a")], "File exists"),
    ],
)
def test_names_that_no_disk_can_hold_are_told(entries: list[tuple[str, bytes]], why: str, repo: Path) -> None:
    rev = names(repo, *entries)
    with pytest.raises(Unreadable) as told, revision(repo / "data", rev):
        pass
    assert str(told.value) == (
        f"`{rev}` holds a file whose name this disk cannot hold ({why}); compare with a later revision"
    )


@pytest.mark.parametrize(
    "rev", ["--output=ran", "-c core.pager=x", "HEAD --output=ran", "HEAD..HEAD", ":/Change", "HEAD:data", "a\nb", " "]
)
def test_a_revision_is_never_taken_for_an_option(rev: str, repo: Path) -> None:
    with pytest.raises(Unreadable), revision(repo / "data", rev):
        pass
    assert sorted(entry.name for entry in repo.iterdir()) == [".git", "data"]
