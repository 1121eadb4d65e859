"""CloudFormation's functions in their long form, `{"Ref": X}` and `{"Fn::If": [...]}`, made what their short form gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskcheck.discovery.values import Value


def plainly(values: Iterable[Value]) -> Iterator[Value]:
    """The values with functions taken out of their paths; both branches of an `Fn::If` count."""
    for value in values:
        function = next((at for at, part in enumerate(value.path) if part in ("Ref", "Fn::Sub", "Fn::If", "Fn::Equals")), None)
        if function is None:
            yield value
        else:
            yield from _without(value, function)


def _without(value: Value, at: int) -> Iterator[Value]:
    function, head, tail = value.path[at], value.path[:at], value.path[at + 1 :]
    if function == "Ref":
        yield value._replace(path=head, text=f"!Ref {value.text}", is_literal=False)
    elif function == "Fn::Sub":
        if tail in ((), (0,)):
            yield value._replace(path=head)
    elif function == "Fn::Equals":
        yield value._replace(path=(*head, *tail))
    elif tail[:1] != (0,):  # the first is the condition's name
        yield from plainly([value._replace(path=(*head, *tail[1:]))])
