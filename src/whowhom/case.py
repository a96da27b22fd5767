"""Case: open, add, and the verbs. A thin front over the rooms."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from whowhom.adding import add_file
from whowhom.answers.added import Added
from whowhom.answers.answer import Answer
from whowhom.answers.credit import credit
from whowhom.answers.reported import Reported, Unread
from whowhom.errors import CaseDamagedError, CaseTooLargeError, FileError, OptionError
from whowhom.keeping import Kept, keep_answer, read_ledger
from whowhom.questions.branches import Branches, named_in_scenario, named_in_text
from whowhom.questions.compare import compare
from whowhom.questions.profile import profile
from whowhom.questions.relation import relation
from whowhom.questions.scope import Scope
from whowhom.questions.show import show
from whowhom.snapshot.snapshot import Snapshot, default_as_of, take_snapshot
from whowhom.sources.detect import ATTRIBUTED
from whowhom.sources.source import Options, Progress, silent
from whowhom.store import folder as folders
from whowhom.store.connection import MEMORY_VARIABLE, connect, memory
from whowhom.store.imports import (
    FOLDER,
    Import,
    list_imports,
)
from whowhom.store.models import models_folder
from whowhom.store.reports import FOLDER as REPORTS
from whowhom.store.tables import JOURNAL

if TYPE_CHECKING:
    from whowhom.actors.changes import Change
    from whowhom.answers.changed import Changed
    from whowhom.answers.skill import Skill
    from whowhom.answers.tied import Tied
    from whowhom.export.network import Network
    from whowhom.export.table import Table
    from whowhom.forecasting.fitted import Fitted
    from whowhom.forecasting.record import Record
    from whowhom.questions.likelihood import Case as Asked
    from whowhom.reading.reader import Reader
    from whowhom.snapshot.dataset import Dataset
    from whowhom.sources.fetch.get import Wish
    from whowhom.sources.fetch.manner import Manner

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
            self._connection = connect()
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
        files = [
            *self.folder.glob("*.csv"),
            *self.folder.glob("*.toml"),
            *self.folder.glob(JOURNAL),
        ]
        files += (self.folder / FOLDER).glob("*.parquet")
        files += (self.folder / REPORTS).glob("*.csv")
        return tuple((str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in sorted(files))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn what DuckDB says of a damaged file, or of memory, into an error about the case."""
        try:
            yield
        except duckdb.OutOfMemoryException:
            raise CaseTooLargeError(
                f"reading '{self.folder}' takes more than {memory()} of memory",
                f"more memory by the environment variable {MEMORY_VARIABLE}",
                f"set {MEMORY_VARIABLE}=4GB, or ask of fewer rows (--dataset, --from)",
            ) from None
        except duckdb.Error as error:
            raise CaseDamagedError(
                f"an import of '{self.folder}' cannot be read ({str(error).splitlines()[0]})",
                "files as whowhom add wrote them",
                "add the sources again to a new case",
            ) from None

    def _credited(self, family: Branches | None, answer: Answer) -> Answer:
        """An answer as it leaves the case: what it did about branches, and whom it has to name."""
        demanded: dict[str, list[str]] = {}
        for each in self.imports():
            about = each.provenance
            if about.importer.partition(" ")[0] in ATTRIBUTED:
                demanded.setdefault(about.dataset, []).append(f"{about.citation}.")
        return credit(family.say(answer) if family else answer, demanded)

    def relation(
        self,
        a: str,
        b: str,
        *,
        branches: bool = False,
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
        branches : bool
            Whether acts of the actor's branches count as its own, while they are its branches.
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
            family = Branches(branches, (a, b))
            snapshot = family.read(self.snapshot(as_of, vintage))
            return self._credited(family, relation(snapshot, a, b, scope))

    def profile(
        self,
        actor: str,
        *,
        branches: bool = False,
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
            family = Branches(branches, (actor,))
            return self._credited(
                family, profile(family.read(self.snapshot(as_of, vintage)), actor, scope)
            )

    def forecast(
        self,
        a: str | None = None,
        b: str | None = None,
        *,
        horizon: str | int = "90d",
        branches: bool = False,
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
        branches : bool
            Whether acts of the actor's branches count as its own, while they are its branches.
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
            names = [name for name in (a, b) if name is not None]
            family = Branches(branches, names or None)
            snapshot = family.read(self.snapshot(as_of, vintage))

            def model(counted: "Dataset") -> "tuple[Record, Fitted]":
                return self._model(snapshot, counted, progress)

            return self._credited(family, answer(snapshot, scope, a, b, horizon, model))

    def impact(
        self,
        event: str | date | None = None,
        *,
        on: str | None = None,
        if_: str | None = None,
        horizon: str | int = "90d",
        anticipation: str | int = "30d",
        branches: bool = False,
        as_of: Day = None,
        dataset: str = "",
        level: float = 0.9,
        seed: int = 0,
        vintage: Day = None,
        progress: Progress = silent,
    ) -> Answer:
        """How an event affected an actor; or how an intervention would.

        Parameters
        ----------
        event : str or date, optional
            What happened: a turning event of the case by name, or a day. What came after it is held
            against the forecast made `anticipation` before it.
        on : str
            Any name of the actor whose acts are counted.
        if_ : str, optional
            What is only supposed, instead of `event`: ``scale ACTOR FACTOR [TARGET]``,
            ``add N TYPE SOURCE TARGET``, ``stop ACTOR``; several joined by ``;``.
        horizon : str or int
            Days counted after the event, or ahead; as in `forecast`.
        anticipation : str or int
            Days between the forecast and the event, for events that are foreseen; 0 allowed.
        branches : bool
            Whether acts of the actor's branches count as its own, while they are its branches.
        as_of, dataset, level, seed, vintage
            As in `relation`.
        progress : callable
            Told the step and the share done where models have to be fitted first.

        Returns
        -------
        Answer
            With a `whowhom.answers.impact.Impact`, or a WhatIf of the same module.

        Raises
        ------
        WhowhomError
            One of its kinds: an unknown name, event or option, an intervention that cannot be read,
            or a refusal where the record cannot tell.

        Examples
        --------
        >>> case = Case("afghanistan")
        >>> case.impact("the Doha deal", on="Taliban")
        Traceback (most recent call last):
        ...
        whowhom.errors.RefusalError: ucdp-ged tells of single days from 2021-01-01 on, ...
        """
        from whowhom import __version__
        from whowhom.forecasting.library import earlier_model
        from whowhom.questions import impacts

        text = event.isoformat() if isinstance(event, date) else event
        impacts.check(text, if_, on)
        scope = _scope(None, None, dataset, level, seed)

        def model(snapshot: Snapshot, counted: "Dataset") -> "tuple[Record, Fitted]":
            return self._model(snapshot, counted, progress)

        def earlier(snapshot: Snapshot, record: "Record", until: int) -> "Fitted":
            return earlier_model(self.folder, snapshot, record, until, progress, __version__)

        with self._reading():
            plain = self.snapshot(as_of, vintage)
            family = Branches(branches, (str(on), *named_in_text(plain, if_ or "")))
            snapshot = family.read(plain)
            if if_ is not None:
                return self._credited(
                    family, impacts.of_intervention(snapshot, scope, if_, str(on), horizon, model)
                )
            before = (lambda day: family.read(self.snapshot(day, vintage)), model, earlier)
            spans = (horizon, anticipation)
            found = impacts.of_event(snapshot, scope, str(text), str(on), spans, before)
            return self._credited(family, found)

    def fit(
        self,
        *,
        branches: bool = False,
        as_of: Day = None,
        dataset: str = "",
        vintage: Day = None,
        again: bool = False,
        progress: Progress = silent,
    ) -> Answer:
        """Fit the model that `forecast` asks, and say what it found.

        Parameters
        ----------
        branches : bool
            Whether acts of the actor's branches count as its own, while they are its branches.
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
            family = Branches(branches, None)
            snapshot = family.read(self.snapshot(as_of, vintage))

            def model(counted: "Dataset") -> "tuple[Record, Fitted]":
                return self._model(snapshot, counted, progress, again)

            return self._credited(family, fit(snapshot, scope, model))

    def check(
        self,
        *,
        branches: bool = False,
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
            family = Branches(branches, None)
            snapshot = family.read(self.snapshot(as_of, vintage))
            found = check(snapshot, scope, prior_on(snapshot), progress)
            answer = self._credited(family, found)
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

        Returns an Answer with a `whowhom.answers.shown.Shown`, or for a record of a report with a
        `whowhom.answers.reports.ShownRecord`; raises UnknownIdError where nothing goes by that id
        before `as_of`.

        Examples
        --------
        >>> Case("afghanistan").show("AFC0258").answer.fields["status"]
        'possible'
        """
        from whowhom.intake.reviewing import show as show_record

        with self._reading():
            day = _day(as_of, "as_of")
            told = show_record(self.folder, self.connection, str(id), day)
            return told or self._credited(None, show(self.snapshot(day, vintage), id))

    def compare(
        self,
        actor: str,
        first: str,
        second: str,
        *,
        branches: bool = False,
        as_of: Day = None,
        dataset: str = "",
        level: float = 0.9,
        seed: int = 0,
        vintage: Day = None,
    ) -> Answer:
        """How different an actor is in one period from what it was in another.

        Parameters
        ----------
        actor : str
            Any name, alias or id of an actor.
        first, second : str
            Periods without a day in common, such as ``1996..2001``, ``mid-1990s``, ``now`` or
            ``since the takeover``.
        branches : bool
            Whether acts of the actor's branches count as its own, while they are its branches.
        as_of, dataset, level, seed, vintage
            As in `relation`.

        Returns
        -------
        Answer
            With a `whowhom.answers.compare.Compare`: changed, no change found, or not comparable.

        Raises
        ------
        WhowhomError
            One of its kinds: an unknown name or period, periods that overlap, or a refusal where a
            period holds too few acts.

        Examples
        --------
        >>> case = Case("afghanistan")
        >>> case.compare("Taliban", "mid-1990s", "now", as_of="2021-09-02").answer.verdict
        'not comparable'
        """
        scope = _scope(None, None, dataset, level, seed)
        with self._reading():
            family = Branches(branches, (actor,))
            snapshot = family.read(self.snapshot(as_of, vintage))
            return self._credited(family, compare(snapshot, actor, first, second, scope))

    def presence(
        self,
        actor: str,
        place: str | None = None,
        *,
        branches: bool = False,
        as_of: Day = None,
        dataset: str = "",
        level: float = 0.9,
        seed: int = 0,
        vintage: Day = None,
    ) -> Answer:
        """Whether an actor is still active in a place.

        Parameters
        ----------
        actor : str
            Any name of an actor.
        place : str, optional
            A country or first-level division, such as ``Afghanistan`` or ``AFG/Kabul``; default:
            the case's own place.
        branches : bool
            Whether sightings of the actor's branches count as its own.
        as_of, dataset, level, seed, vintage
            As in `relation`.

        Returns
        -------
        Answer
            With a `whowhom.answers.presence.Presence`.

        Raises
        ------
        WhowhomError
            One of its kinds: an unknown or ambiguous name or place, or a refusal where nothing
            observes the place.

        Examples
        --------
        >>> answer = Case("afghanistan").presence("al-Qaeda", as_of="2021-09-02").answer
        >>> answer.outcome, answer.standings[0].last_seen[1].isoformat()
        ('number', '2020-12-31')
        """
        from whowhom.questions.presence import presence

        scope = _scope(None, None, dataset, level, seed)
        with self._reading():
            found = presence(self.snapshot(as_of, vintage), actor, place, scope, branches)
            return self._credited(None, found)

    def keep(self, answer: Answer, *, today: Callable[[], date] = _today) -> Kept:
        """Keep the probabilities of an answer in the ledger, to be scored when data have told.

        The ledger is ``ledger.jsonl`` of the case, or in the user's cache for a built-in case. It
        only grows; keeping the same answer twice adds nothing.

        Parameters
        ----------
        answer : Answer
            Of this case, with ``claims``.
        today : callable
            The clock of the ledger; scores never depend on it.

        Returns
        -------
        Kept
            Where, how many were added, and how many were there.

        Raises
        ------
        RefusalError
            If the answer gives no probability.
        OptionError
            If it is about another case.
        CaseReadOnlyError, CaseBusyError
            If the ledger cannot be written to.

        Examples
        --------
        >>> import tempfile, whowhom
        >>> case = whowhom.init(tempfile.mkdtemp() + "/mine", "afghanistan")
        >>> answer = case.forecast("Taliban", "ISIS-K", as_of="2021-09-02")
        >>> case.keep(answer).added, case.keep(answer).added
        (5, 0)
        """
        from whowhom import __version__

        with self._reading():
            return keep_answer(self.folder, answer, self.imports(), __version__, today)

    def check_ledger(
        self, *, as_of: Day = None, dataset: str = "", seed: int = 0, vintage: Day = None
    ) -> Answer:
        """What became of the probabilities in the ledger, and of the case's statements: scored.

        Parameters
        ----------
        as_of : date or str, optional
            By what was known before this day; what was kept as of a later one is left out.
        dataset : str, optional
            Only what this dataset resolves.
        seed, vintage
            As in `relation`.

        Returns
        -------
        Answer
            With a `whowhom.answers.ledger.Ledger`.

        Examples
        --------
        >>> answer = Case("afghanistan").check_ledger()
        >>> [s.id for s in answer.answer.statements if s.scored]
        ['AFS043']
        """
        from whowhom.questions.ledger import check_ledger

        scope = _scope(None, None, dataset, 0.9, seed)
        with self._reading():
            snapshot = self.snapshot(as_of, vintage)
            found = check_ledger(snapshot, *read_ledger(self.folder), scope)
            return self._credited(None, found)

    def likelihood(
        self,
        scenario: str | Path,
        *,
        horizon: str | int = "",
        branches: bool = False,
        as_of: Day = None,
        dataset: str = "",
        level: float = 0.9,
        seed: int = 0,
        vintage: Day = None,
        backtest: bool = False,
        progress: Progress = silent,
    ) -> Answer:
        """How likely a scenario is.

        Parameters
        ----------
        scenario : str or Path
            The name of one in the case's ``scenarios``, the path of a ``.toml`` file, or a line
            such as ``"ISIS-K * deadliest >= 25 within 90d"`` (see `whowhom.events.line`).
        horizon : str or int
            As in `forecast`; default: the scenario's own, else its longest window, else 90 days.
        branches : bool
            Whether acts of the actor's branches count as its own, while they are its branches.
        as_of, dataset, level, seed, vintage, progress
            As in `forecast`.
        backtest : bool
            State the scenario on past days too, each from what was known then, and score that;
            takes a fit for every year of the record.

        Returns
        -------
        Answer
            With a `whowhom.answers.likelihood.Likelihood`.

        Raises
        ------
        WhowhomError
            One of its kinds: a scenario that cannot be read or contradicts itself, an unknown name,
            days that are past or too far ahead, or what the dataset cannot tell of.

        Examples
        --------
        >>> Case("afghanistan").likelihood("ISIS-K Taliban and not ISIS-K Taliban within 30d")
        Traceback (most recent call last):
        whowhom.errors.RefusalError: the scenario contradicts itself: ...
        """
        from whowhom.questions.likelihood import likelihood
        from whowhom.store.scenarios import find

        scope = _scope(None, None, dataset, level, seed)
        stated = find(self.folder, str(scenario))
        with self._reading():
            plain = self.snapshot(as_of, vintage)
            family = Branches(branches, named_in_scenario(plain, stated.stated))
            snapshot = family.read(plain)

            def model(counted: "Dataset") -> "tuple[Record, Fitted]":
                return self._model(snapshot, counted, progress)

            def tried(asked: "Asked") -> "Skill":
                from whowhom.forecasting.library import prior_on
                from whowhom.questions.hindsight import hindsight

                priors, days = prior_on(snapshot), asked.outlook.ahead.days
                seen = hindsight(asked.outlook, asked.clause, asked.fitted, priors, progress)
                return seen.skill(days)

            found = likelihood(
                snapshot, scope, stated, str(horizon), model, tried if backtest else None
            )
            return self._credited(family, found)

    def ask(
        self,
        question: str,
        *,
        branches: bool = False,
        as_of: Day = None,
        call_only: bool = False,
        dataset: str = "",
        level: float = 0.9,
        seed: int = 0,
        vintage: Day = None,
        progress: Progress = silent,
    ) -> Answer:
        """A question in plain English, answered by one call of one of the other verbs.

        Parameters
        ----------
        question : str
            English, at most 1,000 characters.
        call_only : bool
            Say which call would be made, without making it.
        branches : bool
            Whether acts of the actor's branches count as its own, while they are its branches.
        as_of, dataset, level, seed, vintage
            As in `relation`, handed on to the verb as far as it takes them.
        progress : callable
            Told the step and the share done where a model has to be fitted first.

        Returns
        -------
        Answer
            The verb's own, with the text as ``asked`` and the ``call`` made in its question. With
            status ``unsure`` or ``refused``, or with `call_only`, an Answer of the verb ``ask``
            with a `whowhom.answers.ask.Ask`.

        Raises
        ------
        WhowhomError
            Of the verb called.

        Examples
        --------
        >>> case = Case("afghanistan")
        >>> answer = case.ask("How do the Taliban and ISIS-K get along?", as_of="2021-12-01")
        >>> answer.verb, answer.question["call"]
        ('relation', 'whowhom relation Taliban ISIS-K --case afghanistan --as-of 2021-12-01')
        >>> case.ask("Who leads the Taliban?").status
        'refused'
        """
        from whowhom.questions.ask import asked

        options = {
            "as_of": as_of,
            "branches": branches,
            "dataset": dataset,
            "level": level,
            "seed": seed,
            "vintage": vintage,
            "progress": progress,
        }
        with self._reading():
            snapshot = self.snapshot(as_of, vintage)
            name = folders.shown(self.folder)
            given = as_of is not None
            return asked(snapshot, question, name, given, None if call_only else self, options)

    def actors(
        self,
        find: str | None = None,
        *,
        unresolved: bool = False,
        limit: int | None = 50,
        as_of: Day = None,
        vintage: Day = None,
    ) -> Answer:
        """Who is known here; whom a text may name; or which names in the data nobody knows.

        Parameters
        ----------
        find : str, optional
            A name, or something like it.
        unresolved : bool
            List the names that no alias knows, with suggestions, in place of the actors.
        limit : int or None
            At most so many of these names; None for all.
        as_of, vintage
            As in `relation`.

        Returns
        -------
        Answer
            With an Actors, Findings or Unknowns of `whowhom.answers.actors`.

        Raises
        ------
        UnknownActorError
            If nothing is like the text.

        Examples
        --------
        >>> found = Case("afghanistan").actors("Talibn").answer.found
        >>> found[0].party.name, found[0].how
        ('Taliban', 'near')
        """
        from whowhom.questions.actors import find_actors, list_actors, list_unresolved

        with self._reading():
            snapshot = self.snapshot(as_of, vintage)
            if unresolved:
                return self._credited(None, list_unresolved(snapshot, limit))
            found = list_actors(snapshot) if find is None else find_actors(snapshot, find)
            return self._credited(None, found)

    def change_actors(self, change: "Change", *, today: Callable[[], date] = _today) -> "Changed":
        """Change who is who: a new actor, alias or tie, a merge, a split, or the last one undone.

        Only the tables of the case change, and its log; no import is touched. The next question is
        answered with it.

        Parameters
        ----------
        change : Change
            One of `whowhom.actors.changes`: NewActor, NewAlias, NewTie, Merge, Split, Undo.
        today : callable
            The clock of the log.

        Returns
        -------
        Changed
            What was done, and how many rows are read otherwise since.

        Raises
        ------
        UnknownActorError
            If a name means nobody.
        OptionError, RefusalError
            If the change makes no sense here; the case is as it was.
        CaseReadOnlyError, CaseBusyError
            If the case cannot be written to.

        Examples
        --------
        >>> import tempfile, whowhom
        >>> from whowhom.actors.changes import NewAlias, Undo
        >>> case = whowhom.init(tempfile.mkdtemp() + "/mine", "afghanistan")
        >>> case.change_actors(NewAlias("the students", "Taliban")).headline
        "'the students' means Taliban"
        >>> case.change_actors(Undo()).headline
        "undone: 'the students' means Taliban"
        """
        from whowhom.changing import change_and_tell

        with self._reading():
            return change_and_tell(self.folder, change, self.snapshot, today())

    def agreement(
        self,
        a: str,
        b: str,
        *,
        branches: bool = False,
        as_of: Day = None,
        first: Day = None,
        last: Day = None,
        dataset: str = "",
        level: float = 0.9,
        seed: int = 0,
        vintage: Day = None,
    ) -> Answer:
        """How far datasets tell the same of A and B; nothing is merged.

        Takes the options of `relation` (`dataset`: only comparisons with this one); returns an
        Answer with a `whowhom.answers.agreement.Agreement`, and raises the same errors, and
        RefusalError where fewer than two datasets tell of the pair.

        Examples
        --------
        >>> found = Case("afghanistan").agreement("Taliban", "ISIS-K", as_of="2022-01-01").answer
        >>> [t.dataset for t in found.told], len(found.comparisons)
        (['ucdp-ged', 'chronicle'], 1)
        """
        from whowhom.questions.agreement import agreement

        scope = _scope(first, last, dataset, level, seed)
        with self._reading():
            family = Branches(branches, (a, b))
            snapshot = family.read(self.snapshot(as_of, vintage))
            return self._credited(family, agreement(snapshot, a, b, scope))

    def check_coverage(
        self,
        *,
        as_of: Day = None,
        dataset: str = "",
        seed: int = 0,
        vintage: Day = None,
    ) -> Answer:
        """Where the datasets of the case start, thin, stop or change their rules.

        Takes the options of `relation`; returns an Answer with a
        `whowhom.answers.coverage.Coverages`, and raises the same errors.

        Examples
        --------
        >>> found = Case("afghanistan").check_coverage(dataset="ucdp-ged").answer.datasets[0]
        >>> [s.kind for s in found.shown][:1], found.known[0].first.year
        (['starts'], 1989)
        """
        from whowhom.questions.coverage import coverage

        scope = _scope(None, None, dataset, 0.9, seed)
        with self._reading():
            return self._credited(None, coverage(self.snapshot(as_of, vintage), scope))

    def export_panel(
        self,
        unit: str = "dyad-month",
        *,
        since: Day = None,
        until: Day = None,
        dataset: str = "",
        actors: Sequence[str] = (),
        among: bool = False,
        directed: bool = False,
        as_of: Day = None,
        vintage: Day = None,
    ) -> "Table":
        """A row for every unit and period, zeros told from what was not observed.

        Parameters
        ----------
        unit : str
            ``dyad-month``, ``dyad-year``, ``actor-month``, ``actor-year``, ``grid-month`` or
            ``grid-year`` (cells of PRIO-GRID).
        since, until : date or str, optional
            Any day in the first and last period; default: all that the dataset observes.
        dataset : str, optional
            The one counted; as in `relation`.
        actors : sequence of str
            Only units with one of them; all if empty.
        among : bool
            Only pairs of these actors, those without a row too.
        directed : bool
            Ordered pairs, and a unit of its own for acts without a recorded direction.
        as_of, vintage
            As in `relation`.

        Returns
        -------
        whowhom.export.table.Table
            ``write("panel.csv")``, ``to_pandas()``, ``to_polars()``, ``to_arrow()``, or
            ``to_frame()`` for whichever is installed.

        Raises
        ------
        WhowhomError
            One of its kinds: an unknown name or option, a damaged case, or a refusal where the
            dataset is no sample or the panel too large.

        Examples
        --------
        >>> case = Case("afghanistan")
        >>> table = case.export_panel("dyad-year", actors=["Taliban", "ISIS-K"], among=True)
        >>> [(r["year"], r["acts"], r["observed"]) for r in table.rows()][-3:]
        [(2020, 1, 1), (2021, 66, 1), (2022, 3, 0)]
        """
        from whowhom.export.ask import Ask
        from whowhom.export.panel import panel

        ask = Ask(unit, directed, _names(actors), among)
        scope = _scope(since, until, dataset, 0.9, 0)
        with self._reading():
            return panel(self.snapshot(as_of, vintage), scope, ask)

    def export_events(
        self,
        *,
        since: Day = None,
        until: Day = None,
        dataset: str = "",
        actors: Sequence[str] = (),
        as_of: Day = None,
        vintage: Day = None,
    ) -> "Table":
        """The rows themselves, with actors resolved and the PRIO-GRID cell of each.

        Takes the options of `export_panel`; `dataset` empty means all, which are not to be added
        up. Returns a `whowhom.export.table.Table` and raises the same errors.
        """
        from whowhom.export.events import events

        scope = _scope(since, until, dataset, 0.9, 0)
        with self._reading():
            return events(self.snapshot(as_of, vintage), scope, _names(actors))

    def export_exposure(
        self,
        *,
        since: Day = None,
        until: Day = None,
        dataset: str = "",
        as_of: Day = None,
        vintage: Day = None,
    ) -> "Table":
        """Reporting volume per dataset and month, in the columns of a case's coverage.csv.

        Takes the options of `export_panel`; returns a `whowhom.export.table.Table` and raises the
        same errors.
        """
        from whowhom.export.exposure import exposure

        scope = _scope(since, until, dataset, 0.9, 0)
        with self._reading():
            return exposure(self.snapshot(as_of, vintage), scope)

    def export_network(
        self,
        *,
        since: Day = None,
        until: Day = None,
        dataset: str = "",
        actors: Sequence[str] = (),
        directed: bool = False,
        as_of: Day = None,
        vintage: Day = None,
    ) -> "Network":
        """Actors and what passed between them: ``write("net.gexf")`` or ``.graphml``.

        Takes the options of `export_panel`; with `directed` edges go from source to target and acts
        without a direction are left out. Returns a `whowhom.export.network.Network` and raises the
        same errors.

        Examples
        --------
        >>> Case("afghanistan").export_network(since="2021-01-01", until="2021-12-31")
        <Network of 13 actors, 13 edges: ucdp-ged, 2021-01-01 to 2021-12-31>
        """
        from whowhom.export.network import network

        scope = _scope(since, until, dataset, 0.9, 0)
        with self._reading():
            return network(self.snapshot(as_of, vintage), scope, _names(actors), directed)

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
        mapping: str | Path | None = None,
        date_order: str | None = None,
        day: Day = None,
        outlet: str = "",
        title: str = "",
        grade: str = "",
        reader: "Reader | None" = None,
        progress: Progress = silent,
        today: Callable[[], date] = _today,
    ) -> "Added | Tied | Reported":
        """Add a file of events, or of ties, or a report to the case.

        Parameters
        ----------
        path : str or Path
            A file of UCDP GED, ICEWS, POLECAT, GDELT, KEDS, ACLED or TGB, zipped or not, or a
            quadruple folder: the format is detected. Any other table with a mapping. Or a report:
            HTML, PDF, Markdown or text.
        encoding : str, optional
            Codec of the text, where it is not UTF-8.
        dataset_version : str, optional
            Version, where the file name does not tell it; says that the file is a whole release.
        published : date or str, optional
            The day it came out, where it is not UCDP's usual day.
        origin : date or str, optional
            The day of time 0 of a quadruple folder.
        mapping : str or Path, optional
            A TOML file that says what the columns of the table mean.
        date_order : {'dmy', 'mdy'}, optional
            What comes first in dates such as 03/04/2021.
        day, outlet, title, grade, reader
            Of a report; see `add_reports`.
        progress : callable
            Told the step and the share done.
        today : callable
            The clock of the log; answers never depend on it.

        Returns
        -------
        Added, Tied or Reported
            The account: ``read = kept + dropped``. Ties (UCDP External Support and actor list,
            militant alliances) go into the tables, as an edit that `change_actors` can undo.

        Raises
        ------
        FileError
            If the file cannot be used; the case is as it was.
        CaseReadOnlyError, CaseBusyError
            If the case cannot be written to.
        """
        options = Options(
            encoding,
            dataset_version,
            _day(published, "published"),
            _day(origin, "origin"),
            Path(mapping) if mapping else None,
            date_order,
        )
        if date_order not in (None, "dmy", "mdy"):
            raise OptionError(f"date order '{date_order}' is unknown", "dmy or mdy", "correct it")

        if mapping is None:
            from whowhom.intake.recognising import is_report
            from whowhom.tying import add_ties

            if is_report(Path(path)):
                (found,) = self.add_reports(
                    [path],
                    day=day,
                    outlet=outlet,
                    title=title,
                    grade=grade,
                    reader=reader,
                    progress=progress,
                    today=today,
                )
                if isinstance(found, Unread):
                    raise FileError(found.why)
                return found
            tied = add_ties(self.folder, Path(path), encoding, today)
            if tied:
                return tied

        def unresolved(import_id: str) -> tuple[tuple[str, int], ...]:
            return self.snapshot().unresolved_rows(import_id)

        return add_file(
            self.folder, self.connection, Path(path), options, progress, today, unresolved
        )

    def add_reports(
        self,
        paths: Sequence[str | Path],
        *,
        day: Day = None,
        outlet: str = "",
        title: str = "",
        grade: str = "",
        reader: "Reader | None" = None,
        progress: Progress = silent,
        today: Callable[[], date] = _today,
    ) -> "list[Reported | Unread]":
        """Read reports and add them to the case; a bad one never stops the others.

        Parameters
        ----------
        paths : sequence of str or Path
            Articles, interviews and reports as HTML, PDF, Markdown or text.
        day : date or str, optional
            When they were published. Without it their events have no day and are not counted.
        outlet, title : str
            Who published them, under which title, where they do not say.
        grade : str
            Reliability of the source by the Admiralty code, ``A`` to ``F``.
        reader : whowhom.reading.reader.Reader, optional
            What takes the records; default: the one that comes with whowhom.
        progress : callable
            Told the file and the share done.
        today : callable
            The clock of the log.

        Returns
        -------
        list of Reported or Unread
            The account of each file, in order. What is in the case already is left as it is, so
            that an interrupted run goes on where it stopped.

        Raises
        ------
        OptionError
            If a grade or day is none.
        MissingExtraError
            If the packages that reading takes are not installed.
        CaseReadOnlyError, CaseBusyError
            If the case cannot be written to.

        Examples
        --------
        >>> import tempfile, whowhom
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "a.txt").write_text("The Taliban attacked ISIS-K on 1 August 2021.")
        >>> case = whowhom.init(folder / "mine", "afghanistan")
        >>> for found in case.add_reports([folder / "a.txt", folder / "b.pdf"], day="2021-08-03"):
        ...     print(type(found).__name__, found.path.name)
        Reported a.txt
        Unread b.pdf
        >>> line = case.review(kind="event").answer.queue[0]
        >>> line.quote, line.sides["target"]["read_as"]
        ('The Taliban attacked ISIS-K on 1 August 2021.', 'ISISK')
        >>> case.decide("correct", line.id, fields={"day": "2021-08-01", "place": "Kunar"})
        1
        >>> print(case.show(line.id).answer.headline)
        Taliban -> ISIS-K: ASSAULT, 2021-08-01, Kunar (happened)
        """
        from whowhom.intake.adding import Told, add_reports
        from whowhom.reading.documents import read_document

        told = Told(_day(day, "date"), outlet, title, grade.upper())
        files = [Path(path) for path in paths]
        chosen = reader or _embedded()
        with self._reading():
            return list(
                add_reports(
                    self.folder,
                    self.connection,
                    files,
                    told,
                    chosen,
                    read_document,
                    progress,
                    today,
                )
            )

    def read(
        self,
        paths: str | Path | Sequence[str | Path],
        *,
        day: Day = None,
        outlet: str = "",
        title: str = "",
        grade: str = "",
        reader: "Reader | None" = None,
        progress: Progress = silent,
    ) -> Answer:
        """What would be added of reports; nothing is changed.

        Takes a path or several and the options of `add_reports`; returns an Answer with a
        `whowhom.answers.reports.Read`, and raises FileError where none can be read.

        Examples
        --------
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "a.txt"
        >>> _ = path.write_text("The Taliban will probably strike ISIS-K again, officials said.")
        >>> found = Case("afghanistan").read(path, day="2021-08-03").answer.readings[0]
        >>> [(r.status, r.speakers) for r in found.records if r.kind == "likelihood"]
        [('possible', ('officials',))]
        """
        from whowhom.intake.adding import Told
        from whowhom.intake.reviewing import read
        from whowhom.reading.documents import read_document

        told = Told(_day(day, "date"), outlet, title, grade.upper())
        files = [Path(p) for p in ([paths] if isinstance(paths, str | Path) else paths)]
        chosen = reader or _embedded()
        return read(self.folder, files, told, chosen, read_document, progress)

    def review(
        self,
        *,
        report: str = "",
        kind: str = "",
        below: float = 1.01,
        order: str = "text",
        limit: int | None = 50,
    ) -> Answer:
        """What reports say that nobody has accepted, corrected or rejected yet.

        Parameters
        ----------
        report : str
            Id of one report; default: all.
        kind : {'event', 'relation', 'claim', 'likelihood', 'cause'}
            Only records of this kind.
        below : float
            Only those of a lower confidence.
        order : {'text', 'confidence'}
            As they stand, or least sure first.
        limit : int or None
            At most so many; None for all.

        Returns
        -------
        Answer
            With a `whowhom.answers.reports.Review`.

        Raises
        ------
        OptionError
            If there is no such report, kind or order.
        """
        from whowhom.intake.reviewing import review
        from whowhom.questions.reports import Wanted

        return review(self.folder, Wanted(report, kind, below, order, limit))

    def decide(
        self,
        what: str,
        *records: str,
        fields: Mapping[str, str] | None = None,
        credibility: str = "",
        who: str = "",
        when: str = "",
    ) -> int:
        """Accept, correct or reject records of reports; remembered in the case.

        Parameters
        ----------
        what : {'accept', 'correct', 'reject', 'reopen', 'grade'}
            ``reopen`` takes an earlier decision back; ``grade`` only grades.
        records : str
            Ids of records, as `review` gives them.
        fields : Mapping of str to str, optional
            Of a correction: field to its right value; empty for none.
        credibility : str
            Of the item by the Admiralty code, ``1`` to ``6``.
        who, when : str
            By whom and on which day: kept as told.

        Returns
        -------
        int
            Records decided.

        Raises
        ------
        UnknownIdError, OptionError
            If there is no such record, or it cannot be corrected so; nothing is remembered then.
        CaseReadOnlyError, CaseBusyError
            If the case cannot be written to.
        """
        from whowhom.intake.deciding import Decision, decide

        decision = Decision(what, records, fields or {}, credibility, who, when)
        with self._reading():
            return decide(self.folder, self.connection, [decision])

    def note_decision(
        self,
        what: str,
        record: str,
        *,
        fields: Mapping[str, str] | None = None,
        who: str = "",
        when: str = "",
    ) -> None:
        """As `decide`, of one record of many: call `settle_reports` after the last."""
        from whowhom.intake.deciding import Decision, note

        note(self.folder, [Decision(what, (record,), fields or {}, "", who, when)])

    def settle_reports(self) -> None:
        """Put together anew what follows from reports and decisions: rows, statements, ties."""
        from whowhom.intake.deciding import settle

        with self._reading():
            settle(self.folder, self.connection)

    def get(
        self,
        wish: "Wish",
        *,
        published: Day = None,
        manner: "Manner | None" = None,
        say: Callable[[str], None] = print,
        progress: Progress = silent,
        today: Callable[[], date] = _today,
    ) -> "Added | Tied":
        """Get a release of UCDP and add it: with `whowhom get`, the only use of the network.

        Parameters
        ----------
        wish : whowhom.sources.fetch.get.Wish
            Which release, and from where; or a file of the user's.
        published : date or str, optional
            The day it came out; default: UCDP's usual day for the version, or the day on which the
            file was first seen here if that was earlier.
        manner : whowhom.sources.fetch.manner.Manner, optional
            Patience and limits of the download.
        say : callable
            Told what will be fetched and from where before the network is asked, then what came.
        progress, today
            As in `add`.

        Returns
        -------
        Added or Tied
            As `add` returns it; Tied for the list of actors.

        Raises
        ------
        FetchError
            If the release cannot be had; the case is as it was.
        WhowhomError
            What `add` raises, and an OptionError for a version that UCDP does not number so.
        """
        from whowhom.sources.fetch.get import fetch
        from whowhom.sources.fetch.manner import Manner

        # Before anything is fetched in vain.
        folders.check_writable(self.folder)
        day = _day(published, "published")
        got = fetch(wish, manner or Manner(), today, say, progress)
        if wish.actors:
            added = self.add(got.path, today=today)
        else:
            added = self.add(
                got.path,
                dataset_version=got.wanted.version,
                published=day or got.wanted.published(got.record.day),
                progress=progress,
                today=today,
            )
        if isinstance(added, Reported):  # what UCDP publishes is a table
            raise FileError(f"'{got.path}' is no table", "a release of UCDP", "get it again")
        return added


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


def _embedded() -> "Reader":
    from whowhom.reading.embedded import embedded_reader

    return embedded_reader()


def _scope(first: Day, last: Day, dataset: str, level: float, seed: int) -> Scope:
    return Scope(_day(first, "from"), _day(last, "to"), dataset, level, seed)


def _names(actors: Sequence[str]) -> tuple[str, ...]:
    """Names given as a sequence; one alone may come as text."""
    return (actors,) if isinstance(actors, str) else tuple(actors)
