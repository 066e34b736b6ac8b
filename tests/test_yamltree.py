"""Whatever is in a file, reading it gives a value or says what is wrong, soon and without an exception."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planpress.problem import Problem
from planpress.yamltree import DEEPEST, PLACE, At, Listed, parse, read

settings.register_profile("fixed", deadline=None, derandomize=True, max_examples=500)
settings.load_profile("fixed")

SIGNS = ["-", ":", " ", "\n", "a", "1", '"', "'", "[", "]", "{", "}", ",", "&x", "*x", "!", "|", ">", "#", "%", "@", "\t", "---", "...", "?", "\u202e", "\ufeff", "\x00", "é"]  # fmt: skip


def plain(value: Any) -> Any:
    """A value without its lines."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if key != PLACE}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def places(value: Any) -> list[int]:
    """Every line that a value knows of."""
    if isinstance(value, dict):
        at = value[PLACE]
        return [at.line, *at.lines.values(), *(line for key in value if key != PLACE for line in places(value[key]))]
    return [*value.lines, *(line for inner in value for line in places(inner))] if isinstance(value, Listed) else []


def is_sound(data: bytes) -> None:
    """A value of text, lists and fields, or problems; each with a line that the file has."""
    value, problems = parse(data, "f.yml")
    last = max(1, data.count(b"\n") + (not data.endswith(b"\n")))
    assert value is not None or problems
    assert all(isinstance(problem, Problem) and problem.path == "f.yml" for problem in problems)
    assert all(1 <= line <= last for line in [*places(value), *(problem.line for problem in problems)])
    assert all(problem.message and "\n" not in str(problem) for problem in problems)


@given(st.binary())
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"")
def test_any_bytes_give_a_value_or_problems(data: bytes) -> None:
    is_sound(data)


@given(st.text())
def test_any_text_gives_a_value_or_problems(text: str) -> None:
    is_sound(text.encode("utf-8", "surrogatepass"))


@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join))
@example("? [a]: b")
@example("a: b\na: c\n? |\n  x\n: y")
@example("{")
@example("a: [\n")
@example("a: 'b\n")
@example("a: 1\nb\n")
@example("%YAML 9.9\n---\na: b")
@example("%TAG ! tag:x\n---\na: !y b")
@example('"\\ud800"')
@example("a: \x85b")
@example("a:\u2028b")
def test_any_jumble_of_yaml_gives_a_value_or_problems(text: str) -> None:
    is_sound(text.encode())


TREES = st.recursive(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=8),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.text("abcxyz-._0189", min_size=1, max_size=4), inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def flow(value: Any) -> str:
    """A value written as YAML, every text in quotation marks."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return "'" + str(value).replace("'", "''") + "'"


@given(TREES)
def test_what_is_written_is_what_is_read(tree: Any) -> None:
    value, problems = parse(flow(tree).encode(), "f.yml")
    assert (plain(value), problems) == (tree, [])


def test_values_know_their_lines() -> None:
    text = "a: 1\nb:\n  - x\n  - c: 2\n    d: >-\n      long\n      text\n"
    value, problems = parse(text.encode(), "f.yml")
    assert problems == []
    assert plain(value) == {"a": "1", "b": ["x", {"c": "2", "d": "long text"}]}
    assert value[PLACE] == At("f.yml", 1, {"a": 1, "b": 2})
    assert isinstance(value["b"], Listed)
    assert value["b"].lines == [3, 4]
    assert value["b"][1][PLACE] == At("f.yml", 4, {"c": 4, "d": 5})
    assert (value[PLACE].of("b"), value[PLACE].of("absent")) == (2, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a:\nb: 1", {"b": "1"}),
        ("a: ''", {"a": ""}),
        ("a: ~", {"a": "~"}),
        ("a: null", {"a": "null"}),
        ("a: []", {"a": []}),
        ("- \n- b", [None, "b"]),
        ("<<: b", {"<<": "b"}),
        ("! a", "a"),
    ],
)
def test_an_empty_value_is_absent_and_a_word_for_nothing_is_a_word(text: str, value: Any) -> None:
    found, problems = parse(text.encode(), "f.yml")
    assert (plain(found), problems) == (value, [])


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "\ufeff"])
def test_a_file_of_nothing_is_a_problem(text: str) -> None:
    assert parse(text.encode(), "f.yml") == (None, [Problem("f.yml", 1, "is empty", "fill it in or remove the file")])


ALIASES = "write the value out in each place; a text that starts with & or * needs quotation marks"
DEPTH = "compare the indentation with the example in the guide"
BOMB = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (name, name, b", ".join([b"*%c" % (name - 1)] * 9)) for name in b"bcdefghijklm"
)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(BOMB, Problem("f.yml", 1, "`&a` is a YAML anchor or alias", ALIASES), id="aliases"),
        pytest.param(b"[" * 10_000, Problem("f.yml", 1, "is nested too deeply", DEPTH), id="lists"),
        pytest.param(b"{a: " * 10_000, Problem("f.yml", 1, "is nested too deeply", DEPTH), id="fields"),
        pytest.param(b"- " * 10_000 + b"a", Problem("f.yml", 1, "is nested too deeply", DEPTH), id="hyphens"),
        pytest.param(
            b"".join(b" " * depth + b"a:\n" for depth in range(900)),
            Problem("f.yml", DEEPEST, "is nested too deeply", DEPTH),
            id="indents",
        ),
    ],
)
def test_a_hostile_file_is_refused_at_once(data: bytes, problem: Problem) -> None:
    start = time.perf_counter()
    assert parse(data, "f.yml") == (None, [problem])
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("depth", [DEEPEST, DEEPEST + 1])
def test_just_so_deep_and_no_deeper(depth: int) -> None:
    value, problems = parse(b"[" * depth + b"a" + b"]" * depth, "f.yml")
    assert (value is None, len(problems)) == ((False, 0) if depth == DEEPEST else (True, 1))


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    assert read(tmp_path / "f.yml", "data/f.yml") == (
        None,
        [Problem("data/f.yml", 1, "cannot be read (No such file or directory)", "check that the file may be opened")],
    )
