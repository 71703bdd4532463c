"""Lets nbgrader grade a notebook in which a graded cell is there twice."""
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor


class ForgetCopies(NbGraderPreprocessor):
    """After DeduplicateIds, which leaves an empty entry on a copy, and nbgrader 0.9.5 stumbles over it. A copy is an ordinary cell."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple:
        for cell in nb.cells:
            if cell.metadata.get("nbgrader") == {}:
                del cell.metadata["nbgrader"]
        return nb, resources
