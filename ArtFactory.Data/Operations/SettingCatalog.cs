using System.Collections.Frozen;
using ArtFactory.Data.Seeding;

namespace ArtFactory.Data.Operations;

/// <summary>All settings there are, in the order of the settings page.</summary>
public static class SettingCatalog
{
    public static IReadOnlyList<SettingDefinition> All { get; } = SeedFiles.Read<SettingDefinition>("settings.json");

    static readonly FrozenDictionary<string, SettingDefinition> ByKey = All.ToFrozenDictionary(s => s.Key, StringComparer.Ordinal);

    /// <summary>The setting of that key; null if there is none.</summary>
    public static SettingDefinition? Find(string key) => ByKey.GetValueOrDefault(key);
}
