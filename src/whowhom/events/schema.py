"""The columns of an event, the same for every dataset."""

from dataclasses import dataclass
from typing import Final

SCHEMA_VERSION: Final = 1
"""Written into every Parquet file; a reader refuses a file from a newer schema."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its DuckDB type and what it means."""

    name: str
    sql: str
    meaning: str


COLUMNS: Final = (
    Column("event_id", "VARCHAR", "dataset:row_id, unique within the dataset"),
    Column("act_id", "VARCHAR", "joins rows that tell of one act; deaths are counted once per act"),
    Column("status", "VARCHAR", "happened, stated, possible, conditional, denied or alleged"),
    Column("date", "DATE", "first day the act may have happened"),
    Column("date_end", "DATE", "last such day; a row is visible when date_end < as_of"),
    Column("date_precision", "VARCHAR", "day, week, month or year"),
    Column("source", "VARCHAR", "the acting side, as the dataset wrote it"),
    Column("target", "VARCHAR", "the other side, as the dataset wrote it"),
    Column("directed", "BOOLEAN", "false: the dataset names no attacker, an act of the pair"),
    Column("type", "VARCHAR", "PLOVER type; null where PLOVER codes none"),
    Column("mode", "VARCHAR", "PLOVER mode, or the dataset's own word for how"),
    Column("quad", "TINYINT", "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict"),
    Column("score", "DOUBLE", "PLOVER expert score, -10 to 10"),
    Column("count", "INTEGER", "number of acts that the row stands for, within its dates"),
    Column("fatalities_low", "INTEGER", "lowest credible deaths, all acts of the row together"),
    Column("fatalities_best", "INTEGER", "best estimate of deaths"),
    Column("fatalities_high", "INTEGER", "highest credible deaths"),
    Column("country", "VARCHAR", "ISO 3166 alpha-3 of the place"),
    Column("admin1", "VARCHAR", "first-level division"),
    Column("place", "VARCHAR", "place name"),
    Column("lat", "DOUBLE", "degrees north, -90 to 90"),
    Column("lon", "DOUBLE", "degrees east, -180 to 180"),
    Column("dataset", "VARCHAR", "short name of the dataset"),
    Column("dataset_version", "VARCHAR", "its version, null where unknown"),
    Column("row_id", "VARCHAR", "the dataset's own id of the row"),
    Column("report_id", "VARCHAR", "the report that tells of it, for events read from text"),
    Column("span", "VARCHAR", "start-end offsets within that report"),
    Column("published", "DATE", "when the row could first be known"),
    Column("native", "VARCHAR", "the dataset's own code of the act"),
    Column("summary", "VARCHAR", "what happened, in a sentence, where the dataset says"),
    Column("citation", "VARCHAR", "whom to cite for this row"),
    Column("flags", "VARCHAR", "what is odd about the row, joined by '; ', null if nothing"),
    Column("details", "VARCHAR", "the dataset's other columns, as JSON"),
)
"""All columns in their order on disk.

>>> [c.name for c in COLUMNS][:3]
['event_id', 'act_id', 'status']
"""

NAMES: Final = tuple(column.name for column in COLUMNS)
"""The column names in order."""
