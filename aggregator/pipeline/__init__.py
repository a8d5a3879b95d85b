"""The run order, in one place: what happens to an article, and what happens in a run."""

from aggregator.pipeline.books import due_sources
from aggregator.pipeline.ingest import Analyst, Ingest, Reading
from aggregator.pipeline.run import Progress, no_progress, run_sources

__all__ = ["Analyst", "Ingest", "Progress", "Reading", "due_sources", "no_progress", "run_sources"]
