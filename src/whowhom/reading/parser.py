"""Parser: words, their classes and dependencies, sentence by sentence."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from whowhom.errors import MissingExtraError, OptionError
from whowhom.reading.document import Document
from whowhom.reading.mending import mend
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc, Token

PACKAGED: Final = "packaged"
"""What to ask `load` for to get the parser that comes with whowhom, whatever else is installed."""

_TOKENIZER: Final = "whowhom.hyphenated.v1"
_FOLDER: Final = Path(__file__).with_name("parser_en")
_INSTALLED: Final = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
# One character for one, so that every offset stays what it was.
_SPACES: Final = (
    "\n\r\t\f\v\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201f\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)
_GAP: Final = re.compile(r"\n[^\S\n]*\n")
_LONGEST: Final = 10_000
# Names that spaCy would cut at the hyphen: al-Qaeda, el-Shabab; ISIS-K, CPI-M.
_ARTICLED: Final = re.compile(r"(?!.*'s?$)(?:[Aa][dlntz]|[Aa]sh?|[Ee]l)-[A-Z][\w']*(?:-\w+)*$")
_LETTERED: Final = re.compile(r"[A-Z]{2,}-[A-Z]{1,3}$")
_ENDS: Final = ".?!:;\u2026"
_CLOSING: Final = frozenset("\"')]}")
# Ranks and offices that reports shorten before a name, and that the tokeniser cuts at the stop.
_RANKS: Final = frozenset(
    "Col Brig Gen Lt Maj Capt Sgt Cpl Cmdr Cdr Cmd Comdr Adm Insp Supt Pres Sec Amb Atty Hon Sr "
    "Pvt Spc Ald Dep Min Sen Rep Gov Prof Msgr Fr Sh Eng Engr Dir Supt".split()
)
# A text that does not end its sentences is left to the parser after so many words.
_PATIENCE: Final = 60
# No sentence is longer: what reads one may take time with the square of its words.
_MOST: Final = 250


@dataclass(frozen=True)
class Parser:
    """A spaCy pipeline whose dependencies are those of Universal Dependencies.

    Parameters
    ----------
    name : str
        Name and version of the pipeline.
    pipeline : spacy.language.Language
        It sets tags, parts of speech, features and dependencies.
    universal : bool
        Whether its dependencies are Universal Dependencies; spaCy's own are turned into them.

    Examples
    --------
    >>> document = Document("0" * 16, "They fled. We stayed.", ())
    >>> turn = Turn(Span(0, 21), "narration")
    >>> [each.span.of(document.text) for each in load(PACKAGED).sentences(document, [turn])]
    ['They fled.', 'We stayed.']
    """

    name: str
    pipeline: "Language"
    universal: bool = True

    def sentences(self, document: Document, turns: Iterable[Turn]) -> list[Sentence]:
        """The sentences of the turns, in order; none reaches over the end of a turn or a block.

        Quotation marks, dashes and spaces are made plain one for one before parsing, so the text
        of a token may differ from the document's in these; `Sentence.place` tells where it stands.

        Parameters
        ----------
        document : Document
            What is read.
        turns : iterable of Turn
            Its parts by voice.
        """
        pieces = [(turn, piece) for turn in turns for piece in _of_turn(document, turn)]
        found: list[Sentence] = []
        texts = (piece.of(document.text) for _, piece in pieces)
        for parsed, (turn, piece) in zip(self.parsed(texts), pieces, strict=True):
            found += _sentences(parsed, turn, piece.start)
        return found

    def parsed(self, texts: Iterable[str]) -> "Iterator[Doc]":
        """Texts as spaCy's documents, with offsets as in the texts; for who wants no turns."""
        prepared = (self._prepared(text) for text in texts)
        for each in self.pipeline.pipe(prepared, batch_size=64):
            yield self._universal(each)

    def _prepared(self, text: str) -> "Doc":
        words = self.pipeline.make_doc(plain(text))
        for token in words:
            if "-" in token.text and _hyphenated(token.text):
                _disguise(token)
        _forbid_starts(words)
        return words

    def _universal(self, parsed: "Doc") -> "Doc":
        if self.universal:
            return mend(parsed)
        from whowhom.reading.universal import universal

        return universal(parsed)


