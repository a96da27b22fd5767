"""Corrections: what a reviewer may put right in a record, and the record put right."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from whowhom.actors.states import STATES
from whowhom.errors import OptionError
from whowhom.ontology.plover import PLOVER
from whowhom.reading.moment import Moment
from whowhom.reading.records import (
    RELATIONS,
    CauseRecord,
    ClaimRecord,
    EventRecord,
    LikelihoodRecord,
    Party,
    Record,
    RelationRecord,
    kind_of,
)
from whowhom.reading.status import Status

PRECISIONS: Final = ("day", "week", "month", "year")
POLARITIES: Final = ("for", "against", "open")
_SAID: Final = ("status", "speakers")
_DAYS: Final = ("day", "first", "last", "precision")
FIELDS: Final[dict[type[Record], tuple[str, ...]]] = {
    EventRecord: (*("source", "target", "type", "mode", *_DAYS, "place", "country", *_SAID),),
    RelationRecord: ("source", "relation", "target", *_SAID),
    ClaimRecord: ("speaker", *_SAID),
    LikelihoodRecord: ("words", "polarity", "low", "high", "subject", "object", *_SAID),
    CauseRecord: _SAID,
}
"""Kind of record to the fields that may be corrected."""
_MAY_BE_EMPTY: Final = frozenset(
    ("target", "mode", "place", "country", "speakers", "low", "high", "subject", "object")
)


def corrected(record: Record, fields: Mapping[str, str]) -> Record:
    """The record with fields put right; the words it rests on stay.

    Parameters
    ----------
    record : Record
        As the reader made it.
    fields : Mapping of str to str
        Field to value as a person writes it; empty for none. ``day`` sets first and last day at
        once; speakers are joined by ``;``, the outermost first.

    Raises
    ------
    OptionError
        If a field cannot be corrected, or not so.

    Examples
    --------
    >>> from whowhom.reading.records import Trace
    >>> from whowhom.reading.span import Span
    >>> trace = Trace(Span(0, 20), "They praised the men", Status.HAPPENED, (), 0.6, "any 1")
    >>> they, men = Party(Span(0, 4), "They"), Party(Span(17, 20), "men")
    >>> told = EventRecord(trace, they, men, "AGREE", None, Span(5, 12), None, None, None)
    >>> corrected(told, {"type": "SUPPORT", "source": "Reds"}).source.name
    'Reds'
    """
    allowed = FIELDS[type(record)]
    for name, value in fields.items():
        if name not in allowed:
            raise OptionError(
                f"a record of kind {kind_of(record)} has no field '{name}'",
                ", ".join(allowed),
                "correct the name of the field",
            )
        text = value.strip()
        if not text and name not in _MAY_BE_EMPTY:
            raise OptionError(f"{name} is empty", f"a {name}", f"say --correct ID {name}=...")
        if name not in _DAYS:
            record = _with(record, name, text)
    told = {name: fields[name].strip() for name in _DAYS if name in fields}
    return _dated(record, told) if told else record


def _with(record: Any, name: str, text: str) -> Any:
    if name in ("status", "speakers"):
        value = _one_of(name, text, Status) if name == "status" else _speakers(text)
        return replace(record, trace=replace(record.trace, **{name: value}))
    if name in ("source", "target", "speaker", "subject", "object"):
        return replace(record, **{name: _party(record, name, text)})
    if name == "type":
        kind = _one_of(name, text.upper(), PLOVER)
        mode = record.mode if record.mode in PLOVER[kind].modes else None
        return replace(record, type=kind, mode=mode)
    if name == "mode":
        value = _one_of(name, text, PLOVER[record.type].modes) if text else None
        return replace(record, mode=value)
    return replace(record, **{name: _READ.get(name, _words)(text)})


def _one_of(name: str, text: str, allowed: Any) -> Any:
    for each in allowed:
        if text.casefold() == str(each).casefold():
            return each
    shown = ", ".join(str(each) for each in allowed) or "nothing, for this type"
    raise OptionError(f"{name} '{text}'", shown, f"correct {name}")


def _speakers(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(";") if each.strip())


def _party(record: Any, name: str, text: str) -> Party | None:
    """A side by its right name; who is meant is found by the name, as in any dataset."""
    if not text:
        return None
    before: Party | None = getattr(record, name)
    return Party(before.span if before else record.trace.span, text)


def _dated(record: Any, told: Mapping[str, str]) -> Any:
    """The record with its days put right; one end alone stands for both where none was known."""
    before: Moment | None = record.moment
    first, last = (before.first, before.last) if before else (None, None)
    if "day" in told:
        first = last = _day("day", told["day"])
    first = _day("first", told["first"]) if "first" in told else first
    last = _day("last", told["last"]) if "last" in told else last
    first, last = first or last, last or first
    if first and last and last < first:
        raise OptionError(f"{first} to {last}", "a first day before the last", "correct the days")
    precision = before.precision if before else "day"
    if "precision" in told:
        precision = _one_of("precision", told["precision"], PRECISIONS)
    elif first and last:
        precision = _fitting((last - first).days)
    return replace(record, moment=Moment(before.span if before else None, first, last, precision))


def _fitting(days: int) -> str:
    """The precision that a stretch of days has."""
    steps = (("day", 0), ("week", 6), ("month", 30))
    return next((name for name, most in steps if days <= most), "year")


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise OptionError(
            f"{name} '{text}'", "a day such as 2021-08-26", f"correct {name}"
        ) from None


def _country(text: str) -> str | None:
    if not text:
        return None
    state = STATES.by_iso.get(text.upper()) or STATES.find(text)
    if state is None:
        raise OptionError(f"country '{text}'", "a country or its ISO alpha-3 code", "correct it")
    return state.iso


def _share(text: str) -> float | None:
    try:
        value = float(text) if text else None
    except ValueError:
        value = -1.0
    if value is not None and not 0 <= value <= 1:
        raise OptionError(f"'{text}'", "a probability from 0 to 1", "correct it")
    return value


def _words(text: str) -> str | None:
    return text or None


_READ: Final[dict[str, Callable[[str], Any]]] = {
    "country": _country,
    "low": _share,
    "high": _share,
    "relation": lambda text: _one_of("relation", text, RELATIONS),
    "polarity": lambda text: _one_of("polarity", text, POLARITIES),
}
