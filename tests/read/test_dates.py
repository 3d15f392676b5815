"""Dates at the end of a line."""

from datetime import datetime, timedelta, timezone

import pytest

from pipeline.language import Lang
from pipeline.read.dates import date_at_end


@pytest.mark.parametrize(
    ("line", "lang", "when"),
    [
        ("news Wednesday, December 14, 2016 - 15:43", "en", "2016-12-14 15:43"),
        ("Dec. 14, 2016", "en", "2016-12-14 00:00"),
        ("Sept 3rd 2016 at 9:05 p.m.", "en", "2016-09-03 21:05"),
        ("14 December 2016, 12:00 am", "en", "2016-12-14 00:00"),
        ("(14 December 2016)", "en", "2016-12-14 00:00"),
        ("2016-12-14T15:43:07Z", "en", "2016-12-14 15:43:07+00:00"),
        ("December 14, 2016 15:43 UTC+5:30", "en", "2016-12-14 15:43+05:30"),
        ("14 de diciembre de 2016, 15:43", "es", "2016-12-14 15:43"),
        ("quarta-feira, 14 de dezembro de 2016 às 15h43", "pt", "2016-12-14 15:43"),
        ("14. Dezember 2016", "de", "2016-12-14 00:00"),
        ("14 ديسمبر 2016", "ar", "2016-12-14 00:00"),
        ("١٤ ديسمبر ٢٠١٦", "ar", "2016-12-14 00:00"),
        ("2016年12月14日", "ja", "2016-12-14 00:00"),
    ],
)
def test_dates_in_words_of_a_language(line: str, lang: str, when: str) -> None:
    found = date_at_end(line, Lang.parse(lang))
    assert found is not None
    assert found.when == datetime.fromisoformat(when)


@pytest.mark.parametrize(
    "line",
    [
        "February 30, 2016", "December 14, 2016 - 25:00", "14/12/2016", "December 2016", "It was December 14, 2016, he said",
        "December 14, 2016 " + "x" * 200, "",
    ],
)  # fmt: skip
def test_no_date(line: str) -> None:
    assert date_at_end(line, Lang.parse("en")) is None


def test_what_stands_before_and_a_zone_that_could_be_several() -> None:
    found = date_at_end("news Syria | Wednesday, December 14, 2016 - 15:43 IST", Lang.parse("en"))
    assert found is not None
    assert (found.before, found.has_time, found.zone_name) == ("news Syria | ", True, "IST")
    assert found.when.tzinfo is None


def test_offsets() -> None:
    found = date_at_end("December 14, 2016 15:43 -03:00", Lang.parse("en"))
    assert found is not None
    assert found.when.tzinfo == timezone(-timedelta(hours=3))
