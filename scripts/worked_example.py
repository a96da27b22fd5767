"""Write docs/worked-example.md: an interviewer's questions asked of the built-in case.

    python scripts/worked_example.py

The words by hand are in `worked_example.toml`, everything else is asked of the case. A test holds
the page against a new run.
"""

import shlex
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

import whowhom as ww
from whowhom.answers.answer import Answer
from whowhom.answers.condition import Condition
from whowhom.answers.ledger import EntryLine, Ledger
from whowhom.case import Case
from whowhom.forecasting.library import fitted_model
from whowhom.forecasting.record import Record
from whowhom.forecasting.scores import brier, crps, log_score, skill
from whowhom.ontology.quad import QUADS
from whowhom.questions.met import measured
from whowhom.questions.scope import day, number
from whowhom.snapshot.snapshot import Snapshot
from whowhom.store.folder import create

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "worked-example.md"
WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
AS_OF: date = WORDS["as_of"]
TOLD: date = WORDS["told"]
DATASET = "ucdp-ged"
CASE = "afghanistan"
# Days from AS_OF to the end of each month until the record by day ends.
DAYS = (29, 60, 90, 121)
SCENARIOS = ("safe-haven", "mass-casualty-attack", "us-strikes")
OPENINGS = ("Read as:", "Counted:", "Presence itself", "Skill:")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), "utf-8", newline="\n")


def page() -> str:
    """The whole page."""
    case = ww.open(CASE)
    parts = [WORDS["opening"].strip()]
    parts += [of_question(case, n, q) for n, q in enumerate(WORDS["question"], 1)]
    parts.append(aftermath(case))
    return "\n\n".join(parts) + "\n"


# ---- the questions -------------------------------------------------------------------------------


def of_question(case: Case, n: int, question: dict[str, Any]) -> str:
    """A question with its calls, their answers, and what to make of them."""
    parts = [f"## {n}. {question['title']}"]
    for text in question["ask"]:
        answer = case.ask(text, as_of=AS_OF)
        call = f'whowhom ask "{text}" --as-of {AS_OF}'
        parts.append(console(call, str(answer), question["keep"]))
    for text in question.get("then", ()):
        call = f"whowhom {text} --as-of {AS_OF}"
        parts.append(console(call, str(called(case, text)), question["keep"]))
    return "\n\n".join([*parts, question["use"].strip()])


def called(case: Case, text: str) -> Answer:
    """The answer of a call of `compare` or `impact`, as the command would print it."""
    verb, *words = shlex.split(text)
    dataset = words[words.index("--dataset") + 1] if "--dataset" in words else ""
    if verb == "compare":
        return case.compare(*words[:3], dataset=dataset, as_of=AS_OF)
    return case.impact(words[0], on=words[2], as_of=TOLD)


def console(call: str, printed: str, keep: Sequence[str]) -> str:
    """A transcript: an answer's head, the blocks named (the first of each), a mark for the rest."""
    blocks = printed.rstrip("\n").split("\n\n")
    head = 2 if blocks[0].startswith("Read as:") else 1
    shown: list[str] = []
    wanted = [*OPENINGS, *keep]
    for place, block in enumerate(blocks):
        named = [each for each in wanted if block.startswith(each)]
        if place < head or named:
            shown.append(block)
            wanted = [each for each in wanted if each not in named]
        elif shown[-1] != "...":
            shown.append("...")
    return "```console\n$ " + call + "\n" + "\n\n".join(shown) + "\n```"


# ---- what came after -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Forecasts:
    """What was forecast to the end of each month and what came: arrays over `DAYS`.

    `chance` is of at least one act, `low` to `high` the 90 % interval of the acts; the CRPS is nan
    where no paths were asked for.
    """

    name: str
    chance: np.ndarray
    base_chance: np.ndarray
    low: np.ndarray
    middle: np.ndarray
    high: np.ndarray
    came: np.ndarray
    crps: np.ndarray
    base_crps: np.ndarray

    @property
    def happened(self) -> np.ndarray:
        """Whether at least one act came."""
        return self.came > 0

    @property
    def inside(self) -> np.ndarray:
        """Whether the acts that came lie in the interval."""
        return (self.low <= self.came) & (self.came <= self.high)


