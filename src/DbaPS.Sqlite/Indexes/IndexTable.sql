-- index table · SQLite 3.37+
-- reads   : pragma_table_list, pragma_table_xinfo
-- needs   :
-- params  : @schema text, @table text
-- columns : schema, table, kind, has_rowid, column_names, rowid_alias
SELECT t.schema AS schema,
       t.name AS "table",
       t.type AS kind,
       NOT t.wr AS has_rowid,
       (SELECT group_concat(c.name, char(10)) FROM pragma_table_xinfo(t.name, t.schema) AS c WHERE c.hidden <> 1) AS column_names,
       (
           SELECT max(c.name) FROM pragma_table_xinfo(t.name, t.schema) AS c
           WHERE c.pk > 0 AND NOT t.wr
           HAVING count(*) = 1 AND max(upper(c.type)) = 'INTEGER'
       ) AS rowid_alias
FROM pragma_table_list AS t
WHERE t.name = @table COLLATE NOCASE AND t.schema = COALESCE(@schema, 'main') COLLATE NOCASE
ORDER BY t.name = @table DESC
LIMIT 1
