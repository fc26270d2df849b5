# SPDX-License-Identifier: GPL-3.0-or-later
"""Says how long functions and files are. A report to think about, not a rule: it never fails."""

import statistics

import tree


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main():
    functions = []
    files = []
    for path in tree.find(".c"):
        text = tree.read(path)
        files.append((text.count("\n"), tree.name(path)))
        functions += [(match[0].count("\n") + 1, f"{tree.name(path)}: {match['name']}()")
                      for match in tree.FUNCTION.finditer(text)]

    for what, sizes, limit in (("files", files, 500), ("functions", functions, 60)):
        if not sizes:
            continue
        lines = [size for size, _ in sizes]
        long = sorted((entry for entry in sizes if entry[0] > limit), reverse=True)
        print(f"{len(lines)} {what}: median {statistics.median(lines):.0f}, 90th percentile {percentile(lines, .9)}, "
              f"longest {max(lines)}; {len(long)} above {limit} lines")
        for size, place in long:
            print(f"  {size:5} {place}")


if __name__ == "__main__":
    main()
