# SPDX-License-Identifier: GPL-3.0-or-later

"""What is in stock: items, recipes, the ledger that orders and people write, and what the catalogue says of it."""

import datetime
import unittest
import urllib.parse
import zoneinfo

from harness import wait_until
from test_server_resources import CAKE, Bakery


class Stock(Bakery):
    """A store with flour, eggs and cream, a sponge, and a cake made of them."""

    def setUp(self):
        super().setUp()
        self.flour = self.make_item('Flour', unit='g', allergens=['gluten'], pack_quantity='1000', pack_cost='40.00',
                                    own_units=[{'name': 'sack', 'quantity': '25000'}], supplier='Mill')
        self.eggs = self.make_item('Eggs', unit='piece', allergens=['eggs'], pack_quantity='30', pack_cost='180.00')
        self.cream = self.make_item('Cream', unit='ml', allergens=['milk'], use_by_days=7, pack_quantity='1000',
                                    pack_cost='300.00')
        self.sponge = self.make_recipe('Sponge', yield_quantity='1', yield_unit='kg', loss='20.00',
                                       lines=[{'item': self.flour, 'quantity': '0.5', 'unit': 'kg'},
                                              {'item': self.eggs, 'quantity': '8', 'unit': 'piece'}])
        self.cake = self.make_cake(name=f'Gâteau {self.flour}')
        self.recipe = self.make_recipe('Gâteau', cake=self.cake, yield_quantity='1',
                                       lines=[{'recipe': self.sponge, 'quantity': '400', 'unit': 'g'},
                                              {'item': self.cream, 'quantity': '0.25', 'unit': 'l'}])

    def make_item(self, name, **fields):
        return self.created(self.manager.post('/api/v1/inventory', {'store': self.store, 'name': name, **fields}))['id']

    def make_recipe(self, name, **fields):
        return self.created(self.manager.post('/api/v1/recipes', {'store': self.store, 'name': name, **fields}))['id']

    def post(self, item, kind, amount, **fields):
        return self.baker.post('/api/v1/movements', {'item': item, 'kind': kind, 'amount': amount, **fields})

    def stock_up(self):
        for item, amount in ((self.flour, '10000'), (self.eggs, '100'), (self.cream, '5000')):
            self.created(self.post(item, 'purchase', amount))

    def item(self, item):
        return self.baker.get(f'/api/v1/inventory/{item}').json

    def levels(self):
        """Quantity and reservation of flour, eggs and cream."""
        items = [self.item(item) for item in (self.flour, self.eggs, self.cream)]
        return [(item['quantity'], item['reserved']) for item in items]

    def check_sums(self):
        """Quantities are the sums of movements, lots never hold more than there is, and nothing is short without saying so."""
        wrong = self.server.sql(
            'SELECT i.id FROM inventory_items i WHERE'
            ' quantity <> (SELECT coalesce(sum(quantity), 0) FROM stock_movements m WHERE m.item = i.id)'
            ' OR reserved <> (SELECT coalesce(sum(reserved), 0) FROM stock_movements m WHERE m.item = i.id)'
            ' OR reserved <> (SELECT coalesce(sum(quantity), 0) FROM stock_reservations r WHERE r.item = i.id)'
            ' OR is_short <> (quantity < 0 OR quantity < reserved)'
            ' OR max(quantity, 0) < (SELECT coalesce(sum(remaining), 0) FROM inventory_lots l WHERE l.item = i.id)'
            ' UNION SELECT l.id FROM inventory_lots l WHERE'
            ' remaining <> (SELECT sum(quantity) FROM stock_movements m WHERE m.lot = l.id)')
        self.assertEqual(wrong, [])

    def tearDown(self):
        self.check_sums()


