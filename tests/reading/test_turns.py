import pytest

from whowhom.reading.documents import read_document
from whowhom.reading.questions import questions_of
from whowhom.reading.turns import turns_of

INTRODUCTION = (
    "The truce in the north\n\n"
    "The Lantern's Jo Park spoke with Amal Idris, a senior analyst with the Lake Institute.\n\n"
)


def told(text, suffix=None, tmp_path=None, **known):
    if suffix:
        path = tmp_path / f"report{suffix}"
        path.write_text(text)
        document = read_document(path, **known)
    else:
        document = read_document(text.encode(), **known)
    return [
        (turn.kind, turn.speaker, " ".join(turn.span.of(document.text).split()))
        for turn in turns_of(document)
    ]


def spoken(turns):
    return [turn for turn in turns if turn[0] in ("question", "answer")]


def test_labels_with_capitals_and_initials_lead_to_full_names():
    turns = told(
        INTRODUCTION + "JO PARK: Professor Idris, what happened?\n\nAMAL IDRIS: They crossed.\n\n"
        "It was dawn.\n\nJP: And the army?\n\nAI: It withdrew. Who would have stayed?\n\n"
        "JP: You said the truce was dead.\n\nAI: I did.\n\n(This interview has been edited.)\n"
    )
    assert [kind for kind, _, _ in turns[:2]] == ["headline", "narration"]
    assert spoken(turns) == [
        ("question", "Jo Park", "Professor Idris, what happened?"),
        ("answer", "Amal Idris", "They crossed. It was dawn."),
        ("question", "Jo Park", "And the army?"),
        ("answer", "Amal Idris", "It withdrew. Who would have stayed?"),
        ("question", "Jo Park", "You said the truce was dead."),
        ("answer", "Amal Idris", "I did."),
    ]


def test_after_two_labels_questions_and_answers_alternate():
    turns = told(
        INTRODUCTION + "Jo Park: How did it begin?\nAmal Idris: With a letter to the army.\n"
        "Right, and nobody answered. What did the Front do then?\n"
        "Well, it waited. Then it crossed the bridge.\n"
        "The worry is that it goes on. How likely is that?\nI think it is unlikely.\n"
    )
    assert [(kind, name) for kind, name, _ in spoken(turns)] == [
        ("question", "Jo Park"),
        ("answer", "Amal Idris"),
    ] * 3


def test_letters_stand_for_those_whom_the_introduction_names():
    turns = told(
        INTRODUCTION + "Q: Who broke it?\nA: The Front. There are three reasons.\nFirst, money.\n"
        "Q: And the mediators?\nA: They left.\n"
    )
    assert spoken(turns) == [
        ("question", "Jo Park", "Who broke it?"),
        ("answer", "Amal Idris", "The Front. There are three reasons. First, money."),
        ("question", "Jo Park", "And the mediators?"),
        ("answer", "Amal Idris", "They left."),
    ]


def test_a_briefing_has_questions_by_nobody():
    turns = told(
        "Press Briefing\n\nNed Harlow, Department Spokesperson\n\nMR HARLOW: Good morning.\n\n"
        "QUESTION: Did they speak?\n\nMR HARLOW: They did.\n\nQUESTION: (Inaudible.)\n\n"
        "MR HARLOW: I have nothing on that.\n"
    )
    assert [(kind, name) for kind, name, _ in spoken(turns)] == [
        ("answer", "Ned Harlow"),
        ("question", ""),
        ("answer", "Ned Harlow"),
        ("question", ""),
        ("answer", "Ned Harlow"),
    ]


def test_only_the_host_has_labels():
    turns = told(
        "Amal Idris on the truce\n\nThe analyst Amal Idris spoke to The Lantern on Friday.\n\n"
        "The Lantern: How did it begin?\n\nWith a letter.\n\nIt was short.\n\n"
        "The Lantern: Who answered?\n\nNobody did.\n"
    )
    assert spoken(turns) == [
        ("question", "The Lantern", "How did it begin?"),
        ("answer", "Amal Idris", "With a letter. It was short."),
        ("question", "The Lantern", "Who answered?"),
        ("answer", "Amal Idris", "Nobody did."),
    ]


