# SPDX-License-Identifier: GPL-3.0-or-later

"""Mail of the real server through a real SMTP server: what it says, when it goes out, and what becomes of it on a bad day."""

import email.header
import tempfile
import unittest

import test_server_resources
from harness import Server, wait_until
from mail_server import DROP, SLOW, MailServer
from test_server_resources import CUSTOMER, STORE


class MailCase(test_server_resources.Bakery):
    """A bakery whose server sends its mail to a mail server of ours, and where moves can be taken back for a moment."""

    undo_seconds = 0
    settings = {'SWEETSPOT_SMTP_PLAIN': 'true'}

    @classmethod
    def setUpClass(cls):
        cls.post = MailServer()
        cls.post.start()
        cls.addClassCleanup(cls.post.stop)
        test_server_resources.Server = cls.make_server
        try:
            super().setUpClass()
        finally:
            test_server_resources.Server = Server
        cls.admin.patch(f'/api/v1/stores/{cls.store}', {'undo_seconds': cls.undo_seconds})

    @classmethod
    def make_server(cls):
        return Server(SWEETSPOT_SMTP_URL=f'smtp://127.0.0.1:{cls.post.port}', SWEETSPOT_MAIL_FROM='orders@shop.example',
                      SWEETSPOT_MAIL_RETRY_SECONDS='1', SWEETSPOT_SMTP_SECONDS='2', **cls.settings)

    def setUp(self):
        self.settle()
        self.post.clear()

    def settle(self):
        wait_until(lambda: not self.mails(state='queued') and not self.mails(state='sending'), 20, 'mail is left')

    def mails(self, **filters):
        query = '&'.join(f'{name}={value}' for name, value in filters.items())
        answer = self.admin.get('/api/v1/admin/mails?' + query)
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def wait_for_state(self, order, state, **filters):
        return wait_until(lambda: [mail for mail in self.mails(order=order['id'], **filters) if mail['state'] == state],
                          20, f'no mail is {state}: {self.mails(order=order["id"])}')[0]


