using System.Text.Json;
using ArtFactory.Data.Lookups;
using ArtFactory.Data.Operations;
using ArtFactory.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Data.Seeding;

/// <summary>
/// Puts the providers, models, settings and lookups that ship with the program into the database, after the migrations. It may run
/// any number of times; a new version brings its changes to every field that no person has changed, and what a person deleted stays away.
/// </summary>
public sealed class SeedLoader(IDbContextFactory<FactoryContext> contexts, IWriteGate gate)
{
    const string ModelFile = "models.";

    public async Task LoadAsync(CancellationToken cancellationToken = default)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var version = SeedFiles.Version();
        var loaded = await context.SeedRecords.Where(s => s.Kind == "seeds" && s.Key == "version").Select(s => s.Fields).SingleOrDefaultAsync(cancellationToken);
        if (loaded?.Text("value") == version) return;

        var ledger = await SeedLedger.ReadAsync(context, cancellationToken);
        await SettingsAsync(context, ledger, cancellationToken);
        await ProvidersAsync(context, ledger, cancellationToken);
        await ModelsAsync(context, ledger, cancellationToken);
        await LookupsAsync(context, ledger, cancellationToken);
        ledger.Set("seeds", "version", version);
        await context.SaveChangesAsync(cancellationToken);
    }

    static async Task SettingsAsync(FactoryContext context, SeedLedger ledger, CancellationToken cancellationToken)
    {
        var stored = await context.SystemSettings.ToDictionaryAsync(s => s.Key, StringComparer.Ordinal, cancellationToken);
        foreach (var seed in SettingCatalog.All)
        {
            var isNew = !stored.TryGetValue(seed.Key, out var row);
            if (isNew) context.Add(row = new SystemSetting { Key = seed.Key, Value = "" });
            var value = seed.Default.GetRawText();
            ledger.Merge("system_settings", seed.Key, isNew,
            [
                new("value", () => row!.Value, value, () => row!.Value = value),
                new("description", () => row!.Description, seed.Description, () => row!.Description = seed.Description),
            ]);
        }
    }

    static async Task ProvidersAsync(FactoryContext context, SeedLedger ledger, CancellationToken cancellationToken)
    {
        var stored = await context.Providers.ToDictionaryAsync(p => p.Id, StringComparer.Ordinal, cancellationToken);
        foreach (var seed in SeedFiles.Read<ProviderSeed>("providers.json"))
        {
            var isNew = !stored.TryGetValue(seed.Id, out var row);
            if (isNew && ledger.Knows("providers", seed.Id)) continue;
            if (isNew) context.Add(row = new Provider { Id = seed.Id, Name = seed.Name });
            var settings = Described(null, seed.Description);
            ledger.Merge("providers", seed.Id, isNew,
            [
                new("name", () => row!.Name, seed.Name, () => row!.Name = seed.Name),
                new("api_base_url", () => row!.ApiBaseUrl, seed.ApiBaseUrl, () => row!.ApiBaseUrl = seed.ApiBaseUrl),
                new("is_enabled", () => $"{row!.IsEnabled}", $"{seed.IsEnabled}", () => row!.IsEnabled = seed.IsEnabled),
                new("rate_limit_requests", () => $"{row!.RateLimitRequests}", $"{seed.RateLimitRequests}", () => row!.RateLimitRequests = seed.RateLimitRequests),
                new("rate_limit_tokens", () => $"{row!.RateLimitTokens}", $"{seed.RateLimitTokens}", () => row!.RateLimitTokens = seed.RateLimitTokens),
                new("concurrent_limit", () => $"{row!.ConcurrentLimit}", $"{seed.ConcurrentLimit}", () => row!.ConcurrentLimit = seed.ConcurrentLimit),
                new("settings", () => row!.Settings?.ToJson(), settings?.ToJson(), () => row!.Settings = settings),
            ]);
        }
    }

    static async Task ModelsAsync(FactoryContext context, SeedLedger ledger, CancellationToken cancellationToken)
    {
        var stored = await context.Models.ToDictionaryAsync(m => (m.ProviderId, m.ModelId), cancellationToken);
        foreach (var file in SeedFiles.Names.Where(n => n.StartsWith(ModelFile, StringComparison.Ordinal)))
        {
            var provider = Path.GetFileNameWithoutExtension(file[ModelFile.Length..]);
            foreach (var seed in SeedFiles.Read<ModelSeed>(file))
            {
                var key = $"{provider}/{seed.ModelId}";
                var isNew = !stored.TryGetValue((provider, seed.ModelId), out var row);
                if (isNew && ledger.Knows("models", key)) continue;
                if (isNew)
                    context.Add(row = new Model { Id = FactoryId.New(), ProviderId = provider, ModelId = seed.ModelId, Name = seed.Name, Modality = seed.Modality });
                ledger.Merge("models", key, isNew, Fields(row!, seed));
            }
        }
    }

    static IEnumerable<SeedField> Fields(Model row, ModelSeed seed)
    {
        var (schema, pricing, capabilities) = (Compact(seed.ParameterSchema), Compact(seed.Pricing), Described(seed.Capabilities, seed.Description)?.ToJson());
        return
        [
            new("name", () => row.Name, seed.Name, () => row.Name = seed.Name),
            new("family", () => row.Family, seed.Family, () => row.Family = seed.Family),
            new("modality", () => row.Modality, seed.Modality, () => row.Modality = seed.Modality),
            new("version", () => row.Version, seed.Version, () => row.Version = seed.Version),
            new("is_available", () => $"{row.IsAvailable}", $"{seed.IsAvailable}", () => row.IsAvailable = seed.IsAvailable),
            new("parameter_schema", () => row.ParameterSchema, schema, () => row.ParameterSchema = schema),
            new("capabilities", () => row.Capabilities, capabilities, () => row.Capabilities = capabilities),
            new("pricing", () => row.Pricing, pricing, () => row.Pricing = pricing),
        ];
    }

    /// <summary>The schema has no column for a description: it is kept among what the row says of itself.</summary>
    static ParameterSet? Described(JsonElement? json, string? description)
    {
        var set = json is { ValueKind: JsonValueKind.Object } value ? ParameterSet.Parse(value.GetRawText()) : null;
        return description is null ? set : (set ?? ParameterSet.Empty).With("description", description);
    }

    static string? Compact(JsonElement? json) =>
        json is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value ? JsonSerializer.Serialize(value) : null;

    static async Task LookupsAsync(FactoryContext context, SeedLedger ledger, CancellationToken cancellationToken)
    {
        var stored = await context.Lookups.ToDictionaryAsync(l => l.Key, StringComparer.OrdinalIgnoreCase, cancellationToken);
        foreach (var seed in SeedFiles.Read<LookupSeed>("lookups.json"))
        {
            var isNew = !stored.TryGetValue(seed.Key, out var row);
            var known = ledger.Knows("lookups", seed.Key);

            // Deleted by a person, or made by a person under the same name: theirs.
            if (isNew == known) continue;
            if (isNew) context.Add(row = new Lookup { Id = FactoryId.New(), Key = seed.Key, IsSystem = true });
            ledger.Merge("lookups", seed.Key, isNew,
            [
                new("values", () => Text(row!.Values), Text(seed.Values), () => row!.Values = seed.Values),
                new("category", () => row!.Category, seed.Category, () => row!.Category = seed.Category),
                new("description", () => row!.Description, seed.Description, () => row!.Description = seed.Description),
            ]);
        }
    }

    static string Text(IReadOnlyList<string> values) => string.Join('\n', values);
}
