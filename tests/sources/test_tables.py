"""ICEWS, GDELT, KEDS, POLECAT, ACLED and TGB files: known counts, and each trap of a format."""

import csv
import gzip
import io
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whowhom.errors import FileError
from whowhom.sources import acled, gdelt, icews, polecat

ICEWS = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
]
GDELT = gdelt.COLUMNS


def table(columns, rows, delimiter="\t", header=True, ends="\n"):
    lines = [delimiter.join(columns)] if header else []
    lines += [delimiter.join(str(row.get(c, "")) for c in columns) for row in rows]
    return ends.join(lines) + ends


def quoted(columns, rows, delimiter=","):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([row.get(c, "") for c in columns] for row in rows)
    return out.getvalue()


def meeting(**cells):
    return {
        "Event ID": "1", "Event Date": "2018-06-01", "Source Name": "Taliban",
        "Event Text": "Consult", "CAMEO Code": "040", "Target Name": "Iran", "Story ID": "9",
        "Sentence Number": "2", "Country": "Iran", "City": "NA", "Latitude": "35.5",
        "Longitude": "51.5", **cells,
    }  # fmt: skip


def mention(**cells):
    return {
        "globaleventid": "500", "sqldate": "20170701", "monthyear": "201707", "year": "2017",
        "fractiondate": "2017.4", "actor1code": "AFG", "actor2code": "AFGINSTAL",
        "isrootevent": "1", "eventcode": "190", "eventbasecode": "190", "eventrootcode": "19",
        "quadclass": "4", "nummentions": "7", "actiongeo_type": "4",
        "actiongeo_fullname": "Kabul, Kabol, Afghanistan", "actiongeo_countrycode": "AF",
        "dateadded": "20170701120000", "sourceurl": "http://example.org/a", **cells,
    }  # fmt: skip


def clash(**cells):
    return {
        "event_id_cnty": "AFG1", "event_date": "16 May 2021", "time_precision": "1",
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Taliban",
        "inter1": "Rebel group", "actor2": "Police Forces of Afghanistan (2004-2021)",
        "inter2": "State forces", "country": "Afghanistan", "fatalities": "3", **cells,
    }  # fmt: skip


def coded(**cells):
    return {
        "Event ID": "p1", "Event Date": "2021-08-20", "Event Type": "CONSULT",
        "Event Mode": "visit", "Intensity": "4.0", "Quad Code": "1", "Actor Name": "Taliban",
        "Recipient Name": "China", "Country": "CHN", **cells,
    }  # fmt: skip


@pytest.fixture
def put(tmp_path):
    def _put(text, name="file.tab", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return _put


def rows_of(reading):
    assert reading.cleaning.adds_up
    assert sum(reading.volume.values()) <= reading.cleaning.read
    return reading.events.rows()


# ---- known counts -------------------------------------------------------------------------------


def test_known_figures_of_the_icews_sample(read, shared_data):
    reading = read(shared_data / "icews" / "events.2018.sample.tab")
    rows = rows_of(reading)
    assert (reading.cleaning.read, reading.cleaning.kept) == (3_705, 3_705)
    day = {(r["date"], r["source"], r["target"], r["native"]) for r in rows}
    assert {d for d, *_ in day} == {date(2018, 6, 1), date(2018, 6, 2)}
    # 3,036 are left by one-a-day filtering alone; acts told both ways are one act as well.
    directions = {(r["act_id"], r["source"], r["target"]) for r in rows}
    assert len(directions) == 3_036
    assert len({r["act_id"] for r in rows}) == 2_717
    assert sum(r["native"][:2] == "01" for r in rows) == 610
    assert sum(r["native"][:2] == "02" for r in rows) == 198
    assert all(r["type"] is None for r in rows if r["native"][:2] in ("01", "02"))


@pytest.mark.parametrize(
    ("name", "read_rows", "actors", "title", "first", "last"),
    [
        ("levant.cameo.csv", 145_709, 777, "CAMEO", date(1979, 4, 15), date(2011, 11, 30)),
        ("casia.weis.csv", 8_377, None, "WEIS", date(1989, 5, 2), None),
    ],
)
def test_known_figures_of_keds(read, shared_data, name, read_rows, actors, title, first, last):
    reading = read(shared_data / "keds" / name)
    assert reading.cleaning.adds_up
    assert (reading.cleaning.read, reading.cleaning.kept) == (read_rows, read_rows)
    assert title in reading.title and reading.events.dates()[0] == first
    assert last is None or reading.events.dates()[1] == last
    assert sum(reading.volume.values()) == read_rows
    if actors:
        (found,) = reading.events.connection.execute(
            "SELECT count(DISTINCT a) FROM (SELECT source AS a FROM events UNION ALL "
            "SELECT target FROM events)"
        ).fetchone()
        assert found == actors


def test_known_figures_of_the_gdelt_sample(read, shared_data):
    reading = read(shared_data / "gdelt" / "events2samps.csv")
    rows = rows_of(reading)
    assert (reading.cleaning.read, sum(reading.volume.values())) == (6_090, 6_090)
    assert reading.cleaning.dropped == {
        "no actor": 2_147,
        gdelt.MENTION: 1_060,
        gdelt.ANNIVERSARY: 78,
    }
    assert len(
        {(r["citation"], r["date"], r["source"], r["target"], r["native"][:2]) for r in rows}
    ) == len(rows)


def test_gdelt_without_header_and_extra_column_is_the_same(read, shared_data, put):
    with (shared_data / "gdelt" / "events2samps.csv").open(newline="") as handle:
        records = list(csv.reader(handle))
    extra = records[0].index("CAMEOCodeDescription")
    raw = "".join("\t".join(c for i, c in enumerate(r) if i != extra) + "\n" for r in records[1:])
    with_header = rows_of(read(shared_data / "gdelt" / "events2samps.csv"))
    path = put(raw, "20170701000000.export.CSV")
    reading = read(path)
    assert "61 columns, no header" in reading.title
    assert rows_of(reading) == with_header
    packed = path.with_suffix(".CSV.zip")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, path.name)
    assert rows_of(read(packed)) == with_header


