"""Damage of every kind done to a file of every format: counted or refused, never lost or raised.

Each cell of the matrix either reads with figures that add up, or is refused in one line that says
what to do next.
"""

import pytest

from tests.sources.forms import FORMS, spreadsheet
from whowhom.errors import FileError

pytestmark = pytest.mark.long

ROWS = 40


@pytest.fixture(params=sorted(FORMS))
def form(request):
    return FORMS[request.param]


@pytest.fixture
def open_(read, tmp_path):
    """Read a damaged file of a form."""

    def _open(form, damaged, **options):
        path = tmp_path / form.file
        path.write_bytes(damaged if isinstance(damaged, bytes) else damaged.encode("utf-8"))
        if form.mapping:
            options["mapping"] = tmp_path / "map.toml"
            options["mapping"].write_text(form.mapping, "utf-8")
        reading = read(path, **options)
        assert reading.cleaning.adds_up
        return reading

    return _open


def refused(open_, form, damaged, **options):
    """The message with which a file is refused: one line, with a way out."""
    with pytest.raises(FileError) as caught:
        open_(form, damaged, **options)
    message = str(caught.value)
    assert "\n" not in message and len(message) < 1_000 and "; allowed: " in message
    return message


def test_a_good_file_is_read_whole(open_, form):
    reading = open_(form, form.text(form.rows(ROWS)))
    assert (reading.cleaning.read, reading.cleaning.kept) == (ROWS, ROWS)
    assert not reading.cleaning.dropped


@pytest.mark.parametrize("damaged", [b"", b"\n\n\r\n", b"\xef\xbb\xbf", b"\x00" * 500])
def test_empty(open_, form, damaged):
    assert "is empty" in refused(open_, form, damaged)


def test_a_header_without_rows(open_, form):
    if form.header:
        refused(open_, form, form.text([]))


def test_a_picture(open_, form):
    refused(open_, form, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)


def test_a_missing_column_is_named(open_, form):
    for missing in form.required:
        columns = tuple(c for c in form.columns if c != missing)
        message = refused(open_, form, form.text(form.rows(3), columns))
        assert f"has no column {missing}".casefold().replace("_", " ") in (
            message.casefold().replace("_", " ")
        )


@pytest.mark.parametrize("share", [0.3, 0.5, 0.77, 0.99])
def test_cut_off(open_, form, share):
    """What stands before the cut stays; the record that is cut is told from a wrong one."""
    text = form.text(form.rows(ROWS))
    cut = text[: int(len(text) * share)]
    whole = cut.count("\n") - form.header
    reading = open_(form, cut)
    # The last record may happen to be cut where it still tells what it must.
    assert whole <= reading.cleaning.kept <= whole + 1
    assert reading.cleaning.read <= whole + 1


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends(open_, form, ends):
    text = form.text(form.rows(ROWS)).replace("\n", ends)
    assert open_(form, text).cleaning.kept == ROWS


def test_mixed_line_ends(open_, form):
    lines = form.text(form.rows(ROWS)).splitlines()
    ends = ("\n", "\r\n", "\n", "\r")
    text = "".join(line + ends[n % 4] for n, line in enumerate(lines))
    assert open_(form, text).cleaning.kept == ROWS


def test_a_byte_order_mark(open_, form):
    assert open_(form, "\ufeff" + form.text(form.rows(ROWS))).cleaning.kept == ROWS


def test_utf_16(open_, form):
    assert open_(form, form.text(form.rows(ROWS)).encode("utf-16")).cleaning.kept == ROWS


def test_one_byte_outside_the_encoding_costs_no_row(open_, form):
    rows = form.rows(ROWS)
    rows[4][form.source] = "Tal\u00efban"
    text = form.text(rows).encode("cp1252")
    reading = open_(form, text)
    assert reading.cleaning.kept == ROWS


def test_nul_bytes_cost_at_most_their_row(open_, form):
    rows = form.rows(ROWS)
    rows[4][form.source] = "Tali\x00ban"
    reading = open_(form, form.text(rows))
    assert reading.cleaning.read == ROWS and reading.cleaning.kept >= ROWS - 1


def test_ten_thousand_columns(open_, form):
    if not form.header:
        assert "no known format" in refused(open_, form, "\t".join("1" * 10_000) + "\n")
        return
    if form is FORMS["keds"]:  # four names as common as these say nothing among so many
        refused(open_, form, form.text(form.rows(2), (*form.columns, *map(str, range(10_000)))))
        return
    wide = (*form.columns, *(f"x{n}" for n in range(10_000)))
    assert open_(form, form.text(form.rows(2), wide)).cleaning.kept == 2


def test_columns_in_another_order(open_, form):
    if form.header:
        text = form.text(form.rows(ROWS), form.columns[::-1])
        assert open_(form, text).cleaning.kept == ROWS


