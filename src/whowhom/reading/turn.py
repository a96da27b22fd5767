"""Turn: a part of a report in one voice, by one speaker."""

from dataclasses import dataclass
from typing import Final

from whowhom.reading.span import Span

KINDS: Final = ("headline", "caption", "teaser", "narration", "question", "answer")
"""What a turn may be. Only interviews have questions and answers."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A part of the text in one voice.

    Parameters
    ----------
    span : Span
        Where it stands, without a speaker's label in front of it.
    kind : str
        One of `KINDS`.
    speaker : str
        Who speaks, by the fullest name that the text gives; empty where it is the outlet itself.
    how : str
        ``label``, ``alternation``, ``typography`` or ``layout``: what tells the speaker.
    """

    span: Span
    kind: str
    speaker: str = ""
    how: str = "layout"
