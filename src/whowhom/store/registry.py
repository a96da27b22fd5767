"""Registry, statements and coverage from the tables of a case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from whowhom.actors.actor import KINDS, Actor
from whowhom.actors.alias import Alias
from whowhom.actors.period import Period, read_period
from whowhom.actors.registry import Registry
from whowhom.actors.statement import Resolution, Statement
from whowhom.actors.tie import TIE_KINDS, Tie
from whowhom.errors import CaseDamagedError
from whowhom.events.coverage import Coverage
from whowhom.store.reports import DATASET, FOLDER
from whowhom.store.tables import Row, read_table

_T = TypeVar("_T")


def load_registry(folder: Path) -> Registry:
    """Registry of a case; raises CaseDamagedError naming the table and line at fault."""
    actors = _each(folder, "actors", _actor)
    aliases = _each(folder, "aliases", _alias)
    ties = _each(folder, "ties", _tie)
    try:
        return Registry(tuple(actors), tuple(aliases), tuple(ties))
    except ValueError as error:
        raise CaseDamagedError(
            f"the actor tables of '{folder}' disagree: {error}", then="correct the CSV tables"
        ) from None


def load_statements(folder: Path) -> tuple[Statement, ...]:
    """Statements of a case."""
    return tuple(_each(folder, "statements", _statement))


def with_told_ties(folder: Path, registry: Registry) -> Registry:
    """The registry with the ties that reports of the case tell and a reviewer has accepted.

    They name their ends as the report does: who is meant is found here, and a tie one of whose ends
    nobody knows is left out.
    """
    held = {tie.tie_id for tie in registry.ties}
    found = []
    for tie in _told(folder, "ties", _tie):
        day = tie.known_from or date.max
        ends = [registry.resolve(name, DATASET, None, day) for name in (tie.source, tie.target)]
        if ends[0] and ends[1] and ends[0] != ends[1] and tie.tie_id not in held:
            found.append(replace(tie, source=ends[0], target=ends[1]))
    return replace(registry, ties=(*registry.ties, *found)) if found else registry


def load_told_statements(folder: Path, registry: Registry) -> tuple[Statement, ...]:
    """Likelihoods that speakers in reports of the case state; a side nobody knows stays a name."""
    found = []
    for each in _told(folder, "statements", _statement):
        ends = [
            registry.resolve(name, DATASET, None, each.date) or name
            for name in (each.subject, each.object)
        ]
        found.append(replace(each, subject=ends[0], object=ends[1]))
    return tuple(found)


def _told(folder: Path, name: str, build: Callable[[Row], _T]) -> list[_T]:
    """Rows of a table that was derived from the reports; none where there is no such table."""
    where = folder / FOLDER
    return _each(where, name, build) if (where / f"{name}.csv").exists() else []


def load_resolutions(folder: Path) -> tuple[Resolution, ...]:
    """How statements are resolved; none where the case does not say."""
    return tuple(_each(folder, "resolutions", _resolution))


def load_coverage(folder: Path) -> tuple[Coverage, ...]:
    """Coverage that the case states; imports add their own."""
    return tuple(_each(folder, "coverage", _coverage))


def _each(folder: Path, name: str, build: Callable[[Row], _T]) -> list[_T]:
    built = []
    for line, row in enumerate(read_table(folder, name), start=2):
        try:
            built.append(build(row))
        except ValueError as error:
            raise CaseDamagedError(
                f"'{folder / name}.csv' line {line}: {error}", then="correct that line"
            ) from None
    return built


def _period(row: Row) -> Period:
    return read_period(row["valid_from"], row["valid_to"])


def _actor(row: Row) -> Actor:
    _must(row, "actor_id")
    _one_of(row["kind"], KINDS)
    return Actor(
        row["actor_id"],
        row["name"] or row["actor_id"],
        row["kind"],
        _period(row),
        row["note"],
        row["citation"],
    )


def _alias(row: Row) -> Alias:
    _must(row, "alias", "actor_id")
    return Alias(
        row["alias"], row["actor_id"], row["dataset"], row["country"], _period(row), row["note"]
    )


def _tie(row: Row) -> Tie:
    _must(row, "tie_id", "source", "target")
    _one_of(row["kind"], TIE_KINDS)
    return Tie(
        row["tie_id"],
        row["source"],
        row["target"],
        row["kind"],
        _period(row),
        date.fromisoformat(row["known_from"]) if row["known_from"] else None,
        date.fromisoformat(row["told_from"]) if row["told_from"] else None,
        row["note"],
        row["citation"],
        row["doubt"],
    )


def _statement(row: Row) -> Statement:
    _must(row, "statement_id", "date")
    return Statement(
        row["statement_id"],
        date.fromisoformat(row["date"]),
        row["date_precision"],
        row["speaker"],
        row["affiliation"],
        row["subject"],
        row["object"],
        row["statement"],
        row["likelihood_word"],
        row["horizon"],
        row["outcome"],
        date.fromisoformat(row["outcome_known_from"]) if row["outcome_known_from"] else None,
        row["citation"],
        row["doubt"],
    )


_BY = ("rows", "outcome", "none")
_HAPPENED = {"yes": True, "no": False, "": None}


def _resolution(row: Row) -> Resolution:
    _must(row, "statement_id", "by")
    _one_of(row["by"], _BY)
    _one_of(row["happened"], tuple(_HAPPENED))
    if row["by"] == "rows":
        _must(row, "dataset", "condition")
    if row["by"] == "outcome":
        _must(row, "happened")
    if row["by"] == "none" or not row["word"]:
        _must(row, "reason")
    return Resolution(
        row["statement_id"],
        row["by"],
        row["dataset"],
        row["condition"],
        _HAPPENED[row["happened"]],
        row["word"],
        row["reason"],
    )


def _coverage(row: Row) -> Coverage:
    _must(row, "dataset", "first", "last")
    return Coverage(
        row["dataset"],
        date.fromisoformat(row["first"]),
        date.fromisoformat(row["last"]),
        row["country"],
        row["dyad_class"],
        row["resolution"] or "day",
        int(row["events"]) if row["events"] else None,
        int(row["fatalities"]) if row["fatalities"] else None,
        row["note"],
        row["citation"],
    )


def _must(row: Row, *columns: str) -> None:
    empty = [column for column in columns if not row[column]]
    if empty:
        raise ValueError(f"{', '.join(empty)} is empty")


def _one_of(value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"'{value}' is not one of {', '.join(allowed)}")
