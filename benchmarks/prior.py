"""The prior that small cases lean on: weights fitted on public sets, with their origin and end.

``python -m benchmarks.prior --data PATH [--out FILE]``

PATH is the folder of the reference data. Every set is fitted by itself, so that a case may leave
out those that end too late or may hold its own acts. Written to the package's figures by default.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.dyadsets import SETS, DyadSet
from whowhom.engine.prior.origin import FILE
from whowhom.engine.traces import N_QUADS
from whowhom.engine.weights import Weights
from whowhom.forecasting.horizon import Horizon
from whowhom.forecasting.origins import BANDS, collect

EPOCH = date(1970, 1, 1).toordinal()
SOURCES: tuple[dict[str, Any], ...] = (
    {
        "name": "KEDS Levant 1979-2011",
        "set": "levant",
        "family": "keds",
        "countries": [],
        "citation": "Kansas Event Data System, Levant (Schrodt et al.)",
    },
    {
        "name": "KEDS Central Asia 1989-1999",
        "set": "casia",
        "family": "keds",
        "countries": [],
        "citation": "Kansas Event Data System, Central Asia (Schrodt et al.)",
    },
    {
        "name": "ICEWS 2014",
        "set": "icews14",
        "family": "icews",
        "countries": [],
        "citation": "ICEWS coded event data (Boschee et al.), as quadruples",
    },
    {
        "name": "UCDP GED Myanmar 1989-2019",
        "set": "myanmar",
        "family": "ged",
        "countries": ["MMR"],
        "until": "2019-12-31",
        "citation": "UCDP GED (Sundberg & Melander 2013), CC BY 4.0",
    },
    {
        "name": "UCDP GED candidate January-June 2021, without Afghanistan",
        "set": "ged2021",
        "family": "ged",
        "countries": [],
        "until": "2021-06-30",
        "without": ["AFG"],
        "citation": "UCDP GED Candidate (Hegre et al. 2020), CC BY 4.0",
    },
)


def fitted(source: dict[str, Any], data: DyadSet) -> dict[str, Any]:
    """One set's figures."""
    acts = data.acts
    last = int(acts.day[-1])
    if "until" in source:
        last = min(last, date.fromisoformat(source["until"]).toordinal())
    until = date.fromordinal(last)
    horizon = Horizon.of(collect(acts, last + 1), last + 1, scatter=False)
    return {
        "name": source["name"],
        "family": source["family"],
        "countries": source["countries"],
        "without": source.get("without", []),
        "until": until.isoformat(),
        "citation": source["citation"],
        "weights": [
            [_figures(horizon.weights[q][b]) for b in range(len(BANDS))] for q in range(N_QUADS)
        ],
    }


def _figures(weights: Weights | None) -> dict[str, Any] | None:
    if weights is None:
        return None
    return {
        "acts": round(weights.acts),
        "drive": [float(f"{x:.4g}") for x in weights.drive],
        "exposure": [float(f"{x:.4g}") for x in weights.exposure],
        "tilt": [float(f"{x:.4g}") for x in weights.tilt],
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit all sets and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FILE)
    given = parser.parse_args(arguments)
    sets = []
    for source in SOURCES:
        left = {"without": source["without"][0]} if "without" in source else {}
        sets.append(fitted(source, SETS[source["set"]](given.data, **left)))
        acts = [[w and w["acts"] for w in row] for row in sets[-1]["weights"]]
        print(sets[-1]["name"], "until", sets[-1]["until"], "acts", acts, flush=True)
    given.out.write_text(json.dumps({"sets": sets}, indent=None, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
