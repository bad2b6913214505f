"""Runs the command, as `python -m duben` or as the script `duben`."""

import signal


def main() -> None:
    """Run the command. While its modules are imported, Ctrl-C ends the process without a traceback."""
    handler = signal.getsignal(signal.SIGINT)
    is_default = handler is signal.default_int_handler
    if is_default:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from duben.cli import main as run_command  # noqa: PLC0415 - see above

    if is_default:
        signal.signal(signal.SIGINT, handler)
    run_command()


if __name__ == "__main__":
    main()
