-- index-part · MariaDB
-- reads   : information_schema.STATISTICS
-- needs   : some privilege on a table to see its indexes
-- params  : @database text, @table text
-- columns : schema, table, index, column, expression, prefix, descending, is_unique, method, is_visible
SELECT s.TABLE_SCHEMA AS `schema`,
       s.TABLE_NAME AS `table`,
       s.INDEX_NAME AS `index`,
       s.COLUMN_NAME AS `column`,
       NULL AS expression,
       s.SUB_PART AS prefix,
       COALESCE(s.COLLATION = 'D', FALSE) AS descending,
       NOT s.NON_UNIQUE AS is_unique,
       s.INDEX_TYPE AS method,
       s.IGNORED = 'NO' AS is_visible
FROM information_schema.STATISTICS AS s
WHERE s.TABLE_SCHEMA = @database
  AND (@table IS NULL OR s.TABLE_NAME = @table)
ORDER BY s.TABLE_NAME, s.INDEX_NAME, s.SEQ_IN_INDEX
