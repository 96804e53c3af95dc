namespace DbaPS.Testing.Servers;

/// <summary>The path of a SQLite database in a folder of its own; the folder goes with it, journals and all. The file is made by whoever opens it first.</summary>
public sealed class SqliteFile : IDisposable
{
    public SqliteFile(string name = "test.db")
    {
        Folder = Directory.CreateTempSubdirectory("dbaps-sqlite-").FullName;
        DatabasePath = Path.Combine(Folder, name);
    }

    public string Folder { get; }

    public string DatabasePath { get; }

    public string Uri => $"sqlite:{DatabasePath}";

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
