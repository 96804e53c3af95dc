BeforeAll {
    Import-Module $PSScriptRoot/Support.psm1 -Force
    Import-Module (Get-ModuleManifest) -Force
    $folder = New-TestFolder
    $server = New-ShopFile $folder
}

AfterAll { Remove-TestFolder $folder }

Describe 'Errors' {
    It 'carry id, category, target, advice and cause' {
        Get-DbaServer -Server pg://127.0.0.1:1/none -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure.Count | Should -Be 1
        $record = $failure[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'ServerUnreachable,*'
        $record.CategoryInfo.Category | Should -Be ConnectionError
        $record.TargetObject | Should -BeLike '*127.0.0.1:1*'
        $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $record.Exception.GetType().FullName | Should -Be 'DbaPS.Errors.DbaException'
        $record.Exception.InnerException | Should -Not -BeNullOrEmpty
    }

    It 'of one server let the others go on' {
        $servers = Get-DbaServer -Server pg://127.0.0.1:1/none, $server -ErrorAction SilentlyContinue -ErrorVariable failure
        @($servers).Count | Should -Be 1
        $failure.Count | Should -Be 1
    }

    It 'stop with -ErrorAction Stop' {
        { Get-DbaServer -Server pg://127.0.0.1:1/none -ErrorAction Stop } | Should -Throw -ErrorId 'ServerUnreachable,*'
    }

    It 'of the statement name the statement and the server''s words' {
        Invoke-DbaSql -Server $server -Query 'SELECT x FROM nowhere' -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].Exception.Message | Should -BeLike '*nowhere*'
        $failure[0].Exception.Error.Statement | Should -BeLike '*nowhere*'
    }

    It 'of the parameters end the cmdlet' {
        { Get-DbaTable } | Should -Throw -ErrorId 'ServerRequired,*'
    }

    It 'show no password' {
        $canary = 'c4n4ry-p4ss'
        $output = Get-DbaServer -Server "pg://app:$canary@127.0.0.1:1/none" -Verbose -Debug -ErrorAction Continue *>&1 | Out-String
        $output += ($Error | Select-Object -First 5 | Format-List * -Force | Out-String)
        $credential = [pscredential]::new('app', (ConvertTo-SecureString $canary -AsPlainText -Force))
        $output += Get-DbaServer -Server pg://127.0.0.1:1/none -Credential $credential -Verbose -ErrorAction Continue *>&1 | Out-String
        $output | Should -Match '127.0.0.1:1'
        $output | Should -Not -Match $canary
    }
}

Describe 'Output' {
    It 'streams: the first rows come before the last are made' {
        $query = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n'
        # Without an end: only a streaming cmdlet that hears of Select-Object -First comes back from this.
        (Invoke-DbaSql -Server $server -Query $query | Select-Object -First 3).i | Should -Be @(1, 2, 3)
    }

    It 'is not enumerated or collected' {
        $count = 0
        Invoke-DbaSql -Server $server -Query 'SELECT id FROM orders' | ForEach-Object { $count++ }
        $count | Should -Be 2000
    }

    It 'gives $null for NULL' {
        $row = Invoke-DbaSql -Server $server -Query "SELECT note FROM customers WHERE name = 'Ann'"
        $null -eq $row.note | Should -BeTrue
    }

    It 'can be thrown away, kept and redirected' {
        Get-DbaTable $server | Out-Null
        $null = Get-DbaTable $server -OutVariable kept
        $kept.Count | Should -Be 3
    }
}

Describe 'Other streams' {
    It 'speaks on the verbose stream only when asked' {
        $quiet = Disconnect-DbaServer (Connect-DbaServer $server) 4>&1
        $quiet | Should -BeNullOrEmpty
        $said = Disconnect-DbaServer (Connect-DbaServer $server) -Verbose 4>&1
        $said | Should -BeOfType System.Management.Automation.VerboseRecord
    }

    It 'ends every progress bar it began' {
        $powershell = [powershell]::Create()
        try {
            $null = $powershell.AddScript('param($m, $s, $p) Import-Module $m; Backup-DbaDatabase -Server $s -Path $p').AddParameters(@((Get-ModuleManifest), $server, (Join-Path $folder 'progress')))
            $null = $powershell.Invoke()
            $powershell.HadErrors | Should -BeFalse
            foreach ($activity in $powershell.Streams.Progress | Where-Object Activity -notlike 'Preparing modules*' | Group-Object ActivityId) {
                $activity.Group[-1].RecordType | Should -Be Completed
            }
        } finally { $powershell.Dispose() }
    }
}

Describe 'Ctrl+C' {
    It 'stops a statement on the server, and soon' {
        $powershell = [powershell]::Create()
        try {
            $endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n'
            $null = $powershell.AddScript('param($m, $s, $q) Import-Module $m; Invoke-DbaSql -Server $s -Query $q').AddParameters(@((Get-ModuleManifest), $server, $endless))
            $running = $powershell.BeginInvoke()
            Start-Sleep -Seconds 2
            $running.IsCompleted | Should -BeFalse
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $powershell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
            $powershell.InvocationStateInfo.State | Should -Be Stopped
        } finally { $powershell.Dispose() }
        # The file is free again: a statement that went on would hold it.
        Invoke-DbaSql -Server $server -Query 'CREATE TABLE after_stop (i integer); DROP TABLE after_stop' -ErrorAction Stop
    }
}
