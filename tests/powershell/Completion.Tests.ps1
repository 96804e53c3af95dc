BeforeAll {
    Import-Module $PSScriptRoot/Support.psm1 -Force
    Import-Module (Get-ModuleManifest) -Force
    $folder = New-TestFolder
    $server = New-ShopFile $folder
    $session = Connect-DbaServer $server

    function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.ListItemText }
}

AfterAll {
    Disconnect-DbaServer -All
    Remove-TestFolder $folder
}

Describe 'Completion' {
    It 'knows the engines' {
        $engines = Complete 'Get-DbaServer -Engine '
        'PostgreSql', 'Sqlite' | ForEach-Object { $engines | Should -Contain $_ }
    }

    It 'knows the open sessions' { Complete 'Get-DbaServer -Server ' | Should -Contain $session.Server.Address }

    It 'knows the databases of the session' { Complete 'Get-DbaTable -Database ' | Should -Contain $session.Database }

    It 'knows the tables of the session' {
        Complete 'Get-DbaIndex -Table ' | Should -Be @('customers', 'log', 'orders')
        Complete 'Get-DbaIndex -Table o' | Should -Be 'orders'
    }

    It 'knows the cmdlets' { Complete 'Get-DbaCapability -Cmdlet Get-DbaT' | Should -Be 'Get-DbaTable' }

    It 'knows the values of enums' { Complete 'Connect-DbaServer -TlsMode Verify' | Should -Be @('VerifyCA', 'VerifyFull') }

    It 'opens no session of its own' {
        Disconnect-DbaServer -All
        # Nothing of the module's then: PowerShell falls back to file names.
        Complete 'Get-DbaIndex -Table ' | Should -Not -Contain 'orders'
        { Get-DbaTable -ErrorAction Stop } | Should -Throw -ErrorId 'ServerRequired,*'
    }
}
