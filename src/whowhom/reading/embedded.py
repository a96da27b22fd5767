"""The reader that comes with whowhom: no network, no service, a small parser and own rules."""

from functools import cache, cached_property
from typing import Final

from whowhom.actors.registry import Registry
from whowhom.reading.alias_pairs import alias_pairs_of
from whowhom.reading.causes import causes_of
from whowhom.reading.claims import claims_of
from whowhom.reading.document import Document
from whowhom.reading.events import events_of
from whowhom.reading.likelihoods import likelihoods_of
from whowhom.reading.meaning import load as with_meaning
from whowhom.reading.mentions import mentions_of
from whowhom.reading.parser import PACKAGED, Parser, load
from whowhom.reading.reader import Reader
from whowhom.reading.reading import Reading, Rejected
from whowhom.reading.records import Record
from whowhom.reading.relations import relations_of
from whowhom.reading.replies import replies_of
from whowhom.reading.sentence_vectors import NAME as VECTORS
from whowhom.reading.sentence_vectors import installed
from whowhom.reading.turns import turns_of
from whowhom.reading.typer import Typer
from whowhom.reading.typer import load as alone
from whowhom.reading.version import READER

_READ: Final = ("en", "und")


class EmbeddedReader:
    """Takes records by turns, parse, mentions and rules for each kind of record.

    Parameters
    ----------
    prefer : str or None
        A spaCy model to parse with; None takes the best one installed, else the packaged one.
    vectors : bool or None
        Whether a model of sentences helps to tell types (`whowhom.reading.meaning`); None lets it
        where the extra ``[embedding]`` is installed, but not beside ``"packaged"``, which asks for
        what comes with whowhom.

    Raises
    ------
    MissingExtraError
        On reading, if spaCy is not installed, or vectors are asked for and their extra is not.

    Examples
    --------
    >>> from whowhom.reading.documents import read_document
    >>> report = read_document(b"The Red Front attacked the Blue Army in Mali on Monday.\\n")
    >>> event = EmbeddedReader("packaged").read(report, Registry()).records[0]
    >>> event.source.name, event.type, event.target.name
    ('Red Front', 'ASSAULT', 'Blue Army')
    """

    def __init__(self, prefer: str | None = None, vectors: bool | None = None) -> None:
        self._prefer = prefer
        self._vectors = prefer != PACKAGED and installed() if vectors is None else vectors

    @cached_property
    def parser(self) -> Parser:
        """The parser; loaded on first use."""
        return load(self._prefer)

    @cached_property
    def typer(self) -> Typer:
        """What tells the type of an act; loaded on first use."""
        return with_meaning() if self._vectors else alone()

    @property
    def name(self) -> str:
        """Name and version, with those of the parser and of the model of sentences, if any."""
        vectors = f", {VECTORS}" if self._vectors else ""
        return f"{READER}, {self.parser.name}{vectors}"

    def read(self, document: Document, registry: Registry) -> Reading:
        """All that it takes from a document; see `whowhom.reading.reader.Reader`.

        A document in another language than English gives turns and no record, and says so.
        """
        turns = turns_of(document)
        if document.language not in _READ:
            told = Rejected("the whole text", f"its language is {document.language}, not English")
            return Reading(document, self.name, turns, (), (), (told,))
        sentences = self.parser.sentences(document, turns)
        mentions = mentions_of(document, sentences, registry)
        # Who says what comes first: the speakers of the others are told by it.
        claims = claims_of(document, sentences, mentions, reader=self.name)
        records: list[Record] = [
            *events_of(document, sentences, mentions, claims, reader=self.name, typer=self.typer),
            *relations_of(document, sentences, mentions, claims, reader=self.name),
            *alias_pairs_of(document, sentences, mentions, reader=self.name),
            *claims,
            *likelihoods_of(document, sentences, mentions, claims, reader=self.name),
            *replies_of(document, sentences, mentions, reader=self.name),
            *causes_of(document, sentences, mentions, claims, reader=self.name),
        ]
        records.sort(key=lambda record: (record.trace.span.start, record.trace.span.end))
        return Reading(document, self.name, turns, mentions, tuple(records))


@cache
def embedded_reader() -> Reader:
    """The reader that is used where none is named."""
    return EmbeddedReader()
