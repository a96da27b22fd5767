"""Tallies: acts of dyads by quad class, within days, ahead of a day, and in windows before it."""

from __future__ import annotations

import numpy as np

from whowhom.engine.acts import Acts, Int, Mask
from whowhom.forecasting.outlook import CLASSES


def places(acts: Acts, dyads: Int) -> Int:
    """Place of each act's dyad among ``dyads``, -1 where it is not among them.

    Parameters
    ----------
    acts : Acts
        The acts.
    dyads : int64 array, (n,)
        Distinct dyad keys, in any order.

    Returns
    -------
    int64 array, (len(acts),)
        -1 to n - 1.
    """
    if not len(dyads):
        return np.full(len(acts), -1)
    order = np.argsort(dyads)
    ranked = dyads[order]
    spot = np.minimum(np.searchsorted(ranked, acts.dyad), len(dyads) - 1)
    return np.where(ranked[spot] == acts.dyad, order[spot], -1)


def within(acts: Acts, dyads: Int, first: int, stop: int) -> Int:
    """Acts on the days ``first <= day < stop``, by dyad and quad class.

    Parameters
    ----------
    acts : Acts
        The acts; `Acts.count` is summed.
    dyads : int64 array, (n,)
        Distinct dyad keys.
    first, stop : int
        Days.

    Returns
    -------
    int64 array, (n, 4)
        Counts.

    Examples
    --------
    >>> day, one = np.array([1, 4, 5]), np.ones(3, dtype=np.int64)
    >>> acts = Acts(day, one, 0 * one, 0 * one, one > 0, one, one, 2, (3,))
    >>> within(acts, acts.dyad[:1], 1, 5)
    array([[0, 0, 0, 2]])
    """
    low, high = np.searchsorted(acts.day, [first, stop])
    some = acts.take(slice(int(low), int(max(low, high))))
    return _binned(some, places(some, dyads), np.zeros(len(some), dtype=np.int64), len(dyads), 1)[
        :, :, 0
    ]


def _binned(acts: Acts, place: Int, bins: Int, n: int, n_bins: int) -> Int:
    known = (place >= 0) & (bins >= 0) & (bins < n_bins)
    cell = (place[known] * CLASSES + acts.classes[known]) * n_bins + bins[known]
    counted = np.bincount(cell, weights=acts.count[known], minlength=n * CLASSES * n_bins)
    return counted.astype(np.int64).reshape(n, CLASSES, n_bins)


def ahead(acts: Acts, dyads: Int, origin: int, horizons: tuple[int, ...]) -> Int:
    """Acts within each horizon: those with ``origin <= day < origin + h``.

    Parameters
    ----------
    acts : Acts
        The acts, those after the origin among them.
    dyads : int64 array, (n,)
        Distinct dyad keys.
    origin : int
        First day of every horizon.
    horizons : tuple of int
        Days, H of them.

    Returns
    -------
    int64 array, (n, 4, H)
        Counts.
    """
    counted = [within(acts, dyads, origin, origin + h) for h in horizons]
    return np.stack(counted, axis=2)


def windows(acts: Acts, dyads: Int, origin: int, length: int, n: int) -> Int:
    """Acts in the last n windows of a length before the origin, the latest first.

    Window k covers the days ``origin - (k + 1) length <= day < origin - k length``.

    Parameters
    ----------
    acts : Acts
        The acts.
    dyads : int64 array, (m,)
        Distinct dyad keys.
    origin : int
        The day after the latest window.
    length : int
        Days in a window.
    n : int
        Number of windows.

    Returns
    -------
    int64 array, (m, 4, n)
        Counts.

    Examples
    --------
    >>> day, one = np.array([1, 4, 5]), np.ones(3, dtype=np.int64)
    >>> acts = Acts(day, one, 0 * one, 0 * one, one > 0, one, one, 2, (3,))
    >>> windows(acts, acts.dyad[:1], 6, 2, 3)[0, 3]
    array([2, 0, 1])
    """
    low, high = np.searchsorted(acts.day, [origin - n * length, origin])
    some = acts.take(slice(int(low), int(high)))
    return _binned(some, places(some, dyads), (origin - 1 - some.day) // length, len(dyads), n)


def first_days(acts: Acts, dyads: Int, absent: int) -> Int:
    """Day of each dyad's first act of any class, ``absent`` where it has none. Shape (n,)."""
    place = places(acts, dyads)
    first = np.full(len(dyads), absent, dtype=np.int64)
    known = np.flatnonzero(place >= 0)[::-1]
    # Days never fall: written from the latest to the earliest, the earliest stays.
    first[place[known]] = acts.day[known]
    return first


def last_days(acts: Acts, dyads: Int, absent: int) -> Int:
    """Day of each dyad's last act of any class, ``absent`` where it has none. Shape (n,)."""
    place = places(acts, dyads)
    last = np.full(len(dyads), absent, dtype=np.int64)
    known = np.flatnonzero(place >= 0)
    last[place[known]] = acts.day[known]
    return last


def death_windows(acts: Acts, dyads: Int, origin: int, length: int, n: int) -> Int:
    """Deaths (best estimate, unknown as none) in the last n windows, the latest first.

    Parameters and windows as in `windows`, all classes together. Shape (m, n).
    """
    low, high = np.searchsorted(acts.day, [origin - n * length, origin])
    some = acts.take(slice(int(low), int(high)))
    place, bins = places(some, dyads), (origin - 1 - some.day) // length
    known: Mask = place >= 0
    counted = np.bincount(
        place[known] * n + bins[known],
        weights=np.maximum(some.deaths[known], 0),
        minlength=len(dyads) * n,
    )
    return counted.astype(np.int64).reshape(len(dyads), n)
