"""Partners: to whom each turn of an interview is spoken, and whose voice was heard before it."""

from collections.abc import Iterable
from typing import Final

from whowhom.reading.turn import Turn

_SPOKEN: Final = ("question", "answer")


class Partners:
    """Who is "you" in each turn, so that nobody takes him for "he".

    Parameters
    ----------
    turns : iterable of Turn
        The turns of a document, in order; the same one may come again and again.

    Examples
    --------
    >>> from whowhom.reading.span import Span
    >>> asks = Turn(Span(0, 5), "question", "Jo Park")
    >>> answers = Turn(Span(6, 9), "answer", "Amal Idris")
    >>> known = Partners([asks, answers])
    >>> known.of(asks), known.of(answers)
    ('Amal Idris', 'Jo Park')
    """

    def __init__(self, turns: Iterable[Turn]) -> None:
        told = list(dict.fromkeys(turn for turn in turns if turn.kind in _SPOKEN))
        self._partner = {turn: _partner(told, at) for at, turn in enumerate(told)}
        self._heard = {turn: _heard(told, at) for at, turn in enumerate(told)}

    def of(self, turn: Turn) -> str:
        """To whom a turn is spoken; empty where nobody is known."""
        return self._partner.get(turn, "")

    def heard_before(self, turn: Turn) -> str:
        """Whose answer or recording stands just before, where he is not who is spoken to."""
        return self._heard.get(turn, "")


def _partner(turns: list[Turn], at: int) -> str:
    turn = turns[at]
    if turn.kind == "question":
        after = [each for each in turns[at + 1 : at + 2] if each.kind == "answer"]
        before = [each for each in reversed(turns[:at]) if each.kind == "answer"]
        return next((each.speaker for each in (*after, *before)), "")
    asked = (each.speaker for each in reversed(turns[:at]) if each.kind == "question")
    return next(asked, "")


def _heard(turns: list[Turn], at: int) -> str:
    if not at or turns[at - 1].kind != "answer":
        return ""
    heard = turns[at - 1].speaker
    return "" if heard in (_partner(turns, at), turns[at].speaker) else heard
