"""The ledger file: append-only, whole after a crash, and what was changed shows."""

import json
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whowhom.errors import CaseDamagedError, CaseReadOnlyError
from whowhom.store import ledger
from whowhom.store.folder import built_in, create
from whowhom.store.ledger import append, digest, ledger_path, read, sealed


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.jsonl"


def said(*numbers):
    return [{"verb": "forecast", "claim": {"probability": n / 10}} for n in numbers]


def kept(path):
    return [round(line.entry["claim"]["probability"] * 10) for line in read(path) if line.entry]


def test_what_was_said_is_read_in_its_order_and_once(path):
    assert read(path) == []
    assert append(path, said(1, 2), {"kept": "2026-01-01"}) == (2, 0)
    before = path.read_bytes()
    assert append(path, said(2, 1), {"kept": "2026-02-02"}) == (0, 2)
    assert path.read_bytes() == before
    assert append(path, said(3, 3), {"kept": "2026-02-02"}) == (1, 1)
    assert path.read_bytes().startswith(before)
    assert kept(path) == [1, 2, 3]


def test_the_id_is_over_what_was_said_alone_and_does_not_change(path):
    append(path, said(1), {"kept": "2026-01-01"})
    (line,) = read(path)
    assert line.entry["id"] == digest(said(1)[0])
    # The first 16 letters of SHA-256 of '{"a": [0.1, null], "b": 1}', by sha256sum.
    assert digest({"b": 1, "a": [0.1, None]}) == "cadb3e55d2431a18"


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(0, 10_000))
def test_a_torn_last_line_is_passed_over_and_cut_away(tmp_path_factory, cut):
    path = tmp_path_factory.mktemp("ledger") / "ledger.jsonl"
    append(path, said(1, 2, 3), {})
    whole = path.read_bytes()
    path.write_bytes(whole[: cut % len(whole)])
    survived = kept(path)
    assert survived == [1, 2, 3][: len(survived)]
    assert all(line.entry for line in read(path))
    append(path, said(1, 2, 3), {})
    assert kept(path) == [1, 2, 3]
    # Only the last line break may still be missing: it comes with the next line.
    assert path.read_bytes().rstrip(b"\n") == whole.rstrip(b"\n")


def test_a_whole_last_line_without_its_break_is_kept(path):
    append(path, said(1), {})
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert kept(path) == [1]
    append(path, said(2), {})
    assert path.read_bytes().startswith(whole)
    assert kept(path) == [1, 2]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (lambda e: {**e, "claim": {"probability": 0.9}}, "changed after"),
        (lambda e: {**e, "kept": "1999-01-01"}, "changed after"),
        (lambda e: {k: v for k, v in e.items() if k != "seal"}, "changed after"),
        (lambda e: {**e, "schema": "whowhom-ledger/9"}, "schema is 'whowhom-ledger/9'"),
        (lambda _: [1, 2], "no JSON object"),
        (lambda _: 7, "no JSON object"),
    ],
)
def test_a_changed_line_is_unreadable_not_lost(path, changed, why):
    append(path, said(1, 2, 3), {"kept": "2026-01-01"})
    lines = path.read_text().splitlines()
    lines[1] = json.dumps(changed(json.loads(lines[1])))
    text = "\n".join(lines) + "\n"
    path.write_text(text)
    assert kept(path) == [1, 3]
    (bad,) = [line for line in read(path) if not line.entry]
    assert (bad.number, why in bad.why) == (2, True)
    append(path, said(4), {})
    assert path.read_text().startswith(text)


@pytest.mark.parametrize("bytes_", [b"<<<<<<< HEAD", b"\xff\xfe", b'{"a": ' + b"[" * 9999, b"NaN"])
def test_rubbish_in_the_middle_hides_nothing_else(path, bytes_):
    append(path, said(1), {})
    with path.open("ab") as handle:
        handle.write(bytes_ + b"\n")
    append(path, said(2), {})
    assert kept(path) == [1, 2]
    assert [line.number for line in read(path) if not line.entry] == [2]


def test_writers_at_once_lose_nothing(path):
    each = [
        threading.Thread(target=append, args=(path, said(*range(n, n + 3)), {})) for n in range(6)
    ]
    for one in each:
        one.start()
    for one in each:
        one.join()
    assert sorted(kept(path)) == list(range(8))


def test_where_it_lies(tmp_path, cache):
    case = create(tmp_path / "mine")
    assert ledger_path(case) == case / "ledger.jsonl"
    of_built_in = ledger_path(built_in("afghanistan"))
    assert of_built_in == cache / "whowhom" / "ledgers" / "afghanistan" / "ledger.jsonl"
    case.chmod(0o555)
    try:
        assert cache in ledger_path(case).parents
        assert ledger_path(case).parent.name not in ("mine", "afghanistan")
    finally:
        case.chmod(0o755)


def test_what_cannot_be_written_or_read_says_so(tmp_path, path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CaseReadOnlyError, match="cannot be written"):
        append(tmp_path / "file" / "ledger.jsonl", said(1), {})
    path.mkdir()
    with pytest.raises(CaseDamagedError, match="cannot be read"):
        read(path)


def test_a_failed_flush_leaves_what_was_there(path, monkeypatch):
    append(path, said(1), {})
    before = path.read_bytes()

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ledger.os, "fsync", full)
    with pytest.raises(CaseReadOnlyError, match="No space"):
        append(path, said(2), {})
    assert path.read_bytes().startswith(before)


def test_a_seal_is_over_everything():
    entry = {"id": "x", "kept": "2026-01-01"}
    assert sealed(entry)["seal"] == digest(entry) != digest({**entry, "kept": "2026-01-02"})