def test_a_spreadsheet_saved_it_anew(open_, form):
    """Semicolons, days before months, a byte order mark, and commas in numbers."""
    if form.file == "x.export.CSV" or not form.header:
        pytest.skip("a spreadsheet's table begins with its header")
    if form.day == "date" and "head" in form.columns:
        pytest.skip("its times are seconds")
    rows = form.rows(28)
    for row in rows:
        if form.day != "sqldate":  # a number: a spreadsheet leaves it
            year, month, day = row[form.day].split("-")
            row[form.day] = f"{day}.{month}.{year}"
        for column in ("Latitude", "latitude", "Lat", "Intensity", "goldsteinscale"):
            if row.get(column):
                row[column] = str(row[column]).replace(".", ",")
    records = [list(form.columns), *([str(r.get(c, "")) for c in form.columns] for r in rows)]
    reading = open_(form, "\ufeff" + spreadsheet(records, ";", "\r\n"))
    kept = reading.events.rows()
    assert len(kept) == 28
    assert {row["date"].month for row in kept} == {6}
    assert all(row["lat"] is None or 34 < row["lat"] < 36 for row in kept)


def test_impossible_dates_are_counted(open_, form):
    rows = form.rows(ROWS)
    rows[3][form.day] = "2018-02-31" if form.day != "sqldate" else "20180231"
    rows[5][form.day] = ""
    reading = open_(form, form.text(rows))
    assert (reading.cleaning.read, reading.cleaning.kept) == (ROWS, ROWS - 2)
    assert set(reading.cleaning.dropped) == {"impossible date", "no date"}


def test_unknown_codes_keep_the_row_without_a_type(open_, form):
    if not form.code:
        return
    rows = form.rows(ROWS)
    rows[3][form.code] = "zzz"
    reading = open_(form, form.text(rows))
    assert reading.cleaning.kept == ROWS
    assert sum(row["type"] is None for row in reading.events.rows()) >= 1


def test_codes_of_another_ontology(open_, form):
    """Nothing is typed by chance: a file of foreign codes is refused, or keeps them untyped."""
    if not form.code:
        return
    rows = form.rows(ROWS)
    for row in rows:
        row[form.code] = "ZZ9"
        if "eventrootcode" in form.columns:
            row.update(eventbasecode="ZZ9", eventrootcode="ZZ")
    if form.mapping or "relation_type" in form.columns:  # the user's own words, or a graph's
        assert all(r["type"] is None for r in open_(form, form.text(rows)).events.rows())
    else:
        assert "ZZ9" in refused(open_, form, form.text(rows)).upper()


def test_two_formats_in_one_file(open_, form):
    """Rows of a second format are counted as unreadable, and the first format's all stay."""
    other = FORMS["keds" if form is not FORMS["keds"] else "acled"]
    reading = open_(form, form.text(form.rows(ROWS)) + other.text(other.rows(5)))
    good = [r for r in reading.events.rows() if r["date"].year == 2018]
    assert len(good) >= ROWS and reading.cleaning.read - reading.cleaning.kept >= 1


def test_hostile_names_stay_as_they_are(open_, form):
    hostile = ['=HYPERLINK("x")', "<script>alert(1)</script>", "'; DROP TABLE x; --", "../../etc"]
    first, *rows = form.rows(len(hostile) + 1)  # a file without a header is known by its first row
    for row, name in zip(rows, hostile, strict=True):
        row[form.source] = name
    found = {row["source"] for row in open_(form, form.text([first, *rows])).events.rows()}
    assert found == {first[form.source], *hostile}


def test_a_huge_field(open_, form):
    rows = form.rows(ROWS)
    rows[3][form.source] = "x" * 2_000_000
    reading = open_(form, form.text(rows))
    assert reading.cleaning.read == ROWS and reading.cleaning.kept >= ROWS - 1


def test_both_sides_the_same_is_flagged_and_kept(open_, form):
    rows = form.rows(ROWS)
    rows[3][_target(form)] = rows[3][form.source]
    reading = open_(form, form.text(rows))
    assert reading.cleaning.kept == ROWS
    assert reading.cleaning.flagged.get("both sides the same") == 1


def _target(form):
    known = ("side_b", "Target Name", "Recipient Name", "actor2code", "target", "actor2", "tail")
    return next(name for name in (*known, "To whom") if name in form.columns)


def test_rows_told_twice(open_, form):
    """Equal rows: with ids of the dataset's own the second goes, without it stays with its own."""
    rows = form.rows(ROWS)
    reading = open_(form, form.text([*rows, rows[0]]))
    assert reading.cleaning.read == ROWS + 1
    ids = [row["event_id"] for row in reading.events.rows()]
    assert len(ids) == len(set(ids)) and len(ids) in (ROWS, ROWS + 1)
