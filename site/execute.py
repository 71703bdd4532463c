"""Runs one notebook through its own kernel and prints it, outputs included, as JSON. Usage: execute.py NOTEBOOK SECONDS_A_CELL"""
import json
import pathlib
import sys

import nbformat
from nbclient import NotebookClient

path = pathlib.Path(sys.argv[1])
notebook = nbformat.read(path, as_version=4)
resources = {"metadata": {"path": str(path.parent)}}
NotebookClient(notebook, timeout=int(sys.argv[2]), allow_errors=True, resources=resources).execute()
json.dump(notebook, sys.stdout)
