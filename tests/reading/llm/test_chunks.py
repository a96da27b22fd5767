from hypothesis import given
from hypothesis import strategies as st

from whowhom.reading.documents import read_document
from whowhom.reading.llm.chunks import chunks_of
from whowhom.reading.turns import turns_of

WORDS = st.lists(
    st.sampled_from(
        ["They came.", "\n\n", "Jo Park: Why?", "\n\nAmal Idris: So.", "x" * 250, "word"]
    ),
    min_size=1,
    max_size=60,
)


@given(WORDS, st.integers(200, 400))
def test_chunks_are_short_and_leave_out_nothing_of_a_turn(words, longest):
    document = read_document((" ".join(words) + " end").encode())
    turns = turns_of(document)
    chunks = list(chunks_of(document, turns, longest))
    passages = [passage for chunk in chunks for passage in chunk.passages]
    for chunk in chunks:
        assert sum(p.span.end - p.span.start for p in chunk.passages) <= longest
    for turn in turns:
        mine = [p.span for p in passages if p.turn == turn]
        assert all(turn.span.covers(span) for span in mine)
        assert "".join("".join(s.of(document.text).split()) for s in mine) == "".join(
            turn.span.of(document.text).split()
        )
