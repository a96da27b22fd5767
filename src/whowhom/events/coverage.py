"""Coverage: what a dataset observes, without which its rows cannot be counted."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Coverage:
    """A stretch of days that a dataset observes.

    Parameters
    ----------
    dataset : str
        Which.
    first, last : date
        First and last day observed.
    country : str
        ISO alpha-3 of the place observed; empty for the whole world.
    dyad_class : str
        What kind of pairs, or empty for all that the dataset records.
    resolution : str
        ``day``, ``month`` or ``year``: how finely its rows are dated here.
    events, fatalities : int or None
        Totals of the stretch where they are known, as a check and a denominator.
    note, citation : str
        What to know, and whence.
    """

    dataset: str
    first: date
    last: date
    country: str
    dyad_class: str
    resolution: str
    events: int | None
    fatalities: int | None
    note: str
    citation: str
