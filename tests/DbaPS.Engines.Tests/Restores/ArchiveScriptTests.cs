using DbaPS.Errors;
using DbaPS.PostgreSql;
using DbaPS.PostgreSql.Restores;
using DbaPS.Sql;
using FsCheck;
using FsCheck.Fluent;

namespace DbaPS.Engines.Tests.Restores;

public sealed class ArchiveScriptTests
{
    private static readonly Dictionary<string, string> NoMap = [];

    [Fact]
    public void Makes_statements_one_by_one_with_owner_tablespace_and_access_method()
    {
        var entry = Build(ArchiveBytes.Entry(
            1, "TABLE", "or\"ders", "CREATE TABLE public.\"or\"\"ders\" (id integer, note text DEFAULT ';');\n\n\nALTER TABLE ONLY public.\"or\"\"ders\" ALTER COLUMN id SET STATISTICS 7;\n",
            "public", "DROP TABLE public.\"or\"\"ders\";\n", "ap\"p", "fast", "heap"));
        Assert.Equal(
            [
                "SET default_tablespace = \"fast\"",
                "SET default_table_access_method = \"heap\"",
                "CREATE TABLE public.\"or\"\"ders\" (id integer, note text DEFAULT ';')",
                "ALTER TABLE ONLY public.\"or\"\"ders\" ALTER COLUMN id SET STATISTICS 7",
                "ALTER TABLE \"public\".\"or\"\"ders\" OWNER TO \"ap\"\"p\"",
                "SET default_tablespace = ''",
                "RESET default_table_access_method",
            ],
            entry.Statements);
        Assert.Equal(RestorePass.Definitions, entry.Pass);
    }

    [Fact]
    public void Keeps_bodies_whole()
    {
        const string Body = """
            CREATE FUNCTION public.f(a integer) RETURNS integer
                LANGUAGE sql
                BEGIN ATOMIC
             SELECT CASE WHEN (f.a > 0) THEN 1 ELSE 2 END AS "case";
             INSERT INTO public.t (id) VALUES (f.a);
             SELECT 3;
            END
            """;
        var entry = Build(ArchiveBytes.Entry(1, "FUNCTION", "f(integer)", Body + ";\n\n\n", "public", "DROP FUNCTION public.f(a integer);\n", "app"));
        Assert.Equal([Body, "ALTER FUNCTION public.f(a integer) OWNER TO \"app\""], entry.Statements);

        var dollar = Build(ArchiveBytes.Entry(1, "PROCEDURE", "p()", "CREATE PROCEDURE public.p()\n    LANGUAGE plpgsql\n    AS $_$ BEGIN; \\connect; $$x$$; END $_$;\n", "public"));
        Assert.Single(dollar.Statements);
    }

    [Theory]
    [InlineData("\\connect other\nCREATE TABLE t ();")]
    [InlineData("CREATE TABLE t ();\n\\! id\n")]
    [InlineData("SET search_path = evil;")]
    [InlineData("SET SESSION AUTHORIZATION postgres;")]
    [InlineData("RESET ALL;")]
    [InlineData("SELECT pg_catalog.set_config('search_path', 'evil', false);")]
    [InlineData("SELECT pg_catalog.lo_create('1');")]
    [InlineData("DROP TABLE orders;")]
    [InlineData("COPY t FROM PROGRAM 'id';")]
    [InlineData("DO $$ BEGIN NULL; END $$;")]
    [InlineData("CREATE TABLE t (); COMMIT;")]
    [InlineData("ALTER SYSTEM SET archive_command = 'id';")]
    [InlineData("ALTER ROLE app SUPERUSER;")]
    [InlineData("ALTER USER app SUPERUSER;")]
    [InlineData("CREATE ROLE evil SUPERUSER;")]
    [InlineData("COMMENT ON DATABASE shop IS '';")]
    [InlineData("CREATE TABLE t (a text DEFAULT 'unclosed);")]
    [InlineData("/* unclosed")]
    public void Refuses_what_no_dump_writes(string definition)
    {
        var failure = Assert.Throws<DbaException>(() => Build(ArchiveBytes.Entry(1, "TABLE", "t", definition + "\n", "public")));
        Assert.Equal("StatementRefused", failure.Error.Id);
        Assert.Equal(DbaErrorCategory.SecurityError, failure.Error.Category);
    }

    [Fact]
    public void Refuses_an_owner_statement_that_would_be_about_something_else()
    {
        var entry = ArchiveBytes.Entry(1, "FUNCTION", "f()", "CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';\n", "public", "DROP TABLE public.secrets;\n", "app");
        Assert.Equal("StatementRefused", Assert.Throws<DbaException>(() => Build(entry)).Error.Id);
        Assert.Equal("StatementRefused", Assert.Throws<DbaException>(() => Build(ArchiveBytes.Entry(1, "BLOB", "1 OWNER TO evil; --", "SELECT pg_catalog.lo_create('1');\n", "", "DROP", "app"))).Error.Id);
    }

