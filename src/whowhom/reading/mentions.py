"""Mentions: who and what a document names or points at, sentence by sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from whowhom.actors.names import key
from whowhom.actors.registry import Registry
from whowhom.actors.states import STATES
from whowhom.reading.acronyms import acronyms_of
from whowhom.reading.coreference import pointing
from whowhom.reading.countries import countries
from whowhom.reading.document import Document
from whowhom.reading.lemmas import lemma
from whowhom.reading.mention import Mention
from whowhom.reading.names import Name, dictionary, names_in
from whowhom.reading.nouns import listed, noun_class
from whowhom.reading.persons import Persons
from whowhom.reading.phrases import Hit, Phrases
from whowhom.reading.runs import Run, located, runs_of, sort_of
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.whereabouts import Whereabouts

if TYPE_CHECKING:
    from spacy.tokens import Token

DATASET: Final = "reports"
"""Under this name the registry is asked for the names of a report."""

_SAYS_WHOSE: Final = frozenset({"amod", "compound", "nmod:poss", "nummod", "nmod:desc"})
_PARENT: Final = listed(
    "branch affiliate offshoot arm wing franchise province core central caliph leadership "
    "parent caliphate leader"
)
_METONYMS: Final = frozenset({"with", "by", "against", "between", "for", "on", "than", "like"})
_REACHING: Final = listed(
    "reach enter leave visit seize capture take retake recapture attack bomb shell strike hit "
    "storm besiege surround occupy tour evacuate flee overrun rock shake quit control hold lose "
    "liberate target pound encircle raid recover defend burn flatten destroy devastate"
)
_MOVING: Final = listed(
    "go travel fly return come head move march drive flee arrive send deploy withdraw pull "
    "bring take escape depart leave trip visit flight journey tour road way highway advance "
    "retreat withdrawal return departure route convoy evacuate spread kilometre kilometer mile "
    "km hail be"
)
_MINDED: Final = listed(
    "likely unlikely ready willing unwilling able unable due right wrong eager reluctant"
)
_OWN_FORCES: Final = listed(
    "army navy military force forces police troops government regime junta authorities ministry "
    "parliament guard guards"
)
_SIDE_BY_SIDE: Final = frozenset({"nsubj", "obj", "iobj", "obl", "obl:agent"})
_BOUNDS: Final = listed("border borders frontier coast shore")
_WATERS: Final = listed("sea ocean gulf strait straits channel bay sound")
_STILL: Final = listed("be fall remain become lie have see")


@dataclass(frozen=True)
class _Scene:
    """What is known when a sentence's names are made into mentions."""

    document: Document
    registry: Registry
    known: Phrases[Name]
    where: Whereabouts
    persons: Persons
    long_forms: dict[str, str]
    spelled: dict[str, str]
    """The longest spelling in the document of each known group."""

    def resolve(self, name: str, country: str | None) -> str | None:
        """Actor of a name at the document's day."""
        return self.registry.resolve(name, DATASET, country, self.document.day or date.max)


