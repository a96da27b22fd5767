"""A measured figure, with its target where there is one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure.

    Parameters
    ----------
    name : str
        What was measured.
    value : float
        How much.
    unit : str
        In which unit; empty for a ratio.
    target : float, optional
        The most that is wanted.
    """

    name: str
    value: float
    unit: str = ""
    target: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        return None if self.target is None else self.value <= self.target
