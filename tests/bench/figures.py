# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured: one row of the table each."""

import statistics

WIDTHS = (44, 14, 34, 14, 9, 9)


def row(*cells):
    """A line of the table."""
    return "  ".join(str(cell).ljust(width) for cell, width in zip(cells, WIDTHS)).rstrip()


HEAD = row("what", "measured", "against", "measured", "ratio", "limit")


def percentile(values, share):
    """The smallest value that at least this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values):
    """The median, the measure of everything here that is measured several times."""
    return statistics.median(values)


class Figure:
    """One measured value, or its ratio to another one, and its limit."""

    def __init__(self, what, value, unit, *, against="", reference=None, least=None, most=None):
        self.what = what
        self.value = value
        self.unit = unit
        self.against = against
        self.reference = reference
        self.least = least
        self.most = most

    @property
    def ratio(self):
        """What the limit is about."""
        return self.value / self.reference if self.reference else self.value

    @property
    def is_met(self):
        """Whether it is within its limit."""
        return (self.least is None or self.ratio >= self.least) and (self.most is None or self.ratio <= self.most)

    def __str__(self):
        limit = f"≥ {self.least}" if self.least is not None else f"≤ {self.most}" if self.most is not None else ""
        reference = f"{self.reference:,.1f} {self.unit}" if self.reference else ""
        ratio = f"{self.ratio:.2f}" if self.reference else ""
        verdict = "" if self.is_met else "  MISSED"
        return row(self.what, f"{self.value:,.1f} {self.unit}", self.against, reference, ratio, limit + verdict)
