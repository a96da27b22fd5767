"""Reasons: causes given by a preposition or a conjunction: "due to", "because"."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from whowhom.reading.causal import (
    Cause,
    clause_of,
    cues,
    extended,
    first_word,
    from_before,
    is_first,
    is_predicate,
    made,
    only_and,
    opening,
    phrases,
    whole,
)
from whowhom.reading.clauses import (
    SUBJECTS,
    below,
    children,
    is_root,
    plain,
    rest_of_clause,
    start_of_clause,
    stretch,
    subject_of,
)
from whowhom.reading.lemmas import lemma
from whowhom.reading.sentence import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token


_SAYING: Final = ("say", "tell", "add", "explain", "argue", "note")


def by_preposition(sentence: Sentence, before: Sentence | None) -> Iterator[Cause]:
    known = cues()
    for cue in phrases(sentence, [*known["prepositions"], *known["clausal"]]):
        cause = _after_preposition(sentence, cue)
        if cause is None or not _is_preposition(cue):
            continue
        words = below(cause)
        if plain(cause) in ("this", "that", "it", "which") and len(words) <= len(cue) + 2:
            cue = [*cue, cause]
            if first_word(sentence).i == cue[0].i or only_and(sentence, cue[0]):
                yield from from_before(sentence, before, cue)
            continue
        if _opens(sentence, cue[0]):
            reason, effect = opening(sentence, cue[-1])
            yield from made(sentence, reason, effect, cue, 0.8)
            continue
        governor = _governor(sentence, cue, cause)
        sure = 0.85 if len(cue) > 1 else 0.6
        subject = subject_of(cause)
        if plain(cue[0]) == "due" and children(cause, "cop") and subject is not None:
            yield from made(sentence, _right_of(words, cue), below(subject), cue, sure)
        elif governor is not None:
            effect = [w for w in whole(governor, {cause.i, cue[0].i}) if w.i < cue[0].i]
            if not effect:
                effect = start_of_clause(sentence, cue[0].i)
            reason = extended(sentence, _right_of(words, cue))
            yield from made(sentence, reason, effect, cue, sure)


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
                return head if head.dep_ in SUBJECTS else clause_of(head)
            return clause_of(head)
    others = [token for token in sentence.parsed if token.i not in within]
    verbs = [token for token in others if token.pos_ in ("VERB", "AUX") and token.dep_ != "aux"]
    return verbs[0] if verbs else None


def by_conjunction(sentence: Sentence) -> Iterator[Cause]:
    """Conjunctions: "because", and "since" and "as" where they tell no time."""
    for token in sentence.parsed:
        word = plain(token)
        if word not in cues()["marks"] or token.dep_ == "fixed" or children(token, "fixed"):
            continue
        if not _is_causal(sentence, token):
            continue
        sure = {"because": 0.9, "since": 0.7, "as": 0.55}[word]
        cause, effect = (opening if is_first(sentence, token) else _closing)(sentence, token)
        cause, effect = _until_another(cause, token), _until_another(effect, token)
        if word != "as" or len(cause) > 2:
            yield from made(sentence, cause, effect, [token], sure)


def by_answer(sentence: Sentence, before: Sentence | None) -> Iterator[Cause]:
    """ "Because they lost." after "Why did they leave?": the question tells the effect."""
    words = list(sentence.parsed)
    if before is None or sentence.parsed[-1].text == "?" or before.parsed[-1].text != "?":
        return
    mark = next((word for word in words[:4] if plain(word) == "because"), None)
    asked = list(before.parsed)
    why = next((at for at, word in enumerate(asked[:5]) if plain(word) == "why"), None)
    if mark is None or why is None or any(is_predicate(w) for w in words if w.i < mark.i):
        return
    effect = stretch(before, [word for word in asked[why + 1 :] if word.text != "?"])
    if effect is not None and len(asked) - why > _SHORTEST:
        yield from made(sentence, _right_of(words, [mark]), effect, [mark], 0.8)


_SHORTEST: Final = 4
"""Words from "why" to the question mark, at least: "Why now?" tells no effect."""


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


def _closing(sentence: Sentence, mark: "Token") -> "tuple[list[Token], list[Token]]":
    """A reason after what it explains."""
    parsed = whole(_explained(sentence, mark), _marked(mark))
    effect = [word for word in parsed if word.i < mark.i]
    loose = start_of_clause(sentence, mark.i)
    last = next((w.i for w in reversed(loose) if w.pos_ != "PUNCT"), None)
    adjoins = any(word.i == last for word in effect)
    told = any(is_predicate(word) for word in effect)
    if not effect or not adjoins or (not told and any(is_predicate(word) for word in loose)):
        effect = loose
    return _reason(sentence, mark), effect


def _marked(mark: "Token") -> "list[int]":
    """The number of the word that a conjunction marks, and its own."""
    return [mark.i, mark.head.i] if mark.head.i > mark.i else [mark.i]


def _explained(sentence: Sentence, mark: "Token") -> "Token":
    """The predicate that a reason explains: the one it hangs on if it stands before it."""
    clause = mark.head if mark.head.i > mark.i else mark
    above = clause if is_root(clause) else clause_of(clause.head)
    if lemma(above) in _SAYING:
        above = next((c for c in children(above, "ccomp", "parataxis") if c.i < mark.i), above)
    if above.i < mark.i:
        return above
    before = [token for token in sentence.parsed if token.i < mark.i and is_predicate(token)]
    return before[-1] if before else above


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


_SINCE_WHEN: Final = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday independence then last early late yesterday "
    "mid spring summer autumn winter".split()
)
"""Words behind "since" that tell a time, whatever clause the parse makes of them."""


def _is_causal(sentence: Sentence, mark: "Token") -> bool:
    word = plain(mark)
    if word == "because":
        return True
    following = rest_of_clause(sentence, mark.i)
    if word == "since" and _counts_time(sentence, mark):
        return False
    if word == "since" and is_first(sentence, mark):
        following = list(takewhile(lambda token: token.text != ",", following))
    after = [token for token in following if token.text != ","][:12]
    if after and plain(after[0]) in ("soon", "long", "well", "much", "far", "many", "if", "though"):
        return False
    verb = next((token for token in after if token.pos_ in ("VERB", "AUX")), None)
    subject = next((token for token in after if token.dep_ in SUBJECTS), None)
    if verb is None or subject is None or subject.i > verb.i:
        return False
    if word == "since" and plain(after[0]) in _SINCE_WHEN:
        return False
    if word == "since":
        return verb.tag_ in ("VBZ", "VBP", "MD") and not _is_perfect(_explained(sentence, mark))
    return _is_causal_as(mark, verb)


def _counts_time(sentence: Sentence, mark: "Token") -> bool:
    """Whether "since" follows a length of time: "it is two years since the war began"."""
    before = [plain(word) for word in sentence.parsed if mark.i - 3 <= word.i < mark.i]
    return bool(_LENGTHS.intersection(before))


_LENGTHS: Final = frozenset(
    "day days week weeks month months year years decade decades time ever long while passed".split()
)


def _is_perfect(verb: "Token") -> bool:
    return any(plain(aux) in ("has", "have", "'ve") for aux in children(verb, "aux"))


_MINDED: Final = frozenset(
    "want wants wanted know knows knew believe believes believed fear fears feared hope hopes "
    "hoped lack lacks lacked seek seeks sought".split()
)
"""States of mind that give a reason behind "as": "he left, as he wants to lead"."""


def _is_causal_as(mark: "Token", verb: "Token") -> bool:
    """Whether "as" gives a reason, not a time or a likeness: a state, not an act in progress."""
    before = plain(mark.doc[mark.i - 1]) if mark.i else ""
    if before in ("as", "such", "same", "so", "just", "well", "long", "far", "soon", "even"):
        return False
    if verb.dep_ == "aux" and plain(verb) in ("is", "are", "was", "were"):
        return False
    owning = ("has", "have", "had", "need", "needs", "lack")
    minded = plain(verb) in _MINDED and bool(children(verb, "xcomp", "ccomp", "obj"))
    return verb.dep_ == "cop" or minded or (verb.dep_ != "aux" and plain(verb) in owning)
