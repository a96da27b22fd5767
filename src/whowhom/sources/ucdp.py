"""UCDP GED in every vintage: yearly and candidate files, the HDX form, the one without a header.

Columns are found by name; 42 of them (19.1) or 49 (today), in any order. Format: UCDP GED Codebook,
Uppsala Conflict Data Program; licence CC BY 4.0.
"""

import re
from typing import Final

from whowhom.actors.states import STATES, State
from whowhom.errors import FileError
from whowhom.events.cleaning import Cleaning, clean
from whowhom.events.events import Events
from whowhom.events.schema import NAMES
from whowhom.ontology.crosswalk import UCDP
from whowhom.ontology.plover import PLOVER
from whowhom.sources.header import Header, read_header
from whowhom.sources.records import CUT_OFF, Records, stage
from whowhom.sources.release import Release, release, release_of
from whowhom.sources.source import Job, Reading, Window
from whowhom.sources.spelling import Order, find_order, iso

DATASET: Final = "ucdp-ged"
CITATION: Final = (
    "Sundberg and Melander (2013), 'Introducing the UCDP Georeferenced Event Dataset', Journal of "
    "Peace Research 50(4); Davies et al., UCDP, Uppsala University"
)
LICENCE: Final = "CC BY 4.0"
IMPORTER = "ucdp 1"
TITLE: Final = "UCDP GED (any vintage, candidate, HDX)"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


COLUMNS: Final = _words(
    """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id
    conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a
    side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office
    source_date source_headline source_original where_prec where_coordinates where_description
    adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity
    date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high
    low gwnoa gwnob"""
)
"""The 49 columns of today's files, in order: release 24.0.1 came without this line."""

