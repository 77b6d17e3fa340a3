"""What is done by the clock."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from keliling.record.acts.seal import seal_facts


def every_minute(now: datetime) -> int:
    """Seal what was noted; returns how many links were added to the chains."""
    return len(seal_facts(now=now, log=Path(settings.SEAL_LOG)))