def mentions_of(
    document: Document, sentences: Sequence[Sentence], registry: Registry
) -> tuple[Mention, ...]:
    """Who and what the sentences mention, in order; none overlaps another of another name.

    Names are found by the registry's aliases, by countries with their people and cities, by known
    groups, and by how proper names are made up. A name that the registry binds to a country means
    the one bound where the sentence, else its paragraph, else the document is about that country,
    unless the text puts it elsewhere ("ISIS in Iraq") or speaks of it as the parent ("a branch of
    ISIS"). Then descriptions ("the group") and pronouns point back at the nearest that fits; where
    they point at two ("the two groups"), there are two mentions with the same span.

    Parameters
    ----------
    document : Document
        What is read; its day and main country decide what a name means.
    sentences : sequence of Sentence
        Its sentences, in order.
    registry : Registry
        Who is known.

    Examples
    --------
    >>> from whowhom.reading.parser import PACKAGED, load
    >>> from whowhom.reading.turn import Turn
    >>> document = Document("0" * 16, "The Red Front (RF) left Mali. They met Iranian envoys.", ())
    >>> turn = Turn(Span(0, len(document.text)), "narration")
    >>> sentences = load(PACKAGED).sentences(document, [turn])
    >>> [(m.span.of(document.text), m.name, m.sort) for m in mentions_of(
    ...     document, sentences, Registry())]
    [('Red Front', 'Red Front', 'group'), ('RF', 'Red Front', 'group'), ('Mali', 'Mali', 'state'),
     ('They', 'Red Front', 'group'), ('Iranian', 'Iranian', 'state')]
    """
    text = document.text
    coined = acronyms_of(text)
    pairs = [(each.short, each.long) for each in coined]
    known = dictionary(registry)
    told = pairs + [(long, long) for _, long in pairs if _of_group(long)]
    found = [_joined(text, names_in(text, s.span, known, told)) for s in sentences]
    heads = [[_head(s, hit.span) for hit in hits] for s, hits in zip(sentences, found, strict=True)]
    where = Whereabouts(document, sentences, *_countries(found, heads), _ruled(found, heads))
    persons = Persons((sentence.turn.speaker for sentence in sentences), document.day)
    long_forms = dict(reversed(pairs))
    scene = _Scene(document, registry, known, where, persons, long_forms, _spelled(text, found))
    named = [
        _named(scene, number, sentence, found[number]) for number, sentence in enumerate(sentences)
    ]
    mentions = [m for each in pointing(sentences, named) for m in each]
    return tuple(sorted(mentions, key=lambda each: (each.span, each.name)))


def _spelled(text: str, found: list[list[Hit[Name]]]) -> dict[str, str]:
    spelled: dict[str, str] = {}
    for hit in (hit for hits in found for hit in hits if hit.entry.usual):
        name = hit.span.of(text)
        if len(name) > len(spelled.get(hit.entry.usual, "")):
            spelled[hit.entry.usual] = name
    return spelled


def _of_group(name: str) -> bool:
    return bool(noun_class("head") & set(name.lower().split()))


def _joined(text: str, hits: list[Hit[Name]]) -> list[Hit[Name]]:
    """Two names of groups that stand together as one: "ISIS Khorasan Province"."""
    kept: list[Hit[Name]] = []
    for hit in hits:
        before = kept[-1] if kept else None
        if before and before.entry.kind == hit.entry.kind == "alias" and not hit.entry.iso:
            gap = text[before.span.end : hit.span.start]
            if gap in (" ", "-", "\u00a0") and not before.entry.iso:
                kept[-1] = Hit(Span(before.span.start, hit.span.end), hit.entry)
                continue
        kept.append(hit)
    return kept


def _countries(
    found: list[list[Hit[Name]]], heads: "list[list[Token | None]]"
) -> tuple[list[list[str]], list[list[str]]]:
    """Countries that the sentences name, and those that are places there."""
    named, placed = [], []
    for hits, tokens in zip(found, heads, strict=True):
        pairs = [(h.entry, token) for h, token in zip(hits, tokens, strict=True) if h.entry.iso]
        named.append([str(name.iso) for name, _ in pairs])
        placed.append([str(name.iso) for name, token in pairs if token and _is_place(name, token)])
    return named, placed


def _ruled(found: list[list[Hit[Name]]], heads: "list[list[Token | None]]") -> dict[str, set[str]]:
    """Words for a government with the countries in front of them: "Mali's junta"."""
    ruled: dict[str, set[str]] = {}
    for hits, tokens in zip(found, heads, strict=True):
        for hit, token in zip(hits, tokens, strict=True):
            if hit.entry.iso and token is not None and token.dep_ in _SAYS_WHOSE:
                ruled.setdefault(token.head.lower_, set()).add(hit.entry.iso)
    return ruled


def _is_place(name: Name, head: "Token") -> bool:
    """Whether a country's or a city's name is a place where it stands, and nobody who acts."""
    if name.kind == "city":
        return not (name.seat and _acts(head))
    return name.kind == "country" and located(head)


