"""A sentence read: who, where, when and how far ahead, and the rest with these masked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from whowhom.questions.asked.happenings import Happening, covered, find_happenings
from whowhom.questions.asked.language import ENGLISH
from whowhom.questions.asked.lexicon import Lexicon
from whowhom.questions.asked.mentions import Mention, find_mentions
from whowhom.questions.asked.spans import Horizon, Span, find_horizon, find_spans
from whowhom.questions.asked.stems import stem
from whowhom.questions.asked.typos import mend
from whowhom.questions.asked.words import Sentence, Word
from whowhom.snapshot.snapshot import Snapshot

_WITHIN: Final = frozenset(
    "in inside within across throughout around near into outside of from over".split()
)
_SIDES: Final = frozenset(
    """north south east west northern southern eastern western central northeastern northwestern
    southeastern southwestern northeast northwest southeast southwest upper lower""".split()
)
_KINDS: Final = frozenset(
    "province region state governorate division district airport city valley county oblast".split()
)
_BODIES: Final = frozenset(
    """forces force army government military officials troops intelligence police state authorities
    leadership diplomats regime side navy air strike strikes airstrike airstrikes drone drones
    soldiers personnel administration security foreign envoys support aid interests""".split()
)
_AFTER_NOUN: Final = frozenset(
    """and or will would is are was were do does did have has had to in on with against after before
    since now today back be get stand come go attack fight act vs versus still ever""".split()
)
_LINKS: Final = frozenset("after following since despite amid".split())


@dataclass(frozen=True, slots=True)
class Where:
    """A place named in a sentence: codes (several if the name is ambiguous)."""

    first: int
    last: int
    name: str
    codes: tuple[str, ...]
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence names, and its words with these masked.

    Parameters
    ----------
    sentence : Sentence
        As asked.
    mentions : tuple of Mention
        Actors, in their order.
    owners : tuple of Mention
        Actors named within the name of an event ("the Taliban's takeover").
    happenings : tuple of Happening
        Turning events, in their order.
    spans : tuple of Span
        Periods.
    horizon : Horizon or None
        How far ahead.
    places : tuple of Where
        Places.
    strangers : tuple of str
        Capitalised names that nobody knows.
    masked : str
        The words, with ACT, EVT, DAY, PER, NOW, HOR and LOC in place of names, typos mended.
    """

    sentence: Sentence
    mentions: tuple[Mention, ...]
    owners: tuple[Mention, ...]
    happenings: tuple[Happening, ...]
    spans: tuple[Span, ...]
    horizon: Horizon | None
    places: tuple[Where, ...]
    strangers: tuple[str, ...]
    masked: str

    @property
    def actors(self) -> list[str]:
        """Ids of the actors named without doubt, each once, in their order."""
        return list(dict.fromkeys(m.actors[0] for m in self.mentions if len(m.actors) == 1))

    @property
    def doubtful(self) -> Mention | None:
        """The first name that could mean several actors."""
        return next((m for m in self.mentions if len(m.actors) > 1), None)

    @property
    def events(self) -> list[Happening]:
        """Turning events that stand by themselves, not as an edge of a period."""
        inside = {h for s in self.spans for h in self.happenings if s.first <= h.first < s.last}
        return [h for h in self.happenings if h.event and h not in inside]

    @property
    def past(self) -> list[Span]:
        """Periods that say more than "now"."""
        return [s for s in self.spans if not s.now]


