"""A helper process that misbehaves on request."""

import os
import signal
import sys
from collections.abc import Sequence

from pipeline.engines.worker import Reply, Request, serve
from pipeline.errors import SetupError

SEEN: list[str] = []


def handle(request: Request) -> Reply:
    SEEN.append(request.do)
    match request.do:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            signal.pause()
        case "raise":
            raise KeyError("no such thing")
        case "refuse":
            raise SetupError("No voice today.", remedy="Ask tomorrow.")
        case "print":
            print("noise between the replies")  # noqa: T201 - what a library might do
            sys.stdout.flush()
        case "leave":
            os._exit(3)
    return Reply({"seen": SEEN, "pid": os.getpid(), **request.values}, request.do.encode())


def main(arguments: Sequence[str]) -> None:
    SEEN.extend(arguments)
    serve(handle)
