"""A mapping drafted from the header of a table, for the user to look over."""

import csv
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import duckdb

from whowhom.errors import FileError
from whowhom.events.paths import sql_path
from whowhom.ontology.plover import PLOVER
from whowhom.sources.header import exists, read_header
from whowhom.sources.mapping import CODES, FIELDS, is_parquet
from whowhom.sources.table import folded

# Field to the names that columns of that meaning have, without spaces and marks, best first.
_SYNONYMS: Final = {
    "date": "date eventdate datestart startdate day when sqldate timestamp datum fecha",
    "source": "source sourcename actor1 actor actorname sidea perpetrator attacker initiator "
    "sender from who head actor1name",
    "target": "target targetname actor2 recipient recipientname sideb victim receiver to towhom "
    "whom tail actor2name",
    "id": "id eventid rowid uid",
    "date_end": "dateend enddate lastday until",
    "code": "code type eventtype category action cameocode eventcode kind what",
    "mode": "mode eventmode how",
    "fatalities": "fatalities deaths killed best dead",
    "fatalities_low": "fatalitieslow low deathslow",
    "fatalities_high": "fatalitieshigh high deathshigh",
    "count": "count acts events number",
    "country": "country countryname iso3 nation land",
    "admin1": "admin1 adm1 province state region governorate",
    "place": "place location city town where site",
    "lat": "lat latitude",
    "lon": "lon long longitude lng",
    "summary": "summary notes note description text headline",
    "citation": "citation reference url link sourceurl",
}
# Records that are looked at to tell what the codes are.
_LOOK: Final = 200


def write_draft(files: Sequence[Path], goal: Path, encoding: str | None) -> None:
    """Write a mapping for a file; see `draft_mapping`.

    Raises
    ------
    FileError
        If there is not one file, or the mapping exists already.
    """
    if len(files) != 1:
        raise FileError(f"{len(files)} files were given", "one file for a mapping", "name one")
    if exists(goal):
        raise FileError(f"'{goal}' exists", "a new name for the mapping", "choose another name")
    drafted = draft_mapping(files[0], encoding)
    try:
        goal.write_text(drafted, "utf-8")
    except OSError as error:
        raise FileError(
            f"'{goal}' cannot be written ({error.strerror})", "a file that you may write"
        ) from None


def draft_mapping(path: Path, encoding: str | None = None) -> str:
    """A mapping for a table, guessed from the names of its columns.

    Parameters
    ----------
    path : Path
        CSV, TSV or Parquet.
    encoding : str, optional
        Codec of the text, if not UTF-8.

    Returns
    -------
    str
        TOML. Fields that no column suggests are comments, and so are the columns left over.
    """
    names = _names(path, encoding)
    left = {folded(name): name for name in reversed(names)}
    lines, open_fields = [], []
    for name in FIELDS:
        match = next((left.pop(s) for s in _SYNONYMS[name].split() if s in left), None)
        if match is None:
            open_fields.append(name)
        else:
            lines.append(f"{name} = {_quoted(match)}")
    missing = [
        f'# {name} = ""   # required: which column?' for name in open_fields if name in FIELDS[:3]
    ]
    dataset = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:40] or "my-data"
    unused = ", ".join(_quoted(name) for name in list(left.values())[:200])
    return "\n".join(
        [
            f"# What the columns of {_quoted(path.name)} mean: guessed from their names.",
            f'dataset = "{dataset}"',
            'citation = ""',
            _codes_line(path, encoding, lines),
            '# date_order = "dmy"     # dmy or mdy, where dates are of three numbers',
            "# directed = false       # where source and target are in no order",
            "",
            "[columns]",
            *lines,
            *missing,
            f"# not used: {unused}",
            f"# further fields: {', '.join(open_fields)}",
            "",
            "[types]",
            '# "air raid" = "ASSAULT/aerial"   # words of the code column = PLOVER type',
            "",
        ]
    )


def _codes_line(path: Path, encoding: str | None, lines: Sequence[str]) -> str:
    """The line that says what the code column holds: sure where its first values are PLOVER's."""
    allowed = f"what the code column holds: {', '.join(CODES)}"
    column = next((line for line in lines if line.startswith("code = ")), "")
    values = _first_values(path, encoding, column.removeprefix("code = ")) if column else []
    types = [value.partition("/")[0].strip().upper() for value in values]
    if types and all(each in PLOVER for each in types):
        return f'codes = "plover"         # {allowed}'
    if values and all(re.fullmatch(r"\d{2,4}", value) for value in values):
        return f'# codes = "cameo"        # {allowed}; these are numbers, so cameo or weis'
    return f'# codes = "plover"       # {allowed}; or spell the words out in [types]'


def _first_values(path: Path, encoding: str | None, column: str) -> list[str]:
    """What the first records have in a column, named as in TOML; nothing of Parquet."""
    if is_parquet(path):
        return []
    header = read_header(path, encoding)
    place = [_quoted(name) for name in header.names].index(column)
    with path.open(encoding=header.encoding, errors="replace", newline="") as handle:
        records = csv.reader(handle, delimiter=header.delimiter)
        cells = [record[place].strip() for record in islice(records, _LOOK) if len(record) > place]
    return [cell for cell in cells[1:] if cell]


def _names(path: Path, encoding: str | None) -> list[str]:
    if is_parquet(path):
        sql = f"DESCRIBE SELECT * FROM read_parquet({sql_path(path)})"
        try:
            return [row[0] for row in duckdb.connect().execute(sql).fetchall()]
        except duckdb.Error:
            raise FileError(
                f"'{path}' is damaged Parquet", "a whole Parquet file", "write it again"
            ) from None
    return list(read_header(path, encoding).names)


def _quoted(name: str) -> str:
    """A TOML string."""
    safe = "".join(c if c.isprintable() else " " for c in name[:200])
    return '"' + safe.replace("\\", "\\\\").replace('"', '\\"') + '"'