def _head(sentence: Sentence, span: Span) -> "Token | None":
    tokens = sentence.tokens_in(span)
    inside = {token.i for token in tokens}
    outer = (token for token in tokens if token.head.i not in inside or token.head.i == token.i)
    return next(outer, tokens[-1] if tokens else None)


def _named(scene: _Scene, number: int, sentence: Sentence, hits: list[Hit[Name]]) -> list[Mention]:
    """The mentions by name of a sentence: known names, then what no dictionary knows."""
    runs = runs_of(sentence)
    taken, kept = _unknown_groups(scene, sentence, runs, hits)
    found = [mention for hit in kept if (mention := _known(scene, number, sentence, hit))]
    found += taken
    for whole in runs:
        run = _titled_rest(sentence, whole, found)
        span = sentence.place(run.tokens[0], run.tokens[-1])
        if not any(span.meets(each.span) for each in found):
            found += scene.persons.read(sentence, run) or _unknown(scene, run, span)
    found += _unnamed_states(scene, number, sentence, found)
    return sorted(found, key=lambda each: each.span)


def _titled_rest(sentence: Sentence, run: Run, named: list[Mention]) -> Run:
    """A name without whom its bearer serves: of "Zubian Foreign Minister Ana Lim" from the title.

    The whole name where no title follows whoever is named first in it.
    """
    whole = sentence.place(run.tokens[0], run.tokens[-1])
    ends = [m.span.end for m in named if m.span.start == whole.start and m.span.end < whole.end]
    if not ends:
        return run
    rest = tuple(token for token in run.tokens if sentence.place(token).start >= max(ends))
    return Run(rest) if rest and rest[0].lower_ in noun_class("title") else run


def _unnamed_states(
    scene: _Scene, number: int, sentence: Sentence, named: list[Mention]
) -> Iterator[Mention]:
    """States by what acts for them: "authorities in Minsk", and "the government" of where it is."""
    for token in sentence.parsed:
        if token.lower_ not in noun_class("state") or token.pos_ != "NOUN":
            continue
        if token.dep_ == "compound" and not _people_of(token.head):
            continue  # "An army base" does nothing.
        before = [c for c in token.children if c.i < token.i and c.dep_ in _SAYS_WHOSE]
        span = sentence.place(token)
        if before or any(span.meets(each.span) for each in named):
            continue
        iso, last = _whose(sentence, token, named)
        if last is not None:
            span = sentence.place(token, last)
        elif any(child.dep_ in ("nmod", "acl:relcl") for child in token.children):
            continue
        iso = iso or scene.where.ruled_by(token.lower_)
        iso = iso or scene.where.only(number, _opposite(sentence, token, named))
        if iso is not None:
            name = span.of(scene.document.text)
            yield Mention(span, name, _government(scene, iso), "description", "state", iso)


def _people_of(noun: "Token") -> bool:
    """Whether a noun is of people who act: the "officer" of "army officer"."""
    kinds = ("force", "role", "member", "people", "armed")
    return any(noun.lower_ in noun_class(each) for each in kinds) or noun.tag_ == "NNS"


def _opposite(sentence: Sentence, noun: "Token", named: list[Mention]) -> frozenset[str]:
    """The states at whom a noun's own verb is aimed: of "the army accused Chad" Chad."""
    if noun.dep_ not in ("nsubj", "obj", "iobj", "obl", "obl:agent"):
        return frozenset()
    beside = [c for c in noun.head.children if c.i != noun.i and c.dep_ in _SIDE_BY_SIDE]
    places = [sentence.place(each) for each in beside]
    return frozenset(
        str(m.country)
        for m in named
        if m.country and m.sort == "state" and any(m.span.meets(place) for place in places)
    )


def _whose(
    sentence: Sentence, token: "Token", named: list[Mention]
) -> "tuple[str | None, Token | None]":
    """The country in a noun's own phrase, and the last word of it: "the government of Mali"."""
    for child in token.children:
        if child.dep_ in ("nmod", "obl") and child.i > token.i:
            place = sentence.place(child)
            for mention in named:
                if mention.country and mention.span.meets(place):
                    return mention.country, sentence.tokens_in(mention.span)[-1]
    return None, None


