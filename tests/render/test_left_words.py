"""Words that nobody translated bear the source's language, so that a screen reader says them rightly."""

from lxml import html

from pipeline.language import Lang
from pipeline.model import Mark
from pipeline.render.inline import inline

EN, ES, AR = map(Lang.parse, ("en", "es", "ar"))


def test_a_word_that_was_left_is_marked_with_its_language() -> None:
    text = "El ghastly siege; ghastlyx, ghastly."
    found = str(inline(text, (), lang=ES, source=EN, left=["ghastly", "siege"]))
    span = '<span lang="en">{}</span>'
    assert found == f"El {span.format('ghastly')} {span.format('siege')}; ghastlyx, {span.format('ghastly')}."


def test_marks_around_and_across_it_lose_nothing() -> None:
    text = "era slaughtered ayer"
    for begin, end in ((0, 20), (4, 15), (6, 9), (0, 8), (10, 20)):
        found = str(inline(text, (Mark("emphasis", begin, end),), lang=ES, source=EN, left=["slaughtered"]))
        assert html.fragment_fromstring(found, create_parent=True).text_content() == text


def test_in_another_script_it_is_a_foreign_run_already() -> None:
    found = str(inline("يطلب swipe مرتين", (), lang=AR, source=EN, left=["swipe"]))
    assert found == 'يطلب <bdi lang="en" dir="ltr">swipe</bdi> مرتين'
