using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>The rarer half of what a database can hold: states, options and definitions beside <see cref="RichSchema"/>'s objects.</summary>
internal static class DeepSchema
{
    public static async Task CreateAsync(PostgreSqlServer server, string database, string prefix)
    {
        foreach (var (since, script) in (IEnumerable<(int, string)>)[(0, Script), (15, Since15), (16, Since16), (17, Since17), (18, Since18)])
        {
            if (server.Major >= since)
            {
                await RichSchema.RunAsync(server, database, script.Replace("@p", prefix, StringComparison.Ordinal).Replace("@db", database, StringComparison.Ordinal));
            }
        }
    }

    private const string Script = """"
        CREATE ROLE "@p app" LOGIN;
        CREATE ROLE "@p other" NOLOGIN;
        CREATE SCHEMA deep;
        COMMENT ON SCHEMA deep IS 'Tiefe';
        GRANT CREATE, USAGE ON SCHEMA deep TO "@p app" WITH GRANT OPTION;
        ALTER DATABASE "@db" OWNER TO "@p other";
        COMMENT ON DATABASE "@db" IS 'It''s \a database';
        REVOKE TEMPORARY ON DATABASE "@db" FROM PUBLIC;
        GRANT CONNECT, CREATE ON DATABASE "@db" TO "@p app";
        ALTER DATABASE "@db" SET work_mem = '5MB';
        ALTER DATABASE "@db" SET search_path = "$user", public, deep;
        ALTER ROLE "@p app" IN DATABASE "@db" SET statement_timeout = '1h';
        ALTER ROLE "@p app" SET lock_timeout = '9s';

        CREATE DOMAIN deep.evens AS integer CONSTRAINT even CHECK (VALUE % 2 = 0) CONSTRAINT small CHECK (VALUE < 1000);
        ALTER DOMAIN deep.evens ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;
        COMMENT ON CONSTRAINT even ON DOMAIN deep.evens IS 'only even';
        CREATE DOMAIN deep.many AS deep.evens[];
        CREATE TYPE deep.seconds AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = deep.many_seconds);
        CREATE TYPE deep.nested AS (a deep.evens, b deep.seconds, c deep.many_seconds);
        ALTER TYPE deep.nested ADD ATTRIBUTE d text;
        COMMENT ON COLUMN deep.nested.a IS 'an attribute';
        CREATE TYPE deep."state of 'things'" AS ENUM ('a''b', 'with space', E'new\nline', '');
        CREATE COLLATION deep.german (provider = icu, locale = 'de-u-co-phonebk', deterministic = false);
        COMMENT ON COLLATION deep.german IS 'a collation';
        CREATE TEXT SEARCH DICTIONARY deep.words (TEMPLATE = simple, stopwords = english, accept = false);
        CREATE TEXT SEARCH CONFIGURATION deep.search (COPY = pg_catalog.english);
        ALTER TEXT SEARCH CONFIGURATION deep.search ALTER MAPPING FOR asciiword WITH deep.words, english_stem;
        COMMENT ON TEXT SEARCH CONFIGURATION deep.search IS 'a search';
        CREATE CONVERSION deep.my_conversion FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;

        CREATE EXTENSION postgres_fdw SCHEMA deep;
        CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1', dbname 'nowhere');
        GRANT USAGE ON FOREIGN SERVER far TO "@p app";
        CREATE USER MAPPING FOR "@p app" SERVER far OPTIONS (user 'u', password 'canary-mapping');
        CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (user 'p', password 'canary-public');
        CREATE FOREIGN TABLE deep.away (id integer OPTIONS (column_name 'ID'), v text NOT NULL) SERVER far OPTIONS (table_name 'x');
        CREATE FOREIGN DATA WRAPPER nothing_wrapper OPTIONS (debug 'true');
        COMMENT ON SERVER far IS 'a server';

        CREATE TABLE deep.zz_kinds (kind text PRIMARY KEY);
        CREATE FUNCTION deep.allowed(kind text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT EXISTS (SELECT FROM deep.zz_kinds k WHERE k.kind = allowed.kind)';
        CREATE FUNCTION deep.tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO deep.told (what) VALUES (TG_NAME); RETURN NULL; END $$;
        CREATE FUNCTION deep.defaults(a integer DEFAULT 3, VARIADIC b text[] DEFAULT ARRAY['x''y', E'\\']) RETURNS TABLE (x integer, y text) LANGUAGE plpgsql
            COST 7 ROWS 11 SECURITY DEFINER LEAKPROOF STRICT PARALLEL RESTRICTED SET work_mem = '8MB' SET search_path = deep, pg_temp
            AS $f$ BEGIN RETURN QUERY SELECT a, unnest(b); END $f$;
        CREATE FUNCTION deep.inout(INOUT a anyelement, OUT b anyarray) LANGUAGE sql IMMUTABLE AS 'SELECT a, ARRAY[a]';
        COMMENT ON FUNCTION deep.defaults IS $x$ 'quoted' \ $$x$;
        CREATE PROCEDURE deep.work(INOUT n integer) LANGUAGE sql BEGIN ATOMIC; SELECT n + 1; END;
        CREATE FUNCTION deep.median_step(s float8[], v float8) RETURNS float8[] LANGUAGE sql IMMUTABLE AS 'SELECT s || v';
        CREATE FUNCTION deep.median_end(s float8[]) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM unnest(s) x';
        CREATE AGGREGATE deep.median(float8) (SFUNC = deep.median_step, STYPE = float8[], FINALFUNC = deep.median_end, INITCOND = '{}', PARALLEL = SAFE);
        COMMENT ON AGGREGATE deep.median(float8) IS 'an aggregate';
        CREATE FUNCTION deep.close(a float8, b float8) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs(a - b) < 0.1';
        CREATE OPERATOR deep.~=~ (LEFTARG = float8, RIGHTARG = float8, FUNCTION = deep.close, COMMUTATOR = OPERATOR(deep.~=~), RESTRICT = eqsel, JOIN = eqjoinsel);
        CREATE OPERATOR deep.!! (RIGHTARG = float8, FUNCTION = float8abs);
        COMMENT ON OPERATOR deep.~=~ (float8, float8) IS 'an operator';
        CREATE OPERATOR FAMILY deep.hashes USING hash;
        CREATE CAST (deep.seconds AS text) WITH INOUT;
        CREATE CAST (text AS deep.seconds) WITH INOUT AS ASSIGNMENT;
        COMMENT ON CAST (text AS deep.seconds) IS 'a cast';

        CREATE TABLE deep.told (id integer GENERATED BY DEFAULT AS IDENTITY (START 5 INCREMENT 3 MINVALUE 1 MAXVALUE 5000 CACHE 4 CYCLE) PRIMARY KEY, what text);
        CREATE TABLE deep.aa_checked (id integer PRIMARY KEY, kind text CONSTRAINT known CHECK (deep.allowed(kind)));
        INSERT INTO deep.zz_kinds VALUES ('good'), ('better');
        INSERT INTO deep.aa_checked VALUES (1, 'good'), (2, 'better');

        CREATE TABLE deep.options (
            id bigint, code text COMPRESSION pglz NOT NULL, long text, note text, even deep.evens, evens deep.many, span deep.seconds, spans deep.many_seconds, deep deep.nested, state deep."state of 'things'",
            name text COLLATE deep.german, during tstzrange, vector tsvector, bits bit(5), net cidr, price money, doc xml, path jsonpath, at timetz, gap interval day to second, sys pg_lsn, dropped integer,
            total numeric GENERATED ALWAYS AS (id * 1.5) STORED)
            WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false, parallel_workers = 2);
        ALTER TABLE deep.options DROP COLUMN dropped;
        ALTER TABLE deep.options ADD COLUMN added integer DEFAULT 7 NOT NULL;
        ALTER TABLE deep.options ALTER COLUMN long SET STORAGE EXTERNAL, ALTER COLUMN note SET STORAGE MAIN, ALTER COLUMN code SET STATISTICS 77, ALTER COLUMN id SET (n_distinct = -0.5);
        ALTER TABLE deep.options ADD CONSTRAINT options_pkey PRIMARY KEY (id) WITH (fillfactor = 80);
        CREATE UNIQUE INDEX options_code ON deep.options (code);
        ALTER TABLE deep.options REPLICA IDENTITY USING INDEX options_code;
        CREATE INDEX options_name ON deep.options (name COLLATE "C" text_pattern_ops DESC NULLS LAST, (lower(code))) WITH (fillfactor = 50);
        ALTER INDEX deep.options_name ALTER COLUMN 2 SET STATISTICS 500;
        ALTER TABLE deep.options CLUSTER ON options_name;
        CREATE INDEX options_vector ON deep.options USING gin (vector) WITH (fastupdate = off);
        ALTER TABLE deep.options ADD CONSTRAINT apart EXCLUDE USING gist (during WITH &&) WHERE (id > 0) DEFERRABLE INITIALLY DEFERRED;
        ALTER TABLE deep.options ADD CONSTRAINT later UNIQUE (id, code) DEFERRABLE;
        CREATE STATISTICS deep.options_stats (mcv) ON code, added FROM deep.options;
        CREATE STATISTICS deep.options_expression ON (id % 10), lower(code) FROM deep.options;
        ALTER STATISTICS deep.options_stats SET STATISTICS 333;
        COMMENT ON STATISTICS deep.options_stats IS 'statistics';
        INSERT INTO deep.options (id, code, long, note, even, evens, span, spans, deep, state, name, during, vector, bits, net, price, doc, path, at, gap, sys)
            SELECT i, 'code ' || i, repeat('x', 3000), 'n', 2 * i % 900 + 2, ARRAY[2, 4]::deep.evens[]::deep.many, deep.seconds(i, i + 1), deep.many_seconds(deep.seconds(i, i + 1), deep.seconds(i + 5, NULL)),
                ROW(2, deep.seconds(i, NULL), '{}', E'q"\\')::deep.nested, (ARRAY['a''b', 'with space', E'new\nline', ''])[i % 4 + 1]::deep."state of 'things'", 'Straße ' || i,
                tstzrange('2026-01-01'::timestamptz + i * interval '1 day', '2026-01-02'::timestamptz + i * interval '1 day'), to_tsvector('english', 'the word ' || i), B'10101',
                '10.0.0.0/8', i, '<a>ä</a>', '$.a[*] ? (@ > 1)', '12:00+02', '3 days 04:05:06.789', '16/B374D848' FROM generate_series(1, 40) i;
        ALTER TABLE deep.options ADD CONSTRAINT unproved CHECK (added < 5) NOT VALID;
        CREATE TABLE deep.keys_a (id integer PRIMARY KEY, b integer);
        CREATE TABLE deep.keys_b (id integer PRIMARY KEY, a integer REFERENCES deep.keys_a MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL);
        ALTER TABLE deep.keys_a ADD CONSTRAINT to_b FOREIGN KEY (b) REFERENCES deep.keys_b DEFERRABLE INITIALLY DEFERRED;
        INSERT INTO deep.keys_a VALUES (1, NULL), (2, NULL);
        INSERT INTO deep.keys_b VALUES (1, 2), (2, 1);
        UPDATE deep.keys_a SET b = 3 - id;
        INSERT INTO deep.keys_b VALUES (77, NULL);
        ALTER TABLE deep.keys_b ADD CONSTRAINT unproved FOREIGN KEY (id) REFERENCES deep.keys_a NOT VALID;

        CREATE TRIGGER off AFTER INSERT OR UPDATE OF b ON deep.keys_a FOR EACH ROW EXECUTE FUNCTION deep.tell();
        CREATE TRIGGER always AFTER INSERT ON deep.keys_a FOR EACH STATEMENT EXECUTE FUNCTION deep.tell('x''y', E'back\\slash');
        CREATE TRIGGER "replica" AFTER UPDATE ON deep.keys_a REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION deep.tell();
        CREATE CONSTRAINT TRIGGER checked AFTER DELETE ON deep.keys_a DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION deep.tell();
        ALTER TABLE deep.keys_a DISABLE TRIGGER off, ENABLE ALWAYS TRIGGER always, ENABLE REPLICA TRIGGER "replica";
        CREATE RULE twice AS ON UPDATE TO deep.keys_b DO ALSO NOTIFY hello;
        ALTER TABLE deep.keys_b DISABLE RULE twice;
        ALTER TABLE deep.keys_a ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY restrictive ON deep.keys_a AS RESTRICTIVE FOR UPDATE TO "@p app", "@p other" USING (id > 0) WITH CHECK (id < 100);

        CREATE TABLE deep.of_type OF deep.nested (PRIMARY KEY (d));
        CREATE TABLE deep.part (id integer NOT NULL, region text, at timestamptz DEFAULT '2026-01-01', v text DEFAULT 'parent', PRIMARY KEY (id, region)) PARTITION BY LIST (region);
        CREATE TABLE deep.part_eu PARTITION OF deep.part FOR VALUES IN ('eu', 'uk') PARTITION BY RANGE (id);
        CREATE TABLE deep.part_eu_low PARTITION OF deep.part_eu FOR VALUES FROM (MINVALUE) TO (100) PARTITION BY HASH (id);
        CREATE TABLE deep.part_eu_low_0 PARTITION OF deep.part_eu_low FOR VALUES WITH (MODULUS 2, REMAINDER 0);
        CREATE TABLE deep.part_eu_low_1 PARTITION OF deep.part_eu_low FOR VALUES WITH (MODULUS 2, REMAINDER 1) WITH (fillfactor = 60);
        CREATE TABLE deep.part_eu_high (v text DEFAULT 'child', region text NOT NULL, id integer NOT NULL, at timestamptz CHECK (at > '2000-01-01'));
        ALTER TABLE deep.part_eu ATTACH PARTITION deep.part_eu_high FOR VALUES FROM (100) TO (MAXVALUE);
        CREATE UNLOGGED TABLE deep.part_rest PARTITION OF deep.part DEFAULT;
        CREATE INDEX part_at ON deep.part (at);
        CREATE INDEX part_lonely ON ONLY deep.part (v);
        INSERT INTO deep.part SELECT i, CASE i % 3 WHEN 0 THEN 'eu' WHEN 1 THEN 'us' ELSE 'asia' END FROM generate_series(1, 300) i;
        CREATE TABLE deep.refers (id integer, region text, FOREIGN KEY (id, region) REFERENCES deep.part);
        INSERT INTO deep.refers VALUES (3, 'eu');

        CREATE TABLE deep.mother (a integer CHECK (a > 0), b text DEFAULT 'm');
        CREATE TABLE deep.father (a integer, c text);
        CREATE TABLE deep.child (d text, CHECK (d <> '') NO INHERIT) INHERITS (deep.mother, deep.father);
        CREATE TABLE deep.grandchild () INHERITS (deep.child);
        ALTER TABLE deep.child ALTER COLUMN b SET DEFAULT 'c';
        INSERT INTO deep.mother VALUES (1, 'x'); INSERT INTO deep.child VALUES (2, 'y', 'z', 'd'); INSERT INTO deep.grandchild VALUES (3, 'y', 'z', 'd');

        CREATE SEQUENCE deep.down AS smallint START -5 INCREMENT -3 MINVALUE -500 MAXVALUE -1 CACHE 10 CYCLE;
        CREATE SEQUENCE deep.untouched START 42;
        CREATE SEQUENCE deep.owned OWNED BY deep.keys_a.b;
        SELECT setval('deep.down', -8, false);
        GRANT USAGE ON SEQUENCE deep.down TO "@p app";
        CREATE VIEW deep.base AS SELECT id, code FROM deep.options WHERE id > 1 WITH LOCAL CHECK OPTION;
        CREATE VIEW deep.over AS SELECT *, (SELECT count(*) FROM deep.base b WHERE b.id < o.id) AS n FROM deep.base o WITH CASCADED CHECK OPTION;
        CREATE RECURSIVE VIEW deep.numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 10;
        ALTER VIEW deep.base ALTER COLUMN code SET DEFAULT 'view';
        CREATE FUNCTION deep.instead() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
        CREATE TRIGGER instead INSTEAD OF INSERT ON deep.over FOR EACH ROW EXECUTE FUNCTION deep.instead();
        CREATE VIEW deep.circle AS SELECT 1 AS x;
        CREATE FUNCTION deep.of_circle() RETURNS SETOF deep.circle LANGUAGE sql AS 'SELECT 1';
        CREATE OR REPLACE VIEW deep.circle AS SELECT x FROM deep.of_circle();
        CREATE MATERIALIZED VIEW deep.zz_first AS SELECT id % 3 AS third, count(*) AS n FROM deep.options GROUP BY 1;
        CREATE MATERIALIZED VIEW deep.aa_second AS SELECT sum(n) AS n, (SELECT count(*) FROM deep.over) AS m FROM deep.zz_first;
        CREATE MATERIALIZED VIEW deep.empty AS SELECT 1 AS one WITH NO DATA;
        CREATE UNIQUE INDEX ON deep.zz_first (third);
        CLUSTER deep.zz_first USING zz_first_third_idx;

        ALTER DEFAULT PRIVILEGES FOR ROLE "@p app" GRANT EXECUTE ON FUNCTIONS TO "@p other";
        ALTER DEFAULT PRIVILEGES FOR ROLE "@p app" REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
        ALTER DEFAULT PRIVILEGES FOR ROLE "@p app" IN SCHEMA deep GRANT ALL ON SEQUENCES TO "@p other" WITH GRANT OPTION;
        GRANT SELECT (id, code), REFERENCES (id) ON deep.options TO "@p app";
        GRANT SELECT ON deep.over TO "@p app" WITH GRANT OPTION; GRANT SELECT ON deep.base TO "@p app"; GRANT SELECT ON deep.options TO PUBLIC;
        SET ROLE "@p app"; GRANT SELECT ON deep.over TO "@p other"; RESET ROLE;
        REVOKE USAGE ON TYPE deep.evens FROM PUBLIC; GRANT USAGE ON TYPE deep.evens TO "@p app";
        REVOKE ALL ON LANGUAGE plpgsql FROM PUBLIC; GRANT USAGE ON LANGUAGE plpgsql TO "@p app";
        REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT USAGE ON SCHEMA public TO PUBLIC, "@p app";
        GRANT SELECT ON pg_catalog.pg_authid TO "@p app";
        ALTER TABLE deep.keys_a OWNER TO "@p app";
        ALTER VIEW deep.over OWNER TO "@p app";
        ALTER FUNCTION deep.tell() OWNER TO "@p other";
        ALTER TYPE deep.nested OWNER TO "@p app";
        ALTER TYPE deep.seconds OWNER TO "@p app";
        ALTER SERVER far OWNER TO "@p other";
        ALTER OPERATOR deep.~=~ (float8, float8) OWNER TO "@p other";
        ALTER AGGREGATE deep.median(float8) OWNER TO "@p other";
        ALTER OPERATOR FAMILY deep.hashes USING hash OWNER TO "@p other";
        COMMENT ON VIEW deep.over IS 'a view'; COMMENT ON MATERIALIZED VIEW deep.zz_first IS 'materialized'; COMMENT ON SEQUENCE deep.down IS 'downward';
        COMMENT ON TYPE deep.seconds IS 'a range'; COMMENT ON DOMAIN deep.evens IS 'a domain'; COMMENT ON EXTENSION postgres_fdw IS 'changed'; COMMENT ON LANGUAGE plpgsql IS 'changed too';

        CREATE SCHEMA "select";
        CREATE TABLE "select"."table 12345678901234567890123456789012345678901234567890123456" ("user" integer PRIMARY KEY, "שלום" text, "a""b\c" text, " " integer, "🐘🐘" integer);
        CREATE TABLE "select"."ABC" ("Abc" integer, "abc" integer); CREATE TABLE "select"."abc" (id integer);
        CREATE INDEX "in dex '; DROP TABLE x; --" ON "select"."ABC" ("Abc"); CREATE TYPE "select"."type" AS ENUM ('x'); CREATE SEQUENCE "select"."se""quence"; SELECT nextval('"select"."se""quence"');
        CREATE FUNCTION "select"."function $$ $1"("in put" integer, " " "select"."type" DEFAULT 'x') RETURNS integer LANGUAGE sql AS $q$SELECT "in put" -- $$ \connect x
        $q$;
        ALTER TABLE "select"."ABC" ADD CONSTRAINT E_x CHECK ("Abc" > 0), ADD CONSTRAINT "check
        \! touch /tmp/x
        " CHECK ("abc" <> 9);
        CREATE POLICY "po'licy" ON "select"."ABC" USING (true); CREATE RULE "ru\le" AS ON DELETE TO "select"."ABC" DO NOTHING;
        CREATE TRIGGER "tri""gger" BEFORE DELETE ON "select"."ABC" FOR EACH STATEMENT EXECUTE FUNCTION deep.tell(E'\n\\.\n');
        CREATE VIEW "select"."order" AS SELECT "Abc" AS "group", "abc" AS "הי" FROM "select"."ABC";
        INSERT INTO "select"."ABC" VALUES (1, 2); INSERT INTO "select"."table 12345678901234567890123456789012345678901234567890123456" VALUES (1, 'א', E'\\', 3, 4);
        CREATE PUBLICATION "@p all" FOR ALL TABLES WITH (publish_via_partition_root = true);
        """";