def _unknown_groups(
    scene: _Scene, sentence: Sentence, runs: list[Run], hits: list[Hit[Name]]
) -> tuple[list[Mention], list[Hit[Name]]]:
    """Groups, places and bodies whose names hold the name of a country; the other hits remain."""
    mentions, remaining = [], list(hits)
    for run in runs:
        span = sentence.place(run.tokens[0], run.tokens[-1])
        inside = [hit for hit in remaining if span.meets(hit.span)]
        if not inside or any(hit.span.covers(span) for hit in inside):
            continue
        if any(hit.entry.kind in ("alias", "group") for hit in inside):
            continue
        if _is_body_of(run, inside, sentence):
            remaining = [hit for hit in remaining if hit not in inside]
            iso = str(inside[-1].entry.iso)
            name = span.of(scene.document.text)
            government = _government(scene, iso)
            mentions.append(Mention(span, name, government, sort="state", country=iso))
            continue
        sort = _of_country(run, inside[0], sentence)
        if sort:
            remaining = [hit for hit in remaining if hit not in inside]
            name = span.of(scene.document.text)
            water = run.tokens[-1].lower_ in _WATERS
            country = inside[0].entry.iso if sort == "place" and not water else None
            actor = scene.resolve(name, None) if sort == "group" else None
            mentions.append(Mention(span, name, actor, sort=sort, country=country))
    return mentions, remaining


def _is_body_of(run: Run, hits: list[Hit[Name]], sentence: Sentence) -> bool:
    """Whether a name is that of a body of a state: "Ministry of Foreign Affairs of Zambia"."""
    last = hits[-1]
    if last.entry.kind != "country" or sentence.place(run.tokens[-1]).end > last.span.end:
        return False
    words = [t.lower_ for t in run.tokens if sentence.place(t).end <= last.span.start]
    body = words[: words.index("of")] if "of" in words else []
    official = noun_class("force") | noun_class("forceword") - {"revolutionary"}
    return bool(body) and body[-1] in noun_class("force") and all(w in official for w in body)


def _of_country(run: Run, hit: Hit[Name], sentence: Sentence) -> str:
    """What a name is that begins with a country and goes on: empty where it is the state itself."""
    after = [token for token in run.tokens if sentence.place(token).start >= hit.span.end]
    before = [token for token in run.tokens if sentence.place(token).end <= hit.span.start]
    rest = [token.lower_ for token in after if token.text[0].isalnum()]
    if before and (sort := sort_of(run)) in ("group", "person"):
        return sort
    if not rest or rest[0] in noun_class("role") | noun_class("title"):
        return ""
    state = noun_class("force") | noun_class("forceword")
    if all(word in state for word in rest):
        return ""
    if any(word in noun_class("role") | noun_class("title") for word in rest):
        return ""
    if rest[-1] in noun_class("head"):
        return "group"
    if rest[-1] in noun_class("place"):
        return "place"
    return "other" if rest[-1] in noun_class("other") else ""


def _known(scene: _Scene, number: int, sentence: Sentence, hit: Hit[Name]) -> Mention | None:
    """The mention of a known name: as who acts, or as a place."""
    head = _head(sentence, hit.span)
    if head is None or _part_of_person(sentence, head, hit):
        return None
    name, entry = hit.span.of(scene.document.text), hit.entry
    if entry.kind in ("alias", "group"):
        name = scene.long_forms.get(name, name)
        actor = _actor(scene, number, sentence, head, name)
        if actor is None and name not in scene.long_forms.values():
            actor = _actor(scene, number, sentence, head, entry.name)
            name = name if actor else scene.spelled.get(entry.usual, name)
        sort = "group"
        if actor and scene.registry.actor(actor).kind == "state":
            sort = "state"
        country = actor if actor in STATES.by_iso else None
        return _grown(Mention(hit.span, name, actor, sort=sort, country=country), sentence)
    if entry.kind == "people":
        return _of_people(sentence, hit, scene.document.text)
    if _of_border(sentence, hit):
        border = sentence.place(sentence.tokens_in(hit.span)[-1].head)
        span = Span(hit.span.start, max(border.end, hit.span.end))
        return Mention(span, span.of(scene.document.text), None, sort="place", country=entry.iso)
    if _is_place(entry, head):
        return Mention(hit.span, name, None, sort="place", country=entry.iso)
    return _state(scene, sentence, hit, name)


