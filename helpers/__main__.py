"""The command line: python -m helpers report PATH …"""
from __future__ import annotations

import argparse
import sys

from . import __version__, corpus

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2


def parser() -> argparse.ArgumentParser:
    """What can be asked for."""
    top = argparse.ArgumentParser(prog="python -m helpers", description="Look closely at the news.",
                                  epilog="Exit codes: 0 done, 1 some articles failed (each is listed), 2 wrong usage.")
    top.add_argument("--version", action="version", version=f"media-analysis-notebooks {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    report = commands.add_parser("report", help="analyse articles and write an HTML report of each")
    report.add_argument("paths", nargs="+", metavar="PATH", help="an article's file, or a folder of them")
    report.add_argument("--out", default="reports", metavar="DIR", help="where the reports go (default: reports)")
    report.add_argument("--notebook", action="append", metavar="NAME", help="only this notebook, e.g. quotes; may be repeated")
    report.add_argument("--jobs", type=_positive, metavar="N", help="notebooks run side by side (default: two a core)")
    corpus.add_command(commands)
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    top = parser()
    wanted = top.parse_args(arguments)
    if wanted.command == "analyse":
        return wanted.run(wanted)
    from . import report  # heavy: only when it is needed, so that --help answers at once
    try:
        outcomes = report.make(wanted.paths, wanted.out, wanted.notebook, wanted.jobs)
    except report.UnknownNotebook as error:
        top.error(str(error))
    failed = [outcome for outcome in outcomes if outcome.error]
    for outcome in failed:
        print(outcome.error, file=sys.stderr)
    if failed:
        print(f"{len(failed)} of {len(outcomes)} articles failed.", file=sys.stderr)
        return SOME_FAILED
    return DONE


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
