-- sequences · SQL Server
-- reads   : sys.sequences, sys.schemas
-- needs   :
-- params  :
-- columns : schema, name, value, is_called
SELECT s.name AS [schema],
       q.name AS name,
       TRY_CONVERT(bigint, q.current_value) AS value,
       CASE WHEN q.last_used_value IS NULL THEN 0 ELSE 1 END AS is_called
FROM sys.sequences AS q
JOIN sys.schemas AS s ON s.schema_id = q.schema_id
WHERE TRY_CONVERT(bigint, q.current_value) IS NOT NULL
ORDER BY s.name, q.name
