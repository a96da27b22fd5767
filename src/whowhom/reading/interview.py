"""Interview: which blocks of a document are asked and answered, and by whom."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from whowhom.reading import alternation, wording
from whowhom.reading.document import Block, Document
from whowhom.reading.labels import HOSTING, Label, label_of
from whowhom.reading.people import People, fullest, people_of, tells_interview
from whowhom.reading.span import Span

_SPOKEN: Final = ("paragraph", "list")
_SECOND: Final = re.compile(r"\b(?:you|your|you[’'](?:re|ve|d))\b", re.IGNORECASE)
_FIRST: Final = re.compile(r"\b(?:I|my|me)\b")
_QUOTED: Final = re.compile(r"[\"“][^\"”]*[\"”]")
_REPORTED: Final = re.compile(
    r"[”\"’,] ?(?:\w+ ){0,3}(?:said|says|told|added|asked|wrote|replied|according to)\b|"
    r"\b(?:said|says|told|added|asked|wrote|saying|according to)\b[^.]{0,60}[“\"]"
)
_DASH: Final = re.compile(r"[–—-]\s+")
_MOST_LABELLED = 0.4
_MOST_REPORTED = 0.35
_FEWEST_ASKED = 0.1
_ALTERNATE = 0.35
_MOST_SPEAKERS = 60


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a block: ``question`` or ``answer``, the name, what tells it, and where."""

    kind: str
    speaker: str
    how: str
    span: Span


def voices_of(document: Document) -> dict[int, Voice]:
    """The voice of each block of an interview, by its number; empty if it is no interview.

    Labels go before bold or italics, these before headings that ask, these before alternation.
    """
    blocks, text = document.blocks, document.text
    labelled = _labels(document)
    if labelled:
        return _by_label(document, labelled)
    set_apart = _set_apart(document)
    if _questions_are(set_apart, document) and _is_told(document, set_apart):
        return _by_type(document, set_apart)
    headings = [
        n
        for n, b in enumerate(blocks)
        if b.kind == "headline" and n > 0 and wording.ends_as_question(b.span.of(text))
    ]
    if len(headings) > 1 and _introduces(document, headings[0]):
        return _by_type(document, headings)
    return _by_alternation(document, {}) if _reads_as_interview(document) else {}


# Labels


def _labels(document: Document) -> dict[int, Label]:
    """Labels by block, if they are those of speakers and not of a list or a dateline."""
    found: dict[int, Label] = {}
    for number, block in enumerate(document.blocks):
        if block.kind in _SPOKEN and (label := _label(document, block)):
            found[number] = label
    found.update(_alone(document))
    names = Counter(label.key for label in found.values())
    if len(names) > 2 and 0 in found and names[found[0].key] == 1 and not found[0].work:
        # "Panel: what next?" in front of an interview is its headline.
        del found[0]
    if not found or not _are_speakers(document, found, names):
        return {}
    return found


def _alone(document: Document) -> dict[int, Label]:
    """Names on lines of their own, without a colon, if two at least return again and again."""
    texts = {n: b.span.of(document.text) for n, b in enumerate(document.blocks)}
    short = {n: t for n, t in texts.items() if len(t.split()) <= 4 and label_of(f"{t}: x")}
    times = Counter(short.values())
    names = {name for name, count in times.items() if count > 1}
    if len(names) < 2:
        return {}
    return {n: Label(text, len(text)) for n, text in short.items() if text in names}


def _label(document: Document, block: Block) -> Label | None:
    words = block.span.of(document.text)
    if label := label_of(words):
        return label
    strong = block.strong
    if strong is None or strong == block.span:
        return None
    # A name in bold in front of what is said needs no colon.
    name = strong.of(document.text).strip(" :–—-")
    label = label_of(f"{name}: x")
    if label is None or len(name.split()) > 4 or wording.ends_as_question(name):
        return None
    rest = document.text[strong.end : block.span.end]
    return Label(name, len(strong.of(document.text)) + len(rest) - len(rest.lstrip(" :–—-")))