def aftermath(case: Case) -> str:
    """The last section."""
    later = recorded(case, TOLD)
    now = recorded(case, AS_OF)
    of_pairs = pairs(case, *now, *later)
    of_actors = actors(case, *now, *later)
    told = {name: text.strip() for name, text in WORDS["after"].items()}
    again = "impact 'the takeover' --on ISIS-K"
    return "\n\n".join(
        [
            "## What happened after",
            told["opening"],
            "### The record, month by month",
            months(*later),
            told["months"],
            "### The probabilities above, and the three scenarios to the end of each month",
            of_ledger(ledger()),
            told["ledger"],
            "### Every pair on record, to the end of each month",
            told["pairs"],
            table_of(of_pairs),
            scores(of_pairs, "dyads"),
            misses(of_pairs) + " " + unforeseen(now, later),
            "### Every actor on record, with anyone",
            told["actors"],
            table_of(of_actors),
            scores(of_actors, "actors"),
            misses(of_actors),
            "### Where it was wrong, and what that is worth",
            told["wrong"],
            "### The takeover and ISIS-K, asked again",
            console(
                f"whowhom {again.replace(chr(39), chr(34))} --as-of {TOLD}",
                str(called(case, again)),
                ["ISIS-K AFTER", "BY PARTNER", "BASE RATE"],
            ),
            told["again"],
        ]
    )


def recorded(case: Case, when: date) -> tuple[Snapshot, Record]:
    """The case as of a day, and the record of UCDP's rows in it."""
    snapshot = case.snapshot(when)
    return snapshot, Record.of(snapshot, next(d for d in snapshot.datasets if d.name == DATASET))


def pairs(
    case: Case, snapshot: Snapshot, record: Record, later: Snapshot, record_later: Record
) -> list[Forecasts]:
    """All dyads on record whose two actors exist, by name."""
    fitted = fitted_model(case.folder, snapshot, record, lambda *_: None, ww.__version__)
    keys = np.unique(record.acts.dyad)
    source, target, _ = record.acts.sides(keys)
    keys = keys[record.alive[source] & record.alive[target] & (source != target)]
    told = [fitted.prospect(keys, days) for days in DAYS]
    drawn = [(fitted.draws(keys, days), fitted.draws(keys, days, base=True)) for days in DAYS]
    found = []
    for n, key in enumerate(keys):
        name, sides = between(snapshot, record, int(key))
        came = np.array(
            [measured(later, record_later, replace(sides, last=last_day(days))) for days in DAYS]
        )
        found.append(
            Forecasts(
                name,
                *(
                    np.array([getattr(each, field)[: len(QUADS), n].max() for each in told])
                    for field in ("any", "base_any", "low")
                ),
                np.array([np.median(own[n]) for own, _ in drawn]),
                np.array([each.high[: len(QUADS), n].max() for each in told]),
                came,
                *(
                    np.concatenate([crps(came[[i]], two[k][[n]]) for i, two in enumerate(drawn)])
                    for k in (0, 1)
                ),
            )
        )
    return sorted(found, key=lambda each: each.name)


def between(snapshot: Snapshot, record: Record, key: int) -> tuple[str, Condition]:
    """A dyad by name, and at least one act of it as a condition."""
    source, target, directed = (x[0] for x in record.acts.sides(np.array([key])))
    one, other = snapshot.actors[source], snapshot.actors[target]
    if not directed and other.name < one.name:
        one, other = other, one
    name = f"{one.name} {'toward' if directed else 'and'} {other.name}"
    return name, Condition(
        one.actor_id,
        other.actor_id,
        either=not directed,
        directed=bool(directed),
        first=AS_OF,
        last=AS_OF,
    )


def last_day(days: int) -> date:
    """Last of the days ahead."""
    return AS_OF + timedelta(days=days - 1)


def actors(
    case: Case, snapshot: Snapshot, record: Record, later: Snapshot, record_later: Record
) -> list[Forecasts]:
    """All actors on record that exist, with anyone, by name."""
    on_record = np.unique([record.acts.source, record.acts.target])
    found = []
    for actor in (snapshot.actors[n] for n in on_record if record.alive[n]):
        if actor.kind == "population":
            continue
        line = f'"{actor.name}" - * acts >= 1'
        answers = [case.likelihood(line, horizon=f"{days}d", as_of=AS_OF) for days in DAYS]
        bodies = [each.answer for each in answers]
        unknown = np.full(len(DAYS), np.nan)
        found.append(
            Forecasts(
                actor.name,
                np.array([body.probability for body in bodies]),
                np.array([body.base.probability for body in bodies]),
                *(
                    np.array([getattr(body.parts[0], field) for body in bodies])
                    for field in ("low", "median", "high")
                ),
                np.array(
                    [measured(later, record_later, each.claims[0].condition) for each in answers]
                ),
                unknown,
                unknown,
            )
        )
    return sorted(found, key=lambda each: each.name)


