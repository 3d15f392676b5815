"""One Chromium over one served tree, for all pages of an audit."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import SetupError
from pipeline.serve import server
from pipeline.verify import toolbox

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request, Response

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
"""Without those of the background, Chromium asks for addresses of its own at every start."""
DEADLINE = 30_000
"""Milliseconds for one step on one page."""
REMEDY = "Install Chromium, and: pip install 'editions[verify]'"


@dataclass(slots=True)
class Opened:
    """A page in a browser, with what went wrong while it was open."""

    page: "Page"
    problems: list[tuple[str, str]] = field(default_factory=list)
    """Kind (`request`, `response`, `console`) and what was seen."""


class Session:
    """A browser, and where the tree is served."""

    def __init__(self, browser: "Browser", address: str) -> None:
        self.browser = browser
        self.address = address

    @contextmanager
    def open(self, path: str, **options: Any) -> Iterator[Opened]:
        """A page of the tree in a profile of its own; `options` are Playwright's of a context."""
        context = self.browser.new_context(**options)
        context.set_default_timeout(DEADLINE)
        try:
            yield self._opened(context, path)
        finally:
            context.close()

    def _opened(self, context: "BrowserContext", path: str) -> Opened:
        opened = Opened(context.new_page())

        def on_request(request: "Request") -> None:
            if not request.url.startswith((self.address, "data:", "blob:")):
                opened.problems.append(("request", request.url))

        def on_response(response: "Response") -> None:
            if response.status >= 400:
                opened.problems.append(
                    ("response", f"{response.status} {response.url.removeprefix(self.address)}")
                )

        opened.page.on("request", on_request)
        opened.page.on("response", on_response)
        opened.page.on("console", lambda message: opened.problems.append(("console", message.text)))
        opened.page.on("pageerror", lambda error: opened.problems.append(("console", str(error))))
        opened.page.goto(f"{self.address}/{path}")
        return opened


def available() -> bool:
    return bool(toolbox.chromium() and find_spec("playwright"))


@contextmanager
def session(out: Path) -> Iterator[Session]:
    """Serves a tree on loopback and opens a browser on it. Raises `SetupError` where the browser breaks down."""
    from playwright.sync_api import Error, sync_playwright

    with served(out) as address:
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=toolbox.chromium(), args=list(FLAGS))
                yield Session(browser, address)
                browser.close()
        except Error as error:
            raise SetupError(f"the browser broke down: {str(error).splitlines()[0]}") from error


@contextmanager
def served(out: Path) -> Iterator[str]:
    """The address of a tree while it is served on loopback."""
    running = server(out, 0)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}"
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def script(name: str) -> str:
    """A script of the audit's own."""
    return files("pipeline.verify.browser").joinpath(name).read_text("utf-8")
