-- index-progress · MariaDB
-- reads   : information_schema.PROCESSLIST
-- needs   :
-- params  : @id int
-- columns : phase, done, total
SELECT COALESCE(STATE, '') AS phase,
       CAST(PROGRESS * 1000 AS SIGNED) AS done,
       CASE WHEN PROGRESS > 0 THEN 100000 ELSE 0 END AS total
FROM information_schema.PROCESSLIST
WHERE ID = @id
