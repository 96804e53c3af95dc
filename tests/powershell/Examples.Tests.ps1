# Runs the examples of the help pages as they are printed, in a folder with shop.db, with pg://localhost/shop standing for a
# real server. A block marked needs=… is not run but still parsed, and its parameters are checked.
BeforeDiscovery {
    $docs = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'docs/en-US'
    $examples = foreach ($page in Get-ChildItem $docs -Filter *.md) {
        $text = [System.IO.File]::ReadAllText($page.FullName)
        $number = 0
        foreach ($match in [regex]::Matches($text, '(?ms)^```powershell([^\n]*)\n(.*?)^```')) {
            $number++
            $needs = [regex]::Match($match.Groups[1].Value, 'needs=(\S+)').Groups[1].Value
            @{ Page = $page.BaseName; Number = $number; Code = $match.Groups[2].Value; Needs = $needs; PostgreSql = $match.Groups[2].Value.Contains('pg://localhost/shop') }
        }
    }
}

BeforeAll {
    Import-Module $PSScriptRoot/Support.psm1 -Force
    Import-Module (Get-ModuleManifest) -Force
    $folder = New-TestFolder
    # What the pages' examples speak of and the shop has not.
    $more = 'ALTER TABLE orders ADD COLUMN placed_at text; ALTER TABLE customers ADD COLUMN email text; ALTER TABLE customers ADD COLUMN active boolean; DROP INDEX orders_customer'
    $null = New-ShopFile $folder
    Push-Location $folder
    Invoke-DbaSql -Server sqlite:shop.db -Query $more
    'SELECT count(*) FROM orders WHERE total > 50; SELECT * FROM customers;' | Set-Content queries.sql
    $null = Backup-DbaDatabase -Server sqlite:shop.db -Path ./backups -ErrorAction Stop
    $reason = ''
    $postgres = Get-PostgreSql ([ref] $reason)
    $skipReason = $reason
    if ($postgres) {
        Initialize-Shop $postgres
        Invoke-DbaSql -Server $postgres -Query $more
        Invoke-DbaSql -Server $postgres -Query 'CREATE DATABASE shop' -ErrorAction Ignore
    }
}

AfterAll {
    Pop-Location
    Disconnect-DbaServer -All
    Remove-TestFolder $folder
}

Describe 'The examples of help' {
    It '<Page>, example <Number>, uses parameters that exist' -ForEach $examples {
        $problems = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $problems)
        $problems | Should -BeNullOrEmpty
        foreach ($command in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
            $name = $command.GetCommandName()
            if ($name -notlike '*-Dba*') { continue }
            $known = Get-Command $name -Module DbaPS -ErrorAction Stop
            foreach ($parameter in $command.CommandElements.Where{ $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                { $known.ResolveParameter($parameter.ParameterName) } | Should -Not -Throw
            }
        }
    }

    It '<Page>, example <Number>, runs' -ForEach ($examples | Where-Object { -not $_.Needs }) {
        $script = $Code
        if ($PostgreSql) {
            if (-not $postgres) { Set-ItResult -Skipped -Because $skipReason; return }
            $script = $script.Replace('pg://localhost/shop', $postgres)
        }
        $Error.Clear()
        $ErrorActionPreference = 'Stop'
        & ([scriptblock]::Create($script)) | Out-Null
        Disconnect-DbaServer -All
    }
}
