"""The door for a WSGI server: granian, or gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from keliling.web.chunked import with_length

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keliling.config.settings")
application = with_length(get_wsgi_application())