# ---- the ledger ----------------------------------------------------------------------------------


def ledger() -> Ledger:
    """The questions' probabilities and the scenarios, kept in a case of one's own and resolved."""
    with tempfile.TemporaryDirectory() as folder:
        own = Case(create(Path(folder) / "mine", CASE))
        for text in (text for question in WORDS["question"] for text in question["ask"]):
            keep(own, own.ask(text, as_of=AS_OF))
        for name in SCENARIOS:
            for days in DAYS:
                keep(own, own.likelihood(name, horizon=f"{days}d", as_of=AS_OF))
        return own.check_ledger(as_of=TOLD).answer


def keep(case: Case, answer: Answer) -> None:
    """Keep the probabilities of an answer: of classes and deaths, not of types.

    The record knows one type of material conflict, so that each would count twice.
    """
    own = [c for c in answer.claims if "at least one act of ASSAULT" not in c.about]
    if own:
        case.keep(replace(answer, claims=tuple(own)))


def of_ledger(told: Ledger) -> str:
    """Every probability that was kept, and the scores by verb."""
    entries = [e for e in told.entries if not e.repeats]
    # Answers of one call stay in their order, scenarios go by name and day.
    entries.sort(key=lambda e: (e.verb, *(e.about, e.resolves) * (e.verb == "likelihood")))
    rows = [line_of(each) for each in entries]
    lines = [
        f"{s.verb}: {s.n} scored, {s.happened} came true; "
        + "; ".join(
            f"{a.name} score {a.own:.3f}, base rate {a.base:.3f}"
            for a in s.against
            if a.own is not None and a.base is not None
        )
        + f". Verdict: {s.verdict} ({s.note})."
        for s in told.scores
        if s.verb != "statement"
    ]
    head = ["probability of", "said", "base rate", "came", "log score", "of the base"]
    return markdown(head, rows) + "\n\n" + "\n".join(f"- {line}" for line in lines)


def line_of(entry: EntryLine) -> list[str]:
    """A probability that was kept, with what came of it and its log score."""
    about = entry.about.partition(" within ")[0] if entry.verb == "forecast" else entry.about
    came = entry.state if entry.state in ("true", "false") else f"open ({entry.why})"
    given = entry.probability, entry.base_rate
    happened = np.array([entry.state == "true"])
    scored = [
        f"{float(log_score(np.array([p]), happened)[0]):.2f}"
        if entry.scored and p is not None
        else ""
        for p in given
    ]
    said = ["" if p is None else chance(p) for p in given]
    return [f"{about}, to {entry.resolves}", *said, came, *scored]


# ---- tables and scores ---------------------------------------------------------------------------


