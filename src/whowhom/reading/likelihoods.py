"""Likelihoods: what a report says is likely, unlikely or possible, by whom, on which condition.

Words are kept as they stand, with the band in which the middle half of the readers of a survey put
them, never one number. "Possible" and other words that no survey asked for have no band.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from whowhom.reading.clauses import ancestors, below, children, negators, own, plain, stretch
from whowhom.reading.conditions import condition_of
from whowhom.reading.document import Document
from whowhom.reading.hedges import Hedge, hedges_in, lexicon
from whowhom.reading.mention import Mention
from whowhom.reading.mentioned import mentions_in, party, party_at
from whowhom.reading.propositions import Proposition, proposition_of, tells_future
from whowhom.reading.records import ClaimRecord, LikelihoodRecord, Party, Trace
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.status import Status
from whowhom.reading.version import READER
from whowhom.reading.voices import party_of, speakers_of
from whowhom.reading.wordtable import word_table

if TYPE_CHECKING:
    from spacy.tokens import Token

_SURE: Final = {"adjective": 0.85, "belief": 0.8, "adverb": 0.8, "noun": 0.75, "modal": 0.6}
_ASKING: Final = ("how", "whether", "what", "why", "where", "when", "which", "who")
_NO_NAMES: Final = ("i", "we", "one", "you", "few", "nobody", "none", "it", "there")
_SAME: Final = {
    "almost certain": "almost certainly",
    "highly probable": "highly likely",
    "believe": "we believe",
    "doubt": "we doubt",
    "slight chance": "chances are slight",
    "even chance": "about even",
    "even chances": "about even",
    "even odds": "about even",
    "little likelihood": "little chance",
}


@dataclass(frozen=True)
class _Found:
    """A hedge with its proposition, and the hedge of belief around it."""

    hedge: Hedge
    proposition: Proposition
    frame: Hedge | None = None
    frame_holder: "Token | None" = None
    negation: "tuple[Token, ...]" = ()

    @property
    def tokens(self) -> "list[Token]":
        frame = self.frame.tokens if self.frame and self._turns else ()
        words = {token.i: token for token in (*frame, *self.negation, *self.hedge.tokens)}
        for token in [each for each in words.values() if plain(each) == "n't"]:
            # "Don't" is one word to the eye.
            words[token.i - 1] = token.doc[token.i - 1]
        return [words[i] for i in sorted(words)]

    @property
    def _turns(self) -> bool:
        return self.frame is not None and self.frame.lean < 0

    @property
    def lean(self) -> int:
        lean = -self.hedge.lean if self.negation else self.hedge.lean
        if not self._turns:
            return lean
        return -lean if lean else -1


def likelihoods_of(
    document: Document,
    sentences: Iterable[Sentence],
    mentions: Sequence[Mention],
    claims: Sequence[ClaimRecord] = (),
    reader: str = READER,
) -> list[LikelihoodRecord]:
    """The stated likelihoods of a document, in order.

    Parameters
    ----------
    document : Document
        What is read.
    sentences : iterable of Sentence
        Its parsed sentences.
    mentions : sequence of Mention
        Who is mentioned in it.
    claims : sequence of ClaimRecord
        Its claims, if known: of speech over several sentences only they tell the speaker.
    reader : str
        Name and version of the reader.

    Returns
    -------
    list of LikelihoodRecord
        ``low`` and ``high`` are fractions: the quartiles of the survey of `bands`, turned round
        where the words are negated, or the stated percentages.

    Examples
    --------
    >>> from whowhom.reading.parser import PACKAGED, load
    >>> from whowhom.reading.turn import Turn
    >>> text = "The rebels are unlikely to sign."
    >>> document = Document("0" * 16, text, ())
    >>> sentences = load(PACKAGED).sentences(document, [Turn(Span(0, len(text)), "narration")])
    >>> [(r.words, r.polarity, r.low, r.high) for r in likelihoods_of(document, sentences, ())]
    [('unlikely', 'against', 0.1, 0.3)]
    """
    records = []
    for sentence in sentences:
        near = mentions_in(sentence, mentions)
        for found in _merged(_found_in(sentence)):
            record = _record(document, sentence, near, found, reader)
            speakers = _speakers(sentence, found, near, claims)
            records.append(replace(record, trace=replace(record.trace, speakers=speakers)))
    return records


@cache
def bands() -> dict[str, tuple[float, float]]:
    """Lower and upper quartile of what readers take words to mean, as fractions.

    Source: zonination, "Perceptions of Probability and Numbers" (46 people, MIT licence).

    Examples
    --------
    >>> bands()["unlikely"]
    (0.1, 0.3)
    """
    told = word_table("likelihood_words")["words"]
    return {phrase: (figures["q25"], figures["q75"]) for phrase, figures in told.items()}


def band_of(words: str, turned: bool = False) -> tuple[float, float] | None:
    """Band of words of likelihood; `turned` where they are negated. None where no survey has them.

    Examples
    --------
    >>> band_of("likely"), band_of("unlikely", turned=True), band_of("possible")
    ((0.65, 0.75), (0.7, 0.9), None)
    """
    found = bands().get(_SAME.get(words, words))
    if found is None or not turned:
        return found
    return round(1 - found[1], 4), round(1 - found[0], 4)


def _found_in(sentence: Sentence) -> Iterator[_Found]:
    for hedge in hedges_in(sentence):
        hedge = _with_level(hedge)
        proposition = proposition_of(sentence, hedge)
        if proposition is None or (hedge.takes == "modal" and _asks(sentence)):
            continue
        negation: tuple[Token, ...] = ()
        if hedge.takes in ("adverb", "clause") and proposition.head is not None:
            negation = tuple(negators(proposition.head))
        yield _Found(hedge, proposition, negation=negation)


def _with_level(hedge: Hedge) -> Hedge:
    """A noun of likelihood with the words that tell how great it is: "little chance"."""
    if hedge.takes != "noun":
        return hedge
    noun = hedge.anchor
    graded = children(noun, "amod", "det", "nummod", "compound", "nmod:unmarked")
    if children(noun, "cop") or noun.dep_ not in ("nsubj", "nsubj:pass"):
        predicate = None
    else:
        predicate = noun.head if noun.head.pos_ in ("ADJ", "NOUN") else None
    words = [*graded, *([predicate] if predicate is not None else [])]
    lean, used = _level(words)
    key_words = [word for word in used if word.i < noun.i]
    degrees = [child for word in key_words for child in below(word) if child.i < word.i]
    tokens = {token.i: token for token in (*degrees, *used, *hedge.tokens)}
    denial = _denial(noun)
    tokens.update({token.i: token for token in denial})
    if lean is None:
        lean = hedge.lean
    elif plain(noun) in ("doubt", "doubts"):
        lean = -lean
    if denial:
        lean = -lean if lean else -1
    ordered = tuple(tokens[i] for i in sorted(tokens))
    key = " ".join(plain(t) for t in ordered if t.i <= noun.i and t not in denial)
    if predicate is not None and used and used[-1].i > noun.i:
        key = f"{plain(used[-1])} chance"
    key = re.sub(r"^(a|an|the) ", "", key).replace("chances", "chance")
    return replace(hedge, tokens=ordered, lean=lean, key=key, negated=bool(denial))


def _level(words: "list[Token]") -> "tuple[int | None, list[Token]]":
    known = lexicon()
    for kind, lean in (("low", -1), ("high", 1), ("even", 0)):
        if used := [word for word in words if plain(word) in known[kind]]:
            return lean, used
    return None, []


def _denial(noun: "Token") -> "list[Token]":
    """The "not" of "is not a chance", "does not have a chance"."""
    governing = [noun, *([noun.head] if noun.dep_ in ("obj", "nsubj", "xcomp") else [])]
    return [
        child
        for token in governing
        for child in children(token, "advmod")
        if plain(child) in ("not", "n't", "never", "hardly")
    ]


def _merged(found: Iterable[_Found]) -> list[_Found]:
    """One for each proposition: the outer belief turns the inner words, it adds none."""
    every = list(found)
    beliefs = [each for each in every if each.hedge.takes == "belief"]
    inner = [each for each in every if each.hedge.takes != "belief"]
    kept = [each for each in inner if not _is_within_another(each, inner)]
    for belief in beliefs:
        inside = [i for i, each in enumerate(kept) if _is_inside(each, belief)]
        for i in inside:
            frame = kept[i].frame
            if frame is None or belief.hedge.anchor.i > frame.anchor.i:
                kept[i] = replace(
                    kept[i], frame=belief.hedge, frame_holder=belief.proposition.holder
                )
        if not inside and _says_enough(belief):
            kept.append(belief)
    told: dict[Span, _Found] = {}
    for each in sorted(kept, key=lambda each: int(each.hedge.anchor.i)):
        told.setdefault(each.proposition.span, each)
    return list(told.values())


def _says_enough(belief: _Found) -> bool:
    """Whether a belief is about what will be: "I think he is a liar" is no likelihood."""
    head = belief.proposition.head
    needs = belief.hedge.key in lexicon()["need_future"]
    return not needs or (head is not None and tells_future(head))


def _is_within_another(one: _Found, others: list[_Found]) -> bool:
    """Whether a weaker hedge only repeats a stronger one of the same proposition."""
    rank = {"modal": 2, "adverb": 1, "clause": 1}
    mine = rank.get(one.hedge.takes, 0)
    for other in others:
        bears = one.hedge.takes == "noun" and other.hedge.takes == "adjective"
        if other is one or (rank.get(other.hedge.takes, 0) >= mine and not bears):
            continue
        heads = {other.hedge.anchor.i}
        subjects = {child.i for child in children(other.hedge.anchor, "nsubj")}
        if bears and one.hedge.anchor.i in subjects:
            return True
        if other.proposition.head is not None:
            heads.add(other.proposition.head.i)
        if one.proposition.head is not None and one.proposition.head.i in heads:
            return True
    return False


def _is_inside(one: _Found, belief: _Found) -> bool:
    """Whether a hedge is the content of a belief."""
    head = belief.proposition.head
    if head is None or one.hedge.anchor.i < belief.hedge.anchor.i:
        return False
    if one.hedge.anchor.i == head.i or one.proposition.head is head:
        return True
    if one.proposition.head is not None and one.proposition.head.i == head.i:
        return True
    if one.hedge.takes in ("adverb", "clause") and one.hedge.anchor.i in {t.i for t in own(head)}:
        return True
    governing = one.hedge.anchor.head
    return bool(governing.i == head.i)


def _record(
    document: Document,
    sentence: Sentence,
    mentions: Sequence[Mention],
    found: _Found,
    reader: str,
) -> LikelihoodRecord:
    frame = found.frame.tokens if found.frame else ()
    condition = condition_of(sentence, found.hedge, found.proposition.head, frame)
    found = replace(found, proposition=_beside(sentence, found.proposition, condition))
    low, high = _band(sentence, found)
    words = _with_figures(sentence, found)
    inside = sentence.tokens_in(found.proposition.span)
    span = stretch(sentence, [*words, *inside]) or found.proposition.span
    trace = Trace(
        span=span,
        quote=span.of(document.text),
        status=_status(sentence, found, condition),
        speakers=(),
        confidence=_confidence(found),
        reader=reader,
    )
    subject = party_at(sentence, found.proposition.subject, mentions)
    return LikelihoodRecord(
        trace=trace,
        words=_to_the_letter(document, sentence, words),
        polarity=("open", "for", "against")[_lean(found, low, high)],
        proposition=found.proposition.span,
        low=low,
        high=high,
        subject=subject,
        object=_object(found.proposition, subject, mentions),
        condition=condition,
    )


def _beside(sentence: Sentence, told: Proposition, condition: Span | None) -> Proposition:
    """The proposition without its condition, where the parse mixed the two."""
    if condition is None or not condition.meets(told.span):
        return told
    inside = [t for t in sentence.tokens_in(told.span) if not condition.meets(sentence.place(t))]
    after = [t for t in inside if sentence.place(t).start >= condition.end]
    before = [t for t in inside if sentence.place(t).end <= condition.start]
    span = stretch(sentence, after if len(after) > len(before) else before)
    return told if span is None else replace(told, span=span)


def _lean(found: _Found, low: float | None, high: float | None) -> int:
    if low is None or high is None or found.lean:
        return found.lean
    if low < 0.5 < high and low != 0.0 and high != 1.0:
        return 0
    middle = (low + high) / 2 if low or high != 0.5 else 0.0
    return (middle > 0.5) - (middle < 0.5)


def _to_the_letter(document: Document, sentence: Sentence, words: "list[Token]") -> str:
    """The words, with " ... " where others stand between."""
    runs: list[list[Token]] = []
    for word in words:
        if runs and word.i == runs[-1][-1].i + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return " ... ".join(sentence.place(run[0], run[-1]).of(document.text) for run in runs)


_PERCENT: Final = re.compile(
    r"(?:(?P<low>\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent)?\s*(?:-|–|to|and)\s*)?"
    r"(?P<high>\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent)"
)
_LESS: Final = re.compile(r"(less than|under|below|at most|no more than|fewer than)( a| an)? $")
_MORE: Final = re.compile(r"(?<!no )(more than|over|above|at least|upwards of)( a| an)? $")
_IN: Final = re.compile(
    r"\b(?P<part>one|two|three|1|2|3)[ -](?:in|out of)[ -](?P<whole>\w+)\b(?=[ -]\w* ?chance)"
)
_EVENS: Final = re.compile(r"\b(?:fifty[ -–]fifty|50[ /–-]50)\b")
_NUMBERS: Final = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        range(1, 11),
        strict=True,
    )
)


def _band(sentence: Sentence, found: _Found) -> tuple[float | None, float | None]:
    stated = _stated(sentence, found)
    if stated is not None:
        return stated[:2]
    key = found.hedge.key
    if found.negation and key == "probably":
        band = band_of("probably not")
    else:
        turned = found.hedge.negated != bool(found.negation)
        if found.hedge.takes == "belief":
            turned = found.hedge.negated
        band = band_of(key, turned)
    if found.frame is not None and found.frame.lean < 0 and band is not None:
        band = (round(1 - band[1], 4), round(1 - band[0], 4))
    return band if band is not None else (None, None)


def _with_figures(sentence: Sentence, found: _Found) -> "list[Token]":
    stated = _stated(sentence, found)
    figures = sentence.tokens_in(stated[2]) if stated is not None else []
    words = {token.i: token for token in (*found.tokens, *figures)}
    return [words[i] for i in sorted(words)]


def _stated(sentence: Sentence, found: _Found) -> tuple[float, float, Span] | None:
    """A probability in figures and where it stands: near the words, outside the proposition."""
    if found.hedge.takes not in ("noun", "adjective"):
        return None
    text, base = _text(sentence), sentence.span.start
    at = sentence.place(found.hedge.anchor).start - base
    for match in _PERCENT.finditer(text):
        place = Span(match.start() + base, match.end() + base)
        if match.start() < at - 40 or found.proposition.span.covers(place):
            continue
        told = _of_figures(match, text[: match.start()].lower())
        return (*told, place) if told is not None else None
    if (evens := _EVENS.search(text.lower())) is not None and found.hedge.takes == "noun":
        return 0.5, 0.5, Span(evens.start() + base, evens.end() + base)
    if (share := _IN.search(text.lower())) is not None:
        part, whole = (_number(share[name]) for name in ("part", "whole"))
        if part and whole and part <= whole:
            exact = round(part / whole, 4)
            return exact, exact, Span(share.start() + base, share.end() + base)
    return None


def _of_figures(match: re.Match[str], before: str) -> tuple[float, float] | None:
    """A stated probability; "more than" and "less than" leave the other end open."""
    high = round(float(match["high"]) / 100, 4)
    low = round(float(match["low"]) / 100, 4) if match["low"] else high
    if low > high or high > 1:
        return None
    if _LESS.search(before):
        return 0.0, high
    return (low, 1.0) if _MORE.search(before) else (low, high)


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else _NUMBERS.get(word)


def _text(sentence: Sentence) -> str:
    """The sentence with its spaces, each character where it stands in the document."""
    text = ""
    for token in sentence.parsed:
        text = text.ljust(sentence.place(token).start - sentence.span.start) + token.text
    return text


def _status(sentence: Sentence, found: _Found, condition: Span | None) -> Status:
    words = list(sentence.parsed)
    if _asks(sentence):
        return Status.ASKED
    starts = min(found.tokens[0].i, sentence.tokens_in(found.proposition.span)[0].i)
    before = [plain(word) for word in words if word.i < starts]
    if before and before[-1] in _ASKING and not _is_relative(words, starts):
        return Status.ASKED
    return Status.CONDITIONAL if condition is not None else Status.POSSIBLE


def _asks(sentence: Sentence) -> bool:
    return any(word.text == "?" for word in list(sentence.parsed)[-3:])


def _is_relative(words: "list[Token]", starts: int) -> bool:
    word = next(word for word in words if word.i == starts - 1)
    relative = any(above.dep_ in ("acl:relcl", "advcl:relcl") for above in ancestors(word)[:1])
    return relative and plain(word) not in ("how", "whether", "why")


def _speakers(
    sentence: Sentence,
    found: _Found,
    mentions: Sequence[Mention],
    claims: Sequence[ClaimRecord],
) -> tuple[str, ...]:
    """Whose likelihood it is: the turn's, whom it cites, and who is said to expect it."""
    chain = list(speakers_of(sentence, found.hedge.anchor, mentions, claims))
    holder = found.frame_holder or found.proposition.holder
    if holder is not None and plain(holder) not in _NO_NAMES:
        name = party_of(sentence, holder, mentions).name
        if name not in chain:
            chain.append(name)
    return tuple(chain)


def _object(
    proposition: Proposition, subject: Party | None, mentions: Sequence[Mention]
) -> Party | None:
    """The first other side that the proposition mentions."""
    for mention in mentions:
        if not proposition.span.covers(mention.span) or mention.sort == "person":
            continue
        if subject is not None and (
            mention.span.meets(subject.span) or mention.name == subject.name
        ):
            continue
        if subject is not None and mention.span.start < subject.span.start:
            continue
        return party(mention)
    return None


def _confidence(found: _Found) -> float:
    sure = _SURE.get(found.hedge.takes, 0.75)
    return sure if found.proposition.head is not None else sure - 0.15
