"""Whatever goes wrong, every file in output/ is whole, the old one or the new one, and the next run puts all right."""

import errno
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import Any

import psutil
import pytest

from generator.batch import run as batch
from generator.batch import workers as crews
from generator.batch.run import Job, run_batch, workers
from generator.cli import main
from generator.disclosure.build import Order, build
from generator.files import atomic, mending, outputs
from generator.files.outputs import OutputRefused, replace_files, sweep
from tests.crashing import Batch, Deadly, departments, digests, leftovers, moments, torn

Output = pytest.CaptureFixture[str]
posix = pytest.mark.skipif(os.name != "posix", reason="这里没有 POSIX 的信号")


def killed_at(step: int, files: dict[Path, bytes], stuck: bool) -> int | None:
    """A process of its own that replaces files and is killed at its so manieth call of the system: None; else 0.

    Where it is `stuck`, the second file cannot be replaced, and the first is put back.
    """
    child = os.fork()
    if child == 0:
        calls, second = iter(range(1, 1000)), list(files)[1]
        sync, rename, replace, unlink = os.fsync, Path.rename, Path.replace, Path.unlink

        def counted(call: Callable[..., Any]) -> Callable[..., Any]:
            def wrapper(*arguments: Any, **options: Any) -> Any:
                if next(calls) == step:
                    os._exit(9)
                if stuck and call is replace and arguments[1] == second:
                    raise PermissionError(errno.EACCES, "in use")
                return call(*arguments, **options)

            return wrapper

        os.fsync, Path.unlink = counted(sync), counted(unlink)  # type: ignore[method-assign]
        Path.rename, Path.replace = counted(rename), counted(replace)  # type: ignore[method-assign]
        with suppress(OutputRefused):
            replace_files(files)
        os._exit(0)
    return 0 if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 else None


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Batch, dict[str, str], dict[str, str]]:
    """A batch whose data are corrected but not yet built again, and its files as they were and as they are to be."""
    made = Batch(tmp_path_factory.mktemp("faults"))
    departments(made.folder, 6)
    assert made.run() == 0
    made.correct()
    assert made.run("new") == 0
    old, new = digests(made.folder / "output"), digests(made.folder / "new")
    assert old.keys() == new.keys() and all(old[name] != new[name] for name in old if name.endswith("html"))
    return made, old, new


