# Rows of Invoke-DbaSql against a reader, a DataTable and a write of its rows, as other modules do it, and against a loop over
# the bare driver. Each in a fresh process on the same server. Aims: ≥ 100× sooner, ≥ 2.5× rows/s, ≥ 0.7× of the bare loop.
param([int] $Pairs = 8, [int] $Rows = 300000)
. $PSScriptRoot/Comparison.ps1
$module = Get-DbaModulePath
$parts = Get-ChildItem (Split-Path $module) -Recurse -Filter Npgsql.dll | Select-Object -First 1 | Split-Path
$server = Start-BenchmarkServer
try {
    $query = "SELECT i, 'row ' || i AS text, i * 0.5::float8 AS half, md5(i::text) AS hash, '2024-01-01'::timestamp + i * interval '1 s' AS at FROM generate_series(1, $Rows) i"
    $report = '@{ First = $first; Seconds = $clock.Elapsed.TotalSeconds; Rows = $n; Memory = (Get-Process -Id $PID).PeakWorkingSet64 } | ConvertTo-Json -Compress'
    $count = '| & { begin { $n = 0; $first = 0 } process { if ($n++ -eq 0) { $first = $clock.Elapsed.TotalSeconds } } end { ' + $report + ' } }'
    $driver = "Add-Type -Path '$parts/Microsoft.Extensions.Logging.Abstractions.dll'; Add-Type -Path '$parts/Npgsql.dll'; `$c = [Npgsql.NpgsqlConnection]::new('$($server.Connection)'); `$c.Open(); `$k = `$c.CreateCommand(); `$k.CommandText = @'`n$query`n'@;"
    $programs = @{
        ours  = "Import-Module '$module'; `$s = Connect-DbaServer '$($server.Address)'; `$q = @'`n$query`n'@; Invoke-DbaSql `$s 'SELECT 1' | Out-Null; `$clock = [Diagnostics.Stopwatch]::StartNew(); Invoke-DbaSql `$s `$q $count"
        table = "$driver `$clock = [Diagnostics.Stopwatch]::StartNew(); & { `$t = [Data.DataTable]::new(); `$t.Load(`$k.ExecuteReader()); `$t.Rows } $count"
        bare  = "$driver Add-Type -ReferencedAssemblies System.Data.Common -TypeDefinition 'using System.Data.Common; public static class Loop { public static long Run(DbDataReader r) { long n = 0; while (r.Read()) { r.GetInt32(0); r.GetString(1); r.GetDouble(2); r.GetString(3); r.GetDateTime(4); n++; } return n; } }'; `$clock = [Diagnostics.Stopwatch]::StartNew(); `$first = 0; `$n = [Loop]::Run(`$k.ExecuteReader()); $report"
    }
    $run = { param($which) $out = Measure-Program pwsh @('-NoProfile', '-NonInteractive', '-Command', $programs[$which])
        $said = $out.Output | ConvertFrom-Json
        if ($said.Rows -ne $Rows) { throw "$which gave $($said.Rows) rows." }
        [pscustomobject]@{ First = $said.First; Rate = $said.Rows / $said.Seconds; Memory = $said.Memory / 1MB; Cpu = $out.Cpu } }
    Compare-Interleaved 'rows/s against a DataTable' { & $run ours } { & $run table } $Pairs Rate -HigherIsBetter
    Compare-Interleaved 'first row against a DataTable' { & $run ours } { & $run table } $Pairs First
    Compare-Interleaved 'peak memory (MB) against a DataTable' { & $run ours } { & $run table } $Pairs Memory
    Compare-Interleaved 'rows/s against the bare driver' { & $run ours } { & $run bare } $Pairs Rate -HigherIsBetter
}
finally { Stop-BenchmarkServer $server }