# ---- ICEWS --------------------------------------------------------------------------------------


def test_an_id_may_come_twice_on_different_days(read, put):
    text = table(ICEWS, [meeting(), meeting(**{"Event Date": "2018-06-02"}), meeting()])
    reading = read(put(text))
    assert [r["row_id"] for r in rows_of(reading)] == ["1:2018-06-01", "1:2018-06-02"]
    assert reading.cleaning.dropped == {"repeated id (first row kept)": 1}


def test_rows_told_both_ways_are_one_act_of_the_pair(read, put):
    back = {"Event ID": "2", "Source Name": "Iran", "Target Name": "Taliban"}
    other = {"Event ID": "3", "CAMEO Code": "190", "Event Text": "Use conventional military force"}
    rows = rows_of(read(put(table(ICEWS, [meeting(), meeting(**back), meeting(**other)]))))
    met = [r for r in rows if r["native"] == "040"]
    assert len({r["act_id"] for r in met}) == 1 and not any(r["directed"] for r in met)
    assert all(icews.MIRRORED in r["flags"] for r in met)
    (fight,) = (r for r in rows if r["native"] == "190")
    assert fight["directed"] and fight["act_id"] not in {r["act_id"] for r in met}


def test_the_same_words_in_two_sentences_are_not_mirrored(read, put):
    back = {
        "Event ID": "2", "Source Name": "Iran", "Target Name": "Taliban", "Sentence Number": "3",
    }  # fmt: skip
    rows = rows_of(read(put(table(ICEWS, [meeting(), meeting(**back)]))))
    assert len({r["act_id"] for r in rows}) == 2 and all(r["directed"] for r in rows)


def test_odd_codes_american_dates_quotes_and_nulls(read, put):
    odd = [
        meeting(**{"Event Date": "06/13/2017", "Source Name": 'The "Base'}),
        meeting(**{"Event ID": "2", "CAMEO Code": "13y", "Event Text": "?"}),
        meeting(**{"Event ID": "3", "CAMEO Code": "NULL"}),
        meeting(**{"Event ID": "4", "Target Name": "NULL"}),
    ]
    reading = read(put(table(ICEWS, odd)))
    rows = {r["row_id"][0]: r for r in rows_of(reading)}
    assert rows["1"]["date"] == date(2017, 6, 13) and rows["1"]["source"] == 'The "Base'
    assert rows["2"]["type"] is None and rows["2"]["native"] == "13y"
    assert rows["3"]["native"] is None and rows["1"]["place"] is None
    assert reading.cleaning.dropped == {"no actor": 1}


