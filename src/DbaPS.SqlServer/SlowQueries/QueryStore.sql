-- query-store · SQL Server 2017 and later, Azure
-- reads   : sys.database_query_store_options
-- needs   :
-- params  :
-- columns : is_on, taken_at
SELECT CASE WHEN o.actual_state IN (1, 2) THEN 1 ELSE 0 END AS is_on,
       SYSDATETIMEOFFSET() AS taken_at
FROM sys.database_query_store_options AS o
