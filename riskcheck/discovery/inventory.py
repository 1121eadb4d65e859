"""Detections as a CycloneDX ML-BOM: models with their lineage as pedigree, hosts as services, files as evidence."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from typing import Any

from cyclonedx.model import Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType, Pedigree
from cyclonedx.model.service import Service
from cyclonedx.output.json import JsonV1Dot6

from riskcheck.discovery.detection import GATING, Detection


def inventory(detections: Iterable[Detection], book: Any, name: str) -> str:
    """The uses that gate, as CycloneDX 1.6 JSON. The same detections give the same bytes: no clock, no random number."""
    uses = [one for one in detections if one.state in GATING]
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, "riskcheck:" + repr(sorted(uses))))
    bom.metadata.timestamp = None  # type: ignore[assignment]  # the schema leaves it out; a clock would change every file
    bom.metadata.component = root = Component(name=name, type=ComponentType.APPLICATION, bom_ref=name)
    refs: list[Component] = []
    by_model: dict[str, list[Detection]] = {}
    for one in uses:
        if one.model:
            by_model.setdefault(one.model, []).append(one)
    for model, found in sorted(by_model.items()):
        component = _model(model, found, book)
        bom.components.add(component)
        refs.append(component)
    for host in sorted({one.host for one in uses if one.host}):
        bom.services.add(_service(host, [one for one in uses if one.host == host], book))
    bom.register_dependency(root, refs)
    return str(JsonV1Dot6(bom).output_as_string(indent=2)) + "\n"


def _model(model: str, found: list[Detection], book: Any) -> Component:
    identity = book.catalogue.identify(model)
    own = identity.id or model
    ancestors = [
        Component(
            name=one.id,
            type=ComponentType.MACHINE_LEARNING_MODEL,
            bom_ref=f"{own}>{one.id}",
            properties=_developers(one.developers, book),
        )
        for one in identity.lineage
    ]
    properties = [
        Property(name="riskcheck:evidence", value=f"{one.file}:{one.line}:{one.column} {one.state} {one.confidence}")
        for one in found
    ]
    properties += [Property(name="riskcheck:spelling", value=model), *_developers(identity.developers, book)]
    return Component(
        name=own, type=ComponentType.MACHINE_LEARNING_MODEL, bom_ref=f"model:{model}",
        pedigree=Pedigree(ancestors=ancestors) if ancestors else None, properties=properties,
    )  # fmt: skip


def _developers(developers: Iterable[str], book: Any) -> list[Property]:
    found = []
    for one in developers:
        country = book.ownership.country(one)
        found.append(Property(name="riskcheck:developer", value=f"{one} ({country})" if country else one))
    return found


def _service(host: str, found: list[Detection], book: Any) -> Service:
    match = book.hosts.host(host)
    properties = [Property(name="riskcheck:evidence", value=f"{one.file}:{one.line}") for one in found]
    if match is not None:
        properties.append(Property(name="riskcheck:provider", value=match.provider.id))
    return Service(
        name=match.provider.id if match else host, bom_ref=f"service:{re.sub(r'[^a-z0-9.-]', '-', host)}",
        endpoints=[XsUri(f"https://{host}")], x_trust_boundary=True, properties=properties,
    )  # fmt: skip
