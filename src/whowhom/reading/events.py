"""Events: who does what to whom, as the sentences of a document tell it.

Every word that tells an act (`triggers`) is joined to its sides through the parse (`sides`,
`parties`), gets a type (`typer`), a status, its speakers, time and place. An act without a doer is
no event; nor is what passes between an interviewer and a guest, who serve nobody here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from whowhom.ontology.plover import PLOVER
from whowhom.reading.acts import act_of, behind_particle, plain, word_class
from whowhom.reading.belief import belief_of
from whowhom.reading.document import Document
from whowhom.reading.lemmas import lemma
from whowhom.reading.mention import Mention
from whowhom.reading.moment import Moment
from whowhom.reading.moments import moment_of, moments_of
from whowhom.reading.parties import Parties, parties_of
from whowhom.reading.records import ClaimRecord, EventRecord, Party, Trace
from whowhom.reading.sentence import Sentence
from whowhom.reading.sides import Sides, sides_of
from whowhom.reading.status import Status
from whowhom.reading.statuses import status_of
from whowhom.reading.triggers import Trigger, triggers_of
from whowhom.reading.typer import Case, Typed, Typer
from whowhom.reading.typer import load as load_typer
from whowhom.reading.version import READER
from whowhom.reading.voices import speakers_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_ATTACHED: Final = {"own": 0.87, "near": 0.6, "noun": 0.65, "shared": 0.65, "light": 0.5}
"""Share of acts whose doer is right, by what told it (``benchmarks/reading_types.py``)."""
_DOUBT: Final = (0.9, 0.97)
"""Above this probability that a word tells no act it is left out: with one side named, with two."""
_PLACES: Final = frozenset({"in", "around", "near", "about", "over", "among", "behind"})
_ERRANDS: Final = frozenset("patrol mission duty visit trip exercise charge ground".split())
_HOSTILE: Final = frozenset({"ASSAULT", "COERCE", "ACCUSE", "PROTEST", "THREATEN"})
_JOINTLY: Final = frozenset({"with", "against"})
# Things that are also said for those who fight in them.
_MATERIEL: Final = frozenset("jet drone warplane helicopter patrol plane aircraft tank".split())
_DISPUTING: Final = frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST"})
_HARMING: Final = frozenset({"kill", "wound", "injure", "maim", "leave", "die"})
_TAKING: Final = frozenset({"take", "claim", "accept", "admit"})
_LINKED: Final = frozenset({"conj", "advcl", "acl:relcl", "acl", "parataxis"})
# What is neither done nor done to anybody is talk.
_IDLE: Final = frozenset({Status.POSSIBLE, Status.CONDITIONAL, Status.DENIED, Status.ASKED})


@dataclass(frozen=True)
class Act:
    """A trigger with its sides, before it is written down."""

    trigger: Trigger
    how: str
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    mutual: bool


def events_of(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Iterable[Mention],
    claims: Iterable[ClaimRecord] = (),
    reader: str = READER,
    typer: Typer | None = None,
) -> list[EventRecord]:
    """The acts that a document tells, one record for each pair of sides.

    Parameters
    ----------
    document : Document
        What is read.
    sentences : sequence of Sentence
        Its parsed sentences, in order.
    mentions : iterable of Mention
        Who is mentioned where.
    claims : iterable of ClaimRecord
        The document's claims, if known: they tell who speaks over several sentences.
    reader : str
        Name and version of the reader.
    typer : Typer or None
        What tells the type of an act; None takes the one that comes with whowhom.

    Returns
    -------
    list of EventRecord
        In the order of the text. An act told twice has two records; `same_act` tells them.

    Examples
    --------
    >>> from whowhom.actors.registry import Registry
    >>> from whowhom.reading.mentions import mentions_of
    >>> from whowhom.reading.parser import PACKAGED, load
    >>> from whowhom.reading.turn import Turn
    >>> from whowhom.reading.span import Span
    >>> document = Document("0" * 16, "Hamas fired rockets at Israel.", ())
    >>> turn = Turn(Span(0, len(document.text)), "narration")
    >>> sentences = load(PACKAGED).sentences(document, [turn])
    >>> mentions = mentions_of(document, sentences, Registry())
    >>> [(e.source.name, e.type, e.target.name) for e in events_of(document, sentences, mentions)]
    [('Hamas', 'ASSAULT', 'Israel')]
    """
    typer = typer or load_typer()
    claims = tuple(claims)
    found: list[EventRecord] = []
    for parties in parties_of(sentences, mentions):
        triggers = triggers_of(parties.sentence)
        acts = joined(act_between(parties, trigger) for trigger in triggers)
        if acts:
            scene = _Scene(document, parties, tuple(triggers), claims, typer, reader)
            found += [record for act in acts for record in scene.records(act)]
    return found


def same_act(one: EventRecord, other: EventRecord) -> bool:
    """Whether two records may tell of one act: the same type and sides, no other day or place.

    A side that one of them does not name may be any; so may be a day or a place.
    """
    return (
        one.type == other.type
        and one.trace.status == other.trace.status
        and _name(one.source) == _name(other.source)
        and _agree(_named(one.target), _named(other.target))
        and _agree(one.place, other.place)
        and _meet(one.moment, other.moment)
    )


def _named(party: Party | None) -> str | None:
    return _name(party) if party else None


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _meet(one: Moment | None, other: Moment | None) -> bool:
    if one is None or other is None:
        return True
    first = max(one.first or date.min, other.first or date.min)
    return first <= min(one.last or date.max, other.last or date.max)


# --- sides -------------------------------------------------------------------------------------


def act_between(parties: Parties, trigger: Trigger) -> Act:
    """A trigger with the parties it joins."""
    sides = sides_of(trigger.token, trigger.act)
    crowd = trigger.act.type == "PROTEST"
    sources = _distinct(party for head in sides.doers for party in parties.doers(head, crowd))
    mutual = sides.mutual or _mutual_object(trigger.token) or _common(trigger)
    shared = mutual and len(sources) > 1
    targets = _targets(parties, trigger, sides, sources, shared)
    return Act(trigger, sides.how, tuple(sources), tuple(targets), mutual)


def _mutual_object(verb: "Token") -> bool:
    """Whether what a verb is done to is shared by its subjects: "A and B broke off ties"."""
    shared = word_class("talk") | word_class("tie")
    return any(
        ((child.dep_ == "obj" or behind_particle(verb, child)) and plain(child) in shared)
        or _each_other(child)
        for child in verb.children
    )


def _each_other(token: "Token") -> bool:
    words = {"each": "other", "one": "another"}
    after = token.nbor().lower_ if token.i + 1 < token.sent.end else ""
    before = token.nbor(-1).lower_ if token.i > token.sent.start else ""
    return words.get(token.lower_) == after or words.get(before) == token.lower_


def _common(trigger: Trigger) -> bool:
    """Whether several agree, or promise what they can only do together."""
    if trigger.act.type != "AGREE" or trigger.act.noun:
        return False
    if plain(trigger.token) == "agree":
        return True
    below = (act_of(c) for c in trigger.token.children if c.dep_ in ("xcomp", "advcl"))
    return any(act.mutual or act.type == "COOPERATE" for act in below if act)


def _targets(
    parties: Parties, trigger: Trigger, sides: Sides, sources: list[Party], shared: bool
) -> list[Party]:
    """The parties of the first phrase that stands for one, with those coordinated with it.

    To whom something is given goes before what is given, if that has no name: "handed the men to
    X". What several do to each other has a target of its own only with a name: "A and B exchanged
    prisoners".
    """
    names = {_name(source) for source in sources}
    phrases = list(_phrases(parties, trigger, sides, names))
    named = [found for head, found in phrases if _named_for(parties, trigger, head, found)]
    if shared:
        phrases = [(head, found) for head, found in phrases if _jointly(head)]
        return next((found for _, found in phrases if all(map(parties.named, found))), [])
    first = phrases[0][1] if phrases else []
    if any(map(parties.named, first)):
        return first
    if trigger.act.type not in _HOSTILE and named:
        return named[0]
    reached = _reached(parties, trigger, sides, names)
    return reached if reached and (not first or trigger.act.mode == "visit") else first


def _jointly(head: "Token") -> bool:
    """Whether several do something to, or with, a phrase; "..., with X looking on" is beside it."""
    case = next((child for child in head.children if child.dep_ == "case"), None)
    if case is None:
        return True
    return case.lower_ in _JOINTLY and (case.i == 0 or case.nbor(-1).text != ",")


def _phrases(
    parties: Parties, trigger: Trigger, sides: Sides, names: set[str]
) -> "Iterator[tuple[Token, list[Party]]]":
    """The phrases that stand for a party, each with those coordinated with it, in order."""
    root: Token | None = None
    found: list[Party] = []
    for head in sides.targets:
        new = _new(parties, trigger, sides, head, names)
        if root is not None and _coordinated(head, root):
            found += new
        elif new:
            if root is not None:
                yield root, _distinct(found)
            root, found = head, new
    if root is not None:
        yield root, _distinct(found)


def _new(
    parties: Parties, trigger: Trigger, sides: Sides, head: "Token", names: set[str]
) -> list[Party]:
    """Whom a phrase stands for, but those who act themselves."""
    if not _fit(head, trigger):
        return []
    found = [party for party in parties.targets(head) if _name(party) not in names]
    if sides.how == "near":
        found = [party for party in found if party.span.start > trigger.span.start]
    return found


def _named_for(parties: Parties, trigger: Trigger, head: "Token", found: list[Party]) -> bool:
    """Whether a phrase behind the verb names to whom, or from whom, something goes."""
    towards = _preposition(head) in ("to", "from", "for", "")
    return towards and head.i > trigger.token.i and any(map(parties.named, found))


def _reached(parties: Parties, trigger: Trigger, sides: Sides, names: set[str]) -> list[Party]:
    """The country of a city that is visited, or attacked, or of an embassy there."""
    visit = trigger.act.mode == "visit"
    heads: Iterable[Token] = sides.targets
    if trigger.act.type == "SANCTION":
        heads = _missions(trigger.token)
    elif not visit and trigger.act.type not in ("ASSAULT", "COERCE"):
        return []
    for head in heads:
        found = parties.seat(head, visit or trigger.act.type == "SANCTION")
        if found is not None and _name(found) not in names:
            return [found]
    return []


def _missions(verb: "Token") -> "Iterator[Token]":
    """Where the embassy or envoy is that a verb is about: "closed its embassy in X"."""
    for child in verb.children:
        if child.dep_ in ("obj", "nsubj:pass") and plain(child) in word_class("envoy") | _MISSIONS:
            yield from child.subtree
            yield from (each for each in verb.children if each.dep_ == "obl")


_MISSIONS: Final = frozenset({"embassy", "consulate", "mission"})


def _coordinated(token: "Token", first: "Token") -> bool:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
        if token.i == first.i:
            return True
    return False


def _fit(head: "Token", trigger: Trigger) -> bool:
    """Whether a phrase behind "in" or "about" is no mere place or topic."""
    if trigger.act.type == "MOBILIZE" and head.dep_ in ("obj", "nsubj:pass"):
        return False  # Who or what is sent is no other side: "sent troops", "stood guard".
    if plain(head) in _MATERIEL and trigger.act.type not in _HOSTILE:
        return False
    case = _preposition(head)
    if case == "on" and plain(head) in _ERRANDS:
        return False
    if case in ("over", "about") and _owned(head):
        return trigger.act.type in _DISPUTING or trigger.act.mutual
    if case == "near" and trigger.act.type == "ASSAULT":
        return True
    return case not in _PLACES or (trigger.act.mode == "visit" and case == "in")


def _owned(head: "Token") -> bool:
    """Whether a topic is what somebody does or has: "over X's refusal", "the efforts of X"."""
    return any(
        child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and _preposition(child) == "of")
        for child in head.children
    )


def _preposition(token: "Token") -> str:
    return next((child.lower_ for child in token.children if child.dep_ == "case"), "")


def _name(party: Party) -> str:
    return party.actor_id or party.name


def _distinct(parties: Iterable[Party]) -> list[Party]:
    return list({_name(party): party for party in parties}.values())


def joined(acts: Iterable[Act]) -> list[Act]:
    """Acts that have a doer; those killed in an attack of the sentence are the attack's targets."""
    kept = [act for act in acts if act.sources]
    for act in list(kept):
        if any(_told_by(act, other) for other in kept if other is not act):
            kept.remove(act)
            continue
        attack = next((each for each in kept if each is not act and _part_of(act, each)), None)
        if attack is not None:
            people = tuple(_distinct([*attack.targets, *act.targets]))
            kept[kept.index(attack)] = replace(attack, targets=people)
            kept.remove(act)
    return [_threatened(_with_noun(act, kept), kept) for act in kept if not _in_verb(act, kept)]


