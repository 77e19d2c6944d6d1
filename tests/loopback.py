"""A real CUPS and a fake IPP printer on loopback, in a folder of their own."""

from __future__ import annotations

import contextlib
import grp
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.printing.ipp import IppPrinter
from kiosk.printing.printer import PrinterState

NEEDED = ("cupsd", "ippeveprinter", "lpadmin", "cupsdisable", "cupsreject", "dbus-daemon")

CUPSD_CONF = """\
LogLevel info
Listen 127.0.0.1:{port}
Listen {root}/state/cups.sock
Browsing No
WebInterface No
DefaultAuthType Basic
PreserveJobHistory 600
PreserveJobFiles No
DirtyCleanInterval 0
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  <Limit Create-Job Print-Job Validate-Job>
    Order deny,allow
  </Limit>
  <Limit Send-Document Cancel-Job Cancel-My-Jobs Hold-Job Release-Job Restart-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit CUPS-Add-Modify-Printer CUPS-Delete-Printer Pause-Printer Resume-Printer \
Enable-Printer Disable-Printer Purge-Jobs Cancel-Jobs CUPS-Accept-Jobs CUPS-Reject-Jobs>
    AuthType Default
    Require user @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
"""The rights are those of Debian's CUPS: whoever prints may cancel their own jobs and no others,
and only the socket of this machine, not the network, makes an administrator."""

CUPS_FILES_CONF = """\
ServerRoot {root}/etc
RequestRoot {root}/spool
TempDir {root}/spool/tmp
CacheDir {root}/cache
StateDir {root}/state
DataDir /usr/share/cups
ServerBin /usr/lib/cups
AccessLog {root}/log/access_log
ErrorLog {root}/log/error_log
PageLog {root}/log/page_log
ServerKeychain {root}/etc/ssl
SystemGroup {group}
SyncOnClose No
{user}"""

ENGINE = """\
#!/bin/sh
if [ -f {control}/empty ]; then
  echo "STATE: +media-empty-error,media-needed-error" >&2
  while [ -f {control}/empty ]; do sleep 0.05; done
  echo "STATE: -media-empty-error,media-needed-error" >&2
fi
if [ -f {control}/open ]; then
  echo "STATE: +cover-open-error" >&2
  while [ -f {control}/open ]; do sleep 0.05; done
  echo "STATE: -cover-open-error" >&2
fi
while [ -f {control}/slow ]; do sleep 0.05; done
# Not at once: CUPS 2.4 calls a job completed that is aborted before it first looks.
[ -f {control}/broken ] && sleep 2.5 && exit 1
cp "$1" {out}/
"""


def missing() -> list[str]:
    """Programs that this machine lacks."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    return [name for name in NEEDED if shutil.which(name, path=path) is None]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(port: int, seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        time.sleep(0.02)
    raise TimeoutError(f"nothing listens on port {port}")


