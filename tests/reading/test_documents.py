from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.pdffile import pdf_bytes
from whowhom.errors import FileError
from whowhom.reading import documents
from whowhom.reading.documents import read_document
from whowhom.reading.turns import turns_of

LETTERS = st.text(st.characters(codec="utf-8"), max_size=30)
LINES = st.lists(
    LETTERS
    | st.sampled_from(
        [
            "",
            "",
            "Jo Park: Why?",
            "Amal Idris: They had to.",
            "# Truce",
            "**Who?**",
            "By Jo Park",
            "On the truce",
            "It held on",
            "<p>It held.</p>",
            "- one",
            "Image: Jo Park.",
            "Sources",
            "“It held.",
            "Q: Who?",
            "A: We.",
            "Will it hold?",
            "---",
            "Related: more",
            "AI:",
            " ",
        ]
    ),
    max_size=25,
)


def check(document):
    at = 0
    for block in document.blocks:
        assert block.span.start >= at
        assert not document.text[at : block.span.start].strip()
        assert block.span.of(document.text).strip() == block.span.of(document.text)
        assert block.span.start < block.span.end
        assert block.strong is None or block.span.covers(block.strong)
        at = block.span.end
    assert not document.text[at:].strip()
    assert "\r" not in document.text


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@given(lines=LINES, end=st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
def test_blocks_leave_out_nothing_but_white_space(suffix, lines, end, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(end.join(lines).encode())
    try:
        document = read_document(path)
    except FileError:
        return
    check(document)
    at = 0
    for turn in turns_of(document):
        assert turn.span.start >= at
        assert turn.span.of(document.text).strip()
        at = turn.span.end


def test_a_text_keeps_the_offsets_of_its_file():
    text = "  The truce\n\nIt held on Monday,\tas  before.  \n\n\nThen it broke.\n"
    document = read_document(text.encode())
    assert document.text == text
    assert document.form == "text"


def test_the_same_text_has_the_same_id(tmp_path):
    path = tmp_path / "other name.txt"
    path.write_text("The truce held.")
    assert read_document(path).report_id == read_document(b"The truce held.").report_id
    assert read_document(b"The truce broke.").report_id != read_document(path).report_id


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        ("\u200b\u200e\n".encode(), "has no text"),
        (b"PK\x03\x04rest", "Office file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (bytes(range(256)) * 20, "encoding that cannot be told"),
        (b"\x00\x01\x02\x03text" * 50, "is binary"),
        ("Война и мир".encode("cp1251") * 9, "encoding that cannot be told"),
        (b"\xff\xfea", "breaks off"),
        (b"<html><head><script>attack()</script></head><body></body></html>", "has no text"),
        (b"%PDF-1.7 and then nothing", "damaged"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(data, what):
    with pytest.raises(FileError, match=what) as caught:
        read_document(data)
    assert "\n" not in str(caught.value)
    assert "next:" in str(caught.value)


def test_a_missing_file_and_a_folder_are_said(tmp_path):
    with pytest.raises(FileError, match=r"none\.txt cannot be read"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(FileError, match="cannot be read"):
        read_document(tmp_path)


def test_too_much_text_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(FileError, match=r"50,000,000 bytes; allowed: at most 5,000,000 characters"):
        read_document(path)
    with path.open("wb") as file:
        file.truncate(documents.MOST_BYTES + 1)
    with pytest.raises(FileError, match="100,000,001 bytes"):
        read_document(path)


def test_too_many_characters_are_refused(monkeypatch):
    monkeypatch.setattr(documents, "MOST_CHARACTERS", 20)
    with pytest.raises(FileError, match="30 characters; allowed: at most 20 characters"):
        read_document(b"It held. " * 3 + b"So.")


@pytest.mark.parametrize(
    ("encoding", "warned"),
    [
        *((each, ()) for each in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")),
        ("cp1252", ("not UTF-8; read as Windows-1252",)),
    ],
)
def test_encodings(encoding, warned):
    text = "The café by the river was shelled. It had been open for a week.\n" * 3
    document = read_document(text.encode(encoding))
    assert document.text == text
    assert document.warnings == warned


def test_an_encoding_that_was_mistaken_before_is_said():
    mistaken = "The river’s banks were quiet.".encode().decode("cp1252")
    assert "an encoding was mistaken before" in read_document(mistaken.encode()).warnings[0]
    assert "U+FFFD" in read_document("The river\ufffds banks were quiet.".encode()).warnings[0]


def test_invisible_characters_are_taken_out_before_offsets_exist():
    document = read_document("The Tali\u200bban \u202edid\u202c n\u00adot leave the town.".encode())
    assert document.text == "The Taliban did not leave the town."
    assert document.warnings[0].startswith("4 invisible characters")


def test_other_languages_are_said():
    document = read_document(
        "Les rebelles ont quitté la ville et le pont est dans leurs mains.".encode()
    )
    assert document.language == "fr"
    assert document.warnings == ("its language looks like French (fr); only English is read",)
    assert "cannot be told" in read_document(b"Taliban 2021").warnings[0]


def test_one_line_and_no_sentence_ends():
    words = b"and then the rebels came to the town of Kisanga " * 40
    document = read_document(words)
    assert len(document.blocks) == 1
    assert "400 words with hardly a sentence end" in document.warnings[0]


def test_quotes_never_closed_are_said_but_not_those_that_go_on():
    closed = "“They came at night.\n\n“They took the bridge,” he said. It was over then.\n"
    assert read_document(closed.encode()).warnings == ()
    open_ = 'He said that "they came at night and that was the end of it.\n'
    assert read_document(open_.encode()).warnings == ("1 quotations are opened and never closed",)


def test_the_day_of_a_page_is_taken_only_if_nobody_gives_one():
    page = (
        b"<html><head><title>Truce</title><meta property='article:published_time' "
        b"content='2022-03-04T10:00:00Z'></head><body><article><h1>Truce</h1><p>The truce in the "
        b"north held on Monday, said the army, and it was quiet by the river.</p></article></body>"
    )
    document = read_document(page)
    assert document.day == date(2022, 3, 4)
    assert "from the page's own metadata" in document.warnings[0]
    given_ = read_document(page, day=date(2022, 3, 5), outlet="The Lantern", title="Peace")
    assert (given_.day, given_.outlet, given_.title) == (date(2022, 3, 5), "The Lantern", "Peace")
    assert given_.warnings == ()


def test_forms_are_told_by_content_and_name(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Truce\n\nIt held.")
    assert read_document(path).form == "markdown"
    assert read_document(b"<!DOCTYPE html><p>The truce held by the river.</p>").form == "html"
    assert read_document(b"If a <p> b and c then the truce is held.").form == "text"
    assert read_document(pdf_bytes(["The truce held by the river."])).form == "pdf"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("GOMA, 5 January 2020 (Wire) - Rebels took the port.", date(2020, 1, 5)),
        (
            "Truce holds\n\nPublished: 14 May 2024, 10:32 GMT\n\nIt held.\n\nMore.",
            date(2024, 5, 14),
        ),
        ("Truce holds\n\nBy Jo Park | May 14, 2007\n\nIt held.\n\nMore.", date(2007, 5, 14)),
        ("March 12, 2014\n\nWeekly report on conflict\n\nIt held.\n\nMore.", date(2014, 3, 12)),
        ("Massacre of 3 March 2005\n\nIt is remembered in the whole country.\n\nMore.", None),
        ("Truce holds\n\nThe truce of 3 March 2005 held.\n\nMore.", None),
        ("GOMA, Jan. 5 (Wire) - Rebels took the port.", None),
    ],
)
def test_a_day_that_the_report_prints_is_taken_and_said(text, day):
    report = read_document(text.encode())
    assert report.day == day
    assert any("as the report prints it" in each for each in report.warnings) is (day is not None)
    assert read_document(text.encode(), day=date(1999, 1, 1)).day == date(1999, 1, 1)
