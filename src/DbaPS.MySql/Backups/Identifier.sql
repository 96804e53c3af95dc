-- identifier · MySQL
-- reads   : (settings)
-- needs   :
-- params  :
-- columns : identifier
SELECT @@GLOBAL.server_uuid AS identifier
