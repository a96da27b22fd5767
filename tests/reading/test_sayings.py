"""What holds for likelihoods, causes and relations alike, over texts that are made up."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading.test_relations import SORTS, mentions_in
from whowhom.reading.causes import causes_of
from whowhom.reading.document import Document
from whowhom.reading.likelihoods import likelihoods_of
from whowhom.reading.relations import relations_of
from whowhom.reading.span import Span

NAMES = st.sampled_from(sorted(SORTS))
PIECES = st.sampled_from(
    [
        "is likely to", "will probably", "might", "because of", "because", "so", ",", ".", "?",
        "if", "unless", "I don't think", "there is a 60 percent chance that", "supports", "not",
        "backed by", "-backed", "which led to", "the war between", "and", "an ally of", "“", "”",
        "declared", "apostates", "it is hard to see how", "the prospects of", "are bleak", "who",
        "attack the town", "the army withdrew", "due to", "in response to", "turned into", "'s",
        "branch of", "said", "the odds", "few expect", "'d be surprised if", "may well", "\n",
        "ISIS’s", "as a result", "that is why", "no", "doubt", "has been fighting", "control of",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(NAMES, PIECES, st.text(max_size=4)), max_size=25).map(" ".join)


def spans_of(record):
    for name in ("proposition", "condition", "cause", "effect", "cue"):
        if isinstance(getattr(record, name, None), Span):
            yield getattr(record, name)
    for name in ("source", "target", "subject", "object"):
        if getattr(record, name, None) is not None:
            yield getattr(record, name).span


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_every_record_rests_on_words_of_the_text(parse, text):
    document = Document("0" * 16, text, ())
    sentences, mentions = parse(text), mentions_in(text)
    records = [
        record
        for stage in (likelihoods_of, causes_of, relations_of)
        for record in stage(document, sentences, mentions)
    ]
    for record in records:
        assert record.trace.quote == record.trace.span.of(text)
        assert record.trace.quote.strip()
        assert 0 < record.trace.confidence < 1
        for span in spans_of(record):
            assert span.of(text).strip()
            assert 0 <= span.start < span.end <= len(text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_likelihoods_keep_their_words_and_their_bands_in_order(parse, text):
    for record in likelihoods_of(Document("0" * 16, text, ()), parse(text), ()):
        assert all(part in text for part in record.words.split(" ... "))
        assert record.polarity in ("for", "against", "open")
        assert (record.low is None) == (record.high is None)
        if record.low is not None:
            assert 0 <= record.low <= record.high <= 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_cause_and_effect_share_no_word(parse, text):
    for record in causes_of(Document("0" * 16, text, ()), parse(text), ()):
        assert not record.cause.meets(record.effect)
        assert not record.cue.meets(record.cause)
        assert not record.cue.meets(record.effect)
