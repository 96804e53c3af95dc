# CSV into a table and back against psql's \copy. Only the transfer is timed, not the start of PowerShell. Aim: ≥ 0.9×.
param([int] $Pairs = 8, [int] $Rows = 500000)
. $PSScriptRoot/Comparison.ps1
Import-Module (Get-DbaModulePath)
$server = Start-BenchmarkServer
try {
    $session = Connect-DbaServer $server.Address
    $file = "$($server.Folder)/rows.csv"
    Invoke-DbaSql $session "CREATE TABLE source AS SELECT i AS id, md5(i::text) || ', ' || repeat('text ', i % 20) AS note, now() + i * interval '1 s' AS at, i * 1.25 AS amount FROM generate_series(1, $Rows) i; CREATE TABLE target (LIKE source)"
    Invoke-DbaSql $session 'SELECT * FROM source' -Csv $file | Out-Null
    # The CPU time of this process stands for ours; psql's is its own.
    $time = { param($work) $self = [Diagnostics.Process]::GetCurrentProcess(); $cpu = $self.TotalProcessorTime; $clock = [Diagnostics.Stopwatch]::StartNew()
        & $work | Out-Null
        $clock.Stop(); $self.Refresh(); [pscustomobject]@{ Seconds = $clock.Elapsed.TotalSeconds; Cpu = ($self.TotalProcessorTime - $cpu).TotalSeconds } }
    $empty = { Invoke-DbaSql $session 'TRUNCATE target' }
    Compare-Interleaved 'csv in against \copy' { & $empty; & $time { Invoke-DbaSql $session -Csv $file -Into target } } `
        { & $empty; Measure-Program psql ($server.Psql + @('-c', "\copy target from '$file' csv header")) } $Pairs
    Compare-Interleaved 'csv out against \copy' { & $time { Invoke-DbaSql $session 'SELECT * FROM source' -Csv "$file.ours" -Force } } `
        { Measure-Program psql ($server.Psql + @('-c', "\copy (SELECT * FROM source) to '$file.theirs' csv header")) } $Pairs
    if ((Get-FileHash "$file.ours").Hash -ne (Get-FileHash "$file.theirs").Hash) { throw 'The two files differ.' }
}
finally { Stop-BenchmarkServer $server }