def _are_speakers(document: Document, found: dict[int, Label], names: Counter[str]) -> bool:
    if len(names) > _MOST_SPEAKERS:
        return False
    if any(label.role or label.work or label.timed for label in found.values()):
        return len(found) > 1
    if len(names) > 1 and max(names.values()) > 1:
        repeated = sum(count > 1 for count in names.values())
        return repeated > 1 or _asked(document, found) or _introduces(document, min(found))
    if len(names) > 1:
        # Each label once: speakers only if somebody asks, and an interview is announced or two
        # labels stand one after the other.
        told = _introduces(document, min(found)) or _are_two_persons(document, found)
        return told and _asked(document, found)
    return len(found) > 1 and _asked_between(document, found)


def _are_two_persons(document: Document, found: dict[int, Label]) -> bool:
    """Whether two labels stand one after the other: full names, or an outlet that asks one."""
    first, last = min(found), max(found)
    if len(found) != 2 or last != first + 1 or " " not in found[last].name:
        return False
    asks = wording.ends_as_question(document.blocks[first].span.of(document.text))
    return asks or " " in found[first].name


def _asked(document: Document, found: dict[int, Label]) -> bool:
    return any("?" in document.blocks[n].span.of(document.text) for n in found)


def _asked_between(document: Document, found: dict[int, Label]) -> bool:
    """Whether one side alone has labels: its paragraphs ask, or those before it do."""
    texts = [block.span.of(document.text) for block in document.blocks]
    mine = sum(wording.ends_as_question(texts[n]) for n in found)
    before = sum(n > 0 and wording.ends_as_question(texts[n - 1]) for n in found)
    return max(mine, before) > len(found) / 2


def _by_label(document: Document, labelled: dict[int, Label]) -> dict[int, Voice]:
    names = _full_names(document, labelled)
    sides = _sides(document, labelled, names)
    known = {
        n: Voice(sides[label.name], names[label.name], "label", _after(document, n, label.length))
        for n, label in labelled.items()
    }
    spoken = [
        n
        for n, b in enumerate(document.blocks)
        if n in labelled or (b.kind in _SPOKEN and n >= min(labelled))
    ]
    marked = len(labelled) >= _MOST_LABELLED * len(spoken) or _labels_to_the_end(labelled, spoken)
    if marked or any(label.timed for label in labelled.values()):
        return _continued(document, known, spoken)
    return _by_alternation(document, known)


def _labels_to_the_end(labelled: dict[int, Label], spoken: list[int]) -> bool:
    """Whether labels go on through the interview, so that a block without one only goes on."""
    last = max(labelled)
    after = sum(n > last for n in spoken)
    return len(labelled) > 3 and after < max(4, 0.34 * len(spoken))


def _after(document: Document, number: int, length: int) -> Span:
    span = document.blocks[number].span
    return Span(min(span.start + length, span.end), span.end)


def _continued(document: Document, known: dict[int, Voice], spoken: list[int]) -> dict[int, Voice]:
    """Each block without a label goes on with the voice before it; one-sided labels alternate."""
    kinds = {voice.kind for voice in known.values()}
    found: dict[int, Voice] = {}
    other = people_of(_introduction(document, min(known)), document.outlet)
    voice: Voice | None = None
    for number in spoken:
        span = document.blocks[number].span
        if number in known:
            voice = known[number]
            found[number] = voice
            continue
        if voice is None:
            continue
        if kinds == {"question"}:
            voice = Voice("answer", other.guest, "alternation", span)
        elif kinds == {"answer"} and wording.ends_as_question(span.of(document.text)):
            voice = Voice("question", other.host, "alternation", span)
        elif _speaks_of(voice.speaker, span.of(document.text)):
            continue
        found[number] = Voice(voice.kind, voice.speaker, voice.how, span)
    return found


def _full_names(document: Document, labelled: dict[int, Label]) -> dict[str, str]:
    """The full name behind each label; of a role the person that the introduction names."""
    introduction = _introduction(document, min(labelled))
    people = people_of(introduction, document.outlet)
    spoken_by = {"question": people.host, "answer": people.guest}
    # Where names are introduced they are fullest; the whole text may name others with them.
    where = introduction if introduction.strip() else document.text
    whole = dict.fromkeys(label.name for label in labelled.values() if " " in label.name)
    longest = tuple(full for name in whole if " " in (full := fullest(name, where)))
    found = {}
    for label in set(labelled.values()):
        if label.role:
            found[label.name] = spoken_by[label.role]
        else:
            name = fullest(label.name, where, longest)
            found[label.name] = name if " " in name else fullest(label.name, document.text, longest)
    return found


