-- What the retention rules (保存期限) have removed, to be shown later: how much and by which rule, never whose.
CREATE TABLE retention_run (
  ran_at  INTEGER NOT NULL,
  rule    TEXT NOT NULL,
  cutoff  INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  PRIMARY KEY (ran_at, rule)
) WITHOUT ROWID, STRICT;