class Orders(Stock):

    # 400 g of sponge with a fifth lost: 500 g of dough, so 250 g of flour and 4 eggs; and 250 ml of cream.
    FULL = [('10000.000', '0.000'), ('100.000', '0.000'), ('5000.000', '0.000')]
    RESERVED = [('10000.000', '250.000'), ('100.000', '4.000'), ('5000.000', '250.000')]
    CONSUMED = [('9750.000', '0.000'), ('96.000', '0.000'), ('4750.000', '0.000')]

    def setUp(self):
        super().setUp()
        self.stock_up()

    def test_life_of_an_order(self):
        order = self.place()
        self.assertEqual(self.levels(), self.FULL)
        self.move(self.baker, order, 'confirmed')
        self.assertEqual(self.levels(), self.RESERVED)
        self.move(self.baker, order, 'baking')
        self.assertEqual(self.levels(), self.CONSUMED)
        self.assertEqual(self.move(self.baker, order, 'ready').status, 200)
        self.assertEqual(self.levels(), self.CONSUMED)
        kinds = [movement['kind'] for movement in self.baker.get(f'/api/v1/movements?order={order["id"]}').json]
        self.assertEqual(kinds, ['consume'] * 3 + ['reserve'] * 3)

    def cost_of_goods(self):
        """What orders have used so far, in minor units."""
        rows = self.manager.get(f'/api/v1/reports/expenses?by=store&store={self.store}').json
        return sum(int(row['used'].replace('.', '')) for row in rows)

    def test_what_is_used_costs(self):
        """What an order uses costs what its packs do when it is baked, from however many lots; undone, it costs nothing."""
        before = self.cost_of_goods()
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.assertEqual(self.cost_of_goods(), before)
        self.move(self.baker, order, 'baking')
        # A quarter of a pack of flour at 40, 4 eggs at 6, and a quarter of a litre of cream at 300.
        self.assertEqual(self.cost_of_goods() - before, 10900)
        self.baker.post(f'/api/v1/orders/{order["id"]}/undo')
        self.assertEqual(self.cost_of_goods(), before)

    def test_undo_gives_back_what_was_taken(self):
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.move(self.baker, order, 'baking')
        lots = self.server.sql('SELECT id, remaining FROM inventory_lots')
        self.assertEqual(self.baker.post(f'/api/v1/orders/{order["id"]}/undo').status, 200)
        self.assertEqual(self.levels(), self.RESERVED)
        self.assertNotEqual(self.server.sql('SELECT id, remaining FROM inventory_lots'), lots)
        self.assertEqual(self.baker.post(f'/api/v1/orders/{order["id"]}/undo').status, 200)
        self.assertEqual(self.levels(), self.FULL)

    def test_cancelled_before_and_after_baking(self):
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.move(self.baker, order, 'cancelled', reason='No')
        self.assertEqual(self.levels(), self.FULL)
        self.baker.post(f'/api/v1/orders/{order["id"]}/undo')
        self.assertEqual(self.levels(), self.RESERVED)
        self.move(self.baker, order, 'baking')
        self.move(self.baker, order, 'cancelled', reason='Burnt')
        self.assertEqual(self.levels(), self.CONSUMED)
        wasted = [(row['kind'], row['cost'], row['reason']) for row in
                  self.baker.get(f'/api/v1/movements?order={order["id"]}&item={self.cream}').json][:2]
        self.assertEqual(wasted, [('waste', '75.00', f'Order #{order["number"]} was cancelled'), ('consume', '75.00', '')])
        self.baker.post(f'/api/v1/orders/{order["id"]}/undo')
        self.assertEqual(self.levels(), self.CONSUMED)
        self.assertEqual(self.net(order), {'consume': '-250.000', 'waste': '0.000', 'reserve': '0.000', 'release': '0.000'})

    def net(self, order):
        """What the movements of cream for an order come to, by kind."""
        rows = self.server.sql('SELECT kind, sum(quantity) FROM stock_movements WHERE "order" = ? AND item = ? GROUP BY kind',
                               order['id'], self.cream)
        return {kind: f'{quantity / 1000:.3f}' for kind, quantity in rows}

    def test_cancelled_and_put_back(self):
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.assertEqual(self.move(self.baker, order, 'baking', restock=True).status, 400)
        self.move(self.baker, order, 'baking')
        self.assertEqual(self.move(self.baker, order, 'cancelled', restock=True).status, 200)
        self.assertEqual(self.levels(), self.FULL)
        self.baker.post(f'/api/v1/orders/{order["id"]}/undo')
        self.assertEqual(self.levels(), self.CONSUMED)

    def test_item_of_an_order_in_work_stays(self):
        self.created(self.post(self.cream, 'count', '250'))
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.move(self.baker, order, 'baking')
        self.assertEqual(self.item(self.cream)['quantity'], '0.000')
        self.assertEqual(self.manager.delete(f'/api/v1/recipes/{self.recipe}').status, 204)
        self.assertEqual(self.manager.delete(f'/api/v1/inventory/{self.cream}').status, 409)
        self.assertEqual(self.baker.post(f'/api/v1/orders/{order["id"]}/undo').status, 200)
        self.assertEqual(self.item(self.cream)['quantity'], '250.000')

    def test_forced_moves(self):
        order = self.place()
        self.assertEqual(self.move(self.manager, order, 'ready', force=True, reason='Was made already').status, 200)
        self.assertEqual(self.levels(), self.CONSUMED)
        self.assertEqual(self.move(self.manager, order, 'pending', force=True, reason='Was not').status, 200)
        self.assertEqual(self.levels(), self.FULL)
        self.move(self.baker, order, 'confirmed')
        self.move(self.baker, order, 'baking')
        self.assertEqual(self.levels(), self.CONSUMED)

    def test_deleted_order_releases(self):
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.assertEqual(self.admin.delete(f'/api/v1/orders/{order["id"]}').status, 204)
        self.assertEqual(self.levels(), self.FULL)

    def test_options_count(self):
        group = self.created(self.manager.post('/api/v1/option-groups', {'store': self.store, 'name': 'Filling'}))['id']
        option = self.created(self.manager.post('/api/v1/options', {'option_group': group, 'name': 'Double cream'}))['id']
        self.make_recipe('Double', option=option, yield_quantity='1', lines=[{'item': self.cream, 'quantity': '100'}])
        self.manager.patch(f'/api/v1/cakes/{self.cake}', {'option_groups': [group]})
        chosen = {'customer': self.me, 'cake': self.cake, 'options': [option]}
        chosen = self.created(self.customer.post('/api/v1/cake-customizations', chosen))['id']
        line = self.fill_cart(customization_id=chosen, quantity=2)
        order = self.created(self.customer.post('/api/v1/orders', {'cart_id': line['id']}))
        self.manager.patch(f'/api/v1/options/{option}', {'name': 'Twice cream'})
        self.move(self.baker, order, 'confirmed')
        self.assertEqual(self.levels()[2], ('5000.000', '700.000'))

    def test_short_is_said(self):
        order = self.place()
        self.created(self.post(self.eggs, 'count', '3'))
        self.assertEqual(self.move(self.baker, order, 'confirmed').status, 200)
        self.assertEqual([(self.item(item)['is_short']) for item in (self.flour, self.eggs)], [False, True])
        self.move(self.baker, order, 'baking')
        consumed = self.baker.get(f'/api/v1/movements?order={order["id"]}&item={self.eggs}&kind=consume').json
        self.assertEqual([(row['quantity'], row['balance'], row['is_short']) for row in consumed],
                         [('-1.000', '-1.000', True), ('-3.000', '0.000', True)])
        self.created(self.post(self.eggs, 'purchase', '30'))
        self.assertEqual((self.item(self.eggs)['quantity'], self.item(self.eggs)['is_short']), ('29.000', False))


