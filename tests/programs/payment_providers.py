# SPDX-License-Identifier: GPL-3.0-or-later

"""Stand-ins for Stripe and PayPal: the documented protocol, over HTTP, with faults on demand."""

import contextlib
import copy
import hashlib
import hmac
import http.server
import json
import threading
import time
import urllib.parse


class Provider:
    """An HTTP server of its own thread. `fault` is what befalls the next POST whose path holds `fault_path`:

    '500'      it answers 500 and books nothing
    'timeout'  it books, and answers too late
    'cut'      it books, and closes the connection without an answer

    While it is `down` it answers 500 to everything, and from `hold()` to `release()` nothing to what it has booked.
    """

    def __init__(self):
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_GET(self):
                provider.serve(self, b'')

            def do_POST(self):
                provider.serve(self, self.rfile.read(int(self.headers.get('Content-Length', 0))))

            def log_message(self, *_):
                pass

        self.lock = threading.RLock()
        self.calls = []
        self.answers = {}
        self.fault = None
        self.fault_path = ''
        self.down = False
        self.booked = threading.Event()
        self.proceed = threading.Event()
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={'poll_interval': 0.05}, daemon=True)
        self.thread.start()

    @property
    def url(self):
        return f'http://127.0.0.1:{self.server.server_port}'

    def hold(self):
        self.may_answer.clear()

    def release(self):
        self.may_answer.set()

    def close(self):
        self.proceed.set()
        self.release()
        self.server.shutdown()
        self.server.server_close()

    def fail_next(self, fault, path=''):
        self.booked.clear()
        self.proceed.clear()
        self.fault, self.fault_path = fault, path

    def take_fault(self, path):
        with self.lock:
            if self.fault is None or self.fault_path not in path:
                return None
            fault, self.fault = self.fault, None
            return fault

    def serve(self, handler, body):
        fault = self.take_fault(handler.path) if handler.command == 'POST' else None
        if fault == '500' or self.down:
            return self.answer(handler, 500, {'error': {'type': 'api_error', 'message': 'down'}})
        with self.lock:
            self.calls.append((handler.command, handler.path, dict(handler.headers), body))
            status, answer = self.route(handler, body)
        self.booked.set()
        self.may_answer.wait()
        if fault in ('cut', 'timeout'):
            self.proceed.wait(20 if fault == 'cut' else 3)
            handler.close_connection = True
            handler.connection.close()
            return None
        return self.answer(handler, status, answer)

    @staticmethod
    def answer(handler, status, answer):
        data = json.dumps(answer).encode()
        with contextlib.suppress(ConnectionError):
            handler.send_response(status)
            handler.send_header('Content-Type', 'application/json')
            handler.send_header('Content-Length', str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)

    def count(self, path):
        return sum(1 for call in self.calls if call[0] == 'POST' and call[1].endswith(path))


class Stripe(Provider):
    """Payment intents and refunds. The customer's side is confirm() and decline()."""

    key = 'sk_test_secret'
    webhook_secret = 'whsec_secret'

    def __init__(self):
        super().__init__()
        self.intents = {}
        self.refunds = {}
        self.next_card = None

    def route(self, handler, body):
        if handler.headers.get('Authorization') != 'Bearer ' + self.key:
            return 401, {'error': {'type': 'invalid_request_error', 'message': 'Invalid API Key'}}
        key = handler.headers.get('Idempotency-Key')
        if handler.command == 'POST' and key in self.answers:
            return self.answers[key]
        form = dict(urllib.parse.parse_qsl(body.decode()))
        path, _, query = handler.path.partition('?')
        form.update(urllib.parse.parse_qsl(query))
        answer = self.book(handler.command, path.split('/')[2:], form)
        if key:
            self.answers[key] = copy.deepcopy(answer)
        return answer

    def book(self, method, path, form):
        if path == ['payment_intents'] and method == 'POST':
            return self.create(form)
        if path[0] == 'payment_intents' and path[1] in self.intents:
            intent = self.intents[path[1]]
            if path[2:] == ['cancel']:
                if intent['status'] == 'succeeded':
                    return 400, {'error': {'type': 'invalid_request_error', 'code': 'payment_intent_unexpected_state'}}
                intent['status'] = 'canceled'
            return 200, intent
        if path == ['refunds'] and method == 'POST':
            return 200, self.refund(form['payment_intent'], int(form['amount']), self.read_metadata(form))
        if path == ['refunds']:
            return 200, {'object': 'list', 'data': [refund for refund in self.refunds.values()
                                                    if refund['payment_intent'] == form['payment_intent']]}
        if path[0] == 'refunds' and path[1] in self.refunds:
            return 200, self.refunds[path[1]]
        return 404, {'error': {'type': 'invalid_request_error', 'message': 'No such thing'}}

    def create(self, form):
        if self.next_card == 'declined':
            return 402, {'error': {'type': 'card_error', 'code': 'card_declined',
                                   'decline_code': 'insufficient_funds',
                                   'message': 'Your card has insufficient funds.'}}
        name = f'pi_{len(self.intents) + 1}'
        self.intents[name] = {
            'id': name, 'object': 'payment_intent', 'amount': int(form['amount']), 'amount_received': 0,
            'currency': form['currency'], 'status': 'requires_payment_method', 'client_secret': name + '_secret_x',
            'last_payment_error': None,
            'metadata': self.read_metadata(form),
        }
        return 200, self.intents[name]

    @staticmethod
    def read_metadata(form):
        return {name[9:-1]: value for name, value in form.items() if name.startswith('metadata[')}

    def refund(self, intent, amount, metadata=None):
        """Gives money back: asked by the server, or in Stripe's own dashboard."""
        name = f're_{len(self.refunds) + 1}'
        self.refunds[name] = {'id': name, 'object': 'refund', 'amount': amount, 'payment_intent': intent,
                              'currency': self.intents[intent]['currency'], 'status': 'succeeded',
                              'metadata': metadata or {}}
        return self.refunds[name]

    def confirm(self, name):
        intent = self.intents[name]
        intent.update(status='succeeded', amount_received=intent['amount'])

    def decline(self, name):
        self.intents[name].update(last_payment_error={'message': 'Your card was declined.'})

    def event(self, kind, name, number=1, of=None):
        return json.dumps({'id': f'evt_{kind}_{name}_{number}', 'object': 'event', 'type': kind,
                           'data': {'object': of or self.intents[name]}})

    def sign(self, body, at=None, secret=None):
        at = int(time.time() if at is None else at)
        digest = hmac.new((secret or self.webhook_secret).encode(), f'{at}.{body}'.encode(), hashlib.sha256)
        return f't={at},v1={digest.hexdigest()}'


