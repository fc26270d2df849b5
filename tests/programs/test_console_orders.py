# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job: an order that was placed over HTTP is worked on the screen, and its customer sees how it goes on."""

import bakery
import desktop
from console_case import RECONNECT, ConsoleCase
from gi.repository import GLib
from network import Network


class Orders(ConsoleCase):
    """One console."""

    def stock_cream(self):
        """Puts five litres of cream in stock, of which the cake takes one, and returns a question for how much is left."""
        manager = self.bakery.server.sign_in(bakery.MANAGER, bakery.PASSWORD)
        cream = bakery.expect(manager.post("/api/v1/inventory", {
            "store": self.bakery.store, "name": "Fresh cream", "type": "ingredient", "unit": "ml"}))["id"]
        bakery.expect(manager.post("/api/v1/movements", {"item": cream, "kind": "purchase", "amount": "5", "unit": "l"}))
        bakery.expect(manager.post("/api/v1/recipes", {
            "store": self.bakery.store, "name": "Black Forest", "cake": self.bakery.cake, "yield_quantity": "1",
            "yield_unit": "piece", "lines": [{"item": cream, "quantity": "1", "unit": "l"}]}))
        return lambda: float(bakery.expect(manager.get(f"/api/v1/inventory/{cream}"))["quantity"])

    def test_order_is_worked(self):
        """Placed, seen, accepted, baked; cancelled before anything was used, so that its ingredients come back."""
        left = self.stock_cream()
        console = self.open()
        order = self.bakery.order("Happy Birthday Mia")

        texts = self.card(console, order).texts()
        self.assertIn("Black Forest", texts)
        self.assertIn("Happy Birthday Mia", texts)
        self.assertIn("Asha Rao", texts)

        console.focus("list item", f"^Order {order['number']}\\b")
        console.key("Return")
        console.find("list item", r"^1 × Black Forest, \D*620\.00")
        console.find("list item", r"^Total, \D*\d+\.\d\d")
        self.press_on_card(console, order, "Accept")
        self.press_on_card(console, order, "Start baking")
        self.wait_for_stage(console, order, "baking")
        self.assertEqual(self.bakery.read(order)["order_status"], "processing")
        self.assertEqual(self.bakery.moves(order), ["confirmed", "baking"])
        self.assertEqual(left(), 4000)

        console.press("^More about this order$", role="toggle button|button|menu button|group")
        console.press("^Cancel order…$", role="menu item|button")
        console.click("list item", "^Put the ingredients back")
        console.press("^Cancel order$")
        self.wait_for_stage(console, order, "cancelled")
        self.assertEqual(left(), 5000)

    def test_lane_says_what_is_new(self):
        """The lane of an order that came in says so until it is accepted, also where nobody sees or hears."""
        console = self.open()
        order = self.bakery.order()
        self.card(console, order)

        console.find("button", "^Queue 1, 1 new order$")
        self.press_on_card(console, order, "Accept")
        console.find("button", "^Queue 1$")

    def test_driver(self):
        """A driver sees the orders of the run that is planned, as soon as it is, and is offered to take them out, not to accept
        them."""
        driver = self.bakery.add_person("driver@example.com", role="driver", stores=[self.bakery.store])
        ready, waiting, other = (self.bakery.order(fulfilment="delivery", delivery_address="7 Sweet Lane") for _ in range(3))
        for stage in ("confirmed", "baking", "ready"):
            self.bakery.move(ready, stage)
        console = self.open(email="driver@example.com")
        plan = {"store": self.bakery.store, "driver": driver, "orders": [ready["id"], waiting["id"]]}
        bakery.expect(self.bakery.admin.post("/api/v1/deliveries", plan))
        self.card(console, ready)

        self.assertIsNone(self.card(console, waiting).find("button", "^Accept$"))
        console.wait_until_gone("list item", f"^Order {other['number']}\\b")
        self.press_on_card(console, ready, "Send out")
        self.wait_for_stage(console, ready, "out_for_delivery")

    def test_undo(self):
        """A step is taken back by the toast's button, and the next one by the keyboard."""
        console = self.open()
        order = self.bakery.order()
        self.press_on_card(console, order, "Accept")
        self.wait_for_stage(console, order, "confirmed")

        console.press("^Undo$")
        self.wait_for_stage(console, order, "pending")
        self.press_on_card(console, order, "Accept")
        self.wait_for_stage(console, order, "confirmed")
        console.key("ctrl+z")
        self.wait_for_stage(console, order, "pending")

    def test_keyboard_alone(self):
        """From the start to baking without a pointer or a screen reader's help."""
        order = self.bakery.order()
        self.bakery.move(order, "confirmed")
        console = self.new_console().start()
        console.find("list item", "^Connect to a Server")
        console.key("Down", "Down", "Return")
        console.find("text box", "^Server address")
        console.type(self.bakery.url)
        console.key("Tab")
        console.type(bakery.BAKER)
        console.key("Tab")
        console.type(bakery.PASSWORD)
        console.key("Return")
        self.card(console, order)

        console.focus("list item", f"^Order {order['number']}\\b")
        console.key("Return")
        console.focus("button", "^Start baking$")
        console.key("Return")
        self.wait_for_stage(console, order, "baking")

    def test_accept_from_notification(self):
        """The notification of a new order has a button that does what the card's does."""
        console = self.new_console()
        console.sign_in(self.bakery.url, bakery.BAKER, bakery.PASSWORD, SWEETSPOT_NEW_INSTANCE="0")
        order = self.bakery.order()
        self.card(console, order)

        console.activate_action("accept-order", GLib.Variant("x", order["id"]))
        self.wait_for_stage(console, order, "confirmed")