class Catalogue(Stock):

    def test_offered_only_while_all_is_there(self):
        offered = lambda: [cake['id'] for cake in self.anybody.get(f'/api/v1/cakes?store={self.store}').json]  # noqa: E731
        self.assertEqual(self.anybody.get(f'/api/v1/cakes/{self.cake}').json['missing'], 'Flour')
        self.assertNotIn(self.cake, offered())
        self.assertEqual(self.anybody.get(f'/api/v1/carts/is-available/{self.cake}').status, 404)
        self.stock_up()
        self.assertEqual(self.anybody.get(f'/api/v1/cakes/{self.cake}').json['missing'], '')
        self.assertIn(self.cake, offered())
        order = self.place()
        self.created(self.post(self.cream, 'count', '250'))
        self.move(self.baker, order, 'confirmed')
        self.assertEqual(self.baker.get(f'/api/v1/cakes/{self.cake}').json['missing'], 'Cream')
        self.assertIn(self.cake, [cake['id'] for cake in self.baker.get(f'/api/v1/cakes?store={self.store}').json])
        self.assertEqual(self.anybody.get(f'/api/v1/cakes?store={self.store}&availability=true').json.count(self.cake), 0)
        self.move(self.baker, order, 'cancelled', reason='No')
        self.assertIn(self.cake, offered())

    def test_cannot_be_ordered_without(self):
        self.stock_up()
        line = self.fill_cart()
        self.created(self.post(self.eggs, 'count', '3'))
        self.assertEqual(self.customer.post('/api/v1/orders', {'cart_id': line['id']}).status, 409)

    def test_allergens_follow_from_ingredients(self):
        read = lambda: self.anybody.get(f'/api/v1/cakes/{self.cake}').json['allergens']  # noqa: E731
        self.assertEqual(read(), ['eggs', 'gluten', 'milk'])
        self.manager.patch(f'/api/v1/inventory/{self.cream}', {'allergens': ['milk', 'soya']})
        self.assertEqual(read(), ['eggs', 'gluten', 'milk', 'soya'])
        answer = self.manager.patch(f'/api/v1/recipes/{self.sponge}', {'overrides_allergens': True, 'allergens': ['eggs']})
        self.check_errors(answer, 'allergen_reason')
        answer = self.manager.patch(f'/api/v1/recipes/{self.sponge}',
                                    {'overrides_allergens': True, 'allergens': ['eggs'], 'allergen_reason': 'Rice flour'})
        self.assertEqual(answer.status, 200)
        self.assertEqual(read(), ['eggs', 'milk', 'soya'])

    def test_a_recipe_decides_the_allergens(self):
        """Those of a cake with a recipe are changed there: they follow from the ingredients, or there is a reason why not."""
        path, recipe = f'/api/v1/cakes/{self.cake}', f'/api/v1/recipes/{self.recipe}'
        before = self.anybody.get(path).json
        answer = self.manager.patch(path, {'allergens': ['nuts'], 'price': '600.00'})
        self.check_errors(answer, 'allergens')
        self.assertIn('“Gâteau”', answer.json['errors']['allergens'][0])
        self.assertEqual(self.anybody.get(path).json, before)
        same = {**CAKE, 'store': self.store, 'name': before['name'], 'allergens': ['milk', 'gluten', 'eggs']}
        self.check_errors(self.manager.put(path, {**same, 'allergens': []}), 'allergens')
        self.assertEqual(self.manager.put(path, same).status, 200)
        copy = self.make_cake(name=f'Copy {self.cake}', allergens=before['allergens'])
        self.assertEqual(self.manager.patch(f'/api/v1/cakes/{copy}', {'allergens': ['nuts']}).json['allergens'], ['nuts'])

        other = {'overrides_allergens': True, 'allergens': ['nuts']}
        for reason in ({}, {'allergen_reason': ' '}):
            self.check_errors(self.manager.patch(recipe, {**other, **reason}), 'allergen_reason')
        self.assertEqual(self.manager.patch(recipe, {**other, 'allergen_reason': 'Vegan cream'}).status, 200)
        self.assertEqual(self.anybody.get(path).json['allergens'], ['nuts'])
        changes = {(change['entity'], change['id']): change for change in self.baker.changes(limit=5000)[0]}
        self.assertEqual(changes['cake', self.cake]['data']['allergens'], ['nuts'])
        for entity, owner in (('recipe', self.recipe), ('cake', self.cake)):
            entry = self.manager.get(f'/api/v1/audit?entity={entity}&id={owner}').json[0]
            self.assertEqual((entry['account_name'], entry['after']['allergens']), ('Nina Roy', ['nuts']))
            self.assertEqual(entry['after'].get('allergen_reason'), 'Vegan cream' if entity == 'recipe' else None)
        self.check_errors(self.manager.patch(recipe, {'allergen_reason': ''}), 'allergen_reason')
        self.assertEqual(self.manager.patch(recipe, {'overrides_allergens': False}).status, 200)
        self.assertEqual(self.anybody.get(path).json['allergens'], before['allergens'])
        self.assertEqual(self.manager.delete(recipe).status, 204)
        self.assertEqual(self.manager.patch(path, {'allergens': ['nuts']}).json['allergens'], ['nuts'])

    def test_a_recipe_decides_the_allergens_of_an_option(self):
        group = self.created(self.manager.post('/api/v1/option-groups', {'store': self.store, 'name': f'On {self.cake}'}))['id']
        option = self.created(self.manager.post('/api/v1/options', {'option_group': group, 'name': 'Cream', 'allergens': ['nuts']}))
        path = f'/api/v1/options/{option["id"]}'
        self.assertEqual(self.manager.patch(path, {'allergens': ['soya']}).status, 200)
        self.make_recipe('Dollop', option=option['id'], yield_quantity='1', lines=[{'item': self.cream, 'quantity': '50'}])
        self.assertEqual(self.anybody.get(path).json['allergens'], ['milk'])
        self.check_errors(self.manager.patch(path, {'allergens': ['soya']}), 'allergens')
        self.assertEqual(self.manager.patch(path, {'name': 'Whipped cream', 'allergens': ['milk']}).status, 200)


