"""Reading: all that one reader took from one document."""

from dataclasses import dataclass

from whowhom.reading.document import Document
from whowhom.reading.mention import Mention
from whowhom.reading.records import Record
from whowhom.reading.turn import Turn


@dataclass(frozen=True)
class Rejected:
    """A record that a reader offered and that was not kept, and why."""

    offered: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """All that one reader took from one document, in the order of the text.

    Parameters
    ----------
    document : Document
        What was read.
    reader : str
        Name and version of the reader.
    turns : tuple of Turn
        The parts by voice.
    mentions : tuple of Mention
        Who and what is mentioned.
    records : tuple of Record
        What was taken from it.
    rejected : tuple of Rejected
        What was offered and not kept.
    """

    document: Document
    reader: str
    turns: tuple[Turn, ...]
    mentions: tuple[Mention, ...]
    records: tuple[Record, ...]
    rejected: tuple[Rejected, ...] = ()
