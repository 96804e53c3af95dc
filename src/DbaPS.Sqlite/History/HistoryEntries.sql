-- history entries · SQLite 3.37+
-- reads   : history_entry
-- needs   :
-- params  : @kind text, @server text, @database text, @since text, @until text, @newest bool, @limit int
-- columns : id, kind, server, database, at, payload
SELECT e.id AS id,
       e.kind AS kind,
       e.server AS server,
       e.database AS database,
       e.at AS at,
       e.payload AS payload
FROM history_entry AS e
WHERE e.kind = @kind
  AND (@server IS NULL OR e.server = @server)
  AND (@database IS NULL OR e.database = @database)
  AND e.at >= coalesce(@since, '')
  AND e.at <= coalesce(@until, '~')
ORDER BY CASE WHEN @newest THEN e.at END DESC,
         CASE WHEN @newest THEN e.position END DESC,
         e.at,
         e.position
LIMIT @limit
