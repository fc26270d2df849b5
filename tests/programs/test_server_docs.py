# SPDX-License-Identifier: GPL-3.0-or-later

"""The server's pages in a browser. /api/docs shows what the OpenAPI document says, signs in, tries calls, and loads nothing from
elsewhere; the page that an order is followed on can be read on a telephone by day and by night.

With SWEETSPOT_SCREENSHOTS naming a folder, pictures of the page are left there."""

import os
import re
import shutil
import tempfile
import unittest

import bakery
from harness import PASSWORD, Server

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait
except ImportError:
    webdriver = None

DRIVER = shutil.which('chromedriver')
PAGES = ('/api/docs', '/api/docs/docs.css', '/api/docs/docs.js', '/api/docs/docs.svg')


class Headers(unittest.TestCase):
    def test_policy(self):
        with Server() as server:
            for path in PAGES:
                answer = server.client().get(path)
                policy = answer.headers['Content-Security-Policy']
                self.assertEqual(answer.status, 200, path)
                self.assertIn("default-src 'none'; script-src 'self'", policy)
                self.assertNotIn('unsafe', policy)
                self.assertTrue(answer.headers['Content-Type'].endswith('; charset=utf-8'))
                addresses = set(re.findall(r'https?://[^\s"\']+', answer.body.decode())) - {'http://www.w3.org/2000/svg'}
                self.assertEqual(addresses, set(), path)