class Ledger(Stock):

    def test_what_cannot_be_posted(self):
        for fields, errors in (({'kind': 'purchase', 'amount': '0'}, {'amount'}),
                               ({'kind': 'count', 'amount': '-1'}, {'amount'}),
                               ({'kind': 'count', 'amount': '1.0005'}, {'amount'}),
                               ({'kind': 'waste', 'amount': '1'}, {'reason'}),
                               ({'kind': 'reserve', 'amount': '1'}, {'kind'}),
                               ({'kind': 'purchase', 'amount': '1', 'unit': 'l'}, {'unit'}),
                               ({'kind': 'purchase', 'amount': '1', 'quantity': '5'}, {'quantity'}),
                               ({'kind': 'purchase', 'amount': '9000', 'unit': 'kg', 'lot': 1}, {'lot'})):
            with self.subTest(fields=fields):
                self.check_errors(self.baker.post('/api/v1/movements', {'item': self.flour, **fields}), *errors)
        answer = self.post(self.flour, 'purchase', '1', unit='l')
        self.assertEqual(answer.json['errors']['unit'], ['“l” cannot be converted into “g”.'])
        self.assertEqual(self.other_baker.post('/api/v1/movements', {'item': self.flour, 'kind': 'count', 'amount': '1'}).status,
                         404)

    def test_units(self):
        self.created(self.post(self.flour, 'purchase', '2', unit='sack'))
        self.created(self.post(self.flour, 'purchase', '0.5', unit='kg'))
        self.assertEqual(self.item(self.flour)['quantity'], '50500.000')

    def test_first_expired_goes_first(self):
        late = self.created(self.post(self.cream, 'purchase', '1000', use_by='2031-01-01T00:00:00Z'))
        early = self.created(self.post(self.cream, 'purchase', '300', use_by='2030-01-01T00:00:00Z'))
        wasted = self.created(self.post(self.cream, 'waste', '500', reason='Dropped'))
        left = {lot['id']: lot['remaining'] for lot in self.baker.get(f'/api/v1/inventory/lots?item={self.cream}').json}
        self.assertEqual(left, {early['lot']: '0.000', late['lot']: '800.000'})
        self.assertEqual((wasted['lot'], wasted['quantity'], wasted['cost']), (early['lot'], '-300.000', '90.00'))
        self.created(self.post(self.cream, 'waste', '100', reason='Sour', lot=late['lot']))
        self.check_errors(self.post(self.cream, 'waste', '900', reason='Sour', lot=late['lot']), 'amount')
        lot = self.baker.get(f'/api/v1/inventory/lots/{late["lot"]}').json
        self.assertEqual((lot['remaining'], lot['use_by']), ('700.000', '2031-01-01T00:00:00Z'))

    def test_count_is_of_its_time(self):
        first = self.created(self.post(self.flour, 'purchase', '1000'))
        self.server.sql('UPDATE stock_movements SET at = at - 60000000 WHERE id = ?', first['id'])
        counted_at = self.server.sql("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', at / 1000000 + 30, 'unixepoch') FROM stock_movements"
                                     ' WHERE id = ?', first['id'])[0][0]
        self.created(self.post(self.flour, 'waste', '100', reason='Spilt'))
        counted = self.created(self.post(self.flour, 'count', '950', at=counted_at))
        self.assertEqual((counted['quantity'], counted['balance']), ('-50.000', '850.000'))

    def test_taken_back_once(self):
        movement = self.created(self.post(self.eggs, 'purchase', '30'))
        reverse = f'/api/v1/movements/{movement["id"]}/reverse'
        for reason in ({}, {'reason': ' \t'}, {'reason': 5}, {'reason': 'Typed\ntwice'}, {'reason': 'x' * 501}):
            self.check_errors(self.baker.post(reverse, reason), 'reason')
        self.assertEqual(self.other_baker.post(reverse, {'reason': 'Mine'}).status, 404)
        back = self.created(self.baker.post(reverse, {'reason': 'Typed twice'}))
        self.assertEqual((back['reverses'], back['quantity'], back['reason']), (movement['id'], '-30.000', 'Typed twice'))
        self.assertEqual(self.baker.post(reverse, {'reason': 'Again'}).status, 409)
        self.assertEqual(self.baker.post(f'/api/v1/movements/{back["id"]}/reverse', {'reason': 'No'}).status, 409)
        self.assertEqual(self.item(self.eggs)['quantity'], '0.000')
        self.assertEqual(self.baker.get(f'/api/v1/movements/{back["id"]}').json, back)

    def test_one_act_is_taken_back_at_once(self):
        for amount in ('300', '1000'):
            self.created(self.post(self.cream, 'purchase', amount))
        wasted = self.created(self.post(self.cream, 'waste', '500', reason='Sour', cost='7.01'))
        parts = [(row['quantity'], row['cost']) for row in self.baker.get(f'/api/v1/movements?item={self.cream}').json][:2]
        self.assertEqual(sorted(parts), [('-200.000', '2.80'), ('-300.000', '4.21')])
        second = max(row['id'] for row in self.baker.get(f'/api/v1/movements?item={self.cream}').json)
        self.created(self.baker.post(f'/api/v1/movements/{second}/reverse', {'reason': 'It was the other tub'}))
        self.assertEqual(self.item(self.cream)['quantity'], '1300.000')
        self.assertEqual(self.baker.post(f'/api/v1/movements/{wasted["id"]}/reverse', {'reason': 'Again'}).status, 409)

    def lots(self, item):
        return [lot['remaining'] for lot in self.baker.get(f'/api/v1/inventory/lots?item={item}').json]

    def reverse(self, movement):
        return self.baker.post(f'/api/v1/movements/{movement["id"]}/reverse', {'reason': 'Typed twice'})

    def test_shortage_is_made_good(self):
        """What was taken of no lot was of the lot that came in later: counted down to nothing, nothing is left of that."""
        self.created(self.post(self.eggs, 'waste', '1', reason='Dropped'))
        bought = self.created(self.post(self.eggs, 'purchase', '30'))
        self.assertEqual((self.item(self.eggs)['quantity'], self.lots(self.eggs)), ('29.000', ['29.000']))
        lot = self.baker.get(f'/api/v1/inventory/lots/{bought["lot"]}').json
        self.assertEqual((lot['quantity'], lot['set_off']), ('30.000', '1.000'))
        first, second = [row for row in self.baker.get(f'/api/v1/movements?item={self.eggs}').json if row['kind'] == 'consume'][::-1]
        self.assertEqual([(row['lot'], row['quantity'], row['cost'], row['posting']) for row in (first, second)],
                         [(bought['lot'], '-1.000', '6.00', None), (None, '1.000', '6.00', first['id'])])
        self.assertEqual(self.reverse(first).status, 409)
        self.created(self.post(self.eggs, 'count', '0'))
        self.assertEqual((self.item(self.eggs)['quantity'], self.lots(self.eggs)), ('0.000', ['0.000']))

    def test_purchases_are_taken_back_in_any_order(self):
        """A lot that made good a shortage can be taken back; the next one makes it good then."""
        for turn in (0, 1):
            self.created(self.post(self.eggs, 'waste', '1', reason='Dropped'))
            bought = [self.created(self.post(self.eggs, 'purchase', '30')) for _ in range(2)]
            self.created(self.reverse(bought[turn]))
            self.assertEqual(sorted(self.lots(self.eggs))[-1], '29.000')
            self.check_sums()
            self.created(self.reverse(bought[1 - turn]))
            self.assertEqual((self.item(self.eggs)['quantity'], set(self.lots(self.eggs))), ('-1.000', {'0.000'}))
            self.created(self.post(self.eggs, 'count', '0'))
        bought = self.created(self.post(self.eggs, 'purchase', '30'))
        self.created(self.post(self.eggs, 'waste', '1', reason='Dropped'))
        self.assertEqual(self.reverse(bought).status, 409)

    def test_what_is_put_back_makes_good(self):
        """One order took all there was in lots, the next one what there was not: put back, the first one's makes up for it."""
        for item, amount in ((self.flour, '250'), (self.eggs, '4'), (self.cream, '250')):
            self.created(self.post(item, 'purchase', amount))
        orders = [self.place() for _ in range(2)]
        for order in orders:
            self.move(self.baker, order, 'confirmed')
            self.move(self.baker, order, 'baking')
        self.assertEqual((self.item(self.eggs)['quantity'], self.lots(self.eggs)), ('-4.000', ['0.000']))
        self.baker.post(f'/api/v1/orders/{orders[0]["id"]}/undo')
        self.assertEqual((self.item(self.eggs)['quantity'], self.lots(self.eggs)), ('0.000', ['0.000']))
        self.check_sums()
        self.baker.post(f'/api/v1/orders/{orders[1]["id"]}/undo')
        self.assertEqual((self.item(self.eggs)['quantity'], self.item(self.eggs)['reserved']), ('4.000', '8.000'))

    def test_what_comes_in_is_expected_no_longer(self):
        self.manager.patch(f'/api/v1/inventory/{self.cream}', {'expected_quantity': '1500', 'expected_at': '2030-01-01T06:00:00Z'})
        given = self.created(self.post(self.cream, 'purchase', '1000', cost='0.00'))
        self.assertEqual((given['cost'], self.item(self.cream)['expected_quantity']), ('0.00', '500.000'))
        self.created(self.post(self.cream, 'purchase', '1000'))
        self.assertEqual((self.item(self.cream)['expected_quantity'], self.item(self.cream)['expected_at']), ('0.000', None))

    def test_repeated_once(self):
        headers = {'Idempotency-Key': 'delivery-17'}
        body = {'item': self.eggs, 'kind': 'purchase', 'amount': '30'}
        first, second = (self.baker.post('/api/v1/movements', body, headers=headers) for _ in range(2))
        self.assertEqual(first.json, second.json)
        self.assertEqual(self.item(self.eggs)['quantity'], '30.000')

    def test_one_notice_for_each_crossing(self):
        def notices():
            return [notice['text'] for notice in self.baker.get('/api/v1/notifications').json if notice['kind'] == 'stock']
        self.stock_up()
        self.manager.patch(f'/api/v1/inventory/{self.flour}', {'threshold': '9900'})
        self.assertEqual((notices(), self.item(self.flour)['low_since']), ([], None))
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.assertEqual(notices(), ['“Flour” runs low: accepted orders leave 9.75 kg of it; the threshold is 9.9 kg.'])
        self.created(self.post(self.flour, 'waste', '10', reason='Spilt'))
        self.assertEqual(len(notices()), 1)
        needed = [row for row in self.baker.get(f'/api/v1/inventory/purchase-list?store={self.store}').json
                  if row['item'] == self.flour]
        self.assertEqual([(row['needed'], row['packs'], row['quantity'], row['cost'], row['supplier']) for row in needed],
                         [('160.000', 1, '1000.000', '40.00', 'Mill')])
        self.created(self.post(self.flour, 'purchase', '1', unit='kg'))
        self.assertEqual(notices(), [])
        self.assertIsNone(self.item(self.flour)['low_since'])
        self.manager.patch(f'/api/v1/inventory/{self.flour}', {'threshold': '90000'})
        self.assertEqual(len(notices()), 1)
        self.assertEqual([item['id'] for item in self.baker.get(f'/api/v1/inventory?store={self.store}&low=true&q=Flour').json]
                         [-1:], [self.flour])
        self.manager.patch(f'/api/v1/inventory/{self.flour}', {'active': False})
        self.assertEqual(notices(), [])

    def place_for_next_week(self):
        due = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=7)
        return self.place(fulfilment='pickup', due_at=due.isoformat().replace('+00:00', 'Z'))

    def test_delivery_counts_when_it_comes(self):
        """Of 400 g of flour an order takes 250 g, which leaves too little unless a sack comes before it is baked."""
        def expect(quantity, at):
            self.manager.patch(f'/api/v1/inventory/{self.flour}', {'expected_quantity': quantity, 'expected_at': at})
            (row,) = [row['needed'] for row in self.baker.get(f'/api/v1/inventory/purchase-list?store={self.store}').json
                      if row['item'] == self.flour] or [None]
            self.assertEqual(self.item(self.flour)['low_since'] is None, row is None)
            return row
        self.stock_up()
        self.created(self.post(self.flour, 'count', '400'))
        self.manager.patch(f'/api/v1/inventory/{self.flour}', {'threshold': '200'})
        self.addCleanup(self.manager.patch, f'/api/v1/inventory/{self.flour}', {'threshold': '0'})
        order = self.place_for_next_week()
        self.assertEqual(expect('0', None), None)
        self.move(self.baker, order, 'confirmed')
        start = datetime.datetime.fromisoformat(self.baker.get(f'/api/v1/orders/{order["id"]}').json['latest_start_at'])
        after, before = ((start + datetime.timedelta(days=days)).isoformat().replace('+00:00', 'Z') for days in (1, -1))
        self.assertEqual([expect('0', None), expect('25000', after), expect('25000', before), expect('20', before)],
                         ['50.000', '50.000', None, '30.000'])

    def test_delivery_after_the_day_before(self):
        """The sponge is made two days before the cake: a sack that comes the day before is too late for it."""
        self.stock_up()
        self.manager.patch(f'/api/v1/recipes/{self.sponge}', {'hours_before': 48})
        self.manager.patch(f'/api/v1/inventory/{self.flour}', {'threshold': '9900'})
        self.addCleanup(self.manager.patch, f'/api/v1/inventory/{self.flour}', {'threshold': '0'})
        order = self.place_for_next_week()
        self.move(self.baker, order, 'confirmed')
        start = datetime.datetime.fromisoformat(self.baker.get(f'/api/v1/orders/{order["id"]}').json['latest_start_at'])
        for days, is_low in ((-1, True), (-3, False)):
            at = (start + datetime.timedelta(days=days)).isoformat().replace('+00:00', 'Z')
            item = self.manager.patch(f'/api/v1/inventory/{self.flour}', {'expected_quantity': '25000', 'expected_at': at}).json
            self.assertEqual(item['low_since'] is not None, is_low)

    def test_order_given_another_time(self):
        """A delivery that was in time for an order is too late once the order is due earlier."""
        self.stock_up()
        self.manager.patch(f'/api/v1/inventory/{self.flour}', {'threshold': '9900'})
        self.addCleanup(self.manager.patch, f'/api/v1/inventory/{self.flour}', {'threshold': '0'})
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        due = datetime.datetime.fromisoformat(self.baker.get(f'/api/v1/orders/{order["id"]}').json['due_at'])
        def after(days):
            return (due + datetime.timedelta(days=days)).isoformat().replace('+00:00', 'Z')
        self.assertEqual(self.manager.patch(f'/api/v1/orders/{order["id"]}', {'due_at': after(9)}).status, 200)
        self.manager.patch(f'/api/v1/inventory/{self.flour}', {'expected_quantity': '25000', 'expected_at': after(5)})
        self.assertIsNone(self.item(self.flour)['low_since'])
        self.assertEqual(self.manager.patch(f'/api/v1/orders/{order["id"]}', {'due_at': after(2)}).status, 200)
        self.assertIsNotNone(self.item(self.flour)['low_since'])

    def test_delivery_that_did_not_come(self):
        """A sack that is overdue by more than a day is not counted on, also where nobody touches the item."""
        def needed():
            listed = self.baker.get(f'/api/v1/inventory/purchase-list?store={self.store}').json
            return [row['needed'] for row in listed if row['item'] == self.flour]
        self.stock_up()
        self.created(self.post(self.flour, 'count', '400'))
        self.addCleanup(self.manager.patch, f'/api/v1/inventory/{self.flour}', {'threshold': '0'})
        self.move(self.baker, self.place(), 'confirmed')
        now = datetime.datetime.now(datetime.timezone.utc)
        for hours, wanted in ((25, ['50.000']), (23, [])):
            at = (now - datetime.timedelta(hours=hours)).isoformat().replace('+00:00', 'Z')
            self.manager.patch(f'/api/v1/inventory/{self.flour}',
                               {'threshold': '200', 'expected_quantity': '25000', 'expected_at': at})
            self.assertEqual(needed(), wanted)
        self.server.stop()
        self.server.sql('UPDATE inventory_items SET expected_at = expected_at - 7200000000 WHERE id = ?', self.flour)
        self.server.start()
        wait_until(lambda: self.item(self.flour)['low_since'] is not None, 30)
        self.assertEqual(needed(), ['50.000'])
        notices = [notice for notice in self.baker.get('/api/v1/notifications').json if notice['kind'] == 'stock']
        self.assertIn('150 g', notices[-1]['text'])

    def test_purchase_list_beyond_counting(self):
        """The packs of an item that cost more than can be counted cost the most that can."""
        gold = self.make_item('Gold leaf', threshold='9999999.999', pack_quantity='0.001', pack_cost='99999999.99')
        self.addCleanup(self.manager.delete, f'/api/v1/inventory/{gold}')
        listed = self.baker.get(f'/api/v1/inventory/purchase-list?store={self.store}').json
        self.assertEqual([(row['packs'], row['quantity'], row['cost']) for row in listed if row['item'] == gold],
                         [(9999999999, '9999999.999', '99999999.99')])

    def test_purchase_list_is_of_one_store(self):
        self.check_errors(self.baker.get('/api/v1/inventory/purchase-list'), 'store')
        self.assertEqual(self.other_baker.get(f'/api/v1/inventory/purchase-list?store={self.store}').status, 404)

    def test_what_is_used_stays(self):
        self.assertEqual(self.manager.delete(f'/api/v1/inventory/{self.flour}').status, 409)
        self.assertEqual(self.manager.delete(f'/api/v1/recipes/{self.sponge}').status, 409)
        self.assertEqual(self.manager.delete(f'/api/v1/recipes/{self.recipe}').status, 204)
        self.assertEqual(self.anybody.get(f'/api/v1/cakes/{self.cake}').json['missing'], '')
        self.assertEqual(self.manager.delete(f'/api/v1/inventory/{self.cream}').status, 204)
        salt = self.make_item('Salt')
        self.created(self.post(salt, 'purchase', '5'))
        self.assertEqual(self.manager.delete(f'/api/v1/inventory/{salt}').status, 409)

    def test_notice_goes_with_its_item(self):
        salt = self.make_item('Salt', threshold='10')
        def notices():
            return [notice for notice in self.baker.get('/api/v1/notifications').json if 'Salt' in notice['text']]
        self.assertEqual(len(notices()), 1)
        self.assertEqual(self.manager.delete(f'/api/v1/inventory/{salt}').status, 204)
        self.assertEqual(notices(), [])


