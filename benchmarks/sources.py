"""Time and memory of adding a large file of made-up rows.

``python -m benchmarks.sources --source icews --rows 1000000 --json out.json`` writes a file in the
form of the dataset, adds it to a new case, and tells how long it took and how much memory the
process had at its peak. Nothing about the rows is real but their shape.
"""

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb

from whowhom.sources import gdelt, icews
from whowhom.sources.source import silent
from whowhom.store.connection import connect
from whowhom.store.folder import create

SEED = 20260101
_ACTOR = (
    "(CASE WHEN {0} % 5 = 0 THEN 'Militant (Group ' ELSE 'Government of Land (' END) || {0} || ')'"
)


def write_icews(path: Path, rows: int) -> None:
    """Write an ICEWS file: 20 years, 5,000 actors, a meeting in nine told both ways."""
    cells = {
        "Event ID": "(20000000 + i)",
        "Event Date": f"DATE '1995-01-01' + CAST(i * 9000 // {rows} AS INTEGER)",
        "Source Name": _ACTOR.format("a"),
        "Source Sectors": "'Government,Executive,Ministry'",
        "Source Country": "'Afghanistan'",
        "Event Text": "'Consult'",
        "CAMEO Code": "(['040','190','010','042','173','112','036','051'])[1 + h % 8]",
        "Intensity": "'1.0'",
        "Target Name": _ACTOR.format("b"),
        "Target Sectors": "'Military,Government'",
        "Target Country": "'Pakistan'",
        "Story ID": "(30000000 + i // 3)",
        "Sentence Number": "(1 + h % 6)",
        "Publisher": "'Agence of News Number ' || (h % 90)",
        "City": "'City ' || (h % 3000)",
        "District": "'NA'",
        "Province": "'Province ' || (h % 300)",
        "Country": "(['Afghanistan','Pakistan','Iran','India','Russian Federation'])[1 + h % 5]",
        "Latitude": "round(34 + (h % 1000) / 1000.0, 4)",
        "Longitude": "round(69 + (h % 777) / 1000.0, 4)",
    }
    _write(path, rows, cells, header=True)


def write_gdelt(path: Path, rows: int) -> None:
    """Write a raw GDELT 2.0 file: 61 columns, a third of the rows of one report and act."""
    codes = "(['AFG','USAGOV','PAKMIL','AFGINSTAL','RUS','IRNGOV','IGOUNO','CHN'])[1 + {0} % 8]"
    cells = dict.fromkeys(gdelt.COLUMNS, "''")
    day = f"(DATE '2015-03-01' + CAST(i * 3000 // {rows} AS INTEGER))"
    cells |= {
        "globaleventid": "(400000000 + i)",
        "sqldate": f"strftime({day}, '%Y%m%d')",
        "monthyear": f"strftime({day}, '%Y%m')",
        "year": f"strftime({day}, '%Y')",
        "fractiondate": "'2015.1'",
        "actor1code": codes.format("a"),
        "actor1name": "'SOMEBODY ' || (a % 900)",
        "actor1countrycode": "'AFG'",
        "actor2code": codes.format("b"),
        "actor2name": "'SOMEBODY ' || (b % 900)",
        "isrootevent": "1",
        "eventcode": "(['040','190','010','042','173','112','036','051'])[1 + h % 8]",
        "eventbasecode": "'040'",
        "eventrootcode": "(['04','19','01','04','17','11','03','05'])[1 + h % 8]",
        "quadclass": "(1 + h % 4)",
        "goldsteinscale": "'1.0'",
        "nummentions": "(1 + h % 30)",
        "numsources": "1",
        "numarticles": "(1 + h % 20)",
        "avgtone": "round((h % 700) / 100.0, 6)",
        "actiongeo_type": "4",
        "actiongeo_fullname": "'City ' || (h % 3000) || ', Kabol, Afghanistan'",
        "actiongeo_countrycode": "(['AF','PK','IR','IN','RS'])[1 + h % 5]",
        "actiongeo_adm1code": "'AF13'",
        "actiongeo_lat": "round(34 + (h % 1000) / 1000.0, 4)",
        "actiongeo_long": "round(69 + (h % 777) / 1000.0, 4)",
        "dateadded": f"strftime({day}, '%Y%m%d') || '120000'",
        "sourceurl": "'https://news.example.org/world/article-' || (i // 3) || '-an-event.html'",
    }
    _write(path, rows, cells, header=False)


WRITERS = {"icews": write_icews, "gdelt": write_gdelt}
assert set(WRITERS) == {icews.DATASET, gdelt.DATASET}


def _write(path: Path, rows: int, cells: dict[str, str], header: bool) -> None:
    chosen = ", ".join(f'{sql} AS "{name}"' for name, sql in cells.items())
    duckdb.connect().execute(
        f"""COPY (SELECT {chosen} FROM (SELECT i, h, h % 5000 AS a, (h >> 16) % 5000 AS b
            FROM (SELECT i, CAST(hash(i + {SEED}) >> 2 AS BIGINT) AS h
                FROM range({rows}) t(i)) ORDER BY i))
        TO '{path}' (FORMAT csv, DELIMITER '\t', QUOTE '', ESCAPE '',
            HEADER {str(header).lower()})"""
    )


def measure(source: str, rows: int, folder: Path) -> dict[str, float | int | str]:
    """Add a made-up file to a new case; seconds, peak memory and the account of the rows."""
    from whowhom.adding import add_file
    from whowhom.sources.source import Options

    path = folder / f"{source}.tsv"
    # In a process of its own: the peak memory told is that of adding alone.
    writing = multiprocessing.get_context("spawn").Process(
        target=WRITERS[source], args=(path, rows)
    )
    writing.start()
    writing.join()
    case = create(folder / "case")
    before = time.perf_counter()
    added = add_file(
        case, connect(), path, Options(), silent, lambda: date(2026, 1, 1), lambda _: ()
    )
    seconds = time.perf_counter() - before
    cleaning = added.cleaning
    return {
        "source": source,
        "rows": rows,
        "file_mb": round(path.stat().st_size / 1e6),
        "kept": cleaning.kept,
        "dropped": sum(cleaning.dropped.values()),
        "seconds": round(seconds, 1),
        "rows_per_second": round(rows / seconds),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Run one measurement and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", choices=sorted(WRITERS), default="icews")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(given.source, given.rows, Path(folder))
    text = json.dumps(found, indent=2)
    print(text)
    if given.json:
        given.json.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