class Content(MailCase):

    def test_order_confirmation(self):
        order = self.place(fulfilment='pickup')
        message, = self.post.wait_for(f'Your order #{order["number"]}')
        text = message.get_body(('plain',)).get_content()
        html = message.get_body(('html',)).get_content()
        self.assertIn(b'To: "Nina Roy"\r\n <customer@example.com>\r\n', message.envelope.content)
        self.assertEqual(message['From'].addresses[0].addr_spec, 'orders@shop.example')
        self.assertEqual(text.splitlines()[0], 'Dear Nina Roy,')
        self.assertIn('<p>Dear Nina Roy,</p>', html)
        for alternative in (text, html):
            self.assertIn('1 × Black Forest', alternative)
            self.assertIn('Corner Bakery', alternative)
        self.assertRegex(message['Message-ID'], r'^<[0-9a-f-]{36}@shop\.example>$')
        self.assertEqual(message.envelope.mail_from, 'orders@shop.example')
        mail = self.wait_for_state(order, 'sent')
        self.assertEqual((mail['kind'], mail['attempts'], mail['last_error']), ('order_placed', 1, ''))
        self.assertFalse({'text', 'html'} & set(mail))

    def test_each_move_is_told(self):
        order = self.place(fulfilment='pickup')
        for stage, subject in (('confirmed', 'is confirmed'), ('baking', 'is being made'), ('ready', 'is ready'),
                               ('delivered', 'was delivered')):
            self.assertEqual(self.move(self.manager, order, stage).status, 200)
            message, = self.post.wait_for(f'Your order #{order["number"]} {subject}')
            self.assertIn('Nina Roy', message.get_body(('plain',)).get_content())

    def test_words_of_the_shop(self):
        order = self.place()
        self.assertEqual(self.baker.post(f'/api/v1/orders/{order["id"]}/notices', {'text': 'Six & <late>?'}).status, 204)
        for text in ({}, {'text': ' \n'}, {'text': 5}, {'text': 'x' * 401}):
            self.check_errors(self.baker.post(f'/api/v1/orders/{order["id"]}/notices', text), 'text')
        message, = self.post.wait_for(f'About your order #{order["number"]}')
        self.assertIn('Six & <late>?', message.get_body(('plain',)).get_content())
        self.assertIn('Six &amp; &lt;late&gt;?', message.get_body(('html',)).get_content())

    def test_store_is_approved(self):
        manager = {**CUSTOMER, 'email': 'newcomer@example.com'}
        store = {**STORE, 'name': 'Seaside', 'email': 'seaside@example.com'}
        self.assertEqual(self.anybody.post('/api/v1/stores/register', {**store, 'manager': manager}).status, 202)
        waiting, = self.admin.get('/api/v1/admin/stores?is_active=false&q=Seaside').json
        self.assertEqual(self.admin.patch(f'/api/v1/stores/{waiting["id"]}', {'is_active': True}).status, 200)
        message, = self.post.wait_for('Your store has been approved')
        self.assertIn('<newcomer@example.com>', str(message['To']))
        for kind in ('plain', 'html'):
            text = message.get_body((kind,)).get_content()
            self.assertIn('your store Seaside has been approved', text)
            self.assertIn('http://127.0.0.1', text)

    def test_values_are_not_markup(self):
        client = self.make_person('markup')
        client.patch('/api/v1/me', {'first_name': '<b>Bobby', 'last_name': '{{link}}&'})
        line = self.fill_cart(client)
        self.created(client.post('/api/v1/orders', {'cart_id': line['id']}))
        message, = self.post.wait_for('Your order #')
        html = message.get_body(('html',)).get_content()
        self.assertIn('Dear &lt;b&gt;Bobby {{link}}&amp;,', html)
        self.assertNotIn('<b>Bobby', html)
        self.assertIn('Dear <b>Bobby {{link}}&,', message.get_body(('plain',)).get_content())

    def test_header_injection(self):
        client = self.make_person('injector')
        account = client.get('/api/v1/me').json['id']
        evil = 'Eve\r\nBcc: victim@example.com\r\n\r\nBuy'
        self.server.sql('UPDATE accounts SET first_name = ? WHERE id = ?', evil, account)
        self.server.sql('UPDATE stores SET name = ? WHERE id = ?', evil, self.store)
        self.addCleanup(self.server.sql, 'UPDATE stores SET name = ? WHERE id = ?', STORE['name'], self.store)
        line = self.fill_cart(client)
        self.created(client.post('/api/v1/orders', {'cart_id': line['id']}))
        message, = self.post.wait_for('Your order #')
        self.assertEqual(message.envelope.rcpt_tos, ['injector@example.com'])
        self.assertIsNone(message['Bcc'])
        self.assertEqual([address.addr_spec for address in message['To'].addresses], ['injector@example.com'])
        self.assertNotIn('Buy', message.get_body(('plain',)).get_content().partition('Dear')[0])

    def test_address_of_two(self):
        for number, address in enumerate(('a@example.com,victim@example.com', 'a@example.com>\r\nRCPT TO:<victim@example.com',
                                          '-x@example.com', 'nobody')):
            client = self.make_person(f'two{number}')
            account = client.get('/api/v1/me').json['id']
            self.server.sql('UPDATE accounts SET email = ? WHERE id = ?', address, account)
            line = self.fill_cart(client)
            order = self.created(client.post('/api/v1/orders', {'cart_id': line['id']}))
            self.assertEqual([mail['state'] for mail in self.mails(order=order['id'])], ['dead'], address)
        self.assertEqual([message for _, message in self.post.attempts if 'order' in message['Subject']], [])

    def test_long_names_in_every_script(self):
        client = self.make_person('unicode')
        name = 'Ünïcødé ' * 6
        client.patch('/api/v1/me', {'first_name': name.strip(), 'last_name': '東京' * 10})
        line = self.fill_cart(client)
        self.created(client.post('/api/v1/orders', {'cart_id': line['id']}))
        message, = self.post.wait_for('Your order #')
        raw = email.message_from_bytes(message.envelope.content)
        to = str(email.header.make_header(email.header.decode_header(raw['To'])))
        self.assertEqual(to, name.strip() + ' ' + '東京' * 10 + ' <unicode@example.com>')
        self.assertEqual([line for line in message.envelope.content.split(b'\r\n') if len(line) > 90], [])
        self.assertNotIn(b'\n', message.envelope.content.replace(b'\r\n', b''))


