"""An alias: what an actor is called, by whom, where and when."""

from dataclasses import dataclass, field
from datetime import date

from whowhom.actors.period import Period


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling that leads to an actor, under conditions.

    Parameters
    ----------
    name : str
        The spelling.
    actor_id : str
        Where it leads.
    dataset : str
        Only in this dataset; empty for any.
    country : str
        Only for events placed in this country (ISO alpha-3); empty for any.
    valid : Period
        Only for events that begin in this period.
    note : str
        Why.

    Examples
    --------
    >>> bound = Alias("IS", "ISISK", country="AFG")
    >>> bound.fits("ucdp-ged", "AFG"), bound.fits("ucdp-ged", "IRQ")
    (True, False)
    """

    name: str
    actor_id: str
    dataset: str = ""
    country: str = ""
    valid: Period = field(default_factory=Period)
    note: str = ""

    def fits(self, dataset: str, country: str | None) -> bool:
        """Whether the alias may apply to a row of that dataset and place, whatever its date."""
        return self.dataset in ("", dataset) and self.country in ("", country or "-")

    @property
    def weight(self) -> tuple[bool, bool, bool]:
        """Sort key: the more conditions an alias has, the more it says."""
        return bool(self.dataset), bool(self.country), self.valid.bounded()

    def holds(self, day: date) -> bool:
        """Whether the alias applies on a day."""
        return self.valid.holds(day)
