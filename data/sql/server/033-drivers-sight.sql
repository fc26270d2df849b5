-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What has ever been in a driver's sight: of what leaves it, or is deleted, the feed tells nobody else. A run that was given to
-- somebody else, an order that was taken out of one, and a plan that was given up leave no other trace of who had them.

CREATE TABLE driver_sights (
  driver INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  entity TEXT NOT NULL CHECK (entity IN ('delivery', 'order')),
  id INTEGER NOT NULL,
  PRIMARY KEY (driver, entity, id)
) STRICT, WITHOUT ROWID;

INSERT INTO driver_sights (driver, entity, id)
  SELECT driver, 'delivery', id FROM deliveries WHERE driver IS NOT NULL
  UNION SELECT d.driver, 'order', s."order" FROM deliveries AS d JOIN delivery_stops AS s ON s.delivery = d.id
  WHERE d.driver IS NOT NULL;

CREATE TRIGGER delivery_is_planned AFTER INSERT ON deliveries WHEN new.driver IS NOT NULL
BEGIN
  INSERT OR IGNORE INTO driver_sights (driver, entity, id) VALUES (new.driver, 'delivery', new.id);
END;

CREATE TRIGGER delivery_is_handed_on AFTER UPDATE OF driver ON deliveries
WHEN new.driver IS NOT NULL AND new.driver IS NOT old.driver
BEGIN
  INSERT OR IGNORE INTO driver_sights (driver, entity, id)
    SELECT new.driver, 'delivery', new.id
    UNION SELECT new.driver, 'order', "order" FROM delivery_stops WHERE delivery = new.id;
END;

CREATE TRIGGER stop_is_planned AFTER INSERT ON delivery_stops
BEGIN
  INSERT OR IGNORE INTO driver_sights (driver, entity, id)
    SELECT driver, 'order', new."order" FROM deliveries WHERE id = new.delivery AND driver IS NOT NULL;
END;
