-- index-size · MySQL and MariaDB
-- reads   : mysql.innodb_index_stats
-- needs   : SELECT on mysql.innodb_index_stats
-- params  : @database text
-- columns : schema, table, index, size_bytes
SELECT database_name AS `schema`,
       -- Figures of partitions stand under table#P#partition.
       SUBSTRING_INDEX(SUBSTRING_INDEX(table_name, '#P#', 1), '#p#', 1) AS `table`,
       index_name AS `index`,
       SUM(stat_value) * @@GLOBAL.innodb_page_size AS size_bytes
FROM mysql.innodb_index_stats
WHERE database_name = @database AND stat_name = 'size'
GROUP BY database_name, SUBSTRING_INDEX(SUBSTRING_INDEX(table_name, '#P#', 1), '#p#', 1), index_name
