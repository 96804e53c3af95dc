# Shared by all comparisons: pairs are measured A B B A A B B A …, one after another on the same machine, and only their ratios
# are read. A pair whose CPU time differs by more than a quarter from its own side's median is void: something else was running.

function Compare-Interleaved {
    param([string] $Name, [scriptblock] $Ours, [scriptblock] $Theirs, [int] $Pairs = 8, [string] $Metric = 'Seconds', [switch] $HigherIsBetter)
    & $Ours | Out-Null
    & $Theirs | Out-Null
    $measured = foreach ($i in 1..$Pairs) {
        if ($i % 2) { $a = & $Ours; $b = & $Theirs } else { $b = & $Theirs; $a = & $Ours }
        [pscustomobject]@{ A = $a; B = $b; Ratio = $(if ($HigherIsBetter) { $a.$Metric / $b.$Metric } else { $b.$Metric / $a.$Metric }) }
    }
    $cpuA = Get-Median ($measured.A.Cpu)
    $cpuB = Get-Median ($measured.B.Cpu)
    $valid = @($measured | Where-Object { [Math]::Abs($_.A.Cpu / $cpuA - 1) -le 0.25 -and [Math]::Abs($_.B.Cpu / $cpuB - 1) -le 0.25 })
    $ratios = @(($valid.Count ? $valid : $measured).Ratio)
    $interval = Get-BootstrapInterval $ratios
    [pscustomobject]@{
        Comparison = $Name; Metric = $Metric; Ours = Get-Median ($measured.A.$Metric); Theirs = Get-Median ($measured.B.$Metric)
        Ratio = Get-Median $ratios; Low = $interval[0]; High = $interval[1]; OurCpu = $cpuA; TheirCpu = $cpuB
        Pairs = $measured.Count; Void = $measured.Count - $valid.Count
    }
}

function Get-Median([double[]] $Values) {
    $sorted = @($Values | Sort-Object)
    $middle = [Math]::Floor($sorted.Count / 2)
    if ($sorted.Count % 2) { $sorted[$middle] } else { ($sorted[$middle - 1] + $sorted[$middle]) / 2 }
}

# 95 % interval of the median, from 2,000 samples drawn with a fixed seed.
function Get-BootstrapInterval([double[]] $Values) {
    $random = [Random]::new(1)
    $medians = foreach ($i in 1..2000) { Get-Median @(foreach ($v in $Values) { $Values[$random.Next($Values.Count)] }) }
    $sorted = @($medians | Sort-Object)
    $sorted[50], $sorted[1949]
}

# Runs a program to its end: wall time and the CPU time of it alone (not of a server it talks to).
function Measure-Program([string] $File, [string[]] $Arguments) {
    $info = [Diagnostics.ProcessStartInfo]::new($File)
    foreach ($argument in $Arguments) { $info.ArgumentList.Add($argument) }
    $info.RedirectStandardOutput = $true
    $before = Get-ChildCpu
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $process = [Diagnostics.Process]::Start($info)
    $text = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    if ($process.ExitCode) { throw "$File ended with $($process.ExitCode): $text" }
    [pscustomobject]@{ Seconds = $clock.Elapsed.TotalSeconds; Cpu = (Get-ChildCpu) - $before; Output = $text }
}

# CPU seconds of the programs this process has waited for (proc(5): cutime and cstime, in hundredths).
function Get-ChildCpu {
    $fields = ([IO.File]::ReadAllText('/proc/self/stat') -replace '^.*\) ').Split(' ')
    ([long]$fields[13] + [long]$fields[14]) / 100
}

function Get-DbaModulePath {
    $found = Get-ChildItem "$PSScriptRoot/../output/DbaPS/*/DbaPS.psd1" | Sort-Object FullName | Select-Object -Last 1
    if (-not $found) { throw 'The module is not built: dotnet build DbaPS.sln -c Release' }
    $found.FullName
}

# A throwaway PostgreSQL on loopback, on disk, with its default durability.
function Start-BenchmarkServer {
    $bin = Get-ChildItem /usr/lib/postgresql/*/bin/initdb -ErrorAction Ignore | Sort-Object FullName | Select-Object -Last 1 | ForEach-Object DirectoryName
    if (-not $bin) { throw 'PostgreSQL is not installed: apt-get install postgresql-15' }
    $folder = (New-Item -ItemType Directory "$([IO.Path]::GetTempPath())/dbaps-benchmark-$([Guid]::NewGuid().ToString('N').Substring(0, 8))").FullName
    $as = if ((id -u) -eq '0') { chown postgres $folder; @('setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups') } else { @('env') }
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0); $listener.Start(); $port = $listener.LocalEndpoint.Port; $listener.Stop()
    & $as[0] @($as | Select-Object -Skip 1) "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --no-locale | Out-Null
    & $as[0] @($as | Select-Object -Skip 1) "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" -o "-p $port -k $folder -c listen_addresses=127.0.0.1" start | Out-Null
    if ($LASTEXITCODE) { throw "PostgreSQL did not start: $(Get-Content "$folder/log" -Raw)" }
    [pscustomobject]@{ Bin = $bin; Folder = $folder; Port = $port; As = $as; Address = "pg://postgres@127.0.0.1:$port/postgres"
        Connection = "Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres;SSL Mode=Disable"; Psql = @('-h', '127.0.0.1', '-p', "$port", '-U', 'postgres', '-X', '-q', 'postgres') }
}

function Stop-BenchmarkServer($Server) {
    & $Server.As[0] @($Server.As | Select-Object -Skip 1) "$($Server.Bin)/pg_ctl" -D "$($Server.Folder)/data" -m fast stop | Out-Null
    Remove-Item $Server.Folder -Recurse -Force
}
