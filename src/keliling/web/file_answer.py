"""A file beside a form as a browser fetches it: of a fixed type, whole or in part."""

import re
from collections.abc import Callable

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from keliling.catalogue.queries import FileBeside
from keliling.web.http import Request

RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)
PARTIAL, BEYOND = 206, 416


def file_answer(request: Request, file: FileBeside, read: Callable[[], bytes]) -> HttpResponse:
    """Hand a file out; its bytes are read only if the browser does not hold them already.

    A part that is asked for is given, as telephones play no recording otherwise (RFC 9110,
    section 14). A data file is saved, never shown.
    """
    etag = f'"{file.md5}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = _part(request, etag, read())
        answer.headers["Content-Type"] = file.media_type
        answer.headers["Content-Disposition"] = str(
            content_disposition_header(as_attachment=file.is_data, filename=file.name)
        )
    answer.headers["ETag"] = etag
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _part(request: Request, etag: str, data: bytes) -> HttpResponse:
    asked = RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None or not any(asked.groups()) or request.headers.get("if-range", etag) != etag:
        return HttpResponse(data)
    size = len(data)
    first, last = asked.groups()
    start = int(first) if first else max(size - int(last), 0)
    stop = min(int(last) + 1, size) if first and last else size
    if start >= stop:
        return HttpResponse(status=BEYOND, headers={"Content-Range": f"bytes */{size}"})
    answer = HttpResponse(data[start:stop], status=PARTIAL)
    answer.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return answer
