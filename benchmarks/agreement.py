"""How well `agreement` finds planted copies: recall and precision, by how dense the record is.

``python -m benchmarks.agreement --data PATH --json OUT``. From GED Myanmar a second dataset is made
of each pair: part of its rows, copied with the day, the place and the deaths blurred, and as many
rows again that are no copies (rows of the pair moved to another day). What is a copy is known, so
matches can be counted as right or wrong.
"""

import argparse
import csv
import json
import tempfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from whowhom.case import Case
from whowhom.store.folder import create

SEED = 20211101
_MAPPING = """
dataset = "copy"
codes = "plover"
directed = false
[columns]
id = "id"
date = "day"
source = "a"
target = "b"
code = "type"
fatalities = "dead"
country = "land"
admin1 = "division"
place = "place"
lat = "lat"
lon = "lon"
"""
_FIELDS = ("id", "day", "a", "b", "type", "dead", "land", "division", "place", "lat", "lon")
Row = dict[str, str]


def copies(rows: list[Row], share: float, rng: np.random.Generator) -> list[Row]:
    """Blurred copies of a share of the rows, ids ``c-``, and as many that are none, ids ``n-``."""
    chosen = rng.random(len(rows)) < share
    found = [_blurred(row, f"c-{row['id']}", rng) for row, c in zip(rows, chosen, strict=True) if c]
    days = [date.fromisoformat(row["date_start"][:10]) for row in rows]
    for number in range(len(found)):
        row = dict(rows[int(rng.integers(len(rows)))])
        # Where the pair is active, but never on the row's own days.
        day = days[int(rng.integers(len(rows)))] + timedelta(days=int(rng.integers(5, 12)))
        row["date_start"] = day.isoformat()
        found.append(_blurred(row, f"n-{number}", rng))
    return found


def _blurred(row: Row, name: str, rng: np.random.Generator) -> Row:
    gap = int(rng.choice([0, 1, -1, 2], p=[0.75, 0.1, 0.1, 0.05]))
    day = date.fromisoformat(row["date_start"][:10]) + timedelta(days=gap)
    deaths = int(row["best"])
    blur = rng.random()
    if blur < 0.3:
        deaths = max(0, round(deaths * rng.uniform(0.6, 1.4)))
    vague = rng.random() < 0.4
    return {
        "id": name,
        "day": day.isoformat(),
        "a": row["side_a"],
        "b": row["side_b"],
        "type": "ASSAULT",
        "dead": "" if blur > 0.8 else str(deaths),
        "land": "Myanmar",
        "division": row["adm_1"],
        "place": "" if vague else row["where_coordinates"],
        "lat": "" if vague else str(float(row["latitude"]) + rng.normal(0, 0.05)),
        "lon": "" if vague else str(float(row["longitude"]) + rng.normal(0, 0.05)),
    }


def figures(data: Path, folder: Path, pairs: int, share: float) -> list[dict[str, object]]:
    """Recall and precision for the pairs with most rows."""
    source = data / "ucdp" / "ged_myanmar.csv"
    with source.open(encoding="utf-8-sig", newline="") as file:
        every = list(csv.DictReader(file))
    by_pair: dict[tuple[str, str], list[Row]] = {}
    for row in every:
        by_pair.setdefault((row["side_a"], row["side_b"]), []).append(row)
    chosen = sorted(by_pair, key=lambda p: -len(by_pair[p]))[:pairs]
    rng = np.random.default_rng(SEED)
    with (folder / "copy.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, _FIELDS)
        writer.writeheader()
        for pair in chosen:
            writer.writerows(copies(by_pair[pair], share, rng))
    (folder / "map.toml").write_text(_MAPPING)
    case = Case(create(folder / "case"))
    case.add(source)
    case.add(folder / "copy.csv", mapping=folder / "map.toml")
    return [_of_pair(case, *pair) for pair in chosen]


def _of_pair(case: Case, a: str, b: str) -> dict[str, object]:
    (found,) = case.agreement(a, b).answer.comparisons
    ids = [
        (c.one, c.other) if c.one.startswith("copy:") else (c.other, c.one) for c in found.common
    ]
    right = sum(mine.removeprefix("copy:c-") == theirs.split(":")[1] for mine, theirs in ids)
    planted = sum(1 for e in case.export_events(dataset="copy", actors=[a]).rows() if _is(e, b))
    return {
        "pair": f"{a} - {b}",
        "rows": list(found.compared),
        "planted": planted,
        "matched": len(ids),
        "recall": round(right / max(planted, 1), 3),
        "precision": round(right / max(len(ids), 1), 3),
        "chance": round(found.chance, 2),
    }


def _is(event: dict[str, object], other: str) -> bool:
    ends = (event["source"], event["target"])
    return str(event["row_id"]).startswith("c-") and other in ends


def main() -> None:
    """Print and, if asked, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--pairs", type=int, default=12)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = figures(asked.data, Path(folder), asked.pairs, asked.share)
    for each in told:
        print(json.dumps(each))
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
