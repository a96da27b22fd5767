"""PDF: the text layer of a PDF, line ends undone, by pypdf."""

import io
import logging
import re
from collections import Counter
from typing import Any, Final

from whowhom.errors import FileError, MissingExtraError
from whowhom.reading import labels
from whowhom.reading.draft import Draft, Piece, drafted
from whowhom.reading.plain import kinds_by_wording, title_of

_ENDED: Final = re.compile(r"[.?!:][\"'”’)\]]*$")
_NUMBER: Final = re.compile(r"\d+")
_BROKEN: Final = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]$")
_NOTE: Final = re.compile(r"(?<=[a-z]{3}[.,;?!\"”])\d{1,3}(?=\s+[A-Z“\"]|$)")
_PAGE_NUMBER: Final = re.compile(
    r"(?:page |p\. ?)?[-–— ]*\d{1,4}[-–— ]*(?:(?:of|/) ?\d{1,4})?", re.I
)
_LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_MOST_PAGES = 2000
_SHORT = 0.8


def read(data: bytes, name: str, limit: int) -> Draft:
    """The text layer of a PDF as a draft. Pictures of text are not read.

    Words cut at a line end are joined, lines of a paragraph are one block, lines that return on
    most pages (running heads, page numbers) are left out.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What to call it in errors.
    limit : int
        Most characters that are read.

    Raises
    ------
    FileError
        If it is damaged, encrypted, or has no text.
    MissingExtraError
        If pypdf is not installed.
    """
    pages = _pages(data, name, limit)
    empty = sum(not page for page in pages)
    if empty == len(pages):
        raise FileError(
            f"{name} has {len(pages)} pages and no text, only pictures",
            "a PDF with a text layer",
            "run OCR over it first",
        )
    running = _running(pages)
    lines = [line for page in pages for line in page if _line_key(line) not in running]
    draft = drafted([Piece(text) for text in _paragraphs(lines)])
    draft.blocks = kinds_by_wording(draft.text, draft.blocks)
    draft.title = title_of(draft)
    if empty:
        draft.warnings.append(f"{empty} of {len(pages)} pages have no text, only pictures")
    if running:
        draft.warnings.append(f"{len(running)} running heads and page numbers were left out")
    return draft


def _pages(data: bytes, name: str, limit: int) -> list[list[str]]:
    """Lines of each page, without those that are only a number."""
    pages, length = [], 0
    try:
        for page in _opened(data, name).pages:
            text = str(page.extract_text()).translate(_LIGATURES)
            pages.append([line.strip() for line in text.split("\n")])
            length += len(text)
            if length > limit or len(pages) > _MOST_PAGES:
                raise FileError(
                    f"{name} has more than {_MOST_PAGES} pages or {limit:,} characters",
                    "a shorter report",
                    "cut it into parts",
                )
    except (FileError, MissingExtraError):
        raise
    except Exception as error:  # pypdf raises any error at all over a damaged file
        raise FileError(
            f"{name} is damaged as a PDF ({type(error).__name__})",
            "a PDF that opens",
            "get the file again",
        ) from None
    return [_numberless(page) for page in pages]


def _numberless(page: list[str]) -> list[str]:
    """A page without its number, and empty if there is nothing else."""
    lines = [line for line in page if not _PAGE_NUMBER.fullmatch(line)]
    return lines if any(lines) else []


def _opened(data: bytes, name: str) -> Any:
    try:
        import pypdf
    except ImportError:
        raise MissingExtraError(
            "PDF is read with pypdf, which is not installed", "", "pip install 'whowhom[reading]'"
        ) from None
    # Its remarks on odd files are no part of our output.
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not _unlocked(reader):
        raise FileError(
            f"{name} is encrypted", "a PDF without a password", "save it without its password"
        )
    return reader


def _unlocked(reader: Any) -> bool:
    """Whether it opens without a password, as files do that are only locked against copying."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # a cipher for which a library is missing
        return False


def _line_key(line: str) -> str:
    return _NUMBER.sub("#", line.casefold())


def _running(pages: list[list[str]]) -> set[str]:
    """Lines at the top or bottom of more than half of at least three pages."""
    if len(pages) < 3:
        return set()
    edges: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page if line]
        edges.update({_line_key(line) for line in lines[:2] + lines[-2:]})
    return {line for line, count in edges.items() if count > len(pages) / 2}


def _paragraphs(lines: list[str]) -> list[str]:
    """Paragraphs from lines: one ends at an empty line, at a label, and after a short line.

    The numbers of notes that a layout glues to a sentence's end are taken out: "fled.12 They".
    """
    lengths = sorted(len(line) for line in lines if len(line) > 20) or [0]
    full = _SHORT * lengths[int(0.9 * (len(lengths) - 1))]
    found: list[str] = []
    last, empty = "", True
    for line in lines:
        if not line:
            empty = True
        elif found and _goes_on(last, line, empty, full):
            found[-1] = _joined(found[-1], line)
        else:
            found.append(line)
        if line:
            last, empty = line, False
    return [_NOTE.sub("", text) for text in found]


def _goes_on(last: str, line: str, empty: bool, full: float) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if labels.label_of(line):
        return False
    # A sentence goes on in small letters, even over the end of a page or a title's line.
    within = line[0].islower() and not _ENDED.search(last)
    return within or (not empty and len(last) > full)


def _joined(before: str, line: str) -> str:
    if _BROKEN.search(before) and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}"
