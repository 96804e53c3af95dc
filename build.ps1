<#
.SYNOPSIS
Builds, tests or packs DbaPS. Thin over dotnet and tests/run, which do the same without PowerShell.
.PARAMETER Task
Build    the solution, and the module laid out in output/DbaPS/<version>.
Test     everything, by tests/run.
Package  output/DbaPS.<version>.nupkg for a PowerShell repository, and output/DbaPS.zip for Azure Automation.
.PARAMETER NoBuild
With Package: packs the module as the last build left it.
.EXAMPLE
./build.ps1
.EXAMPLE
./build.ps1 -Task Package
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package')]
    [string] $Task = 'Build',

    [switch] $NoBuild
)

$ErrorActionPreference = 'Stop'
# Invoke-Tool looks at the exit code itself.
Set-Variable -Name PSNativeCommandUseErrorActionPreference -Value $false
Set-StrictMode -Version Latest
$output = Join-Path $PSScriptRoot 'output'

function Invoke-Tool([string] $Command, [string[]] $Arguments) {
    Write-Verbose "$Command $Arguments"
    & $Command @Arguments
    if ($LASTEXITCODE -ne 0) { throw "'$Command $Arguments' ended with exit code $LASTEXITCODE." }
}

# A zip archive from pairs of entry name and content (a file's path or bytes). Sorted, and with one date for all, so that
# the same module gives the same archive.
function Write-Archive([string] $Path, [System.Collections.IDictionary] $Entries) {
    Remove-Item -LiteralPath $Path -ErrorAction Ignore
    $names = [string[]] $Entries.Keys
    [Array]::Sort($names, [StringComparer]::Ordinal)
    $archive = [System.IO.Compression.ZipFile]::Open($Path, 'Create')
    try {
        foreach ($name in $names) {
            $entry = $archive.CreateEntry($name, 'Optimal')
            $entry.LastWriteTime = [DateTimeOffset]::new(2000, 1, 1, 0, 0, 0, [TimeSpan]::Zero)
            $content = $Entries[$name]
            if ($content -is [string]) { $content = [System.IO.File]::ReadAllBytes($content) }
            $stream = $entry.Open()
            try { $stream.Write($content, 0, $content.Length) } finally { $stream.Dispose() }
        }
    } finally { $archive.Dispose() }
    Get-Item -LiteralPath $Path
}

