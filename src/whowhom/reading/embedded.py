"""The reader that comes with whowhom: no network, no service, a small parser and own rules."""

from whowhom.actors.registry import Registry
from whowhom.reading.document import Document
from whowhom.reading.reader import Reader
from whowhom.reading.reading import Reading
from whowhom.reading.turns import turns_of


class EmbeddedReader:
    """Takes records by parse, lexicon and a small classifier."""

    @property
    def name(self) -> str:
        """Name and version."""
        return "embedded 1"

    def read(self, document: Document, registry: Registry) -> Reading:
        """All that it takes from a document; see `whowhom.reading.reader.Reader`."""
        turns = tuple(turns_of(document))
        return Reading(document, self.name, turns, (), ())


def embedded_reader() -> Reader:
    """The reader that is used where none is named."""
    return EmbeddedReader()
