BeforeAll {
    Import-Module $PSScriptRoot/Support.psm1 -Force
    Import-Module (Get-ModuleManifest) -Force
    $folder = New-TestFolder
    $server = New-ShopFile $folder
}

AfterAll { Remove-TestFolder $folder }

Describe 'Views' {
    It 'shows a table with its default columns, below the server' {
        $text = Get-DbaTable $server | Out-String -Width 160
        $text | Should -Match 'Server: sqlite:'
        $text | Should -Match 'LastAnalyzed'
        $text | Should -Not -Match 'CollectedAt'
    }

    It 'shows sizes in units, and keeps bytes in the object' {
        $database = Get-DbaDatabase $server
        $database.SizeBytes | Should -BeOfType long
        $database | Out-String -Width 160 | Should -Match '\d (KB|MB)\b'
    }

    It 'shows identity as a list' {
        Get-DbaServer $server | Out-String -Width 160 | Should -Match '(?m)^Platform\s+: Embedded'
    }

    It 'shows columns of an index in words' {
        Get-DbaIndex $server -Table orders | Out-String -Width 200 | Should -Match 'customer_id'
    }

    It 'leaves rows of SQL to PowerShell' {
        Invoke-DbaSql -Server $server -Query 'SELECT id, name FROM customers ORDER BY id' | Out-String | Should -Match '(?s)id\s+name.*1\s+Ann'
    }

    It 'has no view that fails' {
        $Error.Clear()
        Get-DbaTable $server | Out-String | Out-Null
        Get-DbaCapability $server | Out-String | Out-Null
        Connect-DbaServer $server | Out-String | Out-Null
        $Error | Should -BeNullOrEmpty
        Disconnect-DbaServer -All
    }
}
