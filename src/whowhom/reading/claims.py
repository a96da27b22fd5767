"""Claims: who says what, with the words of saying and the words said."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whowhom.reading.document import Document
from whowhom.reading.mention import Mention
from whowhom.reading.partners import Partners
from whowhom.reading.quotes import quotes_of
from whowhom.reading.records import ClaimRecord, Party, Trace
from whowhom.reading.saying import Saying, sayings_of
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.statuses import status_of
from whowhom.reading.version import READER
from whowhom.reading.voices import party_of, speakers_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_MARKS: Final = '"\u201c\u00ab \n\t'
_JOINING: Final = frozenset({"and", "but", "or", "while", "which", "who", "as", "when", "yet"})
_OPENING: Final = frozenset(
    "when while after before since as if although though because once until unless whenever of in "
    "on at by with without during under from for despite to".split()
)
"""What opens a circumstance in front of the main clause: "When asked, the envoy declined"."""
_PAPERS: Final = frozenset({"statement", "communique", "communiqué", "declaration"})
"""What somebody issues, and what then speaks for whoever issued it: "the statement said"."""
_TITLE: Final = 60
_FAR: Final = 120
"""Characters between a quotation and its verb of saying, at most."""
_UNSAID: Final = frozenset({"will", "would", "'ll", "may", "might", "could", "can", "should"})
"""Helping verbs of an answer that is an act to come: "the army will respond"."""
CONFIDENCE: Final = {"speech": 0.79, "according": 0.9, "thought": 0.38, "stance": 0.48}
"""Share of claims of each sort whose cue and speaker were right on PolNeAR (development part)."""


def claims_of(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Iterable[Mention],
    reader: str = READER,
) -> list[ClaimRecord]:
    """Every claim of a document, in the order of the text.

    Speech is found by its verb ("said", "warned"), by "according to", and by quotation marks;
    "The statement said" gives the words of whoever issued a statement before. Thoughts
    ("believes that") and stances ("called for", "condemned") are claims too. A quotation
    that goes on after "..., he said." in the same paragraph is a claim of the same speaker.

    Parameters
    ----------
    document : Document
        What is read.
    sentences : sequence of Sentence
        Its sentences, in order.
    mentions : iterable of Mention
        Who is mentioned.
    reader : str
        Name and version of the reader, for the records.
    """
    mentions = tuple(mentions)
    quotes = quotes_of(document.text)
    found: list[ClaimRecord] = []
    issuer: Party | None = None
    partners = Partners(sentence.turn for sentence in sentences)
    for sentence in sentences:
        near, around = _near(sentence, quotes)
        for saying in sayings_of(sentence):
            contents = _contents(document, sentence, saying, near, around)
            if saying.source is None or not contents or _own(sentence, saying, near):
                continue
            if _empty(document, sentence, saying, contents[0]):
                continue
            speaker = party_of(sentence, _whose(saying.source), mentions)
            if speaker.name.casefold() in _PAPERS and issuer is not None:
                speaker = replace(issuer, span=speaker.span)
            elif any(token.lower_ in _PAPERS for token in sentence.parsed):
                issuer = speaker
            if saying.source.lower_ == "you":
                # "You said ..." is told of whoever is spoken to.
                speaker = replace(speaker, name=partners.of(sentence.turn))
                if not speaker.name:
                    continue
            for content in contents:
                found.append(
                    _record(document, sentence, saying, speaker, content, mentions, reader)
                )
    return found


def _empty(document: Document, sentence: Sentence, saying: Saying, content: Span) -> bool:
    """Whether nobody knows to what a stance is taken, or a thought has no verb.

    "Denies it", "support each other", "knows just how determined" tell nothing.
    """
    if saying.sort == "stance":
        return content.of(document.text).casefold() in _NOTHING
    verbs = (token.pos_ in {"VERB", "AUX"} for token in sentence.tokens_in(content))
    return saying.sort == "thought" and not any(verbs)


_NOTHING: Final = frozenset({"it", "them", "him", "her", "this", "that", "each other", "itself"})


def _whose(source: "Token") -> "Token":
    """Whom a relative pronoun stands for: "the envoy, who reported that"."""
    if source.tag_ not in _RELATIVE:
        return source
    before = [t for t in source.doc[max(source.sent.start, source.i - 2) : source.i] if t.is_alpha]
    named = before and before[-1].pos_ in {"NOUN", "PROPN"}
    return before[-1] if named else source


_RELATIVE: Final = frozenset({"WP", "WDT"})


def _near(sentence: Sentence, quotes: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """The quotations that share a character with a sentence, and these with the next one."""
    first = bisect_left(quotes, sentence.span.start, key=lambda quote: quote.end)
    last = bisect_left(quotes, sentence.span.end, key=lambda quote: quote.start)
    near = [quote for quote in quotes[first:last] if quote.meets(sentence.span)]
    return near, list(quotes[first : last + 1])


def _own(sentence: Sentence, saying: Saying, quotes: list[Span]) -> bool:
    """Whether a speaker only says "I think" or "we want" within his own words."""
    if saying.source is None or saying.sort not in {"thought", "stance"}:
        return False
    within = sentence.turn.speaker or any(quote.covers(saying.cue) for quote in quotes)
    return bool(within) and saying.source.lower_ in {"i", "we", "you"}


def _contents(
    document: Document,
    sentence: Sentence,
    saying: Saying,
    near: list[Span],
    quotes: list[Span],
) -> list[Span]:
    outside = [quote for quote in near if not quote.meets(saying.cue)]
    own = sentence.place(saying.source) if saying.source is not None else None
    # A headline's "..., says X" may be cut before the verb: then X is taken for what is said.
    contents = [content for content in saying.contents if content != own]
    if saying.sort == "speech" and not contents:
        close = [q for q in outside if _gap(q, saying.cue) <= _FAR]
        contents = _led_into(document, sentence, saying, close)
        contents = contents or _announced(document, sentence, quotes)
        contents = contents or _before(document, sentence, saying)
    elif saying.sort == "speech":
        contents = [_whole(content, outside, saying.cue) for content in contents]
    if saying.sort == "speech" and contents:
        contents += _going_on(document, sentence, saying, quotes, contents)
    return contents


def _gap(one: Span, other: Span) -> int:
    return max(one.start, other.start) - min(one.end, other.end)


def _led_into(
    document: Document, sentence: Sentence, saying: Saying, quotes: list[Span]
) -> list[Span]:
    """Quotations; one that only ends what is said, with the words before it.

    Of 'They had "won", officials said' all that stands before the comma is said.
    """
    if len(quotes) != 1 or quotes[0].end > saying.cue.start:
        return quotes
    (quote,) = quotes
    start = sentence.span.start
    before = document.text[start : quote.start].strip()
    after = document.text[quote.end : saying.cue.start].strip()
    if len(before.split()) < 2 or before[-1] in ",:;" or not after.startswith(","):
        return quotes
    return [Span(start, quote.end)]


def _whole(content: Span, quotes: list[Span], cue: Span) -> Span:
    """What is said with its quotation marks and to the quotation's end."""
    for quote in quotes:
        if quote.meets(content) and quote.start <= content.start:
            if quote.end < content.end < cue.start and content.end - quote.end < _TITLE:
                # What follows the quotation is the title of who speaks: '"No," Captain Ruiz said'.
                return quote
            return Span(quote.start, max(quote.end, content.end))
        if content.start < quote.start < content.end < quote.end:
            return Span(content.start, quote.end)
    return content


