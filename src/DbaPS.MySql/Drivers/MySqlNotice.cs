namespace DbaPS.MySql.Drivers;

/// <summary>A line of SHOW WARNINGS.</summary>
/// <param name="Level">Note, Warning or Error.</param>
public sealed record MySqlNotice(string Level, int Number, string Message);
