"""GraphML (http://graphml.graphdrawing.org), as Gephi, igraph, NetworkX and yEd read it."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from whowhom.export.attributes import declared, text, written

if TYPE_CHECKING:
    from whowhom.export.network import Network

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA = f"{_NAMESPACE} http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def graphml(network: "Network") -> str:
    """The network as GraphML."""
    root = ET.Element(
        "graphml",
        {"xmlns": _NAMESPACE, "xmlns:xsi": _INSTANCE, "xsi:schemaLocation": _SCHEMA},
    )
    nodes: list[dict[str, str | int | float]] = [
        {"label": n.label, "actor": n.id, **n.attributes} for n in network.nodes
    ]
    ids = tokens([n.id for n in network.nodes])
    edges: list[dict[str, str | int | float]] = [
        {"weight": e.weight, **e.attributes} for e in network.edges
    ]
    for domain, all_told in (("node", nodes), ("edge", edges)):
        for name, kind in declared(all_told).items():
            told = {"id": f"{domain}_{name}", "for": domain, "attr.name": name, "attr.type": kind}
            ET.SubElement(root, "key", told)
    direction = "directed" if network.directed else "undirected"
    graph = ET.SubElement(root, "graph", id="whowhom", edgedefault=direction)
    ET.SubElement(graph, "desc").text = text(f"{network.title}. {network.about}")
    for node, values in zip(network.nodes, nodes, strict=True):
        element = ET.SubElement(graph, "node", id=ids[node.id])
        _data(element, "node", values)
    for number, (edge, values) in enumerate(zip(network.edges, edges, strict=True)):
        ends = {"source": ids[edge.source], "target": ids[edge.target]}
        element = ET.SubElement(graph, "edge", {"id": f"e{number}", **ends})
        _data(element, "edge", values)
    return written(root)


def _data(element: ET.Element, domain: str, values: Mapping[str, str | int | float]) -> None:
    for name, value in values.items():
        ET.SubElement(element, "data", key=f"{domain}_{name}").text = text(value)


def tokens(ids: Sequence[str]) -> dict[str, str]:
    """Ids as the schema allows them (xs:NMTOKEN), each another one.

    >>> tokens(["USA", "name:a b", "name:a/b"])
    {'USA': 'USA', 'name:a b': 'name:a_b', 'name:a/b': 'name:a_b.2'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for each in ids:
        stem = token = re.sub(r"[^\w.:-]", "_", text(each)) or "_"
        number = 1
        while token in taken:
            number += 1
            token = f"{stem}.{number}"
        taken.add(token)
        found[each] = token
    return found