class Offline(ConsoleCase):
    """The network goes away and comes back."""

    def test_everything_dies(self):
        """A stage that is moved while the server is dead survives the end of the console, and arrives once."""
        desktop.start_keyring()
        console = self.open()
        order = self.bakery.order()
        self.bakery.move(order, "confirmed")
        self.card(console, order)

        self.bakery.kill()
        console.read("^Offline", seconds=RECONNECT)
        self.press_on_card(console, order, "Start baking")
        self.wait_until_pending(console, order)

        console.kill()
        console.start()
        self.wait_until_pending(console, order)

        self.bakery.start_again()
        console.wait(lambda: not self.is_pending(console, order), "the change to be sent", RECONNECT)
        self.assertEqual(self.bakery.moves(order), ["confirmed", "baking"])

    def test_conflict(self):
        """Two people move the same order while one cannot be reached: the one who comes back decides."""
        network = Network(self.bakery.port)
        self.addCleanup(network.cut)
        here = self.open("here", network.url)
        there = self.open("there", email=bakery.MANAGER)
        order = self.bakery.order()
        self.card(here, order)
        network.cut()
        here.read("^Offline", seconds=RECONNECT)

        self.press_on_card(here, order, "Accept")
        self.wait_until_pending(here, order)
        self.press_on_card(there, order, "Accept")
        self.press_on_card(there, order, "Start baking")
        self.wait_for_stage(there, order, "baking")
        network.mend()

        here.wait(lambda: "needs a decision" in here.tree().texts(), "the conflict", RECONNECT)
        self.card(here, order)
        here.focus("list item", f"^Order {order['number']}\\b")
        here.key("Return")
        texts = here.find(name="^Somebody else changed this order").parent.texts()
        self.assertIn("Confirmed", texts)
        self.assertIn("Baking", texts)
        here.press("^Keep theirs")
        here.wait(lambda: "needs a decision" not in here.tree().texts(), "the end of the conflict")
        self.assertEqual(self.bakery.moves(order), ["confirmed", "baking"])
        self.press_on_card(here, order, "Ready")
        self.wait_for_stage(here, order, "ready")


class TwoConsoles(ConsoleCase):
    """Two consoles of one store."""

    def test_each_sees_the_other(self):
        """What is done at one is seen at the other, both ways."""
        one = self.open("one")
        other = self.open("other", email=bakery.MANAGER)
        order = self.bakery.order()

        self.press_on_card(one, order, "Accept")
        self.press_on_card(other, order, "Start baking")
        self.press_on_card(one, order, "Ready")
        self.wait_for_stage(one, order, "ready")
        self.assertEqual(self.bakery.moves(order), ["confirmed", "baking", "ready"])