def _sides(document: Document, labelled: dict[int, Label], names: dict[str, str]) -> dict[str, str]:
    """Who of the labelled asks: roles say so, else whoever asks most of what he says."""
    asked: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for number, label in labelled.items():
        words = _said(document, number, label, labelled)
        spoken[names[label.name]] += 1
        asked[names[label.name]] += wording.ends_as_question(words)
    first = names[labelled[min(labelled)].name]
    share = {name: asked[name] / spoken[name] + 0.1 * (name == first) for name in spoken}
    top = max(share, key=lambda name: share[name])
    asker_known = any(label.role == "question" for label in labelled.values())
    found = {}
    for label in labelled.values():
        name = names[label.name]
        asks = name == top or (share[name] >= 0.5 and len(spoken) > 2) or label.work in HOSTING
        found[label.name] = label.role or ("question" if asks and not asker_known else "answer")
    return found


def _said(document: Document, number: int, label: Label, labelled: dict[int, Label]) -> str:
    """What stands behind a label; of a label on a line of its own all up to the next one."""
    span = document.blocks[number].span
    if span.end - span.start > label.length:
        return span.of(document.text)
    after = min((n for n in labelled if n > number), default=len(document.blocks))
    return document.text[span.start : document.blocks[after - 1].span.end]


# Bold, italics, headings


def _set_apart(document: Document) -> list[int]:
    """Blocks all in bold or italics, from the first that asks on, that something answers."""
    spoken = [n for n, b in enumerate(document.blocks) if b.kind in _SPOKEN]
    strong = {n for n in spoken if document.blocks[n].strong == document.blocks[n].span}
    answered = [n for n, after in pairwise(spoken) if n in strong and after not in strong]
    asks = [wording.ends_as_question(document.blocks[n].span.of(document.text)) for n in answered]
    return answered[asks.index(True) :] if True in asks else []


def _questions_are(numbers: list[int], document: Document) -> bool:
    """Whether most of some blocks end as questions."""
    texts = [document.blocks[n].span.of(document.text) for n in numbers]
    asked = sum(wording.ends_as_question(text) for text in texts)
    return asked > 1 and asked >= 0.5 * len(texts)


def _is_told(document: Document, numbers: list[int]) -> bool:
    """Whether an interview is announced, or the questions turn to somebody."""
    texts = [document.blocks[n].span.of(document.text) for n in numbers]
    turned = sum(bool(_SECOND.search(text)) for text in texts)
    return _introduces(document, numbers[0]) or turned >= 0.3 * len(texts)


def _by_type(document: Document, asked: list[int]) -> dict[int, Voice]:
    people = people_of(_introduction(document, asked[0]), document.outlet)
    found = {}
    for number, block in enumerate(document.blocks):
        if number in asked:
            found[number] = Voice("question", people.host, "typography", block.span)
        elif number < asked[0] or block.kind not in _SPOKEN:
            continue
        elif not _stands_apart(people, block.span.of(document.text)):
            found[number] = Voice("answer", people.guest, "typography", block.span)
    return found


# Alternation


def _reads_as_interview(document: Document) -> bool:
    """Whether paragraphs ask and others answer, and the headline or the words say so too.

    A report may ask as well, and may tell of an interview. But its questions are few, they are
    put to nobody, and speech stands in it with who said it.
    """
    texts = [b.span.of(document.text) for b in document.blocks if b.kind in _SPOKEN]
    asked = [
        n
        for n, text in enumerate(texts[:-1])
        if wording.ends_as_question(text) and not wording.ends_as_question(texts[n + 1])
    ]
    headline = tells_interview(document.title)
    enough = headline or (bool(asked) and _is_put_to_one(texts[asked[0]], texts[asked[0] + 1]))
    if len(asked) < 2 - enough:
        return False
    if _are_dashed(texts):
        return True
    after = texts[asked[0] :]
    turned = sum(bool(_SECOND.search(texts[n])) for n in asked)
    stretches = pairwise([*asked, len(texts)])
    answered = sum(any(_FIRST.search(_unquoted(t)) for t in texts[a + 1 : b]) for a, b in stretches)
    reported = sum(bool(_REPORTED.search(text)) for text in after)
    if not turned + answered or reported > _MOST_REPORTED * len(after):
        return False
    if headline:
        return True
    introduced = _introduces(document, _number_of(document, asked[0]))
    alternate = len(asked) > 2 and len(asked) >= _ALTERNATE * len(after)
    personal = turned + answered if introduced or alternate else turned
    return 2 * personal >= len(asked) >= _FEWEST_ASKED * len(after)


