-- integrity-targets · SQL Server
-- reads   : sys.tables
-- needs   :
-- params  :
-- columns : objects
SELECT COUNT_BIG(*) AS objects
FROM sys.tables AS t
