"""Mentioned: which mention a noun of a sentence is."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from whowhom.reading.clauses import children
from whowhom.reading.mention import Mention
from whowhom.reading.records import Party
from whowhom.reading.sentence import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMING: Final = ("compound", "flat", "nmod:poss", "amod", "appos", "nmod:desc", "nmod")


def mentions_in(sentence: Sentence, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that stand in a sentence, in order."""
    return sorted(
        (each for each in mentions if sentence.span.meets(each.span)), key=lambda each: each.span
    )


def party(mention: Mention) -> Party:
    """A mention as a side."""
    return Party(mention.span, mention.name, mention.actor_id)


def mention_at(sentence: Sentence, token: "Token", mentions: Sequence[Mention]) -> Mention | None:
    """The mention that a noun is, or that names it: in "Houthi fighters" the Houthis."""
    place = sentence.place(token)
    covering = [each for each in mentions if each.span.meets(place)]
    if covering:
        return max(covering, key=lambda each: each.span.end - each.span.start)
    for child in children(token, *_NAMING):
        if child.dep_ == "nmod" and not _is_of(child):
            continue
        place = sentence.place(child)
        if found := [each for each in mentions if each.span.meets(place)]:
            return found[0]
    return None


def _is_of(token: "Token") -> bool:
    return any(case.lower_ == "of" for case in children(token, "case"))


def party_at(
    sentence: Sentence, token: "Token | None", mentions: Sequence[Mention]
) -> Party | None:
    """The side that a noun stands for; None where no mention does."""
    if token is None:
        return None
    found = mention_at(sentence, token, mentions)
    return party(found) if found else None
