"""Lines of the program changed one at a time, to see whether a test of their room notices.

``python -m tests.mutants ROOM...`` draws edits by seed, runs for each the tests of the room that
reach the changed line, and prints the share noticed; ``docs/how-to/contribute.md`` says more.
"""
