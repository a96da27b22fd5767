"""A call as it is written: arguments of `Case`, and a command line."""

import shlex
from typing import Any, Final

from whowhom.errors import WhowhomError
from whowhom.questions.asked.routed import Call
from whowhom.questions.parties import find_actor
from whowhom.snapshot.snapshot import Snapshot


def shown_name(snapshot: Snapshot, actor_id: str) -> str:
    """A name that leads back to an actor: its own where it does, else its id."""
    found = find_actor(snapshot, actor_id)
    try:
        meant = find_actor(snapshot, found.name)
    except WhowhomError:
        return actor_id
    return found.name if meant.actor_id == found.actor_id else actor_id


def parameters(snapshot: Snapshot, call: Call) -> tuple[list[Any], dict[str, Any]]:
    """A call's arguments as `Case` takes them: by position and by name."""
    positional, named = [], {}
    for argument, value in call.arguments.items():
        meant = _parameter(snapshot, argument, value)
        by_name = _BY_NAME.get(argument)
        if by_name:
            named[by_name[0]] = meant
        else:
            positional.append(meant)
    return positional, named


# Argument of a call to the parameter of `Case` and the option of the command; all others are
# positional in both.
_BY_NAME: Final = {
    "from": ("first", "--from"),
    "to": ("last", "--to"),
    "horizon": ("horizon", "--horizon"),
    "on": ("on", "--on"),
    "if": ("if_", "--if"),
}
_ACTORS: Final = ("actor", "a", "b", "on")


def _parameter(snapshot: Snapshot, argument: str, value: Any) -> Any:
    if argument in _ACTORS:
        return shown_name(snapshot, value)
    if argument in ("p1", "p2"):
        return f"{value[0] or ''}..{value[1] or ''}"
    return f"{value}d" if argument == "horizon" else value


def command(snapshot: Snapshot, call: Call, case: str = "", as_of: str = "") -> str:
    """A call as a command line that can be copied.

    Examples
    --------
    >>> from whowhom.case import Case
    >>> s = Case("afghanistan").snapshot("2021-09-02")
    >>> command(s, Call("forecast", {"a": "TALIBAN", "b": "ISISK", "horizon": 30}), "afghanistan")
    'whowhom forecast Taliban ISIS-K --horizon 30d --case afghanistan'
    """
    parts = ["whowhom", call.verb]
    options: list[str] = []
    for argument, value in call.arguments.items():
        text = str(_parameter(snapshot, argument, value))
        if argument in _BY_NAME:
            options += [_BY_NAME[argument][1], text]
        else:
            parts.append(text)
    tail = (["--case", case] if case else []) + (["--as-of", as_of] if as_of else [])
    return shlex.join([*parts, *options, *tail])
