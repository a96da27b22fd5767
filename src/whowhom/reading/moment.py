"""Moment: when something is, as a report says it."""

from dataclasses import dataclass
from datetime import date

from whowhom.reading.span import Span


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in a text.

    Parameters
    ----------
    span : Span or None
        The words; None where nothing but the document's own day tells it.
    first, last : date or None
        First and last day it may mean; None where it is relative and the document has no day.
    precision : str
        ``day``, ``week``, ``month``, ``year``, or ``open``.
    relative : str
        The words as far as they are relative ("last week"), else empty.
    """

    span: Span | None
    first: date | None
    last: date | None
    precision: str
    relative: str = ""
