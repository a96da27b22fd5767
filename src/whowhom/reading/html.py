"""HTML: the article of a page, by trafilatura, with its headings, captions and emphasis."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from whowhom.errors import FileError, MissingExtraError
from whowhom.reading import wording
from whowhom.reading.draft import Draft, Piece, drafted

_TEASERS: Final = ("standfirst", "teaser", "dek", "deck", "subhead", "summary", "lede", "subtitle")
_LITTLE = 200
_BLOCKS: Final = frozenset(("p", "head", "item", "quote", "table", "list", "row", "cell", "code"))
_ENDED: Final = re.compile(r"[.?!:][\"'”’)\]]*$")
_NEVER: Final = ("script", "style", "noscript", "template", "iframe", "object", "svg", "form")


@dataclass(slots=True)
class _Page:
    """What is collected from the article's tree while it is walked through."""

    pieces: list[Piece] = field(default_factory=list)


def read(text: str, name: str) -> Draft:
    """A page as a draft: the article without navigation, scripts, comments or forms.

    Title, day and site are those that the page's own metadata tell. Nothing is fetched.

    Raises
    ------
    FileError
        If there is no text in the page.
    MissingExtraError
        If trafilatura is not installed.
    """
    tree = _tree(text, name)
    article = _article(tree)
    pieces = _pieces(article.body) if article is not None else []
    warned = [] if pieces else ["no article was found in the page; all its paragraphs were taken"]
    pieces = pieces or _paragraphs(tree)
    if not pieces:
        raise FileError(f"{name} has no text", "a page with an article", "save the whole page")
    if article is not None:
        pieces = _headed(pieces, article.title or "", article.description or "", text)
    pieces = _captioned(pieces, _captions(tree))
    draft = drafted([_by_wording(piece) for piece in pieces])
    draft.warnings.extend(warned)
    if article is not None:
        draft.title, draft.outlet = article.title or "", article.sitename or ""
        draft.day = _day(article.date)
    return draft


def _library() -> Any:
    try:
        import trafilatura
    except ImportError:
        raise MissingExtraError(
            "HTML is read with trafilatura, which is not installed",
            "",
            "pip install 'whowhom[reading]'",
        ) from None
    # Its remarks on odd pages are no part of our output.
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return trafilatura


def _tree(text: str, name: str) -> Any:
    tree = _library().load_html(text)
    if tree is None:
        raise FileError(f"{name} is no HTML that can be read", "a web page", "save the page again")
    for element in list(tree.iter(*_NEVER)):
        element.drop_tree()
    return tree


def _article(tree: Any) -> Any:
    """Trafilatura's document, or None. Only metadata tell the day: no guess from the text.

    Its own extraction goes first: what it compares with drops short paragraphs and emphasis, and
    is asked only where the first finds next to nothing.
    """
    found = _extracted(tree, fast=True)
    if found is not None and len(found.text or "") > _LITTLE:
        return found
    return _extracted(tree, fast=False) or found


