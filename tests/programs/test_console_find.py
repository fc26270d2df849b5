# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding orders on the Orders page: by number, by name, by text, by filter."""

from console_case import ConsoleCase


class Find(ConsoleCase):
    """Three orders in the queue."""

    def setUp(self):
        super().setUp()
        self.console = self.open()
        self.mia = self.bakery.order("Happy Birthday Mia", customer_name="Leo Martins")
        self.zoya = self.bakery.order("Zoya & Imran", customer_name="Sana Qureshi", notes="Ring at the back door")
        self.plain = self.bakery.order(customer_name="Noah Weber", fulfilment="pickup")
        for order in (self.mia, self.zoya, self.plain):
            self.card(self.console, order)

    def shown(self):
        """The numbers of the orders in the list."""
        cards = self.console.tree().find_all("list item", r"^Order \d+\b")
        return sorted(int(card.name.split()[1].rstrip(",:")) for card in cards)

    def wait_for(self, *orders):
        """Waits until the list shows these orders and no others."""
        wanted = sorted(order["number"] for order in orders)
        self.console.wait(lambda: self.shown() == wanted, f"just the orders {wanted}, not {self.shown()}")

    def test_search(self):
        """By number, by name, by inscription, by notes; the beginning of a word is enough; Escape ends it."""
        for words, order in ((str(self.zoya["number"]), self.zoya), ("leo", self.mia), ("birthd", self.mia),
                             ("back door", self.zoya)):
            with self.subTest(words):
                self.console.key("ctrl+f")
                self.console.write("^Search orders", words)
                self.wait_for(order)
        self.console.key("Escape")
        self.wait_for(self.mia, self.zoya, self.plain)

    def test_nothing_found(self):
        """Where nothing is found the page says so, and Clear leads back."""
        self.console.key("ctrl+f")
        self.console.write("^Search orders", "wedding")
        self.console.read("^No order matches")
        self.console.press("^Clear$")
        self.wait_for(self.mia, self.zoya, self.plain)

    def test_lanes(self):
        """A finished order is in the lane of finished ones."""
        self.bakery.move(self.plain, "cancelled")
        self.wait_for(self.mia, self.zoya)
        self.console.press("^Done$")
        self.wait_for(self.plain)

    def test_filter(self):
        """By fulfilment, chosen with the keyboard; what the list is filtered by is said, and one press ends it."""
        self.console.key("ctrl+l")
        self.console.focus("button", "^Fulfilment$")
        self.console.key("space", "Down", "Down", "Return")
        self.wait_for(self.plain)
        self.console.read("^Only: Pickup")

        self.console.key("Escape")
        self.console.press("^Clear filters$")
        self.wait_for(self.mia, self.zoya, self.plain)
