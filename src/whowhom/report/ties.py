"""Ties and statements as lines."""

from collections.abc import Sequence

from whowhom.answers.party import StatementLine, TieLine
from whowhom.report.paragraphs import wrap

_STATEMENTS_SHOWN = 5


def ties(ties: Sequence[TieLine]) -> str:
    """Ties, one each."""
    lines = []
    for t in ties:
        text = f"{t.id}: {t.source} {t.kind} {t.target}{span(t)}"
        text += f". {t.note}" if t.note else ""
        text += f" [{t.citation}]" if t.citation else ""
        text += f" (doubtful: {t.doubt})" if t.doubt else ""
        lines.append(wrap(text, "", "  "))
    return "\n".join(lines)


def span(tie: TieLine) -> str:
    """The days of a tie."""
    if not tie.first and not tie.last:
        return ""
    return f", {tie.first or '?'} to {tie.last or 'now'}"


def statements(said: Sequence[StatementLine]) -> str:
    """What was said, the latest first, with what came of it."""
    lines = []
    for s in said[:_STATEMENTS_SHOWN]:
        text = f'{s.id} {s.date} {s.speaker} ({s.affiliation}): {s.text} ["{s.likelihood_word}"]'
        text += f" What came of it: {s.outcome}." if s.outcome else ""
        lines.append(wrap(text, "", "  "))
    if len(said) > _STATEMENTS_SHOWN:
        lines.append(f"and {len(said) - _STATEMENTS_SHOWN} more (see --json)")
    return "\n".join(lines)
