"""``aggregator backfill``: archives to database rows, on the cores of this machine or on a cluster."""

from __future__ import annotations

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aggregator import __version__
from aggregator.cli.common import Setup, common_options, now_utc, writing
from aggregator.cli.exits import NO_ROOM, Exit
from aggregator.cli.export import require_pyarrow
from aggregator.cli.output import say
from aggregator.errors import OutputError
from aggregator.models import RunSummary, SourceId
from aggregator.wording.facts import counted

if TYPE_CHECKING:
    from aggregator.backfill import Job, ShardResult
    from aggregator.models import Config


@click.command(short_help="Take articles from WARC files.")
@click.argument("warcs", metavar="WARC...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--engine",
    type=click.Choice(["local", "dask", "serial"]),
    help="Processes of this machine, a Dask cluster, or this very process.  [default: local; dask with --scheduler]",
)
@click.option("--workers", type=click.IntRange(min=1), help="How many processes.  [default: one for each core]")
@click.option("--scheduler", metavar="ADDRESS", help="A running Dask scheduler, as tcp://10.0.0.5:8786.")
@click.option("--source", default="backfill", show_default=True, help="The source of pages that others have fetched.")
@click.option(
    "--to",
    metavar="parquet DIR",
    type=(click.Choice(["parquet"]), click.Path(path_type=Path)),
    help="Write a dataset of Parquet files to the new folder DIR, and nothing to the database.",
)
@click.option("--work", type=click.Path(path_type=Path), help="The work folder.  [default: beside the database]")
@common_options
@click.pass_obj
def backfill(
    setup: Setup,
    warcs: tuple[Path, ...],
    engine: str | None,
    workers: int | None,
    scheduler: str | None,
    source: str,
    to: tuple[str, Path] | None,
    work: Path | None,
) -> Exit:
    """Take articles from WARC files: our own archives (settings.archive) or others', such as Common Crawl's CC-NEWS.

    Nothing is fetched. WARC is a file or a folder of them. Each file is read in a process of its own, and what was
    found is stored once all have been: the same rows for any engine and number of workers. What has been read by
    today's rules is not read again, so after an interruption the same command goes on where it stopped.

    \b
    aggregator backfill archive/
    aggregator backfill archive/ --to parquet dataset/
    aggregator backfill --engine dask --scheduler tcp://10.0.0.5:8786 --work /shared/work CC-NEWS-*.warc.gz
    """  # noqa: D301 - click wants the character itself
    if scheduler and engine not in (None, "dask"):
        raise click.UsageError("--scheduler is the address of a Dask scheduler; leave out --engine")
    if to is not None:
        require_pyarrow()
    from aggregator.backfill import find_shards

    config = setup.load_config(sources_required=False, secrets_required=False)
    database = setup.find_database(config)
    jobs = _jobs(config, find_shards(warcs), work or database.with_name(f"{database.name}-backfill"), source)
    failed = _complete(
        jobs, engine or ("dask" if scheduler else "local"), workers or os.cpu_count() or 1, scheduler, setup
    )
    done = [(job, result) for job in jobs if (result := job.result()) is not None]
    if to is not None and jobs:
        database = _database_of(jobs)
    summary = _merge(config, database, [job for job, _ in done])
    if to is not None:
        _write_dataset(database, to[1])
    for _, result in done:
        _say_what_was_set_aside(result)
    for path, error in failed.items():
        say(f"{path}: not read: {str(error) or type(error).__name__}; the same command tries again", err=True)
    unread = [result.path for _, result in done if _is_no_archive(result)]
    for path in unread:
        say(f"{path}: nothing in it is a record of a WARC file; is it one?", err=True)
    if not setup.quiet:
        _say_what_became_of([result for _, result in done], summary)
    if setup.verbose and done:
        _say_what_it_cost([result for _, result in done])
    if summary.unexpected or any(result.counts.get("unexpected") for _, result in done):
        say(f"errors of aggregator {__version__}; please report what is set aside, and in the table issues", err=True)
        return Exit.BUG
    if any(isinstance(error, OSError) and error.errno in NO_ROOM for error in failed.values()):
        return Exit.IO
    return Exit.DATA if failed or unread else Exit.OK


