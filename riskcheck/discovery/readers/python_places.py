"""Where a node of a Python module stands, and what that makes of a use: switched off, one of many, a label, a permission."""

from __future__ import annotations

import ast
import re
from collections import Counter

from riskcheck.discovery.detection import State
from riskcheck.discovery.readers import python_tables as tables
from riskcheck.discovery.readers.python_names import last_name
from riskcheck.discovery.readers.python_values import Names, entries

_OFF = {
    "enabled": False,
    "enable": False,
    "active": False,
    "is_active": False,
    "is_enabled": False,
    "disabled": True,
    "replicas": 0,
}
_RUNS = re.compile(r"^os\.|subprocess|run|popen|command|exec|shell|spawn|system$|launch", re.I)
"""Callables that run a command."""


def state_of(names: Names, node: ast.AST, state: State) -> State:
    """The state of a use at a node: disabled below a flag, a possibility in a branch that another value would take."""
    one: ast.AST = node
    if isinstance(node, (ast.Dict, ast.Call)) and _is_off(names, node):
        return "disabled"
    while (above := names.parents.get(one)) is not None:
        if isinstance(above, (ast.If, ast.IfExp)) and (found := _in_branch(names, above, one)) is not None:
            return found
        if isinstance(above, ast.match_case) and isinstance(above.pattern, ast.MatchValue):
            return "capability"
        if isinstance(above, (ast.Dict, ast.Call)) and _is_off(names, above):
            return "disabled"
        if isinstance(one, ast.Call) and isinstance(above, (ast.Dict, ast.List, ast.Tuple)) and _is_row(names, above, one):
            return "capability"
        one = above
    return state


def _is_row(names: Names, table: ast.Dict | ast.List | ast.Tuple, node: ast.Call) -> bool:
    """Whether a call makes one row of a table of providers or models, that something else picks from."""
    if rows_like(names, table, f"call {last_name(node.func)}") < 2 or node in names.rows_picked:
        return False
    above = names_above(names, table)
    is_looked_up = isinstance(table, ast.Dict) and bool(above) and above[-1] in names.looked_up
    return is_looked_up or any(tables.POSSIBLE.search(one) for one in above)


def rows_like(names: Names, table: ast.AST | None, kind: str) -> int:
    """How many rows of a table are of a kind: `call Name`, `tuple`, or `key name` for dictionaries with such a key."""
    if not isinstance(table, (ast.Dict, ast.List, ast.Tuple)):
        return 0
    if table not in names.rows:
        found: Counter[str] = Counter()
        for one in table.values if isinstance(table, ast.Dict) else table.elts:
            if isinstance(one, ast.Call):
                found[f"call {last_name(one.func)}"] += 1
            elif isinstance(one, ast.Tuple):
                found["tuple"] += 1
            elif isinstance(one, ast.Dict):
                found.update(f"key {key.value!s}" for key, _ in entries(one))
        names.rows[table] = found
    return names.rows[table][kind]


def _in_branch(names: Names, above: ast.If | ast.IfExp, one: ast.AST) -> State | None:
    if one is above.test:
        return None
    bodies = above.body if isinstance(above, ast.If) else [above.body]
    is_first = one in bodies
    truth = names.truth(above.test)
    compared = isinstance(above.test, ast.Compare)
    if truth is not None and truth != is_first:
        return "capability" if compared and (_has_rivals(names, above) or _is_chosen(names, above)) else "disabled"
    return (
        "capability"
        if truth is None and compared and isinstance(above, ast.If) and is_first and _has_rivals(names, above)
        else None
    )


def _is_chosen(names: Names, node: ast.If | ast.IfExp) -> bool:
    """Whether the environment may choose another branch than the one that a default of several words takes."""
    left = names.value(node.test.left) if isinstance(node.test, ast.Compare) else None
    return (
        left is not None
        and left.state == "default"
        and left.text.lower() not in ("", "0", "1", "true", "false", "on", "off", "yes", "no")
    )


def _has_rivals(names: Names, node: ast.If | ast.IfExp) -> bool:
    """Whether other branches compare the same thing with other values: a dispatcher."""
    subject = _subject(node)
    scope = names.scope(node)
    return subject is not None and any(
        one is not node and _subject(one) == subject and names.scope(one) is scope for one in names.branches
    )


def _subject(node: ast.If | ast.IfExp) -> str | None:
    test = node.test
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], (ast.Eq, ast.In)):
        return ast.dump(test.left)
    return ast.dump(test.func.value) if isinstance(test, ast.Call) and isinstance(test.func, ast.Attribute) else None


