"""A file is written whole or not at all."""

import gc
import os
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograd_mini import files
from autograd_mini.files import read, write

PACKAGE = Path(files.__file__).parents[1]
WINDOWS = sys.platform == "win32"
posix = pytest.mark.skipif(WINDOWS, reason="Windows has no such thing")
as_root = pytest.mark.skipif(WINDOWS or os.geteuid() != 0, reason="only root can become another")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def permissions(path):
    return stat.S_IMODE(path.stat().st_mode)


def in_a_process(code, *arguments, **options):
    """Run code that finds `write` and `Path`; return what it prints."""
    code = f"from autograd_mini.files import write\nfrom pathlib import Path\nimport sys\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        **options,
    )
    assert not done.stderr
    return done.stdout


def test_writes_into_folders_that_do_not_exist_yet(tmp_path):
    write(tmp_path / "a" / "b" / "c.bin", b"one")
    write(tmp_path / "a" / "b" / "c.bin", b"two")
    assert (tmp_path / "a" / "b" / "c.bin").read_bytes() == b"two"
    assert names(tmp_path / "a" / "b") == ["c.bin"]


def test_a_name_as_long_as_a_name_can_be(tmp_path):
    name = "x" * 255
    write(tmp_path / name, b"one")
    assert (tmp_path / name).read_bytes() == b"one"
    with pytest.raises(OSError, match="xxx"):
        write(tmp_path / (name + "x"), b"two")
    assert names(tmp_path) == [name]


# What fails leaves what was there.


def test_content_that_is_none_leaves_what_was_there(tmp_path):
    target = tmp_path / "c.txt"
    write(target, b"before")
    with pytest.raises(TypeError):
        write(target, "not bytes")
    assert target.read_bytes() == b"before"
    assert names(tmp_path) == ["c.txt"]


@posix
def test_a_disk_that_is_full_leaves_what_was_there(tmp_path):
    """A limit for the size of files stops a file in the middle, as a full disk does."""
    target = tmp_path / "c.txt"
    write(target, b"before")
    code = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write(Path(sys.argv[1]), b"x" * 1_000_000)
except OSError as error:
    print(error)