REQUIRED = _words(
    """id type_of_violence side_a side_b country date_prec date_start date_end low best high"""
)
_TELLTALE = {"type_of_violence", "side_a", "side_b", "date_start"}
# Kept beside the event as JSON; the others are columns of their own or say the same twice.
_DETAILS = _words(
    """relid code_status conflict_new_id conflict_name dyad_new_id dyad_name side_a_new_id
    side_b_new_id gwnoa gwnob country_id region where_prec adm_2 priogrid_gid event_clarity
    date_prec deaths_a deaths_b deaths_civilians deaths_unknown number_of_sources source_office
    source_date source_original"""
)
_PRECISION = {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"}
_RELID = re.compile(r"^[A-Z]{2,4}-\d{4}-[123]-")


def recognises(header: Header) -> bool:
    """Whether a file is UCDP GED, with or without its header line."""
    names = {name.lower() for name in header.names}
    return len(_TELLTALE & names) >= 3 or _is_headerless(header)


def read(job: Job) -> Reading:
    """Read a UCDP GED file.

    Parameters
    ----------
    job : Job
        The file and what the user said about it.

    Returns
    -------
    Reading
        Events of dataset ``ucdp-ged``: state-based and non-state violence (types 1 and 2) is
        undirected, one-sided violence goes from side A to the civilians.

    Raises
    ------
    FileError
        If a column is missing, or no row is usable.
    """
    header = read_header(job.path, job.options.encoding)
    names = _names(header)
    known = tuple(name for name in names if name in COLUMNS)
    job.progress("reading", 0.1)
    records = stage(
        job.connection,
        header,
        names,
        has_header=not _is_headerless(header),
        scratch=job.scratch,
        keep=known,
    )
    is_hdx = _drop_tag_rows(job, records, known)
    job.progress("checking", 0.5)
    told = release(job.options.version) if job.options.version else release_of(job.path.name)
    published = job.options.published or (told.published if told else None)
    _put_tables(job)
    # UCDP puts the year first; a file that a spreadsheet turned round may not.
    told_order = job.options.date_order
    order: Order = (
        told_order  # type: ignore[assignment]
        if told_order in ("dmy", "mdy")
        else find_order(job.connection, "staged", "date_start", job.path)
    )
    draft = _draft(names, told.version if told else None, published, order)
    events, cleaning = clean(job.connection, draft, records.unreadable)
    _refuse_if_empty(job, cleaning)
    _refuse_if_elsewhere(job, told, events)
    return Reading(
        events=events,
        cleaning=cleaning,
        title=_title(told, len(names), is_hdx),
        dataset=DATASET,
        version=told.version if told else None,
        published=published,
        published_assumed=published is not None and job.options.published is None,
        window=None if CUT_OFF in records.unreadable else _window(told, events, is_hdx),
        citation=CITATION,
        licence=LICENCE,
        importer=IMPORTER,
        notes=_notes(told is not None or is_hdx, CUT_OFF in records.unreadable),
    )


def _notes(is_release: bool, is_cut: bool) -> tuple[str, ...]:
    if is_cut:
        return (_CUT,)
    return () if is_release else (_EXTRACT,)


_CUT = (
    "the file ends in the middle of a record: taken for an extract, which replaces no release; "
    "download it again"
)
_EXTRACT = (
    "the file name tells no UCDP version: taken for an extract, whose rows replace only rows of "
    "the same id (name the release with --dataset-version)"
)


def _is_headerless(header: Header) -> bool:
    fields = header.names
    return len(fields) == len(COLUMNS) and fields[0].isdigit() and bool(_RELID.match(fields[1]))


def _names(header: Header) -> tuple[str, ...]:
    """Column names in file order, lower case; unknown ones are numbered."""
    if _is_headerless(header):
        return COLUMNS
    names: list[str] = []
    for position, written in enumerate(header.names):
        name = written.lower()
        # Only names of the codebook reach SQL, and each once.
        known = name in COLUMNS and name not in names
        names.append(name if known else f"column_{position}")
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise FileError(
            f"'{header.path}' looks like UCDP GED but has no column {', '.join(missing)}",
            "the columns of the UCDP GED codebook, in any order",
            "download the file again or restore the header line",
        )
    return tuple(names)


def _drop_tag_rows(job: Job, records: Records, names: tuple[str, ...]) -> bool:
    """Take out the row of HXL tags that files from HDX carry; say whether there was one."""
    tagged = " AND ".join(
        f"({name} IS NULL OR {name} LIKE '#%')" for name in names if name != "line"
    )
    sql = f"DELETE FROM {records.table} WHERE line <= 2 AND {tagged} RETURNING line"
    return bool(job.connection.execute(sql).fetchall())


def _put_tables(job: Job) -> None:
    """Small lookup tables for the draft: states by UCDP's names, types of violence."""
    run = job.connection.execute
    run("CREATE OR REPLACE TABLE ucdp_country (name VARCHAR, iso VARCHAR)")
    used = job.connection.execute("SELECT DISTINCT country FROM staged").fetchall()
    known = [(n, s.iso) for (n,) in used if n and isinstance(s := STATES.find(n), State)]
    if known:
        job.connection.executemany("INSERT INTO ucdp_country VALUES (?, ?)", known)
    run("CREATE OR REPLACE TABLE ucdp_type (code VARCHAR, type VARCHAR, directed BOOLEAN)")
    rules = [(str(code), rule.type, rule.directed) for code, rule in UCDP.items()]
    job.connection.executemany("INSERT INTO ucdp_type VALUES (?, ?, ?)", rules)


def _draft(names: tuple[str, ...], version: str | None, published: object, order: Order) -> str:
    """SQL: the staged records under the names of the schema, still as text."""

    def column(name: str) -> str:
        return f"s.{name}" if name in names else "NULL"

    assault = PLOVER["ASSAULT"]
    precision = " ".join(f"WHEN '{code}' THEN '{word}'" for code, word in _PRECISION.items())
    details = ", ".join(f"'{n}', s.{n}" for n in _DETAILS if n in names)
    given = {
        "event_id": f"'{DATASET}:' || s.id",
        "act_id": f"'{DATASET}:' || s.id",
        "status": "'happened'",
        "date": iso("s.date_start", order),
        "date_end": iso("s.date_end", order),
        "date_precision": f"CASE s.date_prec {precision} ELSE 'year' END",
        "source": "s.side_a",
        "target": "s.side_b",
        "directed": "t.directed",
        "type": "t.type",
        "quad": str(assault.quad),
        "score": str(assault.score),
        "count": "1",
        "fatalities_low": "s.low",
        "fatalities_best": "s.best",
        "fatalities_high": "s.high",
        "country": "c.iso",
        "admin1": column("adm_1"),
        "place": column("where_coordinates"),
        "lat": column("latitude"),
        "lon": column("longitude"),
        "dataset": f"'{DATASET}'",
        "dataset_version": f"'{version}'" if version else "NULL",
        "row_id": "s.id",
        "published": f"'{published}'" if published else "NULL",
        "native": "s.type_of_violence",
        "summary": f"coalesce({column('source_headline')}, {column('where_description')})",
        "citation": column("source_article"),
        "details": f"to_json(json_object({details}))" if details else "NULL",
        "line": "s.line",
        "refused": "CASE WHEN t.code IS NULL THEN 'unknown type of violence' END",
        "remarks": f"""[CASE WHEN NOT starts_with({column("code_status")}, 'Clear')
                THEN 'not yet clear (candidate)' END,
            CASE WHEN contains(s.side_a, 'XXX') OR contains(s.side_b, 'XXX')
                THEN 'placeholder for an actor' END,
            CASE WHEN s.country IS NOT NULL AND c.iso IS NULL THEN 'unknown country name' END]""",
    }
    wanted = [*NAMES, "line", "refused", "remarks"]
    selected = ", ".join(f"{given.get(name, 'NULL')} AS {name}" for name in wanted)
    return f"""(SELECT {selected} FROM staged s
        LEFT JOIN ucdp_country c ON s.country = c.name
        LEFT JOIN ucdp_type t ON s.type_of_violence = t.code)"""


def _refuse_if_empty(job: Job, cleaning: Cleaning) -> None:
    if cleaning.kept:
        return
    if not cleaning.read:
        given = f"'{job.path}' has a header and no rows"
    else:
        worst = ", ".join(f"{reason} ({n:,})" for reason, n in cleaning.dropped.items())
        given = f"none of the {cleaning.read:,} rows of '{job.path}' is usable: {worst}"
    raise FileError(given, "UCDP GED rows", "download the file again")


def _refuse_if_elsewhere(job: Job, told: Release | None, events: Events) -> None:
    """Refuse a file whose rows all lie outside the days that its release covers."""
    if told is None:
        return
    first, last = events.dates()
    if last < told.window.first or first > told.window.last:
        raise FileError(
            f"the rows of '{job.path}' ({first} to {last}) lie outside version {told.version}",
            f"rows from {told.window.first} to {told.window.last}",
            "name the right release with --dataset-version, or rename an extract",
        )


def _title(told: Release | None, columns: int, is_hdx: bool) -> str:
    form = "HDX form" if is_hdx else f"{columns} columns"
    if told is None:
        return f"UCDP GED, version unknown ({form})"
    candidate = "" if re.fullmatch(r"\d+\.[1-9]\d*", told.version) else "Candidate "
    return f"UCDP GED {candidate}{told.version} ({form})"


def _window(told: Release | None, events: Events, is_hdx: bool) -> Window | None:
    """What a newer file replaces: the release's span, or a whole country from HDX."""
    if told is not None:
        return told.window
    if is_hdx:
        return Window(*events.dates(), tuple(events.countries()))
    return None
