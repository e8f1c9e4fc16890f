-- Who waits and was not heard of for long: the reconciler takes them out of the line.
CREATE INDEX waiting_unheard ON waiting (seen_at) WHERE state IN ('waiting', 'ringing', 'self-service');
