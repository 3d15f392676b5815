"""Translation models: installing them from a file, a folder, an address or an index; listing, verifying, removing.

A model is taken to a folder of its own in the models folder, with `editions-model.json`, which records every
file's sha256. Reading what was recorded, and the place of the models folder, are in `engines.package`.
"""

from pipeline.engines.package import InstalledModel, models_folder, verify
from pipeline.models.install import install, installed
from pipeline.models.inventory import Examined, Listed, examined, listed, remove
from pipeline.models.sources import install_from

__all__ = [
    "Examined",
    "InstalledModel",
    "Listed",
    "examined",
    "install",
    "install_from",
    "installed",
    "listed",
    "models_folder",
    "remove",
    "verify",
]
