-- resumable-index · SQL Server 2019 and later, Azure
-- reads   : sys.index_resumable_operations
-- needs   :
-- params  : @object_id int
-- columns : name, state, percent_complete
SELECT r.name AS name,
       r.state_desc AS state,
       r.percent_complete AS percent_complete
FROM sys.index_resumable_operations AS r
WHERE r.object_id = @object_id
