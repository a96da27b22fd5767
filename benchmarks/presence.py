"""Whether "recorded again" comes true, on groups that fell silent and some that came back.

``python -m benchmarks.presence --data PATH --json OUT``

PATH is the folder of the reference data. From every origin each group seen before it is forecast;
model and baselines know what came before the origin and nothing else. Sets: the groups of UCDP GED
in Myanmar 1989-2023, as a whole and by first-level division; those of GED worldwide in 2021 (one
year: three months ahead, from every month); the rebel groups of KEDS Levant 1979-2011 (media
reports, another process). Then planted records, whose truth is known: sources made with rates and
silences of their own, in three ways of which the model assumes one.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import csv
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

import whowhom
from benchmarks.machine import machine
from benchmarks.workplace import new_case, workplace
from whowhom.forecasting.presence import Filter, Sightings, own_weights, weigh
from whowhom.forecasting.presence_trial import BASELINES, Trial, trial
from whowhom.forecasting.reliability import reliability
from whowhom.forecasting.scores import brier, log_score
from whowhom.questions.places import Place
from whowhom.questions.population import of_division, population

_MYANMAR, _WORLD, _LEVANT = "ucdp/ged_myanmar.csv", "ucdp/GEDEvent_v21_01_21_12.csv", "keds"
_LONG = 24.0
_BINS = 8


@dataclass(frozen=True)
class Set:
    """Sources to try, and how."""

    name: str
    sightings: Sightings
    horizons: tuple[float, ...]
    histories: int = 1
    between: float = 12.0
    warm_up: float = 36.0


def sets(data: Path, folder: Path) -> Iterator[Set]:
    """The real ones."""
    myanmar, _ = _ged(data / _MYANMAR, folder, "MMR", False)
    yield Set("GED Myanmar 1989-2023, groups", myanmar, (12.0, 24.0))
    yield Set(
        "GED Myanmar 1989-2023, groups by division",
        _ged(data / _MYANMAR, folder, "MMR", True)[0],
        (12.0, 24.0),
    )
    world, countries = _ged(data / _WORLD, folder, "AFG", False)
    yield Set("GED world 2021, groups by country", world, (3.0,), countries, 1.0, 3.0)
    yield Set("KEDS Levant 1979-2011, rebels", _levant(data / _LEVANT), (12.0, 24.0))


def _ged(path: Path, folder: Path, country: str, divided: bool) -> tuple[Sightings, int]:
    case = whowhom.open(new_case(folder))
    case.add(path)
    snapshot = case.snapshot()
    place = Place(country, country)
    place = of_division(place, "any") if divided else place
    found = population(snapshot, snapshot.datasets[0], place)
    return found.panel.sightings, found.countries


def _levant(folder: Path) -> Sightings:
    """Coercion, assault and fights (CAMEO 17 to 20) by source; sources coded as rebels."""
    rows = []
    with (folder / "levant.cameo.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["code"][:2] in ("17", "18", "19", "20") and "REB" in row["source"]:
                day = date.fromisoformat(row["date"])
                rows.append((row["source"], (day.year - 1979) * 12 + day.month - 4))
    names = sorted({name for name, _ in rows})
    acts = np.zeros((len(names), max(at for _, at in rows) + 1))
    for name, at in rows:
        acts[names.index(name), at] += 1
    return _monthly(acts)


def _monthly(acts: np.ndarray) -> Sightings:
    even = np.ones(acts.shape[1])
    return Sightings(acts, np.zeros_like(acts), even, even)


def tried(each: Set, horizon: float) -> dict[str, object]:
    """Scores of one set and horizon."""
    start = time.perf_counter()
    found = trial(each.sightings, horizon, each.histories, each.between, each.warm_up)
    long = found.silent >= (_LONG if horizon >= 12 else horizon)
    table = reliability(found.probability, found.happened, found.source, bins=_BINS)
    told: dict[str, object] = {
        "set": each.name,
        "horizon_months": horizon,
        "groups": len(np.unique(found.source)),
        "forecasts": len(found),
        "happened": float(found.happened.mean()),
        "brier": _scores(found, "brier"),
        "log": _scores(found, "log"),
        "brier_skill": _skills(found, "brier"),
        "log_skill": _skills(found, "log"),
        "long_silent": _of_long(found, long),
        "reliability": {
            "n": table.n.tolist(),
            "forecast": table.forecast.round(3).tolist(),
            "happened": table.happened.round(3).tolist(),
            "error": table.error.round(3).tolist(),
            "passed": table.passed,
        },
        "seconds": time.perf_counter() - start,
    }
    return told


def _scores(found: Trial, score: str) -> dict[str, float]:
    of = brier if score == "brier" else log_score
    named = [("model", found.probability), *zip(BASELINES, found.baselines, strict=True)]
    return {name: float(of(p, found.happened).mean()) for name, p in named}


def _skills(found: Trial, score: str) -> dict[str, dict[str, float]]:
    return {name: asdict(found.skill(n, score)) for n, name in enumerate(BASELINES)}


def _of_long(found: Trial, mask: np.ndarray) -> dict[str, float]:
    """Forecasts of groups that had been silent long: what was said, and what came."""
    if not mask.any():
        return {"forecasts": 0}
    own = brier(found.probability[mask], found.happened[mask]).mean()
    base = brier(found.baselines[2][mask], found.happened[mask]).mean()
    return {
        "forecasts": int(mask.sum()),
        "forecast": float(found.probability[mask].mean()),
        "happened": float(found.happened[mask].mean()),
        "active": float(found.on[mask].mean()),
        "brier_skill_silent_as_long": float(1 - own / base),
    }


# ---- planted records ---------------------------------------------------------------------------


def planted(kind: str, sources: int = 60, months: int = 240, seed: int = 0) -> dict[str, object]:
    """How the probability of active compares with the truth, at the end of each year."""
    acts, truth = made(kind, sources, months, seed)
    sightings = _monthly(acts)
    running = Filter(sightings)
    told, came, who = [], [], []
    for at in range(36, months + 1, 12):
        state = running.run(at)
        live = np.flatnonzero(sightings.begins < at)
        evidence = state.evidence[live]
        share = weigh(evidence, float(at))
        told.append(((1 - state.state[live, :, 0]) * own_weights(evidence, share)).sum(axis=1))
        came.append(truth[live, at - 1])
        who.append(live)
    p, y, source = (np.concatenate(part) for part in (told, came, who))
    table = reliability(p, y, source.astype(np.int64), bins=_BINS)
    average = brier(np.full(len(y), y.mean()), y).mean()
    return {
        "planted": kind,
        "forecasts": len(y),
        "active": float(y.mean()),
        "brier_skill_average": float(1 - brier(p, y).mean() / average),
        "largest_gap": float(np.abs(table.gap).max()),
        "reliability": {
            "n": table.n.tolist(),
            "forecast": table.forecast.round(3).tolist(),
            "happened": table.happened.round(3).tolist(),
        },
    }


def made(kind: str, sources: int, months: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Acts and truth of sources that go off and some of which return.

    ``as assumed``: rates that wander, bursts, return. ``steady``: one Poisson rate each, as Solow
    (1993) has it. ``fading``: the rate halves every year before the end.
    """
    draw = np.random.default_rng(seed)
    acts, truth = np.zeros((sources, months)), np.zeros((sources, months), dtype=bool)
    for source in range(sources):
        off, back = draw.choice([0.003, 0.01, 0.03]), draw.choice([0.002, 0.008, 0.03])
        rung, on = draw.uniform(-4, 3), True
        ends = draw.geometric(off)
        for at in range(months):
            on = draw.random() >= off if on else draw.random() < back
            if kind == "as assumed":
                rung = float(np.clip(rung + draw.choice([-1, 0, 1], p=[0.1, 0.8, 0.1]), -5, 5))
                rate = 2.0**rung * draw.gamma(1.5) / 1.5
            else:
                rate = 2.0**rung
            if kind == "fading":
                on = at < ends
                rate *= 0.5 ** (max(36 - (ends - at), 0) / 12)
            truth[source, at] = on
            acts[source, at] = draw.poisson(rate) if on else 0
    return acts, truth


