using System.Globalization;
using DbaPS.Backups;
using DbaPS.Benchmarks.Data;
using DbaPS.Benchmarks.Measuring;
using DbaPS.Restores;
using DbaPS.Sandboxes;

namespace DbaPS.Benchmarks.Comparisons;

/// <summary>
/// Test-DbaRestore (a sandbox made, the restore, every row and object proved, integrity, the sandbox dropped) against the restore alone
/// into a sandbox that stands already. The drill's own server is gone when it ends: its CPU time is not in the sums.
/// </summary>
internal static class DrillComparison
{
    public static async Task<IReadOnlyList<Outcome>> RunAsync(Bench bench)
    {
        string database = await PackageIndex.LoadAsync(bench, bench.Options.Megabytes);
        await Backups.Ours(bench, database, BackupCompression.Brotli)();
        string backup = Path.Combine(bench.Folder, "ours", "backup");
        DbaSandbox sandbox = (await bench.OperateAsync("New-DbaSandbox", new NewSandboxRequest { Engine = new("postgresql"), Version = bench.Server.Major, ToolPath = bench.Server.ProgramFolder })).Of<DbaSandbox>()[0];
        try
        {
            int number = 0;
            return
            [
                await Interleaved.RunAsync("Test-DbaRestore against the restore alone", 1 / 1.4, bench.Options.Pairs, DrillAsync, RestoreAsync),
            ];

            async Task<Sample> DrillAsync() => await bench.TimeAsync(async () =>
            {
                DbaRestoreTest test = (await bench.OperateAsync("Test-DbaRestore", new RestoreTestRequest { Path = backup, Version = bench.Server.Major, ToolPath = bench.Server.ProgramFolder, Jobs = 2, NoHistory = true })).Of<DbaRestoreTest>()[0];
                return test.Passed ? 0 : throw new InvalidOperationException($"The drill failed: {test.Findings[0]}");
            });

            async Task<Sample> RestoreAsync()
            {
                string target = string.Create(CultureInfo.InvariantCulture, $"restored_{++number}");
                return await bench.TimeAsync(async () =>
                {
                    await bench.OperateAsync("Restore-DbaDatabase", new RestoreRequest { Server = [new(sandbox.Server)], Path = backup, NewName = target, Roles = RestoreRoleMode.Create, NoTablespaces = true, Jobs = 2 });
                    return 0;
                });
            }
        }
        finally
        {
            await bench.OperateAsync("Remove-DbaSandbox", new RemoveSandboxRequest { SandboxId = [sandbox.SandboxId] });
        }
    }
}
