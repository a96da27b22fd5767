"""Sides: the words that stand for who does an act and to whom, found through the parse.

What is found are heads of noun phrases; whom they stand for is the business of `parties`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from whowhom.reading.acts import Act, act_of, behind_particle, main_clause, passive
from whowhom.reading.lemmas import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS: Final = ("nsubj", "csubj", "nsubj:outer")
_PASSIVES: Final = ("nsubj:pass", "csubj:pass")
_RELATIVES: Final = frozenset({"who", "which", "that", "whom", "whose"})
_TOWARDS: Final = (
    "against on upon at with to towards toward from into for of over about in between "
    "alongside among behind around near"
).split()
"""Prepositions in front of whom an act is done to, the surest first."""
_AGAINST: Final = frozenset("against on upon at with to towards toward from into between".split())
LIGHT: Final = frozenset(
    "carry conduct launch stage mount make hold have wage commit take perform give undertake begin "
    "start continue resume lead plan order intensify open claim unleash execute issue sign pay "
    "step join organize organise run impose deliver announce send declare use face admit end "
    "escalate renew pursue kick keep do complete host stop engage suffer receive plot arrange "
    "participate enter".split()
)
"""Verbs whose subject does what the noun in their object or oblique tells."""
_OBJECT_CONTROL: Final = frozenset(
    "urge ask tell order call force compel allow permit let help invite encourage press pressure "
    "push warn advise require request instruct enable persuade convince appeal want expect "
    "authorize beg implore summon make oblige accuse blame suspect prevent stop prohibit ban "
    "forbid".split()
)
_GERUND_MARKS: Final = frozenset({"of", "for", "from", "into", "against", "over"})
_DEPTH: Final = 5


@dataclass(frozen=True)
class Sides:
    """Heads of the phrases for who acts, and for whom it is done to, the likeliest first.

    Parameters
    ----------
    doers, targets : tuple of spacy.tokens.Token
        Heads; coordinated ones stand each for itself.
    how : str
        What told the doer: ``own`` (its subject or agent), ``shared`` (the subject of a verb
        above), ``noun`` (within the noun phrase), ``light`` (the subject of a light verb), ``near``
        (what stands before a verb that the parse did not see).
    mutual : bool
        Whether they do it to each other: by what the act is, or "between A and B".
    """

    doers: tuple["Token", ...]
    targets: tuple["Token", ...]
    how: str
    mutual: bool = False


def sides_of(token: "Token", act: Act) -> Sides:
    """Who does an act and to whom, as far as the parse tells.

    Parameters
    ----------
    token : spacy.tokens.Token
        The verb or noun that tells the act.
    act : Act
        What the lexicon says of it.
    """
    if act.noun:
        doers, how = _noun_doers(token)
        targets = list(_noun_targets(token))
    elif token.pos_ not in ("VERB", "AUX", "ADJ") or token.dep_ == "amod":
        doers, how = _beside(token, -1) or _perfect_above(token), "near"
        targets = [each for near in _beside(token, 1) for each in _around(near)]
    else:
        doers, how = _doers(token)
        if not doers and act.type == "ASSAULT":
            doers = list(_fought(token))
        targets = list(_targets(token))
        if act.type == "ACCUSE" and not _is_passive(token):
            targets = [agent for each in _objects(token) for agent in _agents(each)] + targets
        if act.type in _UPON and (said := [each for each in _objects(token) if _personal(each)]):
            targets = said
    if act.inverse:
        by = _agents(token) or _pressing(token) or list(_fought(token))
        return Sides(tuple(spread(by)), tuple(spread(doers)), how)
    if act.mutual:
        targets.sort(key=lambda target: _case(target) not in ("with", "between", ""))
    if act.noun and act.type in ("SUPPORT", "AID") and (giver := _giver(token)):
        return Sides(tuple(spread([giver])), tuple(spread(_receivers(token))), "noun")
    taken = {doer.i for doer in doers}
    return Sides(
        tuple(spread(doers)),
        tuple(spread(target for target in _once(targets) if target.i not in taken)),
        how,
        act.mutual or any(_case(doer) == "between" for doer in doers),
    )


def _beside(token: "Token", step: int) -> "list[Token]":
    """The noun phrase next to a verb that the parse took for something else, by its last word."""
    sentence = token.sent
    found: list[Token] = []
    number = token.i + step
    while sentence.start <= number < sentence.end:
        word = token.doc[number]
        if not found and step < 0 and word.lower_ in ("has", "have", "had"):
            number += step
            continue
        if word.pos_ in ("NOUN", "PROPN", "PRON") or word.is_title:
            found.append(_top(word, token))
            if step < 0:
                break
        elif found or word.pos_ in ("VERB", "PUNCT", "SCONJ"):
            break
        number += step
    return found[-1:]


_UPON: Final = frozenset({"ACCUSE", "ASSAULT", "COERCE"})


def _personal(token: "Token") -> bool:
    """Whether an object is a pronoun: whoever it stands for, nobody else of the clause is meant."""
    return token.pos_ == "PRON" and token.lower_ in ("it", "him", "her", "them", "us", "me", "you")


def _perfect_above(token: "Token") -> "list[Token]":
    """Who "has" where the parse took the participle behind it for an adjective."""
    above = token.head.head
    if token.dep_ == "amod" and token.head.dep_ == "obj" and lemma(above) == "have":
        return _doers(above)[0]
    return []


def _fought(verb: "Token") -> "Iterator[Token]":
    """Who did it by the fight it was done in: "killed in clashes with X", "in an attack by X"."""
    for child in verb.children:
        act = act_of(child) if child.pos_ in ("NOUN", "VERB") and _case(child) == "in" else None
        if act is not None and act.type == "ASSAULT":
            yield from _named_doers(child)
            near = [child, verb] if act.mutual or lemma(child) in _FIGHTS else [child]
            for each in near:
                yield from (c for c in each.children if _case(c) == "with" and c.i > child.i)


_FIGHTS: Final = frozenset("clash battle fighting skirmish gunfight shootout combat".split())


def _top(word: "Token", below: "Token") -> "Token":
    """The head of the name that a word is part of: "Biden" is part of "President Joe Biden"."""
    while word.dep_ in ("flat", "compound") and word.head.i < below.i and word.head.i != word.i:
        word = word.head
    return word


def _around(noun: "Token") -> "Iterator[Token]":
    yield noun
    yield from (token for case, token in _obliques([noun]) if case in _AGAINST or case == "for")
    yield from _within(noun)


def spread(heads: "Iterable[Token]") -> "Iterator[Token]":
    """Heads with those coordinated with them."""
    for head in heads:
        yield head
        yield from spread(
            child for child in head.children if child.dep_ == "conj" and _nominal(child)
        )


def _nominal(token: "Token") -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X")


def _once(tokens: "Iterable[Token]") -> "Iterator[Token]":
    seen: set[int] = set()
    for token in tokens:
        if token.i not in seen:
            seen.add(token.i)
            yield token


# --- verbs -------------------------------------------------------------------------------------


def _doers(verb: "Token", depth: int = 0) -> "tuple[list[Token], str]":
    own = _agents(verb) if _is_passive(verb) else _subjects(verb)
    if own:
        return [each for noun in own for each in _behind(noun)], "own"
    if _is_passive(verb) or depth > _DEPTH:
        return [], "own"
    return _inherited(verb, depth), "shared"


def _behind(noun: "Token") -> "list[Token]":
    """Who fired or planted what a verb has for its subject: "a drone launched by X hit Y"."""
    if lemma(noun) in _WEAPONS:
        agents = [a for c in noun.children if c.dep_ == "acl" for a in _agents(c)]
        if agents:
            return agents
    return [noun]


_WEAPONS: Final = frozenset(
    "drone missile rocket bomb shell mortar mine grenade aircraft jet plane helicopter raid strike "
    "attack".split()
)


def _is_passive(verb: "Token") -> bool:
    if passive(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBN"):
        return not (verb.dep_ == "acl" and main_clause(verb))
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and not _subjects(verb):
        return not _perfect(verb) and verb.head.tag_ == "VBN" and _is_passive(verb.head)
    return verb.tag_ in ("VBN", "VBD") and bool(_agents(verb)) and not _active_subject(verb)


def _perfect(verb: "Token") -> bool:
    return any(child.dep_ == "aux" for child in verb.children)


def _active_subject(verb: "Token") -> bool:
    """Whether a subject stands before a verb that has an object too, as no passive has."""
    return any(child.dep_ == "obj" for child in verb.children)


def _subjects(verb: "Token") -> "list[Token]":
    active = not passive(verb)
    found = [
        child
        for child in verb.children
        if child.dep_ in _SUBJECTS or (active and child.dep_ == "nsubj:pass")
    ]
    named = [_antecedent(verb, child) for child in found if child.pos_ != "SCONJ"]
    if verb.dep_ == "acl" and (verb.tag_ in ("VBG", "VBD") or main_clause(verb)):
        named.append(verb.head)
    if (
        not named
        and verb.dep_ == "acl:relcl"
        and not any(child.dep_ in _PASSIVES for child in verb.children)
    ):
        named.append(verb.head)
    return named or _rescued(verb)


def _rescued(verb: "Token") -> "list[Token]":
    """The subject of a finite verb, where the parse gives it none.

    It is the noun right before the verb, or what that noun belongs to ("forces backed by X drove
    out Y"); else a noun without a preposition before it that the parse hung on the verb.
    """
    if verb.i == verb.sent.start:
        return []
    before = verb.nbor(-1)
    adjective = verb.dep_ == "amod" and verb.tag_ in ("VBN", "VBD") and verb.head.i > verb.i
    finite = verb.tag_ in ("VBD", "VBZ") and verb.dep_ in _FINITE
    finite = finite or (verb.tag_ == "VBN" and verb.dep_ == "ROOT" and not _perfect(verb))
    first = before.i == verb.sent.start and before.is_title and verb.dep_ == "ROOT"
    if first and before.pos_ in ("NOUN", "PROPN", "ADV", "ADJ", "ADP", "X"):
        return [before]
    if not (adjective or finite):
        return []
    if before.pos_ in ("NOUN", "PROPN"):
        return [_owner(_top(before, verb), verb)]
    loose = [child for child in verb.children if child.i < verb.i and _loose(child)]
    return loose[:1] if finite else []


_FINITE: Final = ("advcl", "ccomp", "conj", "parataxis", "ROOT")


def _owner(noun: "Token", verb: "Token") -> "Token":
    """The noun that a phrase before a verb is about, past the participles within it."""
    above = noun.head
    if noun.dep_.startswith("obl") and above.dep_ == "acl" and above.tag_ == "VBN":
        return above.head if above.i < noun.i < verb.i and verb.head.i != noun.i else noun
    return noun


def _loose(token: "Token") -> bool:
    """Whether a noun hangs on a verb by nothing that tells what it is there for."""
    return (
        token.dep_ in ("obl", "nmod", "dislocated", "discourse", "vocative", "compound")
        and token.pos_ in ("NOUN", "PROPN")
        and not _case(token)
        and not _means(token)
    )


def _antecedent(verb: "Token", subject: "Token") -> "Token":
    if subject.lower_ in _RELATIVES and verb.dep_ in ("acl:relcl", "acl"):
        return verb.head
    return subject


_AGENTS: Final = ("obl", "nmod", "advmod", "conj")


def _agents(verb: "Token") -> "list[Token]":
    """Who is told by "by" (or "at the hands of", "from") below a verb or a noun."""
    near = list(verb.children)
    if verb.pos_ == "NOUN":
        # "The killing of X by Y".
        near += [deep for c in near if c.dep_ == "nmod" and _case(c) == "of" for deep in c.children]
    found = [c for c in near if c.dep_.startswith(_AGENTS) and _case(c) == "by"]
    return [each for each in found if not _means(each)]


def _pressing(verb: "Token") -> "list[Token]":
    """Who is behind "by" in front of a loss: "pressed by X and by Y, they lost the town"."""
    return [
        token
        for token in verb.sent
        if _case(token) == "by"
        and token.i < verb.i
        and not _means(token)
        and token.dep_.startswith(("obl", "nmod", "conj"))
    ]


def _giver(noun: "Token") -> "Token | None":
    """From whom help comes: "had support from X"."""
    heads = [noun, noun.head] if noun.dep_ == "obj" else [noun]
    return next((c for head in heads for c in head.children if _case(c) == "from"), None)


def _receivers(noun: "Token") -> "list[Token]":
    own = _subjects(noun)
    if own or noun.head.pos_ != "VERB":
        return own
    return _doers(noun.head)[0]


def _means(token: "Token") -> bool:
    """Whether "by" tells a time or a way and no doer: "by Friday", "by 40 percent"."""
    return token.pos_ == "NUM" or token.ent_type_ == "DATE" or token.lower_ in _TIMES


_TIMES: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december percent year month week day night phone "
    "telephone air sea land road force accident then now vote votes margin points".split()
)


def _case(token: "Token") -> str:
    """The preposition or conjunction of a word, or of the first part of its name."""
    for child in token.children:
        if child.dep_ in ("case", "mark"):
            return str(child.lower_)
    for part in token.children:
        if part.i < token.i and part.pos_ == "PROPN" and part.dep_ in ("compound", "nmod:desc"):
            for child in part.children:
                if child.dep_ == "case" and child.i < part.i:
                    return str(child.lower_)
    return ""


def _inherited(verb: "Token", depth: int) -> "list[Token]":
    """The subject of the clause above, where a verb has none of its own."""
    head, dep = verb.head, verb.dep_
    if head.i == verb.i:
        return []
    if dep in ("xcomp", "advcl", "ccomp", "conj", "parataxis", "acl"):
        predicate = any(child.dep_ in (*_SUBJECTS, *_PASSIVES) for child in head.children)
        if predicate or head.pos_ in ("VERB", "AUX", "ADJ"):
            return _from_verb(verb, head, depth)
        if dep != "conj":
            return _from_noun(head, depth)
    return []


def _from_verb(verb: "Token", head: "Token", depth: int) -> "list[Token]":
    if verb.dep_ == "conj":
        if verb.tag_ not in ("VBN",) and _is_passive(head):
            return [child for child in head.children if child.dep_ in _PASSIVES]
        return _doers(head, depth + 1)[0]
    if verb.dep_ in ("xcomp", "advcl", "ccomp") and _controlled(verb, head):
        objects = list(_objects(head)) or list(_called_on(head))
        if objects:
            return objects
    if _is_passive(head):
        return [child for child in head.children if child.dep_ in _PASSIVES]
    return _doers(head, depth + 1)[0]


def _controlled(verb: "Token", head: "Token") -> bool:
    """Whether the object of the verb above does it: "urged X to stop", "blamed X for killing"."""
    if _case(verb) in _GERUND_MARKS and verb.tag_ == "VBG":
        return True
    return lemma(head) in _OBJECT_CONTROL and verb.tag_ in ("VB", "VBP", "VBG")


def _called_on(verb: "Token") -> "Iterator[Token]":
    return (
        c for c in verb.children if c.dep_ == "obl" and _case(c) in ("on", "upon", "to", "with")
    )


def _from_noun(noun: "Token", depth: int) -> "list[Token]":
    """Who does what a noun's clause tells: "its plan to attack", "under pressure to leave"."""
    owners = [child for child in noun.children if child.dep_ == "nmod:poss"]
    if owners:
        return owners
    verb = noun.head
    if noun.dep_ in ("obj", "obl", "nsubj:pass") and verb.pos_ == "VERB":
        return _doers(verb, depth + 1)[0]
    return []


def _objects(verb: "Token") -> "Iterator[Token]":
    """What a verb is done to: its object, also as a passive's subject or an antecedent."""
    if _is_passive(verb):
        found = [child for child in verb.children if child.dep_ in (*_PASSIVES, "nsubj")]
        yield from (_antecedent(verb, child) for child in found)
        if not found:
            yield from _passive_above(verb)
        return
    yield from _helped(verb)
    for child in verb.children:
        if child.lower_ in ("dead", "free", "hostage", "captive") and child.i == verb.i + 1:
            yield from (deep for deep in child.children if deep.dep_ == "obj")
        if child.dep_ in ("obj", "iobj") or behind_particle(verb, child):
            yield _antecedent(verb, child)
    if (
        verb.dep_ == "acl:relcl"
        and _subjects(verb)
        and verb.head.i not in {subject.i for subject in _subjects(verb)}
    ):
        yield verb.head
    if verb.dep_ == "amod" and _rescued(verb):
        yield verb.head


def _helped(verb: "Token") -> "Iterator[Token]":
    """Who is right behind "help" or "let", taken for part of what he does: "let X station"."""
    if lemma(verb) not in ("help", "let", "make", "see") or verb.i + 1 >= verb.sent.end:
        return
    after = verb.nbor()
    if after.pos_ == "PROPN" and after.dep_ == "compound" and after.head.dep_ == "xcomp":
        yield after


def _passive_above(verb: "Token") -> "Iterator[Token]":
    if verb.dep_ in ("acl", "acl:relcl"):
        yield verb.head
    elif verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ == "VERB":
        yield from _objects(verb.head) if _is_passive(verb.head) else _doers(verb.head, 1)[0]


def _targets(verb: "Token") -> "Iterator[Token]":
    objects = list(_objects(verb))
    if _is_passive(verb):
        yield from objects
    else:
        obliques = list(_obliques([verb, *objects]))
        for each in objects:
            yield each
            yield from _agents(each)
        yield from (token for case, token in obliques if case in _AGAINST)
        for each in objects:
            yield from _within(each)
        if objects:
            # Whose an object is, wherever the parse hangs it: "rejected an offer by X".
            yield from _agents(verb)
        for each in objects:
            yield from _deep(each)
        # "Called for sanctions on X".
        below = [token for _, token in obliques]
        yield from (token for case, token in _obliques(below) if case in _AGAINST)
        yield from (token for case, token in obliques if case not in _AGAINST)
    yield from _of_clause(verb)
    yield from _far(verb)


def _far(verb: "Token") -> "Iterator[Token]":
    """Names behind a preposition of direction, however deep below a verb's own clause."""
    below = [child for child in verb.children if child.i > verb.i]
    while below:
        token = below.pop(0)
        verbal = token.pos_ in ("VERB", "AUX") and token.dep_ != "xcomp"
        if verbal or token.dep_ in _OTHER_CLAUSES:
            continue
        if (token.pos_ == "PROPN" or token.is_title) and _case(token) in _DIRECTED:
            yield token
        below += [child for child in token.children if child.i > verb.i]


_DIRECTED: Final = frozenset({"to", "against", "with", "for", "on", "at", "towards", "toward"})
_OTHER_CLAUSES: Final = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "conj", "parataxis"})


