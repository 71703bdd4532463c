import unittest

from session import KernelTest


class Repl(KernelTest):
    def results(self, *cells: str) -> str | None:
        """The last cell's result; all cells must be right."""
        for cell in cells:
            ran = self.session.run(cell)
            self.assertEqual("ok", ran.status, ran.reply["content"].get("traceback"))
        return ran.result

    def test_names_of_earlier_cells_work_everywhere(self) -> None:
        self.results("const a = 1; let b = 2; class Base { tag = 'base' }\nenum Colour { Red, Green }\nimport { join } from 'node:path'")
        for code, result in {
            "({ a, b })": "{ a: 1, b: 2 }",
            "({ a: b, [a]: 3, b() { return a } }).b()": "1",
            "class Sub extends Base {}; new Sub().tag": "'base'",
            "Colour[Colour.Green]": "'Green'",
            "join('x', 'y')": "'x/y'",
            "`${a}-${b}`": "'1-2'",
            "[b, b] = [5, 6]; b": "6",
            "({ b } = { b: 7 }); b": "7",
            "b++; b": "8",
            "const shadow = ((a: string) => a)('inner'); shadow": "'inner'",
            "typeof a": "'number'",
            "const { length = a } = [] as { length?: number }; length": "0",
        }.items():
            with self.subTest(code):
                self.assertEqual(result, self.results(code))

    def test_a_variable_is_one_variable_for_all_cells(self) -> None:
        self.assertEqual("11", self.results("let counter = 0; function count() { return ++counter }", "counter = 10", "count()"))
        self.assertEqual("11", self.results("counter"))

    def test_a_name_may_be_declared_again(self) -> None:
        self.assertEqual("'text'", self.results("const again = 1", "const again = 'text'; again"))
        self.assertEqual("'text'", self.results("again.toLowerCase()"))

    def test_a_failed_cell_keeps_what_it_had_reached(self) -> None:
        ran = self.session.run("import { basename } from 'node:path'\nconst reached = 1\nfunction hoisted() { return 2 }\nthrow new Error('stop')\nconst unreached = 3")
        self.assertEqual("error", ran.status)
        self.assertEqual("[ 1, 2, 'b' ]", self.results("[reached, hoisted(), basename('a/b')]"))
        self.assertIn("Cannot find name 'unreached'", self.session.run("unreached").error["evalue"])

    def test_a_failed_cell_does_not_take_away_an_earlier_value(self) -> None:
        self.results("const earlier = 'old'")
        self.session.run("throw 1; const earlier = 5")
        self.assertEqual("'old'", self.results("earlier.padEnd(1)"))

    def test_a_cell_that_does_not_compile_changes_nothing(self) -> None:
        self.results("const safe = 1")
        self.session.run("const safe = 'a'; nope")
        self.assertEqual("2", self.results("safe + 1"))

    def test_await_stands_at_the_top(self) -> None:
        self.assertEqual("5", self.results("const awaited = await Promise.resolve(5); awaited"))
        self.assertEqual("'12'", self.results("let out = ''; for await (const x of [1, Promise.resolve(2)]) out += x; out"))

    def test_a_promise_is_shown_as_a_promise(self) -> None:
        self.assertEqual("Promise { 5 }", self.results("Promise.resolve(5)"))
        self.assertEqual("Promise { <pending> }", self.results("new Promise(() => {})"))

    def test_a_promise_comes_with_a_hint_for_readers_of_html(self) -> None:
        def html(code: str) -> str:
            return self.session.run(code).contents("execute_result")[0]["data"].get("text/html", "")

        self.assertIn("Promise { &lt;pending&gt; }</pre>", html("new Promise(() => {})"))
        self.assertIn("<code>await</code> in front", html("new Promise(() => {})"))
        self.assertIn("for await", html("(async function* () { yield 1 })()"))
        self.assertEqual("", html("(function* () { yield 1 })()"))

    def test_modules_of_every_kind_can_be_imported(self) -> None:
        self.assertEqual("'a/b'", self.results("const dynamic = await import('node:path'); dynamic.join('a', 'b')"))
        self.assertEqual("'function'", self.results("import fs, { readFileSync } from 'node:fs'; import * as os from 'node:os'; typeof fs.readFileSync"))
        self.assertEqual("'string'", self.results("typeof os.cpus()[0]?.model"))
        self.assertEqual("'function'", self.results("import type { Pool } from 'parallel'; import { createPool } from 'parallel'; typeof createPool"))

    def test_types_cost_nothing_and_are_remembered(self) -> None:
        self.assertIsNone(self.results("interface Point { x: number }\ntype Pair = [Point, Point]"))
        self.assertEqual("[ { x: 1 }, { x: 2 } ]", self.results("const pair: Pair = [{ x: 1 }, { x: 2 }]; pair"))
        self.assertIn("Pair", self.session.run("const p: Pair = 1").traceback)

    def test_export_is_allowed_and_means_nothing(self) -> None:
        self.assertEqual("3", self.results("export const exported = 1; export default 2; export { exported as other }", "exported + 2"))

    def test_new_language_features_work(self) -> None:
        self.assertEqual("'in out'", self.results("let log = 'in'; { using held = { [Symbol.dispose]() { log += ' out' } }; void held }\nlog"))
        self.assertEqual("1", self.results("class Private { #field = 1; get() { return this.#field } }; new Private().get()"))
        self.assertEqual("'decorated'", self.results("function mark(_: unknown, context: ClassMethodDecoratorContext) { void context }\nclass Decorated { @mark run() { return 'decorated' } }; new Decorated().run()"))

    def test_results_are_what_inspect_prints(self) -> None:
        for code, result in {
            "null": "null", "'text'": "'text'", "1n": "1n", "new Map([[1, { a: 2 }]])": "Map(1) { 1 => { a: 2 } }", "() => 1": "[Function (anonymous)]",
            "const ring: { me?: object } = {}; ring.me = ring; ring": "<ref *1> { me: [Circular *1] }",
            "({ get trap(): number { throw new Error('x') } })": "{ trap: [Getter] }",
            "'日本語 😀'": "'日本語 😀'", "new Proxy({}, { get() { throw new Error('x') } })": "{}",
        }.items():
            with self.subTest(code):
                # Newer versions of Node say that it is a Proxy.
                self.assertEqual(result, self.results(code).replace("Proxy({})", "{}"))
        self.assertIn("999900 more items", self.results("Array.from({ length: 1e6 }, (_, i) => i)"))

    def test_cells_without_a_value_show_nothing(self) -> None:
        for code in ("", "\n\n", "// a comment", "undefined", "const nothing = 1", "if (true) 5", "console.log()", ";"):
            with self.subTest(code):
                self.assertIsNone(self.results(code))

    def test_a_value_may_offer_its_own_bundle(self) -> None:
        ran = self.session.run("({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>x</b>', 'text/plain': 'x' }) })")
        self.assertEqual({"text/html": "<b>x</b>", "text/plain": "x"}, ran.contents("execute_result")[0]["data"])

    def test_tensors_print_no_banner(self) -> None:
        ran = self.session.run("import { tensorflow } from 'danfojs-node'; tensorflow.tensor1d([1, 2]).square().dataSync()")
        self.assertEqual([], ran.contents("stream"))
        self.assertEqual("Float32Array(2) [ 1, 4 ]", ran.contents("execute_result")[0]["data"]["text/plain"])

    def test_danfo_frames_are_tables(self) -> None:
        ran = self.session.run("import { DataFrame, Series } from 'danfojs-node'; new DataFrame({ a: [1, 2], '<b>': ['x', '&'] })")
        html = ran.contents("execute_result")[0]["data"]["text/html"]
        self.assertIn("<th>a</th><th>&lt;b&gt;</th>", html)
        self.assertIn("<td>2</td><td>&amp;</td>", html)
        ran = self.session.run("new Series([7, 8])")
        self.assertIn("<td>8</td>", ran.contents("execute_result")[0]["data"]["text/html"])


if __name__ == "__main__":
    unittest.main()
