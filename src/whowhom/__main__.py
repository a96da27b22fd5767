"""``python -m whowhom``."""

from whowhom.cli.app import main

if __name__ == "__main__":
    main()
