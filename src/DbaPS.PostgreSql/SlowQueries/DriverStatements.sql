-- what the driver asks of a new connection, and pg_dump without naming a catalogue: known again by their shape · PostgreSQL
-- reads   :
-- needs   :
-- params  :
-- columns :
SELECT version();
SELECT pg_catalog.current_schemas(false);
SELECT pg_catalog.pg_is_in_recovery();
SELECT pg_catalog.set_config('search_path', '', false);
SELECT pg_catalog.format_type('1'::pg_catalog.oid, NULL);
SELECT pg_catalog.pg_get_ruledef('1'::pg_catalog.oid);
SELECT pg_catalog.pg_get_statisticsobjdef('1'::pg_catalog.oid);
SELECT pg_catalog.pg_get_viewdef('1'::pg_catalog.oid) AS viewdef;
SELECT pg_get_partkeydef('1');
SELECT pg_get_partkeydef('1'::pg_catalog.oid);
