using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Data.Operations;
using ArtFactory.Engine.Live;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Upkeep;

sealed class Settings : ISettings, IRemembers
{
    readonly IDbContextFactory<FactoryContext> _contexts;
    readonly FactoryWriter _writer;
    readonly IChangeFeed _feed;
    readonly Snapshot<Dictionary<string, JsonElement>> _values;

    public Settings(IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, IChangeFeed feed, TimeProvider time)
    {
        (_contexts, _writer, _feed) = (contexts, writer, feed);
        _values = new Snapshot<Dictionary<string, JsonElement>>(time, LoadAsync);
    }

    public async Task<IReadOnlyList<SettingView>> ListAsync(CancellationToken cancellationToken = default)
    {
        var values = await _values.GetAsync(cancellationToken);
        return [.. SettingCatalog.All.Select(d => new SettingView(
            d.Key, d.Name, d.Group, d.Description, d.Type, d.Default, values.GetValueOrDefault(d.Key, d.Default), d.Unit, d.Minimum, d.Maximum, d.Options ?? []))];
    }

    public async Task<T> GetAsync<T>(string key, CancellationToken cancellationToken = default)
    {
        var definition = Find(key);
        var values = await _values.GetAsync(cancellationToken);
        return values.GetValueOrDefault(key, definition.Default).Deserialize<T>()!;
    }

    public async Task SetAsync(string key, JsonElement value, CancellationToken cancellationToken = default)
    {
        var definition = Find(key);
        if (definition.Fault(value) is { } fault) throw new InvalidInputException(key, fault);
        var json = value.ValueKind == JsonValueKind.Undefined ? "null" : value.GetRawText();
        await _writer.WriteAsync(async context =>
        {
            var row = await context.SystemSettings.AsTracking().FirstOrDefaultAsync(s => s.Key == key, cancellationToken);
            if (row is null) context.SystemSettings.Add(row = new SystemSetting { Key = key, Value = json, Description = definition.Description });
            row.Value = json;
            return await context.SaveChangesAsync(cancellationToken);
        }, cancellationToken);
        _values.Forget();
        _feed.Publish(new Change(ChangeKind.Setting, Guid.Empty));
    }

    public Task ResetAsync(string key, CancellationToken cancellationToken = default) => SetAsync(key, Find(key).Default, cancellationToken);

    public void Forget(ChangeKind kind)
    {
        if (kind == ChangeKind.Setting) _values.Forget();
    }

    static SettingDefinition Find(string key) => SettingCatalog.Find(key) ?? throw new InvalidInputException("key", $"There is no setting '{key}'.");

    /// <summary>What does not fit its type any more (an older program's, or edited by hand) gives way to the default.</summary>
    async Task<Dictionary<string, JsonElement>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var row in await context.SystemSettings.Select(s => new { s.Key, s.Value }).ToListAsync(cancellationToken))
            if (SettingCatalog.Find(row.Key) is { } definition && Read(row.Value) is { } value && definition.Fault(value) is null) values[row.Key] = value;
        return values;
    }

    static JsonElement? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
