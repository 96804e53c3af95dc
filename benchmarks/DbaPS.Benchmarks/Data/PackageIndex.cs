using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using DbaPS.Testing.Servers;
using Npgsql;
using NpgsqlTypes;

namespace DbaPS.Benchmarks.Data;

/// <summary>
/// Debian's package index as a database: text-heavy, skewed, with real references. One index is about 50 MB; it is loaded as often as the
/// size wanted needs, each time as another suite, which compresses no better: its copies are further apart than a codec looks back.
/// </summary>
internal static partial class PackageIndex
{
    private const string Schema =
        """
        CREATE TABLE section (name text PRIMARY KEY, packages bigint NOT NULL);
        CREATE TABLE package (id integer PRIMARY KEY, suite smallint NOT NULL, name text NOT NULL, version text NOT NULL, architecture text NOT NULL,
            section text REFERENCES section, priority text, maintainer text, source text, installed_size bigint, size bigint, homepage text, description text,
            depends text, recommends text, suggests text, tags text[], filename text, md5 text, sha256 bytea, loaded_at timestamptz NOT NULL DEFAULT now());
        CREATE TABLE dependency (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, package_id integer NOT NULL REFERENCES package,
            kind text NOT NULL, target text NOT NULL, requirement text);
        """;

    private const string Columns =
        "id, suite, name, version, architecture, section, priority, maintainer, source, homepage, description, depends, recommends, suggests, filename, md5, installed_size, size, tags, sha256";

    private const string Indexes = "CREATE INDEX ON package (name); CREATE INDEX ON dependency (package_id); CREATE INDEX ON dependency (target)";

    private const string MariaDbSchema =
        """
        CREATE TABLE section (name varchar(100) PRIMARY KEY, packages bigint NOT NULL);
        CREATE TABLE package (id integer PRIMARY KEY, suite smallint NOT NULL, name varchar(200) NOT NULL, version text NOT NULL, architecture text NOT NULL,
            section varchar(100), priority text, maintainer text, source text, installed_size bigint, size bigint, homepage text, description text,
            depends text, recommends text, suggests text, tags text, filename text, md5 text, sha256 text, loaded_at datetime(6) NOT NULL, KEY (name), FOREIGN KEY (section) REFERENCES section (name));
        CREATE TABLE dependency (id bigint AUTO_INCREMENT PRIMARY KEY, package_id integer NOT NULL, kind varchar(20) NOT NULL, target varchar(200) NOT NULL, requirement text,
            KEY (target), FOREIGN KEY (package_id) REFERENCES package (id));
        """;

    public static readonly string[] Tables = ["section", "package", "dependency"];

    private static readonly string[] Texts =
        ["Package", "Version", "Architecture", "Section", "Priority", "Maintainer", "Source", "Homepage", "Description", "Depends", "Recommends", "Suggests", "Filename", "MD5sum"];

    private static readonly string[] Kinds = ["Depends", "Pre-Depends"];