def read_sentence(snapshot: Snapshot, known: Lexicon, sentence: Sentence) -> Reading:
    """Find all that a sentence names."""
    happenings = find_happenings(snapshot, known, sentence)
    happenings = [h for h in happenings if not _is_the_question(sentence, h)]
    horizon = find_horizon(snapshot, sentence)
    places = _places(known, sentence, covered(happenings))
    taken = [*covered(happenings), *(range(p.first, p.last) for p in places)]
    mentions = find_mentions(snapshot, known, sentence, taken)
    mentions = [m for m in mentions if not _aside(sentence, m)]
    mentions, more = _settle(snapshot, sentence, mentions)
    places = [*_joined(places, more), *(p for p in more if not _stands_behind(p, places))]
    happenings, mentions, owners, places = _absorb(sentence, happenings, mentions, places)
    spans = find_spans(snapshot, sentence, happenings)
    spans = [s for s in spans if not _overlaps(sentence, s, horizon)]
    free = [m for m in mentions if not any(s.first <= m.first < s.last for s in spans)]
    places = [p for p in places if not any(s.first <= p.first < s.last for s in spans)]
    masks = _masks(sentence, free, happenings, spans, places)
    return Reading(
        sentence,
        tuple(free),
        tuple(owners),
        tuple(happenings),
        tuple(spans),
        horizon,
        tuple(sorted(places, key=lambda p: p.first)),
        _strangers(known, sentence, masks),
        _masked(sentence, masks, horizon),
    )


_HAS: Final = frozenset("has have had did are is".split())


def _is_the_question(sentence: Sentence, event: Happening) -> bool:
    """ "Have the Americans left Afghanistan?" asks whether it happened."""
    said = [w.norm for w in sentence.words]
    before = [n for n in said[: event.first] if n not in _FILLING]
    after = [n for n in said[event.last :] if n not in ("yet", "already", "really", "fully")]
    clause = event.event is not None and not _NOUNS.intersection(said[event.first : event.last])
    return clause and not after and len(before) == 1 and before[0] in _HAS


_FILLING: Final = frozenset("the there any still".split())
_NOUNS: Final = frozenset("withdrawal departure exit pull pullout takeover fall".split())
_GONE: Final = frozenset("gone out leaving away back".split())


def _aside(sentence: Sentence, mention: Mention) -> bool:
    """ "With the Americans gone, ...": a circumstance, nobody that is asked about."""
    said = [w.norm for w in sentence.words]
    before = said[max(0, mention.first - 2) : mention.first]
    after = said[mention.last : mention.last + 2]
    return "with" in before and bool(_GONE.intersection(after))


def _overlaps(sentence: Sentence, span: Span, horizon: Horizon | None) -> bool:
    if horizon is None:
        return False
    first, last = sentence.words[span.first].start, sentence.words[span.last - 1].end
    return first < horizon.end and horizon.start < last


# ---- places ------------------------------------------------------------------------------------


def _places(known: Lexicon, sentence: Sentence, taken: Sequence[range]) -> list[Where]:
    """First-level divisions named, unless they are part of an actor's name."""
    said, found = sentence.words, []
    used = {n for span in taken for n in span}
    at = 0
    while at < len(said):
        where = None if at in used else _division(known, said, at)
        if where:
            found.append(where)
        at = where.last if where else at + 1
    return found


def _division(known: Lexicon, said: Sequence[Word], at: int) -> Where | None:
    for last in range(min(at + 4, len(said)), at, -1):
        codes = known.divisions.get(tuple(w.norm for w in said[at:last]))
        if not codes or _within_actor(known, said, at, last):
            continue
        end = last + 1 if last < len(said) and said[last].norm in _KINDS else last
        name = " ".join(w.text for w in said[at:last])
        return Where(at, end, name, codes, at > 0 and said[at - 1].norm in _SIDES)
    return None


def _within_actor(known: Lexicon, said: Sequence[Word], first: int, last: int) -> bool:
    """Whether the words belong to the longer name of an actor ("Kabul government")."""
    for a in range(max(0, first - 4), first + 1):
        for b in range(last, min(last + 5, len(said)) + 1):
            longer = b - a > last - first
            if longer and tuple(w.norm for w in said[a:b]) in known.actors:
                return True
    return False


