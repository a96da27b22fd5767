"""How a download behaves: patience, limits, and the clocks it goes by."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a download behaves.

    Parameters
    ----------
    timeout : float
        Seconds without a byte before a connection counts as broken.
    attempts : int
        Failures in a row before it gives up; a mebibyte more than ever before starts a new row.
    most : int
        Longest file in bytes, as sent and as unpacked from its transfer coding.
    patience, slowest : float
        A connection that brought fewer than `slowest` bytes a second over `patience` seconds counts
        as broken.
    longest_wait : float
        Longest wait in seconds that a server may ask for.
    sleep, clock, now : callable
        What waits, what measures, and what tells the time of a ``Retry-After`` date.
    """

    timeout: float = 30.0
    attempts: int = 5
    most: int = 4 << 30
    patience: float = 60.0
    slowest: float = 512.0
    longest_wait: float = 120.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = _now

    def pause(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row: 1, 2, 4, ... at most 60.

        >>> [Manner().pause(n) for n in (1, 3, 9)]
        [1.0, 4.0, 60.0]
        """
        return float(min(2 ** (failures - 1), 60))
