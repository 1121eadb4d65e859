"""Conditions: trees over the vocabulary, compiled once, judged in three-valued logic, answered with a proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from riskcheck.engine.facts import (
    Amount,
    Answer,
    Facts,
    Names,
    Spread,
    Verdict,
    has_members,
    is_listed,
    meets,
    reaches_outside,
    sum_in,
    within_bounds,
)
from riskcheck.errors import nearest
from riskcheck.schema import places
from riskcheck.schema.vocabulary import FACTS, NUMBER_OPERATORS, FactType

Connective = Literal["all", "any", "not"]


class ConditionError(Exception):
    """A condition that the vocabulary does not allow. `path` leads to it from the condition's root."""

    def __init__(self, problem: str, path: tuple[str | int, ...], fix: str | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Leaf:
    """One test of one fact. `wanted` keeps what the rule says; `words` what it stands for on the day of judgement."""

    fact: FactType
    operator: str
    wanted: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    bounds: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """`all`, `any` or `not` over conditions."""

    connective: Connective
    children: tuple[Condition, ...]


Condition: TypeAlias = Leaf | Branch


@dataclass(frozen=True, slots=True)
class Proof:
    """A condition with its answer, and the answers below it. Every explanation is a reading of this value."""

    answer: Answer
    condition: Condition
    children: tuple[Proof, ...] = ()
    deciding: tuple[str, ...] = ()

    def leaves(self) -> Iterator[Proof]:
        """The proofs of all leaves, in the order of the rule."""
        if isinstance(self.condition, Leaf):
            yield self
        for child in self.children:
            yield from child.leaves()

    def decisive(self) -> Iterator[Proof]:
        """The leaves without which the answer would not stand."""
        if isinstance(self.condition, Leaf):
            yield self
            return
        kept = [child for child in self.children if self._decides(child)]
        if self.answer is not Answer.UNKNOWN and (self.condition.connective == "any") is (self.answer is Answer.YES):
            kept = kept[:1] if self.condition.connective != "not" else kept
        for child in kept:
            yield from child.decisive()

    def _decides(self, child: Proof) -> bool:
        assert isinstance(self.condition, Branch)
        if self.condition.connective == "not":
            return True
        if self.answer is Answer.UNKNOWN:
            neutral = Answer.NO if self.condition.connective == "any" else None
            return child.answer is not neutral
        return child.answer is self.answer

    def unknown(self) -> Iterator[Proof]:
        """The unknown leaves on which an unknown answer hangs."""
        if self.answer is not Answer.UNKNOWN:
            return
        if isinstance(self.condition, Leaf):
            yield self
        for child in self.children:
            yield from child.unknown()


class World:
    """What conditions need of the world on a day. `engine.book.Book` is one; tests may pass another."""

    groups: Mapping[str, frozenset[str]]
    listed: Mapping[str, tuple[frozenset[str], frozenset[str]]]

    def ids_of(self, kind: str) -> frozenset[str]:
        """The catalog's ids of a kind of fact (`organisation`, `family`, `provider`); empty: not known, nothing is refused."""
        return frozenset()


def compile_condition(tree: Any, world: World, path: tuple[str | int, ...] = ()) -> Condition:
    """A condition as rules write it, bound to a world. Raises ConditionError with the path to what is wrong."""
    if not isinstance(tree, dict):
        raise ConditionError(
            "a condition is a mapping: `all`, `any`, `not` or a fact", path, "write `{fact.name: {any_of: [...]}}`"
        )
    parts = tuple(_part(key, value, world, (*path, key)) for key, value in tree.items())
    return parts[0] if len(parts) == 1 else Branch("all", parts)


def _part(key: str, value: Any, world: World, path: tuple[str | int, ...]) -> Condition:
    if key in ("all", "any"):
        if not isinstance(value, list) or not value:
            raise ConditionError(f"`{key}` takes a list of conditions", path, f"write `{key}: [{{...}}, {{...}}]`")
        connective: Connective = "all" if key == "all" else "any"
        return Branch(connective, tuple(compile_condition(one, world, (*path, index)) for index, one in enumerate(value)))
    if key == "not":
        return Branch("not", (compile_condition(value, world, path),))
    fact = FACTS.get(key)
    if fact is None:
        close = nearest(key, [*FACTS, "all", "any", "not"])
        raise ConditionError(f"there is no fact `{key}`", path, f"did you mean `{close}`?" if close else "see docs/facts.md")
    return _test(fact, value, world, path)


def _test(fact: FactType, value: Any, world: World, path: tuple[str | int, ...]) -> Condition:
    if fact.kind == "flag":
        if not isinstance(value, bool):
            raise ConditionError(f"`{fact.name}` is asked with true or false", path, f"write `{fact.name}: true`")
        return Leaf(fact, "is", ("true" if value else "false",), frozenset({"yes" if value else "no"}))
    if not isinstance(value, dict) or not value:
        operators = ", ".join(sorted(fact.operators))
        raise ConditionError(f"`{fact.name}` is asked with a test", path, f"write one of: {operators}")
    for operator in value:
        if operator not in fact.operators:
            close = nearest(operator, fact.operators)
            fix = f"did you mean `{close}`?" if close else f"one of: {', '.join(sorted(fact.operators))}"
            raise ConditionError(f"`{fact.name}` cannot be asked with `{operator}`", (*path, operator), fix)
    if fact.kind in ("number", "count", "share"):
        return _quantity(fact, value, world, path)
    leaves = tuple(_names_test(fact, operator, wanted, world, (*path, operator)) for operator, wanted in value.items())
    return leaves[0] if len(leaves) == 1 else Branch("all", leaves)


def _quantity(fact: FactType, value: dict[str, Any], world: World, path: tuple[str | int, ...]) -> Leaf:
    bounds = []
    for operator, limit in value.items():
        if operator in NUMBER_OPERATORS:
            if isinstance(limit, bool) or not isinstance(limit, (int, float)):
                raise ConditionError(f"`{operator}` takes a number", (*path, operator))
            bounds.append((operator, float(limit)))
    if not bounds:
        raise ConditionError(f"`{fact.name}` needs a bound", path, f"add one of: {', '.join(sorted(NUMBER_OPERATORS))}")
    if fact.kind == "number":
        return Leaf(fact, "bounds", bounds=tuple(bounds))
    if "in" not in value:
        raise ConditionError(f"`{fact.name}` is counted over places", path, "add `in: [places or groups]`")
    wanted = _words(value["in"], (*path, "in"))
    return Leaf(fact, "bounds", wanted, _expand("place", wanted, world, (*path, "in")), bounds=tuple(bounds))


def _names_test(fact: FactType, operator: str, wanted: Any, world: World, path: tuple[str | int, ...]) -> Condition:
    if operator == "exists":
        if not isinstance(wanted, bool):
            raise ConditionError("`exists` takes true or false", path)
        leaf = Leaf(fact, "exists")
        return leaf if wanted else Branch("not", (leaf,))
    words = _words(wanted, path)
    if operator == "on_list":
        return _listed(fact, words, world, path)
    _check_words(fact, words, world, path)
    expanded = _expand(fact.kind, words, world, path) if fact.kind in ("place", "administration") else frozenset(words)
    if operator == "none_of":
        return Branch("not", (Leaf(fact, "any_of", words, expanded),))
    if operator == "within":
        return Branch("not", (Leaf(fact, "outside", words, expanded),))
    return Leaf(fact, operator, words, expanded)


def _listed(fact: FactType, words: tuple[str, ...], world: World, path: tuple[str | int, ...]) -> Leaf:
    certain: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    for word in words:
        if word not in world.listed:
            close = nearest(word, world.listed)
            raise ConditionError(
                f"there is no list `{word}`", path, f"did you mean `{close}`?" if close else "add it under lists/"
            )
        certain |= world.listed[word][0]
        possible |= world.listed[word][1]
    return Leaf(fact, "on_list", words, certain, possible)


def _words(value: Any, path: tuple[str | int, ...]) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        raise ConditionError("a list of names is expected", path, "write `[name, ...]`")
    return tuple(value)


def _check_words(fact: FactType, words: tuple[str, ...], world: World, path: tuple[str | int, ...]) -> None:
    known = world.ids_of(fact.kind)
    for word in words if known else ():
        if word not in known:
            close = nearest(word, known)
            fix = f"did you mean `{close}`?" if close else "add it under catalog/"
            raise ConditionError(f"the catalog has no {fact.kind} `{word}`", path, fix)
    if fact.kind != "enum":
        return
    for word in words:
        if word not in fact.values:
            close = nearest(word, fact.values)
            fix = f"did you mean `{close}`?" if close else f"one of: {', '.join(fact.values)}"
            raise ConditionError(f"`{fact.name}` is never `{word}`", path, fix)


def _expand(kind: str, words: tuple[str, ...], world: World, path: tuple[str | int, ...]) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        if word[:1].islower():
            if word not in world.groups:
                close = nearest(word, world.groups)
                raise ConditionError(
                    f"there is no group `{word}`", path, f"did you mean `{close}`?" if close else "add it under catalog/groups/"
                )
            found |= world.groups[word]
            continue
        problem = places.problem_with(word)
        if problem or ("/" in word and kind == "place"):
            raise ConditionError(problem or f"'{word}' is an agency, a place is expected", path)
        found.add(word)
    return frozenset(found)


# --- judging ------------------------------------------------------------------------------------------------------


def prove(condition: Condition, facts: Facts) -> Proof:
    """Judge a condition on facts. A fact that is not given is unknown."""
    if isinstance(condition, Leaf):
        verdict = _ask(condition, facts)
        return Proof(verdict.answer, condition, deciding=verdict.deciding)
    children = tuple(prove(child, facts) for child in condition.children)
    if condition.connective == "not":
        return Proof(~children[0].answer, condition, children)
    pick = min if condition.connective == "all" else max
    start = Answer.YES if condition.connective == "all" else Answer.NO
    answer = pick((child.answer for child in children), key=lambda one: one.value, default=start)
    return Proof(answer, condition, children)


_NOTHING_KNOWN = Names()


def _ask(leaf: Leaf, facts: Facts) -> Verdict:
    fact = facts.get(leaf.fact.name)
    if leaf.operator == "bounds":
        return _measure(leaf, fact)
    if not isinstance(fact, Names):
        fact = _NOTHING_KNOWN
    return _TESTS[leaf.operator](leaf, fact)


_TESTS: dict[str, Callable[[Leaf, Names], Verdict]] = {
    "is": lambda leaf, fact: meets(fact, "flag", leaf.words),
    "any_of": lambda leaf, fact: meets(fact, leaf.fact.kind, leaf.words),
    "outside": lambda leaf, fact: reaches_outside(fact, leaf.fact.kind, leaf.words),
    "exists": lambda leaf, fact: has_members(fact),
    "on_list": lambda leaf, fact: is_listed(fact, leaf.words, leaf.possible),
}


def _measure(leaf: Leaf, fact: object) -> Verdict:
    bounds = dict(leaf.bounds)
    if leaf.fact.kind == "number":
        amount = fact if isinstance(fact, Amount) else Amount()
        return Verdict(within_bounds(amount.low, amount.high, bounds))
    spread = fact if isinstance(fact, Spread) else Spread(ceiling=100.0 if leaf.fact.kind == "share" else None)
    low, high, parts = sum_in(spread, leaf.words)
    return Verdict(within_bounds(low, high, bounds), tuple(part.place or "?" for part in parts))
