-- clock · MySQL and MariaDB
-- reads   : (settings)
-- needs   :
-- params  :
-- columns : now
SELECT DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%fZ') AS now
