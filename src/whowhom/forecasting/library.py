"""Library: the fitted models of a case, taken from where they are kept, or fitted and kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from pathlib import Path

import numpy as np

from whowhom.engine.prior import Origin, choose
from whowhom.errors import CaseBusyError, ModelMismatchError
from whowhom.forecasting.fitted import Fitted
from whowhom.forecasting.kept import header_of, load, save
from whowhom.forecasting.record import EPOCH, Record
from whowhom.snapshot.snapshot import Snapshot
from whowhom.store.lock import writing
from whowhom.store.models import models_folder

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def prior_on(snapshot: Snapshot) -> Callable[[Record, int], Origin]:
    """What other data may say of a record on a day: see `whowhom.engine.prior.choose`."""

    def chosen(record: Record, on: int) -> Origin:
        countries = snapshot.columns.country[record.position]
        codes = frozenset(snapshot.countries[int(n)] for n in np.unique(countries) if n >= 0)
        return choose(EPOCH + timedelta(days=int(on)), record.dataset.name, codes)

    return chosen


def fitted_model(
    case: Path,
    snapshot: Snapshot,
    record: Record,
    progress: Callable[[str, float], None],
    version: str,
    again: bool = False,
) -> Fitted:
    """What is fitted on a record.

    Parameters
    ----------
    case : Path
        Folder of the case.
    snapshot : Snapshot
        The case as of a day.
    record : Record
        Of one of its datasets.
    progress : callable
        Told the step and the share done, where something is fitted.
    version : str
        Of whowhom.
    again : bool
        Fit even if a model is kept.
    """
    prior = prior_on(snapshot)(record, record.until)
    settings = {
        "dataset": record.dataset.name,
        "fine_from": record.fine_from,
        "prior": [list(prior.sets), prior.until, prior.note],
    }
    header = header_of(record.acts, record.until, settings, version)
    folder, inside = models_folder(case, snapshot.hash)
    path = folder / f"{file_name(record.dataset.name)}.npz"
    if not again and path.is_file():
        try:
            return load(path, record.acts, header)
        except ModelMismatchError:
            pass  # A cache: what does not match is fitted again.
    fitted = Fitted.fit(record.acts, record.until, record.fine_from, prior=prior, progress=progress)
    keep(lambda: save(fitted, path, header), folder, case if inside else None)
    return fitted


def earlier_model(
    case: Path,
    snapshot: Snapshot,
    record: Record,
    until: int,
    progress: Callable[[str, float], None],
    version: str,
) -> Fitted:
    """What is fitted on the acts of a record before an earlier day, kept like `fitted_model`'s.

    Parameters
    ----------
    case, snapshot, record, progress, version
        As for `fitted_model`.
    until : int
        The earlier day, in days since 1970-01-01; the prior is the one of that day too.
    """
    prior = prior_on(snapshot)(record, until)
    acts, name = record.acts.before(until), record.dataset.name
    fine_from = min(record.fine_from, until)
    settings = {
        "dataset": name,
        "fine_from": fine_from,
        "prior": [list(prior.sets), prior.until, prior.note],
    }
    header = header_of(acts, until, settings, version)
    folder, inside = models_folder(case, snapshot.hash)
    path = folder / f"{file_name(name)}-{until}.npz"
    if path.is_file():
        try:
            return load(path, acts, header)
        except ModelMismatchError:
            pass  # A cache, as above.
    fitted = Fitted.fit(acts, until, fine_from, prior=prior, progress=progress)
    keep(lambda: save(fitted, path, header), folder, case if inside else None)
    return fitted


def keep(write: Callable[[], None], folder: Path, case: Path | None) -> None:
    """Write into a folder of the cache, under the case's lock if it lies in a case.

    What cannot be written, because the disk is full, nobody may write, or another writer is at
    work, is not kept: it can be worked out again.
    """
    lock: AbstractContextManager[None] = writing(case) if case else nullcontext()
    try:
        with lock:
            folder.mkdir(parents=True, exist_ok=True)
            write()
    except (OSError, CaseBusyError):
        pass


def file_name(dataset: str) -> str:
    """A dataset's name as a file's.

    >>> file_name("ucdp-ged"), file_name("../a b")
    ('ucdp-ged', '.._a_b')
    """
    return _UNSAFE.sub("_", dataset)[:80] or "dataset"
