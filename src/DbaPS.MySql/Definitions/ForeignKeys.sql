-- foreign-keys · MySQL and MariaDB
-- reads   : information_schema.KEY_COLUMN_USAGE
-- needs   : some privilege on a table to see it
-- params  : @database text, @table text
-- columns : table, name, column, parent_schema, parent, parent_column
SELECT TABLE_NAME AS `table`,
       CONSTRAINT_NAME AS name,
       COLUMN_NAME AS `column`,
       REFERENCED_TABLE_SCHEMA AS parent_schema,
       REFERENCED_TABLE_NAME AS parent,
       REFERENCED_COLUMN_NAME AS parent_column
FROM information_schema.KEY_COLUMN_USAGE
WHERE TABLE_SCHEMA = @database
  AND REFERENCED_TABLE_NAME IS NOT NULL
  AND (@table IS NULL OR TABLE_NAME = @table)
ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION
