"""UCDP GED in every vintage, and each trap of its format."""

from datetime import date

import pytest

from tests.gedfile import OLD_COLUMNS, ged_text
from whowhom.errors import FileError, OptionError
from whowhom.sources.ucdp import COLUMNS


def one(reading):
    (row,) = reading.events.rows()
    return row


def test_known_figures_of_candidate_2021(read, shared_data):
    reading = read(shared_data / "ucdp" / "GEDEvent_v21_01_21_12.csv")
    rows = [r for r in reading.events.rows() if r["country"] == "AFG"]

    def pairs(a, b):
        return [r for r in rows if (r["source"], r["target"]) == (a, b)]

    assert (reading.cleaning.read, reading.cleaning.kept, len(rows)) == (17_407, 17_407, 4_512)
    assert len(pairs("Government of Afghanistan", "Taleban")) == 4_146
    assert len(pairs("Taleban", "Civilians")) == 135
    government_is = pairs("Government of Afghanistan", "IS")
    assert len(government_is) == 101
    assert sum(r["date"] < date(2021, 8, 15) for r in government_is) == 36
    assert len(pairs("Government of Afghanistan", "Civilians")) == 41
    assert len(pairs("IS", "Civilians")) == 41
    assert len(pairs("Government of Afghanistan", "NRF")) == 39


@pytest.mark.parametrize(
    ("name", "rows"),
    [("ged_myanmar.csv", 7_374), ("ged_sample.csv", 1_000), ("hdx_conflict_data_BGD.csv", 601)],
)
def test_known_row_counts(read, shared_data, name, rows):
    reading = read(shared_data / "ucdp" / name)
    assert (reading.cleaning.read, reading.cleaning.kept) == (rows, rows)


def test_hdx_form_with_its_tag_row_covers_its_country(read, shared_data):
    reading = read(shared_data / "ucdp" / "hdx_conflict_data_BGD.csv")
    assert reading.window.countries == ("BGD",)
    assert not any(str(r["row_id"]).startswith("#") for r in reading.events.rows())


def test_columns_are_found_by_name_in_any_order_and_case(read, ged):
    shuffled = [c.upper() for c in reversed(COLUMNS)]
    text = ged_text([{}], columns=COLUMNS).splitlines()
    path = ged({}, name="a.csv")
    straight = one(read(path))
    cells = dict(zip(COLUMNS, next(iter(_records(text[1:]))), strict=True))
    other = path.with_name("b.csv")
    other.write_text(_csv([shuffled, [cells[c.lower()] for c in shuffled]]), "utf-8")
    assert one(read(other)) == straight


def _records(lines):
    import csv

    return list(csv.reader(lines))


def _csv(rows):
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def test_the_42_columns_of_release_19_1(read, ged):
    row = one(read(ged({"best": 3, "low": 2, "high": 5}, columns=OLD_COLUMNS)))
    assert (row["fatalities_low"], row["fatalities_best"], row["fatalities_high"]) == (2, 3, 5)


def test_release_24_0_1_without_a_header(read, ged):
    row = {"date_start": "2024-01-05"}
    path = ged(row, row, header=False, name="GEDEvent_v24_0_1.csv")
    reading = read(path)
    assert reading.cleaning.kept == 2
    assert reading.version == "24.0.1"
    assert reading.window.last == date(2024, 1, 31)


def test_state_based_and_non_state_are_undirected_and_one_sided_is_directed(read, ged):
    rows = read(ged(*({"type_of_violence": n} for n in (1, 2, 3)))).events.rows()
    assert [r["directed"] for r in sorted(rows, key=lambda r: r["row_id"])] == [False, False, True]


@pytest.mark.parametrize(
    "written", ["2021-05-11", "2021-05-11 00:00:00.000", "2021-05-11T00:00:00"]
)
def test_dates_as_in_csv_api_and_hdx(read, ged, written):
    assert one(read(ged({"date_start": written})))["date"] == date(2021, 5, 11)


def test_date_precision_words(read, ged):
    rows = read(ged(*({"date_prec": n} for n in range(1, 6)))).events.rows()
    words = [r["date_precision"] for r in sorted(rows, key=lambda r: r["row_id"])]
    assert words == ["day", "week", "week", "month", "year"]


def test_odd_rows_are_flagged_and_kept(read, ged):
    reading = read(
        ged(
            {"side_b": "Government of Afghanistan"},
            {"best": 5, "high": 3},
            {"low": 9, "high": 9},
            {"code_status": "Check deaths"},
            {"side_b": "XXX70"},
            {"country": "Atlantis"},
        )
    )
    assert reading.cleaning.kept == 6
    assert reading.cleaning.flagged == {
        "both sides the same": 1,
        "high below best": 1,
        "low above best": 1,
        "not yet clear (candidate)": 1,
        "placeholder for an actor": 1,
        "unknown country name": 1,
    }


