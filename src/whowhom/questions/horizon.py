"""How far ahead a question looks: ``90d``, ``12w``, ``3m``, ``1y`` or a number of days."""

import re
from datetime import date, timedelta
from typing import Final

from whowhom.answers.expectation import Ahead
from whowhom.errors import OptionError
from whowhom.forecasting.record import Record
from whowhom.snapshot.snapshot import Snapshot

LONGEST: Final = 365
"""Days that are ever answered; a fit on a short record answers fewer."""
_UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}
_FORM = re.compile(r"(\d{1,6})([dwmy]?)", re.ASCII)
_LAG = 30


def parse_days(horizon: str | int, longest: int = LONGEST) -> int:
    """Days of a horizon.

    Parameters
    ----------
    horizon : str or int
        Days, or a number with a unit: d, w (7 days), m (30 days), y (365 days).
    longest : int
        Most days that can be answered.

    Raises
    ------
    OptionError
        If it is no such thing, or not between 1 and `longest`.

    Examples
    --------
    >>> parse_days("90d"), parse_days("12w"), parse_days("3m"), parse_days("1y"), parse_days(7)
    (90, 84, 90, 365, 7)
    """
    text = str(horizon).strip().lower()
    found = _FORM.fullmatch(text) if not isinstance(horizon, bool) else None
    days = int(found[1]) * _UNITS[found[2] or "d"] if found else 0
    if found and 1 <= days <= longest:
        return days
    why = ""
    if found:
        why = " is no time at all" if days < 1 else f" is longer than {longest} days"
    raise OptionError(
        f"horizon '{horizon}'{why}",
        f"1d to {longest}d, also in weeks, months or years: 12w, 3m, 1y",
        "choose a horizon within that: nothing farther ahead has been learnt from this record"
        if days > longest
        else "correct --horizon",
    )


def ahead(snapshot: Snapshot, record: Record, days: int) -> Ahead:
    """The days ahead of a record, and when they can be known.

    A dataset covers the last of them about as long afterwards as its newest release came out after
    the last day in it; 30 days where no release tells.
    """
    first = record.day
    last = first + timedelta(days=days - 1)
    return Ahead(days, first, last, last + timedelta(days=_lag(snapshot, record.dataset.name)))


def _lag(snapshot: Snapshot, dataset: str) -> int:
    told = [i.provenance for i in snapshot.imports if i.provenance.dataset == dataset]
    visible = [p for p in told if (p.window_first or p.first) < snapshot.as_of]
    for about in reversed(visible):
        end: date = about.window_last or about.last
        if about.published and about.published > end:
            return (about.published - end).days
    return _LAG
