"""Beliefs: our own sentences in which every word of an act is marked with status and belief.

One sentence a line of ``training/sentences/beliefs.txt``; behind each marked word stands a slash,
the first letter of its status (q for asked), and from 0 to 6 how a reader takes it: 6 it happened
or is sure to, 3 nobody can tell, 0 it did not and will not. ``docs/reading/annotation.md`` tells
how the marks are given.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from whowhom.reading.span import Span
from whowhom.reading.status import Status

BELIEFS = Path(__file__).parent / "sentences" / "beliefs.txt"
BELIEVED = 5
"""From this mark on a reader holds that it happened or will."""

_MARK = re.compile(r"(\S+?)/([hspcdaq])([0-6])(?!\w)")
_STATUS = {status.value[0]: status for status in Status if status is not Status.ASKED}
_STATUS["q"] = Status.ASKED


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked word: where it stands, its status, and belief from 0 to 6."""

    span: Span
    status: Status
    belief: int


def unmarked(line: str) -> tuple[str, list[Mark]]:
    """A marked sentence as it reads, and its marks.

    >>> text, marks = unmarked("They hope/h6 to win/p4.")
    >>> text, marks[1].span.of(text), marks[1].status.value, marks[1].belief
    ('They hope to win.', 'win', 'possible', 4)
    """
    text, marks, done = "", [], 0
    for found in _MARK.finditer(line):
        text += line[done : found.start()]
        word = found.group(1)
        opening = len(word) - len(word.lstrip('"('))
        span = Span(len(text) + opening, len(text) + len(word))
        marks.append(Mark(span, _STATUS[found.group(2)], int(found.group(3))))
        text += word
        done = found.end()
    return text + line[done:], marks


def load(path: Path = BELIEFS) -> list[tuple[str, list[Mark]]]:
    """All marked sentences, in the file's order.

    >>> text, marks = load()[0]
    >>> marks[0].span.of(text) in text
    True
    """
    return [unmarked(line) for line in path.read_text("utf-8").splitlines() if line]
