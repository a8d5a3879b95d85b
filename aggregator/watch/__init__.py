"""Whether a source is still worth its answers: from what it used to show and what it shows now to alarms. Pure.

A source that fails says so itself. The commoner and worse trouble is one that answers well and has gone blind: its
page was rebuilt, a field was dropped, its list no longer moves.

    shown     what one visit showed, counted while it goes
    judge     what is wrong with that, by sources.yaml and by what the source used to show
    course    when an alarm begins and ends, and what later answers are judged by

Three rules keep it quiet. Nothing is judged by what has not been learned from enough days; what is in doubt teaches
nothing; and an alarm begins when several runs in a row have seen it, and ends when several have not.
"""

from aggregator.watch.course import FORGIVEN_RUNS, Course, follow, learn
from aggregator.watch.judge import HISTORY_DAYS, MIN_SILENCE_DAYS, fields_in_doubt, judge
from aggregator.watch.shown import Shown

__all__ = [
    "FORGIVEN_RUNS",
    "HISTORY_DAYS",
    "MIN_SILENCE_DAYS",
    "Course",
    "Shown",
    "fields_in_doubt",
    "follow",
    "judge",
    "learn",
]
