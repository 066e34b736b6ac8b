"""Earlier revisions of a folder, read with the git command line. Nothing is fetched and nothing in the copy changes."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


class Unreadable(Exception):
    """Why an earlier revision cannot be read, in one line: what is wrong; what to do."""


@dataclass(frozen=True)
class Earlier:
    """A folder as it stood at a commit, laid out on disk for as long as it is needed."""

    folder: Path
    """Where its files are now."""
    commit: str
    """The commit, in full."""
    source: Path
    """The folder in the working tree."""
    there: bool = True
    """Whether the commit has such a folder. If not, all that is in it now is new."""

    def once_held(self, under: str, pattern: str) -> bool:
        """Whether a line that matches a pattern (POSIX, extended) came into or left the files under a path of the
        folder, in the commits up to this one. Where the copy is shallow, only those that it holds are seen."""
        # Settings of a copy that somebody sent could run programs: to convert a file, or to look at a signature.
        quiet = ["--text", "--no-textconv", "--no-ext-diff", "--no-show-signature"]
        words = ["log", "-1", "--format=%H", *quiet, f"-G{pattern}", self.commit, "--", under]
        return bool(_git(self.source, words).strip())


@contextmanager
def revision(folder: Path, rev: str) -> Iterator[Earlier]:
    """A folder as it stood where the present branch left `rev`: their merge base, which is `rev` itself when that is
    an earlier commit of this branch. Raises Unreadable."""
    if not folder.is_dir():
        raise Unreadable(f"there is no folder {folder}; name the folder with the plans")
    prefix = _prefix(folder)
    commit = _merge_base(folder, rev, _commit(folder, rev))
    with tempfile.TemporaryDirectory(prefix="planpress-") as made:
        there = _lay_out(folder, commit, prefix, rev, Path(made))
        yield Earlier(Path(made), commit, folder, there)


def _run(folder: Path, words: Sequence[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    # A hook's own variables would point git elsewhere. No protocol is allowed, so that a partial copy asks nobody.
    own = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    environment = {name: value for name, value in os.environ.items() if name not in own}
    environment |= {"LC_ALL": "C", "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "--no-pager", "--literal-pathspecs", "-C", str(folder), *words]
    try:
        return subprocess.run(command, env=environment, input=given, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise Unreadable("git is not installed; install it, or leave the comparison out") from None


def _git(folder: Path, words: Sequence[str], given: bytes = b"") -> bytes:
    """What a git command prints. Raises Unreadable with git's own last line when it fails."""
    done = _run(folder, words, given)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise Unreadable(f"git {words[0]} failed ({said[-1].removeprefix('fatal: ')}); try the command by hand")
    return done.stdout


def _prefix(folder: Path) -> str:
    """The folder's path within its repository, with a slash at its end; empty for the repository's own folder."""
    done = _run(folder, ["rev-parse", "--show-prefix"])
    if b"dubious ownership" in done.stderr:
        here = folder.resolve()
        raise Unreadable(
            f"git does not trust {here}, which belongs to another user; run: git config --global --add safe.directory '*'"
        )
    if done.returncode:
        raise Unreadable(f"{folder} is not in a git repository; run this in a copy made with git clone")
    return done.stdout.decode(errors="surrogateescape").rstrip("\n")


def _commit(folder: Path, rev: str) -> str:
    if not rev or rev.startswith("-"):
        raise Unreadable(f"`{rev}` is no revision; give a branch, tag or commit")
    done = _run(folder, ["rev-parse", "--verify", "--quiet", f"{rev}^{{commit}}"])
    if done.returncode == 0:
        return done.stdout.decode().strip()
    if _shallow(folder):
        raise Unreadable(f"this copy is shallow and does not hold `{rev}`; {_how_to_fetch(rev)}")
    remote = _run(folder, ["rev-parse", "--verify", "--quiet", f"refs/remotes/origin/{rev}"]).returncode == 0
    hint = f"did you mean `origin/{rev}`?" if remote else "give a branch, tag or commit that `git log` knows"
    raise Unreadable(f"there is no revision `{rev}` here; {hint}")


def _merge_base(folder: Path, rev: str, commit: str) -> str:
    """Where the present branch left a commit. What others did there since is no change of this branch."""
    done = _run(folder, ["merge-base", "HEAD", commit])
    if done.returncode == 0:
        return done.stdout.decode().split()[0]
    if _shallow(folder):
        raise Unreadable(f"this copy is shallow and does not hold the commit where `{rev}` was left; {_how_to_fetch()}")
    return commit


def _shallow(folder: Path) -> bool:
    return _run(folder, ["rev-parse", "--is-shallow-repository"]).stdout.strip() == b"true"


def _how_to_fetch(rev: str = "") -> str:
    return "run: git fetch --unshallow origin" + (
        f" {rev.removeprefix('origin/')}" if re.fullmatch(r"[\w./-]+", rev) else ""
    )


def _lay_out(folder: Path, commit: str, prefix: str, rev: str, made: Path) -> bool:
    """Writes the folder's files as they are in a commit, byte for byte; links to elsewhere are left out. Tells whether
    there is such a folder."""
    tree = f"{commit}:{prefix.rstrip('/')}"
    if _run(folder, ["cat-file", "-e", tree]).returncode:
        return False
    entries: list[tuple[str, PurePosixPath]] = []
    for entry in (
        _git(folder, ["ls-tree", "-r", "-z", "--full-tree", tree]).decode(errors="surrogateescape").split("\0")
    ):
        about, _, name = entry.partition("\t")
        path = PurePosixPath(name)
        # Git takes `..\\x` for a name, Windows for a file outside.
        if about.startswith("100") and ".." not in path.parts and not path.is_absolute() and "\\" not in name:
            entries.append((about.split()[2], path))
    answer = _git(folder, ["cat-file", "--batch"], "".join(f"{blob}\n" for blob, _ in entries).encode())
    at = 0
    for blob, path in entries:
        head = answer[at : answer.find(b"\n", at)]
        if not head.startswith(f"{blob} blob ".encode()):
            raise Unreadable(f"this copy does not hold all files of `{rev}`; run: git fetch --refetch origin")
        at += len(head) + 1
        size = int(head.split()[2])
        to = made / path
        try:
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(answer[at : at + size])
        except OSError as error:
            raise Unreadable(
                f"`{rev}` holds a file whose name this disk cannot hold ({error.strerror}); compare with a later revision"
            ) from None
        at += size + 1
    return True
