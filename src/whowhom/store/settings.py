"""case.toml: the name of a case, its defaults, and the periods and turning events it names."""

import json
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from whowhom.errors import CaseDamagedError, CaseMissingError, plain

FILE = "case.toml"


@dataclass(frozen=True, slots=True)
class TurningEvent:
    """An event that people refer to by name, such as "the takeover"."""

    name: str
    date: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What case.toml says.

    Parameters
    ----------
    name, description, licence, citation : str
        For people.
    dataset : str
        The dataset that is counted where several could be; empty lets whowhom choose.
    place : str
        ISO alpha-3 code in which bound names are read ("IS" in AFG is ISIS-K); may be empty.
    turning_events : tuple of TurningEvent
        Named events.
    notes : dict of str to str
        For a dataset, what to say with every answer that counts it.
    """

    name: str
    description: str = ""
    licence: str = ""
    citation: str = ""
    dataset: str = ""
    place: str = ""
    turning_events: tuple[TurningEvent, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)


def read_settings(folder: Path) -> Settings:
    """Read case.toml.

    Parameters
    ----------
    folder : Path
        The case.

    Raises
    ------
    CaseMissingError
        If the folder is no case.
    CaseDamagedError
        If the file cannot be understood.
    """
    path = folder / FILE
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return _settings(told)
    except (FileNotFoundError, NotADirectoryError):
        raise CaseMissingError(
            f"'{folder}' is not a case (no {FILE})",
            "a case folder, or the built-in case 'afghanistan'",
            f"make one with: whowhom init {folder}",
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CaseDamagedError(
            f"'{path}' cannot be understood ({error})",
            "TOML as whowhom init writes it",
            "repair it",
        ) from None


def _settings(told: dict[str, Any]) -> Settings:
    defaults = told.get("defaults", {})
    events = [
        TurningEvent(str(e["name"]), _day(e["date"]), str(e.get("note", "")))
        for e in told.get("turning_event", [])
    ]
    return Settings(
        name=str(told["name"]),
        description=str(told.get("description", "")),
        licence=str(told.get("licence", "")),
        citation=str(told.get("citation", "")),
        dataset=str(defaults.get("dataset", "")),
        place=str(defaults.get("place", "")),
        turning_events=tuple(sorted(events, key=lambda e: (e.date, e.name))),
        notes={str(k): str(v) for k, v in told.get("notes", {}).items()},
    )


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"'{value}' is not a date")
    return value


def new_settings(name: str) -> str:
    """Text of case.toml for a new case.

    >>> "name = " in new_settings("kivu")
    True
    """
    # A JSON string is a TOML string.
    return f"""name = {json.dumps(plain(name))}
description = ""

[defaults]
# dataset = "ucdp-ged"     # the dataset to count, where several could be
# place = "AFG"            # read names as they are used there (ISO 3166 alpha-3)

# [[turning_event]]
# name = "the takeover"
# date = 2021-08-15
"""
