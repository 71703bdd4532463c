import time
import unittest

from session import KernelTest

ENDLESS = {
    "a loop": "for (;;) {}",
    "a loop after an await": "await sleep(1); for (;;) {}",
    "a loop of awaits that never rests": "for (;;) await null",
    "a loop in a timer": "setTimeout(() => { for (;;) {} }, 5); await new Promise(() => {})",
    "a loop that catches everything": "for (;;) { try { for (;;) {} } catch {} finally {} }",
    "a loop that prints": "for (;;) console.log('again and again')",
    "a promise that never settles": "await new Promise(() => {})",
    "a blocked thread": "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
}


class Interrupt(KernelTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.session.run("let n = 0; const kept = 42; const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms))")

    def interrupted(self, code: str):
        sent = self.session.send(f"console.log('begun')\n{code}")
        self.session.printed(sent)
        time.sleep(0.2)
        self.session.interrupt()
        return self.session.wait(sent)

    def test_ends_whatever_runs_and_keeps_variables(self) -> None:
        for name, code in ENDLESS.items():
            with self.subTest(name):
                ran = self.interrupted(code)
                self.assertEqual("error", ran.status)
                self.assertEqual("InterruptError", ran.error["ename"])
                self.assertEqual("42", self.session.run("kept").result)

    def test_ends_a_running_pool_which_can_be_used_again(self) -> None:
        self.session.run("import { createPool } from 'parallel'; const pool = createPool(2)")
        ran = self.interrupted("await pool.map(() => { for (;;) {} }, [1, 2, 3])")
        self.assertEqual("InterruptError", ran.error["ename"])
        self.assertEqual("[ 2, 4 ]", self.session.run("await pool.map((x: number) => 2 * x, [1, 2])").result)
        self.session.run("await pool.close()")

    def test_a_progress_bar_says_that_it_was_stopped(self) -> None:
        self.session.run("import { createPool } from 'parallel'; const counted = createPool(1)")
        self.interrupted("await counted.map(() => { for (;;) {} }, [1, 2], { progress: true })")
        self.assertIn("0 of 2 items, stopped after", self.session.next_message("update_display_data", timeout=10)["content"]["data"]["text/plain"])
        self.session.run("await counted.close()")

    def test_stops_what_the_cell_has_started(self) -> None:
        for code in (
            "for (;;) { await sleep(5); n++; console.log('late') }",
            "async function work() { for (;;) { await sleep(5); n++; console.log('late') } }\nawait work()",
            "setInterval(() => { n++; console.log('late') }, 5); await new Promise(() => {})",
        ):
            with self.subTest(code):
                self.interrupted(code)
                before = self.session.run("n")
                later = self.session.run("await sleep(100); n")
                self.assertEqual(before.result, later.result)
                self.assertEqual("", later.text())

    def test_does_not_run_the_rest_of_the_cell(self) -> None:
        wait = "await new Promise((done) => exec('sleep 1', done))"
        self.session.run("import { exec } from 'node:child_process'; n = 0")
        for code in (f"{wait}\nn = -1", f"try {{ {wait}; throw 1 }} catch {{ n = -2 }} finally {{ n = -3 }}", f"for (;;) {{ {wait}; n = -4 }}"):
            with self.subTest(code):
                self.interrupted(code)
                self.assertEqual("0", self.session.run("await sleep(1000); n").result)

    def test_aborts_the_cells_after_it(self) -> None:
        first = self.session.send("console.log('begun'); await new Promise(() => {})")
        second = self.session.send("n = 1000")
        self.session.printed(first)
        self.session.interrupt()
        self.assertEqual("error", self.session.wait(first).status)
        self.assertEqual("aborted", self.session.wait(second).status)
        self.assertNotEqual("1000", self.session.run("n").result)

    def test_what_was_printed_before_an_endless_loop_is_seen_while_it_runs(self) -> None:
        sent = self.session.send("console.log('first'); for (let i = 0; i < 50; i++) process.stdout.write('.'); console.error('last'); for (;;) {}")
        seen = ""
        while "last" not in seen:
            seen += self.session.printed(sent)
        self.session.interrupt()
        self.assertEqual("InterruptError", self.session.wait(sent).error["ename"])
        self.assertEqual("first\n" + 50 * "." + "last\n", seen)

    def test_does_nothing_when_nothing_runs(self) -> None:
        self.session.interrupt()
        self.assertEqual("2", self.session.run("1 + 1").result)


if __name__ == "__main__":
    unittest.main()
