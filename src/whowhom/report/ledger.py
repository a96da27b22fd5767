"""A ledger as text."""

from collections.abc import Iterable, Sequence

from whowhom.answers.ledger import STATES, Against, Bin, EntryLine, Ledger, Said, Score
from whowhom.report.paragraphs import section, wrap
from whowhom.report.tables import table

_SHOWN = 40
_IDS = 2


def of_ledger(body: Ledger) -> Iterable[str]:
    """Blocks of a ledger."""
    scored = _scores(body.scores)
    yield section("Scores", scored, wrap(_LEGEND) if scored else "")
    yield section("Calibration: what was said, what came true", _calibration(body.calibration))
    yield section("Kept", _entries(body.entries))
    yield section(
        "Lines that cannot be read",
        "\n".join(wrap(f"line {u.line}: {u.why}", "", "  ") for u in body.unreadable),
    )
    told = [s for s in body.statements if s.state in ("true", "false")]
    rest = [s for s in body.statements if s.state not in ("true", "false")]
    yield section("Statements found true or false", _told(told))
    yield section("Statements that cannot be told, or not yet", _untold(rest))


_LEGEND = (
    "Brier: mean of (p - y) squared; log: mean of -ln of the probability of what came; lower is "
    "better; in brackets that of the base rate for the same. Skill by log score: 1 perfect, 0 no "
    "better than the base rate; 95% interval, whole answers and periods drawn."
)


def _scores(scores: Sequence[Score]) -> str:
    rows = [
        [
            f"{s.verb}, {s.made}",
            f"{s.n:,}",
            f"{s.answers:,}",
            f"{s.happened:,}",
            *(_beside(own, a) for own, a in zip((s.brier, s.log), s.against, strict=True)),
            _skill(s.against[1]),
            s.verdict,
        ]
        for s in scores
    ]
    if not rows:
        return ""
    headings = ["what", "n", "answers", "true", "Brier", "log", "skill", "than base"]
    notes = [wrap(f"{s.verb}, {s.made}: {s.note}.", "", "  ") for s in scores]
    return "\n".join([table(headings, rows, [1, 2, 3]), *notes])


def _beside(own: float, against: Against) -> str:
    return f"{own:.3f}" if against.base is None else f"{own:.3f} ({against.base:.3f})"


def _skill(against: Against) -> str:
    if against.skill is None:
        return ""
    if against.low is None or against.high is None:
        return f"{against.skill:+.2f}"
    return f"{against.skill:+.2f} ({against.low:+.2f} to {against.high:+.2f})"


def _calibration(bins: Sequence[Bin]) -> str:
    rows = [
        [
            f"{b.verb}, {b.made}",
            b.word,
            f"{b.n:,}",
            _percent(b.said),
            _percent(b.happened),
            "" if b.error is None else f"{b.error:.0%}",
        ]
        for b in bins
    ]
    headings = ["what", "in words", "n", "said", "came true", "standard error"]
    return table(headings, rows, [2, 3, 4, 5]) if rows else ""


def _entries(entries: Sequence[EntryLine]) -> str:
    """What was kept, answer by answer, the newest first."""
    own = [e for e in entries if not e.repeats]
    groups: dict[str, list[EntryLine]] = {}
    for e in sorted(own, key=lambda e: -e.as_of.toordinal()):
        groups.setdefault(e.answer, []).append(e)
    blocks: list[str] = []
    left = len(own)
    for group in groups.values():
        if left - len(group) < len(own) - _SHOWN and blocks:
            break
        left -= len(group)
        blocks.append(_answer(group))
    if left:
        blocks.append(f"and {left:,} more from earlier answers (see --json)")
    return "\n\n".join(blocks)


def _answer(group: Sequence[EntryLine]) -> str:
    first = group[0]
    made = "kept ahead" if first.ahead else "kept in hindsight"
    title = f"{first.verb} as of {first.as_of}, {made}, by {first.dataset} (answer {first.answer})"
    ordered = sorted(group, key=lambda e: STATES.index(e.state))
    rows = [
        [
            e.state,
            _percent(e.probability),
            "" if e.base_rate is None else _percent(e.base_rate),
            f"{e.about}; {e.why}{_ids(e.evidence)}",
        ]
        for e in ordered
    ]
    return title + "\n" + table(["came", "said", "base", "what"], rows, [1, 2])


def _ids(evidence: Sequence[str]) -> str:
    return f" [{', '.join(evidence[:_IDS])}]" if evidence else ""


def _told(said: Sequence[Said]) -> str:
    lines = []
    for s in said:
        read = "not scored"
        if s.scored and s.probability is not None:
            read = f"scored as {s.read_as}, {s.probability:.0%}"
        text = f"{s.id} {s.state.upper()}, {read}: {s.date} {s.speaker}: {s.text} "
        lines.append(wrap(f'{text}["{s.likelihood_word}"]. {s.why}{_ids(s.evidence)}', "", "  "))
    return "\n".join(lines)


def _untold(said: Sequence[Said]) -> str:
    lines = []
    for s in said:
        still = "open: " if s.state == "open" else ""
        lines.append(wrap(f"{s.id} {s.date} {s.speaker}: {still}{s.why}", "", "  "))
    return "\n".join(lines)


def _percent(p: float) -> str:
    if 0 < p < 0.01:
        return "<1%"
    return ">99%" if 0.99 < p < 1 else f"{p:.0%}"
