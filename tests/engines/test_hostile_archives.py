"""What is hostile or broken is refused for the right reason, and leaves nothing behind."""

import re
from pathlib import Path

import pytest

from pipeline.engines.archive import Limits
from pipeline.errors import SetupError
from pipeline.models import install, installed, verify
from tests.engines.archives import GOOD, HOSTILE, archive, left_in, lying


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("how", HOSTILE)
def test_hostile_archives_are_refused_and_leave_nothing(tmp_path: Path, how: str) -> None:
    why, make = HOSTILE[how]
    source = make(tmp_path / "hostile.argosmodel")
    with pytest.raises(SetupError, match=rf"hostile\.argosmodel: Refused: .*{re.escape(why)}") as raised:
        install(source, tmp_path / "models" / "here")
    assert raised.value.exit_code == 3
    assert set(left_in(tmp_path)) <= {"hostile.argosmodel", "models", "models/here"}


def test_a_refusal_keeps_the_model_that_stands_there(tmp_path: Path) -> None:
    model = install(archive(tmp_path / "good.zip", GOOD), tmp_path / "models")
    with pytest.raises(SetupError):
        install(lying(tmp_path / "bad.zip", "en_pt/model/model.bin", 3), tmp_path / "models")
    verify(model)
    assert installed(tmp_path / "models") == (model,)


def test_more_than_the_disk_should_hold_is_refused(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.zip", GOOD)
    with pytest.raises(SetupError, match="expands to more than"):
        install(source, tmp_path / "models", Limits(bytes=20))
