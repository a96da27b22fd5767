"""Scenarios of a case: ``scenarios/*.toml`` of its folder, and scenario files anywhere."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from whowhom.actors.nearest import nearest
from whowhom.errors import FileError, OptionError
from whowhom.events.line import FORM, MEASURES, check_count, read_line
from whowhom.events.scenario import Asked, Joined, Proxy, Scenario, Stated

FOLDER: Final = "scenarios"
QUALITIES: Final = ("weak", "fair", "good")
_JOINS: Final = ("all", "any", "not")
_CONDITION: Final = (
    *("line", "label", "source", "target", "direction", "type", "place", "measure"),
    *("at_least", "within", "from", "to", "by"),
)
_TOP: Final = (
    *("name", "question", "dataset", "horizon", "statements", "notes", "condition", "proxy"),
    *_JOINS,
)
_LARGEST = 200_000


def names(case: Path) -> list[str]:
    """Names of the scenarios of a case, in order."""
    folder = case / FOLDER
    return sorted(p.stem for p in folder.glob("*.toml")) if folder.is_dir() else []


def find(case: Path, scenario: str) -> Scenario:
    """The scenario that a question names.

    Parameters
    ----------
    case : Path
        Folder of the case.
    scenario : str
        A name in the case's ``scenarios``, the path of a file, or a line.

    Raises
    ------
    OptionError
        If it is none of these, with the names there are and the form of a line.
    FileError
        If a file cannot be used.
    """
    text = scenario.strip() if isinstance(scenario, str) else ""
    known = names(case)
    if text in known:
        return read(case / FOLDER / f"{text}.toml")
    if text.endswith(".toml"):
        return read(Path(text))
    if len(text.split()) < 2:
        close = nearest(text, {n: n for n in known}) if text else []
        raise OptionError(
            f"no scenario '{text[:80]}'",
            f"{', '.join(known) or 'no scenario is in this case'}; a .toml file; or a line: {FORM}",
            f"did you mean {' | '.join(close)}?" if close else "name or write a scenario",
        )
    return Scenario("", "", read_line(text), text=text)


def read(path: Path) -> Scenario:
    """Read a scenario file.

    Raises
    ------
    FileError
        If it is missing, no TOML, or does not say what has to come true.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise _broken(path, "is larger than any scenario")
        text = path.read_text(encoding="utf-8")
        told = tomllib.loads(text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _broken(path, f"cannot be read ({reason})") from None
    try:
        return replace(_scenario(told, path.stem), text=text)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _broken(path, f"cannot be understood ({error})") from None
    except OptionError as error:
        raise FileError(f"scenario '{path}': {error.given}", error.allowed, error.then) from None


def _broken(path: Path, why: str) -> FileError:
    return FileError(
        f"scenario '{path}' {why}",
        "TOML with [[condition]], or [[all]], [[any]], [not] of such; and name, question, dataset, "
        "horizon, [[proxy]], statements, notes",
        "repair it; `whowhom likelihood LINE` takes a line instead of a file",
    )


def _scenario(told: dict[str, Any], stem: str) -> Scenario:
    _known(told, _TOP)
    stated = _stated({k: v for k, v in told.items() if k in ("condition", *_JOINS)})
    labels = _labels(stated)
    proxies = tuple(_proxy(each, labels) for each in told.get("proxy", []))
    return Scenario(
        name=str(told.get("name", stem)),
        question=str(told.get("question", "")),
        stated=stated,
        dataset=str(told.get("dataset", "")),
        horizon=str(told.get("horizon", "")),
        proxies=proxies,
        statements=_texts(told.get("statements", [])),
        notes=_texts(told.get("notes", [])),
    )


def _known(told: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    for name in told:
        if name not in allowed:
            raise ValueError(f"unknown key '{name}', known are {', '.join(allowed)}")


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"'{value}' is not a list")
    return tuple(str(each) for each in value)


def _stated(told: dict[str, Any]) -> Stated:
    """What a table says: conditions in a list hold together, and so do its joins."""
    if "line" in told or "source" in told:
        return _single(told)
    _known(told, ("condition", *_JOINS))
    parts = [_single(each) for each in _tables(told.get("condition", []))]
    for how in _JOINS:
        if how not in told:
            continue
        if how == "not":
            parts.append(Joined("not", (_stated(_table(told[how])),)))
            continue
        inner = tuple(_stated(each) for each in _tables(told[how]))
        if not inner:
            raise ValueError(f"'{how}' of nothing")
        parts.append(inner[0] if len(inner) == 1 else Joined(how, inner))
    if not parts:
        raise ValueError("it states no condition")
    return parts[0] if len(parts) == 1 else Joined("all", tuple(parts))


def _tables(value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise TypeError(f"'{str(value)[:60]}' is not a list of tables")
    return [_table(each) for each in value]


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"'{str(value)[:60]}' is not a table")
    return value


def _single(told: dict[str, Any]) -> Stated:
    _known(told, _CONDITION)
    label = str(told.get("label", ""))
    if "line" in told:
        found = read_line(str(told["line"]))
        if isinstance(found, Asked):
            return replace(found, label=label)
        if label:
            raise ValueError(f"label '{label}' on several conditions: label each")
        return found
    measure = str(told.get("measure", "acts"))
    if measure not in MEASURES:
        raise ValueError(f"measure '{measure}', known are {', '.join(MEASURES)}")
    kinds = told.get("type", [])
    how = {"either": "-", "forward": "->"}.get(str(told.get("direction", "either")))
    if how is None:
        raise ValueError(f"direction '{told['direction']}', known are either, forward")
    return Asked(
        source=str(told["source"]),
        target=str(told["target"]),
        how=how,
        kinds=(kinds,) if isinstance(kinds, str) else _texts(kinds),
        place=str(told.get("place", "")),
        measure=measure,
        at_least=check_count(told.get("at_least", 1), measure),
        within=str(told.get("within", "")),
        first=_day(told.get("from")),
        last=_day(told.get("to", told.get("by"))),
        label=label,
    )


def _day(value: object) -> date | None:
    if value is None:
        return None
    return date.fromisoformat(str(value))


def _labels(stated: Stated) -> set[str]:
    if isinstance(stated, Asked):
        return {stated.label} - {""}
    return {label for part in stated.parts for label in _labels(part)}


def _proxy(told: Mapping[str, Any], labels: set[str]) -> Proxy:
    _known(told, ("label", "stands_for", "why", "quality"))
    label, quality = str(told["label"]), str(told["quality"])
    if label not in labels:
        raise ValueError(f"a proxy for '{label}', which labels no condition")
    if quality not in QUALITIES:
        raise ValueError(f"quality '{quality}', known are {', '.join(QUALITIES)}")
    return Proxy(label, str(told["stands_for"]), str(told["why"]), quality)
