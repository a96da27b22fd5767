"""GEXF 1.2 (https://gexf.net), the format of Gephi."""

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from whowhom.export.attributes import declared, text, written

if TYPE_CHECKING:
    from whowhom.export.network import Network

_NAMESPACE = "http://www.gexf.net/1.2draft"
_SCHEMA = f"{_NAMESPACE} http://www.gexf.net/1.2draft/gexf.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_TYPES = {"int": "integer", "double": "double", "string": "string"}


def gexf(network: "Network") -> str:
    """The network as GEXF."""
    root = ET.Element(
        "gexf",
        {
            "xmlns": _NAMESPACE,
            "xmlns:xsi": _INSTANCE,
            "xsi:schemaLocation": _SCHEMA,
            "version": "1.2",
        },
    )
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "whowhom"
    ET.SubElement(meta, "description").text = text(f"{network.title}. {network.about}")
    direction = "directed" if network.directed else "undirected"
    graph = ET.SubElement(root, "graph", mode="static", defaultedgetype=direction)
    names = {}
    for domain, each in (
        ("node", [n.attributes for n in network.nodes]),
        ("edge", [e.attributes for e in network.edges]),
    ):
        names[domain] = declared(each)
        listed = ET.SubElement(graph, "attributes", {"class": domain, "mode": "static"})
        for name, kind in names[domain].items():
            told = {"id": f"{domain}_{name}", "title": name, "type": _TYPES[kind]}
            ET.SubElement(listed, "attribute", told)
    listed = ET.SubElement(graph, "nodes")
    for node in network.nodes:
        element = ET.SubElement(listed, "node", id=text(node.id), label=text(node.label))
        _values(element, "node", node.attributes)
    listed = ET.SubElement(graph, "edges")
    for number, edge in enumerate(network.edges):
        element = ET.SubElement(
            listed,
            "edge",
            id=str(number),
            source=text(edge.source),
            target=text(edge.target),
            weight=str(edge.weight),
        )
        _values(element, "edge", edge.attributes)
    return written(root)


def _values(element: ET.Element, domain: str, values: dict[str, str | int | float]) -> None:
    held = ET.SubElement(element, "attvalues")
    for name, value in values.items():
        ET.SubElement(held, "attvalue", {"for": f"{domain}_{name}", "value": text(value)})
