"""Earlier origins: what a baseline may learn from, the acts before a refit cut into lessons.

A *lesson* is an origin of the past with the dyads that would have been asked then, and what
happened within a horizon that ended before the refit. Refits happen every ``refit_days``, counted
from the set's first day, so that a forecast depends on nothing but the acts before its origin.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from whowhom.engine.acts import Acts, Float, Int
from whowhom.forecasting.slices import Sizes, asked
from whowhom.forecasting.tallies import ahead


@dataclass(frozen=True)
class Course:
    """How baselines learn.

    Parameters
    ----------
    sizes : Sizes
        Who is asked at an earlier origin.
    refit_days : int
        Days between refits.
    span_days : int
        Lessons reach back at most so far before the refit and the horizon.
    step_days : int
        Days between lessons.
    burn_in_days : int
        No lesson before so many days of acts; fewer where the set is still too short for any.
    """

    sizes: Sizes = Sizes(active_size=1000, dormant_size=1000, onset_size=1000)  # noqa: RUF009
    refit_days: int = 365
    span_days: int = 6 * 365
    step_days: int = 183
    burn_in_days: int = 365

    def refit(self, acts: Acts, origin: int) -> int:
        """Day of the last refit up to an origin; the acts before it are what is learnt from."""
        start = int(acts.day[0])
        return origin - (origin - start) % self.refit_days


@dataclass(frozen=True, eq=False)
class Lesson:
    """An earlier origin: who was asked, and what happened within the horizon.

    Parameters
    ----------
    origin : int
        Day.
    dyads, slices : int64 array, (n,)
        As in `Asked`.
    weight : float64 array, (n,)
        As in `Asked`.
    truth : int64 array, (n, 4)
        Acts within the horizon.
    """

    origin: int
    dyads: Int
    slices: Int
    weight: Float
    truth: Int


# All baselines learn the same lessons, which take longer to cut than some to learn.
_MOST_KEPT = 24
_KEPT: dict[tuple[bytes, int, Course], list[Lesson]] = {}


def lessons(acts: Acts, horizon: int, course: Course) -> list[Lesson]:
    """Lessons of one horizon from the acts before a refit.

    Parameters
    ----------
    acts : Acts
        Acts before the refit, and no others.
    horizon : int
        Days.
    course : Course
        How many lessons, and for whom.

    Returns
    -------
    list of Lesson
        In order of time; empty if no horizon has ended yet.
    """
    if not len(acts):
        return []
    key = fingerprint(acts), horizon, course
    if key not in _KEPT:
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)))
        _KEPT[key] = _lessons(acts, horizon, course)
    return _KEPT[key]


def _lessons(acts: Acts, horizon: int, course: Course) -> list[Lesson]:
    start, stop = int(acts.day[0]), int(acts.day[-1]) + 1
    last = stop - horizon
    burn_in = min(course.burn_in_days, max(last - start, 0) // 2)
    first = max(start + burn_in, last - course.span_days)
    # On a fixed grid of days: refits then share their lessons, and what is worked out for them.
    first += -(first - start) % course.step_days
    found = []
    for origin in range(first, last + 1, course.step_days):
        who = asked(acts, origin, horizon, course.sizes)
        truth = ahead(acts, who.dyads, origin, (horizon,))[:, :, 0]
        found.append(Lesson(origin, who.dyads, who.slices, who.weight, truth))
    return found


def fingerprint(acts: Acts) -> bytes:
    """Equal for equal acts: the key of what was fitted on them."""
    digest = hashlib.blake2b(repr((acts.n_actors, acts.quad)).encode(), digest_size=16)
    for name in ("day", "source", "target", "kind", "directed", "count", "deaths"):
        digest.update(getattr(acts, name).tobytes())
    return digest.digest()
