"""Lemmas: a word as a dictionary has it, by its class: "struck" is a form of "strike"."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Token

_TABLE: Final = Path(__file__).with_name("parser_en") / "lemmas.json"
_SAME: Final = frozenset({"PROPN", "X", "NUM", "PUNCT", "SYM", "SPACE"})
_VOWELS: Final = "aeiouy"


def lemma(token: "Token") -> str:
    """Lemma of a token in lower case; names and numbers stay as they are written.

    Examples
    --------
    >>> from types import SimpleNamespace as Word
    >>> [lemma(Word(text=t, pos_=p)) for t, p in (("besieged", "VERB"), ("Armies", "NOUN"))]
    ['besiege', 'army']
    """
    return lemma_of(token.text, token.pos_)


@cache
def lemma_of(word: str, part: str) -> str:
    """Lemma of a word of a class (Universal Dependencies' part of speech).

    Examples
    --------
    >>> lemma_of("struck", "VERB"), lemma_of("worse", "ADJ"), lemma_of("n't", "PART")
    ('strike', 'bad', 'not')
    """
    if part in _SAME:
        return word
    form = word.lower().replace("\u2019", "'")
    known = _table()["forms"]
    if found := known.get(f"{form}/{part}"):
        return str(found)
    return by_rule(form, part, _table()["bases"])


def by_rule(form: str, part: str, bases: dict[str, str]) -> str:
    """Lemma by the endings alone.

    Parameters
    ----------
    form : str
        In lower case.
    part : str
        Its part of speech.
    bases : dict of str to str
        Stems of verbs whose base cannot be told from the ending, and the base: ``besieg``,
        ``besiege``.
    """
    if part in ("NOUN", "VERB", "AUX") and form.endswith("s"):
        form = _without_s(form)
    if part in ("VERB", "AUX"):
        return _verb(form, bases)
    return form


def _without_s(form: str) -> str:
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("shes", "ches", "sses", "xes", "zzes", "oes")):
        return form[:-2]
    if form.endswith(("ss", "us", "is", "'s")) or len(form) < 4:
        return form
    return form[:-1]


def _verb(form: str, bases: dict[str, str]) -> str:
    for ending in ("ied", "ed", "ing"):
        stem = form.removesuffix(ending)
        if stem != form and any(letter in _VOWELS for letter in stem):
            return stem + "y" if ending == "ied" else bases.get(stem) or _base(stem)
    return form


def _base(stem: str) -> str:
    """Base of an unknown verb: a doubled consonant was one; some stems want their "e" back."""
    if len(stem) < 3:
        return stem
    last, before = stem[-1], stem[-2]
    if last == before and last not in "lsfz" + _VOWELS:
        return stem[:-1]
    if last in "cgvuz" or (last == "s" and before in _VOWELS + "r") or stem.endswith(_SILENT):
        return stem if stem.endswith("ing") else stem + "e"
    return stem


_SILENT: Final = (
    "at",
    "ut",
    "id",
    "ir",
    "ur",
    "iz",
    "yz",
    "bl",
    "tl",
    "dl",
    "pl",
    "gl",
    "ak",
    "ik",
)


@cache
def _table() -> dict[str, dict[str, str]]:
    return dict(json.loads(_TABLE.read_text("utf-8")))
