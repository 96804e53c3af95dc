using DbaPS.Sql;
using DbaPS.Tests.Digests;
using FsCheck.Fluent;

namespace DbaPS.Tests.Sql;

public sealed class SqlRedactorTests
{
    [Theory]
    [InlineData("CREATE ROLE app LOGIN PASSWORD 'hunter2' VALID UNTIL '2030-01-01'", "CREATE ROLE app LOGIN PASSWORD '***' VALID UNTIL '2030-01-01'")]
    [InlineData("alter user app with encrypted password E'hun\\'ter2'", "alter user app with encrypted password '***'")]
    [InlineData("ALTER ROLE app PASSWORD $$hunter2$$", "ALTER ROLE app PASSWORD '***'")]
    [InlineData("ALTER ROLE app PASSWORD NULL", "ALTER ROLE app PASSWORD NULL")]
    [InlineData("ALTER ROLE app PASSWORD $1", "ALTER ROLE app PASSWORD $1")]
    [InlineData("CREATE USER MAPPING FOR bob SERVER s OPTIONS (user 'bob', password 'hunter2', \"krb_cache\" 'hunter2')",
        "CREATE USER MAPPING FOR bob SERVER s OPTIONS (user 'bob', password '***', \"krb_cache\" '***')")]
    [InlineData("ALTER USER MAPPING FOR bob SERVER s OPTIONS (SET password 'hunter2')", "ALTER USER MAPPING FOR bob SERVER s OPTIONS (SET password '***')")]
    [InlineData("CREATE SUBSCRIPTION s CONNECTION 'host=db1 user=rep password=hunter2 dbname=shop' PUBLICATION p",
        "CREATE SUBSCRIPTION s CONNECTION 'host=db1 user=rep password=*** dbname=shop' PUBLICATION p")]
    [InlineData("ALTER SUBSCRIPTION s CONNECTION 'password=''hunter2 dbname='' host=x'", "ALTER SUBSCRIPTION s CONNECTION 'password=***'")]
    [InlineData("ALTER SUBSCRIPTION s CONNECTION 'postgres://rep:hunter2@db1/shop?sslmode=require'", "ALTER SUBSCRIPTION s CONNECTION 'postgres://rep:***@db1/shop?sslmode=require'")]
    [InlineData("SELECT * FROM dblink('postgresql://db1:5432/shop?user=x&password=hunter2&sslmode=require', 'select 1') t(a int)",
        "SELECT * FROM dblink('postgresql://db1:5432/shop?user=x&password=***&sslmode=require', 'select 1') t(a int)")]
    [InlineData("SELECT dblink_exec('c', 'ALTER ROLE x PASSWORD ''hunter2''')", "SELECT dblink_exec('c', 'ALTER ROLE x PASSWORD ''***''')")]
    [InlineData("DO $$ BEGIN EXECUTE 'ALTER ROLE x PASSWORD ''hunter2'''; PERFORM 1; END $$", "DO ' BEGIN EXECUTE ''ALTER ROLE x PASSWORD ''''***''''''; PERFORM 1; END '")]
    [InlineData("DO $$ BEGIN EXECUTE format('ALTER ROLE %I PASSWORD %L', 'bob', 'hunter2'); END $$", "DO ' BEGIN EXECUTE format(''ALTER ROLE %I PASSWORD %L'', ''***'', ''***''); END '")]
    [InlineData("SELECT 'host=x password=' || 'hunter2'", "SELECT 'host=x password=' || '***'")]
    [InlineData("SELECT pg_catalog.set_config('app.token' , 'hunter2', false)", "SELECT pg_catalog.set_config('app.token' , '***', false)")]
    [InlineData("SET app.api_key TO 'hunter2'", "SET app.api_key TO '***'")]
    [InlineData("SELECT * FROM users WHERE password = crypt('hunter2', password) AND name = 'bob'", "SELECT * FROM users WHERE password = crypt('***', password) AND name = 'bob'")]
    [InlineData("SELECT pgp_sym_decrypt(data, 'hunter2') FROM t WHERE id = 'a'", "SELECT pgp_sym_decrypt(data, '***') FROM t WHERE id = 'a'")]
    [InlineData("UPDATE users SET password = 'hunter2', name = 'bob'", "UPDATE users SET password = '***', name = 'bob'")]
    [InlineData("INSERT INTO users (name, password) VALUES ('bob', 'hunter2')", "INSERT INTO users (name, password) VALUES ('***', '***')")]
    [InlineData("SELECT * FROM j WHERE data ->> 'password' = 'hunter2'", "SELECT * FROM j WHERE data ->> 'password' = '***'")]
    [InlineData("INSERT INTO j VALUES ('{\"user\": \"bob\", \"password\": \"hun\\\"ter2\", \"n\": 1}')", "INSERT INTO j VALUES ('{\"user\": \"bob\", \"password\": ***, \"n\": 1}')")]
    [InlineData("UPDATE pg_authid SET rolpassword = NULL WHERE x = 'md5a3556571e93b0d20722ba62be61e8c2d'", "UPDATE pg_authid SET rolpassword = NULL WHERE x = '***'")]
    [InlineData("SELECT 'SCRAM-SHA-256$4096:abcd==$efgh=:ijkl='", "SELECT '***'")]
    [InlineData("SELECT aws_s3.query_export_to_s3('q', aws_commons.create_aws_credentials('AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI', ''))",
        "SELECT aws_s3.query_export_to_s3('q', aws_commons.create_aws_credentials('***', '***', '***'))")]
    [InlineData("SELECT 'AKIAIOSFODNN7EXAMPLE'", "SELECT '***'")]
    [InlineData("SELECT http_get('https://x', 'Authorization: Bearer abc.def')", "SELECT http_get('https://x', 'Authorization: ***')")]
    [InlineData("SELECT 'x' /* password=hunter2 */, 1", "SELECT 'x' /* password=*** */, 1")]
    [InlineData("SELECT 1 -- pg://bob:hunter2@db1/shop\n, 2", "SELECT 1 -- pg://bob:***@db1/shop\n, 2")]
    [InlineData("COPY t TO PROGRAM 'curl -u \"token: hunter2\" https://x'", "COPY t TO PROGRAM 'curl -u \"token: ***'")]
    [InlineData("ALTER ROLE a PASSWORD 'x'; SELECT 'kept'", "ALTER ROLE a PASSWORD '***'; SELECT 'kept'")]
    [InlineData("CREATE ROLE x PASSWORD 'hunt", "CREATE ROLE x PASSWORD '***'")]
    [InlineData("CREATE SUBSCRIPTION s CONNECTION 'host=x password=hunt", "CREATE SUBSCRIPTION s CONNECTION 'host=x password=***'")]
    [InlineData("CREATE SUBSCRIPTION s CONNECTION 'pg://bob:12345", "CREATE SUBSCRIPTION s CONNECTION 'pg://bob:***'")]
    public void PostgreSql_texts_lose_their_secrets(string sql, string expected) => Assert.Equal(expected, SqlRedactor.Redact(sql, SqlDialect.PostgreSql));

