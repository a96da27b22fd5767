"""Scenario files: what they may say, and what is wrong with the others."""

import pytest

from whowhom.errors import FileError, OptionError
from whowhom.events.scenario import Asked, Joined
from whowhom.store.folder import built_in
from whowhom.store.scenarios import find, names, read

GOOD = """
question = "Will it?"
horizon = "30d"
[[condition]]
line = "A - B acts >= 3"
label = "fights"
[[any]]
line = "C D"
[[any]]
  [[any.all]]
  line = "E F"
  [[any.all]]
  [any.all.not]
  source = "G"
  target = "H"
[[proxy]]
label = "fights"
stands_for = "war"
why = "they go together"
quality = "fair"
"""


def write(folder, text, name="mine.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_with_nested_joins(tmp_path):
    found = read(write(tmp_path, GOOD))
    assert (found.name, found.horizon, found.proxies[0].stands_for) == ("mine", "30d", "war")
    assert isinstance(found.stated, Joined) and found.stated.how == "all"
    fights, other = found.stated.parts
    assert isinstance(fights, Asked) and (fights.label, fights.at_least) == ("fights", 3)
    assert isinstance(other, Joined) and other.how == "any"
    inner = other.parts[1]
    assert isinstance(inner, Joined) and inner.how == "all"
    assert isinstance(inner.parts[1], Joined) and inner.parts[1].how == "not"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name = 3", "states no condition"),
        ("[[condition]]\nline = 'A'", "names no two sides"),
        ("[[condition]]\nsource = 'A'", "target"),
        ("[[condition]]\nline = 'A B'\ncolour = 'red'", "unknown key 'colour'"),
        ("[[condition]]\nsource = 'A'\ntarget = 'B'\nmeasure = 'guns'", "measure 'guns'"),
        ("[[condition]]\nsource = 'A'\ntarget = 'B'\nat_least = -2", "acts >= -2"),
        ("[[condition]]\nsource = 'A'\ntarget = 'B'\nat_least = true", "acts >= True"),
        ("condition = 'A B'", "not a list of tables"),
        (
            "[[condition]]\nline = 'A B'\n[[proxy]]\nlabel='x'\nquality='weak'",
            "labels no condition",
        ),
        ("[[condition", "cannot be read"),
    ],
)
def test_files_that_say_too_little_or_too_much(tmp_path, text, why):
    with pytest.raises(FileError) as caught:
        read(write(tmp_path, text))
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_that_are_none(tmp_path):
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("folder.toml", "bytes.toml", "missing.toml"):
        with pytest.raises(FileError, match="cannot be read"):
            read(tmp_path / name)


def test_names_paths_and_lines_are_told_apart(tmp_path):
    case = built_in("afghanistan")
    assert names(case) == ["mass-casualty-attack", "safe-haven", "us-strikes"]
    for name in names(case):
        found = find(case, name)
        assert found.name == name and found.question.startswith("How likely is")
    assert find(case, str(write(tmp_path, GOOD))).question == "Will it?"
    assert find(case, "A B").text == "A B"
    with pytest.raises(OptionError, match="did you mean us-strikes"):
        find(case, "us-strike")
    with pytest.raises(OptionError, match="no scenario ''"):
        find(case, "")
