"""Keeping a trained model in the home of the installation."""

import os
import secrets
from pathlib import Path

from folkmoot.lib.home import home
from folkmoot.triage.rules.file_format import packed, path_in
from folkmoot.triage.rules.model import Model


def keep_model(model: Model) -> Path:
    """Puts the model in the place of the one before, whole or not at all, and returns where it is."""
    path = path_in(home())
    path.parent.mkdir(mode=0o700, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(packed(model))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return path
