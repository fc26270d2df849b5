# SPDX-License-Identifier: GPL-3.0-or-later
"""The console's figures of the bake list: how long a day with thousands of accepted orders takes to be worked out from the cache
and painted. Runs on a display of its own."""

import os
import subprocess
import time

import bakery
import console_figures
from figures import Figure, median, percentile

ORDERS = 2000
STARTS = 7
RETURNS = 40
LIMIT = 200


def fill_cache(home):
    """Has the account's cache hold the orders and recipes of a busy day and nothing else."""
    (folder,) = (home / "sweetspot").glob("*/")
    for path in folder.glob("cache.db*"):
        path.unlink()
    subprocess.run([os.environ["SWEETSPOT_BAKE_FILL"], str(folder), str(ORDERS)], check=True)


def press(console, key, event):
    """Presses a key, and returns the milliseconds until the frame that shows what it asks for. They include the start of the
    program that presses it."""
    began = time.monotonic_ns() // 1000
    console_figures.xdotool("key", key)
    return (console.wait(event, since=began) - began) / 1000


def measure():
    """Opens the bake list in consoles that have not shown it before, then goes to another day and comes back in the last of
    them. Nothing is kept: the list of each day is read and worked out anew."""
    one = bakery.Bakery(SWEETSPOT_LOG_REQUESTS="false")
    try:
        home = console_figures.sign_in(one, "bake-list")
    finally:
        one.stop()
    fill_cache(home)

    opened, returned = [], []
    for turn in range(STARTS + 1):
        with console_figures.start_console(home, "--offline", "--view=orders") as console:
            console.wait("card-painted")
            time.sleep(console_figures.SETTLE_SECONDS)
            opened.append(press(console, "alt+2", "bake-row-painted"))
            for _ in range(RETURNS if turn == STARTS else 0):
                time.sleep(0.1)
                press(console, "ctrl+Next", "frame")
                time.sleep(0.1)
                returned.append(press(console, "ctrl+Home", "bake-row-painted"))
    print(f"bake list: opened in {median(opened[1:]):.1f} ms at the median, come back to in {median(returned):.1f} ms")
    return [Figure(f"bake list of {ORDERS:,} orders, opened, longest of {STARTS}", max(opened[1:]), "ms", most=LIMIT),
            Figure(f"the same, come back to, p99 of {RETURNS}", percentile(returned, 0.99), "ms", most=LIMIT)]
