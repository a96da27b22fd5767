"""A statement: who said what of how actors stand or what they will do; how it is resolved."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """An attributed statement, paraphrased.

    Parameters
    ----------
    statement_id : str
        Its id in the case.
    date : date
        The day it was made, or the last day of the month it was made in.
    precision : str
        ``day`` or ``month``.
    speaker, affiliation : str
        Who said it, and for whom they speak.
    subject, object : str
        Actor ids: about whom, toward whom.
    text : str
        What was said, in our words.
    likelihood_word : str
        The speaker's own word for how likely.
    horizon, outcome : str
        By when, and what came of it as far as the case shows.
    outcome_known_from : date or None
        The day from which the outcome may be told.
    citation, doubt : str
        Whence, and why it is doubtful, if it is.
    """

    statement_id: str
    date: datetime.date
    precision: str
    speaker: str
    affiliation: str
    subject: str
    object: str
    text: str
    likelihood_word: str
    horizon: str
    outcome: str
    outcome_known_from: datetime.date | None
    citation: str
    doubt: str

    def between(self, one: str, other: str) -> bool:
        """Whether it is about these two actors."""
        return {self.subject, self.object} == {one, other}

    def touches(self, actor_id: str) -> bool:
        """Whether it is about the actor."""
        return actor_id in (self.subject, self.object)


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a statement is to be found right or wrong, judged by hand.

    Parameters
    ----------
    statement_id : str
        Which statement.
    by : str
        ``rows`` of a dataset, the ``outcome`` that the case tells, or ``none``: it cannot be.
    dataset, condition : str
        By rows: of which dataset, and the condition as JSON.
    happened : bool or None
        By outcome: whether it came true.
    word : str
        The speaker's own word as a word of the ICD 203 scale; empty where it tells no likelihood.
    reason : str
        Why it cannot be resolved, or not be scored; or how it was read.
    """

    statement_id: str
    by: str
    dataset: str
    condition: str
    happened: bool | None
    word: str
    reason: str