def markdown(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def chance(p: float) -> str:
    """A probability to two digits, never 0 or 1."""
    return f"{min(max(p, 0.01), 0.99):.2f}"


def months(snapshot: Snapshot, record: Record) -> str:
    """Events and deaths of every dyad in every month, by first day, as UCDP counts them."""
    counted = by_month(snapshot, record)
    names = sorted({name for name, _ in counted})
    each = sorted({month for _, month in counted})
    rows = [
        [name, *("{} ({})".format(*counted.get((name, month), (0, 0))) for month in each)]
        for name in names
    ]
    return markdown(["events (deaths)", *each], rows)


def by_month(snapshot: Snapshot, record: Record) -> dict[tuple[str, str], tuple[int, int]]:
    """Events and deaths from September to December, by dyad and month."""
    begins = snapshot.columns.date[record.position]
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for n in np.flatnonzero(begins >= number(AS_OF.replace(day=1))):
        acts = record.acts.take(np.array([n]))
        name, _ = between(snapshot, record, int(acts.dyad[0]))
        where = name, str(day(begins[n]))[:7]
        events, deaths = found.get(where, (0, 0))
        found[where] = events + int(acts.count[0]), deaths + max(int(acts.deaths[0]), 0)
    return found


def table_of(forecasts: Sequence[Forecasts]) -> str:
    """One line for each: chances of at least one act, then acts, to the end of every month."""
    ends = [f"to {last_day(days)}" for days in DAYS]
    chances = [
        [
            each.name,
            *(
                f"{chance(own)} ({chance(base)}) {'yes' if came else 'no'}"
                for own, base, came in zip(
                    each.chance, each.base_chance, each.happened, strict=True
                )
            ),
        ]
        for each in forecasts
    ]
    acts = [
        [
            each.name,
            *(
                f"{middle:.0f} ({low:.0f} to {high:.0f}) {came}{'' if inside else ' outside'}"
                for middle, low, high, came, inside in zip(
                    each.middle, each.low, each.high, each.came, each.inside, strict=True
                )
            ),
        ]
        for each in forecasts
    ]
    return (
        markdown(["at least one act: said (base rate) came", *ends], chances)
        + "\n\n"
        + markdown(["acts: middle (90% interval) came", *ends], acts)
    )


def scores(forecasts: Sequence[Forecasts], noun: str) -> str:
    """Mean scores to the end of each month, and the skill of all with its interval."""
    stacked = {
        name: np.array([getattr(each, name) for each in forecasts], dtype=float)
        for name in ("chance", "base_chance", "happened", "crps", "base_crps", "inside")
    }
    happened = stacked["happened"] > 0
    both = {
        "Brier": [brier(stacked[p], happened) for p in ("chance", "base_chance")],
        "log": [log_score(stacked[p], happened) for p in ("chance", "base_chance")],
        "CRPS": [stacked["crps"], stacked["base_crps"]],
    }
    both = {name: two for name, two in both.items() if np.isfinite(two[0]).all()}
    rows = []
    for n, days in enumerate(DAYS):
        cells = [f"{own[:, n].mean():.3f} ({base[:, n].mean():.3f})" for own, base in both.values()]
        inside = f"{stacked['inside'][:, n].sum():.0f} of {len(forecasts)}"
        rows.append([last_day(days), int(happened[:, n].sum()), *cells, inside])
    who = np.repeat(np.arange(len(forecasts)), len(DAYS))
    told = []
    for name, (own, base) in both.items():
        found = skill(own.ravel(), base.ravel(), who, np.zeros_like(who))
        told.append(f"{name} {found.value:+.2f} ({found.low:+.2f} to {found.high:+.2f})")
    names = [f"{name} (base rate)" for name in both]
    head = ["to", f"{noun} with an act", *names, "acts inside the 90% interval"]
    return (
        markdown(head, rows)
        + f"\n\nSkill, 1 - score / base rate's, all months, with the 95% interval that draws "
        f"{noun}: {'; '.join(told)}."
    )


def misses(forecasts: Sequence[Forecasts]) -> str:
    """Which probabilities were on the wrong side of a half, and which numbers fell outside."""
    wrong, outside = [], []
    for each in forecasts:
        ends = [str(last_day(days)) for days in DAYS]
        off = (each.chance > 0.5) != each.happened
        if off.any():
            said = "no act came" if each.chance[off][0] > 0.5 else "acts came"
            wrong.append(f"{each.name} ({said}; to {listed(ends, off)})")
        if not each.inside.all():
            outside.append(f"{each.name} (to {listed(ends, ~each.inside)})")
    return (
        f"On the wrong side of a half: {'; '.join(wrong) or 'none'}. "
        f"Acts outside the interval: {'; '.join(outside) or 'none'}."
    )


def listed(ends: Sequence[str], chosen: np.ndarray) -> str:
    """The days chosen."""
    return "all" if chosen.all() else ", ".join(e for e, c in zip(ends, chosen, strict=True) if c)


def unforeseen(now: tuple[Snapshot, Record], later: tuple[Snapshot, Record]) -> str:
    """Pairs that acted after though they were not on record before: nobody forecast them."""
    snapshot, record = now
    known = {between(snapshot, record, int(key))[0] for key in np.unique(record.acts.dyad)}
    after = later[1].acts
    new = after.take(after.day >= number(AS_OF))
    counted: dict[str, int] = {}
    for key, n in zip(new.dyad, new.count, strict=True):
        name, _ = between(*later, int(key))
        counted[name] = counted.get(name, 0) + int(n)
    unknown = [f"{name} ({n})" for name, n in sorted(counted.items()) if name not in known]
    return (
        f"Acts of pairs that no row before named, so that nothing was said: {', '.join(unknown)}."
    )


if __name__ == "__main__":
    main()
