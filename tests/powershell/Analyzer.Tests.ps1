# Holds the manifest and the scripts to PSScriptAnalyzer. tests/run gets it where it can.
BeforeDiscovery {
    Import-Module $PSScriptRoot/Support.psm1 -Force
    $root = Split-Path (Split-Path $PSScriptRoot)
    # The manifest where the module is laid out: its views are joined there.
    $module = Split-Path (Get-ModuleManifest)
    $shipped = @($module, (Join-Path $root 'docs') | ForEach-Object { Get-ChildItem $_ -Recurse -Include *.ps1, *.psm1, *.psd1 }) + (Get-Item (Join-Path $root 'build.ps1'))
    $own = 'tests/powershell', 'benchmarks' | ForEach-Object { Get-ChildItem (Join-Path $root $_) -Include *.ps1, *.psm1 -Recurse }
    $cases = @($shipped | ForEach-Object { @{ Path = $_.FullName; Name = [System.IO.Path]::GetRelativePath($root, $_.FullName); Shipped = $true } }) +
        @($own | ForEach-Object { @{ Path = $_.FullName; Name = [System.IO.Path]::GetRelativePath($root, $_.FullName); Shipped = $false } })
}

BeforeAll {
    $analyzer = Get-Module PSScriptAnalyzer -ListAvailable | Sort-Object Version -Descending | Select-Object -First 1
    if ($analyzer) { Import-Module $analyzer }
    # Not for scripts that only the tests run: variables set before a Pester block and used in it look unused; helpers need no
    # -WhatIf; the passwords are the tests' own; PowerShell 7 reads UTF-8 without a mark.
    $notForTests = 'PSUseDeclaredVarsMoreThanAssignments', 'PSUseShouldProcessForStateChangingFunctions', 'PSUseBOMForUnicodeEncodedFile',
        'PSAvoidUsingConvertToSecureStringWithPlainText', 'PSAvoidUsingPositionalParameters'
}

Describe 'PSScriptAnalyzer' {
    It 'finds nothing in <Name>' -ForEach $cases {
        if (-not $analyzer) { Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not installed: run tests/run --powershell, or Install-PSResource PSScriptAnalyzer'; return }
        $options = if ($Shipped) { @{} } else { @{ ExcludeRule = $notForTests } }
        Invoke-ScriptAnalyzer -Path $Path @options | ForEach-Object { "$($_.Line): $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
