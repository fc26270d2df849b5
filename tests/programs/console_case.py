# SPDX-License-Identifier: GPL-3.0-or-later
"""A console, or two, and a small bakery on a real server: what the cases of the console start from."""

import bakery
import desktop

# How long the console may take to notice that the server is back.
RECONNECT = 40


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
