"""A small good file of every format, row by row, for tests that then damage it."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.gedfile import ged_text
from whowhom.sources import acled, gdelt, polecat

ICEWS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text"),
    *("CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID"),
    *("Sentence Number", "Publisher", "City", "District", "Province", "Country"),
    *("Latitude", "Longitude"),
)
MAPPING = (
    'dataset = "own"\ncodes = "plover"\n[columns]\nid = "No"\ndate = "When"\nsource = "Who"\n'
    'target = "To whom"\ncode = "What"\nlat = "Lat"\nlon = "Lon"\n'
)


@dataclass(frozen=True)
class Form:
    """A format: its columns, a good row of a number, and where a row says what matters.

    Parameters
    ----------
    columns : tuple of str
        As written in the header, in order.
    row : callable
        Number of a row -> its cells by column. No two rows are the same.
    delimiter : str
        Between fields.
    header : bool
        Whether the file has its header line.
    source, day : str
        The columns of the acting side and of the date.
    code : str or None
        The column of the act's code.
    required : tuple of str
        Columns without which the file is refused.
    file : str
        A file name.
    mapping : str
        The mapping that it is read with, if any.
    """

    columns: tuple[str, ...]
    row: Callable[[int], dict[str, Any]]
    source: str
    day: str
    code: str | None
    required: tuple[str, ...]
    delimiter: str = ","
    header: bool = True
    file: str = "file.csv"
    mapping: str = ""

    def text(self, rows: list[dict[str, Any]], columns: tuple[str, ...] | None = None) -> str:
        """The file with these rows, in these columns instead of all."""
        columns = columns or self.columns
        cells = [[str(row.get(c, "")) for c in columns] for row in rows]
        records = [list(columns), *cells] if self.header else cells
        if self.delimiter == "\t":
            return "".join("\t".join(record) + "\n" for record in records)
        return spreadsheet(records, self.delimiter)

    def rows(self, n: int) -> list[dict[str, Any]]:
        """The first good rows."""
        return [self.row(number) for number in range(1, n + 1)]


def spreadsheet(records: list[list[str]], delimiter: str = ",", ends: str = "\n") -> str:
    """Records as a spreadsheet writes them, quoted where need be."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=ends).writerows(records)
    return out.getvalue()


def _day(n: int) -> str:
    return f"2018-06-{n % 28 + 1:02d}"


def _ged(n: int) -> dict[str, Any]:
    header, cells = csv.reader(io.StringIO(ged_text([{"id": n, "date_start": _day(n)}])))
    return dict(zip(header, cells, strict=True))


def _icews(n: int) -> dict[str, Any]:
    return {
        "Event ID": n, "Event Date": _day(n), "Source Name": "Taliban", "Event Text": "Consult",
        "CAMEO Code": "040", "Target Name": "Iran", "Story ID": n, "Sentence Number": 1,
        "Country": "Iran", "Latitude": "35.5", "Longitude": "51.5",
    }  # fmt: skip


def _gdelt(n: int) -> dict[str, Any]:
    day = _day(n).replace("-", "")
    return {
        "globaleventid": 500 + n, "sqldate": day, "monthyear": day[:6], "year": day[:4],
        "fractiondate": "2018.4", "actor1code": "AFG", "actor2code": "AFGINSTAL",
        "isrootevent": "1", "eventcode": "190", "eventbasecode": "190", "eventrootcode": "19",
        "quadclass": "4", "nummentions": "7", "actiongeo_type": "4",
        "actiongeo_fullname": "Kabul, Kabol, Afghanistan", "actiongeo_countrycode": "AF",
        "dateadded": day, "sourceurl": f"http://example.org/{n}",
    }  # fmt: skip


def _keds(n: int) -> dict[str, Any]:
    return {"date": _day(n), "source": "ISR", "target": "EGY", "code": "2042"}


def _keds_raw(n: int) -> dict[str, Any]:
    return {"date": _day(n)[2:].replace("-", ""), "source": "ISR", "target": "EGY", "code": "2042"}


def _polecat(n: int) -> dict[str, Any]:
    return {
        "Event ID": f"p{n}", "Event Date": _day(n), "Event Type": "CONSULT", "Event Mode": "visit",
        "Intensity": "4.0", "Quad Code": "1", "Actor Name": "Taliban", "Recipient Name": "China",
        "Country": "CHN",
    }  # fmt: skip


def _acled(n: int) -> dict[str, Any]:
    return {
        "event_id_cnty": f"AFG{n}", "event_date": _day(n), "time_precision": "1",
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Taliban",
        "inter1": "Rebel group", "actor2": "Police Forces of Afghanistan (2004-2021)",
        "inter2": "State forces", "country": "Afghanistan", "fatalities": "3",
    }  # fmt: skip


def _tgb(n: int) -> dict[str, Any]:
    return {"date": 1_527_811_200 + 86_400 * n, "head": "A", "tail": "B", "relation_type": "190"}


def _own(n: int) -> dict[str, Any]:
    return {
        "No": n, "When": _day(n), "Who": "Taliban", "To whom": "ISIS-K", "What": "ASSAULT",
        "Lat": "34.5", "Lon": "69.25",
    }  # fmt: skip


_KEDS = ("date", "source", "target", "code")
_OWN = ("No", "When", "Who", "To whom", "What", "Lat", "Lon")
_GED = tuple(_ged(1))
_GDELT_REQUIRED = ("sqldate",)


def _raw_gdelt(width: int) -> Form:
    columns = gdelt._FORMS[width]
    return Form(
        columns, _gdelt, "actor1code", "sqldate", "eventcode", (), "\t", False, "x.export.CSV"
    )


FORMS = {
    "ucdp": Form(_GED, _ged, "side_a", "date_start", None, ("date_start", "side_b")),
    "icews": Form(
        ICEWS, _icews, "Source Name", "Event Date", "CAMEO Code", ("Event Date",), "\t",
        file="events.2018.tab",
    ),
    "polecat": Form(
        tuple(polecat.WRITTEN), _polecat, "Actor Name", "Event Date", "Event Type",
        ("Event Date", "Recipient Name"), "\t", file="polecat.txt",
    ),
    "gdelt-57": _raw_gdelt(57),
    "gdelt-58": _raw_gdelt(58),
    "gdelt-61": _raw_gdelt(61),
    "gdelt-header": Form(
        gdelt.COLUMNS, _gdelt, "actor1code", "sqldate", "eventcode", _GDELT_REQUIRED, "\t"
    ),
    "keds": Form(_KEDS, _keds, "source", "date", "code", (), file="gulf.cameo.csv"),
    "keds-raw": Form(
        _KEDS, _keds_raw, "source", "date", "code", (), "\t", False, "gulf.cameo.txt"
    ),
    "acled": Form(
        tuple(acled.COLUMNS[:31]), _acled, "actor1", "event_date", "sub_event_type",
        ("event_date",),
    ),
    "tgb": Form(
        ("date", "head", "tail", "relation_type"), _tgb, "head", "date", "relation_type", ()
    ),
    "mapped": Form(
        _OWN, _own, "Who", "When", "What", ("When", "Who", "What"), mapping=MAPPING
    ),
}  # fmt: skip
"""Every format by name; ``mapped`` is read through its mapping."""
