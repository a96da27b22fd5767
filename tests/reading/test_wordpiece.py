"""Word pieces: as BERT's own program cuts a text (its numbers were told by another program)."""

import pytest

from whowhom.reading.wordpiece import numbers, vocabulary


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The army's tanks.", ["the", "army", "'", "s", "tanks", "."]),
        ("Ménaka", ["men", "##aka"]),
        ("$5 +a^b`c", ["$", "5", "+", "a", "^", "b", "`", "c"]),
        ("中国 x", ["中", "国", "x"]),
        ("zero\u200bwidth\u00a0x", ["zero", "##wi", "##dt", "##h", "x"]),
        ("a" * 101, ["[UNK]"]),
        ("😀 ok", ["[UNK]", "ok"]),
        ("\x00\ufffd\t", []),
        ("", []),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    named = {number: piece for piece, number in vocabulary().items()}
    assert [named[number] for number in numbers(text)] == pieces
