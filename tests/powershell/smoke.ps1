# Runs every cmdlet of the laid-out module at least once, against SQLite and, where a server is to be had, against PostgreSQL.
# Needs PowerShell and nothing else. A server comes from DBAPS_TEST_PG_URI, or from New-DbaSandbox where its programs are
# installed. The last line tells how it went; exit code 0 when nothing failed.
param([string] $Manifest)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Set-StrictMode -Version Latest
if ($Manifest) { $env:DBAPS_MODULE = $Manifest }
Import-Module $PSScriptRoot/Support.psm1 -Force
$passed = 0; $failed = 0; $skipped = 0
$seen = [System.Collections.Generic.HashSet[string]]::new([StringComparer]::OrdinalIgnoreCase)

# One check: it passes when the block runs without an error and returns nothing but true values.
function Check([string] $Name, [scriptblock] $Block) {
    $commands = $Block.Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
    try {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $wrong = @(& $Block) | Where-Object { -not $_ }
        if ($null -ne $wrong) { throw 'the result is not as expected' }
        foreach ($command in $commands) { $null = $seen.Add("$($command.GetCommandName())") }
        $script:passed++
        'ok      {0} ({1:0} ms)' -f $Name, $watch.Elapsed.TotalMilliseconds
    } catch {
        $script:failed++
        "FAILED  $Name`n        $($_.Exception.Message)`n        $($_.ScriptStackTrace -replace "`n", "`n        ")"
    }
}

function Skip([string] $Name, [string] $Why) {
    $script:skipped++
    "skipped $Name`: $Why"
}

# What every engine has to do. $Server is the address of an empty database.
function Test-Engine([string] $Engine, $Server, [string] $Folder) {
    Check "$Engine`: a shop" { Initialize-Shop $Server; (Get-DbaTable -Server $Server).Count -eq 3 }
    Check "$Engine`: identity" { (Get-DbaServer -Server $Server).Engine.Name -eq $Engine }
    Check "$Engine`: capabilities" { (Get-DbaCapability -Server $Server -Cmdlet Get-DbaTable).Available }
    Check "$Engine`: databases" { @(Get-DbaDatabase -Server $Server).Count -ge 1 }
    Check "$Engine`: a session" {
        $session = Connect-DbaServer $Server
        $session.IsOpen; (Get-DbaTable -Server $session -Table orders).Name -eq 'orders'
        Disconnect-DbaServer $session
        -not $session.IsOpen
    }
    Check "$Engine`: rows" { (Invoke-DbaSql -Server $Server -Query 'SELECT count(*) FROM orders' -As Scalar) -eq 2000 }
    Check "$Engine`: csv" {
        $file = Join-Path $Folder "$Engine.csv"
        (Invoke-DbaSql -Server $Server -Query 'SELECT * FROM orders' -Csv $file).Rows -eq 2000
        Invoke-DbaSql -Server $Server -Query 'CREATE TABLE loaded (id integer, customer_id integer, total numeric)'
        (Invoke-DbaSql -Server $Server -Csv $file -Into loaded).Rows -eq 2000
        Invoke-DbaSql -Server $Server -Query 'DROP TABLE loaded'
    }
    Check "$Engine`: indexes" { (Get-DbaTable -Server $Server -Table orders | Get-DbaIndex).Index -contains 'orders_customer' }
    Check "$Engine`: a new index" {
        $planned = New-DbaIndex -Server $Server -Table orders -Column total -WhatIf
        $planned.Status -eq 'WhatIf'; $planned.Sql -match 'CREATE INDEX'
        $made = New-DbaIndex -Server $Server -Table orders -Column total -Measure 'SELECT * FROM orders WHERE total = 7'
        $made.Status -eq 'Done'; $null -ne $made.Before; (Get-DbaIndex -Server $Server -Table orders).Index -contains $made.Index
    }
    Check "$Engine`: slow queries of a file" {
        $file = Join-Path $Folder 'workload.sql'
        'SELECT count(*) FROM orders WHERE total > 50; SELECT * FROM customers;' | Set-Content $file
        @(Get-DbaSlowQuery -Server $Server -Workload $file).Count -eq 2
    }
    # There may be none of the server's own programs on this machine; the module has to know that by itself.
    $backups = Get-DbaCapability -Server $Server -Cmdlet Backup-DbaDatabase
    if (-not $backups.Available -and "$($backups.Needs)" -match 'pg_dump') {
        Skip "$Engine`: backup, restore and proof" "$($backups.Needs)"
        return
    }
    Check "$Engine`: backup" {
        $backup = Backup-DbaDatabase -Server $Server -Path (Join-Path $Folder "backups-$Engine")
        $backup.Status -eq 'Complete'; $backup.Tables -ge 3
        (Get-DbaBackup -Path (Join-Path $Folder "backups-$Engine")).BackupId -eq $backup.BackupId
        -not (Test-DbaBackup -Path $backup.Path -FailedOnly)
    }
    Check "$Engine`: restore" {
        $backup = Get-DbaBackup -Path (Join-Path $Folder "backups-$Engine")
        $name = if ($Engine -eq 'Sqlite') { Join-Path $Folder 'restored.db' } else { 'restored' }
        $restore = Restore-DbaDatabase -Server $Server -Path $backup.Path -NewName $name
        $restore.Status -eq 'Done'
        $query = @{ Query = 'SELECT count(*) FROM orders'; As = 'Scalar' }
        $rows = if ($Engine -eq 'Sqlite') { Invoke-DbaSql -Server "sqlite:$name" @query } else { Invoke-DbaSql -Server $Server -Database $name @query }
        $rows -eq 2000
    }
    Check "$Engine`: proof of the restore" {
        $proof = Get-DbaBackup -Path (Join-Path $Folder "backups-$Engine") | Test-DbaRestore -Assert 'SELECT count(*) = 2000 FROM orders'
        $proof.Passed; $proof.Digest.Compared -ge 3; $proof.Digest.Equal -eq $proof.Digest.Compared
    }
}