def _of_border(sentence: Sentence, hit: Hit[Name]) -> bool:
    """Whether a people's name only tells which border or coast is meant: "the Chadian border"."""
    last = sentence.tokens_in(hit.span)[-1]
    bounds = last.dep_ in ("amod", "compound") and last.head.lower_ in _BOUNDS
    return hit.entry.kind == "demonym" and bounds


def _of_people(sentence: Sentence, hit: Hit[Name], text: str) -> Mention | None:
    """A people by itself, or the group that goes by its name: "Kurdish fighters"."""
    last = sentence.tokens_in(hit.span)[-1]
    of = last.i + 1 < last.sent.end and last.nbor().lower_ == "of"
    if of and last.lower_ in noun_class("place"):
        return None  # "The Gulf of Aden" is water; "Gulf officials" act.
    after = _noun_after(last)
    if after is not None:
        after = last.head if last.dep_ in ("amod", "compound") and last.head.i > after.i else after
        groups = ("member", "armed", "head", "force", "role", "people")
        if not any(after.lower_ in noun_class(each) for each in groups):
            return None
        if any(child.dep_ == "cop" for child in after.children):
            return None
        span = Span(hit.span.start, sentence.place(after).end)
        return Mention(span, span.of(text), None, kind="description")
    plural = last.text.endswith("s") or last.tag_ in ("NNS", "NNPS")
    the = any(child.lower_ == "the" for child in last.children)
    return Mention(hit.span, hit.span.of(text), None) if plural or the else None


def _part_of_person(sentence: Sentence, head: "Token", hit: Hit[Name]) -> bool:
    """Whether a country's or a group's name is a person's: "Michael Jordan", "Ali al-Houthi"."""
    if _behind_article(sentence, hit):
        return True
    if hit.entry.kind not in ("country", "city") or head.i == 0:
        return False
    words = sentence.tokens_in(hit.span)
    if words[0].i == sentence.parsed.start:
        return False
    before = words[0].nbor(-1)
    return (
        before.pos_ == "PROPN"
        and before.dep_ in ("flat", "compound")
        and before.text.istitle()
        and before.head.i in {token.i for token in words}
        and not noun_class("forceword") & {before.lower_}
        and len(words) == 1
        and before.lower_ not in noun_class("title") | noun_class("place")
    )


def _behind_article(sentence: Sentence, hit: Hit[Name]) -> bool:
    """Whether a name is the end of a family name with an Arabic article: "Ali al-Houthi"."""
    words = sentence.tokens_in(hit.span)
    if len(words) != 1 or sentence.place(words[0]).start == hit.span.start:
        return False
    first = words[0]
    joined = first.i > first.sent.start and first.nbor(-1).pos_ == "PROPN"
    return joined and first.lower_.startswith(_FAMILY) and not first.nbor(-1).text.isupper()


_FAMILY: Final = ("al-", "el-")


def _actor(scene: _Scene, number: int, sentence: Sentence, head: "Token", name: str) -> str | None:
    """Actor of an alias, where it is bound to a country by what the text is about."""
    aliases = scene.registry.by_key.get(key(name), [])
    bound = {alias.country for alias in aliases if alias.country}
    if not bound:
        return scene.resolve(name, None)
    if _as_parent(scene, sentence, head, {a.actor_id for a in aliases if a.country}):
        return scene.resolve(name, None) or scene.resolve(name, next(iter(bound)))
    return scene.resolve(
        name, _own_place(scene, sentence, head) or scene.where.about(number, bound)
    )