class Recipes(Stock):

    def test_what_cannot_be_cooked(self):
        sponge = f'/api/v1/recipes/{self.sponge}'
        for body, errors in (({'yield_quantity': '0'}, {'yield_quantity'}),
                             ({'loss': '100'}, {'loss'}),
                             ({'lines': [{'item': self.flour, 'quantity': '1', 'unit': 'l'}]}, {'lines[0].unit'}),
                             ({'lines': [{'item': self.flour, 'quantity': '0'}]}, {'lines[0].quantity'}),
                             ({'lines': [{'item': self.flour, 'recipe': self.recipe, 'quantity': '1'}]}, {'lines[0].item'}),
                             ({'lines': [{'item': 99999, 'quantity': '1'}]}, {'lines[0].item'}),
                             ({'lines': [{'recipe': self.recipe, 'quantity': '1'}]}, {'lines'}),
                             ({'lines': [{'recipe': self.sponge, 'quantity': '1'}]}, {'lines'}),
                             ({'yield_unit': 'l'}, {'lines'}),
                             ({'cake': self.other_cake, 'yield_unit': 'piece'}, {'cake'}),
                             ({'cake': self.cake}, {'yield_unit'})):
            with self.subTest(body=body):
                self.check_errors(self.manager.patch(sponge, body), *errors)
        answer = self.manager.patch(sponge, {'lines': [{'recipe': self.recipe, 'quantity': '1'}]})
        self.assertEqual(answer.json['errors']['lines'], ['“Sponge” would be made of itself.'])
        second = self.manager.post('/api/v1/recipes', {'store': self.store, 'name': 'B', 'cake': self.cake, 'yield_quantity': '1'})
        self.check_errors(second, 'cake')
        self.check_errors(self.manager.patch(f'/api/v1/inventory/{self.flour}', {'own_units': [{'name': 'kg', 'quantity': '1'}]}),
                          'own_units')
        self.assertEqual(len(self.baker.get(sponge).json['lines']), 2)

    def test_lines_are_replaced(self):
        lines = [{'item': self.flour, 'quantity': '1', 'unit': 'sack'}]
        answer = self.manager.patch(f'/api/v1/recipes/{self.sponge}', {'lines': lines})
        self.assertEqual([line['unit'] for line in answer.json['lines']], ['sack'])
        self.assertEqual(self.manager.patch(f'/api/v1/recipes/{self.sponge}', {'name': 'Pound cake'}).json['lines'],
                         answer.json['lines'])
        listed = self.baker.get('/api/v1/recipes?' + urllib.parse.urlencode({'store': self.store, 'q': 'Pound'})).json[-1]
        self.assertEqual(listed['lines'], answer.json['lines'])
        answer = self.manager.patch(f'/api/v1/inventory/{self.flour}', {'own_units': []})
        self.check_errors(answer, 'lines')

    def test_outlives_its_cake(self):
        """The recipe of a cake that is sold no longer can be changed, so that its ingredients are free; its cake is not taken
        up by another, and what was ticked off of it can be corrected, though no more."""
        path, mark = f'/api/v1/recipes/{self.recipe}', {'store': self.store, 'day': '2026-01-30', 'quantity': '1'}
        baked = self.created(self.baker.post('/api/v1/bake-list/marks', {**mark, 'recipe': self.recipe}))
        self.assertEqual(self.manager.delete(f'/api/v1/cakes/{self.cake}').status, 204)
        self.assertEqual(self.manager.patch(path, {'lines': [{'recipe': self.sponge, 'quantity': '1'}]}).status, 200)
        self.check_errors(self.manager.patch(f'/api/v1/recipes/{self.sponge}', {'cake': self.cake, 'yield_unit': 'piece'}), 'cake')
        self.assertEqual(self.manager.delete(path).status, 204)
        self.assertEqual(self.manager.delete(f'/api/v1/inventory/{self.cream}').status, 204)
        for gone in ({'recipe': self.recipe}, {'cake': self.cake}):
            self.check_errors(self.baker.post('/api/v1/bake-list/marks', {**mark, **gone}), *gone)
        answer = self.baker.patch(f'/api/v1/bake-list/marks/{baked["id"]}', {'quantity': '2'})
        self.assertEqual((answer.status, answer.json['quantity']), (200, '2.000'))

    def test_explosion(self):
        answer = self.baker.get(f'/api/v1/recipes/{self.recipe}/explosion?quantity=10')
        self.assertEqual(answer.json['items'], [{'item': self.flour, 'quantity': '2500.000'},
                                                {'item': self.eggs, 'quantity': '40.000'},
                                                {'item': self.cream, 'quantity': '2500.000'}])
        self.assertEqual(answer.json['recipes'], [{'recipe': self.sponge, 'quantity': '4000.000'},
                                                  {'recipe': self.recipe, 'quantity': '10.000'}])
        # The lines of a recipe may be newer than those of the next one.
        lines = [{name: line[name] for name in ('item', 'quantity', 'unit')}
                 for line in self.baker.get(f'/api/v1/recipes/{self.sponge}').json['lines']]
        self.assertEqual(self.manager.patch(f'/api/v1/recipes/{self.sponge}', {'lines': lines}).status, 200)
        self.assertEqual(self.baker.get(f'/api/v1/recipes/{self.recipe}/explosion?quantity=10').json, answer.json)
        # 2.5 packs of flour at 40, 40 eggs at 6, 2.5 litres of cream at 300; ten cakes at 550.
        self.assertEqual((answer.json['cost'], answer.json['price'], answer.json['margin']), ('1090.00', '5500.00', '4410.00'))
        self.assertEqual(answer.json['allergens'], ['eggs', 'gluten', 'milk'])
        self.check_errors(self.baker.get(f'/api/v1/recipes/{self.recipe}/explosion?quantity=0'), 'quantity')
        self.assertEqual(self.other_baker.get(f'/api/v1/recipes/{self.recipe}/explosion').status, 404)

    def test_replaced_and_in_the_feed(self):
        whole = self.baker.get(f'/api/v1/recipes/{self.sponge}').json
        changed = {name: whole[name] for name in ('store', 'name', 'yield_quantity', 'yield_unit', 'loss', 'lines')}
        changed['lines'] = [{'item': self.eggs, 'quantity': '1'}]
        self.assertEqual(self.manager.put(f'/api/v1/recipes/{self.sponge}', changed).status, 200)
        item = self.baker.get(f'/api/v1/inventory/{self.flour}').json
        self.assertEqual(self.manager.put(f'/api/v1/inventory/{self.flour}',
                                          {name: item[name] for name in ('store', 'name', 'supplier')}).status, 200)
        self.created(self.post(self.flour, 'purchase', '1'))
        changes = [(change['entity'], change['id']) for change in self.baker.changes(limit=5000)[0]]
        self.assertIn(('recipe', self.sponge), changes)
        self.assertIn(('inventory_item', self.flour), changes)
        self.assertTrue({'stock_movement', 'inventory_lot'} <= {entity for entity, _ in changes})
        self.assertNotIn('recipe', {change['entity'] for change in self.other_baker.changes(limit=5000)[0]})


