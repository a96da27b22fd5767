import pytest

from tests.reading.pdffile import pdf_bytes
from whowhom.errors import FileError
from whowhom.reading.documents import read_document

LINES = [
    "The northern truce",
    "",
    "The truce in the north held on Monday, said the army, and it was quiet by the ri-",
    "ver. Fighters of the Front left the bridge in the night, and the traders came back to",
    "the town.",
    "They had waited for a week, and the price of salt had doubled in that time, said a trad-",
    "er who gave no name.",
]


def texts(document):
    return [block.span.of(document.text) for block in document.blocks]


def test_lines_become_paragraphs_and_cut_words_are_joined():
    document = read_document(pdf_bytes(LINES))
    assert document.title == "The northern truce"
    assert [block.kind for block in document.blocks] == ["headline", "paragraph", "paragraph"]
    assert "by the river. Fighters" in document.text
    assert texts(document)[2].startswith("They had waited")
    assert texts(document)[2].endswith("a trader who gave no name.")


def test_running_heads_and_page_numbers_are_left_out_and_said():
    pages = [["The Lantern 2022", *LINES, f"Page {n}"] for n in (1, 2, 3)]
    document = read_document(pdf_bytes(*pages))
    assert "Lantern" not in document.text
    assert "Page" not in document.text
    assert any("running heads" in warning for warning in document.warnings)


def test_labels_begin_paragraphs():
    lines = ["Jo Park: Why did they leave?", "Amal Idris: They ran out of money.", "Jo Park: When?"]
    assert texts(read_document(pdf_bytes(lines))) == lines


def test_a_scan_has_no_text():
    with pytest.raises(FileError, match="has 2 pages and no text, only pictures"):
        read_document(pdf_bytes(None, None))
    document = read_document(pdf_bytes(LINES, None))
    assert document.warnings == ("1 of 2 pages have no text, only pictures",)


def test_an_encrypted_file_is_said_unless_it_opens_without_a_password():
    with pytest.raises(FileError, match="is encrypted"):
        read_document(pdf_bytes(LINES, password="river"))
    document = read_document(pdf_bytes(LINES, password="", owner="river"))
    assert "Fighters of the Front" in document.text


@pytest.mark.parametrize("cut", [20, 200, 400, 600])
def test_a_damaged_file_is_said(cut):
    with pytest.raises(FileError, match="damaged") as caught:
        read_document(pdf_bytes(LINES)[:cut])
    assert "\n" not in str(caught.value)


def test_the_numbers_of_notes_are_no_part_of_a_sentence():
    document = read_document(pdf_bytes(["The guards fled to the hills.12 They took", "the flag."]))
    assert "fled to the hills. They took the flag." in document.text
