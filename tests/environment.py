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
# Every worker keeps a core busy: the threads of a small product of matrices would only wait for one another, at full
# speed. Where both cores were taken, training on the demo's stories took 17 seconds of computing instead of 3.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
for variable in ("DEBUG", "DEMO", "HTTPS", "HOSTS", "ORIGINS", "PROXIES"):
    os.environ.pop(f"FOLKMOOT_{variable}", None)

connect_environment()
# What a test starts takes the addresses of the test's own database as they stand.
os.environ.pop(EMBEDDED, None)
