import os
import tempfile
import time
import unittest
from pathlib import Path

from session import Session

SHOWN_AT_MOST = 1_000_100


def has_ended(pid: int) -> bool:
    """Whether a process ends within a short time. One that nobody has asked how it ended has ended, too."""
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.1)
    return False


class Processes(unittest.TestCase):
    def setUp(self) -> None:
        self.session = Session()
        self.addCleanup(self.session.close)

    def test_output_without_end_is_cut_with_one_line(self) -> None:
        ran = self.session.run("for (let i = 0; i < 5e5; i++) console.log('x'.repeat(99))\n'done'")
        self.assertEqual("'done'", ran.result)
        text = ran.text()
        self.assertLess(len(text), SHOWN_AT_MOST)
        self.assertEqual(1, text.count("the rest is left out"))
        self.assertLess(len(ran.contents("stream")), 1000)
        self.assertEqual("next\n", self.session.run("console.log('next')").text())

    def test_running_out_of_memory_is_an_error_and_a_fresh_start(self) -> None:
        session = Session(env={"NODE_OPTIONS": "--max-old-space-size=200"})
        self.addCleanup(session.close)
        session.run("const lost = 1")
        ran = session.run("const all: number[][] = []; for (;;) all.push(new Array(1e5).fill(1))")
        self.assertEqual("error", ran.status)
        self.assertIn("ran out of memory", ran.error["evalue"])
        self.assertIn("All variables are lost", ran.error["evalue"])
        self.assertEqual("", ran.text("stderr"))
        self.assertEqual("2", session.run("1 + 1").result)
        self.assertIn("Cannot find name 'lost'", session.run("lost").error["evalue"])

    def test_a_killed_process_is_an_error_and_a_fresh_start(self) -> None:
        ran = self.session.run("import { spawnSync } from 'node:child_process'; spawnSync('kill', ['-9', String(process.pid)]); for (;;) {}")
        self.assertIn("SIGKILL", ran.error["evalue"])
        self.assertEqual("2", self.session.run("1 + 1").result)

    def test_restart_forgets_everything(self) -> None:
        self.session.run("const before = 1")
        self.session.manager.restart_kernel()
        self.session.client.wait_for_ready(timeout=60)
        self.assertIn("Cannot find name 'before'", self.session.run("before").error["evalue"])

    def test_shutdown_ends_all_processes(self) -> None:
        cells = int(self.session.run("process.pid").result)
        front = int(self.session.run("process.ppid").result)
        reply = self.session.ask("control", "shutdown_request", {"restart": False})
        self.assertEqual({"status": "ok", "restart": False}, reply["content"])
        self.session.manager.provisioner.process.wait(timeout=20)
        for pid in (cells, front):
            self.assertTrue(has_ended(pid))

    def test_a_cell_process_never_outlives_its_front(self) -> None:
        cells = int(self.session.run("process.pid").result)
        self.session.send("for (;;) {}")
        self.session.manager.provisioner.process.kill()
        self.session.manager.provisioner.process.wait(timeout=20)
        self.assertTrue(has_ended(cells))

    def test_the_connection_key_stays_out_of_the_cell_process(self) -> None:
        key = self.session.client.session.key.decode()
        ran = self.session.run("import fs from 'node:fs'; [JSON.stringify(process.env), process.argv.join(' '), process.execArgv.join(' '), fs.readFileSync('/proc/self/environ', 'utf8'), fs.readdirSync('/proc/self/fd').map((fd) => { try { return fs.readlinkSync(`/proc/self/fd/${fd}`) } catch { return '' } }).join(' ')].join(' ')")
        self.assertNotIn(key, ran.result)
        self.assertNotIn("kernel-", ran.result)

    def test_frames_cannot_be_forged(self) -> None:
        ran = self.session.run("""import fs from 'node:fs'
const body = Buffer.from(JSON.stringify({ kind: 'display', data: { 'text/plain': 'forged' }, metadata: {}, transient: {} }))
const head = Buffer.alloc(4); head.writeUInt32LE(body.length)
fs.writeSync(4, Buffer.concat([head, body]))
typeof process.send""")
        self.assertEqual("'undefined'", ran.result)
        self.assertEqual([], ran.contents("display_data"))

    def test_what_is_sent_through_unix_sockets_works_too(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            session = Session(transport="ipc", ip=os.path.join(folder, "kernel"))
            self.addCleanup(session.close)
            self.assertEqual("2", session.run("1 + 1").result)
            session.interrupt()


if __name__ == "__main__":
    unittest.main()
