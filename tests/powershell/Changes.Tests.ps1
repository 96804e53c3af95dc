BeforeAll {
    Import-Module $PSScriptRoot/Support.psm1 -Force
    Import-Module (Get-ModuleManifest) -Force
    $folder = New-TestFolder
    $server = New-ShopFile $folder
}

AfterAll { Remove-TestFolder $folder }

Describe 'WhatIf' {
    It 'returns the change with its exact SQL and does nothing' {
        $planned = New-DbaIndex -Server $server -Table orders -Column total -WhatIf
        $planned.Status | Should -Be WhatIf
        $planned.Sql | Should -Match 'CREATE INDEX'
        (Get-DbaIndex $server -Table orders).Count | Should -Be 1
    }

    It 'runs nothing of Invoke-DbaSql' {
        Invoke-DbaSql -Server $server -Query 'DROP TABLE orders' -WhatIf
        (Get-DbaTable $server -Table orders).Count | Should -Be 1
    }

    It 'follows the preference variable' {
        & { $WhatIfPreference = $true; New-DbaIndex -Server $server -Table orders -Column total } | ForEach-Object Status | Should -Be WhatIf
    }

    It 'backs nothing up' {
        $backups = Join-Path $folder 'whatif'
        Backup-DbaDatabase -Server $server -Path $backups -WhatIf | ForEach-Object Status | Should -Be WhatIf
        Get-ChildItem $backups -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}

Describe 'Confirm' {
    It 'is asked by default for what loses something' {
        foreach ($name in (Get-Command -Module DbaPS).Name) {
            $attribute = (Get-Command $name).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
            if ($attribute.ConfirmImpact -eq 'High') { $attribute.SupportsShouldProcess | Should -BeTrue }
        }
        (Get-Command Remove-DbaSandbox).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0].ConfirmImpact | Should -Be High
    }

    It 'does not hang where nobody can be asked' {
        $box = New-DbaSandbox Sqlite
        $program, [string[]] $before = Get-PowerShellProgram
        $result = & $program @before -NoProfile -NonInteractive -Command "Import-Module '$(Get-ModuleManifest)'; Remove-DbaSandbox '$($box.SandboxId)'" 2>&1 | Out-String
        $result | Should -Match 'NonInteractive|non-interactive|Declined|confirm'
        (Get-DbaSandbox -SandboxId $box.SandboxId).SandboxId | Should -Be $box.SandboxId
        ($box | Remove-DbaSandbox -Confirm:$false).Status | Should -Be Done
    }
}
