"""Somebody with an account."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from keliling.kernel.ids import new_id


class PersonManager(BaseUserManager["Person"]):
    """Django's way to make an account; the acts of this package are the usual one."""

    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: object
    ) -> "Person":
        """Make a person with a password, or without one for sign-in by code alone."""
        person = self.model(email=self.normalize_email(email) or None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """An account: e-mail or phone, or neither for somebody an officer entered.

    The NIK is kept encrypted, with a blind index that is unique: one person, one account.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField(null=True, unique=True)  # noqa: DJ001  unique where given
    phone = models.CharField(max_length=16, null=True, unique=True)  # noqa: DJ001  unique where given
    phone_verified = models.BooleanField(default=False)
    nik_sealed = models.BinaryField(null=True)
    nik_index = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  unique where given
    language = models.CharField(max_length=2, default="id")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    demonstration = models.BooleanField(default=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        """Give the id: a name in a log line would be personal data there."""
        return str(self.id)

    def get_session_auth_hash(self) -> str:
        """Tie sessions to the telephone too: a replaced one ends those on the lost phone."""
        held = f"{self.password}|{self.phone or ''}"
        return salted_hmac("keliling.people.session", held, algorithm="sha256").hexdigest()

    @property
    def nik_place(self) -> str:
        """Where the NIK lies, as the vault binds it."""
        return f"people_person:{self.id}:nik"
