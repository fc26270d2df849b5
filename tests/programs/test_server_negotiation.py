# SPDX-License-Identifier: GPL-3.0-or-later

"""What depends on what a client accepts, has and is: media types, gzip, conditional requests, other sites."""

import gzip
import unittest

from harness import Server

DOCUMENT = '/api/openapi.json'
SHOP = 'https://shop.example'


class NegotiationCase(unittest.TestCase):
    environment = {}

    @classmethod
    def setUpClass(cls):
        cls.server = Server(**cls.environment)
        cls.addClassCleanup(cls.server.__exit__)
        cls.admin_account = cls.server.create_admin()
        cls.server.start()

    def setUp(self):
        self.client = self.server.client()

    def get(self, path, **headers):
        return self.client.get(path, headers={name.replace('_', '-'): value for name, value in headers.items()})


class Negotiation(NegotiationCase):
    def test_accept(self):
        for accept, status in (('application/json', 200), ('text/html, */*;q=0.1', 200), ('application/*', 200),
                               ('text/html', 406), ('image/*, text/plain;q=0.5', 406),
                               ('application/json;q=0, */*', 406), ('application/problem+json', 406)):
            answer = self.get('/api/v1/cakes', Accept=accept)
            self.assertEqual(answer.status, status, accept)
        self.assertEqual(answer.headers['Content-Type'], 'application/problem+json')
        self.assertEqual(self.get('/livez', Accept='application/json').status, 406)
        self.assertEqual(self.get('/livez', Accept='text/*').status, 200)

    def test_page_or_data(self):
        """Where there is a page for people, it is for those who prefer one; all others get JSON, also when it says no."""
        path = '/api/v1/track/nobody-has-this'
        browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'
        page, data = ('text/html; charset=utf-8', 404), ('application/problem+json', 404)
        for accept, expected in ((browser, page), ('text/*', page), ('application/json;q=0.5, text/html;q=0.6', page),
                                 ('application/json;q=0, */*', page), ('*/*', data), ('', data), ('application/json', data),
                                 ('text/html;q=0.5, application/json', data), ('text/html, application/json', data),
                                 ('image/png', (data[0], 406))):
            answer = self.get(path, Accept=accept)
            self.assertEqual((answer.headers['Content-Type'], answer.status), expected, accept)
            self.assertIn('Accept', answer.headers['Vary'].split(', '), accept)
        page = self.get(path + '?renew=perhaps', Accept=browser)
        self.assertEqual(page.status, 400)
        self.assertIn('<h1>This link does not lead to an order</h1>', page.body.decode())
        self.assertEqual([page.headers[name] for name in ('Cache-Control', 'Referrer-Policy', 'Refresh')],
                         ['no-store', 'no-referrer', None])
        self.assertRegex(page.headers['Content-Security-Policy'], "^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'")
        self.assertNotIn('Accept', self.get('/api/v1/cakes', Accept=browser).headers['Vary'].split(', '))

    def test_gzip(self):
        plain = self.get(DOCUMENT)
        self.assertNotIn('Content-Encoding', plain.headers)
        for accepted in ('gzip', 'br, GZIP;q=0.5', '*'):
            coded = self.get(DOCUMENT, Accept_Encoding=accepted)
            self.assertEqual(coded.headers['Content-Encoding'], 'gzip', accepted)
            self.assertEqual(gzip.decompress(coded.body), plain.body)
        self.assertLess(len(coded.body), len(plain.body) / 5)
        for refused in ('identity', 'gzip;q=0, *', 'br'):
            self.assertNotIn('Content-Encoding', self.get(DOCUMENT, Accept_Encoding=refused).headers, refused)
        self.assertIn('Accept-Encoding', plain.headers['Vary'])

    def test_small_answers_stay_plain(self):
        self.assertNotIn('Content-Encoding', self.get('/api/v1/cakes', Accept_Encoding='gzip').headers)

    def test_tags_of_both_forms(self):
        plain = self.get(DOCUMENT).headers['ETag']
        coded = self.get(DOCUMENT, Accept_Encoding='gzip').headers['ETag']
        self.assertEqual(coded, plain[:-1] + '-gzip"')
        for tag in (plain, coded, 'W/' + plain, f'"x", {coded}', '*'):
            answer = self.get(DOCUMENT, If_None_Match=tag)
            self.assertEqual((answer.status, answer.body, answer.headers['ETag']), (304, b'', plain), tag)
        self.assertEqual(self.get(DOCUMENT, If_None_Match=plain, Accept_Encoding='gzip').headers['ETag'], coded)
        self.assertEqual(self.get(DOCUMENT, If_None_Match='"x", "gzip"').status, 200)

    def test_lists_are_conditional(self):
        admin = self.server.sign_in(*self.admin_account)
        before = admin.get('/api/v1/customers')
        self.assertEqual(admin.get('/api/v1/customers', headers={'If-None-Match': before.headers['ETag']}).status, 304)
        me = admin.get('/api/v1/me')
        admin.patch('/api/v1/me', {'city': 'Hubballi'}, headers={'If-Match': me.headers['ETag'][:-1] + '-gzip"'})
        after = admin.get('/api/v1/customers', headers={'If-None-Match': before.headers['ETag']})
        self.assertEqual((after.status, after.json[0]['city']), (200, 'Hubballi'))

    def test_cache_control(self):
        admin = self.server.sign_in(*self.admin_account)
        self.assertEqual(self.get('/api/v1/stores').headers['Cache-Control'], 'no-cache')
        self.assertEqual(admin.get('/api/v1/stores').headers['Cache-Control'], 'private, no-cache')
        for path in ('/api/v1/me', '/api/v1/customers', '/api/v1/orders'):
            answer = admin.get(path)
            self.assertEqual((answer.headers['Cache-Control'], 'ETag' in answer.headers), ('no-store', True), path)
        self.assertEqual(self.get('/livez').headers['Cache-Control'], 'no-store')
        self.assertNotIn('ETag', self.get('/livez').headers)
        answer = self.client.post('/api/v1/token', dict(zip(('email', 'password'), self.admin_account)))
        self.assertEqual(answer.headers['Cache-Control'], 'no-store')

    def test_head(self):
        answer = self.client.request('HEAD', DOCUMENT, headers={'Accept-Encoding': 'gzip'})
        whole = self.get(DOCUMENT, Accept_Encoding='gzip')
        self.assertEqual((answer.status, answer.body), (200, b''))
        for name in ('Content-Length', 'Content-Encoding', 'ETag', 'Vary', 'Content-Type'):
            self.assertEqual(answer.headers[name], whole.headers[name], name)

    def test_other_sites_see_nothing(self):
        answer = self.get('/api/v1/cakes', Origin=SHOP)
        self.assertNotIn('Access-Control-Allow-Origin', answer.headers)
        self.assertNotIn('Origin', answer.headers['Vary'])

    def test_long_header_block(self):
        answer = self.get('/livez', **{f'X_{number}': 'x' for number in range(70)})
        self.assertEqual((answer.status, answer.headers['Content-Type']), (431, 'application/problem+json'))
        # Libmicrohttpd answers these itself, before there is a request that the server could answer.
        self.assertEqual(self.get('/livez', Cookie='x' * 40000).status, 431)
        self.assertEqual(self.get('/livez?' + 'x' * 5000).status, 414)


