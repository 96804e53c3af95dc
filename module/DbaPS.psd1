@{
    RootModule             = 'bin/DbaPS.Cmdlets.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '5c1f6a0e-6a2d-4a0b-9a1f-6d1c0d3b8f42'
    Author                 = 'DbaPS contributors'
    CompanyName            = 'DbaPS'
    Copyright              = 'DbaPS contributors, MIT licence'
    Description            = 'Database administration over several engines with one object model: find what is slow, index it and measure the benefit, back up, and prove that the backup restores.'
    PowerShellVersion      = '7.4'
    CompatiblePSEditions   = @('Core')
    FormatsToProcess       = @('DbaPS.format.ps1xml')
    CmdletsToExport        = @(
        'Backup-DbaDatabase'
        'Connect-DbaServer'
        'Disconnect-DbaServer'
        'Get-DbaBackup'
        'Get-DbaCapability'
        'Get-DbaDatabase'
        'Get-DbaIndex'
        'Get-DbaSandbox'
        'Get-DbaServer'
        'Get-DbaServerProfile'
        'Get-DbaSlowQuery'
        'Get-DbaTable'
        'Invoke-DbaSql'
        'New-DbaIndex'
        'New-DbaSandbox'
        'Register-DbaServer'
        'Remove-DbaSandbox'
        'Restore-DbaDatabase'
        'Start-DbaTour'
        'Test-DbaBackup'
        'Test-DbaRestore'
        'Test-DbaServer'
        'Unregister-DbaServer'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('Database', 'DBA', 'PostgreSQL', 'SQLite', 'Backup', 'Restore', 'Performance', 'Index')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
