"""A printer by IPP, straight or through CUPS (``http://host:631/printers/NAME``).

pyipp is asynchronous; each call here runs to its end within its own time limit, on the worker's
thread. Job names are neutral and the paper size is always named: without it CUPS falls back to
Letter. pyipp takes 27 MB, so that it is loaded when the first printer is made.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import socket
import subprocess
from collections.abc import Coroutine
from typing import Any, TypeVar
from urllib.parse import urlsplit

import aiohttp
import msgspec
import pyipp
from pyipp.enums import IppOperation, IppStatus, IppTag
from pyipp.tags import ATTRIBUTE_TAG_MAP

from kiosk.printing.printer import (
    LOST_HISTORY,
    Content,
    Document,
    IppObservation,
    PrinterError,
    PrinterState,
    Report,
    classify,
)
from kiosk.settings import Paper

log = logging.getLogger(__name__)

JOB_NAME = "checklist"
"""What the spool shows of every sheet, followed by the number of the process that printed it."""

STALE_SECONDS = 600
"""A sheet that waits so long is left behind, whoever printed it: the worker gives up sooner."""

MEDIA = {
    Paper.A4: "iso_a4_210x297mm",
    Paper.A5: "iso_a5_148x210mm",
    Paper.RECEIPT_80: "custom_receipt_80x297mm",
    Paper.RECEIPT_58: "custom_receipt_58x297mm",
}
SILENT_BACKENDS = ("socket", "lpd", "usb", "parallel", "serial", "file", "cups-pdf")
"""Kinds of CUPS queue whose "completed" only says that the bytes were sent."""

WISHES = {"sides": "two-sided-long-edge", "print-scaling": "none"}
"""Both sides save paper; no scaling keeps the QR code's size."""

REASONS = "printer-state-reasons"
PRINTER_ATTRIBUTES = [
    "printer-state",
    REASONS,
    "printer-state-message",
    "printer-is-accepting-jobs",
    "printer-up-time",
    "device-uri",
]
JOB_ATTRIBUTES = [
    "job-id",
    "job-name",
    "job-state",
    "job-state-reasons",
    "job-printer-state-message",
    "job-originating-user-name",
    "time-at-creation",
]

# pyipp leaves out, without a word, attributes whose type it does not know.
for _name, _tag in (
    ("media", IppTag.KEYWORD),
    ("sides", IppTag.KEYWORD),
    ("print-scaling", IppTag.KEYWORD),
    ("which-jobs", IppTag.KEYWORD),
    ("my-jobs", IppTag.BOOLEAN),
):
    ATTRIBUTE_TAG_MAP.setdefault(_name, _tag)

Attributes = dict[str, Any]
Found = TypeVar("Found")