class OtherSites(NegotiationCase):
    environment = {'SWEETSPOT_CORS_ORIGINS': f'{SHOP}, http://localhost:3000'}

    def preflight(self, path, origin, method='PATCH'):
        return self.client.request('OPTIONS', path, headers={'Origin': origin, 'Access-Control-Request-Method': method,
                                                             'Access-Control-Request-Headers': 'if-match'})

    def test_preflight(self):
        answer = self.preflight('/api/v1/me', SHOP)
        self.assertEqual((answer.status, answer.headers['Access-Control-Allow-Origin']), (204, SHOP))
        self.assertEqual(answer.headers['Access-Control-Allow-Credentials'], 'true')
        self.assertIn('PATCH', answer.headers['Access-Control-Allow-Methods'])
        self.assertIn('If-Match', answer.headers['Access-Control-Allow-Headers'])
        self.assertEqual(answer.headers['Vary'], 'Origin')

    def test_preflight_of_a_stranger(self):
        for origin in ('https://evil.example', SHOP + '.evil.example', SHOP.upper(), 'null', '*'):
            answer = self.preflight('/api/v1/me', origin)
            self.assertEqual(answer.status, 204)
            self.assertEqual([name for name in answer.headers if name.startswith('Access-Control')], [], origin)

    def test_answers(self):
        answer = self.get('/api/v1/cakes', Origin=SHOP)
        self.assertEqual(answer.headers['Access-Control-Allow-Origin'], SHOP)
        self.assertIn('ETag', answer.headers['Access-Control-Expose-Headers'])
        self.assertIn('Origin', answer.headers['Vary'])
        refused = self.get('/api/v1/me', Origin=SHOP)
        self.assertEqual((refused.status, refused.headers['Access-Control-Allow-Origin']), (401, SHOP))

    def test_change_by_cookie(self):
        answer = self.client.post('/api/v1/token', dict(zip(('email', 'password'), self.admin_account)))
        cookie = {'Cookie': 'access=' + answer.json['access']}
        for origin, status in ((SHOP, 200), ('https://evil.example', 403)):
            answer = self.client.patch('/api/v1/me', {'city': 'Hubballi'}, headers={**cookie, 'Origin': origin})
            self.assertEqual(answer.status, status, origin)


class AnySite(NegotiationCase):
    environment = {'SWEETSPOT_CORS_ORIGINS': '*'}

    def test_no_credentials(self):
        answer = self.get('/api/v1/cakes', Origin=SHOP)
        self.assertEqual(answer.headers['Access-Control-Allow-Origin'], '*')
        self.assertNotIn('Access-Control-Allow-Credentials', answer.headers)
        answer = self.client.post('/api/v1/token', dict(zip(('email', 'password'), self.admin_account)))
        cookie = {'Cookie': 'access=' + answer.json['access']}
        for origin in (SHOP, '*'):
            answer = self.client.patch('/api/v1/me', {'city': 'Hubballi'}, headers={**cookie, 'Origin': origin})
            self.assertEqual(answer.status, 403)


if __name__ == '__main__':
    unittest.main()
