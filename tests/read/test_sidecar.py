"""The sidecar: overrides field by field, and mistakes are named."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.language import Lang
from pipeline.model import Article
from pipeline.read import read
from pipeline.read.fields import FIELD_NAMES, Fields, fields_from

EN = Lang.parse("en")
TEXT = """A title

By Sam Lee

news Harbour December 14, 2016 - 15:43

The quay at dawn. Photo by Ana Peña

The first paragraph of the body.
"""


def article(folder: Path, sidecar: str) -> Article:
    source = folder / "a.txt"
    source.write_text(TEXT, encoding="utf-8")
    source.with_suffix(".toml").write_text(sidecar, encoding="utf-8")
    return read(source, default_lang=EN)


def texts(found: Article) -> dict[str, str]:
    return {block.kind: block.text for block in found.blocks}


PLAIN = {
    "section": "news", "topic": "Harbour", "title": "A title", "byline": "By Sam Lee", "caption": "The quay at dawn.",
    "credit": "Photo by Ana Peña", "paragraph": "The first paragraph of the body.",
}  # fmt: skip


def test_an_empty_sidecar_changes_nothing(tmp_path: Path) -> None:
    assert texts(article(tmp_path, "")) == PLAIN


@pytest.mark.parametrize("field", ["title", "standfirst", "byline", "section", "topic", "caption", "credit"])
def test_a_field_overrides_one_block(field: str, tmp_path: Path) -> None:
    assert texts(article(tmp_path, f'{field} = " Other\\twords "')) == PLAIN | {field: "Other words"}


@pytest.mark.parametrize("field", ["byline", "section", "topic", "credit"])
def test_an_empty_field_takes_its_block_away(field: str, tmp_path: Path) -> None:
    assert texts(article(tmp_path, f'{field} = ""')) == {k: v for k, v in PLAIN.items() if k != field}


def test_the_head_keeps_its_order(tmp_path: Path) -> None:
    kinds = [block.kind for block in article(tmp_path, 'standfirst = "S"').blocks]
    assert kinds == ["section", "topic", "title", "standfirst", "byline", "caption", "credit", "paragraph"]


@pytest.mark.parametrize(
    ("sidecar", "published"),
    [
        ("", "2016-12-14T15:43:00+00:00"),
        ('zone = "Asia/Kolkata"', "2016-12-14T15:43:00+05:30"),
        ('zone = "America/New_York"', "2016-12-14T15:43:00-05:00"),
        ("published = 2020-01-02T03:04:05+01:00", "2020-01-02T03:04:05+01:00"),
        ('published = 2020-01-02T03:04:05+01:00\nzone = "Asia/Kolkata"', "2020-01-02T03:04:05+01:00"),
        ('published = 2020-07-02\nzone = "Europe/Lisbon"', "2020-07-02T00:00:00+01:00"),
        ('published = "2020-01-02 03:04Z"', "2020-01-02T03:04:00+00:00"),
    ],
)
def test_published_always_has_a_zone(sidecar: str, published: str, tmp_path: Path) -> None:
    found = article(tmp_path, sidecar)
    assert found.published is not None
    assert found.published.isoformat() == published
    guessed = [finding.severity for finding in found.findings if finding.code == "read.zone"]
    assert guessed == ([] if sidecar else ["warning"])


def test_the_other_fields(tmp_path: Path) -> None:
    found = article(
        tmp_path,
        'lang = "en-IN"\nslug = "b-2"\nurl = "https://example.org/a"\npublisher = "P"\nrights = "R."\n'
        '[[announced]]\nafter = "first paragraph"\nkind = "photos"',
    )
    assert (found.lang.tag, found.slug, found.url) == ("en-IN", "b-2", "https://example.org/a")
    assert (found.publisher, found.rights) == ("P", "R.")
    assert found.blocks[-1].announces == "photos"


def test_a_block_that_begins_with_the_words_goes_before_one_that_contains_them(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("A title\n\nHe said Boats.\n\nBoats came.\n", encoding="utf-8")
    source.with_suffix(".toml").write_text('[[announced]]\nafter = "Boats"\nkind = "video"', encoding="utf-8")
    assert [block.announces for block in read(source, default_lang=EN).blocks] == ["", "", "video"]


@pytest.mark.parametrize(
    ("sidecar", "message"),
    [
        ('titel = "x"', "unknown key 'titel'"),
        ("title = 1", "title: must be text, not int"),
        ('slug = "Not A Slug"', "slug: 'Not A Slug' cannot be a folder name"),
        ('slug = "../up"', "slug: "),
        ('slug = ""', "slug: "),
        ('slug = "assets"', "slug: "),
        ('lang = "xx-nowhere"', "lang: 'xx-nowhere' is not a language"),
        ("published = 12:00:00", "published: must be a date and time, not time"),
        ('published = "yesterday"', "published: "),
        ('zone = "India"', "zone: 'India' is not a time zone"),
        ('zone = "America"', "zone: "),
        ('zone = "../../etc/passwd"', "zone: "),
        ('url = "javascript:alert(1)"', "url: "),
        ('url = "/a"', "url: "),
        ('announced = "x"', "announced: must be a list of tables"),
        ('[[announced]]\nafter = "x"', "announced: number 1 must have the keys after and kind"),
        ('[[announced]]\nafter = "x"\nkind = "film"', "announced: number 1: kind 'film' is not one of"),
        ('[[announced]]\nafter = ""\nkind = "post"', "announced: number 1: after"),
        ("title = ", "this is not TOML"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(sidecar: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        article(tmp_path, sidecar)
    assert str(caught.value).startswith(f"{tmp_path / 'a.toml'}: {message}")


def test_every_field_has_a_parser() -> None:
    assert {field.name for field in fields(Fields)} == FIELD_NAMES


def test_the_documentation_has_every_field_in_a_sidecar_that_can_be_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
    example = tomllib.loads(page.split("```toml\n")[1].split("```")[0])
    assert example.keys() == FIELD_NAMES
    fields_from(example, place="docs/reading.md", error=UsageError)
