"""Spark's driver: takes tasks on stdin, runs each as a Spark job, and writes what comes of it to stdout."""
import json
import os
import signal
import struct
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial

# What else is written to stdout, by Spark's own processes, goes to stderr.
_answers = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)
_lock = threading.Lock()


def say(body=b"", **header):
    text = json.dumps({**header, "bytes": len(body)}).encode()
    with _lock:
        _answers.write(struct.pack(">I", len(text)) + text)
        _answers.write(body)
        _answers.flush()


def hear():
    """The next frame; None at the end."""
    head = sys.stdin.buffer.read(4)
    if len(head) < 4:
        return None
    header = json.loads(sys.stdin.buffer.read(*struct.unpack(">I", head)))
    return header, sys.stdin.buffer.read(header["bytes"])


class Driver:
    def __init__(self, context, command):
        self.context = context
        self.command = command
        self.blobs = {}
        self.running = Counter()
        self.cancelled = set()
        self.threads = ThreadPoolExecutor(max_workers=256)

    def task(self, body, id, group, blobs, **_):
        with _lock:
            self.running[group] += 1
        self.threads.submit(self._run, body, id, group, {key: self.blobs[group][key] for key in blobs})

    def _run(self, body, id, group, blobs):
        import node_child

        try:
            if group in self.cancelled:
                raise InterruptedError(group)
            self.context.setJobGroup(group, group, interruptOnCancel=True)
            work = partial(node_child.run, self.command, body, blobs)
            [answer] = self.context.parallelize([0], 1).mapPartitions(work).collect()
            say(answer, type="done", id=id)
        except Exception as error:
            say(type="failed", id=id, message=str(error))
        finally:
            with _lock:
                self.running[group] -= 1

    def blob(self, body, group, key, **_):
        self.blobs.setdefault(group, {})[key] = self.context.broadcast(body)

    def cancel(self, _body, group, **_):
        self.threads.submit(self._cancel, group)

    def _cancel(self, group):
        """Ends the group's tasks; says so when none runs any more."""
        until = time.monotonic() + 10
        self.cancelled.add(group)
        while (self.running[group] > 0 or self._active(group) > 0) and time.monotonic() < until:
            # Again: a job may have been on its way to Spark.
            self.context.cancelJobGroup(group)
            time.sleep(0.05)
        say(type="quiet", group=group)

    def _active(self, group):
        tracker = self.context.statusTracker()
        jobs = [tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup(group)]
        stages = [tracker.getStageInfo(stage) for job in jobs if job for stage in job.stageIds]
        return sum(stage.numActiveTasks for stage in stages if stage)

    def end(self, _body, group, **_):
        self.cancelled.discard(group)
        self.running.pop(group, None)
        for blob in self.blobs.pop(group, {}).values():
            blob.destroy()


def open_context(conf):
    from pyspark import SparkConf, SparkContext

    context = SparkContext(conf=SparkConf().setAll(conf.items()))
    # Only the one who started us says when to stop, not a Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    context.addPyFile(os.path.join(os.path.dirname(os.path.abspath(__file__)), "node_child.py"))
    return context


def close_context(context):
    """Ends the context, and its JVM, too."""
    gateway = context._gateway
    context.stop()
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    header, _ = hear()
    try:
        context = open_context(header["conf"])
    except Exception as error:
        return say(type="broken", message=str(error))
    say(type="ready", slots=context.defaultParallelism)
    driver = Driver(context, json.dumps(header["command"]))
    for header, body in iter(hear, None):
        getattr(driver, header.pop("type"))(body, **header)
    close_context(context)


if __name__ == "__main__":
    main()