def report(told: list[dict[str, object]], plants: list[dict[str, object]]) -> None:
    """The tables."""
    print(f"{'set':<42} {'months':>6} {'n':>5} {'again':>5}  Brier skill against the baselines")
    for each in told:
        skills = each["brier_skill"]
        assert isinstance(skills, dict)
        said = "; ".join(
            f"{name} {s['value']:+.3f} ({s['low']:+.3f} to {s['high']:+.3f})"
            for name, s in skills.items()
        )
        print(
            f"{each['set']:<42} {each['horizon_months']:>6.0f} {each['forecasts']:>5} "
            f"{each['happened']:>5.2f}  {said}"
        )
        print(f"{'':<42} log skill: {_values(each['log_skill'])}")
        print(f"{'':<42} silent long: {each['long_silent']}")
        print(f"{'':<42} reliability: {each['reliability']}")
    for each in plants:
        print(each)


def _values(skills: object) -> str:
    assert isinstance(skills, dict)
    return "; ".join(f"{name} {s['value']:+.3f}" for name, s in skills.items())


def main() -> None:
    """Measure all, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the reference data")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there")
    asked = parser.parse_args()
    with workplace() as folder:
        told = [tried(each, h) for each in sets(asked.data, folder) for h in each.horizons]
    plants = [planted(kind) for kind in ("as assumed", "steady", "fading")]
    report(told, plants)
    if asked.json:
        whole = {
            "benchmark": "presence",
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": machine(),
            "sets": told,
            "planted": plants,
        }
        asked.json.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
