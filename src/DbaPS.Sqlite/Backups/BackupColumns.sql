-- columns of a table in a backup · SQLite 3.37+
-- reads   : pragma_table_xinfo
-- needs   :
-- params  : @table text
-- columns : name, type, key_position
SELECT c.name AS name,
       c.type AS type,
       c.pk AS key_position
FROM pragma_table_xinfo(@table, 'main') AS c
WHERE c.hidden = 0
ORDER BY c.cid