def test_a_spreadsheet_wrote_it_anew(read, put):
    row = meeting(**{"CAMEO Code": "40", "Event Date": "6/13/2018", "Latitude": "35,5"})
    (found,) = rows_of(read(put("\ufeff" + quoted(ICEWS, [row], ";"), "re.csv")))
    assert (found["native"], found["type"], found["lat"]) == ("040", "CONSULT", 35.5)
    assert found["date"] == date(2018, 6, 13)


def test_damage_costs_only_its_own_line(read, put):
    good = table(ICEWS, [meeting(**{"Event ID": str(n)}) for n in range(100)]).encode()
    lines = good.split(b"\n")
    lines[5] = lines[5].replace(b"Taliban", b"Tali\xffban")
    lines[7] = lines[7][:20]
    lines[9] = lines[9].replace(b"Iran", b"Ir\x00an", 1)
    ragged = b"\r\n".join(lines[:50]) + b"\r\n" + b"\n".join(lines[50:])
    reading = read(put(ragged))
    assert reading.cleaning.adds_up
    assert (reading.cleaning.read, reading.cleaning.kept) == (100, 99)
    assert reading.cleaning.dropped == {"wrong number of columns": 1}
    assert reading.cleaning.flagged["undecodable bytes replaced"] == 2


def test_a_cut_file_says_so(read, put):
    text = table(ICEWS, [meeting(**{"Event ID": str(n)}) for n in range(9)])
    reading = read(put(text[:-60]))
    assert reading.cleaning.dropped == {"cut off in the middle of a record": 1}
    assert any("download it again" in note for note in reading.notes)


def test_codes_of_another_ontology_are_refused(read, put):
    text = table(ICEWS, [meeting(**{"CAMEO Code": "ARMED", "Event ID": str(n)}) for n in range(9)])
    with pytest.raises(FileError, match=r"9 of 9 codes .* are not CAMEO, such as 'ARMED'"):
        read(put(text))


def test_two_formats_in_one_file_count_the_other_as_unreadable(read, put):
    text = table(ICEWS, [meeting()]) + "id,side_a,side_b\n1,2,3\n"
    assert read(put(text)).cleaning.dropped == {"wrong number of columns": 2}


def test_columns_of_two_datasets_are_refused(read, put):
    both = [*ICEWS, "event_id_cnty", "event_date_", "actor1"]
    with pytest.raises(FileError, match=r"the columns of ICEWS.* and ACLED"):
        read(put(table(both, [meeting()])))


def test_ten_thousand_columns(read, put):
    wide = [*ICEWS, *(f"x{n}" for n in range(10_000))]
    assert len(rows_of(read(put(table(wide, [meeting()]))))) == 1
    with pytest.raises(FileError, match="no known format"):
        read(put(table(wide[20:], [{"x1": 1}])))


# ---- GDELT --------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [57, 58, 61])
def test_forms_of_gdelt(read, put, width):
    columns = gdelt._FORMS[width]
    rows = [mention(), mention(globaleventid="501", eventrootcode="--", eventbasecode="--")]
    found = rows_of(read(put(table(columns, rows, header=False), "19790101.export.CSV")))
    assert len(found) == 2
    assert (found[0]["country"], found[0]["admin1"]) == ("AFG", "Kabol")
    assert found[0]["published"] == date(2017, 7, 1)
    assert '"nummentions":"7"' in found[0]["details"] and found[0]["count"] == 1


def test_sixty_one_columns_that_are_not_gdelt(read, put):
    text = "\t".join(str(n) for n in range(61)) + "\n"
    with pytest.raises(FileError, match="no known format"):
        read(put(text))


def test_a_slice_of_gdelt_says_that_it_is_one(read, put):
    rows = [mention(), mention(globaleventid="501", sourceurl="b", dateadded="20170701121500")]
    (note,) = read(put(table(GDELT, rows, header=False))).notes
    assert "within 15 minutes" in note
    rows[1]["dateadded"] = "20170702120000"
    assert not read(put(table(GDELT, rows, header=False))).notes


def test_fips_is_not_iso(read, put):
    places = {"CH": "CHN", "AU": "AUT", "GM": "DEU", "IZ": "IRQ", "RS": "RUS", "GZ": "PSE"}
    rows = [
        mention(globaleventid=str(n), sourceurl=f"u{n}", actiongeo_countrycode=code)
        for n, code in enumerate(places)
    ]
    found = rows_of(read(put(table(GDELT, rows, header=False))))
    assert {r["row_id"]: r["country"] for r in found} == {
        str(n): iso for n, iso in enumerate(places.values())
    }


