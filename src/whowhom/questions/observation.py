"""Observation: what a dataset can have seen of a period, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from whowhom.actors.actor import Actor
from whowhom.actors.period import Period
from whowhom.events.coverage import Coverage
from whowhom.questions.parties import lived
from whowhom.questions.scope import day, number
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset

_MOSTLY = 0.9
_NOTHING = (None, None, "", "")
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Observation:
    """What a dataset observes of a period.

    Parameters
    ----------
    days : tuple of date or None
        The first and the last day observed; None where there are none.
    share : float
        Share of these days that are observed.
    countries : frozenset of str or None
        The countries observed for nearly all of them; None: everywhere.
    """

    days: Days | None
    share: float
    countries: frozenset[str] | None


def observation(dataset: Dataset, period: Period, actor: Actor, rows: Columns) -> Observation:
    """What a dataset observes of a period in which the actor existed.

    Parameters
    ----------
    dataset : Dataset
        Which; one that is no sample observes from its first to its last row.
    period : Period
        With a last day.
    actor : Actor
        Who; its own days may reach farther than is known of it, if rows say so.
    rows : Columns
        Own acts of the actor in the dataset.
    """
    # A monthly total of deaths alone counts no acts.
    seen = [c for c in dataset.observed if c.resolution != "month"]
    if not dataset.counts:
        seen = [Coverage(dataset.name, dataset.first, dataset.last, "", "", "day", *_NOTHING)]
    born, died = lived(actor)
    if len(rows):
        born, died = min(born, day(rows.date.min())), max(died, day(rows.date_end.max()))
    first, last = max(period.first or date.min, born), min(period.last or date.max, died)
    cut = [(max(c.first, first), min(c.last, last), c.country) for c in seen]
    cut = [c for c in cut if c[0] <= c[1]]
    if not cut:
        return Observation(None, 0.0, None)
    whole = min(c[0] for c in cut), max(c[1] for c in cut)
    everywhere = _days((a, b) for a, b, country in cut if not country)
    by_country = {
        country: _days((a, b) for a, b, each in cut if each in ("", country))
        for country in {c[2] for c in cut} - {""}
    }
    best = max(everywhere, *by_country.values(), 0)
    named = frozenset(c for c, n in by_country.items() if n >= _MOSTLY * best)
    return Observation(
        whole,
        best / _days([whole]),
        None if everywhere >= _MOSTLY * best else named,
    )


def _days(stretches: Iterable[Days]) -> int:
    """Days in any of these stretches."""
    total, reached = 0, number(date.min) - 1
    for first, last in sorted(stretches):
        begin = max(number(first), reached + 1)
        total += max(number(last) - begin + 1, 0)
        reached = max(reached, number(last))
    return total
