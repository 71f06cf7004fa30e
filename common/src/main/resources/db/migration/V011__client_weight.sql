-- A client's share of a model while others wait for it too: one of weight 3 gets three times what one of weight 1 gets.
ALTER TABLE client ADD COLUMN weight smallint NOT NULL DEFAULT 1 CHECK (weight BETWEEN 1 AND 100);
