-- table rows, as ANALYZE counted them · SQLite 3.37+
-- reads   : sqlite_stat1
-- needs   : ANALYZE run once
-- params  :
-- columns : name, rows
SELECT s.tbl AS name,
       max(CAST(s.stat AS INTEGER)) AS rows
FROM main.sqlite_stat1 AS s
WHERE s.idx IS NULL
   OR NOT EXISTS (SELECT 1 FROM pragma_index_list(s.tbl, 'main') AS i WHERE i.name = s.idx AND i.partial)
GROUP BY s.tbl
