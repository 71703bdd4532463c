"""For nbgrader's extensions in JupyterLab, in whatever folder they look: the course's own settings."""
import contextlib
import os

load_subconfig("nbgrader_config.py", path=os.path.join(os.path.dirname(__file__), "..", ".."))  # noqa: F821

# Its pages complain where there is no exchange yet.
with contextlib.suppress(OSError):
    os.makedirs(get_config().Exchange.root, exist_ok=True)  # noqa: F821
