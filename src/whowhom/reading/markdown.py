"""Markdown: headings, paragraphs, lists and emphasis, without the marks."""

import re
from typing import Final

from whowhom.reading.draft import Draft, Piece, drafted
from whowhom.reading.plain import kinds_by_wording, title_of

_FRONT: Final = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_CODE: Final = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)
_COMMENT: Final = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_PICTURE: Final = re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]{0,1000}\)")
_LINK: Final = re.compile(r"\[([^\]\n]{1,500})\]\([^)\n]{0,1000}\)")
_HEADING: Final = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM: Final = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(.*)", re.DOTALL)
_RULE: Final = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*$")
_QUOTED: Final = re.compile(r"^\s*>\s?", re.MULTILINE)
# What is set strongly holds no mark of its own, so that many marks take no longer than few.
_EMPHASIS: Final = re.compile(
    r"\*{1,3}(?=\S)([^*]{1,600})(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)([^_]{1,600})(?<=\S)_{1,3}(?!\w)"
)
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")


def read(text: str) -> Draft:
    """A Markdown text as a draft.

    >>> draft = read("# Truce holds\\n\\n**Jo Park:** Why?\\n\\n- *first*\\n")
    >>> draft.text, draft.title
    ('Truce holds\\n\\nJo Park: Why?\\n\\nfirst', 'Truce holds')
    """
    front = _FRONT.match(text)
    body = text[front.end() :] if front else text
    body = _COMMENT.sub("", _CODE.sub("", body))
    pieces = [piece for chunk in re.split(r"\n[^\S\n]*\n", body) for piece in _pieces(chunk)]
    draft = drafted(pieces)
    blocks = kinds_by_wording(draft.text, draft.blocks)
    draft.blocks = [
        by_words if block.kind == "paragraph" and by_words.kind != "headline" else block
        for block, by_words in zip(draft.blocks, blocks, strict=True)
    ]
    draft.title = title_of(draft)
    return draft


def _pieces(chunk: str) -> list[Piece]:
    """Pieces of what stands between two empty lines."""
    lines: list[list[str]] = []
    for line in chunk.split("\n"):
        if _RULE.match(line):
            continue
        if not lines or _HEADING.match(line) or _ITEM.match(line) or _HEADING.match(lines[-1][0]):
            lines.append([line])
        else:
            lines[-1].append(line)
    return [_piece("\n".join(each)) for each in lines]


def _piece(raw: str) -> Piece:
    raw = _QUOTED.sub("", raw)
    if heading := _HEADING.match(raw):
        return Piece(_unmarked(heading[2]), "headline")
    if item := _ITEM.match(raw):
        return Piece(_unmarked(item[1]), "list")
    if picture := _PICTURE.fullmatch(raw.strip()):
        return Piece(picture[1], "caption")
    raw = raw.strip()
    lead = _EMPHASIS.match(raw)
    return Piece(_unmarked(raw), strong=len(_unmarked(lead[0])) if lead else 0)


def _unmarked(raw: str) -> str:
    shown = _LINK.sub(r"\1", _PICTURE.sub("", _TAG.sub("", raw)))
    for _ in range(2):
        shown = _EMPHASIS.sub(lambda m: m[1] or m[2], shown)
    return _ESCAPED.sub(r"\1", shown).replace("`", "")
