-- clock · SQL Server, Azure
-- reads   :
-- needs   :
-- params  :
-- columns : now
SELECT SYSDATETIMEOFFSET() AS now
