# SPDX-License-Identifier: GPL-3.0-or-later
"""Fifty vans with ten stops each, under way: `vans.Fleet(one)` has them planned and started at a bakery, and `fleet.driving()`
drives them meanwhile, in a process of its own: each posts where it is once a second, out of step with the others."""

import contextlib
import datetime
import math
import multiprocessing
import random
import time

import bakery

VANS = 50
STOPS = 10
LATITUDE, LONGITUDE = 18.52, 73.85
SPREAD = 0.05
SPEED = 0.0001  # degrees a second: about forty kilometres an hour
TOKEN_SECONDS = 300
TRAIL = 120


class Van:
    """A driver's telephone, that circles the town."""

    def __init__(self, one, number):
        self.email = f"driver{number}@example.com"
        self.server = one.server
        self.signed_in_at = -TOKEN_SECONDS
        self.client = None
        self.phase = number * 2 * math.pi / VANS
        self.radius = SPREAD * (0.2 + 0.8 * number / VANS)

    def place(self, moment, ago=0):
        """Where the van was so many seconds before."""
        angle = self.phase + (moment - ago) * SPEED / self.radius
        at = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=ago)
        return {"latitude": LATITUDE + self.radius * math.sin(angle), "longitude": LONGITUDE + self.radius * math.cos(angle),
                "heading": -math.degrees(angle) % 360, "speed": 11, "at": at.isoformat().replace("+00:00", "Z")}

    def begin(self, moment):
        """Says where the van has been, so that its trail is as long as trails get."""
        self.say([self.place(moment, 2 * ago) for ago in range(TRAIL, 0, -1)], moment)

    def post(self, moment):
        """Says where the van is."""
        answer = self.say([self.place(moment)], moment)
        if answer["accepted"] != 1:
            raise RuntimeError(answer)

    def say(self, places, moment):
        """Posts positions."""
        if moment - self.signed_in_at >= TOKEN_SECONDS:
            self.client = self.server.sign_in(self.email, bakery.PASSWORD)
            self.signed_in_at = moment
        return bakery.expect(self.client.post("/api/v1/positions", {"positions": places}))


def drive(one, ready, ended):
    """Lets each van post once a second, until it is told to end. In a process of its own."""
    vans = [Van(one, number) for number in range(VANS)]
    for van in vans:
        van.begin(time.monotonic())
    ready.set()
    due = time.monotonic()
    while not ended.is_set():
        for van in vans:
            due += 1 / VANS
            time.sleep(max(due - time.monotonic(), 0))
            van.post(time.monotonic())


class Fleet:
    """The vans of a bakery."""

    def __init__(self, one):
        self.one = one
        chance = random.Random(1)
        for number in range(VANS):
            driver = one.add_person(f"driver{number}@example.com", first_name="Dev", last_name=f"No {number}", role="driver",
                                    stores=[one.store])
            orders = [self.bake(chance) for _ in range(STOPS)]
            run = bakery.expect(one.admin.post("/api/v1/deliveries", {"store": one.store, "driver": driver, "orders": orders}))
            bakery.expect(one.admin.post(f"/api/v1/deliveries/{run['id']}/start"))
        one.server.sql("UPDATE deliveries SET started_at = started_at - ?", 3 * TRAIL * 1000000)

    def bake(self, chance):
        """An order that can be taken out, somewhere in the town. Returns its id."""
        order = self.one.order(fulfilment="delivery", latitude=LATITUDE + chance.uniform(-SPREAD, SPREAD),
                               longitude=LONGITUDE + chance.uniform(-SPREAD, SPREAD))
        for stage in ("confirmed", "baking", "ready"):
            self.one.move(order, stage)
        return order["id"]

    @contextlib.contextmanager
    def driving(self):
        """Has the vans drive."""
        context = multiprocessing.get_context("fork")
        ready, ended = context.Event(), context.Event()
        process = context.Process(target=drive, args=(self.one, ready, ended), daemon=True)
        process.start()
        try:
            if not ready.wait(120):
                raise RuntimeError("the vans did not set out")
            yield
            if not process.is_alive():
                raise RuntimeError("the vans broke down")
        finally:
            ended.set()
            process.join()
