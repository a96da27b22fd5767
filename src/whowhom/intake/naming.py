"""Naming: how a side of a record is written in a row, to be read as the reader meant it."""

from datetime import date

from whowhom.actors.registry import Registry
from whowhom.reading.records import Party
from whowhom.store.reports import DATASET


def written(party: Party, registry: Registry, country: str | None, day: date) -> str:
    """The name of a side, as the report has it; the actor's own where that would be misread.

    Rows are read by their name, country and day alone, while the reader had the whole text: "IS" in
    an article about Afghanistan is ISIS-K even in a sentence that names no place.

    Parameters
    ----------
    party : Party
        The side.
    registry : Registry
        Who is known.
    country : str or None
        Of the row.
    day : date
        Of the row.
    """
    meant = party.actor_id
    if meant is None or not registry.has(meant):
        return party.name
    for name in (party.name, registry.actor(meant).name, meant):
        if registry.resolve(name, DATASET, country, day) == meant:
            return name
    return party.name


def cited(title: str, outlet: str, day: date | None, report_id: str) -> str:
    """A report as a citation.

    >>> cited("A day in Alta", "The Daily", date(2021, 3, 4), "ab12")
    'A day in Alta, The Daily, 2021-03-04 (report ab12)'
    """
    named = ", ".join(filter(None, (title, outlet, str(day or ""))))
    return f"{named or 'untitled'} (report {report_id})"
