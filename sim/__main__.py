"""``python -m sim`` is ``council``."""

from sim.cli.main import main

if __name__ == "__main__":
    main()
