"""The keys of one installation: for sessions, for personal data, for blind indexes."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from keliling.config import env


@dataclass(frozen=True, slots=True)
class Keys:
    """Losing these makes every NIK and every answer unreadable: back them up apart."""

    session: str
    data_id: str
    data: bytes
    index: bytes


def key_file() -> Path:
    """Return where the keys lie: ``KELILING_KEYS``, or ``keys.json`` under ``var``."""
    return Path(env.text("KEYS") or env.var() / "keys.json")


def make_keys(path: Path) -> None:
    """Write fresh keys, readable by the owner alone; an existing file is left as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = {
        "session": secrets.token_urlsafe(48),
        "data_id": secrets.token_hex(4),
        "data": secrets.token_hex(32),
        "index": secrets.token_hex(32),
    }
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        json.dump(body, file, indent=1)


def load_keys(path: Path) -> Keys:
    """Read the keys; raises ``FileNotFoundError`` with what to do."""
    if not path.exists():
        message = f"No keys at {path}: run `keliling init`, or put the backed-up file there."
        raise FileNotFoundError(message)
    body = json.loads(path.read_text())
    return Keys(
        session=body["session"],
        data_id=body["data_id"],
        data=bytes.fromhex(body["data"]),
        index=bytes.fromhex(body["index"]),
    )


if __name__ == "__main__":
    make_keys(key_file())
