using System.Text.Json;
using DbaPS.Errors;
using DbaPS.Secrets;

namespace DbaPS.Profiles;

/// <summary>
/// The registered servers of this user, in one private file. Writers take turns by a lock file; readers never wait, since
/// a new file takes the old one's place at once.
/// </summary>
public sealed class ProfileStore
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);

    private readonly string _folder;

    public ProfileStore(string folder) => _folder = folder;

    /// <summary>The file.</summary>
    public string Location => Path.Combine(_folder, "servers.json");

    /// <summary>Every profile, by name.</summary>
    /// <exception cref="DbaException">The file is damaged, newer than this program, or others can write it.</exception>
    public IReadOnlyList<DbaServerProfile> Read()
    {
        string text;
        try
        {
            if (!File.Exists(Location))
            {
                return [];
            }
            if (PrivateFile.Writers(Location) is { } problem)
            {
                throw new DbaException(DbaErrors.ProfilesNotPrivate(Location, problem));
            }
            text = File.ReadAllText(Location);
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DbaException(DbaErrors.ProfilesUnreadable(Location, failure.Message, failure));
        }
        return Parse(text);
    }

    /// <summary>The profile of a name, ignoring case; null when there is none.</summary>
    public DbaServerProfile? Find(string name) => ProfileNames.IsWellFormed(name) ? Read().FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary>Changes the profiles as one step: no other writer comes in between, and a reader sees all or nothing of it.</summary>
    /// <exception cref="DbaException">The file can't be written, or another writer holds it for too long.</exception>
    public async Task ChangeAsync(Func<IReadOnlyList<DbaServerProfile>, IEnumerable<DbaServerProfile>> change, CancellationToken cancellationToken)
    {
        try
        {
            PrivateFile.MakeFolder(_folder);
            await using var held = await LockAsync(cancellationToken);
            var file = new ProfileFile(ProfileFile.KnownVersion, [.. change(Read()).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)]);
            PrivateFile.Replace(Location, JsonSerializer.SerializeToUtf8Bytes(file, ProfileJson.Default.ProfileFile));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DbaException(DbaErrors.ProfilesUnwritable(Location, failure));
        }
    }

    private IReadOnlyList<DbaServerProfile> Parse(string text)
    {
        try
        {
            using (var document = JsonDocument.Parse(text))
            {
                if (document.RootElement.TryGetProperty("version", out var version) && version.GetInt32() > ProfileFile.KnownVersion)
                {
                    throw new DbaException(DbaErrors.ProfilesNewer(Location, version.GetInt32(), ProfileFile.KnownVersion));
                }
            }
            return JsonSerializer.Deserialize(text, ProfileJson.Default.ProfileFile)?.Servers ?? throw new JsonException("it is empty.");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            throw new DbaException(DbaErrors.ProfilesUnreadable(Location, failure.Message, failure));
        }
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var path = Location + ".lock";
        var deadline = Environment.TickCount64 + (long)LockPatience.TotalMilliseconds;
        while (true)
        {
            try
            {
                // The system gives the lock back when its holder ends, however it ends; so the file may stay.
                return PrivateFile.OpenAlone(path);
            }
            catch (IOException busy) when (busy is not (DirectoryNotFoundException or PathTooLongException) && Environment.TickCount64 < deadline)
            {
                await Task.Delay(LockPause, cancellationToken);
            }
        }
    }
}
