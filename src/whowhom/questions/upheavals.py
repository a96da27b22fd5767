"""Turning events so fresh that the record before them is a doubtful guide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from whowhom.events.named import TurningEvent

if TYPE_CHECKING:
    from whowhom.questions.outlook import Outlook

FRESH: Final = 90
"""Days of record after a turning event within which little is known of what it changed."""


def fresh(
    events: Iterable[TurningEvent], day: date, as_of: date, actors: Iterable[str] | None
) -> list[TurningEvent]:
    """The turning events of the last days that bear on actors.

    Parameters
    ----------
    events : iterable of TurningEvent
        Of the case.
    day : date
        First day that is forecast; the record ends before it.
    as_of : date
        Events on or after it are not known.
    actors : iterable of str or None
        Ids of those asked about; None: everybody.

    Returns
    -------
    list of TurningEvent
        At most `FRESH` days before `day`; an event that names no actors bears on everybody.

    Examples
    --------
    >>> exit_ = TurningEvent("exit", date(2021, 8, 30), actors=("USA",))
    >>> asked = date(2021, 9, 2), date(2021, 9, 2)
    >>> [e.name for e in fresh([exit_], *asked, ["USA"])], fresh([exit_], *asked, ["IRN"])
    (['exit'], [])
    """
    asked = None if actors is None else set(actors)
    return [
        e
        for e in events
        if day - timedelta(days=FRESH) <= e.date < as_of
        and (asked is None or not e.actors or asked & set(e.actors))
    ]


def doubted(outlook: Outlook, actors: Iterable[str] | None) -> list[TurningEvent]:
    """Those that make a forecast about actors doubtful; none where nothing is forecast."""
    if outlook.fitted is None:
        return []
    snapshot = outlook.snapshot
    events = snapshot.settings.turning_events
    return fresh(events, outlook.record.day, snapshot.as_of, actors)


def doubt(events: Iterable[TurningEvent]) -> str:
    """The sentence that a headline ends with, after a blank; empty where no event is fresh.

    >>> doubt([TurningEvent("end of the siege", date(2021, 8, 30))])
    ' The record before the end of the siege (2021-08-30) is a doubtful guide to the days ahead.'
    >>> doubt([])
    ''
    """
    named = [f"{_the(e.name)} ({e.date})" for e in events]
    if not named:
        return ""
    listed = ", ".join(named[:-1]) + " and " * (len(named) > 1) + named[-1]
    return f" The record before {listed} is a doubtful guide to the days ahead."


def caveats(outlook: Outlook, events: Iterable[TurningEvent]) -> list[str]:
    """Whom each of them bears on, and what the model knows of it."""
    said = []
    for e in events:
        days = max((outlook.record.day - e.date).days, 0)
        held = f"{days} days" if days != 1 else "1 day"
        said.append(
            f"Turning event: {e.name} ({e.date}), which bears on {_whom(outlook, e)}. The record "
            f"holds {held} since, and the model knows of it no more than they show."
        )
    return said


def _whom(outlook: Outlook, event: TurningEvent) -> str:
    index = outlook.snapshot.index
    names = [outlook.name(index[a]) for a in event.actors if a in index]
    return ", ".join(names) or "everybody in the case"


def _the(name: str) -> str:
    """A name with its article, where it is a common noun without one.

    >>> _the("end of the siege"), _the("the takeover"), _the("Doha agreement")
    ('the end of the siege', 'the takeover', 'Doha agreement')
    """
    own = name[:1].isupper() or name.split(" ", 1)[0] in ("the", "a", "an")
    return name if own or not name[:1].isalpha() else f"the {name}"