@unittest.skipUnless(webdriver and DRIVER, 'python3-selenium and chromium-driver are not installed')
class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.__exit__)
        cls.server.create_admin()
        cls.server.start()
        cls.folder = tempfile.mkdtemp(prefix='sweetspot-')
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        options = webdriver.ChromeOptions()
        for argument in ('--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
                         '--window-size=1280,900', '--user-data-dir=' + cls.folder, '--force-prefers-reduced-motion'):
            options.add_argument(argument)
        options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
        cls.browser = webdriver.Chrome(service=Service(DRIVER), options=options)
        cls.addClassCleanup(cls.browser.quit)
        cls.browser.set_page_load_timeout(60)

    def setUp(self):
        self.browser.get(self.server.url + '/api/docs')
        self.wait_for('.operation')

    def wait_for(self, selector):
        WebDriverWait(self.browser, 30).until(
            lambda browser: any(element.is_displayed() for element in browser.find_elements(By.CSS_SELECTOR, selector)),
            selector)
        return self.find(selector)

    def find(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def picture(self, name):
        folder = os.environ.get('SWEETSPOT_SCREENSHOTS')
        if folder:
            self.browser.save_screenshot(os.path.join(folder, name + '.png'))

    def open(self, operation):
        self.browser.execute_script('location.hash = arguments[0]', operation)
        return self.wait_for(f'#{operation}[open] .try, #{operation}[open] table')

    def sign_in(self):
        self.find('#open-sign-in').click()
        self.wait_for('#email').send_keys('admin@example.com')
        self.find('#password').send_keys(PASSWORD)
        self.find('#password').send_keys(Keys.ENTER)
        self.wait_for('#sign-out')

    def assert_no_complaints(self, allowed=None):
        messages = [entry['message'] for entry in self.browser.get_log('browser')
                    if entry['level'] == 'SEVERE' and '/api/v1/' not in entry['message']]
        self.assertEqual([text for text in messages if allowed is None or allowed not in text], [])

    def read_ids(self, selector):
        """The ids of all elements of a kind, in one question to the browser."""
        return set(self.browser.execute_script(
            'return Array.from(document.querySelectorAll(arguments[0]), (element) => element.id)', selector))

    def test_everything_is_shown(self):
        document = self.server.client().get('/api/openapi.json').json
        shown = self.read_ids('.operation')
        self.assertEqual(shown, {operation['operationId'] for item in document['paths'].values()
                                 for operation in item.values()})
        self.assertEqual(self.read_ids('.schema'), {'schema-' + name for name in document['components']['schemas']})
        self.browser.execute_script('for (const name of arguments[0]) document.getElementById(name).open = true', list(shown))
        self.assert_no_complaints()
        self.picture('docs-open')

    def test_nothing_foreign(self):
        loaded = self.browser.execute_script('return performance.getEntriesByType("resource").map((entry) => entry.name)')
        self.assertTrue(loaded)
        self.assertEqual([name for name in loaded if not name.startswith(self.server.url)], [])
        refused = self.browser.execute_script(
            'const script = document.createElement("script"); script.textContent = "window.wasRun = true";'
            'document.head.append(script); return window.wasRun === undefined')
        self.assertTrue(refused, 'the policy lets foreign text run')
        self.assert_no_complaints('Content Security Policy')

    def test_sign_in_and_try(self):
        self.picture('docs-light')
        self.sign_in()
        self.assertIn('(admin)', self.find('#who').text)
        self.open('getMe')
        self.find('#getMe .try button').click()
        self.assertIn('200', self.wait_for('#getMe .status').text)
        self.assertIn('"email": "admin@example.com"', self.find('#getMe .body').text)
        self.assertIn('etag: ', self.find('#getMe .headers').text)
        self.assertIn('GET /api/v1/me', self.find('#getMe .request').text)
        self.assertIn('Authorization: Bearer …', self.find('#getMe .request').text)
        self.picture('docs-tried')
        self.find('#sign-out').click()
        self.find('#getMe .try button').click()
        WebDriverWait(self.browser, 30).until(lambda _: '401' in self.wait_for('#getMe .status').text)

    def test_body_and_path(self):
        self.sign_in()
        self.open('postStores')
        area = self.find('#postStores-body')
        self.assertIn('"name"', area.get_attribute('value'))
        area.clear()
        area.send_keys('{"colour": "red"}')
        self.find('#postStores .try button').click()
        self.assertIn('400', self.wait_for('#postStores .status').text)
        self.open('getCakesId')
        self.find('#getCakesId-id').send_keys('4711')
        self.find('#getCakesId .try button').click()
        self.assertIn('404', self.wait_for('#getCakesId .status').text)
        self.assertIn('GET /api/v1/cakes/4711', self.find('#getCakesId .request').text)

    def test_wrong_password(self):
        self.find('#open-sign-in').click()
        self.wait_for('#email').send_keys('admin@example.com')
        self.find('#password').send_keys('not this one' + Keys.ENTER)
        self.assertIn('wrong', self.wait_for('#sign-in-error:not(:empty)').text)
        self.find('#cancel-sign-in').click()
        self.assertFalse(self.find('#sign-in').is_displayed())

    def test_keyboard(self):
        """Everything that can be worked can be reached and worked without a mouse."""
        self.find('body').send_keys(Keys.TAB)
        self.assertEqual(self.browser.switch_to.active_element.get_attribute('class'), 'skip')
        summary = self.find('#getCakes summary')
        self.browser.execute_script('arguments[0].focus()', summary)
        self.browser.switch_to.active_element.send_keys(Keys.ENTER)
        self.wait_for('#getCakes[open] .try')
        unnamed = self.browser.execute_script(
            'return [...document.querySelectorAll("input, select, textarea")].filter((field) => !field.labels.length).length')
        self.assertEqual(unnamed, 0)

    def test_filter(self):
        self.find('#filter').send_keys('stage')
        shown = [element.get_attribute('id') for element in self.browser.find_elements(By.CSS_SELECTOR, '.operation')
                 if element.is_displayed()]
        self.assertIn('postOrdersIdStage', shown)
        self.assertNotIn('getCakes', shown)

    def show(self, scheme):
        """The page as it is by day or by night."""
        self.browser.execute_cdp_cmd('Emulation.setEmulatedMedia',
                                     {'features': [{'name': 'prefers-color-scheme', 'value': scheme}]})
        self.addCleanup(self.browser.execute_cdp_cmd, 'Emulation.setEmulatedMedia', {'features': []})
        return self.browser.execute_script('return getComputedStyle(document.body).backgroundColor')

    def is_too_wide(self):
        return self.browser.execute_script('return document.documentElement.scrollWidth > innerWidth')

    def test_dark_and_narrow(self):
        self.browser.set_window_size(500, 900)
        self.addCleanup(self.browser.set_window_size, 1280, 900)
        self.assertEqual(self.show('dark'), 'rgb(33, 28, 32)')
        self.open('getOrders')
        self.assertFalse(self.is_too_wide())
        self.picture('docs-dark-narrow')

    def follow(self):
        """The link to an order that is being made."""
        admin = self.server.sign_in('admin@example.com')
        store = bakery.expect(admin.post('/api/v1/stores', bakery.STORE))['id']
        cake = bakery.expect(admin.post('/api/v1/cakes', {**bakery.CAKE, 'store': store}))['id']
        lines = [{'cake': cake, 'quantity': 2, 'message': 'Happy Birthday, <b>Mia</b>!'}]
        body = {'lines': lines, 'customer_name': 'Asha Rao', 'customer_phone': '9876543210', 'customer_email': 'a@example.com',
                'fulfilment': 'delivery', 'delivery_address': '12 Sweet Street'}
        order = bakery.expect(self.server.client().post('/api/v1/orders/guest', body))['order']
        for stage in ('confirmed', 'baking'):
            bakery.expect(admin.post(f'/api/v1/orders/{order["id"]}/stage', {'stage': stage}))
        answer = admin.post(f'/api/v1/orders/{order["id"]}/track-delivery')
        return answer.headers['Link'].partition('>')[0].removeprefix('<')

    def test_order_is_followed(self):
        """Its style is let in, nothing else is asked for, and who does not want it to renew itself says so."""
        self.browser.execute_cdp_cmd('Emulation.setDeviceMetricsOverride',
                                     {'width': 360, 'height': 740, 'deviceScaleFactor': 2, 'mobile': True})
        self.addCleanup(self.browser.execute_cdp_cmd, 'Emulation.clearDeviceMetricsOverride', {})
        self.browser.get_log('browser')
        self.browser.get(self.server.url + self.follow())
        self.assertIn('is being made.', self.find('h1').text)
        self.assertIn('“Happy Birthday, <b>Mia</b>!”', self.find('.lines').text)
        self.assertEqual(self.find('[aria-current]').text, 'Being made')
        for scheme, background in (('light', 'rgb(246, 245, 244)'), ('dark', 'rgb(29, 25, 28)')):
            self.assertEqual(self.show(scheme), background)
            self.assertFalse(self.is_too_wide())
            self.picture('tracking-' + scheme)
        self.browser.find_element(By.LINK_TEXT, 'Stop renewing it').click()
        self.wait_for('a[href="?renew=true"]')
        self.browser.get(self.browser.current_url.replace('/track/', '/track/not-'))
        self.assertEqual(self.find('h1').text, 'This link does not lead to an order')
        self.picture('tracking-problem')
        messages = [entry['message'] for entry in self.browser.get_log('browser')]
        self.assertEqual([text for text in messages if 'status of 404' not in text], [])


if __name__ == '__main__':
    unittest.main()
