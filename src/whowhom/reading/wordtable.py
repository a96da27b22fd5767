"""Word table: the words that a stage of reading knows, as the package ships them."""

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def word_table(name: str) -> dict[str, Any]:
    """A table of ``reading/data`` by its name.

    Examples
    --------
    >>> "words" in word_table("likelihood_words")
    True
    """
    path = resources.files("whowhom.reading") / "data" / f"{name}.json"
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table
