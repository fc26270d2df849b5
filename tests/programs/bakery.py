# SPDX-License-Identifier: GPL-3.0-or-later
"""A small bakery on a real server, and what its customer and the tests ask of it over HTTP."""

import harness

PASSWORD = "a long password"
MANAGER = "manager@example.com"
BAKER = "baker@example.com"
CUSTOMER = "asha@example.com"

PERSON = {"phone_no": "9876543210", "first_name": "Asha", "last_name": "Rao", "address": "12 Sweet Street",
          "city": "Pune", "state": "Maharashtra", "pincode": "411001", "password": PASSWORD}

# Open day and night, and with a queue of a week, so that no case depends on the hour it is run at.
STORE = {"name": "Rosewood Bakery", "city": "Pune", "address": "1 Main Street", "contact_number": "9876500000",
         "email": "rosewood@example.com", "description": "Cakes for every day", "queue_minutes": 10080,
         "undo_seconds": 600, "tax_rate": "5.00", "delivery_fee": "40.00", "lead_time_minutes": 30,
         "opening_hours": {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}}

CAKE = {"name": "Black Forest", "flavor": "Chocolate", "size": "1 kg", "price": "620.00", "work_minutes": 20,
        "allergens": ["milk", "nuts"]}


def expect(answer, *statuses):
    """Returns the answer's JSON if it has one of these statuses."""
    if answer.status not in (statuses or (200, 201)):
        raise AssertionError(answer)
    return answer.json if answer.body else None


class Bakery:
    """One store with a manager, a baker, a customer and a cake."""

    def __init__(self, **environment):
        self.server = harness.Server(**environment)
        admin = self.server.create_admin(password=PASSWORD)
        self.server.start()
        self.port = self.server.port
        self.admin = self.server.sign_in(*admin)
        self.store = expect(self.admin.post("/api/v1/stores", STORE))["id"]
        self.cake = self.add_cake()
        self.add_person(MANAGER, first_name="Mira", role="manager", stores=[self.store])
        self.add_person(BAKER, first_name="Bela", role="staff", stores=[self.store])
        self.account = self.add_person(CUSTOMER)
        self.customer = self.server.sign_in(CUSTOMER, PASSWORD)

    @property
    def url(self):
        """The address a console is given."""
        return f"http://127.0.0.1:{self.port}"

    def add_person(self, email, **fields):
        """Creates an account."""
        return expect(self.admin.post("/api/v1/admin/customers", {**PERSON, "email": email, **fields}))["id"]

    def token(self, email):
        """An access token of the account."""
        return expect(self.server.client().post("/api/v1/token", {"email": email, "password": PASSWORD}))["access"]

    def add_cake(self, **fields):
        """Creates a cake."""
        return expect(self.admin.post("/api/v1/cakes", {**CAKE, "store": self.store, **fields}))["id"]

    def fill_cart(self, message="", cake=None):
        """Puts a cake into the customer's cart."""
        line = {"cake_id": cake or self.cake, "quantity": 1}
        if message:
            choice = {"customer": self.account, "cake": line["cake_id"], "message": message}
            line["customization_id"] = expect(self.customer.post("/api/v1/cake-customizations", choice))["id"]
        expect(self.customer.post("/api/v1/carts", line))

    def place(self, **fields):
        """Orders what is in the customer's cart. Returns the order."""
        details = {"delivery_address": "12 Sweet Street", "payment_method": "other", **fields}
        return expect(self.customer.post("/api/v1/orders", details), 201)

    def order(self, message="", cake=None, **fields):
        """Orders a cake. Returns the order."""
        self.fill_cart(message, cake)
        return self.place(**fields)

    def read(self, order):
        """The order as its customer sees it now."""
        return expect(self.customer.get(f"/api/v1/orders/{order['id']}"))

    def move(self, order, stage):
        """Moves an order, as another program of the bakery would."""
        return expect(self.admin.post(f"/api/v1/orders/{order['id']}/stage", {"stage": stage}))

    def moves(self, order):
        """The stages in the order's timeline that somebody moved it to."""
        return [event["to_stage"] for event in self.read(order)["timeline"] if event["kind"] == "moved"]

    def kill(self):
        """Ends the server without a warning."""
        self.server.stop(harness.signal.SIGKILL)

    def start_again(self):
        """Starts the server again where it was."""
        self.server.start(self.port)

    def stop(self):
        """Ends the server and removes its files."""
        self.server.__exit__()