"""
    assert str(target) in in_a_process(code, target)
    assert target.read_bytes() == b"before"
    assert names(tmp_path) == ["c.txt"]


def test_a_target_that_becomes_a_folder_meanwhile(tmp_path):
    target = tmp_path / "c.txt"

    def watch(frame, event, argument):
        if event == "c_call" and argument.__name__ == "replace":
            sys.setprofile(None)
            target.mkdir()

    sys.setprofile(watch)
    try:
        with pytest.raises(OSError, match=r"c\.txt") as error:
            write(target, b"content")
    finally:
        sys.setprofile(None)
    assert "unfinished" not in str(error.value)
    assert names(tmp_path) == ["c.txt"] and target.is_dir() and not names(target)


def test_a_folder_in_the_way(tmp_path):
    with pytest.raises(IsADirectoryError, match="folder") as error:
        write(tmp_path, b"")
    assert error.value.filename == str(tmp_path)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        write(tmp_path / "file" / "under.txt", b"")


def interrupted(target, content, number):
    """Write, with Ctrl-C at an event: a line, a call, or a return, of Python or of C.

    Return whether there are that many events.
    """
    count = 0

    def event(frame, what, argument):
        nonlocal count
        count += frame.f_code is not interrupted.__code__
        if count == number:
            count += 1
            raise KeyboardInterrupt

    def line(frame, what, argument):
        if frame.f_code.co_filename == files.__file__:
            event(frame, what, argument)
        return line

    # What is called when the garbage collector comes by is none of our events.
    gc.disable()
    sys.setprofile(event)
    sys.settrace(line)
    try:
        write(target, content)
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(None)
        sys.setprofile(None)
        gc.enable()
    return False


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # Python closes it then
@pytest.mark.parametrize("before", [b"before", None], ids=str)
def test_an_interrupt_at_any_moment_leaves_one_whole_file_and_no_other(tmp_path, before):
    target = tmp_path / "c.txt"
    number, found = 1, []
    while True:
        target.unlink(missing_ok=True)
        if before is not None:
            target.write_bytes(before)
        if not interrupted(target, b"after", number):
            break
        found.append(target.read_bytes() if target.exists() else None)
        assert names(tmp_path) == ([] if found[-1] is None else ["c.txt"])
        number += 1
    assert len(found) > 50
    assert set(found) == {before, b"after"}
    assert found == sorted(found, key=lambda content: content == b"after")  # it changes once


# Links, devices and pipes.


def link(path, target):
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("no symbolic links here")


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path):
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "c.txt"
    target.write_bytes(b"before")
    link(tmp_path / "first", Path("real") / "c.txt")
    link(tmp_path / "second", "first")
    write(tmp_path / "second", b"after")
    assert target.read_bytes() == b"after" and not target.is_symlink()
    assert (tmp_path / "first").is_symlink() and (tmp_path / "second").is_symlink()
    assert names(tmp_path / "real") == ["c.txt"]
    assert names(tmp_path) == ["first", "real", "second"]


def test_a_link_to_what_is_not_there_yet(tmp_path):
    link(tmp_path / "link", Path("new") / "c.txt")
    write(tmp_path / "link", b"content")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "new" / "c.txt").read_bytes() == b"content"


def test_links_in_a_circle(tmp_path):
    link(tmp_path / "a", "b")
    link(tmp_path / "b", "a")
    for path in (tmp_path / "a", tmp_path / "a" / "under.txt"):
        with pytest.raises(OSError) as error:
            write(path, b"")
        assert error.value.filename == str(path)
    assert names(tmp_path) == ["a", "b"]
    assert (tmp_path / "a").is_symlink() and (tmp_path / "b").is_symlink()


# These use a terminal and pipes of their own, and no device that others need: broken code, run as
# root, would put a file in its place.


@posix
def test_a_device_is_written_to_and_stays_a_device(tmp_path):
    ours, theirs = os.openpty()
    try:
        device = Path(os.ttyname(theirs))
        link(tmp_path / "link", device)
        for path in (device, tmp_path / "link"):
            write(path, b"content")
            assert os.read(ours, 100) == b"content"
            assert stat.S_ISCHR(device.stat().st_mode)
    finally:
        os.close(ours)
        os.close(theirs)
    assert (tmp_path / "link").is_symlink() and names(tmp_path) == ["link"]


@posix
def test_a_pipe_that_nobody_reads_to_the_end(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: pipe.open("rb").close())
    reader.start()
    with pytest.raises(BrokenPipeError, match="pipe") as error:
        write(pipe, b"x" * 1_000_000)
    reader.join()
    assert error.value.filename == str(pipe)
    assert pipe.is_fifo() and names(tmp_path) == ["pipe"]


@posix
def test_a_named_pipe_with_a_reader(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    content = b"x" * 200_000  # more than a pipe holds
    write(pipe, content)
    reader.join()
    assert read == [content]
    assert pipe.is_fifo() and names(tmp_path) == ["pipe"]


@posix
def test_the_standard_output_be_it_a_pipe_or_a_file(tmp_path):
    code = """
print("first", flush=True)
write(Path("/dev/stdout"), b"second\\n")
print("third")
"""
    assert in_a_process(code) == "first\nsecond\nthird\n"
    with (tmp_path / "out.txt").open("w") as out:
        in_a_process(code, stdout=out)
    assert (tmp_path / "out.txt").read_text() == "first\nsecond\nthird\n"
    assert names(tmp_path) == ["out.txt"]


def test_on_windows_a_file_that_is_in_use_for_a_moment_is_tried_again(tmp_path, monkeypatch):
    """What Windows does is played here: a file cannot be replaced twice, and then it can."""
    real, failures = Path.replace, [PermissionError(13, "in use"), PermissionError(13, "in use")]

    def replace(*arguments):
        if failures:
            raise failures.pop()
        return real(*arguments)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(files, "TRIES", 3)
    monkeypatch.setattr(files, "PAUSE", 0)
    write(tmp_path / "c.txt", b"content")
    assert failures == [] and (tmp_path / "c.txt").read_bytes() == b"content"
    failures += [PermissionError(13, "in use")] * 3
    with pytest.raises(PermissionError, match=r"c\.txt"):
        write(tmp_path / "c.txt", b"other")
    assert failures == [] and (tmp_path / "c.txt").read_bytes() == b"content"
    assert names(tmp_path) == ["c.txt"]


# Permissions and owners.


@posix
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0, 0o666)], ids=oct)
def test_a_new_file_may_be_read_by_whom_the_umask_lets(tmp_path, umask, mode):
    in_a_process("write(Path(sys.argv[1]), b'content')", tmp_path / "c.txt", umask=umask)
    assert permissions(tmp_path / "c.txt") == mode


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o666], ids=oct)
def test_a_file_that_exists_keeps_its_permissions(tmp_path, mode):
    target = tmp_path / "c.txt"
    target.write_bytes(b"before")
    target.chmod(mode)
    link(tmp_path / "link", "c.txt")
    for path in (target, tmp_path / "link"):
        write(path, b"after")
        assert permissions(target) == mode
    assert target.read_bytes() == b"after"


@posix
def test_at_no_time_may_more_people_read_the_new_file_than_the_old_one(tmp_path):
    target = tmp_path / "c.txt"
    target.write_bytes(b"before")
    target.chmod(0o600)
    found = set()

    def watch(*_):
        for path in tmp_path.iterdir():
            found.add((path.name == "c.txt", permissions(path)))
        return watch

    sys.settrace(watch)
    try:
        write(target, b"after")
    finally:
        sys.settrace(None)
    assert found == {(True, 0o600), (False, 0o600)}


@as_root
def test_a_file_that_exists_keeps_its_owner_and_group(tmp_path):
    target = tmp_path / "c.txt"
    target.write_bytes(b"before")
    os.chown(target, 12345, 23456)
    target.chmod(0o640)
    write(target, b"after")
    assert (target.stat().st_uid, target.stat().st_gid) == (12345, 23456)
    assert permissions(target) == 0o640


@pytest.fixture
def nobodys_folder():
    """A folder in which user 12345 may make files: no parent of it is closed to others."""
    folder = Path("/tmp") / f"autograd_mini_{os.getpid()}"
    folder.mkdir()
    os.chown(folder, 12345, 12345)
    yield folder
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


AS_ANOTHER = """
import os
os.setgroups([])
os.setgid(12345)
os.setuid(12345)
try:
    write(Path(sys.argv[1]), b"after")
