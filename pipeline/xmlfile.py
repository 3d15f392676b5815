"""XML files of unknown hands, read without entities, without network, without a DTD, and of a bounded size."""

from pathlib import Path
from typing import Any

from pipeline.errors import ArticleError

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is read: a memory of about 200,000 sentences."""


def root_of(path: Path, *, doctype: bool = False, comments: bool = False) -> Any:
    """The root element of a file.

    `doctype` allows a DOCTYPE that declares nothing of its own, which is never followed; `comments` keeps comments
    and processing instructions in the tree. Raises `ArticleError` naming the file, and the line where one is known.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=not comments,
        remove_pis=not comments,
    )
    try:
        if path.stat().st_size > LARGEST:
            raise ArticleError(f"is larger than {LARGEST >> 20} MiB.", place=path.name, remedy="Split it.")
        tree = etree.parse(path, parser)
    except etree.XMLSyntaxError as error:
        place = f"{path.name}:{error.lineno}" if error.lineno else path.name
        raise ArticleError(f"{error.msg}.", place=place, remedy="Mend the XML.") from error
    except OSError as error:
        raise ArticleError(f"cannot be read: {error.strerror or error}.", place=path.name) from error
    declared = tree.docinfo.internalDTD
    if declared is not None and not (doctype and _declares_nothing(declared)):
        raise ArticleError("has a DOCTYPE, which is refused.", place=path.name, remedy="Remove it.")
    return tree.getroot()


def _declares_nothing(dtd: Any) -> bool:
    return not [*dtd.iterentities(), *dtd.iterelements()]
