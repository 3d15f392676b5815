"""Puts the DTD of TMX 1.4 where the tests look for it: out of Debian's `omegat`, which is fetched but not installed.

`python -m tests.fetch_tmx_dtd`. Installed with all it needs it would take 81 packages.
"""

import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from tests.schemas import TMX_FILE

_JAR = "./usr/share/omegat/OmegaT.jar"
_DTD = "schemas/tmx14.dtd"


def fetch() -> None:
    """Downloads the package with apt and takes the one file out of it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "download", "-qq", "omegat"], cwd=folder, check=True)
        (package,) = Path(folder).glob("omegat_*.deb")
        files = subprocess.run(
            ["dpkg-deb", "--fsys-tarfile", str(package)], check=True, capture_output=True
        ).stdout
    with tarfile.open(fileobj=io.BytesIO(files)) as archive:
        member = archive.extractfile(_JAR)
        assert member, f"{package.name} has no {_JAR}"
        with zipfile.ZipFile(io.BytesIO(member.read())) as jar:
            TMX_FILE.parent.mkdir(parents=True, exist_ok=True)
            TMX_FILE.write_bytes(jar.read(_DTD))


if __name__ == "__main__":
    if TMX_FILE.exists():
        sys.exit(0)
    try:
        fetch()
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"The DTD of TMX cannot be fetched, its test is skipped: {error}")
