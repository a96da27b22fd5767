"""Wording: what a block is by its words, where the layout does not tell."""

import re
from typing import Final

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_AGENCIES = (
    r"(?:AP|AFP|Reuters|Getty|EPA|Xinhua|TASS|Anadolu|NurPhoto|Shutterstock|Flickr|Wikimedia)"
)

_BOILERPLATE: Final = re.compile(
    r"[(\[*_]{0,2}(?:Related(?: articles?| stor(?:y|ies)| reading)?:|(?:Also|See also|More):|"
    r"READ(?: MORE)?:|Read (?:more|also|next)\b|Watch:|Listen:|Sign up\b|Subscribe\b|"
    r"Follow (?:us|@)|Share (?:this|on)|"
    r"Click here|Advertisement|Most (?:read|popular)|Recommended|Categories:|Tags:|Topics:|"
    r"(?:©|\(c\)|Copyright\b)|All rights reserved|Your (?:email|donation)|Support (?:our|us)\b|"
    r"(?:This|The) (?:interview|conversation|transcript|Q ?& ?A|discussion|story|article|report) "
    r"(?:has been|was|is|have been) (?:\w+ly )?(?:edited|condensed|translated|conducted|recorded|"
    r"updated|corrected|(?:first |originally )?(?:published|broadcast|aired|posted)|"
    r"produced|part of)\b|.{0,60}\b(?:edited|condensed) for (?:length|clarity|brevity)|"
    r"(?:\w+ )?(?:AP|AFP|Reuters|The Associated Press) contributed to|Download (?:the|this)|"
    r"We use cookies|Accept cookies|Terms of (?:use|service)|Privacy policy|Newsletter\b|"
    r"Thank(?:s| you) for reading|Have (?:a tip|your say))",
    re.IGNORECASE,
)
_HEARD: Final = re.compile(
    r"[(\[](?:SOUNDBITE|LAUGHTER|CROSSTALK|APPLAUSE|CHEERING|MUSIC|END|BEGIN|COMMERCIAL)"
    r"[A-Z ,.'’-]*[)\]]$",
)
_CAPTION: Final = re.compile(
    r"(?:File (?:photo|image|picture)|(?:Photo|Image|Picture|Photograph|Credit)s?(?: by| credit)?:|"
    r"(?:Left|Right|Above|Below|Pictured):|"
    r"(?:Pictured|In this (?:file )?(?:photo|image|picture))\b[^.?!]{0,40}[,:])",
    re.IGNORECASE,
)
_CREDIT: Final = re.compile(
    rf"\b(?:Image|Photo|Photograph|Picture|Credit|Video|Audio|Map|Graphic)s?(?: by| credit)?: ?\S|"
    rf"[\[(/–—|] ?{_AGENCIES}\b[^.]{{0,60}}$|\bvia {_AGENCIES}\b|"
    rf"\b{_AGENCIES} ?/ ?[A-Z][\w .]{{0,40}}$|"
    rf"\bfrom file\b|\b(?:Courtesy|Handout|File photo)\b[^.]{{0,60}}$"
)
_SHOWN: Final = re.compile(
    r"\b(?:(?:is|are|was|were) (?:seen|pictured|shown|photographed)|"
    r"(?<!the )(?<!a )(?:stand|walk|sit|pose|gather|wait|ride|march|line up)s? "
    r"(?:guard |for a photo |on|in|at|near|next to|outside|past|through|along|during)\b)"
)
_BYLINE: Final = re.compile(
    rf"(?:By|BY|Words by|Written by|Reported by|Interview by) (?:the )?"
    rf"[A-Z][\w.’'-]+(?: [\w.’'&-]+){{0,7}}$|"
    rf"(?:(?:Published|Updated|Posted|Last (?:updated|modified)|First published)\b[^.?!]{{0,80}}$)|"
    rf"(?:(?:{_DAYS}),? )?(?:{_MONTHS})\.? \d{{1,2}},? \d{{4}}\b[^.?!]{{0,30}}$|"
    rf"(?:(?:{_DAYS}),? )?\d{{1,2}} (?:{_MONTHS}),? \d{{4}}\b[^.?!]{{0,30}}$|"
    r"\d{4}-\d\d-\d\d\b.{0,20}$|\d+ min(?:ute)?s?(?: read)?$"
)
_ENDED: Final = re.compile(r"[.?!:;,…—–-][\"'”’)\]]*$")
_QUOTED_END: Final = re.compile(r"[\"“‘][^\"“”]*\?[\"”’]+\s*$")
_ENDED_WITHIN: Final = re.compile(r"[a-z]{3,}[.?!] ")
_SENTENCE_END: Final = re.compile(r"[.?!][\"'”’)\]]*(?:\s|$)")
_SECOND_PERSON: Final = re.compile(r"\b(?:I|you|we|my|your|our)\b")
_ENDING_SECTIONS: Final = frozenset(
    ("sources", "references", "external links", "related news", "see also", "further reading")
)


