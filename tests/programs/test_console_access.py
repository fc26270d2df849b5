# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody who cannot see the window, or cannot use a pointer, finds on it."""

import bakery
from catalogue_case import CatalogueCase


class Access(CatalogueCase):
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

        console.focus("list item", "^Catalogue$")
        console.key("Down", "Down")
        console.wait(lambda: console.focused().name.startswith("Recipes"), "the focus two pages below")
        marked = console.find("list", "^Pages$").find_all("list item", state="selected")
        self.assertEqual([item.name.partition(",")[0] for item in marked], ["Orders"])

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

    def check_dialog(self, console, title, entries, *names):
        """A dialog whose title is its name, whose entries have names, that Tab does not leave, and that Escape closes. Of
        entries the toolkit does not tell that they have the focus."""
        dialog = console.find("window", title, "modal")
        for entry in entries:
            self.assertIsNotNone(dialog.find("text box", entry), f"{title}: {entry}")
        self.check_stops(console, title, *names)
        console.key("Escape")
        console.wait_until_gone("window", title)

    def test_catalogue_dialogs(self):
        """The change of several cakes, and the import of a file: neither does anything when it is left."""
        console = self.open_catalogue()
        before = self.cakes()
        console.focus("list item", "^Black Forest")
        console.key("space")
        console.press("^Change")
        self.check_dialog(console, "^Change Several Cakes$", ("^Price", "^Category$", "^Season$"), "^Cancel$")
        self.press_menu(console, "^Import")
        path = self.file("cakes.csv", b"name,flavor,size,price\r\nOpera,Coffee,1 kg,800.00\r\nLemon,Lemon,loaf,cheap\r\n")
        self.choose(console, "Import Cakes", "Open", path)
        console.read("^1 new")
        self.check_dialog(console, "^Import Cakes$", (), "^Cancel$", "^Import 1 Row$", "^Line 2, Opera, New$")
        self.assertEqual(self.cakes(), before)

    def test_refund_dialog(self):
        """The refund from a complaint gives nothing back when it is left."""
        order = self.bakery.order()
        payment = bakery.expect(self.bakery.customer.post(f"/api/v1/orders/{order['id']}/payments",
                                                          {"method": "bank_transfer"}))
        bakery.expect(self.bakery.admin.post(f"/api/v1/payments/{payment['id']}/confirm", {}))
        complaint = {"store": self.bakery.store, "order": order["id"], "text": "It was cold"}
        bakery.expect(self.bakery.customer.post("/api/v1/complaints", complaint))
        console = self.open(email=bakery.MANAGER)
        console.key("alt+7")
        console.focus("list item", "^Asha Rao, ")
        console.key("space")
        console.press("^Refund…$")
        console.find("text box", "^Amount to give back")
        self.check_dialog(console, "^Refund$", ("^Amount to give back$", "^Reason$"), "^Give Back$")
        self.assertEqual(bakery.expect(self.bakery.admin.get(f"/api/v1/refunds?payment={payment['id']}")), [])