def _in_verb(noun: Act, acts: list[Act]) -> bool:
    return any(_with_noun(act, [noun]) is not act for act in acts)


def _with_noun(verb: Act, acts: list[Act]) -> Act:
    """A verb with the targets of the noun below it that tells the same: "expressed support for"."""
    if verb.targets or verb.trigger.act.noun:
        return verb
    for act in acts:
        below = act.trigger.act.noun and act.trigger.token.head.i == verb.trigger.token.i
        near = act.trigger.act.noun and verb.trigger.token.head.i == act.trigger.token.i
        same = act.trigger.act.type == verb.trigger.act.type and act.sources == verb.sources
        if same and act.targets and (below or near):
            return replace(verb, targets=act.targets)
    return verb


def _threatened(act: Act, acts: list[Act]) -> Act:
    """A threat or demand with the target of the verb before: "accused X and threatened war"."""
    token = act.trigger.token
    if act.targets or act.trigger.act.type not in ("THREATEN", "REQUEST") or token.dep_ != "conj":
        return act
    before = next((each for each in acts if each.trigger.token.i == token.head.i), None)
    if before is None or before.sources != act.sources or not before.targets:
        return act
    return replace(act, targets=before.targets)


def _told_by(act: Act, verb: Act) -> bool:
    """Whether a noun tells again what a verb above it does to the same: "announced its attack"."""
    token = act.trigger.token
    return (
        act.trigger.act.noun
        and act.trigger.act.type == verb.trigger.act.type
        and not verb.trigger.act.noun
        and (
            verb.trigger.token.head.i == token.i
            or any(above.i == verb.trigger.token.i for above in token.ancestors)
        )
        and {_name(each) for each in act.sources} <= {_name(each) for each in verb.sources}
        and {_name(each) for each in act.targets} <= {_name(each) for each in verb.targets}
    )


