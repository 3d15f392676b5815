"""Editions -> EPUB 3.3 with media overlays: one book an edition, or one for several articles in a language."""

from pipeline.render.epub.book import BOOK, MEDIA_TYPE, book, issue_files

__all__ = ["BOOK", "MEDIA_TYPE", "book", "issue_files"]
