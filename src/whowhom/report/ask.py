"""How a question was read, as text."""

from collections.abc import Iterable

from whowhom.answers.ask import Ask
from whowhom.report.paragraphs import section, wrap


def of_ask(body: Ask) -> Iterable[str]:
    """The candidates, and what can be asked instead. Calls are not wrapped: they can be copied."""
    if body.why and body.candidates:
        yield section("It could mean", "\n".join(_lines(body)))
    if body.instead:
        yield section("What can be asked", "\n".join(f"- {each}" for each in body.instead))


def _lines(body: Ask) -> Iterable[str]:
    for each in body.candidates:
        yield each.call
        if each.why:
            yield wrap(each.why, "    ", "    ")


def read_as(call: str, notes: Iterable[str]) -> str:
    """The line over an answer that says which call was made."""
    return "\n".join([f"Read as: {call}", *(wrap(note, "  ", "  ") for note in notes)])
