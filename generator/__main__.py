"""`python -m generator` is the command `duben`."""

from generator.cli import main

if __name__ == "__main__":
    main()
