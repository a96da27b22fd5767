"""Ranking dyads: by what is to be expected of them, or by how that departs from the base rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from whowhom.answers.claim import Claim
from whowhom.answers.evidence import Evidence
from whowhom.answers.prospects import Rank
from whowhom.questions import claims
from whowhom.questions.expectations import Weighed, expectation, leading, weigh
from whowhom.questions.forecast_reasons import latest, shown
from whowhom.questions.outlook import Outlook

if TYPE_CHECKING:
    from whowhom.engine.acts import Float, Int

MOST: Final = 10
"""Dyads in a list."""
MEASURE: Final = (
    "m ln(m / b) - m + b, for an expected number m and a base rate b (the divergence of two "
    "Poisson counts): how much the forecast would surprise somebody who expects the base rate"
)
_ROWS = 3
_TINY = 1e-12


class Ranked(NamedTuple):
    """A dyad in a list, its latest rows, and what the list claims of it."""

    rank: Rank
    rows: list[Evidence]
    claims: list[Claim]


def departure(amount: Float, base: Float) -> Float:
    """How far amounts depart from base rates, with the sign of the change; see `MEASURE`.

    >>> departure(np.array([2.0, 1.0, 1.0]), np.array([1.0, 1.0, 2.0])).round(3)
    array([ 0.386,  0.   , -0.307])
    """
    m, b = np.maximum(amount, _TINY), np.maximum(base, _TINY)
    found = np.maximum(m * np.log(m / b) - m + b, 0.0)
    return np.asarray(np.where(amount < base, -found, found))


def departures(outlook: Outlook, weighed: Weighed) -> Float:
    """Departure of every dyad, all classes together; of shares where nothing may be counted."""
    amount, base = weighed.total(outlook), weighed.base_total(outlook)
    if outlook.fitted is None:
        amount = amount / max(float(amount.sum()), _TINY)
        base = base / max(float(base.sum()), _TINY)
    return departure(amount, base)


def ranks(outlook: Outlook, among: Weighed, places: Int) -> list[Ranked]:
    """These dyads as ranks, in this order, with their latest rows and claims.

    Parameters
    ----------
    outlook : Outlook
        What the forecast rests on.
    among : Weighed
        All dyads of the list, which shares are of.
    places : int64 array
        Which of them to show.
    """
    if not len(places):
        return []
    weighed = weigh(outlook, among.dyad[places])
    total, base = among.total(outlook), among.base_total(outlook)
    share, usual = (each / max(float(each.sum()), _TINY) for each in (total, base))
    apart = departures(outlook, among)
    found = []
    for n, place in enumerate(places):
        dyad = int(weighed.dyad[n])
        source, target, directed = outlook.sides(dyad)
        rows = shown(outlook, latest(outlook, dyad, _ROWS))
        rank = Rank(
            source=outlook.name(source),
            target=outlook.name(target),
            both=not directed,
            met=bool(rows),
            expected=float(total[place]) if outlook.fitted else None,
            base_expected=float(base[place]) if outlook.fitted else None,
            share=float(share[place]),
            base_share=float(usual[place]),
            departure=float(apart[place]),
            leading=expectation(outlook, weighed, n, leading(outlook, weighed, n)),
            evidence=tuple(dict.fromkeys(e.id for e in rows)),
        )
        found.append(Ranked(rank, rows, claims.of_acts(outlook, dyad, [rank.leading])))
    return found
