"""Claim: a probability with all that is needed to resolve and score it later."""

from dataclasses import dataclass
from datetime import date

from whowhom.answers.condition import Clause, leaves


@dataclass(frozen=True, slots=True)
class Claim:
    """One probability of an answer.

    Parameters
    ----------
    verb : str
        The verb that gave it.
    about : str
        In words, such as "at least one act of ASSAULT between Taliban and ISIS-K".
    probability, low, high : float
        With its interval.
    base_rate : float
        The probability that the base rate gives.
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
    low: float
    high: float
    base_rate: float
    condition: Clause
    dataset: str
    versions: tuple[str, ...]

    @property
    def resolves(self) -> date:
        """Last day that has to be known."""
        return max(leaf.last for leaf in leaves(self.condition))
