"""Dates as each language writes them."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from pipeline.formats import moment
from pipeline.language import Lang

EN, PT = Lang.parse("en"), Lang.parse("pt")
MOMENT = datetime(2016, 12, 14, 15, 43, tzinfo=ZoneInfo("Asia/Kolkata"))


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
    assert moment(MOMENT, Lang.parse(tag)) == expected


def test_summer_time_and_zones_without_a_name() -> None:
    summer = datetime(2016, 7, 14, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
    assert moment(summer, PT).endswith("(Horário de Verão da Europa Central)")
    assert moment(MOMENT.replace(tzinfo=timezone(timedelta(hours=5.5))), PT).endswith("(GMT+05:30)")
    assert moment(MOMENT.replace(tzinfo=UTC), EN).endswith("(GMT+00:00)")
