"""Claims and voices by real parses: the sentences are the tests' own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.reading.claims import claims_of
from whowhom.reading.document import Document
from whowhom.reading.mention import Mention
from whowhom.reading.span import Span
from whowhom.reading.voices import speakers_of


def claims(parse, text, mentions=(), **turn):
    found = claims_of(Document("0" * 16, text, ()), parse(text, **turn), mentions)
    return [(c.speaker.name, c.cue.of(text), c.content.of(text)) for c in found]


CASES = [
    (
        "The ministry said that rebels attacked the convoy.",
        ("ministry", "said", "that rebels attacked the convoy"),
    ),
    ('"We will leave," the general said.', ("general", "said", '"We will leave,"')),
    ('"We will leave," said General Okoro.', ("General Okoro", "said", '"We will leave,"')),
    (
        "According to the army, ten rebels died.",
        ("army", "According to", "ten rebels died"),
    ),
    (
        "The rebels attacked the town, officials said.",
        ("officials", "said", "The rebels attacked the town"),
    ),
    (
        "According to a list of the council, Idris is one of its advisers.",
        ("list of the council", "According to", "Idris is one of its advisers"),
    ),
    (
        'The analyst says that the talks "are a gamble at the very best," and no more.',
        ("analyst", "says", 'that the talks "are a gamble at the very best,"'),
    ),
    (
        "If the Front attacks, Lurania will respond, the palace warned.",
        ("palace", "warned", "If the Front attacks, Lurania will respond"),
    ),
    ("The union called for a strike.", ("union", "called", "for a strike")),
    ("The mayor believes the war is over.", ("mayor", "believes", "the war is over")),
]


@pytest.mark.parametrize(
    "text",
    [
        "When Idris came to the area, Lurania only maintained a post there.",
        "Now, the Luranians are responding with a coalition.",
        "Of the nine letters, the envoy replied to four.",
        "If the Front attacks, the army will respond.",
        "The army failed in the north in May, where the Front found itself in trouble.",
    ],
)
def test_a_circumstance_in_front_is_not_what_is_said(parse, text):
    assert not claims(parse, text)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_claim(parse, text, expected):
    speaker, cue, content = expected
    assert [(s, c, t.rstrip(".")) for s, c, t in claims(parse, text)] == [(speaker, cue, content)]


def test_a_quotation_after_a_colon_or_going_on_has_the_same_speaker(parse):
    text = "“We won,” the general said. “They fled.”\nThe envoy said:\n“We lost.”"
    assert claims(parse, text) == [
        ("general", "said", "“We won,”"),
        ("general", "said", "“They fled.”"),
        ("envoy", "said", "“We lost.”"),
    ]


def test_i_think_is_no_claim_of_a_speaker_within_his_own_turn(parse):
    text = "I think they left."
    assert claims(parse, text, kind="answer", speaker="Ada Obi") == []
    assert len(claims(parse, text)) == 1


def test_a_pronoun_is_named_by_its_mention(parse):
    text = "They said the bridge fell."
    mentions = [Mention(Span(0, 4), "Red Brigade", "x-1", "pronoun")]
    assert claims(parse, text, mentions)[0][0] == "Red Brigade"


def test_the_same_words_stand_in_the_text(parse):
    text = "The ministry denied that its troops shelled the town, and the rebels claimed it did."
    for claim in claims_of(Document("0" * 16, text, ()), parse(text), ()):
        assert claim.trace.quote == claim.trace.span.of(text)
        assert claim.trace.span.covers(claim.cue) and claim.trace.span.covers(claim.content)


def speakers(parse, text, word, **turn):
    (sentence,) = parse(text, **turn)
    (token,) = [each for each in sentence.parsed if each.text == word]
    return speakers_of(sentence, token, ())


def test_speakers_stand_outermost_first(parse):
    text = "Officials say that the group told them that it attacked the base."
    assert speakers(parse, text, "attacked") == ("Officials", "group")
    assert speakers(parse, text, "told") == ("Officials",)
    assert speakers(parse, text, "say") == ()


def test_the_speaker_of_the_turn_is_the_first_and_not_named_again(parse):
    text = "I think the rebels said they left."
    assert speakers(parse, text, "left", kind="answer", speaker="Ada Obi") == ("Ada Obi", "rebels")


def test_a_claim_of_several_sentences_gives_its_speaker(parse):
    text = "“We won,” the general said. “They fled.”"
    first, second = parse(text)
    found = claims_of(Document("0" * 16, text, ()), [first, second], ())
    (fled,) = [token for token in second.parsed if token.text == "fled"]
    assert speakers_of(second, fled, (), found) == ("general",)
    assert speakers_of(second, fled, ()) == ()


WORDS = st.sampled_from(
    [
        "the",
        "army",
        "said",
        "that",
        "rebels",
        "left",
        '"',
        "“",
        "”",
        ",",
        ".",
        ":",
        "\n",
        "according",
        "to",
        "he",
        "denied",
    ]
)


@given(st.lists(WORDS, max_size=25))
def test_any_text_is_read_and_every_word_is_the_texts_own(parse, words):
    text = " ".join(words)
    sentences = parse(text)
    for claim in claims_of(Document("0" * 16, text, ()), sentences, ()):
        assert claim.trace.quote == claim.trace.span.of(text)
        assert claim.speaker.span.of(text).split() == claim.speaker.name.split()
        assert claim.content.of(text).strip()


def test_a_name_behind_a_day_and_an_apposition_speaks(parse):
    text = (
        "On Friday, US envoy Lena Moss, head of the mission, even said that a truce could hold "
        "with the militia in the north."
    )
    found = claims_of(Document("0" * 16, text, ()), parse(text), ())
    assert ["Lena Moss" in each.speaker.name for each in found if each.cue.of(text) == "said"] == [
        True
    ]


def test_what_goes_on_says_nothing(parse):
    text = "The raids continued, and the rebels answered by burning a bridge."
    assert claims_of(Document("0" * 16, text, ()), parse(text), ()) == []


def test_who_says_it_at_the_end_is_not_what_is_said(parse):
    text = "It is unlikely that the patrols will begin before June, analysts say."
    (claim,) = claims_of(Document("0" * 16, text, ()), parse(text), ())
    assert claim.content.of(text) == text.partition(", analysts")[0]


def test_a_title_with_a_name_speaks_by_the_name(parse):
    text = "The group's spokesman, Abdi Hassan, told a radio station that its men had left."
    place = text.index("Abdi")
    named = Mention(Span(place, place + 11), "Abdi Hassan", None, "name", "person")
    (claim,) = claims_of(Document("0" * 16, text, ()), parse(text), (named,))
    assert claim.speaker.name == "Abdi Hassan"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The ministry meanwhile said rebels had left.", "ministry", "rebels had left"),
        (
            "The mayor said on Friday that it had rained.",
            "mayor",
            "that it had rained",
        ),
        (
            '"We are leaving," said Brig. Amos Tull, the garrison\'s commander.',
            "Amos Tull",
            '"We are leaving,"',
        ),
    ],
)
def test_speaker_beside_adverbs_times_and_shortened_ranks(parse, text, speaker, content):
    assert claims(parse, text) == [(speaker, "said", content)]


@pytest.mark.parametrize(
    "text",
    [
        "The siege threatens the harbour.",
        "Aid groups feared for the town as the shelling of its suburbs continued.",
        "He spoke of a plan to spread fear and continue the war.",
    ],
)
def test_what_cannot_speak_makes_no_claim(parse, text):
    assert not [s for s, _, _ in claims(parse, text) if s not in ("Aid groups", "He")]


def test_a_title_after_the_quotation_is_not_said_and_who_adds_is_who_said(parse):
    text = '"We will not stop," Colonel Amos Tull told the radio.'
    assert [c for _, _, c in claims(parse, text)] == ['"We will not stop,"']
    text = "The ministry said rebels fired shells, adding that it had shot back."
    assert {s for s, _, _ in claims(parse, text)} == {"ministry"}


def test_whoever_told_of_the_dead_adds_more_and_not_they(parse):
    text = "The governor said that ten soldiers were killed and added that some had fled."
    assert {s for s, _, _ in claims(parse, text)} == {"governor"}


def test_whoever_is_considered_something_says_nothing(parse):
    text = "The union, considered a threat by the ministry, left the town."
    assert "union" not in {s for s, _, _ in claims(parse, text)}
    assert claims(parse, "The ministry denies it.") == []


def test_a_statement_speaks_for_whoever_issued_it(parse):
    text = "The ministry said in a statement that it had won. The statement said the guards fled."
    assert [s for s, _, _ in claims(parse, text)] == ["ministry", "ministry"]


def test_a_quotation_that_only_ends_what_is_said_is_not_all_of_it(parse):
    text = 'The rebels shelled "three camps in the hills", the spokesman said.'
    assert [c for _, _, c in claims(parse, text)] == [
        'The rebels shelled "three camps in the hills"'
    ]


def test_a_second_act_is_no_part_of_what_is_discussed(parse):
    text = "The envoys discussed joint patrols of the lake, and agreed the border should open."
    assert not [c for _, cue, c in claims(parse, text) if cue == "discussed" and "agreed" in c]


def test_who_reports_is_whom_the_relative_clause_is_about(parse):
    found = claims(parse, "France met the envoy, who reported that the rebels had left.")
    assert [(name, content) for name, _, content in found] == [
        ("envoy", "that the rebels had left")
    ]
    # What stands before "who" is not what was reported.
    assert not claims(parse, "I have spoken with the envoy, who reported to me on his talks.")


def test_a_thought_without_a_verb_is_no_claim(parse):
    assert not claims(parse, "The people know just how determined.")