def _jobs(config: Config, shards: Sequence[object], work: Path, source: str) -> list[Job]:
    from aggregator.backfill import Job, Shard, prepare_ruleset

    try:
        folder = prepare_ruleset(config, work, SourceId(source))
    except OSError as error:
        message = f"{work} cannot be written: {error.strerror}. Name another folder with --work."
        raise OutputError(message, subject=str(work)) from error
    return [Job(shard, str(folder)) for shard in shards if isinstance(shard, Shard)]


def _complete(
    jobs: Sequence[Job], engine: str, workers: int, scheduler: str | None, setup: Setup
) -> dict[str, BaseException]:
    from aggregator.backfill import complete_shards, open_engine, process_shard

    todo = [job for job in jobs if job.result() is None]
    if setup.verbose and len(todo) < len(jobs):
        say(f"{len(jobs) - len(todo)} of {len(jobs)} files were read before", err=True)
    if not todo:
        return {}

    def tell(job: Job, result: ShardResult | None, error: BaseException | None) -> None:
        if setup.verbose or (sys.stderr.isatty() and not setup.quiet):
            what = f"{result.counts.get('records', 0)} records" if result else f"{type(error).__name__}"
            say(f"{job.shard.path}: {what}", err=True)

    def tell_wait(why: str) -> None:
        if not setup.quiet:
            say(why, err=True)

    with open_engine(engine, workers=min(workers, len(todo)), scheduler=scheduler, tell=tell_wait) as executor:
        return complete_shards(todo, executor, process_shard, progress=tell)


def _merge(config: Config, database: Path, jobs: Sequence[Job]) -> RunSummary:
    from aggregator.backfill import merge
    from aggregator.pipeline import Analyst, Ingest
    from aggregator.pipeline.recording import recorded_run

    summary = RunSummary()
    with writing(database) as store:
        digest = store.save_catalogue(config.shows, config.sources, now=now_utc())
        with recorded_run(
            store, summary, command="backfill", version=__version__, started_at=now_utc(), clock=now_utc
        ) as run_id:
            ingest = Ingest(
                store, Analyst(config.shows), summary, run_id, digest, config.settings.keep_unmatched, replays=True
            )
            merge([job.findings_path for job in jobs], ingest, now=now_utc())
    return summary


def _database_of(jobs: Sequence[Job]) -> Path:
    """In the work folder, for these very archives: that of others would bring their articles along."""
    digest = hashlib.sha256("".join(job.shard.digest for job in jobs).encode()).hexdigest()
    return Path(jobs[0].folder) / f"dataset-{digest[:16]}.db"


def _write_dataset(database: Path, folder: Path) -> None:
    from aggregator.cli.dataset import write_dataset
    from aggregator.store import Store

    with Store.open_readonly(database) as store:
        write_dataset(store, folder)


def _is_no_archive(result: ShardResult) -> bool:
    unreadable = result.counts.get("invalid", 0) + result.counts.get("damaged", 0)
    return 0 < result.counts.get("records", 0) == unreadable


def _say_what_was_set_aside(result: ShardResult) -> None:
    for record in result.set_aside:
        say(f"{result.path}: the record at byte {record.offset} was set aside: {record.why}", err=True)
        if record.why == "unexpected":
            say(record.detail.rstrip("\n"), err=True)


def _say_what_became_of(results: Sequence[ShardResult], summary: RunSummary) -> None:
    counts = Counter[str]()
    for result in results:
        counts.update(result.counts)
    read = ("records", "findings", "articles", "set_aside")
    skipped = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.most_common() if name not in read)
    files, records, articles = len(results), counts["records"], counts["articles"]
    say(f"{counted(files, 'file')}, {counted(records, 'record')}, {counted(articles, 'article')} read", err=True)
    if skipped:
        say(f"  not taken: {skipped}", err=True)
    say(
        f"  {summary.articles_new} new, {summary.articles_updated} updated, {summary.sightings} seen elsewhere, "
        f"{summary.claims} claims, {summary.fact_changes} facts changed",
        err=True,
    )


def _say_what_it_cost(results: Sequence[ShardResult]) -> None:
    """How fast a worker was, and how large, over all files, those read before, too."""
    seconds = sum(result.seconds for result in results) or 1.0
    records, findings = (sum(result.counts.get(name, 0) for result in results) for name in ("records", "findings"))
    most = max(result.max_rss_bytes for result in results) // 1_000_000
    rates = f"{records / seconds:.0f} records, {findings / seconds:.0f} findings a second"
    say(f"  one worker reads {rates}; {most} MB at most", err=True)
