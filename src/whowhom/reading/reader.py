"""Reader: whatever takes records from a document."""

from typing import Protocol

from whowhom.actors.registry import Registry
from whowhom.reading.document import Document
from whowhom.reading.reading import Reading


class Reader(Protocol):
    """Takes records from a document; any that has a name and can read will do."""

    @property
    def name(self) -> str:
        """Name and version: another version may read otherwise, and reports are read again."""
        ...

    def read(self, document: Document, registry: Registry) -> Reading:
        """All that it takes from a document.

        Parameters
        ----------
        document : Document
            The report.
        registry : Registry
            Who is known, by which names.
        """
        ...
