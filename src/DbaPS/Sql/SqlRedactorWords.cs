namespace DbaPS.Sql;

/// <summary>Words by which <see cref="SqlRedactor"/> tells what a literal is.</summary>
internal static class SqlRedactorWords
{
    /// <summary>Functions whose text arguments are keys or passwords though their names do not say so.</summary>
    public static readonly HashSet<string> SecretFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "crypt", "hmac", "encrypt", "decrypt", "encrypt_iv", "decrypt_iv", "aes_encrypt", "aes_decrypt", "des_encrypt", "des_decrypt", "pgp_sym_encrypt", "pgp_sym_encrypt_bytea",
        "pgp_sym_decrypt", "pgp_sym_decrypt_bytea", "pgp_pub_decrypt", "pgp_pub_decrypt_bytea", "encryptbykey", "decryptbykey", "old_password",
    };

    /// <summary>With one of these a literal's content is SQL or a routine's body, and only reading it as such finds where its parts end.</summary>
    public static readonly HashSet<string> CodeStarts = new(StringComparer.OrdinalIgnoreCase)
    {
        "BEGIN", "DECLARE", "SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE", "CREATE", "ALTER", "DROP", "GRANT", "REVOKE", "SET", "DO", "CALL", "EXECUTE", "PERFORM", "RETURN",
        "VALUES", "COMMENT", "EXPLAIN", "COPY", "IF", "FOR", "LOOP",
    };

    /// <summary>Words that may stand between a secret's name and the secret.</summary>
    public static readonly HashSet<string> Links = new(StringComparer.OrdinalIgnoreCase)
    {
        "BY", "AS", "TO", "IS", "IN", "LIKE", "ILIKE", "NOT", "HASHED", "MUST_CHANGE", "ANY", "ARRAY", "CONCAT", "PASSWORD", "USING", "DEFAULT", "VALUE",
    };
}