class TestKilled:
    """A run that is killed or interrupted."""

    @posix
    @pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
    def test_at_any_moment_each_file_is_the_old_or_the_new_one(
        self, how: signal.Signals, states: tuple[Batch, dict[str, str], dict[str, str]]
    ) -> None:
        made, *both = states
        for seconds in moments(3, 3.5, seed=how):
            _, said = made.interrupt(seconds, how)
            assert torn(made.folder / "output", *both) == []
            assert "Traceback" not in said, said
        assert made.run() == 0
        assert digests(made.folder / "output") in both
        assert leftovers(made.folder / "output") == []
        made.correct()

    @posix
    def test_no_process_outlives_one_that_is_killed(self, tmp_path: Path) -> None:
        made = Batch(tmp_path, "html")
        departments(tmp_path, 40)
        process = made.start()
        assert process.stderr is not None
        process.stderr.readline()
        workers = psutil.Process(process.pid).children()
        process.kill()
        process.communicate(timeout=60)
        assert workers and psutil.wait_procs(workers, timeout=20)[1] == []

    @posix
    def test_an_interrupted_run_says_so(self, states: tuple[Batch, dict[str, str], dict[str, str]]) -> None:
        made, *_ = states
        process = made.start(jobs=1)
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        if process.returncode:
            assert "已中断" in said and "Traceback" not in said
        made.run()

    @posix
    def test_no_worker_hears_ctrl_c_not_even_while_it_starts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(crews, "LARGEST", 0)
        with workers(2) as crew:
            assert crew is not None
            for _ in range(3):
                blocked = crew.submit(signal.pthread_sigmask, signal.SIG_BLOCK, ()).result()
                assert signal.SIGINT in blocked
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())

    def test_ctrl_c_waits_for_the_department_that_is_being_made(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        paths = departments(tmp_path, 2)

        def pressed(path: Path, order: Order) -> object:
            signal.raise_signal(signal.SIGINT)
            return build(path, order)

        monkeypatch.setattr(batch, "build", pressed)
        outcomes = run_batch([Job(path, Order(("html",), tmp_path / "output")) for path in paths])
        assert next(outcomes).files
        with pytest.raises(KeyboardInterrupt):
            next(outcomes)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        assert len(digests(tmp_path / "output")) == 1

    @posix
    def test_pressed_again_it_ends_those_at_work(self) -> None:
        started = time.monotonic()
        with pytest.raises(KeyboardInterrupt), workers(2) as crew:
            assert crew is not None
            crew.submit(os.getpid).result()
            future = crew.submit(time.sleep, 60)
            while not future.running():
                time.sleep(0.01)
            Timer(1, os.kill, [os.getpid(), signal.SIGINT]).start()
            raise KeyboardInterrupt
        assert time.monotonic() - started < 20

    def test_what_a_killed_run_left_is_swept_away(self, tmp_path: Path) -> None:
        script = (
            "import os, signal, sys; from pathlib import Path; from generator.files import outputs\n"
            "outputs.move = lambda *_: os._exit(9)\n"
            "outputs.replace_files({Path(sys.argv[1]) / 'a.txt': b'x'})"
        )
        subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=Path(__file__).parents[1], check=False)
        assert len(leftovers(tmp_path)) == 1
        sweep(tmp_path)
        assert leftovers(tmp_path) == []

    @posix
    @pytest.mark.parametrize("stuck", [False, True], ids=["", "第二个文件换不上"])
    def test_at_each_step_the_set_is_whole_after_the_next_start(
        self, stuck: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        names = ("决算.docx", "决算.html", "新的.xlsx")
        told, steps = set(), 0
        for kill in range(1, 100):
            folder = tmp_path / str(kill)
            folder.mkdir()
            for name in names[:2]:
                (folder / name).write_bytes(b"old")
            ended = killed_at(kill, {folder / name: b"new" for name in names}, stuck)
            told |= set(sweep(folder))
            now = {path.name: path.read_bytes() for path in folder.iterdir()}
            assert now in (dict.fromkeys(names[:2], b"old"), dict.fromkeys(names, b"new")), (kill, now)
            steps += 1
            if ended == 0:
                break
        assert ended == 0 and steps > 10
        assert any("现已补完" in message and "决算.docx" in message for message in told)

    @posix
    def test_files_written_since_the_kill_are_left_alone(self, tmp_path: Path) -> None:
        files = {tmp_path / "a.html": b"new", tmp_path / "b.html": b"new"}
        kill = next(n for n in range(1, 100) if killed_at(n, files, False) is None and [*tmp_path.glob(mending.PATTERN)])
        assert kill
        later = time.time() + 5
        for path in files:
            path.write_bytes(b"corrected")
            os.utime(path, (later, later))
        [message] = sweep(tmp_path)
        assert "后来又换过" in message
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(("a.html", "b.html"), b"corrected")

    @pytest.mark.parametrize("text", ["", "null", "[" * 9999, '{"../x": ""}', '{"a": "../b"}', '{"a": 1}', "\xff"])
    def test_a_damaged_journal_does_nothing(self, text: str, tmp_path: Path) -> None:
        inner = tmp_path / "部门"
        inner.mkdir()
        for path in (tmp_path / "x", tmp_path / "b", inner / "a"):
            path.write_bytes(b"mine")
        (inner / f".juesuan-{atomic.machine()}-999999999-x.set").write_text(text, "latin-1")
        sweep(tmp_path)
        assert [path.read_bytes() for path in (tmp_path / "x", tmp_path / "b", inner / "a")] == [b"mine"] * 3
        assert leftovers(tmp_path) == []

    @posix
    def test_the_file_of_a_run_that_goes_on_is_left_alone(self, tmp_path: Path) -> None:
        other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        path = tmp_path / f".juesuan-{atomic.machine()}-{other.pid}-abc.tmp"
        path.write_bytes(b"half")
        sweep(tmp_path)
        assert path.exists()
        other.communicate(b"\n")
        sweep(tmp_path)
        assert not path.exists()

    def test_of_another_machine_only_after_a_day(self, tmp_path: Path) -> None:
        young, old = (tmp_path / f".juesuan-{atomic.machine() + 1}-1-{age}.tmp" for age in ("young", "old"))
        for path in (young, old):
            path.write_bytes(b"half")
        os.utime(old, (time.time() - 90_000,) * 2)
        sweep(tmp_path)
        assert young.exists() and not old.exists()

    def test_a_file_of_somebody_else_stays(self, tmp_path: Path) -> None:
        for name in (".juesuan-notes.tmp", "x.tmp", ".hidden"):
            (tmp_path / name).write_bytes(b"")
        sweep(tmp_path)
        assert len(list(tmp_path.iterdir())) == 3


class TestDisk:
    """A disk that is full or read-only."""

    @contextmanager
    def mounted(self, folder: Path, options: str) -> Iterator[None]:
        """A small disk at a folder; skips where that may not be made."""
        folder.mkdir(exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        if sys.platform != "linux" or os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("只有在 Linux 上、以 root 运行，才能挂一个小磁盘")
        try:
            yield
        finally:
            subprocess.run(["umount", str(folder)], check=True)

    def test_a_disk_that_fills_up_between_two_departments(self, tmp_path: Path, capsys: Output) -> None:
        departments(tmp_path, 4)
        disk = tmp_path / "disk"
        with self.mounted(disk, "size=600k"):
            result = main(["build", str(tmp_path / "data"), "--to", "html,docx", "-o", str(disk), "-j", "1"])
            err = capsys.readouterr().err
            made = digests(disk)
            left = leftovers(disk)
        whole = Path(tmp_path, "whole")
        main(["build", str(tmp_path / "data"), "--to", "html,docx", "-o", str(whole), "-j", "1"])
        assert result == 2 and "磁盘满了" in err and "Traceback" not in err
        assert made and made.items() < digests(whole).items()
        assert left == []

    def test_a_read_only_disk(self, tmp_path: Path, capsys: Output) -> None:
        departments(tmp_path, 1)
        with self.mounted(tmp_path / "disk", "ro,size=1m"):
            assert main(["build", str(tmp_path / "data"), "--to", "html", "-o", str(tmp_path / "disk")]) == 2
        err = capsys.readouterr().err
        assert "只读" in err and "Traceback" not in err

    @pytest.mark.parametrize("call", [1, 2, 3])
    def test_full_at_each_file_in_turn(self, call: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        [path] = departments(tmp_path, 1)
        order = Order(("html", "xlsx"), tmp_path / "output")
        build(path, order)
        before = digests(order.output)
        path.write_text(path.read_text("utf-8").replace("    预算: 40.64", "    预算: 41.64"), "utf-8")
        calls = iter(range(1, 100))
        sync = os.fsync

        def full(handle: int) -> None:
            if next(calls) == call:
                raise OSError(errno.ENOSPC, "No space left on device")
            sync(handle)

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OutputRefused, match="磁盘满了"):
            build(path, order)
        assert digests(order.output) == before
        assert leftovers(order.output) == []

    def test_an_interrupt_between_two_files_puts_the_first_back(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        files = {tmp_path / "a": b"new", tmp_path / "b": b"new"}
        for path in files:
            path.write_bytes(b"old")
        move = outputs.move
        calls = iter(range(1, 100))

        def interrupted(temporary: Path, path: Path) -> None:
            if next(calls) == 2:
                raise KeyboardInterrupt
            move(temporary, path)

        monkeypatch.setattr(outputs, "move", interrupted)
        with pytest.raises(KeyboardInterrupt):
            replace_files(files)
        assert {path.read_bytes() for path in files} == {b"old"}
        assert len(list(tmp_path.iterdir())) == 2


class TestOneOfMany:
    """What goes wrong with one department of a batch."""

    def test_a_file_that_breaks_while_the_batch_runs(self, tmp_path: Path) -> None:
        paths = departments(tmp_path, 3)
        order = Order(("html",), tmp_path / "output")
        before = {path: build(path, order).files[0].read_bytes() for path in paths}
        for path in paths:
            path.write_text(path.read_text("utf-8").replace("批次: 62", "批次: 63"), "utf-8")
        done = {}
        for outcome in run_batch([Job(path, order) for path in paths]):
            done[outcome.path] = outcome
            paths[2].write_text("年度: [2021\n", "utf-8")
        assert [done[path].code for path in paths] == [0, 0, 2]
        assert done[paths[1]].files[0].read_bytes() != before[paths[1]]
        (kept,) = (order.output / "第2局" / "2021").glob("*.html")
        assert kept.read_bytes() == before[paths[2]]

    def test_a_file_corrected_while_it_is_built_is_built_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        [path] = departments(tmp_path, 1)
        order = Order(("html",), tmp_path / "output")
        text = path.read_text("utf-8")
        read = build.__globals__["read_department"]

        def slow(path: Path) -> object:
            department = read(path)
            path.write_text(text.replace("批次: 62", "批次: 63"), "utf-8")
            return department

        monkeypatch.setitem(build.__globals__, "read_department", slow)
        first = build(path, order).files[0].read_bytes()
        monkeypatch.undo()
        assert not batch.unchanged(Job(path, order))
        assert build(path, order).files[0].read_bytes() != first

    def test_an_error_of_the_program_stops_no_other(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        paths = departments(tmp_path, 2)

        def failing(path: Path, order: Order) -> object:
            if path == paths[0]:
                raise ValueError("怪事")
            return build(path, order)

        monkeypatch.setattr(batch, "build", failing)
        first, second = run_batch([Job(path, Order(("html",), tmp_path / "output")) for path in paths])
        assert first.code == 2 and re.search(r"程序出了错，停下了（代号 batch\.run-\d+）", first.messages[0])
        assert "怪事" not in first.messages[0]
        assert second.code == 0 and second.files

    @posix
    def test_a_worker_that_dies_takes_no_other_department_with_it(self, tmp_path: Path) -> None:
        paths = departments(tmp_path, 6)
        done = {}
        with workers(2) as pool:
            assert pool is not None
            for outcome in run_batch([Job(path, Order(("html",), tmp_path / "output")) for path in paths], pool):
                if not done:
                    os.kill(next(iter(next(iter(pool._pools.values()))._processes)), signal.SIGKILL)
                done[outcome.path] = outcome
        assert set(done) == set(paths)
        assert {outcome.code for outcome in done.values()} == {0}

    @posix
    def test_a_department_that_kills_its_worker_is_named_and_the_others_are_made(self, tmp_path: Path) -> None:
        paths = [Deadly(path) if "第2局" in path.as_posix() else path for path in departments(tmp_path, 6)]
        with workers(2) as crew:
            outcomes = list(run_batch([Job(path, Order(("html",), tmp_path / "output")) for path in paths], crew))
        [failed] = [outcome for outcome in outcomes if outcome.code]
        assert failed.path == paths[2] and "第2局" in failed.messages[0] and "内存不够" in failed.messages[0]
        assert len([outcome for outcome in outcomes if outcome.files]) == 5
        assert leftovers(tmp_path) == []

    @posix
    def test_a_department_that_is_never_done_is_given_up(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        paths = departments(tmp_path, 2)
        with workers(2) as crew:
            assert crew is not None
            with monkeypatch.context() as short:
                short.setattr(crews, "GLANCE", 0.1)
                short.setattr(crews, "IDLE", 1.0)
                stuck = batch._outcome(Job(paths[1], Order()), crew.submit(time.sleep, 60).result)
            [outcome] = run_batch([Job(paths[0], Order(("html",), tmp_path / "output"))], crew)
        assert outcome.files
        assert stuck.code == 2 and "停下了，多半是内存不够" in stuck.messages[0]

    @pytest.mark.parametrize(
        ("computes", "lasts"),
        [(lambda t: t / 2, crews.PATIENCE), (lambda t: min(t, 40.0), 40 + crews.IDLE), (lambda t: None, crews.PATIENCE)],
        ids=["一直在算", "算到一半停住", "系统不说"],
    )
    def test_one_that_computes_is_waited_for_but_not_for_ever(
        self, computes: Callable[[float], float | None], lasts: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = 0.0
        monkeypatch.setattr(crews.time, "monotonic", lambda: now)
        pulse = crews._Pulse(lambda: computes(now))
        while pulse.beats():
            now += crews.GLANCE
        assert lasts <= now <= lasts + crews.GLANCE

    def test_nor_is_one_in_this_process_waited_for(self, tmp_path: Path) -> None:
        [path] = departments(tmp_path, 1)
        script = (
            "import sys, time; from generator.batch import run, workers; from generator.cli import main\n"
            "workers.IDLE, workers.GLANCE = 0.5, 0.1; run.work = lambda job: time.sleep(60)\n"
            "sys.exit(main(['build', sys.argv[1], '-j', '1', '--to', 'html']))"
        )
        command = [sys.executable, "-c", script, str(path)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=50, check=False,
                              env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])})  # fmt: skip
        assert done.returncode == 2 and "还没有做完，停下了" in done.stderr and str(path) in done.stderr

    @posix
    def test_a_worker_that_has_grown_is_replaced(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with workers(2) as crew:
            assert crew is not None
            assert len({crew.submit(os.getpid).result() for _ in range(6)}) <= 2
            monkeypatch.setattr(crews, "LARGEST", 0)
            assert len({crew.submit(os.getpid).result() for _ in range(3)}) >= 2

    def test_progress_goes_on_to_the_end(self, tmp_path: Path, capsys: Output) -> None:
        paths = departments(tmp_path, 3)
        paths[0].write_text("版式: [\n", "utf-8")
        assert main(["build", str(tmp_path / "data"), "--to", "html", "-o", str(tmp_path / "o"), "-j", "1"]) == 2
        err = capsys.readouterr().err
        assert re.findall(r"\[(\d)/3", err) == ["1", "2", "3"]
        assert "3 个文件里有 1 个没有完成" in err