class FakePrinter:
    """An IPP printer whose engine runs out of paper, opens, stalls or breaks when told to."""

    def __init__(self, folder: Path, bus: str) -> None:
        self.control, self.out = folder / "control", folder / "out"
        self.control.mkdir(parents=True)
        self.out.mkdir()
        self.port = free_port()
        self.uri = f"ipp://localhost:{self.port}/ipp/print"
        engine = folder / "engine.sh"
        engine.write_text(ENGINE.format(control=self.control, out=self.out))
        engine.chmod(0o755)
        self._command = ["/usr/sbin/ippeveprinter", "-r", "off", "-n", "localhost"]
        self._command += ["-p", str(self.port), "-P", str(Path(__file__).with_name("a4a5.ppd"))]
        self._command += ["-c", str(engine), "-d", str(folder), "Office"]
        self._environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus}
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for(self.port)

    def stop(self) -> None:
        """Cut its power: what its engine had begun does not come out any more."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def power_cycle(self) -> None:
        """Switch it off, put everything right, and switch it on.

        The fake printer does not stop its engine when a sheet is cancelled, as a real one does.
        """
        self.stop()
        for flag in ("empty", "open", "slow", "broken"):
            self.set(flag, False)
        self.start()

    def set(self, name: str, on: bool = True) -> None:
        flag = self.control / name
        flag.touch() if on else flag.unlink(missing_ok=True)

    def sheets(self) -> list[Path]:
        return sorted(self.out.iterdir())


class Loopback:
    """CUPS with one queue ``office`` for the fake printer."""

    def __init__(self, root: Path) -> None:
        self.root, self.port = root, free_port()
        folders = [
            root / name for name in ("etc/ppd", "etc/ssl", "spool/tmp", "cache", "state", "log")
        ]
        for folder in folders:
            folder.mkdir(parents=True)
        as_root = os.geteuid() == 0
        group = grp.getgrgid(os.getgid()).gr_name
        (root / "etc/cupsd.conf").write_text(CUPSD_CONF.format(root=root, port=self.port))
        user = "User lp\nGroup lp\n" if as_root else ""
        (root / "etc/cups-files.conf").write_text(
            CUPS_FILES_CONF.format(root=root, user=user, group=group)
        )
        if as_root:
            # cupsd gives up root for lp, who must reach its folders.
            root.chmod(0o755)
            for folder in (root / "spool", *folders[2:]):
                shutil.chown(folder, "lp", "lp")
        bus = f"unix:path={root}/bus"
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={bus}"],
            stdout=subprocess.DEVNULL,
        )
        self.start()
        while not (root / "bus").exists():
            time.sleep(0.01)
        self.printer = FakePrinter(root / "printer", bus)
        # "everywhere" cannot ask an address with options: they come in the second step.
        self.add_queue("office", f"{self.printer.uri}?contimeout=5")

    @property
    def socket(self) -> str:
        return f"{self.root}/state/cups.sock"

    @property
    def queue(self) -> str:
        return self.address("office")

    def address(self, name: str) -> str:
        return f"http://localhost:{self.port}/printers/{name}"

    def add_queue(self, name: str, uri: str, policy: str = "abort-job") -> str:
        """Make another queue and return its address; one for ``uri`` that nobody answers, too."""
        driver = ("-v", self.printer.uri, "-m", "everywhere") if uri.startswith("ipp") else ()
        if driver:
            self.admin("lpadmin", "-p", name, *driver)
        self.admin("lpadmin", "-p", name, "-E", "-v", uri, "-o", f"printer-error-policy={policy}")
        return self.address(name)

    def start(self) -> None:
        etc = self.root / "etc"
        self.cupsd = subprocess.Popen(
            ["/usr/sbin/cupsd", "-f", "-c", etc / "cupsd.conf", "-s", etc / "cups-files.conf"]
        )
        wait_for(self.port)

    def admin(self, program: str, *arguments: str) -> None:
        path = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") or program
        environment = {**os.environ, "CUPS_SERVER": self.socket}
        subprocess.run(
            [path, *arguments], check=True, env=environment, capture_output=True, timeout=20
        )

    def stop(self) -> None:
        self.printer.stop()
        for process in (self.cupsd, self._bus):
            process.terminate()
            process.wait(10)


@contextlib.contextmanager
def running(root: Path) -> Iterator[Loopback]:
    loopback = Loopback(root)
    try:
        yield loopback
    finally:
        loopback.stop()


@pytest.fixture(scope="session")
def cups() -> Iterator[Loopback]:
    if missing():
        pytest.skip(f"needs {', '.join(missing())} (Debian: cups, cups-ipp-utils)")
    # Not below pytest's own folder: every run of pytest takes the rights of other users away from
    # that, and the filters of a server started by root run as another user.
    with tempfile.TemporaryDirectory(prefix="cups-") as folder, running(Path(folder)) as cups:
        yield cups


@pytest.fixture
def calm(cups: Loopback) -> Iterator[None]:
    """A printer that works and an empty queue, before and after."""
    yield
    cups.admin("cancel", "-a", "office")
    cups.admin("cupsaccept", "office")
    cups.admin("cupsenable", "office")
    cups.printer.power_cycle()
    end = time.monotonic() + 10
    while IppPrinter(cups.queue).status().state is not PrinterState.READY:
        assert time.monotonic() < end, "the queue did not become ready again"
        time.sleep(0.05)
    for sheet in cups.printer.sheets():
        sheet.unlink()
