from whowhom.reading import plain


def parts(text):
    draft = plain.read(text)
    return [(block.kind, block.span.of(draft.text)) for block in draft.blocks]


def test_wrapped_lines_are_one_paragraph():
    text = (
        "The truce in the north held on Monday, said the army, and it was\n"
        "quiet by the river. Fighters of the Front left the bridge in the\n"
        "night.\n"
    )
    assert parts(text) == [("paragraph", text.strip())]


def test_lines_that_end_where_they_like_are_paragraphs():
    text = "The truce held on Monday.\nFighters left the bridge in the night, then the town.\nSo.\n"
    assert [words for _, words in parts(text)] == text.strip().split("\n")


def test_labels_and_items_begin_paragraphs_within_wrapped_lines():
    text = (
        "Jo Park: The truce in the north held on Monday, said the army, and it\n"
        "was quiet by the river. Why?\n"
        "Amal Idris: Fighters of the Front left the bridge in the night, and so\n"
        "the traders came back.\n"
        "- one item\n"
    )
    assert [words[:6] for _, words in parts(text)] == ["Jo Par", "Amal I", "- one "]


def test_a_report_with_picture_headline_teaser_and_outlet():
    text = (
        "Traders are seen near the bridge of Kisanga, in the north.\n\n"
        "Can the northern truce last?\n\n"
        "The truce has held for a week. Amal Idris talks about what comes next.\n\n"
        "The Lantern\n\n"
        "The truce began on Monday. The Lantern spoke with Amal Idris.\n\n"
        "Related: Floods in the delta\n\n"
        "What they want\n\n"
        "The Front wants the mines, and the army wants the bridge back.\n\n"
        "This interview has been edited for length.\n\n"
        "Sources\n\nKisanga radio\n"
    )
    assert " ".join(kind for kind, _ in parts(text)) == (
        "caption headline teaser byline paragraph boilerplate headline paragraph boilerplate "
        "boilerplate boilerplate"
    )
