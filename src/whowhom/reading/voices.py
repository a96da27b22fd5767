"""Voices: through whose mouths a report says something, the outermost first."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from whowhom.reading.mention import Mention
from whowhom.reading.records import ClaimRecord, Party
from whowhom.reading.saying import Saying, sayings_of, source_span
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span

if TYPE_CHECKING:
    import spacy.tokens as spacy

_SELF: Final = frozenset({"i", "we", "me", "us", "myself", "ourselves"})
_VOICED: Final = frozenset({"speech", "thought", "according"})
_ARTICLES: Final = frozenset({"the", "a", "an"})


def speakers_of(
    sentence: Sentence,
    token: "spacy.Token",
    mentions: Iterable[Mention],
    claims: Iterable[ClaimRecord] = (),
) -> tuple[str, ...]:
    """Through whose mouths what a word tells is told.

    Parameters
    ----------
    sentence : Sentence
        The parsed sentence.
    token : spacy.Token
        The word that tells the act or state.
    mentions : iterable of Mention
        Who is mentioned: a pronoun that stands for somebody gives the name it stands for.
    claims : iterable of ClaimRecord
        The document's claims (`claims_of`), if known: of speech over several sentences only they
        tell the speaker.

    Returns
    -------
    tuple of str
        The speaker of the turn, then whom he cites, and so on; empty where the outlet speaks.
        Somebody who says "I think" is named once.
    """
    mentions = tuple(mentions)
    place = sentence.place(token)
    found = [(c.content.end - c.content.start, c.speaker.name) for c in claims if _has(c, place)]
    for saying in sayings_of(sentence):
        if saying.sort not in _VOICED or saying.source is None or saying.word.i == token.i:
            continue
        within = [content for content in saying.contents if content.covers(place)]
        if within and saying.source.lower_ not in _SELF:
            party = party_of(sentence, saying.source, mentions)
            found.append((within[0].end - within[0].start, party.name))
    chain = [sentence.turn.speaker] if sentence.turn.speaker else []
    for _, name in sorted(found, key=lambda each: -each[0]):
        if name not in chain and name.lower() not in _SELF:
            chain.append(name)
    return tuple(chain)


def _has(claim: ClaimRecord, place: Span) -> bool:
    return claim.content.covers(place) and not claim.cue.meets(place)


def party_of(sentence: Sentence, source: "spacy.Token", mentions: Iterable[Mention]) -> Party:
    """Whom the words that name a speaker stand for.

    Parameters
    ----------
    sentence : Sentence
        The parsed sentence.
    source : spacy.Token
        Head of these words.
    mentions : iterable of Mention
        Who is mentioned.
    """
    head = sentence.place(source)
    mentions = tuple(mentions)
    for mention in mentions:
        if mention.span.meets(head):
            return Party(mention.span, mention.name, mention.actor_id)
    for child in source.children:
        if child.dep_ == "appos" and (person := _person_at(sentence, child, mentions)):
            return Party(person.span, person.name, person.actor_id)
    span = _without_article(sentence, source_span(sentence, source))
    if source.lower_ in _SELF and sentence.turn.speaker:
        return Party(span, sentence.turn.speaker)
    start = span.start - sentence.base
    return Party(span, " ".join(source.doc.text[start : span.end - sentence.base].split()))


def _person_at(
    sentence: Sentence, token: "spacy.Token", mentions: Iterable[Mention]
) -> Mention | None:
    """Who is named by an apposition: "the group's spokesman, Jo Park, said"."""
    place = sentence.place(token)
    return next((m for m in mentions if m.sort == "person" and m.span.meets(place)), None)


def _without_article(sentence: Sentence, span: Span) -> Span:
    first = sentence.tokens_in(span)[0]
    if (first.lower_ in _ARTICLES or first.tag_ == "WDT") and sentence.place(first).end < span.end:
        return Span(sentence.place(first.nbor(1)).start, span.end)
    return span


def voice(saying: Saying) -> bool:
    """Whether a saying puts words in somebody's mouth, and is no mere stance."""
    return saying.sort in _VOICED
