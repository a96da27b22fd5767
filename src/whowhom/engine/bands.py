"""Bands: the stretches of days ahead that have expectations of their own."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

EDGES: Final = (0, 7, 30, 90, 365)
"""Days ahead at which one band ends and the next begins."""
BANDS: Final = tuple(pairwise(EDGES))
LENGTHS: Final = np.diff(EDGES).astype(np.float64)
"""Days in each band."""
