"""Moments: when what a sentence tells took place, by its own words and the document's day."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from whowhom.reading.clause import clause_of, is_verbal
from whowhom.reading.lemmas import lemma
from whowhom.reading.moment import Moment
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.timewords import Timeword, timewords_of

if TYPE_CHECKING:
    import spacy.tokens as spacy

_BETWEEN: Final = re.compile(r"(?:between|from) (?:the )?$", re.IGNORECASE)
_AND: Final = re.compile(r" ?(?:and|to|until|till|through|-|–|--) ?(?:the )?")
_NAMED: Final = re.compile(
    r" (?:Movement|Brigades?|Group|Front|Organi[sz]ation|Army|Alliance|Coalition|Martyrs|Forces|"
    r"Revolution|Agreement|Protocol|Accords?|Uprising|Massacre)\b"
)
"""What makes a day part of a name: "the 4 May Movement"."""
_OPENING: Final = re.compile(
    r"(?:ever )?(?P<word>since|until|till|before|after|by|prior to|from|starting|as of)"
    r"(?: at least| about| around)? (?:the )?$",
    re.IGNORECASE,
)

_RANGE: Final = re.compile(r"\d ?(?:-|–|/|to|and) ?\d")


def moments_of(sentence: Sentence, day: date | None) -> list[Moment]:
    """The times in a sentence, in order.

    Parameters
    ----------
    sentence : Sentence
        The parsed sentence.
    day : date or None
        When the document was published. Without it times that are relative to it stay so: they
        have no first and last day.

    Returns
    -------
    list of Moment
        Their spans are the words to the letter; first is never after last. Decades and years have
        the precision ``year``, seasons ``month``; "since 2015" is ``open`` and ends with `day`,
        "until 2015" is ``open`` and has no first day.
    """
    text = sentence.parsed.text
    shift = sentence.base + sentence.parsed.start_char

    def ahead(place: int) -> bool:
        return _of_future(sentence, place + shift)

    words = [each for each in timewords_of(text, day, ahead) if _is_time(sentence, each, shift)]
    found, number = [], 0
    while number < len(words):
        word = words[number]
        after = words[number + 1] if number + 1 < len(words) else None
        if after is not None and (joined := _joined(text, word, after)) is not None:
            word, number = joined, number + 1
        else:
            word = _opened(text, word, day)
        found.append(_moment(text, word, shift))
        number += 1
    return found


def _moment(text: str, word: Timeword, shift: int) -> Moment:
    relative = text[word.start : word.end] if word.relative else ""
    span = Span(word.start, word.end).shifted(shift)
    return Moment(span, word.first, word.last, word.precision, relative)


def _is_time(sentence: Sentence, word: Timeword, shift: int) -> bool:
    """Whether a year is one, and no number of something; and a day no part of a name.

    "1500 soldiers" and "the 4 May Movement" tell no time.
    """
    if _NAMED.match(sentence.parsed.text, word.end):
        return False
    if word.precision != "year" or word.relative or word.end - word.start != 4:
        return True
    tokens = sentence.tokens_in(Span(word.start, word.end).shifted(shift))
    counted = {"NNS", "NNPS"}
    return not any(t.dep_ == "nummod" and t.head.tag_ in counted and t.i < t.head.i for t in tokens)


def _of_future(sentence: Sentence, place: int) -> bool:
    tokens = sentence.tokens_in(Span(place, place + 1))
    if not tokens:
        return False
    verb = _governor(tokens[0])
    for _ in range(3):
        clause = clause_of(verb)
        if clause.finite_past or clause.perfect or _done(verb):
            return False
        if clause.modal is not None or clause.infinitive:
            return clause.modal is None or clause.modal.lower_ not in {"would", "could"}
        if verb.dep_ not in {"xcomp", "conj"}:
            return False
        verb = verb.head
    return False


def _done(verb: "spacy.Token") -> bool:
    """Whether an infinitive tells what was done: "they tried to cross", "managed to flee"."""
    above = verb.head
    told = verb.dep_ == "xcomp" and lemma(above) in _IMPLYING
    return told and clause_of(above).finite_past


_IMPLYING: Final = frozenset(
    "try attempt manage fail begin start continue cease refuse help force compel lead cause fight "
    "use rush appear seem happen suppose".split()
)


def _governor(token: "spacy.Token") -> "spacy.Token":
    """The predicate under which a token stands."""
    while token.head.i != token.i:
        token = token.head
        if is_verbal(token):
            break
    return token


def _joined(text: str, one: Timeword, other: Timeword) -> Timeword | None:
    """ "between A and B", "from A to B", "A-B"."""
    between = text[one.end : other.start]
    if not _AND.fullmatch(between):
        return None
    opening = _BETWEEN.search(text[: one.start])
    if opening is None and between.strip() in {"and", "to"}:
        return None
    first, last = one.first, other.last
    if first is not None and last is not None and first > last:
        if not one.relative:
            return None
        # "between May and July 2019": the year stands once.
        first = _in_year(first, last)
    start = opening.start() if opening else one.start
    relative = one.relative and other.relative
    if first is None or last is None:
        first = last = None
    elif first > last:
        return None
    return Timeword(start, other.end, first, last, other.precision, relative)


def _in_year(first: date, last: date) -> date:
    for year in (last.year, last.year - 1):
        moved = first.replace(year=year, day=min(first.day, 28))
        if moved <= last:
            return moved
    return first


def _opened(text: str, word: Timeword, day: date | None) -> Timeword:
    """ "since A", "until A", "before A", "after A": open on one side."""
    opening = _OPENING.search(text[: word.start])
    if opening is None or word.precision == "open":
        return word
    kind = opening["word"].lower()
    if kind == "from" and _RANGE.search(text, word.start, word.end):
        return replace(word, start=opening.start())
    first, last = _open_ends(kind, word, day)
    return Timeword(opening.start(), word.end, first, last, "open", word.relative)


def _open_ends(kind: str, word: Timeword, day: date | None) -> tuple[date | None, date | None]:
    if kind in {"since", "from", "starting", "as of"}:
        known = day is not None and word.first is not None and word.first <= day
        return word.first, day if known else None
    if kind == "after":
        return word.last, None
    if kind in {"before", "prior to"}:
        return None, word.first - timedelta(1) if word.first and word.first > date.min else None
    return None, word.last


def moment_of(
    sentence: Sentence, token: "spacy.Token", moments: Iterable[Moment], day: date | None
) -> Moment | None:
    """The time of the act that a verb or noun tells.

    Of the sentence's times the one attached to the word; else the one attached to a word that
    governs it ("tried on Monday to leave"), not to a verb of saying above it; else the nearest
    before it that no other clause claims.

    Parameters
    ----------
    sentence : Sentence
        The parsed sentence.
    token : spacy.Token
        The word that tells the act.
    moments : iterable of Moment
        Those of the sentence, by `moments_of`.
    day : date or None
        The document's day.

    Returns
    -------
    Moment or None
        None where the sentence does not tell it.
    """
    del day
    heads = [(each, _head_of(sentence, each)) for each in moments]
    place = sentence.place(token).start
    near = [
        (distance, _gap(moment, place), moment)
        for moment, head in heads
        if head is not None and (distance := _distance(head, token)) is not None
    ]
    if not near:
        near = [
            (0, _gap(moment, place), moment)
            for moment, head in heads
            if moment.span is not None and moment.span.end <= place and not _claimed(sentence, head)
        ]
    return min(near, key=lambda each: each[:2])[2] if near else None


def _gap(moment: Moment, place: int) -> int:
    return 0 if moment.span is None else abs(moment.span.start - place)


def _claimed(sentence: Sentence, head: "spacy.Token | None") -> bool:
    """Whether the clause of a verb has the time for itself."""
    if head is None:
        return False
    verbs = (t for t in sentence.parsed if is_verbal(t) and t.tag_ != "MD")
    # Of "France, which left Mali in 2022, accused" the year is the leaving's, by "left" or "Mali".
    near = (0, 1) if _in_relative_clause(head) else (0,)
    return any(_distance(head, verb) in near for verb in verbs)


def _in_relative_clause(token: "spacy.Token") -> bool:
    above = token if is_verbal(token) else _governor(token)
    return above.dep_ in ("acl:relcl", "advcl:relcl")


def _head_of(sentence: Sentence, moment: Moment) -> "spacy.Token | None":
    """The word outside a time's own words to which it is attached."""
    if moment.span is None:
        return None
    tokens = sentence.tokens_in(moment.span)
    numbers = {token.i for token in tokens}
    for token in tokens:
        if token.head.i not in numbers or token.head.i == token.i:
            return token.head
    return None


