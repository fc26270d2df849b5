# SPDX-License-Identifier: GPL-3.0-or-later
"""A console, or two, and a small bakery on a real server: what the cases of the console start from."""

import re

import bakery
import desktop

# How long the console may take to notice that the server is back.
RECONNECT = 40

# The button that closes a toast is libadwaita's own and has no name in its version 1.2.
TOAST = "AdwToastWidget"

# What may have the focus only to be scrolled.
CONTAINERS = ("group", "list", "panel", "window")


class ConsoleCase(desktop.DesktopCase):
    """A case with a bakery of one store; its consoles sign in as somebody who works there."""

    def setUp(self):
        super().setUp()
        self.bakery = bakery.Bakery()
        self.addCleanup(self.bakery.stop)

    def open(self, name="console", url=None, email=bakery.BAKER):
        """A console at which somebody is signed in, in step with the server."""
        console = self.new_console(name)
        console.sign_in(url or self.bakery.url, email, bakery.PASSWORD)
        console.read("^Online")
        return console

    def card(self, console, order, seconds=desktop.PATIENCE):
        """Waits for an order's card."""
        return console.find("list item", f"^Order {order['number']}\\b", seconds=seconds)

    def press_on_card(self, console, order, button):
        """Waits for a button on an order's card, and presses it."""
        def find():
            card = console.tree().find("list item", f"^Order {order['number']}\\b")
            return card and card.find("button", f"^{button}$", "sensitive")

        console.wait(find, f"“{button}” on the card of order {order['number']}").press()

    def choose(self, console, title, button, path):
        """Chooses a file in the dialog of that title, and presses its button."""
        console.find("widget", f"^{title}$")
        console.key("ctrl+l")
        console.key("ctrl+a")
        console.type(path)
        console.press(f"^{button}$")
        console.wait_until_gone("widget", f"^{title}$")

    def wait_for_stage(self, console, order, stage, seconds=desktop.PATIENCE):
        """Waits until the order's customer sees it at a stage."""
        console.wait(lambda: self.bakery.read(order)["stage"] == stage, f"the stage {stage} at the server", seconds)

    def is_pending(self, console, order):
        """Whether the card says that a change of the order waits for the network."""
        card = console.tree().find("list item", f"^Order {order['number']}\\b")
        return card is not None and "Waiting for the network" in card.texts()

    def wait_until_pending(self, console, order):
        """Waits until the card says so."""
        console.wait(lambda: self.is_pending(console, order), "the mark of a change that waits")

    def stops(self, console):
        """Where Tab leads, from where it is until it is there again. Some stops the toolkit does not tell of: None."""
        stops = []
        while len(stops) < desktop.MOST_STOPS:
            stop = console.move_focus("Tab", stops[-1] if stops else console.focused())
            if stop is not None and stop in stops:
                return stops
            stops.append(stop)
        raise AssertionError("Tab does not lead back: " + ", ".join(str(stop) for stop in stops))

    def check_stops(self, console, where, *names):
        """Each stop says what it is, and those named are among them."""
        stops = [stop for stop in self.stops(console) if stop is not None]
        nameless = [str(stop) for stop in stops if stop.is_nameless and stop.role not in CONTAINERS
                    and not any(node.name == TOAST for node in stop.ancestors())]
        self.assertEqual(nameless, [], where)
        for name in names:
            self.assertTrue(any(re.search(name, stop.name) for stop in stops),
                            f"{where}: {name} is not among {', '.join(str(stop) for stop in stops)}")