class BakeList(Stock):

    def test_what_is_to_be_made(self):
        self.stock_up()
        line = self.fill_cart(quantity=3)
        order = self.created(self.customer.post('/api/v1/orders', {'cart_id': line['id']}))
        path = f'/api/v1/bake-list?store={self.store}&days=14'
        before = self.baker.get(path).json
        self.assertEqual([row for row in before['rows'] if row['recipe'] in (self.recipe, self.sponge)], [])
        self.move(self.baker, order, 'confirmed')
        after = self.baker.get(path).json
        self.assertEqual(after['waiting'], before['waiting'] - 1)
        # 1200 g of sponge is 1500 g of dough, a fifth of which is lost.
        rows = {row['recipe']: row for row in after['rows']}
        self.assertEqual([(rows[recipe]['kind'], rows[recipe]['to_make'], rows[recipe]['orders'])
                          for recipe in (self.recipe, self.sponge)],
                         [('cake', '3.000', [{'order': order['id'], 'quantity': '3.000'}]),
                          ('base', '1500.000', [{'order': order['id'], 'quantity': '1500.000'}])])
        self.assertIn({'item': self.flour, 'quantity': '750.000'}, after['items'])
        self.created(self.baker.post('/api/v1/bake-list/marks', {
            'store': self.store, 'day': rows[self.sponge]['day'], 'recipe': self.sponge, 'quantity': '1000'}))
        rows = {row['recipe']: row for row in self.baker.get(path).json['rows']}
        self.assertEqual((rows[self.sponge]['made'], rows[self.sponge]['to_make']), ('1000.000', '500.000'))
        self.check_errors(self.baker.get('/api/v1/bake-list'), 'store')
        self.check_errors(self.baker.get(path.replace('=14', '=400')), 'days')
        self.assertEqual(self.other_baker.get(path).status, 404)

    def test_carried_over_without_what_was_made(self):
        """Three were to be made yesterday, and one was: two are for today."""
        self.stock_up()
        line = self.fill_cart(quantity=3)
        order = self.created(self.customer.post('/api/v1/orders', {'cart_id': line['id']}))
        self.move(self.baker, order, 'confirmed')
        started = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)
        self.server.sql('UPDATE orders SET latest_start_at = ? WHERE id = ?', int(started.timestamp()) * 1000000, order['id'])
        zone = zoneinfo.ZoneInfo(self.anybody.get(f'/api/v1/stores/{self.store}').json['time_zone'])
        mark = {'store': self.store, 'recipe': self.recipe, 'quantity': '1'}
        for days in (0, -30):
            day = (started + datetime.timedelta(days=days)).astimezone(zone).date().isoformat()
            self.created(self.baker.post('/api/v1/bake-list/marks', {**mark, 'day': day}))
        row, = [row for row in self.baker.get(f'/api/v1/bake-list?store={self.store}').json['rows'] if row['recipe'] == self.recipe]
        self.assertEqual((row['needed'], row['made'], row['to_make']), ('2.000', '0.000', '2.000'))

    def test_marks_add_up(self):
        mark = {'store': self.store, 'day': '2026-01-31', 'recipe': self.sponge, 'quantity': '500'}
        first = self.created(self.baker.post('/api/v1/bake-list/marks', mark))
        self.created(self.baker.post('/api/v1/bake-list/marks', {**mark, 'quantity': '-100'}))
        listed = self.baker.get(f'/api/v1/bake-list/marks?store={self.store}&day=2026-01-31').json
        self.assertEqual([row['quantity'] for row in listed if row['recipe'] == self.sponge], ['500.000', '-100.000'])
        path = f'/api/v1/bake-list/marks/{first["id"]}'
        self.assertEqual(self.baker.patch(path, {'quantity': '600'}).json['quantity'], '600.000')
        self.assertEqual(self.baker.put(path, mark).json['quantity'], '500.000')
        self.assertEqual(self.baker.get(path).json['account_name'], first['account_name'])
        last = self.created(self.baker.post('/api/v1/bake-list/marks', mark))['id']
        self.assertEqual([self.baker.delete(f'/api/v1/bake-list/marks/{id}').status for id in (first['id'], last)], [204, 204])
        self.assertGreater(self.created(self.baker.post('/api/v1/bake-list/marks', mark))['id'], last)
        for fields, error in (({'day': 'today'}, 'day'), ({'recipe': None}, 'recipe'), ({'recipe': 99999}, 'recipe')):
            self.check_errors(self.baker.post('/api/v1/bake-list/marks', {**mark, **fields}), error)


if __name__ == '__main__':
    unittest.main()
