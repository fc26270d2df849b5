# SPDX-License-Identifier: GPL-3.0-or-later
"""The stock and the bake list at the console: counted without the network, wasted, bought; ticked off before a late order."""

import datetime
import os
import pathlib
import subprocess
import zoneinfo

import bakery
from console_case import TOAST, ConsoleCase
from network import Network


class Stock(ConsoleCase):
    """A bakery with cream in stock, and a cake that takes a litre of it."""

    def setUp(self):
        super().setUp()
        self.manager = self.bakery.server.sign_in(bakery.MANAGER, bakery.PASSWORD)
        self.cream = bakery.expect(self.manager.post("/api/v1/inventory", {
            "store": self.bakery.store, "name": "Fresh cream", "type": "ingredient", "unit": "ml", "threshold": "1500",
            "supplier": "Dairy", "pack_quantity": "1000", "pack_cost": "3.20"}))
        bakery.expect(self.manager.post("/api/v1/movements", {
            "item": self.cream["id"], "kind": "purchase", "amount": "5", "unit": "l"}))
        self.recipe = bakery.expect(self.manager.post("/api/v1/recipes", {
            "store": self.bakery.store, "name": "Black Forest", "cake": self.bakery.cake, "yield_quantity": "1",
            "yield_unit": "piece", "lines": [{"item": self.cream["id"], "quantity": "1", "unit": "l"}]}))

    def item(self):
        """The cream as the server knows it."""
        return bakery.expect(self.manager.get(f"/api/v1/inventory/{self.cream['id']}"))

    def quantity(self):
        """How much cream the server knows of, in millilitres."""
        return float(self.item()["quantity"])

    def show_bake_list(self, console, order):
        """Shows the bake list of the day on which the order must be started, on the shop's clocks."""
        console.key("alt+2")
        console.find("button", "^The next day$")
        zone = zoneinfo.ZoneInfo(bakery.expect(self.manager.get(f"/api/v1/stores/{self.bakery.store}"))["time_zone"])
        start = bakery.expect(self.manager.get(f"/api/v1/orders/{order['id']}"))["latest_start_at"]
        days = (datetime.datetime.fromisoformat(start.replace("Z", "+00:00")).astimezone(zone).date()
                - datetime.datetime.now(zone).date()).days
        for _ in range(days):
            console.key("ctrl+Page_Down")

    def press_undo(self, console):
        """Presses the button of the toast that is shown, and returns what the toast says was made."""
        def press():
            for toast in console.tree().find_all(name=f"^{TOAST}$"):
                said, button = toast.find(name=" made$"), toast.find("button", "^Undo$", "sensitive")
                if said is not None and button is not None:
                    button.press()
                    return said.name.split(":")[0]
            return None

        return console.wait(press, "a toast with “Undo”")

    def test_count_waste_and_purchase(self):
        """Counted offline and posted once the network is back; waste brings it onto the purchase list, and it is received."""
        network = Network(self.bakery.port)
        self.addCleanup(network.cut)
        console = self.open("console", network.url, email=bakery.MANAGER)
        console.key("alt+5")
        console.find("list item", "^Fresh cream, 5 l, ")
        network.cut()
        console.key("alt+shift+t")
        console.write("^Fresh cream, counted", "-2 l")
        console.read("^There cannot be less than nothing")
        self.assertNotIn("sensitive", console.find("button", "^Post Counts$").states)
        console.write("^Fresh cream, counted", "4.5 l")
        console.find("label", "^Ingredient, expected 5 l$")
        console.click("checkbox", "^Count Blind$")
        console.wait_until_gone("label", "^Ingredient, expected 5 l$")
        console.wait_until_gone("label", "^−500 ml$")
        console.click("checkbox", "^Count Blind$")
        console.find("label", "^−500 ml$")
        console.press("^Post Counts$")
        console.key("alt+shift+s")
        console.find("list item", "^Fresh cream, 4.5 l, ")
        console.key("alt+0")
        console.read("^New: Movement of stock · Fresh cream$")
        console.key("alt+5")
        network.mend()
        console.wait(lambda: self.quantity() == 4500, "the count at the server")

        console.click("list item", "^Fresh cream, ")
        chart = console.find("image|graphic", "^Fresh cream: 4.5 l now, 4.5 l in a week")
        self.assertRegex(chart.description, "^(\\w+ \\d+: 4.5 l(, |$)){7}")
        console.press("^Waste…$")
        console.write("^How much is thrown away", "3.5 l")
        console.press("^Post$")
        console.wait(lambda: self.quantity() == 1000, "the waste at the server")
        console.press("^Undo$")
        console.wait(lambda: self.quantity() == 4500, "the waste taken back at the server")
        console.read("^Wasted, taken back$")
        console.read("^Wasted: ")
        console.press("^Waste…$")
        console.write("^How much is thrown away", "3.5 l")
        console.press("^Post$")
        console.wait(lambda: self.quantity() == 1000, "the second waste at the server")
        console.read("^3.5 l, 100 %$")
        console.press("^Receive…$")
        console.write("^How much came in", "2 l")
        console.write("^Cost ", "8")
        console.read("That is 25 % more than the price of its packs")
        console.key("Escape")
        console.press("^Back to the list$")
        console.find("list item", "^Fresh cream, 1 l, Low, ")

        console.key("alt+shift+p")
        console.find("checkbox", "^Fresh cream$")
        console.press("^Ordered$")
        console.read("^When do they come[?]$")
        console.key("Return")
        console.read("^Dairy · 1 l, expected tomorrow")
        console.wait(lambda: float(self.item()["expected_quantity"]) == 1000, "the delivery at the server")
        console.press("^Receive$")
        console.wait(lambda: self.quantity() == 2000, "the goods at the server")
        kinds = [movement["kind"] for movement in bakery.expect(self.manager.get("/api/v1/movements"))]
        self.assertEqual(sorted(kinds), ["count", "purchase", "purchase", "waste", "waste", "waste"])

    def test_bake_list_and_late_order(self):
        """What accepting leaves is said; what was ticked off stays when a late order comes."""
        first = self.bakery.order()
        console = self.open(email=bakery.MANAGER)
        console.find("button", "^Accept$")
        console.focus("list item", "Asha Rao")
        console.key("Return")
        console.read("^Accepting leaves 4 l of Fresh cream")
        self.bakery.move(first, "confirmed")

        console.read("^Confirmed by ")
        self.show_bake_list(console, first)
        console.click("checkbox", "^Black Forest, 0 of 1 made")
        console.find("checkbox", "^Black Forest, All 1 made")
        late = self.bakery.order()
        self.bakery.move(late, "confirmed")
        console.find("checkbox", "^Black Forest, 1 of 2 made")
        marks = bakery.expect(self.manager.get(f"/api/v1/bake-list/marks?store={self.bakery.store}"))
        self.assertEqual([(mark["recipe"], float(mark["quantity"])) for mark in marks], [(self.recipe["id"], 1)])

        path = pathlib.Path(os.environ["HOME"], "bake-list.pdf")
        console.press("^More$")
        console.press("^Save as PDF", role="menu item.*|button")
        self.choose(console, "Bake List", "Save", str(path))
        console.wait(path.exists, "the PDF file")
        text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
        self.assertRegex(text, r"Black Forest +\S.* 2 +1 +1\n")
        self.assertRegex(text, r"Fresh cream +2\s?l +5\s?l\n")

    def test_bake_list_by_key(self):
        """The list is walked through past its headings and ticked off without the pointer; the button of a toast takes back what
        the toast names, and nothing else."""
        sponge = bakery.expect(self.manager.post("/api/v1/recipes", {
            "store": self.bakery.store, "name": "Sponge", "yield_quantity": "1", "yield_unit": "piece",
            "lines": [{"item": self.cream["id"], "quantity": "1", "unit": "ml"}]}))
        almond = self.bakery.add_cake(name="Almond Cake")
        bakery.expect(self.manager.post("/api/v1/recipes", {
            "store": self.bakery.store, "name": "Almond Cake", "cake": almond, "yield_quantity": "1", "yield_unit": "piece",
            "lines": [{"recipe": sponge["id"], "quantity": "1", "unit": "piece"}]}))
        self.bakery.fill_cart()
        order = self.bakery.order(cake=almond)
        self.bakery.move(order, "confirmed")

        console = self.open(email=bakery.MANAGER)
        self.show_bake_list(console, order)
        names = ["Almond Cake", "Black Forest", "Sponge"]
        console.find("checkbox", "^Sponge, 0 of 1 made")
        self.assertTrue(any(node.name == "ConsoleBakeListPage" for node in console.focused().ancestors()), "the page's focus")
        console.focus("button", "^Today$")
        focused = console.move_focus("Tab", console.focused())
        for name, key in zip(names, ("Down", "Down", "Up")):
            self.assertTrue(focused.matches("list item", f"^{name}, 0 of 1 made"), f"{focused} instead of {name}")
            focused = console.move_focus(key, focused)
        self.assertTrue(focused.matches("list item", "^Black Forest, "), str(focused))
        console.key("space", "ctrl+k")
        console.find("checkbox", "^Black Forest, All 1 made")
        console.find("list item", "^Black Forest, ", "selected")
        console.find("label", "^Mira Rao$")
        console.key("Down", "ctrl+k")
        console.find("checkbox", "^Sponge, All 1 made")
        undone = self.press_undo(console)
        for name in names[1:]:
            console.find("checkbox", f"^{name}, {'0 of' if name == undone else 'All'} 1 made")

        console.press("^By Order$", role="radio.*|toggle.*|tab|button")
        console.find("list item", "^#.* · Asha Rao$")
        self.follow_cake_to_recipe(console)
        self.refuse_recipe(console)

    def follow_cake_to_recipe(self, console):
        """A cake says what its ingredients cost, does not offer what its recipe decides, and leads to the recipe."""
        console.key("alt+4")
        console.find("list item|row|table row", "^Black Forest")
        console.click("list item|row|table row", "^Black Forest")
        console.key("Return")
        console.read("^Black Forest[.] Ingredients for 3[.]20; left of the price: ")
        console.read("^The allergens are from the recipe “Black Forest”; change them there")
        milk = console.find("toggle button|checkbox|button", "^Milk$")
        self.assertTrue(any("sensitive" not in node.states for node in milk.ancestors()), "what cannot be changed")
        console.press("^Open Recipe$")
        console.find("text box|entry", "^Makes")

    def refuse_recipe(self, console):
        """A recipe that makes nothing, of an amount in the wrong unit: said at the field and at the line, and kept as typed."""
        console.key("alt+r")
        console.click("list item", "^Black Forest")
        wrong = {"^Makes": "0", "^How much$": "250 piece"}
        for name, text in wrong.items():
            console.write(name, text)
        console.read("^“piece” cannot be converted into “ml”")
        console.read("^At least 0.001")
        for name, text in wrong.items():
            self.assertEqual(console.find("text box|entry", name).text(), text)
        console.write("^How much$", "-5 ml")
        console.read("^Write how much of each ingredient, more than nothing")
        console.key("ctrl+s")
        self.assertEqual(console.find("text box|entry", "^How much$").text(), "-5 ml")
        stored = bakery.expect(self.manager.get(f"/api/v1/recipes/{self.recipe['id']}"))
        self.assertEqual((float(stored["yield_quantity"]), float(stored["lines"][0]["quantity"])), (1, 1))
