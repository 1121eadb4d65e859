"""The store: history, guards, two updates at once, and being killed."""

from __future__ import annotations

import datetime as dt
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from riskcheck.errors import ListError
from riskcheck.screening import bundle, stored
from riskcheck.screening.entry import Entry, Identifier, Name, Relation
from riskcheck.screening.store import Store, entry_of, text_of


def entry(number: int, name: str | None = None, list_id: str = "l", listed: dt.date | None = None) -> Entry:
    return Entry(list_id, str(number), "entity", (Name(name or f"Company {number}", "primary"),), listed=listed)


def at(day: int) -> dt.datetime:
    return dt.datetime(2026, 3, day, tzinfo=dt.UTC)


def take(store: Store, entries: list[Entry], day: int, **more: object) -> object:
    return store.take("s", entries, retrieved=at(day), published=None, origin="here", **more)  # type: ignore[arg-type]


def names(store: Store, day: int | None) -> set[str]:
    return {one.name for one in store.entries(dt.date(2026, 3, day) if day else None)}


def test_entries_survive_being_written() -> None:
    full = Entry(
        "l", "1", "entity", (Name("A", "primary", "Latn"), Name("Б", "weak", "Cyrl")), ("CN",), ("P",), dt.date(2020, 1, 2), "c", "e", "r",
        (Identifier("k", "v", "CN"),), (Relation("parent", "B", "2"),), "https://x",
    )  # fmt: skip
    assert entry_of(text_of(full)) == full and entry_of(text_of(entry(1))) == entry(1)


def test_every_day_sees_its_own_list(tmp_path: Path) -> None:
    store = Store(tmp_path)
    take(store, [entry(n) for n in range(1, 101)], 1)
    taken = take(store, [entry(1, "Renamed"), *(entry(n) for n in range(3, 103))], 5)
    assert taken[1:] == (2, 1, 1)  # type: ignore[index]
    assert "Company 2" in names(store, 4) and "Company 2" not in names(store, 5) and "Company 102" not in names(store, 4)
    assert "Renamed" in names(store, None) and "Company 1" in names(store, 4)
    changes = store.changes(dt.date(2026, 3, 1), dt.date(2026, 3, 9))
    assert sorted((one.what, (one.after or one.before).id) for one in changes) == [  # type: ignore[union-attr]
        ("added", "101"), ("added", "102"), ("changed", "1"), ("delisted", "2"),
    ]  # fmt: skip
    assert store.digest(dt.date(2026, 3, 4)) != store.digest(dt.date(2026, 3, 5)) == store.digest()


def test_before_the_first_edition_designations_of_that_day_count(tmp_path: Path) -> None:
    store = Store(tmp_path)
    take(store, [entry(1, listed=dt.date(2020, 1, 1)), entry(2, listed=dt.date(2026, 2, 1)), entry(3)], 5)
    found = {one.id for one in store.entries(dt.date(2025, 1, 1))}
    assert found == {"1", "3"} and len(list(store.entries())) == 3


def test_an_unchanged_edition_only_gets_a_new_day(tmp_path: Path) -> None:
    store = Store(tmp_path)
    take(store, [entry(1)], 1)
    take(store, [entry(1)], 9)
    (one,) = store.history("s")
    assert one.retrieved == at(9) and one.effective == dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("fresh", "words"),
    [
        ([], "nothing that can be read"),
        ([entry(n) for n in range(90)], "10% less"),
        ([entry(n, list_id="other") for n in range(100)], "l is gone"),
    ],
)
def test_a_broken_edition_is_refused_and_the_old_one_stays(tmp_path: Path, fresh: list[Entry], words: str) -> None:
    store = Store(tmp_path)
    take(store, [entry(n) for n in range(100)], 1)
    before = store.digest()
    with pytest.raises(ListError, match=words):
        take(store, fresh, 2)
    assert store.digest() == before and len(list(store.entries())) == 100
    if fresh:
        take(store, fresh, 2, accept_shrinkage=True)
        assert len(list(store.entries())) == len(fresh)


