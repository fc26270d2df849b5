# SPDX-License-Identifier: GPL-3.0-or-later
"""Two consoles, two people: the same store and the same cake are changed at both while neither reaches the server. Who comes
back second decides field by field, and both see what became of it."""

import bakery
from catalogue_case import CatalogueCase
from console_case import RECONNECT
from network import Network

# The pages, as the accessible tree calls them.
CAKE = "^ConsoleCataloguePage$"
STORE = "^ConsoleStorePage$"


class Conflicts(CatalogueCase):
    """Two consoles, each behind a network of its own."""

    def setUp(self):
        super().setUp()
        self.bakery.add_person("second@example.com", role="manager", stores=[self.bakery.store])
        self.here, self.network_here = self.open_behind_network("here", bakery.MANAGER)
        self.there, self.network_there = self.open_behind_network("there", "second@example.com")

    def open_behind_network(self, name, email):
        """A console, and the network that it reaches the server by."""
        network = Network(self.bakery.port)
        self.addCleanup(network.cut)
        return self.open(name, network.url, email), network

    def cut_networks(self):
        """Cuts both off, and waits until they have noticed."""
        self.network_here.cut()
        self.network_there.cut()
        for console in (self.here, self.there):
            console.read("^Offline", seconds=RECONNECT)

    def in_page(self, console, page, find, what):
        """Waits for something on a page: other pages have forms of their own."""
        node = console.find("widget", page)
        return console.wait(lambda: find(self.bus.read_tree(node.owner, node.path)), f"{what} on {page}", RECONNECT)

    def save(self, console, page, *texts):
        """Writes into a page's form, each text given after its entry, and saves without a network."""
        for entry, text in texts:
            self.in_page(console, page, lambda node, name=entry: node.find("text box", name), entry).set_text(text)
        console.key("ctrl+s")
        self.in_page(console, page, lambda node: node.find(name="^Waits for the network"), "what waits")

    def decide(self, console, page):
        """Opens the question what is to stay."""
        self.in_page(console, page, lambda node: node.find("button", "^Decide", "sensitive"), "a conflict").press()
        console.find("window", "^Two Versions$")

    def choose(self, console, value):
        """Chooses one of two values with the keyboard, and applies it."""
        console.focus("list item", f"^{value}$")
        console.key("Return")
        console.find("checkbox", f": {value}, ", "checked")
        console.press("^Apply$")
        console.wait_until_gone("window", "^Two Versions$")

    def wait_for_entries(self, console, page, *texts):
        """Waits until a page's entries have these texts."""
        for entry, text in texts:
            self.in_page(console, page, lambda node, name=entry, wanted=text:
                         (found := node.find("text box", name)) and found.text() == wanted, f"{entry} “{text}”")

    def open_pages(self, console):
        """Opens the cake, and its store."""
        console.key("alt+4")
        self.open_cake(console)
        console.key("alt+8")
        self.wait_for_entries(console, STORE, ("^Name", bakery.STORE["name"]))

    def test_two_consoles(self):
        """What both have changed is chosen; what only one of them has changed is merged."""
        here, there = self.here, self.there
        for console in (here, there):
            self.open_pages(console)
        self.cut_networks()
        self.save(there, STORE, ("^Name", "Rosewood on the Hill"), ("^Street and number", "7 Oven Lane"))
        self.save(here, STORE, ("^Name", "Rosewood by the River"), ("^Town", "Nashik"))
        for console in (here, there):
            console.key("alt+4")
        self.save(there, CAKE, ("^Price", "700.00"), ("^Size", "2 kg"))
        self.save(here, CAKE, ("^Price", "650.00"), ("^Flavour", "Cherry"))
        self.network_there.mend()
        there.key("F5")
        self.wait_for_server(there, "Rosewood on the Hill", "700.00")
        self.network_here.mend()
        here.key("F5")

        here.key("alt+8")
        self.decide(here, STORE)
        here.find(name="^Name: Rosewood on the Hill, Theirs")
        here.find(name="^Name: Rosewood by the River, Mine")
        self.assertRegex(here.find("list", "^Changed by me alone$").texts(), "Town\nNashik")
        self.assertRegex(here.find("list", "^Changed by them alone$").texts(), "Street and number\n7 Oven Lane")
        self.check_stops(here, "the conflict", "^Keep Theirs$", "^Apply$", "^Rosewood on the Hill$")
        here.key("Escape")
        here.wait_until_gone("window", "^Two Versions$")
        self.decide(here, STORE)
        self.choose(here, "Rosewood by the River")
        here.key("alt+4")
        self.decide(here, CAKE)
        self.choose(here, "700.00 INR")

        self.wait_for_server(here, "Rosewood by the River", "700.00")
        for console in (here, there):
            self.wait_for_entries(console, STORE, ("^Name", "Rosewood by the River"), ("^Town", "Nashik"),
                                  ("^Street and number", "7 Oven Lane"))
            self.wait_for_entries(console, CAKE, ("^Price", "700.00"), ("^Size", "2 kg"), ("^Flavour", "Cherry"))
        cake = self.cakes()["Black Forest"]
        self.assertEqual((cake["price"], cake["size"], cake["flavor"]), ("700.00", "2 kg", "Cherry"))

    def wait_for_server(self, console, name, price):
        """Waits until the server's store has that name, and its cake that price."""
        def arrived():
            store = bakery.expect(self.bakery.admin.get(f"/api/v1/stores/{self.bakery.store}"))
            return store["name"] == name and self.cakes()["Black Forest"]["price"] == price

        console.wait(arrived, f"“{name}” and {price} at the server", RECONNECT)