def _part_of(act: Act, attack: Act) -> bool:
    """Whether one act is the harm that another of the sentence did, or responsibility for it."""
    same = {_name(each) for each in act.sources} == {_name(each) for each in attack.sources}
    if not same or act.trigger.act.type != "ASSAULT" or attack.trigger.act.type != "ASSAULT":
        return False
    token, other = act.trigger.token, attack.trigger.token
    if plain(token) in _TAKING:
        return any(below.i == other.i for below in token.subtree)
    if plain(token) not in _HARMING or plain(other) in _HARMING or plain(other) in _TAKING:
        return False
    if token.dep_ == "acl:relcl" and other.i < token.i:
        # "The bombings near the bridge that killed ten".
        return any(above.i == other.i for above in token.ancestors)
    if act.how == "own":
        described = token.dep_ == "acl:relcl" and token.head.i == other.i
        return described or any(below.i == other.i for below in token.subtree)
    return token.dep_ in _LINKED


# --- records -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Scene:
    """A sentence with what its records need."""

    document: Document
    parties: Parties
    triggers: tuple[Trigger, ...]
    claims: tuple[ClaimRecord, ...]
    typer: Typer
    reader: str

    @property
    def sentence(self) -> Sentence:
        return self.parties.sentence

    def records(self, act: Act) -> Iterator[EventRecord]:
        """The records of one act: one for each pair of sides."""
        status = status_of(self.sentence, act.trigger.token).status
        pairs = list(_pairs(act))
        if not pairs:
            return
        typed = self._typed(act, *pairs[0])
        if typed is None or _only_tells(typed.type, act) or _empty(typed.type, status, act):
            return
        token = act.trigger.token
        trace = Trace(
            self.sentence.span,
            self.sentence.span.of(self.document.text),
            status,
            speakers_of(self.sentence, token, self.parties.mentions, self.claims),
            round(typed.confidence * _ATTACHED[act.how] * self._sure(token, status), 3),
            self.reader,
        )
        day = self.document.day
        moment = moment_of(self.sentence, token, moments_of(self.sentence, day), day)
        place = self._place(token, act)
        for source, target in pairs:
            yield EventRecord(
                trace,
                source,
                target,
                typed.type,
                typed.mode,
                act.trigger.span,
                moment,
                place.name if place else None,
                place.country if place else None,
            )

    def _sure(self, token: "Token", status: Status) -> float:
        """Probability that the status is right, for an act that happened: half the doubt counts.

        Of such acts in whowhom's own sentences 82 in 100 had indeed happened where belief was
        between 0.6 and 0.7, 94 where it was between 0.8 and 0.9, and 99 above 0.95.
        """
        if status is not Status.HAPPENED:
            return 1.0
        return (1.0 + belief_of(self.sentence, token)) / 2.0

    def _typed(self, act: Act, source: Party, target: Party | None) -> Typed | None:
        """The type: the lexicon's where it asks for much, else the likeliest by both together."""
        others = tuple(each for each in self.triggers if each is not act.trigger)
        case = Case(
            self.sentence, source.span, target.span if target else None, act.trigger, others
        )
        return self.typer.type_of(case, doubt=_DOUBT[target is not None])

    def _place(self, token: "Token", act: Act) -> Mention | None:
        """The place nearest to a trigger that is no side of the act."""
        sides = [party.span for party in (*act.sources, *act.targets)]
        places = [
            mention
            for mention in self.parties.mentions
            if mention.sort in ("place", "state")
            and mention.kind == "name"
            and not any(mention.span.meets(side) for side in sides)
            and self._located(mention)
            and not self._of_another(mention, token)
        ]
        at = self.sentence.place(token).start
        doers, hit = ({p.actor_id for p in each} for each in (act.sources, act.targets))
        # Nobody strikes another state at home: "X, close to the camps in X, bombed Y".
        away = [each for each in places if each.country not in doers - {None} or not hit - {None}]
        return min(away, key=lambda each: abs(each.span.start - at), default=None)

    def _of_another(self, mention: Mention, token: "Token") -> bool:
        """Whether a place only tells who somebody is: "said Jo Park, of a school in Dakar"."""
        words = self.sentence.tokens_in(mention.span)
        above = next((word for word in words if word.head not in words), words[0])
        if above.dep_ == "nmod" and above.head.lower_ in _PARTS_OF_GROUPS:
            return True
        while above.head.i not in (above.i, token.i):
            if above.dep_ in ("appos", "nsubj", "nsubj:pass"):
                return True
            above = above.head
        return False

    def _located(self, mention: Mention) -> bool:
        """Whether a name stands behind "in", "near" and the like."""
        words = self.sentence.tokens_in(mention.span)
        return (
            any(
                child.dep_ == "case" and child.lower_ in _WHERE
                for word in words
                for child in word.children
            )
            or mention.sort == "place"
        )


