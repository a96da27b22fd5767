"""The verdict of a comparison: what each dataset says, and what they say together."""

from collections.abc import Sequence
from dataclasses import dataclass

from whowhom.questions.facettest import Tested, opposed
from whowhom.questions.strata import Compared

CHANGED = "changed"
SAME = "no change found"
NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class Said:
    """What one dataset says: the verdict on each facet, and on all."""

    verdict: str
    reason: str
    facets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all say together.

    Parameters
    ----------
    verdict, reason : str
        ``changed``, ``no change found`` or ``not comparable`` and why.
    speaks : int
        Position of the dataset that speaks for the answer.
    strata : tuple of Said
        Each dataset.
    """

    verdict: str
    reason: str
    speaks: int
    strata: tuple[Said, ...]


def verdict(found: Sequence[Compared], tests: Sequence[Sequence[Tested]], alarm: float) -> Verdict:
    """Verdicts of each dataset, and of all.

    Parameters
    ----------
    found : sequence of Compared
        Those that can be compared first.
    tests : sequence of sequence of Tested
        The facets of each.
    alarm : float
        Level at which a facet has changed.

    Returns
    -------
    Verdict
        Changed where one dataset finds a change and none that would have found it misses it, or
        sees it go the other way.
    """
    strata = tuple(_said(s, each, alarm) for s, each in zip(found, tests, strict=True))
    able = [n for n, s in enumerate(strata) if s.verdict != NOT_COMPARABLE]
    if not able:
        return Verdict(NOT_COMPARABLE, strata[0].reason, 0, strata)
    if reason := _disagreement(found, tests, strata, able):
        return Verdict(NOT_COMPARABLE, reason, able[0], strata)
    changed = [n for n in able if strata[n].verdict == CHANGED]
    if changed:
        return Verdict(CHANGED, "", changed[0], strata)
    return Verdict(SAME, "", able[0], strata)


def _said(stratum: Compared, tests: Sequence[Tested], alarm: float) -> Said:
    facets = tuple(_of_facet(stratum, each, alarm) for each in tests)
    if stratum.reason:
        return Said(NOT_COMPARABLE, stratum.reason, facets)
    if CHANGED in facets:
        return Said(CHANGED, "", facets)
    # What stands out and may be a change of coverage alone leaves the whole open.
    doubtful = [t for t in tests if t.reason and t.apart is not None and t.apart.p <= alarm]
    if doubtful:
        first = doubtful[0]
        return Said(NOT_COMPARABLE, f"{first.facet.name}: {first.reason}", facets)
    if SAME in facets:
        return Said(SAME, "", facets)
    why = "; ".join(f"{t.facet.name}: {t.reason}" for t in tests)
    return Said(NOT_COMPARABLE, f"{stratum.dataset.name} has no facet to compare ({why})", facets)


def _of_facet(stratum: Compared, test: Tested, alarm: float) -> str:
    if stratum.reason or test.reason or test.apart is None:
        return NOT_COMPARABLE
    return CHANGED if test.apart.p <= alarm else SAME


def _disagreement(
    found: Sequence[Compared],
    tests: Sequence[Sequence[Tested]],
    strata: Sequence[Said],
    able: Sequence[int],
) -> str:
    """In which facet two datasets contradict each other; empty if in none."""
    verdicts = [
        {t.facet.name: (v, t) for t, v in zip(tests[n], strata[n].facets, strict=True)}
        for n in able
    ]
    for a, one in zip(able, verdicts, strict=True):
        for b, other in zip(able, verdicts, strict=True):
            for name in one.keys() & other.keys() if a != b else ():
                said = _contradiction(one[name], other[name])
                if said:
                    return (
                        f"datasets disagree on {name}: {found[a].dataset.name} finds a change, "
                        f"{found[b].dataset.name} {said}"
                    )
    return ""


def _contradiction(one: tuple[str, Tested], other: tuple[str, Tested]) -> str:
    a, b = one[1].apart, other[1].apart
    if one[0] != CHANGED or a is None or b is None:
        return ""
    if other[0] == SAME and other[1].detectable[0] <= a.beyond:
        return "none, though it would have found one so large"
    if other[0] == CHANGED and opposed(one[1], other[1]):
        return "one in the opposite direction"
    return ""


def direction(one: Tested, tests: Sequence[Tested]) -> str:
    """Whether the same facet moved the same way elsewhere: ``the same``, ``another`` or ``""``."""
    for other in tests:
        if other.facet.name == one.facet.name and min(other.acts) > 0:
            return "another" if opposed(one, other) else "the same"
    return ""
