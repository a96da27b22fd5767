"""The columns of a panel: their names, types, units and meaning."""

from typing import Final

from whowhom.export.ask import Ask
from whowhom.export.table import Field
from whowhom.ontology.quad import QUADS

DEATHS: Final = ("deaths_low", "deaths_best", "deaths_high")
"""Columns that count deaths; the others count acts."""


def prefixes(ask: Ask) -> tuple[tuple[str, str], ...]:
    """Names of the sides in the columns, and where a unit keeps them."""
    if ask.kind == "actor":
        return (("actor", "one"),)
    return (
        (("source", "one"), ("target", "other")) if ask.directed else (("a", "one"), ("b", "other"))
    )


def snake(name: str) -> str:
    """A name as a column has it."""
    return name.replace(" ", "_")


def row_is(ask: Ask) -> str:
    """What a row of the panel stands for."""
    unit = {"dyad": "a pair of actors", "actor": "an actor", "grid": "a cell of PRIO-GRID"}[
        ask.kind
    ]
    if ask.directed:
        unit = "an ordered pair of actors (directed = 1), or a pair's acts without direction (0),"
    return f"{unit} in a {ask.by}"


def fields(ask: Ask, counted: tuple[str, ...]) -> tuple[Field, ...]:
    """All columns of a panel in order; `counted` are those with figures."""
    found = [
        Field("dataset", "VARCHAR", "", "the dataset counted; never add up two of them", "case"),
        Field("period", "VARCHAR", "", "the month (YYYY-MM) or year", "calendar"),
        Field("year", "INTEGER", "", "year", "calendar"),
    ]
    if ask.by == "month":
        found.append(Field("month", "INTEGER", "", "month, 1 to 12", "calendar"))
    found += [
        Field("first", "DATE", "", "first day of the period", "calendar"),
        Field("last", "DATE", "", "last day of the period", "calendar"),
    ]
    if ask.kind == "grid":
        found += _grid_fields()
    for prefix, _ in () if ask.kind == "grid" else prefixes(ask):
        found += _actor_fields(prefix)
    if ask.directed:
        meaning = "1: acts of source on target; 0: acts of the pair whose direction nobody recorded"
        found.append(Field("directed", "TINYINT", "", meaning, "dataset"))
    found += [
        Field(
            "observed",
            "TINYINT",
            "",
            "1 if the dataset observed every day of the period on which the unit existed",
            "coverage",
        ),
        Field(
            "days", "INTEGER", "days", "days of the period on which the unit existed", "registry"
        ),
        Field("days_observed", "INTEGER", "days", "those of them that were observed", "coverage"),
    ]
    drop = _left_out(ask)
    return (*found, *(_counted_field(n, ask) for n in counted if n not in drop))


def _left_out(ask: Ask) -> tuple[str, ...]:
    if ask.kind == "grid" or ask.directed:
        return ("acts_out", "acts_in", "acts_undirected")
    return ()


def _grid_fields() -> list[Field]:
    where = "PRIO-GRID (Tollefsen et al. 2012)"
    return [
        Field("gid", "INTEGER", "", "number of the cell", where),
        Field("cell_lat", "DOUBLE", "degrees north", "middle of the cell", where),
        Field("cell_lon", "DOUBLE", "degrees east", "middle of the cell", where),
        Field("country_iso", "VARCHAR", "", "country of most of its acts, alpha-3", "ISO 3166-1"),
    ]


def _actor_fields(prefix: str) -> list[Field]:
    who = {"a": "first actor", "b": "second actor", "source": "who acts", "target": "on whom"}
    said = who.get(prefix, "the actor")
    gw = "Gleditsch and Ward 1999, on the last day of the period"
    return [
        Field(f"{prefix}_id", "VARCHAR", "", f"{said}: id", "registry of the case"),
        Field(f"{prefix}_name", "VARCHAR", "", f"{said}: name", "registry of the case"),
        Field(f"{prefix}_kind", "VARCHAR", "", f"{said}: kind", "registry of the case"),
        Field(f"{prefix}_iso", "VARCHAR", "", "alpha-3, states only", "ISO 3166-1"),
        Field(f"{prefix}_gw", "INTEGER", "", "Gleditsch-Ward number, states only", gw),
        Field(f"{prefix}_cow", "INTEGER", "", "COW number, states only", "COW state list v2016"),
    ]


_SAID: Final = {
    "acts": "all acts, each once",
    "no_class": "acts without a class (statements)",
    "no_type": "acts that PLOVER has no type for",
    "deaths_low": "lowest credible deaths",
    "deaths_best": "best estimate of deaths",
    "deaths_high": "highest credible deaths",
    "deaths_unknown": "acts whose deaths the dataset does not give; not in the deaths",
    "acts_undirected": "acts whose direction is not recorded",
}
_ROLES: Final = {
    "dyad": {"acts_out": "acts of a on b", "acts_in": "acts of b on a"},
    "actor": {"acts_out": "acts by the actor", "acts_in": "acts on the actor"},
}


def _counted_field(name: str, ask: Ask) -> Field:
    said = _SAID.get(name) or _ROLES.get(ask.kind, {}).get(name)
    unit = "deaths" if name in DEATHS else "acts"
    source = "dataset"
    if said is None and name in {snake(q) for q in QUADS.values()}:
        said, source = f"acts of {name.replace('_', ' ')}", "dataset or PLOVER type"
    if said is None:
        said, source = f"acts of PLOVER type {name.upper()}", "crosswalk to PLOVER 2.0"
    return Field(name, "INTEGER", unit, said, source)
