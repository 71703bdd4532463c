"""The judge's verdict on one test, as the outputs of its cell."""
from html import escape
from typing import Optional

from nbformat.v4 import new_output


def outputs_of(test: Optional[dict], seed: int) -> list:
    """A number, from which nbgrader takes the points, and what a person reads."""
    if test is None:
        return [result(0, "<p>This cell is no test of this exercise.</p>")]
    return [result(test["points"], page(test, seed))]


def result(points: float, html: str):
    return new_output("execute_result", data={"text/plain": f"{points:g}", "text/html": html}, execution_count=None)


def page(test: dict, seed: int) -> str:
    lines = [f"<p><b>{test['points']:g} of {test['of']:g} points.</b> {escape(test['title'])}</p>", "<ul>"]
    for part in test["parts"]:
        lines.append(f"<li>{'&#10003;' if 'failure' not in part else '&#10007;'} {escape(part['name'])} {failure(part.get('failure'), test['id'], seed)}</li>")
    return "\n".join(lines + ["</ul>"])


def failure(found: Optional[dict], test: str, seed: int) -> str:
    if found is None:
        return ""
    rows = [("smallest input", found.get("input")), ("expected", found.get("expected")), ("received", found.get("received"))]
    cells = "".join(f"<tr><th>{label}</th><td><code>{escape(str(text))}</code></td></tr>" for label, text in rows if text is not None)
    again = f"<p>To try the same inputs: <code>await check('{escape(test)}', …, {{ seed: {seed} }})</code></p>"
    return f"{escape(found['message'])}<table>{cells}</table>{again}"