@pytest.mark.parametrize("damage", [b"", b"\x00" * 40, b"\x1f\x8b\x08rest"])
def test_damaged_archives(read, put, damage):
    packed = gzip.compress(table(GDELT, [mention()], header=False).encode())
    with pytest.raises(FileError):
        read(put(packed[:20] + damage, "a.gz"))


def test_an_archive_of_two_files(read, tmp_path):
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "1")
        archive.writestr("../b", "2")
    with pytest.raises(FileError, match="zip archive of 2 files"):
        read(path)


# ---- KEDS ---------------------------------------------------------------------------------------


def test_keds_as_keds_wrote_it(read, put):
    text = "790415\tISR\tPALPLO\t223\tforce\n020101\tISR\tPALPLO\t223\n"
    reading = read(put(text.replace("223\n", "223\t\n"), "levant.weis.txt"))
    assert reading.dataset == "keds-levant"
    assert [r["date"].year for r in rows_of(reading)] == [1979, 2002]


def test_keds_codes_that_do_not_tell(read, put):
    text = "date,source,target,code\n1999-01-01,ISR,EGY,031\n"
    with pytest.raises(FileError, match="may be CAMEO or WEIS"):
        read(put(text, "gulf.csv"))
    assert rows_of(read(put(text, "gulf.weis.csv")))[0]["type"] == "CONSULT"
    assert rows_of(read(put(text, "gulf.cameo.csv")))[0]["type"] == "AGREE"


def test_equal_rows_of_keds_keep_their_ids(read, put):
    text = "date,source,target,code\n" + "1999-01-01,ISR,EGY,2042\n" * 2
    ids = [r["row_id"] for r in rows_of(read(put(text, "gulf.csv")))]
    assert ids == ["1999-01-01:ISR:EGY:2042", "1999-01-01:ISR:EGY:2042:2"]


def test_ambiguous_dates_are_asked_for(read, put):
    text = "date,source,target,code\n03/04/1999,ISR,EGY,2042\n"
    with pytest.raises(FileError, match="read either way"):
        read(put(text))
    found = rows_of(read(put(text), date_order="dmy"))
    assert found[0]["date"] == date(1999, 4, 3)
    clear = rows_of(read(put(text + "03/14/1999,ISR,EGY,2042\n")))
    assert [r["date"].month for r in clear] == [3, 3]


# ---- POLECAT ------------------------------------------------------------------------------------


def test_polecat_with_none_latin_letters_and_a_name_too_many(read, put):
    assert len(polecat.WRITTEN) == 40
    rows = [
        coded(**{"Actor Name": "Münster"}),
        coded(**{"Event ID": "p2", "Recipient Name": "None"}),
        coded(**{"Event ID": "p3", "Event Type": "SANCTION", "Event Mode": "None",
                 "Quad Code": "3", "Intensity": ""}),
    ]  # fmt: skip
    text = table(polecat.WRITTEN, rows)
    head, body = text.split("\n", 1)
    lines = [line + "\t\t" for line in body.splitlines()]
    with_surplus = "\n".join([head + "\tHeadline", *lines]) + "\n"
    reading = read(put(with_surplus, encoding="iso-8859-1"))
    found = {r["act_id"]: r for r in rows_of(reading)}
    assert reading.cleaning.dropped == {"no actor": 1}
    assert (found["polecat:p1"]["source"], found["polecat:p1"]["mode"]) == ("Münster", "visit")
    assert found["polecat:p1"]["country"] == "CHN" and found["polecat:p1"]["score"] == 4.0
    # The row's own quad class counts, and the manual's score where it gives no intensity.
    assert (found["polecat:p3"]["quad"], found["polecat:p3"]["score"]) == (3, -6.0)


def test_a_headline_that_is_a_column(read, put):
    rows = [coded(Headline="Delegation visits")]
    assert len(rows_of(read(put(table([*polecat.WRITTEN, "Headline"], rows))))) == 1


