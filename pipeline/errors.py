"""Errors that a user can act on. Each class carries its exit code; only `cli.py` prints them.

Exit codes: 0 all done, 1 some articles failed, 2 usage, 3 environment, 4 locked.
"""


class EditionsError(Exception):
    """The root: one line that says what is wrong, and optionally where and what to do about it.

    `place` names the file (and line, where one is known); `remedy` is a sentence or a command.
    """

    exit_code = 1

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        what_to_do = f" {self.remedy}" if self.remedy else ""
        return " ".join(f"{where}{self.message}{what_to_do}".split())


class ArticleError(EditionsError):
    """One article, or one language of it, cannot be built; the others go on."""


class UsageError(EditionsError):
    """The command line or a configuration file asks for something that does not exist."""

    exit_code = 2


class UnknownLanguageError(UsageError):
    """A tag that is not a language known to CLDR."""


class SetupError(EditionsError):
    """Something outside the project is missing or refuses: an engine, a model, a voice, a folder."""

    exit_code = 3


class MissingEngineError(SetupError):
    """No installed engine can do what was asked; `remedy` holds the command that installs one."""


class OutputError(SetupError):
    """A file could not be written; `place` is its path, the message ends with the errno."""


class LockedError(EditionsError):
    """Another run holds the output folder."""

    exit_code = 4
