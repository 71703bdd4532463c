"""A kernel under test: started once, asked in few words, always ended."""
import os
import time
import unittest
from dataclasses import dataclass, field
from typing import Any

from jupyter_client.manager import KernelManager

TIMEOUT = 60


@dataclass
class Ran:
    """What a cell led to."""

    reply: dict[str, Any]
    messages: list[dict[str, Any]] = field(default_factory=list)

    def contents(self, kind: str) -> list[dict[str, Any]]:
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    def text(self, name: str = "stdout") -> str:
        return "".join(c["text"] for c in self.contents("stream") if c["name"] == name)

    @property
    def status(self) -> str:
        return self.reply["content"]["status"]

    @property
    def result(self) -> str | None:
        found = self.contents("execute_result")
        return found[0]["data"]["text/plain"] if found else None

    @property
    def error(self) -> dict[str, Any]:
        return self.contents("error")[0]

    @property
    def traceback(self) -> str:
        return "\n".join(self.error["traceback"])


class Session:
    def __init__(self, cwd: str | None = None, env: dict[str, str] | None = None, **manager: Any) -> None:
        self.manager = KernelManager(kernel_name="tslab", **manager)
        self.manager.start_kernel(env={**os.environ, **(env or {})}, **({"cwd": cwd} if cwd else {}))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=TIMEOUT)
        self.late: list[dict[str, Any]] = []

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()

    def send(self, code: str, **options: Any) -> str:
        return self.client.execute(code, allow_stdin=options.pop("allow_stdin", False), **options)

    def run(self, code: str, **options: Any) -> Ran:
        return self.wait(self.send(code, **options))

    def wait(self, sent: str, timeout: float = TIMEOUT) -> Ran:
        """The messages of a request until it is idle; those of other requests are kept in `late`."""
        messages = []
        until = time.monotonic() + timeout
        while True:
            message = self.client.get_iopub_msg(timeout=max(0.1, until - time.monotonic()))
            if message["parent_header"].get("msg_id") != sent:
                self.late.append(message)
                continue
            messages.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        while True:
            reply = self.client.get_shell_msg(timeout=max(0.1, until - time.monotonic()))
            if reply["parent_header"]["msg_id"] == sent:
                return Ran(reply, messages)

    def printed(self, sent: str) -> str:
        """The next that a request prints, as soon as it does."""
        while True:
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            if message["parent_header"].get("msg_id") != sent:
                self.late.append(message)
            elif message["msg_type"] == "stream":
                return message["content"]["text"]

    def next_message(self, kind: str, timeout: float = TIMEOUT) -> dict[str, Any]:
        """The next message of a kind, whoever caused it."""
        for message in self.late:
            if message["msg_type"] == kind:
                self.late.remove(message)
                return message
        until = time.monotonic() + timeout
        while True:
            message = self.client.get_iopub_msg(timeout=max(0.1, until - time.monotonic()))
            if message["msg_type"] == kind:
                return message

    def ask(self, channel: str, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        """The reply to any request."""
        message = self.client.session.msg(kind, content)
        through = getattr(self.client, f"{channel}_channel")
        through.send(message)
        until = time.monotonic() + TIMEOUT
        while True:
            reply = through.get_msg(timeout=max(0.1, until - time.monotonic()))
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return reply

    def interrupt(self) -> None:
        self.ask("control", "interrupt_request", {})


class KernelTest(unittest.TestCase):
    """One kernel for all tests of a class, as `self.session`."""

    session: Session

    @classmethod
    def setUpClass(cls) -> None:
        cls.session = Session()
        cls.addClassCleanup(cls.session.close)
