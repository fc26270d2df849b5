# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what meson's logs of test runs (testlog.json) say, and prints "N passed, N failed" as the last line.

Each case that a test program reports in the Test Anything Protocol counts; a program that reports none counts as one, and
so does one that broke off after its last good case. Exits with 1 when anything failed or nothing ran.
"""

import collections
import json
import re
import sys

CASE = re.compile(r"^(not )?ok\b(?P<name>[^#\n]*)(?:#\s*(?P<directive>skip|todo)\b)?", re.IGNORECASE | re.MULTILINE)
GOOD = {"OK", "SKIP", "EXPECTEDFAIL"}


def count_cases(output):
    """Returns how many cases passed, failed and were skipped, and the names of those that failed."""
    counts = collections.Counter()
    failed = []
    for case in CASE.finditer(output):
        if case["directive"]:
            counts["skipped"] += 1
        elif case[1]:
            counts["failed"] += 1
            failed.append(case["name"].strip(" -0123456789"))
        else:
            counts["passed"] += 1
    return counts, failed


def count_program(program):
    """The same for one line of the log: a test program with its output and its result."""
    counts, failed = count_cases(program.get("stdout") or "")
    if program["result"] not in GOOD and not counts["failed"]:
        counts["failed"] += 1
        failed.append(program["result"].lower())
    elif not counts:
        counts["skipped" if program["result"] == "SKIP" else "passed"] += 1
    return counts, [f"{program['name']}: {name}" for name in failed]


def read_log(path):
    """Returns the lines of a log; where there is none, one that says so in their place."""
    try:
        with open(path, encoding="utf-8") as log:
            return [json.loads(line) for line in log]
    except FileNotFoundError:
        return [{"name": path, "result": "NOT RUN"}]


def main(paths):
    """Prints the names of what failed, then the sum over all logs."""
    total = collections.Counter()
    for path in paths:
        for program in read_log(path):
            counts, failed = count_program(program)
            total.update(counts)
            for name in failed:
                print(f"FAILED {name}")

    skipped = f", {total['skipped']} skipped" if total["skipped"] else ""
    print(f"{total['passed']} passed, {total['failed']} failed{skipped}")
    return 1 if total["failed"] or not total["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
