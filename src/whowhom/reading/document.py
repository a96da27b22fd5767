"""Document: a report as it was read, with the text that all offsets refer to."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from whowhom.reading.span import Span

KINDS: Final = ("headline", "teaser", "caption", "byline", "paragraph", "list", "boilerplate")
"""What a block of a document may be; a plain text has paragraphs and perhaps a headline."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the text, by its layout: a heading, a paragraph, the words under a picture.

    Parameters
    ----------
    span : Span
        Where it stands.
    kind : str
        One of `KINDS`.
    strong : Span or None
        What is set in bold or italics from its first character on: the whole block, or the words
        in front of the rest, such as a speaker's name.
    """

    span: Span
    kind: str
    strong: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A report: its text, and what is known of it.

    Parameters
    ----------
    report_id : str
        First 16 hexadecimal digits of the SHA-256 of the text: the same text has the same id.
    text : str
        The text as stored, to which every offset refers. Line ends are ``\\n``.
    blocks : tuple of Block
        Its blocks in order; they do not overlap, and leave out nothing but white space.
    title : str
        Empty if it has none.
    day : date or None
        When it was published; None if nobody said, and then times stay relative.
    outlet : str
        Who published it, empty if nobody said.
    form : str
        ``html``, ``pdf``, ``markdown`` or ``text``: what it was read from.
    language : str
        ISO 639-1 code by its function words, ``und`` where it cannot be told.
    warnings : tuple of str
        What was odd, in words for people.
    """

    report_id: str
    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    day: date | None = None
    outlet: str = ""
    form: str = "text"
    language: str = "en"
    warnings: tuple[str, ...] = ()
