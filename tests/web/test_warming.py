"""What a process of the server has loaded before anybody asks it."""

import subprocess
import sys

LOADED = """
import sys
import folkmoot.wsgi
from django.utils.translation import trans_real
names = {"folkmoot.urls", "folkmoot.web.desk.urls", "folkmoot.web.residents.urls"}
print(names <= set(sys.modules), sorted(trans_real._translations))
"""


def test_a_process_has_loaded_its_pages_before_the_first_visitor() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "True ['en', 'zh-hans']\n"
