"""ICEWS coded event data as Harvard Dataverse has them: tab-separated, 20 columns, 1995 to 2023.

Ids are not unique, an id with its day is. A sentence that tells of a meeting gives two rows, one
each way, and several reports of one day tell of one act: such rows are joined by their ``act_id``
and counted once. Format: Boschee et al., ICEWS Coded Event Data, doi:10.7910/DVN/28075.
"""

from typing import Final

from whowhom.sources.acts import put_cameo, put_labels
from whowhom.sources.countries import put_countries
from whowhom.sources.draft import details, draft, finish, refuse_foreign_codes, text
from whowhom.sources.header import Header, read_header
from whowhom.sources.source import About, Job, Reading
from whowhom.sources.spelling import Order, decimal, iso, order_or
from whowhom.sources.table import Layout, column_names, folded, load, require

DATASET: Final = "icews"
IMPORTER: Final = "icews 1"
TITLE: Final = "ICEWS coded event data"
CITATION: Final = (
    "Boschee et al. (2015), 'ICEWS Coded Event Data', Harvard Dataverse, doi:10.7910/DVN/28075"
)
LICENCE: Final = "public (CC0)"
COLUMNS: Final = (
    "event_id",
    "event_date",
    "source_name",
    "source_sectors",
    "source_country",
    "event_text",
    "cameo_code",
    "intensity",
    "target_name",
    "target_sectors",
    "target_country",
    "story_id",
    "sentence_number",
    "publisher",
    "city",
    "district",
    "province",
    "country",
    "latitude",
    "longitude",
)
"""The 20 columns in order, as SQL names."""

REQUIRED = ("event_id", "event_date", "source_name", "cameo_code", "target_name")
_TELLTALE = {"eventid", "eventdate", "sourcename", "cameocode", "targetname"}
_DETAILS = (
    "source_sectors",
    "source_country",
    "target_sectors",
    "target_country",
    "intensity",
    "story_id",
    "sentence_number",
)
MIRRORED: Final = "told both ways in one sentence (one act of the pair)"
REPEATED: Final = "another report of an act of that day (one act)"
_RESTORED = "code restored from its name"
_UNKNOWN_CODE = "unknown CAMEO code (no type)"


def recognises(header: Header) -> bool:
    """Whether a file has the columns of ICEWS."""
    return {folded(name) for name in header.names} >= _TELLTALE


def read(job: Job) -> Reading:
    """Read a file of ICEWS.

    Parameters
    ----------
    job : Job
        The file and what the user said about it.

    Returns
    -------
    Reading
        Events of dataset ``icews``, from source to target; rows told both ways are undirected.

    Raises
    ------
    FileError
        If a column is missing, the codes are not CAMEO, or no row is usable.
    """
    header = read_header(job.path, job.options.encoding)
    names = column_names(header.names, COLUMNS)
    require(header, names, REQUIRED, TITLE)
    keep = tuple(name for name in COLUMNS if name in names)
    job.progress("reading", 0.1)
    unreadable = _load(job, header, names, keep)
    put_cameo(job.connection)
    put_countries(job.connection, "records", "country" if "country" in keep else "NULL")
    put_labels(job.connection, "records", "event_text" if "event_text" in keep else "NULL")
    _put_acts(job, keep)
    padded = "lpad(s.cameo_code, greatest(length(s.cameo_code), 3)::INTEGER, '0')"
    refuse_foreign_codes(job, padded, "act_code", "CAMEO", TITLE)
    about = About(TITLE, DATASET, CITATION, LICENCE, IMPORTER, ids="hash(event_id, day)")
    return finish(job, _draft(job, keep), unreadable, about)


def _load(
    job: Job, header: Header, names: tuple[str, ...], keep: tuple[str, ...]
) -> dict[str, int]:
    """Read the records with the month first, as ICEWS has it, or as the numbers show."""

    def load_so(order: Order) -> dict[str, int]:
        layout = Layout(names, keep, missing=("NA", "NULL"), extra=_extra(keep, order))
        return load(job, header, layout)

    unreadable = load_so("mdy")
    found = order_or("mdy", job.options.date_order, job.connection, "records", "event_date")
    return unreadable if found == "mdy" else load_so(found)