class IppPrinter:
    """Speaks to one printer or queue."""

    content = Content.PDF

    def __init__(
        self, address: str, *, machine: str | None = None, timeout_seconds: float = 5.0
    ) -> None:
        """Take ``ipp://host:port/path``, ``ipps://…`` or ``http(s)://host:port/printers/NAME``.

        ``machine`` tells this kiosk's jobs from another's on the same queue (default: host name).

        Raises:
            ValueError: the address names no host or another protocol.
        """
        parts = urlsplit(address)
        if parts.scheme not in ("ipp", "ipps", "http", "https") or not parts.hostname:
            raise ValueError(
                f'"{address}" is no IPP address; write it like "ipp://host:631/ipp/print" '
                'or "http://localhost:631/printers/NAME"'
            )
        self._host = parts.hostname
        self._tls = parts.scheme in ("ipps", "https")
        self._port = parts.port or 631
        self._path = parts.path or "/ipp/print"
        self._user = f"kiosk-{machine or socket.gethostname()}"
        self._timeout_seconds = timeout_seconds
        self._lost_before = False

    def status(self) -> Report:
        """Return how the printer is now."""
        return classify(self._observe(None))

    def submit(self, document: Document) -> str:
        """Hand over one sheet and return the job's number.

        Raises:
            PrinterError: refused, or the connection broke; then the state says whether the printer
                may have taken the sheet (UNKNOWN) or surely has not (OFFLINE, REFUSED).
        """
        try:
            wishes = self._prepare()
        except pyipp.IPPConnectionError as error:
            raise PrinterError(Report(PrinterState.OFFLINE, _reason(error), final=True)) from error
        except pyipp.IPPError as error:
            raise PrinterError(Report(PrinterState.REFUSED, _reason(error), final=True)) from error
        message: Attributes = {
            "operation-attributes-tag": {
                "requesting-user-name": self._user,
                "job-name": f"{JOB_NAME}-{os.getpid()}",
                "document-format": "application/pdf",
            },
            "job-attributes-tag": {"media": MEDIA[document.paper], "copies": 1, **wishes},
            "data": document.data,
        }
        try:
            reply = self._ask(IppOperation.PRINT_JOB, message)
        except pyipp.IPPConnectionError as error:
            raise PrinterError(self._after_a_break(error)) from error
        except pyipp.IPPError as error:
            cause = f"the printer refused the sheet: {_reason(error)}"
            raise PrinterError(Report(PrinterState.REFUSED, cause, final=True)) from error
        return str(reply["jobs"][0]["job-id"])

    def _prepare(self) -> Attributes:
        """Return what we would like of what this printer can do; printers refuse the rest.

        Also notes whether the queue has lost sight of a sheet before.

        Raises:
            pyipp.IPPError: it does not answer or refuses.
        """
        printer = self._printer([*(f"{name}-supported" for name in WISHES), REASONS])
        self._lost_before = LOST_HISTORY in _listed(printer.get(REASONS))
        return {
            name: wish
            for name, wish in WISHES.items()
            if wish in _listed(printer.get(f"{name}-supported"))
        }

    def _after_a_break(self, error: pyipp.IPPConnectionError) -> Report:
        """Say whether a sheet may have been taken although the connection broke."""
        if isinstance(error.__cause__, aiohttp.ClientConnectorError):
            return Report(PrinterState.OFFLINE, _reason(error), final=True)
        return Report(PrinterState.UNKNOWN, f"no answer to the sheet: {_reason(error)}", final=True)

    def follow(self, job: str) -> Report:
        """Return how the sheet is now."""
        return classify(self._observe(job))

    def cancel(self, job: str) -> bool:
        """Cancel the job; True if the printer agreed or it had been cancelled already."""
        try:
            self._ask(IppOperation.CANCEL_JOB, self._about(job))
        except pyipp.IPPConnectionError:
            return False
        except pyipp.IPPError as error:
            # Not possible: it has ended. Only a look at its state tells how.
            log.info("cancel of job %s refused: %s", job, _reason(error))
            return False
        return True

    def cancel_stale(self) -> int:
        """Cancel the jobs of this machine that were left behind and return how many they were.

        The desk may print on the same queue at the same time: what another process that still
        runs has just sent is not touched.
        """
        message = {
            "operation-attributes-tag": {
                "requesting-user-name": self._user,
                "which-jobs": "not-completed",
                "requested-attributes": JOB_ATTRIBUTES,
            }
        }
        try:
            jobs = self._ask(IppOperation.GET_JOBS, message)["jobs"]
            ours = [job for job in jobs if job.get("job-originating-user-name") == self._user]
            up_seconds = int(self._printer().get("printer-up-time", 0)) if ours else 0
        except pyipp.IPPError as error:
            log.warning("cannot look for jobs left behind: %s", _reason(error))
            return 0
        stale = [str(job["job-id"]) for job in ours if _left_behind(job, up_seconds)]
        return sum(self.cancel(job) for job in stale)

    def resume(self) -> Report:
        """Start a paused queue again and return how it is then, with the reason if it may not."""
        try:
            self._ask(IppOperation.RESUME_PRINTER, {})
        except pyipp.IPPError as error:
            refused = self._enable_by_command() or _reason(error)
        else:
            refused = ""
        report = self.status()
        if report.state is not PrinterState.PAUSED or not refused:
            return report
        log.warning("the printer cannot be resumed from here: %s", refused)
        cause = f"{report.cause}; resume was refused: {refused}"
        return msgspec.structs.replace(report, cause=cause)

    def _enable_by_command(self) -> str:
        """Resume a queue of this machine as its own user; returns why not, "" where it worked.

        CUPS lets nobody resume a queue over the network without a password, but it believes its
        own socket: who is in the group lpadmin may do it with ``cupsenable``.
        """
        name = self._path.removeprefix("/printers/")
        command = shutil.which("cupsenable", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if name == self._path or self._host not in ("localhost", "127.0.0.1") or command is None:
            return ""
        try:
            done = subprocess.run(  # noqa: S603 - the program was found, no shell, one name
                [command, name],
                capture_output=True,
                text=True,
                timeout=self._timeout_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "cupsenable does not answer"
        return f"{done.stderr.strip()} (is the kiosk in the group lpadmin?)" if done.stderr else ""

    def _printer(self, attributes: list[str] = PRINTER_ATTRIBUTES) -> Attributes:
        """Return some of the printer's attributes.

        Raises:
            pyipp.IPPError: it does not answer or refuses.
        """
        reply = self._ask(
            IppOperation.GET_PRINTER_ATTRIBUTES,
            {"operation-attributes-tag": {"requested-attributes": attributes}},
        )
        found: Attributes = next(iter(reply["printers"]), {})
        return found

    def _observe(self, job: str | None) -> IppObservation:
        """Ask for the printer's attributes and, if there is one, the job's."""
        try:
            printer = self._printer()
            about = {} if job is None else self._job(job)
        except pyipp.IPPConnectionError as error:
            return IppObservation(reachable=False, error=_reason(error))
        except pyipp.IPPParseError as error:
            return IppObservation(reachable=False, error=f"unreadable answer: {_reason(error)}")
        except pyipp.IPPError as error:
            return IppObservation(found=False, error=_reason(error))
        backend = urlsplit(str(printer.get("device-uri", ""))).scheme
        state = about.get("job-state")
        return IppObservation(
            printer_state=int(printer.get("printer-state", 3)),
            printer_reasons=_listed(printer.get(REASONS)),
            printer_message=str(printer.get("printer-state-message") or ""),
            accepting=bool(printer.get("printer-is-accepting-jobs", True)),
            lost_before=self._lost_before,
            job_found=job is None or state is not None,
            job_state=None if state is None else int(state),
            job_message=str(about.get("job-printer-state-message") or ""),
            confirms=backend not in SILENT_BACKENDS,
            queue=bool(backend),
        )

    def _job(self, job: str) -> Attributes:
        """Return the job's attributes, empty where the printer does not know it any more.

        Raises:
            pyipp.IPPError: it does not answer or refuses.
        """
        try:
            found: Attributes = self._ask(IppOperation.GET_JOB_ATTRIBUTES, self._about(job))
        except pyipp.IPPError as error:
            if _status_of(error) is not IppStatus.ERROR_NOT_FOUND:
                raise
            return {}
        return next(iter(found["jobs"]), {})

    def _about(self, job: str) -> Attributes:
        """Return the message that names a job."""
        return {
            "operation-attributes-tag": {
                "requesting-user-name": self._user,
                "job-id": int(job),
                "requested-attributes": JOB_ATTRIBUTES,
            }
        }

    def _ask(self, operation: IppOperation, message: Attributes) -> Attributes:
        """Run one operation within the time limit.

        Raises:
            pyipp.IPPError: refused; its subclasses say if there was no connection or no sense.
        """
        return _run(self._execute(operation, message))

    async def _execute(self, operation: IppOperation, message: Attributes) -> Attributes:
        """Connect, ask and leave."""
        async with pyipp.IPP(
            host=self._host,
            port=self._port,
            base_path=self._path,
            tls=self._tls,
            request_timeout=max(1, round(self._timeout_seconds)),
        ) as client:
            try:
                # pyipp's own limit ends with the head of the answer; a body may hang, too.
                async with asyncio.timeout(self._timeout_seconds):
                    found: Attributes = await client.execute(operation, message)
            except (TimeoutError, OSError) as error:
                raise pyipp.IPPConnectionError("no answer in time") from error
        return found


def _run(work: Coroutine[Any, Any, Found]) -> Found:
    """Run one asynchronous call to its end."""
    return asyncio.run(work)


def _listed(value: object) -> list[str]:
    """Return reasons as a list; pyipp gives one as a text and none as None."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else [str(item) for item in _items(value)]


def _items(value: object) -> list[object]:
    """Return the items of what pyipp gives for several values."""
    return list(value) if isinstance(value, list | tuple) else [value]


def _left_behind(job: Attributes, up_seconds: int) -> bool:
    """Say whether a waiting job of this machine belongs to nobody any more.

    ``up_seconds`` is the printer's clock, in which it says when it got the job; a job from before
    the printer was switched on has 0 or less (RFC 8011, 5.3.14).
    """
    name, _, process = str(job.get("job-name", "")).rpartition("-")
    if name != JOB_NAME or not process.isdecimal():
        return False
    created = int(job.get("time-at-creation") or 0)
    if created <= 0 or up_seconds - created >= STALE_SECONDS:
        return True
    return int(process) == os.getpid() or not _runs(int(process))


def _runs(process: int) -> bool:
    """Say whether a process of this number is alive."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _status_of(error: pyipp.IPPError) -> IppStatus | None:
    """Return the status that the printer refused with, None where there is none."""
    details = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], dict) else {}
    code = details.get("status-code")
    return IppStatus(code) if isinstance(code, int) and code in list(IppStatus) else None


def _reason(error: Exception) -> str:
    """Return what went wrong; pyipp's errors carry a number that has a name."""
    if isinstance(error, pyipp.IPPError) and (status := _status_of(error)) is not None:
        return str(status.name).lower().replace("_", " ")
    cause = f" ({error.__cause__})" if error.__cause__ else ""
    return f"{error.args[0] if error.args else type(error).__name__}{cause}"
