from whowhom.reading.documents import read_document

PAGE = """<!doctype html><html lang="en"><head><title>Will the truce hold? | The Lantern</title>
<meta property="og:site_name" content="The Lantern">
<script>var x = "Rebels attacked all";</script><style>p {color: red}</style></head>
<body>
<nav><a href="/">Home</a><a href="/world">World</a></nav><article>
<h1>Will the truce hold?</h1>
<p class="standfirst">Amal Idris of the Lake Institute on the truce.</p>
<p class="byline">By Jo Park</p>
<figure><img src="a.jpg"><figcaption>Men walk past a gate by the lake in May.</figcaption></figure>
<p>The truce between the two sides began on Monday, and many ask if it can last.</p>
<h2>On the truce</h2><p><strong>How long can it hold?</strong></p>
<p>Not long, I think. The <em>Front</em> never agreed to it, and they say so,<br>daily.</p>
<p><b>Jo Park:</b> Why?</p><ul><li>First the money</li><li>Then the mines</li></ul>
<blockquote><p>We never signed anything in that town.</p></blockquote>
<p onclick="alert(1)">Related: <a href="/x">Floods in the delta</a></p></article>
<footer>Copyright The Lantern</footer><script>document.write("<p>The army fled.</p>")</script>
</body></html>"""


def parts(document):
    return [(block.kind, block.span.of(document.text)) for block in document.blocks]


def test_the_article_keeps_its_layout():
    document = read_document(PAGE.encode())
    found = parts(document)
    assert found[:3] == [
        ("headline", "Will the truce hold?"),
        ("caption", "Men walk past a gate by the lake in May."),
        ("teaser", "Amal Idris of the Lake Institute on the truce."),
    ]
    assert ("headline", "On the truce") in found
    assert ("list", "First the money") in found
    assert ("boilerplate", "Related: Floods in the delta") in found
    assert any(text.endswith("say so, daily.") for _, text in found)
    assert (document.title, document.outlet) == ("Will the truce hold?", "The Lantern")


def test_scripts_styles_and_navigation_are_never_read():
    document = read_document(PAGE.encode())
    for word in ("Rebels attacked", "army fled", "color", "Home", "Copyright", "alert"):
        assert word not in document.text


def test_bold_is_kept_as_a_stretch():
    document = read_document(PAGE.encode())
    strong = [b.strong.of(document.text) for b in document.blocks if b.strong]
    assert strong == ["How long can it hold?", "Jo Park:"]


def test_a_page_without_an_article_gives_its_paragraphs():
    document = read_document(b"<html><body><p>Held.</p></body></html>")
    assert document.text == "Held."


def test_invisible_characters_written_as_entities_are_taken_out():
    page = (
        "<html><body><article><p>The Tali&#8203;ban left the town on Monday.</p></article></body>"
    )
    document = read_document(page.encode())
    assert "The Taliban left" in document.text
    assert "1 invisible characters" in document.warnings[0]


def test_line_breaks_part_speakers_but_not_sentences():
    page = (
        "<html><body><article><h1>Talk with Amal Idris</h1><p>Amal Idris joined Jo Park in the "
        "town of Kisanga, where the truce was signed and where it broke last week.</p><p>"
        "<b>JO PARK:</b> Who broke it?<br><br><b>AMAL IDRIS:</b> The Front shelled the town<br>"
        "from the hills.<br>"
        "<b>PARK:</b> Will it be renewed?</p></article></body></html>"
    )
    document = read_document(page.encode())
    assert [text for _, text in parts(document)][2:] == [
        "JO PARK: Who broke it?",
        "AMAL IDRIS: The Front shelled the town from the hills.",
        "PARK: Will it be renewed?",
    ]
    assert document.blocks[2].strong.of(document.text) == "JO PARK:"