    private const string Since15 = """
        CREATE TABLE deep.nulls (a integer, UNIQUE NULLS NOT DISTINCT (a));
        INSERT INTO deep.nulls VALUES (NULL), (1);
        CREATE VIEW deep.invoker WITH (security_invoker, security_barrier = false) AS SELECT * FROM deep.nulls;
        CREATE PUBLICATION "@p some" FOR TABLE deep.nulls (a) WHERE (a > 0);
        CREATE PUBLICATION "@p schema" FOR TABLES IN SCHEMA "select";
        CREATE TABLE deep.set_null (id integer PRIMARY KEY, a integer, b integer DEFAULT 3, FOREIGN KEY (a) REFERENCES deep.keys_a ON DELETE SET NULL (a));
        GRANT SET ON PARAMETER log_min_duration_statement TO "@p app";
        """;

    private const string Since16 = """
        ALTER TABLE deep.nulls ADD COLUMN t text STORAGE EXTENDED;
        CREATE COLLATION deep.ruled (provider = icu, locale = 'und', rules = '& V << w <<< W');
        """;

    private const string Since17 = """
        CREATE COLLATION deep.built (provider = builtin, locale = 'C.UTF-8');
        CREATE TABLE deep.identities (id bigint GENERATED ALWAYS AS IDENTITY, r integer) PARTITION BY RANGE (r);
        CREATE TABLE deep.identities_1 PARTITION OF deep.identities DEFAULT;
        INSERT INTO deep.identities (r) SELECT generate_series(1, 5);
        GRANT MAINTAIN ON deep.nulls TO "@p app";
        """;

    private const string Since18 = """
        CREATE TABLE deep.virtual (a integer NOT NULL, b integer GENERATED ALWAYS AS (a * 2), CONSTRAINT c CHECK (a > 5) NOT ENFORCED, CONSTRAINT "named not null" NOT NULL b);
        INSERT INTO deep.virtual VALUES (1), (10);
        CREATE EXTENSION IF NOT EXISTS btree_gist;
        CREATE TABLE deep.temporal (id integer, valid daterange, PRIMARY KEY (id, valid WITHOUT OVERLAPS));
        CREATE TABLE deep.temporal_ref (id integer, valid daterange, FOREIGN KEY (id, PERIOD valid) REFERENCES deep.temporal (id, PERIOD valid));
        INSERT INTO deep.temporal VALUES (1, '[2026-01-01,2027-01-01)'); INSERT INTO deep.temporal_ref VALUES (1, '[2026-02-01,2026-03-01)');
        ALTER TABLE deep.options ADD CONSTRAINT later_not_null NOT NULL price NOT VALID;
        """;
}
