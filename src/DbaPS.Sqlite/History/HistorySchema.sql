-- history schema, version 1 · SQLite 3.37+
-- reads   :
-- needs   :
-- params  :
-- columns :
CREATE TABLE IF NOT EXISTS history_version (
    version    INTEGER PRIMARY KEY,
    applied_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS history_entry (
    position INTEGER PRIMARY KEY,
    id       BLOB NOT NULL UNIQUE,
    kind     TEXT NOT NULL,
    server   TEXT NOT NULL,
    database TEXT,
    at       TEXT NOT NULL,
    payload  TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS history_entry_kind_at ON history_entry (kind, at, position);
INSERT OR IGNORE INTO history_version (version, applied_at) VALUES (1, @now);
