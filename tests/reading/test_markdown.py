from whowhom.reading import markdown

TEXT = """---
title: not read
---
# The *northern* truce

By Jo Park

![Fighters at the bridge](a.jpg)

**Who holds the [bridge](http://x.org/a_b)?**

The Front, says `Kisanga`. It took
the bridge in snake_case_town on *Monday*.

**Jo Park:** Why?

> They had to.

* first
* second

<script>attack()</script>
***
```
code
```
## Next
Text under it.
"""


def test_marks_are_taken_away_and_layout_is_kept():
    draft = markdown.read(TEXT)
    assert [(block.kind, block.span.of(draft.text)) for block in draft.blocks] == [
        ("headline", "The northern truce"),
        ("byline", "By Jo Park"),
        ("caption", "Fighters at the bridge"),
        ("paragraph", "Who holds the bridge?"),
        ("paragraph", "The Front, says Kisanga. It took the bridge in snake_case_town on Monday."),
        ("paragraph", "Jo Park: Why?"),
        ("paragraph", "They had to."),
        ("list", "first"),
        ("list", "second"),
        ("headline", "Next"),
        ("paragraph", "Text under it."),
    ]  # fmt: skip
    strong = [block.strong.of(draft.text) for block in draft.blocks if block.strong]
    assert strong == ["Who holds the bridge?", "Jo Park:"]
    assert draft.title == "The northern truce"
