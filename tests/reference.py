"""Slow oracles, straight from the formulas."""

import numpy as np


def decayed_weight(count, first, last, at, half_life):
    """Mean over the days of a row of ``2 ** (-(at - day) / half_life)``, times its count."""
    days = range(first, last + 1)
    return count * sum(2.0 ** (-(at - day) / half_life) for day in days) / len(days)


def split_by_days(edges, first, last, value):
    """A value spread evenly over the days of a row, summed within each period."""
    share = value / (last - first + 1)
    sums = [0.0] * (len(edges) - 1)
    for day in range(first, last + 1):
        for period in range(len(sums)):
            if edges[period] <= day < edges[period + 1]:
                sums[period] += share
    return sums


def best_stretch(series):
    """Start, length and drop in squared error of the stretch that best has its own mean."""

    def error(part):
        return float(((part - part.mean()) ** 2).sum())

    whole = error(series)
    n = len(series)
    drops = {}
    for length in range(2, n - 1):
        for start in range(n - length + 1):
            inside = series[start : start + length]
            outside = np.concatenate([series[:start], series[start + length :]])
            drops[start, length] = whole - error(inside) - error(outside)
    start, length = max(drops, key=lambda place: round(drops[place], 9))
    return start, length, drops[start, length]


def posterior_mean(scores, weights):
    """Mean of a Dirichlet process posterior with prior mass 1 around a mean of 0."""
    return float(np.dot(scores, weights) / (np.sum(weights) + 1.0))
