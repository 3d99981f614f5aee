"""The error that a person is meant to read."""

from __future__ import annotations


class CouncilError(Exception):
    """A failure told in words: what went wrong, where, why, and what to do about it.

    ``exit_code`` is what the command line ends with (1 failed, 2 usage, 3 invalid scenario,
    4 no flip on the grid, 5 replay mismatch).
    """

    def __init__(
        self, what: str, *, where: str = "", why: str = "", remedy: str = "", exit_code: int = 1
    ) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.why = why
        self.remedy = remedy
        self.exit_code = exit_code

    def __str__(self) -> str:
        """One line for what, then one indented line for each of where, why and remedy."""
        parts = (("where", self.where), ("why", self.why), ("try", self.remedy))
        told = [f"  {label}: {text}" for label, text in parts if text]
        return "\n".join([self.what, *told])

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by its parts, since an error may come home from another process."""
        return _rebuild, (self.what, self.where, self.why, self.remedy, self.exit_code)


def _rebuild(what: str, where: str, why: str, remedy: str, exit_code: int) -> CouncilError:
    return CouncilError(what, where=where, why=why, remedy=remedy, exit_code=exit_code)
