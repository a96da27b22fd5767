"""What `forecast` answers about one actor, and about all: rankings of dyads."""

from dataclasses import dataclass

from whowhom.answers.expectation import Ahead, Expectation, Measured
from whowhom.answers.party import Party


@dataclass(frozen=True, slots=True)
class Rank:
    """One dyad in a ranking.

    Parameters
    ----------
    source, target : str
        Who does it to whom.
    both : bool
        True where the direction is not recorded.
    met : bool
        Whether the dataset holds an act of the dyad.
    expected, base_expected : float or None
        Acts of all classes within the horizon, by the forecast and by the base rate; None where
        nothing may be counted.
    share, base_share : float
        Of all acts expected of the dyads in the same list, 0 to 1; by the forecast and by the base
        rate.
    departure : float
        How far the forecast departs from the base rate, with the sign of the change: see
        `Watch.measure`.
    leading : Expectation
        The class most to be expected.
    evidence : tuple of str
        Ids of the latest rows of the dyad.
    """

    source: str
    target: str
    both: bool
    met: bool
    expected: float | None
    base_expected: float | None
    share: float
    base_share: float
    departure: float
    leading: Expectation
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Toward:
    """Toward whom an actor will act, and who will act toward it.

    Parameters
    ----------
    headline : str
        One line of judgement.
    actor : Party
        Who.
    horizon : Ahead
        The days ahead.
    level : float
        Level of the intervals.
    acts_on, acted_on_by, with_whom : tuple of Rank
        Its targets, who acts on it, and partners in acts whose direction is not recorded; most to
        be expected first.
    asked : int
        Dyads that were ranked.
    measured : tuple of Measured
        Skill of each class.
    """

    headline: str
    actor: Party
    horizon: Ahead
    level: float
    acts_on: tuple[Rank, ...]
    acted_on_by: tuple[Rank, ...]
    with_whom: tuple[Rank, ...]
    asked: int
    measured: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """Which dyads will move most.

    Parameters
    ----------
    headline : str
        One line of judgement.
    horizon : Ahead
        The days ahead.
    level : float
        Level of the intervals.
    measure : str
        How departure from the base rate is measured.
    up, down : tuple of Rank
        Dyads expected above and below their base rate, the farthest first.
    asked : int
        Dyads that were looked at.
    measured : tuple of Measured
        Skill of each class.
    """

    headline: str
    horizon: Ahead
    level: float
    measure: str
    up: tuple[Rank, ...]
    down: tuple[Rank, ...]
    asked: int
    measured: tuple[Measured, ...]
