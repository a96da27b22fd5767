"""The codebook of an exported table: what it is, whence, and what each column means."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from whowhom.errors import plain

if TYPE_CHECKING:
    from whowhom.export.table import Table

SCHEMA = "whowhom-codebook/1"


def as_json(table: "Table", file: str) -> str:
    """The codebook as JSON: ASCII, keys in fixed order."""
    told = {
        "schema": SCHEMA,
        "file": file,
        "a_row_is": table.kind,
        **table.about,
        "notes": list(table.notes),
        "columns": [
            {
                "name": f.name,
                "type": f.sql,
                "unit": f.unit,
                "meaning": f.meaning,
                "source": f.source,
            }
            for f in table.fields
        ],
    }
    return json.dumps(told, indent=2, ensure_ascii=True, default=str) + "\n"


def as_markdown(table: "Table", file: str) -> str:
    """The codebook as Markdown."""
    lines = [f"# Codebook of {_cell(file)}", "", f"A row is {table.kind}.", ""]
    lines += [f"* {name.replace('_', ' ')}: {_value(value)}" for name, value in table.about.items()]
    lines += ["", "## Before you use it", ""]
    lines += [f"* {_cell(note)}" for note in table.notes]
    lines += [
        "",
        "## Columns",
        "",
        "| column | type | unit | meaning | source |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{f.name}` | {f.sql} | {_cell(f.unit)} | {_cell(f.meaning)} | {_cell(f.source)} |"
        for f in table.fields
    ]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return _cell(", ".join(str(each) for each in value) or "none")
    return "none" if value is None else _cell(str(value))


def _cell(text: str) -> str:
    """Text from data, harmless in a table of Markdown."""
    safe = plain(text)
    for mark, instead in (("|", "\\|"), ("<", "&lt;"), (">", "&gt;"), ("`", "'")):
        safe = safe.replace(mark, instead)
    return safe


def about(facts: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Facts for the head of a codebook, dates as text."""
    return {name: str(v) if hasattr(v, "isoformat") else v for name, v in facts}
