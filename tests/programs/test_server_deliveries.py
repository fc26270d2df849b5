# SPDX-License-Identifier: GPL-3.0-or-later

"""Deliveries of the real server: runs and their stops, drivers' positions, when they will be where, what customers are told and
see of it. Roads and addresses come from stand-ins that speak as OSRM, Google and Nominatim do."""

import base64
import concurrent.futures
import datetime
import hashlib
import re
import time
import unittest
import zoneinfo

from harness import Client, Server, wait_until
from map_services import GOOGLE_KEY, MapServices
from test_server_resources import Bakery, make_png

DEADLINE = 30
SECOND = 1000000
STOP_SECONDS = 180

# Roads are not asked for more often for a driver's positions.
LEAST_INTERVAL = 3

# Threads of the server that begin what others are waited for, and how many runs can be sorted at once or stand in line for it.
N_OUTGOING = 8
N_SORTING = 2 + 16


def when(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00')).timestamp()


def stamp(seconds=0):
    """So many seconds from now."""
    return datetime.datetime.fromtimestamp(time.time() + seconds, datetime.timezone.utc).isoformat().replace('+00:00', 'Z')


class Vans(Bakery):
    """A store at 18.5° north with a driver, and orders to be delivered further north."""

    settings = {}

    @classmethod
    def make_server(cls):
        return Server(**cls.settings)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.driver = cls.make_person('driver', 'driver', [cls.store])
        cls.driver_id = cls.driver.get('/api/v1/me').json['id']
        cls.second_driver = cls.make_person('second.driver', 'driver', [cls.store])
        cls.second_driver_id = cls.second_driver.get('/api/v1/me').json['id']

    def tearDown(self):
        """Leaves no driver under way."""
        for delivery in self.admin.get('/api/v1/deliveries?state=under_way').json:
            self.assertEqual(self.admin.post(f'/api/v1/deliveries/{delivery["id"]}/end').status, 200)

    def order(self, steps, ready=True, **fields):
        """An order that goes so many thousandths of a degree north; None for an address that nobody knows the place of."""
        place = {} if steps is None else {'latitude': 18.5 + steps / 1000, 'longitude': 73.8}
        order = self.place(**{'fulfilment': 'delivery', 'delivery_address': '7 Sweet Lane', **place, **fields})
        for stage in ('confirmed', 'baking', 'ready') if ready else ():
            self.assertEqual(self.move(self.baker, order, stage).status, 200)
        return order['id']

    def plan(self, *orders, **fields):
        return self.created(self.baker.post('/api/v1/deliveries', {
            'store': self.store, 'driver': self.driver_id, 'orders': list(orders), **fields}))

    def verb(self, delivery, verb, client=None, status=200, **body):
        answer = (client or self.driver).post(f'/api/v1/deliveries/{delivery["id"]}/{verb}', body)
        self.assertEqual(answer.status, status, answer)
        return answer.json

    def read(self, delivery, client=None):
        return (client or self.baker).get(f'/api/v1/deliveries/{delivery["id"]}').json

    def set_out(self, *steps, since=0):
        """A run that has been under way for so many seconds."""
        delivery = self.plan(*[self.order(n) for n in steps])
        started = self.verb(delivery, 'start')
        if since:
            self.server.sql('UPDATE deliveries SET started_at = started_at - ? WHERE id = ?', since * SECOND, delivery['id'])
        return started

    def send(self, *places, client=None, status=200):
        """Positions: so many thousandths of a degree north, so many seconds ago."""
        positions = [{'latitude': 18.5 + steps / 1000, 'longitude': 73.8, 'at': stamp(-ago)} for steps, ago in places]
        answer = (client or self.driver).post('/api/v1/positions', {'positions': positions})
        self.assertEqual(answer.status, status, answer)
        return answer.json

    def wait_for(self, delivery, condition):
        """The delivery once it is as wanted."""
        def look():
            found = self.read(delivery)
            return found if condition(found) else None
        return wait_until(look, DEADLINE, 'the delivery did not become as wanted')

    def stage(self, order):
        return self.admin.get(f'/api/v1/orders/{order}').json['stage']


class Runs(Vans):

    def test_a_whole_run(self):
        first, second, third = (self.order(n) for n in (1, 2, 3))
        delivery = self.plan(first, second, third, notes='Ring twice')
        self.assertEqual([(stop['order'], stop['state']) for stop in delivery['stops']],
                         [(order, 'waiting') for order in (first, second, third)])
        delivery = self.verb(delivery, 'start')
        self.assertEqual(delivery['state'], 'under_way')
        self.assertEqual({self.stage(order) for order in (first, second, third)}, {'out_for_delivery'})
        delivery = self.verb(delivery, 'hand-over', order=first, received_by='Mr Rao')
        self.assertEqual((self.stage(first), self.stage(second)), ('delivered', 'out_for_delivery'))
        self.assertEqual((delivery['stops'][0]['state'], delivery['stops'][0]['received_by']), ('delivered', 'Mr Rao'))
        delivery = self.verb(delivery, 'fail', order=second, reason='Nobody was there.')
        self.assertEqual((delivery['stops'][1]['state'], delivery['stops'][1]['reason']), ('failed', 'Nobody was there.'))
        self.assertEqual((self.stage(second), delivery['state']), ('out_for_delivery', 'under_way'))
        code = self.customer.post(f'/api/v1/orders/{third}/collection-code').json['code']
        self.verb(delivery, 'hand-over', status=400, order=third, code='WRONG')
        delivery = self.verb(delivery, 'hand-over', order=third, code=code)
        self.assertEqual((delivery['state'], delivery['stops'][2]['by_code'], self.stage(third)), ('finished', True, 'delivered'))
        again = self.verb(self.plan(second), 'start')
        again = self.verb(again, 'end')
        self.assertEqual((again['state'], again['stops'][0]['state'], again['stops'][0]['reason']),
                         ('finished', 'failed', 'Brought back.'))

    def test_photo(self):
        delivery = self.set_out(1, 2)
        order, other = delivery['orders']
        path, png = f'/api/v1/deliveries/{delivery["id"]}/photos/', make_png(3, 2)
        headers = {'Content-Type': 'image/png'}
        self.assertEqual(self.baker.get(f'{path}{order}').status, 404)
        self.check_errors(self.driver.put(f'{path}{order}', b'no picture', headers=headers), 'body')
        self.assertEqual(self.driver.put(f'{path}999', png, headers=headers).status, 404)
        self.assertEqual(self.second_driver.put(f'{path}{order}', png, headers=headers).status, 404)
        kept = self.driver.put(f'{path}{order}', png, headers=headers).json
        self.assertEqual([stop['has_photo'] for stop in kept['stops']], [True, False])
        seen = self.baker.get(f'{path}{order}')
        self.assertEqual((seen.body, seen.headers['Content-Type']), (png, 'image/png'))
        self.assertEqual(self.second_driver.get(f'{path}{order}').status, 404)
        self.assertEqual(self.verb(delivery, 'hand-over', order=order)['stops'][0]['state'], 'delivered')
        self.assertEqual(self.driver.put(f'{path}{order}', make_png(2, 2), headers=headers).status, 409)
        self.assertEqual(self.baker.post(f'/api/v1/orders/{order}/undo').status, 200)
        self.assertEqual([stop['has_photo'] for stop in self.read(delivery)['stops']], [False, False])
        self.assertEqual(self.baker.get(f'{path}{order}').status, 404)
        self.verb(delivery, 'hand-over', order=order, status=400)
        self.verb(delivery, 'hand-over', order=order, received_by='Asha')
        self.verb(delivery, 'hand-over', order=other, status=400)
        self.driver.put(f'{path}{other}', png, headers=headers)
        self.verb(delivery, 'fail', order=other, reason='Closed')
        again, second_png = self.verb(self.plan(other), 'start'), make_png(2, 2)
        self.driver.put(f'/api/v1/deliveries/{again["id"]}/photos/{other}', second_png, headers=headers)
        self.assertEqual(self.baker.get(f'{path}{other}').body, png)
        self.assertEqual(self.baker.get(f'/api/v1/deliveries/{again["id"]}/photos/{other}').body, second_png)

    def test_who_drives(self):
        """Who plans sees names, whatever becomes of the accounts, and nothing else of them."""
        people = self.baker.get(f'/api/v1/deliveries/drivers?store={self.store}').json['drivers']
        drivers = {person['id'] for person in people if person['is_driver']}
        self.assertEqual(drivers, {self.driver_id, self.second_driver_id})
        self.assertEqual({tuple(person) for person in people}, {('id', 'name', 'is_driver')})
        self.assertTrue(all(person['is_driver'] for person in people[:2]))
        names = {person['id']: person['name'] for person in people}
        delivery = self.plan(self.order(1))
        self.assertEqual(delivery['driver_name'], names[self.driver_id])
        path = f'/api/v1/deliveries/{delivery["id"]}'
        relieved = self.baker.patch(path, {'driver': self.second_driver_id}).json
        self.assertEqual(relieved['driver_name'], names[self.second_driver_id])
        self.assertEqual(self.baker.patch(path, {'driver': None}).json['driver_name'], '')

    def test_a_plan_is_given_up(self):
        order = self.order(1)
        delivery = self.plan(order)
        cursor = self.baker.changes(limit=5000)[1]['next']
        path = f'/api/v1/deliveries/{delivery["id"]}'
        self.assertEqual(self.driver.delete(path).status, 403)
        self.verb(delivery, 'end', status=403)
        self.assertEqual(self.baker.delete(path).status, 204)
        gone = [c for c in self.baker.changes(since=cursor)[0] if c['entity'] == 'delivery']
        self.assertEqual([(c['id'], c['deleted']) for c in gone], [(delivery['id'], True)])
        self.assertEqual(self.baker.get(path).status, 404)
        begun = self.verb(self.plan(order), 'start')
        self.assertGreater(begun['id'], delivery['id'])
        self.assertEqual(self.baker.delete(f'/api/v1/deliveries/{begun["id"]}').status, 409)

    def test_a_place_is_corrected(self):
        """Whoever works in the shop can say where an address is; it takes the times along."""
        order = self.order(100)
        delivery = self.plan(order)
        self.wait_for(delivery, lambda found: found['stops'][0]['travel_metres'] > 10000)
        path = f'/api/v1/orders/{order}'
        self.check_errors(self.baker.patch(path, {'latitude': 18.51, 'notes': 'Ring'}), 'notes')
        self.check_errors(self.baker.patch(path, {'latitude': 91}), 'latitude')
        self.assertEqual(self.driver.patch(path, {'latitude': 18.51}).json['latitude'], 18.51)
        found = self.wait_for(delivery, lambda found: found['stops'][0]['travel_metres'] < 2000)
        self.assertEqual(found['stops'][0]['latitude'], 18.51)

    def test_another_address_is_elsewhere(self):
        """The place of an order is that of its address, and goes with it; a plan that was given up has no say in it."""
        order = self.order(100)
        self.verb(self.plan(order), 'end', client=self.baker)
        delivery = self.plan(order)
        self.wait_for(delivery, lambda found: found['stops'][0]['travel_metres'] > 10000)
        path = f'/api/v1/orders/{order}'
        moved = self.manager.patch(path, {'delivery_address': '99 Far Away Road', 'latitude': 18.51, 'longitude': 73.8}).json
        self.assertEqual(moved['latitude'], 18.51)
        self.wait_for(delivery, lambda found: found['stops'][0]['travel_metres'] < 2000)
        self.assertIsNone(self.manager.patch(path, {'delivery_address': '1 Nearby Road'}).json['latitude'])
        found = self.wait_for(delivery, lambda found: found['stops'][0]['latitude'] is None)
        self.assertEqual((found['stops'][0]['travel_metres'], found['stops'][0]['eta']), (0, None))
        self.assertEqual(self.second_driver.patch(path, {'latitude': 18.51}).status, 404)
        done = self.verb(self.verb(delivery, 'start'), 'fail', order=order, reason='Nobody there')
        self.assertEqual(done['state'], 'finished')
        self.check_errors(self.driver.patch(path, {'latitude': 18.51}), 'latitude')

    def test_stops_follow_their_orders(self):
        """What is done to an order at the counter is done on the driver's list, and what is taken back there is to come."""
        delivery = self.set_out(1, 2, 3, 4)
        first, cancelled, stayed, last = delivery['orders']
        self.verb(delivery, 'hand-over', order=first, received_by=' Asha ')
        self.assertEqual(self.baker.post(f'/api/v1/orders/{first}/undo').status, 200)
        stops = self.read(delivery)['stops']
        self.assertEqual((stops[0]['state'], stops[0]['received_by'], stops[0]['done_at']), ('waiting', '', None))
        self.assertEqual(self.verb(delivery, 'hand-over', order=first, received_by=' Asha ')['stops'][0]['received_by'], 'Asha')
        self.assertEqual(self.move(self.manager, {'id': cancelled}, 'cancelled', force=True, reason='a test').status, 200)
        self.assertEqual(self.move(self.manager, {'id': stayed}, 'ready', force=True, reason='a test').status, 200)
        self.assertEqual(self.move(self.baker, {'id': last}, 'delivered').status, 200)
        ended = self.read(delivery)
        self.assertEqual([(stop['state'], stop['reason']) for stop in ended['stops']],
                         [('delivered', ''), ('failed', 'Cancelled.'), ('failed', 'Stayed at the shop.'), ('delivered', '')])
        self.assertEqual(ended['state'], 'finished')
        self.assertEqual(self.baker.post(f'/api/v1/orders/{last}/undo').status, 200)
        again = self.read(delivery)
        self.assertEqual((again['state'], again['stops'][3]['state'], again['finished_at']), ('under_way', 'waiting', None))
        self.verb(delivery, 'hand-over', order=last, received_by='Asha')
        self.verb(self.plan(stayed), 'start')
        self.assertEqual(self.baker.post(f'/api/v1/orders/{last}/undo').status, 200)
        kept = self.read(delivery)
        self.assertEqual((kept['state'], kept['stops'][3]['reason']), ('finished', 'Taken back.'))

    def test_a_plan_follows_its_orders(self):
        order, cancelled = self.order(1), self.order(2)
        delivery = self.plan(order, cancelled)
        self.wait_for(delivery, lambda found: found['stops'][0]['travel_metres'] > 0)
        self.assertEqual(self.move(self.manager, {'id': cancelled}, 'cancelled', force=True, reason='a test').status, 200)
        self.assertEqual([stop['order'] for stop in self.read(delivery)['stops']], [order])
        self.wait_for(delivery, lambda found: found['stops'][0]['travel_metres'] > 0)
        self.verb(delivery, 'start')

    def test_nothing_is_delivered_by_itself(self):
        """However late the driver is by the estimate, an order is delivered when a person says so (D-13)."""
        delivery = self.set_out(0.001)
        self.wait_for(delivery, lambda found: found['stops'][0]['eta'] is not None)
        self.server.sql('UPDATE delivery_stops SET eta = 1 WHERE delivery = ?', delivery['id'])
        self.server.stop()
        self.server.start()
        self.assertEqual(self.stage(delivery['stops'][0]['order']), 'out_for_delivery')

    def test_what_cannot_be_planned(self):
        order, collected = self.order(1), self.place(fulfilment='pickup')['id']
        refused = ({'orders': [collected]}, {'orders': [999999]}, {'driver': 999999}, {'driver': self.me})
        for fields in refused:
            answer = self.baker.post('/api/v1/deliveries', {'store': self.store, 'driver': self.driver_id, **fields})
            with self.subTest(fields=fields):
                self.check_errors(answer, next(iter(fields)))
        delivery = self.plan(order)
        self.check_errors(self.baker.post('/api/v1/deliveries', {'store': self.store, 'orders': [order]}), 'orders')
        self.verb(delivery, 'end', client=self.baker)
        self.verb(delivery, 'start', status=409)
        self.assertEqual(self.baker.patch(f'/api/v1/deliveries/{delivery["id"]}', {'orders': []}).status, 409)

    def test_what_cannot_be_done(self):
        self.verb(self.plan(), 'start', status=409)
        self.verb(self.plan(self.order(1), driver=None), 'start', client=self.baker, status=409)
        self.verb(self.plan(self.order(1, ready=False)), 'start', status=409)
        waiting = self.plan(self.order(1))
        self.verb(waiting, 'hand-over', status=409, order=waiting['orders'][0], received_by='Me')
        delivery = self.set_out(2, 3)
        self.verb(waiting, 'start', status=409)
        order, other = delivery['orders']
        for body, field in (({'received_by': 'Me'}, 'order'), ({'order': order}, 'received_by'),
                            ({'order': waiting['orders'][0], 'received_by': 'Me'}, 'order'),
                            ({'order': order, 'received_by': 'Me', 'mood': 1}, 'mood')):
            self.check_errors(self.driver.post(f'/api/v1/deliveries/{delivery["id"]}/hand-over', body), field)
        for reason in ({}, {'reason': ' \t'}, {'reason': 'Closed\nall day'}):
            self.check_errors(self.driver.post(f'/api/v1/deliveries/{delivery["id"]}/fail', {'order': order, **reason}), 'reason')
        self.verb(delivery, 'fail', order=order, reason='Closed')
        self.verb(delivery, 'fail', status=409, order=order, reason='Closed')
        path = f'/api/v1/deliveries/{delivery["id"]}'
        self.assertEqual(self.baker.patch(path, {'orders': [order]}).status, 409)
        turned = self.baker.patch(path, {'orders': [other, order]}).json
        self.assertEqual([(stop['order'], stop['state']) for stop in turned['stops']], [(other, 'waiting'), (order, 'failed')])

    def test_relief(self):
        """Somebody else can take over on the way, who is not under way with something else."""
        delivery, path = self.set_out(1), '/api/v1/deliveries/'
        self.check_errors(self.baker.patch(f'{path}{delivery["id"]}', {'driver': None}), 'driver')
        other = self.verb(self.plan(self.order(2), driver=self.second_driver_id), 'start', client=self.second_driver)
        self.check_errors(self.baker.patch(f'{path}{delivery["id"]}', {'driver': self.second_driver_id}), 'driver')
        self.verb(other, 'end', client=self.second_driver)
        self.send((0.4, 0))
        self.assertEqual(self.baker.patch(f'{path}{delivery["id"]}', {'driver': self.second_driver_id}).status, 200)
        self.assertEqual([len(client.get('/api/v1/positions').json) for client in (self.driver, self.second_driver)], [0, 1])
        self.send((0.5, 0), status=409)
        self.send((0.5, -30), (0.6, 0), client=self.second_driver)
        self.assertEqual(self.send((0.7, 0), client=self.second_driver)['accepted'], 1)
        self.assertEqual([position['driver'] for position in self.baker.get('/api/v1/positions').json], [self.second_driver_id])

    def test_who_left_the_store_cannot_set_out(self):
        driver = self.make_person('leaving.driver', 'driver', [self.store])
        account = driver.get('/api/v1/me').json['id']
        delivery = self.plan(self.order(1), driver=account)
        self.assertEqual(self.admin.patch(f'/api/v1/accounts/{account}', {'stores': [self.other_store]}).status, 200)
        self.verb(delivery, 'start', client=self.baker, status=409)

    def test_drivers_see_their_own_run(self):
        delivery = self.set_out(1)
        self.send((0.5, 0))
        mine, position = ('delivery', delivery['id']), ('position', delivery['id'])
        for client, sees in ((self.driver, True), (self.baker, True), (self.manager, True), (self.admin, True),
                             (self.second_driver, False), (self.other_baker, False)):
            listed = {row['id'] for row in client.get('/api/v1/deliveries').json}
            heard = {(c['entity'], c['id']) for c in client.changes(limit=5000)[0] if not c.get('deleted')}
            self.assertEqual([delivery['id'] in listed, mine in heard, position in heard], [sees] * 3)
            self.assertEqual(client.get(f'/api/v1/deliveries/{delivery["id"]}').status, 200 if sees else 404)
            self.assertEqual(bool(client.get('/api/v1/positions').json), sees)
        self.verb(delivery, 'end', client=self.second_driver, status=404)
        planned = self.plan(self.order(2))
        cursor = self.driver.changes(limit=5000)[1]['next']
        taken = self.baker.patch(f'/api/v1/deliveries/{planned["id"]}', {'driver': self.second_driver_id})
        self.assertEqual(taken.status, 200, taken)
        heard = {c['id']: c for c in self.driver.changes(since=cursor, limit=5000)[0] if c['entity'] == 'delivery'}
        self.assertTrue(heard[planned['id']]['deleted'])
        self.assertEqual(self.second_driver.get(f'/api/v1/deliveries/{planned["id"]}').status, 200)

    def test_drivers_do_not_hear_of_others(self):
        """Not even that something of somebody else's has changed, or has gone."""
        cursor = self.second_driver.changes(limit=5000)[1]['next']
        delivery = self.set_out(1, 2)
        self.send((0.5, 0))
        self.verb(delivery, 'hand-over', order=delivery['orders'][0], received_by='Asha')
        self.verb(delivery, 'end')
        given_up = self.plan(self.order(3))
        self.assertEqual(self.baker.delete(f'/api/v1/deliveries/{given_up["id"]}').status, 204)
        complaint = {'store': self.store, 'order': delivery['orders'][0], 'text': 'It was cold'}
        path = '/api/v1/complaints'
        complaint_path = f'{path}/{self.created(self.customer.post(path, complaint))["id"]}'
        told = {c['entity'] for c in self.second_driver.changes(since=cursor, limit=5000)[0]}
        self.assertFalse(told & {'delivery', 'position', 'order', 'complaint'}, told)
        self.assertEqual((self.driver.get(path).json, self.driver.get(complaint_path).status), ([], 404))
        own = self.created(self.driver.post(path, {'store': self.store, 'text': 'My own cake was late'}))
        self.assertEqual([row['id'] for row in self.driver.get(path).json], [own['id']])
        self.assertEqual([self.driver.post(f'{path}/{n}/replies', {'text': 'Well'}).status for n in (
            own['id'], complaint_path.rpartition('/')[2])], [201, 404])
        self.assertNotIn('complaint', {c['entity'] for c in self.driver.changes(since=cursor, limit=5000)[0]})

    def heard(self, client, cursor):
        """What the feed says of orders since then: whether each is in sight."""
        return {c['id']: 'data' in c for c in client.changes(since=cursor, limit=5000)[0] if c['entity'] == 'order'}

    def check_sight(self, client, *orders):
        """A driver's list, reading by id, and a feed from the beginning have just these orders."""
        self.assertEqual({row['id'] for row in client.get('/api/v1/orders?limit=200').json}, set(orders))
        self.assertEqual({c['id'] for c in client.changes(limit=5000)[0] if c['entity'] == 'order'}, set(orders))
        for order in orders:
            self.assertEqual(client.get(f'/api/v1/orders/{order}').status, 200)

    def test_drivers_see_the_orders_they_bring(self):
        """An order comes into a driver's sight with the run, and leaves it with the plan, the driver, or the next run."""
        clients = [self.make_person(name, 'driver', [self.store]) for name in ('one.driver', 'another.driver')]
        one, another = (client.get('/api/v1/me').json['id'] for client in clients)
        for account in (one, another):
            self.addCleanup(self.admin.patch, f'/api/v1/accounts/{account}', {'is_active': False})
        def cursors():
            return [client.changes(limit=5000)[1]['next'] for client in clients]
        def heard(since):
            return [self.heard(client, cursor) for client, cursor in zip(clients, since)]
        first, second, third = (self.order(n) for n in (1, 2, 3))
        for client in clients:
            self.check_sight(client)
        self.assertEqual([clients[0].get(path).status for path in (
            f'/api/v1/orders/{first}', f'/api/v1/orders/{first}/track-delivery')], [404, 404])
        self.assertEqual(self.move(clients[0], {'id': first}, 'out_for_delivery').status, 404)

        since = cursors()
        run = self.plan(first, second, driver=one)
        self.assertEqual(heard(since), [{first: True, second: True}, {}])
        self.check_sight(clients[0], first, second)
        path, since = f'/api/v1/deliveries/{run["id"]}', cursors()
        revision = clients[0].get(f'/api/v1/orders/{second}').json['revision']
        self.assertEqual(self.baker.patch(path, {'orders': [third, second]}).status, 200)
        self.assertEqual(heard(since), [{first: False, third: True}, {}])
        self.assertEqual(clients[0].get(f'/api/v1/orders/{second}').json['revision'], revision)
        since = cursors()
        self.assertEqual(self.baker.patch(path, {'driver': another}).status, 200)
        self.assertEqual(heard(since), [{second: False, third: False}, {second: True, third: True}])
        for client, orders in zip(clients, ((), (second, third))):
            self.check_sight(client, *orders)
        since = cursors()
        self.assertEqual(self.baker.delete(path).status, 204)
        self.assertEqual(heard(since), [{second: False, third: False}] * 2)

        run = self.verb(self.plan(second, driver=one), 'start', client=clients[0])
        self.verb(run, 'hand-over', client=clients[0], order=second, received_by='Asha')
        self.check_sight(clients[0], second)
        planned, since = self.plan(third, driver=one), cursors()
        self.check_sight(clients[0], second, third)
        self.verb(planned, 'start', client=clients[0])
        self.assertEqual(heard(since), [{second: False, third: True}, {second: False, third: False}])
        self.check_sight(clients[0], third)
        since = cursors()
        self.assertEqual(self.baker.patch(f'/api/v1/deliveries/{planned["id"]}', {'driver': another}).status, 200)
        self.assertEqual(heard(since), [{second: True, third: False}, {second: False, third: True}])
        self.check_sight(clients[0], second)
        given_up = self.plan(first, driver=one)
        since = cursors()
        self.verb(given_up, 'end', client=self.baker)
        self.assertEqual(heard(since)[0], {first: False})


class Positions(Vans):

    def test_what_is_believed(self):
        self.assertIn('not under way', self.send((1, 0), status=409)['detail'])
        delivery = self.set_out(5, since=120)
        positions = [{'latitude': 18.501, 'longitude': 73.8, 'at': stamp(-60)},
                     {'latitude': 0, 'longitude': 0, 'at': stamp(-50)},
                     {'latitude': 18.502, 'longitude': 73.8, 'at': stamp(3600)},
                     {'latitude': 91, 'longitude': 73.8, 'at': stamp(-40)},
                     {'latitude': 18.5, 'longitude': 73.8, 'at': stamp(-86400)},
                     {'latitude': 18.5, 'longitude': 73.8, 'at': stamp(-90)},
                     {'latitude': 18.5, 'longitude': 73.8, 'at': stamp(-20), 'accuracy_metres': 9000},
                     {'latitude': 18.503, 'longitude': 73.8, 'at': stamp(-10), 'speed': 8.5, 'heading': 12, 'accuracy_metres': 5}]
        answer = self.driver.post('/api/v1/positions', {'positions': positions})
        self.assertEqual(answer.json, {'accepted': 2, 'ignored': [
            {'index': 1, 'reason': 'nowhere'}, {'index': 2, 'reason': 'future'}, {'index': 3, 'reason': 'beyond_earth'},
            {'index': 4, 'reason': 'stale'}, {'index': 5, 'reason': 'out_of_order'}, {'index': 6, 'reason': 'inaccurate'}]})
        position, = self.baker.get('/api/v1/positions').json
        self.assertEqual((position['delivery'], position['driver'], position['latitude'], position['speed'], position['trail']),
                         (delivery['id'], self.driver_id, 18.503, 8.5, [[18.501, 73.8], [18.503, 73.8]]))
        late = self.send((1, 15))
        self.assertEqual(late, {'accepted': 0, 'ignored': [{'index': 0, 'reason': 'out_of_order'}]})
        self.assertEqual(self.baker.get('/api/v1/positions').json, [position])

    def test_where_the_driver_was_before_is_nobodys_business(self):
        self.set_out(5, since=60)
        answer = self.send((-500, 1500), (-400, 120), (1, 30))
        self.assertEqual(answer, {'accepted': 1, 'ignored': [{'index': n, 'reason': 'out_of_order'} for n in (0, 1)]})
        position, = self.baker.get('/api/v1/positions').json
        self.assertEqual(position['trail'], [[18.501, 73.8]])

    def test_wrong_clock(self):
        """A telephone whose clock is slow or fast is heard all the same, and what it kept back neither moves the van back nor
        tells where its driver was before."""
        slow = 400
        delivery = self.set_out(5)
        self.assertEqual(self.send((1, slow))['ignored'], [{'index': 0, 'reason': 'out_of_order'}])
        self.assertEqual(self.baker.get('/api/v1/positions').json, [])

        def is_heard():
            self.server.sql('UPDATE phone_clocks SET since = since - ?', 10 * SECOND)
            return self.send((-300, slow + 60), (2, slow))['accepted']

        wait_until(is_heard, DEADLINE)
        position, = self.baker.get('/api/v1/positions').json
        self.assertEqual(position['trail'], [[18.502, 73.8]])
        self.assertLess(when(position['received_at']) - when(position['at']), 60)
        self.server.sql('UPDATE deliveries SET started_at = started_at - ?', 300 * SECOND)
        self.assertEqual(self.send((-200, slow + 120), (-100, slow + 90))['accepted'], 0)
        self.assertEqual(self.send((3, slow))['accepted'], 1)
        self.assertEqual(self.send((4, -slow))['accepted'], 1)
        self.assertEqual(self.send((5, -slow + 90), (6, -slow))['accepted'], 1)
        self.assertEqual(self.send((7, 5), (8, -slow))['ignored'], [{'index': 0, 'reason': 'out_of_order'}])
        position, = self.baker.get('/api/v1/positions').json
        self.assertEqual(position['trail'], [[18.5 + n / 1000, 73.8] for n in (2, 3, 4, 6, 8)])
        self.assertLess(abs(when(position['received_at']) - when(position['at'])), 60)
        self.verb(delivery, 'end')
        self.assertEqual(self.server.sql('SELECT * FROM phone_clocks'), [])

    def test_what_is_refused(self):
        self.set_out(5)
        good = {'latitude': 18.5, 'longitude': 73.8, 'at': stamp()}
        for body, field in (({}, 'positions'), ({'positions': []}, 'positions'), ({'positions': [good] * 501}, 'positions'),
                            ({'positions': [{**good, 'at': 'now'}]}, 'positions[0].at'),
                            ({'positions': [good, {'at': good['at'], 'latitude': 1}]}, 'positions[1].longitude'),
                            ({'positions': [good, 5]}, 'positions[1].at')):
            self.check_errors(self.driver.post('/api/v1/positions', body), field)
        self.assertEqual(self.customer.post('/api/v1/positions', {'positions': [good]}).status, 403)
        self.assertEqual(self.baker.get('/api/v1/positions').json, [])

    def test_consoles_hear_of_it(self):
        delivery = self.set_out(5)
        cursor = self.baker.changes(limit=5000)[1]['next']
        with self.baker.events() as events:
            self.send((1, 0))
            self.assertTrue(events.next())
            heard = [c['data'] for c in self.baker.changes(since=cursor)[0] if c['entity'] == 'position']
        self.assertEqual([(position['delivery'], position['latitude']) for position in heard], [(delivery['id'], 18.501)])
        cursor = self.baker.changes(limit=5000)[1]['next']
        self.verb(delivery, 'end')
        gone = [c for c in self.baker.changes(since=cursor)[0] if c['entity'] == 'position']
        self.assertEqual([(c['id'], c['deleted']) for c in gone], [(delivery['id'], True)])


class Estimates(Vans):
    """Without a provider."""

    def test_times_and_the_best_order(self):
        orders = [self.order(n) for n in (9, 1, 5, None, 3)]
        delivery = self.plan(*orders, starts_at='2030-01-01T10:00:00Z')
        sorted_orders = [orders[n] for n in (1, 4, 2, 0, 3)]
        self.assertEqual(self.verb(delivery, 'sort', client=self.baker)['orders'], sorted_orders)
        found = self.wait_for(delivery, lambda found: found['stops'][3]['eta'] is not None)
        self.assertEqual((found['routing'], found['route'], [stop['order'] for stop in found['stops']]),
                         ('estimate', None, sorted_orders))
        at = when('2030-01-01T10:00:00Z')
        for stop in found['stops'][:4]:
            at += stop['travel_seconds']
            self.assertEqual(when(stop['eta']), at)
            at += STOP_SECONDS
        # A thousandth of a degree is 111 metres as the crow flies, and a third more by road.
        self.assertEqual([stop['travel_metres'] for stop in found['stops'][:4]], [149, 299, 299, 600])
        self.assertEqual((found['stops'][4]['eta'], found['stops'][4]['latitude']), (None, None))


class WithOsrm(Vans):

    @classmethod
    def setUpClass(cls):
        cls.maps = MapServices()
        cls.addClassCleanup(cls.maps.__exit__)
        cls.settings = {'SWEETSPOT_ROUTING_URL': cls.maps.url, 'SWEETSPOT_GEOCODER_URL': cls.maps.url,
                        'SWEETSPOT_PUBLIC_URL': 'https://shop.example', 'SWEETSPOT_CONTACT': 'maps@shop.example',
                        'SWEETSPOT_ROUTING_SECONDS': '60', 'SWEETSPOT_DRAIN_SECONDS': '1'}
        super().setUpClass()

    def setUp(self):
        self.maps.down = False

    def count_ways(self):
        return sum(path.startswith('/route/') for path in self.maps.asked)

    def count_tables(self):
        return sum(path.startswith('/table/') for path in self.maps.asked)

    def test_recomputed_on_each_batch(self):
        """However many positions a driver sends, roads are asked for every few seconds, and after the last one."""
        delivery = self.set_out(100, 200)
        self.wait_for(delivery, lambda found: [stop['travel_seconds'] for stop in found['stops']] == [1000, 1000])
        n_asked, begun = self.count_ways(), time.monotonic()
        for batches, seconds in (((50,), 500), ((*range(51, 70), 90), 100)):
            before = time.time()
            for steps in batches:
                self.send((steps, 0))
            found = self.wait_for(delivery, lambda found: found['stops'][0]['travel_seconds'] == seconds)
            first, second = (when(stop['eta']) for stop in found['stops'])
            self.assertTrue(before + seconds <= first <= time.time() + seconds)
            self.assertEqual(second - first, STOP_SECONDS + 1000)
            self.assertEqual(found['routing'], 'osrm')
            self.assertEqual(found['route'], [[18.5 + n / 1000, 73.8] for n in (steps, 100, 200)])
        self.assertLessEqual(self.count_ways() - n_asked, 2 + (time.monotonic() - begun) / LEAST_INTERVAL)

    def sort(self, delivery):
        client = Client(self.server, headers=self.baker.headers)
        return client.post(f'/api/v1/deliveries/{delivery["id"]}/sort').status

    def test_roads_keep_nobody_from_paying(self):
        """Runs that wait for their roads, however many, leave the threads alone by which money is taken. Who has stops sorted
        when too many do already is told so, and the server can end all the same."""
        unsorted = self.plan(self.order(100, ready=False), self.order(90, ready=False), driver=None)
        self.maps.hold()
        self.addCleanup(self.maps.release)
        n_asked = self.count_ways()
        for _ in range(2 * N_OUTGOING):
            self.plan(self.order(100, ready=False), driver=None)
        wait_until(lambda: self.count_ways() > n_asked, DEADLINE)
        with concurrent.futures.ThreadPoolExecutor(N_SORTING + 2) as pool:
            sorts = [pool.submit(self.sort, unsorted) for _ in range(N_SORTING + 2)]
            wait_until(lambda: sum(sort.done() for sort in sorts) == 2, DEADLINE)
            order = self.place()['id']
            self.created(self.baker.post(f'/api/v1/orders/{order}/payments', {'method': 'other'}))
            self.maps.release()
            self.assertEqual(sorted(sort.result() for sort in sorts), N_SORTING * [200] + 2 * [503])
            self.assertEqual(self.read(unsorted)['orders'], unsorted['orders'][::-1])
            self.maps.hold()
            n_asked = self.count_tables()
            last = pool.submit(self.sort, unsorted)
            wait_until(lambda: self.count_tables() > n_asked, DEADLINE)
            self.assertEqual(self.server.stop(), 0)
            self.assertEqual(last.result(), 200)
        self.maps.release()
        self.server.start()

    def test_without_a_signal(self):
        """The way goes on where the driver is known to have been last, which is no more the store, nor where something was to be
        brought that has ended at the counter."""
        delivery = self.set_out(100, 200, 300, since=3000)
        first, second, third = delivery['orders']
        self.verb(delivery, 'hand-over', order=first, received_by='Asha')
        self.wait_for(delivery, lambda found: found['route'] == [[18.5 + n / 1000, 73.8] for n in (100, 200, 300)])
        self.send((150, 0))
        self.wait_for(delivery, lambda found: found['stops'][1]['travel_seconds'] == 500)
        long_ago = time.time_ns() // 1000 - 1200 * SECOND
        self.server.sql('UPDATE positions SET at = ?', long_ago)
        self.server.sql('UPDATE delivery_stops SET done_at = ? WHERE "order" = ?', long_ago - SECOND, first)
        self.assertEqual(self.baker.patch(f'/api/v1/orders/{second}', {'latitude': 18.71}).status, 200)
        self.wait_for(delivery, lambda found: found['stops'][1]['travel_seconds'] == 600)
        self.server.sql('UPDATE delivery_stops SET done_at = ? WHERE "order" = ?', long_ago + SECOND, first)
        self.assertEqual(self.baker.patch(f'/api/v1/orders/{second}', {'latitude': 18.72}).status, 200)
        self.wait_for(delivery, lambda found: found['stops'][1]['travel_seconds'] == 1200)
        self.assertEqual(self.move(self.baker, {'id': third}, 'delivered').status, 200)
        self.assertEqual(self.baker.patch(f'/api/v1/orders/{second}', {'latitude': 18.73}).status, 200)
        found = self.wait_for(delivery, lambda found: found['stops'][1]['travel_seconds'] == 1300)
        self.assertEqual([(stop['state'], stop['at_door']) for stop in found['stops']],
                         [('delivered', True), ('waiting', False), ('delivered', False)])

    def test_sorted_by_its_table(self):
        orders = [self.order(n) for n in (30, 10, 20)]
        delivery = self.verb(self.plan(*orders), 'sort', client=self.baker)
        self.assertEqual(delivery['orders'], [orders[1], orders[2], orders[0]])
        self.assertTrue(any(path.startswith('/table/v1/driving/73.800000,18.500000;') for path in self.maps.asked))

    def test_estimated_while_it_is_down(self):
        self.maps.down = True
        delivery = self.set_out(100)
        found = self.wait_for(delivery, lambda found: found['stops'][0]['eta'] is not None)
        self.assertEqual((found['routing'], found['route']), ('estimate', None))
        self.maps.down = False
        self.send((50, 0))
        self.wait_for(delivery, lambda found: found['routing'] == 'osrm')

    def mails(self, order):
        return self.server.sql("SELECT words, link FROM mails WHERE \"order\" = ? AND kind = 'order_notice'", order)

    def test_five_minutes_before(self):
        """The customer is told once, by a timer that a restart does not lose."""
        delivery = self.set_out(100)
        order, = delivery['orders']
        due = self.wait_for(delivery, lambda found: found['stops'][0]['eta'] is not None)['stops'][0]['eta']
        (send_at, sent_at), = self.server.sql('SELECT send_at, sent_at FROM delivery_notices WHERE "order" = ?', order)
        self.assertEqual((send_at / SECOND, sent_at), (when(due) - 300, None))
        self.assertEqual(self.mails(order), [])
        self.server.stop()
        self.server.sql('UPDATE delivery_notices SET send_at = ? WHERE "order" = ?', time.time_ns() // 1000 - SECOND, order)
        self.server.start()
        (words, link), = wait_until(lambda: self.mails(order), DEADLINE)
        self.assertIn('about five minutes', words)
        self.see_page(link.removeprefix('https://shop.example'), '60', 'is on its way to you.')
        self.send((99, 0))
        self.wait_for(delivery, lambda found: found['stops'][0]['travel_seconds'] == 10)
        self.server.stop()
        self.server.start()
        other = self.order(1)
        self.verb(self.baker_run(other), 'start', client=self.baker)
        wait_until(lambda: self.mails(other), DEADLINE)
        self.assertEqual(len(self.mails(order)), 1)

    def test_told_of_each_attempt(self):
        delivery = self.set_out(1)
        order, = delivery['orders']
        wait_until(lambda: len(self.mails(order)) == 1, DEADLINE)
        self.verb(delivery, 'fail', order=order, reason='Nobody was there.')
        self.verb(self.plan(order), 'start')
        wait_until(lambda: len(self.mails(order)) == 2, DEADLINE)

    def baker_run(self, order):
        baker = self.baker.get('/api/v1/me').json['id']
        return self.plan(order, driver=baker)

    def test_who_is_not_told(self):
        delivery = self.set_out(1, 100)
        cancelled, order = delivery['orders']
        self.wait_for(delivery, lambda found: found['stops'][1]['eta'] is not None)
        self.server.sql('UPDATE delivery_notices SET send_at = ?, sent_at = NULL', time.time_ns() // 1000 + 3600 * SECOND)
        self.server.sql("DELETE FROM mails WHERE kind = 'order_notice'")
        self.assertEqual(self.move(self.admin, {'id': cancelled}, 'cancelled', force=True, reason='a test').status, 200)
        self.server.sql('UPDATE delivery_notices SET send_at = 1 WHERE "order" = ?', cancelled)
        self.verb(delivery, 'hand-over', order=order, received_by='Asha')
        told = self.order(1)
        self.verb(self.baker_run(told), 'start', client=self.baker)
        wait_until(lambda: self.mails(told), DEADLINE)
        self.assertEqual((self.mails(cancelled), self.mails(order)), ([], []))
        self.assertEqual(self.server.sql('SELECT count(*) FROM delivery_notices WHERE "order" = ?', order), [(0,)])

    def see_page(self, link, refresh, *words):
        """What a browser shows of a link: it says all this, and renews itself after so many seconds."""
        answer = self.anybody.get(link, headers={'Accept': 'text/html,*/*;q=0.8'})
        page = answer.body.decode()
        self.assertEqual((answer.status, answer.headers['Content-Type']), (200, 'text/html; charset=utf-8'))
        self.assertEqual([answer.headers[name] for name in ('Cache-Control', 'Referrer-Policy', 'Refresh')],
                         ['no-store', 'no-referrer', refresh])
        style = base64.b64encode(hashlib.sha256(re.search('<style>(.*)</style>', page, re.S)[1].encode()).digest()).decode()
        self.assertEqual(answer.headers['Content-Security-Policy'], f"default-src 'none'; style-src 'sha256-{style}'; "
                         "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        for word in words:
            self.assertIn(word, page)
        return page

    def test_tracking(self):
        order = self.order(100)
        number = self.admin.get(f'/api/v1/orders/{order}').json['number']
        answer = self.customer.post(f'/api/v1/order/{order}/track-delivery')
        self.assertEqual(answer.json, 'Delivery tracking initiated')
        link = answer.headers['Link'].partition('>')[0].removeprefix('<')
        nothing = {'eta': None, 'latitude': None, 'longitude': None, 'position_at': None}
        self.assertEqual(self.anybody.get(link).json, {'stage': 'ready', **nothing})
        self.see_page(link, '300', f'Your order #{number} is ready and will leave our shop soon.', 'every five minutes')
        delivery = self.verb(self.plan(order), 'start')
        at = stamp()
        self.driver.post('/api/v1/positions', {'positions': [{'latitude': 18.55, 'longitude': 73.8, 'at': at}]})
        found = self.wait_for(delivery, lambda found: found['stops'][0]['travel_seconds'] == 500)
        seen = {'stage': 'out_for_delivery', 'eta': found['stops'][0]['eta'], 'latitude': 18.55, 'longitude': 73.8,
                'position_at': at}
        self.assertEqual(self.anybody.get(link).json, seen)
        eta = datetime.datetime.fromisoformat(seen['eta'].replace('Z', '+00:00')).astimezone(zoneinfo.ZoneInfo('Asia/Kolkata'))
        page = self.see_page(
            link, '60', f'<h1>Your order #{number} is on its way to you.</h1>', '<li aria-current="step">On its way</li>',
            f'<dt>Our driver is expected</dt><dd>{eta:%A}, {eta.day} {eta:%B %Y, %H:%M}</dd>', '1 × Black Forest',
            '<a href="tel:9876543210">9876543210</a>', 'renews itself every minute')
        self.assertNotIn('Sweet Lane', page, 'who has the link is not told where somebody lives')
        self.see_page(link + '?renew=false', None, 'does not renew itself')
        for name in ('order', 'orders'):
            self.assertEqual(self.customer.get(f'/api/v1/{name}/{order}/track-delivery').json, seen)
        self.assertEqual(self.other_customer.get(f'/api/v1/order/{order}/track-delivery').status, 404)
        self.verb(delivery, 'hand-over', order=order, received_by='Asha')
        self.assertEqual(self.anybody.get(link).json, {'stage': 'delivered', **nothing})
        self.assertNotIn('<dl>', self.see_page(link, None, f'Your order #{number} was delivered. We hope you enjoy it.'))
        self.assertEqual(self.anybody.get(link[:-1] + ('A' if link[-1] != 'A' else 'B')).status, 404)
        again = self.customer.post(f'/api/v1/order/{order}/track-delivery').headers['Link']
        self.assertIn(link, again)

    def test_addresses(self):
        """An address that nobody said the place of is looked up, once; one that is not found is no harm, nor one that is
        answered with an error. What is answered counts while the order still has the address that was asked about."""
        self.maps.refused = 'Broken'
        self.order(None, delivery_address='Broken Street')
        wait_until(lambda: any('Broken' in path for path in self.maps.asked), DEADLINE)
        self.maps.addresses.update({'1 Old Street, Pune': (18.6, 73.8), '9 Rose Road, Pune': (18.61, 73.8)})
        self.maps.hold()
        self.addCleanup(self.maps.release)
        order = self.order(None, delivery_address='1 Old Street')
        wait_until(lambda: any('Old' in path for path in self.maps.asked), DEADLINE)
        moved = self.manager.patch(f'/api/v1/orders/{order}', {'delivery_address': '9 Rose Road'})
        self.assertEqual((moved.status, moved.json['latitude']), (200, None))
        self.maps.release()
        lost = self.order(None, delivery_address='Nowhere')
        delivery = self.plan(order, lost)
        found = wait_until(lambda: self.admin.get(f'/api/v1/orders/{order}').json['latitude'], DEADLINE)
        self.assertEqual(found, 18.61)
        wait_until(lambda: any('Nowhere' in path for path in self.maps.asked), DEADLINE)
        found = self.wait_for(delivery, lambda found: found['stops'][0]['latitude'] == 18.61)
        self.assertIsNone(found['stops'][1]['latitude'])
        self.assertEqual(sum('Rose' in path for path in self.maps.asked), 1)
        self.assertEqual([agent.partition(' ')[2] for agent in self.maps.agents], ['(maps@shop.example)'])


class WithOddRoads(Vans):
    """A provider of roads that says nothing, or something else: the estimate stands in until it is well again."""

    @classmethod
    def setUpClass(cls):
        cls.maps = MapServices()
        cls.addClassCleanup(cls.maps.__exit__)
        cls.settings = {'SWEETSPOT_ROUTING_URL': cls.maps.url, 'SWEETSPOT_ROUTING_SECONDS': '1',
                        'SWEETSPOT_GEOCODER_URL': cls.maps.url}
        super().setUpClass()

    def check_estimated(self):
        delivery = self.set_out(100)
        found = self.wait_for(delivery, lambda found: found['stops'][0]['eta'] is not None)
        self.assertEqual((found['routing'], found['route']), ('estimate', None))
        return delivery

    def check_well(self, delivery):
        def send_and_look():
            self.send((50, 0))
            return self.read(delivery)['routing'] == 'osrm'
        wait_until(send_and_look, DEADLINE, 'nobody asked for roads again')

    def test_page(self):
        self.maps.is_portal = True
        self.addCleanup(setattr, self.maps, 'is_portal', False)
        delivery = self.check_estimated()
        self.maps.is_portal = False
        self.check_well(delivery)

    def test_silence(self):
        """What waits for roads keeps nobody from ordering and handing over."""
        self.maps.hold()
        self.addCleanup(self.maps.release)
        delivery = self.check_estimated()
        self.assertEqual(self.verb(delivery, 'hand-over', order=delivery['orders'][0], received_by='Asha')['state'], 'finished')
        self.maps.release()
        self.check_well(self.set_out(100))

    def test_address(self):
        """An address about which nothing sensible is answered is no harm."""
        self.maps.is_portal = True
        self.addCleanup(setattr, self.maps, 'is_portal', False)
        order = self.order(None, delivery_address='3 Lost Lane')
        wait_until(lambda: any('Lost' in path for path in self.maps.asked), DEADLINE)
        self.assertIsNone(self.admin.get(f'/api/v1/orders/{order}').json['latitude'])


class WithGoogle(Vans):

    @classmethod
    def setUpClass(cls):
        cls.maps = MapServices()
        cls.addClassCleanup(cls.maps.__exit__)
        cls.settings = {'SWEETSPOT_GOOGLE_URL': cls.maps.url, 'SWEETSPOT_GOOGLE_KEY': GOOGLE_KEY}
        super().setUpClass()

    def test_times_and_order(self):
        orders = [self.order(n) for n in (30, 10)]
        delivery = self.verb(self.plan(*orders), 'sort', client=self.baker)
        self.assertEqual(delivery['orders'], orders[::-1])
        self.verb(delivery, 'start')
        found = self.wait_for(delivery, lambda found: found['stops'][0]['eta'] is not None)
        self.assertEqual(found['routing'], 'google')
        self.assertEqual([(stop['travel_seconds'], stop['travel_metres']) for stop in found['stops']], [(100, 1000), (200, 2000)])


del Bakery, Vans

if __name__ == '__main__':
    unittest.main()