def is_boilerplate(text: str) -> bool:
    """Whether a block is not part of the report: promotion, notes on editing, rights.

    >>> is_boilerplate("Related: Floods in the delta"), is_boilerplate("They fled the floods.")
    (True, False)
    """
    return len(text) < 400 and bool(_BOILERPLATE.match(text) or _HEARD.match(text.strip()))


def is_caption(text: str) -> bool:
    """Whether a block is the words under a picture: it opens or closes as captions do.

    >>> is_caption("Market day in Gao. Image: A. Cissé."), is_caption("Gao has a market.")
    (True, False)
    """
    if len(text) > 500:
        return False
    return bool(_CAPTION.match(text) or _CREDIT.search(text))


def shows(text: str) -> bool:
    """Whether a block reads as a description of a picture: people *are seen* near something.

    >>> shows("Soldiers stand guard at a gate in Bamako."), shows("Soldiers left Bamako on Monday.")
    (True, False)
    """
    # A headline has no full stop: "Thousands march in the capital".
    one = len(_SENTENCE_END.findall(text)) == 1 and text.rstrip().endswith(".")
    return one and len(text) < 400 and not _SECOND_PERSON.search(text) and bool(_SHOWN.search(text))


def is_byline(text: str) -> bool:
    """Whether a block says who wrote it and when.

    >>> is_byline("By Jo Park"), is_byline("March 4, 2019"), is_byline("By noon it was over.")
    (True, True, False)
    """
    return len(text) < 120 and bool(_BYLINE.match(text))


def is_heading(text: str) -> bool:
    """Whether a block has the form of a heading: short, one line, begins high, does not end.

    >>> is_heading("On the truce"), is_heading("It held."), is_heading("and so on")
    (True, False, False)
    """
    if not text or "\n" in text or _ENDED.search(text):
        return False
    if _ENDED_WITHIN.search(text):
        return False
    first = text.lstrip("\"'“‘([")[:1]
    return len(text.split()) <= 14 and (first.isupper() or first.isdigit())


def is_ending_section(text: str) -> bool:
    """Whether a heading opens what stands after a report: sources, links."""
    return text.strip(" :").lower() in _ENDING_SECTIONS


def ends_as_question(text: str) -> bool:
    """Whether the last sentence asks: it ends with a question mark, and not in what it quotes.

    >>> ends_as_question("Will it hold?"), ends_as_question("'Why?' he asked.")
    (True, False)
    >>> ends_as_question("“Why?”"), ends_as_question("He asked, “Why?”")
    (True, False)
    """
    quoted = _QUOTED_END.search(text)
    if (
        quoted
        and text[: quoted.start()].strip(" \n*_([")
        and not _SENTENCE_END.search(text[: quoted.start()][-3:])
    ):
        return False
    return text.rstrip("\"'”’)]*_ \n").endswith(("?", "？", "?!"))
