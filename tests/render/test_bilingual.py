"""The review page: every sentence with both texts, its state, what was found and what else could be said."""

from dataclasses import replace

import pytest

from pipeline.language import Lang
from pipeline.model import Edition, Finding
from pipeline.render.bilingual import bilingual_page
from pipeline.render.templating import asset
from pipeline.xliff import Alternative
from tests.render.reading import document, one
from tests.render.samples import AR, PT, lighthouse
from tests.render.test_styles import faults


def with_findings(lang: Lang) -> Edition:
    """One blocking finding, one warning, one sign-off."""
    edition = lighthouse(lang)
    first, second, third, *rest = edition.targets
    findings = (
        Finding("text.number-changed", "blocking", first.segment_id, "A number is another one.", "26, 36"),
        Finding("text.end", "warning", second.segment_id, "The end mark is gone."),
    )
    signed = replace(third, state="reviewed", reviewer="Mira Sol")
    return edition.but(targets=(first, second, signed, *rest), findings=findings)


OFFERS = {
    "s0000000001": (Alternative("Praia", "tm", 87, "Beach"), Alternative("Costa", "echo 1")),
}


def test_every_sentence_stands_there_in_both_languages() -> None:
    edition = with_findings(PT)
    page = document(bilingual_page(edition, {}))
    for segment, target in zip(edition.segments, edition.targets, strict=True):
        source, said = page.xpath(f"//li[@id='{segment.id}']//dl[@class='texts']//dd")
        assert (source.get("lang"), source.get("dir"), source.text_content()) == ("en", "ltr", segment.text)
        assert (said.get("lang"), said.get("dir"), said.text_content()) == ("pt", "ltr", target.text)


def test_an_untranslated_sentence_has_no_target() -> None:
    page = document(bilingual_page(lighthouse(AR), {}))
    row = one(page, "//li[@data-state='untranslated']")
    source, said = row.xpath(".//dl[@class='texts']//dd")
    assert said.text_content() == "غير مترجمة"
    assert said.get("lang") is None
    assert source.get("dir") == "ltr"


def test_the_page_speaks_the_language_of_the_edition() -> None:
    page = document(bilingual_page(lighthouse(AR), {}))
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")


def test_findings_and_offers_stand_with_their_sentence() -> None:
    page = document(bilingual_page(with_findings(PT), OFFERS))
    row = one(page, "//li[@id='s0000000001']")
    assert row.get("data-found") is not None
    (finding,) = row.xpath(".//dl[@class='findings']/div")
    assert finding.text_content() == "Precisa ser corrigidoA number is another one. (26, 36)"
    assert finding.xpath("dd/span/@lang") == ["en"]
    memory, engine = row.xpath(".//dl[@class='offers']/div")
    assert memory.xpath("dt")[0].text_content() == "Memória, 87% igual a esta frase"
    assert [each.text_content() for each in memory.xpath("dd//*[@lang]")] == ["Praia", "Beach"]
    assert engine.text_content() == "echo 1Costa"


def test_states_are_counted_and_the_reviewer_is_named() -> None:
    page = document(bilingual_page(with_findings(PT), {}))
    counts = {
        row.xpath("th")[0].text_content(): row.xpath("td")[0].text_content() for row in page.xpath("//tr")
    }
    assert counts == {"Tradução automática com apontamentos": "16", "Revisada": "1"}
    assert (
        one(page, "//li[@data-state='reviewed']//*[@class='state']").text_content() == "Revisado por Mira Sol"
    )


def test_parts_begin_at_headings_and_are_linked() -> None:
    page = document(bilingual_page(lighthouse(PT), {}))
    headings = page.xpath("//section/h2")
    assert [each.text_content() for each in headings] == ["Início do artigo", "O que há de novo"]
    assert [each.get("href") for each in page.xpath("//nav//a")] == [
        f"#{each.get('id')}" for each in headings
    ]
    assert [len(each.xpath("ol/li")) for each in page.xpath("//section")] == [11, 6]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a & b", '"><img src=x>'])
def test_text_is_never_markup(text: str) -> None:
    edition = lighthouse(PT)
    first, *rest = edition.targets
    finding = Finding("text.x", "warning", first.segment_id, text, text)
    edition = edition.but(targets=(replace(first, text=text, state="edited"), *rest), findings=(finding,))
    page = document(bilingual_page(edition, {first.segment_id: (Alternative(text, text, None, text),)}))
    assert page.xpath("//script | //img") == []
    assert one(page, f"//li[@id='{first.segment_id}']").text_content().count(text) == 6


def test_nothing_is_fetched() -> None:
    text = bilingual_page(with_findings(AR), OFFERS).decode()
    assert '<link rel="icon" href="data:,">' in text
    assert text.count("<link") == 1
    assert "src=" not in text
    assert "default-src 'none'" in text


def test_the_stylesheet_has_no_fault() -> None:
    assert faults(asset("review.css").decode()) == []
