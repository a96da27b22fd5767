"""Plain text: paragraphs by empty lines and line ends, with the offsets of the file kept."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from whowhom.reading import labels, wording
from whowhom.reading.document import Block
from whowhom.reading.draft import Draft, note_hidden, visible
from whowhom.reading.span import Span

_CHUNK: Final = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*")
_LINE: Final = re.compile(r"[^\n]+")
_WIDEST = 130
_ITEM: Final = re.compile(r"\s*(?:[-*•–]|\(?\d{1,2}[.)])\s")
_MARKED_QUOTE: Final = re.compile(r"[\"'“‘«]")


def read(text: str) -> Draft:
    """A plain text as a draft: its characters stay as they are, so offsets are those of the file.

    Only line ends are made alike and invisible characters taken out. Lines that were wrapped at a
    width are one block, lines that end where they like are one each.

    >>> draft = read("Truce holds\\n\\nIt held on Monday, but\\nnot for long.\\n")
    >>> [(block.kind, block.span.of(draft.text)) for block in draft.blocks]
    [('headline', 'Truce holds'), ('paragraph', 'It held on Monday, but\\nnot for long.')]
    """
    shown, hidden = visible(text)
    spans = [span for chunk in _CHUNK.finditer(shown) for span in _paragraphs(shown, chunk)]
    draft = Draft(text=shown, blocks=[Block(span, "paragraph") for span in spans])
    draft.blocks = kinds_by_wording(shown, draft.blocks)
    draft.title = title_of(draft)
    note_hidden(draft, hidden)
    return draft


def _paragraphs(text: str, chunk: re.Match[str]) -> list[Span]:
    """The chunk's lines, joined where they were only wrapped."""
    lines = [_trimmed(text, m.start() + chunk.start(), m.end() + chunk.start())
             for m in _LINE.finditer(chunk[0])]  # fmt: skip
    lines = [line for line in lines if line.start < line.end]
    if not _wrapped([line.of(text) for line in lines]):
        return lines
    joined = lines[:1]
    for line in lines[1:]:
        words = line.of(text)
        if _ITEM.match(words) or labels.label_of(words):
            joined.append(line)
        else:
            joined[-1] = Span(joined[-1].start, line.end)
    return joined


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return Span(start + left, max(start + left, start + len(words.rstrip())))


def _wrapped(lines: list[str]) -> bool:
    """Whether lines end because a width was reached: the next word would not have fitted."""
    if len(lines) < 2:
        return False
    width = max(len(line) for line in lines)
    if width > _WIDEST:
        return False
    breaks = list(pairwise(lines))
    breaks = [(a, b) for a, b in breaks if not (_ITEM.match(b) or labels.label_of(b))]
    full = [len(a) + 1 + len(b.split()[0]) > 0.85 * width or _runs_on(a, b) for a, b in breaks]
    return sum(full) > 0.6 * len(full) and any(_runs_on(a, b) for a, b in breaks)


def _runs_on(line: str, following: str) -> bool:
    """Whether a sentence goes on in the next line."""
    return (line[-1].isalnum() and following[0].islower()) or line[-1] == ","


def title_of(draft: Draft) -> str:
    """The first headline on one line, empty if there is none."""
    found = (b.span.of(draft.text) for b in draft.blocks if b.kind == "headline")
    return " ".join(next(found, "").split())


def kinds_by_wording(text: str, blocks: list[Block]) -> list[Block]:
    """Blocks of a text without layout, with the kind that their words and places suggest."""
    found: list[Block] = []
    seen: set[str] = set()
    ended = False
    for number, block in enumerate(blocks):
        words = " ".join(block.span.of(text).split())
        following = blocks[number + 1].span.of(text) if number + 1 < len(blocks) else ""
        ended = ended or (number > 3 and wording.is_ending_section(words))
        kind = "boilerplate" if ended else _kind(words, following, seen)
        seen.add(kind)
        found.append(replace(block, kind=kind))
    return _with_teaser(text, found)


def _kind(words: str, following: str, seen: set[str]) -> str:
    # What opens a report is told by the kinds that stand before it.
    opening, headed = "paragraph" not in seen, "headline" in seen
    if wording.is_boilerplate(words):
        return "boilerplate"
    if wording.is_byline(words):
        return "byline"
    if wording.is_caption(words) or (opening and wording.shows(words)):
        return "caption"
    if _ITEM.match(words):
        return "list"
    labelled = labels.label_of(words)
    if opening and not headed and _opens(words, following):
        # A headline may begin with a name and a colon too, but does not end as speech does.
        return "headline" if not labelled or wording.is_heading(words) else "paragraph"
    if labelled:
        return "paragraph"
    led = len(following) > len(words) or wording.is_heading(following)
    heads = wording.is_heading(words) and led and len(words.split()) <= 10
    return "headline" if heads else "paragraph"


def _opens(words: str, following: str) -> bool:
    short = len(words.split()) <= 25
    if not short or not following:
        return False
    return wording.is_heading(words) or (not words.endswith((".", ":")) and words[0].isupper())


def _with_teaser(text: str, blocks: list[Block]) -> list[Block]:
    """A paragraph between the headline and the line that names writer or outlet is a teaser."""
    kinds = [block.kind for block in blocks[:6]]
    if "headline" not in kinds:
        return blocks
    at = kinds.index("headline") + 1
    if kinds[at : at + 1] != ["paragraph"] or len(blocks) < at + 3:
        return blocks
    under = blocks[at + 1]
    signed = under.kind == "byline" or (under.kind == "headline" and _names(text, under))
    if not signed:
        return blocks
    changed = list(blocks)
    changed[at] = replace(blocks[at], kind="teaser")
    changed[at + 1] = replace(under, kind="byline")
    return changed


def _names(text: str, block: Block) -> bool:
    """Whether a short line is a name that the report uses again: the outlet, the writer."""
    words = block.span.of(text)
    apart = text[: block.span.start] + text[block.span.end :]
    return len(words.split()) <= 5 and words in apart
