"""What was fetched as WARC 1.1 files, ours and other people's: ``writing`` keeps it, ``reading`` brings it back.

The format is ISO 28500:2017, https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/.
Each answer is a ``response`` record as any tool reads it, after a ``metadata`` record with what only we need to know.
"""

from aggregator.archive.reading import Record, read_records
from aggregator.archive.writing import ArchiveWriter

__all__ = ["ArchiveWriter", "Record", "read_records"]
