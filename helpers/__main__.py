"""The command line: python -m helpers report PATH …"""
from __future__ import annotations

import argparse
import sys
import traceback
from pathlib import Path

from . import __version__, corpus

DONE, SOME_FAILED, WRONG_USAGE, BROKEN = 0, 1, 2, 70
"""BROKEN: the program itself is at fault; Python's own 1 would say that some articles failed."""


def parser() -> argparse.ArgumentParser:
    """What can be asked for."""
    top = argparse.ArgumentParser(prog="python -m helpers", description="Look closely at the news.",
                                  epilog="Exit codes: 0 done, 1 some articles failed (each is listed), 2 wrong usage, "
                                         "70 a mistake in this program.")
    top.add_argument("--version", action="version", version=f"media-analysis-notebooks {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    report = commands.add_parser("report", help="analyse articles and write an HTML report of each")
    report.add_argument("paths", nargs="+", metavar="PATH", help="an article's file; a file of several, such as a Nexis export or "
                        "a feed, for a report of each (at most 100: `analyse` takes more); one of them, such as nexis.docx#3; or a folder")
    report.add_argument("--out", default="reports", metavar="DIR", help="where the reports go (default: reports)")
    report.add_argument("--notebook", action="append", metavar="NAME", help="only this notebook, e.g. quotes; may be repeated")
    report.add_argument("--jobs", type=_positive, metavar="N", help="notebooks run side by side (default: one a core)")
    report.add_argument("--again", action="store_true", help="make every report anew, also those that would come out the same")
    report.add_argument("--watch", action="store_true", help="go on and run again whenever an article or quotes.csv is saved")
    report.add_argument("--zip", action="store_true", help="also write one zip to send")
    report.add_argument("--xlsx", action="store_true", help="also write a workbook of all tables of each article")
    corpus.add_command(commands)
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    top = parser()
    wanted = top.parse_args(arguments)
    if wanted.command == "analyse":
        return wanted.run(wanted)
    from . import report  # only when it is needed, so that --help answers at once
    try:
        report.choose(wanted.notebook)
    except report.UnknownNotebook as error:
        top.error(str(error))
    if wanted.watch:
        from .report import watching
        given = sys.argv[1:] if arguments is None else arguments
        watching.watch([word for word in given if word != "--watch"], wanted.paths, wanted.out)
        return DONE
    return _report(wanted)


def _report(wanted: argparse.Namespace) -> int:
    from . import report
    from .report import exporting
    try:
        outcomes = report.make(wanted.paths, wanted.out, wanted.notebook, wanted.jobs, again=wanted.again)
    except KeyboardInterrupt:
        print("Stopped; reports that were finished stand, nothing is half-written.", file=sys.stderr)
        return SOME_FAILED
    folders = [outcome.folder for outcome in outcomes if outcome.folder]
    for path in exporting.export(folders, Path(wanted.out), wanted.zip, wanted.xlsx):
        print(path)
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


def run() -> int:
    """`main` for a shell: whatever it did not expect is shown, and has an exit code of its own."""
    try:
        return main()
    except Exception:
        traceback.print_exc()
        return BROKEN


if __name__ == "__main__":
    sys.exit(run())
