BeforeAll {
    Import-Module $PSScriptRoot/Support.psm1 -Force
    $manifest = Get-ModuleManifest
    Import-Module $manifest -Force
    $folder = New-TestFolder

    # Runs a script in a PowerShell of its own: what is loaded there stays there.
    function Invoke-Fresh([string] $Script) {
        $path = Join-Path $folder "$([guid]::NewGuid().ToString('n')).ps1"
        Set-Content -LiteralPath $path -Value $Script
        $program, [string[]] $before = Get-PowerShellProgram
        $output = & $program @before -NoProfile -NonInteractive -File $path $manifest $folder 2>&1
        if ($LASTEXITCODE -ne 0) { throw ($output | Out-String) }
        $output
    }
}

AfterAll { Remove-TestFolder $folder }

Describe 'The module' {
    It 'exports what its manifest says' {
        $said = (Import-PowerShellDataFile $manifest).CmdletsToExport | Sort-Object
        (Get-Command -Module DbaPS -CommandType Cmdlet).Name | Sort-Object | Should -Be $said
        (Get-Module DbaPS).ExportedFunctions.Count + (Get-Module DbaPS).ExportedAliases.Count | Should -Be 0
    }

    It 'has a valid manifest' {
        Test-ModuleManifest $manifest -ErrorAction Stop | ForEach-Object Name | Should -Be 'DbaPS'
    }

    It 'is imported a second time without harm' {
        { Import-Module $manifest -Force -ErrorAction Stop } | Should -Not -Throw
        Get-DbaSandbox -SandboxId none | Should -BeNullOrEmpty
    }

    It 'works again after it was removed' {
        Remove-Module DbaPS
        Import-Module $manifest
        Get-DbaSandbox -SandboxId none | Should -BeNullOrEmpty
    }

    It 'loads nothing of an engine by being imported' {
        Invoke-Fresh @'
param($manifest)
Import-Module $manifest
[AppDomain]::CurrentDomain.GetAssemblies().ForEach{ $_.GetName().Name }.Where{ $_ -like 'DbaPS*' -or $_ -like 'Npgsql*' -or $_ -like '*Sqlite*' }
'@ | Sort-Object | Should -Be @('DbaPS', 'DbaPS.Cmdlets')
    }

    It 'closes its sessions when it is removed' {
        Invoke-Fresh @'
param($manifest, $folder)
Import-Module $manifest
$null = New-Item -ItemType File "$folder/closing.db"
$session = Connect-DbaServer "sqlite:$folder/closing.db"
Remove-Module DbaPS
$session.IsOpen
'@ | Should -Be 'False'
    }
}

Describe 'Beside other versions of its assemblies' {
    It 'keeps its own driver when another is in the default context' {
        # The other copies have the names and another version: assemblies made here.
        if (-not ('System.Reflection.Emit.PersistedAssemblyBuilder' -as [type])) { Set-ItResult -Skipped -Because 'making an assembly file needs .NET 9: PowerShell 7.5 or later'; return }
        $result = Invoke-Fresh @'
param($manifest, $folder)
foreach ($name in 'Npgsql', 'Microsoft.Data.Sqlite', 'Microsoft.Extensions.Logging.Abstractions') {
    $builder = [System.Reflection.Emit.PersistedAssemblyBuilder]::new([System.Reflection.AssemblyName]::new("$name, Version=1.2.3.4"), [object].Assembly)
    $null = $builder.DefineDynamicModule($name).DefineType('Other.Type', 'Public').CreateType()
    $builder.Save("$folder/$name.dll")
    $null = [System.Reflection.Assembly]::LoadFrom("$folder/$name.dll")
}
Import-Module $manifest
$null = New-Item -ItemType File "$folder/beside.db"
"engine: $((Get-DbaServer -Server "sqlite:$folder/beside.db" -ErrorAction Stop).Engine)"
$failure = $null
Get-DbaServer -Server pg://127.0.0.1:1/none -ErrorAction SilentlyContinue -ErrorVariable failure
"refused: $($failure[0].FullyQualifiedErrorId.Split(',')[0])"
foreach ($name in 'Npgsql', 'Microsoft.Data.Sqlite') {
    $loaded = [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq $name }
    "${name}: $(($loaded | ForEach-Object { $_.GetName().Version.Major } | Sort-Object) -join ' and ')"
}
'@
        $result | Should -Contain 'engine: Sqlite'
        $result | Should -Contain 'refused: ServerUnreachable'
        $result | Should -Contain 'Npgsql: 1 and 10'
        $result | Should -Contain 'Microsoft.Data.Sqlite: 1 and 10'
    }
}

Describe 'Help' {
    It 'has a synopsis, a description and examples for <_>' -ForEach @((Import-PowerShellDataFile (Get-ChildItem (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'output/DbaPS/*/DbaPS.psd1') | Select-Object -Last 1)).CmdletsToExport) {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -Match '\[<CommonParameters>\]'
        @($help.examples.example).Count | Should -BeGreaterThan 0
        ($help.examples.example | ForEach-Object { $_.code }) -join "`n" | Should -Match $_
        $described = @($help.parameters.parameter | ForEach-Object name)
        $real = (Get-Command $_).Parameters.Keys.Where{ $_ -notin [System.Management.Automation.PSCmdlet]::CommonParameters }
        $real | Where-Object { $_ -notin $described } | Should -BeNullOrEmpty
    }

    It 'has the topic about_DbaPS' {
        Get-Help about_DbaPS | Out-String | Should -Match 'one object model'
    }
}
