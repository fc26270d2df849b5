# SPDX-License-Identifier: GPL-3.0-or-later
"""What the bakery earns, at the console: the figures of the page, its charts, its tables, what is behind them, the files that
are made of them and the server's own report say the same; and how a day is closed."""

import csv
import datetime
import decimal
import io
import os
import pathlib
import subprocess
import time

import bakery
import desktop
from books import SECOND, Place, find_stock_value
from console_case import ConsoleCase

ACCESSIBLE = "org.a11y.atspi.Accessible"
CLIPBOARD = ("xclip", "-selection", "clipboard", "-o")


class Revenue(ConsoleCase):
    """A manager looks at a day with two orders and a refund."""

    def setUp(self):
        super().setUp()
        self.orders = [self.bakery.order("Happy Birthday Mia"), self.bakery.order()]
        payment = bakery.expect(self.bakery.customer.post(f"/api/v1/orders/{self.orders[0]['id']}/payments",
                                                          {"method": "bank_transfer"}))
        bakery.expect(self.bakery.admin.post(f"/api/v1/payments/{payment['id']}/confirm", {}))
        bakery.expect(self.bakery.admin.post("/api/v1/refunds", {"payment": payment["id"], "amount": "100.00"}))
        self.revenue = sum(decimal.Decimal(order["total_price"]) for order in self.orders) - 100

    def open_page(self):
        """A console that shows the figures with everything in them."""
        console = self.open(email=bakery.MANAGER)
        console.key("alt+6")
        console.find("button", rf"^Revenue: {self.revenue:,}\b")
        return console

    def find_table(self, console):
        """The table of the chart over time."""
        return console.tree().find("tree grid", "^Revenue by day$")

    def test_chart_table_and_ledger_agree(self):
        """The chart is read with the keyboard, the table beside it, the orders behind it, and the server is asked as well; then
        the day is closed."""
        console = self.open_page()
        console.find("button", "^Orders: 2\\b")
        console.find("button", "^Refunds: 100.00\\b")
        rows = bakery.expect(self.bakery.admin.get(f"/api/v1/reports/revenue?store={self.bakery.store}"))
        self.assertEqual(sum(decimal.Decimal(row["revenue"]) for row in rows), self.revenue)

        console.key("ctrl+j")
        chart = console.find("image", rf";Revenue: {self.revenue:,};")
        summary = console.bus.get_property(chart.owner, chart.path, ACCESSIBLE, "Description")
        self.assertIn(f"Revenue by day. Revenue: {self.revenue:,} in all, most {self.revenue:,} (", summary)
        console.key("Left")
        console.find("image", ";Revenue: 0.00;")
        console.key("Right", "Return")
        console.read("^Revenue · ")
        console.read(rf"^3 entries · {self.revenue:,} ")
        for order in self.orders:
            console.read(rf"^#{order['number']} · ")
        console.read(rf"^Refund of #{self.orders[0]['number']} · ")
        console.key("Escape")
        console.wait_until_gone(name="^3 entries · ")

        self.check_pointer(console)
        console.key("ctrl+alt+t")
        table = console.wait(lambda: self.find_table(console), "the table")
        console.wait(lambda: f"{self.revenue:,}" in (self.find_table(console) or table).texts(), "the sum of today in the table")
        self.check_series(console)
        console.key("ctrl+alt+t")
        self.close_day(console)

    def check_series(self, console):
        """Of several series of a day one can be chosen and opened, in the table and in the chart: what was sold, without what
        went back."""
        sales = f"{self.revenue + 100:,}"
        console.click("button", "^What the chart shows$")
        console.wait(lambda: self.is_beside(console.focused(), "^Stock value$"), "the choice to be open")
        console.key("Home", "Down", "Down", "Return")
        console.wait(lambda: console.tree().find("tree grid", "^Sales and refunds by day$"), "the table of sales and refunds")
        console.press(r"^[^;]+;Refunds: −100\.00$")
        console.read("^Refunds · ")
        console.read(r"^1 entry · −100\.00 ")
        console.key("Escape")
        console.wait_until_gone(name="^1 entry · ")
        console.key("Left")
        console.wait(lambda: (console.focused() or console.tree()).matches("button", rf";Sales: {sales}$"), "the sales of today")
        console.key("Return")
        console.read("^Sales · ")
        console.read(rf"^2 orders · {sales} ")
        console.key("Escape")
        console.wait_until_gone(name="^2 orders · ")
        console.key("ctrl+j")
        console.find("image", rf";Sales: {sales};Refunds: −100\.00;Previous period: 0\.00$")
        console.key("Down")
        console.find("image", rf";Sales: {sales}$")
        console.key("Return")
        console.read("^Sales · ")
        console.read(rf"^2 orders · {sales} ")
        console.key("Escape")
        console.wait_until_gone(name="^2 orders · ")

    def check_pointer(self, console):
        """Where the pointer is, the values are; over what days it is dragged, those are shown, until Escape."""
        days = r"^\d+ .*\d{4} · INR$"
        all_days = console.read(days).name
        left, top, width, height = console.find("image", "Revenue").extents()
        place = (left + width - 12, top + height // 2)
        move = ("mousemove", "--window", console.window_id())
        for x, value in ((left + width // 2, "0.00"), (place[0], f"{self.revenue:,}")):
            console.xdotool(*move, str(x), str(place[1]))
            console.find("image", rf";Revenue: {value};")
        steps = [argument for step in range(1, 11) for argument in (*move, str(place[0] - width * step // 50), str(place[1]))]
        console.xdotool("mousedown", "1", *steps, "mouseup", "1")
        fewer_days = console.wait(lambda: console.read(days).name != all_days and console.read(days).name, "fewer days")
        self.assertEqual(fewer_days.split(" – ")[-1], all_days.split(" – ")[-1])
        console.find("button", rf"^Revenue: {self.revenue:,}\b")
        console.key("Escape")
        console.read(f"^{all_days}$")

    def test_what_arrives_is_counted(self):
        """An order that comes while the page is shown changes its figures; one that is cancelled counts no more. The page is the
        first one when the console comes back, with its figures, and tells when there is no network."""
        desktop.start_keyring()
        console = self.open_page()
        order = self.bakery.order()
        more = self.revenue + decimal.Decimal(order["total_price"])
        console.find("button", rf"^Revenue: {more:,}\b")
        self.bakery.move(order, "cancelled")
        console.find("button", rf"^Revenue: {self.revenue:,}\b")
        console.kill()
        console.start()
        console.find("button", rf"^Revenue: {self.revenue:,}\b")
        console.read("^As of ")
        self.bakery.kill()
        console.read("^Offline · as of ")
        self.bakery.start_again()
        console.read("^As of ")

    def test_both_sides_agree(self):
        """By payment date an order counts on the day of its first payment, at the console as on the server; so do customers and
        what was bought, and the categories of cakes, also of one that this console has never seen in the catalogue."""
        gone, self.bakery.cake = self.bakery.cake, self.bakery.add_cake(name="Opera", price="500.00", category="torte")
        bakery.expect(self.bakery.admin.patch(f"/api/v1/cakes/{gone}", {"category": "of old"}))
        self.assertEqual(self.bakery.admin.delete(f"/api/v1/cakes/{gone}").status, 204)
        item = bakery.expect(self.bakery.admin.post("/api/v1/inventory", {"store": self.bakery.store, "name": "Flour",
                                                                          "unit": "g"}))
        bakery.expect(self.bakery.admin.post("/api/v1/movements", {"item": item["id"], "kind": "purchase", "amount": "1000",
                                                                   "cost": "1234.50"}))
        console = self.open_page()
        expenses, = self.report("expenses", "by=store")
        self.assertEqual((expenses["purchases"], expenses["total"]), ("1234.50", "1334.50"))
        console.find("button", r"^Expenses: 1,334\.50\b")
        console.find("button", rf"^Margin: {self.revenue:,}\b")
        self.check_average(console)
        users, = self.report("users", "by=store")
        console.press(rf"^Customers: {users['customers']}, .*\b{users['new_customers']} new$")
        console.read(rf"^{users['customers']} customers? · ")
        console.key("Escape")
        console.wait_until_gone(name="customers? · ")
        self.press_menu(console, "What is shown", "^Payment date")
        row, = self.report("revenue", "by=store&basis=payment")
        self.assertEqual(row["orders"], 1)
        console.find("button", rf"^Orders: {row['orders']}\b")
        console.find("button", rf"^Revenue: {decimal.Decimal(row['revenue']):,}\b")
        self.press_menu(console, "What is shown", "^Order date")
        self.bakery.fill_cart("Not the only one")
        self.bakery.order()
        console.find("button", "^Orders: 3\\b")
        categories = {row["key"]: row for row in self.report("top-cakes", "by=category")}
        self.assertEqual(set(categories), {"of old", "torte"})
        for category in sorted(categories):
            console.press("^Category$")
            console.wait(lambda name=category: self.is_beside(console.focused(), f"^{name}$"), "the categories")
            console.key("Down", "Return")
            console.find("button", rf"^Revenue: {decimal.Decimal(categories[category]['sales']):,}\b")
            console.find("button", rf"^Cakes sold: {categories[category]['quantity']}\b")
        self.assertNotIn("sensitive", console.find("button", "^Expenses: –$").states)
        console.press("^Cakes sold: 2\\b")
        console.read("^Cakes sold · ")
        console.read(rf"^2 cakes in 1 order · {decimal.Decimal(categories['torte']['sales']):,} ")
        console.read(r"^#\d+ · .* · 2 cakes$")

    def check_average(self, console):
        """What was kept of a cancelled order is revenue, and no order: the average is that of the others, as the server has
        them."""
        cancelled = self.bakery.order()
        payment = bakery.expect(self.bakery.customer.post(f"/api/v1/orders/{cancelled['id']}/payments",
                                                          {"method": "bank_transfer"}))
        bakery.expect(self.bakery.admin.post(f"/api/v1/payments/{payment['id']}/confirm", {}))
        self.bakery.move(cancelled, "cancelled")
        row, = self.report("orders", "by=store")
        self.assertEqual((row["orders"], row["cancelled"]), (2, 1))
        with_kept, = self.report("revenue", "by=store")
        self.assertGreater(decimal.Decimal(with_kept["gross"]), decimal.Decimal(row["total"]))
        console.find("button", rf"^Revenue: {decimal.Decimal(with_kept['revenue']):,}\b")
        average = (decimal.Decimal(row["total"]) / row["orders"]).quantize(decimal.Decimal("0.01"), decimal.ROUND_HALF_UP)
        console.find("button", rf"^Average order: {average:,}\b")

    def report(self, name, query):
        """The rows of one of the server's reports."""
        return bakery.expect(self.bakery.admin.get(f"/api/v1/reports/{name}?store={self.bakery.store}&{query}"))

    def press_menu(self, console, button, item):
        """Chooses an item of a menu."""
        console.press(f"^{button}$")
        console.press(item, role="menu item.*|button")

    def test_files(self):
        """What is shown, as a table for programs, on paper, as a picture and on the clipboard; and the value of the stock, which
        is the server's and what its movements add up to."""
        place = self.move_stock()
        console = self.open_page()
        folder = pathlib.Path(os.environ["HOME"])
        console.key("ctrl+shift+e")
        self.choose(console, "Save the Figures", "Save", str(folder / "figures"))
        console.read("^The figures are saved$")
        rows = list(csv.reader(io.StringIO((folder / "figures.csv").read_text())))
        self.assertIn(["Store", bakery.STORE["name"]], rows)
        self.assertLess(datetime.datetime.fromisoformat(dict(rows[:5])["As of"]).timestamp(), time.time())
        self.assertIn(["Revenue", str(self.revenue)], rows)
        self.assertIn(["Refunds", "100.00"], rows)
        begin = rows.index(["Revenue by day", "by order date · store time · refunds on the day they were made"]) + 1
        days = rows[begin + 1:rows.index([], begin)]
        self.assertEqual(sum(decimal.Decimal(day[1]) for day in days), self.revenue)

        self.press_menu(console, "Save or print what is shown", "^Save as PDF")
        self.choose(console, "Save the Figures", "Save", str(folder / "november.PDF"))
        console.wait(lambda: (folder / "november.PDF").exists(), "the PDF file")
        text = subprocess.run(["pdftotext", "-layout", folder / "november.PDF", "-"], check=True, stdout=subprocess.PIPE,
                              encoding="utf-8").stdout
        for words in (f"{self.revenue:,}", "Refunds", "Revenue by day", "Best sellers", "When orders are placed",
                      bakery.STORE["name"], "Page 1 of 2"):
            self.assertIn(words, text)

        self.press_menu(console, "More for this chart", "^Save Picture")
        self.choose(console, "Save the Picture", "Save", str(folder / "chart"))
        console.read("^The picture is saved$")
        self.check_picture((folder / "chart.png").read_bytes())
        self.check_line(folder / "chart.png")
        self.press_menu(console, "More for this chart", "^Copy Picture")
        self.check_picture(console.wait(lambda: self.clipboard("image/png"), "a picture on the clipboard"))
        self.press_menu(console, "More for this chart", "^Copy Table")
        table = console.wait(lambda: self.clipboard("UTF8_STRING"), "a table on the clipboard").decode()
        days = [line.split("\t") for line in table.splitlines()[1:]]
        self.assertEqual(sum(decimal.Decimal(day[1]) for day in days), self.revenue)
        self.check_stock(console, place)

    def post(self, item, kind, amount, at, **fields):
        """Moves something of an item. Returns the movement's id."""
        text = datetime.datetime.fromtimestamp(at // SECOND, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        return bakery.expect(self.bakery.admin.post("/api/v1/movements", {
            "item": item, "kind": kind, "amount": amount, "at": text, "reason": "Old", **fields}))["id"]

    def move_stock(self):
        """In a store whose clocks change and whose days begin at three: an item from the beginning, with what was mistyped and
        what came to light late, and one from the middle on; something came just after the days began on which the clocks
        changed, and just before they ended."""
        place = Place(self.bakery.store, "America/New_York", 180, "INR", 2, ())
        bakery.expect(self.bakery.admin.patch(f"/api/v1/stores/{place.id}", {"time_zone": "America/New_York",
                                                                             "day_cutoff_minutes": 180}))
        flour, sugar = (bakery.expect(self.bakery.admin.post("/api/v1/inventory", {
            "store": place.id, "name": name, "unit": "g", "pack_quantity": pack, "pack_cost": cost}))["id"]
            for name, pack, cost in (("Flour", "1000", "1234.50"), ("Sugar", "7", "3.33")))
        now = int(time.time()) * SECOND
        day = 86400 * SECOND
        self.post(flour, "count", "9000", now - 370 * day)
        for date in (place.date(now) - datetime.timedelta(days) for days in range(2, 367)):
            begin, end = place.begin(date), place.begin(date + datetime.timedelta(1))
            if end - begin != day:
                self.post(flour, "purchase", "77.5", begin)
                self.post(flour, "purchase", "1.25", end - SECOND)
        mistyped = self.post(flour, "purchase", "500", now - 50 * day)
        bakery.expect(self.bakery.admin.post(f"/api/v1/movements/{mistyped}/reverse", {"reason": "Mistyped"}))
        self.post(sugar, "count", "35", now - 90 * day)
        self.post(flour, "waste", "2500", now - 200 * day)
        self.post(flour, "purchase", "1000", now, cost="1234.50")
        return place

    def is_beside(self, focused, name):
        """Whether what has the focus is in a list that has these words as well."""
        return focused is not None and focused.role == "list item" and focused.parent.find("label", name) is not None

    def check_stock(self, console, place):
        """What the stock was worth on each day of three years is on the chart as in the server's report, and as the movements
        add up to; behind it is what there was of each item."""
        items = self.bakery.server.sql("SELECT id, pack_quantity, pack_cost FROM inventory_items")
        movements = self.bakery.server.sql("SELECT item, at, quantity FROM stock_movements")
        self.press_menu(console, "28 days", "^Three years$")
        console.find("button", "^Three years$")
        console.key("alt+shift+d")
        console.press("^What the chart shows$")
        console.wait(lambda: self.is_beside(console.focused(), "^Stock value$"), "the choice to be open")
        console.key("End", "Return")
        console.read("^at the end of the day · at what packs cost today · store time$")
        self.press_menu(console, "More for this chart", "^Copy Table")
        console.wait(lambda: b"Stock value" in self.clipboard("UTF8_STRING"), "the table on the clipboard")
        table = self.clipboard("UTF8_STRING").decode()
        shown = {datetime.datetime.strptime(line.split("\t")[0], "%A, %d %B %Y").date(): line.split("\t")[1]
                 for line in table.splitlines()[1:]}
        self.assertGreater(len(shown), 1090)
        self.assertEqual(shown, {date: place.amount(find_stock_value(place, items, movements, date)) for date in shown})
        rows = self.report("inventory", f"from={min(shown)}&to={max(shown)}")
        self.assertEqual({date.isoformat(): value for date, value in shown.items()}, {row["key"]: row["value"] for row in rows})

        value = f"{decimal.Decimal(shown[max(shown)]):,}"
        console.find("button", rf"^Stock value: {value}\b")
        console.key("ctrl+j")
        console.find("image", rf";Stock value: {value};")
        console.key("Return")
        console.read(rf"^2 items · {value} ")
        console.read("^Sugar · 35 g$")
        console.focus("list item", "^Flour · ")
        console.key("Return")
        console.read("^1 kg for 1,234.50 INR$")

    def clipboard(self, kind):
        """What another program gets to paste, if anything of that kind."""
        return subprocess.run([*CLIPBOARD, "-t", kind], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout

    def check_picture(self, content):
        """A picture of a chart's size, and not of one colour."""
        found = subprocess.run(["identify", "-format", "%m %w %h %k", "-"], check=True, input=content, stdout=subprocess.PIPE)
        kind, width, height, colours = found.stdout.decode().split()
        self.assertEqual(kind, "PNG")
        self.assertTrue(int(width) > 300 and int(height) > 100 and int(colours) > 8, found.stdout)

    def check_line(self, path):
        """On most days nothing was sold: there the line is on the axis, and no lower."""
        shown = subprocess.run(["convert", path, "-depth", "8", "rgb:-"], check=True, stdout=subprocess.PIPE).stdout
        size = subprocess.run(["identify", "-format", "%w", path], check=True, stdout=subprocess.PIPE).stdout
        width = int(size)
        rows = [shown[begin:begin + 3 * width] for begin in range(0, len(shown), 3 * width)]
        pixels = [[row[i:i + 3] for i in range(0, len(row), 3)] for row in rows]
        paper = pixels[0][0]
        axis = max(y for y, row in enumerate(pixels) if sum(pixel != paper for pixel in row) > .8 * width)
        line = max(y for y, row in enumerate(pixels) if sum(r > 140 and g < 80 and b < 130 for r, g, b in row) > .2 * width)
        self.assertLessEqual(abs(axis - line), 6, (axis, line, len(rows)))

    def choose_day(self, console):
        """Days were forgotten since the last close: the first of them is proposed, and with the keyboard today is chosen, which
        closes those before it as well."""
        last = datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(4)
        bakery.expect(self.bakery.admin.post("/api/v1/day-closes", {"store": self.bakery.store, "cash_counted": "0",
                                                                    "business_day": last.isoformat()}))
        self.bakery.server.sql("UPDATE payments SET paid_at = paid_at - ?", 2 * 86400 * SECOND)
        console.key("ctrl+shift+k")
        console.find("combo box", "^Business day$")
        self.assertIsNone(self.find_sum(console, "Given back", "100.00"))
        console.focus("combo box", "^Business day$")
        console.key("Return")
        console.wait(lambda: console.focused() is not None and console.focused().role == "list item", "the days")
        console.key("End", "Return")
        console.wait(lambda: self.find_sum(console, "Given back", "100.00"), "the sums up to today")

    def find_sum(self, console, title, amount):
        """A row of the sums of a close."""
        row = console.tree().find("list item", f"^{title}$")
        return row and row.find("label", f"^{amount}$")

    def close_day(self, console):
        """The cash is counted and the day closed, for good; the close is listed, with its number and its sums."""
        self.choose_day(console)
        console.write("^Counted now$", "ten")
        console.read("^Count the cash first$")
        console.write("^Counted now$", "25,50")
        late = bakery.expect(self.bakery.customer.post(f"/api/v1/orders/{self.orders[1]['id']}/payments", {"method": "other"}))
        bakery.expect(self.bakery.admin.post(f"/api/v1/payments/{late['id']}/confirm", {}))
        console.press("^Close the Day for Good$")
        console.read("^Something was taken or given back meanwhile")
        console.read(rf"^{decimal.Decimal(late['amount']):,}$")
        expected = f"{decimal.Decimal(late['amount']) + decimal.Decimal('25.50'):f}"
        console.write("^Counted now$", expected)
        console.press("^Close the Day for Good$")
        console.read("^Day close 2, ")
        closes = bakery.expect(self.bakery.admin.get(f"/api/v1/day-closes?store={self.bakery.store}"))
        close = max(closes, key=lambda close: close["number"])
        self.assertEqual((close["number"], close["cash_counted"], close["cash_difference"]), (2, expected, "25.50"))
        self.assertEqual(close["total"], str(decimal.Decimal(close["taken"]) - 100))
        console.key("Escape")
        console.wait_until_gone("button", "^Close the Day for Good$")
        self.press_menu(console, "Save or print what is shown", "^Past Day Closes")
        console.read("^25.50 more cash than expected$")
        console.focus("list item", "^Day close 2, ")
        console.key("Return")
        for title in ("Taken", "Given back", "Cash expected", "Cash counted"):
            console.read(f"^{title}$")
        console.find("button", "^Print$")
        console.find("button", "^Save as PDF$")
        console.key("Escape")
        console.read("^25.50 more cash than expected$")
        console.key("Escape")
        console.wait_until_gone(name="^25.50 more cash")
