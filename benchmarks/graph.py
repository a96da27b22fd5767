"""A made-up quadruple folder: ``python -m benchmarks.graph FOLDER ROWS``.

20,000 entities of which the most frequent come up as Zipf's law has it, the relations of CAMEO,
and one time step a day.
"""

import sys
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from whowhom.ontology.cameo import cameo_codes

ENTITIES = 20_000
RELATIONS = 250
DAYS = 4_000
ORIGIN = "2012-01-01"
"""To be told with ``--origin``: the folder has no name that tells it."""

# Shares of the files, cut by time.
_SPLITS = {"train": (0.0, 0.8), "valid": (0.8, 0.9), "test": (0.9, 1.0)}


def make(folder: Path, rows: int, seed: int = 0) -> None:
    """Write train, valid and test in ids, and the two maps."""
    folder.mkdir()
    labels = list(dict.fromkeys(c.label for c in cameo_codes().values() if len(c.code) > 2))
    _write_map(folder / "relation2id.txt", labels[:RELATIONS])
    _write_map(
        folder / "entity2id.txt", [f"Actor {n} (Country {n % 180})" for n in range(ENTITIES)]
    )
    draw = np.random.default_rng(seed)
    quads = {
        "s": _zipf(draw, ENTITIES, rows),
        "r": _zipf(draw, RELATIONS, rows),
        "o": _zipf(draw, ENTITIES, rows),
        "t": np.sort(draw.integers(DAYS, size=rows)),
    }
    for split, (begin, end) in _SPLITS.items():
        part = {name: ids[int(begin * rows) : int(end * rows)] for name, ids in quads.items()}
        _write_split(folder / f"{split}.txt", part)


def _zipf(draw: np.random.Generator, size: int, rows: int) -> NDArray[np.int64]:
    """Ids from 0, the n-th with a probability in proportion to 1 / n."""
    shares = np.cumsum(1 / np.arange(1, size + 1))
    return np.asarray(np.searchsorted(shares, draw.random(rows) * shares[-1]), dtype=np.int64)


def _write_map(path: Path, names: list[str]) -> None:
    lines = [f"{name}\t{number}\n" for number, name in enumerate(names)]
    path.write_text("".join(lines), encoding="utf-8")


def _write_split(path: Path, part: dict[str, NDArray[np.int64]]) -> None:
    with duckdb.connect() as connection:
        connection.register("part", part)
        connection.execute(f"COPY part TO '{path}' (FORMAT csv, DELIMITER '\t', HEADER false)")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
