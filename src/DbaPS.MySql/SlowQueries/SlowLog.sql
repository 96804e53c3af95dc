-- slow-log · MySQL and MariaDB
-- reads   : mysql.slow_log
-- needs   : slow_query_log on with log_output TABLE; SELECT on mysql.slow_log
-- params  :
-- columns : user, database, text, ms, lock_ms, rows, ended_at
SELECT SUBSTRING_INDEX(l.user_host, '[', 1) AS user,
       NULLIF(l.db, '') AS `database`,
       CONVERT(l.sql_text USING utf8mb4) AS text,
       TIME_TO_SEC(l.query_time) * 1000 + MICROSECOND(l.query_time) / 1000 AS ms,
       TIME_TO_SEC(l.lock_time) * 1000 + MICROSECOND(l.lock_time) / 1000 AS lock_ms,
       l.rows_sent AS `rows`,
       DATE_FORMAT(l.start_time, '%Y-%m-%dT%H:%i:%s.%fZ') AS ended_at
FROM mysql.slow_log AS l
