"""Pictures, recordings and films beside a form's words."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from keliling.catalogue.queries import file_of_version, form_files
from keliling.kernel.refusal import Absent
from keliling.web.file_answer import file_answer
from keliling.web.http import Request

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def form_file(request: Request, version: UUID, name: str) -> HttpResponse:
    """Show what a version shows to everybody; what it only reads is not handed out."""
    file = form_files(version).get(name)
    if file is None or file.is_data:
        raise Absent
    answer = file_answer(request, file, lambda: file_of_version(version, name)[1])
    answer.headers["Cache-Control"] = FOR_EVER
    return answer
