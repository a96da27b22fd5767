"""The case as a folder: where it is, whether it may be written, how it is made."""

import shutil
import stat
import tempfile
from importlib import resources
from pathlib import Path
from typing import Final

from whowhom.errors import CaseMissingError, CaseReadOnlyError, InputError
from whowhom.store import imports, settings, tables
from whowhom.store.atomic import write_text

BUILT_IN: Final = ("afghanistan",)
"""Names of the cases that come with whowhom."""


def locate(case: str | Path) -> Path:
    """Folder of a case, given by path or by the name of a built-in one.

    Parameters
    ----------
    case : str or Path
        A folder; or a built-in name, where no folder of that name is here.

    Raises
    ------
    CaseMissingError
        If there is no case.
    """
    folder = Path(case)
    is_case = _exists(folder / settings.FILE)
    if str(case) in BUILT_IN and not is_case:
        return built_in(str(case))
    if not is_case:
        raise CaseMissingError(
            f"'{case}' is not a case",
            f"a case folder, or a built-in case: {', '.join(BUILT_IN)}",
            f"make one with: whowhom init {case}",
        )
    return folder


def built_in(name: str) -> Path:
    """Folder of a built-in case; treat it as read-only."""
    return Path(str(resources.files("whowhom"))) / "builtin" / name


def shown(folder: Path) -> str:
    """A case as a command names it: a built-in one by its name, others by their folder.

    >>> shown(built_in("afghanistan"))
    'afghanistan'
    """
    known = any(folder.resolve() == built_in(name).resolve() for name in BUILT_IN)
    return folder.name if known else str(folder)


def check_writable(folder: Path) -> None:
    """Raise CaseReadOnlyError if the case must not or cannot be changed."""
    if any(folder.resolve() == built_in(name).resolve() for name in BUILT_IN):
        raise CaseReadOnlyError(
            f"the built-in case '{folder.name}' is read-only",
            "adding to a case of your own",
            f"copy it with: whowhom init DIR --from {folder.name}",
        )
    # The mode counts even for the superuser: whoever took the permission away meant it.
    for place in (folder, folder / imports.FOLDER):
        if place.exists() and not place.stat().st_mode & stat.S_IWUSR:
            raise CaseReadOnlyError(
                f"'{place}' is read-only", "a folder that you may write to", "copy the case first"
            )


def create(folder: Path, model: str | None = None) -> Path:
    """Make a new case.

    Parameters
    ----------
    folder : Path
        Must not exist, or be empty.
    model : str, optional
        A case to copy: a built-in name or a folder. Without one the case is empty of events and
        knows the actors that whowhom ships.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        If something is there already, or it cannot be written.
    """
    origin = locate(model) if model else None
    place = folder.resolve()
    try:
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise InputError(
                f"'{folder}' exists and is not an empty folder",
                "a new name",
                "choose another folder",
            )
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".whowhom-", dir=place.parent) as building:
            _fill(Path(building), place.name, origin)
            place.mkdir(exist_ok=True)
            # case.toml comes last: without it the folder is no case yet.
            for piece in sorted(Path(building).iterdir(), key=lambda p: p.name == settings.FILE):
                piece.rename(place / piece.name)
    except (OSError, ValueError) as error:
        raise InputError(
            f"'{folder}' cannot be made ({error})", "a folder that you may write to"
        ) from None
    return folder


def _exists(path: Path) -> bool:
    """Whether there is something at a path; one that no system could have is not there."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _fill(building: Path, name: str, origin: Path | None) -> None:
    (building / imports.FOLDER).mkdir(parents=True)
    if origin is None:
        shipped = resources.files("whowhom.actors") / "data"
        write_text(building / settings.FILE, settings.new_settings(name))
        for table in tables.TABLES:
            source = shipped / f"{table}.csv"
            text = source.read_text("utf-8") if source.is_file() else ""
            write_text(building / f"{table}.csv", text or tables.format_table(table, []))
        return
    for path in sorted(origin.rglob("*")):
        inside = path.relative_to(origin).parts
        # Fitted models are a cache of the origin, for its own snapshots.
        if inside[0] == "models":
            continue
        if path.is_file() and not any(part.startswith(".") for part in inside):
            goal = building / path.relative_to(origin)
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, goal)
