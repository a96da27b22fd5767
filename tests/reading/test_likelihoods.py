from collections.abc import Callable

import pytest

from whowhom.reading.document import Document
from whowhom.reading.likelihoods import band_of, bands, likelihoods_of
from whowhom.reading.mention import Mention
from whowhom.reading.records import LikelihoodRecord
from whowhom.reading.span import Span
from whowhom.reading.status import Status


@pytest.fixture
def told(parse) -> Callable[..., list[LikelihoodRecord]]:
    def _told(text: str, kind: str = "narration", speaker: str = "") -> list[LikelihoodRecord]:
        return likelihoods_of(Document("0" * 16, text, ()), parse(text, kind, speaker), [])

    return _told


STATED = [
    # text, polarity, words, proposition, band
    ("The rebels are unlikely to accept the deal.", "against", "unlikely",
     "The rebels are unlikely to accept the deal", (0.1, 0.3)),
    ("It is highly unlikely that the rebels will accept the deal.", "against", "highly unlikely",
     "the rebels will accept the deal", (0.05, 0.1)),
    ("I doubt the army will withdraw.", "against", "doubt", "the army will withdraw", (0.15, 0.33)),
    ("The truce will probably not last.", "against", "probably not",
     "The truce will probably not last", (0.2, 0.4)),
    ("A truce is not unlikely.", "for", "not unlikely", "A truce", (0.7, 0.9)),
    ("The two armies will almost certainly clash.", "for", "almost certainly",
     "The two armies will almost certainly clash", (0.9, 0.98)),
    ("We believe that the movement will split.", "for", "believe", "the movement will split",
     (0.6, 0.8)),
    ("There is little chance of a settlement.", "against", "little chance", "a settlement",
     (0.1, 0.2)),
    ("The talks are a long shot.", "against", "a long shot", "The talks", (None, None)),
    ("Neither a split nor a coup can be ruled out.", "open", "Neither ... can be ruled out",
     "a split nor a coup", (None, None)),
    ("There is a 70 percent chance of war.", "for", "70 percent chance", "war", (0.7, 0.7)),
    ("The chance of war is less than 40 percent.", "against", "chance ... 40 percent", "war",
     (0.0, 0.4)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "polarity", "words", "proposition", "band"), STATED)
def test_words_have_their_polarity_proposition_and_band(
    told, text, polarity, words, proposition, band
):
    (record,) = told(text)
    assert (record.polarity, record.words) == (polarity, words)
    assert record.proposition.of(text) == proposition
    assert (record.low, record.high) == band


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("It is possible that the group will return.", "open"),
        ("The group may return to the north.", "open"),
        ("There is a risk that the war will spread.", "open"),
        ("The group is bound to retaliate.", "for"),
        ("The government is expected to lift the blockade.", "for"),
        ("There is little doubt that Iran will respond.", "for"),
        ("It is highly doubtful that the junta will hold elections.", "against"),
        ("It is hard to see how the two sides could reach a truce.", "against"),
        ("There is no chance of a settlement.", "against"),
        ("The prospects for peace are bleak.", "against"),
        ("I don't think the army will withdraw.", "against"),
        ("I would be surprised if the rebels signed.", "against"),
        ("I wouldn't be surprised if the rebels signed.", "for"),
        ("An invasion cannot be ruled out.", "open"),
    ],
)
def test_words_that_no_survey_has_keep_their_polarity_without_a_band(told, text, polarity):
    (record,) = told(text)
    assert (record.polarity, record.low, record.high) == (polarity, None, None)


def test_a_denied_belief_turns_the_likelihood_inside_it(told):
    text = "I do not think the generals are very likely to step down."
    (record,) = told(text)
    assert record.polarity == "against"
    assert record.words == "do not think ... very likely"
    assert record.low is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The rebels don't seem likely to disarm.", "don't ... likely"),
        ("It is far from certain that the army will obey.", "far from certain"),
        ("The truce probably won't last.", "probably won't"),
        ("Few expect the truce to hold.", "Few expect"),
    ],
)
def test_denials_above_and_around_the_words_turn_them(told, text, words):
    (record,) = told(text)
    assert (record.polarity, record.words) == ("against", words)


def test_a_condition_is_kept_apart(told):
    text = "The junta is unlikely to free the prisoners unless it is forced to."
    (record,) = told(text)
    assert record.condition.of(text) == "unless it is forced to"
    assert record.proposition.of(text) == "The junta is unlikely to free the prisoners"
    assert record.trace.status == Status.CONDITIONAL


@pytest.mark.parametrize(
    "text",
    [
        "The might of the army is known to all.",
        "On May 5 the army left the city.",
        "You may leave the room.",
        "They could not find the keys.",
        "The army set fire to the village.",
        "I think he is a liar.",
        "He took a chance.",
        "There is a danger to shipping.",
        "It is a long shot.",
    ],
)
def test_what_states_no_likelihood_is_left_out(told, text):
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "How likely is a new offensive?",
        "It is not clear whether the rebels will probably accept.",
        "The paper asks how the two groups are likely to share power.",
    ],
)
def test_a_likelihood_that_is_asked_about_is_not_stated(told, text):
    assert [record.trace.status for record in told(text)] == [Status.ASKED]


def test_the_speaker_is_who_says_or_expects_it(told):
    (own,) = told("I expect the rebels to advance.", "answer", "Ada Lund")
    assert own.trace.speakers == ("Ada Lund",)
    (cited,) = told("Officials fear that the rebels will advance.", "answer", "Ada Lund")
    assert [name.lower() for name in cited.trace.speakers] == ["ada lund", "officials"]


def test_the_sides_are_those_of_the_proposition(parse):
    text = "It is likely that Chad will support the Red Front."
    mentions = [
        Mention(Span(18, 22), "Chad", None, "name", "state"),
        Mention(Span(40, 49), "Red Front", None),
    ]
    (record,) = likelihoods_of(Document("0" * 16, text, ()), parse(text), mentions)
    assert (record.subject.name, record.object.name) == ("Chad", "Red Front")


def test_bands_are_turned_round_where_the_words_are_negated():
    for words, (low, high) in bands().items():
        assert 0 <= low <= high <= 1
        assert band_of(words, turned=True) == (round(1 - high, 4), round(1 - low, 4))
    assert band_of("possible") is None
    assert band_of("very likely") is None


def test_the_source_article_states_seven_likelihoods(shared_data, parser):
    path = next((shared_data / "seed").glob("*.txt"))
    from whowhom.reading.documents import read_document
    from whowhom.reading.turns import turns_of

    document = read_document(path)
    records = likelihoods_of(document, parser.sentences(document, turns_of(document)), [])
    stated = [record for record in records if record.trace.status != Status.ASKED]
    assert [record.polarity for record in stated] == [
        "open", "for", "for", "against", "against", "against", "against"
    ]  # fmt: skip
    assert {record.trace.speakers[0] for record in stated[1:]} == {"Ibraheem Bahiss"}
    assert stated[5].condition is not None
