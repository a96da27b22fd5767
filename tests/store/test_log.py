"""The log survives a writer that was killed."""

from whowhom.store import log


def test_a_torn_last_line_is_ignored_and_the_next_one_whole(tmp_path):
    log.append(tmp_path, {"what": "add", "n": 1})
    with (tmp_path / log.LOG_NAME).open("a") as handle:
        handle.write('{"what": "ad')
    assert [e["n"] for e in log.read(tmp_path)] == [1]
    log.append(tmp_path, {"what": "add", "n": 2})
    assert [e["n"] for e in log.read(tmp_path)] == [1, 2]


def test_no_log_is_an_empty_log(tmp_path):
    assert log.read(tmp_path) == []
