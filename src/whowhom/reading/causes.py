"""Causes: what a report says brought something about, where a word says so.

Only causes with a cue are kept ("because", "due to", "led to", "so"): what stands side by side
without one is left to the reader. "After" and "amid" tell a time, not a cause.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whowhom.reading.causal import Cause, is_predicate
from whowhom.reading.causatives import by_noun, by_verb
from whowhom.reading.clauses import children, is_root, plain
from whowhom.reading.document import Document
from whowhom.reading.mention import Mention
from whowhom.reading.mentioned import mentions_in
from whowhom.reading.reasons import by_answer, by_conjunction, by_preposition
from whowhom.reading.records import CauseRecord, ClaimRecord, Trace
from whowhom.reading.results import by_joining, by_why
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.status import Status
from whowhom.reading.statuses import status_of
from whowhom.reading.version import READER
from whowhom.reading.voices import speakers_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def causes_of(
    document: Document,
    sentences: Iterable[Sentence],
    mentions: Sequence[Mention],
    claims: Sequence[ClaimRecord] = (),
    reader: str = READER,
) -> list[CauseRecord]:
    """The causes that a document states with a word of cause, in order.

    Parameters
    ----------
    document : Document
        What is read.
    sentences : iterable of Sentence
        Its parsed sentences.
    mentions : sequence of Mention
        Who is mentioned in it: for the names of those cited.
    claims : sequence of ClaimRecord
        Its claims, if known: of speech over several sentences only they tell the speaker.
    reader : str
        Name and version of the reader.

    Returns
    -------
    list of CauseRecord
        Cause, effect and cue to the letter. "So" and "as a result" at the start of a sentence make
        the sentence before it the cause.

    Examples
    --------
    >>> from whowhom.reading.parser import PACKAGED, load
    >>> from whowhom.reading.turn import Turn
    >>> text = "The convoy stopped because of the snow."
    >>> document = Document("0" * 16, text, ())
    >>> sentences = load(PACKAGED).sentences(document, [Turn(Span(0, len(text)), "narration")])
    >>> [(r.cause.of(text), r.effect.of(text)) for r in causes_of(document, sentences, ())]
    [('the snow', 'The convoy stopped')]
    """
    records: list[CauseRecord] = []
    before: Sentence | None = None
    for sentence in sentences:
        near = mentions_in(sentence, mentions)
        for found in _in_sentence(sentence, before):
            trace = _trace(document, sentence, found, reader)
            speakers = speakers_of(sentence, found.head, near, claims)
            trace = replace(trace, speakers=speakers)
            records.append(CauseRecord(trace, found.cause, found.effect, found.cue))
        before = sentence
    return sorted(records, key=lambda record: record.cue)


def _trace(document: Document, sentence: Sentence, found: Cause, reader: str) -> Trace:
    spans = (found.cause, found.effect, found.cue)
    span = Span(min(each.start for each in spans), max(each.end for each in spans))
    status = _status(sentence, found)
    return Trace(span, span.of(document.text), status, (), found.sure, reader)


def _status(sentence: Sentence, found: Cause) -> Status:
    if sentence.parsed[-1].text == "?":
        return Status.ASKED
    words = [plain(word) for word in sentence.parsed if word.i < found.head.i]
    if words and words[-1] in ("not", "n't", "never"):
        return Status.DENIED
    if words and words[-1] == "but":
        return Status.HAPPENED
    told = found.head if found.head.pos_ == "VERB" else _predicate(sentence, found.effect)
    if told is None or any(plain(each) in ("i", "we") for each in children(told, "nsubj")):
        return Status.HAPPENED
    status = status_of(sentence, told).status
    # That something did not happen may well have a cause: only the cue's own negation denies it.
    return Status.HAPPENED if status == Status.DENIED and told.i != found.head.i else status


def _predicate(sentence: Sentence, effect: Span) -> "Token | None":
    """The word that tells the effect: its highest."""
    inside = sentence.tokens_in(effect)
    numbers = {token.i for token in inside}
    tops = [token for token in inside if is_root(token) or token.head.i not in numbers]
    verbs = [token for token in tops if token.pos_ in ("VERB", "AUX") or is_predicate(token)]
    return verbs[0] if verbs else None


def _in_sentence(sentence: Sentence, before: Sentence | None) -> Iterator[Cause]:
    seen: set[tuple[Span, Span]] = set()
    cued: set[int] = set()
    ways = (
        by_why(sentence, before),
        by_answer(sentence, before),
        by_preposition(sentence, before),
        by_joining(sentence, before),
        by_conjunction(sentence),
        by_verb(sentence),
        by_noun(sentence),
    )
    for way in ways:
        for found in way:
            words = {token.i for token in sentence.tokens_in(found.cue)}
            if (found.cause, found.effect) in seen or words & cued:
                continue
            if found.cause.meets(found.effect) or _is_empty(sentence, found):
                continue
            seen.add((found.cause, found.effect))
            cued |= words
            yield found


_EMPTY: Final = frozenset({"what", "who", "which", "why", "how", "that", "this", "it"})


def _is_empty(sentence: Sentence, found: Cause) -> bool:
    """Whether a side is only asked for or pointed at: "what led to the siege?"."""
    sides = (sentence.tokens_in(side) for side in (found.cause, found.effect))
    return any(len(side) == 1 and plain(side[0]) in _EMPTY for side in sides)
