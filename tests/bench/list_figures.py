# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's lists: whether a page of orders costs the same however many there are, and what the list of cakes costs beside
a constant answer of the same size."""

import contextlib
import os
import sqlite3
import subprocess
import time

import bakery
from figures import Figure, median, percentile
from server_figures import load

FEW = 10_000
MANY = 1_000_000
PENDING = 500  # the newest ones
ORDER_ROUNDS = 20
ORDERS_PER_ROUND = 100
PATH = "/api/v1/orders?order_status=pending"

CAKES = 200
ROUNDS = 5

# What differs between one order and the next; the rest is that of the order that all are made from.
OF_ORDER = {
    "orders": {"id": "n", "revision": "n", "number": "1000 + n", "order_date": "order_date + n * 60000000",
               "stage": "iif (n > :n_orders - :n_pending, 'pending', 'delivered')",
               "payment_status": "iif (n > :n_orders - :n_pending, 'pending', 'paid')"},
    "order_lines": {"id": "n", "order_id": "n"},
    "order_events": {"id": "n", "order_id": "n"},
}


def multiply_orders(database, n_orders):
    """Makes the one order, and what belongs to it, so many, behind the server's back."""
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        for table, differences in OF_ORDER.items():
            columns = [column[1] for column in connection.execute(f"PRAGMA table_info ({table})")]
            values = ", ".join(differences.get(column, f'"{column}"') for column in columns)
            names = ", ".join(f'"{column}"' for column in columns)
            connection.execute(
                f"WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < :n_orders)"
                f" INSERT INTO {table} ({names}) SELECT {values} FROM numbers, {table} WHERE {table}.id = 1",
                {"n_orders": n_orders, "n_pending": PENDING})
        connection.execute("UPDATE counters SET value = max (value, ?) WHERE name = 'revision'", [n_orders])


@contextlib.contextmanager
def bakery_with_orders(n_orders):
    """A bakery that has had so many orders; a page of them is asked for by the people of the store and by an admin."""
    one = bakery.Bakery(SWEETSPOT_LOG_REQUESTS="false")
    try:
        one.order("Happy Birthday Mia")
        one.server.stop()
        multiply_orders(one.server.database, n_orders)
        one.start_again()
        yield [one.admin, one.server.sign_in(bakery.MANAGER, bakery.PASSWORD)]
    finally:
        one.stop()


def time_page(client):
    """Milliseconds until a page of orders is there."""
    began = time.perf_counter()
    answer = client.get(PATH)
    elapsed = time.perf_counter() - began
    if answer.status != 200 or len(answer.json) != 100:
        raise RuntimeError(answer)
    return elapsed * 1000


def measure_orders():
    """The 99th percentiles of a page of orders among few and among many, measured turn by turn."""
    with bakery_with_orders(FEW) as few, bakery_with_orders(MANY) as many:
        for who, ask_few, ask_many in zip(("an admin", "a manager"), few, many):
            times = {ask_few: [], ask_many: []}
            for _ in range(ORDER_ROUNDS):
                for client, taken in times.items():
                    taken += [time_page(client) for _ in range(ORDERS_PER_ROUND)]
            yield Figure(f"pending orders of {MANY:,}, p99, {who}", percentile(times[ask_many], 0.99), "ms",
                         against=f"the same of {FEW:,}", reference=percentile(times[ask_few], 0.99), most=1.5)


@contextlib.contextmanager
def constant_answer(folder, n_bytes):
    """The URL of a constant answer of so many bytes."""
    command = [os.environ["SWEETSPOT_CONSTANT_ANSWER"], f"--database={folder}/constant.db", "--listen=127.0.0.1:0",
               f"--bytes={n_bytes}"]
    with subprocess.Popen(command, env={**os.environ, "SWEETSPOT_LOG_REQUESTS": "false"}, stdout=subprocess.PIPE,
                          text=True) as process:
        try:
            yield process.stdout.readline().split()[-1] + "/constant"
        finally:
            process.terminate()


def measure_cakes():
    """The rate of the list of cakes, beside that of as many bytes that are always the same."""
    one = bakery.Bakery(SWEETSPOT_LOG_REQUESTS="false")
    try:
        for number in range(1, CAKES):
            one.add_cake(name=f"Cake {number}", description="Layers of sponge, cream and cherries. " * 4)
        url = f"{one.url}/api/v1/cakes?limit={CAKES}"
        body = one.server.client().get(f"/api/v1/cakes?limit={CAKES}").body
        with constant_answer(one.server.folder, len(body)) as constant_url:
            rates = [(load(url), load(constant_url)) for _ in range(ROUNDS)]
    finally:
        one.stop()
    cakes, constant = (median(values) for values in zip(*rates))
    yield Figure(f"GET cakes, {CAKES} of them, 64 connections", cakes, "/s", least=0.25,
                 against=f"constant answer of {len(body):,} bytes", reference=constant)


def measure():
    """All of them."""
    yield from measure_orders()
    yield from measure_cakes()
