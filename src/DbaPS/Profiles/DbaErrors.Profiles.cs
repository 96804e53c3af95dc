using DbaPS.Connections;

namespace DbaPS.Errors;

/// <summary>What can go wrong with profiles.</summary>
public static partial class DbaErrors
{
    public static DbaError ProfileNameRefused(string name, string why) =>
        new("ProfileNameRefused", DbaErrorCategory.InvalidArgument, $"A server can't be registered as '{name}': {why}.", "Choose another name, such as shop-prod.") { Target = name };

    public static DbaError ProfileMissing(string name, string? nearest) =>
        new("ProfileMissing", DbaErrorCategory.ObjectNotFound, $"No server is registered as '{name}'.",
            nearest is null ? "See what is registered with Get-DbaServerProfile." : $"Did you mean {nearest}? Get-DbaServerProfile lists them all.")
        { Target = name };

    public static DbaError GroupMissing(string group, IReadOnlyList<string> known) =>
        new("GroupMissing", DbaErrorCategory.ObjectNotFound, $"No registered server is in the group '{group}'.",
            known.Count == 0 ? "Put servers into it with Register-DbaServer -Group." : $"Groups with servers: {string.Join(", ", known)}.")
        { Target = group };

    public static DbaError ProfileExists(string name, string address) =>
        new("ProfileExists", DbaErrorCategory.ResourceExists, $"'{name}' is registered already, for {address}.", "Give another name, or replace the address with -Force. Without -Server the profile's other settings are changed.")
        { Target = name };

    public static DbaError SecretInProfile(string what) =>
        new("SecretInProfile", DbaErrorCategory.SecurityError, $"{what} carries a password, and a profile keeps none.",
            "Leave it out and say where it is with -Secret: env:NAME, file:/path, vault:Name[/Vault], azure:, aws:.");

    public static DbaError ProfilesNotPrivate(string path, string why) =>
        new("ProfilesNotPrivate", DbaErrorCategory.SecurityError, $"The registered servers in '{path}' are not used: {why}.", $"Check who changed it, then: chmod 600 '{path}'") { Target = path };

    public static DbaError ProfilesUnreadable(string path, string why, Exception cause) =>
        new("ProfilesUnreadable", DbaErrorCategory.InvalidData, $"The registered servers can't be read from '{path}': {why}", "Mend the file, or move it away and register the servers again.")
        { Target = path, Cause = cause };

    public static DbaError ProfilesNewer(string path, int version, int known) =>
        new("ProfilesNewer", DbaErrorCategory.InvalidData, $"The registered servers in '{path}' have the form {version}; this DbaPS knows {known}.", "Update DbaPS.") { Target = path };

    public static DbaError ProfilesUnwritable(string path, Exception cause) =>
        new("ProfilesUnwritable", DbaErrorCategory.WriteError, $"The registered servers can't be written to '{path}': {cause.Message}", "Make its folder writable, or keep DbaPS's files elsewhere with DBAPS_HOME.")
        { Target = path, Cause = cause };

    public static DbaError ProfileElsewhere(ServerReference server, string profile, string found) =>
        new("ProfileElsewhere", DbaErrorCategory.ConnectionError, $"The session that this object came from ({server}) is closed, and the profile '{profile}' now leads to {found}.",
            "Connect again with Connect-DbaServer and name that session with -Server.")
        { Target = server, Server = server };
}
