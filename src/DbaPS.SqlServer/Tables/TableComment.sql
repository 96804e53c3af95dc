-- table-comment · SQL Server
-- reads   : sys.extended_properties
-- needs   :
-- params  :
-- columns : object_id, comment
SELECT e.major_id AS object_id,
       CONVERT(nvarchar(4000), e.value) AS comment
FROM sys.extended_properties AS e
WHERE e.class = 1 AND e.minor_id = 0 AND e.name = N'MS_Description'
