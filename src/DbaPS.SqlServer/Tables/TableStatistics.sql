-- table-statistics · SQL Server
-- reads   : sys.stats
-- needs   :
-- params  :
-- columns : object_id, last_analyzed
SELECT st.object_id AS object_id,
       SWITCHOFFSET(TODATETIMEOFFSET(MAX(STATS_DATE(st.object_id, st.stats_id)), DATEPART(TZOFFSET, SYSDATETIMEOFFSET())), 0) AS last_analyzed
FROM sys.stats AS st
GROUP BY st.object_id
