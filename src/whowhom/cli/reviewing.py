"""Reviewing on a terminal: one record after the other, one key each."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from whowhom.errors import OptionError

if TYPE_CHECKING:
    from whowhom.answers.reports import RecordLine
    from whowhom.case import Case

KEYS: Final = {"a": "accept", "r": "reject", "c": "correct", "s": "skip", "q": "quit"}
"""Key to what it does."""
_PROMPT = "[a]ccept  [r]eject  [c]orrect  [s]kip  [q]uit: "


def one_by_one(
    opened: "Case",
    wanted: Mapping[str, Any],
    stamp: Mapping[str, Any],
    key: Callable[[], str] | None = None,
    ask: Callable[[str], str] = input,
) -> int:
    """Go through the queue; each decision is remembered at once.

    Parameters
    ----------
    opened : Case
        The case.
    wanted : Mapping
        Which records; options of `whowhom.case.Case.review`.
    stamp : Mapping
        ``who`` and ``when``.
    key, ask : callable
        Reads one key; reads a line after a prompt.

    Returns
    -------
    int
        Records decided.
    """
    from whowhom.report.reports import record

    queue = opened.review(**wanted).answer.queue
    decided = 0
    try:
        for n, line in enumerate(queue, 1):
            print(f"\n{n} of {len(queue)}\n{record(line)}")
            what = _pressed(key or _getch)
            if what == "quit":
                break
            if what != "skip":
                decided += _decided(opened, line, what, stamp, ask)
    finally:
        if decided:
            opened.settle_reports()
        print(f"{decided:,} decided, {len(queue) - decided:,} left.")
    return decided


def _pressed(key: Callable[[], str]) -> str:
    while True:
        print(_PROMPT, end="", flush=True)
        pressed = key().casefold()
        if pressed in ("\x03", "\x04", ""):
            print()
            return "quit"
        if pressed in KEYS:
            print(KEYS[pressed])
            return KEYS[pressed]
        print(f"{pressed!a} is none of {', '.join(KEYS)}")


def _decided(
    opened: "Case",
    line: "RecordLine",
    what: str,
    stamp: Mapping[str, Any],
    ask: Callable[[str], str],
) -> int:
    """Remember one decision; a correction that makes no sense is said and asked again."""
    if what != "correct":
        opened.note_decision(what, line.id, **stamp)
        return 1
    while text := ask("field=value (empty: leave it): ").strip():
        name, equals, value = text.partition("=")
        try:
            if not equals:
                raise OptionError(f"'{text}'", "field=value", "such as type=ASSAULT")
            opened.note_decision("correct", line.id, fields={name.strip(): value}, **stamp)
            return 1
        except OptionError as error:
            print(error)
    return 0


def _getch() -> str:
    import click

    return click.getchar()
