"""Quadruple folders of temporal-knowledge-graph research: train, valid and test in ids.

Layout of RE-Net and RE-GCN: ``subject relation object time`` (and an ignored fifth column), with
``entity2id.txt`` and ``relation2id.txt``. The ICEWS folders name their relations as CAMEO does.
"""

import math
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

import duckdb

from whowhom.errors import FileError
from whowhom.events.cleaning import Cleaning, clean
from whowhom.events.lookup import put_table
from whowhom.events.paths import sql_path
from whowhom.events.schema import NAMES
from whowhom.ontology.cameo import label_to_code
from whowhom.ontology.crosswalk import plover_of_cameo
from whowhom.ontology.plover import PLOVER
from whowhom.ontology.plover import score as plover_score
from whowhom.sources.source import Job, Reading

IMPORTER = "quadruples 1"
_SPLITS = ("train", "valid", "test")
_MAPS = ("entity2id.txt", "relation2id.txt")
_LICENCE = "as published by ICEWS (public) where the folder holds ICEWS facts"
_CITATION = (
    "Boschee et al. (2015), 'ICEWS Coded Event Data', Harvard Dataverse, doi:10.7910/DVN/28075, "
    "in the split of the folder"
)
# Folder name -> the day of time 0 (or of time 1 where times count from 1).
_ORIGINS: Final = {
    r"icews.?14": date(2014, 1, 1),
    r"icews.?18": date(2018, 1, 1),
    r"icews.?05.?15": date(2005, 1, 1),
}
_HOURS = 24
_LONGEST_LINE = 200
_ID = re.compile(r"[0-9]{1,18}")
# In hours or days this is far beyond any record, and still a date.
_LATEST = 700_000
_ENTITY: Final = {"id": "BIGINT", "name": "VARCHAR"}
_RELATION: Final = {
    "id": "BIGINT",
    "native": "VARCHAR",
    "label": "VARCHAR",
    "type": "VARCHAR",
    "mode": "VARCHAR",
    "quad": "TINYINT",
    "score": "DOUBLE",
}


def recognises(path: Path) -> bool:
    """Whether a folder holds quadruples."""
    return path.is_dir() and all((path / name).is_file() for name in ("train.txt", *_MAPS))


def read(job: Job) -> Reading:
    """Read a quadruple folder; its name is the name of the dataset.

    Parameters
    ----------
    job : Job
        The folder; ``options.origin`` where its name does not tell the day of time 0.

    Returns
    -------
    Reading
        One directed event per fact.

    Raises
    ------
    FileError
        If a file is missing or not in the layout, or the calendar is unknown.
    """
    name = job.path.resolve().name
    job.progress("reading", 0.1)
    unreadable = _stage(job)
    unit, base = _calendar(job)
    _put_maps(job)
    job.progress("checking", 0.4)
    origin = _origin(job, name)
    draft = _draft(name, origin, unit, base, job.options.published)
    events, cleaning = clean(job.connection, draft, unreadable, unique_ids=True)
    _refuse_if_empty(job, cleaning)
    return Reading(
        events=events,
        cleaning=cleaning,
        title=f"quadruples {name} (a time step is {'an hour' if unit == _HOURS else 'a day'})",
        dataset=name,
        version=job.options.version,
        published=job.options.published,
        published_assumed=False,
        window=None,
        citation=_CITATION,
        licence=_LICENCE,
        importer=IMPORTER,
    )


def _stage(job: Job) -> dict[str, int]:
    """Load the three files into ``quads``; return how many lines were no quadruple."""
    job.connection.execute(
        "CREATE OR REPLACE TABLE quads (line BIGINT, split VARCHAR, place BIGINT, subject BIGINT, "
        "relation BIGINT, object BIGINT, time BIGINT)"
    )
    broken = total = 0
    for split in _SPLITS:
        path = job.path / f"{split}.txt"
        if not path.is_file():
            continue
        try:
            _load_lines(job, path)
        except duckdb.Error:
            _load_lines(job, _mended(job, path))
        cells = ", ".join(f"try_cast(f[{i}] AS BIGINT)" for i in (1, 2, 3, 4))
        job.connection.execute(
            f"INSERT INTO quads SELECT line + {total}, '{split}', line, {cells} FROM lines "
            "WHERE len(f) IN (4, 5)"
        )
        seen = job.connection.execute("SELECT count(*) FROM lines").fetchall()[0][0]
        kept = job.connection.execute(
            f"SELECT count(*) FROM quads WHERE split = '{split}'"
        ).fetchall()[0][0]
        broken, total = broken + seen - kept, total + seen
    job.connection.execute("DROP TABLE IF EXISTS lines")
    return {"not four or five fields": broken} if broken else {}


def _load_lines(job: Job, path: Path) -> None:
    """Fields of every line that is not blank, in a table ``lines``."""
    job.connection.execute(
        f"""CREATE OR REPLACE TABLE lines AS
        SELECT row_number() OVER () AS line, string_split_regex(trim(text), '[ \\t]+') AS f
        FROM read_csv({sql_path(path)}, auto_detect = false, header = false, delim = '\x01',
            quote = '', escape = '', columns = {{'text': 'VARCHAR'}})
        WHERE trim(text) <> ''"""
    )


