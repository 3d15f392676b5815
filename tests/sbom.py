"""The bill of materials of the default install, as CycloneDX 1.6: `python -m tests.sbom` writes docs/sbom.cdx.json."""

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
FILE = "docs/sbom.cdx.json"


def runtime() -> list[str]:
    """The packages that the default install brings, with all that they need here, sorted."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: set[str] = set()
    waiting = [Requirement(each) for each in project["dependencies"]]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        try:
            needs = distribution(name).requires or ()
        except PackageNotFoundError:
            continue
        found.add(name)
        waiting += map(Requirement, needs)
    return sorted(found)


def written() -> str:
    """The document; the same lock gives the same text."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    value = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "editions", "licenses": [{"license": {"id": "GPL-3.0-or-later"}}]}},
        "components": [_component(name, lock) for name in runtime()],
    }  # fmt: skip
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _component(name: str, lock: str) -> dict[str, object]:
    match = re.search(rf"^{re.escape(name)}==(\S+)((?: \\\n\s+--hash=sha256:[0-9a-f]+)*)", lock, re.MULTILINE)
    assert match, f"{name} is not in the lock"
    hashes = sorted(re.findall(r"sha256:([0-9a-f]+)", match[2]))
    return {
        "type": "library",
        "name": name,
        "version": match[1],
        "purl": f"pkg:pypi/{name}@{match[1]}",
        "hashes": [{"alg": "SHA-256", "content": each} for each in hashes],
    }


if __name__ == "__main__":
    (ROOT / FILE).write_text(written(), "utf-8")
