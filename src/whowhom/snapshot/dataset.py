"""A dataset as a snapshot sees it: which vintages, what they cover, whom to cite."""

from dataclasses import dataclass
from datetime import date

from whowhom.events.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset in a snapshot.

    Parameters
    ----------
    name : str
        Short name.
    versions : tuple of str
        Versions of the visible imports, oldest first; empty where unknown.
    rows : int
        Visible rows.
    first, last : date
        First and last day of these rows.
    observed : tuple of Coverage
        What it observes, cut at `as_of`. Empty: it is not a sample, nothing may be counted.
    compiled : date
        The day before which its newest rows cannot have been put together.
    citation, licence, note : str
        For people.
    """

    name: str
    versions: tuple[str, ...]
    rows: int
    first: date
    last: date
    observed: tuple[Coverage, ...]
    compiled: date
    citation: str
    licence: str
    note: str = ""

    @property
    def counts(self) -> bool:
        """Whether its rows may be counted: only where it is known what it observes."""
        return bool(self.observed)

    @property
    def observed_first(self) -> date:
        """First day observed (of the rows, where coverage is unknown)."""
        return min((c.first for c in self.observed), default=self.first)

    @property
    def observed_last(self) -> date:
        """Last day observed (of the rows, where coverage is unknown)."""
        return max((c.last for c in self.observed), default=self.last)
