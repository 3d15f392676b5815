"""Defects of pages and of the stylesheet."""

from tests.verify.canaries.canary import FRONT, PAGE, RECORD, Canary, into, sub

CSS = "assets/editions.css"
BYLINE = r'(id="s0000000005" class="seg"'


def _style(code: str, rule: str) -> Canary:
    return sub(code, CSS, r"\A", rule + "\n", langs="ar")


PAGES: tuple[Canary, ...] = (
    # languages
    sub("page.lang", FRONT, r'<html lang="\w+"', "<html"),
    sub("page.lang-tag", PAGE, r'(href="https://example.org/lighthouse" hreflang=)"en"', r'\1"english_US"'),
    sub("page.dir", FRONT, r'<html lang="\w+" dir="\w+"', '<html lang="{lang}" dir="auto"'),
    into("page.dir-part", '<p lang="{other}">{foreign}</p>'),
    into("page.foreign", "<p>{foreign}</p>"),
    sub("page.isolate", "lighthouse/ar/index.html", "</main>", "<p>هاتف +1 202-555-0143</p></main>", langs="ar"),
    sub("page.isolate", "lighthouse/ar/index.html", "</main>", "<p>حرارة -5 درجات</p></main>", langs="ar"),
    sub("page.isolate", "lighthouse/ar/index.html", "</main>", "<p>يوم 2024-05-03 مساء</p></main>", langs="ar"),
    sub("page.isolate", "lighthouse/ar/index.html", r'<bdi lang="en" dir="ltr">C\+\+</bdi>', '<bdi lang="en" dir="ltr">C</bdi>++', langs="ar"),
    sub("page.isolate", "lighthouse/pt/index.html", "</main>", '<p lang="ar" dir="rtl">هاتف +1 202-555-0143</p></main>', langs="pt"),
    into("page.bidi", "<p>{word} \u202b{word}</p>"),
    # the way about
    sub("page.title", PAGE, r"<title[^>]*>[^<]*", "<title>", "page.card"),
    sub("page.title-text", PAGE, r"(<title[^>]*>)([^<]*) – ([^<]*)", r"\1\3 – \2"),
    into("page.h1", "<h1>{word}</h1>"),
    into("page.level", "<h4>{word}</h4>"),
    sub("page.main", PAGE, "</footer>", "</footer><main></main>"),
    sub("page.nav", PAGE, r'<nav aria-label="[^"]*"', "<nav"),
    sub("page.nav", PAGE, r'<nav aria-label="[^"]*"', '<nav aria-label="{foreign}"', langs="ar"),
    sub("page.skip", PAGE, '<main id="main" tabindex="-1">', '<main id="main">'),
    sub("page.skip", PAGE, r'<body>', '<body><a href="../../index.html">{word}</a>'),
    into("page.id", '<p id="main">{word}</p>'),
    into("page.alt", '<img src="../../assets/icon.svg">'),
    into("page.alt", '<svg viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'),
    into("page.name", '<button type="button"></button>'),
    into("page.name", '<input type="text">'),
    into("page.tabindex", '<p tabindex="2">{word}</p>'),
    # other languages
    sub("page.switcher", PAGE, r'<li><a rel="alternate" href="../en/index.html"[^\n]*\n', ""),
    sub("page.switcher", PAGE, r'(<li><a rel="alternate" href="../)en(/index.html")', r"\1{lang}\2"),
    sub("page.switcher-plain", PAGE, r'<li><a rel="alternate"', '<li>\U0001f1e7\U0001f1f7 <a rel="alternate"'),
    sub("page.switcher-plain", PAGE, r'<li><a rel="alternate"', '<li><select aria-label="{word}"></select><a rel="alternate"'),
    sub("page.switcher-link", PAGE, ">English</a>", ">Ingles</a>"),
    sub("page.switcher-link", PAGE, r'hreflang="en" lang="en" dir="ltr"', 'hreflang="en" lang="fr" dir="ltr"'),
    sub("page.switcher-current", PAGE, ' aria-current="page"', ""),
    sub("page.switcher-missing", PAGE, r'<p class="missing">[^\n]*\n', ""),
    sub("page.hreflang", PAGE, r'<link rel="alternate" hreflang="x-default"[^\n]*\n', ""),
    sub("page.hreflang", PAGE, r'(<link rel="alternate" hreflang="x-default" href="[^"]*)/en/', r"\1/{lang}/"),
    sub("page.hreflang-back", FRONT, r'(<link rel="alternate" hreflang="[\w-]+" href="https://news.example/read/index[^\n]*\n)+', ""),
    # nothing from outside
    sub("page.csp", PAGE, "default-src 'none'", "default-src *"),
    sub("page.csp", PAGE, "script-src 'self'", "script-src 'self' 'unsafe-inline'"),
    sub("page.csp", PAGE, r'<meta http-equiv="Content-Security-Policy"[^\n]*\n', ""),
    into("page.inline", '<p style="color: red">{word}</p>'),
    into("page.inline", "<script>1</script>"),
    into("page.inline", '<p onclick="1">{word}</p>'),
    into("page.external", '<img alt="" src="https://cdn.example/x.png">'),
    sub("page.external", PAGE, "</head>", '<link rel="stylesheet" href="//fonts.example/f.css"></head>'),
    sub("page.zoom", PAGE, "initial-scale=1", "initial-scale=1, user-scalable=no"),
    sub("page.zoom", PAGE, "initial-scale=1", "initial-scale=1, maximum-scale=1.0"),
    sub("page.autoplay", PAGE, "<audio controls", "<audio autoplay controls"),
    sub("page.refresh", PAGE, "</head>", '<meta http-equiv="refresh" content="5"></head>'),
    # what is told of the text
    sub("page.segments", PAGE, r'<span id="s0000000001"[^>]*>[^<]*</span>', "{word}"),
    sub("page.text", PAGE, BYLINE + "[^>]*>)[^<]*", r"\1{word}"),
    sub("page.state", PAGE, BYLINE + ' data-state=")[^"]*', r"\1reviewed"),
    sub("page.segment-lang", "lighthouse/ar/index.html", BYLINE + ")", r'\1 lang="fa" dir="rtl"', langs="ar"),
    sub("page.segment-lang", "lighthouse/pt/index.html", BYLINE + ")", r'\1 lang="gl" dir="ltr"', langs="pt"),
    sub("page.notice", PAGE, '<div class="notice" role="note"', '<div class="notice" role="note" hidden'),
    sub("page.notice", PAGE, '<div class="notice" role="note"', '<div class="notice"'),
    sub("page.notice-lang", RECORD, r'("id": "n2"[^}]*?"lang": )"\w+"', r'\1"en"', "page.segment-lang"),
    sub("page.original", PAGE, r'<li><a href="../en/index.html" hreflang', '<li><a href="../../index.html" hreflang'),
    # what machines are told
    sub("page.jsonld", PAGE, '"@context": ', '"@context" '),
    sub("page.jsonld-lang", PAGE, r'("headline": [^\n]*\n "inLanguage": )"\w+"', r'\1"fr"'),
    sub("page.jsonld-work", PAGE, '"translationOfWork"', '"isBasedOn"'),
    sub("page.jsonld-access", PAGE, '"accessibilityHazard"', '"hazard"'),
    sub("page.jsonld-access", PAGE, r'"duration": "PT', '"duration": "PT9'),
    sub("page.translator", PAGE, ' "inLanguage"', ' "translator": "echo",\n "inLanguage"'),
    sub("page.claim", PAGE, "</head>", '<meta name="dcterms:conformsTo" content="WCAG 2.2 AA"></head>'),
    into("page.claim", '<p lang="en" dir="ltr">Conforms to WCAG 2.2.</p>'),
    sub("page.card", PAGE, r'rel="canonical" href="[^"]*"', 'rel="canonical" href="https://news.example/read/index.html"'),
    # the stylesheet
    _style("style.parse", "p { color red }"),
    _style("style.physical", "p { margin-left: 1em }"),
    _style("style.physical", "p { text-align: left }"),
    _style("style.physical", "p { padding: 0 1px 0 2px }"),
    _style("style.spacing", "p { letter-spacing: 0.05em }"),
    _style("style.spacing", "@media print { h1:lang(ar) { letter-spacing: 1px } }"),
    _style("style.italic", "em { font-style: italic }"),
    _style("style.outline", "a:focus { outline: none }"),
    _style("style.external", "p { background: url(https://cdn.example/x.png) }"),
    _style("style.external", '@import "//cdn.example/x.css";'),
    _style("style.motion", "html { scroll-behavior: smooth }"),
    _style("style.motion", "p { animation: turn 1s infinite }"),
)  # fmt: skip
