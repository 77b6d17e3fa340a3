"""Reading stage 4."""

from keliling.assess.queries.findings import FindingRow, findings_of, open_findings
from keliling.assess.queries.measures import (
    CellEvidence,
    VisitMeasures,
    evidence_of,
    visit_measures,
)
from keliling.assess.queries.ratings import ikm_of_visit, open_pass, rating_link, rating_passes

__all__ = [
    "CellEvidence",
    "FindingRow",
    "VisitMeasures",
    "evidence_of",
    "findings_of",
    "ikm_of_visit",
    "open_findings",
    "open_pass",
    "rating_link",
    "rating_passes",
    "visit_measures",
]
