"""Relations: states between two sides that a report tells: branch of, supports, at war with.

Each relation runs from its source to its target: "X-backed Y" says that X supports Y. What is told
of the past, denied or doubted is kept with that status; both sides must be mentioned by name or by
a word that stands for a name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from whowhom.reading.clauses import ancestors, children, is_root, plain, stretch, subject_of
from whowhom.reading.document import Document
from whowhom.reading.lemmas import lemma, lemma_of
from whowhom.reading.mention import Mention
from whowhom.reading.mentioned import mention_at, mentions_in, party
from whowhom.reading.patterns import told_between
from whowhom.reading.records import ClaimRecord, RelationRecord, Trace
from whowhom.reading.roles import (
    ACCUSING,
    behind,
    cases,
    is_passive,
    owners,
    passive_subjects,
    patients,
    subjects,
    with_joined,
)
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.status import Status
from whowhom.reading.statuses import status_of
from whowhom.reading.version import READER
from whowhom.reading.voices import speakers_of
from whowhom.reading.wordtable import word_table

if TYPE_CHECKING:
    from spacy.tokens import Token

SYMMETRIC: Final = ("ally of", "rival of", "at war with", "also called")
"""Relations that hold in both directions: kept once, in the order of the text."""
_DECLARING: Final = ("declare", "view", "regard", "consider", "see", "brand", "label", "denounce",
                     "call", "deem", "condemn")  # fmt: skip
_BEING: Final = ("become", "remain", "be", "consider", "call", "act", "serve", "see")
_SIDES: Final = ("group", "state", "other")


@dataclass(frozen=True)
class _Tie:
    """A relation as found: the words that tell it, and the nouns of its two sides."""

    relation: str
    source: "Token"
    target: "Token"
    words: "tuple[Token, ...]"
    sure: float = 0.8
    instead: "Token | None" = None
    """Who is the source where the noun in its place stands for nobody: of "its war" the subject."""


@dataclass(frozen=True)
class _Told:
    """A relation between two mentions, with the words that tell it."""

    relation: str
    source: Mention
    target: Mention
    words: "tuple[Token, ...]"
    sure: float


def relations_of(
    document: Document,
    sentences: Iterable[Sentence],
    mentions: Sequence[Mention],
    claims: Sequence[ClaimRecord] = (),
    reader: str = READER,
) -> list[RelationRecord]:
    """The relations that a document tells, in order.

    Parameters
    ----------
    document : Document
        What is read.
    sentences : iterable of Sentence
        Its parsed sentences.
    mentions : sequence of Mention
        Who and what is mentioned in it: the sides are taken from these.
    claims : sequence of ClaimRecord
        Its claims, if known: of speech over several sentences only they tell the speaker.
    reader : str
        Name and version of the reader.

    Returns
    -------
    list of RelationRecord
        Kinds as in `whowhom.reading.records.RELATIONS`, each pair once a sentence. Names for one
        side ("also called") are not among them: `whowhom.reading.alias_pairs` has those.

    Examples
    --------
    >>> from whowhom.reading.parser import PACKAGED, load
    >>> from whowhom.reading.turn import Turn
    >>> text = "Iran supports Hezbollah."
    >>> document = Document("0" * 16, text, ())
    >>> sentences = load(PACKAGED).sentences(document, [Turn(Span(0, len(text)), "narration")])
    >>> iran = Mention(Span(0, 4), "Iran", None, sort="state")
    >>> hezbollah = Mention(Span(14, 23), "Hezbollah", None)
    >>> found = relations_of(document, sentences, (iran, hezbollah))
    >>> [(r.source.name, r.relation, r.target.name) for r in found]
    [('Iran', 'supports', 'Hezbollah')]
    """
    records = []
    for sentence in sentences:
        near = mentions_in(sentence, mentions)
        if len(near) > 1:
            records += list(_in_sentence(document, sentence, near, claims, reader))
    return records


@cache
def words() -> dict[str, Any]:
    """The words of relations that are known."""
    return word_table("relation_words")


def _in_sentence(
    document: Document,
    sentence: Sentence,
    near: list[Mention],
    claims: Sequence[ClaimRecord],
    reader: str,
) -> Iterator[RelationRecord]:
    seen: set[frozenset[str]] = set()
    for told in (*_parsed(sentence, near), *_plain(document, sentence, near)):
        relation, source, target = told.relation, told.source, told.target
        if relation in SYMMETRIC:
            source, target = sorted((source, target), key=lambda each: each.span)
        key = frozenset((relation, source.name, target.name))
        if key in seen or source.name == target.name:
            continue
        seen.add(key)
        trace = _trace(document, sentence, told, reader)
        if relation == "hosts" and trace.status == Status.STATED:
            continue  # "will host the ministers" tells of an act to come, not of a state.
        speakers = speakers_of(sentence, told.words[0], near, claims)
        yield RelationRecord(
            replace(trace, speakers=speakers), relation, party(source), party(target)
        )


def _parsed(sentence: Sentence, near: list[Mention]) -> Iterator[_Told]:
    """Relations by the parse."""
    for tie in _ties(sentence):
        source, target = _ends(sentence, tie, near)
        if source is None or target is None or not _may_stand(tie.relation, source, target):
            continue
        if tie.relation == "holds" and not _held(sentence, tie.target, target):
            continue
        if not source.span.meets(target.span) or tie.source.i == tie.target.i:
            yield _Told(tie.relation, source, target, tie.words, tie.sure)


def _held(sentence: Sentence, token: "Token", target: Mention) -> bool:
    """Whether it is land that is held: of "it dominated Zubia's coalition" Zubia is not."""
    return target.span.meets(sentence.place(token)) or _noun(token) in words()["areas"]


def _plain(document: Document, sentence: Sentence, near: list[Mention]) -> Iterator[_Told]:
    """Relations by the words between two mentions."""
    for relation, source, target, word in told_between(document.text, near):
        tokens = tuple(sentence.tokens_in(word))
        if tokens and _may_stand(relation, source, target):
            yield _Told(relation, source, target, tokens, 0.7)


def _ends(
    sentence: Sentence, tie: _Tie, near: Sequence[Mention]
) -> tuple[Mention | None, Mention | None]:
    """The mentions of the two sides; "the two groups" are both where they point at two."""
    if tie.source.i == tie.target.i:
        place = sentence.place(tie.source)
        both = [each for each in near if each.span.meets(place)]
        return (both[0], both[1]) if len(both) == 2 else (None, None)
    source, target = (_side(sentence, end, near) for end in (tie.source, tie.target))
    if source is None and tie.instead is not None:
        source = _side(sentence, tie.instead, near)
    if target is not None and tie.words[0].pos_ == "NOUN":
        # In "its Syrian wing, the X wing" the noun cannot be whose it is itself.
        target = None if target.span.meets(sentence.place(tie.words[0])) else target
    # "its Yemeni branch" tells where the branch is, not whose.
    where = tie.relation == "branch of" and tie.target.dep_ in ("amod", "compound")
    if where and target is not None and target.sort == "state":
        return None, None
    return source, target


def _side(sentence: Sentence, token: "Token", near: Sequence[Mention]) -> Mention | None:
    """The mention that a noun stands for; a noun named by one only where it tells of people.

    "Houthi fighters" are the Houthis, "Houthi demands" are not.
    """
    found = mention_at(sentence, token, near)
    if found is None or found.span.meets(sentence.place(token)):
        return found
    people = _noun(token) in words()["forces"] or token.pos_ == "PROPN"
    return found if people or _noun(token) in words()["areas"] else None


def _pairs(tokens: "Sequence[Token]") -> "Iterator[tuple[Token, Token]]":
    """Every two of several nouns; a single one that may stand for two with itself."""
    yield from combinations(tokens, 2)
    if len(tokens) == 1:
        yield tokens[0], tokens[0]


def _may_stand(relation: str, source: Mention, target: Mention) -> bool:
    """Whether the two are sides that such a relation may have; persons are none."""
    if relation == "holds":
        return source.sort in _SIDES and target.sort in ("place", "state")
    hosting = relation == "hosts" and source.sort == "place"
    return (source.sort in _SIDES or hosting) and target.sort in _SIDES


def _trace(document: Document, sentence: Sentence, told: _Told, reader: str) -> Trace:
    words = stretch(sentence, told.words) or told.source.span
    spans = (told.source.span, told.target.span, words)
    span = Span(min(each.start for each in spans), max(each.end for each in spans))
    status = _status(sentence, told.words[0])
    return Trace(span, span.of(document.text), status, (), told.sure, reader)


def _status(sentence: Sentence, token: "Token") -> Status:
    """The status of a state: a noun or participle that nothing doubts tells that it is so."""
    if sentence.parsed[-1].text == "?":
        return Status.ASKED
    verdict = status_of(sentence, token).status
    accused = any(lemma(above) in ACCUSING for above in ancestors(token)[:2])
    if accused and verdict == Status.HAPPENED:
        return Status.ALLEGED
    if token.pos_ not in ("VERB", "AUX") and verdict == Status.STATED:
        return Status.HAPPENED
    return verdict


def _ties(sentence: Sentence) -> Iterator[_Tie]:
    known = words()
    for token in sentence.parsed:
        if plain(token) in known["backed"]:
            yield from _hyphened(token, known["backed"][plain(token)])
        gerund = plain(token).endswith("ing") and token.dep_ in ("advcl", "acl", "xcomp", "ccomp")
        if token.pos_ in ("VERB", "ADJ") or token.tag_.startswith("VB") or gerund:
            yield from _of_verb(token, lemma_of_verb(token))
        if token.pos_ in ("NOUN", "PROPN", "ADJ"):
            yield from _of_noun(token, _noun(token))


def lemma_of_verb(token: "Token") -> str:
    """Lemma of a verb, also where the parser took its participle for an adjective."""
    return lemma_of(token.text, "VERB")


def _noun(token: "Token") -> str:
    return lemma_of(token.text, "NOUN")


def _hyphened(token: "Token", relation: str) -> Iterator[_Tie]:
    """ "Iran-backed Houthis": who backs stands before the hyphen."""
    if token.i < 2 or token.doc[token.i - 1].text not in ("-", "–", "‑"):
        return
    backer = token.doc[token.i - 2]
    target = token.head if token.head.i > token.i else None
    if target is None or target.pos_ not in ("NOUN", "PROPN"):
        document = token.doc
        after = [document[i] for i in range(token.i + 1, min(token.i + 5, len(document)))]
        target = next((each for each in after if each.pos_ in ("NOUN", "PROPN")), None)
    if target is None:
        return
    for each in with_joined(target):
        if relation == "branch of":
            yield _Tie(relation, each, backer, (token,), 0.8)
        else:
            yield _Tie(relation, backer, each, (token,), 0.85)


def _of_verb(verb: "Token", root: str) -> Iterator[_Tie]:
    known = words()
    for way in known["verbs"].get(root, ()):
        yield from _by_way(verb, way)
    for way in known["light"]:
        if root in way["verb"].split("|"):
            yield from _by_light(verb, way)
    if root in _DECLARING:
        yield from _declared(verb)
    if root in ("merge", "ally", "unite"):
        yield from _together(verb, {"merge": "merged into"}.get(root, "ally of"))


def _by_way(verb: "Token", way: dict[str, Any]) -> Iterator[_Tie]:
    if way.get("lasting") and not _lasts(verb):
        return
    if "with" in way and not _has_particle(verb, way["with"]):
        return
    sources = _role(verb, way["from"], way)
    targets = _role(verb, way["to"], way)
    if not targets and way["relation"] == "holds":
        return
    for source in sources:
        for target in targets:
            yield _Tie(way["relation"], source, _place_in(target, way), (verb,))


def _place_in(token: "Token", way: dict[str, Any]) -> "Token":
    """Of "parts of Y" the Y."""
    if way["relation"] == "holds" and _noun(token) in words()["areas"]:
        inner = behind(token, ["of", "in", "around"])
        return inner[0] if inner else token
    return token


def _role(verb: "Token", wanted: str, way: dict[str, Any]) -> "list[Token]":
    found = []
    for role in wanted.split("|"):
        if role == "subject":
            passive = way.get("passive_subject") and (is_passive(verb) or verb.tag_ == "VBN")
            found += passive_subjects(verb) if passive else subjects(verb)
        elif role == "object":
            found += patients(verb)
        else:
            found += behind(verb, [role])
    return found


def _lasts(verb: "Token") -> bool:
    """Whether fighting is told as a state: "is fighting", "has been fighting", "fights"."""
    return verb.tag_ in ("VBG", "VBZ", "VBP") or any(
        plain(aux) in ("has", "have", "had") for aux in children(verb, "aux")
    )


def _has_particle(verb: "Token", wanted: list[str]) -> bool:
    return any(
        plain(child) in wanted or set(cases(child)).intersection(wanted)
        for child in verb.children
        if child.i > verb.i
    )


def _by_light(verb: "Token", way: dict[str, Any]) -> Iterator[_Tie]:
    """A verb with the noun that carries the meaning: "give shelter to", "wage war on"."""
    nouns = [
        each
        for child in children(verb, "obj", "nsubj:pass", "iobj", "xcomp")
        for each in with_joined(child)
        if _noun(each) in way["noun"].split("|")
    ]
    if not nouns:
        return
    sources, targets = (_light_role(verb, nouns[0], way[end]) for end in ("from", "to"))
    for source in sources:
        for target in targets:
            yield _Tie(way["relation"], source, target, (verb, nouns[0]), way.get("sure", 0.75))


def _light_role(verb: "Token", noun: "Token", wanted: str) -> "list[Token]":
    if wanted == "subject":
        found = subject_of(verb)
        if is_passive(verb):
            return subjects(verb)
        return with_joined(found) if found is not None else []
    prepositions = wanted.split("|")
    found_behind = behind(verb, prepositions) + behind(noun, prepositions)
    if "to" in prepositions:
        given = [c for c in children(verb, "iobj") if c.i != noun.i]
        found_behind += [each for child in given for each in with_joined(child)]
    return found_behind


_UNBELIEVERS: Final = ("apostate", "infidel", "unbeliever", "kafir", "heretic", "takfir")


def _declared(verb: "Token") -> Iterator[_Tie]:
    """ "X declared Y (to be) apostates": Y is apostate to X. "X declared war on Y"."""
    told = [c for c in verb.subtree if _noun(c) in _UNBELIEVERS]
    for holder in subjects(verb):
        if told:
            for target in _declared_of(verb, told[0]):
                if target.i != holder.i:
                    yield _Tie("apostate to", target, holder, (verb, told[0]))


def _declared_of(verb: "Token", told: "Token") -> "list[Token]":
    if found := [each for each in patients(verb) if each.i != told.i]:
        return found
    inner = children(told, "nsubj")
    for above in ancestors(told):
        if above.i == verb.i:
            break
        inner += children(above, "nsubj")
    if not inner:
        inner = [c for c in verb.subtree if verb.i < c.i < told.i and c.pos_ in ("PROPN", "NOUN")][
            :1
        ]
    return [each for child in inner for each in with_joined(child)]


def _together(verb: "Token", relation: str) -> Iterator[_Tie]:
    """ "A and B merged to form C": both into C."""
    both = subjects(verb) if not is_passive(verb) else passive_subjects(verb)
    formed = [
        each
        for child in children(verb, "xcomp", "advcl")
        if lemma(child) in ("form", "create", "found", "become")
        for each in children(child, "obj", "xcomp")
    ] + behind(verb, ["into"])
    if relation == "merged into":
        for source in both:
            for target in formed:
                yield _Tie(relation, source, target, (verb,))
    elif not behind(verb, ["with", "to"]):
        for source, target in _pairs(both):
            yield _Tie(relation, source, target, (verb,))


def _of_noun(noun: "Token", root: str) -> Iterator[_Tie]:
    known = words()
    if root in known["nouns"] and noun.pos_ != "ADJ":
        yield from _of_bearer(noun, known["nouns"][root])
    if root in known["acts"]:
        yield from _of_act(noun, known["acts"][root])
    if root == "group" and _is_splinter(noun):
        yield from _of_bearer(noun, "splinter of")
    if root == "war" and "at" in cases(noun):
        yield from _at_war(noun)


def _is_splinter(noun: "Token") -> bool:
    return any(plain(c) in ("splinter", "breakaway") for c in children(noun, "compound", "amod"))


def _at_war(noun: "Token") -> Iterator[_Tie]:
    sides = subject_of(noun)
    if sides is None and not is_root(noun):
        sides = subject_of(noun.head)
    against = behind(noun, ["with", "against"])
    if not is_root(noun):
        against += behind(noun.head, ["with", "against"])
    if sides is None:
        return
    joined = with_joined(sides)
    for source in joined:
        for target in against:
            yield _Tie("at war with", source, target, (noun,))
    if not against:
        for source, target in _pairs(joined):
            yield _Tie("at war with", source, target, (noun,))


def _of_bearer(noun: "Token", relation: str) -> Iterator[_Tie]:
    """A noun for one side, with whose it is: "Y's ally X", "X is a branch of Y"."""
    bearers = _bearers(noun)
    whose = [each for each in owners(noun) if each.i not in {b.i for b in bearers}]
    if relation in ("ally of", "rival of"):
        whose += behind(noun, ["with", "against"])
    for bearer in bearers:
        for owner in whose:
            if relation == "supported by":
                yield _Tie("supports", owner, bearer, (noun,))
            else:
                yield _Tie(relation, bearer, owner, (noun,))
    named = [each for each in whose if each.dep_ not in ("amod", "compound")]
    if relation in ("ally of", "rival of") and not named:
        for source, target in _pairs(bearers):
            yield _Tie(relation, source, target, (noun,))


def _bearers(noun: "Token") -> "list[Token]":
    """What a noun is said of: its subject, or the name beside it."""
    found: list[Token] = []
    carriers = [noun, *(c for c in children(noun, "amod") if children(c, "nsubj"))]
    if any(children(each, "nsubj", "nsubj:outer", "nsubj:pass") for each in carriers):
        subject = subject_of(carriers[-1]) or subject_of(noun)
        found += with_joined(subject) if subject is not None else []
    elif noun.dep_ in ("xcomp", "obj", "obl") and lemma(noun.head) in _BEING:
        subject = subject_of(noun)
        if noun.dep_ == "obl" or (noun.dep_ == "obj" and subject is None):
            subject = subject_of(noun.head)
        found += with_joined(subject) if subject is not None else []
    if noun.dep_ in ("appos", "nmod:desc", "compound", "flat", "parataxis") and not is_root(noun):
        found.append(noun.head)
    if noun.dep_ == "conj" and not found and children(noun.head, "nsubj"):
        subject = subject_of(noun.head)
        found += with_joined(subject) if subject is not None else []
    for child in children(noun, "appos", "flat", "nmod:desc", "parataxis"):
        if child.i > noun.i and child.pos_ in ("PROPN", "NOUN"):
            found += with_joined(child)
    return found


def _of_act(noun: "Token", way: dict[str, Any]) -> Iterator[_Tie]:
    """A noun for the state itself: "Y's support for X", "the war between X and Y"."""
    if way.get("both"):
        joined = behind(noun, [way["both"]])
        if not joined and not is_root(noun):
            joined = behind(noun.head, [way["both"]])
        if len(joined) < 3:
            for source, target in _pairs(joined):
                yield _Tie(way["relation"], source, target, (noun,))
    wanted = way["to"].split("|")
    sources = behind(noun, [w for w in way["from"].split("|") if w != "poss"])
    targets = behind(noun, wanted) or [e for s in sources for e in behind(s, wanted)]
    if not targets:
        return
    sources += [each for c in children(noun, "nmod:poss") for each in with_joined(c)]
    sources += [c for c in children(noun, "amod", "compound") if c.i < noun.i]
    instead = _whose_else(noun)
    if not sources and instead is not None:
        sources = [instead]
    for source in sources:
        for target in targets:
            own = source if source.pos_ != "PRON" else instead
            yield _Tie(way["relation"], source, target, (noun,), 0.75, own)


def _whose_else(noun: "Token") -> "Token | None":
    """Whose war it is where no name says so: "X in the fight against Y", "X lost its war"."""
    if is_root(noun) or ("in" not in cases(noun) and not children(noun, "nmod:poss")):
        return None
    if noun.dep_ == "nmod":
        return noun.head
    if lemma(noun.head) in _HELPING:
        # "A helps B in the fight against C": it is B's fight.
        return next(iter(patients(noun.head)), None)
    return subject_of(noun.head)


_HELPING: Final = frozenset({"assist", "help", "support", "aid", "back"})
