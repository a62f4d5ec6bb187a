"""A model as bytes: arrays and JSON, nothing that could run when it is read."""

import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np

from folkmoot.triage.rules.calibration import Sigmoids
from folkmoot.triage.rules.model import About, Model

_VERSION: Final = 1


class ModelFault(Exception):
    """The bytes are no model, or one of another version: train anew."""


def path_in(home: Path) -> Path:
    """Where an installation keeps its model. Nothing stands there before the first training."""
    return home / "triage" / "model.npz"


def packed(model: Model) -> bytes:
    """The model as a file of NumPy (.npz)."""
    about = {
        "version": _VERSION,
        "categories": model.categories,
        "terms": sorted(model.columns, key=model.columns.__getitem__),
        "trained_on": model.about.trained_on.isoformat(),
        "texts": model.about.texts,
        "macro_f1": model.about.macro_f1,
        "calibration_error": model.about.calibration_error,
    }
    file = BytesIO()
    np.savez_compressed(
        file,
        about=np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), dtype=np.uint8),
        idf=model.idf,
        weights=model.weights,
        offsets=model.offsets,
        slopes=model.sigmoids.slopes,
        shifts=model.sigmoids.shifts,
    )
    return file.getvalue()


def unpacked(data: bytes) -> Model:
    """The model that was packed. Raises ModelFault."""
    try:
        # Pickles are code: they stay refused.
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            about = json.loads(arrays["about"].tobytes())
            model = _model(about, arrays)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise ModelFault from error
    width, height = len(model.columns), len(model.categories)
    sides = (model.offsets, model.sigmoids.slopes, model.sigmoids.shifts)
    is_whole = (
        about["version"] == _VERSION
        and model.weights.shape == (height, width)
        and model.idf.shape == (width,)
        and all(side.shape == (height,) for side in sides)
        and all(bool(np.isfinite(array).all()) for array in (model.weights, model.idf, *sides))
    )
    if not is_whole:
        raise ModelFault
    return model


def _model(about: dict[str, Any], arrays: Any) -> Model:
    return Model(
        categories=tuple(about["categories"]),
        columns={term: n for n, term in enumerate(about["terms"])},
        idf=arrays["idf"].astype(np.float32),
        weights=arrays["weights"].astype(np.float32),
        offsets=arrays["offsets"].astype(np.float32),
        sigmoids=Sigmoids(slopes=arrays["slopes"].astype(np.float64), shifts=arrays["shifts"].astype(np.float64)),
        about=About(
            trained_on=date.fromisoformat(about["trained_on"]),
            texts=int(about["texts"]),
            macro_f1=float(about["macro_f1"]),
            calibration_error=float(about["calibration_error"]),
        ),
    )
