"""Measures what the command line asks for and keeps tables and pictures in `benchmarks/results`.

parts:
  peers       every stored instance, with all tools of its row side by side
  growth      this package alone on slices of a state, 10 to 1,000 providers
  planning    this package alone on held-back seeds
  terms       all terms of the policy, one after the other, on the same seeds of a therapist
  replanning  an edit and planning again, as somebody sees it who waits
  reading     whole commands on a district
  scaling     workers of a Dask cluster on this machine
  recording   a record of a million entries: opening, adding, a complaint file, verifying
  report      only writes the pages of peers and growth anew, from the runs that are kept

Without a part all are run; where --only or --peers is given, peers alone.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.campaign import README_PICTURE, Campaign
from benchmarks.instances import Instance, read_instances, those_named
from benchmarks.peers.catalog import OURS, PEERS
from benchmarks.planning import planning_pages
from benchmarks.reading import reading_page
from benchmarks.recording import recording_page
from benchmarks.replanning import replanning_page
from benchmarks.results_file import RESULTS
from benchmarks.scaling import scaling_page
from benchmarks.tables import keep
from benchmarks.terms import terms_page

PARTS = (
    "peers",
    "growth",
    "planning",
    "terms",
    "replanning",
    "reading",
    "scaling",
    "recording",
    "report",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    parts = chosen.parts or (["peers"] if chosen.only or chosen.peers else PARTS)
    for kind, named, known in (("part", parts, PARTS), ("tool", chosen.peers, tuple(PEERS))):
        if unknown := [name for name in named if name not in known]:
            parser.error(f"unknown {kind} {unknown[0]!r}; there are {', '.join(known)}")
    try:
        wanted = list(those_named(read_instances(), chosen.only))
    except ValueError as error:
        parser.error(str(error))
    _run(parts, wanted, chosen)


def _run(parts: Sequence[str], wanted: list[Instance], chosen: argparse.Namespace) -> None:
    folder: Path = chosen.results
    picture = README_PICTURE if folder == RESULTS else folder / "readme.png"
    campaign = Campaign(_say, results=folder, picture=picture)
    if "peers" in parts:
        for instance in wanted:
            campaign.run(instance.name, chosen.peers, chosen.seconds)
    if "growth" in parts:
        for instance in wanted:
            if instance.providers:
                campaign.run(instance.name, (OURS,), chosen.seconds)
    if {"peers", "growth", "report"} & set(parts):
        campaign.report()
    if "planning" in parts:
        for name, lines in planning_pages(chosen.cases, chosen.seconds, _say):
            keep(name, lines, folder)
    if "terms" in parts:
        keep("terms.md", terms_page(chosen.cases, chosen.seconds, _say), folder)
    if "replanning" in parts:
        keep("replanning.md", replanning_page(chosen.cases, _say), folder)
    if "reading" in parts:
        keep("reading-district.md", reading_page(), folder)
    if "scaling" in parts:
        keep("scaling.md", scaling_page(_say), folder)
    if "recording" in parts:
        keep("recording.md", recording_page(say=_say), folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="part", help="what to measure; all if none")
    parser.add_argument(
        "--only", type=_words, default=(), help="instances whose names begin so: therapist,school"
    )
    parser.add_argument("--peers", type=_words, default=(), help=f"tools to run: {','.join(PEERS)}")
    parser.add_argument(
        "--seconds", type=float, help="the limit of each run, else as the table says"
    )
    parser.add_argument(
        "--cases",
        type=int,
        default=6,
        help="held-back cases of each size (planning, terms, replanning)",
    )
    parser.add_argument(
        "--results",
        type=Path,
        default=RESULTS,
        help="folder for runs, pages and pictures; another than the usual for a try",
    )
    return parser


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
