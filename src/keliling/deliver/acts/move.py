"""Compare, then swap: the one way an application's row changes."""

from keliling.deliver.models import Application
from keliling.kernel.refusal import Stale


def move(file: Application, seen_version: int, **changes: object) -> None:
    """Change the row if nobody did since ``seen_version``; raises ``Stale``."""
    won = Application.objects.filter(pk=file.pk, version=seen_version, stage=file.stage).update(
        version=seen_version + 1, **changes
    )
    if not won:
        raise Stale(seen=seen_version, current=file.version)
    file.version = seen_version + 1
    for name, value in changes.items():
        setattr(file, name, value)
