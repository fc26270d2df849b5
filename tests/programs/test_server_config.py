# SPDX-License-Identifier: GPL-3.0-or-later

"""The server's configuration: where it comes from, what counts first, secrets, and what is said of a wrong one."""

import os
import subprocess
import tempfile
import unittest

from harness import SERVER, Server


class Configuration(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='sweetspot-')
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    def check(self, text, *arguments, **environment):
        """Runs serve --check-config with a key file of this text: the exit code, the settings and the complaints."""
        path = self.write('server.conf', text)
        result = subprocess.run([SERVER, 'serve', '--check-config', '--config=' + path, *arguments],
                                env={**os.environ, **environment}, stdin=subprocess.DEVNULL, capture_output=True,
                                text=True, timeout=30)
        settings = dict(line.split('=', 1) for line in result.stdout.splitlines())
        return result.returncode, settings, result.stderr.splitlines()

    def test_what_counts_first(self):
        text = '[server]\ndatabase=/file\nreaders=3\nrate-limit=5\n'
        code, settings, complaints = self.check(text, '--database=/line', SWEETSPOT_READERS='4')
        self.assertEqual((code, complaints), (0, []))
        self.assertEqual([settings[key] for key in ('database', 'readers', 'rate-limit', 'threads')],
                         ['/line', '4', '5', '0'])
        self.assertFalse(os.path.exists('/line'))

    def test_everything_wrong_is_said_at_once(self):
        text = ('[server]\nlisten=nowhere\nreaders=many\ncolour=red\nmetrics-token=s3cret\nname-file=/x\n'
                'cors-origins=https://shop.example https://shop.example/page\n')
        code, settings, complaints = self.check(text, '--database=/x', SWEETSPOT_TRUST_PROXY='maybe')
        self.assertEqual((code, settings), (2, {}))
        for piece in ('listen: “nowhere”', 'readers must be a number from 1 to 256, not “many”', 'unknown key “colour”',
                      'metrics-token is a secret and cannot stand in', 'unknown key “name-file”',
                      'cors-origins: “https://shop.example/page”', 'SWEETSPOT_TRUST_PROXY must be true or false'):
            self.assertEqual(len([line for line in complaints if piece in line]), 1, (piece, complaints))
        self.assertEqual(len(complaints), 7)
        self.assertNotIn('s3cret', '\n'.join(complaints))

    def test_secret(self):
        path = self.write('token', 's3cret\n')
        credentials = os.path.join(self.folder, 'credentials')
        os.mkdir(credentials)
        self.write('credentials/metrics-token', 's3cret\n')
        base = '[server]\ndatabase=/x\n'
        for text, environment in ((base, {'SWEETSPOT_METRICS_TOKEN': 's3cret'}),
                                  (base, {'SWEETSPOT_METRICS_TOKEN_FILE': path}),
                                  (base + f'metrics-token-file={path}\n', {}),
                                  (base, {'CREDENTIALS_DIRECTORY': credentials})):
            code, settings, complaints = self.check(text, **environment)
            self.assertEqual((code, settings['metrics-token'], complaints), (0, '(set)', []), environment)
        code, settings, complaints = self.check(base)
        self.assertEqual((code, settings['metrics-token']), (0, '(not set)'))

    def test_secret_that_cannot_be_read(self):
        empty = self.write('empty', '')
        for path in (empty, empty + '-not'):
            code, _, complaints = self.check(f'[server]\ndatabase=/x\nmetrics-token-file={path}\n')
            self.assertEqual((code, len(complaints)), (2, 1))
            self.assertIn('metrics-token-file: ', complaints[0])

    def test_without_a_database(self):
        code, _, complaints = self.check('[server]\n', SWEETSPOT_DATABASE='')
        self.assertEqual((code, len(complaints)), (1, 1))

    def test_wrong_configuration_does_not_serve(self):
        with self.assertRaisesRegex(RuntimeError, 'SWEETSPOT_READERS must be'), Server(SWEETSPOT_READERS='0'):
            pass


if __name__ == '__main__':
    unittest.main()
