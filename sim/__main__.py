"""``council`` and ``python -m sim``: no traceback where Ctrl-C comes before the commands do."""

from __future__ import annotations

import signal


def main() -> None:
    """Run the command line as a program; until its commands are loaded, Ctrl-C just ends it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from sim.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