def load(prefer: str | None = None) -> Parser:
    """The parser to read with.

    Parameters
    ----------
    prefer : str or None
        Name of an installed spaCy model or path of one, or `PACKAGED`. None takes spaCy's own
        English models if one is installed, the largest first, and else the packaged parser.

    Raises
    ------
    MissingExtraError
        If spaCy is not installed (``pip install whowhom[reading]``).
    OptionError
        If there is no such model, or it parses nothing.

    Examples
    --------
    >>> load(PACKAGED).name
    'whowhom_ewt 1.0.0'
    """
    try:
        import spacy
    except ImportError:
        raise MissingExtraError(
            "reading a report needs spaCy",
            "event data without it",
            "pip install 'whowhom[reading]'",
        ) from None
    if prefer is None:
        prefer = next((name for name in _INSTALLED if spacy.util.is_package(name)), PACKAGED)
    if prefer == PACKAGED:
        return _parser(_packaged())
    try:
        return _parser(spacy.load(prefer, exclude=["ner", "lemmatizer"]))
    except (OSError, ImportError, ValueError) as error:
        raise OptionError(
            f"spaCy cannot load the model '{prefer}': {error}",
            f"an installed model such as {_INSTALLED[-1]}, or '{PACKAGED}'",
            f"python -m spacy download {_INSTALLED[-1]}",
        ) from None


def plain(text: str) -> str:
    """A text with plain quotation marks, hyphens and spaces, one character for one.

    >>> plain("\u201cNo,\u201d\u00a0he said")
    '"No," he said'
    """
    return text.translate(_PLAIN)


