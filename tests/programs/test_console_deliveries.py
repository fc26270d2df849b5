# SPDX-License-Identifier: GPL-3.0-or-later
"""Where today's orders go, at the console: a run is planned, put in order and sent out; a van is seen and loses its signal; orders
are handed over, or not."""

import datetime
import re

import bakery
from catalogue_case import png
from console_case import RECONNECT, ConsoleCase

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
        bakery.expect(self.bakery.admin.patch(f"/api/v1/stores/{self.bakery.store}", {"latitude": 18.5, "longitude": 73.8}))

    def bake(self, **fields):
        """An order that is ready to be taken out."""
        order = self.bakery.order(fulfilment="delivery", **fields)
        for stage in ("confirmed", "baking", "ready"):
            self.bakery.move(order, stage)
        return order

    def plan(self, *orders):
        """The driver is to take the orders."""
        plan = {"store": self.bakery.store, "driver": self.account, "orders": [order["id"] for order in orders]}
        return bakery.expect(self.bakery.admin.post("/api/v1/deliveries", plan))

    def set_out(self, *orders):
        """The driver sets out with the orders."""
        run = self.plan(*orders)
        return bakery.expect(self.driver.post(f"/api/v1/deliveries/{run['id']}/start", {}))

    def send_position(self, latitude, seconds):
        """The driver's telephone says where it was so many seconds ago."""
        position = {"latitude": latitude, "longitude": 73.8, "at": stamp(-seconds)}
        answer = bakery.expect(self.driver.post("/api/v1/positions", {"positions": [position]}))
        self.assertEqual(answer["accepted"], 1)

    def drag_middle_of_map(self, console, pixels):
        """Drags what is in the middle of the map to the right, and leaves the map, lest a tooltip comes, a window of its own."""
        x, y, width, height = console.find(name="^Map$", role="widget").extents()
        x, y = x + width // 2, y + height // 2
        steps = [argument for step in range(0, pixels + 1, pixels // 10)
                 for argument in ("mousemove", "--window", console.window_id(), str(x + step), str(y))]
        console.xdotool(*steps[:5], "mousedown", "1", *steps, "mouseup", "1")
        console.xdotool("mousemove", "--window", console.window_id(), "5", str(y))

    def drag_to_row(self, console, name, target):
        """Drags a row of a list onto another one."""
        console.find("list item", target)
        places = []
        for row in (name, target):
            left, top, width, height = console.find("list item", row).extents()
            places.append((left + width // 2, top + height // 2))
        (x, y), (end_x, end_y) = places
        window = console.window_id()  # what is dragged has a window of its own
        for step in (*range(11), 9, 10):
            console.xdotool("mousemove", "--window", window, str(x + (end_x - x) * step // 10),
                            str(y + (end_y - y) * step // 10), *(["mousedown", "1"] if step == 0 else []))
            console.tree()  # what is asked now is answered after the pointer was followed
        console.xdotool("mouseup", "1")

    def read_place(self, console):
        """Where the map was left: latitude, longitude and zoom, as the settings have them."""
        settings = (console.home / "glib-2.0" / "settings" / "keyfile").read_text()
        found = re.search(rf"'place-{self.bakery.store}': '(\S+) (\S+) (\S+)'", settings)
        return found and found.groups()

    def test_view(self):
        """Whoever works there says where a door is. What they chose to see is there again after the next start: the part of the
        map, and what is not wanted on it."""
        ready = self.bake(latitude=18.51, longitude=73.81)
        gone = self.bake(latitude=18.52, longitude=73.82)
        for stage in ("out_for_delivery", "delivered"):
            self.bakery.move(gone, stage)
        self.set_out(self.bake())
        self.plan(ready)
        console = self.open()
        console.key("alt+3")
        console.find("list item", rf"^#{gone['number']} ")
        self.correct_place(console, ready)
        console.focus("list item", "^Dev Joshi · 1 stop left$")
        console.key("space")
        console.find("list item", "^Stop 1 of 1, ", "focused")
        console.key("ctrl+shift+j")
        console.read("followed on the map$")
        console.key("Escape")
        console.wait_until_gone("list item", "^Stop 1 of 1, ")
        console.press("^What is shown$", role="button")
        console.press("^What Is Delivered$", role="menu item")
        console.wait_until_gone("list item", rf"^#{gone['number']} ")
        console.focus("widget", "^Map$")
        console.key("plus", "Right", "alt+1")
        place = console.wait(lambda: self.read_place(console), "the place of the map in the settings")

        console.kill()
        console.start()
        console.key("alt+3")
        console.find("list item", rf"^#{ready['number']} ")
        self.assertIsNone(console.tree().find("list item", rf"^#{gone['number']} "))
        console.read("followed on the map$")
        console.focus("widget", "^Map$")
        console.key("Left", "alt+1")
        console.wait(lambda: self.read_place(console) not in (None, place), "another place of the map in the settings")
        self.assertEqual(self.read_place(console)[2], place[2])

        console.key("alt+3", "ctrl+0", "alt+1")
        console.wait(lambda: self.read_place(console) is None, "no place of the map in the settings")
        self.try_offline(console)

    def try_offline(self, console):
        """Without the server the page says that nobody can set out, and how old it is what it shows."""
        console.key("alt+3")
        console.focus("list item", "^Dev Joshi · 1 stop$")
        console.key("space")
        console.find("button", "^Set Out$", "sensitive")
        self.bakery.kill()
        console.read("^Offline, As of ", seconds=RECONNECT)
        console.press("^Set Out$")
        console.read("^Offline: runs can be planned, but what happens on the road is told to the server at once")

    def correct_place(self, console, order):
        """In degrees, which is taken back, and by dragging the pin."""
        def wait_for_place(what, condition):
            path = f"/api/v1/orders/{order['id']}"
            console.wait(lambda: condition(self.bakery.admin.get(path).json), f"the order {what} at the server")

        console.focus("list item", rf"^#{order['number']} ")
        console.key("space")
        console.press("^Correct the Place…$")
        console.write("^Latitude$", "18.515")
        console.press("^Save$")
        wait_for_place("where it was put", lambda found: (found["latitude"], found["longitude"]) == (18.515, 73.81))
        console.key("ctrl+z")
        wait_for_place("where it was", lambda found: found["latitude"] == 18.51)
        console.wait_until_gone("list item", "^Waiting changes")
        console.key("ctrl+0")
        console.click("widget", "^Map$")
        console.find("list item", rf"^#{order['number']} ", "selected")
        self.drag_middle_of_map(console, 60)
        wait_for_place("where it was dragged", lambda found: 73.81 < found["longitude"] < 73.83)

    def test_run(self):
        """The list says what the map shows; what is done beside the map is done at the server. A driver sees what they drive."""
        near = self.bake(latitude=18.51, longitude=73.81)
        nowhere = self.bake()
        another = self.bake()
        run = self.set_out(near, nowhere)
        self.bakery.server.sql("UPDATE deliveries SET started_at = started_at - 900000000 WHERE id = ?", run["id"])
        self.send_position(18.5, 600)
        console = self.open(email=DRIVER)
        console.key("alt+3")
        console.find("list item", rf"^#{near['number']} · Asha Rao, Out for delivery, .*stop 1 of 2, Dev Joshi")
        console.find("list item", rf"^#{nowhere['number']} .*not on the map: the place of the address is not known")
        console.find("list item", "^Dev Joshi · 2 stops left")
        console.read("^no signal since ")
        console.read("^Times of arrival are estimates by distance$")
        self.assertIsNone(console.tree().find("list item", rf"^#{another['number']} "))
        self.assertIsNone(console.tree().find("button", "^Plan a run$"))

        self.send_position(18.505, 0)
        console.read("^under way, seen at ")
        console.find("list item", "^Deliveries, 1$")
        console.focus("list item", "^Dev Joshi · 2 stops left")
        console.key("space")
        console.find("list item", rf"^Stop 1 of 2, #{near['number']} ", "focused")
        console.find("list item", rf"^Stop 2 of 2, #{nowhere['number']} · Asha Rao, .*not on the map")
        console.key("ctrl+shift+j")
        console.read("followed on the map$")

        self.hand_over_by_name(console, near, run)
        self.hand_over_by_photo_and_code(console, nowhere)
        console.key("Escape")
        console.find("list item", "^Dev Joshi · 2 of 2 handed over", "focused")
        console.find("list item", rf"^#{near['number']} · Asha Rao, Delivered, .*stop 1 of 2, Dev Joshi, taken by Mr Rao")
        console.find("list item", "^Deliveries$")

    def issue_code(self, order):
        """The customer's code for an order that is on its way."""
        return bakery.expect(self.bakery.customer.post(f"/api/v1/orders/{order['id']}/collection-code"))["code"]

    def find_focus(self, console, role, name):
        """Where the focus is once a dialog is gone. Nothing but a key brings the window to the front again."""
        console.key("Shift_L")
        console.find(role, name, "focused")

    def wait_for_text(self, console, name, text):
        """Waits until an entry has what was typed."""
        console.wait(lambda: console.tree().find("text box", name).text() == text, f"{text} in {name}")

    def hand_over_by_name(self, console, order, run):
        """By key: the code is wrong, and refused once it was wrong too often: a name does."""
        self.issue_code(order)
        console.key("space")
        console.find("button", "^Hand Over…$", "sensitive")
        console.key("ctrl+alt+Return")
        self.assertNotIn("sensitive", console.find("button", "^Hand Over$").states)
        console.key("Tab")
        console.type("WRONG")
        self.wait_for_text(console, "^Code that the customer showed$", "WRONG")
        console.key("Return")
        console.read("^This is not the order's code")
        guess = {"order": order["id"], "code": "WRONG"}
        verb = f"/api/v1/deliveries/{run['id']}/hand-over"
        console.wait(lambda: self.driver.post(verb, guess).status == 409, "the code to be locked")
        console.key("Return")
        console.read("too many wrong codes")
        console.key("ctrl+a", "BackSpace", "shift+Tab")
        console.type("Mr Rao")
        self.wait_for_text(console, "^Who took it$", "Mr Rao")
        self.wait_for_text(console, "^Code that the customer showed$", "")
        console.key("Return")
        self.wait_for_stage(console, order, "delivered")
        self.find_focus(console, "list item", rf"^Stop 1 of 2, #{order['number']} · Asha Rao, taken by Mr Rao")

    def hand_over_by_photo_and_code(self, console, order):
        """A photo that is no picture is refused; another one, and the right code, are proof."""
        console.key("Down")
        console.find("list item", rf"^Stop 2 of 2, #{order['number']} ", "focused")
        console.find("button", "^Hand Over…$", "sensitive")
        console.key("ctrl+alt+Return")
        for name, content in (("notes.png", b"no picture"), ("door.png", png(640, 480))):
            (console.home / name).write_bytes(content)
            console.focus("button", "^Choose…$")
            console.key("space")
            self.choose(console, "Choose a Photo", "Open", str(console.home / name))
            console.read(f"^{name}$")
            if content.startswith(b"no"):
                console.press("^Hand Over$")
                console.read("picture")
        code = self.issue_code(order)
        console.focus("button", "^Choose…$")
        console.key("shift+Tab", "shift+Tab")
        console.type(code)
        self.wait_for_text(console, "^Code that the customer showed$", code)
        console.key("Return")
        self.wait_for_stage(console, order, "delivered")
        self.find_focus(console, "list item", rf"^Stop 2 of 2, #{order['number']} .*handed over, the code was right")
        stop = self.read_run()["stops"][1]
        self.assertEqual((stop["has_photo"], stop["by_code"]), (True, True))
        console.focus("button", "^Show Photo$")
        console.key("space")
        console.find("image", f"^#{order['number']} ")
        console.key("Escape")
        console.wait_until_gone("window", "^Photo of the Delivery$")
        self.find_focus(console, "button", "^Show Photo$")

    def read_run(self):
        """The one run there is, as the server has it."""
        runs = self.bakery.admin.get("/api/v1/deliveries").json
        return runs[0] if runs else None

    def wait_for_run(self, console, what, condition):
        """Waits until the run is at the server as wanted."""
        def look():
            run = self.read_run()
            return run is not None and condition(run)

        console.wait(look, f"a run {what} at the server")

    def wait_until_sent(self, console, stop):
        """Waits until the console shows a stop where it is to be, and knows that the server does, too."""
        console.find("list item", stop)
        console.find("button", "^Set Out$", "sensitive")

    def test_dispatch(self):
        """By key from the plan to the end. Who plans may not see accounts, and yet chooses a driver by name."""
        first, second, third = (self.bake(latitude=18.5 + n / 100, longitude=73.8) for n in (3, 1, 2))
        console = self.open()
        console.key("alt+3")
        console.find("list item", rf"^#{first['number']} ")
        console.key("ctrl+shift+p")
        console.find("combo box", "^Driver$", "focused")
        console.find("button", "^Choose All$", "sensitive")
        console.key("space", "Down", "Return", "alt+a", "alt+p")
        orders = [order["id"] for order in (first, second, third)]
        self.wait_for_run(console, "with its driver", lambda run: run["driver"] == self.account and run["orders"] == orders)
        self.find_focus(console, "list item", rf"^Stop 1 of 3, #{first['number']} ")
        console.read("^Dev Joshi · 3 stops$")

        self.drag_to_row(console, rf"^Stop 3 of 3, #{third['number']} ", rf"^Stop 1 of 3, #{first['number']} ")
        self.wait_for_run(console, "as it was dragged", lambda run: run["orders"] == [orders[2], orders[0], orders[1]])
        console.find("list item", rf"^Stop 1 of 3, #{third['number']} ", "focused")
        console.key("ctrl+z")
        self.wait_for_run(console, "as before", lambda run: run["orders"] == orders)
        self.wait_until_sent(console, rf"^Stop 1 of 3, #{first['number']} ")
        console.find("list item", rf"^Stop 3 of 3, #{third['number']} ", "focused")
        console.key("Home")
        console.find("list item", rf"^Stop 1 of 3, #{first['number']} ", "focused")
        console.key("alt+Down")
        self.wait_for_run(console, "in another order", lambda run: run["orders"] == [orders[1], orders[0], orders[2]])
        console.find("list item", rf"^Stop 2 of 3, #{first['number']} ", "focused")
        console.key("ctrl+z")
        self.wait_for_run(console, "as before", lambda run: run["orders"] == orders)
        self.wait_until_sent(console, rf"^Stop 1 of 3, #{first['number']} ")
        console.key("ctrl+shift+s")
        self.wait_for_run(console, "on the shortest way", lambda run: run["orders"] == [orders[1], orders[2], orders[0]])
        console.find("list item", rf"^Stop 3 of 3, #{first['number']} ", "focused")
        console.key("Up")
        console.find("list item", rf"^Stop 2 of 3, #{third['number']} ", "focused")
        console.key("Delete")
        self.wait_for_run(console, "without a stop", lambda run: run["orders"] == [orders[1], orders[0]])
        self.wait_until_sent(console, rf"^Stop 2 of 2, #{first['number']} ")
        console.key("ctrl+shift+Return")
        self.wait_for_stage(console, second, "out_for_delivery")
        console.key("Home")
        console.find("list item", rf"^Stop 1 of 2, #{second['number']} ", "focused")
        console.find("button", "^Not Handed Over…$", "sensitive")
        console.key("ctrl+shift+x")
        console.find("combo box", "^Reason$", "focused")
        console.key("Tab")
        console.type("The dog is loose")
        console.key("Return")
        self.wait_for_run(console, "with a failed stop", lambda run: run["stops"][0]["reason"] == "The dog is loose")
        self.find_focus(console, "list item", rf"^Stop 1 of 2, #{second['number']} .*not handed over: The dog is loose")
        self.check_stops(console, "Deliveries", "^Back to the day", "^The run", "^Change", "^End the Run", "^Stop 2 of 2",
                         "^Show all", "^Map$", "^Nearer", "^Open the Order", "^Call", "^Show the Way", "^Correct the Place")
        console.focus("list item", "^Stop 2 of 2, ")
        console.key("Up", "ctrl+shift+q")
        console.find("button", "^End the Run$", "focused")
        console.key("Return")
        self.wait_for_run(console, "that is over", lambda run: run["state"] == "finished")
        self.assertEqual(self.bakery.read(first)["stage"], "out_for_delivery")
        console.read("^Dev Joshi · 0 of 2 handed over$")
        self.find_focus(console, "list item", rf"^Stop 1 of 2, #{second['number']} ")
        console.key("ctrl+o")
        console.find("label", f"^Order #{second['number']}$")
