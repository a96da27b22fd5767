"""Patterns: relations told by the very words between two sides, for want of a sound parse.

"The X Front controls parts of Y" is plain to the eye even where the parser takes "controls" for a
noun. Only what stands directly between two mentions counts.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from whowhom.reading.mention import Mention
from whowhom.reading.span import Span

_PARTS: Final = {
    "be": r"(?:,? (?:who |which |that )?(?:is|are|was|were|remains?|became|has been|have been)"
    r"(?: not| no longer|n't|n’t)?)",
    "not": r"(?: (?:does|do|did)(?: not|n't|n’t))?",
    "has": r" (?:has|have|had)",
    "adv": r"(?: (?:also|now|long|still|reportedly|once|currently|largely|heavily|formerly|again"
    r"|already|openly|secretly|financially|militarily|jointly|mostly|publicly))?",
    "det": r"(?: (?:the|a|an|its|their|his))?(?: (?:so-called|local|rival|rebel|militant))? ",
    "some": r"(?: (?:a|an|the|one|another|its|their|key|main))?(?: [\w-]+){0,3}",
    "part": r"(?: (?:most|much|all|parts?|large parts|areas?|half|swathes?|large swathes|territory"
    r"|some parts|several districts|the (?:town|city|port|province|capital|district|region|north"
    r"|south|east|west|rest|whole))(?: of| in| around)?)?",
    "of": r"(?: group| faction| movement)? (?:of|to|for)",
    "whose": r"(?:'s|’s|s'|s’)(?: [\w-]+){0,2}",
}
_HELP: Final = r"(?P<w>back|support|fund|sponsor|financ|bankroll|arm)"
_PATTERNS: Final[tuple[tuple[str, str, bool], ...]] = (
    (r"{be}{adv} (?P<w>fighting|battling|at war)(?: against| with)?{det}", "at war with", False),
    (r"{adv} (?P<w>fights?|battles)(?: against)?{det}", "at war with", False),
    (r"{whose} (?P<w>war|fight|insurgency|campaign)(?: against| with| on){det}",
     "at war with", False),
    (r"(?:,|{be})?{adv} " + _HELP + r"e?d by{det}", "supports", True),
    (r"{not}{adv} " + _HELP + r"e?s?{det}", "supports", False),
    (r"{has}{adv} " + _HELP + r"e?d{det}", "supports", False),
    (r"{whose} (?P<w>support|backing) for{det}", "supports", False),
    (r"{not}{adv} (?P<w>controls?|holds?|rules?|governs?|occupy|occupies|controlled|ruled|held)"
     r"{part}{det}", "holds", False),
    (r",?{be}?{adv} (?P<w>held|controlled|occupied|ruled) by{det}", "holds", True),
    (r"(?:,|{be}){some} (?P<w>branch|affiliate|offshoot|wing|arm|franchise){of}{det}",
     "branch of", False),
    (r"{whose} (?P<w>branch|affiliate|offshoot|wing|arm),?{det}", "branch of", True),
    (r"(?:,|{be}){some} (?P<w>splinter|breakaway)(?: group| faction| movement)? of{det}",
     "splinter of", False),
    (r"{has}? (?P<w>broke|broken|split|splintered|seceded)(?: away| off)? from{det}",
     "splinter of", False),
    (r"(?:,|{be}){some} (?P<w>ally|allies){of}{det}", "ally of", False),
    (r"{whose} (?P<w>ally|allies),?{det}", "ally of", False),
    (r"(?:,|{be})?{adv} (?P<w>allied|aligned) (?:with|to){det}", "ally of", False),
    (r"(?:,|{be}){some} (?P<w>rivals?|enem(?:y|ies)|foes?){of}{det}", "rival of", False),
    (r"{whose} (?P<w>rival|enemy|foe),?{det}", "rival of", False),
    (r"(?:,|{be}){some} (?P<w>proxy|client|puppet) of{det}", "supports", True),
    (r"(?:,|{be}){some} (?P<w>backer|sponsor|patron|supporter) of{det}", "supports", False),
    (r"{has}? (?P<w>merged) (?:with|into){det}", "merged into", False),
    (r"{not}{adv} (?P<w>hosts?|hosted|harbou?rs?|harbou?red|shelters?|sheltered){det}",
     "hosts", False),
)  # fmt: skip


_AFTER: Final[tuple[tuple[str, str, bool], ...]] = (
    (r"{whose} (?P<w>branch|affiliate|offshoot|wing|arm|franchise)\b", "branch of", False),
    (r"{whose} (?P<w>ally|partner)\b", "ally of", False),
    (r"{whose} (?P<w>rival|enemy|foe|nemesis|archenemy)\b", "rival of", False),
    (r"{whose} (?P<w>proxy|client|puppet|surrogate)\b", "supports", True),
    (r"{whose} (?P<w>backer|sponsor|patron|supporter)\b", "supports", False),
)
"""Told after the second: "X, Y's affiliate in Z"."""
_BESIDE: Final[tuple[tuple[str, str, bool], ...]] = (
    (r"(?: [\w-]+)? (?P<w>proxy|client|puppet)\b", "supports", True),
    (r"(?: [\w-]+)? (?P<w>ally)\b", "ally of", False),
    (r"[-–](?P<w>backed|funded|sponsored|supported|financed|armed)\b", "supports", True),
    (r"[-–](?P<w>allied|aligned)\b", "ally of", False),
    (r"[-–](?P<w>affiliated)\b", "branch of", False),
)
"""Told after the second, which is an adjective: "X, a Y-backed militia"."""
_TOGETHER: Final[tuple[tuple[str, str, bool], ...]] = (
    (r"{be}(?: [\w-]+){{0,2}} (?P<w>rivals|enemies|foes|adversaries)\b", "rival of", False),
    (
        r"{be}(?: [\w-]+){{0,2}} (?P<w>allies|allied|partners)\b(?! (?:of|with|to))",
        "ally of",
        False,
    ),
    (r"{be}{adv} at (?P<w>war)\b(?! with)", "at war with", False),
)
"""Told of two at once: "X and Y are rivals"."""


@cache
def _compiled(
    patterns: tuple[tuple[str, str, bool], ...],
) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    return tuple(
        (re.compile(pattern.format(**_PARTS)), relation, turned)
        for pattern, relation, turned in patterns
    )


def told_between(
    text: str, mentions: Sequence[Mention]
) -> Iterator[tuple[str, Mention, Mention, Span]]:
    """Relations by the words between two mentions.

    Parameters
    ----------
    text : str
        The document's text.
    mentions : sequence of Mention
        The mentions of one sentence, in order.

    Yields
    ------
    tuple
        Relation, source, target, and where the word stands that tells it.

    Examples
    --------
    >>> text = "The Red Front now controls most of Gao."
    >>> front = Mention(Span(4, 13), "Red Front", None)
    >>> gao = Mention(Span(35, 38), "Gao", None, sort="place")
    >>> [(told, place.of(text)) for told, _, _, place in told_between(text, [front, gao])]
    [('holds', 'controls')]
    """
    for number, first in enumerate(mentions):
        for second in mentions[number + 1 : number + 4]:
            if second.span.start <= first.span.end:
                continue
            between = text[first.span.end : second.span.start]
            if len(between) > 90:
                break
            for pattern, relation, turned in _compiled(_PATTERNS):
                if match := pattern.fullmatch(between):
                    word = Span(*match.span("w")).shifted(first.span.end)
                    ends = (second, first) if turned else (first, second)
                    yield relation, *ends, word
                    break
            if between in (", ", ", the "):
                yield from _told_after(text, first, second, _AFTER)
            if between in (", a ", ", an ", " is a ", " is an ", " are a ", " are an "):
                yield from _told_after(text, first, second, _BESIDE)
            if between in (" and ", " and the "):
                yield from _told_after(text, first, second, _TOGETHER)


def _told_after(
    text: str, first: Mention, second: Mention, patterns: tuple[tuple[str, str, bool], ...]
) -> Iterator[tuple[str, Mention, Mention, Span]]:
    for pattern, relation, turned in _compiled(patterns):
        if match := pattern.match(text, second.span.end):
            ends = (second, first) if turned else (first, second)
            yield relation, *ends, Span(*match.span("w"))
            return
