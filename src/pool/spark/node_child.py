"""Runs on Spark's workers: hands a task's bytes to the node child of this task slot, and its answer back."""
import atexit
import json
import os
import struct
import subprocess

_child = None


class NodeChild:
    """One node process, kept as long as Spark keeps this Python worker. It ends when its stdin does."""

    def __init__(self, command):
        # Not its stdout, into which a task may write.
        read, write = os.pipe()
        self.process = subprocess.Popen([*command, str(write)], stdin=subprocess.PIPE, stdout=2, pass_fds=(write,))
        os.close(write)
        self.answers = os.fdopen(read, "rb")

    def ask(self, payload, blobs):
        self._send(payload)
        while True:
            kind, length = struct.unpack(">cQ", self._exactly(9))
            body = self._exactly(length)
            if kind == b"R":
                return body
            self._send(blobs[body.decode()].value)

    def end(self):
        self.process.kill()
        self.process.wait()

    def _send(self, payload):
        self.process.stdin.write(struct.pack(">Q", len(payload)))
        self.process.stdin.write(payload)
        self.process.stdin.flush()

    def _exactly(self, length):
        body = self.answers.read(length)
        if len(body) < length:
            raise EOFError(f"the node child ended with {self.process.wait()}")
        return body


def run(command, payload, blobs, partition):
    """The answer to one task. A lost child is an error here, so that Spark runs the task again."""
    global _child
    # Read to its end, or Spark would end this Python worker, and the node child with it.
    for _ in partition:
        pass
    if _child is None:
        _child = NodeChild(json.loads(command))
        atexit.register(_child.end)
    try:
        yield _child.ask(payload, blobs)
    except (EOFError, BrokenPipeError):
        _child = None
        raise
