using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>Backups of MySQL and MariaDB.</summary>
public abstract class MySqlBackupSpec<TServer>(TServer server) : BackupSpec<TServer>(server)
    where TServer : SharedMySql
{
    [Fact]
    public async Task The_manifest_names_every_table_object_and_account()
    {
        await using var runtime = new TestRuntime();
        var database = await MySqlSample.CreateAsync(Server.Server, Token);

        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database), cancellationToken: Token);

        Assert.Empty(said.Errors);
        Assert.Empty(said.Warnings);
        var backup = Assert.Single(said.Of<DbaBackup>());
        Assert.Equal(BackupMethods.Logical, backup.Method);
        var manifest = await ManifestAsync(backup);
        var tables = manifest.Tables.ToDictionary(t => t.Name);
        string[] expected = ["child", "empty_one", "odd`name $", "old_kind", "parent", "parted", "val", .. Server.Product.IsMariaDb ? (string[])["uu", "ver", "ver_named"] : []];
        Assert.Equal(expected.Order(StringComparer.Ordinal), tables.Keys.Order(StringComparer.Ordinal));
        Assert.All(tables.Values, t => Assert.Equal(t.Rows, TableDigest.Parse(t.Digest!).RowCount));
        Assert.Equal((6L, 2L, 0L), (tables["parent"].Rows, tables["odd`name $"].Rows, tables["empty_one"].Rows));
        Assert.Equal(["id", "y"], tables["parted"].Key);
        Assert.DoesNotContain(tables["val"].Columns, c => c.Name is "ge" or "gs");
        string[] objects =
        [
            "database defaults", "event nightly", "function double_it", $"grant app_{database}@% on procedure two_steps", $"grant app_{database}@% on the database", "procedure odd_mode",
            "procedure two_steps", "trigger lonely", "trigger shout", "view a_top", "view abroad", "view ghostly", "view z_base",
        ];
        Assert.Equal(objects, manifest.Objects.Where(o => o.Kind is not ("table" or "sequence")).Select(o => $"{o.Kind} {o.Identity}").Order(StringComparer.Ordinal));
        Assert.Contains(manifest.Roles, r => r.Name == "ghost@nowhere" && r.Attributes.Contains("MISSING"));
        Assert.Contains(manifest.Roles, r => r.Name == $"app_{database}@%" && r.PasswordHash is null);
        Assert.Contains(manifest.Sequences, s => s is { Name: "parent", Value: 101 });
        Assert.Matches(@"^binlog\.\d+:\d+$", manifest.FromPosition);
        Assert.Equal(manifest.FromPosition, manifest.ToPosition);
        Assert.InRange(DateTimeOffset.UtcNow - manifest.SnapshotAt!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(2));
        Assert.Empty(manifest.Omitted);
    }

    [Fact]
    public async Task Values_are_digested_as_they_stand()
    {
        await using var runtime = new TestRuntime();
        var database = await MySqlSample.CreateAsync(Server.Server, Token);
        var manifest = await ManifestAsync(await BackUpAsync(runtime, database));
        var expected = new TableDigestBuilder(RowHasher.Unkeyed);
        var row = new CanonicalRow();
        // The server's form of a point: four bytes of SRID and WKB.
        var point = Convert.FromHexString("000000000101000000000000000000F03F0000000000000040");
        Add(
            r => r.Integer(5L), r => r.Float(0.1f), r => r.Float(0.1), r => r.Float(1.5), r => r.Decimal(1.50000m), r => r.Integer(2024L), r => r.Bits(10, [0b00000010, 0b10000000]), r => r.Bits(64, [.. Enumerable.Repeat((byte)0xff, 8)]),
            r => r.Native("date"u8, "0000-00-00"u8), r => r.Native("timestamp"u8, "0000-00-00 00:00:00"u8), r => r.Native("datetime"u8, "2024-02-31 10:00:00.500000"u8), r => r.Interval(0, 0, -((838L * 3600) + (59 * 60) + 59) * 1_000_000),
            r => r.Text(""u8), r => r.Text("x,y"u8), r => r.Native("latin1"u8, [0xe9]), r => r.Bytes([0, 0xff]), r => r.Bytes([1, 0, 0, 0]), r => r.Native("geometry"u8, point),
            r => Json(r, "{\"a\": 1.5}"), r => r.Native("utf16"u8, [0, 0xe9]), r => r.Bytes([0, 10, 13, 9, 92]));
        Add(
            r => r.Integer(6L), r => r.Float(0.0), r => r.Float(5e-324), r => r.Null(), r => r.Null(), r => r.Integer(0L), r => r.Null(), r => r.Null(),
            r => r.Date(8825), r => r.TimestampTz((8825 * CanonicalRow.MicrosecondsPerDay) + (12L * 3600 * 1_000_000)), r => r.Timestamp((8825 * CanonicalRow.MicrosecondsPerDay) + (12L * 3600 * 1_000_000) + 250_000),
            r => r.Interval(0, 0, ((12L * 3600) + (30 * 60)) * 1_000_000 + 125_000), r => r.Null(), r => r.Null(), r => r.Null(), r => r.Null(), r => r.Null(), r => r.Null(), r => r.Null(), r => r.Null(), r => r.Null());

        Assert.Equal(expected.Build(), TableDigest.Parse(manifest.Tables.Single(t => t.Name == "val").Digest!));

        void Add(params Action<CanonicalRow>[] values)
        {
            row.Begin();
            foreach (var value in values)
            {
                value(row);
            }
            expected.AddRow(row.Written, row.Written[..9]);
        }

        // MariaDB's json is a text.
        void Json(CanonicalRow r, string text)
        {
            if (Server.Product.IsMariaDb)
            {
                r.Text(text.AsSpan());
            }
            else
            {
                r.Json(text.AsSpan());
            }
        }
    }

    [Fact]
    public async Task A_table_that_is_left_out_keeps_its_definition_and_may_be_named_with_its_database()
    {
        await using var runtime = new TestRuntime();
        var database = await MySqlSample.CreateAsync(Server.Server, Token);
        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database) with { ExcludeTable = ["val", $"{database}.par*"] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        var manifest = await ManifestAsync(Assert.Single(said.Of<DbaBackup>()));
        Assert.Equal(["parent", "parted", "val"], manifest.Tables.Where(t => t.Format == "none").Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.Contains(manifest.Objects, o => o is { Kind: "table", Identity: "val" });
    }
}
