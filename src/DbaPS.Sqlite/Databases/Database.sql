-- database · SQLite 3.37+
-- reads   : pragma_page_count, pragma_page_size, pragma_encoding
-- needs   :
-- params  :
-- columns : name, owner, size_bytes, state, encoding, collation, recovery_model, connections
-- The name is the file's, which the engine adds, as it adds the file's size on disk; size_bytes is that of the pages.
SELECT NULL AS name,
       NULL AS owner,
       c.page_count * s.page_size AS size_bytes,
       'Online' AS state,
       e.encoding AS encoding,
       'BINARY' AS collation,
       'Simple' AS recovery_model,
       NULL AS connections
FROM pragma_page_count AS c, pragma_page_size AS s, pragma_encoding AS e
