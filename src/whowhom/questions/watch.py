"""`forecast`: which dyads will move most, a watch list."""

from __future__ import annotations

import numpy as np

from whowhom.answers.answer import Answer
from whowhom.answers.prospects import Rank, Watch
from whowhom.errors import RefusalError
from whowhom.questions import upheavals
from whowhom.questions.expectations import weigh
from whowhom.questions.forecast import lead
from whowhom.questions.forecast_envelope import envelope
from whowhom.questions.forecast_words import days, expected, percent
from whowhom.questions.outlook import Outlook
from whowhom.questions.ranking import MEASURE, MOST, departures, ranks


def watch(outlook: Outlook) -> Answer:
    """Which dyads are expected to depart most from their base rates, up and down.

    Parameters
    ----------
    outlook : Outlook
        What the forecast rests on.

    Returns
    -------
    Answer
        With a `whowhom.answers.prospects.Watch`.

    Raises
    ------
    RefusalError
        If no dyad on record has two actors that still exist.
    """
    dyads = outlook.open(np.unique(outlook.record.acts.dyad))
    if not len(dyads):
        raise RefusalError(
            f"no two actors that {outlook.dataset.name} records together exist on "
            f"{outlook.record.day}",
            "a record of actors that exist",
            "choose an earlier --as-of",
        )
    among = weigh(outlook, dyads, intervals=False)
    apart = departures(outlook, among)
    order = np.argsort(-apart, kind="stable")
    up = ranks(outlook, among, order[apart[order] > 0][:MOST])
    down = ranks(outlook, among, order[::-1][apart[order[::-1]] < 0][:MOST])
    rising, falling = tuple(r.rank for r in up), tuple(r.rank for r in down)
    farthest = weigh(outlook, dyads[[int(np.argmax(np.abs(apart)))]])
    turns = upheavals.doubted(outlook, None)
    body = Watch(
        headline=_headline(outlook, rising, falling) + upheavals.doubt(turns),
        horizon=outlook.ahead,
        level=outlook.scope.level,
        measure=MEASURE if outlook.fitted else f"{MEASURE}; here of shares of the next act",
        up=rising,
        down=falling,
        asked=len(dyads),
        measured=outlook.measured(),
    )
    return envelope(
        outlook,
        {"a": None, "b": None, "read_as": []},
        body,
        [e for each in (*up, *down) for e in each.rows],
        lead(outlook, farthest, 0) if outlook.fitted else None,
        upheavals.caveats(outlook, turns),
        claims=[c for each in (*up, *down) for c in each.claims],
    )


def _headline(outlook: Outlook, up: tuple[Rank, ...], down: tuple[Rank, ...]) -> str:
    told = []
    if up:
        told.append(f"farthest above its base rate is {_moved(up[0])}")
    if down:
        told.append(f"farthest below is {_moved(down[0])}")
    if not told:
        told = ["no dyad departs from its base rate"]
    begin = days(outlook) if outlook.fitted else "Of the newer acts against the whole list"
    return f"{begin}, {'; '.join(told)}, as {outlook.dataset.name} records it."


def _moved(rank: Rank) -> str:
    joint = " and " if rank.both else " toward "
    if rank.expected is None:
        change = (
            f"{percent(rank.share)} of the acts, {percent(rank.base_share)} over the whole list"
        )
    else:
        change = expected(rank.expected, rank.base_expected)
    return f"{rank.source}{joint}{rank.target} ({change})"