def test_names_on_lines_of_their_own():
    turns = told(
        "On the truce\n\nJo Park\n\nHow did it begin?\n\nAmal Idris\n\nWith a letter.\n\n"
        "It was short.\n\nJo Park\n\nWho answered?\n\nAmal Idris\n\nNobody did.\n"
    )
    assert spoken(turns) == [
        ("question", "Jo Park", "How did it begin?"),
        ("answer", "Amal Idris", "With a letter. It was short."),
        ("question", "Jo Park", "Who answered?"),
        ("answer", "Amal Idris", "Nobody did."),
    ]


def test_three_speakers():
    turns = told(
        "Panel: what next?\n\nJo Park: Amal, what did they gain?\nAmal Idris: The bridge.\n"
        "Ben Okoro: And the mines.\nJo Park: Ben, how bad is it?\nBen Okoro: Bad.\n"
        "Amal Idris: Very.\n"
    )
    assert [name for _, name, _ in spoken(turns)] == (
        ["Jo Park", "Amal Idris", "Ben Okoro", "Jo Park", "Ben Okoro", "Amal Idris"]
    )
    assert [kind for kind, _, _ in spoken(turns)].count("question") == 2


def test_bold_questions(tmp_path):
    turns = told(
        '# "They cannot win"\n\n*The Lantern\'s Jo Park spoke with Amal Idris, an analyst.*\n\n'
        "**What does the Front want?**\n\nThe mines.\n\nAll else is talk.\n\n"
        "**But it says it wants elections.**\n\nHas it ever held one? No.\n\n"
        "**Can it be stopped?**\n\nI doubt it.\n\n*Jo Park is a staff writer.*\n",
        ".md",
        tmp_path,
    )
    assert spoken(turns) == [
        ("question", "Jo Park", "What does the Front want?"),
        ("answer", "Amal Idris", "The mines. All else is talk."),
        ("question", "Jo Park", "But it says it wants elections."),
        ("answer", "Amal Idris", "Has it ever held one? No."),
        ("question", "Jo Park", "Can it be stopped?"),
        ("answer", "Amal Idris", "I doubt it."),
    ]
    assert turns[-1] == ("narration", "", "Jo Park is a staff writer.")


def test_headings_that_ask(tmp_path):
    turns = told(
        "# Back where we were\n\nIn this interview, Amal Idris explains the truce.\n\n"
        "## How did it begin?\n\nWith a letter.\n\n## Who answered?\n\nNobody did.\n",
        ".md",
        tmp_path,
    )
    assert [(kind, name) for kind, name, _ in spoken(turns)] == [
        ("question", ""),
        ("answer", "Amal Idris"),
    ] * 2


def test_an_interview_without_any_marks():
    turns = told(
        "'They will come back': Amal Idris on the Front\n\nThe Front left last week. Jo Park of "
        "The Lantern talked to Amal Idris, who has studied the group for a decade.\n\n"
        "Why did they leave now?\n\nThey ran out of money. The mines closed in May.\n\n"
        "So it wasn't the army?\n\nNo. It was nowhere near.\n\nI was there in June.\n\n"
        "Some think the group is finished. Do you agree?\n\nNot at all. They have left before.\n"
    )
    assert [(kind, name) for kind, name, _ in spoken(turns)] == [
        ("question", "Jo Park"),
        ("answer", "Amal Idris"),
    ] * 3
    assert spoken(turns)[3][2].endswith("I was there in June.")


def test_a_transcript_with_times_functions_and_several_who_ask():
    turns = told(
        "Transcript of a hearing\n\n[00:01] THE CHAIRMAN: Ms. Wu, how do you know that?\n\n"
        "[00:02] MS. WU (Coast College): We have the recordings.\n\n"
        "SENATOR OBO: May I ask whose they are?\n\nMS. WU: The army's.\n\n"
        "THE CHAIRMAN: Thank you.\n"
    )
    assert spoken(turns) == [
        ("question", "THE CHAIRMAN", "Ms. Wu, how do you know that?"),
        ("answer", "Ms. Wu", "We have the recordings."),
        ("question", "Obo", "May I ask whose they are?"),
        ("answer", "Ms. Wu", "The army's."),
        ("question", "THE CHAIRMAN", "Thank you."),
    ]


