-- the server's position in its log · PostgreSQL 14+
-- reads   : pg_control_checkpoint, pg_control_system
-- needs   : nothing
-- columns : position, timeline, system_identifier, in_recovery, now
SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_insert_lsn() END::text AS position,
       (SELECT timeline_id FROM pg_catalog.pg_control_checkpoint())::text AS timeline,
       (SELECT system_identifier FROM pg_catalog.pg_control_system())::text AS system_identifier,
       pg_catalog.pg_is_in_recovery() AS in_recovery,
       pg_catalog.clock_timestamp() AS now
