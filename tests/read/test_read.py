"""Choosing a reader, and files that are none."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.errors import ArticleError, UsageError
from pipeline.language import Lang
from pipeline.read import SUFFIXES, read
from pipeline.read.source import MAX_BYTES

EN = Lang.parse("en")
TEXT = "A *title*\n\nA first <b>paragraph</b> of the text.\n"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("a.txt", "A *title*"),
        ("a.TEXT", "A *title*"),
        ("a.md", "A"),
        ("a.Markdown", "A"),
        ("a.html", "A"),
        ("a", "A *title*"),
    ],
)
def test_the_suffix_names_the_format(name: str, title: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(TEXT, encoding="utf-8")
    assert read(path, default_lang=EN).blocks[0].text == title


@pytest.mark.parametrize(
    "start", ["<!doctype html>", "<html>", "<?xml version='1.0'?>\n<!-- a -->\n<html>", "<body>"]
)
def test_a_name_without_suffix_is_looked_into(start: str, tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text(f"{start}<h1>T</h1><p>One.</p>", encoding="utf-8")
    assert [block.text for block in read(path, default_lang=EN).blocks] == ["T", "One."]


def test_an_unknown_suffix_says_which_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(UsageError, match=r"unknown suffix '\.docx'\. Known: ") as caught:
        read(path, default_lang=EN)
    assert all(suffix in str(caught.value) for suffix in SUFFIXES)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.txt: cannot be read: No such file or directory \(errno 2\)"):
        read(tmp_path / "none.txt", default_lang=EN)


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="this is a folder"):
        read(tmp_path, default_lang=EN)


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="File name too long"):
        read(tmp_path / ("a" * 300 + ".txt"), default_lang=EN)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ArticleError, match="Permission denied"):
        read(path, default_lang=EN)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_before_it_blocks(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    with pytest.raises(UsageError, match="not a regular file"):
        read(path, default_lang=EN)


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ArticleError, match="larger than 32 MiB"):
        read(path, default_lang=EN)


@pytest.mark.parametrize("suffix", [".txt", ".html", ".md"])
def test_a_line_of_ten_megabytes(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    words = "word " * 2_000_000
    path.write_text(f"{words}.", encoding="utf-8")
    assert read(path, default_lang=EN).blocks[-1].text == f"{words}."


def test_the_article_carries_the_files_checksum_and_name(tmp_path: Path) -> None:
    path = tmp_path / "My Article.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.with_suffix(".toml").write_text('title = "T"', encoding="utf-8")
    found = read(path, default_lang=EN)
    assert found.sha256 == sha256(path.read_bytes()).hexdigest()
    assert (found.name, found.slug) == ("My Article", "my-article")


def test_whose_word_on_the_language_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html lang=pt><h1>T</h1><p>Um.", encoding="utf-8")
    assert read(path, default_lang=EN).lang == Lang.parse("pt")
    path.with_suffix(".toml").write_text('lang = "gl"', encoding="utf-8")
    assert read(path, default_lang=EN).lang == Lang.parse("gl")
    path.with_suffix(".toml").unlink()
    path.write_text("<h1>T</h1><p>One.", encoding="utf-8")
    assert read(path, default_lang=EN).lang == EN
