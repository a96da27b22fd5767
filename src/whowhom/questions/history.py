"""A record over the years: acts, deaths and stance in each."""

from datetime import date

import numpy as np

from whowhom.answers.measures import Rate, Stretch
from whowhom.questions.course import Bins, bins
from whowhom.questions.rates import MONTH, dispersion, rate_interval
from whowhom.questions.scope import Scope, day, number
from whowhom.questions.stance import decayed, stance_value
from whowhom.snapshot.columns import Columns


def yearly(columns: Columns, first: date, last: date) -> tuple[Stretch, ...]:
    """Acts of a set of rows year by year, with the stance at the end of each.

    Parameters
    ----------
    columns : Columns
        Rows that hold each act once.
    first, last : date
        Days observed.
    """
    years = bins("year", first, last)
    count = columns.count.astype(np.float64)
    acts = years.add_up(columns, count)
    friendly = years.add_up(columns, count * ((columns.quad == 1) | (columns.quad == 2)))
    hostile = years.add_up(columns, count * (columns.quad >= 3))
    deaths = years.add_up(columns, np.maximum(columns.best, 0).astype(np.float64))
    return tuple(
        Stretch(
            day(years.edges[n]),
            day(years.edges[n + 1] - 1),
            float(acts[n]),
            float(friendly[n]),
            float(hostile[n]),
            float(deaths[n]),
            stance_at(columns, int(years.edges[n + 1])),
        )
        for n in range(len(years))
    )


def stance_at(columns: Columns, at: int) -> float | None:
    """Stance of a set of rows at a day; None before the first of them."""
    known = columns.take((columns.date_end < at) & ~np.isnan(columns.score))
    if not len(known):
        return None
    return stance_value(known.score.astype(np.float64), decayed(known, at))


def spread(columns: Columns, periods: Bins) -> float:
    """By how much the acts of equal periods vary beyond chance; see `rates.dispersion`."""
    return dispersion(periods.add_up(columns, columns.count.astype(np.float64)))


def rate(columns: Columns, first: date, last: date, spread: float, scope: Scope) -> Rate | None:
    """Acts per month between two days; None where that is less than a day."""
    if last < first:
        return None
    whole = Bins("year", np.array([number(first), number(last) + 1], dtype=np.int64))
    acts = float(whole.add_up(columns, columns.count.astype(np.float64))[0])
    months = float(whole.days[0]) / MONTH
    value, low, high = rate_interval(acts, months, spread, scope.level)
    return Rate(first, last, acts, value, low, high, scope.level)
