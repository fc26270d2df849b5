# SPDX-License-Identifier: GPL-3.0-or-later
"""What the bakery earns, at the console: the figures of the page, its charts, its tables, what is behind them and the server's
own report say the same."""

import decimal

import bakery
from console_case import ConsoleCase

ACCESSIBLE = "org.a11y.atspi.Accessible"


class Revenue(ConsoleCase):
    """A manager looks at a day with two orders and a refund."""

    def setUp(self):
        super().setUp()
        self.orders = [self.bakery.order("Happy Birthday Mia"), self.bakery.order()]
        payment = bakery.expect(self.bakery.customer.post(f"/api/v1/orders/{self.orders[0]['id']}/payments",
                                                          {"method": "bank_transfer"}))
        bakery.expect(self.bakery.admin.post(f"/api/v1/payments/{payment['id']}/confirm", {}))
        bakery.expect(self.bakery.admin.post("/api/v1/refunds", {"payment": payment["id"], "amount": "100.00"}))
        self.revenue = sum(decimal.Decimal(order["total_price"]) for order in self.orders) - 100

    def open_page(self):
        """A console that shows the figures with everything in them."""
        console = self.open(email=bakery.MANAGER)
        console.key("alt+6")
        console.find("button", rf"^Revenue: {self.revenue:,}\b")
        return console

    def find_table(self, console):
        """The table of the chart over time."""
        return console.tree().find("tree grid", "^Revenue by day$")

    def test_chart_table_and_ledger_agree(self):
        """The chart is read with the keyboard, the table beside it, the orders behind it, and the server is asked as well."""
        console = self.open_page()
        console.find("button", "^Orders: 2\\b")
        console.find("button", "^Refunds: 100.00\\b")
        rows = bakery.expect(self.bakery.admin.get(f"/api/v1/reports/revenue?store={self.bakery.store}"))
        self.assertEqual(sum(decimal.Decimal(row["revenue"]) for row in rows), self.revenue)

        console.key("ctrl+j")
        chart = console.find("image", rf";Revenue: {self.revenue:,};")
        summary = console.bus.get_property(chart.owner, chart.path, ACCESSIBLE, "Description")
        self.assertIn(f"Revenue by day. Revenue: {self.revenue:,} in all, most {self.revenue:,} (", summary)
        console.key("Left")
        console.find("image", ";Revenue: 0.00;")
        console.key("Right", "Return")
        console.read(rf"^3 entries · {self.revenue:,} ")
        for order in self.orders:
            console.read(rf"^#{order['number']} · ")
        console.read(rf"^Refund of #{self.orders[0]['number']} · ")
        console.key("Escape")
        console.wait_until_gone(name="^3 entries · ")

        console.key("ctrl+alt+t")
        table = console.wait(lambda: self.find_table(console), "the table")
        console.wait(lambda: f"{self.revenue:,}" in (self.find_table(console) or table).texts(), "the sum of today in the table")

    def test_what_arrives_is_counted(self):
        """An order that comes while the page is shown changes its figures; one that is cancelled counts no more."""
        console = self.open_page()
        order = self.bakery.order()
        more = self.revenue + decimal.Decimal(order["total_price"])
        console.find("button", rf"^Revenue: {more:,}\b")
        self.bakery.move(order, "cancelled")
        console.find("button", rf"^Revenue: {self.revenue:,}\b")
