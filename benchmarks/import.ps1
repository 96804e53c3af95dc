# Import of the module against an empty binary module, each in a fresh process. Aim: at most 60 ms more.
param([int] $Pairs = 8)
. $PSScriptRoot/Comparison.ps1
$module = Get-DbaModulePath
$empty = "$([IO.Path]::GetTempPath())/dbaps-empty-$PID.dll"
Add-Type -OutputAssembly $empty -TypeDefinition 'using System.Management.Automation; [Cmdlet("Get", "Nothing")] public class GetNothing : Cmdlet { }'
$import = { param($path) $out = Measure-Program pwsh @('-NoProfile', '-NonInteractive', '-Command', "`$c = [Diagnostics.Stopwatch]::StartNew(); Import-Module '$path'; `$c.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture)")
    [pscustomobject]@{ Seconds = [double]::Parse($out.Output, [cultureinfo]::InvariantCulture); Cpu = $out.Cpu } }
$result = Compare-Interleaved 'import' { & $import $module } { & $import $empty } $Pairs
Remove-Item $empty
$result | Add-Member MoreMilliseconds ([Math]::Round(($result.Ours - $result.Theirs) * 1000, 1)) -PassThru
