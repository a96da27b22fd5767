"""case.toml: the name of a case, its defaults, and the periods and turning events it names."""

import json
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from whowhom.errors import CaseDamagedError, CaseMissingError, plain
from whowhom.events.named import NamedPeriod, NamedPlace, NamedScenario, TurningEvent

FILE = "case.toml"


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
    periods : tuple of NamedPeriod
        Named periods.
    places : tuple of NamedPlace
        Named places.
    scenarios : tuple of NamedScenario
        How people ask for the scenarios.
    notes : dict of str to str
        For a dataset, what to say with every answer that counts it.
    threshold : float or None
        Confidence from which an event told by a report counts before anybody has looked at it;
        None for the usual.
    """

    name: str
    description: str = ""
    licence: str = ""
    citation: str = ""
    dataset: str = ""
    place: str = ""
    turning_events: tuple[TurningEvent, ...] = ()
    periods: tuple[NamedPeriod, ...] = ()
    places: tuple[NamedPlace, ...] = ()
    scenarios: tuple[NamedScenario, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    threshold: float | None = None


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
        TurningEvent(
            str(e["name"]),
            _day(e["date"]),
            str(e.get("note", "")),
            _names(e),
            _names(e, "actors"),
        )
        for e in told.get("turning_event", [])
    ]
    periods = [
        NamedPeriod(str(e["name"]), _edge(e.get("first")), _edge(e.get("last")), _names(e))
        for e in told.get("period", [])
    ]
    places = [
        NamedPlace(str(e["name"]), str(e["country"]), _texts(e["divisions"]), _names(e))
        for e in told.get("place", [])
    ]
    scenarios = [
        NamedScenario(
            str(e["name"]), _names(e, "asked"), _names(e, "actors"), int(e.get("deaths", 0))
        )
        for e in told.get("scenario", [])
    ]
    return Settings(
        name=str(told["name"]),
        description=str(told.get("description", "")),
        licence=str(told.get("licence", "")),
        citation=str(told.get("citation", "")),
        dataset=str(defaults.get("dataset", "")),
        place=str(defaults.get("place", "")),
        turning_events=tuple(sorted(events, key=lambda e: (e.date, e.name))),
        periods=tuple(periods),
        places=tuple(places),
        scenarios=tuple(scenarios),
        notes={str(k): str(v) for k, v in told.get("notes", {}).items()},
        threshold=_share(told.get("reports", {}).get("threshold")),
    )


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"'{value}' is not a date")
    return value


def _share(value: object) -> float | None:
    if value is not None and not (isinstance(value, int | float) and 0 <= value <= 1):
        raise TypeError(f"threshold '{value}' is not a number from 0 to 1")
    return None if value is None else float(value)


def _edge(value: object) -> date | None:
    return None if value is None else _day(value)


def _names(told: dict[str, Any], field: str = "aliases") -> tuple[str, ...]:
    return _texts(told.get(field, []))


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"'{value}' is not a list")
    return tuple(str(each) for each in value)


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

# [reports]
# threshold = 0.9          # confidence from which an event told by a report counts unreviewed

# [[turning_event]]
# name = "the takeover"
# date = 2021-08-15
# aliases = ["fall of Kabul"]
# actors = ["TALIBAN"]     # ids of those whose part it changed; left out: everybody's

# [[period]]
# name = "the first emirate"
# first = 1996-09-27
# last = 2001-11-12

# [[place]]
# name = "Helmand"
# country = "AFG"
# divisions = ["Hilmand province", "Helmand"]   # as datasets spell it
"""
