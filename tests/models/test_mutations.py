"""A model that was changed since it was installed, by however little, is refused before it is loaded; a package that
was damaged on its way is installed whole or not at all."""

import random
import zipfile
from pathlib import Path

import pytest

from pipeline.engines.package import verify
from pipeline.errors import EditionsError, SetupError
from pipeline.models.install import install
from tests.engines.archives import GOOD, archive, left_in

FILES = {**GOOD, "en_pt/model/model.bin": bytes(range(256)) * 64}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One of the ways in which storage and networks damage a file; never the same bytes."""
    at = chance.randrange(len(data))
    flipped = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
    block = chance.randbytes(4_096)
    ways = (
        flipped,
        data[:at],
        data + b"\0",
        data[:at] + block + data[at + 4_096 :],
        bytes(len(data)),
        data[at:] + data[:at],
    )
    return next(way for way in (chance.choice(ways), flipped) if way != data)


def test_three_hundred_changed_model_files_are_refused(tmp_path: Path) -> None:
    model = install(archive(tmp_path / "a.argosmodel", FILES), tmp_path / "models")
    verify(model)
    paths = [model.folder / file.path for file in model.files]
    chance = random.Random(300)
    for _ in range(300):
        path = chance.choice(paths)
        data = path.read_bytes()
        path.write_bytes(mutated(data, chance))
        with pytest.raises(SetupError, match=path.name):
            verify(model)
        path.write_bytes(data)
    verify(model)


def test_three_hundred_damaged_packages_are_whole_or_refused(tmp_path: Path) -> None:
    package = archive(tmp_path / "a.argosmodel", FILES)
    good, chance, refused = package.read_bytes(), random.Random(301), 0
    for number in range(300):
        folder = tmp_path / f"models-{number}"
        package.write_bytes(mutated(good, chance))
        try:
            model = install(package, folder)
        except EditionsError as error:
            refused += "\n" not in str(error)
            assert [name for name in left_in(folder) if not name.startswith(".")] == []
        else:  # the damage lay where a zip archive has nothing to say
            verify(model)
            with zipfile.ZipFile(package) as packed:
                assert all(
                    (model.folder / file.path).read_bytes() in map(packed.read, packed.namelist())
                    for file in model.files
                )
    assert refused > 200


def test_a_pinned_package_is_refused_for_a_single_bit(tmp_path: Path) -> None:
    from hashlib import sha256

    package = archive(tmp_path / "a.argosmodel", FILES)
    wanted = sha256(package.read_bytes()).hexdigest()
    package.write_bytes(mutated(package.read_bytes(), random.Random(1)))
    with pytest.raises(EditionsError, match="sha256"):
        install(package, tmp_path / "models", sha256=wanted)
    assert left_in(tmp_path / "models") == [] or all(
        name.startswith(".") for name in left_in(tmp_path / "models")
    )
