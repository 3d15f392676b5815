"""An article as lines that a person can read and compare."""

from collections.abc import Iterator

from pipeline.model import Article, Block, Mark


def listing(article: Article) -> str:
    """The article's fields, then a line a block, then a line a finding."""
    return "\n".join([*_fields(article), "", *map(_block, article.blocks), "", *_findings(article)]) + "\n"


def _fields(article: Article) -> Iterator[str]:
    yield f"name: {article.name}"
    yield f"slug: {article.slug}"
    yield f"lang: {article.lang}"
    zone = f" {article.published.tzinfo}" if article.published else ""
    yield f"published: {article.published}{zone}"
    for name in ("url", "publisher", "rights"):
        if value := getattr(article, name):
            yield f"{name}: {value}"


def _block(block: Block) -> str:
    level = f" {block.level}" if block.level else ""
    numbered = " numbered" if block.ordered else ""
    if block.kind == "cell":
        level = f" {block.row},{block.column}" + (" header" if block.header else "")
    more = [_mark(block, mark) for mark in block.marks]
    more += [f"src {block.src}"] if block.src else []
    more += [f"announces {block.announces}"] if block.announces else []
    text = block.text.replace("\n", "\\n")
    return f"{block.kind}{level}{numbered} | {text}" + "".join(f" [{item}]" for item in more)


def _mark(block: Block, mark: Mark) -> str:
    covered = block.text[mark.begin : mark.end].replace("\n", "\\n")
    return f"{mark.kind} {mark.begin}-{mark.end} {covered!r}" + (f" -> {mark.href}" if mark.href else "")


def _findings(article: Article) -> Iterator[str]:
    for finding in article.findings:
        evidence = f" [{finding.evidence}]" if finding.evidence else ""
        yield f"{finding.severity} {finding.code} {finding.place}: {finding.message}{evidence}"
