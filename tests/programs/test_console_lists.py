# SPDX-License-Identifier: GPL-3.0-or-later
"""Narrowing lists down on the real programs: the filters and the order of the catalogue, the roles of people, and somebody who
gets a further store."""

import bakery
from catalogue_case import CatalogueCase


class Lists(CatalogueCase):
    """One console."""

    def shown(self, console, names):
        """Which of the names are listed, in their order."""
        cards = [card.name for card in console.tree().find_all("list item")]
        return [name for card in cards for name in names if card.startswith(name)]

    def wait_for(self, console, wanted, names):
        """Waits until just these of the names are listed, in this order."""
        console.wait(lambda: self.shown(console, names) == wanted, f"the list {wanted}")

    def read_stores(self):
        """Where the baker works, as the API has it."""
        accounts = bakery.expect(self.bakery.admin.get("/api/v1/accounts"))
        return next(account["stores"] for account in accounts if account["email"] == bakery.BAKER)

    def test_people(self):
        """By their role; one of them gets a further store to work at."""
        store = bakery.expect(self.bakery.admin.post("/api/v1/stores", bakery.STORE | {"name": "Lakeside Bakery",
                                                                                      "email": "lake@example.com"}))["id"]
        names = ("Asha Rao", "Bela Rao", "Mira Rao")
        console = self.open(email="admin@example.com")
        console.key("alt+9")
        console.wait(lambda: set(self.shown(console, names)) == set(names), "everybody")
        console.key("ctrl+f")
        console.focus("button", "^Role$")
        console.key("space", "Down", "Down", "Down", "Return")
        self.wait_for(console, ["Bela Rao"], names)

        console.focus("list item", "^Bela Rao")
        console.key("Return")
        console.focus("list item", "^Works at$")
        console.key("Return")
        console.focus("list item", "^Lakeside Bakery$")
        console.key("Return", "ctrl+s")
        console.wait(lambda: sorted(self.read_stores()) == sorted([self.bakery.store, store]), "the further store")

    def test_catalogue(self):
        """By category, by what is off, and by price."""
        self.bakery.add_cake(name="Opera", price="800.00", category="torte", dietary=["vegan"])
        self.bakery.add_cake(name="Lemon", price="500.00", availability=False)
        names = ("Black Forest", "Opera", "Lemon")
        console = self.open_catalogue()
        self.wait_for(console, ["Black Forest", "Lemon", "Opera"], names)
        console.key("ctrl+f")
        console.press("^Filter the catalogue$")
        console.focus("button", "^Category$")
        console.key("space", "Down", "Return")
        self.wait_for(console, ["Opera"], names)
        console.read("^Only: Category: Torte$")
        console.focus("button", "^Category$")
        console.key("space", "Up", "Return")
        self.wait_for(console, ["Black Forest", "Lemon", "Opera"], names)
        console.focus("button", "^Availability$")
        console.key("space", "End", "Return")
        self.wait_for(console, ["Lemon"], names)
        console.read("^Only: Availability: Off$")
        console.key("Escape")
        console.tree().find_all("button", "^Clear filters$", "sensitive")[-1].press()
        self.wait_for(console, ["Black Forest", "Lemon", "Opera"], names)

        self.press_menu(console, "^Sort by")
        console.press("^Highest price$", role="menu item.*|radio.*|check.*")
        self.wait_for(console, ["Opera", "Black Forest", "Lemon"], names)

    def click_header(self, console, title):
        """Clicks on the header of a column of the catalogue's table, once it has a place."""
        def find():
            header = next(header for header in console.find("tree grid", "^Catalogue$").find_all("column header")
                          if header.find("label", title))
            return header.extents() if header.extents()[2] > 0 else None

        x, y, width, height = console.wait(find, f"a place for {title}")
        console.click_at(x + width // 2, y + height // 2)

    def wait_for_rows(self, console, *names):
        """Waits until the table has these cakes in this order."""
        console.wait(lambda: [label.name for label in console.find("tree grid", "^Catalogue$").find_all("label")
                              if label.name in names] == list(names), f"the table {names}")

    def test_table(self):
        """Sorted by a click on the header of a column, and the other way round by another."""
        self.bakery.add_cake(name="Opera", price="800.00")
        self.bakery.add_cake(name="Lemon", price="500.00")
        console = self.open_catalogue()
        console.key("ctrl+t")
        self.wait_for_rows(console, "Black Forest", "Lemon", "Opera")
        self.click_header(console, "^Price$")
        self.wait_for_rows(console, "Lemon", "Black Forest", "Opera")
        self.click_header(console, "^Price$")
        self.wait_for_rows(console, "Opera", "Black Forest", "Lemon")
