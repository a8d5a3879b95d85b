"""``import`` and ``extract``: articles as JSON Lines into the pipeline, and their claims out of it."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

import click

from aggregator import __version__
from aggregator.cli.common import Setup, common_options, now_utc, writing
from aggregator.cli.exits import Exit
from aggregator.cli.output import say, to_json
from aggregator.errors import AggregatorError, InputError, MissingInputError
from aggregator.models import RunSummary, SourceId
from aggregator.wording.facts import counted

if TYPE_CHECKING:
    from aggregator.models import Claim, Show, ShowId
    from aggregator.parse import ImportedRecord
    from aggregator.pipeline import Ingest

IMPORT_SOURCE = SourceId("import")
"""Where imported articles are said to come from unless --source names another."""
MAX_LINES_NAMED: Final = 20
"""Bad lines told one by one; a file of another kind has nothing else, and the rest of them is counted."""


@contextmanager
def _lines(path: str) -> Iterator[IO[str]]:
    """The lines of a file or of standard input; whatever is no UTF-8 becomes U+FFFD, one bad line at a time."""
    try:
        opened = click.open_file(path, encoding="utf-8", errors="replace")
    except OSError as error:
        raise MissingInputError(
            f"{path}: {error.strerror}. Name a file of articles as JSON Lines, or - for standard input.", subject=path
        ) from error
    with opened as file:
        yield file


def _records(file: IO[str], name: str) -> Iterator[ImportedRecord]:
    """The good records; the first bad lines are named on standard error, and all raise InputError at the end."""
    from aggregator.parse import BadRecord, bounded_lines, parse_records

    bad = 0
    for record in parse_records(bounded_lines(file), now=now_utc()):
        if isinstance(record, BadRecord):
            bad += 1
            if bad <= MAX_LINES_NAMED:
                say(f"{name}:{record.line}: {record.problem}", err=True)
        else:
            yield record
    if bad:
        raise InputError(
            f"{name}: {bad} {'line is' if bad == 1 else 'lines are'} not an article; the others were taken",
            subject=name,
        )


@contextmanager
def _contained(place: str) -> Iterator[list[str]]:
    """Keeps a mistake of ours in one article from costing the others; what it yields holds the traceback then."""
    mistakes: list[str] = []
    try:
        yield mistakes
    except AggregatorError:
        raise
    except Exception:  # noqa: BLE001 - as in a run, a bug met in one article is told and must not cost the others
        mistakes.append(traceback.format_exc())
        say(f"{place}: an error of aggregator {__version__}; please report it with these lines.", err=True)
        say(mistakes[0].rstrip("\n"), err=True)


@click.command("import", short_help="Take articles from a file.")
@click.argument("file", metavar="FILE.jsonl")
@click.option("--source", default=IMPORT_SOURCE, show_default=True, help="The source they are said to come from.")
@click.option("--dry-run", is_flag=True, help="Say what each article is about and claims; store nothing.")
@common_options
@click.pass_obj
def import_(setup: Setup, file: str, source: str, dry_run: bool) -> Exit:
    """Take articles from a file through match, dedupe, claims and store, as if they had been fetched.

    FILE has one JSON object a line with id, url, title, published, author and text; - is standard input.

    \b
    aggregator import articles.jsonl --source archive
    aggregator import --dry-run articles.jsonl
    """  # noqa: D301 - click wants the character itself
    from aggregator.pipeline import Analyst, Ingest

    config = setup.load_config(sources_required=False)
    analyst = Analyst(config.shows)
    summary = RunSummary()
    with _lines(file) as lines:
        if dry_run:
            for record in _records(lines, file):
                reading = analyst.read(record.article)
                about = ", ".join(match.show_id for match in reading.matches if match.verdict == "about") or "-"
                say(f"{record.id}\t{about}\t{len(reading.claims)} claims")
            return Exit.OK
        with writing(setup.find_database(config)) as store:
            digest = store.save_catalogue(config.shows, config.sources, now=now_utc())
            run_id = store.begin_run(command="import", version=__version__, pid=os.getpid(), now=now_utc())
            ingest = Ingest(store, analyst, summary, run_id, digest, config.settings.keep_unmatched)
            status = "failed"
            try:
                for record in _records(lines, file):
                    summary.entries += 1
                    seen_at = record.seen_at or now_utc()
                    with _contained(f"{file}:{record.line}") as mistakes:
                        ingest.take(record.article, source_id=SourceId(source), seen_at=seen_at)
                    summary.unexpected += len(mistakes)
                status = "ok"
            finally:
                _conclude(ingest)
                store.finish_run(run_id, summary, status=status, now=now_utc())
                if not setup.quiet:
                    _say_what_became_of(summary)
    return Exit.BUG if summary.unexpected else Exit.OK


def _conclude(ingest: Ingest) -> None:
    met_before = ingest.summary.unexpected
    ingest.draw_conclusions(now_utc())
    if met := ingest.summary.unexpected - met_before:
        say(f"errors of aggregator {__version__}: {met}; please report what is in the table issues", err=True)


def _say_what_became_of(summary: RunSummary) -> None:
    articles = "1 article" if summary.entries == 1 else f"{summary.entries} articles"
    say(
        f"{articles}: {summary.articles_new} new, {summary.articles_updated} updated, "
        f"{summary.sightings} seen elsewhere, {summary.unmatched} about no followed show; {summary.claims} claims; "
        f"{counted(summary.fact_changes, 'fact')} changed",
        err=True,
    )


@click.command(short_help="Print what the articles of a file claim.")
@click.argument("file", default="-")
@common_options
@click.pass_obj
def extract(setup: Setup, file: str) -> Exit:
    """Print what each article of a JSON Lines file claims, one JSON line an article, in order.

    Touches no database and no network; of the configuration only its shows matter.

    \b
    aggregator extract articles.jsonl > claims.jsonl
    """  # noqa: D301 - click wants the character itself
    from aggregator.pipeline import Analyst

    config = setup.load_config(sources_required=False)
    analyst = Analyst(config.shows)
    stumbled = False
    titles: dict[ShowId, Show] = {show.id: show for show in config.shows}
    with _lines(file) as lines:
        for record in _records(lines, file):
            claims: list[dict[str, object]] = []
            with _contained(f"{file}:{record.line}") as mistakes:
                claims = [_claim_row(claim, titles) for claim in analyst.read(record.article).claims]
            stumbled |= bool(mistakes)
            say(to_json({"id": record.id, "claims": claims}))
    return Exit.BUG if stumbled else Exit.OK


def _claim_row(claim: Claim, shows: dict[ShowId, Show]) -> dict[str, object]:
    """A claim with the field names of the labelling guide, and the evidence beside it."""
    return {
        "show": shows[claim.show_id].title,
        "season": claim.season,
        "kind": claim.kind,
        "value": claim.value,
        "status": claim.status,
        "person": claim.person,
        "character": claim.character,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "evidence_in": claim.evidence_in,
        "rule": f"{claim.rule}.v{claim.version}",
        "said_by": claim.said_by,
        "confidence": round(claim.confidence, 2),
    }
