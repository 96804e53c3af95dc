-- whether a backup's own connections wait for a lock, and whether that can ever end · PostgreSQL 14+
-- reads   : pg_stat_activity, pg_locks
-- needs   : nothing
-- params  : @dump text, @holder int4, @reader int4, @last int8
-- columns : locked, waits, hopeless, blockers
WITH RECURSIVE ours AS (
    SELECT a.pid, a.application_name = @dump AS is_dump, coalesce(a.wait_event_type = 'Lock', false) AS waits
    FROM pg_catalog.pg_stat_activity a
    WHERE a.application_name = @dump OR a.pid IN (@holder, @reader)
), chain (waiting, pid) AS (
    SELECT o.pid, b.pid FROM ours o CROSS JOIN LATERAL unnest(pg_catalog.pg_blocking_pids(o.pid)) b (pid) WHERE o.waits
    UNION
    SELECT c.waiting, b.pid FROM chain c CROSS JOIN LATERAL unnest(pg_catalog.pg_blocking_pids(c.pid)) b (pid)
)
SELECT EXISTS (SELECT FROM pg_catalog.pg_locks l JOIN ours o ON o.pid = l.pid
               WHERE o.is_dump AND l.locktype = 'relation' AND l.granted AND l.relation::int8 = @last) AS locked,
       EXISTS (SELECT FROM chain) AS waits,
       -- Whoever stands before us in the queue waits for us: that ends only when we give way.
       EXISTS (SELECT FROM chain c JOIN ours o ON o.pid = c.pid) AS hopeless,
       (SELECT string_agg(DISTINCT concat_ws(' ', 'process', c.pid, nullif(a.application_name, ''), 'of ' || a.usename), ', ')
        FROM chain c LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = c.pid WHERE c.pid NOT IN (SELECT o.pid FROM ours o)) AS blockers