def test_zero_deaths_stay(read, ged):
    row = one(read(ged({"best": 0, "low": 0, "high": 0})))
    assert row["fatalities_best"] == 0


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"date_start": "2021-02-30"}, "impossible date"),
        ({"date_start": ""}, "no date"),
        ({"date_start": "2021-05-02", "date_end": "2021-05-01"}, "end before start"),
        ({"type_of_violence": 4}, "unknown type of violence"),
        ({"type_of_violence": ""}, "unknown type of violence"),
        ({"side_a": ""}, "no actor"),
        ({"id": ""}, "no id"),
        ({"id": "1"}, "repeated id (first row kept)"),
    ],
)
def test_a_bad_row_is_dropped_with_its_reason_and_the_good_ones_stay(read, ged, fault, reason):
    reading = read(ged({}, fault, {}))
    assert reading.cleaning.kept == 2
    assert reading.cleaning.dropped == {reason: 1}
    assert reading.cleaning.lines == {reason: [2]}
    assert reading.cleaning.adds_up


@pytest.mark.parametrize(
    ("fault", "flag", "gone"),
    [
        ({"latitude": "91"}, "impossible coordinates (left out)", "lat"),
        ({"longitude": "east"}, "impossible coordinates (left out)", "lon"),
        ({"latitude": "nan"}, "impossible coordinates (left out)", "lat"),
        ({"best": "-1"}, "negative deaths (left out)", "fatalities_best"),
        ({"best": "many"}, "deaths not a number (left out)", "fatalities_best"),
        ({"best": "1e99"}, "deaths not a number (left out)", "fatalities_best"),
        ({"best": "inf"}, "deaths not a number (left out)", "fatalities_best"),
    ],
)
def test_an_impossible_figure_is_left_out_and_its_row_flagged(read, ged, fault, flag, gone):
    reading = read(ged(fault))
    assert one(reading)[gone] is None
    assert flag in reading.cleaning.flagged


def test_embedded_newlines_quotes_and_long_text_survive(read, ged):
    text = 'one\n"two"; three,\r\nfour ' + "x" * 200_000
    assert one(read(ged({"source_article": text})))["citation"] == text


def test_diacritics_and_a_byte_order_mark(read, ged):
    row = one(read(ged({"where_coordinates": "Bhāndāria"}, encoding="utf-8-sig")))
    assert row["place"] == "Bhāndāria"


