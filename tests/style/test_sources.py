# SPDX-License-Identifier: GPL-3.0-or-later
"""How source files are written: licence line, opening comment, format, documentation."""

import re
import subprocess
import unittest

import tree

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
LICENSED = (".c", ".h", ".css", ".in", ".py", ".sh", ".sql", ".svg", ".ui", ".xml", ".po", "meson.build")
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")


class Sources(unittest.TestCase):
    maxDiff = None

    def test_licence(self):
        """The first line names the licence; a line that the format wants first may stand before it."""
        without = []
        for path in tree.find():
            if path.name.endswith(LICENSED) or tree.is_script(path):
                if not any(LICENCE in line for line in tree.read(path).splitlines()[:2]):
                    without.append(tree.name(path))
        self.assertEqual(without, [])

    def test_opening_comment(self):
        """Each pair of source and header says after the licence line of one of them what it is about."""
        without = [tree.name(path) for path in tree.find(".c", ".h")
                   if not any(self.is_opened(file) for file in (path.with_suffix(".c"), path.with_suffix(".h")))]
        self.assertEqual(without, [])

    def is_opened(self, path):
        """Whether the first thing after the licence is a comment, and not one of documentation."""
        return path.is_file() and re.match(r"/\* SPDX[^\n]*\*/\n\n/\*(?!\*)", tree.read(path)) is not None

    def test_format(self):
        """uncrustify leaves every file as it is."""
        files = [str(path) for path in tree.find(".c")]
        config = str(tree.SOURCE / "tests" / "uncrustify.cfg")
        check = subprocess.run(["uncrustify", "-q", "-c", config, "-l", "C", "--check", *files],
                               capture_output=True, text=True, check=False)
        changed = [line for line in (check.stdout + check.stderr).splitlines() if not line.startswith("PASS")]
        self.assertEqual(changed, [])
        self.assertEqual(check.returncode, 0)

    def test_lines(self):
        """No tabs, no blanks at the end of a line, no carriage returns, at most 128 columns of C."""
        odd = []
        for path in tree.find(".c", ".h", ".py", ".sh", ".sql", ".ui", ".css", "meson.build"):
            for number, line in enumerate(tree.read(path).split("\n"), 1):
                too_long = path.suffix in (".c", ".h") and len(line) > 128
                if too_long or "\t" in line or "\r" in line or line != line.rstrip():
                    odd.append(f"{tree.name(path)}:{number}")
        self.assertEqual(odd, [])

    def test_documentation(self):
        """Each function of a public header has its description directly before its definition."""
        definitions = {}
        for path in tree.find(".c"):
            text = tree.read(path)
            for function in tree.FUNCTION.finditer(text):
                head = text[:function.start()].rstrip("\n").rpartition("\n")[0]
                definitions[function["name"]] = (path, head)

        without = []
        for path in tree.find(".h"):
            if path.name.endswith("-private.h") or tree.SOURCE / "src" not in path.parents:
                continue
            for prototype in tree.PROTOTYPE.finditer(tree.read_code(path)):
                name = prototype["name"]
                if name in definitions and not self.is_documented(name, definitions[name][1]):
                    without.append(f"{tree.name(definitions[name][0])}: {name}()")
        self.assertEqual(without, [])

    def is_documented(self, name, head):
        """Whether the text ends in a documentation comment of that name."""
        comment = head.rpartition("/**")[2]
        return head.endswith("*/") and comment.count("*/") == 1 and comment.startswith(f"\n * {name}:")

    def test_finished(self):
        """Nothing is left for later."""
        marks = []
        for path in tree.find(".c", ".h", ".py", ".sh", ".sql", ".ui", ".css", ".build", ".md"):
            marks += [f"{tree.name(path)}: {mark[0]}" for mark in UNFINISHED.finditer(tree.read(path))]
        self.assertEqual(marks, [])
