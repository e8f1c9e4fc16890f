-- What the retention rules (保存期限) have removed, to be shown later: how much and by which rule, never whose.
CREATE TABLE retention_run (
  ran_at  bigint NOT NULL,
  rule    text COLLATE "C" NOT NULL,
  cutoff  bigint NOT NULL,
  removed bigint NOT NULL,
  PRIMARY KEY (ran_at, rule)
);
