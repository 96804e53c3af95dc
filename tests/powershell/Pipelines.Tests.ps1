BeforeAll {
    Import-Module $PSScriptRoot/Support.psm1 -Force
    Import-Module (Get-ModuleManifest) -Force
    $folder = New-TestFolder
    $server = New-ShopFile $folder
    $reason = ''
    $postgres = Get-PostgreSql ([ref] $reason)
    $skipReason = $reason
}

AfterAll {
    Disconnect-DbaServer -All
    Remove-TestFolder $folder
}

Describe 'A pipeline of three cmdlets' {
    It 'keeps a login that is not the default one' {
        if (-not $postgres) { Set-ItResult -Skipped -Because $skipReason; return }
        Initialize-Shop $postgres
        Invoke-DbaSql -Server $postgres -Query "
            CREATE ROLE limited LOGIN PASSWORD 'limited-p4ss';
            GRANT SELECT ON orders, customers TO limited"
        $address = $postgres -replace '//[^@/]*@', '//'
        $credential = [pscredential]::new('limited', (ConvertTo-SecureString 'limited-p4ss' -AsPlainText -Force))
        $session = Connect-DbaServer $address -Credential $credential
        # A second session, of the superuser: the one to fall into by mistake.
        $other = Connect-DbaServer $postgres

        $session | Get-DbaTable -Table orders | Get-DbaIndex | ForEach-Object {
            # Two: the primary key's index and the one of the customers.
            (Invoke-DbaSql -Server $_.Server -Query 'SELECT current_user AS login').login
        } | Should -Be @('limited', 'limited')
        $session | Get-DbaTable -Table orders | Get-DbaIndex | Invoke-DbaSql -Query 'SELECT session_user AS login' | ForEach-Object login | Should -Be @('limited', 'limited')
        $other.User | Should -Not -Be 'limited'
    }

    It 'leads from tables to indexes to the server' {
        (Get-DbaTable $server -Table orders | Get-DbaIndex | Get-DbaServer).Platform | Should -Be 'Embedded'
    }
}

Describe 'A server that is null among others' {
    It 'is an error of its own, and the others are served' {
        $all = Connect-DbaServer -Server $server, $null -ErrorVariable problem -ErrorAction SilentlyContinue
        $all | Should -HaveCount 1
        $problem | Should -HaveCount 1
        $problem[0].Exception.Message | Should -BeLike '*$null*'
        Disconnect-DbaServer $all
    }
}

Describe 'ForEach-Object -Parallel' {
    It 'shares sessions with the other runspaces' {
        $session = Connect-DbaServer $server
        $manifest = Get-ModuleManifest
        $counts = 1..8 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            (Invoke-DbaSql -Server $using:session -Query 'SELECT count(*) AS n FROM orders').n
        }
        $counts | Should -Be (@(2000) * 8)
        $session.IsOpen | Should -BeTrue
        Disconnect-DbaServer $session
    }

    It 'carries objects into other runspaces with their login' {
        $session = Connect-DbaServer $server
        $manifest = Get-ModuleManifest
        $indexes = Get-DbaTable -Server $session | ForEach-Object -Parallel { Import-Module $using:manifest; $_ | Get-DbaIndex }
        $indexes.Index | Should -Contain 'orders_customer'
        ($indexes | Where-Object Index -eq orders_customer).Server.SessionId | Should -Be $session.Id
        Disconnect-DbaServer $session
    }
}
