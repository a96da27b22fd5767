"""Saying: that a sentence gives somebody's words, thoughts or stance, by its parse."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from whowhom.reading.clause import clause_of
from whowhom.reading.lemmas import lemma
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.wordtable import word_table

if TYPE_CHECKING:
    import spacy.tokens as spacy


@dataclass(frozen=True, slots=True)
class Saying:
    """A word of saying or thinking, whose it is, and what is said.

    Parameters
    ----------
    word : spacy.Token
        The verb, adjective or noun of saying; the "according" of "according to".
    cue : Span
        It, with the preposition that belongs to it.
    source : spacy.Token or None
        Head of the words that name the speaker.
    contents : tuple of Span
        What is said, as far as the sentence itself tells it.
    sort : str
        ``speech``, ``thought``, ``stance`` or ``according``.
    """

    word: "spacy.Token"
    cue: Span
    source: "spacy.Token | None"
    contents: tuple[Span, ...]
    sort: str


@cache
def _words() -> dict[str, frozenset[str]]:
    told = word_table("sayings")
    return {name: frozenset(words.split()) for name, words in told.items() if name != "note"}


def sayings_of(sentence: Sentence) -> list[Saying]:
    """Every saying of a sentence, in the order of its words.

    Parameters
    ----------
    sentence : Sentence
        The parsed sentence.
    """
    found: list[Saying] = []
    for token in sentence.parsed:
        if token.lower_ == "according":
            found += _according(sentence, token)
        elif token.pos_ == "VERB" or token.tag_.startswith("VB"):
            found += _of_verb(sentence, token)
        elif token.pos_ == "ADJ":
            found += _of_adjective(sentence, token)
    return found


def source_span(sentence: Sentence, source: "spacy.Token") -> Span:
    """The words that name a speaker: the head with what belongs to it, no clause after it."""
    kept = [source]
    queue = [source]
    while queue:
        for child in queue.pop().children:
            opening = child.dep_ == "case" and child.head.i == source.i
            if child.dep_ in _IN_NAME and not opening:
                kept.append(child)
                queue.append(child)
    numbers = {token.i for token in kept}
    first = last = source.i
    while first - 1 in numbers:
        first -= 1
    while last + 1 in numbers:
        last += 1
    first = _from_hyphen(source.doc, first, source.sent.start)
    tokens = source.doc[first : last + 1]
    return sentence.place(tokens[0], tokens[-1])


def _from_hyphen(doc: "spacy.Doc", first: int, start: int) -> int:
    """Where a name begins that the parse cut at a hyphen, with the name before: "Ana Roy-Lim"."""
    while first - 2 >= start and doc[first - 1].text == "-" and not doc[first - 1].whitespace_:
        first -= 2
        while first > start and doc[first - 1].pos_ == "PROPN" and doc[first].pos_ == "PROPN":
            first -= 1
    return first


_IN_NAME: Final = frozenset(
    {
        "det",
        "amod",
        "compound",
        "flat",
        "nummod",
        "nmod:poss",
        "case",
        "nmod",
        "fixed",
        "nmod:unmarked",
        "nmod:desc",
    }
)
_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})


def _subtree(
    sentence: Sentence, head: "spacy.Token", without: frozenset[int] = frozenset()
) -> Span | None:
    """Words under a token as one stretch, without those under the tokens left out."""
    numbers = sorted(token.i for token in _under(head, without) if not token.is_space)
    if not numbers:
        return None
    doc = head.doc
    while numbers and doc[numbers[0]].text in {",", ";", ":", "--", "-"}:
        numbers.pop(0)
    while numbers and doc[numbers[-1]].text in {",", ";", ":", "--", "-"}:
        numbers.pop()
    if not numbers:
        return None
    return sentence.place(doc[numbers[0]], doc[numbers[-1]])


def _under(head: "spacy.Token", without: frozenset[int]) -> Iterator["spacy.Token"]:
    if head.i in without:
        return
    yield head
    for child in head.children:
        yield from _under(child, without)


# -- according to


def _according(sentence: Sentence, token: "spacy.Token") -> Iterator[Saying]:
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if following is None or following.lower_ != "to":
        return
    source = _source_of_according(token, following)
    if source is None or _mute(source) or source.lower_ in _MANNERS:
        return
    if token.i == token.sent.start and (rest := _behind_comma(sentence, source)) is not None:
        yield Saying(token, sentence.place(token, following), source, (rest,), "according")
        return
    outer = source.head if source.head.i != token.i else token.head
    content = _subtree(sentence, outer, frozenset({source.i, token.i}))
    contents = (content,) if content is not None else ()
    yield Saying(token, sentence.place(token, following), source, contents, "according")


def _behind_comma(sentence: Sentence, source: "spacy.Token") -> Span | None:
    """All that follows the comma behind "According to the army,"."""
    doc, end = source.doc, source.sent.end
    comma = next((token.i for token in doc[source.i + 1 : end] if token.text == ","), None)
    last = end - 1
    while last > source.i and doc[last].is_punct and doc[last].text not in {'"', ")"}:
        last -= 1
    if comma is None or comma + 1 > last:
        return None
    return sentence.place(doc[comma + 1], doc[last])


_MANNERS: Final = frozenset(
    "condition conditions rule rules standard standards plan plans schedule principle principles "
    "procedure procedures custom customs tradition traditions need needs rank age value".split()
)
"""What something is done according to, and that says nothing."""


def _source_of_according(token: "spacy.Token", to: "spacy.Token") -> "spacy.Token | None":
    if token.dep_ == "case" and token.head.i > token.i:
        return token.head
    if to.dep_ == "case" and to.head.i > to.i:
        return to.head
    after = [child for child in token.children if child.i > to.i and child.pos_ in _NOMINAL]
    return after[0] if after else None


_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})


# -- verbs and adjectives


def _of_verb(sentence: Sentence, verb: "spacy.Token") -> Iterator[Saying]:
    words, name = _words(), lemma(verb)
    names = {name, *(f"{name}_{particle}" for particle in _particles(verb))}
    speech, thought = names & (words["speech"] | words["source"]), names & words["thought"]
    if not (speech or thought or names & words["stance"]):
        return
    if name in _QUOTING and not _beside_quotation(verb):
        return
    source = _speaker(verb) if speech else _subject(verb)
    if source is None or _mute(source):
        return
    content, how = _content(sentence, verb)
    if how == "clause" and (speech or thought):
        yield Saying(verb, _cue(sentence, verb), source, content, "speech" if speech else "thought")
    elif how == "beside" and speech:
        yield Saying(verb, _cue(sentence, verb), source, content, "speech")
    elif stance := names & words["stance"]:
        found = list(_stance(sentence, verb, source, stance))
        beside = names & words["speech"] and not found
        yield from [Saying(verb, _cue(sentence, verb), source, (), "speech")] if beside else found
    elif names & words["speech"]:
        # What only shows or finds something needs a clause that tells what.
        yield Saying(verb, _cue(sentence, verb), source, (), "speech")


_QUOTING: Final = frozenset(
    {"continue", "laugh", "sing", "broadcast", "cable", "object", "begin", "go"}
)
"""Verbs that tell of speech only beside quotation marks."""


def _beside_quotation(verb: "spacy.Token") -> bool:
    """Whether a quotation begins or ends within a few words of a verb."""
    first, last = max(verb.i - _BESIDE, verb.sent.start), min(verb.i + _BESIDE, verb.sent.end)
    return any(token.text == '"' for token in verb.doc[first:last])


_BESIDE: Final = 6


def _mute(source: "spacy.Token") -> bool:
    """Whether a word names what cannot speak: an event, a thing, an adverb taken for a noun."""
    word = source.lower_
    return word in _words()["mute"] or (
        word == source.text and word.endswith("ly") and len(word) > 5
    )


def _particles(verb: "spacy.Token") -> list[str]:
    found = [c.lower_ for c in verb.children if c.dep_ in {"compound:prt", "advmod"}]
    for child in verb.children:
        if child.dep_ in {"obl", "advcl"} and child.i > verb.i:
            found += [c.lower_ for c in child.children if c.dep_ in {"case", "mark"}]
    return found


def _speaker(verb: "spacy.Token") -> "spacy.Token | None":
    """Whoever stands beside a verb of saying, as reports are written; else what the parse tells."""
    passive = any(child.dep_ == "aux:pass" for child in verb.children)
    beside = None if passive else _following(verb) or _preceding(verb)
    if beside is not None:
        return beside
    source = _subject(verb)
    if source is None or verb.i < source.i:
        return _opening(verb) or source
    return source


def _opening(verb: "spacy.Token") -> "spacy.Token | None":
    """ "The envoy, a former general, said ...": the name with which the sentence begins."""
    start, comma = _after_time(verb), verb.i - 1
    while comma > start and verb.doc[comma].pos_ == "ADV":
        comma -= 1
    if comma <= start or verb.doc[comma].text != ",":
        return None
    for token in verb.doc[start:comma]:
        if token.pos_ in _NOMINAL:
            return None if _speaks_never(token) else _name_head(token, verb)
        if token.pos_ not in {"DET", "ADJ", "NUM"}:
            return None
    return None


def _speaks_never(token: "spacy.Token") -> bool:
    """Whether a word is a time or a pronoun; "US" is neither."""
    return token.lower_ in _words()["no_speakers"] and token.text != "US"


def _after_time(verb: "spacy.Token") -> int:
    """Where a sentence begins behind an opening like "On Thursday,"."""
    start = int(verb.sent.start)
    words = verb.doc[start : min(start + 5, verb.i)]
    comma = next((token.i for token in words if token.text == ","), None)
    if comma is None or not any(_speaks_never(token) for token in words):
        return start
    return comma + 1 if words[0].pos_ == "ADP" else start


_NOMINATIVE: Final = frozenset({"he", "she", "they", "i", "we"})


def _following(verb: "spacy.Token") -> "spacy.Token | None":
    """ "..., said the general": the speaker after a verb that follows a comma or quotation mark."""
    doc, sentence = verb.doc, verb.sent
    before = doc[verb.i - 1].text if verb.i > sentence.start else ""
    if before not in {'"', ","}:
        return None
    after = doc[verb.i + 1 : min(sentence.end, verb.i + 12)]
    if before == "," and not _ends_at_once(after):
        return None
    for token in after:
        if token.pos_ in _NOMINAL and token.tag_ != "PRP$" and not _speaks_never(token):
            return _name_head(token, verb)
        if token.is_punct or token.pos_ not in {"DET", "ADJ", "NUM", "PRON"}:
            return None
    return None


def _ends_at_once(after: "spacy.Span") -> bool:
    """Whether nothing but a name follows up to the next comma or full stop."""
    for token in after:
        if token.is_punct:
            return token.text != '"'
        if token.pos_ in {"VERB", "AUX", "SCONJ"}:
            return False
    return True


def _preceding(verb: "spacy.Token") -> "spacy.Token | None":
    """ "The town, the general said, ...": the speaker just before the verb."""
    place = verb.i - 1
    start = verb.sent.start
    while place >= start and (verb.doc[place].pos_ in {"ADV", "AUX"} or _mute(verb.doc[place])):
        place -= 1
    if place < start:
        return None
    token = verb.doc[place]
    if token.text == ")":
        token = _before_bracket(token, start)
    if token.lower_ in _NOMINATIVE:
        return token
    if token.pos_ not in _NOMINAL or _speaks_never(token):
        return None
    return _name_head(token, verb)


def _before_bracket(token: "spacy.Token", start: int) -> "spacy.Token":
    place = token.i
    while place > start and token.doc[place].text != "(":
        place -= 1
    return token.doc[place - 1] if place > start else token


def _name_head(token: "spacy.Token", verb: "spacy.Token") -> "spacy.Token":
    while (
        token.dep_ in {"compound", "flat", "nmod", "appos", "nmod:desc"}
        and token.head.pos_ in _NOMINAL
    ):
        if (token.head.i < verb.i) != (token.i < verb.i) or _apart(token.head, token):
            break
        token = token.head
    return token


def _apart(one: "spacy.Token", other: "spacy.Token") -> bool:
    first, last = sorted((one.i, other.i))
    return any(token.text in {",", '"', "(", ")", ":", "--"} for token in one.doc[first:last])


def _subject(verb: "spacy.Token") -> "spacy.Token | None":
    subject = clause_of(verb).subject
    if subject is not None and subject.dep_ == "nsubj:pass":
        return _agent(verb)
    if subject is None and (agent := _agent(verb)) is not None and verb.tag_ == "VBN":
        return agent
    if subject is None:
        subject = _borrowed(verb)
    if subject is None or subject.dep_.startswith("csubj"):
        return None
    if subject.tag_ in {"WDT", "WP"} and verb.dep_ == "acl:relcl":
        return verb.head
    return subject if subject.lower_ not in {"it", "there", "this", "that"} else None


def _agent(verb: "spacy.Token") -> "spacy.Token | None":
    for child in verb.children:
        if child.dep_ in {"obl", "obl:agent"}:
            for case in child.children:
                if case.dep_ == "case" and case.lower_ == "by":
                    return child
    return None


def _borrowed(verb: "spacy.Token") -> "spacy.Token | None":
    """Subject of a participle, an infinitive or a second verb: that of the verb above it."""
    above = verb
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and (outer := _told_by(verb)) is not None:
        return outer
    for _ in range(4):
        if above.dep_ in {"acl", "acl:relcl"}:
            # Of "the group considered a threat" nobody tells who considers it one.
            acted_on = above.tag_ in {"VBN", "VBD"} and above.dep_ == "acl"
            suffers = acted_on and above.head.dep_ not in {"ROOT", "root"}
            borne = above.head.pos_ in _NOMINAL and not clause_of(above).infinitive and not suffers
            return above.head if borne else None
        if above.dep_ not in {"conj", "advcl", "xcomp"} or above.head.i == above.i:
            return None
        above = above.head
        subject = clause_of(above).subject
        if subject is not None:
            return _first_speaker(above, subject)
    return None


def _told_by(verb: "spacy.Token") -> "spacy.Token | None":
    """ "He said they had left, adding ...": who adds is who said so, whatever it hangs on."""
    above = verb.head
    if lemma(verb) not in _GOING_ON or above.dep_ != "ccomp" or above.i > verb.i:
        return None
    if lemma(above.head) not in _words()["speech"]:
        return None
    subject = clause_of(above.head).subject
    return subject if subject is not None and subject.dep_ == "nsubj" else None


_GOING_ON: Final = frozenset({"add", "say", "note", "stress", "insist", "explain"})
_ANY: Final = frozenset({"any", "none", "nobody", "some", "many", "several", "one", "dozens"})


def _first_speaker(above: "spacy.Token", subject: "spacy.Token") -> "spacy.Token | None":
    """The subject of the verb above; whoever told of it where that subject suffers or is mute.

    "The governor said ten were killed and added ...": it is the governor who added.
    """
    if subject.dep_ == "nsubj:pass" or _mute(subject) or subject.lower_ in _ANY:
        outer = above.head
        if above.dep_ == "ccomp" and lemma(outer) in _words()["speech"]:
            return clause_of(outer).subject
        return None if _mute(subject) else subject
    if subject.tag_ in {"WDT", "WP"}:
        return above.head if above.dep_ == "acl:relcl" else None
    return subject if subject.dep_ in _SUBJECTS else None


def _content(sentence: Sentence, verb: "spacy.Token") -> tuple[tuple[Span, ...], str]:
    for child in verb.children:
        if child.dep_ in {"ccomp", "csubj"} or (child.dep_ == "parataxis" and child.i > verb.i):
            span = _from_object(sentence, verb, child, _subtree(sentence, child))
            span = _to_comma(sentence, verb, child, span)
            return ((span,) if span else ()), "clause"
    if (hung := _hung(sentence, verb)) is not None:
        return (hung,), "clause"
    if verb.dep_ == "parataxis" and not any(child.dep_ == "cc" for child in verb.children):
        span = _subtree(sentence, verb.head, frozenset({verb.i, *_stops_after(verb)}))
        return ((span,) if span else ()), "beside"
    return (), ""


def _hung(sentence: Sentence, verb: "spacy.Token") -> Span | None:
    """What is said where the parse hangs it on a noun: "said in a statement that they had left"."""
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in {"obl", "obj", "obl:unmarked", "iobj"}:
            continue
        for clause in child.children:
            marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
            own = any(c.dep_ in _SUBJECTS for c in clause.children)
            if clause.dep_ in {"acl", "ccomp", "advcl", "acl:relcl"} and marked and own:
                return _subtree(sentence, clause)
    return None


def _to_comma(
    sentence: Sentence, verb: "spacy.Token", clause: "spacy.Token", span: Span | None
) -> Span | None:
    """What is said up to the comma in front of "analysts say", all of it."""
    if span is None or clause.i > verb.i:
        return span
    commas = [token for token in verb.doc[clause.i + 1 : verb.i] if token.text == ","]
    if not commas or verb.i - commas[-1].i > _NAME_LENGTH:
        return span
    return Span(span.start, max(span.end, sentence.place(commas[-1].nbor(-1)).end))


_NAME_LENGTH: Final = 6
"""Words between the comma and the verb of saying, at most."""


def _stops_after(verb: "spacy.Token") -> set[int]:
    """The marks that stand behind a verb at the end of its sentence."""
    stops: set[int] = set()
    for token in reversed(verb.doc[verb.i + 1 : verb.sent.end]):
        if token.text not in {".", "!", "?"}:
            break
        stops.add(token.i)
    return stops


def _from_object(
    sentence: Sentence, verb: "spacy.Token", clause: "spacy.Token", span: Span | None
) -> Span | None:
    """The clause with the words before it that the parse took for the verb's object."""
    if span is None or clause.i < verb.i or lemma(verb) in _ADDRESSING:
        return span
    for child in verb.children:
        if _speaks_never(child) and child.pos_ in {"NOUN", "PROPN"}:
            continue
        if child.dep_ in {"obj", "nsubj"} and verb.i < child.i < clause.i:
            before = _subtree(sentence, child)
            if before is not None and before.start > sentence.place(verb).end:
                return Span(min(before.start, span.start), span.end)
    return span


