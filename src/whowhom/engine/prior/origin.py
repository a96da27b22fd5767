"""Origin: where a prior comes from, up to when, and for which record it may be used."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from whowhom.engine.weights import Prior

FILE = Path(__file__).with_name("figures.json")
ACTS = 30.0
"""How many acts of the record at hand the prior weighs as much as."""


@dataclass(frozen=True)
class Origin:
    """A prior chosen for one record.

    Parameters
    ----------
    weights : tuple of tuple of Prior or None; or None
        Per quad class and band of days; None where no prior is used.
    sets : tuple of str
        Names of the data that it was fitted on.
    until : str
        Last day of those data, or empty.
    note : str
        What was left out and why, in words.
    """

    weights: tuple[tuple[Prior | None, ...], ...] | None
    sets: tuple[str, ...]
    until: str
    note: str


NONE = Origin(None, (), "", "no prior was asked for")


@lru_cache(maxsize=1)
def figures() -> list[dict[str, Any]]:
    """The shipped sets: name, family, places, last day, citation, weights per class and band."""
    if not FILE.exists():
        return []
    sets: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["sets"]
    return sets


def choose(as_of: date, dataset: str, countries: frozenset[str]) -> Origin:
    """Choose the prior that a record may use on a day.

    A set is left out if it ends on or after the day, or if the record may hold its acts: the same
    family of data about the same places. Records of lethal events and of media reports each have
    their own sets.

    Parameters
    ----------
    as_of : date
        The day of the forecast.
    dataset : str
        Name of the record's dataset.
    countries : frozenset of str
        ISO alpha-3 codes of the places of its rows; empty where it gives none.
    """
    used, left = [], []
    for each in figures():
        if date.fromisoformat(each["until"]) >= as_of:
            left.append(f"{each['name']} ends after the day of the forecast")
        elif _seen(each, dataset, countries):
            left.append(f"{each['name']} may hold acts of this record")
        else:
            used.append(each)
    lethal = _lethal(dataset)
    used = [each for each in used if _lethal(each["family"]) == lethal]
    if not used:
        return Origin(None, (), "", "; ".join(left) or "none is shipped")
    until = max(each["until"] for each in used)
    names = tuple(each["name"] for each in used)
    return Origin(combined(used), names, until, "; ".join(left))


def _lethal(name: str) -> bool:
    """Whether a dataset records lethal events only, whose pace is another than the media's."""
    return any(word in name.casefold() for word in ("ged", "ucdp"))


def _seen(each: dict[str, Any], dataset: str, countries: frozenset[str]) -> bool:
    family = each["family"].casefold() in dataset.casefold()
    # All of UCDP's are of one family, whatever a release is called.
    family |= _lethal(each["family"]) and _lethal(dataset)
    places, without = set(each["countries"]), set(each["without"])
    if not countries or not family:
        return family
    return bool(places & countries) if places else not countries <= without


def combined(used: list[dict[str, Any]]) -> tuple[tuple[Prior | None, ...], ...]:
    """Average the sets, each weighing as its acts' square root."""
    quads, bands = len(used[0]["weights"]), len(used[0]["weights"][0])
    return tuple(
        tuple(_one([each["weights"][q][b] for each in used]) for b in range(bands))
        for q in range(quads)
    )


def _one(found: list[dict[str, Any] | None]) -> Prior | None:
    held = [f for f in found if f is not None]
    if not held:
        return None
    say = np.sqrt(np.array([f["acts"] for f in held]))
    say = say / say.sum()

    def mean(name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.asarray(say @ np.array([f[name] for f in held], dtype=np.float64))

    exposure = mean("exposure")
    credit = say @ np.array([np.multiply(f["drive"], f["exposure"]) for f in held])
    drive = np.divide(credit, exposure, out=np.zeros_like(credit), where=exposure > 1e-8)
    return Prior(drive, exposure, mean("tilt"), ACTS)
