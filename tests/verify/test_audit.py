"""The command: what it says, what it leaves, how it ends."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import SetupError, UsageError
from pipeline.verify import Fault, Published, Rule, audit, audit_page
from pipeline.verify import tools as tools_of
from pipeline.verify.own import OwnTool
from tests.verify import table
from tests.verify.tree import build_tree, seal

OWN = [tool.name for tool in tools_of.TOOLS if isinstance(tool, OwnTool)]
QUICK = "--only=tree,page,style,links,epub"


@pytest.fixture
def broken_tree(sound_tree: Path, tmp_path: Path) -> Path:
    """Two errors and a warning, in Arabic."""
    tree = Path(shutil.copytree(sound_tree, tmp_path / "tree"))
    page = tree / "lighthouse" / "ar" / "index.html"
    page.write_text(
        page.read_text("utf-8").replace("</main>", '<p>Zodiac</p><a href="gone.html">نص</a></main>'), "utf-8"
    )
    manifest = json.loads((tree / "manifest.json").read_bytes())
    (tree / "assets" / "old.png").touch()
    manifest["files"]["assets/old.png"] = {}
    (tree / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    seal(tree)
    return tree


def test_each_fault_is_a_line_with_place_and_remedy(
    broken_tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(broken_tree), QUICK]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("error: lighthouse/ar/index.html: <a> in line ")
    assert "gone.html" in lines[0]
    assert lines[0].endswith("Mend the address. (links.broken)")
    assert "[Zodiac]" in lines[1]
    assert lines[2].startswith("warning: assets/old.png: ")
    assert lines[-1] == "2 errors, 1 warning; audited by automation."


def test_strict_fails_on_errors_only(broken_tree: Path, sound_tree: Path) -> None:
    assert main(["verify", str(broken_tree), QUICK, "--strict"]) == 1
    assert main(["verify", str(broken_tree), "--only", "style", "--strict"]) == 0
    assert main(["verify", str(sound_tree), QUICK, "--strict"]) == 0


def test_json_tells_all(broken_tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(broken_tree), QUICK, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["errors"], told["warnings"]) == (2, 1)
    assert told["codes"] == {"links.broken": 1, "links.unused": 1, "page.foreign": 1}
    pages = next(row for row in told["tools"] if row["tool"] == "page")
    assert (pages["ran"], pages["things"], pages["faults"]) == (True, 7, 1)
    assert pages["seconds"] >= 0
    assert set(told["faults"][0]) == {"code", "severity", "place", "message", "remedy", "evidence"}


def test_the_page_may_lie_in_the_tree(broken_tree: Path) -> None:
    """It is no stray, a build does not touch it, and it is the same each time."""
    before = {fault.code for fault in audit(broken_tree, ["tree"]).faults}
    assert main(["verify", str(broken_tree), QUICK, "--html"]) == 0
    kept = (broken_tree / "audit.html").read_bytes()
    assert {fault.code for fault in audit(broken_tree, ["tree"]).faults} == before
    build_tree(broken_tree)
    assert (broken_tree / "audit.html").read_bytes() == kept


def test_the_page_is_the_same_each_time(broken_tree: Path) -> None:
    names = QUICK.removeprefix("--only=").split(",")
    assert audit_page(audit(broken_tree, names)) == audit_page(audit(broken_tree, names))


def test_the_readme_of_the_outputs_folder_is_no_stray(sound_tree: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(sound_tree, tmp_path / "out"))
    (out / "README.md").write_text("What a build puts here.\n")
    assert main(["verify", str(out), "--only", "tree", "--strict"]) == 0
    (out / "en").mkdir()
    (out / "en" / "README.md").touch()
    assert main(["verify", str(out), "--only", "tree", "--strict"]) == 1


@pytest.mark.parametrize("lang", ["ar", "pt"])
def test_the_page_passes_its_own_audit(broken_tree: Path, lang: str, tmp_path: Path) -> None:
    """In the language of the front page. Its style stands in the page, allowed by its hash: it is one file."""
    shutil.copy(broken_tree / f"index.{lang}.html", broken_tree / "index.html")
    done = audit(broken_tree, ["links", "page", "tree"])
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone" / "audit.html").write_bytes(audit_page(done))
    (tmp_path / "alone" / "manifest.json").write_text(json.dumps({"files": {"audit.html": {}}}), "utf-8")
    assert f'<html lang="{lang}"'.encode() in audit_page(done)
    assert {fault.code for fault in audit(tmp_path / "alone", ["page", "links"]).faults} == {"page.inline"}


def test_the_page_claims_nothing(sound_tree: Path) -> None:
    page = audit_page(audit(sound_tree, ["style"])).decode()
    assert "Audited by automation." in page
    assert "Nothing was found." in page


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_tells_places_and_rules(broken_tree: Path, lang: str) -> None:
    shutil.copy(broken_tree / f"index.{lang}.html", broken_tree / "index.html")
    page = audit_page(audit(broken_tree, ["links", "page"])).decode()
    assert '<code lang="en" dir="ltr" translate="no">gone.html</code>' in page
    attributes = ' lang="en" dir="ltr"' if lang == "ar" else ""
    assert (
        f"<dd{attributes}>every relative address leads to a file of the tree (HTML, WCAG 2.4.4)</dd>" in page
    )
    assert "<code>lang</code>" in page


def test_what_is_no_tree_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path)]) == 2
    assert "holds no manifest.json" in capsys.readouterr().err


def test_an_unknown_tool_is_refused(sound_tree: Path) -> None:
    with pytest.raises(UsageError, match="'lighthouse' is no tool"):
        audit(sound_tree, ["lighthouse"])


def test_skipped_tools_do_not_run(sound_tree: Path) -> None:
    others = [tool.name for tool in tools_of.TOOLS if tool.name != "style"]
    assert [result.tool for result in audit(sound_tree, skip=others).results] == ["style"]


@dataclass(frozen=True)
class Absent:
    """A tool whose program is not here, or breaks down."""

    here: bool
    name: str = "absent"
    rules: tuple[Rule, ...] = ()
    remedy: str = "apt-get install absent"

    def available(self) -> bool:
        return self.here

    def version(self) -> str:
        return "1"

    def examine(self, tree: Published) -> Iterator[Fault]:
        raise SetupError("broke down.")

    def things(self, tree: Published) -> int:
        return 1


@pytest.mark.parametrize(("here", "why"), [(False, "is not installed."), (True, "broke down.")])
def test_what_did_not_run_is_told_with_the_remedy(
    here: bool, why: str, sound_tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        tools_of, "TOOLS", (Absent(here), next(t for t in tools_of.TOOLS if t.name == "style"))
    )
    done = audit(sound_tree)
    assert f"absent: did not run: {why} apt-get install absent" in list(done.lines())
    assert done.as_json()["tools"][0]["ran"] is False
    assert "apt-get install absent" in audit_page(done).decode()


def test_a_tool_that_was_asked_for_must_be_there(sound_tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools_of, "TOOLS", (Absent(here=False),))
    with pytest.raises(SetupError, match="absent is not installed"):
        audit(sound_tree, ["absent"])


def test_codes_begin_with_the_name_of_their_tool() -> None:
    for tool in tools_of.TOOLS:
        assert all(rule.code.startswith(f"{tool.name}.") for rule in tool.rules), tool.name
    codes = [rule.code for rule in tools_of.rules()]
    assert len(codes) == len(set(codes))


def test_the_docs_list_every_rule() -> None:
    page = table.PAGE.read_text("utf-8")
    assert page == table.with_tables(page), "run: python -m tests.verify.table"
