"""Progress on stderr: a bar on a terminal, a line per step elsewhere."""

import sys
import time
from types import TracebackType

from whowhom.errors import plain

_WIDTH = 24
_PATIENCE = 2.0


class Steps:
    """Shows the step and the share done of one file.

    Parameters
    ----------
    name : str
        What is being worked on.
    """

    def __init__(self, name: str) -> None:
        self._name = plain(name)[:60]
        self._bar = sys.stderr is not None and sys.stderr.isatty()
        self._begun = time.monotonic()
        self._held: list[str] = []
        self._last = ""

    def __call__(self, step: str, share: float) -> None:
        """Show that a step has begun and how much of the whole is done."""
        if self._bar:
            filled = int(share * _WIDTH)
            bar = "#" * filled + "." * (_WIDTH - filled)
            print(
                f"\r\x1b[K{self._name} [{bar}] {share:4.0%} {step}",
                end="",
                file=sys.stderr,
                flush=True,
            )
            return
        # A script that logs stderr gets one line for an error: steps are told once the work has
        # taken a while, or has gone well.
        # A long step that tells how far it is gets no second line.
        if step != self._last:
            self._held.append(f"{self._name}: {step}")
        self._last = step
        if time.monotonic() - self._begun > _PATIENCE:
            self._tell()

    def _tell(self) -> None:
        for line in self._held:
            print(line, file=sys.stderr, flush=True)
        self._held.clear()

    def __enter__(self) -> "Steps":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        elif error is None:
            self._tell()
