# SPDX-License-Identifier: GPL-3.0-or-later
"""The console's figures: how soon an order is on the screen of another computer, and what a million cached orders cost beside
an empty window. Runs on a display of its own."""

import os
import pathlib
import random
import subprocess
import time

import accessibility
import bakery
import desktop
from figures import Figure, median, percentile

ORDERS = 200
CACHED_ORDERS = 1000000
ROUNDS = 7
SETTLE_SECONDS = 2
PATIENCE = 30

# The lanes that are scrolled through: the key that shows each, and what can be read on a card of it and no other.
LANES = {"ctrl+1": "Baking|Start by|Late", "ctrl+3": "Delivered|Collected|Cancelled"}
TICK = 0.002


class Traced:
    """A program that writes a trace, and what the trace says."""

    def __init__(self, *command, **environment):
        self.path = pathlib.Path(os.environ["HOME"]) / "trace"
        self.path.unlink(missing_ok=True)
        variables = {**os.environ, "SWEETSPOT_TRACE": str(self.path), "GTK_A11Y": "none", **environment}
        self.began = time.monotonic_ns() // 1000
        self.process = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def events(self, name, since=0):
        """The events of that name after a moment: their times and details."""
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        events = [(int(line[0]), int(line[2])) for line in map(str.split, lines) if len(line) == 3 and line[1] == name]
        return [event for event in events if event[0] > since]

    def wait(self, name, detail=None, since=0):
        """The time of the first such event; waits for it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for moment, found in self.events(name, since):
                if detail is None or found == detail:
                    return moment
            time.sleep(TICK)
        raise RuntimeError(f"no {name} {detail or ''} within {PATIENCE} s")

    def resident(self):
        """Resident memory in MiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def measure():
    """Measures with a console that signed in to a small bakery."""
    one = bakery.Bakery(SWEETSPOT_LOG_REQUESTS="false")
    try:
        home = sign_in(one)
        figures = [measure_arrival(one, home)]
    finally:
        one.stop()
    fill_cache(home)
    return figures + measure_start(home) + measure_scrolling(home)


def sign_in(one, name="console", email=bakery.BAKER):
    """Has somebody sign in at a console of that name, and returns the folder of its data."""
    desktop.hide_secrets()
    desktop.start_keyring()
    console = desktop.Console(accessibility.Bus(), name)
    try:
        console.sign_in(one.url, email, bakery.PASSWORD)
        console.read("^Online")
    finally:
        console.stop()
    return console.home


def fill_cache(home):
    """Has the account's cache hold a million orders and nothing else."""
    (folder,) = (home / "sweetspot").glob("*/")
    for path in folder.glob("cache.db*"):
        path.unlink()
    subprocess.run([os.environ["SWEETSPOT_CACHE_FILL"], str(folder), str(CACHED_ORDERS)], check=True)


def start_console(home, *arguments):
    """Starts the console that signed in."""
    return Traced(os.environ["SWEETSPOT_CONSOLE"], *arguments, XDG_DATA_HOME=str(home), XDG_CONFIG_HOME=str(home),
                  XDG_CACHE_HOME=str(home), GSETTINGS_BACKEND="keyfile", SWEETSPOT_NEW_INSTANCE="1")


def measure_arrival(one, home):
    """Places orders one after the other and sees when each one's card is there. The clock starts before the request, since
    the moment of the commit is known to the server only: the figure is a little too long."""
    latencies = []
    with start_console(home) as console:
        console.wait("first-frame")
        one.order()
        console.wait("card-painted")
        for _ in range(ORDERS):
            one.fill_cart()
            began = time.monotonic_ns() // 1000
            order = one.place()
            latencies.append((console.wait("card-painted", order["id"], began) - began) / 1000)
            one.move(order, "cancelled")
            time.sleep(random.uniform(0.02, 0.1))
    print(f"request to painted card: median {median(latencies):.1f} ms, longest {max(latencies):.1f} ms")
    return Figure(f"request to painted card, p99 of {ORDERS}", percentile(latencies, 0.99), "ms", most=150)


def measure_start(home):
    """Starts the console and the empty window in turn."""
    start, memory = {True: [], False: []}, {True: [], False: []}
    for turn in range(2 * ROUNDS + 2):
        is_console = turn % 2 == 0
        program = start_console(home, "--offline") if is_console else Traced(os.environ["SWEETSPOT_EMPTY_WINDOW"])
        with program:
            painted = program.wait("card-painted" if is_console else "first-frame")
            time.sleep(SETTLE_SECONDS)
            if turn >= 2:
                start[is_console].append((painted - program.began) / 1000)
                memory[is_console].append(program.resident())
    what = f"{CACHED_ORDERS:,} cached orders"
    return [Figure(f"exec to painted queue, {what}", median(start[True]), "ms", against="exec to painted empty window",
                   reference=median(start[False]), most=1.6),
            Figure(f"resident memory, {what}", median(memory[True]), "MiB", against="empty window",
                   reference=median(memory[False]), most=1.6)]


def xdotool(*arguments):
    """Runs xdotool."""
    subprocess.run(["xdotool", *map(str, arguments)], check=True)


def find_lists(home):
    """Where the list of orders is in each lane, which depends on its cards: left, top, width and height."""
    console = desktop.Console(accessibility.Bus(), home.name)
    places = {}
    try:
        console.start("--offline")
        for lane, text in LANES.items():
            console.find("list item", "^Order ")
            console.key(lane)
            console.find("list item", text)
            places[lane] = console.find("list", "^Orders").extents()
    finally:
        console.stop()
    return places


def drag_through(left, top, width, height):
    """Drags the scroll bar from the top to the bottom and back."""
    x = left + width - 4
    steps = []
    for y in [*range(top + 12, top + height, 2), *range(top + height, top, -3)]:
        steps += ["mousemove", x, y, "sleep", 0.016]
    xdotool("mousemove", x, top + 12, "sleep", 0.3, "mousedown", 1, *steps, "mouseup", 1)


def turn_wheel(left, top, width, height):
    """Turns the wheel over the list."""
    xdotool("mousemove", left + width // 2, top + height // 2, "click", "--repeat", 300, "--delay", 12, 5)


def measure_scrolling(home):
    """Scrolls through the queue and through what is done."""
    places = find_lists(home)
    with start_console(home, "--offline") as console:
        console.wait("card-painted")
        time.sleep(SETTLE_SECONDS)
        began = time.monotonic_ns() // 1000
        for lane, place in places.items():
            xdotool("key", lane, "sleep", 0.5)
            turn_wheel(*place)
            drag_through(*place)
            turn_wheel(*place)
        frames = [duration / 1000 for _, duration in console.events("frame", began)]
        painted = {order for _, order in console.events("card-painted", began)}
        memory = console.resident()
    print(f"scrolling: {len(frames)} frames, {len(painted)} different cards, afterwards {memory:.1f} MiB resident")
    return [Figure("longest frame while scrolling (cairo)", max(frames), "ms", most=33),
            Figure("p99 of the frames", percentile(frames, 0.99), "ms", most=33)]
