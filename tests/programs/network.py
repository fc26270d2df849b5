# SPDX-License-Identifier: GPL-3.0-or-later
"""A network between one console and the server that can be cut and mended, or hold back what is asked: a forwarder on a port
of its own."""

import contextlib
import socket
import threading


class Network:
    """Forwards connections to a port of this computer while it is up."""

    def __init__(self, port):
        self.target = port
        self.listener = None
        self.sockets = []
        self.port = 0
        self.held = None
        self.is_flowing = threading.Event()
        self.is_flowing.set()
        self.mend()

    @property
    def url(self):
        """The address that leads through here."""
        return f"http://127.0.0.1:{self.port}"

    def mend(self):
        """Lets connections through."""
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, args=(self.listener,), daemon=True).start()

    def cut(self):
        """Breaks every connection and lets no other through."""
        sockets, self.sockets = self.sockets + [self.listener], []
        for one in sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def hold(self, request):
        """Holds back each request that begins like this, and what follows it, until release() is called: a server that hangs."""
        self.is_flowing.clear()
        self.held = request

    def release(self):
        """Lets through what was held back."""
        self.held = None
        self.is_flowing.set()

    def accept(self, listener):
        """Takes connections until the listener is closed."""
        with contextlib.suppress(OSError):
            while True:
                near = listener.accept()[0]
                far = socket.create_connection(("127.0.0.1", self.target))
                self.sockets += [near, far]
                threading.Thread(target=self.forward, args=(near, far), daemon=True).start()
                threading.Thread(target=self.forward, args=(far, near), daemon=True).start()

    def forward(self, source, sink):
        """Passes on what comes, and the end of it."""
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if self.held is not None and data.startswith(self.held):
                    self.is_flowing.wait()
                sink.sendall(data)
        for one in (source, sink):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
