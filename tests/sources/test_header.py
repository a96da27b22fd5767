"""The first look at a file: everything that is no table is told in one line."""

import pytest

from whowhom.errors import FileError
from whowhom.sources.header import read_header


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"  \n\n", "is empty"),
        (b"PK\x03\x04rest", "zip archive"),
        (b"\x1f\x8brest", "gzip archive"),
        (b"\x7fELF\x00\x01\x02" * 50, "binary"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_is_no_text(tmp_path, content, said):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(FileError, match=said):
        read_header(path)


def test_missing_and_folder(tmp_path):
    with pytest.raises(FileError, match="does not exist"):
        read_header(tmp_path / "nothing")
    with pytest.raises(FileError, match="is a folder"):
        read_header(tmp_path)


def test_an_unknown_codec(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(FileError, match="encoding 'klingon'"):
        read_header(path, "klingon")


def test_delimiter_and_names(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text('\ufeff\n"id";"a, b"\n1;2\n', "utf-8")
    header = read_header(path)
    assert (header.delimiter, header.names) == (";", ("id", "a, b"))