    [Fact]
    public void Grants_as_another_role_only_where_privileges_are_given()
    {
        var entry = Build(ArchiveBytes.Entry(
            1, "ACL", "TABLE t", "SET SESSION AUTHORIZATION app;\nGRANT SELECT ON TABLE public.t TO PUBLIC;\nRESET SESSION AUTHORIZATION;\n", "public"));
        Assert.Equal(3, entry.Statements.Count);
        Assert.Equal(RestorePass.Privileges, entry.Pass);
    }

    [Theory]
    [InlineData("GRANT SELECT ON TABLE public.\"to\" TO app", "GRANT SELECT ON TABLE public.\"to\" TO \"new app\"")]
    [InlineData("GRANT SELECT(a,\"from\") ON TABLE public.t TO \"Other\" WITH GRANT OPTION", "GRANT SELECT(a,\"from\") ON TABLE public.t TO \"o\"\"2\" WITH GRANT OPTION")]
    [InlineData("REVOKE ALL ON SCHEMA public FROM PUBLIC", "REVOKE ALL ON SCHEMA public FROM PUBLIC")]
    [InlineData("ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA s GRANT SELECT ON TABLES  TO \"Other\"", "ALTER DEFAULT PRIVILEGES FOR ROLE \"new app\" IN SCHEMA s GRANT SELECT ON TABLES  TO \"o\"\"2\"")]
    [InlineData("CREATE POLICY p ON public.t TO app, \"Other\", PUBLIC USING ((owner = 'app'::name))", "CREATE POLICY p ON public.t TO \"new app\", \"o\"\"2\", PUBLIC USING ((owner = 'app'::name))")]
    [InlineData("CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'app')", "CREATE USER MAPPING FOR \"new app\" SERVER s OPTIONS (user 'app')")]
    [InlineData("SET SESSION AUTHORIZATION app", "SET SESSION AUTHORIZATION \"new app\"")]
    public void Maps_roles_where_roles_are_named_and_nowhere_else(string statement, string expected)
    {
        var roles = new ArchiveRoles(new Dictionary<string, string> { ["app"] = "new app", ["Other"] = "o\"2" });
        Assert.Equal(expected, roles.Map(statement, SqlDialect.PostgreSql));
    }

