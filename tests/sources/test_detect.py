"""Which source a file belongs to."""

import pytest

from whowhom.errors import FileError


def test_an_unknown_table_is_named_by_its_first_fields(read, tmp_path):
    path = tmp_path / "shopping.csv"
    path.write_text("item,price\nbread,2\n")
    with pytest.raises(FileError, match=r"no known format.*item, price") as caught:
        read(path)
    assert "UCDP GED" in caught.value.allowed


@pytest.mark.parametrize(
    ("name", "dataset"),
    [
        ("ucdp/ged_sample.csv", "ucdp-ged"),
        ("icews/events.2018.sample.tab", "icews"),
        ("gdelt/events2samps.csv", "gdelt"),
        ("keds/casia.weis.csv", "keds-casia"),
    ],
)
def test_each_file_finds_its_own_source(read, shared_data, name, dataset):
    assert read(shared_data / name).dataset == dataset


@pytest.mark.parametrize("name", ["mid/MID.csv", "ucdp/ucdp_actor_2015_with_origin.csv"])
def test_other_tables_are_not_taken_for_events(read, shared_data, name):
    with pytest.raises(FileError, match="no known format"):
        read(shared_data / name)
