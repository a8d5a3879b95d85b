"""The records that stages hand to each other, in the order in which the data flows.

Frozen and slotted; no behaviour beyond what follows from the fields. Suffixes carry units: ``_at`` is an aware
UTC datetime, ``_s`` seconds, ``_bytes`` bytes. Values that must not be confused have types of their own.
"""

from aggregator.models.catalogue import (
    Authority,
    Config,
    Follow,
    FullText,
    PageRole,
    Selectors,
    Settings,
    Show,
    Source,
    SourceKind,
)
from aggregator.models.documents import (
    Article,
    Completeness,
    Entry,
    EntryList,
    ParseWarning,
    Stamp,
)
from aggregator.models.identity import (
    CanonicalUrl,
    Fingerprint,
    ShowId,
    SourceId,
)
from aggregator.models.memory import (
    Change,
    EntryState,
    KnownEntry,
    Resource,
    RunSummary,
    SourceState,
)
from aggregator.models.readings import (
    Claim,
    ClaimKind,
    Field,
    KnownArticle,
    Mention,
    Sameness,
    ShowMatch,
    Status,
    Verdict,
)
from aggregator.models.web import (
    Attempt,
    FetchResult,
    Outcome,
    Purpose,
    Request,
    Response,
    RobotsFile,
    Severity,
    Validators,
)

__all__ = [
    "Article",
    "Attempt",
    "Authority",
    "CanonicalUrl",
    "Change",
    "Claim",
    "ClaimKind",
    "Completeness",
    "Config",
    "Entry",
    "EntryList",
    "EntryState",
    "FetchResult",
    "Field",
    "Fingerprint",
    "Follow",
    "FullText",
    "KnownArticle",
    "KnownEntry",
    "Mention",
    "Outcome",
    "PageRole",
    "ParseWarning",
    "Purpose",
    "Request",
    "Resource",
    "Response",
    "RobotsFile",
    "RunSummary",
    "Sameness",
    "Selectors",
    "Settings",
    "Severity",
    "Show",
    "ShowId",
    "ShowMatch",
    "Source",
    "SourceId",
    "SourceKind",
    "SourceState",
    "Stamp",
    "Status",
    "Validators",
    "Verdict",
]
