"""A made-up UCDP GED release: ``python -m benchmarks.release PATH ROWS``.

385,000 rows make 273 MB, as the world's release of 2026 does. Places and sides are invented; their
numbers, the repetition among them and the long citations with line ends, quotes and semicolons are
like the real ones.
"""

import csv
import random
import sys
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from whowhom.actors.states import STATES
from whowhom.sources.ucdp import COLUMNS

NAME = "GEDEvent_v26_1.csv"
"""Named like a release, so that it is taken for one."""

_DYADS = 1_800
_PLACES = 6_000
_SNIPPETS = 5_000
_FIRST = date(1989, 1, 1)
_DAYS = 37 * 365
_TALK = (
    "army rebels attack village troops killed wounded police soldiers militants clash border "
    "government says dozens civilians region bomb blast convoy town forces fighters ambush "
    "checkpoint officials group claims responsibility district province raid camp"
)
_WORDS = _TALK.split()
_OFFICES = ("Reuters News", "Agence France Presse", "BBC Monitoring", "Xinhua News Agency", "AP")

Row = dict[str, object]


class Maker:
    """Draws rows from one seed.

    Parameters
    ----------
    seed : int
        Equal seeds give equal files.
    """

    def __init__(self, seed: int = 0) -> None:
        self.random = random.Random(seed)
        self.states = sorted({state.name for state in STATES.by_iso.values()})[:120]
        self.dyads = [self._dyad(number) for number in range(_DYADS)]
        self.weights = list(accumulate(1 / (rank + 1) for rank in range(_DYADS)))
        self.places = [self._place(number) for number in range(_PLACES)]
        self.snippets = [self._snippet() for _ in range(_SNIPPETS)]

    def row(self, number: int) -> Row:
        """One row; its id is its number, and its days rise with it only roughly."""
        draw = self.random
        dyad = draw.choices(self.dyads, cum_weights=self.weights)[0]
        begin = _FIRST + timedelta(days=draw.randrange(_DAYS))
        precision = draw.choices((1, 2, 3, 4, 5), (70, 15, 5, 6, 4))[0]
        end = begin + timedelta(days=(0, 0, 1, 4, 27, 200)[precision])
        deaths = [int(draw.paretovariate(1.3)) - 1 for _ in range(4)]
        best = sum(deaths)
        return {
            **dyad,
            **draw.choice(self.places),
            **self._sources(begin),
            "id": number,
            "relid": f"AAA-{begin.year}-{dyad['type_of_violence']}-{number % 9999}",
            "year": begin.year,
            "date_prec": precision,
            "date_start": begin,
            "date_end": end,
            **dict(zip(_DEATHS, deaths, strict=True)),
            "best": best,
            "low": best - deaths[3],
            "high": best + draw.randrange(5),
        }

    def _dyad(self, number: int) -> Row:
        kind = self.random.choices((1, 2, 3), (70, 18, 12))[0]
        country = self.random.choice(self.states)
        side_a = f"Government of {country}" if kind == 1 else f"Group {number} of {country}"
        side_b = "Civilians" if kind == 3 else f"Front {number % 900}"
        dyad = f"{side_a} - {side_b}"
        ids = ("conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id")
        return {
            "active_year": 1,
            "code_status": "Clear",
            "type_of_violence": kind,
            "conflict_name": f"{country}: Government" if kind == 1 else dyad,
            "dyad_name": dyad,
            "side_a": side_a,
            "side_b": side_b,
            "country": country,
            "country_id": 100 + number % 700,
            "region": ("Africa", "Americas", "Asia", "Europe", "Middle East")[number % 5],
            "gwnoa": 100 + number % 700 if kind == 1 else "",
            **dict.fromkeys(ids, 1000 + number),
            **{name.replace("_new_", "_dset_"): 1000 + number for name in ids},
        }

    def _place(self, number: int) -> Row:
        lat, lon = (round(self.random.uniform(-w, w), 6) for w in (60, 150))
        return {
            "where_prec": 1 + number % 6,
            "where_coordinates": f"Place {number} town",
            "where_description": f"Place {number} ({self._words(4)})",
            "adm_1": f"Province {number % 700}",
            "adm_2": f"District {number % 3000}",
            "latitude": lat,
            "longitude": lon,
            "geom_wkt": f"POINT ({lon} {lat})",
            "priogrid_gid": 100_000 + number,
            "event_clarity": 1 + number % 2,
        }

    def _sources(self, day: date) -> Row:
        """One to several articles, quoted and joined by semicolons as UCDP does it."""
        number = min(int(self.random.paretovariate(1.6)), 12)
        articles = self.random.choices(self.snippets, k=number)
        glue = ";\n" if number > 2 else ";"
        return {
            "number_of_sources": number,
            "source_article": glue.join(f'"{office},{day},{text}"' for office, text in articles),
            "source_office": ";".join(office for office, _ in articles),
            "source_date": ";".join([day.isoformat()] * number),
            "source_headline": articles[0][1],
            "source_original": articles[0][1][:30],
        }

    def _snippet(self) -> tuple[str, str]:
        text = self._words(self.random.randrange(5, 12))
        return self.random.choice(_OFFICES), text.replace("says", 'says "we won",')

    def _words(self, number: int) -> str:
        return " ".join(self.random.choices(_WORDS, k=number))


_DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")


def make(path: Path, rows: int) -> None:
    """Write a release of so many rows."""
    maker = Maker()
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.DictWriter(sink, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(maker.row(number) for number in range(1, rows + 1))


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
