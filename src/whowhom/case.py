"""Case: open, add, and the verbs. A thin front over the rooms."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from whowhom.answers.added import Added
from whowhom.answers.answer import Answer
from whowhom.errors import CaseDamagedError, FileError, OptionError
from whowhom.events.cleaning import Cleaning
from whowhom.questions.profile import profile
from whowhom.questions.relation import relation
from whowhom.questions.scope import Scope
from whowhom.questions.show import show
from whowhom.snapshot.snapshot import Snapshot, default_as_of, take_snapshot
from whowhom.sources import detect
from whowhom.sources.header import exists
from whowhom.sources.source import Job, Options, Progress, Reading, silent
from whowhom.store import folder as folders
from whowhom.store import log
from whowhom.store.atomic import sweep
from whowhom.store.imports import (
    FOLDER,
    Import,
    Provenance,
    hash_source,
    import_id,
    list_imports,
    write_import,
)
from whowhom.store.lock import writing
from whowhom.store.models import models_folder
from whowhom.store.registry import load_coverage, load_registry, load_statements
from whowhom.store.settings import read_settings

if TYPE_CHECKING:
    from whowhom.forecasting.fitted import Fitted
    from whowhom.forecasting.record import Record
    from whowhom.snapshot.dataset import Dataset

Day = date | str | None
_MEMORY = "1GB"


def _today() -> date:
    return datetime.now(UTC).date()


class Case:
    """A case: a folder of events, actors, ties and statements that questions are asked of.

    Open one with `whowhom.open`, make one with `whowhom.init`.

    Parameters
    ----------
    folder : str or Path
        A case folder, or the name of a built-in case.

    Raises
    ------
    CaseMissingError
        If there is no case.

    Examples
    --------
    >>> case = Case("afghanistan")
    >>> print(case.relation("Taliban", "ISIS-K", as_of="2021-12-01").answer.stance[0].name)
    violent
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = folders.locate(folder)
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._snapshots: dict[tuple[object, ...], Snapshot] = {}
        self._models: dict[tuple[str, str], tuple[Record, Fitted]] = {}

    def __repr__(self) -> str:
        return f"Case({str(self.folder)!r})"

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The case's DuckDB, in memory; made on first use."""
        if self._connection is None:
            self._connection = _connect()
        return self._connection

    def snapshot(self, as_of: Day = None, vintage: Day = None) -> Snapshot:
        """The case as known at `as_of` (default: the day after its last row).

        Parameters
        ----------
        as_of : date or str, optional
            Rows that ended before this day are visible.
        vintage : date or str, optional
            Only what was published by then.
        """
        known = _day(vintage, "vintage")
        when = _day(as_of, "as_of") or default_as_of(self.connection, self.folder)
        key = (when, known, self._state())
        if key not in self._snapshots:
            self._snapshots.clear()
            self._snapshots[key] = take_snapshot(self.connection, self.folder, when, known)
        return self._snapshots[key]

    def _state(self) -> tuple[tuple[str, int, int], ...]:
        """Changes whenever a file of the case does."""
        files = [*self.folder.glob("*.csv"), *self.folder.glob("*.toml")]
        files += (self.folder / FOLDER).glob("*.parquet")
        return tuple((str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in sorted(files))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn what DuckDB says of a damaged file into an error about the case."""
        try:
            yield
        except duckdb.Error as error:
            raise CaseDamagedError(
                f"an import of '{self.folder}' cannot be read ({str(error).splitlines()[0]})",
                "files as whowhom add wrote them",
                "add the sources again to a new case",
            ) from None

    def relation(
        self,
        a: str,
        b: str,
        *,
        as_of: Day = None,
        first: Day = None,
        last: Day = None,
        dataset: str = "",
        level: float = 0.9,
        seed: int = 0,
        vintage: Day = None,
    ) -> Answer:
        """How A and B stand, and how it came to that.

        Parameters
        ----------
        a, b : str
            Any names, aliases or ids of two actors.
        as_of : date or str, optional
            Use only what had ended before this day; default: the day after the last row.
        first, last : date or str, optional
            Period, both days included; rows that reach over an edge are left out.
        dataset : str, optional
            The dataset to count; default: the case's own, or the one with most rows.
        level : float
            Level of intervals, 0.5 to 0.99.
        seed : int
            Seed of everything drawn, from 0.
        vintage : date or str, optional
            Use only what had been published by then.

        Returns
        -------
        Answer
            With a `whowhom.answers.relation.Relation`.

        Raises
        ------
        WhowhomError
            One of its kinds: an unknown name or option, a damaged case, or a refusal.

        Examples
        --------
        >>> answer = Case("afghanistan").relation("Taliban", "ISIS-K", as_of="2021-12-01")
        >>> answer.answer.stance[0].name, answer.answer.turning_points[0].unit
        ('violent', 'week')
        """
        scope = _scope(first, last, dataset, level, seed)
        with self._reading():
            return relation(self.snapshot(as_of, vintage), a, b, scope)

    def profile(
        self,
        actor: str,
        *,
        as_of: Day = None,
        first: Day = None,
        last: Day = None,
        dataset: str = "",
        level: float = 0.9,
        seed: int = 0,
        vintage: Day = None,
    ) -> Answer:
        """Who an actor is, what it does, and with whom.

        Takes a name and the options of `relation`; returns an Answer with a
        `whowhom.answers.profile.Profile`, and raises the same errors.

        Examples
        --------
        >>> Case("afghanistan").profile("ISKP").answer.actor.name
        'ISIS-K'
        """
        scope = _scope(first, last, dataset, level, seed)
        with self._reading():
            return profile(self.snapshot(as_of, vintage), actor, scope)

    def forecast(
        self,
        a: str | None = None,
        b: str | None = None,
        *,
        horizon: str | int = "90d",
        as_of: Day = None,
        dataset: str = "",
        level: float = 0.9,
        seed: int = 0,
        vintage: Day = None,
        progress: Progress = silent,
    ) -> Answer:
        """How A will interact with B; toward whom A will act; or which dyads will move most.

        Parameters
        ----------
        a, b : str, optional
            Any names of two actors; of one alone for a ranking; none for a watch list.
        horizon : str or int
            Days ahead, or ``90d``, ``12w``, ``3m`` (months of 30 days), ``1y`` (365 days).
        as_of, dataset, level, seed, vintage
            As in `relation`.
        progress : callable
            Told the step and the share done where a model has to be fitted first.

        Returns
        -------
        Answer
            With a `whowhom.answers.forecast.Forecast`, or a Toward or Watch of
            `whowhom.answers.prospects`.

        Raises
        ------
        WhowhomError
            One of its kinds: an unknown name or option, a horizon that cannot be answered, or a
            refusal where the record is too short.

        Examples
        --------
        >>> case = Case("afghanistan")
        >>> answer = case.forecast("Taliban", "Pakistan", dataset="chronicle", as_of="2021-09-02")
        >>> answer.answer.ways[0].source, answer.answer.ways[0].expectations[0].probability
        ('Taliban', None)
        """
        from whowhom.questions.forecasts import answer

        scope = _scope(None, None, dataset, level, seed)
        with self._reading():
            snapshot = self.snapshot(as_of, vintage)

            def model(counted: "Dataset") -> "tuple[Record, Fitted]":
                return self._model(snapshot, counted, progress)

            return answer(snapshot, scope, a, b, horizon, model)

    def fit(
        self,
        *,
        as_of: Day = None,
        dataset: str = "",
        vintage: Day = None,
        again: bool = False,
        progress: Progress = silent,
    ) -> Answer:
        """Fit the model that `forecast` asks, and say what it found.

        Parameters
        ----------
        as_of, dataset, vintage
            As in `relation`.
        again : bool
            Fit anew even if a fitted model is kept.
        progress : callable
            Told the step and the share done.

        Returns
        -------
        Answer
            With a `whowhom.answers.fit.Fit`.
        """
        from whowhom.questions.fit import fit

        scope = _scope(None, None, dataset, 0.9, 0)
        with self._reading():
            snapshot = self.snapshot(as_of, vintage)

            def model(counted: "Dataset") -> "tuple[Record, Fitted]":
                return self._model(snapshot, counted, progress, again)

            return fit(snapshot, scope, model)

    def check(
        self,
        *,
        as_of: Day = None,
        dataset: str = "",
        seed: int = 0,
        vintage: Day = None,
        progress: Progress = silent,
    ) -> Answer:
        """Forecast the past and score it: skill against every baseline, reliability, spread.

        Takes the options of `relation`; returns an Answer with a `whowhom.answers.check.Check`,
        which is also saved as ``check.json`` where the models of this snapshot are kept (see
        `checked_at`). Raises RefusalError where there is too little to learn from and try.
        """
        from whowhom.forecasting.library import keep, prior_on
        from whowhom.questions.check import check
        from whowhom.store.atomic import write_text

        scope = _scope(None, None, dataset, 0.9, seed)
        with self._reading():
            snapshot = self.snapshot(as_of, vintage)
            answer = check(snapshot, scope, prior_on(snapshot), progress)
        path = self.checked_at(answer)
        inside = self.folder if path.is_relative_to(self.folder) else None
        keep(lambda: write_text(path, answer.to_json()), path.parent, inside)
        return answer

    def checked_at(self, answer: Answer) -> Path:
        """Where `check` saves an answer: with the case, or in the user's cache."""
        return models_folder(self.folder, answer.case["snapshot"])[0] / "check.json"

    def _model(
        self,
        snapshot: Snapshot,
        dataset: "Dataset",
        progress: Progress,
        again: bool = False,
    ) -> "tuple[Record, Fitted]":
        """The record of a dataset and what is fitted on it: remembered, kept on disk, or new."""
        from whowhom import __version__
        from whowhom.forecasting.library import fitted_model
        from whowhom.forecasting.record import Record

        key = (snapshot.hash, dataset.name)
        if again or key not in self._models:
            record = Record.of(snapshot, dataset)
            fitted = fitted_model(self.folder, snapshot, record, progress, __version__, again)
            self._models.clear()
            self._models[key] = record, fitted
        return self._models[key]

    def show(self, id: str, *, as_of: Day = None, vintage: Day = None) -> Answer:
        """All that the case holds under one id, as answers print it.

        Returns an Answer with a `whowhom.answers.shown.Shown`; raises UnknownIdError where nothing
        goes by that id before `as_of`.

        Examples
        --------
        >>> Case("afghanistan").show("AFC0258").answer.fields["status"]
        'possible'
        """
        with self._reading():
            return show(self.snapshot(as_of, vintage), id)

    def imports(self) -> list[Import]:
        """The imports, oldest vintage first."""
        return list_imports(self.connection, self.folder)

    def add(
        self,
        path: str | Path,
        *,
        encoding: str | None = None,
        dataset_version: str | None = None,
        published: Day = None,
        origin: Day = None,
        progress: Progress = silent,
        today: Callable[[], date] = _today,
    ) -> Added:
        """Add a file of events to the case.

        Parameters
        ----------
        path : str or Path
            A UCDP GED file of any vintage, or a quadruple folder; the format is detected.
        encoding : str, optional
            Codec of the text, where it is not UTF-8.
        dataset_version : str, optional
            Version, where the file name does not tell it; says that the file is a whole release.
        published : date or str, optional
            The day it came out, where it is not UCDP's usual day.
        origin : date or str, optional
            The day of time 0 of a quadruple folder.
        progress : callable
            Told the step and the share done.
        today : callable
            The clock of the log; answers never depend on it.

        Returns
        -------
        Added
            The account: ``read = kept + dropped``.

        Raises
        ------
        FileError
            If the file cannot be used; the case is as it was.
        CaseReadOnlyError, CaseBusyError
            If the case cannot be written to.
        """
        folders.check_writable(self.folder)
        source = Path(path)
        options = Options(
            encoding, dataset_version, _day(published, "published"), _day(origin, "origin")
        )
        if not exists(source):
            raise FileError(f"'{path}' does not exist", "an existing file", "check the path")
        self._check_tables()
        try:
            with writing(self.folder), tempfile.TemporaryDirectory() as scratch:
                sweep(self.folder / FOLDER)
                return self._add(source, options, Path(scratch), progress, today)
        except (OSError, duckdb.Error) as error:
            raise FileError(
                f"adding '{path}' failed ({str(error).splitlines()[0]})",
                "a readable file, and room on the disk",
                "see to it and add the file again; the case is as it was",
            ) from None

    def _check_tables(self) -> None:
        """Find what is wrong with the case before anything is written to it."""
        read_settings(self.folder)
        load_registry(self.folder)
        load_statements(self.folder)
        load_coverage(self.folder)
        if (self.folder / log.LOG_NAME).is_dir():
            raise CaseDamagedError(
                f"'{self.folder / log.LOG_NAME}' is a folder", "a log file", "move it away"
            )

    def _add(
        self,
        source: Path,
        options: Options,
        scratch: Path,
        progress: Progress,
        today: Callable[[], date],
    ) -> Added:
        progress("looking", 0.0)
        digest = hash_source(source)
        told = [
            str(options.encoding or ""),
            str(options.version or ""),
            str(options.published or ""),
            str(options.origin or ""),
            source.name,
        ]
        name = import_id(digest, told, detect.importer_of(source))
        every = list_imports(self.connection, self.folder)
        same = next((i for i in every if i.import_id == name), None)
        if same:
            self._log(same, today)
            return _nothing_new(source, same, every)
        connection = _connect(scratch)
        try:
            reading = detect.read(Job(source, options, connection, scratch, progress))
            progress("writing", 0.8)
            about = _provenance(source, digest, reading, len(every) + 1)
            made = write_import(self.folder, name, reading.events, about)
            self._log(made, today)
            unresolved = self.snapshot().unresolved_rows(name)
        finally:
            connection.close()
        progress("done", 1.0)
        return Added(source, name, True, about, reading.cleaning, reading.notes, unresolved)

    def _log(self, made: Import, today: Callable[[], date]) -> None:
        """Note an import in the log, unless a writer that was killed came so far."""
        if any(entry.get("import") == made.import_id for entry in log.read(self.folder)):
            return
        about = made.provenance
        log.append(
            self.folder,
            {
                "what": "add",
                "when": today(),
                "who": os.environ.get("USER", ""),
                "import": made.import_id,
                "source": about.source_name,
                "sha256": about.source_hash,
                "dataset": about.dataset,
                "version": about.version,
                "read": about.read,
                "kept": about.kept,
                "dropped": about.dropped,
            },
        )


def _connect(scratch: Path | None = None) -> duckdb.DuckDBPyConnection:
    config: dict[str, Any] = {"memory_limit": _MEMORY}
    if scratch is not None:
        config["temp_directory"] = str(scratch / "spill")
    connection = duckdb.connect(":memory:", config=config)
    # In a Python prompt DuckDB would print a bar of its own, on stdout.
    connection.execute("SET enable_progress_bar = false")
    return connection


def _day(value: Day, name: str) -> date | None:
    """A day as given in Python or text; times of day are cut off."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
        if isinstance(day, datetime):
            day = day.date()
        if day is None or (type(day) is date and 1800 <= day.year <= 2200):
            return day
    except ValueError:
        pass
    raise OptionError(
        f"{name} '{value}' is not a day between 1800 and 2200",
        "a day such as 2021-08-15",
        f"correct {name}",
    )


def _scope(first: Day, last: Day, dataset: str, level: float, seed: int) -> Scope:
    return Scope(_day(first, "from"), _day(last, "to"), dataset, level, seed)


def _provenance(source: Path, digest: str, reading: Reading, sequence: int) -> Provenance:
    first, last = reading.events.dates()
    window, cleaning = reading.window, reading.cleaning
    return Provenance(
        dataset=reading.dataset,
        version=reading.version,
        published=reading.published,
        published_assumed=reading.published_assumed,
        first=first,
        last=last,
        window_first=window.first if window else None,
        window_last=window.last if window else None,
        window_countries=window.countries if window else (),
        countries=tuple(reading.events.countries()),
        source_name=source.name,
        source_hash=digest,
        importer=reading.importer,
        title=reading.title,
        citation=reading.citation,
        licence=reading.licence,
        read=cleaning.read,
        kept=cleaning.kept,
        dropped=dict(cleaning.dropped),
        flagged=dict(cleaning.flagged),
        sequence=sequence,
    )


def _nothing_new(source: Path, same: Import, every: list[Import]) -> Added:
    about = same.provenance
    account = Cleaning(about.read, about.kept, about.dropped, about.flagged, 0)
    newer = [
        i.import_id
        for i in every[every.index(same) + 1 :]
        if i.provenance.dataset == about.dataset and i.provenance.window_first
    ]
    notes = (f"newer releases in the case may replace its rows: {', '.join(newer)}",)
    return Added(source, same.import_id, False, about, account, notes if newer else (), ())
