# Runs the Pester suite beside this file; its last line tells tests/run that it came to its end, and how.
$ErrorActionPreference = 'Stop'
Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -ge 5 } | Sort-Object Version -Descending | Select-Object -First 1 | Import-Module

$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.RenderMode = 'Plaintext'
$configuration.TestResult.Enabled = $true
$configuration.TestResult.OutputPath = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'artifacts/testresults/Pester.xml'
$result = Invoke-Pester -Configuration $configuration

# A file that breaks outside its tests has no failed test of its own.
$failed = $result.FailedCount + $result.FailedContainersCount
if ($failed -eq 0 -and $result.Result -ne 'Passed') { $failed = 1 }
"PESTER: $($result.PassedCount) passed, $failed failed, $($result.SkippedCount + $result.InconclusiveCount + $result.NotRunCount) skipped"
exit [int]($failed -gt 0)
