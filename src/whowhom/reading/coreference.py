"""Coreference: whom "they", "it", "the group" and "the two sides" point back at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from whowhom.actors.names import key
from whowhom.reading.lemmas import lemma
from whowhom.reading.mention import Mention
from whowhom.reading.names import bodies
from whowhom.reading.nouns import listed, noun_class
from whowhom.reading.partners import Partners
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLURAL: Final = listed("they them their theirs themselves")
_THING: Final = listed("it its itself")
_PERSON: Final = listed("he him his himself she her hers herself")
_SPEAKER: Final = listed("i me my myself")
_DEFINITE: Final = listed("the this that these those both")
_NUMBERS: Final = frozenset({"two", "both", "2"})
_COLOUR: Final = listed(
    "armed militant terror terrorist islamist jihadist extremist rebel insurgent radical "
    "militia separatist guerrilla political paramilitary hardline shadowy said former"
)
_MEMORY: Final = 3
# Below this rank nobody is meant that is known.
_LEAST: Final = -3.5
_SUBJECTS: Final = ("nsubj", "nsubj:pass", "nsubj:outer")
_OPEN: Final = listed(
    "possible impossible likely unlikely clear unclear hard difficult easy important necessary "
    "time true obvious doubtful conceivable plausible probable too"
)
_OF_ACTS: Final = listed(
    "deny say do confirm admit know doubt believe regret mean think tell see make condemn "
    "welcome criticise criticize praise reject denounce"
)
_EMPTY: Final = listed("seem appear happen turn rain snow matter mean")


@dataclass(frozen=True)
class _Candidate:
    """A mention that may be pointed at, and where it stands."""

    mention: Mention
    sentence: int
    token: "Token"
    first: bool = False
    """Whether it is the first of its sentence: what a sentence begins with it is mostly about."""
    before: int = 0
    """How often the same was mentioned before, as far as is remembered."""

    @property
    def subject(self) -> bool:
        return self.token.dep_ in _SUBJECTS or _misread(self.token) or _topic(self.token)

    @property
    def governor(self) -> int:
        return int(self.token.head.i)


def pointing(
    sentences: Sequence[Sentence], named: Sequence[list[Mention]]
) -> Iterator[list[Mention]]:
    """The mentions of each sentence with those that point back added.

    Parameters
    ----------
    sentences : sequence of Sentence
        A document's.
    named : sequence of list of Mention
        Those by name, sentence by sentence.

    Yields
    ------
    list of Mention
        Of each sentence, in order. What points at nobody that is known is left out.
    """
    memory: list[_Candidate] = []
    described: set[str] = set()
    numbers = _counted(sentences)
    partners = Partners(sentence.turn for sentence in sentences)
    turn: Turn | None = None
    for number, sentence, mentions in zip(numbers, sentences, named, strict=True):
        memory = [each for each in memory if number - each.sentence < _MEMORY]
        found: list[Mention] = []
        if turn != sentence.turn:
            memory += _heard(partners, number, sentence)
        turn = sentence.turn
        by_token = _by_head(sentence, mentions)
        you = partners.of(turn)
        for token in sentence.parsed:
            if token.i in by_token:
                new = [by_token[token.i]]
            else:
                ahead = list(_ahead(number, token, by_token))
                known = [c for c in memory + ahead if not you or c.mention.name != you]
                new = _pointed(sentence, number, token, known)
                new = [m for m in new if not any(m.span.meets(n.span) for n in mentions)]
            if new and new[0].kind == "description" and token.lower_ in described:
                # "Hill separatists" were told of: "the separatists" are not whom a name stood for.
                new = []
            described |= _told_apart(token)
            found += new
            memory += [_candidate(mention, number, token, memory) for mention in new]
            if not new and (other := _nobody(sentence, token)):
                memory.append(_Candidate(other, number, token))
        yield sorted(found, key=lambda each: each.span)


def _heard(partners: Partners, number: int, sentence: Sentence) -> Iterator[_Candidate]:
    """Whoever was heard just before a turn: "he" to those who speak about a recording."""
    if name := partners.heard_before(sentence.turn):
        first = sentence.parsed[0]
        mention = Mention(sentence.place(first), name, None, sort="person")
        yield _Candidate(mention, number - 1, first, first=True)


def _told_apart(token: "Token") -> set[str]:
    """A word for a kind of group, where more than its colour is said: "Hill separatists"."""
    plural = token.tag_ == "NNS" and token.lower_ in noun_class("collective")
    if not plural or token.lower_ in noun_class("both"):
        return set()
    named = any(c.pos_ == "PROPN" for c in token.children if c.i < token.i)
    return {token.lower_} if named else set()


def _counted(sentences: Sequence[Sentence]) -> list[int]:
    """A number for each sentence; one that only goes on with the last, as parsed, has its number.

    The parser may break "the envoy (UN) spoke" at the bracket.
    """
    found: list[int] = []
    for at, sentence in enumerate(sentences):
        before = sentences[at - 1] if at else None
        broken = before is not None and before.parsed.doc is sentence.parsed.doc
        ended = before is None or before.parsed.text.rstrip(_CLOSING).endswith(_ENDS)
        ended = ended and not sentence.parsed[0].text[:1].islower()
        number = found[-1] if found else -1
        found.append(number if broken and not ended else number + 1)
    return found


_CLOSING: Final = "\"'\u201d\u2019)] \n"
_ENDS: Final = (".", "!", "?", ":", ";", "\u2026")


def _candidate(
    mention: Mention, number: int, token: "Token", memory: list[_Candidate]
) -> _Candidate:
    known = [each for each in memory if each.mention.sort != "other"]
    person = mention.sort == "person"
    same = (each for each in known if person == (each.mention.sort == "person"))
    first = not any(each.sentence == number for each in (same if person else known))
    before = sum(_identity(each.mention) == _identity(mention) for each in known)
    return _Candidate(mention, number, token, first, before)


def _nobody(sentence: Sentence, token: "Token") -> Mention | None:
    """A thing or people that no mention is: a pronoun may point at it, and then has no mention."""
    if token.pos_ != "NOUN" or token.dep_ in ("compound", "obl:unmarked", "nmod:unmarked", "fixed"):
        return None
    return Mention(sentence.place(token), token.lower_, None, sort="other")


def _by_head(sentence: Sentence, mentions: list[Mention]) -> "dict[int, Mention]":
    found: dict[int, Mention] = {}
    for mention in mentions:
        tokens = sentence.tokens_in(mention.span)
        inside = {token.i for token in tokens}
        heads = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
        free = [t for t in [*heads, *tokens] if t.i not in found]
        if free:
            found[free[0].i] = mention
    return found


def _pointed(
    sentence: Sentence, number: int, token: "Token", memory: list[_Candidate]
) -> list[Mention]:
    """The mentions that a word makes by pointing back; several for "the two groups"."""
    word = token.lower_
    if token.pos_ in ("PRON", "DET") and word in _PLURAL | _THING | _PERSON | _SPEAKER:
        return _pronoun(sentence, number, token, memory)
    if token.pos_ not in ("NOUN", "PROPN") or not _definite(token):
        return []
    if word in noun_class("both") and _two(token):
        return _pair(sentence, token, memory, _barred(memory, number, token))
    if word in noun_class("collective") and _bare(token):
        span = _phrase(sentence, token)
        fitting = [c for c in memory if c.mention.sort == "group" and not _body(c.mention)]
        best = _best(fitting, number, token, plural=word.endswith("s"))
        return [_as(best, span, "description")] if best else []
    return []


def _definite(token: "Token") -> bool:
    dets = [c for c in token.children if c.dep_ in ("det", "det:predet", "nummod", "amod")]
    return any(each.lower_ in _DEFINITE for each in dets)


def _bare(token: "Token") -> bool:
    """Whether nothing but its colour is said of a noun: "the militant group"."""
    for child in token.children:
        if child.dep_ in ("amod", "compound") and child.lower_ not in _COLOUR:
            return False
        if child.dep_ in ("nmod", "acl", "nmod:poss", "acl:relcl", "appos"):
            return False
    return token.dep_ not in ("compound", "appos")


def _two(token: "Token") -> bool:
    return any(child.lower_ in _NUMBERS for child in token.children)


def _body(mention: Mention) -> bool:
    return key(mention.name) in bodies()


def _pair(
    sentence: Sentence, token: "Token", memory: list[_Candidate], barred: set[str]
) -> list[Mention]:
    """The last two different parties before "the two sides"."""
    sorts = ("state",) if token.lower_.startswith(("countr", "nation", "state", "gov")) else ()
    wanted = sorts or (("group",) if token.lower_.startswith("group") else ("group", "state"))
    found: list[Mention] = []
    for each in reversed(memory):
        known = {_identity(other) for other in found} | barred
        if each.mention.sort not in wanted or _body(each.mention):
            continue
        if _identity(each.mention) not in known:
            found.append(each.mention)
        if len(found) == 2:
            span = _phrase(sentence, token)
            return [_as(mention, span, "description") for mention in reversed(found)]
    return []


def _pronoun(
    sentence: Sentence, number: int, token: "Token", memory: list[_Candidate]
) -> list[Mention]:
    span = sentence.place(token)
    word = token.lower_
    if word in _SPEAKER:
        speaker = sentence.turn.speaker
        return [Mention(span, speaker, None, "pronoun", "person")] if speaker else []
    if word in _THING and _stands_for_nothing(token):
        return []
    if word in _PERSON:
        # Who speaks is "I", and "he" is somebody else.
        own = sentence.turn.speaker
        fitting = [c for c in memory if c.mention.sort == "person" and c.mention.name != own]
    else:
        fitting = [each for each in memory if _agrees(each, word)]
    best = _best(fitting, number, token, plural=word in _PLURAL)
    if best is None or best.sort == "other":
        return []
    several = _together(fitting, best) if word in _PLURAL else [best]
    return [_as(each, span, "pronoun") for each in several]


def _together(candidates: list[_Candidate], best: Mention) -> list[Mention]:
    """The mentions that "and" joins with one, itself among them."""
    own = next(each for each in reversed(candidates) if each.mention is best)
    if own.mention.kind == "pronoun":
        same = [c for c in candidates if c.mention.span == best.span and c.sentence == own.sentence]
    else:
        root = _first_joined(own.token)
        same = [
            c
            for c in candidates
            if c.sentence == own.sentence
            and _first_joined(c.token) == root
            and c.mention.sort != "other"
        ]
    return list({_identity(each.mention): each.mention for each in same}.values())


def _first_joined(token: "Token") -> int:
    while token.dep_ == "conj" and token.head.pos_ in ("PROPN", "NOUN", "PRON", "ADJ"):
        token = token.head
    return int(token.i)


def _joined(token: "Token") -> bool:
    below = (child for child in token.children if child.dep_ == "conj")
    nominal = ("PROPN", "NOUN", "PRON")
    if token.dep_ == "conj" and token.head.pos_ in nominal:
        return True
    return any(child.pos_ in nominal for child in below)


def _agrees(each: _Candidate, word: str) -> bool:
    """Whether a group, a state or a thing agrees in number with a pronoun."""
    if each.mention.sort != "other":
        return each.mention.sort in ("group", "state")
    several = each.token.tag_ == "NNS"
    return several == (word in _PLURAL)


def _stands_for_nothing(token: "Token") -> bool:
    """Whether "it" is of weather, or stands for a clause that follows."""
    verb = token.head
    if token.dep_ == "obj" and lemma(verb) in _OF_ACTS:
        return True
    if token.dep_ == "expl" or (token.i + 1 < token.sent.end and token.nbor().pos_ == "ADJ"):
        return True
    if token.dep_ not in _SUBJECTS:
        return False
    if verb.lower_ in _OPEN or (lemma(verb) == "come" and _has(verb, "to")):
        return True
    clauses = ("csubj", "ccomp", "advcl", "xcomp", "expl")
    if verb.pos_ == "ADJ" or lemma(verb) in _EMPTY:
        return any(child.dep_ in clauses for child in verb.children)
    return any(child.dep_ == "csubj" for child in verb.children)


def _has(verb: "Token", preposition: str) -> bool:
    return any(case.lower_ == preposition for child in verb.children for case in child.children)


def _best(
    candidates: list[_Candidate], number: int, token: "Token", plural: bool
) -> Mention | None:
    """The candidate pointed at: the nearest sentence, in it a subject, then the last."""
    barred = _barred(candidates, number, token)
    allowed = [each for each in candidates if _identity(each.mention) not in barred]
    if not allowed:
        return None
    best = max(allowed, key=lambda each: _rank(each, number, token, plural))
    return best.mention if _rank(best, number, token, plural)[0] > _LEAST else None


def _rank(each: _Candidate, number: int, token: "Token", plural: bool) -> tuple[float, int, int]:
    distance = number - each.sentence
    # The weights are by hand; they were last looked at on GUM.
    score = -2.0 * distance
    score += 1.5 if each.subject else 0.0
    score += 0.5 if each.token.dep_ in ("obj", "obl:agent") else 0.0
    score -= 1.0 if each.token.dep_ in ("compound", "amod", "nmod") else 0.0
    score -= 2.5 if _before_hyphen(each.token) else 0.0
    score += {"group": 0.5, "other": -1.25}.get(each.mention.sort, 0.0)
    score += 0.75 * each.first + 0.3 * min(each.before, 4)
    many = each.token.tag_ in ("NNS", "NNPS") or each.token.lower_ in _PLURAL
    many = many or (plural and (each.mention.sort == "group" or _joined(each.token)))
    score += 1.0 if plural == many else 0.0
    score -= 2.0 if plural and each.mention.sort == "state" and not many else 0.0
    score += 0.75 if each.subject and not _subordinate(each.token) else 0.0
    if distance == 0:
        score += 4.0 if _is_grounds(each, token) else 0.0
        score += 4.0 if _parallel(each, token) else 0.0
        score += 2.5 if each.token.i > token.i else 0.0
        score += 3.0 if _says(each, token) else 0.0
    return score, each.sentence, each.token.i if distance == 0 else -each.token.i


def _before_hyphen(token: "Token") -> bool:
    """Whether a name only says who backs or leads: the "UN" of "the UN-backed force"."""
    return token.i + 1 < len(token.doc) and token.nbor().text == "-" and not token.whitespace_


def _parallel(each: _Candidate, token: "Token") -> bool:
    """Whether both are subjects of clauses that "and" joins."""
    if not each.subject or token.dep_ not in _SUBJECTS:
        return False
    return token.head.dep_ == "conj" and token.head.head.i == each.token.head.i


def _says(each: _Candidate, token: "Token") -> bool:
    """Whether one says what begins with a pronoun: "the X claimed its men took the town"."""
    if not each.subject or each.token.i > token.i:
        return False
    subject = token.head if token.dep_ == "nmod:poss" else token
    said = subject.head
    begins = subject.dep_ in _SUBJECTS and said.dep_ == "ccomp"
    return begins and said.head.i == each.token.head.i and said.i > said.head.i


def _is_grounds(each: _Candidate, token: "Token") -> bool:
    """Whether a pronoun owns the grounds of an act on somebody: "punished the X over its Y"."""
    if token.dep_ != "nmod:poss" or each.token.i > token.i or each.subject:
        return False
    owned, above = token.head, each.token.head
    over = any(c.lower_ in ("over", "for") for c in owned.children if c.dep_ == "case")
    # "on the X" may hang on the act's noun and "over its Y" on the verb.
    return over and owned.head.i in (above.i, above.head.i)


def _barred(candidates: list[_Candidate], number: int, token: "Token") -> set[str]:
    """Who cannot be meant by grammar: "X attacked them" is not about X twice."""
    if token.dep_ in ("nmod:poss", "det"):
        return set()
    clause = _clause(token)
    beside = [c for c in candidates if c.sentence == number and clause == _clause(c.token) != -1]
    if token.lower_.endswith(("self", "selves")):
        subjects = {_identity(each.mention) for each in beside if each.subject}
        return {_identity(each.mention) for each in candidates} - subjects if subjects else set()
    asking = [c for c in candidates if c.sentence == number and _is_answered(c, token)]
    return {_identity(each.mention) for each in [*beside, *asking]}


def _is_answered(each: _Candidate, token: "Token") -> bool:
    """Whether somebody asks what a pronoun answers: "when X challenged this, he replied"."""
    verb, above = token.head, each.token.head
    answers = lemma(verb) in ("answer", "reply", "respond", "retort", "counter")
    return answers and above.dep_ == "advcl" and above.head.i == verb.i and each.subject


def _ahead(number: int, token: "Token", by_token: dict[int, Mention]) -> Iterator[_Candidate]:
    """The subject of the main clause that follows: "as others shunned them, the X turned"."""
    if not _subordinate(token):
        return
    for later in token.doc[token.i + 1 : token.sent.end]:
        if later.dep_ in _SUBJECTS and later.i in by_token and _after_comma(later):
            yield _Candidate(by_token[later.i], number, later)
            return


def _subordinate(token: "Token") -> bool:
    """Whether a word stands in a clause that "as", "when", "because" opens."""
    above = token
    while above.head.i != above.i:
        above = above.head
        if any(child.dep_ == "mark" and child.i < token.i for child in above.children):
            return True
        if above.dep_ == "advcl" and above.head.i > above.i:
            return True
        if above.dep_ not in ("conj", "obj", "obl", "nmod", "xcomp", "nmod:poss"):
            return False
    return False


def _misread(token: "Token") -> bool:
    """Whether a word is a subject that "as" made the parser take for a circumstance."""
    verb = token.head
    if token.dep_ != "obl" or verb.i != token.i + 1 or verb.pos_ != "VERB":
        return False
    if any(child.dep_ in _SUBJECTS for child in verb.children):
        return False
    return any(child.dep_ == "case" and child.lower_ == "as" for child in token.children)


def _topic(token: "Token") -> bool:
    """Whether a name is the root of what the parser made no clause: "The X, a Y, attacked Z"."""
    return token.dep_ == "ROOT" and token.pos_ == "PROPN" and token.i - token.sent.start < _NEAR


_NEAR: Final = 6


def _after_comma(token: "Token") -> bool:
    before = token.i - 1
    while before > token.sent.start and token.doc[before].dep_ in ("det", "amod", "compound"):
        before -= 1
    return bool(token.doc[before].text == ",")


def _clause(token: "Token") -> int:
    """The verb whose side a word is; -1 for a word within a phrase that is no subject."""
    above = token
    while above.dep_ in ("nmod", "nmod:poss", "compound", "amod", "conj", "appos", "flat"):
        if above.head.i == above.i:
            break
        above = above.head
    inside = above.i != token.i and token.dep_ not in ("conj", "appos", "flat")
    return -1 if inside and above.dep_ not in _SUBJECTS else int(above.head.i)


def _identity(mention: Mention) -> str:
    return mention.actor_id or mention.name


def _as(mention: Mention, span: Span, kind: str) -> Mention:
    return Mention(span, mention.name, mention.actor_id, kind, mention.sort, mention.country)


def _phrase(sentence: Sentence, token: "Token") -> Span:
    """A noun with what stands before it, without the article."""
    before = [
        child
        for child in token.children
        if child.i < token.i and child.dep_ in ("amod", "compound", "nummod")
    ]
    return sentence.place(before[0] if before else token, token)
