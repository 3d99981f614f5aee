"""Errors that people read: what went wrong, where, why, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from sim.domain.visible import visible


class ExitCode(IntEnum):
    """Exit codes of the command line. A vetoed draft is a result, so it exits with ``OK``."""

    OK = 0
    FAILED = 1
    USAGE = 2
    INVALID_SCENARIO = 3
    NO_FLIP = 4
    REPLAY_MISMATCH = 5
    INTERRUPTED = 130


class CouncilError(Exception):
    """An error that a user can act on; the command line prints it without a traceback.

    Attributes:
        code: stable name such as ``E102``, which ``council explain E102`` explains.
        what: one sentence on what is wrong.
        where: file:line:column, path of a number, or folder; empty when there is no location.
        why: the rule that is broken, or the cause; empty when ``what`` says it all.
        remedy: what to do.
        exit_code: what the process returns.
    """

    def __init__(
        self,
        what: str,
        *,
        code: str = "E001",
        where: str = "",
        why: str = "",
        remedy: str = "",
        exit_code: int = ExitCode.FAILED,
    ) -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.where = where
        self.why = why
        self.remedy = remedy
        self.exit_code = exit_code

    def report(self) -> str:
        """The message as the command line prints it, code first."""
        return f"error[{self.code}]: {self}"

    def __str__(self) -> str:
        """One line for what, then one indented line for each of where, why and remedy."""
        parts = (("where", self.where), ("why", self.why), ("try", self.remedy))
        lines = [f"  {label + ':':<7}{text}" for label, text in parts if text]
        return visible("\n".join([self.what, *lines]))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by parts, so that errors raised in worker processes arrive intact."""
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(
    cls: type[CouncilError], args: tuple[object, ...], state: dict[str, object]
) -> CouncilError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class UsageError(CouncilError, ValueError):
    """A command or call that cannot be carried out as requested (exit code 2)."""

    def __init__(
        self, what: str, *, code: str = "E002", where: str = "", why: str = "", remedy: str = ""
    ) -> None:
        super().__init__(
            what, code=code, where=where, why=why, remedy=remedy, exit_code=ExitCode.USAGE
        )


class UnknownNameError(UsageError, LookupError):
    """The name of a number, draft, rule or institution that does not exist."""


@dataclass(frozen=True)
class Explanation:
    """What ``council explain CODE`` says about an error code.

    Attributes:
        title: the error in a few words.
        why: what the code means and why it is an error.
        remedy: what usually helps.
    """

    title: str
    why: str
    remedy: str


EXPLANATIONS: dict[str, Explanation] = {
    "E001": Explanation(
        "the command failed",
        "The command could not finish; the message says why.",
        "Read the line that starts with 'why', fix the cause, and run the command again.",
    ),
    "E002": Explanation(
        "the command line is not valid",
        "An option or a name does not exist, or options cannot be combined.",
        "`council COMMAND --help` lists the command's options.",
    ),
    "E003": Explanation(
        "a file or folder cannot be read or written",
        "The operating system refused: the path does not exist, access is not permitted, or the "
        "disk is full. Files that were already complete on disk are unchanged.",
        "Choose another folder with -o, free some space, or change the permissions.",
    ),
    "E004": Explanation(
        "out of memory",
        "The computation needed more memory than the machine has.",
        "Ask for fewer replicates at a time, or close other programs.",
    ),
    "E005": Explanation(
        "an optional package is missing",
        "The command needs an optional package, which the default installation does not include.",
        "Install the extra that the message names, for example `pip install council-sim[sa]`.",
    ),
    "E006": Explanation(
        "a number beyond its limit",
        "Numbers of worlds, draws, points, seats and the like have a limit, so that one zero too "
        "many is refused at once instead of filling the memory or running for days.",
        "Use a number within the limit that the message names.",
    ),
    "E999": Explanation(
        "an unexpected error",
        "The program reached a state that should be impossible. This is a bug in the program.",
        "Set COUNCIL_TRACEBACK=1, run the command again, and report the traceback.",
    ),
}
"""Codes shared by several rooms; a room with codes of its own keeps its own table."""
