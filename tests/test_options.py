"""Settings: flags over `editions.toml` over defaults; a mistake is one line that names file and key."""

from pathlib import Path

import pytest

from pipeline.errors import UnknownLanguageError, UsageError
from pipeline.options import CONFIG, MOST_BYTES, options_for


def configured(folder: Path, text: str) -> Path:
    (folder / CONFIG).write_text(text, "utf-8")
    return folder


def tags(options: object) -> list[str]:
    return [lang.tag for lang in getattr(options, "to")]  # noqa: B009  # mypy: object on purpose


def test_flags_win_over_the_file(tmp_path: Path) -> None:
    folder = configured(tmp_path, 'to = ["ar"]\naudio = "none"\n')
    assert options_for(folder, {"audio": None}).audio == "none"
    assert options_for(folder, {"audio": "mp3"}).audio == "mp3"
    assert tags(options_for(folder, {})) == ["ar"]
    assert tags(options_for(folder, {"to": ["pt,es", "pt-br", "pt"]})) == ["pt", "es", "pt-BR"]


def test_paths_of_the_file_are_relative_to_it(tmp_path: Path) -> None:
    folder = configured(
        tmp_path,
        'out = "site"\nmemory = ["a.xlf"]\nlexicon = "names.toml"\nglossary = ["b.es.tsv"]\n[fonts]\nar = "naskh.woff2"\n',
    )
    options = options_for(folder, {})
    assert options.out == folder / "site"
    assert options.memory == (folder / "a.xlf",)
    assert options.glossary == (folder / "b.es.tsv",)
    assert options.lexicon == folder / "names.toml"
    assert options.fonts == {"ar": folder / "naskh.woff2"}


def test_voices_come_from_both_forms(tmp_path: Path) -> None:
    folder = configured(tmp_path, '[voice]\npt_br = "silence"\n')
    assert options_for(folder, {}).voice == {"pt-BR": "silence"}
    assert options_for(folder, {"voice": [("ar", "espeak")]}).voice == {"ar": "espeak"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("to = 5", "to = 5"),
        ("too = []", "too"),
        ('strict = "yes"', "strict"),
        ("to = [", "editions.toml"),
        ('audio = "wav"', "wav"),
        ('audio = "mp3,none"', "mp3,none"),
        ("jobs = 0", "jobs = 0"),
        ("jobs = true", "jobs"),
        ("[pauses]\nbreath = 3", "breath"),
        ("[pauses]\nsentence = -1", "sentence"),
        ('[rate]\nar = "fast"', "rate"),
        ('cache_size = "much"', "cache_size 'much' is not a size"),
        ("cache_size = -1", "cache_size -1 is not a size"),
        ("cache_size = true", "cache_size"),
        ('out = "a\\u0000b"', "out"),
        ("deadline = -1", "deadline = -1"),
        ("deadline = 99999999999999999999", "0: for ever"),
    ],
)
def test_a_mistake_names_the_key(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        options_for(configured(tmp_path, text), {})
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownLanguageError, match="klingonese"):
        options_for(tmp_path, {"to": ["klingonese"]})


def test_folders_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITIONS_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("EDITIONS_CACHE", str(tmp_path / "cache"))
    options = options_for(tmp_path, {})
    assert (options.models, options.cache) == (tmp_path / "models", tmp_path / "cache")


def test_how_a_narration_sounds(tmp_path: Path) -> None:
    text = 'audio = "mp3,m4b"\nwords = true\njobs = 3\n[rate]\npt_br = 150\n[pitch]\nar = 45\n[pauses]\nheading = 1200\n'
    options = options_for(configured(tmp_path, text), {"pitch": [("es", 60)]})
    assert (options.audio, options.words, options.jobs) == ("mp3,m4b", True, 3)
    assert (options.rate, options.pitch, options.pauses) == ({"pt-BR": 150}, {"es": 60}, {"heading": 1200})
    assert options_for(tmp_path / "none", {}).jobs >= 1


@pytest.mark.parametrize(
    ("given", "held"),
    [
        ("https://Example.org", "https://example.org/"),
        (" http://example.org:8080/news// ", "http://example.org:8080/news/"),
        ("https://مثال.example/أخبار", "https://xn--mgbh0fb.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/"),
        ("https://example.org/a%20b/", "https://example.org/a%20b/"),
        ("", ""),
    ],
)
def test_an_address_is_written_one_way(tmp_path: Path, given: str, held: str) -> None:
    options = options_for(configured(tmp_path, f'site = "{given}"'), {})
    assert options.site == held
    assert options_for(tmp_path, {"site": options.site}).site == held


@pytest.mark.parametrize(
    "text",
    [
        "ftp://example.org", "example.org", "https://", "https://a?b", "https://a#b", "https://me@a", "https://a:x",
        "https://a/../b", "https://a b", "https://a/<b>", "https://a/\u202eb", "https://a/\x00",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match="not an address to publish under"):
        options_for(tmp_path, {"site": text})


@pytest.mark.parametrize(
    ("told", "size"),
    [
        ("2 GB", 2_000_000_000),
        ("500mb", 500_000_000),
        ("1.5 GB", 1_500_000_000),
        (4096, 4096),
        ("0", 0),
        ("12 TB", 12 * 10**12),
        ("0.1 KB", 100),
        ("9" * 400, MOST_BYTES),
        ("9" * 400 + " TB", MOST_BYTES),
    ],
)
def test_the_size_of_the_cache(told: str | int, size: int, tmp_path: Path) -> None:
    value = f'"{told}"' if isinstance(told, str) else told
    assert options_for(configured(tmp_path, f"cache_size = {value}\n"), {}).cache_size == size
    assert options_for(tmp_path / "none", {"cache_size": str(told)}).cache_size == size
    assert options_for(tmp_path / "none", {}).cache_size == 2_000_000_000
