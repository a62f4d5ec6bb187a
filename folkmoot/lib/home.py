"""Where an installation keeps what is its own: the embedded database, its key, what residents attach."""

import os
from pathlib import Path

import platformdirs


def home_path() -> Path:
    """Where that is: `FOLKMOOT_HOME`, else `folkmoot` in the user's data folder. It may not stand yet."""
    chosen = os.environ.get("FOLKMOOT_HOME") or platformdirs.user_data_dir("folkmoot", appauthor=False)
    return Path(chosen).expanduser().absolute()


def home() -> Path:
    """Return the installation's folder.

    A missing folder is created for its owner alone (0700). The mode of a folder that stands already, and of every
    folder above it, stays as it is.
    """
    folder = home_path()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