$folder = New-TestFolder
try {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    Import-Module (Get-ModuleManifest)
    'import  {0:0} ms, {1}, PowerShell {2}' -f $watch.Elapsed.TotalMilliseconds, (Get-ModuleManifest), $PSVersionTable.PSVersion

    Check 'a sandbox comes and goes' {
        $box = New-DbaSandbox Sqlite -Lifetime 1h
        (Get-DbaSandbox -SandboxId $box.SandboxId).State -eq 'Running'
        ($box | Remove-DbaSandbox -Confirm:$false).Status -eq 'Done'
        -not (Get-DbaSandbox -SandboxId $box.SandboxId)
    }
    $file = Join-Path $folder 'shop.db'
    $null = New-Item -ItemType File $file
    Test-Engine Sqlite "sqlite:$file" $folder
    Check 'a registered server' {
        $null = Register-DbaServer smoke "sqlite:$file" -Group smoke
        (Get-DbaServerProfile smoke).Name -eq 'smoke'
        @(Test-DbaServer -Server smoke).Count -ge 1
        (Unregister-DbaServer smoke -Confirm:$false).Status -eq 'Done'
        -not (Get-DbaServerProfile)
    }
    Check 'the tour, on the embedded engine' {
        $null = Start-DbaTour -Engine Sqlite -Confirm:$false
        $true
    }

    $reason = ''
    $postgres = Get-PostgreSql ([ref] $reason)
    if ($postgres) {
        Test-Engine PostgreSql $postgres $folder
    } else {
        Skip 'PostgreSql' $reason
    }

    Check 'every cmdlet was run' {
        $missing = (Get-Command -Module DbaPS -CommandType Cmdlet).Name | Where-Object { -not $seen.Contains($_) }
        if ($missing) { throw "not run, or failed: $($missing -join ', ')" }
        $true
    }
    Check 'every cmdlet has help with examples' {
        foreach ($command in Get-Command -Module DbaPS -CommandType Cmdlet) { (Get-Help $command.Name -Examples | Out-String) -match $command.Name }
    }
} finally {
    Disconnect-DbaServer -All -ErrorAction Ignore
    Remove-TestFolder $folder
}

"SMOKE: $passed passed, $failed failed, $skipped skipped"
exit [int]($failed -gt 0)
