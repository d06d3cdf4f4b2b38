"""`python -m simulator` is `p80`."""

from simulator.cli.main import main

if __name__ == "__main__":
    main()
