-- database-properties · MySQL and MariaDB
-- reads   : (settings)
-- needs   :
-- params  :
-- columns : character_set, collation
SELECT @@character_set_database AS character_set,
       @@collation_database AS collation
