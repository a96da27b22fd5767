"""Suggestions for many names at once: which known names are written much alike.

Names are compared as they stand and with their words in order of the alphabet, by the share of
letters that agree (RapidFuzz ``ratio``: 100 times the normalised indel similarity); the better of
the two is the score. Parts of names are not compared: "Taliban" is not "Pakistani Taliban".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.catchall import is_catch_all
from whowhom.actors.names import key
from whowhom.actors.registry import Registry
from whowhom.actors.states import STATES

CUTOFF: Final = 80
"""Scores below this are no suggestion."""
_CHUNK: Final = 4096
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An actor that a name may mean.

    Parameters
    ----------
    actor_id, name : str
        Which.
    alike : str
        The spelling of it that is most alike.
    score : float
        0 to 100.
    """

    actor_id: str
    name: str
    alike: str
    score: float


def suggest(
    names: Sequence[str], registry: Registry, limit: int = 3
) -> list[tuple[Suggestion, ...]]:
    """For each name the actors whose names are most like it, best first.

    Names that stand for nobody in particular get none, and are none.

    Parameters
    ----------
    names : sequence of str
        Names that no alias knows.
    registry : Registry
        Who is known.
    limit : int
        At most this many each, every actor once.

    Examples
    --------
    >>> from whowhom.actors.actor import Actor
    >>> r = Registry((Actor("NRF", "National Resistance Front", "armed group"),))
    >>> [s.actor_id for s in suggest(["National Resistence Front"], r)[0]]
    ['NRF']
    >>> suggest(["Unidentified Armed Group (Mali)"], r)
    [()]
    """
    known = list(_known(registry))
    asked = [n for n, name in enumerate(names) if not is_catch_all(name)]
    found: list[tuple[Suggestion, ...]] = [()] * len(names)
    for start in range(0, len(asked) if known else 0, _CHUNK):
        part = asked[start : start + _CHUNK]
        scores = _scores([names[n] for n in part], [spelling for spelling, _, _ in known])
        rows, columns = np.nonzero(scores)
        order = np.lexsort((columns, -scores[rows, columns], rows))
        hits: dict[int, dict[str, Suggestion]] = {}
        for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
            mine = hits.setdefault(row, {})
            alike, actor_id, name = known[column]
            if len(mine) < limit and actor_id not in mine:
                score = round(float(scores[row, column]), 1)
                mine[actor_id] = Suggestion(actor_id, name, alike, score)
        for row, mine in hits.items():
            found[part[row]] = tuple(mine.values())
    return found


def _known(registry: Registry) -> Iterator[tuple[str, str, str]]:
    """Every spelling that leads to somebody in particular, with the actor's id and name."""
    seen = set()
    for aliases in registry.by_key.values():
        for alias in aliases:
            actor = registry.actor(alias.actor_id)
            pair = (key(alias.name), alias.actor_id)
            if not actor.generic and not is_catch_all(alias.name) and pair not in seen:
                seen.add(pair)
                yield alias.name, actor.actor_id, actor.name
    for folded, state in STATES.names().items():
        yield folded, state.iso, state.name


def _scores(names: Sequence[str], spellings: Sequence[str]) -> NDArray[np.float32]:
    """Names by spellings; 0 below the cutoff."""
    from rapidfuzz import fuzz, process

    best = None
    for form in (_folded, _sorted):
        left, right = [form(n) for n in names], [form(s) for s in spellings]
        scores = process.cdist(
            left, right, scorer=fuzz.ratio, score_cutoff=CUTOFF, dtype=np.float32, workers=1
        )
        best = scores if best is None else np.maximum(best, scores)
    assert best is not None
    return np.asarray(best, dtype=np.float32)


def _folded(name: str) -> str:
    return key(name)[:_LONGEST]


def _sorted(name: str) -> str:
    return " ".join(sorted(_folded(name).split()))
