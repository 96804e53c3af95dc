# What the smoke test and the Pester suite share.
Set-StrictMode -Version Latest

$root = Split-Path (Split-Path $PSScriptRoot)

# The manifest of the module as the build laid it out; DBAPS_MODULE names another one.
function Get-ModuleManifest {
    if ($env:DBAPS_MODULE) { return $env:DBAPS_MODULE }
    $found = Get-ChildItem (Join-Path $root 'output/DbaPS/*/DbaPS.psd1') -ErrorAction Ignore | Sort-Object { [version] $_.Directory.Name } | Select-Object -Last 1
    if (-not $found) { throw 'The module is not built: dotnet build src/DbaPS.Cmdlets -c Release' }
    $found.FullName
}

# The program this PowerShell is, and what comes before its options: as a .NET tool it runs in dotnet, which has to be told what.
function Get-PowerShellProgram {
    $program = [System.Environment]::ProcessPath
    $program
    if ([System.IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' }
}

# A folder that goes away with Remove-TestFolder. DBAPS_HOME and the folder for temporary files are in it, so that no test
# touches the user's history or sandboxes.
function New-TestFolder {
    $folder = (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "dbaps-ps-$([guid]::NewGuid().ToString('n').Substring(0, 12))")).FullName
    $env:DBAPS_HOME = Join-Path $folder 'home'
    $script:before = $env:TMPDIR
    if (-not $IsWindows) { $env:TMPDIR = (New-Item -ItemType Directory (Join-Path $folder 'tmp')).FullName }
    $folder
}

function Remove-TestFolder([string] $Folder) {
    Get-DbaSandbox -ErrorAction Ignore | Remove-DbaSandbox -Confirm:$false -ErrorAction Continue | Out-Null
    $env:DBAPS_HOME = $null
    if (-not $IsWindows) { $env:TMPDIR = $script:before }
    Remove-Item -LiteralPath $Folder -Recurse -Force -ErrorAction Ignore
}

# Tables, rows and an index to look at, in any engine: customers, orders with an index, log without one.
function Initialize-Shop($Server, [int] $Orders = 2000) {
    $statements = @(
        'CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL, note text)'
        'CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL, total numeric(10, 2))'
        'CREATE TABLE log (at text, line text)'
        "INSERT INTO customers VALUES (1, 'Ann', NULL), (2, 'Bo', ''), (3, 'Cy', 'x')"
        "INSERT INTO orders WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $Orders) SELECT i, 1 + i % 3, i % 100 FROM n"
        'CREATE INDEX orders_customer ON orders (customer_id)'
        'ANALYZE'
    )
    Invoke-DbaSql -Server $Server -Query ($statements -join ";`n") -ErrorAction Stop
}

# A SQLite file with the shop in it; returns its address.
function New-ShopFile([string] $Folder, [string] $Name = 'shop.db') {
    $path = Join-Path $Folder $Name
    # An empty file is an empty SQLite database.
    New-Item -ItemType File $path | Out-Null
    Initialize-Shop "sqlite:$path"
    "sqlite:$path"
}

# The address of a PostgreSQL server to try things on: the one DBAPS_TEST_PG_URI names, or a sandbox's, which Remove-TestFolder
# takes down. Null where there is neither; the reason is in $Reason then.
function Get-PostgreSql([ref] $Reason) {
    if ($env:DBAPS_TEST_PG_URI) { return $env:DBAPS_TEST_PG_URI }
    try {
        (New-DbaSandbox PostgreSql -Confirm:$false -ErrorAction Stop).Server.Address
    } catch {
        $Reason.Value = "no PostgreSQL ($($_.Exception.Message)); set DBAPS_TEST_PG_URI, or install the server's programs with tests/servers/install"
        $null
    }
}

Export-ModuleMember -Function *-*
