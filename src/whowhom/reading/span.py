"""Span: a stretch of a stored text, by offsets of its characters."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: from the character `start` up to, without, the character `end`.

    Parameters
    ----------
    start, end : int
        Offsets in Unicode characters, 0 <= start <= end.

    Raises
    ------
    ValueError
        If the offsets are no such stretch.

    Examples
    --------
    >>> Span(4, 7).of("The war ended"), Span(0, 3).covers(Span(1, 2)), Span(0, 3).meets(Span(3, 4))
    ('war', True, False)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}-{self.end}; allowed: 0 <= start <= end")

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether the other lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> "Span":
        """The same stretch where the text begins `by` characters later."""
        return Span(self.start + by, self.end + by)

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"
