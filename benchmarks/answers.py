"""Answering about the built-in case: cold on the command line, warm in a session, and imports."""

from collections.abc import Callable
from statistics import median

from benchmarks.figure import Figure
from benchmarks.process import Usage, python
from benchmarks.report import arguments, publish

COLD = 7
WARM = 20

_HEAVY = ("numpy", "duckdb", "scipy", "ruptures", "rich", "typer", "pandas")
_COMMAND = ("-m", "whowhom")
_PAIR = ("Taliban", "ISIS-K")
_RELATION = (*_COMMAND, "relation", *_PAIR, "--case", "afghanistan", "--json")
_AS_OF = "2021-09-02"
# 90 days ahead, 2,000 paths; the model is fitted by a run that is not measured.
_FORECAST = (*_COMMAND, "forecast", *_PAIR, "--case", "afghanistan", "--as-of", _AS_OF, "--json")
_IMPORT = f"""
import sys
import time
start = time.perf_counter()
import whowhom
print(time.perf_counter() - start, *[name for name in {_HEAVY!r} if name in sys.modules])
"""
# Prints wall and processor seconds of each answer but the first, which is not measured.
_WARM = """
import sys
import time
import whowhom
case = whowhom.open("afghanistan")
options = {"as_of": sys.argv[3]} if sys.argv[3] else {}
def ask():
    wall, cpu = time.perf_counter(), time.process_time()
    getattr(case, sys.argv[2])(*sys.argv[4:], **options)
    return time.perf_counter() - wall, time.process_time() - cpu
ask()
for figures in zip(*[ask() for _ in range(int(sys.argv[1]))]):
    print(*figures, end=" ")
"""


def measure() -> list[Figure]:
    """Medians of all."""
    relation = [python(*_RELATION) for _ in range(COLD)]
    usage = [python(*_COMMAND, "--help") for _ in range(COLD)]
    bare = [python("-c", "pass") for _ in range(COLD)]
    imports = [python("-c", _IMPORT).said.split() for _ in range(COLD)]
    heavy = imports[0][1:]
    relation_warm = _warm("relation", *_PAIR)
    profile_warm = _warm("profile", "Taliban")
    compare_warm = _warm("compare", "Taliban", "2021-01-01..2021-08-14", "since the takeover")
    presence_warm = _warm("presence", "al-Qaeda")
    forecast_warm = _warm("forecast", *_PAIR, as_of=_AS_OF)
    python(*_FORECAST)
    forecast = [python(*_FORECAST) for _ in range(COLD)]
    if heavy:
        print("import whowhom loads", *heavy)
    return [
        Figure("relation, cold", _median(relation, _wall), "s", 2.5),
        Figure("relation, cold, processor", _median(relation, _cpu), "s"),
        Figure("relation, cold, peak memory", _median(relation, _peak), "MB"),
        Figure("relation, warm", relation_warm[0], "ms", 100.0),
        Figure("relation, warm, processor", relation_warm[1], "ms"),
        Figure("profile, warm", profile_warm[0], "ms"),
        Figure("profile, warm, processor", profile_warm[1], "ms"),
        Figure("compare, warm", compare_warm[0], "ms", 100.0),
        Figure("compare, warm, processor", compare_warm[1], "ms"),
        Figure("presence, warm", presence_warm[0], "ms", 100.0),
        Figure("presence, warm, processor", presence_warm[1], "ms"),
        Figure("forecast, cold, model kept", _median(forecast, _wall), "s", 2.5),
        Figure("forecast, cold, model kept, processor", _median(forecast, _cpu), "s"),
        Figure("forecast, cold, model kept, peak memory", _median(forecast, _peak), "MB"),
        Figure("forecast, warm", forecast_warm[0], "ms", 1000.0),
        Figure("forecast, warm, processor", forecast_warm[1], "ms"),
        Figure("--help, cold", _median(usage, _wall), "s", 0.5),
        Figure("--help, cold, processor", _median(usage, _cpu), "s"),
        Figure("Python alone, cold", _median(bare, _wall), "s"),
        Figure("import whowhom", median(float(each[0]) for each in imports) * 1000, "ms"),
        Figure("heavy modules that it loads", len(heavy), "", 0.0),
    ]


def _warm(verb: str, *names: str, as_of: str = "") -> tuple[float, float]:
    """Milliseconds of an answer in a session that has given one: wall and processor."""
    said = python("-c", _WARM, str(WARM), verb, as_of, *names).said.split()
    seconds = [float(each) for each in said]
    return median(seconds[:WARM]) * 1000, median(seconds[WARM:]) * 1000


def _median(runs: list[Usage], of: Callable[[Usage], float]) -> float:
    return median(map(of, runs))


def _wall(usage: Usage) -> float:
    return usage.seconds


def _cpu(usage: Usage) -> float:
    return usage.cpu


def _peak(usage: Usage) -> float:
    return usage.peak_mb


if __name__ == "__main__":
    asked = arguments(__doc__).parse_args()
    publish("answers", measure(), asked.json)