    [Theory]
    [InlineData("CREATE USER 'bob'@'%' IDENTIFIED BY 'hunter2' REQUIRE SSL", "CREATE USER 'bob'@'%' IDENTIFIED BY '***' REQUIRE SSL")]
    [InlineData("ALTER USER bob IDENTIFIED WITH caching_sha2_password AS '$A$005$abc' REPLACE \"old\"", "ALTER USER bob IDENTIFIED WITH caching_sha2_password AS '***' REPLACE '***'")]
    [InlineData("GRANT ALL ON *.* TO bob IDENTIFIED BY PASSWORD '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19'", "GRANT ALL ON *.* TO bob IDENTIFIED BY PASSWORD '***'")]
    [InlineData("SET PASSWORD FOR 'bob'@'%' = 'hunter2'", "SET PASSWORD FOR '***'@'***' = '***'")]
    [InlineData("SET PASSWORD = PASSWORD('hunter2')", "SET PASSWORD = PASSWORD('***')")]
    [InlineData("CHANGE MASTER TO MASTER_HOST='db1', MASTER_PASSWORD='hunter2', MASTER_PORT=3306", "CHANGE MASTER TO MASTER_HOST='db1', MASTER_PASSWORD='***', MASTER_PORT=3306")]
    [InlineData("CHANGE REPLICATION SOURCE TO SOURCE_PASSWORD = \"hunter2\"", "CHANGE REPLICATION SOURCE TO SOURCE_PASSWORD = '***'")]
    [InlineData("SELECT AES_DECRYPT(x, 'hunter2') FROM t", "SELECT AES_DECRYPT(x, '***') FROM t")]
    public void MySql_texts_lose_their_secrets(string sql, string expected) => Assert.Equal(expected, SqlRedactor.Redact(sql, SqlDialect.MySql));