    /// <summary>Makes the database.</summary>
    /// <param name="megabytes">About the size of its tables without indexes.</param>
    /// <param name="oneBigTable">Nearly all bytes in <c>package</c>, instead of a fifth in <c>dependency</c>.</param>
    /// <returns>Its name.</returns>
    public static async Task<string> LoadAsync(Bench bench, int megabytes, bool oneBigTable = false)
    {
        string database = bench.Server.CreateDatabase();
        await using NpgsqlConnection connection = await bench.Server.OpenAsync(database);
        await bench.Server.ExecuteAsync(Schema, database);
        List<Dictionary<string, string>> packages = await ReadAsync();
        await bench.Server.ExecuteAsync("ALTER TABLE package DISABLE TRIGGER ALL; ALTER TABLE dependency DISABLE TRIGGER ALL", database);
        await WritePackagesAsync(connection, packages);
        await WriteDependenciesAsync(connection, packages);
        await bench.Server.ExecuteAsync("INSERT INTO section SELECT section, count(*) FROM package WHERE section IS NOT NULL GROUP BY 1", database);
        long once = (long)(await bench.Server.ScalarAsync($"SELECT pg_table_size('package'){(oneBigTable ? "" : " + pg_table_size('dependency')")}", database))!;
        int count = packages.Count;
        for (int suite = 1; suite < megabytes * 1_000_000L / once; suite++)
        {
            string offset = (suite * count).ToString(CultureInfo.InvariantCulture);
            await bench.Server.ExecuteAsync($"INSERT INTO package ({Columns}) SELECT id + {offset}, {suite}, {Columns["id, suite, ".Length..]} FROM package WHERE suite = 0", database);
            if (!oneBigTable)
                await bench.Server.ExecuteAsync($"INSERT INTO dependency (package_id, kind, target, requirement) SELECT package_id + {offset}, kind, target, requirement FROM dependency WHERE package_id <= {count}", database);
        }
        await bench.Server.ExecuteAsync("ALTER TABLE package ENABLE TRIGGER ALL; ALTER TABLE dependency ENABLE TRIGGER ALL", database);
        await bench.Server.ExecuteAsync(Indexes, database);
        await bench.Server.ExecuteAsync("VACUUM (FREEZE, ANALYZE)", database);
        await bench.Server.ExecuteAsync("CHECKPOINT", database);
        Console.Error.WriteLine($"{database}: {packages.Count} packages, {await bench.Server.ScalarAsync("SELECT string_agg(relname || ' ' || pg_size_pretty(pg_table_size(oid)), ', ') FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace", database)}");
        return database;
    }

    /// <summary>Makes the same database on a MariaDB, from a small one on the bench's PostgreSQL, whose COPY writes what LOAD DATA reads.</summary>
    public static async Task<string> LoadAsync(Bench bench, MySqlServer server, int megabytes)
    {
        string from = await LoadAsync(bench, 1), database = server.CreateDatabase();
        await server.ExecuteAsync(MariaDbSchema, database);
        foreach (string table in Tables)
        {
            string file = Path.Combine(bench.Folder, $"{table}.tsv");
            await bench.ShellAsync($"psql -X -q -c \"\\copy {(table == "package" ? "(SELECT *, '2024-01-01' FROM (SELECT id, suite, name, version, architecture, section, priority, maintainer, source, installed_size, size, homepage, description, depends, recommends, suggests, tags, filename, md5, sha256 FROM package) p)" : table)} to '{file}'\"", from);
            await RowServer.ShellAsync(server, $"mariadb --no-defaults $my --skip-ssl --local-infile=1 -e \"SET foreign_key_checks = 0; LOAD DATA LOCAL INFILE '{file}' INTO TABLE {table} CHARACTER SET utf8mb4\" {database}");
        }
        await AnalyzeAsync();
        long once = Convert.ToInt64(await server.ScalarAsync($"SELECT SUM(data_length) FROM information_schema.tables WHERE table_schema = '{database}'"), CultureInfo.InvariantCulture);
        long count = (long)(await server.ScalarAsync("SELECT COUNT(*) FROM package", database))!;
        for (int suite = 1; suite < megabytes * 1_000_000L / once; suite++)
        {
            string columns = "name, version, architecture, section, priority, maintainer, source, installed_size, size, homepage, description, depends, recommends, suggests, tags, filename, md5, sha256, loaded_at";
            await server.ExecuteAsync($"INSERT INTO package (id, suite, {columns}) SELECT id + {suite * count}, {suite}, {columns} FROM package WHERE suite = 0", database);
            await server.ExecuteAsync($"INSERT INTO dependency (package_id, kind, target, requirement) SELECT package_id + {suite * count}, kind, target, requirement FROM dependency WHERE package_id <= {count}", database);
        }
        await AnalyzeAsync();
        return database;

        Task AnalyzeAsync() => RowServer.ShellAsync(server, $"mariadb --no-defaults $my --skip-ssl -e 'ANALYZE TABLE {string.Join(',', Tables)}' {database}");
    }

    /// <summary>Rows and content of every table, told by the server itself and by another method than DbaPS uses.</summary>
    public static async Task<string> FingerprintAsync(Bench bench, string database)
    {
        List<string> tables = [];
        foreach (string table in Tables)
            tables.Add($"{table}: {await bench.Server.ScalarAsync($"SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {table} t", database)}");
        tables.Add($"{await bench.Server.ScalarAsync("SELECT count(*) FROM pg_constraint WHERE connamespace = 'public'::regnamespace", database)} constraints, {await bench.Server.ScalarAsync("SELECT count(*) FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relnamespace = 'public'::regnamespace", database)} indexes");
        return string.Join("; ", tables);
    }

