-- The third changes data that is there.
UPDATE boards SET width = width * 2;
