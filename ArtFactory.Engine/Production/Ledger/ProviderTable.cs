namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Reads a provider's limits as they stand in the transaction, and writes how it has answered of late.</summary>
sealed class ProviderTable(LedgerSession session) : IDisposable
{
    readonly Statement _limits = new(session.Connection,
        "SELECT concurrent_limit, rate_limit_requests, daily_limit, name FROM providers WHERE id = @id", "id");

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

    /// <summary>The limits of a provider; none for one that is not in the table.</summary>
    public ProviderLimits Limits(string provider)
    {
        using var reader = _limits.Read(session.Transaction, provider);
        if (!reader.Read()) return new(provider, null, null, null);
        int? At(int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);
        return new(reader.GetString(3), At(0), At(1), reader.IsDBNull(2) ? null : session.Dialect.ReadMoney(reader, 2));
    }

    public Condition Of(string provider)
    {
        using var reader = _condition.Read(session.Transaction, provider);
        return reader.Read()
            ? new(reader.GetInt32(0), reader.GetInt32(1), RowMoment.OrNull(reader, 2))
            : Condition.Good;
    }

    public void Write(string provider, Condition condition, string message) => _write.Execute(session.Transaction, provider, condition.Failures, condition.Rests,
        condition.PausedUntil, message, session.Now);

    /// <summary>It answered: failures are counted anew. True if there had been any.</summary>
    public bool Heal(string provider) => _heal.Execute(session.Transaction, session.Now, provider) == 1;

    /// <summary>A limit among the settings, as it is committed; null when it is not set.</summary>
    public decimal? LimitIn(string setting)
    {
        using var reader = _setting.Read(session.Transaction, setting);
        return reader.Read() && decimal.TryParse(reader.GetString(0), System.Globalization.CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_limits, _condition, _write, _heal, _setting]) statement.Dispose();
    }
}
