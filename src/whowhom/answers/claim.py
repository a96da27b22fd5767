"""Claim: a probability with all that is needed to resolve and score it later."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from whowhom.answers.condition import Clause, leaves, read_condition


@dataclass(frozen=True, slots=True)
class Claim:
    """One probability of an answer.

    Parameters
    ----------
    verb : str
        The verb that gave it.
    about : str
        In words, such as "at least one act of ASSAULT between Taliban and ISIS-K".
    probability : float
        0 to 1.
    low, high : float or None
        Its interval; None where none is known.
    base_rate : float or None
        The probability that the base rate gives; None where there is no base rate.
    condition : Condition or Combined
        True or false once the dataset has told of all its days.
    dataset : str
        The dataset whose rows resolve it.
    versions : tuple of str
        Versions known when it was made; the ones that follow resolve it.
    """

    verb: str
    about: str
    probability: float
    low: float | None
    high: float | None
    base_rate: float | None
    condition: Clause
    dataset: str
    versions: tuple[str, ...]

    @property
    def resolves(self) -> date:
        """Last day that has to be known."""
        return max(leaf.last for leaf in leaves(self.condition))


def read_claim(told: Mapping[str, Any]) -> Claim:
    """A claim from plain values, as an answer's ``to_dict`` gives them.

    Raises
    ------
    ValueError
        If they make no claim.

    Examples
    --------
    >>> read_claim({"verb": "forecast"})
    Traceback (most recent call last):
    ValueError: a claim without 'about'
    """
    try:
        return Claim(
            verb=str(told["verb"]),
            about=str(told["about"]),
            probability=_chance(told["probability"]),
            low=_maybe(told["low"]),
            high=_maybe(told["high"]),
            base_rate=_maybe(told["base_rate"]),
            condition=read_condition(told["condition"]),
            dataset=str(told["dataset"]),
            versions=tuple(str(v) for v in told["versions"]),
        )
    except KeyError as error:
        raise ValueError(f"a claim without {error}") from None
    except (AttributeError, TypeError) as error:
        raise ValueError(f"a claim of another form ({error})") from None


def _chance(value: object) -> float:
    number = float(value) if isinstance(value, int | float) and value is not True else math.nan
    if not 0 <= number <= 1:
        raise ValueError(f"a probability must lie in 0 to 1, got {value!r}")
    return number


def _maybe(value: object) -> float | None:
    return None if value is None else _chance(value)
