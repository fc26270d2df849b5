# SPDX-License-Identifier: GPL-3.0-or-later
"""The console's figures of the Revenue page: how long other days, another grouping or another filter take until the frame that
shows them, with a million orders of three years in the cache, and what those orders cost in memory. Runs on a display of its
own."""

import itertools
import os
import subprocess
import time

import bakery
import console_figures
from figures import Figure, median, percentile

ORDERS = 1000000
FEW_ORDERS = 10000
ROUNDS = 4
BASES = 3
LIMIT = 100

# Of one of the eight categories that the orders are of, or of all.
CATEGORIES = ("", "Category 3")

# From four weeks to more than three years, day by day, week by week and month by month, then a step back in time.
KEYS = ("ctrl+minus", "ctrl+minus", "alt+shift+w", "ctrl+minus", "ctrl+minus", "ctrl+minus", "alt+shift+m", "alt+shift+d",
        "alt+shift+w", "alt+Prior", "alt+Next", "alt+shift+m")


def fill_cache(home, orders):
    """Has the account's cache hold the sums of so many orders, beside as many orders in the queue's tables."""
    (folder,) = (home / "sweetspot").glob("*/")
    for path in folder.glob("cache.db*"):
        path.unlink()
    for program in ("SWEETSPOT_CACHE_FILL", "SWEETSPOT_REVENUE_FILL"):
        subprocess.run([os.environ[program], str(folder), str(orders)], check=True, stdout=subprocess.DEVNULL)


def choose(home, category, basis=0):
    """Has the page show one category the next time that it is opened, or all, by one of the dates of an order."""
    settings = home / "glib-2.0" / "settings" / "keyfile"
    settings.parent.mkdir(parents=True, exist_ok=True)
    lines = settings.read_text().splitlines() if settings.exists() else []
    group = next((line for line in lines if "sweetspot" in line.lower() and line.startswith("[")), "[org/sweetspot/Console]")
    kept = [line for line in lines if line != group and not line.startswith("revenue-view=")]
    choice = f"[revenue]\\nrange=2\\nstep=0\\nbasis={basis}\\ncomparison=1\\n"
    choice += f"category={category}\\n" if category else ""
    settings.write_text("\n".join([group, f"revenue-view='{choice}'", *kept, ""]))


def time_key(console, key):
    """Presses a key and returns how long it took from when the display server says that it was pressed until the frame that
    shows what it asks for. The server counts whole milliseconds."""
    time.sleep(0.2)
    began = time.monotonic_ns() // 1000
    console_figures.xdotool("key", key)
    painted = console.wait("revenue-painted", since=began)
    return (painted - max(pressed for pressed, _ in console.events("key") if pressed < painted)) / 1000


def time_keys(console):
    """Presses the keys in turn."""
    return [time_key(console, key) for key in KEYS]


def measure_memory(home, orders):
    """Opens the page with so many orders, and returns what the console takes in the end."""
    fill_cache(home, orders)
    choose(home, "")
    with console_figures.start_console(home, "--offline", "--view=revenue") as console:
        console.wait("revenue-painted")
        time_keys(console)
        time.sleep(console_figures.SETTLE_SECONDS)
        return console.resident()


def measure():
    """Looks at the page with few orders and with many, and changes what it shows."""
    one = bakery.Bakery(SWEETSPOT_LOG_REQUESTS="false")
    try:
        home = console_figures.sign_in(one, "revenue", bakery.MANAGER)
    finally:
        one.stop()
    few = measure_memory(home, FEW_ORDERS)
    many = measure_memory(home, ORDERS)
    painted = []
    for category, basis in list(itertools.product(CATEGORIES, range(BASES))) * ROUNDS:
        choose(home, category, basis)
        with console_figures.start_console(home, "--offline", "--view=revenue") as console:
            console.wait("revenue-painted")
            painted += time_keys(console)
    print(f"revenue: median {median(painted):.1f} ms, longest {max(painted):.1f} ms")
    return [Figure(f"choice to painted revenue, {ORDERS:,} orders, p99 of {len(painted)}", percentile(painted, 0.99), "ms",
                   most=LIMIT),
            Figure(f"resident memory at the Revenue page, {ORDERS:,} orders", many, "MiB", against=f"{FEW_ORDERS:,} orders",
                   reference=few, most=1.2)]
