# SPDX-License-Identifier: GPL-3.0-or-later
"""What fifty vans under way cost, each of which posts where it is once a second: whoever orders meanwhile, and a console that
shows them and their five hundred stops on the map."""

import collections
import contextlib
import http.server
import math
import os
import threading
import time

import accessibility
import bakery
import catalogue_figures
import console_figures
import desktop
import vans
from figures import Figure, median, percentile

ROUNDS = 6
ORDERS_PER_ROUND = 100

SETTLE_SECONDS = 10
CHUNK_SECONDS = 5
RADIUS = 120
SWEEPS = 30
STEP_SECONDS = 0.016
UNTOUCHED_SECONDS = 10


def time_orders(one):
    """Milliseconds that each order took, one after the other."""
    taken = []
    for _ in range(ORDERS_PER_ROUND):
        one.fill_cart()
        began = time.perf_counter()
        one.place()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def measure_server():
    """Places orders while the vans drive and while they stand, turn by turn."""
    one = bakery.Bakery(SWEETSPOT_LOG_REQUESTS="false")
    try:
        fleet = vans.Fleet(one)
        time_orders(one)
        standing, driving = [], []
        for _ in range(ROUNDS):
            standing += time_orders(one)
            with fleet.driving():
                driving += time_orders(one)
    finally:
        one.stop()
    what = f"{vans.VANS} vans that post once a second"
    print(f"an order takes {median(standing):.2f} ms while no van drives, {median(driving):.2f} ms beside {what}")
    return [Figure(f"p99 of placing an order beside {what}", percentile(driving, 0.99), "ms", against="the same without them",
                   reference=percentile(standing, 0.99), most=2)]


class TileHandler(http.server.BaseHTTPRequestHandler):
    """A tile server with one tile for all places."""

    protocol_version = "HTTP/1.1"
    tile = catalogue_figures.picture(7, 256)

    def do_GET(self):  # pylint: disable=invalid-name
        """Answers the tile."""
        self.send_response(200)
        for name, value in (("Content-Type", "image/png"), ("Content-Length", len(self.tile)), ("Cache-Control", "max-age=86400")):
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(self.tile)

    def log_message(self, *_):  # pylint: disable=arguments-differ
        """Says nothing."""


@contextlib.contextmanager
def tiles(home):
    """Has the console of that home show tiles of a server on this computer."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), TileHandler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # the console may end in the middle of a tile
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = home / "glib-2.0" / "settings" / "keyfile"
    settings.parent.mkdir(parents=True, exist_ok=True)
    with settings.open("a", encoding="utf-8") as file:
        file.write(f"[org/sweetspot/Console]\nmap-tiles='http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png'\n")
    try:
        yield
    finally:
        server.shutdown()


def find_map(home):
    """A place on the map: left of its buttons, and below them."""
    console = desktop.Console(accessibility.Bus(), home.name)
    try:
        console.start()
        console.key("alt+3")
        left, top, _, height = console.find("button", "^Nearer$").extents()
        return left - 2 * RADIUS, top + height + 1.5 * RADIUS
    finally:
        console.stop()


def drag_in_circles(x, y):
    """Drags the map round and round for a while, and lets go of it where it stands still, so that it goes on from there."""
    steps = []
    for step in range(int(CHUNK_SECONDS / STEP_SECONDS)):
        angle = step * STEP_SECONDS * math.pi
        steps += ["mousemove", round(x + RADIUS * math.cos(angle)), round(y + RADIUS * math.sin(angle)), "sleep", STEP_SECONDS]
    console_figures.xdotool("mousemove", x + RADIUS, y, "mousedown", 1, *steps, "sleep", 0.3, "mouseup", 1)


def fill_memory(x, y):
    """Looks at more tiles than the map keeps in memory, and goes back."""
    for _ in range(SWEEPS):
        steps = [part for step in range(-5, 6) for part in ("mousemove", x - 40 * step, y, "sleep", STEP_SECONDS)]
        console_figures.xdotool("mousemove", x + RADIUS, y, "mousedown", 1, *steps, "mouseup", 1)
    console_figures.xdotool("key", "ctrl+0", "sleep", 2)


def count_per_second(frames, began, ended):
    """How many frames there were in each whole second."""
    counts = collections.Counter((moment - began) // 1000000 for moment, _ in frames if moment < ended)
    return [counts[second] for second in range((ended - began) // 1000000)]


def count_untouched(console):
    """Frames a second while nobody touches the page."""
    began = time.monotonic_ns() // 1000
    time.sleep(UNTOUCHED_SECONDS)
    return len(console.events("frame", began)) / UNTOUCHED_SECONDS


def watch(console, place, seconds):
    """Drags the map for so long. Returns the frames, how many there were in each second, and the memory before and after."""
    frames, rates = [], []
    memory = console.resident()
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        console_figures.xdotool("key", "ctrl+0", "sleep", 0.5)
        began = time.monotonic_ns() // 1000
        drag_in_circles(*place)
        ended = time.monotonic_ns() // 1000
        chunk = console.events("frame", began)
        frames += [duration / 1000 for _, duration in chunk]
        rates += count_per_second(chunk, began, ended)
    return frames, rates, memory, console.resident()


def measure_console():
    """Shows the vans to a manager who drags the map."""
    seconds = int(os.environ.get("SWEETSPOT_BENCH_SECONDS", "60"))
    one = bakery.Bakery(SWEETSPOT_LOG_REQUESTS="false")
    try:
        fleet = vans.Fleet(one)
        home = console_figures.sign_in(one, "deliveries")
        with tiles(home):
            place = find_map(home)
            with console_figures.start_console(home) as console, fleet.driving():
                console.wait("first-frame")
                console_figures.xdotool("key", "alt+3", "sleep", SETTLE_SECONDS)
                untouched = count_untouched(console)
                fill_memory(*place)
                drag_in_circles(*place)
                frames, rates, before, after = watch(console, place, seconds)
    finally:
        one.stop()
    what = f"{vans.VANS} vans and {vans.VANS * vans.STOPS} stops"
    print(f"dragging the map with {what} for {seconds} s: {len(frames)} frames, median {median(frames):.1f} ms")
    return [Figure(f"frames a second while nobody touches the page, {what}", untouched, "/s", most=10),
            Figure(f"frames in the poorest second, {what} (cairo)", min(rates), "/s", least=30),
            Figure("p99 of these frames", percentile(frames, 0.99), "ms", most=33),
            Figure(f"resident memory after {seconds} s of it", after, "MiB", against="before", reference=before, most=1.05)]
