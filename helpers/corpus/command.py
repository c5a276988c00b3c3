"""python -m helpers analyse PATH … --out DIR"""
from __future__ import annotations

import argparse
import signal
import sys

DONE, SOME_FAILED, WRONG_USAGE, STOPPED, ALL_FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130


def add_command(commands) -> None:
    """Add `analyse` to the commands of an argparse parser (what `add_subparsers` returned)."""
    command = commands.add_parser(
        "analyse", help="analyse many articles and write tables (Parquet) of all of them",
        description="Analyse many articles and write one Parquet table each of articles, sentences, quotations and so on, "
                    "and corpus.html to look at. Stopped in any way, the same command goes on where it was.",
        epilog="Exit codes: 0 done, 1 done, but some articles failed (they are in the table errors), 2 wrong usage, 3 stopped by a "
               "full disk or the like, 4 every article failed, 70 a mistake in this program, 130 stopped by Ctrl-C.")
    command.add_argument("paths", nargs="+", metavar="PATH",
                         help="a file, a folder, a pattern such as 'archive/**/*.html', or - for paths on standard input")
    command.add_argument("--out", required=True, metavar="DIR", help="the folder of the tables")
    command.add_argument("--jobs", type=_positive, metavar="N", help="processes side by side (default: one a core)")
    command.add_argument("--analyses", metavar="A,B", type=_names, help="only these, e.g. quotes,tone (default: all)")
    command.add_argument("--since", metavar="DATE", help="only articles published from this year, month or day on (2026-11-23)")
    command.add_argument("--until", metavar="DATE", help="only articles published up to this year, month or day")
    command.add_argument("--text-column", metavar="NAME", help="the column of tables that holds the article")
    command.add_argument("--cluster", metavar="ADDRESS",
                         help="a Dask scheduler, tcp://host:8786, whose workers see the same folders")
    command.add_argument("--seconds", type=float, default=10.0, metavar="S",
                         help="how long an article may take before it is an error (default: 10)")
    command.add_argument("--part", type=_positive, metavar="N",
                         help="articles in one file of a table (default: what suits the size)")
    command.add_argument("--retry", action="store_true", help="do parts in which articles failed once more")
    command.add_argument("--again", action="store_true", help="do everything anew, whatever lies in DIR")
    command.set_defaults(run=run)


def run(wanted: argparse.Namespace) -> int:
    """Do what the command line asks for; returns the exit code."""
    previous = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _analyse(wanted)
    except KeyboardInterrupt:
        print(f"\nStopped. What is finished is kept in {wanted.out}; run the same command again to go on.", file=sys.stderr)
        return INTERRUPTED
    finally:
        signal.signal(signal.SIGTERM, previous)


def _analyse(wanted: argparse.Namespace) -> int:
    from .manifest import Stopped
    from .running import analyse
    try:
        paths = [path for given in wanted.paths for path in (_listed() if given == "-" else [given])]
        outcome = analyse(
            paths, wanted.out, analyses=wanted.analyses, jobs=wanted.jobs, since=wanted.since, until=wanted.until,
            text_column=wanted.text_column, cluster=wanted.cluster, seconds=wanted.seconds, part=wanted.part, again=wanted.again,
            retry=wanted.retry)
    except ValueError as error:
        print(f"python -m helpers analyse: {error}", file=sys.stderr)
        return WRONG_USAGE
    except Stopped as error:
        print(f"python -m helpers analyse: stopped: {error}", file=sys.stderr)
        return STOPPED
    print(summary(outcome))
    if not outcome.errors:
        return DONE
    return SOME_FAILED if outcome.articles else ALL_FAILED


def summary(outcome) -> str:
    """What a run came to, in a few lines."""
    from .progress import duration
    lines = [f"{outcome.articles:,} articles in {duration(outcome.seconds)}; tables in {outcome.out}, "
             f"to look at: {outcome.out / 'corpus.html'}"]
    if outcome.kept:
        lines.append(f"{outcome.kept:,} of {outcome.parts:,} parts were kept from earlier runs.")
    if outcome.left_out:
        lines.append(f"{outcome.left_out:,} articles were left out: without a date, or published at another time.")
    if outcome.errors:
        lines.append(f"{outcome.errors:,} could not be analysed: see the table errors.")
    return "\n".join(lines)


def _listed() -> list[str]:
    return [line.rstrip("\r\n") for line in sys.stdin if line.strip()]


def _names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