def _extracted(tree: Any, fast: bool) -> Any:
    return _library().bare_extraction(
        tree,
        fast=fast,
        favor_recall=True,
        include_formatting=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _pieces(body: Any) -> list[Piece]:
    page = _Page()
    if body is not None:
        _walk(body, page, "paragraph")
    return page.pieces


def _walk(element: Any, page: _Page, kind: str) -> None:
    """Collect the blocks below an element; a block within a block is collected by itself."""
    for child in element:
        if child.tag not in _BLOCKS:
            page.pieces.append(Piece("".join(child.itertext()), kind))
        elif any(inner.tag in _BLOCKS for inner in child):
            page.pieces.append(Piece(child.text or "", kind))
            _walk(child, page, "list" if child.tag == "list" else kind)
        else:
            page.pieces.extend(_of_block(child, kind))
        if (child.tail or "").strip():
            page.pieces.append(Piece(child.tail, kind))


def _of_block(element: Any, kind: str) -> list[Piece]:
    """The pieces of a block without blocks in it: one, or more where empty lines part it."""
    kind = {"head": "headline", "item": "list"}.get(element.tag, kind)
    classes = (element.get("class") or "").lower()
    if element.tag == "p" and any(word in classes for word in _TEASERS):
        kind = "teaser"
    runs = list(_runs(element, False))
    text = "".join(words for words, _ in runs)
    strong = [mark for words, mark in runs for _ in words]
    return [
        Piece(text[start:end], kind, _led(text[start:end], strong[start:end]))
        for start, end in _parted(text)
    ]


def _parted(text: str) -> Iterator[tuple[int, int]]:
    """Parts of a block between line breaks, save those within a sentence."""
    start = 0
    for line_end in re.finditer("\n", text):
        before, after = text[start : line_end.start()].rstrip(), text[line_end.end() :].lstrip()
        twice = text[line_end.end() : line_end.end() + 1] == "\n"
        if twice or (_ENDED.search(before) and not after[:1].islower()):
            yield start, line_end.start()
            start = line_end.end()
    yield start, len(text)


def _runs(element: Any, strong: bool) -> Iterator[tuple[str, bool]]:
    """Stretches of text below an element, with whether they are in bold or italics."""
    mine = strong or element.tag == "hi"
    yield element.text or "", mine
    for child in element:
        if child.tag == "lb":
            yield "\n", mine
        else:
            yield from _runs(child, mine)
        yield child.tail or "", mine


def _led(text: str, strong: list[bool]) -> int:
    """Length of what is in bold or italics from the start of a piece on."""
    plain = (n for n, mark in enumerate(strong) if not mark and not text[n].isspace())
    return len(text[: next(plain, len(text))].rstrip())


def _paragraphs(tree: Any) -> list[Piece]:
    """The paragraphs of a page in which no article was found, or else all its words."""
    found = [
        Piece("".join(each.itertext()), "headline" if each.tag[0] == "h" else "paragraph")
        for each in tree.iter("h1", "h2", "h3", "p", "li", "blockquote")
    ]
    found = [piece for piece in found if piece.text.strip()]
    whole = "".join(tree.itertext())
    return found or ([Piece(whole)] if whole.strip() else [])


def _headed(pieces: list[Piece], title: str, teaser: str, page: str) -> list[Piece]:
    """Pieces with the title in front, and the description where the page shows it under it."""
    if title and not any(_same(piece.text, title) for piece in pieces[:6]):
        pieces = [Piece(title, "headline"), *pieces]
    shown = len(teaser) > 40 and page.count(teaser) > 1
    if shown and not any(teaser[:60] in piece.text for piece in pieces):
        pieces = [pieces[0], Piece(teaser, "teaser"), *pieces[1:]]
    return [
        Piece(piece.text, "headline", 0) if title and _same(piece.text, title) else piece
        for piece in pieces
    ]


def _same(a: str, b: str) -> bool:
    return " ".join(a.split()).casefold() == " ".join(b.split()).casefold()


def _captions(tree: Any) -> list[str]:
    """Words under the pictures of a page."""
    found = [" ".join("".join(each.itertext()).split()) for each in tree.iter("figcaption")]
    for each in tree.iter("div", "p", "span"):
        if "caption" in (each.get("class") or "").lower():
            found.append(" ".join("".join(each.itertext()).split()))
    return list(dict.fromkeys(text for text in found if 10 < len(text) < 600))


def _captioned(pieces: list[Piece], captions: list[str]) -> list[Piece]:
    """Pieces with captions marked, and the page's first caption under the headline if left out."""
    marked = [
        Piece(p.text, "caption") if any(_same(p.text, each) for each in captions) else p
        for p in pieces
    ]
    shown = [piece.text for piece in marked if piece.kind == "caption"]
    missing = [each for each in captions if not any(_same(each, text) for text in shown)]
    missing = [each for each in missing if not any(each in piece.text for piece in marked)]
    at = 1 if marked and marked[0].kind == "headline" else 0
    return [*marked[:at], *(Piece(each, "caption") for each in missing[:3]), *marked[at:]]


def _by_wording(piece: Piece) -> Piece:
    text = " ".join(piece.text.split())
    if piece.kind != "paragraph":
        return piece
    if wording.is_boilerplate(text):
        return Piece(piece.text, "boilerplate", piece.strong)
    if wording.is_byline(text):
        return Piece(piece.text, "byline", piece.strong)
    return Piece(piece.text, "caption") if wording.is_caption(text) else piece


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
