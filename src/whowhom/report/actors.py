"""Actors, findings, unresolved names and changes as text."""

from collections.abc import Iterable

from whowhom.actors.names import key
from whowhom.answers.actors import Actors, Findings, Known, Suggested, Unknowns, Unresolved
from whowhom.answers.changed import Changed
from whowhom.errors import plain
from whowhom.report.paragraphs import wrap
from whowhom.report.tables import table


def of_actors(body: Actors) -> Iterable[str]:
    """Everybody in the case, a line each."""
    yield table(
        ("actor", "id", "kind", "branch of", "rows", "first", "last"),
        [_known(each) for each in body.known],
        right=[4],
    )


def _known(each: Known) -> tuple[object, ...]:
    party = each.party
    return (
        party.name,
        party.id,
        party.kind,
        ", ".join(each.parents),
        f"{each.rows:,}",
        each.first,
        each.last,
    )


def of_findings(body: Findings) -> Iterable[str]:
    """Who a text may name."""
    yield table(
        ("actor", "id", "kind", "found by", "spelling", "where and when", "like", "rows"),
        [
            (
                f.party.name,
                f.party.id,
                f.party.kind,
                f.how,
                f.alike,
                f.where,
                f.score,
                f"{f.rows:,}",
            )
            for f in body.found
        ],
        right=[6, 7],
    )


def of_unknowns(body: Unknowns) -> Iterable[str]:
    """The names that no alias knows, and whom they may mean."""
    if not body.unresolved:
        return
    yield table(
        ("name", "rows", "of", "may mean (like)"),
        [(u.name, f"{u.rows:,}", _of(u), _offers(u)) for u in body.unresolved],
        right=[1],
    )
    left = body.names - len(body.unresolved)
    if left > 0:
        yield f"{left:,} more with fewer rows; --limit 0 shows all."
    yield wrap(
        "Nothing is resolved by a suggestion. To take one: whowhom actors alias NAME ACTOR; to "
        "make a name an actor of its own: whowhom actors add NAME."
    )


def _of(each: Unresolved) -> str:
    return ", ".join(f"{name} {rows:,}" for name, rows in each.datasets)


def _offers(each: Unresolved) -> str:
    if each.catch_all:
        return "stays itself: nobody in particular"
    return ", ".join(_offer(s) for s in each.suggestions)


def _offer(each: Suggested) -> str:
    """The actor, and the spelling that is like the name where it is another than its own."""
    alike = "" if key(each.alike) == key(each.name) else f"as '{each.alike}', "
    return f"{each.name} ({alike}{each.score:.0f})"


def render_changed(changed: Changed) -> str:
    """What a change did, in a few lines."""
    lines = [plain(changed.headline)]
    if changed.lines:
        tables = ", ".join(f"{name}.csv ({n})" for name, n in changed.lines)
        lines.append(f"  lines changed: {tables}; undo with: whowhom actors undo")
    lines.append(f"  rows read otherwise since: {changed.rows_moved:,}")
    lines += [f"  note: {plain(note)}" for note in changed.notes]
    return "\n".join(lines) + "\n"
