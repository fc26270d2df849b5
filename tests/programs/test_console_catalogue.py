# SPDX-License-Identifier: GPL-3.0-or-later
"""The Catalogue page on the real programs: making a cake with options and a picture, importing and exporting a CSV
file, and switching cakes off."""

import csv
import os
import pathlib

import bakery
from catalogue_case import CatalogueCase, jpeg_size, png


class Catalogue(CatalogueCase):
    """What is done to cakes."""

    def prices(self):
        """What each cake costs."""
        return {name: cake["price"] for name, cake in self.cakes().items()}

    def test_create_cake(self):
        """A new cake with an option group and a picture is at the server, its picture a square JPEG."""
        group = self.add_group("Shape", ("round", "0.00"), ("heart", "150.00"))
        console = self.open_catalogue()
        console.press("^New Cake$")
        console.write("^Name", "Opera")
        console.write("^Flavour", "Coffee")
        console.write("^Size", "1 kg")
        console.write("^Price", "800.00")
        console.press("^Offer a Group", role="toggle button|button|push button|menu button|group")
        console.press("^Shape$")
        console.read("^heart")
        console.press("^Add Pictures")
        self.choose(console, "Add Pictures", "Add", self.file("cake.png", png(600, 400)))
        console.wait(lambda: console.tree().find(name="^Picture 1 of 1$"), "the picture's tile")
        console.press("^Save$")
        cake = self.wait_for_cake(console, "Opera", lambda cake: cake["images"])
        self.assertEqual(cake["price"], "800.00")
        self.assertEqual(cake["option_groups"], [group])
        picture = self.bakery.customer.get(f"/api/v1/images/{cake['images'][0]}")
        self.assertEqual(picture.headers["Content-Type"], "image/jpeg")
        self.assertEqual(jpeg_size(picture.body), (400, 400))

    def give_up(self, console):
        """Begins to import a long file, and gives up while it is read."""
        rows = "".join(f"Cake {number},Plain,1 kg,10.00\r\n" for number in range(100000))
        path = self.file("many.csv", f"name,flavor,size,price\r\n{rows}".encode())

        def has_begun():
            bar = console.tree().find("progress bar", "^Reading the file$")
            return bar is not None and bar.value() > 0

        self.press_menu(console, "^Import")
        self.choose(console, "Import Cakes", "Open", path)
        console.wait(has_begun, "the dry run to say how far it is")
        console.key("Escape")
        console.wait_until_gone("window", "^Import Cakes$")

    def test_import(self):
        """A dry run that is given up changes nothing, nor does one that tells each wrong row with its line and column; the
        import is one act with one undo."""
        rows = [["name", "flavor", "size", "price", "category"],
                ["Opera", "Coffee", "1 kg", "800.00", ""],
                ["Black Forest", "Cherry", "1 kg", "1.00", ""],
                ["Lemon", "Lemon", "loaf", "cheap", ""]]
        text = "".join(",".join(row) + "\r\n" for row in rows)
        console = self.open_catalogue()
        before = self.cakes()
        self.give_up(console)
        self.assertEqual(self.cakes(), before)

        self.press_menu(console, "^Import")
        self.choose(console, "Import Cakes", "Open", self.file("cakes.csv", text.encode()))
        console.read("1 new · 0 change · 0 stay as they are · 2 rows cannot be imported")
        console.read("Column 1 .*The store has a cake of this name")
        console.read("Column 4 .*cheap. is no amount")
        self.assertEqual(self.cakes(), before)
        console.key("Return")
        self.wait_for_cake(console, "Opera")
        console.press("^Undo$")
        console.wait(lambda: self.cakes() == before, "the import undone")

    def test_export(self):
        """What is exported is imported without a change."""
        console = self.open_catalogue()
        path = pathlib.Path(os.environ["HOME"]) / "out.csv"
        self.press_menu(console, "^Export")
        self.choose(console, "Export the Catalogue", "Save", str(path))
        console.wait(path.exists, "the file")
        with path.open(encoding="utf-8", newline="") as file:
            exported = list(csv.DictReader(file))
        self.assertEqual([row["name"] for row in exported], ["Black Forest"])
        self.press_menu(console, "^Import")
        self.choose(console, "Import Cakes", "Open", str(path))
        console.read("0 new · 0 change · 1 stays as it is")

    def test_switch_off(self):
        """A selected cake is switched off until tomorrow, and the undo switches it on again."""
        console = self.open_catalogue()
        console.focus("list item", "^Black Forest")
        console.key("space")
        console.read("^1 selected$")
        console.press("^Off$", role="toggle button|button|push button|group")
        console.press("^Until tomorrow$", role="menu item|button")
        self.wait_for_cake(console, "Black Forest", lambda cake: cake["unavailable_until"] is not None)
        console.find("list item", "Off until")
        console.key("ctrl+z")
        self.wait_for_cake(console, "Black Forest", lambda cake: cake["unavailable_until"] is None)

    def test_duplicate(self):
        """A copy is a new cake. Where another new one was begun, that one is shown, with a button that begins the copy in its
        place; nothing typed is lost. On another page the key does nothing."""
        console = self.open_catalogue()
        self.open_cake(console)
        console.key("ctrl+d")
        self.wait_for_text(console, "^Name", "Black Forest (copy)")
        console.key("End")
        console.type("!")
        self.wait_for_text(console, "^Name", "Black Forest (copy)!")
        console.key("BackSpace", "ctrl+s")
        copy = self.wait_for_cake(console, "Black Forest (copy)")
        self.assertEqual(copy["price"], self.cakes()["Black Forest"]["price"])

        console.key("alt+1", "ctrl+d", "alt+4")
        self.wait_for_text(console, "^Name", "Black Forest (copy)")
        console.find("button", "^More$")

        # A press takes effect a moment later, and the entry is there already: what is written before goes into the copy.
        console.press("^Back to the list$")
        console.press("^New Cake$")
        console.find("label", "^New Cake$")
        console.write("^Name", "Opera")
        console.press("^Back to the list$")
        self.open_cake(console)
        console.key("ctrl+d")
        console.read("^You began this earlier and have not saved it.$")
        self.wait_for_text(console, "^Name", "Opera")
        console.press("^Start Afresh$")
        self.wait_for_text(console, "^Name", "Black Forest (copy)")
        console.press("^Undo$")
        self.wait_for_text(console, "^Name", "Opera")

    def test_archive(self):
        """An archived cake is sold no more, and the undo brings it back."""
        console = self.open_catalogue()
        console.focus("list item", "^Black Forest")
        console.key("space")
        console.read("^1 selected$")
        console.press("^Archive$")
        console.wait(lambda: "Black Forest" not in self.cakes(), "the archiving")
        console.key("ctrl+z")
        self.wait_for_cake(console, "Black Forest")
        console.find("list item", "^Black Forest")

    def test_change_several(self):
        """What a change of several cakes would do is shown before it is done; all of it is one act with one undo."""
        self.bakery.add_cake(name="Opera", price="800.00")
        before = self.prices()
        console = self.open_catalogue()
        console.find("list item", "^Opera")
        console.focus("list item", "^Black Forest")
        console.key("ctrl+a")
        console.read("^2 selected$")
        console.press("^Change")
        console.write("^Price, such as", "+10 %")
        console.read("800.00 → .*880.00")
        console.read("^2 of 2 cakes change$")
        self.assertEqual(self.prices(), before)
        console.key("Return")
        self.wait_for_cake(console, "Opera", lambda cake: cake["price"] == "880.00")
        self.wait_for_cake(console, "Black Forest", lambda cake: cake["price"] == "682.00")
        console.press("^Undo$")
        console.wait(lambda: self.prices() == before, "the prices of before")

    def test_rights(self):
        """Who may not change the catalogue sees it and is offered nothing."""
        self.add_group("Shape", ("round", "0.00"))
        console = self.open()
        console.key("alt+4")
        console.find("list item", "^Black Forest")
        self.assertIsNone(console.tree().find("button", "^New Cake$"))
        console.tree().find_all("button", "^More$", "sensitive")[-1].press()
        console.find("menu item", "^Export")
        self.assertIsNone(console.tree().find("menu item", "^Import"))
        console.key("Escape")

        console.key("ctrl+t")
        console.find(name="^Black Forest$", role="switch|toggle button|check box")
        self.assertIsNone(console.tree().find("switch|toggle button|check box", "^Black Forest$", "sensitive"))
        console.key("ctrl+t")
        self.open_cake(console)
        self.assertIsNone(console.tree().find("button", "^Save$"))
        console.key("ctrl+d")
        console.press("^More$")
        console.find("menu item.*|check.*", "^Show What")
        self.assertIsNone(console.tree().find("menu item", "^Duplicate|^Archive"))
        self.assertEqual(console.find("text box", "^Name").text(), "Black Forest")

    def test_lost_rights(self):
        """Who loses the right to change the catalogue while it is shown is offered nothing from then on."""
        console = self.open_catalogue()
        console.find("button", "^New Cake$")
        accounts = bakery.expect(self.bakery.admin.get("/api/v1/accounts"))
        manager = next(account["id"] for account in accounts if account["email"] == bakery.MANAGER)
        bakery.expect(self.bakery.admin.patch(f"/api/v1/accounts/{manager}", {"role": "staff"}))
        console.wait_until_gone("button", "^New Cake$")
        console.read("^Your role was changed to “Staff”")
        console.find("list item", "^Black Forest")
