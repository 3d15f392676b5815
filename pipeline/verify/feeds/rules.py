"""What must hold of feeds and sitemap."""

from pipeline.verify.model import Rule

AGAIN = "Build the tree again."
XML = Rule("feeds.xml", "each feed and sitemap is well-formed XML", "XML 1.0", AGAIN)
REQUIRED = Rule(
    "feeds.required",
    "a feed and its items have every element that readers and directories demand, each with words in it",
    "RSS 2.0, RFC 4287 §4.1, Apple’s podcast requirements",
    AGAIN,
)
ADDRESS = Rule(
    "feeds.address",
    "every address is absolute, and that of a file of the tree lies under its site",
    "RFC 3986, sitemaps.org",
    "Build the tree again with the same `--site`.",
)
SELF = Rule(
    "feeds.self",
    "a feed names its own address as its self",
    "RFC 4287 §4.2.7.2",
    "Build the tree again with the address at which it is published.",
)
FILE = Rule(
    "feeds.file", "every file that a feed or sitemap names is in the tree", "RSS 2.0, sitemaps.org", AGAIN
)
SIZE = Rule("feeds.size", "an enclosure tells the size of its file in bytes", "RSS 2.0", AGAIN)
TYPE = Rule("feeds.type", "an enclosure tells the media type of its file", "RSS 2.0", AGAIN)
DURATION = Rule(
    "feeds.duration", "an episode tells its length within a second", "Apple’s podcast requirements", AGAIN
)
LANGUAGE = Rule(
    "feeds.language",
    "a feed tells the language of its name, and holds editions in that language only",
    "RSS 2.0, RFC 4287 §2",
    AGAIN,
)
ID = Rule(
    "feeds.id",
    "feeds and items have the ids that are made of their addresses, for life, and no two items have one",
    "RSS 2.0, RFC 4287 §4.2.6, podcast namespace, Editions: docs/feeds.md",
    "Build the tree again with the same `--site`.",
)
TITLE = Rule("feeds.title", "an item is called as its page is", "RSS 2.0, RFC 4287 §4.2.14", AGAIN)
DATE = Rule(
    "feeds.date",
    "every date can be read, and the newest item comes first",
    "RFC 822, RFC 3339",
    AGAIN,
)
NOTICE = Rule(
    "feeds.notice",
    "an item that is a translation says who made it, as its page does",
    "AI Act Art. 50(4)",
    AGAIN,
)
PICTURE = Rule(
    "feeds.picture",
    "the podcast’s picture is a square PNG of 1,400 to 3,000 pixels",
    "Apple’s podcast requirements",
    AGAIN,
)
WHOLE = Rule(
    "feeds.whole",
    "a tree with an address has feeds of every language with dated editions, and a sitemap of all its pages",
    "Editions: docs/feeds.md",
    AGAIN,
)
SISTERS = Rule(
    "feeds.sisters",
    "pages that name each other in the sitemap do so in both directions, each itself too",
    "Google Search: localized versions",
    AGAIN,
)
LIMITS = Rule(
    "feeds.limits",
    "a sitemap holds at most 50,000 addresses and 52,428,800 bytes",
    "sitemaps.org",
    AGAIN,
)
RULES = (
    XML, REQUIRED, ADDRESS, SELF, FILE, SIZE, TYPE, DURATION, LANGUAGE, ID, TITLE, DATE, NOTICE, PICTURE, WHOLE, SISTERS, LIMITS,
)  # fmt: skip
