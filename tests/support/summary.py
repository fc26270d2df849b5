# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what meson's logs of test runs (testlog.json) say, and prints "N passed, N failed" as the last line.

    summary.py LOG…             the sum of all logs; exits with 1 when anything failed or nothing ran
    summary.py --failed LOG…    the names of the programs that failed, a line each, and no sum

Each case that a test program reports in the Test Anything Protocol counts; a program that reports none counts as one, and
so does one that broke off after its last good case. Where a program that failed ran again (testlog-again.json beside
testlog.json), its second run counts, and what failed in the first alone is named as unstable.
"""

import collections
import json
import os
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


def read_second_runs(path):
    """Returns the lines of the log of second runs beside a log by the program's name; there may be none."""
    again = path.removesuffix(".json") + "-again.json"
    return {program["name"]: program for program in read_log(again)} if os.path.exists(again) else {}


def print_failed_programs(paths):
    """Prints what `meson test` takes to run them again."""
    for path in paths:
        for program in read_log(path):
            if count_program(program)[1]:
                print(program["name"].rsplit(" / ")[-1])
    return 0


def print_sum(paths):
    """Prints the names of what failed or is unstable, then the sum over all logs."""
    total = collections.Counter()
    for path in paths:
        second_runs = read_second_runs(path)
        for program in read_log(path):
            at_first = count_program(program)[1]
            counts, failed = count_program(second_runs.get(program["name"], program))
            total.update(counts)
            for name in failed:
                print(f"FAILED {name}")
            for name in set(at_first) - set(failed):
                print(f"UNSTABLE {name}")

    skipped = f", {total['skipped']} skipped" if total["skipped"] else ""
    print(f"{total['passed']} passed, {total['failed']} failed{skipped}")
    return 1 if total["failed"] or not total["passed"] else 0


def main(arguments):
    if arguments[:1] == ["--failed"]:
        return print_failed_programs(arguments[1:])
    return print_sum(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
