-- progress of an index · PostgreSQL
-- reads   : pg_stat_progress_create_index
-- needs   :
-- params  : @pid int4
-- columns : phase, done, total, waits_for
SELECT p.phase AS phase,
       CASE WHEN p.lockers_total > 0 THEN p.lockers_done WHEN p.blocks_total > 0 THEN p.blocks_done ELSE p.tuples_done END AS done,
       CASE WHEN p.lockers_total > 0 THEN p.lockers_total WHEN p.blocks_total > 0 THEN p.blocks_total ELSE p.tuples_total END AS total,
       NULLIF(p.current_locker_pid, 0) AS waits_for
FROM pg_catalog.pg_stat_progress_create_index AS p
WHERE p.pid = @pid
