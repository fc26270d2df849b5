# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages with forms: a store's profile and the people of a bakery, changed on the screen and seen over the API."""

import contextlib
import json
import os
import pathlib

import bakery
from console_case import RECONNECT, ConsoleCase


class FormCase(ConsoleCase):
    """A case with forms."""

    def open_page(self, key, email, name="console", url=None):
        """A console at which the page of that key is shown."""
        console = self.open(name, url, email)
        console.key(key)
        return console

    def read_store(self):
        """The store as the API has it."""
        return bakery.expect(self.bakery.admin.get(f"/api/v1/stores/{self.bakery.store}"))

    def read_account(self, account):
        """An account as the API has it."""
        return bakery.expect(self.bakery.admin.get(f"/api/v1/accounts/{account}"))

    def save(self, console):
        """Presses the button that saves."""
        console.press("^Save$")

    def wait_for_store(self, console, **fields):
        """Waits until the server's store has these fields."""
        console.wait(lambda: all(self.read_store()[name] == value for name, value in fields.items()),
                     f"a store with {fields}")


class Store(FormCase):
    """The store's profile."""

    def test_profile(self):
        """What is wrong is said at the field; what is right arrives."""
        console = self.open_page("alt+8", bakery.MANAGER)
        console.write("^Name", "R")
        console.read("^Write at least 3 characters")
        console.write("^Name", "Rosewood and Sons")
        console.wait_until_gone(name="^Write at least 3 characters")
        console.write("^Monday", "8-12, 14-18")
        self.save(console)
        self.wait_for_store(console, name="Rosewood and Sons")
        hours = self.read_store()["opening_hours"]
        self.assertEqual(hours["mon"], [["08:00", "12:00"], ["14:00", "18:00"]])
        self.assertEqual(hours["tue"], [["00:00", "24:00"]])

    def test_place(self):
        """Picked on a map of the world by a click left of and above its middle."""
        console = self.open_page("alt+8", bakery.MANAGER)
        console.focus("button", "^Put It in the Middle$")
        x, y, width, height = console.find(name="^Map$").extents()
        console.click_at(x + width // 4, y + height // 4)
        console.read("^Not saved yet$")
        self.save(console)
        console.wait(lambda: self.read_store()["latitude"] is not None, "the place at the server")
        store = self.read_store()
        self.assertLess(float(store["longitude"]), 0)
        self.assertGreater(float(store["latitude"]), 0)

    def test_keyboard_alone(self):
        """From the page's key to the saved store without a pointer."""
        console = self.open_page("alt+8", bakery.MANAGER)
        console.focus("button", "^Like Monday on every day")
        console.key("shift+Tab", "ctrl+a")
        console.type("9-12")
        console.key("ctrl+s")
        console.wait(lambda: self.read_store()["opening_hours"]["sun"] == [["09:00", "12:00"]], "the hours of Sunday")

    def test_unsaved(self):
        """What was typed is there when one comes back, is asked about on close, and can be dropped."""
        console = self.open_page("alt+8", bakery.MANAGER)
        console.write("^Town", "Nashik")
        console.read("^Not saved yet")
        console.key("alt+1")
        console.key("alt+8")
        console.wait(lambda: console.find("text box", "^Town").text() == "Nashik", "what was typed")

        console.key("ctrl+w")
        console.read("^Save what you have typed")
        console.press("^Cancel$")
        console.press("^Discard changes$")
        console.wait(lambda: console.find("text box", "^Town").text() == "Pune", "what was saved")

    def test_save_on_close(self):
        """A window that closes saves what was typed, if that is what is wanted."""
        console = self.open_page("alt+8", bakery.MANAGER)
        console.write("^Town", "Nashik")
        console.read("^Not saved yet")
        console.key("ctrl+w")
        console.read("^Save what you have typed")
        console.press("^Save$")
        self.wait_for_store(console, city="Nashik")

    def test_refusal(self):
        """What only the server can know stands at the field."""
        other = bakery.STORE | {"name": "Other Bakery", "email": "other@example.com"}
        bakery.expect(self.bakery.admin.post("/api/v1/stores", other))
        console = self.open_page("alt+8", bakery.MANAGER)
        console.write("^E-mail", "other@example.com")
        self.save(console)
        console.read("already", seconds=RECONNECT)


class Stores(FormCase):
    """An admin's stores."""

    def test_create(self):
        """A new store is in the API, and in the list."""
        console = self.open_page("alt+8", "admin@example.com")
        console.find("list item", "^Rosewood Bakery")
        console.press("^New Store$")
        console.find("label", "^New Store$")
        console.write("^Name", "Lakeside Bakery")
        console.write("^Description", "Cakes by the lake")
        console.write("^Street and number", "2 Lake Road")
        console.write("^Town", "Udaipur")
        console.write("^Phone", "9876500001")
        console.write("^E-mail", "lakeside@example.com")
        self.save(console)
        console.find("list item", "^Lakeside Bakery")
        console.wait(lambda: "Lakeside Bakery" in [store["name"] for store in
                                                   bakery.expect(self.bakery.admin.get("/api/v1/stores"))],
                     "the store over the API")


    def test_switch(self):
        """Another store in the sidebar is another catalogue; a cake of the first one does not stay open."""
        other = bakery.expect(self.bakery.admin.post("/api/v1/stores", bakery.STORE | {"name": "Lakeside Bakery",
                                                                                      "email": "lake@example.com"}))
        self.bakery.add_cake(name="Opera", store=other["id"])
        console = self.open_page("alt+4", "admin@example.com")
        console.press("^Choose a store", role="toggle button|button")
        console.press("^Rosewood Bakery", role="menu item.*")
        console.find("list item", "^Black Forest")
        console.focus("list item", "^Black Forest")
        console.key("Return")
        console.find("text box", "^Name")
        console.press("^Choose a store", role="toggle button|button")
        console.press("^Lakeside Bakery", role="menu item.*")
        console.find("list item", "^Opera")
        console.focus("list item", "^Opera")
        self.assertIsNone(console.tree().find("list item", "^Black Forest"))


class People(FormCase):
    """The people of a bakery."""

    def select(self, console, name):
        """Selects somebody in the list."""
        console.find("list item", f"^{name}")
        console.focus("list item", f"^{name}")
        console.key("Return")
        console.find("text box", "^First name")

    def choose(self, console, verb):
        """Chooses a verb in the menu of the person."""
        console.press("^More$", role="toggle button|button")
        console.find("menu item", verb)
        console.press(verb, role="menu item")

    def test_promote(self):
        """An admin promotes somebody, and takes it back."""
        console = self.open_page("alt+9", "admin@example.com")
        self.select(console, "Bela")
        self.choose(console, "^Promote to Manager")
        baker = next(account["id"] for account in bakery.expect(self.bakery.admin.get("/api/v1/accounts"))
                     if account["email"] == bakery.BAKER)
        console.wait(lambda: self.read_account(baker)["role"] == "manager", "the promotion")
        console.find("list item", "^Bela.*Manager")
        console.press("^Undo$")
        console.wait(lambda: self.read_account(baker)["role"] == "staff", "the way back")

    def test_search(self):
        """Somebody is found by a part of the name; others are not listed."""
        console = self.open_page("alt+9", "admin@example.com")
        console.find("list item", "^Bela")
        console.key("ctrl+f")
        console.write("^Search$", "ash")
        console.wait_until_gone("list item", "^Bela")
        console.find("list item", "^Asha Rao")

    def test_manager_hires(self):
        """A manager sees the own staff only, hires somebody, and lets them go."""
        console = self.open_page("alt+9", bakery.MANAGER)
        console.find("list item", "^Bela")
        self.assertIsNone(console.tree().find("list item", "^Asha"))
        console.press("^New Person$")
        console.find("label", "^New Person$")
        console.wait_until_gone("list item", "@|, Manager", "selected")
        for title, text in (("First name", "Dev"), ("Last name", "Nair"), ("E-mail", "dev@example.com"),
                            ("Phone", "9876511111"), ("Password", bakery.PASSWORD), ("Street and number", "3 Mill Street"),
                            ("Town", "Pune"), ("State", "Maharashtra"), ("Postal code", "411001")):
            console.write(f"^{title}", text)
        console.key("Return")
        console.find("list item", "^Dev Nair", seconds=RECONNECT)
        self.assertEqual(self.bakery.server.client().post(
            "/api/v1/token", {"email": "dev@example.com", "password": bakery.PASSWORD}).status, 200)

        self.choose(console, "^Deactivate")
        console.find("list item", "^Dev Nair.*Deactivated", seconds=RECONNECT)
        console.press("^Undo$")
        console.find("list item", "^Dev Nair.*Staff", seconds=RECONNECT)

    def test_lost_rights(self):
        """Who is a manager no longer is told so when they act as one, and the page goes on working."""
        console = self.open_page("alt+9", bakery.MANAGER)
        self.select(console, "Bela")
        console.press("^More$", role="toggle button|button")
        console.find("menu item", "^Deactivate")
        manager = next(account["id"] for account in bakery.expect(self.bakery.admin.get("/api/v1/accounts"))
                       if account["email"] == bakery.MANAGER)
        bakery.expect(self.bakery.admin.patch(f"/api/v1/accounts/{manager}", {"role": "staff"}))
        with contextlib.suppress(AssertionError):
            # The console may hear of it before the press; then there is nothing left to press.
            console.press("^Deactivate", role="menu item", seconds=10)
        console.read("role|allowed|fetched again", seconds=RECONNECT)
        self.assertTrue(self.read_account(manager)["is_active"])

        console.find("list item", "^Orders", "selected", seconds=RECONNECT)
        order = self.bakery.order()
        self.press_on_card(console, order, "Accept")
        self.wait_for_stage(console, order, "confirmed")

    def test_orders(self):
        """The orders of a customer are a step away: the finished ones, too, and not those of somebody of that name."""
        cancelled, order = self.bakery.order(), self.bakery.order()
        self.bakery.move(cancelled, "cancelled")
        self.bakery.add_person("namesake@example.com")
        self.bakery.customer = self.bakery.server.sign_in("namesake@example.com", bakery.PASSWORD)
        other = self.bakery.order()
        console = self.open_page("alt+9", "admin@example.com")
        console.write("^Search", bakery.CUSTOMER)
        self.select(console, "Asha")
        self.choose(console, "^Show Orders")
        console.read("^Orders of Asha Rao$")
        self.card(console, order)
        self.card(console, cancelled)
        self.assertIsNone(console.tree().find("list item", f"^Order {other['number']}\\b"))
        console.press("^Clear filters$")
        self.card(console, other)

    def test_export(self):
        """What is known of a customer is saved in a file, and is all of it."""
        order = self.bakery.order()
        path = pathlib.Path(os.environ["HOME"]) / "asha.json"
        console = self.open_page("alt+9", "admin@example.com")
        self.select(console, "Asha")
        self.choose(console, "^Export Data")
        console.find("widget", "^Save the Data$")
        console.key("ctrl+l", "ctrl+a")
        console.type(str(path))
        console.press("^Save$")
        console.read("^The data was saved$")
        data = json.loads(path.read_text(encoding="utf-8"))
        self.assertIn(bakery.CUSTOMER, json.dumps(data))
        self.assertIn(order["id"], [each["id"] for each in data["orders"]])

    def test_new_password(self):
        """Somebody gets a mail with a link for a new password; what went wrong is said."""
        console = self.open_page("alt+9", "admin@example.com")
        self.select(console, "Bela")
        self.choose(console, "^Mail a Link")
        console.read("^A link to choose a new password is on its way$")

    def test_erase_asks(self):
        """Erasing somebody cannot be undone, so it is asked about."""
        console = self.open_page("alt+9", "admin@example.com")
        self.select(console, "Asha")
        self.choose(console, "^Erase Data")
        console.read("^Erase all data of Asha Rao")
        console.press("^Erase$")
        console.wait_until_gone("list item", "^Asha Rao", seconds=RECONNECT)
