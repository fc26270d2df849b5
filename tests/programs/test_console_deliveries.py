# SPDX-License-Identifier: GPL-3.0-or-later
"""Where today's orders go, at the console: a van sets out, is seen, loses its signal, and an order is handed over."""

import datetime

import bakery
from console_case import ConsoleCase

DRIVER = "dev@example.com"


def stamp(seconds):
    """An instant, so many seconds from now."""
    instant = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Deliveries(ConsoleCase):
    """One console on the Deliveries page, and a driver with a telephone."""

    def setUp(self):
        super().setUp()
        self.account = self.bakery.add_person(DRIVER, first_name="Dev", last_name="Joshi", role="driver",
                                              stores=[self.bakery.store])
        self.driver = self.bakery.server.sign_in(DRIVER, bakery.PASSWORD)

    def bake(self, **fields):
        """An order that is ready to be taken out."""
        order = self.bakery.order(fulfilment="delivery", **fields)
        for stage in ("confirmed", "baking", "ready"):
            self.bakery.move(order, stage)
        return order

    def set_out(self, *orders):
        """The driver sets out with the orders."""
        plan = {"store": self.bakery.store, "driver": self.account, "orders": [order["id"] for order in orders]}
        run = bakery.expect(self.bakery.admin.post("/api/v1/deliveries", plan))
        return bakery.expect(self.driver.post(f"/api/v1/deliveries/{run['id']}/start", {}))

    def send_position(self, latitude, seconds):
        """The driver's telephone says where it was so many seconds ago."""
        position = {"latitude": latitude, "longitude": 73.8, "at": stamp(-seconds)}
        answer = bakery.expect(self.driver.post("/api/v1/positions", {"positions": [position]}))
        self.assertEqual(answer["accepted"], 1)

    def test_run(self):
        """The list says what the map shows; what is done beside the map is done at the server."""
        near = self.bake(latitude=18.51, longitude=73.81)
        nowhere = self.bake()
        run = self.set_out(near, nowhere)
        self.send_position(18.5, 600)
        console = self.open(email=bakery.MANAGER)
        console.key("alt+3")
        console.find("list item", rf"^#{near['number']} · Asha Rao, Out for delivery, .*stop 1 of 2, Dev Joshi")
        console.find("list item", rf"^#{nowhere['number']} .*not on the map: the place of the address is not known")
        console.find("list item", "^Dev Joshi · 2 stops left")
        console.read("^no signal since ")

        self.send_position(18.505, 0)
        console.read("^under way, seen at ")
        console.focus("list item", "^Dev Joshi · 2 stops left")
        console.key("space")
        console.read("followed on the map$")

        console.focus("list item", rf"^#{near['number']} ")
        console.key("space")
        console.press("^Delivered$")
        self.wait_for_stage(console, near, "delivered")
        console.find("list item", rf"^#{near['number']} · Asha Rao, Delivered, ")

        bakery.expect(self.driver.post(f"/api/v1/deliveries/{run['id']}/end", {}))
        console.wait_until_gone("list item", "^Dev Joshi ")
