"""`python -m duben` is the command `duben`."""

from duben.cli import main

if __name__ == "__main__":
    main()