class BadDays(MailCase):

    def test_451_is_tried_again_with_the_same_id(self):
        self.post.plan[:] = ['451 4.3.0 Later', '451 4.3.0 Later']
        order = self.place()
        self.wait_for_state(order, 'sent')
        times, messages = zip(*self.post.attempts)
        self.assertEqual(len(messages), 3)
        self.assertEqual(len({message['Message-ID'] for message in messages}), 1)
        self.assertGreater(times[1] - times[0], 0.4)
        self.assertGreater(times[2] - times[1], 0.9)

    def test_550_is_a_dead_letter_until_an_admin_retries(self):
        self.post.plan[:] = ['550 5.7.1 No']
        order = self.place()
        mail = self.wait_for_state(order, 'dead')
        path = f'/api/v1/admin/mails/{mail["id"]}'
        self.assertEqual((mail['attempts'], len(self.post.attempts)), (1, 1))
        self.assertIn('550', mail['last_error'])
        for client, status in ((self.anybody, 401), (self.customer, 403), (self.manager, 403)):
            self.assertEqual(client.post(path + '/retry').status, status)
            self.assertEqual(client.get(path).status, status)
        self.assertEqual(self.admin.post(path + '/retry').json['state'], 'queued')
        self.assertEqual(self.wait_for_state(order, 'sent')['id'], mail['id'])
        self.assertEqual(self.admin.post(path + '/retry').status, 409)
        self.assertEqual(self.admin.post('/api/v1/admin/mails/99999/retry').status, 404)

    def test_refused_recipient(self):
        client = self.make_person('refused')
        line = self.fill_cart(client)
        order = self.created(client.post('/api/v1/orders', {'cart_id': line['id']}))
        self.assertIn('550', self.wait_for_state(order, 'dead')['last_error'])

    def test_dropped_after_data(self):
        self.post.plan[:] = [DROP]
        order = self.place()
        self.assertEqual(self.wait_for_state(order, 'sent')['attempts'], 2)
        first, second = (message['Message-ID'] for _, message in self.post.attempts)
        self.assertEqual(first, second)

    def test_slow(self):
        self.post.plan[:] = [SLOW]
        order = self.place()
        answer = self.customer.get('/api/v1/orders')
        self.assertEqual(answer.status, 200)
        self.assertEqual(self.wait_for_state(order, 'sent')['attempts'], 2)

    def test_down(self):
        port = self.post.port
        self.post.stop()
        order = self.place()
        mail = wait_until(lambda: [mail for mail in self.mails(order=order['id']) if mail['attempts'] > 0], 20)[0]
        self.assertIn(mail['state'], ('queued', 'sending'))
        self.post.start(port)
        self.wait_for_state(order, 'sent')

    def test_killed_while_sending(self):
        self.post.plan[:] = [SLOW]
        order = self.place()
        wait_until(lambda: self.post.attempts)
        port = self.server.port
        self.server.stop(9)
        self.server.sql("UPDATE mails SET lease_until = 1 WHERE state = 'sending'")
        self.server.start(port)
        self.wait_for_state(order, 'sent')
        first, second = (message['Message-ID'] for _, message in self.post.attempts)
        self.assertEqual(first, second)

    def test_kept_when_the_order_fails(self):
        before = self.server.sql('SELECT count(*) FROM mails')
        line = self.fill_cart()
        answer = self.customer.post('/api/v1/orders', {'cart_id': line['id'], 'due_at': '2001-01-01T00:00:00Z'})
        self.assertEqual(answer.status, 400)
        self.assertEqual(self.server.sql('SELECT count(*) FROM mails'), before)


class Queue(MailCase):

    def test_the_next_mail_is_the_first_of_an_index(self):
        """Sorting all that is due for each mail that is sent would make a long queue take quadratic time."""
        plan = self.server.sql("EXPLAIN QUERY PLAN SELECT id FROM mails WHERE (state = 'queued' OR state = 'sending')"
                               ' AND next_attempt_at <= ? AND (lease_until IS NULL OR lease_until <= ?)'
                               ' ORDER BY next_attempt_at, id LIMIT 1', 1, 1)
        self.assertEqual([row[3] for row in plan], ['SEARCH mails USING INDEX mails_waiting (next_attempt_at<?)'])


