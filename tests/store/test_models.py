"""Where fitted models lie."""

from pathlib import Path

from whowhom.case import Case
from whowhom.store.folder import built_in, create
from whowhom.store.models import models_folder, user_cache


def test_with_the_case_where_it_may_be_written(tmp_path):
    folder = create(tmp_path / "case")
    assert models_folder(folder, "abc") == (folder / "models" / "abc", True)


def test_in_the_users_cache_where_it_may_not(cache):
    assert models_folder(built_in("afghanistan"), "abc") == (
        cache / "whowhom" / "models" / "abc",
        False,
    )


def test_a_cache_without_a_home(monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/nowhere")
    assert "whowhom" in user_cache().parts


def test_a_model_is_kept_used_and_may_be_deleted(tmp_path):
    case = Case(create(tmp_path / "case", "afghanistan"))
    answer = case.forecast("Taliban", "ISIS-K", as_of="2021-09-02").to_json()
    (kept,) = (case.folder / "models").rglob("*.npz")
    written = kept.stat().st_mtime_ns
    assert Case(case.folder).forecast("Taliban", "ISIS-K", as_of="2021-09-02").to_json() == answer
    assert kept.stat().st_mtime_ns == written
    kept.write_bytes(b"damaged")
    assert Case(case.folder).forecast("Taliban", "ISIS-K", as_of="2021-09-02").to_json() == answer
    assert kept.stat().st_size > 1000


def test_a_copy_of_a_case_leaves_its_models_behind(tmp_path):
    one = create(tmp_path / "one")
    (one / "models" / "abc").mkdir(parents=True)
    (one / "models" / "abc" / "x.npz").write_bytes(b"x")
    assert not (create(tmp_path / "two", str(one)) / "models").exists()


def test_where_nothing_can_be_kept_an_answer_is_given_all_the_same(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    answer = Case("afghanistan").forecast("Taliban", "ISIS-K", as_of="2021-02-01")
    assert answer.status == "answered"
    assert isinstance(blocked, Path) and blocked.read_text() == ""
