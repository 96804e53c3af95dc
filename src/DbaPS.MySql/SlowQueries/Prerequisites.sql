-- prerequisites · MySQL and MariaDB
-- reads   : (settings)
-- needs   :
-- params  :
-- columns : performance_schema, slow_query_log, log_output
SELECT @@GLOBAL.performance_schema AS performance_schema,
       @@GLOBAL.slow_query_log AS slow_query_log,
       @@GLOBAL.log_output AS log_output
