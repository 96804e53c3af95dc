-- database · SQLite 3.37+
-- reads   : pragma_page_count, pragma_page_size, pragma_encoding
-- needs   :
-- params  :
-- columns : size_bytes, encoding, collation
SELECT c.page_count * s.page_size AS size_bytes,
       e.encoding AS encoding,
       'BINARY' AS collation
FROM pragma_page_count AS c, pragma_page_size AS s, pragma_encoding AS e
