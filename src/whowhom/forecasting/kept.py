"""Kept: a fitted model in a file, arrays with a JSON header, and whether it may be used.

The file holds no code and no acts: a model is put together again with the record at hand, and only
if the header says that it was fitted on that very record, as of that day, by this very program.
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np

from whowhom.engine.acts import Acts
from whowhom.engine.frailty import Frailty
from whowhom.engine.kinds import Kinds
from whowhom.engine.prior import Origin
from whowhom.engine.weights import Prior, Weights
from whowhom.errors import ModelMismatchError
from whowhom.forecasting.baselines import Line
from whowhom.forecasting.baserate import BaseRate
from whowhom.forecasting.calibration import Calibration
from whowhom.forecasting.earlier import fingerprint
from whowhom.forecasting.fitted import Fitted
from whowhom.forecasting.horizon import Horizon
from whowhom.forecasting.lagged import Lagged
from whowhom.forecasting.record_skill import RecordSkill
from whowhom.store.atomic import replacing

_PARTS: Final = {
    each.__name__: each
    for each in (
        BaseRate,
        Calibration,
        Fitted,
        Frailty,
        Horizon,
        Kinds,
        Lagged,
        Line,
        Origin,
        Prior,
        RecordSkill,
        Weights,
    )
}
_HEADER = "header"
_MEANING: Final = {
    "data": "the acts",
    "until": "the day of the forecast",
    "settings": "the settings",
    "version": "the version of whowhom",
    "code": "the program",
}


def header_of(acts: Acts, until: int, settings: Mapping[str, Any], version: str) -> dict[str, Any]:
    """What a fitted model depends on.

    Parameters
    ----------
    acts : Acts
        The record it is fitted on.
    until : int
        Day of the forecast, in days since 1970-01-01.
    settings : Mapping
        Whatever else was chosen, as plain values.
    version : str
        Of whowhom.

    Returns
    -------
    dict
        ``data`` (hash of the acts), ``until``, ``settings``, ``version`` and ``code`` (hash of the
        rooms that fit).
    """
    return {
        "data": fingerprint(acts).hex(),
        "until": until,
        "settings": dict(settings),
        "version": version,
        "code": _code(),
    }


@lru_cache(maxsize=1)
def _code() -> str:
    """Hash of the source of the rooms that fit: another program fits other numbers."""
    digest = hashlib.blake2b(digest_size=8)
    for room in ("engine", "forecasting"):
        place = resources.files("whowhom") / room
        for file in sorted((f for f in place.iterdir() if f.is_file()), key=lambda f: f.name):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def save(fitted: Fitted, path: Path, header: Mapping[str, Any]) -> None:
    """Write a model, whole or not at all.

    Parameters
    ----------
    fitted : Fitted
        The model.
    path : Path
        A ``.npz`` file in a folder that exists.
    header : Mapping
        From `header_of`.
    """
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    tree = _packed(fitted, arrays)
    told = json.dumps({"header": header, "tree": tree}, sort_keys=True)
    arrays[_HEADER] = np.frombuffer(told.encode(), dtype=np.uint8)
    with replacing(path) as temporary, temporary.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def load(path: Path, acts: Acts, header: Mapping[str, Any]) -> Fitted:
    """Read a model that was fitted on these acts.

    Parameters
    ----------
    path : Path
        As `save` wrote it.
    acts : Acts
        The record at hand.
    header : Mapping
        What a model of this record must say, from `header_of`.

    Raises
    ------
    ModelMismatchError
        If it was fitted on anything else, or cannot be read; the message says what differs.
    """
    try:
        # Read whole first: a file that is cut off must not stay open behind the error.
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        told = json.loads(arrays.pop(_HEADER).tobytes())
        own, tree = told["header"], told["tree"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error) as error:
        raise _refused(path, f"cannot be read ({type(error).__name__})") from None
    differing = [words for name, words in _MEANING.items() if own.get(name) != header.get(name)]
    if differing:
        raise _refused(path, f"was fitted on something else: {', '.join(differing)} differ")
    try:
        found = _unpacked(tree, arrays, acts.before(header["until"]))
    except (KeyError, TypeError, ValueError) as error:
        raise _refused(path, f"is incomplete ({type(error).__name__})") from None
    assert isinstance(found, Fitted)
    return found


def _refused(path: Path, why: str) -> ModelMismatchError:
    return ModelMismatchError(
        f"the fitted model '{path}' {why}",
        "a model fitted on this record, as of this day, by this version",
        "fit again: whowhom fit",
    )


def _packed(value: Any, arrays: dict[str, np.ndarray[Any, Any]]) -> Any:
    """A value as JSON, its arrays put aside under names."""
    if isinstance(value, Acts):
        return {"is": "Acts"}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: _packed(getattr(value, f.name), arrays) for f in fields(value)}
        return {"is": type(value).__name__, "with": parts}
    if isinstance(value, np.ndarray):
        name = f"a{len(arrays)}"
        arrays[name] = value
        return {"is": "array", "with": name}
    if isinstance(value, tuple | list):
        return {"is": "tuple", "with": [_packed(each, arrays) for each in value]}
    if isinstance(value, np.generic):
        return value.item()
    return value


def _unpacked(tree: Any, arrays: Mapping[str, np.ndarray[Any, Any]], acts: Acts) -> Any:
    if not isinstance(tree, dict):
        return tree
    match tree["is"]:
        case "Acts":
            return acts
        case "array":
            return arrays[tree["with"]]
        case "tuple":
            return tuple(_unpacked(each, arrays, acts) for each in tree["with"])
        case name:
            parts = {k: _unpacked(v, arrays, acts) for k, v in tree["with"].items()}
            return _PARTS[name](**parts)
