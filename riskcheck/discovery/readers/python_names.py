"""The names of a Python module: scopes, imports, classes, options of the command line, and what each is bound to."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from riskcheck.discovery.detection import State

_SETTINGS = re.compile(r"Settings$|BaseModel$|Config$|Arguments$|Schema$|Struct$")
Scope = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
_SCOPES = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Bound(NamedTuple):
    """What a name stands for: an expression, and whether it is only a default."""

    value: ast.expr
    state: State = "active"


def last_name(node: ast.expr) -> str:
    """The last part of a dotted name, or nothing."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


class Scopes:
    """The names of one module and what they are bound to."""

    def __init__(self, tree: ast.Module) -> None:
        self.parents: dict[ast.AST, ast.AST] = {}
        self.keys: dict[ast.AST, ast.expr | None] = {}
        self.nodes: list[ast.AST] = [tree]
        self.imports: dict[str, str] = {}
        self.classes: dict[str, ast.ClassDef] = {}
        self.functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}
        self.options: dict[str, ast.expr] = {}
        self.branches: list[ast.If] = []
        self.switched: dict[ast.AST, bool] = {}
        self.dispatched: dict[ast.AST, bool] = {}
        self.looked_up: set[str] = set()
        self.rows_picked: set[ast.expr] = set()
        self.rows: dict[ast.AST, Counter[str]] = {}
        self.returns: dict[ast.AST, list[ast.expr]] = {}
        self._bound: dict[tuple[ast.AST, str], list[Bound]] = {}
        self._attributes: dict[str, list[Bound]] = {}
        self._loops: dict[tuple[ast.AST, str], list[tuple[ast.expr, int]]] = {}
        self._tree = tree
        for node in self.nodes:  # grows while it is read: every node once, parents before children
            if isinstance(node, ast.Dict):
                self.keys.update(zip(node.values, node.keys, strict=True))
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
                self.nodes.append(child)
        for node in self.nodes:
            self._learn(node)
            self._note(node)

    def _note(self, node: ast.AST) -> None:
        """Keep branches, loops, and the tables that something is looked up in."""
        if isinstance(node, ast.If):
            self.branches.append(node)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
            targets = node.target.elts if isinstance(node.target, ast.Tuple) else [node.target]
            for place, target in enumerate(targets):
                if isinstance(target, ast.Name):
                    self._loops.setdefault((self.scope(target), target.id), []).append((node.iter, place))
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            self.looked_up.add(last_name(node.value))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            self.looked_up.add(last_name(node.func.value))

    # --- what is bound --------------------------------------------------------------------------------------------------

    def _learn(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._bind(target, Bound(node.value))
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
            self._bind(node.target, Bound(node.value, self._field_state(node)))
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            self._bind(node.optional_vars, Bound(node.context_expr))
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for one in node.names:
                whole = f"{node.module}.{one.name}" if isinstance(node, ast.ImportFrom) else one.name
                self.imports[one.asname or one.name.partition(".")[0]] = (
                    whole if one.asname or isinstance(node, ast.ImportFrom) else one.name.partition(".")[0]
                )
        elif isinstance(node, ast.Return) and node.value is not None:
            self.returns.setdefault(self.scope(node), []).append(node.value)
        elif isinstance(node, ast.ClassDef):
            self.classes[node.name] = node
        elif isinstance(node, FUNCTIONS):
            self.functions.setdefault(node.name, node)
            for name, default in defaults(node.args):
                self._bound.setdefault((node, name), []).append(Bound(default, "default"))
        elif isinstance(node, ast.Call) and last_name(node.func) in ("add_argument", "option"):
            self._learn_option(node)

    def _learn_option(self, node: ast.Call) -> None:
        """The default of a command line's option, under the name that the option's value gets."""
        stated = {one.arg: one.value for one in node.keywords if one.arg}
        flags = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        name = next((one for one in flags if one.startswith("--")), flags[0] if flags else "").lstrip("-").replace("-", "_")
        if isinstance(given := stated.get("dest"), ast.Constant):
            name = str(given.value)
        if name and "default" in stated:
            self.options[name] = stated["default"]

    def _field_state(self, node: ast.AnnAssign | ast.NamedExpr) -> State:
        """A field of a settings class or dataclass is a default: an environment or a caller may say otherwise."""
        above = self.parents.get(node)
        if not isinstance(above, ast.ClassDef) or isinstance(node, ast.NamedExpr):
            return "active"
        is_record = any(_SETTINGS.search(last_name(one)) for one in above.bases) or any(
            "dataclass" in ast.unparse(one) or "define" in ast.unparse(one) for one in above.decorator_list
        )
        return "default" if is_record and "ClassVar" not in ast.unparse(node.annotation) else "active"

    def _bind(self, target: ast.expr, bound: Bound) -> None:
        if isinstance(target, ast.Name):
            scope = self.scope(target)
            self._bound.setdefault((scope, target.id), []).append(bound)
            if isinstance(scope, ast.ClassDef):
                self._attributes.setdefault(target.id, []).append(bound)
        elif isinstance(target, ast.Attribute):
            self._attributes.setdefault(target.attr, []).append(bound)
            owner = self.class_of(target) if last_name(target.value) in ("self", "cls") else None
            self._bound.setdefault((owner or self._tree, f".{target.attr}"), []).append(bound)
        elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(bound.value, (ast.Tuple, ast.List)):
            for one, value in zip(target.elts, bound.value.elts, strict=False):
                self._bind(one, bound._replace(value=value))

    def scope(self, node: ast.AST) -> Scope:
        """The function, class or module whose names a node stands among."""
        one: ast.AST = node
        while one in self.parents:
            above = self.parents[one]
            if isinstance(above, _SCOPES) and (isinstance(above, (ast.Module, ast.Lambda)) or one in above.body):
                return above
            one = above
        return self._tree

    def class_of(self, node: ast.AST) -> ast.ClassDef | None:
        """The class that a node stands in."""
        one: ast.AST | None = node
        while one is not None and not isinstance(one, ast.ClassDef):
            one = self.parents.get(one)
        return one

    def bound(self, node: ast.expr) -> Bound | None:
        """What a name or an attribute is bound to, where it stands."""
        if isinstance(node, ast.Name):
            return self._of_name(node)
        return self._of_attribute(node) if isinstance(node, ast.Attribute) else None

    def _of_name(self, node: ast.Name) -> Bound | None:
        scope: Scope = self.scope(node)
        is_first = True
        while True:
            if is_first or not isinstance(scope, ast.ClassDef):
                if held := self._bound.get((scope, node.id)):
                    before = [one for one in held if one.value.lineno < node.lineno or one.state == "default"]
                    return (before or held)[-1]
                if isinstance(scope, (*FUNCTIONS, ast.Lambda)) and node.id in _parameters(scope.args):
                    return None
            if isinstance(scope, ast.Module):
                return None
            scope, is_first = self.scope(scope), False

    def loop(self, node: ast.expr) -> tuple[ast.expr, int] | None:
        """What a loop's own name goes through, and its place among the names of the loop; None for other names."""
        if not isinstance(node, ast.Name) or self._of_name(node) is not None:
            return None
        loops = self._loops.get((self.scope(node), node.id), [])
        return next((one for one in reversed(loops) if one[0].lineno <= node.lineno), loops[0] if loops else None)

    def _of_attribute(self, node: ast.Attribute) -> Bound | None:
        base = last_name(node.value)
        owner = self.class_of(node) if base in ("self", "cls") else self.classes.get(base)
        if owner is None and isinstance(node.value, ast.Name) and (held := self._of_name(node.value)) is not None:
            owner = self.classes.get(last_name(held.value.func)) if isinstance(held.value, ast.Call) else None
        seen: set[ast.ClassDef] = set()
        while owner is not None and owner not in seen:  # a class may derive from its library's namesake
            seen.add(owner)
            held_here = self._bound.get((owner, f".{node.attr}")) or self._bound.get((owner, node.attr))
            if held_here:
                return held_here[-1]
            owner = next((self.classes[last_name(one)] for one in owner.bases if last_name(one) in self.classes), None)
        if isinstance(node.value, ast.Name) and base in self.imports:
            here = self._bound.get((self._tree, f".{node.attr}"))
            return here[-1] if here else None
        if node.attr in self.options and re.search(r"arg|opt|ns|param|conf|flags", base, re.I):
            return Bound(self.options[node.attr], "default")
        everywhere = self._attributes.get(node.attr, [])
        return everywhere[-1] if everywhere else None


def _parameters(arguments: ast.arguments) -> set[str]:
    return {one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}


def defaults(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    """The parameters of a function that have a default, with it."""
    names = [*arguments.posonlyargs, *arguments.args]
    for argument, default in zip(reversed(names), reversed(arguments.defaults), strict=False):
        yield argument.arg, default
    for argument, stated in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if stated is not None:
            yield argument.arg, stated
