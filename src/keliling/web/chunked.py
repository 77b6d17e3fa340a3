"""Bodies in chunks: measured before Django sees them, for Django reads only what has a length.

OpenRosa Form Submission API: "The server MUST support HTTP 1.1 chunked transfer encoding".
"""

from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from keliling.web.middleware.limits import LARGEST_BODY

IN_MEMORY = 2_500_000
PIECE = 65_536

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def with_length(application: Application) -> Application:
    """Return an application that gives a body in chunks its length, on disk where it is large.

    Reading stops as soon as the body is larger than we take; the length then says so.
    """

    def measured(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        chunked = environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked"
        if not chunked or environ.get("CONTENT_LENGTH"):
            return application(environ, start_response)
        with SpooledTemporaryFile(IN_MEMORY) as body:
            size = _copy(environ["wsgi.input"], body)
            body.seek(0)
            more = {"wsgi.input": body, "CONTENT_LENGTH": str(size)}
            return application(environ | more, start_response)

    return measured


def _copy(source: Any, target: IO[bytes]) -> int:
    size = 0
    while size <= LARGEST_BODY and (piece := source.read(PIECE)):
        target.write(piece)
        size += len(piece)
    return size