_ADDRESSING: Final = frozenset(
    {"tell", "inform", "warn", "assure", "remind", "notify", "ask", "advise", "promise", "urge"}
)


def _stance(
    sentence: Sentence, verb: "spacy.Token", source: "spacy.Token", stance: set[str]
) -> Iterator[Saying]:
    prepositions = {name.partition("_")[2] for name in stance if "_" in name}
    spans = []
    for child in verb.children:
        brought = {c.lower_ for c in child.children if c.dep_ in {"case", "mark"}}
        wanted = child.dep_ in {"obj", "xcomp", "ccomp"} or (
            child.dep_ in {"obl", "advcl"} and brought & (prepositions | {"of", "to", "for", "as"})
        )
        if wanted and child.i > verb.i and (span := _subtree(sentence, child, _told_in(child))):
            spans.append(span)
    if spans:
        whole = Span(spans[0].start, spans[-1].end)
        yield Saying(verb, _cue(sentence, verb), source, (whole,), "stance")


def _told_in(phrase: "spacy.Token") -> frozenset[int]:
    """What a parse hangs on what is condemned that belongs to who condemns: "saying ..."."""
    return frozenset(
        child.i
        for child in phrase.children
        if child.i > phrase.i and (_goes_on(child) or _second(phrase, child))
    )


