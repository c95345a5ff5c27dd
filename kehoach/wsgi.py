"""Entry point of a WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehoach.settings")
application = get_wsgi_application()
# What is loaded by now stays: the search for garbage would go over all of it with every large page.
gc.freeze()
