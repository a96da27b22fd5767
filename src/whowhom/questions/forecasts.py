"""The three forms of `forecast`: of two actors, of one, of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from whowhom.answers.answer import Answer
from whowhom.errors import OptionError
from whowhom.forecasting.record import Record
from whowhom.questions.forecast import forecast
from whowhom.questions.horizon import LONGEST, ahead, parse_days
from whowhom.questions.outlook import Outlook, too_short
from whowhom.questions.parties import between, find_actor, find_pair, of
from whowhom.questions.scope import Scope, counted_dataset
from whowhom.questions.toward import toward
from whowhom.questions.watch import watch
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

if TYPE_CHECKING:
    from whowhom.forecasting.fitted import Fitted

Model = Callable[[Dataset], "tuple[Record, Fitted]"]
"""Gives the record of a dataset and what is fitted on it; called only where acts are counted."""


def answer(
    snapshot: Snapshot,
    scope: Scope,
    a: str | None,
    b: str | None,
    horizon: str | int,
    model: Model,
) -> Answer:
    """Answer `forecast` in the form that the question has.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    scope : Scope
        Dataset, level and seed.
    a, b : str or None
        Two actors, one, or none.
    horizon : str or int
        As `parse_days` reads it.
    model : callable
        Fits what the answer needs.

    Raises
    ------
    OptionError, UnknownActorError
        If an argument cannot be used; found before anything is fitted.
    RefusalError
        If there is no honest answer.
    """
    days = parse_days(horizon, LONGEST)
    if a is None and b is not None:
        raise OptionError("a second actor without a first", "A, or A and B", "give b as a")
    dataset = counted_dataset(snapshot, scope, _rows(snapshot, a, b))
    record, fitted = model(dataset) if dataset.counts else (Record.of(snapshot, dataset), None)
    if fitted is not None:
        if refusal := too_short(record, fitted.longest):
            raise refusal
        days = parse_days(horizon, fitted.longest)
    elif not len(record.acts) and (refusal := too_short(record, 0)):
        raise refusal
    outlook = Outlook(snapshot, scope, record, fitted, ahead(snapshot, record, days))
    if a is None:
        return watch(outlook)
    return toward(outlook, a) if b is None else forecast(outlook, a, b)


def _rows(snapshot: Snapshot, a: str | None, b: str | None) -> np.ndarray:
    """Rows that the question is about."""
    if a is None:
        return np.ones(len(snapshot.columns), dtype=np.bool_)
    if b is None:
        return of(snapshot, find_actor(snapshot, a))
    return between(snapshot, *find_pair(snapshot, a, b))
