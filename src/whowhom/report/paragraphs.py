"""Paragraphs of a report: sections, wrapped lines, numbers with their nouns."""

import textwrap

from whowhom.errors import plain
from whowhom.report.tables import WIDTH


def section(heading: str, *blocks: str) -> str:
    """A heading in capitals over its blocks; nothing where all of them are empty.

    >>> section("ties", "", "a ally b")
    'TIES\\na ally b'
    """
    filled = [block for block in blocks if block]
    return "\n".join([heading.upper(), *filled]) if filled else ""


def wrap(text: str, first: str = "", rest: str = "") -> str:
    """Text as lines, the first and the others indented; control marks are made visible."""
    return textwrap.fill(
        plain(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )


def short(text: str, most: int) -> str:
    """At most so many letters of a text.

    >>> short("attack in Kabul", 9)
    'attack...'
    """
    return text if len(text) <= most else text[: most - 3] + "..."


def count(value: float, noun: str) -> str:
    """A number with its noun: a decimal only where it is not whole, a plural where due.

    >>> count(1.0, "act"), count(2.5, "act")
    ('1 act', '2.5 acts')
    """
    text = f"{value:,.0f}" if abs(value - round(value)) < 0.05 else f"{value:,.1f}"
    return f"{text} {noun}" + ("" if text == "1" else "s")


def signed(value: float) -> str:
    """A value on the scale with its sign; nothing is neither plus nor minus.

    >>> signed(2.34), signed(-0.01)
    ('+2.3', '0.0')
    """
    text = f"{value:+.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text
