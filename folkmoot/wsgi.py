"""The web application as a server loads it: `folkmoot.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from folkmoot.cli.database import connect_environment
from folkmoot.lib.parent import end_with_parent
from folkmoot.web.warming import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.settings")
connect_environment()
application = get_wsgi_application()
warm()
# What is loaded by now stays: the collector need not walk through all of it again while a page is made.
gc.collect()
gc.freeze()
end_with_parent()