def _goes_on(verb: "spacy.Token") -> bool:
    return verb.tag_ == "VBG" and lemma(verb) in {"say", "add"}


def _second(phrase: "spacy.Token", verb: "spacy.Token") -> bool:
    """Whether a parse joins a second act to a noun: "discussed the plan and agreed to it"."""
    return phrase.pos_ == "NOUN" and verb.dep_ == "conj" and verb.tag_ in {"VBD", "VBZ", "VBP"}


def _cue(sentence: Sentence, verb: "spacy.Token") -> Span:
    return sentence.place(verb)


_BESIDE_IT: Final = frozenset({"while", "when", "because", "although", "though", "since", "as"})
"""What opens a circumstance of a feeling, and not what is felt."""


def _of_adjective(sentence: Sentence, word: "spacy.Token") -> Iterator[Saying]:
    if lemma(word) not in _words()["adjectives"]:
        return
    source = clause_of(word).subject
    if source is None or source.lower_ in {"it", "there", "this", "that"}:
        return
    for child in word.children:
        if child.dep_ in {"ccomp", "xcomp", "advcl"} and child.i > word.i:
            if any(each.lower_ in _BESIDE_IT for each in child.children if each.dep_ == "mark"):
                continue
            span = _subtree(sentence, child)
            yield Saying(word, sentence.place(word), source, (span,) if span else (), "thought")
            return
