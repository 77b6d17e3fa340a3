"""Reading stage 4."""

from keliling.assess.queries.figures import (
    ResultLine,
    finding_counts,
    office_finding_counts,
    result_lines,
    visit_figures,
)
from keliling.assess.queries.findings import (
    FindingRow,
    answered_findings,
    findings_of,
    open_finding,
    open_findings,
    visit_of_finding,
)
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
    "ResultLine",
    "VisitMeasures",
    "answered_findings",
    "evidence_of",
    "finding_counts",
    "findings_of",
    "ikm_of_visit",
    "office_finding_counts",
    "open_finding",
    "open_findings",
    "open_pass",
    "rating_link",
    "rating_passes",
    "result_lines",
    "visit_figures",
    "visit_measures",
    "visit_of_finding",
]
