"""POLECAT, the successor of ICEWS coded with PLOVER: tab-separated, 40 columns.

Some files have a header with a name more (Headline) than their rows have fields, some have empty
fields at the end of rows; some are ISO-8859-1. A missing name is the word ``None``. Rows carry
their own quad class and intensity, which are kept. Format: POLECAT, Harvard Dataverse,
doi:10.7910/DVN/AJGVIT.
"""

from typing import Final

from whowhom.events.lookup import put_table
from whowhom.ontology.plover import PLOVER
from whowhom.ontology.plover import score as plover_score
from whowhom.sources.countries import put_countries
from whowhom.sources.draft import details, draft, finish, refuse_foreign_codes, text
from whowhom.sources.header import Header, read_header
from whowhom.sources.source import About, Job, Reading
from whowhom.sources.spelling import decimal, iso, order_or
from whowhom.sources.table import RAGGED, Layout, column_names, folded, load, require, words

DATASET: Final = "polecat"
IMPORTER: Final = "polecat 1"
TITLE: Final = "POLECAT"
CITATION: Final = (
    "Halterman et al. (2023), 'POLECAT Weekly Data', Harvard Dataverse, doi:10.7910/DVN/AJGVIT"
)
LICENCE: Final = "public (CC0)"
WRITTEN: Final = tuple(
    """Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor
    Country,Actor COW,Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor
    ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,Recipient
    Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient
    ID,Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw
    Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story
    Locations,Language,Version""".replace("\n    ", " ").split(",")
)
"""The 40 names of the header, in order."""
COLUMNS: Final = tuple(name.lower().replace(" ", "_") for name in WRITTEN)
REQUIRED = ("event_id", "event_date", "event_type", "actor_name", "recipient_name")
_DETAILS = words(
    """
    contexts intensity quad_code actor_country primary_actor_sector actor_name_raw
    wikipedia_actor_id recipient_country primary_recipient_sector recipient_name_raw
    wikipedia_recipient_id language
    """
)
_KEEP = (
    *REQUIRED,
    *_DETAILS,
    *words(
        """
    event_mode placename city province country latitude longitude source publication_date
    """
    ),
)


def recognises(header: Header) -> bool:
    """Whether a file has the columns of POLECAT."""
    names = {folded(name) for name in header.names}
    return {"eventid", "eventtype", "eventmode", "actorname", "recipientname"} <= names


def read(job: Job) -> Reading:
    """Read a file of POLECAT.

    Parameters
    ----------
    job : Job
        The file and what the user said about it.

    Returns
    -------
    Reading
        Events of dataset ``polecat`` from actor to recipient; rows of one event are one act.

    Raises
    ------
    FileError
        If a column is missing, the types are not PLOVER's, or no row is usable.
    """
    header = read_header(job.path, job.options.encoding)
    job.progress("reading", 0.1)
    written = [name for name in header.names if name]
    names, unreadable = _load(job, header, [n for n in written if "headline" not in n.lower()])
    rows = job.connection.execute("SELECT count(*) FROM records").fetchall()[0][0]
    if unreadable.get(RAGGED, 0) > rows:
        # The name too many in the header does stand for a field of the rows.
        names, unreadable = _load(job, header, written)
    _put_types(job)
    put_countries(job.connection, "records", "country" if "country" in names else "NULL")
    refuse_foreign_codes(job, "upper(s.event_type)", "act_code", "PLOVER", TITLE)
    about = About(TITLE, DATASET, CITATION, LICENCE, IMPORTER)
    return finish(job, _draft(job, names), unreadable, about)


def _load(job: Job, header: Header, written: list[str]) -> tuple[tuple[str, ...], dict[str, int]]:
    names = column_names(written, COLUMNS)
    require(header, names, REQUIRED, TITLE)
    keep = tuple(name for name in dict.fromkeys(_KEEP) if name in names)
    layout = Layout(
        names, keep, missing=("None", "NULL", "NA"), surplus=True, fallback="iso-8859-1"
    )
    if header.delimiter != "\t":
        layout = Layout(column_names(header.names, COLUMNS), keep, missing=layout.missing)
    return keep, load(job, header, layout)


def _put_types(job: Job) -> None:
    """Types and modes with quad class and score; a type alone has an empty mode."""
    rows = [
        (name, mode or "", each.quad, plover_score(name, mode))
        for name, each in PLOVER.items()
        for mode in (None, *each.modes)
    ]
    columns = {"code": "VARCHAR", "mode": "VARCHAR", "quad": "TINYINT", "score": "DOUBLE"}
    put_table(job.connection, "plover_mode", columns, rows)
    job.connection.execute(
        "CREATE OR REPLACE TABLE act_code AS SELECT * FROM plover_mode WHERE mode = ''"
    )


def _draft(job: Job, names: tuple[str, ...]) -> str:
    def column(name: str) -> str:
        return f"s.{name}" if name in names else "NULL"

    row = "concat_ws(':', s.event_id, s.actor_name, s.recipient_name)"
    own_quad = (
        f"CASE WHEN {column('quad_code')} IN ('1', '2', '3', '4') THEN {column('quad_code')} END"
    )
    intensity = f"try_cast({decimal(column('intensity'))} AS DOUBLE)"
    own_score = f"CASE WHEN abs({intensity}) <= 10 THEN {intensity} END"
    published = iso(column("publication_date"))
    order = order_or("mdy", job.options.date_order, job.connection, "records", "event_date")
    given = {
        "event_id": f"'{DATASET}:' || {row}",
        "act_id": f"'{DATASET}:' || s.event_id",
        "date": iso("s.event_date", order),
        "source": "s.actor_name",
        "target": "s.recipient_name",
        "type": "c.code",
        "mode": f"CASE WHEN c.code IS NOT NULL THEN lower({column('event_mode')}) END",
        "quad": f"coalesce({own_quad}, CAST(c.quad AS VARCHAR))",
        "score": f"CASE WHEN c.code IS NOT NULL THEN coalesce({own_score}, m.score, c.score) END",
        "country": "p.iso",
        "admin1": column("province"),
        "place": f"coalesce({column('city')}, {column('placename')})",
        "lat": decimal(column("latitude")),
        "lon": decimal(column("longitude")),
        "dataset": f"'{DATASET}'",
        "dataset_version": text(job.options.version),
        "row_id": row,
        "published": text(job.options.published) if job.options.published else published,
        "native": f"concat_ws('/', s.event_type, {column('event_mode')})",
        "citation": column("source"),
        "details": details({n: column(n) for n in _DETAILS if n in names}),
        "remarks": f"""[CASE WHEN c.code IS NULL THEN 'unknown PLOVER type' END,
            CASE WHEN {column("country")} IS NOT NULL AND p.iso IS NULL
                THEN 'unknown country name' END]""",
    }
    tables = f"""records s LEFT JOIN act_code c ON c.code = upper(s.event_type)
        LEFT JOIN plover_mode m ON m.code = c.code AND m.mode = lower({column("event_mode")})
        LEFT JOIN place_country p ON p.name = {column("country")}"""
    return draft(given, tables)
