namespace DbaPS.Cli.Binding;

/// <summary>How results are written.</summary>
internal enum OutputFormat
{
    Table,
    Json,
    Csv,
    Jsonl,
}