def _as_parent(scene: _Scene, sentence: Sentence, head: "Token", branches: set[str]) -> bool:
    """Whether the text tells a name from its branch: "a branch of X", or names both."""
    above = head.head
    if head.dep_ in ("nmod", "nmod:poss", "compound") and lemma(above) in _PARENT:
        return True
    text, span = scene.document.text, sentence.span
    others = names_in(text, span, scene.known)
    here = sentence.place(head)
    return any(
        scene.resolve(hit.entry.name, None) in branches
        for hit in others
        if not hit.span.meets(here)
    )


def _own_place(scene: _Scene, sentence: Sentence, head: "Token") -> str | None:
    """The country that a name's own phrase puts it in: "ISIS in Iraq"."""
    for child in head.children:
        if child.dep_ in ("nmod", "obl") and located(child):
            place = sentence.place(child)
            for hit in names_in(scene.document.text, place, scene.known):
                if hit.entry.iso:
                    return hit.entry.iso
    return None


def _acts(head: "Token") -> bool:
    """Whether the name of a capital stands for its government, by its place in the sentence."""
    case = next((child.lower_ for child in head.children if child.dep_ == "case"), "")
    after = head.nbor() if head.i + 1 < head.sent.end else head
    if head.i == head.sent.start and after.tag_ in ("VBD", "VBZ") and after.pos_ != "AUX":
        # Whatever the parser makes of it: "Manila protested".
        return lemma(after) not in _STILL
    if head.dep_ == "conj" and head.head.i != head.i and not case:
        return _acts(head.head)
    above = lemma(head.head)
    if head.dep_ in ("nsubj", "nsubj:pass", "obj", "iobj"):
        physical = _STILL if head.dep_ == "nsubj" else _STILL | _REACHING
        acting = head.head.pos_ == "VERB" or head.head.lower_ in _MINDED
        return acting and above not in physical
    if head.dep_ == "nmod:poss":
        return case == "'s" and above not in noun_class("place")
    if head.dep_ in ("obl", "nmod", "obl:agent"):
        if case in ("to", "from", "of"):
            return above not in _MOVING and not located(head) and case != "of"
        return case in _METONYMS
    return head.dep_ in ("iobj", "root", "ROOT") and head.i == head.sent.start


def _state(scene: _Scene, sentence: Sentence, hit: Hit[Name], name: str) -> Mention:
    """A state by its name, its people's or its capital's, with the force it acts through."""
    iso = str(hit.entry.iso)
    words = sentence.tokens_in(hit.span)
    after = _noun_after(words[-1])
    if after is None and (owned := _owned_force(words[-1])) is not None:
        span = Span(hit.span.start, sentence.place(owned).end)
        own = span.of(scene.document.text)
        return Mention(span, own, _government(scene, iso), sort="state", country=iso)
    span, sort = hit.span, "state"
    actor: str | None = None
    if after is not None and _force(after):
        span = Span(hit.span.start, sentence.place(after).end)
        name = span.of(scene.document.text)
        actor = _force_of(scene, name)
    elif after is not None and _kind_before_name(after):
        # "Zubian group Red Front": the name follows, and the people's is no side of its own.
        return Mention(span, name, None, "description", "place", iso)
    elif after is not None and after.lower_ in noun_class("armed"):
        return Mention(
            Span(hit.span.start, sentence.place(after).end),
            Span(hit.span.start, sentence.place(after).end).of(scene.document.text),
            None,
            kind="description",
            country=iso,
        )
    elif _people(hit, words[-1]):
        sort, actor = "group", _civilians(scene, iso)
        return Mention(span, name, actor, sort=sort, country=iso)
    elif after is not None and after.lower_ in noun_class("civil"):
        span = Span(hit.span.start, sentence.place(after).end)
        name, sort = span.of(scene.document.text), "group"
        actor = _civilians(scene, iso)
    return Mention(span, name, actor or _government(scene, iso), sort=sort, country=iso)


