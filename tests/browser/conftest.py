"""A real browser on a real tree, and what its pages are asked.

`browser`, `open_page`, `serve(folder)` and `axe(page)` know nothing of the sample: any tree that was built can be
served and audited with them.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Response

from pipeline.language import Lang
from pipeline.model import Edition, File
from pipeline.render import Render, site_files
from pipeline.serve import server
from pipeline.verify.browser.axe import axe_file
from tests.browser.sound import tone_mp3
from tests.catalogues import ROOT
from tests.render.samples import AR, EN, ES, PT, failed, lighthouse

ARTIFACTS = ROOT / "artifacts"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""`target-size` runs only where the tag `wcag22aa` is passed explicitly."""

_RUN = """(options) => axe.run(document, options).then((found) => [...found.violations, ...found.incomplete.filter(
    (each) => each.id === "color-contrast")].flatMap((each) => each.nodes.map(
    (node) => `${each.id}: ${node.target.join(" ")}: ${node.any.concat(node.all, node.none).map((one) => one.message).join("; ")}`)))"""
_SWAP = r"""() => {
  const nodes = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  window.swapped = [];
  for (let node; (node = nodes.nextNode()); ) {
    const text = node.data.replace(/[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufeff]/g, "\u05d0");
    if (text !== node.data) { window.swapped.push([node, node.data]); node.data = text; }
  }
}"""
_SWAP_BACK = "() => { for (const [node, text] of window.swapped) node.data = text; }"

Serve = Callable[[Path], str]
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serves an output folder on loopback, with ranges, and gives its address without the last slash."""
    with ExitStack() as running:
        yield lambda folder: running.enter_context(_served(folder))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens an address in a fresh profile (`Browser.new_context`'s options are keywords) and waits for its load.

    At the end of the test, a line on the console, an error of the script, a failed answer or a request off the
    tree fails it.
    """
    wrong: list[str] = []
    with ExitStack() as opened:

        def open_one(address: str, **options: Any) -> Page:
            context = browser.new_context(**options)
            opened.callback(context.close)
            page = context.new_page()
            _watch(page, address.split("/")[2], wrong)
            page.goto(address)
            return page

        yield open_one
    assert wrong == []


def _watch(page: Page, host: str, wrong: list[str]) -> None:
    def on_request(request: Request) -> None:
        if request.url.split("/")[2] != host:
            wrong.append(f"left the tree: {request.url}")

    def on_response(response: Response) -> None:
        if response.status >= 400:
            wrong.append(f"{response.status} {response.url}")

    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("request", on_request)
    page.on("response", on_response)


def axe(page: Page) -> list[str]:
    """What axe-core finds on a page as it stands, a line a node; contrast that it cannot judge counts too.

    It takes joined Arabic letters for an icon font and drops them from every list, so that the contrast is
    measured while Hebrew letters stand in for them; the page is put back afterwards.
    """
    script = axe_file()
    assert script is not None
    page.evaluate(script.read_text("utf-8"))
    others = {"runOnly": {"type": "tag", "values": _TAGS}, "rules": {"color-contrast": {"enabled": False}}}
    found: list[str] = page.evaluate(_RUN, others)
    page.evaluate(_SWAP)
    found += page.evaluate(_RUN, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    page.evaluate(_SWAP_BACK)
    return found


def listen(page: Page) -> tuple[str, str]:
    """Plays at twice the speed until the highlight has moved on; gives the ids of both sentences."""
    page.locator("[data-setting=speed]").select_option("2")
    page.locator("[data-do=toggle]").click()
    current = page.locator(".seg[aria-current=true]")
    current.wait_for()
    first = current.get_attribute("id") or ""
    following = page.locator(f".seg[aria-current=true]:not(#{first})")
    following.wait_for()
    second = following.get_attribute("id") or ""
    page.locator("[data-do=toggle]").click()
    page.locator(".player:not([data-playing])").wait_for()
    return first, second


def keep(page: Page, name: str, *, full_page: bool = False) -> None:
    """Keeps a picture under `artifacts/`, for people to look at."""
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTIFACTS / f"{name}.png", full_page=full_page)


def write(files: Sequence[File], folder: Path) -> None:
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in three languages with sound; the fourth failed."""
    folder = tmp_path_factory.mktemp("tree")
    editions: list[Edition] = [*map(_sounding, (EN, AR, PT)), failed(ES)]
    done = Render()(editions)
    write([file for edition in done for file in edition.files], folder)
    write(site_files(done), folder)
    return folder


def _sounding(lang: Lang) -> Edition:
    track = lighthouse(lang).track
    assert track
    return lighthouse(lang, sound=tone_mp3(track.samples, track.sample_rate))


@pytest.fixture(scope="session")
def site(tree: Path, serve: Serve) -> str:
    """The address of the sample."""
    return serve(tree)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    running = server(folder)
    thread = Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()
    thread.join()
