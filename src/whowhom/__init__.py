"""whowhom: who will do what to whom, and why.

>>> import whowhom as ww
>>> case = ww.open("afghanistan")
>>> answer = case.relation("Taliban", "ISIS-K", as_of="2021-09-02")
>>> answer.answer.a.name
'Taliban'
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Case", "WhowhomError", "__version__", "init", "open"]

if TYPE_CHECKING:
    from pathlib import Path

    from whowhom.case import Case
    from whowhom.errors import WhowhomError


def open(case: "str | Path") -> "Case":
    """Open a case.

    Parameters
    ----------
    case : str or Path
        A case folder, or the name of a built-in case: ``afghanistan``.

    Returns
    -------
    Case
        Ready to be asked.

    Raises
    ------
    CaseMissingError
        If there is no case.
    """
    from whowhom.case import Case

    return Case(case)


def init(folder: "str | Path", model: "str | None" = None) -> "Case":
    """Make a new case.

    Parameters
    ----------
    folder : str or Path
        Must not exist, or be empty.
    model : str, optional
        A case to copy, such as ``afghanistan``; without it the case has actors and no events.

    Returns
    -------
    Case
        The new case, open.

    Raises
    ------
    InputError
        If something is there already.
    """
    from pathlib import Path

    from whowhom.case import Case
    from whowhom.store.folder import create

    return Case(create(Path(folder), model))


def __getattr__(name: str) -> Any:
    # DuckDB and NumPy load with the first case, not with the import of the package.
    if name == "Case":
        from whowhom.case import Case

        return Case
    if name == "WhowhomError":
        from whowhom.errors import WhowhomError

        return WhowhomError
    raise AttributeError(f"module 'whowhom' has no attribute {name!r}")