def _extra(keep: tuple[str, ...], order: Order) -> dict[str, str]:
    """Columns worked out as the file is read: the day, and a key of the act.

    The key leaves the direction open, and two reports of a day are one act where sides, code and
    place are the same.
    """
    place = ", ".join(f"coalesce({name}, '')" for name in ("city", "country") if name in keep)
    one, other = "least(source_name, target_name)", "greatest(source_name, target_name)"
    parts = ", ".join(p for p in ("day", one, other, "cameo_code", place) if p)
    return {
        "day": iso("event_date", order),
        "act": f"md5_number_lower(concat_ws(chr(31), {parts}))",
        "forward": "source_name <= target_name",
    }


def _put_acts(job: Job, keep: tuple[str, ...]) -> None:
    """The table ``joined``: acts with several rows, how many in each direction."""
    sentence = ", ".join(n for n in ("story_id", "sentence_number") if n in keep) or "day"
    job.connection.execute(
        f"""CREATE OR REPLACE TABLE joined AS
        SELECT act, sum(ahead)::BIGINT AS ahead, sum(back)::BIGINT AS back,
            bool_or(ahead > 0 AND back > 0) AS mirrored
        FROM (SELECT act, count(*) FILTER (forward) AS ahead, count(*) FILTER (NOT forward) AS back
            FROM records WHERE forward IS NOT NULL
                AND act IN (SELECT act FROM records GROUP BY act HAVING count(*) > 1)
            GROUP BY act, {sentence})
        GROUP BY act HAVING sum(ahead) > 1 OR sum(back) > 1 OR mirrored"""
    )


def _draft(job: Job, keep: tuple[str, ...]) -> str:
    def column(name: str) -> str:
        return f"s.{name}" if name in keep else "NULL"

    # A spreadsheet makes 40 of 040; the name beside it tells.
    code = "CASE WHEN named.code = '0' || s.cameo_code THEN named.code ELSE s.cameo_code END"
    row = "s.event_id || ':' || s.day"
    direction = "CASE WHEN m.mirrored THEN '' WHEN s.forward THEN ':a' ELSE ':b' END"
    shared = "m.mirrored OR CASE WHEN s.forward THEN m.ahead ELSE m.back END > 1"
    several = "CASE WHEN s.forward THEN m.ahead ELSE m.back END > 1"
    given = {
        "event_id": f"'{DATASET}:' || {row}",
        "act_id": f"CASE WHEN {shared} THEN '{DATASET}:' || s.day || ':' || to_hex(s.act) "
        f"|| {direction} ELSE '{DATASET}:' || {row} END",
        "date": "s.day",
        "source": "s.source_name",
        "target": "s.target_name",
        "directed": "NOT coalesce(m.mirrored, false)",
        "type": "c.type",
        "mode": "c.mode",
        "quad": "c.quad",
        "score": "c.score",
        "country": "p.iso",
        "admin1": column("province"),
        "place": f"coalesce({column('city')}, {column('district')})",
        "lat": decimal(column("latitude")),
        "lon": decimal(column("longitude")),
        "dataset": f"'{DATASET}'",
        "dataset_version": text(job.options.version),
        "row_id": row,
        "published": text(job.options.published),
        "native": code,
        "summary": column("event_text"),
        "citation": f"""concat_ws(', ', {column("publisher")},
            'ICEWS story ' || {column("story_id")})""",
        "details": details({n: column(n) for n in _DETAILS if n in keep}),
        "remarks": f"""[CASE WHEN m.mirrored THEN '{MIRRORED}' END,
            CASE WHEN {several} THEN '{REPEATED}' END,
            CASE WHEN named.code = '0' || s.cameo_code THEN '{_RESTORED}' END,
            CASE WHEN c.code IS NULL THEN '{_UNKNOWN_CODE}' END,
            CASE WHEN {column("country")} IS NOT NULL AND p.iso IS NULL
                THEN 'unknown country name' END]""",
    }
    tables = f"""records s LEFT JOIN joined m ON m.act = s.act
        LEFT JOIN act_label named ON named.label = {column("event_text")}
        LEFT JOIN act_code c ON c.code = {code}
        LEFT JOIN place_country p ON p.name = {column("country")}"""
    return draft(given, tables)
