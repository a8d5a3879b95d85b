"""Archives to database rows, on as many cores and machines as there are.

Each WARC file is a shard. Workers read it, and leave what they found in a file of their own; one writer then takes
these files in the order of the archives. So the rows depend on neither engine nor number of workers, and whatever is
killed is made good by doing it again::

    WARC | process_shard (anywhere)                | Merge (here)
         | read_records   Reader     shard.ndjson  | known? dedupe, store, conclude
           Exchange       Finding    + its record    rows

A work folder holds, by rule set, each shard's findings and the record that they are complete. Nothing else needs to
be shared than this folder and the archives.
"""

from aggregator.backfill.driver import complete_shards, find_shards
from aggregator.backfill.engines import ENGINES, open_engine
from aggregator.backfill.jobs import Job, Shard, ShardResult
from aggregator.backfill.merge import merge
from aggregator.backfill.ruleset import Ruleset, prepare_ruleset
from aggregator.backfill.shard import process_shard

__all__ = [
    "ENGINES",
    "Job",
    "Ruleset",
    "Shard",
    "ShardResult",
    "complete_shards",
    "find_shards",
    "merge",
    "open_engine",
    "prepare_ruleset",
    "process_shard",
]
