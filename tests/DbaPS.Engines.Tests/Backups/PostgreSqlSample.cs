using DbaPS.Engines.Tests.Restores;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>A database with one of each: types that go binary and types that must go as text, table kinds, sequences, large objects, hostile names.</summary>
internal static class PostgreSqlSample
{
    /// <summary>A name made to break out of whatever it is put into.</summary>
    public const string Hostile = "we\"ird\n\\! $$ \U0001F418";

    public static string Quoted => $"\"{Hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static async Task<string> CreateAsync(PostgreSqlServer server)
    {
        var database = server.CreateDatabase();
        await RichSchema.RunAsync(server, database, Script.Replace("@hostile", Quoted, StringComparison.Ordinal));
        // An archive names the database it is of in these: nothing of that may reach a restored one by another name.
        await server.ExecuteAsync($"COMMENT ON DATABASE {database} IS 'it''s a sample'; REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC", database);
        return database;
    }

    private const string Script = """
        CREATE SCHEMA app;
        CREATE SCHEMA @hostile;
        CREATE TYPE app.mood AS ENUM ('sad', 'it''s "fine"');
        CREATE DOMAIN app.positive AS int CHECK (value > 0);
        CREATE TYPE app.pair AS (a int, b text, m app.mood);
        CREATE TYPE app.span AS RANGE (subtype = float8);
        CREATE TABLE app.plain (
            id int PRIMARY KEY, b bool, i2 int2, i8 int8, f4 float4, f8 float8, n numeric, n2 numeric(20, 5), t text, c char(10), vc varchar(20), by bytea, j json, jb jsonb,
            u uuid, bi bit(5), vb varbit, d date, ti time, tz timetz, ts timestamp, tstz timestamptz, iv interval, ia int[], ta text[], r int4range, mr datemultirange,
            dom app.positive, sp app.span, nr numrange, tr tsrange, ba bool[], da date[]);
        INSERT INTO app.plain VALUES (
            1, true, -1, 9223372036854775807, 1.5, 'NaN', 1e40, 1.50, E'tab\there\nnl \\ back', 'pad', 'vc', '\xdeadbeef', '{"a": 1}', '{"b":[1,2]}',
            'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '10101', '111', 'infinity', '24:00', '12:00+05:30', '0044-03-15 BC', '-infinity', '1 mon 2 days -03:04:05.000001',
            '{{1,2},{3,NULL}}', '{a,"b,c",NULL,"null","q\"\\"}', '[1,5)', '{[2020-01-01,2020-02-01),[2021-01-01,2021-02-01)}', 7, '[1.5,2.5)', '(,1.50]', 'empty', '{t,f,NULL}', '{infinity,2000-01-01}');
        INSERT INTO app.plain (id) VALUES (2);
        INSERT INTO app.plain (id, f4, f8, n, t, c, by, ts, iv, ia, ta, mr, nr, vb) VALUES (3, 'Infinity', '-0', 'NaN', '', '', '', 'infinity', '-178000000 years', '[0:1]={5,6}', '{}', '{}', '(,)', '');
        INSERT INTO app.plain (id, f4, f8, n, n2, t) VALUES (4, 0.1, 1e-300, -0.000001, 123456789012345.67890, repeat('long ', 100000));
        CREATE TABLE app.local (
            id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, m app.mood[], p app.pair, pp app.pair[], reg regclass, doms app.positive[], twice int GENERATED ALWAYS AS (id * 2) STORED);
        INSERT INTO app.local (m, p, pp, reg, doms) VALUES
            ('{sad,"it''s \"fine\""}', ROW(1, 'x,"y"\ ', 'sad'), ARRAY[ROW(1, NULL, 'sad')::app.pair, ROW(NULL, '', 'sad')::app.pair], 'app.plain', '{1,2}'), (NULL, NULL, '{}', NULL, NULL);
        CREATE TABLE app.part (k int, v text, PRIMARY KEY (k)) PARTITION BY RANGE (k);
        CREATE TABLE app.part_a PARTITION OF app.part FOR VALUES FROM (0) TO (1000);
        CREATE TABLE app.part_b PARTITION OF app.part FOR VALUES FROM (1000) TO (2000);
        INSERT INTO app.part SELECT g, 'v' || g FROM generate_series(0, 1499) g;
        CREATE TABLE app.parent (a int);
        CREATE TABLE app.child (b int) INHERITS (app.parent);
        INSERT INTO app.parent VALUES (1), (1), (2);
        INSERT INTO app.child VALUES (3, 4);
        CREATE UNLOGGED TABLE app.unlogged AS SELECT g FROM generate_series(1, 10) g;
        CREATE TABLE @hostile.@hostile (@hostile int PRIMARY KEY, "select" text);
        INSERT INTO @hostile.@hostile VALUES (1, 'a'), (2, NULL);
        CREATE TABLE app.bare ();
        INSERT INTO app.bare DEFAULT VALUES;
        INSERT INTO app.bare DEFAULT VALUES;
        CREATE TABLE app.empty (a int);
        CREATE TABLE app.dropped (a int, gone text, b text);
        INSERT INTO app.dropped VALUES (1, 'g', 'b');
        ALTER TABLE app.dropped DROP COLUMN gone;
        CREATE TABLE app.secured (id int, owner text);
        INSERT INTO app.secured VALUES (1, 'x'), (2, 'y');
        ALTER TABLE app.secured ENABLE ROW LEVEL SECURITY;
        ALTER TABLE app.secured FORCE ROW LEVEL SECURITY;
        CREATE SEQUENCE app.odd START 5 INCREMENT 3;
        SELECT nextval('app.odd'), nextval('app.odd');
        CREATE MATERIALIZED VIEW app.summary AS SELECT k % 10 AS k, count(*) AS n FROM app.part GROUP BY 1;
        CREATE MATERIALIZED VIEW app.unfilled AS SELECT 1 AS one WITH NO DATA;
        CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RETURN NEW; END $f$;
        CREATE TRIGGER touched BEFORE INSERT ON app.plain FOR EACH ROW EXECUTE FUNCTION app.touch();
        SELECT lo_from_bytea(0, 'hello'), lo_from_bytea(0, ''), lo_from_bytea(0, (SELECT string_agg(decode(md5(g::text), 'hex'), ''::bytea) FROM generate_series(1, 100000) g));
        CREATE TABLE app.big AS SELECT g AS id, md5(g::text) AS t, g * 1.5 AS n FROM generate_series(1, 200000) g;
        ALTER TABLE app.big ADD PRIMARY KEY (id);
        """;
}
