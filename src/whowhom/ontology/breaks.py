"""Known breaks: when datasets began, stopped or changed their rules, as their makers tell.

Counts on the two sides of a break are not to be compared as if nothing had happened. The table is
data with its sources; what a case itself shows is `whowhom check coverage`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class KnownBreak:
    """A break of a dataset.

    Parameters
    ----------
    dataset : str
        Its name.
    first : date or None
        First day of the new state; None where it holds of the dataset as a whole.
    kind : str
        ``starts``, ``stops``, ``rules`` (what is recorded, or how) or ``names`` (who is who).
    where : str
        ISO alpha-3 code, or a region in words; empty for all.
    what, meaning : str
        What happened, and what that does to counts.
    source : str
        Whence this is known.

    Examples
    --------
    >>> KNOWN_BREAKS[0].dataset, KNOWN_BREAKS[0].kind, KNOWN_BREAKS[0].where
    ('acled', 'starts', 'Africa')
    """

    dataset: str
    first: date | None
    kind: str
    where: str
    what: str
    meaning: str
    source: str


_ACLED = "ACLED country and time coverage, as listed in acledR (acled_countries, acled_regions)"
_BEFORE = "no rows before that day is no peace: nothing was coded"


def _acled(year: int, where: str, until: str = "") -> KnownBreak:
    when = f"{year}{f' to {until}, by country' if until else ''}"
    return KnownBreak(
        "acled", date(year, 1, 1), "starts", where, f"coding starts in {when}", _BEFORE, _ACLED
    )


KNOWN_BREAKS: Final = (
    _acled(1997, "Africa"),
    _acled(2010, "South and Southeast Asia"),
    _acled(2015, "Middle East", "2017"),
    _acled(2017, "AFG"),
    _acled(2018, "Europe and Latin America"),
    _acled(2018, "United States and East Asia", "2020"),
    _acled(2021, "Oceania"),
    KnownBreak(
        "acled",
        None,
        "rules",
        "",
        "a living dataset: rows are added, changed and deleted without notice",
        "two exports of the same months differ; compare counts of one export only",
        "ACLED API documentation, as used by acledR (updates and deletions)",
    ),
    KnownBreak(
        "acled",
        date(2021, 8, 15),
        "names",
        "AFG",
        "state forces are named after the de facto authority",
        "the Taliban's acts go under another name from that day on",
        "ACLED methodology on Afghanistan",
    ),
    KnownBreak(
        "gdelt",
        date(2013, 4, 1),
        "rules",
        "",
        "daily files with a source URL replace the historical backfile",
        "volume before and after is not comparable, and repeats can be found only after it",
        "GDELT 1.0 file layouts (57 and 58 columns)",
    ),
    KnownBreak(
        "gdelt",
        date(2015, 2, 19),
        "rules",
        "",
        "GDELT 2.0 begins: files every 15 minutes, event ids start anew",
        "volume before and after is not comparable",
        "GDELT 2.0 file layout (61 columns)",
    ),
    KnownBreak(
        "icews",
        date(2023, 4, 11),
        "stops",
        "",
        "the dataset was discontinued (version 37)",
        "no rows after that day is no peace: nothing was coded",
        "Harvard Dataverse, doi:10.7910/DVN/28075; news of the R package icews",
    ),
    KnownBreak(
        "ucdp-ged",
        date(1989, 1, 1),
        "starts",
        "",
        "events are coded from 1989 on",
        _BEFORE,
        "UCDP GED 26.1, which covers 1989-01-01 to 2025-12-31",
    ),
    KnownBreak(
        "ucdp-ged",
        None,
        "rules",
        "",
        "candidate releases are provisional: about 43 % of a month's rows are not 'Clear', about "
        "11 % have no confirmed death, and rows are revised",
        "the newest months hold rows that the yearly release drops or moves",
        "UCDP Candidate Events, file of August 2026",
    ),
    KnownBreak(
        "ucdp-ged",
        None,
        "rules",
        "",
        "a dyad is in only with at least 25 deaths in some year, and an event only if lethal",
        "no rows is not no group, and talks, threats and arrests are never there",
        "UCDP GED, rules of inclusion",
    ),
    KnownBreak(
        "ucdp-ged",
        date(2021, 8, 15),
        "names",
        "AFG",
        "'Government of Afghanistan' is whoever holds the capital",
        "the Taliban's acts move from 'Taleban' to 'Government of Afghanistan', and their fight "
        "with IS from non-state to state-based",
        "UCDP definitions: a government is the party that controls the capital",
    ),
    KnownBreak(
        "polecat",
        None,
        "rules",
        "",
        "days are worked out from the text, relative to the day of publication",
        "acts without a stated day pile up on the day of publication",
        "NGEC event coder, formatter",
    ),
)
"""What is known, by dataset.

>>> sorted({b.dataset for b in KNOWN_BREAKS if b.kind == "stops"})
['icews']
"""


def known_breaks(dataset: str) -> tuple[KnownBreak, ...]:
    """Breaks of a dataset, those with a day first, in time order.

    >>> [b.first.year for b in known_breaks("gdelt") if b.first]
    [2013, 2015]
    """
    mine = [b for b in KNOWN_BREAKS if b.dataset == dataset]
    return tuple(sorted(mine, key=lambda b: (b.first is None, b.first or date.max)))