def _packaged() -> "Language":
    """The packaged pipeline: its vocabulary is not kept, so its labels must be made known."""
    import spacy
    from spacy.util import registry

    # Setting it on a finished tokeniser would read all its special cases again, a tenth of loading.
    registry.tokenizers.register(_TOKENIZER, func=_tokenizers)
    given = {"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}}
    pipeline = spacy.load(_FOLDER, exclude=["tokenizer", "vocab"], config=given)
    for _, pipe in pipeline.pipeline:
        for label in getattr(pipe, "labels", ()):
            pipeline.vocab.strings.add(label)
    return pipeline


def _tokenizers() -> "Callable[[Language], Tokenizer]":
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    def make(pipeline: "Language") -> Tokenizer:
        """spaCy's own tokeniser of a language, but for names with a hyphen."""
        own = pipeline.Defaults
        return Tokenizer(
            pipeline.vocab,
            rules=own.tokenizer_exceptions,
            prefix_search=compile_prefix_regex(own.prefixes or []).search,
            suffix_search=compile_suffix_regex(own.suffixes or []).search,
            infix_finditer=compile_infix_regex(own.infixes or []).finditer,
            token_match=_hyphenated,
            url_match=own.url_match,
        )

    return make


def _parser(pipeline: "Language") -> Parser:
    meta = pipeline.meta
    name = f"{meta['name']} {meta['version']}"
    if "parser" not in pipeline.pipe_names:
        raise ValueError(f"{name} has no parser")
    tokenizer: Any = pipeline.tokenizer
    if tokenizer.token_match is not _hyphenated:
        tokenizer.token_match = _hyphenated
    labels = pipeline.get_pipe("parser").labels  # type: ignore[attr-defined]
    return Parser(name, pipeline, "nsubjpass" not in labels)


_PART: Final = re.compile(r"(?<=\w); (?=\S)")


def _of_turn(document: Document, turn: Turn) -> Iterator[Span]:
    """What is parsed by itself of a turn; a headline's parts have nothing to do with each other."""
    for piece in _pieces(document, turn.span):
        start = piece.start
        if turn.kind == "headline":
            for mark in _PART.finditer(document.text, piece.start, piece.end):
                yield Span(start, mark.start())
                start = mark.end()
        yield Span(start, piece.end)


def _pieces(document: Document, span: Span) -> Iterator[Span]:
    """What is parsed by itself: the blocks of a stretch, cut at empty lines and where very long."""
    blocks = [block.span for block in document.blocks if block.span.meets(span)]
    for block in blocks or [span]:
        start, end = max(block.start, span.start), min(block.end, span.end)
        for gap in _GAP.finditer(document.text, start, end):
            yield from _cut(document.text, start, gap.start())
            start = gap.end()
        yield from _cut(document.text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST:
        limit = start + _LONGEST
        half = start + _LONGEST // 2
        ends = (text.rfind(mark, half, limit) for mark in ("\n", ". ", " "))
        middle = next((place + 1 for place in ends if place > 0), limit)
        yield Span(start, middle)
        start = middle
    kept = plain(text[start:end])
    if kept.strip():
        yield Span(start + len(kept) - len(kept.lstrip()), start + len(kept.rstrip()))


def _hyphenated(word: str) -> re.Match[str] | None:
    return _ARTICLED.match(word) or _LETTERED.match(word)


def _disguise(token: "Token") -> None:
    """Let the pipeline see a name without its hyphen: it was trained on text that cuts there."""
    name = token.text
    seen = name.split("-", 1)[1] if _ARTICLED.match(name) else name.replace("-", "")
    mask, lexeme = token.vocab[seen], token.vocab[name]
    for feature in ("norm", "prefix", "suffix", "shape"):
        setattr(lexeme, feature, getattr(mask, feature))


def _forbid_starts(words: "Doc") -> None:
    """Let no sentence start where nothing ends one: the parser is shy of long sentences."""
    last = 0
    for token in words:
        if token.i == 0:
            continue
        if _may_start(words, token):
            last = token.i
            if _must_start(words, token):
                token.is_sent_start = True
        elif token.i - last < _PATIENCE:
            token.is_sent_start = False
        elif (token.i - last) % _MOST == 0:
            token.is_sent_start = True


def _must_start(words: "Doc", token: "Token") -> bool:
    """Whether a word in capitals follows a full stop that is a word of its own, and a space."""
    before = words[token.i - 1]
    if before.text not in (".", "?", "!") or not before.whitespace_ or token.i < 2:
        return False
    return token.text[:1].isupper() and len(words[token.i - 2].text) > 2


def _may_start(words: "Doc", token: "Token") -> bool:
    if token.is_space or (token.text in _CLOSING and not _opens(words, token)):
        return False
    before = token.i - 1
    while before > 0 and (words[before].text in _CLOSING or words[before].is_space):
        if _opens(words, words[before]):
            return False
        before -= 1
    return words[before].text[-1] in _ENDS and not _abbreviated(words, before)


def _abbreviated(words: "Doc", stop: int) -> bool:
    """Whether a full stop only shortens a rank before a name: "Col. Okoro"."""
    if words[stop].text != "." or stop == 0 or words[stop - 1].whitespace_:
        return False
    return words[stop - 1].text in _RANKS


def _opens(words: "Doc", token: "Token") -> bool:
    """Whether a plain quotation mark opens a quotation, by the spaces around it."""
    if token.text not in ("'", '"') or token.whitespace_:
        return False
    return token.i == 0 or bool(words[token.i - 1].whitespace_) or words[token.i - 1].is_space


def _sentences(parsed: "Doc", turn: Turn, base: int) -> Iterator[Sentence]:
    for each in parsed.sents:
        words = [token for token in each if not token.is_space]
        if not any(character.isalnum() for word in words for character in word.text):
            continue
        first, last = words[0], words[-1]
        span = Span(first.idx, last.idx + len(last)).shifted(base)
        yield Sentence(span, turn, parsed[first.i : last.i + 1], base)
