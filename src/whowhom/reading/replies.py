"""Replies: "Highly unlikely." to "Will they sign?" is a stated likelihood of what was asked."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from whowhom.reading.document import Document
from whowhom.reading.hedges import lean_of, lexicon
from whowhom.reading.likelihoods import band_of
from whowhom.reading.mention import Mention
from whowhom.reading.mentioned import mentions_in, party
from whowhom.reading.records import LikelihoodRecord, Party, Trace
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.status import Status
from whowhom.reading.version import READER

_SURE: Final = 0.7
_LONGEST: Final = 240
_FIRST: Final = 2
"""Sentences of an answer that may be the reply: "No. Highly unlikely."."""

_OPENS: Final = re.compile(
    r"(?:(?:so|and|but|well|now|then|ok|okay|right),? )*(?:[A-Z][\w.]+(?: [A-Z]\w+)?, )?"
    r"(?P<lead>"
    r"(?:do|did|would|could|can|don[’']t) you (?:really |also |personally |then |still )?"
    r"(?:think|believe|expect|see|foresee|anticipate|imagine|envisage|fear)(?: that)? |"
    r"is there (?:now |still |not |any |a |some |real |serious |the )*"
    r"(?:risk|chance|danger|possibility|prospect|likelihood)s?(?: that| of)? |"
    r"(?:how|are|is) (?:likely|probable|possible|realistic) is (?:it|that)?(?: that| for)? ?|"
    r"(?:is|would|was) it (?:be )?(?:at all |really |still )?"
    r"(?:likely|possible|probable|conceivable|plausible|realistic)(?: that| for) |"
    r"what are the (?:chances|odds|prospects)(?: that| of)? |"
    r"what is the (?:likelihood|probability|risk|chance|prospect)(?: that| of)? |"
    r"(?=(?:will|would|could|can|may|might|is|are|was|were|do|does|did|has|have|had|should|won[’']t|"
    r"isn[’']t|aren[’']t|wouldn[’']t|couldn[’']t)\b))",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"\b(?:will|would|could|can|might|may|going to|risk|chances?|danger|odds|likely|possible|"
    r"likelihood|prospects?|expect|foresee|see)\b",
    re.IGNORECASE,
)
_OR: Final = re.compile(
    r"\bor (?:(?:will|would|could|can|is|are|do|does|did|has|have|won[’']t|not)\b|rather\b)"
)
_CHECKS: Final = re.compile(r"(?:is|was|are|isn[’']t) (?:that|it|this) \w+$", re.IGNORECASE)

# A reply is all of its sentence: an opening word, who or what, and the words of likelihood.
_DEGREES: Final = (
    r"(?:(?:very|highly|quite|extremely|most|more|rather|fairly|pretty|almost|nearly|virtually|"
    r"absolutely|entirely|perfectly|all too|always|certainly|at all|really|just|still|not|never|"
    r"also|a bit|somewhat|too|far from|by no means|so|that|increasingly) )*"
)
_GRADED: Final = (
    rf"(?P<graded>{_DEGREES}(?:likely|unlikely|probable|improbable|possible|impossible|"
    r"conceivable|inconceivable|plausible|implausible|doubtful|inevitable|unavoidable|"
    r"unthinkable|certain)|"
    r"(?:very |quite |almost )?(?:probably|possibly|perhaps|maybe|presumably|undoubtedly|"
    r"(?:almost |most )certainly|doubtless|inevitably)(?: not)?)"
)
_SET: Final = (
    r"(?P<against>absolutely not|certainly not|definitely not|of course not|surely not|"
    r"not a chance|no chance|no way|out of the question|hardly|"
    r"(?:a |a very |quite a )?(?:long shot|remote (?:possibility|prospect)|pipe dream)|"
    r"(?:very |highly |quite |rather )?(?:hard|difficult) to (?:imagine|see|believe)|"
    r"(?:very |quite |highly )?surprising|i (?:very much |seriously |really |highly )?doubt "
    r"(?:it|that|this|so)|i (?:really )?(?:do not|don[’']t) (?:think|believe|expect|see) "
    r"(?:so|that|it|that happening|it happening))|"
    r"(?P<for>i (?:do )?(?:think|believe|expect|suspect|fear) so|without (?:a |any )?doubt|"
    r"no doubt(?: about (?:it|that))?|there is no doubt(?: about (?:it|that))?|"
    r"only a matter of time|a matter of time|(?:a |a very )?(?:real|serious|distinct|strong) "
    r"(?:possibility|chance|prospect|risk)|most definitely|definitely)|"
    r"(?P<open>(?:it|that|this|they|he|she|we) (?:may|might|could)(?: very)?(?: well)?"
    r"(?: happen| be| do (?:so|that|it)| come to that)?|(?:a )?possibility|"
    r"it depends|hard to say|anything is possible|"
    r"(?:it|that|this) (?:can[’']t|cannot|can not) be (?:ruled out|excluded))"
)
_REPLY: Final = re.compile(
    r"(?:(?:no|yes|yeah|yep|well|look|oh|honestly|frankly|sure|again|so|and|but|in my (?:view|"
    r"opinion)|personally|i think|i believe|i would say|i[’']d say|in short),? )*"
    r"(?:(?:it|that|this) (?:is|[’']s|seems|looks|sounds|would be|remains|will be) |"
    r"(?:it|that|this)[’']s |(?:it|that|this) (?:isn[’']t|wouldn[’']t be) (?=[a-z]))?"
    rf"(?:{_GRADED}|{_SET})"
    r"(?:,? (?:no|yes|i think|i believe|i would say|i[’']d say|i[’']m afraid|unfortunately|"
    r"in my (?:view|opinion)|at (?:best|all|this (?:point|stage))|at the (?:moment|very best)|"
    r"for now|right now|frankly|indeed|so far|either|anytime soon|any time soon))*"
    r"(?P<when>,? (?:depending on|if|unless|as long as|provided|but|although|though|because|given|"
    r"until|at least)\b.*)?[.!]?",
    re.IGNORECASE,
)
_NEGATED: Final = re.compile(r"\b(?:not|never|far from|by no means)\b|n[’']t\b", re.IGNORECASE)


class _Asked(NamedTuple):
    """A question that yes or no answers: what it asks, whether of what may be, and its sentence."""

    proposition: Span
    ahead: bool
    sentence: Sentence


def replies_of(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    reader: str = READER,
) -> list[LikelihoodRecord]:
    """The likelihoods that short answers state of what the question before them asks.

    Parameters
    ----------
    document : Document
        What is read.
    sentences : sequence of Sentence
        Its sentences, in order, with their turns.
    mentions : sequence of Mention
        Who is mentioned.
    reader : str
        Name and version of the reader.

    Returns
    -------
    list of LikelihoodRecord
        The proposition stands in the question, the words in the answer. A plain "yes" or "no"
        states none.

    Examples
    --------
    >>> from whowhom.reading.documents import read_document
    >>> from whowhom.reading.parser import PACKAGED, load
    >>> from whowhom.reading.turns import turns_of
    >>> report = read_document(b"Q: Will they sign the deal?\\n\\nA: Highly unlikely. Too late.\\n")
    >>> read = load(PACKAGED).sentences(report, turns_of(report))
    >>> [(r.words, r.polarity, r.proposition.of(report.text)) for r in replies_of(report, read, ())]
    [('Highly unlikely', 'against', 'Will they sign the deal')]
    """
    found: list[LikelihoodRecord] = []
    for asking, answering in pairwise(_by_turn(sentences)):
        if (asking[0].turn.kind, answering[0].turn.kind) != ("question", "answer"):
            continue
        asked = _asked(document, asking)
        if asked is not None:
            found += _replies(document, asked, answering, mentions, reader)
    return found


def _by_turn(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    found: list[list[Sentence]] = []
    for sentence in sentences:
        if not found or found[-1][-1].turn != sentence.turn:
            found.append([])
        found[-1].append(sentence)
    return found


def _asked(document: Document, asking: list[Sentence]) -> _Asked | None:
    """The last question of a turn that yes or no may answer: not "will they, or won't they?"."""
    for sentence in reversed(asking):
        words = sentence.span.of(document.text).rstrip("\"'”’) ")
        if not words.endswith("?"):
            return None
        if not _OR.search(words):
            return _of_question(sentence, words.rstrip("?! "))
    return None


def _of_question(sentence: Sentence, words: str) -> _Asked | None:
    opens = _OPENS.match(words)
    if opens is None or _CHECKS.match(words, opens.end()):
        return None
    start = sentence.span.start + opens.end()
    proposition = Span(start, sentence.span.start + len(words))
    if len(words[opens.end() :].split()) < 2:
        return None
    return _Asked(proposition, bool(_AHEAD.search(words)), sentence)


def _replies(
    document: Document,
    asked: _Asked,
    answering: list[Sentence],
    mentions: Sequence[Mention],
    reader: str,
) -> Iterator[LikelihoodRecord]:
    for sentence in answering[:_FIRST]:
        text = sentence.span.of(document.text)
        reply = _REPLY.fullmatch(" ".join(text.split())) if len(text) < _LONGEST else None
        if reply is None or "  " in text:
            continue
        if not asked.ahead and reply["graded"] is None:
            continue
        yield _record(document, asked, sentence, reply, mentions, reader)
        return


def _record(
    document: Document,
    asked: _Asked,
    sentence: Sentence,
    reply: re.Match[str],
    mentions: Sequence[Mention],
    reader: str,
) -> LikelihoodRecord:
    name = next(each for each in ("graded", "against", "for", "open") if reply[each])
    span = Span(*reply.span(name)).shifted(sentence.span.start)
    polarity, band = _told(reply) if name == "graded" else (name, None)
    subject, other = _sides(asked, mentions)
    trace = Trace(
        span=span,
        quote=span.of(document.text),
        status=Status.POSSIBLE,
        speakers=(sentence.turn.speaker,) if sentence.turn.speaker else (),
        confidence=_SURE,
        reader=reader,
    )
    low, high = band or (None, None)
    return LikelihoodRecord(
        trace, trace.quote, polarity, asked.proposition, low, high, subject, other
    )


def _told(reply: re.Match[str]) -> tuple[str, tuple[float, float] | None]:
    """Polarity and band of graded words, negation respected."""
    words = reply["graded"].lower()
    denied = bool(_NEGATED.search(reply[0][: reply.end("graded")]))
    bare = _NEGATED.sub("", words).split()
    known = {**lexicon()["adjectives"], **lexicon()["adverbs"]}
    lean = lean_of(known.get(bare[-1], "open"))
    if denied:
        # "Not possible" is against; "not certain" only opens it.
        lean = 0 if bare[-1] == "certain" else (-lean or -1)
    band = band_of(" ".join(bare), turned=denied)
    if words == "probably not":
        band = band_of(words)
    return ("open", "for", "against")[lean], band


def _sides(asked: _Asked, mentions: Sequence[Mention]) -> tuple[Party | None, Party | None]:
    """The first two parties that the question names."""
    inside = [m for m in mentions_in(asked.sentence, mentions) if asked.proposition.covers(m.span)]
    acting = [m for m in inside if m.sort in ("group", "state")]
    first = acting[0] if acting else None
    other = next((m for m in inside if first and m.name != first.name and m.sort != "person"), None)
    return (party(first) if first else None), (party(other) if other else None)
