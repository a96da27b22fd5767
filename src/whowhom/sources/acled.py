"""ACLED, from the user's own export: old and new column sets, all spellings of the date.

ACLED's terms let nobody pass its rows on: whowhom holds none, reads the user's own file, and names
ACLED with every answer that used it. ``actor1`` is no attacker: which rows have a direction is told
by the crosswalk (`whowhom.ontology.crosswalk`). Format: ACLED Codebook.
"""

from typing import Final

from whowhom.events.lookup import put_table
from whowhom.ontology.crosswalk import ACLED
from whowhom.ontology.plover import PLOVER
from whowhom.ontology.plover import score as plover_score
from whowhom.sources.countries import put_countries
from whowhom.sources.draft import details, draft, finish, refuse_foreign_codes, text
from whowhom.sources.header import Header, read_header
from whowhom.sources.source import About, Job, Reading
from whowhom.sources.spelling import decimal, iso, order_or, whole
from whowhom.sources.table import Layout, column_names, folded, load, require, words

DATASET: Final = "acled"
IMPORTER: Final = "acled 1"
TITLE: Final = "ACLED export"
CITATION: Final = (
    "Armed Conflict Location & Event Data (ACLED), www.acleddata.com, from the user's own "
    "export{}; Raleigh et al. (2010), 'Introducing ACLED', Journal of Peace Research 47(5)"
)
LICENCE: Final = "ACLED terms of use: attribution with access date; rows may not be passed on"
ATTRIBUTION: Final = True
"""Its terms ask that it be named wherever its rows, or what comes of them, are shown."""
COLUMNS: Final = words(
    """
    event_id_cnty event_date year time_precision disorder_type event_type sub_event_type
    actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso
    region country admin1 admin2 admin3 location latitude longitude geo_precision source
    source_scale notes fatalities tags timestamp data_id event_id_no_cnty iso3
    """
)
REQUIRED = ("event_id_cnty", "event_date", "sub_event_type", "actor1")
_DETAILS = words(
    """
    time_precision disorder_type event_type sub_event_type assoc_actor_1 inter1 assoc_actor_2
    inter2 interaction civilian_targeting region admin2 admin3 geo_precision source
    source_scale tags
    """
)
ONE_SIDED: Final = "one actor only (no pair)"
OTHER_SIDE: Final = "other side of an event told once per actor (joined)"
_MONADIC = (
    "a monadic export, which tells every event once per actor: each is read once; the dyadic "
    "export is the better file"
)
# A share of repeated ids that no dyadic export has.
_TWICE = 0.2


def recognises(header: Header) -> bool:
    """Whether a file has the columns of ACLED."""
    names = {folded(name) for name in header.names}
    return {"eventidcnty", "eventdate", "actor1"} <= names


def read(job: Job) -> Reading:
    """Read an export of ACLED.

    Parameters
    ----------
    job : Job
        The file; ``options.published`` is the day of access.

    Returns
    -------
    Reading
        Events of dataset ``acled``. A date that is known to the week or month is a span.

    Raises
    ------
    FileError
        If a column is missing, the sub-event types are not ACLED's, or no row is usable.
    """
    header = read_header(job.path, job.options.encoding)
    names = column_names(header.names, COLUMNS)
    require(header, names, REQUIRED, TITLE)
    keep = tuple(name for name in COLUMNS if name in names)
    job.progress("reading", 0.1)
    unreadable = load(job, header, Layout(names, keep))
    _put_rules(job)
    place = "country" if "country" in keep else "iso3" if "iso3" in keep else "NULL"
    put_countries(job.connection, "records", place)
    refuse_foreign_codes(job, "lower(s.sub_event_type)", "act_code", "ACLED", TITLE)
    monadic = _join_sides(job, keep)
    accessed = f", accessed {job.options.published}" if job.options.published else ""
    about = About(
        TITLE,
        DATASET,
        CITATION.format(accessed),
        LICENCE,
        IMPORTER,
        notes=(CITATION.format(accessed), *((_MONADIC,) if monadic else ())),
    )
    return finish(job, _draft(job, keep, place), unreadable, about)


def _put_rules(job: Job) -> None:
    columns = {
        "code": "VARCHAR",
        "type": "VARCHAR",
        "mode": "VARCHAR",
        "contexts": "VARCHAR",
        "directed": "VARCHAR",
        "quad": "TINYINT",
        "score": "DOUBLE",
    }
    rows = []
    for name, rule in ACLED.items():
        typed = (
            (PLOVER[rule.type].quad, plover_score(rule.type, rule.mode))
            if rule.type
            else (None, None)
        )
        contexts = ";".join(rule.contexts) or None
        rows.append((name.lower(), rule.type, rule.mode, contexts, rule.directed, *typed))
    put_table(job.connection, "act_code", columns, rows)


