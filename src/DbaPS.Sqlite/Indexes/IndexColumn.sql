-- columns of an index · SQLite 3.37+
-- reads   : pragma_index_xinfo
-- needs   :
-- params  : @schema text, @index text
-- columns : position, column_id, name, descending, collation, is_key
SELECT x.seqno AS position,
       x.cid AS column_id,
       x.name AS name,
       x."desc" AS descending,
       x.coll AS collation,
       x.key AS is_key
FROM pragma_index_xinfo(@index, @schema) AS x
ORDER BY x.seqno
