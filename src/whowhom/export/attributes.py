"""Attributes of nodes and edges, as both XML formats declare them."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import Any

from whowhom.errors import plain


def declared(each: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Names of all attributes, in the order of their first use, and their type.

    >>> declared([{"acts": 1}, {"acts": 2, "kind": "state"}])
    {'acts': 'int', 'kind': 'string'}
    """
    names = {int: "int", float: "double", str: "string"}
    return {name: names[type(value)] for told in each for name, value in told.items()}


def text(value: Any) -> str:
    """A value as XML may hold it: no control marks."""
    return plain(str(value))


def written(root: ET.Element) -> str:
    """The document, indented, with its declaration."""
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
