"""The same statements in a bare Django view: no sign-in, no rights, no form, no judging."""

import os

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

SENT = """
UPDATE deliver_application
SET version = version + 1, stage = 'check', answers = answers, received_at = now(), due_at = now()
WHERE id = %s AND version = 1
"""
FACT = """
INSERT INTO record_fact (office, kind, about_type, about_id, actor, role, side, at, data, tx)
VALUES (NULL, 'application_submitted', 'application', %s, NULL, 'resident', 'lay', now(),
        '{"service": "burial-renewal", "visit": null, "helped": false}',
        pg_current_xact_id()::text::bigint)
RETURNING seq
"""
ERRAND = """
INSERT INTO record_errand (fact_id, handler, state, attempts, due_at, problem)
VALUES (%s, 'tell_applicant', 'done', 0, now(), '')
"""


def send(_request: HttpRequest, application: str) -> HttpResponse:
    """Write what sending a file writes."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SENT, [application])
        cursor.execute(FACT, [application])
        cursor.execute(ERRAND, [cursor.fetchone()[0]])
    return HttpResponse(status=303, headers={"Location": f"/berkas/{application}/"})


urlpatterns = [path("berkas/<uuid:application>/kirim/", send)]


def settings() -> None:
    """Configure Django with the database and nothing else."""
    from django.conf import settings as django

    from keliling.config import env

    django.configure(
        DATABASES={"default": env.database()},
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["127.0.0.1"],
        SECRET_KEY="bare",  # noqa: S106  signs nothing
        USE_TZ=True,
    )


if os.environ.get("BENCH_BARE"):
    settings()
    application = get_wsgi_application()
