"""Progress on stderr: a bar on a terminal, a line per step elsewhere."""

import sys
from types import TracebackType

from whowhom.errors import plain

_WIDTH = 24


class Steps:
    """Shows the step and the share done of one file.

    Parameters
    ----------
    name : str
        What is being worked on.
    """

    def __init__(self, name: str) -> None:
        self._name = plain(name)[:60]
        self._bar = sys.stderr.isatty()

    def __call__(self, step: str, share: float) -> None:
        """Show that a step has begun and how much of the whole is done."""
        if self._bar:
            filled = int(share * _WIDTH)
            bar = "#" * filled + "." * (_WIDTH - filled)
            sys.stderr.write(f"\r\x1b[K{self._name} [{bar}] {share:4.0%} {step}")
        else:
            sys.stderr.write(f"{self._name}: {step}\n")
        sys.stderr.flush()

    def __enter__(self) -> "Steps":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
