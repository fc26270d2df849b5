# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody who cannot see the window, or cannot use a pointer, finds on it."""

import bakery
from console_case import ConsoleCase


class Access(ConsoleCase):
    """Each view."""

    def test_first_start(self):
        """The page before anybody has signed in."""
        console = self.new_console().start()
        console.read("^Welcome to SweetSpot")
        self.check_stops(console, "the first start", "^Explore a Demo Bakery")

    def test_orders(self):
        """The Orders page, with an order that is selected."""
        order = self.bakery.order("Happy Birthday Mia")
        console = self.open(email=bakery.MANAGER)
        self.card(console, order)
        console.focus("list item", f"^Order {order['number']}\\b")
        console.key("Return")
        console.find("list item", "^Placed")
        self.check_stops(console, "Orders", "^Queue", "^Scheduled", "^Done", "^Search and filter", "^Order", "^Accept")

    def test_dialog(self):
        """The dialog that forces a stage: Tab stays in it, and Escape leaves it without a move."""
        order = self.bakery.order()
        console = self.open(email=bakery.MANAGER)
        self.card(console, order)
        console.focus("list item", f"^Order {order['number']}\\b")
        console.key("Return")
        console.find("list item", "^Placed")
        console.key("ctrl+shift+f")
        console.read("^Force a stage of order")
        console.type("The oven was off")
        self.assertEqual(console.find("text box", "^Reason").text(), "The oven was off")
        self.check_stops(console, "the dialog", "^Stage", "^Back")

        console.key("Escape")
        console.wait_until_gone(name="^Force a stage of order")
        self.assertEqual(self.bakery.moves(order), [])

    def test_changes(self):
        """The page of the changes that wait, with one that waits."""
        order = self.bakery.order()
        console = self.open(email=bakery.MANAGER)
        self.card(console, order)
        self.bakery.kill()
        self.press_on_card(console, order, "Accept")
        self.wait_until_pending(console, order)
        console.key("alt+0")
        console.read(f"^Order #{order['number']}")
        self.check_stops(console, "Waiting changes", "^Waiting changes", "^Send Now")

    def test_store(self):
        """The Store page: a form with all kinds of fields."""
        console = self.open(email=bakery.MANAGER)
        console.key("alt+8")
        console.find("text box", "^Monday")
        self.check_stops(console, "Store", "^Like Monday", "^Add a zone", "^Add a closure")

    def test_people(self):
        """The People page, with somebody selected."""
        console = self.open(email="admin@example.com")
        console.key("alt+9")
        console.find("list item", "^Bela")
        console.focus("list item", "^Bela")
        console.key("Return")
        console.find("text box", "^First name")
        self.check_stops(console, "People", "^New Person", "^Search and filter", "^Bela", "^More", "^Role", "^Works at")

    def test_feedback(self):
        """The Feedback page, with a complaint that is shown."""
        console = self.open(email=bakery.MANAGER)
        console.key("alt+7")
        complaint = {"store": self.bakery.store, "order": self.bakery.order()["id"], "text": "It was cold"}
        bakery.expect(self.bakery.customer.post("/api/v1/complaints", complaint))
        console.focus("list item", "^Asha Rao, ")
        console.key("space")
        console.find("button", "^Close Complaint$")
        self.check_stops(console, "Feedback", "^Complaints", "^Ratings", "^Asha Rao", "^Show Order", "^Refund",
                         "^Close Complaint")

    def test_catalogue(self):
        """The Catalogue page: cards, and what can be done with those that are selected."""
        console = self.open_catalogue()
        console.focus("list item", "^Black Forest")
        self.check_stops(console, "Catalogue", "^New Cake", "^Cakes", "^Options", "^Drinks", "^Search and filter",
                         "^Show as a table", "^More", "^Black Forest")
        console.focus("list item", "^Black Forest")
        console.key("space")
        console.read("^1 selected$")
        self.check_stops(console, "the selection", "^Select nothing", "^On$", "^Off$", "^Change", "^Archive")

    def test_catalogue_table(self):
        """The same as a table: each switch says of which cake it is."""
        console = self.open_catalogue()
        console.key("ctrl+t")
        console.find("switch|toggle button|check box", "^Black Forest$")
        self.check_stops(console, "the table", "^Show as cards", "^Black Forest")

    def test_cake(self):
        """The form of a cake, with its pictures and option groups; Escape leads back to the list."""
        console = self.open_catalogue()
        console.focus("list item", "^Black Forest")
        console.key("Return")
        console.find("text box", "^Name")
        self.check_stops(console, "a cake", "^Back to the list", "^More", "^Add Pictures", "^Can be ordered", "^Off until")
        console.key("Escape")
        console.focus("list item", "^Black Forest")

    def open_catalogue(self):
        """A manager's console that shows the catalogue."""
        console = self.open(email=bakery.MANAGER)
        console.key("alt+4")
        console.find("list item", "^Black Forest")
        return console
