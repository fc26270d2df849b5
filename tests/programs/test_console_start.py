# SPDX-License-Identifier: GPL-3.0-or-later
"""How a console starts: for the first time, again, with damaged files, and with a database of another version."""

import sqlite3
import subprocess
import unittest

import bakery
import desktop
import harness
from console_case import RECONNECT, ConsoleCase


class FirstStart(ConsoleCase):
    """Nobody has signed in yet."""

    def test_wrong_password(self):
        """It is said at the form, which keeps what was typed; the right password signs in."""
        console = self.new_console().start()
        console.focus("list item", "^Connect to a Server")
        console.key("Return")
        console.write("^Server address", self.bakery.url)
        console.write("^E-mail", bakery.BAKER)
        console.write("^Password", "not the password")
        console.press("^Sign In")
        console.read("the password is wrong")
        self.assertEqual(console.find("text box", "^E-mail").text(), bakery.BAKER)

        console.write("^Password", bakery.PASSWORD)
        console.press("^Sign In")
        console.read("^Online")

    def test_without_keyring(self):
        """Where no Secret Service is, the console says how long the sign-in lasts, and asks for the password after that."""
        console = self.open()
        console.read("sign-in is kept only until you quit")
        console.kill()
        console.start()
        console.press("^Sign in…")
        console.write("^Password", bakery.PASSWORD)
        console.press("^Sign In$")
        console.read("^Online")

    def test_with_keyring(self):
        """Where there is one, nothing is said, and nothing is typed at the next start."""
        desktop.start_keyring()
        console = self.open()
        self.assertIsNone(console.tree().find(name="only until you quit"))
        console.kill()
        console.start()
        console.read("^Online")


class Files(ConsoleCase):
    """What the console keeps."""

    def file(self, console, name):
        """The one file of that name below the console's folder."""
        (path,) = console.home.rglob(name)
        return path

    def test_damaged_cache(self):
        """A damaged cache is set aside and fetched again, and what waits in the outbox is sent."""
        desktop.start_keyring()
        console = self.open()
        order = self.bakery.order()
        self.bakery.move(order, "confirmed")
        self.card(console, order)
        self.bakery.kill()
        console.read("^Offline", seconds=RECONNECT)
        self.press_on_card(console, order, "Start baking")
        self.wait_until_pending(console, order)
        console.kill()

        cache = self.file(console, "cache.db")
        cache.write_bytes(b"This is not a database. " * 4096)
        console.start()
        self.assertTrue(list(cache.parent.glob("cache.db.damaged-*")))
        self.bakery.start_again()
        self.card(console, order, RECONNECT)
        self.wait_for_stage(console, order, "baking", RECONNECT)
        self.assertEqual(self.bakery.moves(order), ["confirmed", "baking"])

    def count_drafts(self, console):
        """How many forms are on the disk with what was typed and not saved."""
        with sqlite3.connect(self.file(console, "outbox.db")) as connection:
            return connection.execute("SELECT count(*) FROM draft").fetchone()[0]

    def test_drafts(self):
        """What was typed is there again after a power cut, in the store's form and in that of a new cake, and goes when it
        is saved."""
        desktop.start_keyring()
        console = self.open(email=bakery.MANAGER)
        console.key("alt+4")
        console.press("^New Cake$")
        console.find("label", "^New Cake$")
        console.write("^Name", "Opera")
        console.key("alt+8")
        console.write("^Town", "Nashik")
        console.wait(lambda: self.count_drafts(console) == 2, "what was typed on the disk")
        console.kill()

        console.start()
        console.read("^What you typed in 2 forms and did not save is still here$")
        console.wait(lambda: console.find("text box", "^Town").text() == "Nashik", "the town that was typed")
        console.key("ctrl+s")
        console.wait(lambda: self.count_drafts(console) == 1, "a store that is saved")
        console.key("alt+4")
        console.press("^New Cake$")
        console.find("label", "^New Cake$")
        console.wait(lambda: "Opera" in [entry.text() for entry in console.tree().find_all("text box", "^Name")],
                     "the cake that was begun")

    def test_newer_outbox(self):
        """An outbox written by a newer console is left alone, and the console says so."""
        desktop.start_keyring()
        console = self.open()
        console.kill()
        outbox = self.file(console, "outbox.db")
        with sqlite3.connect(outbox) as connection:
            connection.execute("PRAGMA user_version = 1000")
        console.start()
        console.read("newer")
        with sqlite3.connect(outbox) as connection:
            self.assertEqual(connection.execute("PRAGMA user_version").fetchone()[0], 1000)


class NewerDatabase(unittest.TestCase):
    """A server is started on the database of a newer one."""

    def test_refused(self):
        """It ends with a sentence that says what to do, and changes nothing."""
        server = harness.Server()
        self.addCleanup(server.__exit__)
        server.create_admin()
        server.sql("PRAGMA user_version = 1000")
        result = subprocess.run([harness.SERVER, "serve", "--database=" + server.database, "--listen=127.0.0.1:0"],
                                capture_output=True, text=True, timeout=20, check=False)
        self.assertNotEqual(result.returncode, 0)
        self.assertRegex(result.stderr, "newer")
        self.assertEqual(server.sql("PRAGMA user_version"), [(1000,)])
