"""The data folder: where everything lives that this machine makes or keeps."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

import msgspec
import platformdirs

REPOSITORY = Path(__file__).resolve().parents[1]
ASSETS = REPOSITORY / "assets"
SHIPPED = REPOSITORY / "db"

SECRET_BYTES = 32


class Home(msgspec.Struct, frozen=True):
    """Paths inside the data folder; nothing is created by asking for one."""

    folder: Path

    @property
    def profile(self) -> Path:
        """The ward's profile, a copy of the shipped ``db/ward.toml`` that the ward edits."""
        return self.folder / "ward.toml"

    @property
    def database(self) -> Path:
        """The SQLite file of the catalogue."""
        return self.folder / "kiosk.sqlite"

    @property
    def index(self) -> Path:
        """The search indexes; can be deleted at any time."""
        return self.folder / "index"

    @property
    def prints(self) -> Path:
        """Where the folder printer leaves its PDFs."""
        return self.folder / "prints"

    @property
    def incoming(self) -> Path:
        """Where files to import are laid down."""
        return self.folder / "incoming"

    @property
    def papers(self) -> Path:
        """Where the desk saves booklets, lists and reports."""
        return self.folder / "papers"

    @property
    def logs(self) -> Path:
        """The rotating logs."""
        return self.folder / "logs"

    @property
    def vocabulary(self) -> Path:
        """The ward's own everyday names, beside the shipped ones."""
        return self.folder / "vocabulary"

    @property
    def shipped_mark(self) -> Path:
        """Digest of the shipped catalogue that the database already holds."""
        return self.folder / "shipped.sha256"

    def secret(self) -> bytes:
        """Return this machine's secret, made on first use; it signs what only it may load."""
        path = self.folder / "secret"
        try:
            return path.read_bytes()
        except FileNotFoundError:
            self.folder.mkdir(parents=True, exist_ok=True)
        # Written aside and linked: a crash leaves no half secret, and of two makers one wins.
        draft = self.folder / f"secret.{os.getpid()}.new"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
        return path.read_bytes()


def find_home() -> Home:
    """Return the data folder: ``KIOSK_HOME``, else the platform's user data folder."""
    named = os.environ.get("KIOSK_HOME")
    if named:
        return Home(Path(named).expanduser().resolve())
    return Home(platformdirs.user_data_path("mot-cua-kiosk", appauthor=False))
