"""Values of which there are many come out of their packing as they went in, one at a time."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store import Packed, PackedMapping, Tree, json_bytes

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
OBJECTS = st.dictionaries(st.text(), VALUES)


@given(OBJECTS)
def test_a_value_comes_out_as_it_went_in(value: dict[str, Any]) -> None:
    packed = Packed.of(value)
    assert packed.open() == value
    assert packed == Packed.of(value)


@given(st.dictionaries(st.text(), OBJECTS))
def test_a_mapping_is_what_it_was_made_of(values: dict[str, dict[str, Any]]) -> None:
    packed = PackedMapping.of(values)
    assert (dict(packed), list(packed), len(packed)) == (values, list(values), len(values))
    assert json_bytes({"all": packed.packed()}) == json_bytes({"all": values})


@given(VALUES)
def test_json_is_what_the_standard_library_writes(value: object) -> None:
    assert json_bytes(value).decode() == json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError, match="set is no JSON"):
        json_bytes({"a": {1}})


def test_a_file_of_many_is_packed_while_it_is_read(tmp_path: Path) -> None:
    articles: dict[str, dict[str, Any]] = {
        "one": {"editions": {"ar": {"title": "خبر"}}},
        "two": {"editions": {}},
    }
    (tmp_path / "report.json").write_bytes(json_bytes({"articles": articles}))
    with Tree(tmp_path) as tree:
        assert tree.load("report.json", packing="editions") == {
            "articles": {name: Packed.of(article) for name, article in articles.items()}
        }
        assert tree.load("report.json") == {"articles": articles}