def test_five_percent_less_is_believed_and_a_floor_is_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(ListError, match="at least 50"):
        take(store, [entry(1)], 1, floor=50)
    take(store, [entry(n) for n in range(100)], 1)
    take(store, [entry(n) for n in range(95)], 2)
    assert len(list(store.entries())) == 95


def test_ids_given_twice_stay_two_entries(tmp_path: Path) -> None:
    store = Store(tmp_path)
    take(store, [entry(1, "A"), entry(1, "B")], 1)
    assert names(store, None) == {"A", "B"}


def test_a_parser_that_fails_half_way_leaves_the_old_list(tmp_path: Path) -> None:
    store = Store(tmp_path)
    take(store, [entry(1)], 1)

    def failing() -> object:
        yield entry(2)
        raise ListError("cut off")

    with pytest.raises(ListError, match="cut off"):
        take(store, failing(), 2)  # type: ignore[arg-type]
    assert names(store, None) == {"Company 1"}


_WRITER = """
import sys, datetime as dt
from pathlib import Path
from riskcheck.screening.entry import Entry, Name
from riskcheck.screening.store import Store
from riskcheck.screening import stored
version, folder = sys.argv[1], Path(sys.argv[2])
print('begun', flush=True)
entries = (Entry('l', str(n), 'entity', (Name(f'{version} {n}', 'primary'),)) for n in range(1500))
Store(folder).take('s', entries, retrieved=dt.datetime(2026, 3, 1, tzinfo=dt.UTC) + dt.timedelta(int(version)), published=None, origin='x')
stored.refresh(folder)
"""


def versions(folder: Path) -> set[str]:
    found = {one.name.split()[0] for one in Store(folder).entries()}
    assert len(list(Store(folder).entries())) in (0, 1500)
    return found


def write(version: int, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", _WRITER, str(version), str(folder)], stdout=subprocess.PIPE)


def test_killed_at_any_moment_there_is_the_old_list_or_the_new_one(tmp_path: Path) -> None:
    assert write(1, tmp_path).wait() == 0
    rng, current = random.Random(5), "1"
    for number in range(2, 52):
        process = write(number, tmp_path)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(rng.uniform(0, 0.12))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = versions(tmp_path)
        assert found in ({current}, {str(number)})
        current = found.pop()
        lists = stored.lists_on(None, tmp_path)
        assert lists is not None and lists.names.screen(f"{current} 7").band == "match"


def test_two_updates_at_once_leave_one_whole_edition(tmp_path: Path) -> None:
    both = [write(1, tmp_path), write(2, tmp_path)]
    assert [process.wait() for process in both] == [0, 0]
    assert versions(tmp_path) in ({"1"}, {"2"})


def test_a_bundle_carries_lists_and_tells_of_harm(tmp_path: Path) -> None:
    store, other = Store(tmp_path / "a"), Store(tmp_path / "b")
    take(store, [entry(n) for n in range(5)], 3)
    digest = bundle.export(store, tmp_path / "lists.zip")
    assert digest == bundle.export(store, tmp_path / "again.zip")
    with pytest.raises(ListError, match="digest"):
        bundle.take(other, tmp_path / "lists.zip", expected="0" * 64)
    bundle.take(other, tmp_path / "lists.zip", expected=f"sha256:{digest}")
    assert list(other.entries()) == list(store.entries()) and other.digest() == store.digest()
    harmed = (tmp_path / "lists.zip").read_bytes()
    (tmp_path / "lists.zip").write_bytes(harmed[:60] + b"\0\0\0" + harmed[63:])
    with pytest.raises(ListError):
        bundle.take(other, tmp_path / "lists.zip")


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path)
    take(store, [entry(1)], 1)
    store.path.write_bytes(b"no database" * 100)
    with pytest.raises(ListError, match="cannot be read"):
        store.editions()