def _is_put_to_one(question: str, after: str) -> bool:
    """Whether a question turns to somebody, who answers in the first person at once."""
    turned = bool(_SECOND.search(question)) and len(question.split()) < 80
    return turned and bool(_FIRST.search(_unquoted(after)))


def _unquoted(text: str) -> str:
    """A paragraph without what it quotes, unless it is nothing but a quotation."""
    rest = _QUOTED.sub("", text)
    return rest if rest.strip() else text


def _are_dashed(texts: list[str]) -> bool:
    """Whether speech is set as in a play, with a dash in front of each who speaks."""
    dashed = [bool(_DASH.match(text)) for text in texts]
    return sum(dashed) >= 0.8 * len(dashed)


def _number_of(document: Document, spoken: int) -> int:
    return [n for n, b in enumerate(document.blocks) if b.kind in _SPOKEN][spoken]


def _by_alternation(document: Document, known: dict[int, Voice]) -> dict[int, Voice]:
    spoken = [n for n, b in enumerate(document.blocks) if b.kind in _SPOKEN]
    first = min(known, default=0)
    lines = [_line(document, n, known, first) for n in spoken]
    states = dict(zip(spoken, alternation.course(lines), strict=True))
    begins = min((n for n, s in states.items() if s != alternation.BEFORE), default=0)
    people = _named(known) or people_of(_introduction(document, begins), document.outlet)
    found = dict(known)
    for number, state in states.items():
        span = document.blocks[number].span
        words = span.of(document.text)
        if state == alternation.BEFORE or number in known or _stands_apart(people, words):
            continue
        asked = state == alternation.HOST
        speaker = people.host if asked else people.guest
        dash = _DASH.match(words)
        spoken_ = Span(span.start + dash.end(), span.end) if dash else span
        found[number] = Voice("question" if asked else "answer", speaker, "alternation", spoken_)
    return dict(sorted(found.items()))


def _line(document: Document, number: int, known: dict[int, Voice], first: int) -> alternation.Line:
    text = document.blocks[number].span.of(document.text)
    headed = number > 0 and document.blocks[number - 1].kind == "headline"
    if number in known:
        asked = known[number].kind == "question"
        return alternation.Line(text, alternation.HOST if asked else alternation.GUEST)
    if number < first:
        return alternation.Line(text, alternation.BEFORE)
    before = document.blocks[number - 1].span.of(document.text) if number else ""
    return alternation.Line(text, None, headed and number > 1, before.endswith(":"))


def _named(known: dict[int, Voice]) -> People | None:
    """The people of the labels, if there are any."""
    if not known:
        return None
    asks = [voice.speaker for voice in known.values() if voice.kind == "question"]
    answers = [voice.speaker for voice in known.values() if voice.kind == "answer"]
    return People(asks[0] if asks else "", answers[0] if answers else "")


# What all of them need


def _introduction(document: Document, before: int) -> str:
    """Headline and everything before a block, and the captions wherever they stand."""
    parts = [document.title]
    parts += [
        block.span.of(document.text)
        for number, block in enumerate(document.blocks)
        if block.kind != "boilerplate" and (number < before or block.kind == "caption")
    ]
    return "\n".join(parts)


def _introduces(document: Document, before: int) -> bool:
    return tells_interview(_introduction(document, before))


def _speaks_of(speaker: str, text: str) -> bool:
    """Whether a paragraph speaks of the speaker by full name, as only the outlet does."""
    return (
        " " in speaker
        and text.startswith(speaker)
        and bool(re.match(r" |, (?:an?|the|who|of|from)\b", text[len(speaker) :]))
    )


def _stands_apart(people: People, text: str) -> bool:
    """Whether a paragraph within an interview is no speech: a pull quote, a note by the editor."""
    quoted = re.match(r"[\"“`].*[\"”]\s*[—–-]{1,2} ?[A-Z]", text, re.DOTALL)
    return (
        bool(quoted)
        or text.startswith("Ed.:")
        or _speaks_of(people.guest, text)
        or _speaks_of(people.host, text)
    )