def _people(hit: Hit[Name], word: "Token") -> bool:
    """Whether a name is that of people of a country, and not of those who act for it."""
    if hit.entry.kind != "demonym":
        return False
    several = hit.entry.name not in countries()[str(hit.entry.iso)].demonyms
    if word.tag_ in ("NNS", "NNPS") and word.dep_ not in ("amod", "compound"):
        several = True
    return several and not any(child.lower_ == "the" for child in word.children)


def _noun_after(word: "Token") -> "Token | None":
    """The noun that a name stands before, over other words of the name of a force."""
    last = None
    force, between = noun_class("force"), noun_class("forceword")
    for at in word.doc[word.i + 1 : word.sent.end]:
        if at.lower_ not in force and at.lower_ not in between:
            noun = at.pos_ in ("NOUN", "PROPN") or at.lower_ in noun_class("armed")
            return at if noun and (last is None or last.lower_ not in force) else last
        last = at
    return last


def _force(noun: "Token") -> bool:
    """Whether a noun is a force of a state, the last word of its phrase."""
    if noun.lower_ not in noun_class("force"):
        return False
    if noun.i + 1 >= noun.sent.end:
        return True
    after = noun.nbor()
    return not (after.pos_ in ("NOUN", "PROPN") and after.lower_ not in noun_class("role"))


def _kind_before_name(noun: "Token") -> bool:
    """Whether a noun says of what kind the group is that is named right after it."""
    kinds = noun_class("collective") | noun_class("armed")
    follows = noun.i + 1 < noun.sent.end and noun.nbor().text[:1].isupper()
    return noun.lower_ in kinds and follows


def _owned_force(word: "Token") -> "Token | None":
    """The force that is a country's own: the "army" of "Mali's army"."""
    if word.i + 2 >= word.sent.end or word.nbor().tag_ != "POS":
        return None
    noun = _noun_after(word.nbor())
    return noun if noun is not None and noun.text in _OWN_FORCES and _force(noun) else None


def _force_of(scene: _Scene, name: str) -> str | None:
    """Actor of "Afghan army", else of "Afghan security forces", of "Afghan government"."""
    people = name.split()[0]
    for each in (name, f"{people} security forces", f"{people} government"):
        if each.casefold() != people.casefold() and (actor := _by_alias(scene, each)):
            return actor
    return None


def _by_alias(scene: _Scene, name: str) -> str | None:
    candidates = scene.registry.candidates(name, DATASET, None)
    day = scene.document.day or date.max
    return next((alias.actor_id for alias in candidates if alias.holds(day)), None)


def _government(scene: _Scene, iso: str) -> str:
    """Who governs a country at the document's day; without a day, the country itself."""
    state = STATES.by_iso[iso]
    if scene.document.day is None:
        return iso
    return scene.resolve(f"Government of {state.name}", iso) or iso


def _civilians(scene: _Scene, iso: str) -> str | None:
    state = STATES.by_iso[iso]
    return _by_alias(scene, f"Civilians ({state.name})") or _by_alias(scene, "Civilians")


def _grown(mention: Mention, sentence: Sentence) -> Mention:
    """A group's name with its people after it: "Taliban fighters"."""
    words = sentence.tokens_in(mention.span)
    if not words or words[-1].i + 1 >= words[-1].sent.end:
        return mention
    after = words[-1].nbor()
    wanted = noun_class("member") if mention.sort == "group" else noun_class("force")
    if after.lower_ not in wanted or after.pos_ not in ("NOUN", "PROPN"):
        return mention
    if after.i + 1 < after.sent.end and after.nbor().pos_ in ("NOUN", "PROPN"):
        return mention
    return replace(mention, span=Span(mention.span.start, sentence.place(after).end))


def _unknown(scene: _Scene, run: Run, span: Span) -> Iterator[Mention]:
    """A name that nothing knows, by what its own words and its place in the sentence tell."""
    name = span.of(scene.document.text)
    sort = sort_of(run)
    if sort == "group":
        long = scene.long_forms.get(name, name)
        yield Mention(span, long, scene.resolve(long, scene.where.main), sort="group")
    elif sort == "place":
        yield Mention(span, name, None, sort="place")
    elif sort == "person":
        yield scene.persons.met(span, name)
