"""GDELT events 1.0 and 2.0: 57, 58 or 61 columns, with or without a header, tabs or commas.

Rows are mentions in the news, not acts: rows of one report that tell of one act are dropped but the
first, and the volume of reports is kept with the import. Actors are CAMEO codes, places FIPS codes.
Format: The GDELT Project, *Event Database Data Format Codebook*, 1.03 (2013) and 2.0 (2015).
"""

import re
from typing import Final

from whowhom.sources.acts import put_cameo
from whowhom.sources.countries import put_countries
from whowhom.sources.draft import details, draft, finish, refuse_foreign_codes, text
from whowhom.sources.fips import FIPS
from whowhom.sources.header import Header, read_header
from whowhom.sources.source import About, Job, Reading
from whowhom.sources.spelling import decimal, iso
from whowhom.sources.table import Layout, column_names, folded, load, require, words

DATASET: Final = "gdelt"
IMPORTER: Final = "gdelt 1"
TITLE: Final = "GDELT events"
CITATION: Final = (
    "The GDELT Project (gdeltproject.org); Leetaru and Schrodt (2013), 'GDELT: Global Data on "
    "Events, Location and Tone, 1979-2012', ISA Annual Convention"
)
LICENCE: Final = "free with citation of the GDELT Project"


def _actor(n: int) -> str:
    kinds = "code name countrycode knowngroupcode ethniccode religion1code religion2code type1code"
    return " ".join(f"actor{n}{kind}" for kind in (*kinds.split(), "type2code", "type3code"))


def _place(prefix: str) -> str:
    kinds = "type fullname countrycode adm1code adm2code lat long featureid"
    return " ".join(f"{prefix}geo_{kind}" for kind in kinds.split())


COLUMNS: Final = words(
    f"""globaleventid sqldate monthyear year fractiondate {_actor(1)} {_actor(2)} isrootevent
    eventcode eventbasecode eventrootcode quadclass goldsteinscale nummentions numsources
    numarticles avgtone {_place("actor1")} {_place("actor2")} {_place("action")} dateadded
    sourceurl"""
)
"""The 61 columns of 2.0 in order, as SQL names; 1.0 has no ``adm2code``, before 2013 no URL."""

_FORMS: Final = {
    61: COLUMNS,
    58: tuple(c for c in COLUMNS if "adm2" not in c),
    57: tuple(c for c in COLUMNS if "adm2" not in c and c != "sourceurl"),
}
_KEEP = words(
    """
    globaleventid sqldate actor1code actor1name actor1knowngroupcode actor2code actor2name
    actor2knowngroupcode isrootevent eventcode eventbasecode eventrootcode quadclass
    goldsteinscale nummentions numsources numarticles avgtone actiongeo_type
    actiongeo_fullname actiongeo_countrycode actiongeo_adm1code actiongeo_lat actiongeo_long
    dateadded sourceurl
    """
)
REQUIRED = ("globaleventid", "sqldate", "actor1code", "actor2code", "eventcode")
_DETAILS = words(
    """
    actor1name actor1knowngroupcode actor2name actor2knowngroupcode isrootevent quadclass
    goldsteinscale nummentions numsources numarticles avgtone actiongeo_type
    actiongeo_adm1code
    """
)
# First fields of a row without a header: id, day, month, year; and further on root, quad class.
_FIRST = (r"\d{1,12}", r"\d{8}", r"\d{6}", r"\d{4}")

MENTION: Final = "another row of the same report and act (first row kept)"
ANNIVERSARY: Final = "dated a year or more before it was added (an anniversary)"
_LONG_AGO = 360
# Minutes of a day, and of the shortest file that GDELT publishes.
_DAY, _SLICE = 23 * 60, 15


def recognises(header: Header) -> bool:
    """Whether a file is GDELT events, with or without its header line."""
    names = {folded(name) for name in header.names}
    return {"globaleventid", "actor1code", "actor2code", "eventcode"} <= names or _is_raw(header)


def _is_raw(header: Header) -> bool:
    fields = header.names
    names = _FORMS.get(len(fields))
    if names is None:
        return False
    quad, root = fields[names.index("quadclass")], fields[names.index("isrootevent")]
    first = all(re.fullmatch(p, f) for p, f in zip(_FIRST, fields, strict=False))
    return first and quad in ("1", "2", "3", "4", "") and root in ("0", "1", "")