    private static async Task<List<Dictionary<string, string>>> ReadAsync()
    {
        if (!File.Exists("/usr/bin/apt-cache"))
            throw new ServerUnavailableException("apt-cache is not on this machine, and its package index is the data.", "Run the comparison on Debian or a relative.");
        using Process apt = Process.Start(new ProcessStartInfo("/usr/bin/apt-cache", "dumpavail") { RedirectStandardOutput = true })!;
        List<Dictionary<string, string>> packages = [];
        Dictionary<string, string> current = [];
        string? field = null;
        while (await apt.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Length == 0)
            {
                if (current.ContainsKey("Package"))
                    packages.Add(current);
                current = [];
            }
            else if (line[0] is ' ' or '\t' && field is not null)
            {
                current[field] += "\n" + line;
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                current[field = line[..colon]] = line[(colon + 1)..].Trim();
            }
        }
        await apt.WaitForExitAsync();
        return packages.Count > 10_000 ? packages : throw new ServerUnavailableException($"apt-cache knows {packages.Count} packages only.", "Run apt-get update.");
    }

    private static async Task WritePackagesAsync(NpgsqlConnection connection, List<Dictionary<string, string>> packages)
    {
        await using NpgsqlBinaryImporter rows = await connection.BeginBinaryImportAsync(
            $"COPY package ({Columns}) FROM STDIN (FORMAT binary)");
        for (int i = 0; i < packages.Count; i++)
        {
            Dictionary<string, string> package = packages[i];
            await rows.StartRowAsync();
            await rows.WriteAsync(i + 1, NpgsqlDbType.Integer);
            await rows.WriteAsync((short)0, NpgsqlDbType.Smallint);
            foreach (string name in Texts)
                await WriteAsync(rows, package.GetValueOrDefault(name), NpgsqlDbType.Text);
            await WriteAsync(rows, Number(package, "Installed-Size"), NpgsqlDbType.Bigint);
            await WriteAsync(rows, Number(package, "Size"), NpgsqlDbType.Bigint);
            await WriteAsync(rows, package.GetValueOrDefault("Tag")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), NpgsqlDbType.Array | NpgsqlDbType.Text);
            await WriteAsync(rows, package.GetValueOrDefault("SHA256") is { } hash ? Convert.FromHexString(hash) : null, NpgsqlDbType.Bytea);
        }
        await rows.CompleteAsync();
    }

    private static async Task WriteDependenciesAsync(NpgsqlConnection connection, List<Dictionary<string, string>> packages)
    {
        await using NpgsqlBinaryImporter rows = await connection.BeginBinaryImportAsync("COPY dependency (package_id, kind, target, requirement) FROM STDIN (FORMAT binary)");
        for (int i = 0; i < packages.Count; i++)
        {
            foreach (string kind in Kinds)
            {
                foreach (string clause in packages[i].GetValueOrDefault(kind)?.Split([',', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
                {
                    Match parts = Dependency().Match(clause);
                    await rows.StartRowAsync();
                    await rows.WriteAsync(i + 1, NpgsqlDbType.Integer);
                    await rows.WriteAsync(kind, NpgsqlDbType.Text);
                    await rows.WriteAsync(parts.Success ? parts.Groups[1].Value : clause, NpgsqlDbType.Text);
                    await WriteAsync(rows, parts.Groups[2].Success ? parts.Groups[2].Value : null, NpgsqlDbType.Text);
                }
            }
        }
        await rows.CompleteAsync();
    }

    private static long? Number(Dictionary<string, string> package, string field) =>
        package.TryGetValue(field, out string? text) ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    private static Task WriteAsync(NpgsqlBinaryImporter rows, object? value, NpgsqlDbType type) => value is null ? rows.WriteNullAsync() : rows.WriteAsync(value, type);

    [GeneratedRegex(@"^([^\s(:]+)(?::\S+)?\s*(?:\(([^)]*)\))?$")]
    private static partial Regex Dependency();
}
