-- index state · PostgreSQL
-- reads   : pg_index, pg_class, pg_namespace, pg_inherits
-- needs   :
-- params  : @schema text, @index text
-- columns : is_valid, size_bytes
SELECT i.indisvalid AND i.indisready AND i.indislive AS is_valid,
       CASE x.relkind
           WHEN 'I' THEN (
               WITH RECURSIVE tree (index_id) AS (
                   SELECT x.oid
                   UNION ALL
                   SELECT inh.inhrelid FROM tree JOIN pg_catalog.pg_inherits AS inh ON inh.inhparent = tree.index_id
               )
               SELECT pg_catalog.sum(pg_catalog.pg_relation_size(tree.index_id))::int8 FROM tree
           )
           ELSE pg_catalog.pg_relation_size(x.oid)
       END AS size_bytes
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = x.relnamespace
WHERE n.nspname = @schema AND x.relname = @index
