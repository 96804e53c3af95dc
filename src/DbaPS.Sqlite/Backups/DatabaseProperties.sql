-- properties of a database file · SQLite 3.37+
-- reads   : pragma_encoding, pragma_page_size, pragma_journal_mode, pragma_auto_vacuum, pragma_user_version, pragma_application_id
-- needs   :
-- params  :
-- columns : name, value
SELECT 'encoding' AS name, encoding AS value FROM pragma_encoding
UNION ALL SELECT 'page_size', CAST(page_size AS TEXT) FROM pragma_page_size
UNION ALL SELECT 'journal_mode', journal_mode FROM pragma_journal_mode
UNION ALL SELECT 'auto_vacuum', CAST(auto_vacuum AS TEXT) FROM pragma_auto_vacuum
UNION ALL SELECT 'user_version', CAST(user_version AS TEXT) FROM pragma_user_version
UNION ALL SELECT 'application_id', CAST(application_id AS TEXT) FROM pragma_application_id
