"""What expressions of a Python module come to: strings with their places, dictionaries, conditions, arguments."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from riskcheck.discovery.detection import State
from riskcheck.discovery.readers.python_names import FUNCTIONS, Bound, Scopes, last_name

WRAPPERS = frozenset(
    "str AnyHttpUrl AnyUrl HttpUrl URL SecretStr Path Annotated cast bool int lower strip upper rstrip lstrip removesuffix".split()
)
"""Calls that give back what they are given, as far as a reader of settings is concerned."""
_TIDIES = frozenset("lower strip upper rstrip lstrip removesuffix".split())
"""Methods of a string that give back nearly what it is, whatever they are given."""
WITH_DEFAULT = frozenset("Field Option Argument field Value CfnParameter Parameter Input".split())
"""Declarations that state a default for what is set elsewhere."""
_LOOKS_UP = frozenset("get getenv env config str setdefault get_secret get_parameter getattr".split())
"""Calls that look a setting up, and may be given a default."""
LOOKS_UP_TOO = re.compile(
    r"^(?:get|fetch|read|load|lookup)_?(?:\w+_)?(?:setting|config|option|env|param|preference|variable|flag)s?(?:_value)?$", re.I
)
"""Functions of other modules that do the same, where a name and a default are given."""
_OFF = frozenset(("", "0", "false", "no", "off", "none"))
_IS_GIVEN = re.compile(r"(?:^|_)(?:key|keys|token|secret|password|credentials?|url|uri|endpoint|host|base)$", re.I)
"""What a deployment brings along: that it is empty here switches nothing off."""
_ASKS = re.compile(r"env|get|read|load|fetch|lookup|setting|config|cfg|option|opt$|param|var|secret", re.I)
"""Functions of this module that look a setting up, where they are given its name in capitals and a default."""
_SETTING = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_TO_A_HOST = re.compile(r"https?://[\w.-]+(?::\d+)?[/?]")
_DEPTH = 30
_HOPS = 6


class Found(NamedTuple):
    """A string that an expression comes to: its text, the node where it stands, and the state that a default gives."""

    text: str
    node: ast.expr
    state: State = "active"
    missing: str | None = None


class Names(Scopes):
    """The names of one module, and what stands behind them. Each question is answered once, and a cycle with nothing."""

    def __init__(self, tree: ast.Module) -> None:
        super().__init__(tree)
        self._values: dict[ast.expr, Found | None] = {}
        self._truths: dict[ast.expr, bool | None] = {}
        self._level = 0

    def values(self, node: ast.expr | None, hops: int = _HOPS) -> Iterator[Found]:
        """Everything that an expression may come to: both arms of a condition, the members of a list."""
        if hops and isinstance(node, ast.IfExp):
            truth = self.truth(node.test)
            if truth is not False:
                yield from self.values(node.body, hops - 1)
            if truth is not True:
                yield from self.values(node.orelse, hops - 1)
        elif hops and isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            for one in node.elts:
                if not isinstance(one, ast.Dict):
                    yield from self.values(one, hops - 1)
        elif (
            hops
            and isinstance(node, (ast.Name, ast.Attribute))
            and (held := self.bound(node))
            and isinstance(held.value, ast.IfExp)
        ):
            yield from self.values(held.value, hops - 1)
        elif hops and node is not None and (each := self.each(node)):
            for one in each:
                yield from self.values(one, hops - 1)
        elif (found := self.value(node)) is not None:
            yield found

    def each(self, node: ast.expr) -> list[ast.expr]:
        """Everything that a loop's own name stands for, when the loop goes through a list or dictionary of this module."""
        looped = self.loop(node)
        if looped is None:
            return []
        whole, place = looped
        if (
            isinstance(whole, ast.Call)
            and isinstance(whole.func, ast.Attribute)
            and whole.func.attr in ("items", "values", "keys")
        ):
            held = self.dictionary(whole.func.value)
            is_key = whole.func.attr == "keys" or (whole.func.attr == "items" and place == 0)
            return [one for one in (held.keys if is_key else held.values) if one is not None] if held is not None else []
        for _ in range(_HOPS):
            bound = self.bound(whole)
            whole = bound.value if bound is not None else whole
        rows = whole.elts if isinstance(whole, (ast.List, ast.Tuple, ast.Set)) else []
        return [one.elts[place] if isinstance(one, ast.Tuple) and place < len(one.elts) else one for one in rows]

    def value(self, node: ast.expr | None) -> Found | None:
        """What an expression comes to, some assignments and defaults away."""
        if node is None:
            return None
        if node not in self._values:
            self._values[node] = None  # what asks for itself on the way comes to nothing
            if self._level < _DEPTH:
                self._level += 1
                self._values[node] = self._of_value(node)
                self._level -= 1
        return self._values[node]

    def _of_value(self, node: ast.expr) -> Found | None:
        if isinstance(node, ast.Constant):
            return Found(node.value, node) if isinstance(node.value, str) else None
        if isinstance(node, (ast.Name, ast.Attribute)):
            if isinstance(node, ast.Attribute) and node.attr == "value" and isinstance(node.value, ast.Attribute):
                return self.value(node.value)  # of a member of an enumeration
            held = self.bound(node)
            if held is None:
                return Found("", node, "active", last_name(node))
            if held.value is node:
                return None
            return _as(self.value(held.value), held.state)
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)):
            return self._together(node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            return self._in_folder(node, [node.left, node.right])
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            last = self.value(node.values[-1])
            return last if last and last.missing else _as(last, "default")
        if isinstance(node, ast.IfExp):
            truth = self.truth(node.test)
            first, other = (node.body, node.orelse) if truth is not False else (node.orelse, node.body)
            return self.value(first) or (self.value(other) if truth is None else None)
        if isinstance(node, ast.Call):
            return self._called(node)
        if isinstance(node, ast.Subscript):
            inner = self.member(node)
            if inner is not None:
                return _as(self.value(inner.value), inner.state)
            return Found("", node, "active", _environment_name(node) or ast.unparse(node)[:40])
        return self.value(node.value) if isinstance(node, ast.Await) else None

    def _together(self, node: ast.JoinedStr | ast.BinOp) -> Found | None:
        """The parts of an f-string or a sum, one after the other."""
        whole = node.values if isinstance(node, ast.JoinedStr) else [node.left, node.right]
        parts = [one.value if isinstance(one, ast.FormattedValue) else one for one in whole]
        text, state = "", "active"
        place: ast.expr = node
        for index, part in enumerate(parts):
            inner = self.value(part)
            if (inner is None or inner.missing) and _TO_A_HOST.match(text):
                text += f"{{{inner.missing if inner else ''}}}"  # the host is settled, whatever the rest of the path
                continue
            if inner is None or inner.missing:
                return Found("", node, "active", inner.missing if inner else "a part of a string")
            if index == 0 and "://" in inner.text and not isinstance(part, ast.Constant):
                place = inner.node  # the URL stands where its beginning does, and is told there once
            text += inner.text
            state = inner.state if inner.state != "active" else state
        return Found(text, place, "default" if state == "default" else "active")

    def _in_folder(self, node: ast.expr, parts: list[ast.expr]) -> Found | None:
        """A path that is put together: its last parts, below a folder that may be known elsewhere only."""
        text = ""
        for part in reversed(parts):
            inner = self.value(part)
            if inner is None or inner.missing:
                break
            text = f"{inner.text.rstrip('/')}/{text}" if text else inner.text
        is_whole = text.startswith(("/", ".", "~")) or "://" in text
        return Found(text if is_whole else f"./{text}", node) if text else None

    def _called(self, node: ast.Call) -> Found | None:
        name = last_name(node.func)
        stated = {one.arg: one.value for one in node.keywords if one.arg}
        if name in WITH_DEFAULT:
            factory = stated.get("default_factory")
            first = factory.body if isinstance(factory, ast.Lambda) else stated.get("default", next(iter(node.args), None))
            return _as(self.value(first), "default")
        if name in _LOOKS_UP or name.startswith("getenv"):
            fallback = next((stated[one] for one in ("default", "default_var", "fallback") if one in stated), None)
            place = 2 if name == "getattr" else 1
            if fallback is None and len(node.args) > place:
                fallback = node.args[place]
            if fallback is not None:
                return _as(self.value(fallback), "default")
            if name != "str" and (first := next(iter(node.args), None)) is not None:
                held = self.dictionary(node.func.value) if isinstance(node.func, ast.Attribute) else None
                if held is not None and isinstance(first, ast.Constant) and (inner := _entry(held, first.value)) is not None:
                    return self.value(inner)
                return Found("", node, "active", str(first.value) if isinstance(first, ast.Constant) else "a variable")
        if LOOKS_UP_TOO.match(name) and name not in self.functions and len(node.args) == 2:
            return _as(self.value(node.args[1]), "default")
        if (fallback := self._stated_default(node, name, stated)) is not None:
            return _as(self.value(fallback), "default")
        if name == "join" and self.origin(node.func).endswith("path.join"):
            return self._in_folder(node, node.args)
        if name in WRAPPERS:
            on = node.func.value if isinstance(node.func, ast.Attribute) else None
            inner_node = on if name in _TIDIES and on is not None else next(iter(node.args), on)
            found = self.value(inner_node)
            return found._replace(text=found.text.lower()) if found and name == "lower" else found
        returned = self.returned(node)
        return self.value(returned) if returned is not None else None

    def _stated_default(self, node: ast.Call, name: str, stated: Mapping[str, ast.expr]) -> ast.expr | None:
        """The default that a function which looks settings up is given after their names: `env("LLM_MODEL", "qwen-plus")`."""
        names = [one for one in node.args if isinstance(one, ast.Constant) and _SETTING.fullmatch(str(one.value))]
        if not names or names[0] is not node.args[0] or not _ASKS.search(name):
            return None
        rest = node.args[len(names) :]
        return stated.get("default", rest[0] if len(rest) == 1 and not isinstance(rest[0], ast.Starred) else None)

    def returned(self, node: ast.Call) -> ast.expr | None:
        """What a function of this module gives back, when there is only one thing."""
        function = self.functions.get(last_name(node.func))
        if function is None:
            return None
        given = self.returns.get(function, [])
        return given[0] if len(given) == 1 else None

    def dictionary(self, node: ast.expr | None) -> ast.Dict | None:
        """The dictionary that an expression is."""
        for _ in range(_HOPS):
            if isinstance(node, (ast.Name, ast.Attribute)):
                held = self.bound(node)
            elif isinstance(node, ast.Subscript) and self._level < _DEPTH:
                self._level += 1
                held = self.member(node)
                self._level -= 1
            else:
                break
            node = held.value if held is not None else None
        return node if isinstance(node, ast.Dict) else None

    def member(self, node: ast.Subscript) -> Bound | None:
        """What a subscript of a dictionary of this module picks, when its key is known."""
        held, key = self.dictionary(node.value), self.value(node.slice)
        if held is None or key is None or key.missing:
            return None
        inner = _entry(held, key.text)
        return Bound(inner, key.state) if inner is not None else None

    # --- conditions -------------------------------------------------------------------------------------------------------

    def truth(self, node: ast.expr) -> bool | None:
        """Whether a condition holds as the module stands; None when that is decided elsewhere."""
        if node not in self._truths:
            self._truths[node] = None
            if self._level < _DEPTH:
                self._level += 1
                self._truths[node] = self._of_truth(node)
                self._level -= 1
        return self._truths[node]

    def _of_truth(self, node: ast.expr) -> bool | None:
        if isinstance(node, ast.Constant):
            return bool(node.value)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = self.truth(node.operand)
            return None if inner is None else not inner
        if isinstance(node, ast.BoolOp):
            each = [self.truth(one) for one in node.values]
            decisive = isinstance(node.op, ast.Or)
            return decisive if decisive in each else None if None in each else not decisive
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._compared(node)
        if isinstance(node, (ast.Name, ast.Attribute)):
            held = self.bound(node)
            is_sure = held is not None and held.value is not node and self._branches(held.value) <= self._branches(node)
            found_here = self.truth(held.value) if held is not None and is_sure else None
            return None if found_here is False and _IS_GIVEN.search(last_name(node)) else found_here
        if isinstance(node, ast.Call):
            if node.args and isinstance(node.args[0], ast.Constant) and _IS_GIVEN.search(str(node.args[0].value)):
                return None
            found = self.value(node)
            return None if found is None or found.missing else found.text.lower() not in _OFF
        return None

    def _branches(self, node: ast.AST) -> set[tuple[ast.If, bool]]:
        """The branches that a node stands in: what one of them binds, another does not see."""
        found, one = set(), node
        while (above := self.parents.get(one)) is not None:
            if isinstance(above, ast.If) and one is not above.test:
                found.add((above, one in above.body))
            one = above
        return found

    def _compared(self, node: ast.Compare) -> bool | None:
        left = self.value(node.left)
        if left is None or left.missing:
            return None
        rights = [one.text for one in self.values(node.comparators[0]) if not one.missing]
        if not rights:
            return None
        is_among = left.text in rights
        if isinstance(node.ops[0], (ast.Eq, ast.In, ast.Is)):
            return is_among
        return not is_among if isinstance(node.ops[0], (ast.NotEq, ast.NotIn, ast.IsNot)) else None

    # --- calls --------------------------------------------------------------------------------------------------------------

    def origin(self, node: ast.expr) -> str:
        """The dotted name of a callable with its import followed: `ms_download` is `modelscope.snapshot_download`."""
        if isinstance(node, ast.Name):
            return self.imports.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            return f"{self.origin(node.value)}.{node.attr}"
        return last_name(node.func) if isinstance(node, ast.Call) else ""

    def called(self, node: ast.Call) -> str:
        """The last name of what a call calls, under the name that its library gives it."""
        return self.origin(node.func).rpartition(".")[2]

    def arguments(self, node: ast.Call) -> Mapping[str, ast.expr]:
        """The arguments of a call by name: keywords, `**settings` of this module, and positions of a signature found here."""
        found: dict[str, ast.expr] = {}
        for name, value in zip(self._signature(node), node.args, strict=False):
            found[name] = value
        for one in node.keywords:
            if one.arg:
                found[one.arg] = one.value
            elif (held := self.dictionary(one.value)) is not None:
                found |= {str(key.value): value for key, value in entries(held)}
        return found

    def _signature(self, node: ast.Call) -> list[str]:
        name = last_name(node.func)
        if (made := self.classes.get(name)) is not None:
            start = next((one for one in made.body if isinstance(one, FUNCTIONS) and one.name == "__init__"), None)
            if start is None:
                return [one.target.id for one in made.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)]
            return [one.arg for one in start.args.args[1:]]
        function = self.functions.get(name)
        return [one.arg for one in function.args.args if one.arg not in ("self", "cls")] if function is not None else []


def entries(node: ast.Dict) -> Iterator[tuple[ast.Constant, ast.expr]]:
    """The entries of a dictionary whose keys are strings."""
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key, value


def _entry(node: ast.Dict, name: object) -> ast.expr | None:
    return next((value for key, value in entries(node) if key.value == name), None)


def _as(found: Found | None, state: State) -> Found | None:
    return found._replace(state=state) if found is not None and state != "active" else found


def _environment_name(node: ast.Subscript) -> str | None:
    return str(node.slice.value) if isinstance(node.slice, ast.Constant) and "environ" in ast.unparse(node.value) else None
