"""The account of an import, for people."""

from collections.abc import Mapping

from whowhom.answers.added import Added
from whowhom.answers.reported import Reported
from whowhom.answers.tied import Tied
from whowhom.errors import plain
from whowhom.report.reports import render_reported

_UNRESOLVED_SHOWN = 5


def render_tied(tied: Tied) -> str:
    """What a file of ties brought."""
    dropped = sum(tied.dropped.values())
    lines = [
        f"{plain(str(tied.path))}: {tied.title}",
        f"  read     {tied.read:>12,}",
        f"  dropped  {dropped:>12,}{_reasons(tied.dropped)}",
        f"  added: {tied.ties:,} ties, {tied.actors:,} actors, {tied.aliases:,} aliases; "
        f"{tied.known:,} ties were there already",
    ]
    lines += [f"  note: {note}" for note in tied.notes]
    return "\n".join(lines) + "\n"


def render_added(added: Added | Tied | Reported) -> str:
    """What happened to the rows of a file: read, kept, flagged, dropped by reason."""
    if isinstance(added, Tied):
        return render_tied(added)
    if isinstance(added, Reported):
        return render_reported(added)
    provenance, cleaning = added.provenance, added.cleaning
    lines = [f"{plain(str(added.path))}: {provenance.title}"]
    if not added.new:
        lines.append(f"  already in the case as import {added.import_id}; nothing changed")
        return "\n".join(lines) + "\n"
    dropped = sum(cleaning.dropped.values())
    lines += [
        f"  read     {cleaning.read:>12,}",
        f"  kept     {cleaning.kept:>12,}",
        f"  flagged  {cleaning.flagged_rows:>12,}{_reasons(cleaning.flagged)}",
        f"  dropped  {dropped:>12,}{_reasons(cleaning.dropped)}",
    ]
    for reason, numbers in cleaning.lines.items():
        where = ", ".join(f"{n:,}" for n in numbers)
        lines.append(f"    {reason}: first at record {where}")
    lines.append(f"  covers {provenance.first} to {provenance.last}; import {added.import_id}")
    if provenance.published:
        how = "by its version" if provenance.published_assumed else "as told"
        lines.append(f"  published {provenance.published} ({how})")
    if added.unresolved:
        shown = ", ".join(
            f"{plain(n)} ({rows:,})" for n, rows in added.unresolved[:_UNRESOLVED_SHOWN]
        )
        lines.append(
            f"  {len(added.unresolved):,} names no alias knows stand for themselves: {shown}"
        )
    lines += [f"  note: {note}" for note in added.notes]
    return "\n".join(lines) + "\n"


def _reasons(reasons: Mapping[str, int]) -> str:
    said = "; ".join(f"{reason} {n:,}" for reason, n in reasons.items())
    return f"  ({said})" if said else ""
