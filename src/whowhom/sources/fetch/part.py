"""The part of a file that has been fetched so far, and what is needed to go on with it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from whowhom.store.atomic import write_text


@dataclass(frozen=True, slots=True)
class Version:
    """Which bytes a server was sending.

    Parameters
    ----------
    url : str
        What was asked for.
    final_url : str
        Where redirects led.
    etag, last_modified : str
        The server's marks of the version; empty where it gave none.
    total : int, optional
        Length of the whole, as announced.
    coding : str
        Transfer coding: ``gzip``, or empty.
    """

    url: str
    final_url: str
    etag: str
    last_modified: str
    total: int | None
    coding: str

    @property
    def validator(self) -> str:
        """What ``If-Range`` takes: a strong ETag, else the date; empty if there is neither."""
        if self.etag and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified

    def continued_by(self, other: "Version") -> bool:
        """Whether bytes of another answer can follow those of this one."""
        return (
            (self.etag == other.etag or not other.etag)
            and (self.last_modified == other.last_modified or not other.last_modified)
            and self.coding == other.coding
            and (self.total is None or other.total is None or self.total == other.total)
        )


class Part:
    """Two files beside the goal: the bytes so far, and the version that they belong to.

    Parameters
    ----------
    goal : Path
        Where the whole file will be.
    """

    def __init__(self, goal: Path) -> None:
        self.bytes = goal.with_name(goal.name + ".part")
        self.about = goal.with_name(goal.name + ".part.json")

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self.bytes.stat().st_size if self.bytes.exists() else 0

    def version(self, url: str) -> Version | None:
        """The version of the bytes, if one can go on with them; None if not."""
        try:
            version = Version(**json.loads(self.about.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        usable = self.size > 0 and version.url == url and version.validator
        return version if usable else None

    def begin(self, version: Version) -> None:
        """Start anew with another version."""
        self.discard()
        write_text(self.about, json.dumps(asdict(version)))
        self.bytes.touch()

    def discard(self) -> None:
        """Forget all of it."""
        self.bytes.unlink(missing_ok=True)
        self.about.unlink(missing_ok=True)
