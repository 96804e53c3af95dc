# Registered servers in PowerShell: names, groups, completion, and secrets from SecretManagement, for which a module of the
# test's own stands in.
BeforeAll {
    Import-Module $PSScriptRoot/Support.psm1 -Force
    Import-Module (Get-ModuleManifest) -Force
    $folder = New-TestFolder
    $shop = New-ShopFile $folder
    $null = Register-DbaServer shop $shop -Group test -ReadOnly
    $null = Register-DbaServer other (New-ShopFile $folder other.db) -Group test -Tag web
}

AfterAll {
    Disconnect-DbaServer -All
    Remove-TestFolder $folder
}

Describe 'Registered servers' {
    It 'are opened by name, by group and from the pipeline' {
        (Get-DbaServer shop).Engine | Should -Be Sqlite
        Get-DbaServer -Server '@test' | Should -HaveCount 2
        Get-DbaServer -Group test | Should -HaveCount 2
        Get-DbaServerProfile -Tag web | Get-DbaServer | Should -HaveCount 1
        Get-DbaServerProfile | Get-DbaTable | Should -HaveCount 6
    }

    It 'are read-only where the profile says so' {
        { Invoke-DbaSql -Server shop -Query 'CREATE TABLE t (a int)' -ErrorAction Stop } | Should -Throw
        $null = Register-DbaServer shop -ReadOnly:$false
        (Get-DbaServerProfile shop).ReadOnly | Should -BeFalse
    }

    It 'are completed' {
        (TabExpansion2 'Get-DbaServer -Server sh').CompletionMatches.CompletionText | Should -Contain 'shop'
        (TabExpansion2 'Get-DbaServer -Group te').CompletionMatches.CompletionText | Should -Contain 'test'
        (TabExpansion2 'Unregister-DbaServer oth').CompletionMatches.CompletionText | Should -Contain 'other'
    }

    It 'are forgotten, and -WhatIf forgets nothing' {
        $null = Unregister-DbaServer other -WhatIf
        Get-DbaServerProfile other | Should -HaveCount 1
        (Unregister-DbaServer other).Status | Should -Be Done
        Get-DbaServerProfile | Should -HaveCount 1
    }
}

Describe 'Secrets of SecretManagement' {
    BeforeAll {
        $null = Register-DbaServer vaulted pg://app@127.0.0.1:1/shop -Secret vault:ShopPassword/Team
        function Test-Secret { (Test-DbaServer vaulted | Where-Object Check -EQ Secret) }
    }

    It 'need the module' {
        (Test-Secret).Value | Should -Be VaultModuleMissing
    }

    It 'are read from the vault in this session, and shown nowhere' {
        $module = New-Module SecretManagementOfTheTest {
            function Get-Secret([string] $Name, [string] $Vault) {
                if ("$Name/$Vault" -ne 'ShopPassword/Team') { throw "no secret $Name" }
                ConvertTo-SecureString c4n4ry-vault -AsPlainText -Force
            }
        } | Import-Module -PassThru -Global
        try {
            (Test-Secret).Status | Should -Be Passed
            $all = Get-DbaServer vaulted -Verbose -ErrorVariable problem -ErrorAction SilentlyContinue 4>&1 | Out-String
            "$all $problem $($problem | Format-List * -Force | Out-String) $(Get-History | Out-String)" | Should -Not -Match c4n4ry
            $problem[0].FullyQualifiedErrorId | Should -Match ServerUnreachable
        } finally { $module | Remove-Module }
    }
}