def _join_sides(job: Job, keep: tuple[str, ...]) -> bool:
    """The view ``sided`` with both actors in a row; say whether the export is monadic."""
    run = job.connection.execute
    inter = [name if name in keep else "NULL" for name in ("inter1", "inter2")]
    rows, ids = run(
        "SELECT count(event_id_cnty), count(DISTINCT event_id_cnty) FROM records"
    ).fetchall()[0]
    if "actor2" in keep:
        run(
            f"CREATE OR REPLACE VIEW sided AS SELECT *, actor2 AS other, "
            f"CAST({inter[0]} AS VARCHAR) AS kind, CAST({inter[1]} AS VARCHAR) AS other_kind, "
            "1 AS side FROM records"
        )
        return bool(rows - ids > _TWICE * rows)
    run(
        f"""CREATE OR REPLACE VIEW sided AS SELECT *,
            lead(actor1) OVER of_event AS other, CAST({inter[0]} AS VARCHAR) AS kind,
            CAST(lead({inter[0]}) OVER of_event AS VARCHAR) AS other_kind,
            row_number() OVER of_event AS side
        FROM records WINDOW of_event AS (PARTITION BY event_id_cnty ORDER BY line)"""
    )
    return True


def _is_unarmed(kind: str) -> str:
    """SQL: whether an inter code, as a number or in words, is civilians, protesters or rioters."""
    return f"regexp_matches(lower(coalesce({kind}, '')), '^([567]$|civilian|protester|rioter)')"


def _draft(job: Job, keep: tuple[str, ...], place: str) -> str:
    def column(name: str) -> str:
        return f"s.{name}" if name in keep else "NULL"

    # ACLED puts the day first; a file that a spreadsheet turned round shows it.
    told = job.options.date_order
    written = iso("s.event_date", order_or("dmy", told, job.connection, "records", "event_date"))
    day = f"try_cast({written} AS DATE)"
    precision = f"left({column('time_precision')}, 1)"
    # The codebook puts a week at its middle day, and a month at its middle or at an end.
    first = f"""CASE {precision} WHEN '2' THEN {day} - 3
        WHEN '3' THEN date_trunc('month', {day})::DATE ELSE {day} END"""
    last = f"CASE {precision} WHEN '2' THEN {day} + 3 WHEN '3' THEN last_day({day}) ELSE {day} END"
    turned = (
        f"(c.directed = 'yes' AND {_is_unarmed('s.kind')} AND NOT {_is_unarmed('s.other_kind')})"
    )
    deaths = whole(column("fatalities"))
    added = iso(column("timestamp"), "unix")
    given = {
        "event_id": f"'{DATASET}:' || s.event_id_cnty",
        "date": f"coalesce(CAST({first} AS VARCHAR), {written})",
        "date_end": f"coalesce(CAST({last} AS VARCHAR), {written})",
        "date_precision": f"""CASE {precision} WHEN '2' THEN 'week' WHEN '3' THEN 'month'
            ELSE 'day' END""",
        "source": f"CASE WHEN {turned} THEN s.other ELSE s.actor1 END",
        "target": f"CASE WHEN {turned} THEN s.actor1 ELSE s.other END",
        "directed": "coalesce(c.directed <> 'no', false)",
        "type": "c.type",
        "mode": "c.mode",
        "quad": "c.quad",
        "score": "c.score",
        "fatalities_low": deaths,
        "fatalities_best": deaths,
        "country": "p.iso",
        "admin1": column("admin1"),
        "place": column("location"),
        "lat": decimal(column("latitude")),
        "lon": decimal(column("longitude")),
        "dataset": f"'{DATASET}'",
        "dataset_version": text(job.options.version),
        "row_id": "s.event_id_cnty",
        "published": added if "timestamp" in keep else text(job.options.published),
        "native": "s.sub_event_type",
        "summary": column("notes"),
        "citation": "'ACLED (www.acleddata.com): ' || "
        f"coalesce({column('source')}, 'no source named')",
        "details": details(
            {**{n: column(n) for n in _DETAILS if n in keep}, "contexts": "c.contexts"}
        ),
        "refused": f"""CASE WHEN s.side > 1 THEN '{OTHER_SIDE}'
            WHEN s.actor1 IS NOT NULL AND s.other IS NULL THEN '{ONE_SIDED}' END""",
        "remarks": f"""[CASE WHEN c.code IS NULL THEN 'unknown sub-event type (no type)' END,
            CASE WHEN c.directed = 'assumed' THEN 'direction assumed' END,
            CASE WHEN {"s." + place if place != "NULL" else "NULL"} IS NOT NULL AND p.iso IS NULL
                THEN 'unknown country name' END]""",
    }
    tables = f"""sided s LEFT JOIN act_code c ON c.code = lower(s.sub_event_type)
        LEFT JOIN place_country p ON p.name = {"s." + place if place != "NULL" else "NULL"}"""
    return draft(given, tables)
