"""Draft: what a file gives before it becomes a document: pieces of text in order."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from whowhom.reading.document import Block
from whowhom.reading.span import Span

_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block's words, its kind, and how many of its characters at the start are set strongly."""

    text: str
    kind: str = "paragraph"
    strong: int = 0


@dataclass(slots=True)
class Draft:
    """What could be read from a file.

    Parameters
    ----------
    text : str
        The text as it will be stored.
    blocks : list of Block
        Its blocks in order.
    title, day, outlet
        What the file itself says, if it does.
    warnings : list of str
        What was odd.
    """

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    day: date | None = None
    outlet: str = ""
    warnings: list[str] = field(default_factory=list)


def visible(text: str) -> tuple[str, int]:
    """A text with plain line ends and without invisible characters, and how many there were.

    Zero-width characters and marks of direction can make a text show other words than it holds.
    They are taken out before any offset exists, so that every quote is what a reader sees.

    >>> visible("the Tali\\u200bban\\r\\nleft")
    ('the Taliban\\nleft', 1)
    """
    return _HIDDEN.subn("", _LINE_ENDS.sub("\n", text))


def drafted(pieces: list[Piece]) -> Draft:
    """A draft of pieces set one under the other with an empty line between.

    >>> draft = drafted([Piece("Truce holds", "headline"), Piece("  "), Piece("It  held.")])
    >>> draft.text, [block.kind for block in draft.blocks]
    ('Truce holds\\n\\nIt held.', ['headline', 'paragraph'])
    """
    draft, parts, at, hidden = Draft(), [], 0, 0
    for piece in pieces:
        text, taken = _flat(piece.text)
        hidden += taken
        if not text:
            continue
        strong = len(_flat(piece.text[: piece.strong])[0])
        parts.append(text)
        draft.blocks.append(
            Block(Span(at, at + len(text)), piece.kind, Span(at, at + strong) if strong else None)
        )
        at += len(text) + 2
    draft.text = "\n\n".join(parts)
    note_hidden(draft, hidden)
    return draft


def note_hidden(draft: Draft, count: int) -> None:
    """Say that invisible characters were taken out."""
    if count:
        draft.warnings.append(
            f"{count} invisible characters (zero width, direction, control) were taken out"
        )


def _flat(text: str) -> tuple[str, int]:
    seen, hidden = visible(text)
    return _SPACES.sub(" ", seen).strip(), hidden