def _settle(
    snapshot: Snapshot, sentence: Sentence, mentions: Sequence[Mention]
) -> tuple[list[Mention], list[Where]]:
    """Tell states that act from states in which something is."""
    said = sentence.words
    actors, places = [], []
    for mention in mentions:
        if not mention.state:
            actors.append(mention)
        elif mention.adjective:
            if mention.actors[0] != snapshot.settings.place and _as_noun(said, mention):
                actors.append(mention)
        elif _locative(snapshot, said, mention):
            side = mention.first > 0 and said[mention.first - 1].norm in _SIDES
            name = mention.name
            places.append(Where(mention.first, mention.last, name, mention.actors, side))
        else:
            actors.append(mention)
    return actors, places


def _as_noun(said: Sequence[Word], mention: Mention) -> bool:
    after = said[mention.last] if mention.last < len(said) else None
    plural = said[mention.first].norm.endswith("s") and not said[mention.first].possessive
    return plural or after is None or after.norm in _BODIES or after.norm in _AFTER_NOUN


def _locative(snapshot: Snapshot, said: Sequence[Word], mention: Mention) -> bool:
    before = [w.norm for w in said[max(0, mention.first - 2) : mention.first]]
    while before and (before[-1] in _SIDES or before[-1] == "the"):
        before.pop()
    word = before[-1] if before else ""
    if word in ("in", "inside", "within", "across", "throughout", "into", "outside"):
        return True
    if word in ("from", "of") and _leaves(said[: mention.first]):
        return True
    home = mention.actors[0] == snapshot.settings.place
    after = said[mention.last].norm if mention.last < len(said) else ""
    pair = word in ("between", "with", "and", "toward", "towards") or after == "and"
    return home and not pair


_LEAVING: Final = frozenset(
    stem(w)
    for w in """disappear vanish go gone withdraw drive driven expel expelled oust wipe wiped clear
    cleared pull out flushed pushed operate operating absent missing""".split()
)


def _leaves(before: Sequence[Word]) -> bool:
    """Whether something leaves a place: "gone from", "out of"."""
    said = [stem(w.norm) for w in before[-5:]]
    return bool(_LEAVING.intersection(said[-3:])) or said[-2:] == ["out", "of"]


def _stands_behind(place: Where, divisions: Sequence[Where]) -> bool:
    """Whether a country only says where a division is: "Kabul, Afghanistan"."""
    return any(d.last == place.first and d.codes[0][:3] == place.codes[0] for d in divisions)


def _joined(divisions: Sequence[Where], countries: Sequence[Where]) -> list[Where]:
    """Divisions, an ambiguous one settled by the country that follows it."""
    found = []
    for each in divisions:
        behind = [c.codes[0] for c in countries if each.last <= c.first <= each.last + 1]
        fitting = tuple(c for c in each.codes if c[:3] in behind)
        found.append(replace(each, codes=fitting) if fitting else each)
    return found


# ---- events with what belongs to them ----------------------------------------------------------


def _absorb(
    sentence: Sentence,
    happenings: Sequence[Happening],
    mentions: Sequence[Mention],
    places: Sequence[Where],
) -> tuple[list[Happening], list[Mention], list[Mention], list[Where]]:
    """Join "the Taliban's", "of Kabul", "in 2021" and "following 9/11" to the event they tell of."""
    grown = [_grown(sentence, h, mentions, places) for h in happenings]
    whole: list[Happening] = []
    for each in grown:
        last = whole[-1] if whole else None
        between = sentence.words[last.last : each.first] if last else ()
        link = [w.norm for w in between if w.norm not in ("the",)]
        if last and last.event and each.event and len(link) == 1 and link[0] in _LINKS:
            whole[-1] = replace(last, last=each.last)
        else:
            whole.append(each)

    def outside(first: int) -> bool:
        return not any(h.first <= first < h.last for h in whole)

    owners = [m for m in mentions if not outside(m.first)]
    return (
        whole,
        [m for m in mentions if outside(m.first)],
        owners,
        [p for p in places if outside(p.first)],
    )


def _grown(
    sentence: Sentence,
    event: Happening,
    mentions: Sequence[Mention],
    places: Sequence[Where],
) -> Happening:
    if not event.event:
        return event
    said, first, last = sentence.words, event.first, event.last
    for mention in mentions:
        if mention.last == first:
            first = mention.first
    if first and said[first - 1].norm == "the":
        first -= 1
    for _ in range(2):
        last = _tail(said, last, event, mentions, places)
    return replace(event, first=first, last=last)


