import unittest

from session import KernelTest


class Errors(KernelTest):
    def test_reply_carries_what_the_error_message_says(self) -> None:
        ran = self.session.run("throw new TypeError('no')")
        content = ran.reply["content"]
        self.assertEqual("error", content["status"])
        for field in ("ename", "evalue", "traceback"):
            self.assertEqual(ran.error[field], content[field])
        self.assertEqual(("TypeError", "no"), (content["ename"], content["evalue"]))

    def test_an_error_on_a_worker_shows_the_learners_line(self) -> None:
        self.session.run("import { createPool } from 'parallel'; const pool = createPool(2)")
        self.addCleanup(self.session.run, "await pool.close()")
        ran = self.session.run("const bad = (x: number): number => {\n  throw new Error('bad ' + x)\n}\nawait pool.map(bad, [7])")
        number = ran.reply["content"]["execution_count"]
        self.assertIn("> 2 |   throw new Error('bad ' + x)", ran.traceback)
        self.assertIn(f"at bad (cell [{number}]:2:9)", ran.traceback)
        self.assertIn("at item 0 of the map, on node 0", ran.traceback)
        self.assertNotIn("file:", ran.traceback)

    def test_a_message_of_the_compiler_says_what_to_do(self) -> None:
        self.assertIn("Did you forget to use 'await'?", self.session.run("const later = async () => [1]; later().length").traceback)
        self.assertIn("An argument for 'b' was not provided.", self.session.run("const add = (a: number, b: number) => a + b; add(1)").traceback)
        self.assertIn("Module 'parallel' has no exported member named 'distributData'. Did you mean 'distributeData'?", self.session.run("import { distributData } from 'parallel'").traceback)

    def test_a_long_explanation_is_told_by_its_first_and_last_line(self) -> None:
        self.session.run("import { createPool, distributeData } from 'parallel'; const idle = createPool(1)")
        self.addCleanup(self.session.run, "await idle.close()")
        ran = self.session.run("await idle.map((x: string) => x.length, [1, 2])")
        self.assertIn("'Items<string>'.\n  Type 'number' is not assignable to type 'string'. (TS2345)", ran.traceback)
        ran = self.session.run("distributeData([1, 2, 3], '2')")
        self.assertIn("No overload matches this call.\n  Argument of type 'string' is not assignable to parameter of type 'number'. (TS2769)", ran.traceback)

    def test_traceback_shows_the_learners_line_and_no_other_code(self) -> None:
        ran = self.session.run("const a = 1\nfunction inner() {\n  throw new Error('deep')\n}\ninner()")
        number = ran.reply["content"]["execution_count"]
        self.assertIn(f"cell [{number}], line 3", ran.traceback)
        self.assertIn("> 3 |   throw new Error('deep')", ran.traceback)
        self.assertIn(f"at inner (cell [{number}]:3:9)", ran.traceback)
        self.assertIn(f"at cell [{number}]:5:1", ran.traceback)
        for foreign in ("src/dist", "kernel", "node:", "tslab"):
            self.assertNotIn(foreign, ran.traceback)

    def test_traceback_of_an_async_error_leads_to_the_cell(self) -> None:
        ran = self.session.run("async function late() {\n  await null\n  throw new RangeError('async')\n}\n\nawait late()")
        self.assertIn("line 3", ran.traceback)
        self.assertRegex(ran.traceback, r"at async cell \[\d+\]:6:1")

    def test_traceback_names_the_earlier_cell_that_failed(self) -> None:
        first = self.session.run("function fails() {\n  null!.x\n}".replace("null!.x", "throw new Error('there')"))
        ran = self.session.run("\n\nfails()")
        self.assertIn(f"cell [{first.reply['content']['execution_count']}], line 2", ran.traceback)
        self.assertIn(f"cell [{ran.reply['content']['execution_count']}]:3:", ran.traceback)

    def test_causes_and_aggregated_errors_are_shown(self) -> None:
        ran = self.session.run("throw new Error('outer', { cause: new RangeError('inner') })")
        self.assertIn("caused by:", ran.traceback)
        self.assertIn("inner", ran.traceback)
        ran = self.session.run("throw new AggregateError([new Error('one'), 'two'], 'many')")
        self.assertIn("error 1 of 2", ran.traceback)
        self.assertIn("'two'", ran.traceback)

    def test_fields_of_an_error_are_shown(self) -> None:
        self.assertIn("code: 7", self.session.run("throw Object.assign(new Error('x'), { code: 7 })").traceback)

    def test_what_beginners_write_gets_a_hint(self) -> None:
        self.session.run("import { createPool } from 'parallel'")
        for code, hint in (
            ("Promise.resolve([1])[0]", "It is a promise: await gives what it stands for."),
            ("function half(x) { return x / 2 }", "Write its type after it, for example x: number."),
            ("print('a')", "Here it is console.log(…)."),
            ("function total(xs: ArrayLike<number>) { for (const x of xs) void x }", "It has a length and elements, no more: for (let i = 0; i < xs.length; i++), or Array.from(xs) for a list of its own."),
            ("function ordered(xs: readonly number[]) { return xs.sort() }", "It has to stay as it is: change a copy, [...xs]."),
            ("function one(counts: Map<string, number>) { return counts.get('a') + 1 }", "A Map gives undefined for a key that it lacks: map.get(key) ?? 0."),
            ("[1].append(2)", "Here it is xs.push(x)."),
            ("for x in [1]: x", "Here it is for (const x of xs) { … }."),
            ("fresh = 5", "To declare it, write const fresh = …; or let fresh = …, when it will change."),
            ("createPool(1).map([1], [2])", "A function belongs here: pool.map(f, items), mapReduce(pool, fMap, fReduce, parts)."),
            ("createPool(1).map(Math.abs(1), [2])", "Give the function itself, not what it gives: f in place of f(x), or () => f(x)."),
            ("createPool(1).map(Math.abs, 2)", "Items are a list or another iterable, such as [1, 2, 3]."),
            ("createPool(1).mpa", "A pool has map, imap, apply, timeline, ready and close."),
            ("nowhere.close()", "If a cell above declares it, run that cell first: after a restart, none has run yet."),
            ("sharedArray(3)", "It is in the helper module: import { sharedArray } from 'parallel';"),
            ("%timeit 1 + 1", "Here it is timeit: import { timeit } from 'parallel'; await timeit(() => …)."),
            ("import numpy as np", "Here it is import { name } from 'package', or import * as name from 'package'."),
            ("const squares = [x * x for x in [1, 2]]", "Here it is xs.map((x) => x * x), with xs.filter((x) => …) for a condition."),
        ):
            with self.subTest(code):
                lines = self.session.run(code).traceback.split("\n")
                self.assertEqual(hint, lines[-1])
                self.assertEqual(1, sum(" (TS" in line for line in lines))
        self.assertNotIn("Here ", self.session.run("const = 5").traceback)

    def test_a_lost_worker_shows_the_learners_line_only(self) -> None:
        self.session.run("import { createPool } from 'parallel'")
        traceback = self.session.run("const lossy = createPool(1); await lossy.map(() => process.exit(3), [1])").traceback
        self.assertIn("The worker of node 0 ended while it ran item 0", traceback)
        self.assertNotIn("node_modules", traceback)

    def test_a_rejection_that_nobody_awaited_says_so(self) -> None:
        ran = self.session.run("void Promise.reject(new Error('alone'))")
        # It comes before the cell's end or after it.
        error = ran.contents("error") or [self.session.next_message("error", timeout=10)["content"]]
        self.assertIn("is an await missing?", error[0]["traceback"][-1])

    def test_what_cant_travel_shows_the_line_of_the_call(self) -> None:
        self.session.run("import { createPool } from 'parallel'; const local = createPool(1)")
        self.addCleanup(self.session.run, "await local.close()")
        ran = self.session.run("const seen = new WeakMap()\nawait local.map((x: object) => seen.has(x), [{}])")
        self.assertIn("seen can't travel to a worker", ran.traceback)
        self.assertIn("> 2 | await local.map(", ran.traceback)

    def test_a_helpers_own_frames_are_left_out(self) -> None:
        lines = self.session.run("import { createPool } from 'parallel'; createPool(0)").traceback.split("\n")
        self.assertEqual(["    at cell [" + str(self.session.run("1").reply["content"]["execution_count"] - 1) + "]:1:50"], [line for line in lines if line.startswith("    at")])

    def test_anything_may_be_thrown(self) -> None:
        for code, evalue in (("throw null", "null"), ("throw undefined", "undefined"), ("throw 'text'", "text"), ("throw { a: 1 }", "{ a: 1 }"),
                             ("throw new Proxy({}, { get() { throw 1 } })", "{}"), ("await Promise.reject(5)", "5")):
            with self.subTest(code):
                ran = self.session.run(code)
                self.assertEqual("error", ran.status)
                # Newer versions of Node say that it is a Proxy.
                self.assertEqual(evalue, ran.error["evalue"].replace("Proxy({})", "{}"))

    def test_an_error_that_cant_be_read_is_still_an_error(self) -> None:
        ran = self.session.run("const broken = new Error('x'); Object.defineProperty(broken, 'message', { get() { throw 1 } }); Object.defineProperty(broken, 'stack', { get() { throw 2 } }); throw broken")
        self.assertEqual("error", ran.status)
        self.assertEqual("2", self.session.run("1 + 1").result)

    def test_compile_errors_show_all_messages_with_line_and_caret(self) -> None:
        ran = self.session.run("const wrong: string = 5\nunknownName\n")
        self.assertIn("Type 'number' is not assignable to type 'string'.", ran.traceback)
        self.assertIn("Cannot find name 'unknownName'.", ran.traceback)
        self.assertIn("> 1 | const wrong: string = 5", ran.traceback)
        self.assertIn("    |       ^^^^^", ran.traceback)
        self.assertIn("> 2 | unknownName", ran.traceback)

    def test_checking_is_strict(self) -> None:
        self.assertIn("implicitly has an 'any' type", self.session.run("function loose(x) { return x }").traceback)
        self.assertIn("possibly 'null'", self.session.run("const m = 'a'.match(/a/); m.index").traceback)

    def test_a_syntax_error_is_one(self) -> None:
        for code in ("foo(", "const 1 = 2", "x = ", "const s = 'abc"):
            with self.subTest(code):
                self.assertEqual("SyntaxError", self.session.run(code).error["ename"])

    def test_a_missing_package_says_how_to_get_it(self) -> None:
        self.assertIn("npm install left-padd", self.session.run("import x from 'left-padd'").traceback)
        self.assertIn("npm install @some/thing", self.session.run("import x from '@some/thing/part'").traceback)

    def test_ending_the_process_is_refused_with_the_reason(self) -> None:
        for code in ("process.exit(0)", "process.abort()", "process.kill(process.pid)", "process.reallyExit(1)", "process.kill(process.pid, 'SIGKILL')"):
            with self.subTest(code):
                ran = self.session.run(code.replace("process.reallyExit", "(process as any).reallyExit"))
                self.assertIn("refused in a notebook", ran.error["evalue"])

    def test_late_errors_show_under_the_cell_that_caused_them(self) -> None:
        for code in ("setTimeout(() => { throw new Error('too late') }, 30)", "void (async () => { await null; throw new Error('too late') })()"):
            with self.subTest(code):
                self.session.late.clear()
                ran = self.session.run(code)
                self.session.run("await new Promise((done) => setTimeout(done, 100)); 'next'")
                errors = [m for m in ran.messages + self.session.late if m["msg_type"] == "error"]
                self.assertEqual(["too late"], [m["content"]["evalue"] for m in errors])
                self.assertEqual(ran.reply["parent_header"]["msg_id"], errors[0]["parent_header"]["msg_id"])


if __name__ == "__main__":
    unittest.main()