# The files of the laid-out module: path within the module, with "/", to path on disk.
function Get-ModuleFile([string] $Folder) {
    $files = @{}
    foreach ($file in [System.IO.Directory]::EnumerateFiles($Folder, '*', 'AllDirectories')) {
        $files[[System.IO.Path]::GetRelativePath($Folder, $file).Replace('\', '/')] = $file
    }
    $files
}

# Azure Automation takes a zip whose name, folder and manifest have one name, without a folder for the version, and
# cannot import files whose path is longer than 140 characters.
# https://learn.microsoft.com/powershell/module/az.automation/new-azautomationmodule
# https://learn.microsoft.com/azure/automation/shared-resources/modules
function Write-AutomationZip([hashtable] $Files) {
    $entries = @{}
    foreach ($name in $Files.Keys) {
        $entry = "DbaPS/$name"
        if ($entry.Length -gt 140) { throw "Azure Automation takes paths of 140 characters at most; this has $($entry.Length): $entry" }
        $entries[$entry] = $Files[$name]
    }
    Write-Archive (Join-Path $output 'DbaPS.zip') $entries
}

# The package a PowerShell repository takes: the module's files at its root, a nuspec with the tags that mark a module,
# and the parts of the Open Packaging Conventions.
function Write-ModulePackage([hashtable] $Files, [hashtable] $Manifest, [string] $Version) {
    $about = if ($Manifest.ContainsKey('PrivateData') -and $Manifest.PrivateData.ContainsKey('PSData')) { $Manifest.PrivateData.PSData } else { @{} }
    $cmdlets = @($Manifest.CmdletsToExport)
    $tags = @('PSModule') + @($Manifest.CompatiblePSEditions | ForEach-Object { "PSEdition_$_" }) +
        @(if ($about.ContainsKey('Tags')) { $about.Tags }) + @('PSIncludes_Cmdlet') +
        @($cmdlets | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" })
    $escape = { param($text) [System.Security.SecurityElement]::Escape([string] $text) }
    $optional = foreach ($pair in ('projectUrl', 'ProjectUri'), ('releaseNotes', 'ReleaseNotes')) {
        if ($about.ContainsKey($pair[1]) -and $about[$pair[1]]) { "    <$($pair[0])>$(& $escape $about[$pair[1]])</$($pair[0])>`n" }
    }
    $nuspec = @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>DbaPS</id>
    <version>$(& $escape $Version)</version>
    <authors>$(& $escape $Manifest.Author)</authors>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <license type="expression">MIT</license>
    <description>$(& $escape $Manifest.Description)</description>
    <copyright>$(& $escape $Manifest.Copyright)</copyright>
$(-join $optional)    <tags>$(& $escape ($tags -join ' '))</tags>
  </metadata>
</package>
"@
    $relations = @'
<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/DbaPS.nuspec" Id="R1" />
</Relationships>
'@
    # A file without an extension needs an entry of its own.
    $extensions = @($Files.Keys | ForEach-Object { [System.IO.Path]::GetExtension($_).TrimStart('.').ToLowerInvariant() } | Where-Object { $_ } | Sort-Object -Unique)
    $bare = @($Files.Keys | Where-Object { -not [System.IO.Path]::GetExtension($_) } | Sort-Object)
    $types = @"
<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />
  <Default Extension="nuspec" ContentType="application/octet" />
$(-join ($extensions | ForEach-Object { "  <Default Extension=`"$_`" ContentType=`"application/octet`" />`n" }))$(
-join ($bare | ForEach-Object { "  <Override PartName=`"/$(& $escape $_)`" ContentType=`"application/octet`" />`n" }))</Types>
"@
    $entries = @{}
    foreach ($name in $Files.Keys) { $entries[$name] = $Files[$name] }
    $utf8 = [System.Text.UTF8Encoding]::new($false)
    $entries['DbaPS.nuspec'] = $utf8.GetBytes($nuspec)
    $entries['_rels/.rels'] = $utf8.GetBytes($relations)
    $entries['[Content_Types].xml'] = $utf8.GetBytes($types)
    Write-Archive (Join-Path $output "DbaPS.$Version.nupkg") $entries
}

Push-Location -LiteralPath $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-Tool dotnet @('build', 'DbaPS.sln', '-c', 'Release', '-v', 'q', '-nologo') }
        'Test' { Invoke-Tool bash @('tests/run') }
        'Package' {
            if (-not $NoBuild) { Invoke-Tool dotnet @('build', 'src/DbaPS.Cmdlets', '-c', 'Release', '-v', 'q', '-nologo') }
            $version = (& dotnet msbuild src/DbaPS.Cmdlets -getProperty:VersionPrefix).Trim()
            $folder = Join-Path $output "DbaPS/$version"
            $manifestFile = Join-Path $folder 'DbaPS.psd1'
            if (-not (Test-Path -LiteralPath $manifestFile)) { throw "The build left no module in '$folder'." }
            $manifest = Import-PowerShellDataFile -LiteralPath $manifestFile
            if ($manifest.ModuleVersion -ne $version) { throw "The manifest says version $($manifest.ModuleVersion), the build $version." }
            foreach ($field in 'Author', 'Description', 'Copyright', 'CmdletsToExport', 'CompatiblePSEditions') {
                if (-not $manifest.ContainsKey($field) -or -not $manifest[$field]) { throw "The manifest lacks $field, which a package needs." }
            }
            $files = Get-ModuleFile $folder
            Write-AutomationZip $files
            Write-ModulePackage -Files $files -Manifest $manifest -Version $version
        }
    }
} finally { Pop-Location }
