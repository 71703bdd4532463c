"""Takes the place of nbgrader's Execute in `nbgrader autograde`: a judge outside the notebook's process gives the points."""
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Optional

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Integer

from verdict_outputs import outputs_of

PROJECT = Path(__file__).resolve().parents[3]
JUDGE = PROJECT / "src" / "dist" / "grading" / "judge-main.js"


class JudgedExecute(NbGraderPreprocessor):
    """Has each notebook judged in a sandbox, and writes the verdict into its graded cells."""

    unsafe = Bool(
        False,
        help="Grade without a sandbox where there is none. Only for notebooks that you trust as your own.",
    ).tag(config=True)

    seed = Integer(
        0,
        help="The seed of the tests' inputs; 0 takes a new one for each notebook.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple:
        about = resources["nbgrader"]
        verdict = self.verdict(nb, about)
        tests = {test["id"]: test for test in verdict["tests"]}
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            cell.outputs = []
            cell.execution_count = None
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            if utils.is_grade(cell):
                # A cell that no test stands for earns nothing: no outputs would mean full points.
                cell.outputs = outputs_of(tests.get(grade_id), verdict["seed"])
            else:
                cell.outputs = [
                    new_output("stream", name="stderr", text=trouble["message"] + "\n")
                    for trouble in verdict["trouble"] if trouble["cell"] == grade_id
                ]
        for note in verdict["notes"]:
            self.log.warning("%s, %s: %s", about["student"], about["assignment"], note)
        return nb, resources

    def verdict(self, nb: NotebookNode, about: dict) -> dict:
        """What the judge says; from the folder of verdicts that `npm run grade` names, when it has one there already."""
        ready = os.environ.get("PARALLEL_VERDICTS")
        if ready:
            try:
                return json.loads((Path(ready) / f"{about['student']}.json").read_text(encoding="utf-8"))
            except OSError:
                # There is none, or the name is too long for a file's.
                pass
        return self.ask_judge(nb, about)

    def ask_judge(self, nb: NotebookNode, about: dict) -> dict:
        node = shutil.which("node")
        if node is None or not JUDGE.exists():
            raise NbGraderException("The judge isn't built: run `npm start` or `npm run build` in the project's folder first.")
        question = {
            "exercise": about["assignment"],
            "text": self.submitted_text(about) or json.dumps(nb),
            "seed": self.seed or None,
            "unsafe": self.unsafe,
        }
        run = subprocess.run([node, str(JUDGE)], input=json.dumps(question), capture_output=True, text=True, encoding="utf-8")
        if run.returncode != 0:
            raise NbGraderException(run.stderr.strip() or "The judge ended without a verdict.")
        return json.loads(run.stdout)

    def submitted_text(self, about: dict) -> Optional[str]:
        """The notebook as it was handed in: only there does it show which locked cells were changed."""
        converter = getattr(self.parent, "parent", None)
        coursedir = getattr(converter, "coursedir", None)
        if coursedir is None:
            return None
        folder = coursedir.format_path(coursedir.submitted_directory, about["student"], about["assignment"])
        file = Path(folder) / f"{about['notebook']}.ipynb"
        if any(path.is_symlink() for path in (file, *file.parents[:2])):
            raise NbGraderException(f"{file} is a link or in a linked folder, which is not followed: it could lead to somebody else's work.")
        try:
            return file.read_text(encoding="utf-8")
        except OSError:
            return None
