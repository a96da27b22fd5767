from dataclasses import fields, is_dataclass

from hypothesis import given
from hypothesis import strategies as st

from tests.reading.llm.test_reader import REGISTRY, TEXT, document
from whowhom.reading.llm.checking import Checker
from whowhom.reading.llm.chunks import chunks_of
from whowhom.reading.llm.offers import Offers
from whowhom.reading.reading import Rejected
from whowhom.reading.records import RELATIONS, Party
from whowhom.reading.span import Span
from whowhom.reading.turns import turns_of

DOCUMENT = document()
TURNS = turns_of(DOCUMENT)
(CHUNK,) = chunks_of(DOCUMENT, TURNS, 6000)
CHECKER = Checker(DOCUMENT, REGISTRY, "llm m 1")
SENTENCES = [part.strip() for part in TEXT.replace("\n\n", ". ").split(". ")]
PIECES = [
    *("Northern Front", "the Front", "army", "They", "shelled", "says", "because of", "Kisanga"),
    *("hunger", "likely", "on Sunday", "Amal Idris", "Southern League", "", "(.*", "\u202eyb"),
]
PHRASES = st.sampled_from(SENTENCES) | st.sampled_from(PIECES) | st.text(max_size=6)
# Words out of the sentence that is quoted are common, so that some offers are sound.
SENTENCE = SENTENCES[1]
NEAR = st.sampled_from(["Northern Front", "the army", "shelled", "Sunday"]) | PHRASES
SIDES = st.fixed_dictionaries({"words": NEAR, "name": NEAR})
COMMON = {
    "quote": st.just(SENTENCE) | PHRASES,
    "status": st.sampled_from(["happened", "denied", "possible", "sure"]),
    "said_by": st.lists(PHRASES, max_size=2),
}
ANSWERS = st.fixed_dictionaries(
    {
        "events": st.lists(
            st.fixed_dictionaries(
                COMMON
                | {"source": SIDES, "target": SIDES | st.none(), "trigger": NEAR}
                | {"type": st.sampled_from(["ASSAULT", "AGREE", "X"]), "when": st.none() | NEAR}
                | {"place": st.none() | NEAR, "country": st.sampled_from(["AFG", "XX", None])}
            ),
            max_size=3,
        ),
        "relations": st.lists(
            st.fixed_dictionaries(
                COMMON | {"source": SIDES, "target": SIDES, "relation": st.sampled_from(RELATIONS)}
            ),
            max_size=3,
        ),
        "claims": st.lists(
            st.fixed_dictionaries(COMMON | {"speaker": SIDES, "cue": NEAR, "content": NEAR}),
            max_size=3,
        ),
        "causes": st.lists(
            st.fixed_dictionaries(COMMON | {"cause": NEAR, "effect": NEAR, "cue": NEAR}),
            max_size=3,
        ),
    }
)


def spans_in(value):
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from spans_in(getattr(value, each.name))


@given(ANSWERS)
def test_whatever_is_offered_every_span_of_a_record_lies_in_one_voice(answer):
    for offer in Offers.model_validate(answer).each():
        found = CHECKER.check(offer, CHUNK)
        if isinstance(found, Rejected):
            assert found.reason
            continue
        assert found.trace.quote == found.trace.span.of(TEXT)
        turn = next(turn for turn in TURNS if turn.span.covers(found.trace.span))
        assert all(turn.span.covers(span) for span in spans_in(found))
        for each in fields(found):
            value = getattr(found, each.name)
            if isinstance(value, Party) and each.name != "speaker":
                assert REGISTRY.has(value.actor_id)
                assert value.name in TEXT
