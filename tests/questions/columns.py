"""Columns of a snapshot made by hand, for tests of what computes on them."""

import numpy as np

from whowhom.snapshot.columns import DTYPES, Columns


def columns(**given):
    """Rows of ASSAULT of actor 0 on actor 1, one act each; name what differs."""
    size = len(next(iter(given.values()))) if given else 0
    defaults = {
        "date": np.zeros(size),
        "source": np.zeros(size),
        "target": np.ones(size),
        "type": np.full(size, 15),
        "quad": np.full(size, 4),
        "score": np.full(size, -9.0),
        "directed": np.zeros(size),
        "happened": np.ones(size),
        "count": np.ones(size),
        "low": np.zeros(size),
        "best": np.zeros(size),
        "high": np.zeros(size),
        "act": np.arange(size),
        "dataset": np.zeros(size),
        "country": np.full(size, -1),
        "file": np.zeros(size),
        "row": np.arange(size),
    }
    merged = {**defaults, **given}
    merged.setdefault("date_end", merged["date"])
    return Columns(**{name: np.array(merged[name]).astype(t) for name, t in DTYPES.items()})
