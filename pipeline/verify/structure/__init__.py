"""The pages without a browser: everything that can be read off the markup."""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.verify.model import Fault, Published
from pipeline.verify.own import OwnTool
from pipeline.verify.structure import aside, language, metadata, outline, safety, switcher, told
from pipeline.verify.structure.opened import Opened

_PARTS = (language, outline, switcher, safety, told, aside, metadata)


def find(tree: Published) -> Iterator[Fault]:
    """The faults of all pages, page by page, then of titles that two pages share."""
    editions = {edition.page: edition for edition in tree.editions}
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for path in tree.pages:
        opened = Opened(tree, tree.page(path), editions.get(path))
        for part in _PARTS:
            yield from part.check(opened)
        titles[outline.title_of(opened)].append(path)
    for title, paths in titles.items():
        for path in paths[1:] if title else ():
            yield outline.TITLE.fault(path, f"is called like {paths[0]}.", title)


PAGES = OwnTool(
    "page", tuple(rule for part in _PARTS for rule in part.RULES), find, lambda tree: len(tree.pages)
)