HOSTILE = [
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x")',
    "'; DROP TABLE events; --",
    "two\nlines",
    "\u202eright to left",
    "../../etc/passwd",
    "[red]markup[/red]",
    "\x1b[31mred",
    "🦊" * 50,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_kept_as_written(read, ged, name):
    row = one(read(ged({"side_b": name, "where_coordinates": name})))
    assert (row["target"], row["place"]) == (name, name)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_seen_from_the_header(read, ged, delimiter):
    assert read(ged({}, {}, delimiter=delimiter)).cleaning.kept == 2


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_other_line_ends(read, ged, line_end):
    assert read(ged({}, {}, line_end=line_end)).cleaning.kept == 2


def test_utf_16_is_read(read, ged):
    row = one(read(ged({"where_coordinates": "Bhāndāria"}, encoding="utf-16")))
    assert row["place"] == "Bhāndāria"


def test_a_file_in_another_encoding_is_refused_and_read_when_told(read, ged):
    path = ged(*({"where_coordinates": "Besançon"} for _ in range(9)), encoding="cp1252")
    with pytest.raises(FileError, match=r"not utf-8.*--encoding"):
        read(path)
    assert read(path, encoding="cp1252").events.rows()[0]["place"] == "Besançon"


def test_one_damaged_byte_flags_its_row_only(read, ged):
    path = ged({"where_coordinates": "Besanc@on"}, *({} for _ in range(40)))
    path.write_bytes(path.read_bytes().replace(b"@", b"\xe7"))
    reading = read(path)
    assert reading.cleaning.kept == 41
    assert reading.cleaning.flagged == {"undecodable bytes replaced": 1}


def test_a_stray_quote_costs_its_own_record(read, ged):
    path = ged(*({"adm_1": f"p{n}"} for n in range(50)))
    path.write_text(
        path.read_text("utf-8").replace("p10,", 'p10 "broken" x,').replace("p20,", '"p20" y,'),
        "utf-8",
    )
    reading = read(path)
    assert reading.cleaning.read == 50
    assert reading.cleaning.kept >= 48
    assert reading.cleaning.adds_up


def test_a_truncated_file_keeps_its_whole_records(read, ged):
    path = ged(*({} for _ in range(20)))
    path.write_bytes(path.read_bytes()[:-40])
    reading = read(path)
    assert reading.cleaning.kept == 19
    assert sum(reading.cleaning.dropped.values()) == 1


def test_ragged_rows_are_counted(read, ged):
    path = ged({}, {})
    with path.open("a") as handle:
        handle.write("3,too,short\n")
    assert read(path).cleaning.dropped == {"wrong number of columns": 1}


def test_a_huge_field_is_one_unreadable_record(read, ged):
    reading = read(ged({}, {"source_article": "x" * (33 << 20)}, {}))
    assert reading.cleaning.kept == 2
    assert reading.cleaning.dropped == {"a field of more than 32 MB": 1}


def test_a_missing_column_is_named(read, ged):
    columns = [c for c in COLUMNS if c not in ("best", "date_end")]
    with pytest.raises(FileError, match="no column date_end, best"):
        read(ged({}, columns=columns))


def test_header_only(read, ged):
    with pytest.raises(FileError, match="no rows"):
        read(ged())


def test_no_good_row_is_refused_with_the_reasons(read, ged):
    with pytest.raises(FileError, match=r"none of the 2 rows.*impossible date \(2\)"):
        read(ged({"date_start": "2021-13-01"}, {"date_start": "2021-00-01"}))


def test_an_extract_says_that_it_is_one(read, ged):
    assert "extract" in read(ged({})).notes[0]
    assert read(ged({})).window is None


def test_a_told_version_makes_it_a_release(read, ged):
    reading = read(ged({}), version="22.1")
    assert reading.window.last == date(2021, 12, 31)
    assert reading.published == date(2022, 6, 15)


def test_published_as_told_goes_before_the_usual_day(read, ged):
    reading = read(ged({}, name="GEDEvent_v21_0_1.csv"), published=date(2021, 5, 1))
    assert (reading.published, reading.published_assumed) == (date(2021, 5, 1), False)


@pytest.mark.parametrize(
    "word", ["infinity", "-infinity", "epoch", "today", "0203-03-01", "9998-01-01"]
)
def test_words_and_years_that_are_no_dates_here(read, ged, word):
    assert read(ged({}, {"date_start": word})).cleaning.dropped == {"impossible date": 1}


def test_a_good_row_keeps_its_id_after_a_bad_one(read, ged):
    reading = read(ged({"id": 7, "date_start": "junk"}, {"id": 7}, {"id": 7}))
    assert reading.cleaning.dropped == {"impossible date": 1, "repeated id (first row kept)": 1}
    assert reading.cleaning.lines["repeated id (first row kept)"] == [3]


def test_a_quote_that_never_closes_costs_one_record(read, tmp_path):
    lines = ged_text({"id": n, "source_article": "Reuters"} for n in range(200)).split("\n")
    lines[100] = lines[100].replace("Kabul city", '"Kabul city', 1)
    path = tmp_path / "unquoted.csv"
    path.write_text("\n".join(lines), "utf-8")
    reading = read(path)
    assert reading.cleaning.read == 200
    assert reading.cleaning.kept >= 198
    assert reading.cleaning.adds_up


def test_a_path_with_glob_characters_is_that_file(read, ged):
    ged({}, {}, {}, name="data1.csv")
    assert read(ged({}, name="data[1].csv")).cleaning.read == 1
    assert read(ged({}, {}, name="data?.csv")).cleaning.read == 2


@pytest.mark.parametrize("name", ["order", "group", "select", "column_50", "é", ""])
def test_extra_columns_of_any_name(read, ged, name):
    assert read(ged({}, {}, columns=[*COLUMNS, name])).cleaning.kept == 2


def test_blank_lines_before_the_header(read, ged):
    path = ged({}, {})
    path.write_text(",,,,\n\n" + path.read_text("utf-8"), "utf-8")
    assert read(path).cleaning.kept == 2


def test_a_truncated_release_replaces_nothing(case, ged):
    rows = [
        {"id": n, "country": c}
        for n, c in enumerate(["Iraq", "Syria", "Yemen", "Mali", "Nigeria", "Afghanistan", "India"])
    ]
    path = ged(*rows, name="GEDEvent_v21_0_1.csv")
    case.add(path)
    path.write_bytes(path.read_bytes()[:-300])
    added = case.add(path)
    assert "middle of a record" in added.notes[0]
    assert len(case.snapshot().columns) == 7


@pytest.mark.parametrize("codec", ["base64", "rot_13", "hex", "undefined", "utf-16"])
def test_codecs_that_do_not_fit(read, ged, codec):
    with pytest.raises(FileError):
        read(ged({}), encoding=codec)


@pytest.mark.parametrize(
    "version", ["-5.1", "2_6.1", "22.06.22.01", "1000000000000000000000.1", "x"]
)
def test_versions_that_ucdp_never_gave(read, ged, version):
    with pytest.raises(OptionError, match="not a version"):
        read(ged({}), version=version)


def test_rows_outside_their_release_leave_the_case_as_it_was(case, ged):
    path = ged({"date_start": "2021-01-01"}, name="GEDEvent_v25_0_3.csv")
    with pytest.raises(
        FileError, match=r"\(2021-01-01 to 2021-01-01\) lie outside version 25\.0\.3"
    ):
        case.add(path)
    assert not case.imports()
