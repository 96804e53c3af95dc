namespace DbaPS.MySql.Drivers;

/// <summary>When a connection is encrypted. What is checked, <see cref="MySqlPoolOptions.Judge"/> says.</summary>
public enum MySqlTls
{
    Never,

    /// <summary>Where the server offers it.</summary>
    Preferred,

    Required,
}