def read(job: Job) -> Reading:
    """Read a file of GDELT events.

    Parameters
    ----------
    job : Job
        The file and what the user said about it.

    Returns
    -------
    Reading
        Events of dataset ``gdelt`` from the first to the second actor, whose names are their CAMEO
        codes. A row counts as published on the day it was added.

    Raises
    ------
    FileError
        If a column is missing, the codes are not CAMEO, or no row is usable.
    """
    header = read_header(job.path, job.options.encoding)
    raw = _is_raw(header)
    names = _FORMS[len(header.names)] if raw else column_names(header.names, COLUMNS)
    require(header, names, REQUIRED, TITLE)
    keep = tuple(name for name in _KEEP if name in names)
    job.progress("reading", 0.1)
    layout = Layout(names, keep, has_header=not raw, missing=("--", "NULL"), extra=_extra(keep))
    unreadable = load(job, header, layout)
    put_cameo(job.connection)
    has_place = "actiongeo_countrycode" in keep
    put_countries(
        job.connection, "records", "actiongeo_countrycode" if has_place else "NULL", FIPS.get
    )
    job.connection.execute(
        "CREATE OR REPLACE TABLE firsts AS SELECT mention, min(line) AS line FROM records "
        "WHERE mention IS NOT NULL GROUP BY mention HAVING count(*) > 1"
    )
    refuse_foreign_codes(job, "s.code", "act_code", "CAMEO", TITLE)
    form = "2.0" if any("adm2" in name for name in names) else "1.0"
    title = f"{TITLE} {form} ({len(header.names)} columns{', no header' if raw else ''})"
    notes = _slice_note(job, keep)
    about = About(title, DATASET, CITATION, LICENCE, IMPORTER, notes, ids="hash(globaleventid)")
    return finish(job, _draft(job, keep), unreadable, about)


def _slice_note(job: Job, keep: tuple[str, ...]) -> tuple[str, ...]:
    """A warning where the reports of the file were all added within less than a day."""
    if "dateadded" not in keep:
        return ()
    minutes, rows = job.connection.execute(
        "SELECT date_diff('minute', min(added), max(added)), count(added) FROM (SELECT "
        "try_strptime(dateadded, '%Y%m%d%H%M%S') AS added FROM records "
        "WHERE length(dateadded) = 14)"
    ).fetchall()[0]
    if not rows or minutes >= _DAY:
        return ()
    return (
        "the file holds what was added within "
        f"{max(minutes, _SLICE)} minutes: add the other files of the day too, or its counts are of "
        "a small part; coverage.csv says what counts as observed",
    )


def _extra(keep: tuple[str, ...]) -> dict[str, str]:
    codes = [name for name in ("eventcode", "eventbasecode", "eventrootcode") if name in keep]
    code = f"coalesce({', '.join(codes)})"
    if "eventrootcode" in keep:
        # A spreadsheet makes 40 of 040, and 4 of its root 04.
        code = f"CASE WHEN length(eventrootcode) = 1 THEN '0' ELSE '' END || {code}"
    mention = "NULL::UBIGINT"
    if "sourceurl" in keep:
        root = "eventrootcode" if "eventrootcode" in keep else "eventcode"
        mention = (
            "CASE WHEN sourceurl IS NOT NULL AND actor1code IS NOT NULL AND actor2code IS NOT NULL "
            f"THEN md5_number_lower(concat_ws(chr(31), sourceurl, sqldate, actor1code, actor2code, "
            f"{root})) END"
        )
    return {"code": code, "mention": mention}


def _draft(job: Job, keep: tuple[str, ...]) -> str:
    def column(name: str) -> str:
        return f"s.{name}" if name in keep else "NULL"

    day, added = iso("s.sqldate"), iso(f"left({column('dateadded')}, 8)")
    parts = f"string_split({column('actiongeo_fullname')}, ', ')"
    # Histories before 2013 were added in one go: only later rows tell when they were reported.
    lag = f"try_cast({added} AS DATE) - try_cast({day} AS DATE) >= {_LONG_AGO}"
    too_old = lag if "sourceurl" in keep and "dateadded" in keep else "false"
    given = {
        "event_id": f"'{DATASET}:' || s.globaleventid",
        "date": day,
        "source": "s.actor1code",
        "target": "s.actor2code",
        "type": "c.type",
        "mode": "c.mode",
        "quad": "c.quad",
        "score": "c.score",
        "country": "p.iso",
        # Types 2 to 5 name a division before the country, type 1 is the country alone.
        "admin1": f"CASE WHEN len({parts}) > 1 THEN {parts}[-2] END",
        "place": column("actiongeo_fullname"),
        "lat": decimal(column("actiongeo_lat")),
        "lon": decimal(column("actiongeo_long")),
        "dataset": f"'{DATASET}'",
        "dataset_version": text(job.options.version),
        "row_id": "s.globaleventid",
        "published": text(job.options.published) if job.options.published else added,
        "native": "s.code",
        "summary": "c.label",
        "citation": column("sourceurl"),
        "details": details({n: column(n) for n in _DETAILS if n in keep}),
        "refused": f"""CASE WHEN s.line > f.line THEN '{MENTION}'
            WHEN {too_old} THEN '{ANNIVERSARY}' END""",
        "remarks": f"""[CASE WHEN c.code IS NULL THEN 'unknown CAMEO code (no type)' END,
            CASE WHEN {column("actiongeo_countrycode")} IS NOT NULL AND p.iso IS NULL
                THEN 'unknown FIPS country' END]""",
    }
    tables = f"""records s LEFT JOIN firsts f ON f.mention = s.mention
        LEFT JOIN act_code c ON c.code = s.code
        LEFT JOIN place_country p ON p.name = {column("actiongeo_countrycode")}"""
    return draft(given, tables)