class Paypal(Provider):
    """Orders, captures, refunds, tokens and the check of webhooks. The customer's side is approve()."""

    client = 'client-id'
    secret = 'client-secret'
    webhook_id = 'WH-1'

    def __init__(self):
        super().__init__()
        self.orders = {}
        self.n_tokens = 0
        self.n_refunds = 0

    def route(self, handler, body):
        path = handler.path.split('/')[1:]
        if path == ['v1', 'oauth2', 'token']:
            self.n_tokens += 1
            return 200, {'access_token': f'token-{self.n_tokens}', 'token_type': 'Bearer', 'expires_in': 32400}
        if handler.headers.get('Authorization') != f'Bearer token-{self.n_tokens}':
            return 401, {'name': 'AUTHENTICATION_FAILURE'}
        key = handler.headers.get('PayPal-Request-Id')
        if handler.command == 'POST' and key in self.answers:
            return self.answers[key]
        answer = self.book(handler.command, path, json.loads(body) if body else None)
        if key and answer[0] < 400:
            self.answers[key] = answer
        return answer

    def book(self, method, path, body):
        if path == ['v2', 'checkout', 'orders']:
            name = f'ORDER{len(self.orders) + 1}'
            self.orders[name] = {
                'id': name, 'status': 'CREATED', 'purchase_units': body['purchase_units'],
                'links': [{'rel': 'self', 'href': 'x'}, {'rel': 'approve', 'href': 'https://paypal.test/' + name}]}
            return 201, self.orders[name]
        if path[:3] == ['v2', 'checkout', 'orders'] and path[3] in self.orders:
            order = self.orders[path[3]]
            return self.capture(order) if path[4:] == ['capture'] else (200, order)
        if path[:3] == ['v2', 'payments', 'captures']:
            return 201, self.refund(path[3], body['amount'], body.get('custom_id'))
        if path == ['v1', 'notifications', 'verify-webhook-signature']:
            genuine = body['transmission_sig'] == 'good' and body['webhook_id'] == self.webhook_id
            return 200, {'verification_status': 'SUCCESS' if genuine else 'FAILURE'}
        return 404, {'name': 'RESOURCE_NOT_FOUND'}

    @staticmethod
    def capture(order):
        if order['status'] != 'APPROVED':
            return 422, {'name': 'UNPROCESSABLE_ENTITY', 'details': [{'issue': 'ORDER_NOT_APPROVED'}]}
        unit = order['purchase_units'][0]
        order['status'] = 'COMPLETED'
        unit['payments'] = {'captures': [{'id': 'CAPTURE-' + order['id'], 'status': 'COMPLETED',
                                          'amount': unit['amount'], 'custom_id': unit['custom_id']}]}
        return 201, order

    def refund(self, capture, amount, custom_id=None):
        """Gives money back: asked by the server, or in PayPal's own dashboard."""
        self.n_refunds += 1
        return {'id': f'REFUND{self.n_refunds}', 'status': 'COMPLETED', 'amount': amount, 'custom_id': custom_id,
                'links': [{'rel': 'self', 'href': 'x'},
                          {'rel': 'up', 'href': 'https://api.paypal.com/v2/payments/captures/' + capture}]}

    def approve(self, name):
        self.orders[name]['status'] = 'APPROVED'

    def event(self, kind, name, number=1, of=None):
        order = self.orders[name]
        resource = of or order
        if of is None and kind.startswith('PAYMENT.CAPTURE'):
            resource = {**order['purchase_units'][0]['payments']['captures'][0],
                        'supplementary_data': {'related_ids': {'order_id': name}}}
        return json.dumps({'id': f'WH-{kind}-{name}-{number}', 'event_type': kind, 'resource': resource})

    @staticmethod
    def sign(signature='good'):
        return {'PAYPAL-AUTH-ALGO': 'SHA256withRSA', 'PAYPAL-CERT-URL': 'https://api.paypal.com/cert',
                'PAYPAL-TRANSMISSION-ID': '1', 'PAYPAL-TRANSMISSION-SIG': signature,
                'PAYPAL-TRANSMISSION-TIME': '2026-01-01T00:00:00Z'}
