# The two packages, each as its receiver takes it: in a PowerShell without the user's modules and profile.
BeforeAll {
    Import-Module $PSScriptRoot/Support.psm1 -Force
    $manifest = Get-ModuleManifest
    Import-Module $manifest -Force
    $root = Split-Path (Split-Path $PSScriptRoot)
    $folder = New-TestFolder
    $packed = @(& (Join-Path $root 'build.ps1') -Task Package -NoBuild)
    $zip = $packed | Where-Object Extension -EQ '.zip'
    $nupkg = $packed | Where-Object Extension -EQ '.nupkg'
    $null = New-Item -ItemType Directory (Join-Path $folder 'modules'), (Join-Path $folder 'empty')

    # Runs a script file in a PowerShell of its own that knows no modules but its own and those in $Modules, and no user's
    # folder but an empty one. Both streams come back in the order of their kind: output, then errors.
    function Invoke-Clean([string] $File, [string] $Modules, [string[]] $Arguments, [hashtable] $Environment = @{}) {
        $program, [string[]] $before = Get-PowerShellProgram
        $start = [System.Diagnostics.ProcessStartInfo]::new($program)
        foreach ($argument in @($before | Where-Object { $_ }) + @('-NoLogo', '-NoProfile', '-NonInteractive', '-File', $File) + $Arguments) { $start.ArgumentList.Add($argument) }
        $start.RedirectStandardOutput = $true
        $start.RedirectStandardError = $true
        $start.RedirectStandardInput = $true
        $empty = Join-Path $folder 'empty'
        foreach ($name in @($start.Environment.Keys) -match '^(PG|DBAPS_|IDENTITY_|XDG_)') { $null = $start.Environment.Remove($name) }
        foreach ($name in 'HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA') { $start.Environment[$name] = $empty }
        $start.Environment['PSModulePath'] = $Modules
        foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
        $process = [System.Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        $errors = $process.StandardError.ReadToEndAsync()
        $output = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        [pscustomobject]@{ Code = $process.ExitCode; Output = @($output -split '\r?\n' -ne ''); Errors = $errors.GetAwaiter().GetResult() }
    }
}

AfterAll {
    Disconnect-DbaServer -All -ErrorAction Ignore
    Remove-TestFolder $folder
}

Describe 'The zip' {
    BeforeAll {
        [System.IO.Compression.ZipFile]::ExtractToDirectory($zip.FullName, (Join-Path $folder 'modules'))
        $files = Get-ChildItem (Join-Path $folder 'modules') -Recurse -File
    }

    It 'keeps to the documented limits of Azure Automation' {
        # 100 MB a module, 1 GB of disk in a sandbox, 140 characters a path; one folder, named like the zip and the manifest.
        $zip.Length | Should -BeLessThan 100MB
        ($files | Measure-Object Length -Sum).Sum | Should -BeLessThan 200MB
        $longest = $files | ForEach-Object { [System.IO.Path]::GetRelativePath((Join-Path $folder 'modules'), $_.FullName).Length } | Measure-Object -Maximum
        $longest.Maximum | Should -BeLessOrEqual 140
        (Get-ChildItem (Join-Path $folder 'modules')).Name | Should -Be 'DbaPS'
        Test-Path (Join-Path $folder 'modules/DbaPS/DbaPS.psd1') | Should -BeTrue
    }

    It 'has the native library of SQLite for Windows, Linux and macOS' {
        foreach ($name in 'win-x64/native/e_sqlite3.dll', 'linux-x64/native/libe_sqlite3.so', 'osx-arm64/native/libe_sqlite3.dylib') {
            Test-Path (Join-Path $folder "modules/DbaPS/parts/Sqlite/runtimes/$name") | Should -BeTrue -Because $name
        }
    }

    It 'is imported by its name in a clean profile' {
        Set-Content (Join-Path $folder 'use.ps1') @'
param($file)
$null = New-Item -ItemType File $file
(Get-DbaServer -Server "sqlite:$file" -ErrorAction Stop).Engine.Name
(Get-Module DbaPS).ModuleBase
'@
        $run = Invoke-Clean (Join-Path $folder 'use.ps1') (Join-Path $folder 'modules') @((Join-Path $folder 'zip.db'))
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -Be @('Sqlite', (Join-Path $folder 'modules/DbaPS'))
    }
}

Describe 'The nupkg' {
    It 'is installed from a repository and imported' {
        if (-not (Get-Module Microsoft.PowerShell.PSResourceGet -ListAvailable)) { Set-ItResult -Skipped -Because 'this PowerShell has no Microsoft.PowerShell.PSResourceGet'; return }
        $null = New-Item -ItemType Directory (Join-Path $folder 'repository'), (Join-Path $folder 'installed')
        Copy-Item $nupkg (Join-Path $folder 'repository')
        Set-Content (Join-Path $folder 'install.ps1') @'
param($folder)
$ErrorActionPreference = 'Stop'
Register-PSResourceRepository -Name here -Uri "$folder/repository" -Trusted
Save-PSResource DbaPS -Repository here -Path "$folder/installed" -TrustRepository
Import-Module DbaPS
$null = New-Item -ItemType File "$folder/nupkg.db"
(Get-DbaServer -Server "sqlite:$folder/nupkg.db").Engine.Name
Install-PSResource DbaPS -Repository here -Scope CurrentUser
(Get-InstalledPSResource DbaPS).Version.ToString()
'@
        $run = Invoke-Clean (Join-Path $folder 'install.ps1') (Join-Path $folder 'installed') @($folder)
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -Be @('Sqlite', (Import-PowerShellDataFile $manifest).ModuleVersion)
    }
}

Describe 'The runbook' {
    BeforeAll {
        $runbook = Join-Path $root 'docs/runbooks/Watch-Database.ps1'
        $reason = ''
        $postgres = Get-PostgreSql ([ref] $reason)
        $skipReason = $reason
        # What the managed identity gets is a password the server takes; here a role's own.
        $token = "token.$([guid]::NewGuid().ToString('n'))"
        $wrapper = Join-Path $folder 'wrapper.ps1'
        Set-Content $wrapper @'
param($runbook, $server)
& $runbook -Server $server
"PEAK $([System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64)"
'@
        if ($postgres) {
            Initialize-Shop $postgres
            Invoke-DbaSql -Server $postgres -Query "CREATE ROLE automation LOGIN PASSWORD '$token'" -ErrorAction Stop
            $target = $postgres -replace '^pg://([^@]*@)?', 'pg://automation@'
        }

        # The endpoint as the host offers it: it wants its header and the resource, and answers with a token.
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $endpoint = "http://127.0.0.1:$($listener.LocalEndpoint.Port)/token"
        $server = [powershell]::Create().AddScript({
            param($listener, $token)
            while ($true) {
                try { $client = $listener.AcceptTcpClient() } catch { return }
                $reader = [System.IO.StreamReader]::new($client.GetStream())
                $lines = while ($line = $reader.ReadLine()) { $line }
                $right = $lines[0].Contains('resource=https%3A%2F%2Fossrdbms-aad.database.windows.net') -and $lines -contains 'X-IDENTITY-HEADER: secret-header' -and $lines -contains 'Metadata: True'
                $body = if ($right) { "{`"access_token`":`"$token`",`"token_type`":`"Bearer`"}" } else { '{"error":"denied"}' }
                $status = if ($right) { '200 OK' } else { '403 Forbidden' }
                $bytes = [System.Text.Encoding]::ASCII.GetBytes("HTTP/1.1 $status`r`nContent-Type: application/json`r`nContent-Length: $($body.Length)`r`nConnection: close`r`n`r`n$body")
                $client.GetStream().Write($bytes, 0, $bytes.Length)
                $client.Dispose()
            }
        }).AddArgument($listener).AddArgument($token)
        $null = $server.BeginInvoke()
    }

    AfterAll {
        $listener.Stop()
        $server.Dispose()
    }

    It 'signs in with the identity''s token, asks nothing, and stays within 400 MB' {
        if (-not $postgres) { Set-ItResult -Skipped -Because $skipReason; return }
        $run = Invoke-Clean $wrapper (Join-Path $folder 'modules') @($runbook, $target) @{ IDENTITY_ENDPOINT = $endpoint; IDENTITY_HEADER = 'secret-header' }
        $run.Errors | Should -BeNullOrEmpty
        $run.Code | Should -Be 0
        $looks = $run.Output | Where-Object { $_.StartsWith('{') } | ConvertFrom-Json
        @($looks | Where-Object Look -EQ 'Database').Name | Should -Contain 'postgres'
        [long] @($run.Output -match '^PEAK ')[0].Substring(5) | Should -BeLessThan 400MB
        "$($run.Output)" | Should -Not -Match ([regex]::Escape($token))
    }

    It 'fails, without the token in a message, when the identity is refused' {
        if (-not $postgres) { Set-ItResult -Skipped -Because $skipReason; return }
        $run = Invoke-Clean $runbook (Join-Path $folder 'modules') @('-Server', $target) @{ IDENTITY_ENDPOINT = $endpoint; IDENTITY_HEADER = 'another' }
        $run.Code | Should -Be 1
        $run.Errors | Should -Match 'denied|403'
    }

    It 'takes the password from PGPASSWORD where there is no identity, as in a cron job' {
        if (-not $postgres) { Set-ItResult -Skipped -Because $skipReason; return }
        $run = Invoke-Clean $runbook (Join-Path $folder 'modules') @('-Server', $target) @{ PGPASSWORD = $token }
        $run.Errors | Should -BeNullOrEmpty
        $run.Code | Should -Be 0
    }
}
