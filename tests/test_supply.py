"""What is installed is what pyproject.toml asks for, each file held to its checksum."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
ASKED = {
    "requirements.txt": [*PROJECT["dependencies"], *EXTRAS["build"]],
    "requirements-dev.txt": [*PROJECT["dependencies"], *(one for extra in EXTRAS.values() for one in extra)],
}


def locked(file: str) -> dict[str, tuple[str, int]]:
    """The version and the number of checksums of each package in a locked file."""
    text = (ROOT / file).read_text(encoding="utf-8")
    entries = re.split(r"^(?=\S)", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE), flags=re.MULTILINE)
    found = {}
    for entry in filter(None, entries):
        head = re.match(r"([\w.-]+)==([\w.]+)(?: ; .*?)? \\\n", entry)
        assert head, f"neither a package with its version nor its checksums: {entry}"
        found[head[1]] = (head[2], len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry)))
    return found


@pytest.mark.parametrize("file", ASKED)
def test_the_lock_gives_what_is_asked_for(file: str) -> None:
    found = locked(file)
    wanted = [Requirement(one) for one in ASKED[file]]
    missing = [str(one) for one in wanted if canonicalize_name(one.name) not in found]
    unfit = [str(one) for one in wanted if str(one) not in missing and not one.specifier.contains(found[canonicalize_name(one.name)][0])]  # fmt: skip
    assert (missing, unfit) == ([], []), "run make relock"


@pytest.mark.parametrize("file", ASKED)
def test_every_package_has_its_checksums(file: str) -> None:
    assert [name for name, (_, checksums) in locked(file).items() if not checksums] == []


def test_tests_run_with_the_versions_that_sites_get() -> None:
    site, tests = locked("requirements.txt"), locked("requirements-dev.txt")
    assert {name: version for name, version in site.items() if tests.get(name) != version} == {}


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(
        r"^(?:dependencies|\w+) = \[\n((?:  .*\n)+)\]", text.partition("[project.scripts]")[0], re.MULTILINE
    )
    lines = [line for part in lists for line in part.splitlines()]
    assert len(lines) == len(PROJECT["dependencies"]) + sum(map(len, EXTRAS.values()))
    assert [line for line in lines if not re.fullmatch(r'  "[^"]+", *# \S.*', line)] == []
