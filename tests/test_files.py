"""A file is written whole or not at all."""

import pytest

from autograd_mini.files import write


def test_writes_into_folders_that_do_not_exist_yet(tmp_path):
    write(tmp_path / "a" / "b" / "c.bin", b"one")
    write(tmp_path / "a" / "b" / "c.bin", b"two")
    assert (tmp_path / "a" / "b" / "c.bin").read_bytes() == b"two"
    assert [f.name for f in (tmp_path / "a" / "b").iterdir()] == ["c.bin"]


def test_a_failure_leaves_what_was_there(tmp_path):
    target = tmp_path / "c.txt"
    write(target, b"before")
    with pytest.raises(TypeError):
        write(target, "not bytes")
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_in_the_way(tmp_path):
    with pytest.raises(IsADirectoryError, match="folder"):
        write(tmp_path, b"")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        write(tmp_path / "file" / "under.txt", b"")
