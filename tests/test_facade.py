"""The package as a library: every promised name is there, and importing it loads nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.ports import Progress


@pytest.mark.parametrize("name", pipeline.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(pipeline, name).__name__ == name


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = pipeline.nonsense


def test_importing_loads_nothing_else() -> None:
    script = (
        "import sys, pipeline; print(sorted(name for name in sys.modules if name.startswith('pipeline')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['pipeline']"


def test_an_article_becomes_a_tree(tmp_path: Path) -> None:
    source = tmp_path / "rain.md"
    source.write_text("# Rain in Porto\n\nIt *rained* on Monday.\n")
    seen: list[str] = []

    class Listening:
        def begin(self, stage: str, total: int) -> None:
            seen.append(f"{stage} {total}")

        def advance(self, steps: int = 1, *, failed: int = 0) -> None: ...
        def end(self) -> None: ...

    progress: Progress = Listening()
    options = pipeline.Options(to=(pipeline.Lang.parse("eo"),), out=tmp_path / "out")
    report = pipeline.publish([source], options, progress)
    assert report.exit_code == 0
    assert [tag for _, tag, _ in report.editions()] == ["en", "eo"]
    assert seen == ["translate 2", "narrate 6"]
    assert (tmp_path / "out/rain/eo/index.html").is_file()
