"""A pytest plugin: a key, a home and an embedded PostgreSQL of the tests' own, before any setting is read."""

import base64
import os
import sys
from pathlib import Path

from folkmoot.cli.database import EMBEDDED, connect_environment

#: Kept between runs, so that the cluster and the template database are made once.
HOME = Path(sys.prefix) / "tests"

os.environ["FOLKMOOT_KEY"] = base64.b64encode(bytes(range(32))).decode()
os.environ["FOLKMOOT_HOME"] = str(HOME)
os.environ["FOLKMOOT_POSTGRES_DURABLE"] = "no"
os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.settings"
for variable in ("FOLKMOOT_DEBUG", "FOLKMOOT_DEMO", "FOLKMOOT_HTTPS", "FOLKMOOT_HOSTS", "FOLKMOOT_ORIGINS"):
    os.environ.pop(variable, None)

connect_environment()
# What a test starts takes the addresses of the test's own database as they stand.
os.environ.pop(EMBEDDED, None)
