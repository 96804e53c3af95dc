using DbaPS.Errors;

namespace DbaPS.PostgreSql.Sandboxes;

/// <summary>What can go wrong with a sandbox.</summary>
internal static class PostgreSqlSandboxErrors
{
    public static DbaError FolderOdd(string folder) =>
        new("SandboxFolderOdd", DbaErrorCategory.InvalidArgument, $"A sandbox can't be made in {folder}: PostgreSQL's programs take no quotes, dollar signs, backslashes or line breaks there.",
            "Let TMPDIR name another folder.")
        { Target = folder };
}
