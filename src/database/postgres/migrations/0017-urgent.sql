-- Whose life is in danger comes before all others who wait, and is called back first.
ALTER TABLE waiting ADD COLUMN is_urgent INTEGER NOT NULL DEFAULT 0;
CREATE INDEX waiting_urgent ON waiting (seen_at) WHERE is_urgent = 1;
ALTER TABLE callback ADD COLUMN is_urgent INTEGER NOT NULL DEFAULT 0;
