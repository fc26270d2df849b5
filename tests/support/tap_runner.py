# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the unittest cases of one Python file and reports each in the Test Anything Protocol on standard output. What a
case prints, and what went wrong in it, goes to standard error.

    tap_runner.py FILE.py [case or method name…]
"""

import importlib.util
import os
import sys
import unittest


class TapResult(unittest.TestResult):
    """Writes one line per case to `stream`."""

    def __init__(self, stream):
        super().__init__()
        self.stream = stream
        self.number = 0

    def report(self, word, test, directive="", details=""):
        self.number += 1
        self.stream.write(f"{word} {self.number} - {test.id()}{directive}\n")
        self.stream.flush()
        if details:
            print(f"{test.id()}\n{details}", file=sys.stderr, flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.report("ok", test)

    def addError(self, test, err):
        super().addError(test, err)
        self.report("not ok", test, details=self.errors[-1][1])

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.report("not ok", test, details=self.failures[-1][1])

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.report("ok", test, directive=f" # SKIP {reason}")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.report("not ok", subtest, details=(self.failures + self.errors)[-1][1])


def load_tests_of(path, names):
    """Returns the cases of the file at `path`, or those of them that are named."""
    name = os.path.splitext(os.path.basename(path))[0]
    sys.path[:0] = [os.path.dirname(os.path.abspath(path)), os.path.dirname(os.path.abspath(__file__))]
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    loader = unittest.TestLoader()
    if names:
        return loader.loadTestsFromNames(names, module)
    return loader.loadTestsFromModule(module)


def main(path, *names):
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    suite = load_tests_of(path, names)
    result = TapResult(stream)
    suite.run(result)
    stream.write(f"1..{result.number}\n")
    stream.flush()
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
