"""Which source a file belongs to."""

import pytest

from whowhom.errors import FileError


def test_an_unknown_table_is_named_by_its_first_fields(read, tmp_path):
    path = tmp_path / "shopping.csv"
    path.write_text("item,price\nbread,2\n")
    with pytest.raises(FileError, match=r"no known format.*item, price") as caught:
        read(path)
    assert "UCDP GED" in caught.value.allowed


def test_another_dataset_is_not_taken_for_ged(read, shared_data):
    with pytest.raises(FileError, match="no known format"):
        read(shared_data / "icews" / "events.2018.sample.tab")
    with pytest.raises(FileError, match="no known format"):
        read(shared_data / "keds" / "levant.cameo.csv")
