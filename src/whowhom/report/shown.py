"""The text of `show`."""

from collections.abc import Iterable

from whowhom.answers.shown import Shown
from whowhom.report.tables import table


def of_shown(body: Shown) -> Iterable[str]:
    """All fields, one each."""
    rows = []
    for name, value in body.fields.items():
        if isinstance(value, dict):
            rows += [[f"  {key}", inner] for key, inner in value.items()]
        elif isinstance(value, list | tuple):
            rows.append([name, "; ".join(map(str, value))])
        elif value not in (None, ""):
            rows.append([name, value])
    yield table(["field", "value"], rows)
