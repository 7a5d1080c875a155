namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Reads and writes how a provider has answered of late.</summary>
sealed class ProviderTable(LedgerSession session) : IDisposable
{
    /// <summary>Providers that have answered in this transaction, since they last failed in it.</summary>
    readonly HashSet<string> _healed = new(StringComparer.Ordinal);

    readonly Statement _condition = new(session.Connection,
        "SELECT failures, rests, paused_until FROM provider_conditions WHERE provider_id = @id", "id");

    readonly Statement _write = new(session.Connection, """
        INSERT INTO provider_conditions (provider_id, failures, rests, paused_until, message, updated_at)
        VALUES (@id, @failures, @rests, @until, @message, @now)
        ON CONFLICT (provider_id) DO UPDATE SET failures = excluded.failures, rests = excluded.rests, paused_until = excluded.paused_until,
            message = excluded.message, updated_at = excluded.updated_at
        """, "id", "failures", "rests", "until", "message", "now");

    readonly Statement _heal = new(session.Connection, """
        UPDATE provider_conditions SET failures = 0, rests = 0, paused_until = CASE WHEN failures > 0 THEN NULL ELSE paused_until END,
            message = NULL, updated_at = @now
        WHERE provider_id = @id AND (failures > 0 OR rests > 0)
        """, "now", "id");

    readonly Statement _setting = new(session.Connection, "SELECT value FROM system_settings WHERE key = @key", "key");

    public Condition Of(string provider)
    {
        using var reader = _condition.Read(session.Transaction, provider);
        return reader.Read()
            ? new(reader.GetInt32(0), reader.GetInt32(1), RowMoment.OrNull(reader, 2))
            : Condition.Good;
    }

    public void Write(string provider, Condition condition, string message)
    {
        _healed.Remove(provider);
        _write.Execute(session.Transaction, provider, condition.Failures, condition.Rests,
            condition.PausedUntil, message, session.Now);
    }

    /// <summary>It answered: failures are counted anew. True if there had been any.</summary>
    public bool Heal(string provider) => _healed.Add(provider) && _heal.Execute(session.Transaction, session.Now, provider) == 1;

    /// <summary>A transaction begins: nothing is known any more.</summary>
    public void Forget() => _healed.Clear();

    /// <summary>A limit among the settings, as it is committed; null when it is not set.</summary>
    public decimal? LimitIn(string setting)
    {
        using var reader = _setting.Read(session.Transaction, setting);
        return reader.Read() && decimal.TryParse(reader.GetString(0), System.Globalization.CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_condition, _write, _heal, _setting]) statement.Dispose();
    }
}
