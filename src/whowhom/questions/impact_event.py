"""From the event in a question to the days that are held against a forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from whowhom.actors.actor import Actor
from whowhom.actors.names import key
from whowhom.actors.nearest import nearest
from whowhom.errors import OptionError, RefusalError
from whowhom.questions.horizon import LONGEST, parse_days
from whowhom.questions.periods import find_turning_event, read
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

FEWEST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with its days.

    Parameters
    ----------
    name : str
        As case.toml calls it, or the day.
    day : date
        Its day.
    origin : date
        First day of which the forecast may know nothing.
    stop : date
        First day not counted any more.
    asked : int
        Days that were asked for; the record may hold fewer.
    """

    name: str
    day: date
    origin: date
    stop: date
    asked: int

    @property
    def days(self) -> int:
        """Days counted."""
        return (self.stop - self.day).days

    @property
    def anticipation(self) -> int:
        """Days between forecast and event."""
        return (self.day - self.origin).days


def find_event(snapshot: Snapshot, text: str) -> tuple[str, date]:
    """Name and day of the event that a question means.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    text : str
        A turning event of case.toml or one of its aliases, or a day.

    Raises
    ------
    OptionError
        If the text means no day, or one on or after `as_of`.
    """
    if not isinstance(text, str) or not text.strip():
        raise OptionError(f"event {text!r}", "a turning event of case.toml, or a day", "name it")
    if found := find_turning_event(snapshot, text):
        return found.name, found.date
    for event in snapshot.settings.turning_events:
        if key(text) in {key(n) for n in (event.name, *event.aliases)}:
            raise _too_late(snapshot, f"{event.name} is on {event.date}")
    period = read(snapshot, text)
    if period is None or period.first is None:
        names = {key(e.name): e.name for e in snapshot.settings.turning_events}
        close = nearest(text, names)
        raise OptionError(
            f"unknown event '{text[:80]}'",
            "a turning event of case.toml"
            + (f" ({', '.join(sorted(names.values()))})" if names else "")
            + ", or a day such as 2021-08-15",
            f"did you mean {' | '.join(close)}?" if close else "give its day",
        )
    if period.first != period.last:
        raise OptionError(
            f"'{text[:80]}' is a period ({period.first} to {period.last or 'now'}), and no event",
            "one day, or a turning event of case.toml",
            "give the day of the event; whowhom compare holds two periods against each other",
        )
    if period.first >= snapshot.as_of:
        raise _too_late(snapshot, f"the event is on {period.first}")
    return period.first.isoformat(), period.first


def _too_late(snapshot: Snapshot, what: str) -> OptionError:
    return OptionError(
        f"{what}, and nothing on or after {snapshot.as_of} is known",
        f"an event before {snapshot.as_of}",
        "choose a later --as-of, or ask what an intervention would change: whowhom impact --if",
    )


def parse_anticipation(text: str | int) -> int:
    """Days between the forecast and the event, 0 allowed.

    >>> parse_anticipation("0d"), parse_anticipation("2w"), parse_anticipation(30)
    (0, 14, 30)
    """
    if str(text).strip().lower() in ("0", "0d", "0w", "0m", "0y") and not isinstance(text, bool):
        return 0
    try:
        return parse_days(text, LONGEST)
    except OptionError as error:
        raise OptionError(
            error.given.replace("horizon", "anticipation", 1),
            f"0d to {LONGEST}d",
            "correct --anticipation",
        ) from None


def happening(
    snapshot: Snapshot, dataset: Dataset, text: str, horizon: int, anticipation: int
) -> Happening:
    """The event and its days, as far as the dataset tells of them by day.

    Raises
    ------
    OptionError, RefusalError
        If there is no such event, or the dataset cannot tell of the days before or after it.
    """
    name, when = find_event(snapshot, text)
    by_day = [c for c in dataset.observed if c.resolution == "day"]
    if not by_day:
        raise RefusalError(
            f"{dataset.name} is not dated by day before {snapshot.as_of}",
            "a dataset with acts dated to the day before and after the event",
            "add such data, or choose another --dataset",
        )
    first = min(c.first for c in by_day)
    end = min(max(c.last for c in by_day) + timedelta(days=1), snapshot.as_of)
    origin = when - timedelta(days=anticipation)
    if origin <= first:
        raise RefusalError(
            f"{dataset.name} tells of single days from {first} on, and a forecast from {origin} "
            f"({anticipation} days before {when}) would have nothing to learn from",
            f"an event some months after {first}",
            "choose a later event, a shorter --anticipation, or data that reach farther back",
        )
    stop = min(when + timedelta(days=horizon), end)
    if (stop - when).days < min(FEWEST_DAYS, horizon):
        raise RefusalError(
            f"{dataset.name} tells of single days up to {end - timedelta(days=1)} here, too few "
            f"after {when}",
            f"an event at least {FEWEST_DAYS} days before that",
            "choose an earlier event or a later --as-of",
        )
    return Happening(name, when, origin, stop, horizon)


def check_lives(actor: Actor, event: Happening) -> None:
    """Refuse an actor of whom nothing could be forecast, or that was gone by then."""
    if actor.valid.first and actor.valid.first >= event.origin:
        raise RefusalError(
            f"{actor.name} exists from {actor.valid.first}: nothing could be forecast of it on "
            f"{event.origin}, before {event.name}",
            "an actor that existed well before the event",
            f"see what it does since: whowhom profile '{actor.name}'",
        )
    if actor.valid.last and actor.valid.last < event.day:
        raise RefusalError(
            f"{actor.name} ended on {actor.valid.last}, before {event.name} ({event.day})",
            "an actor that existed on the day of the event",
            "name another actor, or an earlier event",
        )
