"""``aggregator evaluate``: how well the claims agree with labelled articles, and where they do not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aggregator.cli.common import Setup, common_options, now_utc
from aggregator.cli.output import say, to_json
from aggregator.errors import InputError, MissingInputError

if TYPE_CHECKING:
    from aggregator.claims.scoring import Label, Mistake, Reading, Report, Tally
    from aggregator.models import Show

GoldSet = list[tuple[str, str, "list[Label]"]]


@click.command(short_help="Compare claims with labelled articles.")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="Show each missed and each spurious claim with its sentence.")
@click.option("--kind", help="With --errors: only claims of this kind.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@common_options
@click.pass_obj
def evaluate(setup: Setup, gold: tuple[Path, ...], errors: bool, kind: str | None, as_json: bool) -> None:
    """Compare the claims of the labelled articles in GOLD files with their labels.

    Shows come from GOLD.shows.json beside each GOLD.jsonl, or else from the configuration. A claim is right where show,
    season, kind, value and person agree; strictly, its status too.

    \b
    aggregator evaluate gold.jsonl --errors
    """  # noqa: D301 - click wants the character itself
    from aggregator.claims.scoring import score

    wanted: GoldSet = []
    predicted: dict[str, list[Label]] = {}
    for path in gold:
        shows = _shows_of(setup, path)
        _read_set(path, shows, wanted, predicted)
    report = score(wanted, predicted)
    if as_json:
        say(to_json({"articles": len(wanted), **_figures(report)}, indent=1))
        return
    _print_report(report, len(wanted))
    if errors:
        _print_mistakes(mistake for mistake in report.mistakes if kind in (None, mistake.label.kind))


def _shows_of(setup: Setup, path: Path) -> tuple[Show, ...]:
    beside = path.parent / f"{path.stem}.shows.json"
    if beside.exists():
        return Setup(config_path=beside).load_config(sources_required=False).shows
    return setup.load_config(sources_required=False).shows


def _read_set(path: Path, shows: tuple[Show, ...], wanted: GoldSet, predicted: dict[str, list[Label]]) -> None:
    """Adds a file's labels to ``wanted`` and what we take from its articles to ``predicted``."""
    from aggregator.claims.scoring import label_from, label_of
    from aggregator.parse import BadRecord, parse_records
    from aggregator.pipeline import Analyst

    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise MissingInputError(
            f"{path}: {error.strerror}. Name files of labelled articles.", subject=str(path)
        ) from error
    analyst, catalogue = Analyst(shows), {show.id: show for show in shows}
    for record in parse_records(lines, now=now_utc()):
        if isinstance(record, BadRecord):
            raise InputError(f"{path}:{record.line}: {record.problem}", subject=str(path))
        row: dict[str, Any] = json.loads(lines[record.line - 1])
        try:
            labels = [label_from(label) for label in row["claims"]]
        except (KeyError, TypeError) as error:
            message = f"{path}:{record.line}: the article has no labels of the form that is needed ({error!r})"
            raise InputError(message, subject=str(path)) from error
        name = f"{path.stem}/{record.id}"
        wanted.append((name, f"{record.article.title}\n\n{record.article.text}", labels))
        predicted[name] = [label_of(claim, catalogue) for claim in analyst.read(record.article).claims]


def _figures(report: Report) -> dict[str, Any]:
    def reading(one: Reading) -> dict[str, Any]:
        tallies = {**one.kinds, "all": one.all}
        rows = {
            kind: {
                "gold": tally.gold,
                "predicted": tally.predicted,
                "p": round(tally.precision, 4),
                "r": round(tally.recall, 4),
                "f1": round(tally.f1, 4),
            }
            for kind, tally in tallies.items()
        }
        return {**rows, "macro": {"f1": round(one.macro_f1, 4)}, "character": {"f1": round(one.character_share, 4)}}

    bands = [{"from": band.low, "predicted": band.predicted, "right": round(band.share, 4)} for band in report.bands]
    return {"strict": reading(report.strict), "lenient": reading(report.lenient), "confidence": bands}


def _print_report(report: Report, articles: int) -> None:
    from aggregator.models import ClaimKind

    say(f"{'':13} {'gold':>5} {'found':>6}   {'strict':^20}   {'lenient':^20}")
    say(f"{'kind':13} {'':>5} {'':>6}   {'P':>6} {'R':>6} {'F1':>6}   {'P':>6} {'R':>6} {'F1':>6}")
    for kind in [*(kind for kind in ClaimKind if kind in report.strict.kinds), "all"]:
        strict = report.strict.all if kind == "all" else report.strict.kinds[kind]
        lenient = report.lenient.all if kind == "all" else report.lenient.kinds[kind]
        counts = f"{kind.replace('_', ' '):13} {strict.gold:5} {strict.predicted:6}"
        say(f"{counts}   {_ratios(strict)}   {_ratios(lenient)}")
    say(
        f"macro F1 {report.strict.macro_f1:.3f} strict, {report.lenient.macro_f1:.3f} lenient; characters right "
        f"{report.strict.character_share:.3f}; {articles} articles"
    )
    bands = ", ".join(f"{band.share:.2f} of {band.predicted} from {band.low:.2f}" for band in report.bands)
    if bands:
        say(f"right by confidence: {bands}")


def _ratios(tally: Tally) -> str:
    return f"{tally.precision:6.3f} {tally.recall:6.3f} {tally.f1:6.3f}"


def _print_mistakes(mistakes: Iterable[Mistake]) -> None:
    from aggregator.text import clean_line
    from aggregator.wording.claims import said, season_name

    article = None
    for mistake in mistakes:
        if mistake.article != article:
            article = mistake.article
            say(f"\n{article}", bold=True)
        label = mistake.label
        words = said(
            {
                "kind": label.kind,
                "value": label.value,
                "status": label.status,
                "person": label.person,
                "character": label.character,
            }
        )
        line = f"{label.show}, {season_name(label.season)}, {label.kind}: {words}"
        say(f"  {mistake.verdict:9} {clean_line(line)}", fg="red" if mistake.verdict == "missed" else "yellow")
        if mistake.sentence:
            say(f"            {clean_line(mistake.sentence)}")
