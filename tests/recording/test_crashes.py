"""Killed at any moment, the record opens with every committed entry and nothing half-done."""

import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from record_cases import notes, small_store

from makeup_sched.recording.entry import Draft
from makeup_sched.recording.store import Store
from makeup_sched.recording.verifying import verify

HERE = Path(__file__).parent

WRITER = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
from pathlib import Path
from record_cases import entry
from makeup_sched.recording.store import Store
store = Store(Path(sys.argv[1]), create=True)
"""

STEPS = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from record_cases import entry, small_store
from makeup_sched.recording.store import Store

def killed_at(path, last):
    left = last
    def step():
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0
    store = Store(path)
    store._connection.set_progress_handler(step, 1)
    store.append([entry(10), entry(11)], "Tess")
    os._exit(0)

for number in range(1, 10_000):
    path = Path(sys.argv[1]) / f"step-{number}.db"
    small_store(path).close()
    child = os.fork()
    if not child:
        killed_at(path, number)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        print(number)
        break
"""
"""Adds two entries at once to fresh records, killed in front of the first, second, ... step."""

ENDLESS = (
    WRITER
    + """
for number in range(100_000):
    store.append([entry(number)], sys.argv[2])
    print(number, flush=True)
"""
)
"""Adds entries and tells each one that is committed."""


def _run(script: str, *words: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", script, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_killed_at_every_step_of_a_write(tmp_path: Path) -> None:
    done = _run(STEPS, tmp_path, HERE)
    assert done.returncode == 0, done.stderr
    last = int(done.stdout)
    assert last > 100
    found = []
    for step in range(1, last + 1):
        store = Store(tmp_path / f"step-{step}.db")
        found.append(len(notes(store)))
        assert verify(store) == []
        store.append([Draft("missed", "goes on", {"note": "more"})], "Tess")
        assert verify(store) == []
        store.close()
    assert found == sorted(found)
    assert set(found) == {3, 5}


def test_killed_at_any_time_keeps_what_was_told(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    told: list[str] = []
    for pause in (0.0, 0.002, 0.03, 0.11, 0.2):
        before = len(told)
        process = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(path), "Tess"], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(pause)
        process.kill()
        rest = process.stdout.read().splitlines()
        process.wait()
        store = Store(path)
        found = notes(store)
        assert verify(store) == []
        store.close()
        # all that was told, and at most one more that was on the disk but not yet told
        assert len(found) - before - 1 - len(rest) in (0, 1)
        told = found
    assert len(told) > 10


def test_a_log_cut_at_any_place_gives_whole_entries(tmp_path: Path) -> None:
    """The disk holds any beginning of the log: some whole entries, never half of one."""
    path = tmp_path / "record.db"
    store = small_store(path, entries=5)
    log = (tmp_path / "record.db-wal").read_bytes()
    base = path.read_bytes()
    frame = 4096 + 24
    assert len(log) > 10 * frame
    ends = [32 + number * frame for number in range(len(log) // frame + 1)]
    cuts = sorted({0, 17, *ends, *(end + 24 for end in ends), *(end + 2000 for end in ends)})
    seen = set()
    for number, cut in enumerate(cut for cut in cuts if cut <= len(log)):
        folder = tmp_path / f"cut-{number}"
        folder.mkdir()
        (folder / "record.db").write_bytes(base)
        (folder / "record.db-wal").write_bytes(log[:cut])
        cut_store = Store(folder / "record.db", create=True)
        found = notes(cut_store)
        assert found == [f"note {place}" for place in range(len(found))]
        assert verify(cut_store) == []
        seen.add(len(found))
        cut_store.close()
    assert seen == {0, 1, 2, 3, 4, 5}
    store.close()


def test_killed_while_the_log_is_moved_into_the_file(tmp_path: Path) -> None:
    """Of the pages that are moved, any beginning may be on the disk; the log still is."""
    path = tmp_path / "record.db"
    store = small_store(path, entries=5)
    log, base = (tmp_path / "record.db-wal").read_bytes(), path.read_bytes()
    assert store.wipe()
    store.close()
    moved = path.read_bytes()
    for pages in range(len(moved) // 4096 + 1):
        folder = tmp_path / f"pages-{pages}"
        folder.mkdir()
        half = moved[: pages * 4096 + 1000] + base[pages * 4096 + 1000 :]
        (folder / "record.db").write_bytes(half)
        (folder / "record.db-wal").write_bytes(log)
        again = Store(folder / "record.db")
        assert len(notes(again)) == 5
        assert verify(again) == []
        again.close()


def test_killed_before_the_first_table(tmp_path: Path) -> None:
    (tmp_path / "record.db").touch()
    store = Store(tmp_path / "record.db")
    assert store.entries() == []
    assert len(notes(small_store(tmp_path / "record.db"))) == 3


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    script = ENDLESS.replace("100_000", "60")
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda who: _run(script, path, who), ("Ann", "Bob", "Cid")))
    assert [each.returncode for each in done] == [0, 0, 0], [each.stderr for each in done]
    store = Store(path)
    found = store.entries()
    assert [each.number for each in found] == list(range(1, 181))
    for who in ("Ann", "Bob", "Cid"):
        own = [each.get("note") for each in found if each.who == who]
        assert own == [f"note {number}" for number in range(60)]
    assert verify(store) == []


def test_a_copy_of_the_closed_file_is_the_whole_record(tmp_path: Path) -> None:
    small_store(tmp_path / "record.db", entries=4).close()
    shutil.copy(tmp_path / "record.db", tmp_path / "copy.db")
    assert len(notes(Store(tmp_path / "copy.db"))) == 4
