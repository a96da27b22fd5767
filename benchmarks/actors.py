"""Names by the hundred thousand: resolved, and offered to an analyst with suggestions.

``python -m benchmarks.actors [--names N] [--json OUT]``. Names are made from those that the
built-in case knows by a few wrong letters, with a seed; no two are the same.
"""

import argparse
import json
import random
import time
from datetime import date
from pathlib import Path

from whowhom.actors.registry import Registry
from whowhom.actors.resolution import Sighting, resolve
from whowhom.actors.suggesting import suggest
from whowhom.store.folder import built_in
from whowhom.store.registry import load_registry


def misspelt(registry: Registry, count: int, seed: int = 0) -> list[str]:
    """Names like those that are known, each with a few letters changed, all different."""
    draw = random.Random(seed)
    known = [alias.name for alias in registry.aliases]
    found: dict[str, None] = {}
    while len(found) < count:
        letters = list(draw.choice(known))
        for _ in range(draw.randrange(1, 6)):
            letters[draw.randrange(len(letters))] = draw.choice("abcdefghijklmnop ")
        tail = str(draw.randrange(10**6)) if draw.random() < 0.7 else ""
        found["".join(letters) + tail] = None
    return list(found)


def measure(count: int) -> dict[str, float]:
    """Seconds to resolve, and to suggest for, so many names."""
    registry = load_registry(built_in("afghanistan"))
    names = misspelt(registry, count)
    span = (date(2020, 1, 1), date(2021, 1, 1))
    start = time.perf_counter()
    resolve([Sighting("any", name, None, *span) for name in names], registry)
    resolved = time.perf_counter()
    offers = suggest(names, registry)
    ended = time.perf_counter()
    return {
        "names": count,
        "known": len(registry.by_key),
        "resolve_seconds": round(resolved - start, 2),
        "suggest_seconds": round(ended - resolved, 2),
        "with_suggestion": sum(map(bool, offers)),
    }


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    told = json.dumps(measure(options.names), indent=2)
    print(told)
    if options.json:
        options.json.write_text(told + "\n")


if __name__ == "__main__":
    main()
