# SPDX-License-Identifier: GPL-3.0-or-later
"""What customers say, at the console: a complaint is answered, closed and made good, ratings are read."""

import contextlib
import sqlite3

import bakery
from console_case import RECONNECT, ConsoleCase


class Feedback(ConsoleCase):
    """One console on the Feedback page."""

    def setUp(self):
        super().setUp()
        self.order = self.bakery.order()
        for stage in ("confirmed", "baking", "ready", "out_for_delivery", "delivered"):
            self.bakery.move(self.order, stage)

    def complain(self, text):
        """The customer complains of their order."""
        complaint = {"store": self.bakery.store, "order": self.order["id"], "text": text}
        return bakery.expect(self.bakery.customer.post("/api/v1/complaints", complaint))

    def read_complaint(self, complaint):
        """The complaint as its customer sees it now."""
        return bakery.expect(self.bakery.customer.get(f"/api/v1/complaints/{complaint['id']}"))

    def open_complaint(self, email=bakery.BAKER):
        """A console that shows the one complaint."""
        console = self.open(email=email)
        console.key("alt+7")
        console.focus("list item", "^Asha Rao, ")
        console.key("space")
        console.find("button", "^Close Complaint$")
        return console

    def test_complaint_is_answered(self):
        """It arrives by itself, is answered with the keyboard, leaves the inbox, and is closed; from there to its order."""
        complaint = self.complain("The candles were missing")
        console = self.open_complaint()
        console.read("^The candles were missing$")
        console.write("^Your reply", "They wait for you at the counter", role="text box")
        console.press("^Send Reply$")
        console.wait(lambda: self.read_complaint(complaint)["state"] == "answered", "the answer at the server")
        replies = self.read_complaint(complaint)["replies"]
        self.assertEqual([(reply["text"], reply["is_staff"]) for reply in replies],
                         [("They wait for you at the counter", True)])
        console.wait_until_gone("list item", "^Asha Rao, ")
        console.read("^They wait for you at the counter$")

        console.press("^Close Complaint$")
        console.wait(lambda: self.read_complaint(complaint)["state"] == "closed", "the end of it at the server")
        console.find("button", "^Open Again$")
        console.press("^Show Order$")
        console.find("list item", "^Placed")
        console.find("label", f"^Order #{self.order['number']}$")

    def test_customer_answers_back(self):
        """What the customer writes appears while the complaint is read."""
        complaint = self.complain("The candles were missing")
        console = self.open_complaint()
        bakery.expect(self.bakery.customer.post(f"/api/v1/complaints/{complaint['id']}/replies",
                                                {"text": "Found them, sorry"}))
        console.read("^Found them, sorry$")

    def count_cached(self, console):
        """How many complaints are on the computer of the console; None while the cache is made anew."""
        for path in console.home.rglob("cache.db"):
            with contextlib.suppress(sqlite3.OperationalError), \
                    contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
                return connection.execute("SELECT count(*) FROM complaints").fetchone()[0]
        return None

    def test_rights_are_lost(self):
        """Somebody who has no part in complaints any more is told so, and has them on this computer no longer."""
        complaint = self.complain("The candles were missing")
        console = self.open_complaint()
        self.bakery.kill()
        console.press("^Close Complaint$")
        console.find("button", "^Open Again$")
        self.bakery.server.sql("UPDATE accounts SET role = 'driver', token_generation = token_generation + 1 WHERE email = ?",
                               bakery.BAKER)
        self.bakery.start_again()

        console.read("1 change needs a decision$", seconds=RECONNECT)
        console.key("alt+0")
        console.read("^The server refused this, and it was taken back: ")
        console.press("^Dismiss$")
        console.wait_until_gone(name="^The server refused this, and it was taken back: ")
        self.assertEqual(self.read_complaint(complaint)["state"], "open")
        console.wait_until_gone("list item", "^Feedback")
        console.wait(lambda: self.count_cached(console) == 0, "a cache without complaints")

    def read_refunds(self, payment):
        """The amounts that went back of a payment."""
        refunds = bakery.expect(self.bakery.admin.get(f"/api/v1/refunds?payment={payment['id']}"))
        return [refund["amount"] for refund in refunds]

    def test_refund(self):
        """A part of what was paid goes back."""
        payment = bakery.expect(self.bakery.customer.post(f"/api/v1/orders/{self.order['id']}/payments",
                                                          {"method": "bank_transfer"}))
        bakery.expect(self.bakery.admin.post(f"/api/v1/payments/{payment['id']}/confirm", {}))
        self.complain("It had a dent")
        console = self.open_complaint(bakery.MANAGER)
        console.press("^Refund…$")
        console.write("^Amount to give back", "100.00")
        console.key("Return")
        console.wait(lambda: self.read_refunds(payment) == ["100.00"], "the refund at the server")

    def test_ratings(self):
        """The cake that was rated, with its average, and what was said about it."""
        line = self.order["lines"][0]["id"]
        bakery.expect(self.bakery.customer.post("/api/v1/ratings", {"order_line": line, "stars": 4, "comment": "Light"}))
        console = self.open()
        console.key("alt+7")
        console.press("^Ratings$")
        console.focus("list item", "^Black Forest, ★ 4.0 · 1 rating$")
        console.key("space")
        console.find("list item", "^4 of five stars, Light$")
