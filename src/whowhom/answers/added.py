"""What adding a file to a case did."""

from dataclasses import dataclass
from pathlib import Path

from whowhom.events.cleaning import Cleaning
from whowhom.store.imports import Provenance


@dataclass(frozen=True, slots=True)
class Added:
    """The account of one file.

    Parameters
    ----------
    path : Path
        The file.
    import_id : str
        Name of the import in the case.
    new : bool
        False if the same file was in the case already; nothing was changed then.
    provenance : Provenance
        What it is and what it covers.
    cleaning : Cleaning
        Rows read, kept, flagged and dropped by reason.
    notes : tuple of str
        What else to know.
    unresolved : tuple of (str, int)
        Names that no alias knows and their rows, most rows first.
    """

    path: Path
    import_id: str
    new: bool
    provenance: Provenance
    cleaning: Cleaning
    notes: tuple[str, ...]
    unresolved: tuple[tuple[str, int], ...]