def _is_off(names: Names, node: ast.Dict | ast.Call) -> bool:
    if node not in names.switched:
        names.switched[node] = _says_off(names, node)
    return names.switched[node]


def _says_off(names: Names, node: ast.Dict | ast.Call) -> bool:
    pairs = {key.value: value for key, value in entries(node)} if isinstance(node, ast.Dict) else names.arguments(node)
    return any(
        isinstance(value := pairs.get(key), ast.Constant) and type(value.value) is type(off) and value.value == off
        for key, off in _OFF.items()
    )


def table_name(names: Names, node: ast.AST) -> str:
    """What the nearest assignment, keyword or key above calls a value."""
    return next(iter(names_above(names, node)), "")


def names_above(names: Names, node: ast.AST) -> list[str]:
    """All that a value stands below, the nearest first: keywords, keys, and the name that the whole is assigned to."""
    found: list[str] = []
    one: ast.AST = node
    while (above := names.parents.get(one)) is not None:
        if isinstance(above, ast.keyword) and above.arg:
            found.append(above.arg)
        elif isinstance(above, ast.Dict) and one in names.keys:
            key = names.keys[one]
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                found.append(key.value)
        elif isinstance(above, ast.Assign):
            return [*found, last_name(above.targets[0])]
        elif isinstance(above, ast.AnnAssign):
            return [*found, last_name(above.target)]
        elif isinstance(above, (ast.arguments, ast.stmt)):
            return found
        one = above
    return found


def is_talk(names: Names, node: ast.expr) -> bool:
    """Whether a string is prose: a docstring, a bare expression, or what a call prints, matches or raises."""
    one: ast.AST = node
    while (above := names.parents.get(one)) is not None and not isinstance(above, ast.stmt):
        if isinstance(above, ast.Call) and one is not above.func:
            return bool(tables.SPOKEN.search(last_name(above.func)))
        if isinstance(above, ast.Compare):
            return True
        one = above
    return isinstance(above, (ast.Expr, ast.Raise)) and one is getattr(above, "value", None)


def is_run(names: Names, node: ast.AST) -> bool:
    """Whether a string is a command that is run."""
    one: ast.AST = node
    while (above := names.parents.get(one)) is not None and not isinstance(above, ast.stmt):
        if isinstance(above, ast.Call) and one is not above.func:
            called = names.origin(above.func)
            if not called.endswith("split"):
                return bool(_RUNS.search(called))
        one = above
    return False


def is_handed_on(names: Names, node: ast.AST) -> bool:
    """Whether a string is given to a call or a name, and does more than stand in a dictionary or a docstring."""
    return isinstance(names.parents.get(node), (ast.Call, ast.keyword, ast.Assign, ast.List))


def is_dispatched(names: Names, node: ast.Dict) -> bool:
    """Whether a table of settings is picked from by a key that is not known here, or only one of its entries is picked."""
    outer = names.parents.get(node)
    if not isinstance(outer, ast.Dict) or node not in names.keys:
        return False
    if outer not in names.dispatched:
        tables_in_it = sum(isinstance(one, ast.Dict) for one in outer.values)
        names.dispatched[outer] = tables_in_it > 1 and table_name(names, outer) in names.looked_up
    return names.dispatched[outer]


def picked(names: Names) -> set[ast.AST]:
    """The entries of tables that a known key picks."""
    found = {inner.value for one in names.nodes if isinstance(one, ast.Subscript) and (inner := names.member(one)) is not None}
    names.rows_picked = {one for one in found if isinstance(one, ast.Call)}
    return set(found)


def is_enum(names: Names, node: ast.AST) -> bool:
    """Whether a node is a member of an enumeration."""
    above = names.parents.get(node)
    return isinstance(above, ast.ClassDef) and any("Enum" in last_name(one) or last_name(one) == "Choices" for one in above.bases)


def is_permission(names: Names, node: ast.AST) -> str | None:
    """`allowed` or `denied` for what stands in a policy statement, None elsewhere."""
    above = names_above(names, node)
    if not any(one.lower() in ("resources", "resource") for one in above):
        return None
    one: ast.AST | None = node
    while one is not None and not isinstance(one, ast.stmt):
        if isinstance(one, (ast.Call, ast.Dict)) and "deny" in ast.unparse(one).lower():
            return "denied"
        if isinstance(one, ast.Call) and last_name(one.func) == "PolicyStatement":
            return "allowed"
        one = names.parents.get(one)
    return "allowed"
