"""What stands behind a flag is checked before anything is done: code 2, and the flag's name."""

import pytest

from pipeline.cli import main


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("x" * 300, "cannot be a path: File name too long"),
        ("a\0b", "cannot be a path: embedded null byte"),
        ("caf\udce9.xlf", "is not UTF-8; rename the file"),
    ],
)
@pytest.mark.parametrize("flag", ["--out", "--memory", "--glossary", "--lexicon"])
def test_a_path_that_no_file_can_have(
    flag: str, value: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["build", "rain.txt", flag, value])
    assert caught.value.code == 2
    (line,) = [line for line in capsys.readouterr().err.splitlines() if line.startswith("editions")]
    assert line.startswith(f"editions build: error: argument {flag}: ")
    assert told in line