except OSError as error:
    print(type(error).__name__, error)
"""


@as_root
def test_an_owner_that_cannot_be_kept_is_no_error(nobodys_folder):
    target = nobodys_folder / "c.txt"
    target.write_bytes(b"before")
    target.chmod(0o666)
    assert in_a_process(AS_ANOTHER, target) == ""
    assert target.read_bytes() == b"after"
    assert (target.stat().st_uid, permissions(target)) == (12345, 0o666)


@as_root
def test_a_file_that_is_not_to_be_written_to(nobodys_folder):
    target = nobodys_folder / "c.txt"
    target.write_bytes(b"before")
    os.chown(target, 12345, 12345)
    target.chmod(0o444)
    said = in_a_process(AS_ANOTHER, target)
    assert said.startswith("PermissionError") and str(target) in said
    assert target.read_bytes() == b"before"
    assert names(nobodys_folder) == ["c.txt"]


# Several at once.


def test_the_unfinished_file_has_another_name_each_time_and_is_never_one_that_exists(tmp_path):
    target = tmp_path / "c.txt"
    code = f"""
def watch(event, arguments):
    if event == "open" and "unfinished" in str(arguments[0]):
        print(*arguments)
sys.addaudithook(watch)
for _ in range(20):
    write(Path({str(target)!r}), b"content")
"""
    lines = in_a_process(code).splitlines()
    found = [line.split() for line in lines]
    assert {Path(path).parent for path, *_ in found} == {tmp_path}
    assert len({path for path, *_ in found}) == 20
    assert all(int(flags) & os.O_EXCL for *_, flags in found)


def test_two_threads_leave_one_whole_file(tmp_path):
    target = tmp_path / "c.txt"
    contents = [bytes([65 + k]) * 100_000 for k in range(2)]
    begin = threading.Barrier(2)

    def work(content):
        begin.wait()
        for _ in range(200):
            write(target, content)
            assert target.read_bytes() in contents

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, contents))
    assert names(tmp_path) == ["c.txt"]


def test_two_processes_leave_one_whole_file(tmp_path):
    target = tmp_path / "c.txt"
    code = """
contents = [letter * 100_000 for letter in (b"A", b"B")]
for _ in range(200):
    write(Path(sys.argv[1]), contents[int(sys.argv[2])])
    assert Path(sys.argv[1]).read_bytes() in contents
"""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda which: in_a_process(code, target, which), range(2)))
    assert target.read_bytes() in (b"A" * 100_000, b"B" * 100_000)
    assert names(tmp_path) == ["c.txt"]


@posix
def test_what_is_read_has_an_end(tmp_path):
    file, pipe = tmp_path / "x", tmp_path / "pipe"
    file.write_bytes(b"1234")
    assert read(file, 4) == b"1234"
    with pytest.raises(ValueError, match="x has more than 3 bytes"):
        read(file, 3)
    with pytest.raises(ValueError, match="/dev/zero has more than 1,000 bytes"):
        read(Path("/dev/zero"), 1000)
    os.mkfifo(pipe)
    with pytest.raises(ValueError, match="pipe is a pipe, which may never end; give a file"):
        read(pipe, 4)
    for nothing in (tmp_path, tmp_path / "none"):
        with pytest.raises(OSError, match=str(nothing)):
            read(nothing, 4)
