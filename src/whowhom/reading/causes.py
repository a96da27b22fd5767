"""Causes: what a report says brought something about, where a word says so.

Only causes with a cue are kept ("because", "due to", "led to", "so"): what stands side by side
without one is left to the reader. "After" and "amid" tell a time, not a cause.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from whowhom.reading.clauses import (
    SUBJECTS,
    ancestors,
    antecedent,
    below,
    children,
    is_root,
    nearest_subject,
    own,
    plain,
    rest_of_clause,
    start_of_clause,
    stretch,
    subject_of,
)
from whowhom.reading.document import Document
from whowhom.reading.lemmas import lemma
from whowhom.reading.mention import Mention
from whowhom.reading.mentioned import mentions_in
from whowhom.reading.records import CauseRecord, ClaimRecord, Trace
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.status import Status
from whowhom.reading.statuses import status_of
from whowhom.reading.version import READER
from whowhom.reading.voices import speakers_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_WRITTEN: Final = ("report", "article", "story", "reporting", "website", "websites")
_SAYING: Final = ("say", "tell", "add", "explain", "argue", "note")


_PERSONS: Final = ("i", "you", "we", "who", "it", "he", "she", "they")


@dataclass(frozen=True)
class _Cause:
    """A cause as found: spans, how sure, and the verb or predicate that stands for the whole."""

    cause: Span
    effect: Span
    cue: Span
    sure: float
    head: "Token"


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


@cache
def cues() -> dict[str, Any]:
    """The words of cause that are known."""
    path = resources.files("whowhom.reading") / "data" / "cause_cues.json"
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _trace(document: Document, sentence: Sentence, found: _Cause, reader: str) -> Trace:
    spans = (found.cause, found.effect, found.cue)
    span = Span(min(each.start for each in spans), max(each.end for each in spans))
    status = _status(sentence, found)
    return Trace(span, span.of(document.text), status, (), found.sure, reader)


def _status(sentence: Sentence, found: _Cause) -> Status:
    if sentence.parsed[-1].text == "?":
        return Status.ASKED
    words = [plain(word) for word in sentence.parsed if word.i < found.head.i]
    if words and words[-1] in ("not", "n't", "never"):
        return Status.DENIED
    if words and words[-1] == "but":
        return Status.HAPPENED
    told = found.head if found.head.pos_ == "VERB" else _predicate(sentence, found.effect)
    return status_of(sentence, told).status if told is not None else Status.HAPPENED


def _predicate(sentence: Sentence, effect: Span) -> "Token | None":
    """The word that tells the effect: its highest."""
    inside = sentence.tokens_in(effect)
    numbers = {token.i for token in inside}
    tops = [token for token in inside if is_root(token) or token.head.i not in numbers]
    verbs = [token for token in tops if token.pos_ in ("VERB", "AUX") or _is_predicate(token)]
    best = verbs or tops
    return best[0] if best else None


def _in_sentence(sentence: Sentence, before: Sentence | None) -> Iterator[_Cause]:
    seen: set[tuple[Span, Span]] = set()
    cued: set[int] = set()
    ways = (_why(sentence, before), _prepositions(sentence, before), _next(sentence, before),
            _marks(sentence), _verbs(sentence), _nouns(sentence))  # fmt: skip
    for way in ways:
        for found in way:
            words = {token.i for token in sentence.tokens_in(found.cue)}
            if (found.cause, found.effect) in seen or words & cued:
                continue
            if found.cause.meets(found.effect):
                continue
            seen.add((found.cause, found.effect))
            cued |= words
            yield found


def _made(
    sentence: Sentence,
    cause: "Iterable[Token] | Span",
    effect: "Iterable[Token] | Span",
    cue: "Sequence[Token]",
    sure: float,
) -> Iterator[_Cause]:
    """A cause, if both sides hold words; they are cut where the cue begins and ends."""
    marks = {token.i for token in cue}
    sides = []
    for side in (cause, effect):
        if isinstance(side, Span):
            sides.append(side)
            continue
        words = [token for token in side if token.i not in marks]
        span = stretch(sentence, _one_side(words, cue))
        if span is None:
            return
        sides.append(span)
    place = sentence.place(cue[0], cue[-1])
    yield _Cause(sides[0], sides[1], place, sure, cue[0])


def _one_side(words: "list[Token]", cue: "Sequence[Token]") -> "list[Token]":
    """The words on the side of the cue where the most of them stand."""
    left = [word for word in words if word.i < cue[0].i]
    right = [word for word in words if word.i > cue[-1].i]
    return left if len(left) > len(right) else right


def _found(sentence: Sentence, phrases: Iterable[str]) -> "Iterator[list[Token]]":
    """Where phrases stand; the longest first, none twice."""
    words = list(sentence.parsed)
    texts = [plain(word) for word in words]
    used: set[int] = set()
    for phrase in sorted(phrases, key=lambda each: -len(each.split())):
        parts = phrase.split()
        for at in range(len(words) - len(parts) + 1):
            if texts[at] != parts[0] or texts[at : at + len(parts)] != parts:
                continue
            here = set(range(at, at + len(parts)))
            if not used & here:
                used |= here
                yield words[at : at + len(parts)]


def _clause_of(token: "Token") -> "Token":
    """The predicate of the clause in which a word stands."""
    for above in [token, *ancestors(token)]:
        if above.pos_ in ("VERB", "AUX") or children(above, "cop", *SUBJECTS):
            return above
    return token


def _whole(head: "Token", without: Iterable[int]) -> "list[Token]":
    """A clause with its subject, without some of its parts."""
    words = own(head, set(without))
    subject = subject_of(head)
    shared = head.dep_ in ("conj", "xcomp")
    if shared and subject is not None and not any(word.i == subject.i for word in words):
        words = [*own(subject, set(without) | {head.i}), *words]
    return words


def _prepositions(sentence: Sentence, before: Sentence | None) -> Iterator[_Cause]:
    known = cues()
    for cue in _found(sentence, [*known["prepositions"], *known["clausal"]]):
        cause = _after_preposition(sentence, cue)
        if cause is None or not _is_preposition(cue):
            continue
        words = below(cause)
        if plain(cause) in ("this", "that", "it", "which") and len(words) <= len(cue) + 2:
            cue = [*cue, cause]
            if _first_word(sentence).i == cue[0].i or _only_and(sentence, cue[0]):
                yield from _from_before(sentence, before, cue)
            continue
        if _opens(sentence, cue[0]):
            reason, effect = _opening(sentence, cue[-1])
            yield from _made(sentence, reason, effect, cue, 0.8)
            continue
        governor = _governor(sentence, cue, cause)
        sure = 0.85 if len(cue) > 1 else 0.6
        subject = subject_of(cause)
        if plain(cue[0]) == "due" and children(cause, "cop") and subject is not None:
            yield from _made(sentence, _right_of(words, cue), below(subject), cue, sure)
        elif governor is not None:
            effect = _whole(governor, {cause.i, cue[0].i})
            if not effect and not _is_first(sentence, cue[0]):
                effect = start_of_clause(sentence, cue[0].i)
            yield from _made(sentence, _right_of(words, cue), effect, cue, sure)


def _opens(sentence: Sentence, cue: "Token") -> bool:
    """Whether a phrase of cause stands before the clause it explains."""
    before = [word for word in sentence.parsed if word.i < cue.i]
    if any(word.pos_ in ("VERB", "AUX") for word in before):
        return False
    nouns = [word for word in before if word.dep_ in SUBJECTS and word.head.i < cue.i]
    return not nouns and (not before or before[-1].pos_ in ("PUNCT", "CCONJ"))


def _is_preposition(cue: "list[Token]") -> bool:
    """Whether "given" is no participle: it opens the sentence or follows a comma."""
    if plain(cue[0]) != "given" or len(cue) > 1:
        return True
    before = cue[0].i - 1
    opens = before < 0 or cue[0].is_sent_start or plain(cue[0].doc[before]) in (",", "and")
    following = cue[0].doc[cue[0].i + 1 : cue[0].i + 2]
    return bool(opens) and bool(following) and following[0].pos_ in ("DET", "ADJ", "NOUN", "PROPN")


def _right_of(words: "list[Token]", cue: "Sequence[Token]") -> "list[Token]":
    return [word for word in words if word.i > cue[-1].i]


def _after_preposition(sentence: Sentence, cue: "list[Token]") -> "Token | None":
    """The noun or verb that a preposition of cause governs."""
    last = cue[-1].i
    within = {token.i for token in cue}
    for token in cue:
        if token.head.i > last and token.head.i not in within:
            return token.head
    for token in cue:
        for child in children(token, "obl", "nmod", "obj", "acl", "advcl", "ccomp", "fixed"):
            if child.i > last:
                return child
    following = [token for token in sentence.parsed if token.i > last]
    nouns = ("NOUN", "PROPN", "PRON", "VERB")
    return next((token for token in following[:6] if token.pos_ in nouns), None)


def _governor(sentence: Sentence, cue: "list[Token]", cause: "Token") -> "Token | None":
    """The predicate or noun that has the cause."""
    within = {token.i for token in [*cue, *below(cause)]}
    for token in (cause, *cue):
        if not is_root(token) and token.head.i not in within:
            head = token.head
            if head.pos_ in ("NOUN", "PROPN") and not children(head, "cop", *SUBJECTS):
                return head if head.dep_ in SUBJECTS else _clause_of(head)
            return _clause_of(head)
    others = [token for token in sentence.parsed if token.i not in within]
    verbs = [token for token in others if token.pos_ in ("VERB", "AUX") and token.dep_ != "aux"]
    return verbs[0] if verbs else None


def _marks(sentence: Sentence) -> Iterator[_Cause]:
    """Conjunctions: "because", and "since" and "as" where they tell no time."""
    for token in sentence.parsed:
        word = plain(token)
        if word not in cues()["marks"] or token.dep_ == "fixed" or children(token, "fixed"):
            continue
        if not _is_causal(sentence, token):
            continue
        sure = {"because": 0.9, "since": 0.7, "as": 0.55}[word]
        cause, effect = (_opening if _is_first(sentence, token) else _closing)(sentence, token)
        cause, effect = _until_another(cause, token), _until_another(effect, token)
        yield from _made(sentence, cause, effect, [token], sure)


def _until_another(words: "list[Token]", mark: "Token") -> "list[Token]":
    """Up to a second "because": "not because they lost but because they were paid"."""
    kept: list[Token] = []
    for word in words:
        if plain(word) == "because" and word.i != mark.i:
            while kept and plain(kept[-1]) in ("not", "but", "and", "only", "or"):
                kept.pop()
            break
        kept.append(word)
    return kept


def _is_first(sentence: Sentence, mark: "Token") -> bool:
    """Whether the reason stands before what it explains: "Because they won, he left"."""
    before = [plain(word) for word in sentence.parsed if word.i < mark.i]
    return not before or (before[-1] in ("and", "but", "that", "“", '"') and len(before) < 5)


def _opening(sentence: Sentence, mark: "Token") -> "tuple[list[Token], list[Token]]":
    """A reason up to the last comma before the main clause, and the main clause."""
    words = [word for word in sentence.parsed if word.i > mark.i]
    commas = [word.i for word in words if word.text == ","]
    if not commas:
        return [], []
    starts = {_start(word) for word in words if _is_predicate(word)}
    cut = next((comma for comma in commas if comma + 1 in starts), commas[0])
    return [word for word in words if word.i < cut], [word for word in words if word.i > cut]


def _start(predicate: "Token") -> int:
    """Where the subject of a predicate begins; a relative pronoun begins no main clause."""
    subject = nearest_subject(predicate)
    if subject is None or plain(subject) in ("which", "who", "that", "whom"):
        return -1
    return int(below(subject)[0].i)


def _closing(sentence: Sentence, mark: "Token") -> "tuple[list[Token], list[Token]]":
    """A reason after what it explains."""
    parsed = _whole(_explained(sentence, mark), _marked(mark))
    effect = [word for word in parsed if word.i < mark.i]
    loose = start_of_clause(sentence, mark.i)
    last = next((w.i for w in reversed(loose) if w.pos_ != "PUNCT"), None)
    if not effect or not any(word.i == last for word in effect):
        effect = loose
    return _reason(sentence, mark), effect


def _marked(mark: "Token") -> "list[int]":
    """The number of the word that a conjunction marks, and its own."""
    return [mark.i, mark.head.i] if mark.head.i > mark.i else [mark.i]


def _explained(sentence: Sentence, mark: "Token") -> "Token":
    """The predicate that a reason explains: the one it hangs on if it stands before it."""
    clause = mark.head if mark.head.i > mark.i else mark
    above = clause if is_root(clause) else _clause_of(clause.head)
    if lemma(above) in _SAYING:
        above = next((c for c in children(above, "ccomp", "parataxis") if c.i < mark.i), above)
    if above.i < mark.i:
        return above
    before = [token for token in sentence.parsed if token.i < mark.i and _is_predicate(token)]
    return before[-1] if before else above


def _is_predicate(token: "Token") -> bool:
    return bool(children(token, *SUBJECTS)) and token.pos_ != "PUNCT"


def _reason(sentence: Sentence, mark: "Token") -> "list[Token]":
    """The clause after a conjunction of cause, by the parse where that is sound."""
    clause = mark.head if mark.head.i > mark.i else None
    parsed = [word for word in below(clause) if word.i > mark.i] if clause is not None else []
    loose = rest_of_clause(sentence, mark.i)
    if not parsed or parsed[0].i > mark.i + 1:
        return loose
    following = parsed[-1].i + 1
    ends = [w for w in sentence.parsed if w.i == following and w.pos_ not in ("PUNCT", "CCONJ")]
    return loose if (ends or not _has_verb(parsed)) and len(loose) > len(parsed) else parsed


def _has_verb(words: "list[Token]") -> bool:
    return any(word.pos_ in ("VERB", "AUX") for word in words)


def _is_causal(sentence: Sentence, mark: "Token") -> bool:
    word = plain(mark)
    if word == "because":
        return True
    after = [token for token in rest_of_clause(sentence, mark.i) if token.text != ","][:12]
    verb = next((token for token in after if token.pos_ in ("VERB", "AUX")), None)
    subject = next((token for token in after if token.dep_ in SUBJECTS), None)
    if verb is None or subject is None or subject.i > verb.i:
        return False
    if word == "since":
        return verb.tag_ in ("VBZ", "VBP", "MD") and not _is_perfect(_explained(sentence, mark))
    return _is_causal_as(mark, verb)


def _is_perfect(verb: "Token") -> bool:
    return any(plain(aux) in ("has", "have", "'ve") for aux in children(verb, "aux"))


def _is_causal_as(mark: "Token", verb: "Token") -> bool:
    """Whether "as" gives a reason, not a time or a likeness: a state, not an act in progress."""
    before = plain(mark.doc[mark.i - 1]) if mark.i else ""
    if before in ("as", "such", "same", "so", "just", "well", "long", "far", "soon", "even"):
        return False
    if verb.dep_ == "aux" and plain(verb) in ("is", "are", "was", "were"):
        return False
    return verb.dep_ == "cop" or plain(verb) in ("has", "have", "had", "need", "needs", "lack")


def _next(sentence: Sentence, before: Sentence | None) -> Iterator[_Cause]:
    """Joining words: the cause is what stands before them."""
    for cue in _found(sentence, cues()["next"]):
        if _first_word(sentence).i == cue[0].i or _only_and(sentence, cue[0]):
            yield from _from_before(sentence, before, cue)
            continue
        if plain(cue[0]) in ("so", "thus", "hence") and not _is_clausal_so(cue[0]):
            continue
        yield from _coordinated(sentence, cue)


def _first_word(sentence: Sentence) -> "Token":
    return next((t for t in sentence.parsed if t.text[0].isalnum()), sentence.parsed[0])


def _only_and(sentence: Sentence, token: "Token") -> bool:
    first = _first_word(sentence)
    return plain(first) in ("and", "but") and token.i == first.i + 1


def _from_before(
    sentence: Sentence, before: Sentence | None, cue: "list[Token]"
) -> Iterator[_Cause]:
    if before is None or before.turn != sentence.turn or sentence.parsed[-1].text == "?":
        return
    if before.parsed[-1].text == "?" or before.turn.kind == "question":
        return
    cause = stretch(before, before.parsed)
    effect = [token for token in sentence.parsed if token.i > cue[-1].i]
    if cause is not None and len(effect) > 2:
        sure = 0.5 if plain(cue[0]) == "so" else 0.75
        yield from _made(sentence, cause, effect, cue, sure)


def _is_clausal_so(token: "Token") -> bool:
    """Whether "so" joins a clause of result: ", so they left"; not "so weak", "so that", "do so"."""
    words = token.doc
    following = words[token.i + 1] if token.i + 1 < len(words) else None
    before = plain(words[token.i - 1]) if token.i else ""
    if plain(token) == "so" and following is None:
        return False
    if following is None or before not in (",", "and", "–", "—", ";"):
        return False
    if plain(following) in ("that", "far", "much", "many", "long", "called", "as", "on", "too"):
        return False
    return following.pos_ in ("PRON", "DET", "NOUN", "PROPN", "ADP", "ADJ", "NUM", "SCONJ", "PUNCT", "ADV", "VERB")  # fmt: skip


def _coordinated(sentence: Sentence, cue: "list[Token]") -> Iterator[_Cause]:
    """Two clauses of one sentence, the second with a joining word."""
    effect = rest_of_clause(sentence, cue[-1].i)
    if not any(_is_predicate(token) or token.pos_ in ("VERB", "AUX") for token in effect):
        return
    yield from _made(sentence, _clause_before(sentence, cue[0]), effect, cue, 0.75)


def _clause_before(sentence: Sentence, mark: "Token") -> "list[Token]":
    """The clause that ends where a joining word begins."""
    words = [token for token in sentence.parsed if token.i < mark.i]
    predicates = [token for token in words if _is_predicate(token)]
    if not predicates:
        return words if any(token.pos_ == "VERB" for token in words) else []
    last = predicates[-1]
    while last.dep_ in ("acl:relcl", "acl", "ccomp", "xcomp", "csubj") and last.head.i < mark.i:
        above = _clause_of(last.head)
        if above.i == last.i or lemma(above) in ("say", "think", "believe", "guess"):
            break
        last = above
    return [token for token in _whole(last, ()) if token.i < mark.i]


def _why(sentence: Sentence, before: Sentence | None) -> Iterator[_Cause]:
    for cue in _found(sentence, cues()["why"]):
        effect = [t for t in sentence.parsed if t.i > cue[-1].i]
        earlier = [t for t in sentence.parsed if t.i < cue[0].i]
        if plain(cue[0]) == "which" or len(earlier) > 2:
            yield from _made(sentence, earlier, effect, cue, 0.85)
        elif before is not None and before.turn == sentence.turn:
            cause = stretch(before, before.parsed)
            if cause is not None:
                yield from _made(sentence, cause, effect, cue, 0.75)


def _verbs(sentence: Sentence) -> Iterator[_Cause]:
    for token in sentence.parsed:
        if token.pos_ != "VERB":
            continue
        root = lemma(token)
        if root in cues()["backward"]:
            yield from _backward(sentence, token, cues()["backward"][root])
        if root in cues()["forward"]:
            yield from _forward(sentence, token, cues()["forward"][root])


def _particle(token: "Token", wanted: Sequence[str]) -> "list[Token] | None":
    """The preposition or particle that makes a verb one of cause; [] where it needs none."""
    for word in wanted:
        if word == "":
            return []
        for child in token.children:
            if plain(child) == word and child.i > token.i:
                return [child]
            for case in children(child, "case", "mark"):
                if plain(case) == word and case.i > token.i and child.dep_ not in ("acl",):
                    return [case]
    return None


def _forward(sentence: Sentence, verb: "Token", wanted: Sequence[str]) -> Iterator[_Cause]:
    particle = _particle(verb, wanted)
    if particle is None:
        return
    by = [c for c in children(verb, "obl:agent", "obl") if _case(c) in ("by", "due")]
    if children(verb, "aux:pass") or (verb.dep_ == "acl" and by):
        yield from _passive(sentence, verb, by)
        return
    subject, effect = _forward_sides(verb, particle)
    if subject is None or not effect:
        return
    if lemma(verb) == "contribute" and any(plain(word) in _WRITTEN for word in effect):
        return
    cue = [verb, *particle] if particle and particle[0].i == verb.i + 1 else [verb]
    if len(subject) == 1 and plain(subject[0]) in _PERSONS and not particle:
        return
    yield from _made(sentence, subject, effect, cue, 0.7)


def _forward_sides(
    verb: "Token", particle: "list[Token]"
) -> "tuple[list[Token], list[Token]] | tuple[None, list[Token]]":
    subject = _cause_words(verb)
    effect = [
        word
        for child in children(verb, "obj", "obl", "xcomp", "ccomp", "iobj", "advcl", "compound:prt")
        if child.i > verb.i and _is_effect(child, particle)
        for word in below(child)
    ]
    if subject is None:
        return None, effect
    return subject, effect


def _is_effect(child: "Token", particle: "list[Token]") -> bool:
    if child.dep_ in ("obj", "iobj", "xcomp", "ccomp"):
        return True
    if child.dep_ == "advcl" and plain(below(child)[0]) == "to":
        return True
    cases = children(child, "case", "mark")
    return any(case.i == mark.i for case in cases for mark in particle)


def _cause_words(verb: "Token") -> Any:
    """The words of a cause: the subject, or the clause before "which led to", ", leading to"."""
    subject = nearest_subject(verb)
    if subject is not None:
        if plain(subject) in ("which", "that"):
            return _antecedent_words(verb, subject)
        return below(subject)
    if verb.tag_ == "VBG" and not is_root(verb) and _follows_comma(verb):
        governor = _clause_of(verb.head)
        return [word for word in _whole(governor, {verb.i}) if word.i < verb.i] or None
    found = subject_of(verb)
    return None if found is None else own(found, {verb.i})


def _follows_comma(verb: "Token") -> bool:
    before = [plain(word) for word in verb.doc[max(verb.i - 3, 0) : verb.i]]
    return verb.dep_ == "advcl" or "," in before[-1:] or ("," in before and verb.dep_ == "acl")


def _antecedent_words(verb: "Token", subject: "Token") -> Any:
    head = antecedent(subject)
    if head.i != subject.i:
        return below(head, {verb.i})
    if verb.dep_ in ("parataxis", "advcl", "advcl:relcl", "acl:relcl") and not is_root(verb):
        return [word for word in below(verb.head, {verb.i}) if word.i < verb.i]
    return None


def _case(token: "Token") -> str:
    return next((plain(case) for case in children(token, "case")), "")


def _passive(sentence: Sentence, verb: "Token", by: "list[Token]") -> Iterator[_Cause]:
    """ "X was caused by Y": Y is the cause."""
    if not by:
        return
    effect = subject_of(verb)
    if effect is None:
        return
    cue = [verb, *[c for c in children(by[0], "case") if c.i == verb.i + 1]]
    yield from _made(sentence, below(by[0]), below(effect, {verb.i}), cue, 0.8)


def _backward(sentence: Sentence, verb: "Token", wanted: Sequence[str]) -> Iterator[_Cause]:
    particle = _particle(verb, wanted)
    if not particle:
        return
    cause = particle[0].head if particle[0].head.i != verb.i else None
    effect = subject_of(verb)
    if children(verb, "obj"):
        effect = children(verb, "obj")[0]
    if cause is None or effect is None or cause.i < verb.i:
        return
    cue = [verb, particle[0]] if particle[0].i == verb.i + 1 else [verb]
    if lemma(verb) in ("attribute", "blame") and cause.pos_ in ("PROPN", "PRON"):
        return
    if lemma(verb) in ("respond", "retaliate"):
        yield from _made(sentence, below(cause), _whole(verb, {cause.i}), [particle[0]], 0.6)
        return
    yield from _made(sentence, below(cause), below(effect, {verb.i}), cue, 0.75)


def _nouns(sentence: Sentence) -> Iterator[_Cause]:
    """ "the reason for X is Y", "X was the result of Y"."""
    for token in sentence.parsed:
        word = lemma(token) if token.pos_ == "NOUN" else ""
        if word in cues()["nouns_forward"]:
            yield from _cause_noun(sentence, token)
        elif word in cues()["nouns_backward"]:
            yield from _result_noun(sentence, token)


def _cause_noun(sentence: Sentence, noun: "Token") -> Iterator[_Cause]:
    about = [
        c
        for c in children(noun, "nmod", "acl", "acl:relcl", "advcl")
        if c.i > noun.i and (_case(c) in ("of", "for", "behind") or c.dep_ != "nmod")
    ]
    if not about:
        return
    if noun.dep_ in SUBJECTS and noun.head.i > noun.i:
        cause = [t for t in below(noun.head, {noun.i}) if t.dep_ != "cop"]
        yield from _made(sentence, cause, below(about[0]), [noun], 0.7)
    elif children(noun, "cop") and children(noun, *SUBJECTS):
        subject = children(noun, *SUBJECTS)[0]
        yield from _made(sentence, below(subject), below(about[0]), [noun], 0.7)


def _result_noun(sentence: Sentence, noun: "Token") -> Iterator[_Cause]:
    of = [c for c in children(noun, "nmod") if _case(c) in ("of", "to", "for") and c.i > noun.i]
    if of and children(noun, "cop") and children(noun, *SUBJECTS):
        subject = children(noun, *SUBJECTS)[0]
        yield from _made(sentence, below(of[0]), below(subject), [noun], 0.7)
