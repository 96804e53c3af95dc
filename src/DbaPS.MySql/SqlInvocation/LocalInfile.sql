-- local-infile · MySQL and MariaDB
-- reads   : (settings)
-- needs   :
-- params  :
-- columns : local_infile
SELECT @@GLOBAL.local_infile AS local_infile
