"""The helper process: isolation of requests, and what becomes of a helper that breaks down."""

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engines.worker import Isolation, Worker
from pipeline.errors import SetupError

MODULE = "tests.engines.helper_for_tests"
ISOLATIONS: tuple[Isolation, ...] = ("fork", "fresh", "shared")


def worker(isolation: Isolation, deadline: float = 30.0) -> Worker:
    return Worker(MODULE, ["started"], isolation=isolation, deadline=deadline)


@pytest.fixture(params=ISOLATIONS)
def anyhow(request: pytest.FixtureRequest) -> Iterator[Worker]:
    helper = worker(request.param)
    yield helper
    helper.close()


def test_a_request_is_answered_with_values_and_bytes(anyhow: Worker) -> None:
    reply = anyhow.ask("greet", name="\ud800 \0 ع")
    assert reply.head["name"] == "\ud800 \0 ع"
    assert reply.body == b"greet"


@pytest.mark.parametrize(
    ("isolation", "second"),
    [("fork", ["started", "two"]), ("fresh", ["started", "two"]), ("shared", ["started", "one", "two"])],
)
def test_only_a_shared_helper_remembers_the_request_before(isolation: Isolation, second: list[str]) -> None:
    helper = worker(isolation)
    helper.ask("one")
    assert helper.ask("two").head["seen"] == second
    helper.close()


def test_what_a_library_prints_does_not_get_between_the_replies(anyhow: Worker) -> None:
    assert anyhow.ask("print").body == b"print"
    assert anyhow.ask("greet").body == b"greet"


def test_a_refusal_comes_out_as_it_is(anyhow: Worker) -> None:
    with pytest.raises(SetupError, match=r"^No voice today\. Ask tomorrow\.$"):
        anyhow.ask("refuse")
    assert anyhow.ask("greet").body == b"greet"


@pytest.mark.parametrize(
    ("what", "why"),
    [("crash", "status -11"), ("leave", "status 3"), ("raise", "status 1: KeyError: 'no such thing'")],
)
def test_after_a_death_the_next_request_is_answered(anyhow: Worker, what: str, why: str) -> None:
    with pytest.raises(SetupError, match=why):
        anyhow.ask(what)
    assert anyhow.ask("greet").body == b"greet"


def test_a_request_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.engines.worker.GRACE", 0.0)
    for isolation in ISOLATIONS:
        helper = worker(isolation, deadline=0.3)
        with pytest.raises(SetupError, match=r"did not answer within 0.3 s"):
            helper.ask("hang")
        helper.close()


def test_the_child_of_a_request_that_hangs_ends_itself() -> None:
    helper = worker("fork", deadline=0.2)
    helper.ask("greet")
    before = helper.pid
    with pytest.raises(SetupError, match=r"did not answer within 0.2 s"):
        helper.ask("hang")
    assert helper.pid == before
    helper.close()


def test_a_helper_killed_from_outside_is_replaced() -> None:
    helper = worker("fork")
    helper.ask("greet")
    assert helper.pid is not None
    os.kill(helper.pid, signal.SIGKILL)
    with pytest.raises(SetupError, match="status -9"):
        helper.ask("greet")
    assert helper.ask("greet").body == b"greet"
    helper.close()


def test_closing_ends_the_process_and_may_be_repeated() -> None:
    helper = worker("fork")
    helper.ask("greet")
    pid = helper.pid
    helper.close()
    helper.close()
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_module_that_is_not_there_is_named() -> None:
    helper = Worker("tests.engines.nowhere", (), isolation="shared", deadline=30.0)
    with pytest.raises(SetupError, match=r"ModuleNotFoundError: No module named 'tests\.engines\.nowhere'"):
        helper.ask("greet")


@settings(max_examples=50, deadline=None)
@given(text=st.text(alphabet=st.characters(), max_size=200))
def test_any_string_survives_the_pipe(echo: Worker, text: str) -> None:
    assert echo.ask("greet", text=text).head["text"] == text


@pytest.fixture(scope="module")
def echo() -> Iterator[Worker]:
    helper = worker("shared")
    yield helper
    helper.close()
