"""The schemas of the exchange formats, as other people's packages carry them: none is copied into the project."""

import sys
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

XLIFF_FOLDER = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
SITEMAP_FILE = Path(__file__).parent / "web" / "node_modules" / "sitemap" / "schema" / "sitemap.xsd"
OWN_FOLDER = Path(__file__).parent / "render" / "schemas"
TMX_FILE = Path(sys.prefix) / "share" / "editions-tests" / "tmx14.dtd"


@lru_cache(maxsize=1)
def xliff_schema() -> etree.XMLSchema:
    """OASIS' strict schema of XLIFF 1.2, from Debian's php-symfony-translation."""
    path = XLIFF_FOLDER / "xliff-core-1.2-strict.xsd"
    if not path.exists():
        pytest.fail("The schema of XLIFF is not here: apt-get install php-symfony-translation")
    elsewhere = "http://www.w3.org/2001/xml.xsd"
    text = path.read_text("utf-8").replace(elsewhere, (XLIFF_FOLDER / "xml.xsd").as_uri())
    return etree.XMLSchema(etree.parse(BytesIO(text.encode())))


@lru_cache(maxsize=1)
def sitemap_schema() -> etree.XMLSchema:
    """The protocol's schema of a sitemap, from npm's sitemap, with our own of XHTML's link in it."""
    if not SITEMAP_FILE.exists():
        pytest.fail("The schema of sitemaps is not here: cd tests/web && npm ci --ignore-scripts")
    parts = {
        "http://www.sitemaps.org/schemas/sitemap/0.9": SITEMAP_FILE,
        "http://www.w3.org/1999/xhtml": OWN_FOLDER / "xhtml-link.xsd",
    }
    imports = (
        f'<import namespace="{name}" schemaLocation="{path.as_uri()}"/>' for name, path in parts.items()
    )
    text = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{"".join(imports)}</schema>'
    return etree.XMLSchema(etree.fromstring(text))


@lru_cache(maxsize=1)
def atom_schema() -> etree.RelaxNG:
    """What RFC 4287 demands, in our own words: no package carries a schema of Atom."""
    return etree.RelaxNG(etree.parse(OWN_FOLDER / "atom.rng"))


@lru_cache(maxsize=1)
def tmx_dtd() -> etree.DTD:
    """LISA's DTD of TMX 1.4, from the program archive in Debian's omegat; `make test` puts it there."""
    if not TMX_FILE.exists():
        pytest.skip("The DTD of TMX is not here: make test fetches it out of Debian's omegat package")
    with TMX_FILE.open("rb") as file:
        return etree.DTD(file)


def faults(schema: etree.XMLSchema | etree.RelaxNG | etree.DTD, data: bytes) -> list[str]:
    """What a document does against its schema."""
    document = etree.fromstring(data)
    return [] if schema.validate(document) else str(schema.error_log).splitlines()
