"""The picture of an exposure: who deploys what, who made it and runs it, where, and which measures bear on that.

Drawn twice as SVG from one graph: in columns for wide windows, in rows for narrow ones.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from riskcheck.schema.places import COUNTRIES
from riskcheck.schema.report import SEVERITIES, Finding, Report, UseSummary

LAYERS = ("Organisation", "Uses", "Made and run by", "Countries", "Measures")
_MOST = 9
"""Nodes drawn in a layer; the rest are counted in one more."""
_MADE = ("model.developers", "model.base_developers", "model.lineage", "model.lineage_group", "model.inside")
_RUN = ("hosting.operator", "hosting.operator_group", "hosting.provider", "hosting.site_owner_group")


@dataclass
class _Node:
    key: str
    layer: int
    label: str
    sub: str = ""
    style: str = ""
    x: float = 0.0
    y: float = 0.0


@dataclass
class _Graph:
    nodes: dict[str, _Node] = field(default_factory=dict)
    edges: dict[tuple[str, str], str] = field(default_factory=dict)

    def node(self, key: str, layer: int, label: str, sub: str = "", style: str = "") -> str:
        one = self.nodes.setdefault(key, _Node(key, layer, label, sub, style))
        if sub and sub not in one.sub.split(", "):
            one.sub = f"{one.sub}, {sub}" if one.sub else sub
        return key

    def edge(self, one: str, other: str, style: str = "") -> None:
        held = self.edges.get((one, other))
        if held is None or _gravity(style) < _gravity(held):
            self.edges[one, other] = style


def picture(report: Report) -> str:
    """Two SVG drawings with titles and descriptions; empty without uses."""
    if not report.uses:
        return ""
    graph = _graph(report)
    said = escape(describe(report))
    drawings = ((_columns(graph), "wide"), (_rows(graph), "tall"))
    return "".join(
        f'<svg class="{name}" viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{said}">{"".join(body)}</svg>'
        for (width, height, body), name in drawings
    )


def called(identifier: str, names: Mapping[str, str]) -> str:
    """An organisation's or a country's name where there is one for the id, else the id."""
    return names.get(identifier) or COUNTRIES.get(identifier) or identifier


def describe(report: Report) -> str:
    """The picture in words."""
    lines = []
    for use in report.uses:
        made = ", ".join(called(one, report.names) for one in use.developers.known) or "unknown developers"
        run = ", ".join(called(one, report.names) for one in use.operator.known) or "an unknown operator"
        lines.append(f"{use.organization} uses {use.model} in {use.deployment}: made by {made}, run by {run}")
    return "; ".join(lines[:6]) + (f"; and {len(lines) - 6} more" if len(lines) > 6 else "")


def _graph(report: Report) -> _Graph:
    graph = _Graph()
    verdicts = {(one.manifest, one.name): one.verdict for one in report.deployments}
    for use in report.uses:
        organisation = graph.node(f"o:{use.organization}", 0, use.organization, use.domicile or "seat not stated")
        key = _use_key(use.manifest, use.deployment, use.model)
        graph.node(key, 1, use.model, f"in {use.deployment}", f"n-{verdicts.get((use.manifest, use.deployment), '')}")
        graph.edge(organisation, key)
        _origins(graph, key, use, report.names)
    _measures(graph, report)
    return graph


def _origins(graph: _Graph, key: str, use: UseSummary, names: Mapping[str, str]) -> None:
    for identifier in use.developers.known or (("?",) if use.developers.is_open else ()):
        maker = graph.node(f"w:{identifier}", 2, _shown(identifier, "developer", names), "made the weights")
        graph.edge(key, maker)
        _to_places(graph, maker, use.developer_countries.known if len(use.developers.known) <= 1 else (), "weights")
    for identifier in use.base_developers.known:
        if identifier not in use.developers.known:
            base = graph.node(f"w:{identifier}", 2, _shown(identifier, "developer", names), "made the base")
            graph.edge(key, base)
            own = [place for place in use.lineage_countries.known if place not in use.developer_countries.known]
            _to_places(graph, base, own, "base")
    for identifier in use.operator.known or use.provider.known or (("?",) if use.operator.is_open else ()):
        host = graph.node(f"w:{identifier}", 2, _shown(identifier, "operator", names), "runs it")
        graph.edge(key, host)
        _to_places(graph, host, use.operator_country.known, "operator")
        _to_places(graph, host, use.parent_country.known, "parent")
        _to_places(graph, host, use.inference.known, "inference")
        _to_places(graph, host, use.storage.known, "storage")


def _to_places(graph: _Graph, source: str, places: Iterable[str], role: str) -> None:
    for place in places:
        graph.edge(source, graph.node(f"p:{place}", 3, COUNTRIES.get(place, place), role))


def _measures(graph: _Graph, report: Report) -> None:
    shown = [one for one in report.findings if one.determination == "applies" and one.severity != "low" and not one.is_settled]
    for one in shown:
        law = ", ".join(place for place in one.jurisdiction if place != "XX") or one.kind.replace("-", " ")
        measure = graph.node(f"m:{one.rule}", 4, one.title, law, f"n-{one.severity}")
        for source in _sources(graph, one):
            graph.edge(source, measure, f"e-{one.severity}")
    rest = sum(one.determination == "undetermined" and not one.is_settled for one in report.findings)
    if rest:
        graph.node("m:?", 4, f"{rest} hang on open questions", "see below", "n-incomplete")
    if not shown and not rest:
        graph.node("m:none", 4, "No measure of weight", "low ones are listed below", "n-pass")


def _sources(graph: _Graph, finding: Finding) -> list[str]:
    """The nodes that a measure rests on: an organisation, else a place, else the use itself."""
    found = []
    for reason in finding.because:
        who, where = f"w:{reason.value}", f"p:{reason.value}"
        if reason.fact in (*_MADE, *_RUN) and who in graph.nodes:
            found.append(who)
        elif reason.fact.startswith(("hosting.", "model.", "data.destinations")) and where in graph.nodes:
            found.append(where)
    return list(dict.fromkeys(found)) or [_use_key(finding.location.file, finding.deployment, finding.model)]


def _use_key(manifest: str, deployment: str, model: str) -> str:
    return f"u:{manifest}\0{deployment}\0{model}"


def _shown(identifier: str, role: str, names: Mapping[str, str]) -> str:
    return f"{role} not known" if identifier == "?" else called(identifier, names)


def _gravity(style: str) -> int:
    name = style.removeprefix("e-")
    return SEVERITIES.index(name) if name in SEVERITIES else len(SEVERITIES)


# --- drawing --------------------------------------------------------------------------------------------------------


def _layers(graph: _Graph) -> list[list[_Node]]:
    """Nodes by layer, the connected and grave ones first, what is too many folded into one."""
    layers = []
    for number in range(len(LAYERS)):
        nodes = [one for one in graph.nodes.values() if one.layer == number]
        if len(nodes) > _MOST:
            folded = nodes[_MOST - 1 :]
            rest = _Node(f"rest:{number}", number, f"{len(folded)} more", "listed below")
            graph.nodes[rest.key] = rest
            names = {one.key for one in folded}
            for (one, other), style in list(graph.edges.items()):
                if one in names or other in names:
                    del graph.edges[one, other]
                    graph.edge(rest.key if one in names else one, rest.key if other in names else other, style)
            nodes = [*nodes[: _MOST - 1], rest]
        layers.append(nodes)
    return layers


_HIGH = 58.0
_GAP = 14.0


def _columns(graph: _Graph) -> tuple[float, float, list[str]]:
    layers = _layers(graph)
    widths = (138.0, 226.0, 160.0, 134.0, 282.0)
    between = 34.0
    tallest = max(len(layer) for layer in layers)
    height = 44 + tallest * (_HIGH + _GAP)
    x = 4.0
    heads: list[str] = []
    for number, layer in enumerate(layers):
        heads.append(f'<text class="head" x="{x:.0f}" y="14">{LAYERS[number]}</text>')
        top = 28 + (tallest - len(layer)) * (_HIGH + _GAP) / 2
        for row, node in enumerate(layer):
            node.x, node.y = x, top + row * (_HIGH + _GAP)
        x += widths[number] + between
    body = [*_curves(graph, widths), *heads]
    body += [_box(node, widths[node.layer]) for layer in layers for node in layer]
    return x - between + 4, height, body


def _curves(graph: _Graph, widths: tuple[float, ...]) -> Iterator[str]:
    for (one, other), style in graph.edges.items():
        a, b = graph.nodes[one], graph.nodes[other]
        x1, y1, x2, y2 = a.x + widths[a.layer], a.y + _HIGH / 2, b.x, b.y + _HIGH / 2
        bend = max((x2 - x1) / 2, 24)
        # An edge that skips a layer passes below that layer's box, so that it is not read as coming from it.
        sag = 22.0 + 20.0 * (b.layer - a.layer - 1) if b.layer - a.layer > 1 else 0.0
        y1, y2 = (y1 + 16, y2 + 16) if sag else (y1, y2)
        path = f"M{x1:.0f} {y1:.0f}C{x1 + bend:.0f} {y1 + sag:.0f} {x2 - bend:.0f} {y2 + sag:.0f} {x2:.0f} {y2:.0f}"
        yield f'<path class="edge {style}" d="{path}"/>'


def _rows(graph: _Graph) -> tuple[float, float, list[str]]:
    layers = _layers(graph)
    width, gap = 356.0, 10.0
    y = 0.0
    heads: list[str] = []
    body: list[str] = []
    wide = (width, width, (width - gap) / 2, (width - gap) / 2, width)
    for number, layer in enumerate(layers):
        each = round((width + gap) / (wide[number] + gap))
        heads.append(f'<text class="head" x="2" y="{y + 14:.0f}">{LAYERS[number]}</text>')
        y += 22
        for index, node in enumerate(layer):
            node.x, node.y = 2 + (index % each) * (wide[number] + gap), y + (index // each) * (_HIGH + 8)
        y += ((len(layer) + each - 1) // each) * (_HIGH + 8) + 22
    for (one, other), style in graph.edges.items():
        a, b = graph.nodes[one], graph.nodes[other]
        if b.layer - a.layer > 1 and not style:
            continue
        x1, y1, x2, y2 = a.x + wide[a.layer] / 2, a.y + _HIGH, b.x + wide[b.layer] / 2, b.y
        body.append(
            f'<path class="edge {style}" d="M{x1:.0f} {y1:.0f}C{x1:.0f} {y1 + 18:.0f} {x2:.0f} {y2 - 18:.0f} {x2:.0f} {y2:.0f}"/>'
        )
    body += heads
    body += [_box(node, wide[node.layer]) for layer in layers for node in layer]
    return width + 4, y, body


def _box(node: _Node, width: float) -> str:
    room = int((width - 18) / 6.7)
    full = escape(f"{node.label} ({node.sub})" if node.sub else node.label)
    lines = [("", line) for line in _wrapped(node.label, room, 2 if node.sub else 3)]
    if node.sub:
        lines += [("sub", line) for line in _wrapped(node.sub, int(room * 1.14), 3 - len(lines))]
    top = node.y + _HIGH / 2 - 8 * len(lines) + 12
    texts = "".join(
        f'<text class="{style}" x="{node.x + 9:.0f}" y="{top + 16 * row:.0f}">{escape(line)}</text>'
        for row, (style, line) in enumerate(lines)
    )
    frame = f'x="{node.x:.0f}" y="{node.y:.0f}" width="{width:.0f}" height="{_HIGH:.0f}" rx="7"'
    return f'<g><title>{full}</title><rect class="node {node.style}" {frame}/>{texts}</g>'


def _wrapped(text: str, room: int, most: int) -> list[str]:
    lines = textwrap.wrap(text, room, break_long_words=True, break_on_hyphens=True) or [text]
    return lines if len(lines) <= most else [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), room)]


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"
