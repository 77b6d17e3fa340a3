"""The door for a WSGI server: granian, or gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keliling.config.settings")
application = get_wsgi_application()
