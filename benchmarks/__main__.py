"""The benchmarks: `python -m benchmarks COMMAND --help`. They are not part of the installed package."""

from __future__ import annotations

import argparse

from benchmarks import accuracy, constructs, contenders, links, page, preview, queries, reading_audit, speed


def main() -> None:
    """Run the benchmark that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in (speed, preview, links, queries, page, constructs):
        command = commands.add_parser(
            module.__name__.rpartition(".")[2], help=(module.__doc__ or "").partition("\n")[0]
        )
        module.arguments(command)
        command.set_defaults(run=module.main)
    for name, run, about in (
        ("accuracy", accuracy.main, "How often readings and conversion are right (ACCURACY_DATA names the folder)."),
        ("audit", reading_audit.main, "Which common words are read otherwise than two dictionaries agree."),
        ("install", contenders.install, "Install what Duben is compared with, apart from it."),
    ):
        commands.add_parser(name, help=about).set_defaults(run=lambda _, run=run: run())
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
