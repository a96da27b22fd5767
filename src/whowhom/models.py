"""Fitted models of a case: taken from where they are kept, or fitted and put there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from whowhom import __version__
from whowhom.errors import ModelMismatchError
from whowhom.forecasting.record import Record
from whowhom.sources.source import Progress
from whowhom.store.atomic import replacing
from whowhom.store.lock import writing
from whowhom.store.models import models_folder

if TYPE_CHECKING:
    from whowhom.forecasting.fitted import Fitted
    from whowhom.snapshot.dataset import Dataset
    from whowhom.snapshot.snapshot import Snapshot

_WAIT = 10.0


def fitted_model(
    case: Path, snapshot: Snapshot, dataset: Dataset, progress: Progress, again: bool = False
) -> tuple[Record, Fitted]:
    """The record of a dataset of a snapshot, and what is fitted on it.

    Parameters
    ----------
    case : Path
        Folder of the case.
    snapshot : Snapshot
        The case as of a day.
    dataset : Dataset
        Which.
    progress : callable
        Told the step and the share done, where something is fitted.
    again : bool
        Fit even if a model is kept.
    """
    from whowhom.forecasting.fitted import Fitted

    record = Record.of(snapshot, dataset)
    header = header_of(snapshot, record)
    folder, inside = models_folder(case, snapshot.hash)
    path = folder / f"{_file_name(dataset.name)}.npz"
    if not again and path.is_file():
        try:
            return record, Fitted.load(path, record.acts, header)
        except (ModelMismatchError, OSError, ValueError, KeyError):
            pass  # A cache: what does not match is fitted again.
    fitted = Fitted.fit(record.acts, record.until, record.fine_from, prior_of(snapshot, record), progress)
    _keep(fitted, path, header, case if inside else None)
    return record, fitted
