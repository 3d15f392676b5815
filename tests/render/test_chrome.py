"""Figures, lists and messages in the languages of the catalogues."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from pipeline.language import Lang
from pipeline.messages import words
from pipeline.render.chrome import Chrome
from tests.render.samples import AR, EN, PT

MOMENT = datetime(2016, 12, 14, 15, 43, tzinfo=ZoneInfo("Asia/Kolkata"))


def chrome(lang: Lang) -> Chrome:
    return Chrome(words(lang), EN)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "Wednesday, December 14, 2016, 3:43\u202fPM (India Standard Time)"),
        ("ar", "الأربعاء، 14 ديسمبر 2016، 3:43 م (توقيت الهند)"),
        ("pt", "quarta-feira, 14 de dezembro de 2016 15:43 (Horário Padrão da Índia)"),
        ("es", "miércoles, 14 de diciembre de 2016, 15:43 (hora estándar de la India)"),
        ("fr", "mercredi 14 décembre 2016, 15:43 (heure de l’Inde)"),
        ("ca", "dimecres, 14 de desembre del 2016, 15:43 (Hora de l’Índia)"),
        ("gl", "mércores, 14 de decembro de 2016, 15:43 (hora da India)"),
        ("eo", "merkredo, la 14-a de Decembro 2016 15:43 (hinda norma tempo)"),
    ],
)
def test_a_moment_is_told_with_its_zone(tag: str, expected: str) -> None:
    assert chrome(Lang.parse(tag)).moment(MOMENT) == expected


def test_summer_time_and_zones_without_a_name() -> None:
    summer = datetime(2016, 7, 14, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
    assert chrome(PT).moment(summer).endswith("(Horário de Verão da Europa Central)")
    assert chrome(PT).moment(MOMENT.replace(tzinfo=timezone(timedelta(hours=5.5)))).endswith("(GMT+05:30)")
    assert chrome(EN).moment(MOMENT.replace(tzinfo=UTC)).endswith("(GMT+00:00)")


def test_durations_and_sizes() -> None:
    assert chrome(EN).duration(3_785_000) == "1 hour, 3 minutes, and 5 seconds"
    assert chrome(AR).duration(62_000) == "دقيقة وثانيتان"
    assert chrome(PT).duration(3) == "1 segundo"
    assert (chrome(PT).size(2_440_000), chrome(PT).size(180_400)) == ("2,4 MB", "180 kB")


def test_values_are_escaped_and_elements_are_not() -> None:
    w = chrome(EN)
    assert w("Voice: {voice}", voice="<b>") == "Voice: &lt;b&gt;"
    assert w("Voice: {voice}", voice=Markup("<b>x</b>")) == "Voice: <b>x</b>"


def test_latin_words_in_an_arabic_message_are_isolated() -> None:
    assert '<bdi lang="en" dir="ltr">Editions</bdi>' in chrome(AR)("Made with Editions")


def test_a_list_of_elements() -> None:
    assert chrome(PT).listed([Markup("<i>a</i>"), Markup("<i>b</i>")]) == "<i>a</i> e <i>b</i>"
    assert chrome(PT).listed([]) == ""


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (1, "جملة واحدة"),
        (2, "جملتين"),
        (3, "3 جمل"),
        (11, "11 جملة"),
        (100, "100 جملة"),
        (1234, "1,234 جملة"),
    ],
)
def test_arabic_counts_in_all_its_forms(n: int, expected: str) -> None:
    one, many = (
        "The translation of {n} sentence has been edited by a person, and has not been reviewed.",
        "The translation of {n} sentences has been edited by a person, and has not been reviewed.",
    )
    assert expected in chrome(AR).count(one, many, n)
