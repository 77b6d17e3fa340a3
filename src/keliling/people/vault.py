"""Encryption of personal data and the blind index that finds it again.

AES-256-GCM with the key's id in front and the place of the value (``table:row:field``) as
additional data, so that a ciphertext moved to another row does not open. A NIK embeds
region and birth date, so a plain hash of it is guessed in minutes: the index is an HMAC
under a key of its own.
"""

import hmac
import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


class Unreadable(Exception):
    """The value was written under another key, or for another row."""


def seal_text(text: str, place: str) -> bytes:
    """Encrypt ``text`` for ``place``, such as ``people_person:<id>:nik``."""
    keys = settings.KEYS
    nonce = os.urandom(NONCE)
    body = AESGCM(keys.data).encrypt(nonce, text.encode(), place.encode())
    return bytes.fromhex(keys.data_id) + nonce + body


def open_text(sealed: bytes, place: str) -> str:
    """Decrypt what ``seal_text`` wrote for the same place; raises ``Unreadable``."""
    keys = settings.KEYS
    key_id = bytes.fromhex(keys.data_id)
    head, nonce, body = sealed[:4], sealed[4 : 4 + NONCE], sealed[4 + NONCE :]
    if head != key_id:
        raise Unreadable(head.hex())
    try:
        return AESGCM(keys.data).decrypt(nonce, body, place.encode()).decode()
    except InvalidTag as problem:
        raise Unreadable(place) from problem


def blind_index(value: str, kind: str) -> str:
    """Return the look-up key of an exact value: the same value, the same index."""
    message = f"{kind}:{value}".encode()
    return hmac.new(settings.KEYS.index, message, sha256).hexdigest()
