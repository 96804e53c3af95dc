-- definitions of a table and what belongs to it, from an attached backup · SQLite 3.37+
-- reads   : backup.sqlite_schema, pragma_table_list
-- needs   : the backup attached as "backup"
-- params  : @table text
-- columns : kind, definition, without_rowid
SELECT s.type AS kind,
       s.sql AS definition,
       coalesce((SELECT t.wr FROM pragma_table_list(@table) AS t WHERE t.schema = 'backup'), 0) AS without_rowid
FROM backup.sqlite_schema AS s
WHERE s.tbl_name = @table
  AND s.type IN ('table', 'index', 'trigger')
  AND s.sql IS NOT NULL
ORDER BY CASE s.type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, s.name