    [Fact]
    public void Hostile_names_stay_inside_their_statement()
    {
        var names = ArbMap.Default.ArbFor<NonEmptyString>().Filter(s => s.Get.All(c => c != '\0' && !char.IsSurrogate(c))).Convert(s => s.Get, NonEmptyString.NewNonEmptyString);
        Prop.ForAll(names, names, (name, owner) =>
        {
            var table = PostgreSqlNames.Quote("public", name);
            var entry = Build(ArchiveBytes.Entry(
                1, "TABLE", name, $"CREATE TABLE {table} (\n    id integer\n);\n\n\nALTER TABLE ONLY {table} ALTER COLUMN id SET STATISTICS 1;\n", "public", $"DROP TABLE {table};\n", owner));
            return entry.Statements.Count == 3
                && entry.Statements[0].StartsWith($"CREATE TABLE {table} ", StringComparison.Ordinal)
                && entry.Statements[2] == $"ALTER TABLE {table} OWNER TO {PostgreSqlNames.Quote(owner)}"
                && entry.Statements.All(s => StatementSplitter.Split(s, SqlDialect.PostgreSql).Count == 1);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Large_objects_of_one_entry_get_owner_and_privileges_each()
    {
        var metadata = ArchiveBytes.Entry(1, "BLOB METADATA", "10..11", "10\n11\n", "", "SELECT pg_catalog.lo_unlink", "app");
        var privileges = ArchiveBytes.Entry(2, "ACL", "LARGE OBJECTS 10..11", "GRANT SELECT ON LARGE OBJECT 10 TO reader;\n", dependencies: [1]);
        var archive = new Archive(new Version(1, 16), "shop", "17.1", "17.1", true, [metadata, privileges]);
        var entries = new ArchiveScript(archive, new ArchiveRoles(NoMap), tablespaces: true, notes: []).Build();
        Assert.Equal(
            ["SELECT pg_catalog.lo_create(10::pg_catalog.oid)", "SELECT pg_catalog.lo_create(11::pg_catalog.oid)", "ALTER LARGE OBJECT 10 OWNER TO \"app\"", "ALTER LARGE OBJECT 11 OWNER TO \"app\""],
            entries[0].Statements);
        Assert.Equal(["GRANT SELECT ON LARGE OBJECT 10 TO reader", "GRANT SELECT ON LARGE OBJECT 11 TO reader"], entries[1].Statements);
    }

    [Theory]
    [InlineData("INDEX", ArchiveSection.PostData, "i", "CREATE INDEX i ON public.t USING btree (id);", RestorePass.Completion)]
    [InlineData("MATERIALIZED VIEW DATA", ArchiveSection.PostData, "v", "REFRESH MATERIALIZED VIEW public.v;", RestorePass.Refresh)]
    [InlineData("EVENT TRIGGER", ArchiveSection.PostData, "e", "CREATE EVENT TRIGGER e ON ddl_command_end\n   EXECUTE FUNCTION public.f();", RestorePass.Last)]
    [InlineData("PUBLICATION", ArchiveSection.PostData, "p", "CREATE PUBLICATION p WITH (publish = 'insert');", RestorePass.Last)]
    [InlineData("DEFAULT ACL", ArchiveSection.PostData, "DEFAULT PRIVILEGES FOR TABLES", "ALTER DEFAULT PRIVILEGES FOR ROLE a GRANT SELECT ON TABLES  TO b;", RestorePass.Privileges)]
    public void Runs_entries_in_the_right_pass(string description, ArchiveSection section, string tag, string definition, object pass) =>
        Assert.Equal((RestorePass)pass, Build(ArchiveBytes.Entry(1, description, tag, definition + "\n", section: section)).Pass);

    [Theory]
    [InlineData("TABLE", ArchiveSection.PreData, "CREATE TABLE t ();", RestorePass.Definitions)]
    [InlineData("INDEX", ArchiveSection.PostData, "CREATE INDEX i ON t (a);", RestorePass.Completion)]
    [InlineData("EVENT TRIGGER", ArchiveSection.PostData, "CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION f();", RestorePass.Last)]
    public void What_is_said_of_an_object_comes_when_it_does(string description, ArchiveSection section, string definition, object pass)
    {
        ArchiveEntry[] entries =
        [
            ArchiveBytes.Entry(1, description, "x", definition + "\n", section: section),
            ArchiveBytes.Entry(2, "COMMENT", $"{description} x", "COMMENT ON INDEX i IS 'x';\n", section: ArchiveSection.None, dependencies: [1]),
        ];
        var built = new ArchiveScript(new Archive(new Version(1, 14), "shop", "15", "15", true, entries), new ArchiveRoles(NoMap), tablespaces: true, notes: []).Build();
        Assert.Equal((RestorePass)pass, built[1].Pass);
    }

    [Fact]
    public void Connection_strings_are_not_shown()
    {
        var entry = Build(ArchiveBytes.Entry(1, "SUBSCRIPTION", "s", "CREATE SUBSCRIPTION s CONNECTION 'password=canary' PUBLICATION p WITH (connect = false, slot_name = 's');\n", section: ArchiveSection.PostData));
        Assert.DoesNotContain("canary", entry.Shown, StringComparison.Ordinal);
        Assert.Contains("canary", entry.Statements[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{=Tc/app,app=CTc/app}", "TEMPORARY ON DATABASE \"d\" TO PUBLIC|CONNECT ON DATABASE \"d\" TO PUBLIC|CREATE ON DATABASE \"d\" TO \"app\"|TEMPORARY ON DATABASE \"d\" TO \"app\"|CONNECT ON DATABASE \"d\" TO \"app\"")]
    [InlineData("""{"\"a=b/c\"=c*/app"}""", "CONNECT ON DATABASE \"d\" TO \"a=b/c\" WITH GRANT OPTION")]
    [InlineData("{app=/app}", "")]
    public void Reads_a_databases_privileges(string text, string expected)
    {
        var statements = AccessList.Statements("DATABASE \"d\"", text, new ArchiveRoles(NoMap)).ToList();
        Assert.Equal("REVOKE ALL ON DATABASE \"d\" FROM PUBLIC", statements[0]);
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(e => $"GRANT {e}"), statements.Skip(1));
    }

    [Theory]
    [InlineData("search_path", "\"$user\", public, \"a\"\"b,c\"", "ALTER DATABASE \"d\" SET \"search_path\" TO '$user', 'public', 'a\"b,c'")]
    [InlineData("search_path", "\"\"", "ALTER DATABASE \"d\" SET \"search_path\" TO ''")]
    [InlineData("work_mem", "64MB", "ALTER DATABASE \"d\" SET \"work_mem\" TO '64MB'")]
    [InlineData("my.setting", "it's", "ALTER DATABASE \"d\" SET \"my\".\"setting\" TO 'it''s'")]
    [InlineData("DateStyle", "ISO, DMY", "ALTER DATABASE \"d\" SET \"DateStyle\" TO 'ISO, DMY'")]
    public void Writes_settings_as_the_server_reads_them(string name, string value, string expected) =>
        Assert.Equal(expected, DatabaseStatements.Set("d", null, new DbaPS.Backups.BackupSetting(null, true, name, value)));

    private static RestoreEntry Build(ArchiveEntry entry) =>
        Assert.Single(new ArchiveScript(new Archive(new Version(1, 14), "shop", "15", "15", true, [entry]), new ArchiveRoles(NoMap), tablespaces: true, notes: []).Build());
}
