-- schema objects with their definitions · SQLite 3.37+
-- reads   : sqlite_schema, pragma_user_version, pragma_application_id, pragma_encoding
-- needs   :
-- params  :
-- columns : kind, name, definition
SELECT s.type AS kind,
       s.name AS name,
       s.tbl_name || ':' || s.sql AS definition
FROM main.sqlite_schema AS s
WHERE s.sql IS NOT NULL
UNION ALL SELECT 'setting', 'user_version', CAST(user_version AS TEXT) FROM pragma_user_version
UNION ALL SELECT 'setting', 'application_id', CAST(application_id AS TEXT) FROM pragma_application_id
UNION ALL SELECT 'setting', 'encoding', encoding FROM pragma_encoding
ORDER BY 1, 2
