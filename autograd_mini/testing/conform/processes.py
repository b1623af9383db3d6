"""The processes in which an engine is marked, as who starts and ends them sees them.

Each has a session of its own, so that it can be ended together with whatever it has started; and it
ends itself when the pipe of its questions is closed, so that nothing is left behind, however the
suite itself ends.
"""

import contextlib
import json
import os
import queue
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, cast

from autograd_mini.testing.conform import worker
from autograd_mini.testing.conform.limits import Idle, how_it_ended, importing
from autograd_mini.testing.conform.naming import GUARD, EngineError

IMPORT_SECONDS = 20.0  # of computing
PATIENCE = 3.0 if Path("/proc/self/stat").exists() else 10.0  # waiting is allowed so much longer
PAUSE = 0.2  # seconds between two looks at a process that has said nothing
PARTING = 5.0  # seconds to end by itself
GONE, WAITS = "gone", "waits"

# The folder of the command is not where our own modules are looked for: a learner's random.py is
# no random.  The engine's modules are found by naming.py.
_CODE = (
    "import sys; sys.path[:] = [p for p in sys.path if p]; "
    f"from {worker.__name__} import main; main()"
)


class Worker:
    """A process that has imported an engine, and checks properties of it when asked.

    engine, names: as `conform` has them.  hash_seed: its PYTHONHASHSEED.
    draws: whether it will draw random programs.  importing: for how many seconds it may compute
    while it is imported; IMPORT_SECONDS if None.

    EngineError if there is no such engine, or if it cannot be imported.  It may be asked from
    several threads.  As a context manager it ends the process.
    """

    def __init__(
        self,
        engine: str,
        names: Mapping[str, str],
        *,
        hash_seed: str = "0",
        draws: bool = True,
        importing: float | None = None,
    ) -> None:
        self.engine, self.names = engine, dict(names)
        self.importing = IMPORT_SECONDS if importing is None else importing
        self.hash_seed, self.draws = hash_seed, draws
        self._heard: dict[str, queue.Queue[dict[str, Any]]] = {}
        self.forks = False
        self._lock = threading.Lock()  # of the questions
        self._alone = threading.Lock()  # of a process that answers one after the other
        self._start()

    def _start(self) -> None:
        self._closed = False
        new_group: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            new_group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CODE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "PYTHONHASHSEED": self.hash_seed,
                "MPLBACKEND": "Agg",  # plt.show() opens no window
            },
            **new_group,
        )
        try:
            self._listener = threading.Thread(target=self._listen, daemon=True)
            self._listener.start()
            answer = self._import()
        except BaseException:
            self.close()
            raise
        self.notes = [str(note) for note in answer["notes"]]
        self.forks = bool(answer["forks"])

    def _import(self) -> dict[str, Any]:
        question = {"engine": self.engine, "names": self.names, "draws": self.draws}
        seconds = self.importing
        answer = self._ask({**question, "import_seconds": seconds}, PATIENCE * seconds)
        if answer["status"] == GONE:
            code = self._process.wait()
            if -code != getattr(signal, "SIGXCPU", None):
                ended = how_it_ended(code, 0).removeprefix("it ")
                raise EngineError(f"importing {self.engine} {ended}: put that under `{GUARD}`")
        if answer["status"] in (GONE, WAITS):
            raise EngineError(importing(self.engine, self.importing))
        if answer["status"] != "usable":
            raise EngineError(str(answer["message"]))
        return answer

    def check(self, name: str, seconds: float, **options: Any) -> dict[str, Any]:
        """Return what comes of a property: status, message, and the facts of an example.

        name: that of a property; or DIAGNOSIS, which takes options.
        """
        patience = PATIENCE * seconds
        question = {"property": name, "seconds": seconds, "patience": patience, "options": options}
        if self.forks:
            answer = self._ask(question, None)
        else:
            with self._alone:
                answer = self._ask(question, patience)
                if answer["status"] in (GONE, WAITS):
                    self.close()
                    self._start()
        message = f"it was ended after it had waited for {patience:g} s"
        if answer["status"] == GONE:
            with contextlib.suppress(subprocess.TimeoutExpired):
                message = how_it_ended(self._process.wait(PARTING), seconds)
        if answer["status"] in (GONE, WAITS):
            answer |= {"status": "failed", "message": message}
        return answer

    def _ask(self, question: dict[str, Any], patience: float | None) -> dict[str, Any]:
        """Ask, and return the answer.

        Its status is GONE if the process ends without one, and WAITS if it has waited for longer
        than `patience` seconds; None if it looks after that itself.
        """
        token = secrets.token_hex(16)
        heard = self._heard[token] = queue.Queue()
        with self._lock, contextlib.suppress(OSError, ValueError):  # it has ended or been closed
            stream = cast(IO[bytes], self._process.stdin)
            stream.write(json.dumps({"token": token, **question}).encode() + b"\n")
            stream.flush()
        idle, last, running = Idle(self._process.pid), time.monotonic(), ""
        while True:
            over = not self._listener.is_alive()
            try:
                answer = heard.get(timeout=PAUSE)
            except queue.Empty:
                now = time.monotonic()
                waits = patience is not None and idle.after(now - last) > patience
                last = now
                if over or waits:
                    status = GONE if over else WAITS
                    answer = {"status": status, "example": {"python": running}}
                else:
                    continue
            running = answer.get("running", running)
            if "running" not in answer:
                del self._heard[token]
                return answer

    def _listen(self) -> None:
        """Hand every answer to whoever asked; what has no token that was given is nobody's."""
        stream = cast(IO[bytes], self._process.stdout)
        heard = self._heard
        for line in stream:
            with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
                answer = json.loads(line)
                heard[answer.pop("token")].put(answer)

    def close(self) -> None:
        """End the process and whatever it has started."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(OSError):
            cast(IO[bytes], self._process.stdin).close()
        if self.forks:  # its copies first end what they watch over
            self._listener.join(PARTING)
        _kill(self._process)
        self._process.wait()
        self._listener.join(PARTING)
        cast(IO[bytes], self._process.stdout).close()

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process and its group."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True)
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