def _mended(job: Job, path: Path) -> Path:
    """A copy in which no line stops DuckDB; what was no quadruple still is none."""
    mended = job.scratch / "mended.txt"
    with path.open("rb") as lines, mended.open("w", encoding="ascii") as out:
        for line in lines:
            text = line[:_LONGEST_LINE].decode("ascii", "replace").replace("\ufffd", "?")
            out.write(" ".join("".join(c if c > " " else " " for c in text).split()) + "\n")
    return mended


def _calendar(job: Job) -> tuple[int, int]:
    """Length of a day in the unit of time, and the smallest time: 0 or 1 based."""
    times = [
        t
        for (t,) in job.connection.execute(
            "SELECT DISTINCT time FROM quads WHERE time IS NOT NULL ORDER BY 1"
        ).fetchall()
    ]
    if not times:
        raise FileError(
            f"'{job.path}' holds no quadruple", "lines of: subject relation object time"
        )
    step = math.gcd(*(b - a for a, b in pairwise(times))) if times[1:] else 1
    return (_HOURS if step % _HOURS == 0 else 1), (1 if times[0] == 1 and step == 1 else 0)


def _origin(job: Job, name: str) -> date:
    if job.options.origin:
        return job.options.origin
    for pattern, origin in _ORIGINS.items():
        if re.search(pattern, name, re.IGNORECASE):
            return origin
    raise FileError(
        f"the quadruple folder '{name}' does not say which day its first time stands for",
        "a folder named after one of ICEWS14, ICEWS18, ICEWS05-15; or --origin DATE",
        "add it with --origin, such as --origin 2014-01-01",
    )


def _read_map(path: Path) -> list[tuple[int, str]]:
    """Id and name of each line; the name may hold spaces."""
    pairs = []
    for number, line in enumerate(path.read_text("utf-8", errors="replace").split("\n"), 1):
        if not line.strip():
            continue
        name, _, code = line.rstrip().rpartition("\t") if "\t" in line else line.rpartition(" ")
        if not _ID.fullmatch(code.strip()) or not name.strip():
            raise FileError(
                f"'{path}' line {number} is not a name and an id", "name, tab, id", "repair the map"
            )
        pairs.append((int(code), name.strip()))
    return pairs


def _put_maps(job: Job) -> None:
    """The two id maps as tables, relations with their CAMEO code and PLOVER type."""
    entities = _read_map(job.path / _MAPS[0])
    relations = [(i, *_coded(label)) for i, label in _read_map(job.path / _MAPS[1])]
    # Of two names for one id the last holds.
    put_table(job.connection, "entity", _ENTITY, {row[0]: row for row in entities}.values())
    put_table(job.connection, "relation", _RELATION, {row[0]: row for row in relations}.values())


def _coded(label: str) -> tuple[object, ...]:
    """Code, label, type, mode, quad and score of a relation; nulls where it is not CAMEO."""
    try:
        code = label_to_code(label)
    except KeyError:
        return label, label, None, None, None, None
    rule = plover_of_cameo(code)
    if rule.type is None:
        return code, label, None, None, None, None
    value = plover_score(rule.type, rule.mode)
    return code, label, rule.type, rule.mode, PLOVER[rule.type].quad, value


def _draft(name: str, origin: date, unit: int, base: int, published: date | None) -> str:
    quoted = name.replace("'", "''")
    day = f"CAST(DATE '{origin}' + try_cast(q.time // {unit} - {base} AS INTEGER) AS VARCHAR)"
    given = {
        "event_id": f"'{quoted}:' || q.split || ':' || q.place",
        "act_id": f"'{quoted}:' || q.split || ':' || q.place",
        "status": "'happened'",
        "date": day,
        "date_end": day,
        "date_precision": "'day'",
        "source": "s.name",
        "target": "o.name",
        "directed": "true",
        "type": "r.type",
        "mode": "r.mode",
        "quad": "r.quad",
        "score": "r.score",
        "count": "1",
        "dataset": f"'{quoted}'",
        "row_id": "q.split || ':' || q.place",
        "published": f"'{published}'" if published else "NULL",
        "native": "r.native",
        "summary": "r.label",
        "citation": f"'{quoted}, ' || q.split || '.txt, record ' || q.place",
        "line": "q.line",
        "refused": f"""CASE WHEN q.subject IS NULL OR q.relation IS NULL OR q.object IS NULL
                OR q.time IS NULL THEN 'not a number'
            WHEN q.time < 0 OR q.time > {_LATEST} THEN 'impossible time'
            WHEN s.id IS NULL OR o.id IS NULL THEN 'unknown entity id'
            WHEN r.id IS NULL THEN 'unknown relation id' END""",
        "remarks": "CAST([] AS VARCHAR[])",
    }
    wanted = [*NAMES, "line", "refused", "remarks"]
    selected = ", ".join(f"{given.get(column, 'NULL')} AS {column}" for column in wanted)
    return f"""(SELECT {selected} FROM quads q
        LEFT JOIN entity s ON q.subject = s.id
        LEFT JOIN entity o ON q.object = o.id
        LEFT JOIN relation r ON q.relation = r.id)"""


def _refuse_if_empty(job: Job, cleaning: Cleaning) -> None:
    if not cleaning.kept:
        worst = ", ".join(f"{reason} ({n:,})" for reason, n in cleaning.dropped.items())
        raise FileError(
            f"none of the {cleaning.read:,} quadruples of '{job.path}' is usable: {worst}",
            "quadruples whose ids are in the maps",
            "check that the maps belong to the files",
        )