_PARTS_OF_GROUPS: Final = frozenset(
    {"affiliate", "branch", "arm", "wing", "offshoot", "franchise", "ally", "analyst", "spokesman"}
)
_WHERE: Final = frozenset({"in", "at", "near", "around", "inside", "outside", "across", "within"})


_TELLING: Final = frozenset(
    {"say", "tell", "call", "add", "explain", "describe", "mention", "recall", "hear", "know"}
)


def _only_tells(type_: str, act: Act) -> bool:
    """Whether an act of deeds rests on a mere verb of telling: "officials are telling us"."""
    token = act.trigger.token
    if token.pos_ != "VERB" or lemma(token) not in _TELLING or PLOVER[type_].quad in (1, 3):
        return False
    return not any(child.dep_ == "compound:prt" for child in token.children)


def _empty(type_: str, status: Status, act: Act) -> bool:
    """Whether an act says too little to be kept."""
    if act.targets or (act.mutual and len(act.sources) > 1):
        return False
    if act.trigger.act.noun and act.mutual and act.how == "noun":
        return True  # "A NATO summit" tells of no two.
    return (status in _IDLE and PLOVER[type_].quad in (1, 3)) or type_ in ("AID", "COOPERATE")


def _pairs(act: Act) -> Iterator[tuple[Party, Party | None]]:
    if act.mutual and len(act.sources) > 1 and not act.targets:
        for number, one in enumerate(act.sources):
            for other in act.sources[number + 1 :]:
                yield one, other
        return
    for source in act.sources:
        if not act.targets:
            yield source, None
        for target in act.targets:
            yield source, target