def _distance(head: "spacy.Token", token: "spacy.Token") -> int | None:
    """Steps from the act up to what the time is attached to, 0 if to the act itself."""
    chain = _chain(token)
    if head.i in chain:
        return chain.index(head.i)
    # Attached to a word of the act's own clause: "the attack on a base on Monday".
    above = head
    while above.head.i != above.i and not is_verbal(above):
        above = above.head
        if above.i == token.i:
            return 1
    return chain.index(above.i) + 1 if above.i in chain else None


_PASSED: Final = frozenset(
    {
        "xcomp",
        "conj",
        "advcl",
        "acl",
        "obj",
        "obl",
        "nsubj",
        "nsubj:pass",
        "nmod",
        "compound",
        "iobj",
    }
)


def _chain(token: "spacy.Token") -> Sequence[int]:
    """The act's word and those above it that share its time."""
    chain = [token.i]
    while token.head.i != token.i and token.dep_ in _PASSED:
        if token.dep_ in {"advcl", "conj", "acl"} and is_verbal(token) and _own_tense(token):
            break
        token = token.head
        chain.append(token.i)
    return chain


def _own_tense(token: "spacy.Token") -> bool:
    """Whether a clause has a tense and so a time of its own."""
    return clause_of(token).finite and token.dep_ != "conj"
