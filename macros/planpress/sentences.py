"""The sentence under each field of a record: it explains the field in the guide, the JSON Schemas and what problems say.

Pydantic could keep it with the field. But it would read the source of every record with every start, which takes longer
than to check a plan; here it is read when somebody asks.
"""

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise


@cache
def sentences(kind: type) -> dict[str, str]:
    """The sentence under each field of a class of ours, those that it inherits included, by the field's name."""
    found: dict[str, str] = {}
    for one in reversed(kind.__mro__):
        if one.__module__.startswith("planpress."):
            found |= _written(one.__module__).get(one.__name__, {})
    return found


@cache
def _written(module: str) -> dict[str, dict[str, str]]:
    """The sentences in the source of a module, by class and field."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {part.name: _under(part.body) for part in tree.body if isinstance(part, ast.ClassDef)}


def _under(body: list[ast.stmt]) -> dict[str, str]:
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }
