"""KEDS event data (Levant, Gulf, Central Asia and others): date, source, target and a code.

As CSV with a header, or as KEDS wrote them: tabs, no header, dates of six digits. Codes are CAMEO
or, in older sets, WEIS; the codes themselves tell, and the file's name where they do not.
Source: P. Schrodt and others, Kansas (Penn State) Event Data System, eventdata.parusanalytics.com.
"""

import re
from typing import Final

from whowhom.errors import FileError
from whowhom.sources.acts import put_cameo, put_weis
from whowhom.sources.draft import draft, finish, refuse_foreign_codes, text
from whowhom.sources.header import Header, read_header
from whowhom.sources.source import About, Job, Reading
from whowhom.sources.spelling import Order, find_order, iso
from whowhom.sources.table import Layout, column_names, folded, load

IMPORTER: Final = "keds 1"
TITLE: Final = "KEDS event data (CAMEO or WEIS)"
CITATION: Final = (
    "Kansas Event Data System (KEDS); Schrodt and Gerner, 'Validity Assessment of a Machine-Coded "
    "Event Data Set', American Journal of Political Science 38(3), 1994"
)
LICENCE: Final = "free with citation of KEDS"
COLUMNS: Final = ("date", "source", "target", "code", "label")
REQUIRED: Final = COLUMNS[:4]
_RAW = (r"\d{6}|\d{8}", r"[A-Z][A-Z0-9~]{2,}", r"[A-Z][A-Z0-9~]{2,}", r"\d{3,4}")
# Roots that only WEIS has.
_WEIS_ONLY = ("21", "22")


def recognises(header: Header) -> bool:
    """Whether a file has the columns of KEDS, or is one without a header."""
    names = {folded(name) for name in header.names}
    return ({"date", "source", "target", "code"} <= names and len(names) <= 8) or _is_raw(header)


def _is_raw(header: Header) -> bool:
    fields = header.names
    return len(fields) in (4, 5) and all(
        re.fullmatch(p, f) for p, f in zip(_RAW, fields, strict=False)
    )


def read(job: Job) -> Reading:
    """Read a file of KEDS.

    Parameters
    ----------
    job : Job
        The file and what the user said about it.

    Returns
    -------
    Reading
        Events of a dataset named after the file, such as ``keds-levant``, from source to target.

    Raises
    ------
    FileError
        If the codes are neither CAMEO nor WEIS, or may be either, or no row is usable.
    """
    header = read_header(job.path, job.options.encoding)
    raw = _is_raw(header)
    names = COLUMNS[: len(header.names)] if raw else column_names(header.names, COLUMNS)
    keep = tuple(name for name in COLUMNS if name in names)
    job.progress("reading", 0.1)
    unreadable = load(job, header, Layout(names, keep, has_header=not raw))
    ontology = _ontology(job)
    (put_weis if ontology == "WEIS" else put_cameo)(job.connection)
    code = "lpad(s.code, greatest(length(s.code), 3)::INTEGER, '0')"
    refuse_foreign_codes(job, code, "act_code", ontology, TITLE)
    told = job.options.date_order
    order: Order = (
        told
        if told in ("dmy", "mdy")
        else find_order(  # type: ignore[assignment]
            job.connection, "records", "date", job.path
        )
    )
    # Two digits of the year come first in KEDS's own form.
    short = "CASE WHEN s.date >= '69' THEN '19' ELSE '20' END || s.date"
    day = (
        f"CASE WHEN regexp_full_match(s.date, '\\d{{6}}') THEN {iso(short)} "
        f"ELSE {iso('s.date', order)} END"
    )
    dataset = dataset_of(job.path.name)
    about = About(f"KEDS event data, {ontology} codes", dataset, CITATION, LICENCE, IMPORTER)
    return finish(job, _draft(job, dataset, day, code, keep), unreadable, about)


def dataset_of(name: str) -> str:
    """Name of the dataset of a file.

    >>> dataset_of("levant.cameo.csv"), dataset_of("KEDS Gulf-99.tab")
    ('keds-levant', 'keds-gulf-99')
    """
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower().split(".")[0]).strip("-")
    return "keds-" + (stem.removeprefix("keds-")[:40] or "file")


def _ontology(job: Job) -> str:
    """CAMEO or WEIS, as the codes show: only WEIS has roots 21 and 22, only CAMEO four digits."""
    roots = ", ".join(f"'{root}'" for root in _WEIS_ONLY)
    weis, cameo = job.connection.execute(
        f"SELECT count(*) FILTER (length(code) = 3 AND left(code, 2) IN ({roots})), "
        "count(*) FILTER (length(code) = 4 AND left(code, 2) BETWEEN '01' AND '20') FROM records"
    ).fetchall()[0]
    name = job.path.name.lower()
    told = {word.upper() for word in ("weis", "cameo") if word in name}
    if weis != cameo:
        return "WEIS" if weis > cameo else "CAMEO"
    if len(told) == 1:
        return told.pop()
    raise FileError(
        f"the codes of '{job.path}' may be CAMEO or WEIS",
        "codes that tell, or a file name that says cameo or weis",
        "rename the file, such as levant.cameo.csv",
    )


def _draft(job: Job, dataset: str, day: str, code: str, keep: tuple[str, ...]) -> str:
    # KEDS has no ids: an act is known by its day, sides and code, and its number among equals.
    job.connection.execute(
        f"""CREATE OR REPLACE VIEW numbered AS SELECT s.*, {day} AS day, {code} AS padded,
            row_number() OVER (PARTITION BY s.date, s.source, s.target, s.code ORDER BY s.line)
            AS copy FROM records s"""
    )
    row = (
        "concat_ws(':', s.day, s.source, s.target, s.padded, CASE WHEN s.copy > 1 THEN s.copy END)"
    )
    given = {
        "event_id": f"'{dataset}:' || {row}",
        "date": "s.day",
        "source": "s.source",
        "target": "s.target",
        "type": "c.type",
        "mode": "c.mode",
        "quad": "c.quad",
        "score": "c.score",
        "dataset": f"'{dataset}'",
        "dataset_version": text(job.options.version),
        "row_id": row,
        "published": text(job.options.published),
        "native": "s.padded",
        "summary": "coalesce(s.label, c.label)" if "label" in keep else "c.label",
        "remarks": """[CASE WHEN c.code IS NULL THEN 'unknown code (no type)' END,
            CASE WHEN s.padded <> s.code THEN 'leading zero of the code restored' END]""",
    }
    return draft(given, "numbered s LEFT JOIN act_code c ON c.code = s.padded")
