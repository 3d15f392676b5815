"""The house: a module imports only from its own room or lower floors, and rooms of one floor keep apart."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline"
FLOORS = {
    "errors": 0, "language": 0, "stopping": 0,
    "model": 1, "rewrite": 1, "outline": 1, "bidi": 1, "slug": 1, "cover": 1,
    "ports": 2, "options": 2, "messages": 2, "xliff": 2, "xmlfile": 2, "tmx": 2, "seal": 2, "formats": 2,
    "cache": 3, "store": 3, "check": 3, "read": 3, "segment": 3, "annotate": 3, "translate": 3, "narrate": 3, "render": 3,
    "engines": 4, "models": 4,
    "publish": 5, "recipe": 5, "kept": 5, "workshop": 5, "line": 5, "line_worker": 5, "cluster": 5, "push": 5, "journal": 5, "selection": 5, "unchanged": 5, "equipment": 5, "quality": 5, "report": 5, "doctor": 5, "verify": 5, "serve": 5, "bench": 5, "evaluate": 5, "review": 5, "__init__": 5,
    "progress": 6, "grammar": 6, "cli": 6,
}  # fmt: skip
MAY_SEE_EACH_OTHER = 5
"""From this floor on, and on the ground floors, modules of one floor may import each other."""
ENGINES_SEE = 2
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """The top-level room of a module: `read` for `read/html.py`."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            rooms = [f"pipeline.{alias.name}" for alias in node.names if alias.name in FLOORS]
            names = rooms if node.module == "pipeline" and rooms else [node.module or ""]
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            parts = name.split(".")
            if parts[0] == "pipeline":
                found.add(parts[1] if len(parts) > 1 else "__init__")
    return found


def allowed(here: str, there: str) -> bool:
    if here == there:
        return True
    if here in {"engines", "models"}:
        return FLOORS[there] <= ENGINES_SEE or (here, there) == ("models", "engines")
    if FLOORS[here] == FLOORS[there]:
        return FLOORS[here] >= MAY_SEE_EACH_OTHER or FLOORS[here] <= ENGINES_SEE
    return FLOORS[there] < FLOORS[here]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downwards(path: Path) -> None:
    wrong = {there for there in imported_rooms(path) if not allowed(room(path), there)}
    assert not wrong, f"{path.name} on floor {FLOORS[room(path)]} may not import {sorted(wrong)}"


def test_only_the_recipe_knows_stages_and_engines() -> None:
    stages = {"read", "segment", "annotate", "translate", "check", "narrate", "render"}
    both = {
        room(path) for path in MODULES if imported_rooms(path) & stages and "engines" in imported_rooms(path)
    }
    assert both <= {"equipment", "bench", "evaluate"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_stay_within_the_budget(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") < 300


def test_no_broad_except_and_no_print() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                names = (
                    {child.id for child in ast.walk(node.type) if isinstance(child, ast.Name)}
                    if node.type
                    else {""}
                )
                assert not names & {"", "Exception", "BaseException"}, f"{path.name}:{node.lineno}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and path.name != "cli.py":
                assert node.func.id != "print", f"{path.name}:{node.lineno}"