def _tail(
    said: Sequence[Word],
    last: int,
    event: Happening,
    mentions: Sequence[Mention],
    places: Sequence[Where],
) -> int:
    """Where the event's name ends once "by the Taliban", "of Kabul" or "in 2021" is taken in."""
    assert event.event is not None
    rest = [w.norm for w in said[last : last + 3]]
    year = str(event.event.date.year)
    for size in (1, 2, 3):
        if rest[size - 1 : size] == [year] and all(
            w in ("in", "of", "back") for w in rest[: size - 1]
        ):
            return last + size
    skip = 1 + (rest[1:2] == ["the"])
    if rest[:1] == ["by"] or rest[:1] == ["of"]:
        for mention in mentions:
            if mention.first == last + skip:
                return mention.last
    if rest[:1] in (["of"], ["from"], ["in"]):
        for place in places:
            if place.first == last + 1:
                return place.last
    return last


# ---- the rest ----------------------------------------------------------------------------------


def _masks(
    sentence: Sentence,
    mentions: Sequence[Mention],
    happenings: Sequence[Happening],
    spans: Sequence[Span],
    places: Sequence[Where],
) -> dict[int, tuple[int, str]]:
    found = {m.first: (m.last, "ACT") for m in mentions}
    found |= {p.first: (p.last, "LOC") for p in places}
    found |= {h.first: (h.last, "EVT") for h in happenings if h.event}
    found |= {s.first: (s.last, _span_mask(sentence, s)) for s in spans}
    return found


def _span_mask(sentence: Sentence, span: Span) -> str:
    if span.now:
        return "NOW"
    if not span.opening and not span.event and span.period.first == span.period.last:
        return "DAY"
    said = sentence.words[span.first].norm
    since = "since " if said in ("since", "ever", "from", "starting") else "after "
    side = {"since": since, "before": "before "}.get(span.opening, "")
    return side + ("EVT" if span.event and span.event.event else "PER")


def _masked(sentence: Sentence, masks: dict[int, tuple[int, str]], horizon: Horizon | None) -> str:
    parts: list[str] = []
    at, said = 0, sentence.words
    while at < len(said):
        word = said[at]
        if horizon and word.start >= horizon.start and word.start < horizon.end:
            parts.append("HOR")
            while at < len(said) and said[at].start < horizon.end:
                at += 1
            continue
        if at in masks:
            last, mask = masks[at]
            parts.append(mask)
            at = last
        else:
            parts.append(mend(word.norm))
            at += 1
    return re.sub(r"\bthe (?=(?:ACT|EVT|DAY|PER|NOW|LOC)\b)", "", " ".join(parts))


def _strangers(
    known: Lexicon, sentence: Sentence, masks: dict[int, tuple[int, str]]
) -> tuple[str, ...]:
    """Capitalised words within the sentence that are no known name."""
    said = sentence.words
    hidden = {n for first, (last, _) in masks.items() for n in range(first, last)}
    free = [word for n, word in enumerate(said) if n not in hidden]
    if sentence.shouted or sum(w.capital for w in free) > 0.6 * max(len(free), 4):
        return ()
    found = [
        word.text
        for n, word in enumerate(said)
        if n and n not in hidden and word.capital and not _ordinary(known, word.norm)
        and not _begins(sentence, word)
    ]  # fmt: skip
    return tuple(dict.fromkeys(found))


def _ordinary(known: Lexicon, norm: str) -> bool:
    return (
        norm in ENGLISH
        or norm == "i"
        or norm in known.demonyms
        or norm.removesuffix("s") in known.demonyms
    )


def _begins(sentence: Sentence, word: Word) -> bool:
    """Whether a word stands after a colon or a quote, where capitals tell nothing."""
    return bool(re.search(r"[:\"(]\s*$", sentence.text[: word.start]))
