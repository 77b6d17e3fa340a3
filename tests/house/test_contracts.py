"""The import contracts hold, and break when they should."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT, SRC, python_files


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).with_name("lint-imports")
    command = [str(tool), "--no-cache", "--config", str(root / "pyproject.toml")]
    environment = {"PYTHONPATH": str(root / "src"), "PATH": ""}
    return subprocess.run(  # noqa: S603  our own tool on our own copy
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The source, elsewhere, to be broken."""
    ignored = shutil.ignore_patterns("__pycache__", "templates", "assets", "locale", "shipped")
    shutil.copytree(SRC, tmp_path / "src" / "keliling", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("kernel/money.py", "import django"),
        ("design/acts/plan.py", "from keliling.assess.queries import visit_measures"),
        ("commission/rules/proposal.py", "from keliling.commission.models import Visit"),
        ("web/public/pages.py", "from keliling.deliver.models import Permit"),
        ("web/public/pages.py", "from keliling.web.office import urls"),
        ("jobs/rounds.py", "from keliling.web import context"),
    ],
)
def test_a_wrong_import_breaks_the_build(copy: Path, file: str, line: str) -> None:
    path = copy / "src" / "keliling" / file
    path.write_text(path.read_text() + f"\n{line}\n")
    assert lint(copy).returncode != 0


def test_a_new_folder_breaks_the_build_until_it_is_placed(copy: Path) -> None:
    folder = copy / "src" / "keliling" / "leftovers"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    assert lint(copy).returncode != 0


def test_migrations_stand_alone() -> None:
    for path in SRC.rglob("migrations/0*.py"):
        for line in path.read_text().splitlines():
            if line.startswith(("import keliling", "from keliling")):
                assert line == "import keliling.kernel.ids", f"{path.name}: {line}"


def test_models_point_downwards_by_name_too() -> None:
    """A foreign key written as text is an import that import-linter does not see."""
    for path in python_files():
        if "models" in path.parts:
            assert 'ForeignKey("keliling' not in path.read_text()
            assert "ForeignKey('" not in path.read_text()
