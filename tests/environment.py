"""The environment of a test run, made before Django reads its settings."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from keliling.config.keys import make_keys

FOLDER = Path(tempfile.mkdtemp(prefix="keliling-test-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

os.environ["DJANGO_SETTINGS_MODULE"] = "keliling.config.settings"
os.environ["KELILING_VAR"] = str(FOLDER)
os.environ["KELILING_TEST_SQLITE"] = str(FOLDER / "test.sqlite3")
os.environ["KELILING_VENDOR"] = str(Path(__file__).parents[1] / "var" / "vendor")
os.environ["KELILING_NO_RATE_LIMITS"] = "yes"
os.environ["KELILING_DEMO"] = "yes"
if os.environ.get("KELILING_TEST_DATABASE") == "postgres":
    os.environ["DATABASE_URL"] = os.environ["KELILING_TEST_POSTGRES"]
else:
    os.environ.pop("DATABASE_URL", None)
make_keys(FOLDER / "keys.json")
(FOLDER / "static").mkdir()