def test_dashes_brackets_and_numbers_in_front_of_speech():
    dashed = (
        "On the truce\n\n- Who broke it?\n\n- The Front did.\n\n- And now?\n\n- Then it rains.\n"
    )
    assert [(kind, text) for kind, _, text in spoken(told(dashed))] == [
        ("question", "Who broke it?"),
        ("answer", "The Front did."),
        ("question", "And now?"),
        ("answer", "Then it rains."),
    ]
    bracketed = "On the truce\n\n[Jo Park] Who broke it?\n\n[Amal Idris] The Front.\n"
    assert spoken(told(bracketed)) == [
        ("question", "Jo Park", "Who broke it?"),
        ("answer", "Amal Idris", "The Front."),
    ]
    numbered = (
        "Five minutes with Amal Idris\n\n1. Who broke it?\n\nI saw.\n\n2. And now?\n\nRain.\n"
    )
    assert [name for _, name, _ in spoken(told(numbered))] == ["", "Amal Idris"] * 2


def test_what_a_host_says_without_asking():
    turns = told(
        "In conversation: Amal Idris\n\nShe talked with The Lantern in Kisanga.\n\n"
        "You were in the town.\n\nI was. I heard the shells.\n\nWhat did you see?\n\nSmoke.\n\n"
        "That must have been frightening.\n\nIt was. We hid.\n\nHow long?\n\nTwo days.\n"
    )
    assert [(kind, name) for kind, name, _ in spoken(turns)] == [
        ("question", "The Lantern"),
        ("answer", "Amal Idris"),
    ] * 4


@pytest.mark.parametrize(
    "text",
    [
        # A headline as of an interview, and a report that asks.
        "Minister tells Lantern he will stay\n\nThe minister said on Monday that he would stay.\n\n"
        "Will he survive the vote?\n\nAnalysts doubt it.\n\nWhat of the rest?\n\nIt is split.\n",
        # Speech in a report, with who said it.
        "Minister in an interview\n\nThe minister spoke to The Lantern on Monday. “I stay,” she "
        "said.\n\nDid you ask her why?\n\n“Because I can,” she told the Lantern.\n\nWho will stop "
        "you?\n\n“Nobody will,” said the minister, and we left.\n",
        # An explainer.
        "What is the Front?\n\nAn armed group. Here is what is known.\n\nWho leads it?\n\nA group "
        "of five.\n\nWhere does it get its arms?\n\nOver the border.\n",
        # A list of countries, each named once.
        "Who buys?\n\nThree states matter.\n\nRussia: it sells arms.\n\nChina: it buys copper.\n\n"
        "Chad: it hosts the refugees. Why?\n",
        # Rhetorical questions in a report.
        "Town falls\n\nFighters seized the town on Sunday, officials said.\n\n"
        "Will the army answer?\n\nNobody knows. It said nothing.\n\nThe mayor fled on Monday.\n",
        # Quoted speech with a question in a report.
        'Town falls\n\nThe town fell.\n\n"Who will protect us?" said Mary Obo. "Where can we go?"'
        "\n\nThe army withdrew.\n\nUpdate: the mayor is safe.\n\nNote: figures differ.\n",
        # A dateline.
        "Town falls\n\nKISANGA: The town fell on Sunday.\n\nThe army said: we withdrew.\n",
    ],
)
def test_a_report_is_no_interview(text):
    assert not spoken(told(text))


def test_a_caption_cuts_an_answer_in_two():
    turns = told(
        INTRODUCTION + "Jo Park: Who left?\n\nAmal Idris: The Front.\n\nImage: Ben Okoro.\n\n"
        "It went north.\n\nJo Park: And then?\n\nAmal Idris: It came back.\n"
    )
    assert [kind for kind, _, _ in turns[2:]] == (
        ["question", "answer", "caption", "answer", "question", "answer"]
    )


def test_the_source_article(shared_data):
    (path,) = (shared_data / "seed").glob("*.txt")
    document = read_document(path)
    turns = turns_of(document)
    voiced = [turn for turn in turns if turn.kind in ("question", "answer")]
    assert [turn.kind for turn in voiced] == ["question", "answer"] * 5
    assert len({turn.speaker for turn in voiced[0::2]}) == 1
    assert len({turn.speaker for turn in voiced[1::2]}) == 1
    assert all(" " in turn.speaker for turn in voiced)
    assert [turn.how for turn in voiced].count("label") == 2
    assert [turn.kind for turn in turns][:3] == ["caption", "headline", "teaser"]
    assert len(questions_of(document, turns)) == 9


