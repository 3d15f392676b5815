"""The front page, and what all pages share."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.errors import SetupError, UsageError
from pipeline.model import Edition
from pipeline.render import listing, site_files
from tests.render.reading import document, one
from tests.render.samples import AR, EN, ES, PT, failed, family, lighthouse


def front(*editions: Edition) -> str:
    return site_files(editions)[0].data.decode()


def other(name: str, year: int, edition: Edition) -> Edition:
    published = datetime(year, 1, 1, tzinfo=UTC)
    return edition.but(article=replace(edition.article, name=name, slug=name, published=published))


def test_golden(file_regression: FileRegressionFixture) -> None:
    file_regression.check(front(*family()), basename="front-page", extension=".html", encoding="utf-8")


def test_files_of_a_site() -> None:
    assert [file.path for file in site_files(family())] == [
        "index.html", "assets/editions.css", "assets/player.js", "assets/icon.svg",
    ]  # fmt: skip


def test_every_title_has_its_own_language_and_direction() -> None:
    page = document(front(*family()).encode())
    links = {link.get("hreflang"): link for link in page.xpath("//main//a")}
    assert {lang: link.get("href") for lang, link in links.items()} == {
        lang: f"lighthouse/{lang}/index.html" for lang in ("en", "ar", "pt")
    }
    arabic = one(links["ar"], "..")
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")
    assert one(page, "//*[@class='missing']/span").get("lang") == "es"


def test_an_untranslated_title_keeps_the_language_it_is_in() -> None:
    edition = lighthouse(AR, untranslated=len(lighthouse(AR).targets))
    page = document(front(lighthouse(EN), edition).encode())
    title = one(page, "//main//a[@hreflang='ar']/..")
    assert (title.get("lang"), title.get("dir")) == ("en", "ltr")


def test_the_newest_article_comes_first() -> None:
    page = front(other("old", 2001, lighthouse(EN)), other("new", 2025, lighthouse(EN)))
    assert page.index("new/en/index.html") < page.index("old/en/index.html")


def test_the_page_speaks_the_language_of_the_first_article() -> None:
    portuguese = lighthouse(PT)
    portuguese = portuguese.but(article=replace(portuguese.article, lang=PT))
    page = document(front(portuguese).encode())
    assert (page.get("lang"), one(page, "//h1").text_content()) == ("pt", "Todos os artigos")


def test_an_article_of_which_nothing_could_be_made_is_left_out() -> None:
    page = document(front(other("lost", 2020, failed(ES)), lighthouse(EN)).encode())
    assert len(page.xpath("//article")) == 1


def test_listings_of_older_runs_say_the_same_as_editions() -> None:
    assert site_files([listing(edition) for edition in family()]) == site_files(family())


def test_a_tree_without_editions_still_has_a_front_page() -> None:
    assert "<h1>All articles</h1>" in front()


def test_a_font_of_the_publisher_is_copied_and_comes_before_the_usual_ones(tmp_path: Path) -> None:
    font = tmp_path / "My Naskh.woff2"
    font.write_bytes(b"wOF2")
    files = {file.path: file.data for file in site_files(family(), fonts={"ar": font})}
    assert files["assets/fonts/ar/My Naskh.woff2"] == b"wOF2"
    styles = files["assets/editions.css"].decode()
    assert 'src: url("fonts/ar/My%20Naskh.woff2") format("woff2");' in styles
    assert '[lang]:lang(ar) {\n  --own: "edition-ar";\n}' in styles


def test_a_font_that_is_missing_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="cannot be read"):
        site_files(family(), fonts={"ar": tmp_path / "none.ttf"})
    with pytest.raises(UsageError, match="not a font for the web"):
        site_files(family(), fonts={"ar": tmp_path / "font.eot"})
