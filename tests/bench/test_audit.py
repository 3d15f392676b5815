"""What is told of an audit, of a page's weight and of seeded defects; and what it says where a tool is missing."""

from pathlib import Path

import pytest

from pipeline.bench import audit as part
from pipeline.bench.figure import Figure
from pipeline.bench.subject import Subject
from pipeline.verify import Audit, Fault, Published, Result, audit
from tests.bench.stand_ins import subject_in
from tests.catalogues import ROOT
from tests.verify.tree import build_tree


@pytest.fixture
def harbour(tmp_path: Path) -> Subject:
    return subject_in(tmp_path)


@pytest.fixture(scope="module")
def tree(catalogues: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_tree(tmp_path_factory.mktemp("weighed"))


def by_name(figures: list[Figure]) -> dict[str, str]:
    return {figure.what: figure.value for figure in figures}


def result(tool: str, things: int = 4, places: tuple[str, ...] = (), absent: str = "") -> Result:
    faults = tuple(Fault(f"{tool}.x", "error", place, "", "") for place in places)
    return Result(tool, "1.0", things, 2.0, faults, absent, "apt-get install it" if absent else "")


def test_each_tool_tells_its_faults_and_its_seconds_a_thing() -> None:
    axe = result("axe", places=("a: light, p", "a: light, a sentence marked, p", "b: 320 px, q"))
    figures = part.told(Audit(Path(), (result("page"), axe, result("ace", absent="is not installed."))))
    told = by_name(list(figures))
    assert told["audit, page"] == "0 faults, 0.500 s each"
    assert told["audit, axe"] == "3 faults, 0.500 s each"
    assert (told["audit, axe, light"], told["audit, axe, 320 px"]) == ("2 violations", "1 violation")
    assert told["audit, axe, dark"] == "0 violations"
    assert told["audit, ace"] == "is not installed. apt-get install it"


def test_a_tool_that_looked_at_nothing_has_no_figure() -> None:
    assert list(part.told(Audit(Path(), (result("feeds", things=0),)))) == []


def test_a_page_is_weighed(tree: Path) -> None:
    told = by_name(list(part.weights(Published(tree))))
    assert {"page, lighthouse, ar", "page, lighthouse, en", "page, style", "page, scripts"} <= set(told)
    assert all(value.count(" kB") == 2 for name, value in told.items())
    size = len((tree / "lighthouse/ar/index.html").read_bytes()) / 1000
    assert told["page, lighthouse, ar"].startswith(f"{size:.1f} kB, ")


def test_without_a_minifier_its_command_is_told(
    tree: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EDITIONS_TOOLS", str(tmp_path))
    assert "npm install" in by_name(list(part.weights(Published(tree))))["page, scripts, minified"]


def test_seeded_defects_are_counted_for_real(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "CANARIES", ("test_feeds.py",))
    caught, _, whole = part.caught(ROOT).value.partition(" of ")
    assert int(caught) > 60
    assert whole == f"{caught} caught"


def test_without_a_checkout_it_says_so(tmp_path: Path) -> None:
    assert part.caught(tmp_path).value == part.NO_CANARIES


def test_the_article_s_own_tree_is_audited(harbour: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the project's own rules; the programs of others are measured where they are."""
    monkeypatch.setattr(part, "run_audit", lambda out: audit(out, ["tree", "page", "style", "links", "epub"]))
    monkeypatch.setattr(part, "caught", lambda checkout: Figure("audit, seeded defects", "2 of 2 caught"))
    told = by_name(list(part.audit(harbour)))
    assert told["audit, page"].startswith("0 faults, ")
    assert told["audit, epub"].startswith("0 faults, ")
    assert told["audit, seeded defects"] == "2 of 2 caught"


def test_an_article_that_gives_no_edition_is_told(harbour: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Published, "editions", ())
    assert [figure.value for figure in part.audit(harbour)] == [part.NO_TREE]
