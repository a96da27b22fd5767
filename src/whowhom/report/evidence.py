"""Evidence as lines: the rows that tell most."""

from collections.abc import Sequence

from whowhom.answers.evidence import Evidence
from whowhom.report.paragraphs import count, section, short, wrap

_EVIDENCE_SHOWN = 8


def evidence(evidence: Sequence[Evidence]) -> str:
    """The first few rows of each dataset, and how many more there are."""
    events = [e for e in evidence if e.kind == "event"]
    lines = [_one(e) for e in _each_dataset(events)]
    more = len(events) - len(lines)
    if more > 0:
        lines.append(f"and {more} more (see --json; whowhom show ID prints a row)")
    return section("Evidence", "\n".join(lines)) if lines else ""


def _each_dataset(events: Sequence[Evidence]) -> list[Evidence]:
    """The first few rows of each dataset, which tell most, latest first."""
    shown: dict[str, list[Evidence]] = {}
    for each in events:
        shown.setdefault(each.dataset, []).append(each)
    quota = max(_EVIDENCE_SHOWN // max(len(shown), 1), 4)
    return [
        each
        for group in shown.values()
        for each in sorted(group[:quota], key=lambda e: str(e.first), reverse=True)
    ]


def _one(e: Evidence) -> str:
    arrow = "->" if e.directed else "-"
    when = str(e.first) if e.first == e.last else f"{e.first} to {e.last}"
    text = f"{e.id}  {when}  {e.source} {arrow} {e.target}: {e.what}"
    text += f". {short(e.text, 160)}" if e.text else ""
    text += f" ({e.place})" if e.place else ""
    text += f" {count(e.deaths, 'death')}." if e.deaths else ""
    text += f" [{short(e.citation, 120)}]" if e.citation else ""
    text += f" ({e.remarks})" if e.remarks else ""
    return wrap(text, "", "  ")
