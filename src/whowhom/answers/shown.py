"""What `show` answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the case holds under one id.

    Parameters
    ----------
    headline : str
        What it is.
    kind : str
        ``event``, ``tie``, ``statement`` or ``actor``.
    fields : Mapping
        Column to value, as in the case; an event's ``details`` are taken apart.
    """

    headline: str
    kind: str
    fields: Mapping[str, Any]