def test_labels_tell_what_somebody_does_on_the_air():
    turns = told(
        "Rebels near the capital\n\nDAVID ORAM, HOST:\n\nThe Front has left the talks. I'm "
        "David Oram.\n\nSU MA, HOST:\n\nAnd I'm Su Ma.\n\n(SOUNDBITE OF ARCHIVED RECORDING)\n\n"
        "ORAM: Lina Frey of The Lantern joins us. What do they want?\n\n"
        "Ms. LINA FREY (Bureau Chief, The Lantern): The mines.\n\nMA: Anything else?\n\n"
        "Ms. FREY: The port.\n"
    )
    assert [(kind, name) for kind, name, _ in spoken(turns)] == [
        ("question", "David Oram"),
        ("question", "Su Ma"),
        ("question", "David Oram"),
        ("answer", "Lina Frey"),
        ("question", "Su Ma"),
        ("answer", "Lina Frey"),
    ]
    assert not any("SOUNDBITE" in text for _, _, text in turns)


def test_names_that_stand_only_in_capitals_are_written_as_names():
    turns = told(
        "Rebels near the capital\n\nTARA MCEWAN, HOST:\n\nThe Front has left.\n\n"
        "ALI AL-BADRI: It has.\n\nMCEWAN: Why?\n\nAL-BADRI: For money.\n"
    )
    assert [name for _, name, _ in spoken(turns)] == ["Tara McEwan", "Ali Al-Badri"] * 2


def test_labels_with_the_time_on_the_tape_on_lines_of_their_own():
    turns = told(
        "Transcript\n\nWilma (00:00):\n\nThe truce began last night.\n\nAmal Idris, is it "
        "holding?\n\nAmal Idris (00:56):\n\nWell, mostly.\n\nThere was some fire.\n"
    )
    assert spoken(turns) == [
        ("question", "Wilma", "The truce began last night. Amal Idris, is it holding?"),
        ("answer", "Amal Idris", "Well, mostly. There was some fire."),
    ]


def test_an_interview_with_nobody_named():
    turns = told(
        "'They have not rebelled'\n\nThe army is stepping up its siege.\n\nCould a truce end "
        "the war?\n\nIt is possible. I don't know what they plan.\n\nWill the army go on?\n\n"
        "I'm not sure they will let it.\n\nDo you think the people have changed their minds?\n\n"
        "I would be surprised.\n"
    )
    assert [kind for kind, _, _ in spoken(turns)] == ["question", "answer"] * 3


def test_labels_only_on_the_first_question_and_answer():
    turns = told(
        "'The Front is finished'\n\nThe Front has lost ground for months.\n\n"
        "LN: Professor Idris, forty people died in Gara. Was it the Front?\n\n"
        "Amal Idris: It was a splinter group.\n\nDo the two still talk?\n\nThey do not.\n\n"
        "That sounds like a feud. Will it last?\n\nProbably.\n"
    )
    assert [(kind, name) for kind, name, _ in spoken(turns)] == [
        ("question", "LN"),
        ("answer", "Amal Idris"),
    ] * 3


def test_one_question_put_to_a_guest_whom_the_headline_names():
    turns = told(
        "The Lantern Interviews Amal Idris\n\nIn this excerpt, Ms. Idris discusses the peace "
        "talks with ALR, the second rebel group.\n\nWhat do you make of the talks?\n\n"
        "I expect little of them.\n\nThe other side has its own plans.\n",
        outlet="The Lantern",
    )
    assert spoken(turns) == [
        ("question", "The Lantern", "What do you make of the talks?"),
        (
            "answer",
            "Amal Idris",
            "I expect little of them. The other side has its own plans.",
        ),
    ]


def test_an_introduction_tells_what_the_guest_says_and_quotes_it():
    turns = told(
        'Talks, a Balancing Act\n\nThe analyst Amal Idris says that the talks "are hard for '
        'us," and she adds that "we have to try."\n\n'
        "The envoy was in Gara last week. Do you think they will meet?\n\nI am not sure.\n",
        outlet="The Lantern",
    )
    assert [(kind, name) for kind, name, _ in spoken(turns)] == [
        ("question", "The Lantern"),
        ("answer", "Amal Idris"),
    ]
