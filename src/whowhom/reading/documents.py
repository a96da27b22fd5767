"""Documents: a file becomes a document with a text to which every offset refers."""

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import Final

from whowhom.errors import FileError
from whowhom.reading import html, language, markdown, pdf, plain
from whowhom.reading.document import Document
from whowhom.reading.draft import Draft
from whowhom.reading.encoding import ALLOWED, decoded
from whowhom.reading.printed_day import printed_day
from whowhom.reading.pullquotes import without_pullquotes

MOST_CHARACTERS: Final = 5_000_000
"""Longest text that is read, in characters: some 800,000 words."""
MOST_BYTES: Final = 100_000_000
"""Largest PDF that is opened; of other files, four bytes per character are allowed."""
_HTML: Final = re.compile(
    r"<(?:!doctype html|html|head|body|article|main|div|p|h1|meta|title)[\s>/]", re.IGNORECASE
)
_TAGS: Final = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_SUFFIXES: Final = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
}
_SENTENCE_END: Final = re.compile(r"[.?!。؟।…]")
_UNENDED_WORDS = 60


def read_document(
    source: str | Path | bytes, *, day: date | None = None, outlet: str = "", title: str = ""
) -> Document:
    """Read a report: a web page, a PDF, Markdown or plain text.

    Parameters
    ----------
    source : str, Path or bytes
        The file, or its bytes. The form is told by the content, Markdown by the file's name.
    day : date, optional
        When it was published. Without it the day in a page's metadata is taken, or the one that the
        report prints in its dateline or byline, and that is said.
    outlet, title : str
        Who published it and under which headline, where the file does not say or says it wrongly.

    Returns
    -------
    Document
        With the stored text, its blocks, and warnings for people.

    Raises
    ------
    FileError
        If the file is missing, empty, binary, encrypted, damaged, a scan without text, in an
        encoding that cannot be told, or has more than `MOST_CHARACTERS`.
    MissingExtraError
        If the library for its form is not installed.

    Examples
    --------
    >>> report = read_document(b"Truce holds\\n\\nThe truce in the north held on Monday.\\n")
    >>> report.title, report.language, [block.kind for block in report.blocks]
    ('Truce holds', 'en', ['headline', 'paragraph'])
    """
    data, name = _bytes(source)
    draft, form = _draft(data, name)
    if not draft.text.strip():
        raise FileError(f"{name} has no text", ALLOWED, "check that the right file was given")
    if len(draft.text) > MOST_CHARACTERS:
        raise _too_long(name, f"{len(draft.text):,} characters")
    draft.blocks = without_pullquotes(draft.text, draft.blocks)
    if day is None:
        day = _own_day(draft)
    spoken = language.language_of(draft.text)
    _remark(draft, spoken)
    return Document(
        report_id=hashlib.sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        text=draft.text,
        blocks=tuple(draft.blocks),
        title=title or draft.title,
        day=day,
        outlet=outlet or draft.outlet,
        form=form,
        language=spoken,
        warnings=tuple(draft.warnings),
    )


def _own_day(draft: Draft) -> date | None:
    """The day that the page's metadata or its printed lines tell, and a warning that says so."""
    if draft.day is not None:
        draft.warnings.append(f"day {draft.day} is from the page's own metadata; nobody gave one")
        return draft.day
    found = printed_day(draft.text, draft.blocks)
    if found is not None:
        draft.warnings.append(f"day {found} is as the report prints it; nobody gave one")
    return found


def _bytes(source: str | Path | bytes) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        data, name = source, "the report"
    else:
        path = Path(source)
        name = path.name
        try:
            if path.stat().st_size > MOST_BYTES:
                raise _too_long(name, f"{path.stat().st_size:,} bytes")
            data = path.read_bytes()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise FileError(
                f"{name} cannot be read: {reason}", "a file", "check its name"
            ) from None
    if not data.strip():
        raise FileError(f"{name} is empty", ALLOWED, "check that the right file was given")
    return data, name


def _too_long(name: str, size: str) -> FileError:
    return FileError(
        f"{name} has {size}", f"at most {MOST_CHARACTERS:,} characters", "cut it into parts"
    )


def _draft(data: bytes, name: str) -> tuple[Draft, str]:
    if b"%PDF-" in data[:1024]:
        return pdf.read(data, name, MOST_CHARACTERS), "pdf"
    if len(data) > 4 * MOST_CHARACTERS:
        raise _too_long(name, f"{len(data):,} bytes")
    text, warnings = decoded(data, name)
    form = _form(text, Path(name).suffix.lower())
    draft = {"html": lambda: html.read(text, name), "markdown": lambda: markdown.read(text)}.get(
        form, lambda: plain.read(text)
    )()
    draft.warnings[:0] = warnings
    return draft, form


def _form(text: str, suffix: str) -> str:
    """``html``, ``markdown`` or ``text``: a page may come without its name, Markdown may not."""
    head = text[:3000]
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    found = _HTML.search(head)
    tags = _TAGS.findall(head)
    marked = len(tags) > 3 and sum(map(len, tags)) > 0.05 * len(head)
    return "html" if found and (marked or not head[: found.start()].strip()) else "text"


def _remark(draft: Draft, spoken: str) -> None:
    """Say what makes a text hard to read."""
    if spoken == "und":
        draft.warnings.append("its language cannot be told; it is read as English")
    elif spoken != "en":
        known = language.NAMES[spoken]
        draft.warnings.append(f"its language looks like {known} ({spoken}); only English is read")
    words = len(draft.text.split())
    if words > _UNENDED_WORDS and len(_SENTENCE_END.findall(draft.text)) * 500 < words:
        draft.warnings.append(f"{words} words with hardly a sentence end; sentences are guessed")
    if opened := _unclosed(draft):
        draft.warnings.append(f"{opened} quotations are opened and never closed")


def _unclosed(draft: Draft) -> int:
    """Paragraphs with an open quotation, unless the next one opens one too, as is the custom."""
    found = 0
    texts = [block.span.of(draft.text) for block in draft.blocks]
    for text, following in zip(texts, [*texts[1:], ""], strict=True):
        curly = text.count("“") > text.count("”")
        straight = text.count('"') % 2 == 1
        if (curly or straight) and not following.startswith(("“", '"', "‘")):
            found += 1
    return found
