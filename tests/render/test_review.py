"""The review file: put beside the source it is a memory that gives back what was finished, and nothing else."""

from pathlib import Path

from pipeline.model import Target
from pipeline.render.review import review
from pipeline.translate import load_memory
from tests.render.samples import AR, lighthouse


def test_a_finished_edition_comes_back_as_memory(tmp_path: Path) -> None:
    edition = lighthouse(AR)
    path = tmp_path / "lighthouse.ar.xlf"
    path.write_bytes(review(edition))
    memory = load_memory(path, edition.article.lang, AR)
    for segment, target in zip(edition.segments, edition.targets, strict=True):
        found = memory.find(segment, AR)
        if target.state in {"post-edited", "reviewed"}:
            assert found is not None
            assert (found.text, found.state, sorted(map(str, found.marks))) == (
                target.text, target.state, sorted(map(str, target.marks)),
            )  # fmt: skip
        else:
            assert found is None, "what no person finished must not come back as finished"


def test_every_state_of_the_model_has_a_form() -> None:
    from typing import get_args

    from pipeline.model import State
    from pipeline.render.review import XLIFF_STATES

    assert set(XLIFF_STATES) == set(get_args(State))


def test_an_untranslated_segment_has_an_empty_target() -> None:
    edition = lighthouse(AR)
    first = edition.segments[0]
    targets = (Target(first.id, first.text, "untranslated", edition.article.lang), *edition.targets[1:])
    text = review(edition.but(targets=targets)).decode()
    unit = text[text.index(f'id="{first.id}"') :].split("</trans-unit>")[0]
    assert '<target state="needs-translation"/>' in unit
