"""The finished tree: what the manifest says is true, two builds agree to the byte, a changed sentence falls back."""

import hashlib
import json
import shutil
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from lxml import html

from pipeline.publish import publish
from tests.sample.build import LANGUAGES, SEED, Sample, build_sample, options_in


def files_of(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()
    }


def test_two_builds_in_fresh_folders_are_the_same_bytes(sample: Sample, tmp_path: Path) -> None:
    first, second = files_of(sample.out), files_of(build_sample(tmp_path).out)
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


def test_the_manifest_is_true(sample: Sample) -> None:
    listed = json.loads((sample.out / "manifest.json").read_text("utf-8"))
    found = {
        path: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        for path, data in files_of(sample.out).items()
        if path not in {"manifest.json", ".editions.lock"}
    }
    assert listed["files"] == found
    assert any(voice.startswith("espeak-ng") for voice in listed["voices"])
    assert {engine.split()[0] for engine in listed["engines"]} >= {"bergamot", "apertium"}
    memory = SEED.with_name(f"{SEED.stem}.ar.xlf")
    digest = hashlib.sha256(memory.read_bytes()).hexdigest()
    assert f"{memory.name}, sha256 {digest[:12]}" in listed["engines"]
    named = {
        f["engine"] for f in json.loads(sample.file("ar", "edition.json").read_text("utf-8"))["segments"]
    }
    assert named <= {*listed["engines"], ""}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_ids_tie_page_cues_and_record_together(sample: Sample, tag: str) -> None:
    page = html.parse(str(sample.file(tag, "index.html")))
    record = json.loads(sample.file(tag, "edition.json").read_text("utf-8"))
    ids = [part["id"] for part in (*record["segments"], *record["notes"])]
    blocks = sample.file(tag, "narration.vtt").read_text("utf-8").split("\n\n")[1:]
    cues = [block.split("\n")[0] for block in blocks]
    assert sorted(page.xpath("//*[contains(concat(' ', @class, ' '), ' seg ')]/@id")) == sorted(ids)
    assert set(cues) <= set(ids)
    assert len(cues) >= len(ids) - 2  # section and topic are shown, not spoken


def test_every_link_of_the_tree_leads_to_a_file(sample: Sample) -> None:
    for path in sorted(sample.out.rglob("*.html")):
        page = html.parse(str(path))
        for address in page.xpath("//@href | //@src"):
            target, fragment = urldefrag(str(address))
            if urlsplit(target).scheme:
                continue
            file = (path.parent / target).resolve() if target else path
            assert file.is_file(), f"{path}: {address}"
            if fragment and file.suffix == ".html":
                assert html.parse(str(file)).xpath("//*[@id=$id]", id=fragment), f"{path}: {address}"


def test_a_changed_sentence_falls_back_and_is_marked(tmp_path: Path) -> None:
    for name in (SEED.name, f"{SEED.stem}.toml", f"{SEED.stem}.ar.xlf"):
        shutil.copy(SEED.parent / name, tmp_path / name)
    source = tmp_path / SEED.name
    text = source.read_text("utf-8").replace("have no food, no water, nothing", "have no food and no water")
    source.write_text(text, "utf-8")
    report = publish([source], options_in(tmp_path))
    arabic = report.articles["aleppo-last-goodbyes"]["editions"]["ar"]
    assert arabic["states"] == {"post-edited": 44, "untranslated": 1}
    page = html.parse(str(tmp_path / "out/aleppo-last-goodbyes/ar/index.html"))
    (span,) = page.xpath("//*[@data-state='untranslated']")
    assert (span.get("lang"), span.get("dir")) == ("en", "ltr")
    assert "have no food and no water" in span.text_content()
    assert [found["code"] for found in arabic["findings"]] == ["translate.untranslated"]


def test_strict_refuses_an_untranslated_sentence(tmp_path: Path) -> None:
    from dataclasses import replace

    for name in (SEED.name, f"{SEED.stem}.toml", f"{SEED.stem}.ar.xlf"):
        shutil.copy(SEED.parent / name, tmp_path / name)
    source = tmp_path / SEED.name
    source.write_text(source.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    options = replace(options_in(tmp_path), strict=True, audio="none")
    report = publish([source], options)
    assert report.exit_code == 1
    assert not (tmp_path / "out/aleppo-last-goodbyes/ar").exists()
    assert (tmp_path / "out/aleppo-last-goodbyes/pt/index.html").exists()
