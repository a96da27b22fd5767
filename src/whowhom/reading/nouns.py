"""Nouns: the classes of words that tell a group's name from a person's or a place's."""

from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("data") / "nouns.tsv"


def listed(words: str) -> frozenset[str]:
    """The words of a list that is written as they are read.

    >>> sorted(listed("war peace"))
    ['peace', 'war']
    """
    return frozenset(words.split())


@cache
def noun_class(name: str) -> frozenset[str]:
    """The words of a class, in lower case; `data/nouns.tsv` tells what each is for.

    >>> "militants" in noun_class("member"), "airport" in noun_class("place")
    (True, True)
    """
    return _classes()[name]


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, words = line.partition("\t" if "\t" in line else " ")
            found[name] = frozenset(words.split())
    return found
