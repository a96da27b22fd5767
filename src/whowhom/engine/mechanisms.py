"""Names of the mechanisms of the rate process, readable without loading the compiler.

Each mechanism says what one past act ``(a, b)`` of type ``q`` may lead to: it spreads a mass of
one over the acts that may follow, so that its weight is the expected number of acts it adds
(branching, Hawkes & Oakes 1974). The kernels keep their own numbers; a test holds the two equal.
"""

from __future__ import annotations

from typing import NamedTuple


class Excitation(NamedTuple):
    """A mechanism by which a past act raises rates.

    Parameters
    ----------
    name : str
        How it is called.
    leads_to : str
        Which act ``(source, target, type)`` an act ``(a, b, q)`` leads to.
    """

    name: str
    leads_to: str


BASES = ("anyone", "active", "habit")
"""Shares of the constant part: uniform over dyads; active sender times popular target; the
dyad's share of all past acts."""

EXCITATIONS = (
    Excitation("inertia", "(a, b, q): the same again"),
    Excitation("follow-up", "(a, b, r): another type, r from what has followed q"),
    Excitation("reciprocity", "(b, a, q): an answer in kind"),
    Excitation("answer", "(b, a, r): an answer of another type, r from what has answered q"),
    Excitation("momentum", "(a, x): x from the past targets of a"),
    Excitation("outreach", "(a, x): x anyone"),
    Excitation("attention", "(x, b): x from the past sources against b"),
    Excitation("pile-on", "(x, b): x anyone"),
    Excitation("displacement", "(b, x): x from the past targets of b"),
    Excitation("provocation", "(x, a): x from the past sources against a"),
    Excitation("contagion", "any dyad, by its share of all past acts"),
    Excitation("imitation", "(x, b): x an ally of a, who joins"),
    Excitation("spread", "(a, x): x an ally of b, drawn in"),
    Excitation("solidarity", "(x, a): x an ally of b, who answers for it"),
    Excitation("reprisal", "(b, x): x an ally of a, who pays for it"),
)
NAMES = tuple(e.name for e in EXCITATIONS)
TYPED_ONLY = ("follow-up", "answer")
THIRD_PARTY = ("imitation", "spread", "solidarity", "reprisal")
