<#
.SYNOPSIS
Looks after a PostgreSQL database from a scheduler: no prompt, no server programs on this machine.
.DESCRIPTION
Signs in with a managed identity's token where the host offers one (Azure Automation), else with the password in PGPASSWORD.
Writes one JSON line per finding. Ends with an error, and so with a failed job, when a look could not be taken.
.PARAMETER Server
The server and database, without a password: pg://user@host/database?sslmode=verify-full
.PARAMETER Top
How many of the most expensive statements are reported.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Server,

    [int] $Top = 5
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module DbaPS

# Microsoft Entra ID gives a token for Azure Database for PostgreSQL; the server takes it as the password of the login that
# carries the identity's name. Azure Automation names the endpoint in these two variables.
function Get-IdentityToken {
    $request = @{
        Uri     = "$($env:IDENTITY_ENDPOINT)?resource=https%3A%2F%2Fossrdbms-aad.database.windows.net"
        Headers = @{ Metadata = 'True'; 'X-IDENTITY-HEADER' = $env:IDENTITY_HEADER }
    }
    $token = [securestring]::new()
    foreach ($letter in (Invoke-RestMethod @request).access_token.ToCharArray()) { $token.AppendChar($letter) }
    $token.MakeReadOnly()
    $token
}

$connection = @{ Server = $Server }
if ($env:IDENTITY_ENDPOINT) {
    $user = [uri]::UnescapeDataString(([uri] $Server).UserInfo.Split(':')[0])
    if (-not $user) { throw 'The address names no login: pg://user@host/database' }
    $connection.Credential = [pscredential]::new($user, (Get-IdentityToken))
}

$session = Connect-DbaServer @connection
try {
    $can = @{}
    Get-DbaCapability -Server $session | ForEach-Object { $can[$_.Cmdlet] = $_ }

    Get-DbaDatabase -Server $session |
        ForEach-Object { [ordered]@{ Look = 'Database'; Name = $_.Name; SizeBytes = $_.SizeBytes; LastBackup = $_.LastBackup } | ConvertTo-Json -Compress }

    if ($can['Get-DbaSlowQuery'].Available) {
        Get-DbaSlowQuery -Server $session -Top $Top -NoHistory -WarningAction SilentlyContinue |
            ForEach-Object { [ordered]@{ Look = 'SlowQuery'; Database = $_.Database; Fingerprint = $_.Fingerprint; Calls = $_.Calls; TotalSeconds = $_.TotalTime.TotalSeconds; MeanSeconds = $_.MeanTime.TotalSeconds } | ConvertTo-Json -Compress }
    } else {
        Write-Warning "Get-DbaSlowQuery: $($can['Get-DbaSlowQuery'].Reason)"
    }
} finally {
    Disconnect-DbaServer $session
}
