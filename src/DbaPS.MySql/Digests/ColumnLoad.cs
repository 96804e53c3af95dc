namespace DbaPS.MySql.Digests;

/// <summary>How the text of a cell becomes a value again.</summary>
internal enum ColumnLoad
{
    /// <summary>The server reads it as it reads any number, date or time.</summary>
    Plain,

    /// <summary>Its bytes are the value's.</summary>
    Raw,

    /// <summary>A text in UTF-8 that the type does not take as bytes.</summary>
    Utf8,

    /// <summary>Zeros and ones.</summary>
    Bits,
}
