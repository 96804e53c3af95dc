namespace DbaPS.SqlInvocation;

/// <summary>Counts the records of a CSV file that goes by in pieces: line ends outside quotes.</summary>
public sealed class CsvCounter
{
    private bool _inQuotes;
    private bool _open;

    /// <summary>Records so far; one that has begun counts.</summary>
    public long Records { get; private set; }

    public void Add(ReadOnlySpan<byte> piece)
    {
        while (piece.Length > 0)
        {
            if (!_open)
            {
                _open = true;
                Records++;
            }
            var found = _inQuotes ? piece.IndexOf((byte)'"') : piece.IndexOfAny((byte)'"', (byte)'\n');
            if (found < 0)
            {
                return;
            }
            // A doubled quote closes and opens again.
            _inQuotes ^= piece[found] == '"';
            _open = piece[found] == '"';
            piece = piece[(found + 1)..];
        }
    }
}
