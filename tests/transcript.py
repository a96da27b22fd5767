"""Whether a printed text says what a kept transcript says.

Figures of a fitted model differ in their second or third digit from one processor to the next,
because linear algebra sums in another order there. Words, days and ids must be the same; other
numbers may differ by 15 %, or by 3 where they are small.
"""

import re

FIXED = re.compile(r"\d{4}-\d{2}-\d{2}|[\w-]+:[\w.:-]+|\b(?:1[89]|20)\d\d\b")
# A minus belongs to a figure where a blank or bracket stands before it.
NUMBER = re.compile(r"(?:(?<=[\s(])-|(?<![\w.-]))\d[\d,]*(?:\.\d+)?")


def says(printed: str, kept: str, least: float = 3.0) -> bool:
    """Whether the kept text stands in the printed one, up to the last digits of figures.

    Small figures may differ by `least`, and where it is below 3 by a tenth of it if they are told
    with decimals.

    >>> says("of 23 (1 to 76) acts on 2021-09-02", "22 (1 to 74) acts on 2021-09-02")
    True
    >>> says("of 23 acts on 2021-09-03", "23 acts on 2021-09-02"), says("of 40 acts", "20 acts")
    (False, False)
    >>> says("from -12 (-2.9 to 1)", "from -11 (-2.8 to 1)"), says("of 5", "of -5")
    (True, False)
    >>> says("score 0.35", "score 0.31", least=1.0), says("score 0.55", "score 0.31", least=1.0)
    (True, False)
    """
    kept, printed = " ".join(kept.split()), " ".join(printed.split())
    pattern, figures, at = "", [], 0
    fixed = [m.span() for m in FIXED.finditer(kept)]
    for match in NUMBER.finditer(kept):
        if any(a <= match.start() < b for a, b in fixed):
            continue
        pattern += re.escape(kept[at : match.start()]) + r"(-?\d[\d,]*(?:\.\d+)?)"
        figures.append(match[0])
        at = match.end()
    pattern += re.escape(kept[at:])
    return any(
        all(_near(a, b, least) for a, b in zip(found.groups(), figures, strict=True))
        for found in re.finditer(pattern, printed)
    )


def _near(one: str, other: str, least: float) -> bool:
    a, b = (float(x.replace(",", "")) for x in (one, other))
    small = least / 10 if least < 3.0 and "." in other else least
    return abs(a - b) <= max(small, 0.15 * abs(b))
