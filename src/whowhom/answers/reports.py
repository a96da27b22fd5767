"""What `read`, `review` and `show` say of reports and of the records taken from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report.

    Parameters
    ----------
    id : str
        The first 16 hexadecimal digits of the SHA-256 of its text.
    file : str
        What it was read from.
    title, outlet : str
        As it says, or as was told; may be empty.
    day : date or None
        When it was published.
    form, language : str
        ``html``, ``pdf``, ``markdown`` or ``text``; ISO 639-1 code or ``und``.
    grade : str
        Reliability of the source, ``A`` to ``F``; F where nobody has judged it.
    characters : int
        Length of its text.
    reader : str
        Name and version of what took records from it.
    warnings : tuple of str
        What was odd about the file.
    """

    id: str
    file: str
    title: str
    outlet: str
    day: date | None
    form: str
    language: str
    grade: str
    characters: int
    reader: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TurnLine:
    """A part of a report in one voice: kind, speaker, how the speaker is known, where it stands."""

    kind: str
    speaker: str
    how: str
    start: int
    end: int
    begins: str


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record taken from a report, as it stands after corrections.

    Parameters
    ----------
    id : str
        Its id in the case; ``whowhom show ID`` prints the sentence in its paragraph.
    report : str
        Id of the report.
    kind : str
        ``event``, ``relation``, ``claim``, ``likelihood`` or ``cause``.
    says : str
        What it says, in a line.
    start, end : int
        Offsets of the words it rests on, in characters of the stored text.
    quote : str
        Those words.
    status : str
        One of `whowhom.reading.status.Status`.
    speakers : tuple of str
        Through whose mouths it comes, the outermost first; empty for the outlet itself.
    confidence : float
        Probability, 0 to 1, that sides, type and status are all right.
    reader : str
        Name and version of the reader.
    sides : Mapping
        Role to ``name`` and ``read_as``: the actor id that the reader or the case resolves it to,
        None where nobody knows the name.
    fields : Mapping
        What else the kind has: type, mode, days, place, words, polarity, range, offsets.
    decision : str
        ``accept``, ``correct``, ``reject``, or empty while nobody has decided.
    credibility : str
        Of the item, ``1`` to ``6``; 6 where nobody has judged it.
    counted : bool
        Whether it is a row of the dataset ``reports``, a statement or a tie of the case.
    why_not : str
        Why it is none of these; empty for claims and causes too, which become none.
    act : str
        Of an event, the id of the first record of the report that is probably of the same act; its
        own where it is the first.
    """

    id: str
    report: str
    kind: str
    says: str
    start: int
    end: int
    quote: str
    status: str
    speakers: tuple[str, ...]
    confidence: float
    reader: str
    sides: Mapping[str, Mapping[str, str | None]]
    fields: Mapping[str, object]
    decision: str
    credibility: str
    counted: bool
    why_not: str
    act: str


@dataclass(frozen=True, slots=True)
class OneReading:
    """A file as it was read: the report, its turns, its records, and what the reader refused."""

    report: ReportLine
    turns: tuple[TurnLine, ...]
    records: tuple[RecordLine, ...]
    rejected: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What `read` answers: what would be added; nothing is changed.

    Parameters
    ----------
    headline : str
        How much was found.
    readings : tuple of OneReading
        One for each file that could be read.
    unread : tuple of (str, str)
        Files that could not, and why.
    """

    headline: str
    readings: tuple[OneReading, ...]
    unread: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What `review` answers: what is still to be decided.

    Parameters
    ----------
    headline : str
        How much is decided and how much is not.
    reports : tuple of ReportLine
        Those whose records are listed.
    queue : tuple of RecordLine
        Undecided records, least sure first or in the order of the text.
    undecided, decided : int
        Records of the reports asked about, of the kinds asked about.
    """

    headline: str
    reports: tuple[ReportLine, ...]
    queue: tuple[RecordLine, ...]
    undecided: int
    decided: int


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """What `show` answers for a record.

    Parameters
    ----------
    headline : str
        What it says.
    record : RecordLine
        The record.
    report : ReportLine
        Where it stands.
    turn : TurnLine or None
        In whose voice.
    paragraph : str
        The paragraph around its words, to the letter.
    start, end : int
        Offsets of the paragraph in the stored text.
    corrected : Mapping of str to str
        Fields that a reviewer put right.
    decided_by, decided_on : str
        Who decided and when, as told.
    same_act : tuple of str
        Ids of rows that are probably of the same act, from reports known by then.
    """

    headline: str
    record: RecordLine
    report: ReportLine
    turn: TurnLine | None
    paragraph: str
    start: int
    end: int
    corrected: Mapping[str, object]
    decided_by: str
    decided_on: str
    same_act: tuple[str, ...]
