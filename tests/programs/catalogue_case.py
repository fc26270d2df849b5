# SPDX-License-Identifier: GPL-3.0-or-later
"""A manager's console at the catalogue of a small bakery, and pictures to put into it: what the cases of the catalogue start
from."""

import os
import pathlib
import struct
import subprocess
import zlib

import bakery
import console_case

BLUE = (40, 90, 200)


def png(width, height, colour=BLUE):
    """A picture of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + bytes(colour) * width
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(row * height, 1)) + chunk(b"IEND", b""))


def jpeg(width, height):
    """A picture of many colours."""
    return subprocess.run(["convert", "-size", f"{width}x{height}", "plasma:red-blue", "jpg:-"], check=True,
                          stdout=subprocess.PIPE).stdout


def jpeg_size(content):
    """Width and height of a JPEG file."""
    position = 2
    while content[position + 1] not in (0xc0, 0xc2):
        position += 2 + struct.unpack(">H", content[position + 2:position + 4])[0]
    height, width = struct.unpack(">HH", content[position + 5:position + 9])
    return width, height


class CatalogueCase(console_case.ConsoleCase):
    """A case at the Catalogue page."""

    def open_catalogue(self, url=None):
        """A manager's console that shows the catalogue."""
        console = self.open(url=url, email=bakery.MANAGER)
        console.key("alt+4")
        console.find("list item", "^Black Forest")
        return console

    def file(self, name, content):
        """Writes a file and returns its path."""
        path = pathlib.Path(os.environ["HOME"]) / name
        path.write_bytes(content)
        return str(path)

    def press_menu(self, console, item):
        """Chooses an item of the page's menu."""
        console.find("button", "^New Cake$")
        console.tree().find_all("button", "^More$", "sensitive")[-1].press()
        console.press(item, role="menu item|button")

    def cakes(self):
        """What the store sells, by name, as everybody sees it."""
        answer = self.bakery.customer.get(f"/api/v1/cakes?store={self.bakery.store}")
        return {cake["name"]: cake for cake in bakery.expect(answer)}

    def wait_for_cake(self, console, name, condition=lambda cake: True):
        """Waits until the server has a cake of that name that fulfils a condition."""
        def find():
            cake = self.cakes().get(name)
            return cake if cake is not None and condition(cake) else None

        return console.wait(find, f"“{name}” at the server")

    def open_cake(self, console):
        """Opens the cake that the store has from the start."""
        console.focus("list item", "^Black Forest,")
        console.key("Return")
        self.wait_for_text(console, "^Name", "Black Forest")

    def wait_for_text(self, console, entry, text):
        """Waits until an entry has a text."""
        def has_text():
            found = console.tree().find("text box", entry)
            return found is not None and found.text() == text

        console.wait(has_text, f"“{text}” in {entry}")

    def add_group(self, name, *options):
        """An option group of the store."""
        group = bakery.expect(self.bakery.admin.post("/api/v1/option-groups", {"store": self.bakery.store, "name": name}))
        for option, price in options:
            bakery.expect(self.bakery.admin.post("/api/v1/options", {"option_group": group["id"], "name": option,
                                                                     "price_change": price}))
        return group["id"]
