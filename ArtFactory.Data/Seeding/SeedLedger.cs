using System.Text.Json;
using ArtFactory.Data.Operations;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Data.Seeding;

/// <summary>Decides, field by field, what a new version of the seeds may change: only what no person changed.</summary>
sealed class SeedLedger
{
    readonly FactoryContext _context;
    readonly Dictionary<(string Kind, string Key), SeedRecord> _records;

    SeedLedger(FactoryContext context, List<SeedRecord> records)
    {
        _context = context;
        _records = records.ToDictionary(r => (r.Kind, r.Key));
    }

    public static async Task<SeedLedger> ReadAsync(FactoryContext context, CancellationToken cancellationToken) =>
        new(context, await context.SeedRecords.ToListAsync(cancellationToken));

    /// <summary>Whether the row was seeded before: if so and it is gone, a person deleted it, and it stays away.</summary>
    public bool Knows(string kind, string key) => _records.ContainsKey((kind, key));

    public void Set(string kind, string key, string value) =>
        RecordOf(kind, key).Fields = ParameterSet.Empty.With("value", value);

    /// <summary>Brings the fields of one row up to date, except those a person changed.</summary>
    public void Merge(string kind, string key, bool isNew, IEnumerable<SeedField> fields)
    {
        var record = RecordOf(kind, key);
        var seeded = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var known = record.Fields.Text(field.Name);
            var untouched = isNew || known is null || SeedField.IsHashOf(known, field.Current());
            if (untouched) field.Apply();
            seeded[field.Name] = JsonSerializer.SerializeToElement(untouched ? SeedField.HashOf(field.Seeded) : known);
        }

        var next = new ParameterSet(seeded);
        if (!record.Fields.Equals(next)) record.Fields = next;
    }

    SeedRecord RecordOf(string kind, string key)
    {
        if (_records.TryGetValue((kind, key), out var record)) return record;
        record = new SeedRecord { Kind = kind, Key = key, Fields = ParameterSet.Empty };
        _context.Add(record);
        return _records[(kind, key)] = record;
    }
}
