"""What nbgrader needs to know about this course. Run its commands from this folder: `nbgrader autograde wordcount`."""
import os
import sys
import warnings

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "src", "grading", "nbgrader"))

# nbgrader calls alembic by its bare name, which lies beside this Python.
os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ.get("PATH", "")

# Of nbgrader's pages, ours come first where there are two: they fetch nothing from elsewhere.
os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [os.path.join(here, "src", "grading", "nbgrader", "jupyter"), os.environ.get("JUPYTER_PATH")]))

# Of nbgrader's own queries, nothing that an instructor could mend.
warnings.filterwarnings("ignore", message="Object of type .* not in session")
# Of the format of notebooks: the judge says in its own words what is wrong with one.
warnings.filterwarnings("ignore", module="nbformat")

from forget_copies import ForgetCopies  # noqa: E402
from judged_execute import JudgedExecute  # noqa: E402
from known_assignment import know_assignment  # noqa: E402
from safe_markdown import safe_markdown  # noqa: E402
from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor  # noqa: E402
from nbgrader.preprocessors import (  # noqa: E402
    AssignLatePenalties, CheckCellMetadata, ClearHiddenTests, ClearOutput, DeduplicateIds, GetGrades, IgnorePattern, LimitOutput,
    OverwriteCells, OverwriteKernelspec, SaveAutoGrades)

c = get_config()  # noqa: F821

# Where a class's submissions, gradebook and feedback are: here, unless PARALLEL_COURSE names another folder.
course = os.path.abspath(os.path.join(here, os.environ.get("PARALLEL_COURSE", "")))
os.makedirs(course, exist_ok=True)
c.CourseDirectory.root = course
c.CourseDirectory.course_id = "parallel-computing-in-typescript"
# The source of truth, and what learners get.
c.CourseDirectory.source_directory = os.path.join(here, "solutions")
c.CourseDirectory.release_directory = "exercises"

# Through this folder an instructor releases and collects. For a class on one machine, name a folder that all of it can reach.
c.Exchange.root = os.path.join(course, "exchange")
c.Exchange.cache = os.path.join(course, "exchange", "cache")
# Learners have the exercises already: they submit what they work in.
c.Exchange.assignment_dir = os.path.join(course, "exercises")

c.ClearSolutions.code_stub = {"typescript": "throw new Error('Not written yet.'); // YOUR CODE HERE"}

# A fresh clone has exercises/, but no gradebook yet: autograde makes its entry.
c.Autograde.pre_convert_hook = know_assignment

# As nbgrader has it, but for ForgetCopies.
c.Autograde.sanitize_preprocessors = [ClearOutput, DeduplicateIds, ForgetCopies, OverwriteKernelspec, OverwriteCells, CheckCellMetadata]

# Notebooks are judged from outside the process that runs them, in a sandbox: src/grading.
# As nbgrader has it, but for the first, which takes the place of Execute.
c.Autograde.autograde_preprocessors = [
    JudgedExecute, IgnorePattern, ClearMetadataPreprocessor, LimitOutput, SaveAutoGrades, AssignLatePenalties, CheckCellMetadata]
# A graded cell that was deleted comes back, so that what was written for it still counts.
c.OverwriteCells.add_missing_cells = True

# Hidden tests stay hidden in what a learner gets back.
c.GenerateFeedback.preprocessors = [GetGrades, ClearHiddenTests, CSSHTMLHeaderPreprocessor]

# Formgrader and feedback open in the instructor's own session: no script of a learner's runs there.
c.HTMLExporter.filters = {"markdown2html": safe_markdown}

# For Validate, which runs a learner's own notebook in JupyterLab.
c.Execute.timeout = 60
