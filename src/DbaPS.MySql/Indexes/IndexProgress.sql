-- index-progress · MySQL
-- reads   : performance_schema.events_stages_current, performance_schema.threads
-- needs   : performance_schema on, with the consumer events_stages_current; SELECT on performance_schema
-- params  : @id int
-- columns : phase, done, total
SELECT SUBSTRING_INDEX(s.EVENT_NAME, '/', -1) AS phase,
       s.WORK_COMPLETED AS done,
       s.WORK_ESTIMATED AS total
FROM performance_schema.events_stages_current AS s
JOIN performance_schema.threads AS t ON t.THREAD_ID = s.THREAD_ID
WHERE t.PROCESSLIST_ID = @id
