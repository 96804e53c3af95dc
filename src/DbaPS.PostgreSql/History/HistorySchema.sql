-- history schema, version 1 · PostgreSQL 14+
-- reads   :
-- needs   : CREATE on the database
-- params  :
-- columns :
CREATE SCHEMA IF NOT EXISTS dbaps;
CREATE TABLE IF NOT EXISTS dbaps.history_version (
    version    integer PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT pg_catalog.now()
);
CREATE TABLE IF NOT EXISTS dbaps.history_entry (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id       uuid NOT NULL UNIQUE,
    kind     text NOT NULL,
    server   text NOT NULL,
    database text,
    at       text COLLATE "C" NOT NULL,
    payload  text NOT NULL
);
CREATE INDEX IF NOT EXISTS history_entry_kind_at ON dbaps.history_entry (kind, at, position);
INSERT INTO dbaps.history_version (version) VALUES (1) ON CONFLICT DO NOTHING;
