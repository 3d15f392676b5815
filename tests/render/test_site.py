"""The front page, and what all pages share."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml.html import HtmlElement
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.errors import SetupError, UsageError
from pipeline.model import Edition
from pipeline.render import Listing, listing, site_files
from pipeline.render.fronts import PER_PAGE
from tests.render.feeds import many
from tests.render.reading import document, one
from tests.render.samples import AR, EN, ES, PT, failed, family, lighthouse


def front(*editions: Edition) -> str:
    return site_files(editions)[0].data.decode()


def other(name: str, year: int, edition: Edition) -> Edition:
    published = datetime(year, 1, 1, tzinfo=UTC)
    return edition.but(article=replace(edition.article, name=name, slug=name, published=published))


def pages(editions: Sequence[Edition | Listing], site: str = "") -> dict[str, HtmlElement]:
    """The front pages by name."""
    made = {file.path: file.data for file in site_files(editions, site=site)}
    return {path: document(data) for path, data in made.items() if path.endswith(".html")}


@pytest.mark.parametrize("name", ["index.html", "index.ar.html"])
def test_golden(name: str, file_regression: FileRegressionFixture) -> None:
    made = {file.path: file.data for file in site_files(family(), site="https://editions.example/")}
    file_regression.check(
        made[name].decode(), basename=name.removesuffix(".html"), extension=".html", encoding="utf-8"
    )


def test_files_of_a_site() -> None:
    made = [file.path for file in site_files(family())]
    assert made[:4] == ["index.html", "index.ar.html", "index.en.html", "index.pt.html"]
    assert {"assets/editions.css", "assets/player.js", "assets/icon.svg"} < set(made)


def test_every_title_has_its_own_language_and_direction() -> None:
    page = document(front(*family()).encode())
    links = {link.get("hreflang"): link for link in page.xpath("//article//a")}
    assert {lang: link.get("href") for lang, link in links.items()} == {
        lang: f"lighthouse/{lang}/index.html" for lang in ("en", "ar", "pt")
    }
    arabic = one(links["ar"], "..")
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")
    assert one(page, "//*[@class='missing']/span").get("lang") == "es"


def test_an_untranslated_title_keeps_the_language_it_is_in() -> None:
    edition = lighthouse(AR, untranslated=len(lighthouse(AR).targets))
    page = document(front(lighthouse(EN), edition).encode())
    title = one(page, "//article//a[@hreflang='ar']/..")
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


def test_a_reader_of_one_language_has_a_page_in_it() -> None:
    page = pages(family(), "https://editions.example/")["index.ar.html"]
    assert (page.get("lang"), page.get("dir"), one(page, "//h1").text_content()) == (
        "ar",
        "rtl",
        "جميع المقالات",
    )
    links = page.xpath("//article//a")
    assert [(link.get("href"), link.text_content()) for link in links] == [
        ("lighthouse/ar/index.html", lighthouse(AR).title)
    ]
    assert one(page, "//*[@class='standfirst']").text_content() == listing(lighthouse(AR)).summary
    feeds = {link.get("type"): link.get("href") for link in page.xpath("//*[@class='subscribe']//a")}
    assert feeds == {"application/rss+xml": "feeds/ar.xml", "application/atom+xml": "feeds/ar.atom.xml"}
    assert feeds == {
        link.get("type"): link.get("href")
        for link in page.xpath("/html/head/link[contains(@type, '+xml') and contains(@href, 'feeds')]")
    }
    foreign = [span.get("lang") for span in page.xpath("//main//*[@lang]") if span.get("lang") != "ar"]
    assert foreign == []


def test_every_language_leads_to_every_other() -> None:
    made = pages(family(), "https://editions.example/")
    assert set(made) == {"index.html", "index.ar.html", "index.en.html", "index.pt.html"}
    for name, page in made.items():
        links = page.xpath("//nav[contains(@class, 'tongues') or @aria-label]//a[@hreflang]")
        assert {link.get("href") for link in links} == set(made) - {"index.html"}, name
        assert (
            one(page, "/html/head/link[@rel='canonical']").get("href") == f"https://editions.example/{name}"
        )
        sisters = page.xpath("/html/head/link[@rel='alternate' and not(@type)]")
        assert {link.get("href") for link in sisters} == {
            f"https://editions.example/{other}" for other in made
        }


def test_a_thousand_articles_stand_on_pages_by_year() -> None:
    """None is lost, none is shown twice, each year's link leads to where it begins."""
    made = pages(many(1000))
    names = ["index.ar.html", *(f"index.ar.{n}.html" for n in range(2, 1000 // PER_PAGE + 1))]
    assert [name for name in made if name.startswith("index.ar")] == names
    shown = [link.get("href") for name in names for link in made[name].xpath("//article//a")]
    assert shown == [f"a{n}/ar/index.html" for n in range(1000)]
    for name in names:
        years = made[name].xpath("//*[@class='years']//a")
        assert [link.text_content() for link in years] == ["2024", "2023", "2022", "2021"]
        for link in years:
            target, anchor = link.get("href").split("#")
            assert one(made[target], f"//h2[@id='{anchor}']").text_content() == link.text_content()
            assert target == next(each for each in names if made[each].xpath(f"//h2[@id='{anchor}']"))
    older = [made[name].xpath("string(//a[@rel='next']/@href)") for name in names]
    newer = [made[name].xpath("string(//a[@rel='prev']/@href)") for name in names]
    assert (older, newer) == ([*names[1:], ""], ["", *names[:-1]])


def test_one_year_needs_no_heading_and_no_date_has_its_own() -> None:
    few = many(2)
    assert not pages(few)["index.ar.html"].xpath("//h2[@id] | //*[@class='years']")
    undated = [*few, replace(few[0], slug="undated", published=None)]
    headings = [heading.text_content() for heading in pages(undated)["index.ar.html"].xpath("//h2")]
    assert headings == ["2024", "دون تاريخ"]
