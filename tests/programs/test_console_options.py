# SPDX-License-Identifier: GPL-3.0-or-later
"""Option groups on the real programs: a drink is made with its parts, what they cost and exclude is changed on the screen, and
the preview says each time what a customer may choose and pays."""

import bakery
from catalogue_case import CatalogueCase
from network import Network


class Options(CatalogueCase):
    """One console on the Catalogue page."""

    def read_group(self, name):
        """The option group of that name and its options by their names, as the API has them."""
        groups = bakery.expect(self.bakery.admin.get(f"/api/v1/option-groups?store={self.bakery.store}"))
        group = next((group for group in groups if group["name"] == name), None)
        options = bakery.expect(self.bakery.admin.get(f"/api/v1/options?option_group={group['id']}")) if group else []
        return group, {option["name"]: option for option in options}

    def wait_for_group(self, console, name, condition):
        """Waits until the server's group and options fulfil a condition. Returns both."""
        def find():
            group, options = self.read_group(name)
            return (group, options) if group is not None and condition(group, options) else None

        return console.wait(find, f"the group “{name}” at the server")

    def find_in(self, console, dialog, part, role, name):
        """What is in a part of the dialog of that title: the last one of that role and name that can be used, or None."""
        window = console.tree().find("window", dialog)
        found = window and window.find("list", part)
        found = found and found.find_all(role, name, "sensitive")
        return found[-1] if found else None

    def write_in(self, console, dialog, part, entry, text):
        """Writes into an entry of a dialog."""
        def write():
            found = self.find_in(console, dialog, part, "text box", entry)
            if found is not None:
                found.set_text(text)
            return found

        console.wait(write, f"{entry} in {dialog}")

    def offer(self, console, group):
        """Offers a group with the cake that is edited."""
        console.press("^Offer a Group$")
        console.press(group)

    def wait_for_price(self, console, options, total):
        """Waits until the preview says that the chosen options cost so much, and what a customer pays with tax."""
        def is_shown():
            labels = [node.name for node in console.tree().find_all("label")]
            rows = list(zip(labels, labels[1:]))
            return ("Options", options) in rows and ("A customer pays", total) in rows

        console.wait(is_shown, f"{total} in the preview")

    def test_drink(self):
        """Made with a part that there is and, without a network, one that is made with it and that it waits for; changed
        afterwards from the form."""
        self.add_group("Base", ("cola", "0.00"), ("orange", "5.00"))
        network = Network(self.bakery.port)
        self.addCleanup(network.cut)
        console = self.open_catalogue(network.url)
        console.press("^Drinks 0$")
        console.press("^New Drink$")
        console.wait(lambda: len(console.tree().find_all("label", "^New Drink$")) == 2, "a new drink and its preview")
        for entry, text in (("^Name", "Spezi"), ("^Flavour", "Fizzy"), ("^Size", "0.5 l"), ("^Price", "100.00")):
            console.write(entry, text)
        self.offer(console, "^Base$")
        network.cut()
        self.offer(console, "^New Group…$")
        self.write_in(console, "^New Option Group$", "^Group$", "^Name", "Syrup")
        self.write_in(console, "^New Option Group$", "^Group$", "^Choose at most", "1")
        console.press("^Add Option$")
        self.write_in(console, "^New Option Group$", "^Options$", "^Name", "vanilla")
        self.write_in(console, "^New Option Group$", "^Options$", "^Price change", "20.00")
        console.press("^Choose…$")
        console.find("checkbox", "^Base: cola$", "focused")
        console.xdotool("key", "Tab", "space")
        console.find("checkbox", "^Base: orange$", "checked")
        console.key("Escape", "ctrl+s")
        console.wait_until_gone("window", "^New Option Group$")

        self.wait_for_price(console, "0.00", "105.00")
        console.click("checkbox", "^vanilla  \\+20.00$")
        self.wait_for_price(console, "20.00", "126.00")
        console.click("checkbox", "^orange")
        console.read("vanilla.*orange|orange.*vanilla")
        console.key("ctrl+s")
        console.read("^Waits for “Syrup”$")
        network.mend()
        drink = self.wait_for_cake(console, "Spezi")
        console.wait(lambda: not any(node.is_shown() for node in console.tree().find_all(name="^Waits for “Syrup”$")),
                     "nothing that waits")
        base, bases = self.read_group("Base")
        syrup, syrups = self.wait_for_group(console, "Syrup", lambda group, options: "vanilla" in options)
        self.assertEqual((drink["kind"], drink["option_groups"]), ("drink", [base["id"], syrup["id"]]))
        self.assertEqual((syrup["minimum"], syrup["maximum"]), (0, 1))
        self.assertEqual(syrups["vanilla"]["price_change"], "20.00")
        self.assertEqual(syrups["vanilla"]["incompatible"], [bases["orange"]["id"]])

        console.tree().find_all("button", "^Change this group$")[-1].press()
        console.find("window", "^Syrup$")
        self.write_in(console, "^Syrup$", "^Group$", "^Choose at most", "2")
        console.focus("list item", "^vanilla$")
        console.key("Return")
        self.write_in(console, "^Syrup$", "^Options$", "^Price change", "30.00")
        console.key("Escape")
        console.read("^Save what you have typed")
        console.key("Escape")
        console.wait_until_gone(name="^Save what you have typed")
        console.click("text box", "^Choose at most")
        console.key("Return")
        console.wait_until_gone("window", "^Syrup$")
        self.wait_for_price(console, "35.00", "141.75")
        self.wait_for_group(console, "Syrup", lambda group, options: group["maximum"] == 2
                            and options["vanilla"]["price_change"] == "30.00")