# ---- ACLED (rows made up) -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "order"),
    [(acled.COLUMNS[:31], 1), ([c.upper() for c in acled.COLUMNS], -1)],
)
def test_old_and_new_columns_of_acled(read, put, columns, order):
    row = {k.upper() if columns[0].isupper() else k: v for k, v in clash().items()}
    reading = read(put("\ufeff" + quoted(list(columns)[::order], [row]), "acled.csv"))
    (found,) = rows_of(reading)
    assert (found["type"], found["directed"], found["fatalities_best"]) == ("ASSAULT", False, 3)
    assert found["date"] == date(2021, 5, 16) and found["country"] == "AFG"
    assert "acleddata.com" in reading.citation and "acleddata.com" in reading.notes[0]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-01-31", date(2023, 1, 31)),
        ("16 May 2025", date(2025, 5, 16)),
        ("7-Feb-25", date(2025, 2, 7)),
        ("30-Sept-24", date(2024, 9, 30)),
        ("03-04-2021", date(2021, 4, 3)),
        ("31/12/2021", date(2021, 12, 31)),
        ("12/31/2021", date(2021, 12, 31)),
    ],
)
def test_dates_of_acled(read, put, written, day):
    text = quoted(acled.COLUMNS[:31], [clash(event_date=written)])
    assert rows_of(read(put(text, "a.csv")))[0]["date"] == day


def test_direction_of_acled(read, put):
    rows = [
        clash(event_id_cnty="1", sub_event_type="Attack", actor1="Civilians (X)",
              inter1="7", actor2="Militia", inter2="3"),
        clash(event_id_cnty="2", sub_event_type="Air/drone strike"),
        clash(event_id_cnty="3", sub_event_type="Peaceful protest", actor2=""),
        clash(event_id_cnty="4", sub_event_type="Other"),
    ]  # fmt: skip
    reading = read(put(quoted(acled.COLUMNS[:31], rows), "a.csv"))
    found = {r["row_id"]: r for r in rows_of(reading)}
    assert (found["1"]["source"], found["1"]["target"]) == ("Militia", "Civilians (X)")
    assert "direction assumed" in found["2"]["flags"]
    assert found["4"]["type"] is None
    assert reading.cleaning.dropped == {acled.ONE_SIDED: 1}


def test_weeks_and_months_of_acled_are_spans(read, put):
    rows = [
        clash(event_id_cnty="1", time_precision="2"),
        clash(event_id_cnty="2", time_precision="3"),
    ]
    found = rows_of(read(put(quoted(acled.COLUMNS[:31], rows), "a.csv")))
    spans = {r["row_id"]: (r["date"].day, r["date_end"].day, r["date_precision"]) for r in found}
    assert spans == {"1": (13, 19, "week"), "2": (1, 31, "month")}


def test_monadic_acled_is_joined(read, put):
    columns = [c for c in acled.COLUMNS[:31] if c not in ("actor2", "assoc_actor_2", "inter2")]
    rows = [clash(), clash(actor1="Police Forces of Afghanistan (2004-2021)")]
    reading = read(put(quoted(columns, rows), "a.csv"))
    (found,) = rows_of(reading)
    assert (found["source"], found["target"][:6]) == ("Taliban", "Police")
    assert any("monadic" in note for note in reading.notes)
    assert reading.cleaning.dropped == {acled.OTHER_SIDE: 1}


# ---- TGB ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("offset", [0, -7200, 18000])
def test_tgb_days_whatever_the_zone(read, put, offset):
    first = 1_388_534_400 + offset
    text = f"date,head,tail,relation_type\n{first},A,B,Consult\n{first + 86400},A,B,190\n"
    found = rows_of(read(put(text, "tkgl-x.csv")))
    assert [r["date"] for r in found] == [date(2014, 1, 1), date(2014, 1, 2)]
    assert [r["type"] for r in found] == ["CONSULT", "ASSAULT"]


# ---- spelling -----------------------------------------------------------------------------------

_SPELLINGS = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%d-%b-%Y", "%B %d, %Y", "%d.%m.%Y"),
    "%Y-%m-%dT00:00:00",
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)), st.sampled_from(_SPELLINGS))
def test_any_spelling_of_a_day_is_that_day(connection, day, spelling):
    from whowhom.sources.spelling import iso

    sql = f"SELECT {iso('t', 'dmy')} FROM (SELECT ? AS t)"
    assert connection.execute(sql, [day.strftime(spelling)]).fetchone() == (day.isoformat(),)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=30), st.sampled_from(["auto", "dmy", "mdy", "unix", "excel"]))
def test_no_text_breaks_a_date(connection, text, order):
    from whowhom.sources.spelling import iso

    sql = f"SELECT {iso('t', order)} FROM (SELECT ? AS t)"
    assert connection.execute(sql, [text.replace("\x00", "")]).fetchone()[0] is not None
