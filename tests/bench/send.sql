-- What sending a file writes, in one statement: the raw limit of the database and its disk.
\set n random(1, :files)
WITH sent AS (
  UPDATE deliver_application
  SET version = version + 1, stage = 'check', received_at = now(), due_at = now()
  WHERE id = (SELECT id FROM bench_pile WHERE n = :n)
  RETURNING id
), fact AS (
  INSERT INTO record_fact (office, kind, about_type, about_id, actor, role, side, at, data, tx)
  SELECT NULL, 'application_submitted', 'application', id::text, NULL, 'resident', 'lay', now(),
         '{"service": "burial-renewal", "visit": null, "helped": false}'::jsonb,
         pg_current_xact_id()::text::bigint
  FROM sent
  RETURNING seq
)
INSERT INTO record_errand (fact_id, handler, state, attempts, due_at, problem)
SELECT seq, 'tell_applicant', 'done', 0, now(), '' FROM fact;