def _obliques(heads: "list[Token]") -> "Iterator[tuple[str, Token]]":
    """What stands behind a preposition below these words, by the surest preposition."""
    found = [
        (_case(child), child)
        for head in heads
        for child in head.children
        if child.dep_.startswith(("obl", "nmod")) and child.dep_ != "nmod:poss"
    ]
    ordered = [each for each in found if each[0] in _TOWARDS]
    yield from sorted(ordered, key=lambda each: (_TOWARDS.index(each[0]), each[1].i))


def _within(noun: "Token") -> "Iterator[Token]":
    """Sides inside a phrase that is itself no side: "condemned Israel's raid", "a raid by X"."""
    for child in noun.children:
        if child.dep_ in ("nmod:poss", "compound", "amod"):
            yield child
    yield from _agents(noun)
    for child in noun.children:
        if child.dep_ == "acl":
            yield from _agents(child)


def _deep(noun: "Token") -> "Iterator[Token]":
    """Sides two phrases below: "welcomed the resumption of ties between A and B"."""
    for child in noun.children:
        if child.dep_ == "nmod" and _case(child) == "of":
            yield from (token for _, token in _obliques([child]))


def _of_clause(verb: "Token") -> "Iterator[Token]":
    """Sides of the clause that a verb takes: "demanded that X leave", "refused to meet X"."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and child.pos_ in ("VERB", "ADJ", "AUX"):
            if child.dep_ == "advcl" and child.tag_ not in ("VB", "VBG"):
                continue
            yield from _subjects(child) if child.dep_ == "ccomp" else ()
            yield from _objects(child)
            for head in [child, *_objects(child)]:
                yield from (token for _, token in _obliques([head]))
                yield from (c for c in head.children if c.dep_ == "nmod:poss")
            yield from _of_clause(child)


# --- nouns -------------------------------------------------------------------------------------


def _noun_doers(noun: "Token", depth: int = 0) -> "tuple[list[Token], str]":
    inside = list(_named_doers(noun))
    if inside:
        return inside, "noun"
    if depth > _DEPTH:
        return [], "noun"
    verb = noun.head
    if noun.dep_ == "conj" and verb.pos_ == "NOUN":
        return _noun_doers(verb, depth + 1)
    held = noun.dep_ in ("obj", "obl", "nsubj:pass", "nmod") and verb.pos_ == "VERB"
    if held and (lemma(verb) in LIGHT or (noun.dep_ == "obj" and act_of(verb) is None)):
        return _doers(verb)[0], "light"
    return _responsible(noun) or _with_somebody(noun), "light"


def _with_somebody(noun: "Token") -> "list[Token]":
    """Who has talks or clashes with somebody: "took the town after days of clashes with X"."""
    act = act_of(noun)
    beside = any(_case(child) == "with" for child in noun.children)
    if not beside or act is None or not act.mutual:
        return []
    above = noun
    for _ in range(_DEPTH):
        if above.head.i == above.i or not above.dep_.startswith(("obl", "nmod", "obj")):
            return []
        above = above.head
        if above.pos_ == "VERB":
            return _doers(above)[0]
    return []


def _responsible(noun: "Token") -> "list[Token]":
    """Who "claimed responsibility for" it, or is blamed for it."""
    if noun.dep_ in ("nmod", "obl") and _case(noun) == "for":
        head = noun.head
        verb = head.head if head.pos_ == "NOUN" else head
        if lemma(head) == "responsibility" and verb.pos_ == "VERB":
            return _doers(verb)[0]
    return []


def _named_doers(noun: "Token") -> "Iterator[Token]":
    yield from _agents(noun)
    for child in noun.children:
        if child.dep_ in ("acl", "acl:relcl"):
            yield from _agents(child)
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            yield child
    for child in noun.children:
        if child.dep_ in ("compound", "amod") and child.i < noun.i:
            yield child
    for word in noun.doc[noun.i + 1 : min(noun.i + 6, noun.sent.end)]:
        if word.lower_ == "between":
            yield word.head


def _noun_targets(noun: "Token") -> "Iterator[Token]":
    yield from (token for _, token in _obliques([noun]))
    verb = noun.head
    if noun.dep_ in ("obj", "nsubj:pass") and verb.pos_ == "VERB":
        yield from (token for case, token in _obliques([verb]) if case in _AGAINST)
    for child in noun.children:
        if child.dep_ == "acl:relcl":
            yield from _objects(child)
