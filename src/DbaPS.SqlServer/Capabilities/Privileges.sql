-- privileges · SQL Server, Azure
-- reads   :
-- needs   :
-- params  :
-- columns : views_server_state, views_server_performance, views_database_state, views_definition, views_any_definition, backs_up, creates_databases, is_owner, reads_all
SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE') AS views_server_state,
       COALESCE(HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER PERFORMANCE STATE'), 0) AS views_server_performance,
       HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'VIEW DATABASE STATE') AS views_database_state,
       HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'VIEW DEFINITION') AS views_definition,
       HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') AS views_any_definition,
       HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'BACKUP DATABASE') AS backs_up,
       HAS_PERMS_BY_NAME(NULL, NULL, 'CREATE ANY DATABASE') AS creates_databases,
       COALESCE(IS_ROLEMEMBER('db_owner'), 0) AS is_owner,
       HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'SELECT') AS reads_all
