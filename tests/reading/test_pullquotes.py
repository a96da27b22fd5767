import pytest

from whowhom.reading.documents import read_document

SAID = "We hid in the school. They came at night and took the bridge. It rained."


@pytest.mark.parametrize(
    "pulled",
    [
        "“They came at night and took the bridge.”",
        "They came at night and took the bridge",
        '"They came at night and took the bridge." — Mary Obo, a teacher',
        "`` They came at night and took the bridge. — Mary Obo",
    ],
)
def test_words_that_the_report_has_already_are_no_part_of_it(pulled):
    text = f"{SAID}\n\n{pulled}\n\nThen it was quiet, and nobody spoke of it again in the town.\n"
    kinds = [block.kind for block in read_document(text.encode()).blocks]
    assert kinds[0] == kinds[2] == "paragraph"
    assert kinds[1] in ("boilerplate", "headline")


@pytest.mark.parametrize(
    "other",
    [
        "We hid in the school.",
        "“They came at night and took the bank.”",
        SAID,
        "They came at night and took the bridge. We hid.",
    ],
)
def test_other_words_stay(other):
    document = read_document(f"{SAID}\n\n{other}\n\nIt was over.\n".encode())
    assert [block.kind for block in document.blocks] == ["paragraph"] * 3
