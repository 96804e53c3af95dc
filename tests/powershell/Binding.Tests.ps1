BeforeAll {
    Import-Module $PSScriptRoot/Support.psm1 -Force
    Import-Module (Get-ModuleManifest) -Force
    $folder = New-TestFolder
    $server = New-ShopFile $folder
    Push-Location $folder
}

AfterAll {
    Pop-Location
    Disconnect-DbaServer -All
    Remove-TestFolder $folder
}

Describe 'Servers' {
    It 'binds an address by place, by name and by alias' {
        (Get-DbaTable $server).Count | Should -Be 3
        (Get-DbaTable -Server $server).Count | Should -Be 3
        (Get-DbaTable -SqlInstance $server).Count | Should -Be 3
    }

    It 'binds texts from the pipeline' {
        ($server, $server | Get-DbaServer).Count | Should -Be 2
    }

    It 'binds a session from the pipeline and as an argument' {
        $session = Connect-DbaServer $server
        ($session | Get-DbaTable).Count | Should -Be 3
        (Get-DbaTable -Server $session).Count | Should -Be 3
        Disconnect-DbaServer $session
    }

    It 'binds the Server property of any object' {
        ([pscustomobject] @{ Server = $server } | Get-DbaTable).Count | Should -Be 3
        ([pscustomobject] @{ SqlInstance = $server; Table = 'orders' } | Get-DbaIndex).Index | Should -Be 'orders_customer'
    }

    It 'finds a file from the current location, not from where the process began' {
        [Environment]::CurrentDirectory | Should -Not -Be $folder
        (Get-DbaTable -Server sqlite:shop.db).Count | Should -Be 3
        (Get-DbaTable -Server ./shop.db -Engine Sqlite).Count | Should -Be 3
    }

    It 'uses the one open session without -Server' {
        $session = Connect-DbaServer $server
        (Get-DbaTable).Count | Should -Be 3
        Disconnect-DbaServer $session
    }

    It 'asks for a server when none is open, and names them when several are' {
        { Get-DbaTable -ErrorAction Stop } | Should -Throw -ErrorId 'ServerRequired,*'
        $null = Connect-DbaServer $server
        $null = Connect-DbaServer $server
        { Get-DbaTable -ErrorAction Stop } | Should -Throw -ErrorId 'ServerAmbiguous,*'
        Disconnect-DbaServer -All
    }

    It 'never finds its way back under another login once the session is closed' {
        $session = Connect-DbaServer $server
        $table = Get-DbaTable -Server $session -Table orders
        Disconnect-DbaServer $session
        $table | Get-DbaIndex -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'SessionGone,*'
    }
}

Describe 'Values' {
    It 'takes <Text> for a duration' -ForEach @(
        @{ Text = '10s'; Seconds = 10 }
        @{ Text = '1h30m'; Seconds = 5400 }
        @{ Text = '250ms'; Seconds = 0.25 }
        @{ Text = '00:00:10'; Seconds = 10 }
        @{ Text = 10; Seconds = 10 }
        @{ Text = [timespan]::FromSeconds(10); Seconds = 10 }
    ) {
        $box = New-DbaSandbox Sqlite -Lifetime $Text
        $null = $box | Remove-DbaSandbox -Confirm:$false
        [Math]::Abs(($box.ExpiresAt - $box.StartedAt).TotalSeconds - $Seconds) | Should -BeLessThan 0.1
    }

    It 'refuses what is no duration, and says what is' {
        { New-DbaSandbox Sqlite -Lifetime soon } | Should -Throw '*1h30m*'
    }

    It 'takes parameters of SQL from a hashtable' {
        (Invoke-DbaSql -Server $server -Query 'SELECT @n + 1 AS n, @t AS t' -Parameters @{ n = 41; t = "O'Hara" }) | ForEach-Object { $_.n; $_.t } | Should -Be @(42, "O'Hara")
    }

    It 'takes wrapped values and $null in parameters' {
        $wrapped = Write-Output 7
        (Invoke-DbaSql -Server $server -Query 'SELECT @n AS n, @z AS z' -Parameters @{ n = $wrapped; z = $null }) | ForEach-Object { $_.n; $null -eq $_.z } | Should -Be @(7, $true)
    }

    It 'binds one object a record down the pipeline' {
        (Get-DbaTable $server -Table orders, customers | Get-DbaIndex).Table | Sort-Object -Unique | Should -Be 'orders'
    }

    It 'takes nothing from a property that is null' {
        ([pscustomobject] @{ Server = $server; Database = $null; Schema = $null } | Get-DbaTable).Count | Should -Be 3
    }

    It 'refuses a number out of range before anything runs' {
        { Get-DbaTable $server -ThrottleLimit 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}
