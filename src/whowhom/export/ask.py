"""Ask: what panel is wanted, checked once."""

from dataclasses import dataclass
from typing import Final

from whowhom.errors import OptionError
from whowhom.questions.course import Unit

UNITS: Final = (
    "dyad-month",
    "dyad-year",
    "actor-month",
    "actor-year",
    "grid-month",
    "grid-year",
)
"""What a row may stand for."""


@dataclass(frozen=True)
class Ask:
    """What panel is wanted.

    Parameters
    ----------
    unit : str
        One of `UNITS`.
    directed : bool
        Dyads as ordered pairs, with a unit of its own for what has no direction.
    actors : tuple of str
        Names; none for all.
    among : bool
        Only pairs of these actors, those without a row too; otherwise pairs with one of them.
    """

    unit: str = "dyad-month"
    directed: bool = False
    actors: tuple[str, ...] = ()
    among: bool = False

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise OptionError(f"unit '{self.unit}'", ", ".join(UNITS), "correct --unit")
        if self.directed and self.kind != "dyad":
            raise OptionError(
                f"--directed with {self.unit}", "dyad-month or dyad-year", "leave --directed out"
            )
        if self.actors and self.kind == "grid":
            raise OptionError(
                f"--actors with {self.unit}", "dyad and actor units", "leave --actors out"
            )
        if self.among and (len(self.actors) < 2 or self.kind != "dyad"):
            raise OptionError(
                "--among without two actors",
                "a dyad unit with two --actors or more",
                "name the actors, or leave --among out",
            )

    @property
    def kind(self) -> str:
        """``dyad``, ``actor`` or ``grid``."""
        return self.unit.partition("-")[0]

    @property
    def by(self) -> Unit:
        """``month`` or ``year``."""
        return "month" if self.unit.endswith("month") else "year"