def _before(document: Document, sentence: Sentence, saying: Saying) -> list[Span]:
    """What stands before "..., officials said" where the parse does not tell it."""
    helpers = {child.lower_ for child in saying.word.children if child.dep_ == "aux"}
    bare = saying.word.tag_ == "VB" and not helpers
    if saying.source is None or helpers & _UNSAID or bare or saying.source.tag_ in _RELATIVE:
        return []
    start = min(sentence.place(saying.source).start, saying.cue.start)
    before = document.text[sentence.span.start : start]
    comma = before.rfind(",")
    joined = before[comma + 1 :].split()[:1]
    if comma < 1 or (joined and joined[0].lower() in _JOINING):
        return []
    if not _tells(sentence, Span(sentence.span.start, sentence.span.start + comma)):
        return []
    return [Span(sentence.span.start, sentence.span.start + comma)]


def _tells(sentence: Sentence, before: Span) -> bool:
    """Whether what stands before a comma can be what is said, and is no mere circumstance."""
    tokens = sentence.tokens_in(before)
    if not tokens or not any(token.pos_ in {"VERB", "AUX"} for token in tokens):
        return False
    if tokens[0].lower_ not in _OPENING:
        return True
    # "If they attack, we will answer": the main clause follows the first comma.
    comma = next((at for at, token in enumerate(tokens) if token.text == ","), len(tokens))
    return any(token.pos_ in {"VERB", "AUX"} for token in tokens[comma:])


def _announced(document: Document, sentence: Sentence, quotes: list[Span]) -> list[Span]:
    """The quotation after "He said:" where the sentence ends with the colon."""
    if not sentence.span.of(document.text).rstrip().endswith(":"):
        return []
    return [q for q in quotes if _only_space(document, sentence.span.end, q.start)][:1]


def _going_on(
    document: Document,
    sentence: Sentence,
    saying: Saying,
    quotes: list[Span],
    contents: list[Span],
) -> list[Span]:
    """The quotation that goes on after "..., he said." in the same paragraph."""
    if not any(quote.meets(content) for quote in quotes for content in contents):
        return []
    last = sentence.span.end
    while last > saying.cue.end and document.text[last - 1] in _MARKS:
        last -= 1
    for quote in quotes:
        between = document.text[last : quote.start]
        if quote.start >= last and not between.strip() and "\n" not in between:
            return [quote]
    return []


def _only_space(document: Document, start: int, end: int) -> bool:
    return start <= end and not document.text[start:end].strip()


def _record(
    document: Document,
    sentence: Sentence,
    saying: Saying,
    speaker: Party,
    content: Span,
    mentions: Sequence[Mention],
    reader: str,
) -> ClaimRecord:
    spans = [saying.cue, content, speaker.span]
    span = Span(min(each.start for each in spans), max(each.end for each in spans))
    trace = Trace(
        span=span,
        quote=span.of(document.text),
        status=status_of(sentence, saying.word).status,
        speakers=speakers_of(sentence, saying.word, mentions),
        confidence=CONFIDENCE[saying.sort],
        reader=reader,
    )
    return ClaimRecord(trace, speaker, saying.cue, content)
