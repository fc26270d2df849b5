# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Catalogue, People and Feedback pages show while there is nothing to show yet, and when it cannot be read."""

import contextlib
import sqlite3

import bakery
from console_case import ConsoleCase
from network import Network

# For each page its key, the table that it reads, what it is called while it loads and when it cannot be read, and an entry.
PAGES = (("alt+4", "cakes", "^Loading the catalogue$", "^The catalogue cannot be shown$", "^Black Forest"),
         ("alt+9", "accounts", "^Loading$", "^The list cannot be shown$", "^Bela Rao"),
         ("alt+7", "complaints", "^Loading feedback$", "^The Feedback Cannot Be Shown$", "^Asha Rao"))


class States(ConsoleCase):
    """One console."""

    def see(self, console, role, name):
        """Waits until such an object can be seen, which all pages have somewhere, and returns it."""
        def find():
            return next((node for node in console.tree().find_all(role, name) if node.is_shown()), None)

        return console.wait(find, f"{role or 'an object'} “{name}” to be seen")

    def rename_tables(self, console, name):
        """Renames the tables of the pages in the console's cache, by a pattern."""
        (path,) = console.home.rglob("cache.db")
        with contextlib.closing(sqlite3.connect(path, timeout=30)) as connection:
            connection.execute("PRAGMA legacy_alter_table = ON")
            for _, table, *_ in PAGES:
                old, new = (table, f"{table}_away") if name == "away" else (f"{table}_away", table)
                connection.execute(f"ALTER TABLE {old} RENAME TO {new}")
            connection.commit()

    def search_cakes(self, console):
        """Asks for something else by a letter, which what is there has."""
        console.write("^Search the catalogue$", "b")

    def search_people(self, console):
        """The same of people."""
        console.write("^Search$", "b")

    def ask_for_all(self, console):
        """Asks for complaints in any state."""
        console.focus("button", "^State of the complaints$")
        console.key("space", "End", "Return")

    def test_states(self):
        """A server that hangs, a cache that cannot be read for a while, and the way back from both."""
        complaint = {"store": self.bakery.store, "order": self.bakery.order()["id"], "text": "It was cold"}
        bakery.expect(self.bakery.customer.post("/api/v1/complaints", complaint))
        network = Network(self.bakery.port)
        self.addCleanup(network.cut)
        self.addCleanup(network.release)
        network.hold(b"GET /api/v1/changes")
        console = self.new_console()
        console.sign_in(network.url, bakery.MANAGER, bakery.PASSWORD)
        console.find("list item", "^Catalogue$")
        for key, _, loading, _, _ in PAGES:
            console.key(key)
            self.see(console, None, loading)
        network.release()
        for key, _, _, _, entry in PAGES:
            console.key(key)
            self.see(console, "list item", entry)

        self.rename_tables(console, "away")
        for (key, _, _, problem, _), ask in zip(PAGES, (self.search_cakes, self.search_people, self.ask_for_all)):
            console.key(key)
            ask(console)
            self.assertNotRegex(self.see(console, "group", problem).texts(), "table")
        self.rename_tables(console, "back")
        for key, _, _, problem, entry in PAGES:
            console.key(key)
            self.see(console, "group", problem).find("button", "^Try again$").press()
            self.see(console, "list item", entry)
