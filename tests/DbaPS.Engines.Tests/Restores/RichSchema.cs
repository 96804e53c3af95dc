using DbaPS.Sql;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>A database with everything a logical backup can forget.</summary>
internal static class RichSchema
{
    /// <summary>A name made to break out of whatever it is put into.</summary>
    public const string HostileName = "we\"ird\n\\! id;--'$$ \U0001F418 \u202e";

    /// <summary>Roles are the whole server's, so each database of the tests brings its own.</summary>
    public static async Task CreateAsync(PostgreSqlServer server, string database, string prefix)
    {
        await RunAsync(server, database, Roles.Replace("@p", prefix, StringComparison.Ordinal));
        await RunAsync(server, database, Script.Replace("@p", prefix, StringComparison.Ordinal).Replace("@hostile", HostileName.Replace("\"", "\"\"", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    public static async Task DropRolesAsync(PostgreSqlServer server, string prefix)
    {
        foreach (var role in (string[])["reader", "writer", "owner"])
        {
            await server.ExecuteAsync($"DROP ROLE IF EXISTS \"{prefix} {role}\"");
        }
    }

    public static async Task RunAsync(PostgreSqlServer server, string database, string script)
    {
        await using var connection = await server.OpenAsync(database);
        foreach (var statement in StatementSplitter.Split(script, SqlDialect.PostgreSql))
        {
            await using var batch = connection.CreateBatch();
            var command = batch.CreateBatchCommand();
            command.CommandText = statement.Text;
            batch.BatchCommands.Add(command);
            await batch.ExecuteNonQueryAsync();
        }
    }

    private const string Roles = """
        CREATE ROLE "@p owner" NOLOGIN;
        CREATE ROLE "@p writer" LOGIN PASSWORD 'canary-password' CONNECTION LIMIT 7;
        CREATE ROLE "@p reader" NOLOGIN;
        GRANT "@p reader" TO "@p writer";
        COMMENT ON ROLE "@p reader" IS 'reads';
        """;

    private const string Script = """
        CREATE EXTENSION hstore;
        CREATE EXTENSION btree_gist;
        CREATE SCHEMA shop AUTHORIZATION "@p owner";
        GRANT USAGE ON SCHEMA shop TO "@p reader";
        ALTER DEFAULT PRIVILEGES FOR ROLE "@p owner" IN SCHEMA shop GRANT SELECT ON TABLES TO "@p reader";

        CREATE TYPE shop.mood AS ENUM ('sad', 'ok', 'happy');
        CREATE TYPE shop.place AS (street text, number integer, mood shop.mood);
        CREATE TYPE shop.span AS RANGE (subtype = numeric);
        CREATE DOMAIN shop.positive AS integer DEFAULT 1 NOT NULL CONSTRAINT is_positive CHECK (VALUE > 0);
        CREATE COLLATION shop.bytes FROM "C";
        CREATE SEQUENCE shop.ticket START 1000 INCREMENT 7 OWNED BY NONE;

        CREATE FUNCTION shop.twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE BEGIN ATOMIC SELECT CASE WHEN n > 0 THEN n * 2 ELSE 0 END; END;
        CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN new.note := coalesce(new.note, '') || $$;\connect$$; RETURN new; END $body$;
        CREATE FUNCTION shop.smaller(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT @ a < @ b';
        CREATE FUNCTION shop.bigger(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT @ a > @ b';
        CREATE FUNCTION shop.not_bigger(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT @ a <= @ b';
        CREATE FUNCTION shop.not_smaller(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT @ a >= @ b';
        CREATE FUNCTION shop.same(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT @ a = @ b';
        CREATE FUNCTION shop.compare(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT sign((@ a) - (@ b))::integer';
        CREATE OPERATOR shop.<# (LEFTARG = integer, RIGHTARG = integer, FUNCTION = shop.smaller);
        CREATE OPERATOR shop.># (LEFTARG = integer, RIGHTARG = integer, FUNCTION = shop.bigger);
        CREATE OPERATOR shop.<=# (LEFTARG = integer, RIGHTARG = integer, FUNCTION = shop.not_bigger);
        CREATE OPERATOR shop.>=# (LEFTARG = integer, RIGHTARG = integer, FUNCTION = shop.not_smaller);
        CREATE OPERATOR shop.=# (LEFTARG = integer, RIGHTARG = integer, FUNCTION = shop.same);
        CREATE OPERATOR CLASS shop.absolute FOR TYPE integer USING btree AS
            OPERATOR 1 shop.<#, OPERATOR 2 shop.<=#, OPERATOR 3 shop.=#, OPERATOR 4 shop.>=#, OPERATOR 5 shop.>#, FUNCTION 1 shop.compare(integer, integer);
        CREATE AGGREGATE shop.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
        CREATE PROCEDURE shop.nothing() LANGUAGE plpgsql AS 'BEGIN NULL; END';
        CREATE FUNCTION shop.rank(m shop.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS $$SELECT array_position(enum_range(NULL::shop.mood), m)$$;
        CREATE CAST (shop.mood AS integer) WITH FUNCTION shop.rank(shop.mood) AS ASSIGNMENT;

        CREATE TABLE shop.customers (
            id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name text COLLATE shop.bytes NOT NULL,
            moods shop.mood[] DEFAULT '{ok}',
            home shop.place,
            active shop.span,
            attributes hstore,
            level shop.positive,
            note text,
            doubled integer GENERATED ALWAYS AS (level * 2) STORED,
            best_order integer);
        CREATE TABLE shop.orders (
            id serial PRIMARY KEY,
            customer integer NOT NULL REFERENCES shop.customers,
            placed timestamptz DEFAULT now(),
            amount numeric(12, 2) CHECK (amount >= 0),
            previous integer REFERENCES shop.orders DEFERRABLE INITIALLY DEFERRED);
        ALTER TABLE shop.customers ADD FOREIGN KEY (best_order) REFERENCES shop.orders;
        CREATE INDEX orders_placed ON shop.orders USING brin (placed);
        CREATE UNIQUE INDEX customers_name ON shop.customers (lower(name)) INCLUDE (level) WHERE level > 0;
        CREATE INDEX customers_absolute ON shop.customers (best_order shop.absolute);
        CREATE STATISTICS shop.orders_both (dependencies, ndistinct) ON customer, amount FROM shop.orders;
        CREATE TRIGGER customers_touch BEFORE INSERT OR UPDATE ON shop.customers FOR EACH ROW WHEN (new.level > 5) EXECUTE FUNCTION shop.touch();
        CREATE RULE orders_keep AS ON DELETE TO shop.orders WHERE old.amount > 1000 DO INSTEAD (SELECT 1; SELECT 2);
        ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
        CREATE POLICY mine ON shop.orders FOR SELECT TO "@p reader" USING (customer > 0);

        CREATE TABLE shop.booking (room integer, during tstzrange, EXCLUDE USING gist (room WITH =, during WITH &&));
        CREATE UNLOGGED TABLE shop.cache (key text PRIMARY KEY, value bytea);
        CREATE TABLE shop.animals (id integer GENERATED BY DEFAULT AS IDENTITY, kind text);
        CREATE TABLE shop.birds (wings integer) INHERITS (shop.animals);
        CREATE TABLE shop.events (id bigint, at date, mood shop.mood, body jsonb) PARTITION BY RANGE (at);
        CREATE TABLE shop.events_old PARTITION OF shop.events FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
        CREATE TABLE shop.events_new PARTITION OF shop.events FOR VALUES FROM ('2024-01-01') TO (MAXVALUE) PARTITION BY LIST (mood);
        CREATE TABLE shop.events_new_sad PARTITION OF shop.events_new FOR VALUES IN ('sad');
        CREATE TABLE shop.events_new_rest PARTITION OF shop.events_new DEFAULT;
        CREATE INDEX ON shop.events (at);
        CREATE TABLE shop.hashed (mood shop.mood, id integer) PARTITION BY HASH (mood);
        CREATE TABLE shop.hashed_0 PARTITION OF shop.hashed FOR VALUES WITH (MODULUS 3, REMAINDER 0);
        CREATE TABLE shop.hashed_1 PARTITION OF shop.hashed FOR VALUES WITH (MODULUS 3, REMAINDER 1);
        CREATE TABLE shop.hashed_2 PARTITION OF shop.hashed FOR VALUES WITH (MODULUS 3, REMAINDER 2);
        CREATE TABLE shop.nothing_in_it ();
        CREATE TABLE shop.references_by_name (id integer PRIMARY KEY, a regclass, b regtype, c regproc, d regrole, e oid);
        CREATE TABLE shop."@hostile" ("@hostile" integer PRIMARY KEY, "select" text, "größe" text);
        COMMENT ON TABLE shop."@hostile" IS '\connect "x"
        ; DROP TABLE shop.orders; --';
        CREATE INDEX "@hostile i" ON shop."@hostile" ("select");

        CREATE VIEW shop.rich WITH (security_barrier) AS SELECT * FROM shop.customers WHERE level > 3;
        CREATE MATERIALIZED VIEW shop.totals AS SELECT customer, sum(amount) AS total FROM shop.orders GROUP BY customer WITH NO DATA;
        CREATE MATERIALIZED VIEW shop.average AS SELECT avg(total) AS average FROM shop.totals WITH NO DATA;
        CREATE UNIQUE INDEX totals_customer ON shop.totals (customer);
        COMMENT ON INDEX shop.orders_placed IS 'an index';
        COMMENT ON CONSTRAINT orders_pkey ON shop.orders IS 'a constraint';
        COMMENT ON TRIGGER customers_touch ON shop.customers IS 'a trigger';
        COMMENT ON POLICY mine ON shop.orders IS 'a policy';
        COMMENT ON RULE orders_keep ON shop.orders IS 'a rule';
        COMMENT ON COLUMN shop.customers.name IS 'It''s a name';
        GRANT SELECT, INSERT (name), UPDATE (name, note) ON shop.customers TO "@p writer" WITH GRANT OPTION;
        REVOKE ALL ON FUNCTION shop.twice(integer) FROM PUBLIC;
        ALTER TABLE shop.customers OWNER TO "@p owner";
        ALTER TABLE shop.customers REPLICA IDENTITY FULL;
        ALTER TABLE shop.customers ALTER COLUMN name SET STATISTICS 300;
        ALTER TABLE shop.customers ALTER COLUMN note SET STORAGE EXTERNAL;

        INSERT INTO shop.customers (name, moods, home, active, attributes, level)
            SELECT 'name ' || i, ARRAY['sad', 'happy']::shop.mood[], ('Street', i, 'ok')::shop.place, shop.span(i, i + 1.5), hstore('k' || i, i::text), i % 9 + 1 FROM generate_series(1, 300) i;
        INSERT INTO shop.orders (customer, placed, amount) SELECT i % 300 + 1, '2026-01-01'::timestamptz + i * interval '1 minute', i * 1.25 FROM generate_series(1, 2000) i;
        UPDATE shop.orders SET previous = id - 1 WHERE id > 1;
        UPDATE shop.customers SET best_order = id;
        INSERT INTO shop.booking VALUES (1, '[2026-01-01, 2026-01-02)'), (2, '[2026-01-01, 2026-01-02)'), (1, 'empty');
        INSERT INTO shop.cache SELECT i::text, decode(md5(i::text), 'hex') FROM generate_series(1, 50) i;
        INSERT INTO shop.animals (kind) VALUES ('fish'), (NULL);
        INSERT INTO shop.birds (id, kind, wings) VALUES (1, 'owl', 2), (1, 'owl', 2);
        INSERT INTO shop.events SELECT i, '2023-06-01'::date + i, (ARRAY['sad', 'ok', 'happy'])[i % 3 + 1]::shop.mood, jsonb_build_object('i', i) FROM generate_series(1, 500) i;
        INSERT INTO shop.hashed SELECT (ARRAY['sad', 'ok', 'happy'])[i % 3 + 1]::shop.mood, i FROM generate_series(1, 99) i;
        INSERT INTO shop.references_by_name VALUES (1, 'shop.orders', 'shop.mood', 'shop.touch', '"@p owner"', 'shop.orders'::regclass), (2, NULL, 'integer', NULL, NULL, 0);
        INSERT INTO shop."@hostile" VALUES (1, E'\\.', E'\\N'), (2, E'a\nb\t\\', ''), (3, NULL, '\.');
        SELECT nextval('shop.ticket'), nextval('shop.ticket');
        REFRESH MATERIALIZED VIEW shop.totals;
        REFRESH MATERIALIZED VIEW shop.average;

        SELECT lo_from_bytea(424242, decode(repeat('00ff41', 100000), 'hex'));
        SELECT lo_from_bytea(424243, '');
        ALTER LARGE OBJECT 424242 OWNER TO "@p owner";
        GRANT SELECT ON LARGE OBJECT 424242 TO "@p reader";
        COMMENT ON LARGE OBJECT 424242 IS 'bytes';

        CREATE FUNCTION shop.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO shop.animals (kind) VALUES (tg_tag); END $$;
        CREATE PUBLICATION "@p pub" FOR TABLE shop.customers, shop.orders WITH (publish = 'insert, update');
        CREATE SUBSCRIPTION @p_sub CONNECTION 'host=127.0.0.1 port=1 password=canary-subscription' PUBLICATION nowhere WITH (connect = false);
        CREATE EVENT TRIGGER "@p ddl" ON ddl_command_end EXECUTE FUNCTION shop.on_ddl();
        ALTER EVENT TRIGGER "@p ddl" ENABLE ALWAYS;
        COMMENT ON EVENT TRIGGER "@p ddl" IS 'an event trigger';
        """;
}
