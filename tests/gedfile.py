"""Small files in UCDP GED's form, for tests: rows name only what matters."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from whowhom.sources.ucdp import COLUMNS

_OLD = """
    id year active_year type_of_violence conflict_new_id conflict_name dyad_new_id dyad_name
    side_a_new_id gwnoa side_a side_b_new_id gwnob side_b number_of_sources source_article
    source_office source_date source_headline source_original where_prec where_coordinates
    adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
    event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians
    deaths_unknown low best high
"""
OLD_COLUMNS = tuple(_OLD.split())
"""The 42 columns of release 19.1."""

_DEFAULTS = {
    "relid": "AFG-2021-1-1-1",
    "year": "2021",
    "active_year": "1",
    "code_status": "Clear",
    "type_of_violence": "1",
    "side_a": "Government of Afghanistan",
    "side_b": "Taleban",
    "number_of_sources": "1",
    "source_article": '"Reuters,2021-01-01,A clash"',
    "source_headline": "A clash",
    "where_prec": "1",
    "where_coordinates": "Kabul city",
    "adm_1": "Kabul province",
    "latitude": "34.5",
    "longitude": "69.2",
    "country": "Afghanistan",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2021-01-01",
    "best": "1",
    "high": "1",
    "low": "1",
}


def ged_text(
    rows: Iterable[dict[str, Any]],
    columns: Sequence[str] = COLUMNS,
    delimiter: str = ",",
    header: bool = True,
    line_end: str = "\n",
) -> str:
    """Text of a GED file; a row's `date_end` defaults to its `date_start`, ids count from 1."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    if header:
        writer.writerow(columns)
    for number, row in enumerate(rows, 1):
        cells = {"id": str(number), **_DEFAULTS, **{k: str(v) for k, v in row.items()}}
        cells.setdefault("date_end", cells["date_start"])
        cells.setdefault("dyad_name", f"{cells['side_a']} - {cells['side_b']}")
        writer.writerow([cells.get(column, "") for column in columns])
    return out.getvalue()
