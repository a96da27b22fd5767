"""The text of `profile`."""

from collections.abc import Iterable, Sequence

from whowhom.answers.measures import Tally
from whowhom.answers.profile import Activity, Name, Profile
from whowhom.questions.rates import figure
from whowhom.report.course import course, rate, recent, tally
from whowhom.report.paragraphs import section, wrap
from whowhom.report.tables import table
from whowhom.report.ties import statements, ties

_NAMES_SHOWN = 14


def of_profile(body: Profile) -> Iterable[str]:
    """Sections of a profile."""
    yield section("Names", _names(body.names))
    yield section("Ties", ties(body.ties))
    for each in body.activity:
        counted = "counted" if each.counts else "hand-picked: shares only"
        yield section(f"As {each.dataset} records it ({counted})", _activity(each))
    yield section("What was said", statements(body.statements))


def _names(names: Sequence[Name]) -> str:
    shown = []
    for name in names:
        bound = [name.dataset, f"in {name.country}" if name.country else ""]
        if name.valid_from or name.valid_to:
            bound.append(f"{name.valid_from or ''}..{name.valid_to or ''}")
        limits = ", ".join(filter(None, bound))
        shown.append(f"{name.name} ({limits})" if limits else name.name)
    more = f"; and {len(shown) - _NAMES_SHOWN} more" if len(shown) > _NAMES_SHOWN else ""
    # Bound names say most, so they come first.
    shown.sort(key=lambda text: "(" not in text)
    return wrap("; ".join(shown[:_NAMES_SHOWN]) + more) if shown else ""


def _activity(each: Activity) -> str:
    blocks = [recent(each.recent)] if each.recent else []
    if each.movement:
        blocks.append(rate("The year before", each.movement.before))
        if each.movement.ratio is not None:
            low, high = each.movement.low or 0.0, each.movement.high or 0.0
            blocks.append(
                f"That is {each.movement.ratio:.2f} times as many ({each.movement.level:.0%} "
                f"interval {low:.2f} to {high:.2f})."
            )
    if each.typical is not None:
        blocks.append(f"Base rate: the median active actor had {figure(each.typical)} a month.")
    if each.as_source is not None:
        blocks.append(f"Of its directed acts it is the source in {each.as_source:.0%}.")
    text = "\n".join(wrap(b, "", "  ") for b in blocks)
    tables = [
        _tallies("with whom", each.partners),
        _tallies("what", each.types),
        _tallies("where", each.places),
        course(each.course, each.counts),
    ]
    return "\n\n".join(filter(None, [text, *tables]))


def _tallies(heading: str, tallies: Sequence[Tally]) -> str:
    rows = [[t.name or "(not given)", f"{t.share:.0%}", *tally(t)] for t in tallies]
    headings = [heading, "share", "acts", "deaths (low-high)", "last"]
    return table(headings, rows, [1, 2, 3]) if rows else ""
