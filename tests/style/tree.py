# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the source tree, and just enough reading of C to check their style."""

import os
import pathlib
import re

SOURCE = pathlib.Path(os.environ.get("SWEETSPOT_SOURCE_DIR", pathlib.Path(__file__).parents[2])).resolve()
BUILD = pathlib.Path(os.environ.get("SWEETSPOT_BUILD_DIR", SOURCE / "build")).resolve()

FOLDERS = ("data", "po", "src", "tests", "ui")
COMMENT_OR_LITERAL = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
FUNCTION = re.compile(r"^(?P<name>[a-z_]\w*) \([^;{]*\)\n\{\n.*?^\}$", re.DOTALL | re.MULTILINE)
PROTOTYPE = re.compile(r"^(?!static|typedef|#|extern)[\w *]*?\b(?P<name>[a-z]\w*) \((?!\*)[^;{]*\)[^;{]*;", re.MULTILINE)


def find(*suffixes):
    """Returns the files of the tree whose names end so, sorted; all of them when no suffix is given."""
    found = [path for path in SOURCE.glob("*") if path.is_file()]
    for folder in FOLDERS:
        for parent, folders, names in os.walk(SOURCE / folder):
            folders[:] = [name for name in folders if name != "__pycache__"]
            found += [pathlib.Path(parent, name) for name in names]
    return sorted(path for path in found if not suffixes or path.name.endswith(suffixes))


def read(path):
    return path.read_text(encoding="utf-8")


def name(path):
    """The path as it is written in messages."""
    return str(path.relative_to(SOURCE))


def is_script(path):
    """Whether the file is one for the shell."""
    if path.suffix == ".sh" or path.parent.name == "completions":
        return True
    with open(path, "rb") as file:
        return re.match(rb"#!.*\b(ba|da)?sh\b", file.readline()) is not None


def blank(match):
    text = match[0]
    if text[0] in "\"'":
        return text[0] + text[0]
    return "\n" * text.count("\n")


def read_code(path):
    """The C of a file without comments and with empty literals; lines keep their numbers."""
    return COMMENT_OR_LITERAL.sub(blank, read(path))


def line_of(text, position):
    return text.count("\n", 0, position) + 1
