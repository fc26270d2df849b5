# SPDX-License-Identifier: GPL-3.0-or-later
"""The console's figures of the catalogue: what scrolling through thousands of cakes with pictures of their own costs. Runs on a
display of its own."""

import struct
import time
import zlib

import accessibility
import bakery
import console_figures
import desktop
from figures import Figure, percentile

CAKES = 5000
SIDE = 480


def chunk(kind, data):
    """A chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(number, side=SIDE):
    """A picture unlike any other: a gradient between two colours."""
    row = b"\0" + bytes((number * (channel + 3) + x * (channel + 1) * 255 // side) % 256
                        for x in range(side) for channel in range(3))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * side, 1))
            + chunk(b"IEND", b""))


def fill_catalogue(one):
    """Gives the store its cakes."""
    for number in range(CAKES):
        answer = one.admin.post(f"/api/v1/images?store={one.store}", picture(number), headers={"Content-Type": "image/png"})
        one.add_cake(name=f"Cake {number:05}", images=[bakery.expect(answer)["id"]])


def find_grid(home):
    """Where the grid of cards is: left, top, width and height."""
    console = desktop.Console(accessibility.Bus(), home.name)
    try:
        console.start()
        console.key("alt+4")
        console.find("list item", "^Cake 00000")
        return console.find("list", "^Catalogue").extents()
    finally:
        console.stop()


def measure():
    """Scrolls from the first cake to the last and back, the pictures partly on the disk and partly not."""
    one = bakery.Bakery(SWEETSPOT_LOG_REQUESTS="false")
    try:
        fill_catalogue(one)
        home = console_figures.sign_in(one, "catalogue")
        place = find_grid(home)
        with console_figures.start_console(home) as console:
            console.wait("first-frame")
            time.sleep(console_figures.SETTLE_SECONDS)
            console_figures.xdotool("key", "alt+4", "sleep", 2)
            began = time.monotonic_ns() // 1000
            console_figures.turn_wheel(*place)
            console_figures.drag_through(*place)
            console_figures.turn_wheel(*place)
            frames = [duration / 1000 for _, duration in console.events("frame", began)]
            memory = console.resident()
    finally:
        one.stop()
    print(f"scrolling through {CAKES:,} cakes: {len(frames)} frames, afterwards {memory:.1f} MiB resident")
    return [Figure(f"longest frame while scrolling through {CAKES:,} cakes with pictures (cairo)", max(frames), "ms", most=33),
            Figure("p99 of these frames", percentile(frames, 0.99), "ms", most=33)]
