# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a cake on the real programs: pasted, put in order with the keyboard, on their way, and refused."""

import contextlib
import pathlib
import struct
import subprocess

import bakery
import desktop
import harness
from catalogue_case import CatalogueCase, jpeg, jpeg_size, png
from network import Network

# Each with another shape, so that they can be told apart at the server, where each is a square of its shorter side.
SIDES = (200, 300, 400)

CLIPBOARD = ("xclip", "-selection", "clipboard")

# How often a paste is tried, and how long each may take.
ATTEMPTS = 3
PASTE_SECONDS = 20


class Pictures(CatalogueCase):
    """A cake without pictures, in its form."""

    def open_form(self, url=None):
        """A manager's console that shows the form of the cake, with the focus at its pictures."""
        console = self.open(url=url, email=bakery.MANAGER)
        console.key("alt+4")
        self.open_cake(console)
        console.focus("button", "^Add Pictures")
        return console

    def copy(self, kind, content):
        """Has another program put something on the clipboard, and waits until it is there."""
        def is_there():
            targets = subprocess.run([*CLIPBOARD, "-out", "-target", "TARGETS"], check=False, capture_output=True, text=True)
            return kind in targets.stdout.split()

        with subprocess.Popen([*CLIPBOARD, "-target", kind], stdin=subprocess.PIPE) as owner:
            owner.communicate(content)
        harness.wait_until(is_there, desktop.PATIENCE, f"{kind} on the clipboard")

    def copy_files(self, *paths):
        """Has a file manager copy files."""
        self.copy("text/uri-list", "".join(f"{pathlib.Path(path).as_uri()}\r\n" for path in paths).encode())

    def paste(self, console, n_pictures):
        """Pastes until there are so many pictures: the toolkit learns of what another program copied a moment later, and as
        long as it does not know there is nothing to paste."""
        for _ in range(ATTEMPTS):
            console.key("ctrl+v")
            with contextlib.suppress(AssertionError):
                return console.find(name=f"^Picture 1 of {n_pictures}$", seconds=PASTE_SECONDS)
        self.fail(f"no {n_pictures} pictures after pasting {ATTEMPTS} times")

    def sides_at_server(self):
        """How long the sides of the cake's pictures are, in their order."""
        images = self.cakes()["Black Forest"]["images"] or []
        return [jpeg_size(self.bakery.customer.get(f"/api/v1/images/{image}").body)[0] for image in images]

    def press_on_tile(self, console, tile, button):
        """Presses a button of the picture that has this name, with the keyboard."""
        for _ in range(desktop.MOST_STOPS):
            found = console.find(name=tile)
            if found.find("button", f"^{button}$", "focused"):
                console.key("Return")
                return
            console.move_focus("Tab", console.focused())
        self.fail(f"Tab does not lead to “{button}” of {tile}")

    def find_progress(self, console):
        """The bar that says how much of a picture is sent, once it says so."""
        bar = console.tree().find("progress bar", "^Upload$")
        return bar if bar is not None and bar.value() > 0 else None

    def test_paste(self):
        """A picture from the clipboard shows how far it is while it is sent; files are pasted, too, and the keyboard puts
        them in order."""
        network = Network(self.bakery.port)
        self.addCleanup(network.cut)
        console = self.open_form(network.url)
        network.hold(b"POST /api/v1/images")
        self.addCleanup(network.release)
        self.copy("image/png", png(SIDES[0], 2 * SIDES[0]))
        self.paste(console, 1)
        bar = console.wait(lambda: self.find_progress(console), "a part of the picture to be sent")
        self.assertTrue(any("Picture 1 of 1" in node.name for node in bar.ancestors()), bar.parent.dump())
        network.release()
        console.wait_until_gone("progress bar", "^Upload$")

        self.copy_files(*(self.file(f"{side}.jpg", jpeg(side, 2 * side)) for side in SIDES[1:]))
        self.paste(console, 3)
        console.read("^Picture 3 of 3$")
        console.wait_until_gone("progress bar", "^Upload$")
        self.press_on_tile(console, "^Picture 3 of 3$", "Earlier")
        console.key("ctrl+s")
        console.wait(lambda: self.sides_at_server() == [SIDES[0], SIDES[2], SIDES[1]], "the pictures in their order")

    def test_refused(self):
        """Nothing at all, a text called .png, pictures that end too early, one of 50 megapixels and more and a file that cannot
        be read: a sentence, and nothing is sent."""
        huge = png(1, 1).replace(struct.pack(">II", 1, 1), struct.pack(">II", 8000, 8000))
        paths = [self.file("text.png", b"This is no picture."), self.file("huge.png", huge),
                 self.file("cut.png", png(200, 200)[:-40]), self.file("cut.jpg", jpeg(300, 200)[:600])]
        console = self.open_form()
        console.key("ctrl+v")
        console.read("^There is no picture to paste")
        self.copy_files(*paths, paths[0] + ".gone")
        self.paste(console, 5)
        console.read("is not a picture")
        console.read("more than 50 megapixels")
        console.read("file cannot be read")
        console.wait(lambda: len(console.tree().find_all(name="picture is damaged")) == 2, "two damaged pictures")
        self.assertNotIn('"route":"images"', "".join(self.bakery.server.log))
