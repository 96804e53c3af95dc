-- index shapes · SQLite 3.37+
-- reads   : sqlite_schema, pragma_index_list
-- needs   :
-- params  : @schema text, @table text
-- columns : index, is_unique, is_needed, create_sql
SELECT l.name AS "index",
       l."unique" AS is_unique,
       l.origin <> 'c' AS is_needed,
       s.sql AS create_sql
FROM pragma_index_list(@table, @schema) AS l
LEFT JOIN main.sqlite_schema AS s ON s.type = 'index' AND s.name = l.name
ORDER BY l.name
