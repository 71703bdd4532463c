import os
import shutil
import tempfile
import unittest
from pathlib import Path

from session import Session

PROJECT = Path(__file__).resolve().parents[2]


class Places(unittest.TestCase):
    def session_in(self, folder: Path) -> Session:
        session = Session(cwd=str(folder))
        self.addCleanup(session.close)
        return session

    def folder(self, **where: str) -> Path:
        folder = Path(tempfile.mkdtemp(**where))
        self.addCleanup(shutil.rmtree, folder)
        return folder

    def assert_ok(self, session: Session, code: str) -> str | None:
        ran = session.run(code)
        self.assertEqual("ok", ran.status, ran.reply["content"].get("traceback"))
        return ran.result

    def test_the_helper_is_found_from_a_lesson_by_name_and_by_path(self) -> None:
        session = self.session_in(PROJECT / "notebooks")
        self.assertEqual("'function'", self.assert_ok(session, "import { distributeData } from 'parallel'; typeof distributeData"))
        self.assertEqual("'function'", self.assert_ok(session, "import { createPool } from '../src'; typeof createPool"))
        self.assertIn("is not assignable", session.run("distributeData('x', 'y')").traceback)

    def test_the_helper_is_found_from_a_deep_folder(self) -> None:
        root = self.folder(dir=PROJECT)
        deep = root / "submitted" / "STUDENT" / "average"
        deep.mkdir(parents=True)
        self.assertEqual("'function'", self.assert_ok(self.session_in(deep), "import { createPool } from 'parallel'; typeof createPool"))

    def test_packages_are_found_from_outside_the_project(self) -> None:
        session = self.session_in(self.folder())
        self.assertEqual("'function'", self.assert_ok(session, "import { createPool } from 'parallel'; typeof createPool"))
        self.assertEqual("'function'", self.assert_ok(session, "const piscina = await import('piscina'); typeof piscina.Piscina"))
        self.assertEqual("'object'", self.assert_ok(session, "import * as acorn from 'acorn'; typeof acorn"))
        self.assertIn("is not assignable", session.run("createPool('x')").traceback)

    def test_packages_that_are_es_modules_only_can_be_imported(self) -> None:
        folder = self.folder()
        for name, code in {"only-import": "export default 'the default'; export const named = 1", "waits": "export const late = await Promise.resolve(2)"}.items():
            package = folder / "node_modules" / name
            package.mkdir(parents=True)
            (package / "package.json").write_text(f'{{"name": "{name}", "version": "1.0.0", "type": "module", "exports": {{"import": "./index.js"}}}}')
            (package / "index.js").write_text(code)
        session = self.session_in(folder)
        self.assertEqual("[ 'the default', 1 ]", self.assert_ok(session, "import only, { named } from 'only-import'; [only, named]"))
        self.assertEqual("2", self.assert_ok(session, "import { late } from 'waits'; late"))
        self.assertEqual("1", self.assert_ok(session, "import * as all from 'only-import'; all.named"))
        self.assertEqual("1", self.assert_ok(session, "(await import('only-import')).named"))
        self.assertIn("only-import/index.js", self.assert_ok(session, "const known = (globalThis as any)[Symbol.for('parallel.modules')] as Map<object, string>; known.get(all)") or "")

    def test_a_module_that_fails_to_load_says_so_at_its_import(self) -> None:
        folder = self.folder()
        (folder / "broken.js").write_text("throw new RangeError('while loading')")
        ran = self.session_in(folder).run("const a = 1\nimport './broken.js'")
        self.assertEqual("while loading", ran.error["evalue"])

    def test_files_of_the_learners_own_can_be_imported(self) -> None:
        folder = self.folder()
        (folder / "helper.ts").write_text("export const twice = (x: number): number => 2 * x\nexport enum Kind { A, B }\n")
        (folder / "data.json").write_text('{"a": 1}')
        session = self.session_in(folder)
        self.assertEqual("[ 4, 1 ]", self.assert_ok(session, "import { twice, Kind } from './helper'; [twice(2), Kind.B]"))
        self.assertEqual("{ a: 1 }", self.assert_ok(session, "import data from './data.json'; data"))
        self.assertIn("is not assignable", session.run("twice('x')").traceback)

    def test_relative_paths_start_at_the_notebook(self) -> None:
        folder = self.folder()
        self.assertEqual(repr(os.path.realpath(folder)), self.assert_ok(self.session_in(folder), "process.cwd()"))


if __name__ == "__main__":
    unittest.main()