class Undo(MailCase):

    undo_seconds = 600

    def settle(self):
        wait_until(lambda: not [mail for mail in self.mails() if mail['kind'] == 'order_placed' and not mail['sent_at']])

    def of_moves(self, order):
        return [(mail['kind'], mail['state']) for mail in reversed(self.mails(order=order['id']))][1:]

    def test_undo_cancels_a_held_mail(self):
        order = self.place()
        moved = self.move(self.baker, order, 'confirmed').json
        self.assertEqual(self.mails(order=order['id'])[0]['hold_until'], moved['undo_until'])
        self.assertEqual(self.of_moves(order), [('order_moved', 'queued')])
        self.assertEqual(self.baker.post(f'/api/v1/orders/{order["id"]}/undo').status, 200)
        self.assertEqual(self.of_moves(order), [('order_moved', 'cancelled')])

    def test_undo_of_the_last_of_two_moves(self):
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.move(self.baker, order, 'baking')
        self.baker.post(f'/api/v1/orders/{order["id"]}/undo')
        self.assertEqual(self.of_moves(order), [('order_moved', 'queued'), ('order_moved', 'cancelled')])
        self.baker.post(f'/api/v1/orders/{order["id"]}/undo')
        self.assertEqual(self.of_moves(order), [('order_moved', 'cancelled'), ('order_moved', 'cancelled')])

    def test_undo_after_it_went_out_is_followed_by_a_correction(self):
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.server.sql('UPDATE mails SET next_attempt_at = 1 WHERE "order" = ?', order['id'])
        self.post.wait_for(f'Your order #{order["number"]} is confirmed')
        wait_until(lambda: self.of_moves(order) == [('order_moved', 'sent')])
        self.assertEqual(self.baker.post(f'/api/v1/orders/{order["id"]}/undo').status, 200)
        message, = self.post.wait_for(f'Correction: your order #{order["number"]}')
        self.assertIn('waits to be confirmed', message.get_body(('plain',)).get_content())

    def test_held_mail_tells_of_its_own_move(self):
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.move(self.baker, order, 'baking')
        self.server.sql('UPDATE mails SET next_attempt_at = 1 WHERE "order" = ? AND stage = \'confirmed\'', order['id'])
        message, = self.post.wait_for(f'Your order #{order["number"]} is confirmed')
        self.assertIn(f'your order #{order["number"]} is confirmed.', message.get_body(('plain',)).get_content())

    def test_mail_about_an_order_that_is_gone(self):
        order = self.place()
        self.settle()
        self.move(self.baker, order, 'confirmed')
        self.assertEqual(self.admin.delete(f'/api/v1/orders/{order["id"]}').status, 204)
        self.server.sql('UPDATE mails SET next_attempt_at = 1 WHERE "order" = ?', order['id'])
        self.assertIn('no order', self.wait_for_state(order, 'dead')['last_error'])

    def test_held_mail_goes_out_when_the_window_closes(self):
        self.admin.patch(f'/api/v1/stores/{self.store}', {'undo_seconds': 2})
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.assertEqual(self.post.find('is confirmed'), [])
        self.post.wait_for(f'Your order #{order["number"]} is confirmed')
        self.admin.patch(f'/api/v1/stores/{self.store}', {'undo_seconds': 600})


class Encryption(MailCase):
    """The mail server insists on STARTTLS, or does not know it; ours insists on it too."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix='sweetspot-')
        cls.addClassCleanup(folder.cleanup)
        cls.encrypted = MailServer(folder.name)
        cls.encrypted.start()
        cls.addClassCleanup(cls.encrypted.stop)
        cls.settings = {'SWEETSPOT_SMTP_CA_FILE': cls.encrypted.certificate}
        super().setUpClass()

    def settle(self):
        pass

    def test_nothing_goes_out_in_clear(self):
        order = self.place()
        mail = wait_until(lambda: [mail for mail in self.mails(order=order['id']) if mail['last_error']], 20)[0]
        self.assertIn(mail['state'], ('queued', 'sending'))
        self.assertEqual(self.post.attempts, [])

    def test_starttls(self):
        port = self.server.port
        self.server.stop()
        self.server.environment['SWEETSPOT_SMTP_URL'] = f'smtp://localhost:{self.encrypted.port}'
        self.server.start(port)
        order = self.place()
        message, = self.encrypted.wait_for(f'Your order #{order["number"]}')
        self.assertTrue(message.is_encrypted)

    def test_certificate_of_a_stranger(self):
        port = self.server.port
        self.server.stop()
        self.encrypted.clear()
        with tempfile.TemporaryDirectory() as folder, MailServer(folder) as stranger:
            self.server.environment['SWEETSPOT_SMTP_URL'] = f'smtp://localhost:{stranger.port}'
            self.server.start(port)
            order = self.place()
            wait_until(lambda: [mail for mail in self.mails(order=order['id']) if 'certificate' in mail['last_error']], 20)
            self.assertEqual(stranger.attempts, [])


if __name__ == '__main__':
    unittest.main()