    [Theory]
    [InlineData("CREATE LOGIN bob WITH PASSWORD = N'hunter2', CHECK_POLICY = ON", "CREATE LOGIN bob WITH PASSWORD = '***', CHECK_POLICY = ON")]
    [InlineData("ALTER LOGIN bob WITH PASSWORD = 0x0200ABCD HASHED", "ALTER LOGIN bob WITH PASSWORD = *** HASHED")]
    [InlineData("CREATE CREDENTIAL c WITH IDENTITY = 'SHARED ACCESS SIGNATURE', SECRET = 'sv=hunter2'", "CREATE CREDENTIAL c WITH IDENTITY = 'SHARED ACCESS SIGNATURE', SECRET = '***'")]
    [InlineData("OPEN SYMMETRIC KEY k DECRYPTION BY PASSWORD = 'hunter2'", "OPEN SYMMETRIC KEY k DECRYPTION BY PASSWORD = '***'")]
    [InlineData("EXEC sp_x @p = 'Server=db1;User Id=bob;Password=hun ter2;Database=shop'", "EXEC sp_x @p = 'Server=db1;User Id=bob;Password=***;Database=shop'")]
    public void SqlServer_texts_lose_their_secrets(string sql, string expected) => Assert.Equal(expected, SqlRedactor.Redact(sql, SqlDialect.SqlServer));

    [Theory]
    [InlineData("PRAGMA key = 'hunter2'", "PRAGMA key = '***'")]
    [InlineData("PRAGMA rekey = hunter2", "PRAGMA rekey = ***")]
    [InlineData("ATTACH 'x.db' AS y KEY 'hunter2'", "ATTACH 'x.db' AS y KEY '***'")]
    [InlineData("CREATE USER bob IDENTIFIED BY \"hunter2\"", "CREATE USER bob IDENTIFIED BY ***")]
    public void Other_texts_lose_their_secrets(string sql, string expected) => Assert.Equal(expected, SqlRedactor.Redact(sql, SqlDialect.Sqlite));

    [Theory]
    [InlineData("SELECT * FROM tokens t WHERE t.id = 'a' AND t.max_tokens > 10")]
    [InlineData("SELECT a.key, 'pass' FROM t WHERE url = 'https://x:8443/y'")]
    [InlineData("CREATE TABLE t (id int PRIMARY KEY, password text NOT NULL, name text DEFAULT 'x')")]
    [InlineData("SELECT count(*) FROM t WHERE a->>'b' = 'it''s' AND c IN ('d', 'e')")]
    [InlineData("SET password_encryption = $1")]
    public void Harmless_texts_stay_as_they_are(string sql) => Assert.Equal(sql, SqlRedactor.Redact(sql, SqlDialect.PostgreSql));

    /// <summary>A server may cut a text off anywhere; the piece that is left must not show the beginning of a secret.</summary>
    [Fact]
    public void No_secret_survives_wherever_a_text_is_cut_off()
    {
        string[] templates =
        [
            "CREATE ROLE a PASSWORD {0} VALID UNTIL 'x'", "SELECT dblink_connect('c', {1})", "CREATE USER MAPPING FOR a SERVER s OPTIONS (user 'u', password {0})",
            "SELECT dblink_exec('c', {2})", "SET PASSWORD FOR a = {0}", "CHANGE MASTER TO MASTER_PASSWORD = {0}", "SELECT set_config('a.secret', {0}, true)",
            "UPDATE t SET api_key = {0} WHERE id = 1", "CREATE SUBSCRIPTION s CONNECTION {1} PUBLICATION p", "DO {3}", "select x.password = {0} from x", "CREATE FUNCTION f() AS {3}",
            "SELECT dblink_connect({4})", "SELECT dblink_connect($a${5}$a$)", "SELECT 1 /* {5} */", "SELECT 'password = ' || {0} AS x WHERE password IN ({0}, {0})",
        ];
        var characters = "abcXYZ019 '\"=;&@:/\\$-%é".ToCharArray();
        var secrets = Gen.Elements(characters).ArrayOf(8).Select(c => "CANARY" + new string(c));
        Holds.Over(secrets.Zip(Gen.Elements(templates)).ToArbitrary(), pair =>
        {
            var (secret, template) = pair;
            var connection = $"host=h password='{secret.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}' dbname=d";
            var statement = $"ALTER ROLE a PASSWORD {Quote(secret)}";
            var body = $"$q$ BEGIN EXECUTE {Quote(statement)}; x := {Quote(connection)}; END $q$";
            var bare = new string([.. secret.Where(c => !char.IsWhiteSpace(c) && c is not ('\'' or '\\' or '@' or '/' or '"'))]);
            var sql = string.Format(System.Globalization.CultureInfo.InvariantCulture, template, Quote(secret), Quote(connection), Quote(statement), body, Quote($"pg://u:{secret.Replace(" ", "+", StringComparison.Ordinal)}@h/d?x=1"), $"host=h password={bare} dbname=d");
            for (var length = 1; length <= sql.Length; length++)
            {
                var redacted = SqlRedactor.Redact(sql[..length], SqlDialect.PostgreSql);
                Assert.False(redacted.Contains("CANA", StringComparison.Ordinal) || redacted.Contains(secret[6..], StringComparison.Ordinal), $"{sql[..length]}\n{redacted}");
            }
        });
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
